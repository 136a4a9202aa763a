"""Any published form: a heading, blocks one below the other, and what stands under the frame.

`lay_form` makes the table to print and the truth about it: the entry of the report's `tables`.
All blocks share one column lattice.  In a form of office software block edges often fall inside
a grid column; `aligned` says whether they do here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from printing.canvas import Color
from printing.formblocks import WIDTH, Block, Pair, Place
from printing.formgrid import Grid
from printing.formtruth import FormTruth
from printing.tables import PrintCell, PrintTable, VerticalAlign

LEAST_STEP = 14
"""Least distance of two different edges in thousandths of the form's width, about 7 to 10 pt.

A reader takes lines that are closer for one line drawn badly; nothing is printed between."""

LEAST_WIDTH = 40
"""Least width of a cell whose edges are moved to those of a grid, in thousandths."""

FILLER_CODE = "ZP111"
"""Code of the finding that says which rows of the grid were left out."""


@dataclass(frozen=True, slots=True)
class ReportForm:
    """A form of one project, department or fund."""

    template: str
    """Id of the family that a reader must name."""
    title: str
    blocks: tuple[Block, ...]
    """From top to bottom; one of them at least is a `Grid`."""
    year: int | None = None
    year_line: str = "（{}年度）"
    """Printed under the title; {} is the year.  "" if the title itself has the year."""
    title_inside: bool = False
    """Title and year are rows of the frame; else they stand above it."""
    line_above: tuple[Pair, ...] = ()
    """Pairs on a line between title and frame: 单位：万元."""
    notes_below: tuple[str, ...] = ()
    """Paragraphs under the frame: 注：…"""
    aligned: bool = False
    """Edges of blocks fall on edges of grid columns where they can."""
    blocks_divisible: bool = False
    """Pages may end inside a block above the grid that has a label over several rows."""
    header_background: Color | None = None
    vertical: VerticalAlign = "middle"

    @property
    def heading(self) -> tuple[str, ...]:
        """Title and, if it has a line, year."""
        year = (self.year_line.format(self.year),) if self.year and self.year_line else ()
        return (self.title, *year)


@dataclass(frozen=True, slots=True)
class GridPlace:
    """Where the indicators of a grid stand in the table."""

    rows: range
    columns: dict[int, str]
    """First lattice column of each column of the grid, and its field; "" for one without."""


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """A form ready to print, and what a reader must say about it."""

    table: PrintTable
    heading: tuple[str, ...]
    """Lines centred above the frame; () if they are inside."""
    line_above: str
    """Line between heading and frame; "" for none."""
    notes_below: tuple[str, ...]
    truth: dict[str, Any]
    """An entry of the report's `tables`, without index, pages, places and parsed numbers."""
    findings: tuple[str, ...]
    """Codes of the findings that a reader must report, in any order."""
    grids: tuple[GridPlace, ...]
    """From top to bottom."""


def lay_form(form: ReportForm) -> PrintedForm:
    """Make table and truth of a form."""
    placed = list(_placed(form))
    edges = _lattice(form, placed)
    cells = sorted((_cell(form, place, edges) for place in placed), key=_position)
    grids = list(_grids(form))
    table = PrintTable(
        n_rows=max(cell.last_row for cell in cells) + 1,
        weights=tuple(float(right - left) for left, right in pairwise(edges.used)),
        cells=tuple(cells),
        header_rows=_repeatable(cells, grids),
        undivided_rows=_undivided(form, cells, grids),
    )
    table.check()
    truth = _truth(form)
    return PrintedForm(
        table=table,
        heading=() if form.title_inside else form.heading,
        line_above=_joined(form.line_above),
        notes_below=form.notes_below,
        truth=truth.as_dict(),
        findings=(FILLER_CODE,) if truth.fillers else (),
        grids=tuple(_grid_place(row, grid, edges) for row, grid in grids),
    )


def _grid_place(row: int, grid: Grid, edges: _Edges) -> GridPlace:
    first = row + grid.first_row
    starts = zip(grid.edges(), grid.columns, strict=False)
    columns: dict[int, str] = {edges.column(edge): column.field or "" for edge, column in starts}
    return GridPlace(range(first, first + len(grid.rows)), columns)


def _truth(form: ReportForm) -> FormTruth:
    truth = FormTruth(form.template)
    truth.values["title"] = form.title
    truth.fiscal_year = form.year
    for pair in form.line_above:
        truth.add_pair(pair.label, pair.value, pair.role)
    for block in form.blocks:
        block.tell(truth)
    truth.notes += form.notes_below
    return truth


def _joined(pairs: Sequence[Pair]) -> str:
    return "    ".join(f"{pair.label}：{pair.value}" for pair in pairs)


def _starts(form: ReportForm) -> Iterator[tuple[int, Block]]:
    """First row of each block."""
    row = len(form.heading) if form.title_inside else 0
    for block in form.blocks:
        yield row, block
        row += block.n_rows


def _grids(form: ReportForm) -> Iterator[tuple[int, Grid]]:
    for row, block in _starts(form):
        if isinstance(block, Grid):
            yield row, block


def _placed(form: ReportForm) -> Iterator[Place]:
    """All cells, with rows counted from the top of the frame."""
    if form.title_inside:
        for row, line in enumerate(form.heading):
            yield Place(row, 0, WIDTH, line, align="center")
    for row, block in _starts(form):
        for place in block.places():
            yield place._replace(row=row + place.row)


@dataclass(frozen=True, slots=True)
class _Edges:
    """Where the edges of cells come to stand."""

    used: tuple[int, ...]
    moved: dict[int, int]
    """Each edge that a block wants, and the one that it gets."""

    def column(self, edge: int) -> int:
        return self.used.index(self.moved[edge])


def _lattice(form: ReportForm, placed: Sequence[Place]) -> _Edges:
    """One lattice for all blocks: edges that nearly meet become one, those of grids staying."""
    of_grids = {0, WIDTH}
    for _, grid in _grids(form):
        of_grids.update(edge for place in grid.places() for edge in (place.left, place.right))
    wanted = {edge for place in placed for edge in (place.left, place.right)}
    moved: dict[int, int] = {}
    used: list[int] = []
    for edge in [*sorted(of_grids), *sorted(wanted - of_grids)]:
        near = min(used, key=lambda other: abs(other - edge), default=None)
        reach = LEAST_STEP if edge in of_grids or not form.aligned else WIDTH
        if near is None or abs(near - edge) >= reach or _collapses(placed, moved, edge, near):
            near = edge
            used.append(edge)
        moved[edge] = near
    return _Edges(tuple(sorted(used)), moved)


def _collapses(placed: Sequence[Place], moved: dict[int, int], edge: int, target: int) -> bool:
    """Whether moving an edge leaves a cell too narrow."""
    return any(
        (place.left == edge and moved.get(place.right, place.right) < target + LEAST_WIDTH)
        or (place.right == edge and moved.get(place.left, place.left) > target - LEAST_WIDTH)
        for place in placed
    )


def _cell(form: ReportForm, place: Place, edges: _Edges) -> PrintCell:
    first, end = edges.column(place.left), edges.column(place.right)
    header = any(row <= place.row < row + grid.header_depth for row, grid in _grids(form))
    return PrintCell(
        place.row, first, place.text, place.rows, end - first, place.align, form.vertical,
        form.header_background if header else None,
    )  # fmt: skip


def _position(cell: PrintCell) -> tuple[int, int]:
    return cell.row, cell.column


def _repeatable(cells: Sequence[PrintCell], grids: Sequence[tuple[int, Grid]]) -> tuple[int, ...]:
    """Header rows that a program can print again: of the only grid, and cut by no cell."""
    if len(grids) != 1:
        return ()
    row, grid = grids[0]
    header = range(row, row + grid.first_row)
    cut = any(cell.row in header and cell.last_row not in header for cell in cells)
    return () if cut else tuple(header)


def _undivided(
    form: ReportForm, cells: Sequence[PrintCell], grids: Sequence[tuple[int, Grid]]
) -> tuple[int, ...]:
    """Rows that no page break parts from the next: titles, headers, and inside of blocks."""
    rows = set(range(len(form.heading))) if form.title_inside else set()
    indicators: set[int] = set()
    for row, grid in grids:
        rows.update(range(row, row + grid.first_row))
        indicators.update(range(row + grid.first_row, row + grid.n_rows))
    for cell in cells:
        if not form.blocks_divisible:
            rows.update(row for row in range(cell.row, cell.last_row) if row not in indicators)
    return tuple(sorted(rows))
