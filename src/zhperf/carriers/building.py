"""Layouts of sources without geometry: what stands beside and above what is all that counts.

Later stages ask which cell is left of and above which, and which line stands over a table.  So
every column is `COLUMN` wide and every row and line `ROW` high; no size means anything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zhperf.celltext import join_lines
from zhperf.geometry import BBox
from zhperf.grids import Cell, Grid, Line, PageLayout, Repair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from zhperf.grids import CarrierPlace

COLUMN, ROW = 100.0, 12.0
"""pt, as if printed."""
_BLANK = 5 * ROW
"""pt that an empty line takes: it ends a note (see `zhperf.footers`)."""


class CarrierCell(NamedTuple):
    """A cell as its source has it; 0-based."""

    row: int
    column: int
    lines: Sequence[str]
    """Text, one entry for each line break that the author set; white space at the ends of a cell
    does not count."""
    row_span: int = 1
    column_span: int = 1


class LayoutBuilder:
    """Puts lines and tables under each other, in the order in which they are given."""

    def __init__(self) -> None:
        self._grids: list[Grid] = []
        self._lines: list[Line] = []
        self._bottom = 0.0

    def line(self, text: str, place: CarrierPlace) -> None:
        """Add a line of text outside of tables; one without text is a gap."""
        text = text.strip()
        if not text:
            self._bottom += _BLANK
            return
        box = BBox(0.0, self._bottom, COLUMN, self._bottom + ROW)
        self._lines.append(Line(text, box, ROW, place=place))
        self._bottom += ROW

    def table(
        self,
        cells: Iterable[CarrierCell],
        place: Callable[[int, int], CarrierPlace],
        *,
        flat: bool = False,
    ) -> None:
        """Add a table; nothing if no cell has text.

        Args:
            cells: In any order.  Where two overlap, the first keeps the place, and the other
                what is left of it right of the first; where there is none, it is empty.
            place: Where the cell of a 0-based row and column stands in the source.
            flat: As `Grid.flat`.
        """
        tiles = _tiled(list(cells))
        if not any(_text(tile.lines)[0] for tile in tiles):
            return
        rows = max(tile.row + tile.row_span for tile in tiles)
        columns = max(tile.column + tile.column_span for tile in tiles)
        top = self._bottom
        row_edges = tuple(top + ROW * row for row in range(rows + 1))
        column_edges = tuple(COLUMN * column for column in range(columns + 1))
        self._bottom = row_edges[-1]
        self._grids.append(
            Grid(
                page=0,
                bbox=BBox(0.0, top, column_edges[-1], self._bottom),
                row_edges=row_edges,
                column_edges=column_edges,
                cells=tuple(_cell(tile, row_edges, column_edges, place) for tile in tiles),
                flat=flat,
            )
        )

    def layout(self) -> PageLayout:
        """All that was added."""
        return PageLayout(self._grids, self._lines)


def _cell(
    tile: CarrierCell,
    row_edges: Sequence[float],
    column_edges: Sequence[float],
    place: Callable[[int, int], CarrierPlace],
) -> Cell:
    text, repairs = _text(tile.lines)
    return Cell(
        row=tile.row,
        column=tile.column,
        row_span=tile.row_span,
        column_span=tile.column_span,
        bbox=BBox(
            column_edges[tile.column],
            row_edges[tile.row],
            column_edges[tile.column + tile.column_span],
            row_edges[tile.row + tile.row_span],
        ),
        text=text,
        repairs=repairs,
        place=place(tile.row, tile.column),
    )


def _text(lines: Sequence[str]) -> tuple[str, tuple[Repair, ...]]:
    """The lines of a cell joined as those of a printed cell are."""
    nowhere = BBox(0.0, 0.0, 0.0, 0.0)
    kept = [stripped for line in lines if (stripped := line.strip())]
    return join_lines([Line(line, nowhere, ROW) for line in kept], float("inf"))


def _tiled(cells: Sequence[CarrierCell]) -> list[CarrierCell]:
    """The cells without overlaps, and empty ones where there is none; by row, then column."""
    taken: set[tuple[int, int]] = set()
    tiles: list[CarrierCell] = []
    for cell in cells:
        column = cell.column
        while (cell.row, column) in taken:
            column += 1
        # What another cell has taken cannot be had; text keeps one place at least.
        width = max(cell.column + cell.column_span - column, 1)
        width = next((n for n in range(width) if (cell.row, column + n) in taken), width)
        spot = [(cell.row, column + n) for n in range(width)]
        height = 1
        while height < cell.row_span and not any((r + height, c) in taken for r, c in spot):
            height += 1
        taken.update((cell.row + n, c) for n in range(height) for _, c in spot)
        tiles.append(CarrierCell(cell.row, column, cell.lines, height, width))
    rows = 1 + max((row for row, _ in taken), default=-1)
    columns = 1 + max((column for _, column in taken), default=-1)
    holes = ((r, c) for r in range(rows) for c in range(columns) if (r, c) not in taken)
    tiles += [CarrierCell(row, column, ()) for row, column in holes]
    return sorted(tiles, key=lambda tile: (tile.row, tile.column))
