"""The ruled 4 x 4 table with merged cells that each hazard is tried on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeAlias

from printing import (
    BorderStyle,
    Canvas,
    Document,
    Font,
    FontOptions,
    Layout,
    PageSetup,
    PrintCell,
    PrintJob,
    PrintTable,
    TablePage,
    TextStyle,
    draw_page,
    lay_out,
)
from zhperf.grids import Grid

Decoration: TypeAlias = Callable[[Canvas, TablePage, Font], None]
"""Prints something more on the page."""

GRID_TOLERANCE = 2.0
"""Greatest error of the frame of a grid in pt: half a thick rule, or a doubled one."""


class Read(NamedTuple):
    """A cell as a reader sees it."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str


def table(*texts: str, weights: Sequence[float] = (3, 4, 2, 3)) -> PrintTable:
    """The table: a header, a cell over two rows, a cell over two columns.

    Args:
        *texts: Of the eleven cells below the header, in reading order; those of a real form if
            none are given.
        weights: Relative widths of the columns.
    """
    values = iter(texts or TEXTS)
    places = [
        (1, 0, 2, 1), (1, 1, 1, 1), (1, 2, 1, 1), (1, 3, 1, 1),
        (2, 1, 1, 1), (2, 2, 1, 1), (2, 3, 1, 1),
        (3, 0, 1, 1), (3, 1, 1, 2), (3, 3, 1, 1),
    ]  # fmt: skip
    header = [PrintCell(0, i, text, align="center") for i, text in enumerate(HEADER)]
    body = [
        PrintCell(row, column, next(values), row_span, column_span)
        for row, column, row_span, column_span in places
    ]
    return PrintTable(4, tuple(weights), (*header, *body), header_rows=(0,))


HEADER = ("一级指标", "三级指标", "指标性质", "指标值")
TEXTS = (
    "产出指标", "创建文明城市活动", "≥", "100 余次", "年度工作执行率", "=", "15-20",
    "满意度指标", "居民满意度（抽样调查）", "95%",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hazard:
    """How the table is printed."""

    table: PrintTable = field(default_factory=table)
    job: PrintJob = field(
        default_factory=lambda: PrintJob(
            setup=PageSetup(595, 420),
            layout=Layout(left=60, width=440, top=80, bottom=380, min_row=24),
        )
    )
    before: Decoration | None = None
    """Printed under the table."""
    after: Decoration | None = None
    """Printed over the table."""
    unprinted: tuple[tuple[int, int], ...] = ()
    """Places of cells whose text `before` or `after` prints."""

    def pdf(self) -> bytes:
        """The file."""
        document = Document(self.job.setup)
        font = document.font(self.job.font)
        canvas = document.page()
        (page,) = lay_out(self.table, self.job.layout, font)
        for piece in page.pieces:
            if (piece.cell.row, piece.cell.column) in self.unprinted:
                piece.lines = []
        if self.before:
            self.before(canvas, page, font)
        draw_page(canvas, page, self.job, font)
        if self.after:
            self.after(canvas, page, font)
        return document.save()

    def with_borders(self, borders: BorderStyle) -> Hazard:
        """The same table with other rules."""
        return replace(self, job=replace(self.job, borders=borders))

    def with_text(self, text: TextStyle) -> Hazard:
        """The same table with its text printed otherwise."""
        return replace(self, job=replace(self.job, text=text))

    def with_font(self, font: FontOptions) -> Hazard:
        """The same table in another font."""
        return replace(self, job=replace(self.job, font=font))

    def with_setup(self, setup: PageSetup) -> Hazard:
        """The same table on another page."""
        return replace(self, job=replace(self.job, setup=setup))

    def with_layout(self, layout: Layout) -> Hazard:
        """The same table laid out otherwise."""
        return replace(self, job=replace(self.job, layout=layout))


def expected(printed: PrintTable) -> list[Read]:
    """What a reader sees of a table, in reading order."""
    return [
        Read(cell.row, cell.column, cell.row_span, cell.column_span, cell.text)
        for cell in sorted(printed.cells, key=lambda cell: (cell.row, cell.column))
    ]


def seen(grid: Grid) -> list[Read]:
    """What was read of a grid."""
    return [
        Read(cell.row, cell.column, cell.row_span, cell.column_span, cell.text)
        for cell in grid.cells
    ]


def assert_reads(grids: Sequence[Grid], hazard: Hazard) -> Grid:
    """One grid was read, with the right shape, spans, texts, and place on the page."""
    assert len(grids) == 1
    (grid,) = grids
    printed = hazard.table
    assert (grid.n_rows, grid.n_columns) == (printed.n_rows, printed.n_columns)
    assert seen(grid) == expected(printed)
    layout = hazard.job.layout
    (page,) = lay_out(printed, layout, Font())
    frame = (page.column_edges[0], page.row_edges[0], page.column_edges[-1], page.row_edges[-1])
    for value, true in zip(grid.bbox, hazard.job.setup.displayed(frame), strict=True):
        assert abs(value - true) <= GRID_TOLERANCE
    return grid
