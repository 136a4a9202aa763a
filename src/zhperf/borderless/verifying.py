"""Whether text and supplied rulings fit each other: nothing cut, joined or left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhperf.borderless.columns import RefusedError
from zhperf.borderless.pieces import blocks_of, side_by_side, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhperf.borderless.pieces import Piece
    from zhperf.grids import Cell, Grid
    from zhperf.templates import Lexicon

_OVERHANG = 0.35
"""In heights of the glyphs: text may reach over the border of its cell by so much.  Closing
marks do, and borders are only known to the middle of a gap."""


def verify(
    grids: Iterable[Grid], form: tuple[float, float], within: float, pieces: Sequence[Piece],
    lexicon: Lexicon,
) -> None:  # fmt: skip
    """Check the cells that were made for a form.

    Args:
        grids: All of the page.
        form: Y of the form's upper and lower border.
        within: Free height in pt between two lines of one text, at most.
        pieces: The text that stands in no other grid.
        lexicon: Knows labels that are set with more room.

    Raises:
        RefusedError: Text crosses a border, stands in no cell, or shares one with another.
    """
    cells = [cell for grid in grids for cell in grid.cells]
    texts: dict[int, list[Piece]] = {}
    for piece in pieces:
        if form[0] < piece.middle < form[1]:
            texts.setdefault(_home(cells, piece), []).append(piece)
    for own in texts.values():
        if side_by_side(own) or (
            len(blocks_of(own, within)) > 1 and not _is_known(text_of(own), lexicon)
        ):
            raise RefusedError(f"two texts in one cell: {own[0].text[:20]}")


def _is_known(text: str, lexicon: Lexicon) -> bool:
    return lexicon.column(text) is not None or lexicon.label(text) is not None


def holds_header(grids: Iterable[Grid], header: Sequence[Piece]) -> Grid | None:
    """The grid that has a cell for each of some header words, and rows under them."""
    for grid in grids:
        homes = [_cell_at(grid, piece) for piece in header]
        cells = {(cell.row, cell.column): cell for cell in homes if cell is not None}
        end = max((cell.row + cell.row_span for cell in cells.values()), default=0)
        if len(cells) == len(header) and None not in homes and end < grid.n_rows:
            return grid
    return None


def _cell_at(grid: Grid, piece: Piece) -> Cell | None:
    x = (piece.box.x0 + piece.box.x1) / 2
    for cell in grid.cells:
        x0, top, x1, bottom = cell.bbox
        if x0 <= x < x1 and top <= piece.middle < bottom:
            return cell
    return None


def _home(cells: Sequence[Cell], piece: Piece) -> int:
    """Index of the cell that holds a piece whole."""
    x, reach = (piece.box.x0 + piece.box.x1) / 2, _OVERHANG * piece.height
    for index, cell in enumerate(cells):
        x0, top, x1, bottom = cell.bbox
        if not (x0 <= x < x1 and top <= piece.middle < bottom):
            continue
        if piece.box.x0 < x0 - reach or piece.box.x1 > x1 + reach:
            break
        if piece.box.top < top - reach or piece.box.bottom > bottom + reach:
            break
        return index
    raise RefusedError(f"text crosses a border or stands in no cell: {piece.text[:20]}")
