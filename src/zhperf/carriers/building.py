"""Layouts of sources without geometry: what stands beside and above what is all that counts.

Later stages ask which cell is left of and above which, and which line stands over a table.  So
every column is `COLUMN` wide and every row and line `ROW` high; no size means anything else.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

from zhperf.celltext import join_lines
from zhperf.errors import Bilingual
from zhperf.geometry import BBox
from zhperf.grids import Cell, Grid, Line, PageLayout, Remark, Repair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from zhperf.grids import CarrierPlace

COLUMN, ROW = 100.0, 12.0
"""pt, as if printed."""
_BLANK = 5 * ROW
"""pt that an empty line takes: it ends a note (see `zhperf.footers`)."""
MAX_AREA: Final = 1_000_000
"""Rows times columns of a table.  The largest form seen has 400 rows; beyond this it is a list
or an attack, and its cells alone would need a gigabyte."""
TOO_LARGE: Final = Bilingual(
    f"a table has more than {MAX_AREA:,} cells and was not read",
    f"表格超过 {MAX_AREA:,} 个单元格，未读取",
)
STRUCK: Final = Bilingual("struck through", "带删除线")
"""Why a text is left out that readers see crossed out."""
_MAX_QUOTED = 1000
"""Letters of a text that a remark quotes; a hidden sheet may hold millions."""


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

    def __init__(self, *, exact_spaces: bool = False) -> None:
        """Start with nothing.

        Args:
            exact_spaces: Whether white space at the ends of a cell's inner lines is printed, as
                in office documents; elsewhere it only makes the source readable.
        """
        self._exact_spaces = exact_spaces
        self._grids: list[Grid] = []
        self._lines: list[Line] = []
        self._remarks: list[Remark] = []
        self._hidden: dict[Bilingual, list[tuple[CarrierPlace, str]]] = {}
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

    def hide(self, text: str, place: CarrierPlace, reason: Bilingual) -> None:
        """Leave out a text that readers do not see, and have the report say so."""
        if text := text.strip():
            self._hidden.setdefault(reason, []).append((place, text))

    def remark(self, remark: Remark) -> None:
        """Have the report say something."""
        self._remarks.append(remark)

    def table(
        self,
        cells: Iterable[CarrierCell],
        place: Callable[[int, int], CarrierPlace],
        *,
        flat: bool = False,
        parts: tuple[int, ...] = (),
    ) -> None:
        """Add a table; nothing if no cell has text.

        Rows and columns in which no cell begins are left out: nobody sees them.

        Args:
            cells: In any order.  Where two overlap, the first keeps the place, and the other
                has what is left of it, or a place right of the first; where there is none, it is
                empty.
            place: Where the cell of a 0-based row and column stands in the source.
            flat: As `Grid.flat`.
            parts: As `Grid.parts`.
        """
        given = [self._cleaned(cell) for cell in cells]
        if not any(cell.lines for cell in given):
            return
        rows, columns = _Tracks(cell.row for cell in given), _Tracks(cell.column for cell in given)
        if len(rows) * len(columns) > MAX_AREA:
            self.remark(Remark("ZP109", place(rows[0], columns[0]), TOO_LARGE))
            return
        tiles = _tiled([_on_tracks(cell, rows, columns) for cell in given])
        grid = self._grid(tiles, lambda row, column: place(rows[row], columns[column]))
        grid.flat, grid.parts = flat, parts
        self._grids.append(grid)

    def _grid(
        self, tiles: Sequence[CarrierCell], place: Callable[[int, int], CarrierPlace]
    ) -> Grid:
        n_rows = max(tile.row + tile.row_span for tile in tiles)
        n_columns = max(tile.column + tile.column_span for tile in tiles)
        top = self._bottom
        row_edges = tuple(top + ROW * row for row in range(n_rows + 1))
        column_edges = tuple(COLUMN * column for column in range(n_columns + 1))
        self._bottom = row_edges[-1]
        return Grid(
            page=0,
            bbox=BBox(0.0, top, column_edges[-1], self._bottom),
            row_edges=row_edges,
            column_edges=column_edges,
            cells=tuple(_cell(tile, row_edges, column_edges, place) for tile in tiles),
        )

    def _cleaned(self, cell: CarrierCell) -> CarrierCell:
        """The cell without blank lines."""
        lines = [line for line in cell.lines if line and not line.isspace()]
        if not self._exact_spaces:
            lines = [line.strip() for line in lines]
        return cell._replace(lines=lines)

    def layout(self) -> PageLayout:
        """All that was added."""
        hidden = [
            Remark(
                "ZP105",
                found[0][0],
                reason,
                value=quoted(text for _, text in found),
                amount=sum(len("".join(text.split())) for _, text in found),
            )
            for reason, found in self._hidden.items()
        ]
        return PageLayout(self._grids, self._lines, remarks=self._remarks + hidden)


def quoted(texts: Iterable[str]) -> str:
    """Texts as a remark quotes them, cut where they are too many."""
    text = "; ".join(texts)
    return text if len(text) <= _MAX_QUOTED else text[:_MAX_QUOTED] + "…"


class _Tracks:
    """The rows, or the columns, in which a cell begins."""

    def __init__(self, starts: Iterable[int]) -> None:
        self._starts = sorted(set(starts))

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, index: int) -> int:
        """Number in the source; beyond the last track they are counted on."""
        beyond = max(index - len(self._starts) + 1, 0)
        return self._starts[index - beyond] + beyond

    def index(self, start: int) -> int:
        """Number of the first track that begins there or later."""
        return bisect_left(self._starts, start)


def _on_tracks(cell: CarrierCell, rows: _Tracks, columns: _Tracks) -> CarrierCell:
    row, column = rows.index(cell.row), columns.index(cell.column)
    return cell._replace(
        row=row,
        column=column,
        row_span=rows.index(cell.row + max(cell.row_span, 1)) - row,
        column_span=columns.index(cell.column + max(cell.column_span, 1)) - column,
    )


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
    return join_lines([Line(line, nowhere, ROW) for line in lines], float("inf"))


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
        height, wanted = 1, cell.row_span if column == cell.column else 1
        while height < wanted and not any(
            (cell.row + height, column + n) in taken for n in range(width)
        ):
            height += 1
        taken.update((cell.row + n, c) for n in range(height) for _, c in spot)
        tiles.append(CarrierCell(cell.row, column, cell.lines, height, width))
    rows = 1 + max((row for row, _ in taken), default=-1)
    columns = 1 + max((column for _, column in taken), default=-1)
    holes = ((r, c) for r in range(rows) for c in range(columns) if (r, c) not in taken)
    tiles += [CarrierCell(row, column, ()) for row, column in holes]
    return sorted(tiles, key=lambda tile: (tile.row, tile.column))
