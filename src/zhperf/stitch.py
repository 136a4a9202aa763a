"""Grids to logical tables: the parts of a table on consecutive pages are one again.

Which grid continues a table is decided in `zhperf.continuation`.  A repeated header is dropped;
the rows on both sides of the break are joined as `zhperf.seam` says; both regions are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

import numpy as np

from zhperf.continuation import (
    Pending,
    Rules,
    continues,
    doubts_about,
    doubts_if_left,
    is_unfinished,
    own_edges,
    repeated_rows,
    row_texts,
)
from zhperf.grids import TOP, Grid, Line, LogicalCell, LogicalRow, LogicalTable, Region, distinct
from zhperf.seam import Seam
from zhperf.stitchsettings import StitchSettings
from zhperf.templates import opens_form
from zhperf.vocabulary import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from zhperf.grids import PageLayout
    from zhperf.templates import Lexicon

__all__ = ["StitchSettings", "stitch"]


def stitch(
    layouts: Iterable[tuple[int, PageLayout]], settings: StitchSettings, lexicon: Lexicon
) -> Iterator[LogicalTable]:
    """Join the grids of consecutive pages; tables come out as soon as they are complete.

    Args:
        layouts: 1-based page number and layout, in page order.
        settings: Thresholds.
        lexicon: Words of the headers that the document may have.
    """
    stitcher = _Stitcher(Rules(settings, lexicon))
    for number, layout in layouts:
        yield from stitcher.add(number, layout)
    yield from stitcher.end()


class _Stitcher:
    """The tables that are not complete, page after page."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._pending: Pending | None = None
        self._aside: Pending | None = None
        """A form that may go on after a page with something else."""
        self._turned = False
        """Whether that page lies the other way: then the form was cut in two on purpose."""
        self._carried: Callable[[], Sequence[Line]] = tuple
        """Reads the lines under the last grid of the page before."""
        self._begun: list[LogicalTable] = []
        """Tables in print order that have not come out."""
        self._complete: set[int] = set()

    def add(self, number: int, layout: PageLayout) -> Iterator[LogicalTable]:
        """Read a page; give the tables that are complete."""
        for position, grid in enumerate(layout.grids):
            above = (*(() if position else self._carried()), *_between(layout, position))
            if position == 0 and self._goes_on(grid, above, layout):
                continue
            self._leave(grid, above, layout, position)
            self._pending = _begin(grid, above, layout.landscape, self._rules)
            self._begun.append(self._pending.table)
        if layout.grids:
            assert self._pending is not None
            below = self._pending.table.below = _under(layout)
            self._carried = lambda: below
        else:
            self._set_aside(layout)
            lines = layout.lines
            self._carried = layout.unread or (lambda: lines)
        if self._aside is not None and number > self._aside.table.pages[-1] + 1:
            self._close(self._aside)
            self._aside = None
        yield from self._ready()

    def end(self) -> Iterator[LogicalTable]:
        """Give the rest of the tables."""
        yield from self._begun
        self._begun.clear()

    def _goes_on(self, grid: Grid, above: tuple[Line, ...], layout: PageLayout) -> bool:
        """Join the first grid of a page to the table that it continues, if there is one."""
        if self._follows(self._pending, grid, 1) and continues(
            self._pending, grid, above, self._rules
        ):
            self._pending = _append(self._pending, grid, layout.landscape, self._rules)
            return True
        aside = self._aside
        if not self._follows(aside, grid, 2) or aside.landscape != layout.landscape:
            return False
        if not continues(aside, grid, _between(layout, 0), self._rules):
            return False
        if not self._turned:
            aside.table.doubts += doubts_about(grid)
            return False
        self._close(self._pending)
        self._pending = _append(aside, grid, layout.landscape, self._rules)
        self._aside = None
        return True

    @staticmethod
    def _follows(pending: Pending | None, grid: Grid, pages: int) -> TypeGuard[Pending]:
        """Whether a table ends so many pages before a grid."""
        return pending is not None and pending.table.pages[-1] + pages == grid.page

    def _leave(
        self, grid: Grid, above: tuple[Line, ...], layout: PageLayout, position: int
    ) -> None:
        """Complete the last table, which a grid does not continue, or set it aside."""
        pending = self._pending
        if pending is None:
            return
        if position:
            pending.table.below = _between(layout, position)
            self._close(pending)
        else:
            if pending.landscape == layout.landscape:
                pending.table.doubts += doubts_if_left(pending, grid, above, self._rules)
            self._set_aside(layout)

    def _set_aside(self, layout: PageLayout) -> None:
        """Complete the last table, unless it may go on after this page."""
        pending, self._pending = self._pending, None
        if pending is None:
            return
        if self._aside is None and is_unfinished(pending, self._rules):
            self._aside = pending
            self._turned = pending.landscape != layout.landscape
        else:
            self._close(pending)

    def _close(self, pending: Pending | None) -> None:
        if pending is not None:
            self._complete.add(id(pending.table))

    def _ready(self) -> Iterator[LogicalTable]:
        """Complete tables that no table before them holds up."""
        while self._begun and id(self._begun[0]) in self._complete:
            table = self._begun.pop(0)
            self._complete.discard(id(table))
            yield table


def _between(layout: PageLayout, position: int) -> tuple[Line, ...]:
    """Lines above a grid and below the one before it."""
    grid = layout.grids[position]
    start = layout.grids[position - 1].row_edges[-1] if position else float("-inf")
    return tuple(
        line
        for line in layout.lines
        if start <= (line.bbox.top + line.bbox.bottom) / 2 <= grid.row_edges[0]
    )


def _under(layout: PageLayout) -> tuple[Line, ...]:
    end = max(grid.row_edges[-1] for grid in layout.grids)
    return tuple(line for line in layout.lines if line.bbox.top >= end - line.size / 2)


def _begin(grid: Grid, above: tuple[Line, ...], landscape: bool, rules: Rules) -> Pending:
    edges = list(grid.column_edges)
    rows = _logical_rows(grid, edges, edges)
    headers, head_rows, opened = _headers(rows, rules.lexicon)
    region = Region(grid.page, grid.bbox)
    table = LogicalTable(rows, [grid.page], region, above, flat=grid.flat, parts=grid.parts)
    stub_end = (
        _header_stub_end(headers, rules.lexicon) if headers else _stub_end(grid, edges, edges)
    )
    framed = any(cell.row == 0 and not cell.open_sides & TOP for cell in grid.cells)
    return Pending(
        table, edges, grid, grid, stub_end, headers, head_rows, opened, framed, landscape
    )


def _logical_rows(grid: Grid, own: list[float], edges: list[float]) -> list[LogicalRow]:
    """Rows of a grid on the column edges of its table.

    Args:
        grid: The grid.
        own: Its column edges, as they lie on the table's.
        edges: The table's column edges; all of `own` are among them.
    """
    place = {edge: index for index, edge in enumerate(edges)}
    rows: list[list[LogicalCell | None]] = [[None] * (len(edges) - 1) for _ in range(grid.n_rows)]
    for cell in grid.cells:
        whole = LogicalCell(
            cell.text,
            cell.lines,
            [Region(grid.page, cell.bbox, cell.place, cell.confidence)],
            cell,
            list(cell.repairs),
        )
        first, end = place[own[cell.column]], place[own[cell.column + cell.column_span]]
        for row in range(cell.row, cell.row + cell.row_span):
            rows[row][first:end] = [whole] * (end - first)
    return [[cell for cell in row if cell is not None] for row in rows]


def _stub_end(grid: Grid, own: list[float], edges: list[float]) -> int:
    """Number of the table's column after the last one with a cell that spans rows."""
    ends = [cell.column + cell.column_span for cell in grid.cells if cell.row_span > 1]
    return min(edges.index(own[max(ends, default=0)]), len(edges) - 1)


def _headers(rows: list[LogicalRow], lexicon: Lexicon) -> tuple[tuple[str, ...], int, bool]:
    """Plain header text of each column in the last header, the rows down to it, what follows.

    One row more is counted: it may number the columns, or be the first that tells two forms
    apart.  The last value is whether a form begins after the header, or there is none: then
    the first two are () and 0.
    """
    opened = False
    for index in reversed(range(len(rows))):
        texts = [cell.text for cell in distinct(rows[index])]
        if lexicon.is_header_row(texts):
            return tuple(plain(cell.text) for cell in rows[index]), index + 2, opened
        opened = opened or opens_form(texts, lexicon)
    return (), 0, True


def _opens(rows: list[LogicalRow], lexicon: Lexicon) -> bool:
    """Whether a form begins among rows without a header."""
    return any(opens_form([cell.text for cell in distinct(row)], lexicon) for row in rows)


def _header_stub_end(headers: tuple[str, ...], lexicon: Lexicon) -> int:
    """Number of the column after the last one that groups rows: of a level, or beside names."""
    stubs = [index + 1 for index, text in enumerate(headers) if lexicon.is_stub_header(text)]
    names = [index for index, text in enumerate(headers) if lexicon.is_name_header(text)]
    return max(stubs, default=min(names, default=0))


def _widened(pending: Pending, edges: list[float]) -> tuple[str, ...]:
    """Header texts on the wider table's columns."""
    if not pending.headers or edges == pending.edges:
        return pending.headers
    starts = np.searchsorted(pending.edges, edges[:-1], side="right") - 1
    return tuple(pending.headers[i] for i in starts.clip(0, len(pending.headers) - 1).tolist())


# --- joining ----------------------------------------------------------------------------


def _append(pending: Pending, grid: Grid, landscape: bool, rules: Rules) -> Pending:
    own = own_edges(pending, grid, rules)
    assert own is not None  # _continues has asked the same
    edges = _with_edges(pending, own)
    rows = _logical_rows(grid, own, edges)
    table = pending.table
    texts = row_texts(grid, rules.settings.max_header_rows)
    repeated = repeated_rows(pending, texts, rules)
    rows = rows[repeated:]
    # A page with nothing but the header leaves the last row where it was.
    last = grid if rows else pending.grid
    known = edges.index(pending.edges[pending.stub_end])
    own_stub_end = _stub_end(grid, own, edges)
    stub_end = max(known, own_stub_end) if not pending.headers else known
    if pending.in_head:
        stub_end = own_stub_end
    if rows and table.rows:
        seam = Seam(
            table.rows[-1],
            pending.grid,
            rows,
            rules.settings.seam,
            rules.lexicon,
            headers=() if pending.in_head else _widened(pending, edges),
            framed=pending.framed,
            header_repeated=repeated > 0,
        )
        rows = seam.join(stub_end)
        table.doubts += seam.doubts
    headers, head_rows, opened = _headers(rows, rules.lexicon)
    if headers:
        stub_end = _header_stub_end(headers, rules.lexicon)
    elif pending.in_head:
        stub_end = known
    table.rows += rows
    table.pages.append(grid.page)
    return pending._replace(
        edges=edges,
        top=pending.top if pending.headers else grid,
        head_rows=pending.head_rows if pending.headers else repeated + head_rows,
        in_head=opened if headers else pending.in_head or _opens(rows, rules.lexicon),
        grid=last,
        stub_end=stub_end,
        headers=headers or _widened(pending, edges),
        landscape=landscape,
    )


def _with_edges(pending: Pending, own: list[float]) -> list[float]:
    """The table's column edges with those that only this grid has; rows widened to match."""
    edges = sorted({*pending.edges, *own})
    for index, edge in enumerate(edges):
        if edge not in pending.edges:
            for row in pending.table.rows:
                row.insert(index - 1, row[index - 1])
    return edges
