"""Lays a table out and cuts it into pages.

The rows are laid out page by page: what is left of each cell's lines sets the heights of the
rows that are still to come, so a cell that is cut gets room for the rest of its text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from printing.documents import Box
from printing.fonts import Font
from printing.tables import PrintCell, PrintTable
from printing.wrapping import WrapOptions, wrap

CutText: TypeAlias = Literal["flow", "second", "both", "overflow"]
"""Where the text of a merged cell goes that a page break cuts.

flow: as many lines as fit in the first part (a short text: all of them), the rest on the next
page; second: whole in the last part; both: whole in each part, if it fits; overflow: whole in
the first part, running over its lower end."""

LINE_PITCH = 1.25
"""Distance of baselines in font sizes."""

OVERFLOW_LINES = 3
"""At most so many lines run below the last rule; a longer text flows."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Measures and habits of the program that makes the pages."""

    left: float = 40.0
    """x of the table's left edge in pt."""
    width: float = 760.0
    """Of the table in pt."""
    top: float = 90.0
    """y of the table's upper edge on its first page, in pt."""
    next_top: float = 50.0
    """The same on later pages."""
    bottom: float = 530.0
    """y that no row passes, in pt."""
    size: float = 10.0
    """Font size in pt."""
    padding: float = 3.0
    """Between rule and text on every side, in pt."""
    min_row: float = 14.0
    """Least height of a row in pt."""
    wrap: WrapOptions = field(default_factory=WrapOptions)
    split_rows: bool = False
    """Rows may be cut between two lines of their text."""
    open_cut: bool = False
    """A cut cell has no rule at the cut (browsers); else it is closed with one (office)."""
    repeat_header: bool = False
    cut_text: CutText = "flow"
    breaks_after: tuple[int, ...] = ()
    """Rows after which a page must end."""

    @property
    def pitch(self) -> float:
        """Distance of baselines in pt."""
        return self.size * LINE_PITCH


@dataclass(slots=True)
class Piece:
    """The part of a cell that stands on one page."""

    cell: PrintCell
    box: Box
    """In upright space."""
    rows: tuple[int, int]
    """First and last row on this page, counted from the page's first row."""
    lines: list[str]
    """Printed in this part."""
    cut_above: bool = False
    """The cell began on an earlier page."""
    cut_below: bool = False
    """The cell goes on on the next page."""
    repeated: bool = False
    """Of a repeated header row."""


@dataclass(slots=True)
class TablePage:
    """The part of a table that stands on one page."""

    pieces: list[Piece]
    row_edges: list[float]
    column_edges: list[float]
    n_rows: int
    """Rows of the whole table."""
    parted_row: int | None = None
    """The row that the break at the lower end splits, if it splits one."""
    last_row: int = 0
    """Last row of the table that stands on the page, in whole or part."""


@dataclass(slots=True)
class _Live:
    """A cell that is not printed completely."""

    cell: PrintCell
    all_lines: list[str]
    left: list[str]
    """Lines still to print."""
    started: bool = False


def lay_out(table: PrintTable, layout: Layout, font: Font) -> list[TablePage]:
    """Cut a table into pages.

    Args:
        table: Its cells tile it.
        layout: Measures in upright space.
        font: Gives the widths of the text.

    Returns:
        The pages in order; each has at least one row.
    """
    table.check()
    return _Pager(table, layout, font).pages()


class _Pager:
    def __init__(self, table: PrintTable, layout: Layout, font: Font) -> None:
        self.table = table
        self.layout = layout
        self.columns = _column_edges(table, layout)
        self.live = [self._live(cell, font) for cell in table.cells]
        self.row = 0
        """First row that is not printed completely."""

    def _live(self, cell: PrintCell, font: Font) -> _Live:
        layout = self.layout
        width = self.columns[cell.last_column + 1] - self.columns[cell.column]
        lines = wrap(cell.text, width - 2 * layout.padding, layout.size, font, layout.wrap)
        return _Live(cell, lines, list(lines))

    def pages(self) -> list[TablePage]:
        pages: list[TablePage] = []
        while self.row < self.table.n_rows:
            pages.append(self._page(first=not pages))
        return pages

    def _page(self, *, first: bool) -> TablePage:
        layout = self.layout
        top = layout.top if first else layout.next_top
        header = [] if first or not layout.repeat_header else list(self.table.header_rows)
        if self.row in header or not all(row < self.row for row in header):
            header = []
        header_heights = [self._full_height(row) for row in header]
        heights = self._heights()
        room = layout.bottom - top - sum(header_heights)
        whole = self._whole_rows(heights, room)
        part = self._part(heights, whole, room - sum(heights[:whole]))
        if whole == 0 and part is None:
            whole = self._least_rows()
        return self._make(top, header, header_heights, heights[:whole], part)

    def _full_height(self, row: int) -> float:
        """Height of a repeated header row."""
        lines = max(len(live.all_lines) for live in self.live if live.cell.row == row)
        return self._needed(lines)

    def _needed(self, lines: int) -> float:
        layout = self.layout
        return max(layout.min_row, lines * layout.pitch + 2 * layout.padding)

    def _heights(self) -> list[float]:
        """Heights of the rows from `self.row`, for what is left to print."""
        heights = [self.layout.min_row] * (self.table.n_rows - self.row)
        waiting = [live for live in self.live if live.cell.last_row >= self.row]
        for live in sorted(waiting, key=lambda live: live.cell.row_span):
            first = max(live.cell.row, self.row) - self.row
            last = live.cell.last_row - self.row
            missing = self._needed(len(live.left)) - sum(heights[first : last + 1])
            if missing > 0:
                for row in range(first, last + 1):
                    heights[row] += missing / (last - first + 1)
        return heights

    def _whole_rows(self, heights: Sequence[float], room: float) -> int:
        """How many rows stand whole on the page."""
        count, used = 0, 0.0
        for height in heights:
            if used + height > room + 1e-6:
                break
            used += height
            count += 1
            if self.row + count - 1 in self.layout.breaks_after:
                return count
        while 0 < count < len(heights) and self.row + count - 1 in self.table.undivided_rows:
            count -= 1
        return count

    def _least_rows(self) -> int:
        """Rows that stand on a page although they run over its margin."""
        row = self.row
        while row in self.table.undivided_rows and row < self.table.n_rows - 1:
            row += 1
        return row - self.row + 1

    def _part(self, heights: Sequence[float], whole: int, room: float) -> float | None:
        """Height of the part of the next row that fits, or None if it is not split."""
        layout = self.layout
        row = self.row + whole
        if not layout.split_rows or whole == len(heights) or row in self.table.undivided_rows:
            return None
        if whole and row - 1 in layout.breaks_after:
            return None
        lines = int((room - 2 * layout.padding) // layout.pitch)
        longest = max(
            len(live.left) for live in self.live if live.cell.row == live.cell.last_row == row
        )
        return self._needed(lines) if 1 <= lines < longest else None

    def _make(
        self,
        top: float,
        header: list[int],
        header_heights: list[float],
        heights: list[float],
        part: float | None,
    ) -> TablePage:
        edges = [top]
        shown = [*header_heights, *heights, *([] if part is None else [part])]
        for height in shown:
            edges.append(edges[-1] + height)
        page = TablePage([], edges, list(self.columns), self.table.n_rows)
        page.pieces += self._header_pieces(header, edges)
        last = self.row + len(heights) - (part is None)
        page.pieces += self._body_pieces(edges, len(header), last, part is not None)
        page.last_row = last
        page.parted_row = last if part is not None else None
        self.row = last if part is not None else last + 1
        return page

    def _header_pieces(self, header: list[int], edges: list[float]) -> list[Piece]:
        pieces = []
        for live in self.live:
            cell = live.cell
            if cell.row in header:
                index = header.index(cell.row)
                box = self._box(cell, edges, index, index + cell.row_span - 1)
                rows = (index, index + cell.row_span - 1)
                pieces.append(Piece(cell, box, rows, live.all_lines, repeated=True))
        return pieces

    def _box(self, cell: PrintCell, edges: list[float], first: int, last: int) -> Box:
        columns = self.columns
        return columns[cell.column], edges[first], columns[cell.last_column + 1], edges[last + 1]

    def _body_pieces(
        self, edges: list[float], offset: int, last_row: int, parted: bool
    ) -> list[Piece]:
        pieces = []
        for live in self.live:
            cell = live.cell
            if cell.row > last_row or cell.last_row < self.row:
                continue
            first = max(cell.row, self.row) - self.row + offset
            last = min(cell.last_row, last_row) - self.row + offset
            cut = cell.last_row > last_row or (parted and cell.last_row == last_row)
            box = self._box(cell, edges, first, last)
            lines = self._take(live, box, cut)
            pieces.append(Piece(cell, box, (first, last), lines, live.started, cut))
            live.started = True
        return pieces

    def _take(self, live: _Live, box: Box, cut: bool) -> list[str]:
        """The lines that this part prints; what is left stays in `live`."""
        if not cut:
            taken, live.left = live.left, []
            return taken
        layout = self.layout
        room = int((box[3] - box[1] - 2 * layout.padding + 1e-6) // layout.pitch)
        habit = self._habit(live.cell)
        if habit == "second" and live.cell.text:
            return []
        fits = len(live.left) <= room
        if habit == "both" and fits:
            return list(live.left)
        if habit == "overflow" and len(live.left) <= room + OVERFLOW_LINES:
            room = len(live.left)
        taken, live.left = live.left[:room], live.left[room:]
        return taken

    def _habit(self, cell: PrintCell) -> CutText:
        """Cells of one row always flow: the habits are those of merged cells."""
        return self.layout.cut_text if cell.row_span > 1 else "flow"


def _column_edges(table: PrintTable, layout: Layout) -> list[float]:
    edges = [layout.left]
    for weight in table.weights:
        edges.append(edges[-1] + weight * layout.width / sum(table.weights))
    return edges


def with_breaks(layout: Layout, *rows: int) -> Layout:
    """The same layout with pages that end after these rows."""
    return replace(layout, breaks_after=tuple(rows))
