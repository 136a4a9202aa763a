"""Grids to logical tables: the parts of a table on consecutive pages are one again.

A grid continues the table of the page before if their column edges agree and no title stands
between.  A repeated header is dropped.  The rows on both sides of the break are joined as
`zhperf.seam` says; both regions are kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from zhperf.grids import (
    TOP,
    Doubt,
    Grid,
    Line,
    LogicalCell,
    LogicalRow,
    LogicalTable,
    Region,
    distinct,
)
from zhperf.seam import Seam, SeamSettings
from zhperf.templates import opens_form
from zhperf.vocabulary import is_title, plain, year_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zhperf.lattice import PageLayout
    from zhperf.templates import Lexicon


@dataclass(frozen=True, slots=True)
class StitchSettings:
    """Thresholds of joining over page breaks."""

    column_tolerance: float = 3.0
    """pt: column edges of two pages that differ by less are the same edge."""
    min_head_labels: int = 2
    """Known labels that make a table without header the head of a form."""
    min_common_edges: float = 0.7
    """Share (0 to 1) of a page's column edges that the table before must have too."""
    max_header_rows: int = 10
    """Rows at a page's start among which a repeated header is looked for."""
    max_head_rows: int = 60
    """Rows at the table's start among which the header is that may be repeated: below blocks
    of funds and objectives.  The longest head seen has 27."""
    seam: SeamSettings = field(default_factory=SeamSettings)


_MIN_COLUMNS = 3
"""A grid with fewer is no part of an indicator table."""


class _Rules(NamedTuple):
    """What all joins of a document go by."""

    settings: StitchSettings
    lexicon: Lexicon
    """Tells header rows from others."""


class _Pending(NamedTuple):
    """The table that the next page may continue."""

    table: LogicalTable
    edges: list[float]
    """Column edges in pt, upright."""
    top: Grid
    """Its grid with the first header, else its first."""
    grid: Grid
    """Its last grid."""
    stub_end: int
    """Columns before this one have cells that span rows."""
    headers: tuple[str, ...]
    """Plain text of the last header of each column, "" without; () if none was seen."""
    framed: bool
    """Whether the table's top border is drawn: then an open side at a page break is a cut."""


def stitch(
    layouts: Iterable[tuple[int, PageLayout]], settings: StitchSettings, lexicon: Lexicon
) -> Iterator[LogicalTable]:
    """Join the grids of consecutive pages; tables come out as soon as they are complete.

    Args:
        layouts: 1-based page number and layout, in page order.
        settings: Thresholds.
        lexicon: Words of the headers that the document may have.
    """
    rules = _Rules(settings, lexicon)
    pending: _Pending | None = None
    carried: tuple[Line, ...] = ()
    for number, layout in layouts:
        for position, grid in enumerate(layout.grids):
            above = (*(carried if position == 0 else ()), *_between(layout, position))
            if pending is not None and position == 0 and _continues(pending, grid, above, rules):
                pending = _append(pending, grid, rules)
            else:
                if pending is not None:
                    _doubt_if_left(pending, grid, above, rules)
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


def _doubt_if_left(pending: _Pending, grid: Grid, above: tuple[Line, ...], rules: _Rules) -> None:
    """Note a grid on the next page that has neither title nor header and was not joined."""
    rows = _row_texts(grid, rules.settings.max_header_rows)
    apart = grid.page != pending.table.pages[-1] + 1 or any(is_title(line.text) for line in above)
    small = grid.n_columns < _MIN_COLUMNS
    if apart or small or any(rules.lexicon.is_header_row(row) for row in rows):
        return
    text = "|".join(text for row in rows[:1] for text in row if text)
    pending.table.doubts.append(Doubt(Region(grid.page, grid.bbox), f"… | {text[:40]}"))


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


def _begin(grid: Grid, above: tuple[Line, ...], rules: _Rules) -> _Pending:
    edges = list(grid.column_edges)
    rows = _logical_rows(grid, edges, edges)
    headers = _headers(rows, rules.lexicon)
    table = LogicalTable(rows, [grid.page], Region(grid.page, grid.bbox), above)
    stub_end = _header_stub_end(headers, rules.lexicon) or _stub_end(grid, edges, edges)
    framed = any(cell.row == 0 and not cell.open_sides & TOP for cell in grid.cells)
    return _Pending(table, edges, grid, grid, stub_end, headers, framed)


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


def _row_texts(grid: Grid, limit: int) -> list[tuple[str, ...]]:
    """Plain texts of the first rows of a grid; a cell over several rows counts in each."""
    rows: list[list[tuple[int, str]]] = [[] for _ in range(min(limit, grid.n_rows))]
    for cell in grid.cells:
        if cell.row >= len(rows):
            break
        for row in rows[cell.row : cell.row + cell.row_span]:
            row.append((cell.column, plain(cell.text)))
    return [tuple(text for _, text in sorted(row)) for row in rows]


def _stub_end(grid: Grid, own: list[float], edges: list[float]) -> int:
    """Number of the table's column after the last one with a cell that spans rows."""
    ends = [cell.column + cell.column_span for cell in grid.cells if cell.row_span > 1]
    return min(edges.index(own[max(ends, default=0)]), len(edges) - 1)


def _headers(rows: list[LogicalRow], lexicon: Lexicon) -> tuple[str, ...]:
    """Plain header text of each column in the last header; () if there is none."""
    for row in reversed(rows):
        if lexicon.is_header_row([cell.text for cell in distinct(row)]):
            return tuple(plain(cell.text) for cell in row)
    return ()


def _header_stub_end(headers: tuple[str, ...], lexicon: Lexicon) -> int:
    """Number of the column after the last one whose header says that it groups rows."""
    return max((i + 1 for i, text in enumerate(headers) if lexicon.is_stub_header(text)), default=0)


def _widened(pending: _Pending, edges: list[float]) -> tuple[str, ...]:
    """Header texts on the wider table's columns."""
    if not pending.headers or edges == pending.edges:
        return pending.headers
    starts = np.searchsorted(pending.edges, edges[:-1], side="right") - 1
    return tuple(pending.headers[i] for i in starts.clip(0, len(pending.headers) - 1).tolist())


# --- does a grid continue a table? ------------------------------------------------------


def _continues(pending: _Pending, grid: Grid, above: tuple[Line, ...], rules: _Rules) -> bool:
    if grid.page != pending.table.pages[-1] + 1 or grid.angle != pending.grid.angle:
        return False
    if _own_edges(pending, grid, rules) is None:
        return False
    known = {plain(line.text) for line in pending.table.above}
    titles = [line for line in above if is_title(line.text)]
    if any(plain(line.text) not in known for line in titles):
        return False
    rows = _row_texts(grid, rules.settings.max_header_rows)
    is_header = rules.lexicon.is_header_row
    header = next((index for index, row in enumerate(rows) if is_header(row)), None)
    if header is None:
        return True
    if _is_head_part(pending, rules):  # the blocks above the grid stood on the page before
        return not titles
    if titles and _begins_anew(pending, rows, header, above, rules):
        return False
    # A header that is not the table's own, or has a block of its own above it, starts a table.
    if header == 0 and not titles and _has_header(pending, rows[0], rules):
        return True  # the same words beside another side label: a grid for the next goal
    return _repeated_rows(pending, rows, rules) > header


def _begins_anew(
    pending: _Pending,
    rows: list[tuple[str, ...]],
    header: int,
    above: tuple[Line, ...],
    rules: _Rules,
) -> bool:
    """Whether the form's title above a grid with a header begins the form once more.

    A running head and the title rows that a spreadsheet repeats print the very same again:
    title, year and block.  If the first row is the same too, it is the same form again.
    """
    known = {plain(line.text) for line in pending.table.above}
    years = [line for line in above if year_in(line.text)]
    if any(plain(line.text) not in known for line in years):
        return True
    repeated = _repeated_rows(pending, rows, rules)
    if repeated <= header:
        return True
    head = _head(pending, rules)
    return rows[repeated : repeated + 1] == head[repeated : repeated + 1]


def _has_header(pending: _Pending, texts: tuple[str, ...], rules: _Rules) -> bool:
    """Whether a header row prints the same words as the table's last header."""
    known = [text for text in texts if rules.lexicon.column(text)]
    own = [text for text in dict.fromkeys(pending.headers) if rules.lexicon.column(text)]
    return known == own


def _is_head_part(pending: _Pending, rules: _Rules) -> bool:
    """Whether a table ends in blocks that stand above an indicator grid.

    That is a table without a header, or a frame whose next form has begun.
    """
    lexicon = rules.lexicon
    known = 0
    for row in reversed(pending.table.rows[-rules.settings.max_head_rows :]):
        texts = [cell.text for cell in distinct(row)]
        if pending.headers:
            if lexicon.is_header_row(texts):
                return False
            if opens_form(texts, lexicon):
                return True
        labels = map(lexicon.label, texts)
        known += sum(role not in (None, "total", "note", "matrix") for role in labels)
    return not pending.headers and known >= rules.settings.min_head_labels


def _own_edges(pending: _Pending, grid: Grid, rules: _Rules) -> list[float] | None:
    """The grid's column edges on those of the table; None if it is of another table.

    The blocks above an indicator grid have columns of their own: only the frame is the same.
    """
    own = _aligned_edges(pending.edges, grid.column_edges, rules)
    if own is None and _is_head_part(pending, rules):
        return _aligned_edges(pending.edges, grid.column_edges, rules, loose=True)
    return own


def _aligned_edges(
    edges: list[float], own: tuple[float, ...], rules: _Rules, *, loose: bool = False
) -> list[float] | None:
    """The grid's column edges moved onto the table's; None if they are of another table.

    Args:
        edges: Of the table.
        own: Of the grid.
        rules: Thresholds.
        loose: Only the first and the last edge must be the same.
    """
    tolerance = rules.settings.column_tolerance
    if abs((own[-1] - own[0]) - (edges[-1] - edges[0])) > 2 * tolerance:
        return None
    shift = edges[0] - own[0]
    moved = []
    for edge in own:
        place = edge + shift
        nearest = edges[int(np.abs(np.subtract(edges, place)).argmin())]
        moved.append(nearest if abs(nearest - place) <= tolerance else place)
    moved[-1] = edges[-1]
    common = len(set(moved) & set(edges))
    enough = rules.settings.min_common_edges * min(len(own), len(edges))
    if (common < enough and not loose) or len(set(moved)) < len(moved):
        return None
    return moved


def _repeated_rows(pending: _Pending, texts: list[tuple[str, ...]], rules: _Rules) -> int:
    """How many rows at the start of a grid repeat rows at the table's start.

    The last of them is a header row: an indicator that equals the first one is printed twice.
    """
    is_header = rules.lexicon.is_header_row
    if not any(is_header(row) for row in texts):
        return 0
    head = _head(pending, rules)
    for start in range(len(head)):
        pairs = zip(texts, head[start:], strict=False)
        same = list(takewhile(lambda pair: pair[0] == pair[1], pairs))
        headers = [number for number, (row, _) in enumerate(same) if is_header(row)]
        if headers:
            return headers[-1] + 1
    return 0


def _head(pending: _Pending, rules: _Rules) -> list[tuple[str, ...]]:
    """Texts of the rows at the table's start."""
    return _row_texts(pending.top, rules.settings.max_head_rows)


# --- joining ----------------------------------------------------------------------------


def _append(pending: _Pending, grid: Grid, rules: _Rules) -> _Pending:
    own = _own_edges(pending, grid, rules)
    assert own is not None  # _continues has asked the same
    edges = _with_edges(pending, own)
    rows = _logical_rows(grid, own, edges)
    table = pending.table
    texts = _row_texts(grid, rules.settings.max_header_rows)
    repeated = _repeated_rows(pending, texts, rules)
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
    headers = _headers(rows, rules.lexicon)
    if headers:
        stub_end = _header_stub_end(headers, rules.lexicon) or stub_end
    table.rows += rows
    table.pages.append(grid.page)
    return pending._replace(
        edges=edges,
        top=pending.top if pending.headers else grid,
        grid=last,
        stub_end=stub_end,
        headers=headers or _widened(pending, edges),
    )


def _with_edges(pending: _Pending, own: list[float]) -> list[float]:
    """The table's column edges with those that only this grid has; rows widened to match."""
    edges = sorted({*pending.edges, *own})
    for index, edge in enumerate(edges):
        if edge not in pending.edges:
            for row in pending.table.rows:
                row.insert(index - 1, row[index - 1])
    return edges
