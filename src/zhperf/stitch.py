"""Grids to logical tables: the parts of a table on consecutive pages are one again.

Which grid continues a table is decided in `zhperf.continuation`.  A repeated header is dropped;
the rows on both sides of the break are joined as `zhperf.seam` says; both regions are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from zhperf.continuation import (
    Pending,
    Rules,
    continues,
    doubt_if_left,
    own_edges,
    repeated_rows,
    row_texts,
)
from zhperf.grids import TOP, Grid, Line, LogicalCell, LogicalRow, LogicalTable, Region, distinct
from zhperf.seam import Seam
from zhperf.stitchsettings import StitchSettings
from zhperf.vocabulary import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zhperf.lattice import PageLayout
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
    rules = Rules(settings, lexicon)
    pending: Pending | None = None
    carried: tuple[Line, ...] = ()
    for number, layout in layouts:
        for position, grid in enumerate(layout.grids):
            above = (*(carried if position == 0 else ()), *_between(layout, position))
            if pending is not None and position == 0 and continues(pending, grid, above, rules):
                pending = _append(pending, grid, rules)
            else:
                if pending is not None:
                    _finish(pending, grid, above, layout, position, rules)
                    yield pending.table
                pending = _begin(grid, above, rules)
        if layout.grids:
            assert pending is not None
            carried = _under(layout)
            pending.table.below = carried
        else:
            if pending is not None:
                yield pending.table
            pending, carried = None, tuple(layout.lines)
        del number
    if pending is not None:
        yield pending.table


def _finish(
    pending: Pending,
    grid: Grid,
    above: tuple[Line, ...],
    layout: PageLayout,
    position: int,
    rules: Rules,
) -> None:
    """Complete a table that the grid does not continue."""
    if position:
        pending.table.below = _between(layout, position)
    doubt = doubt_if_left(pending, grid, above, rules)
    if doubt is not None:
        pending.table.doubts.append(doubt)


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


def _begin(grid: Grid, above: tuple[Line, ...], rules: Rules) -> Pending:
    edges = list(grid.column_edges)
    rows = _logical_rows(grid, edges, edges)
    headers, head_rows = _headers(rows, rules.lexicon)
    table = LogicalTable(rows, [grid.page], Region(grid.page, grid.bbox), above)
    stub_end = (
        _header_stub_end(headers, rules.lexicon) if headers else _stub_end(grid, edges, edges)
    )
    framed = any(cell.row == 0 and not cell.open_sides & TOP for cell in grid.cells)
    return Pending(table, edges, grid, grid, stub_end, headers, head_rows, framed)


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
            cell.text, cell.lines, [Region(grid.page, cell.bbox)], cell, list(cell.repairs)
        )
        first, end = place[own[cell.column]], place[own[cell.column + cell.column_span]]
        for row in range(cell.row, cell.row + cell.row_span):
            rows[row][first:end] = [whole] * (end - first)
    return [[cell for cell in row if cell is not None] for row in rows]


def _stub_end(grid: Grid, own: list[float], edges: list[float]) -> int:
    """Number of the table's column after the last one with a cell that spans rows."""
    ends = [cell.column + cell.column_span for cell in grid.cells if cell.row_span > 1]
    return min(edges.index(own[max(ends, default=0)]), len(edges) - 1)


def _headers(rows: list[LogicalRow], lexicon: Lexicon) -> tuple[tuple[str, ...], int]:
    """Plain header text of each column in the last header, and the rows down to it.

    One row more is counted: it may number the columns, or be the first that tells two forms
    apart.  () and 0 if there is no header.
    """
    for index in reversed(range(len(rows))):
        if lexicon.is_header_row([cell.text for cell in distinct(rows[index])]):
            return tuple(plain(cell.text) for cell in rows[index]), index + 2
    return (), 0


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


def _append(pending: Pending, grid: Grid, rules: Rules) -> Pending:
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
    stub_end = known if pending.headers else max(known, _stub_end(grid, own, edges))
    if rows and table.rows:
        seam = Seam(
            table.rows[-1],
            pending.grid,
            rows,
            rules.settings.seam,
            rules.lexicon,
            headers=_widened(pending, edges),
            framed=pending.framed,
            header_repeated=repeated > 0,
        )
        rows = seam.join(stub_end)
        table.doubts += seam.doubts
    headers, head_rows = _headers(rows, rules.lexicon)
    if headers:
        stub_end = _header_stub_end(headers, rules.lexicon)
    table.rows += rows
    table.pages.append(grid.page)
    return pending._replace(
        edges=edges,
        top=pending.top if pending.headers else grid,
        head_rows=pending.head_rows if pending.headers else repeated + head_rows,
        grid=last,
        stub_end=stub_end,
        headers=headers or _widened(pending, edges),
    )


def _with_edges(pending: Pending, own: list[float]) -> list[float]:
    """The table's column edges with those that only this grid has; rows widened to match."""
    edges = sorted({*pending.edges, *own})
    for index, edge in enumerate(edges):
        if edge not in pending.edges:
            for row in pending.table.rows:
                row.insert(index - 1, row[index - 1])
    return edges
