"""Rules as real producers draw them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import zhperf
from hazards.four_by_four import Hazard, assert_reads, table
from printing import (
    BLACK,
    DARK_BLUE,
    GREY,
    LIGHT_GREY,
    WHITE,
    BorderStyle,
    Canvas,
    Font,
    PrintCell,
    TablePage,
    TextStyle,
)
from zhperf.config import Settings

Save = Callable[[bytes], Path]

BORDERS = {
    "line": BorderStyle("line"),
    "edge": BorderStyle("edge"),
    "rect": BorderStyle("rect", width=0.72),
    "edge_rect": BorderStyle("edge_rect", width=0.48),
    "path": BorderStyle("path", width=0.75),
    "cellrects": BorderStyle("cellrects"),
    "dash": BorderStyle("dash"),
    "dotrect": BorderStyle("dotrect", width=0.5),
    "dotrect_coarse": BorderStyle("dotrect", width=1.0),
    "double": BorderStyle("double"),
    "double_near": BorderStyle("double", doubled_by=1.5, width=0.25),
    "double_far": BorderStyle("double", doubled_by=2.0),
    "hairline": BorderStyle("line", width=0.0),
    "gap": BorderStyle("edge", gap=1.0),
    "gap_line": BorderStyle("line", gap=2.0),
    "gap_rect": BorderStyle("edge_rect", gap=1.0),
    "overshoot": BorderStyle("line", gap=-2.0),
    "jitter": BorderStyle("edge", jitter=0.4),
    "grey": BorderStyle("line", color=GREY),
    "light_grey": BorderStyle("rect", color=LIGHT_GREY),
    "thick": BorderStyle("line", width=2.25),
    "thick_rect": BorderStyle("rect", width=2.25),
    "thick_cellrects": BorderStyle("cellrects", width=2.25),
    "open_left_right": BorderStyle("line", outer="no_sides"),
    "open_left_right_rect": BorderStyle("edge_rect", outer="no_sides"),
    "open_top_bottom": BorderStyle("line", outer="no_ends"),
    "open_all": BorderStyle("line", outer="none"),
    "open_all_path": BorderStyle("path", outer="none"),
    "open_all_cellrects": BorderStyle("cellrects", outer="none"),
}


@pytest.mark.parametrize("borders", BORDERS.values(), ids=BORDERS.keys())
def test_reads_rules(borders: BorderStyle, settings: Settings, saved: Save) -> None:
    hazard = Hazard().with_borders(borders)
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


@pytest.mark.parametrize("order", ["before", "after"])
def test_white_rules_on_white_paper_are_ignored(
    order: str, settings: Settings, saved: Save
) -> None:
    """Printed after the black rules they cut half a point out of them, which nobody sees."""

    def lines(canvas: Canvas, page: TablePage, font: Font) -> None:
        x0, x1 = page.column_edges[0], page.column_edges[-1]
        middle = (page.row_edges[1] + page.row_edges[2]) / 2
        canvas.line(x0, middle, x1, middle, color=WHITE)
        across = (page.column_edges[1] + page.column_edges[2]) / 2
        canvas.fill(across, page.row_edges[0], across + 0.5, page.row_edges[-1], WHITE)

    hazard = Hazard(before=lines) if order == "before" else Hazard(after=lines)
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def test_white_rules_on_a_coloured_table_are_real(settings: Settings, saved: Save) -> None:
    plain = table()
    cells = tuple(
        replace(cell, background=DARK_BLUE if cell.row == 0 else LIGHT_GREY) for cell in plain.cells
    )
    hazard = Hazard(table=replace(plain, cells=cells)).with_borders(
        BorderStyle("line", color=WHITE, width=1.0)
    )
    hazard = replace(hazard, unprinted=tuple((0, c) for c in range(4)), after=_white_header)
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def test_white_cells_on_a_dark_rectangle_show_its_colour_as_rules(
    settings: Settings, saved: Save
) -> None:
    def fills(canvas: Canvas, page: TablePage, font: Font) -> None:
        frame = (page.column_edges[0], page.row_edges[0])
        canvas.fill(*frame, page.column_edges[-1], page.row_edges[-1], BLACK)
        for piece in page.pieces:
            x0, top, x1, bottom = piece.box
            canvas.fill(x0 + 0.4, top + 0.4, x1 - 0.4, bottom - 0.4, WHITE)

    hazard = Hazard(before=fills).with_borders(BorderStyle("none"))
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def test_shaded_header(settings: Settings, saved: Save) -> None:
    plain = table()
    cells = tuple(
        replace(cell, background=LIGHT_GREY) if cell.row == 0 else cell for cell in plain.cells
    )
    hazard = Hazard(table=replace(plain, cells=cells))
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def test_shaded_rows_without_rules_between_them_stay_cells(settings: Settings, saved: Save) -> None:
    """Stripes lie under the rules; their edges fall on the rules and add none."""
    plain = table()
    cells = tuple(
        replace(cell, background=LIGHT_GREY) if cell.row == 3 else cell for cell in plain.cells
    )
    hazard = Hazard(table=replace(plain, cells=cells)).with_borders(BorderStyle("path"))
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


@pytest.mark.parametrize("style", ["line", "rect"])
@pytest.mark.parametrize("inset", [3.0, None], ids=["nearly-the-cell", "text-width"])
def test_underlines_are_no_rules(
    style: str, inset: float | None, settings: Settings, saved: Save
) -> None:
    """An underline that ends 3 pt from both sides is none of the joints' gaps (at most 2 pt)."""

    def underline(canvas: Canvas, page: TablePage, font: Font) -> None:
        for piece in page.pieces:
            if piece.cell.row == 0:
                continue
            x0, _, x1, bottom = piece.box
            left = x0 + (3.0 if inset is None else inset)
            text_end = left + font.width("".join(piece.lines)) * 10
            right = text_end if inset is None else x1 - inset
            y = bottom - 5.0
            if style == "line":
                canvas.line(left, y, right, y, width=0.5)
            else:
                canvas.fill(left, y - 0.25, right, y + 0.25)

    hazard = Hazard(after=underline)
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def test_struck_out_and_boxed_text_adds_no_rules(settings: Settings, saved: Save) -> None:
    """A tick box and a short stroke inside a cell belong to the text."""

    def marks(canvas: Canvas, page: TablePage, font: Font) -> None:
        x, y = page.column_edges[1] + 100, page.row_edges[1] + 7
        canvas.frame(x, y, x + 8, y + 8)
        canvas.line(x + 12, y + 4, x + 24, y + 4)

    hazard = Hazard(after=marks)
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def _white_header(canvas: Canvas, page: TablePage, font: Font) -> None:
    """Header text in white, as a designer prints it on a dark fill."""
    for piece in page.pieces:
        if piece.cell.row == 0:
            x0, top, x1, bottom = piece.box
            text = piece.cell.text
            x = (x0 + x1 - font.width(text) * 10) / 2
            canvas.text(x, (top + bottom) / 2 + 3.6, text, 10, font, color=WHITE)


def test_hollow_frame_around_the_page_is_no_table(settings: Settings, saved: Save) -> None:
    def frame(canvas: Canvas, page: TablePage, font: Font) -> None:
        canvas.frame(20, 20, canvas.width - 20, canvas.height - 20, width=1.0)

    hazard = Hazard(before=frame)
    grids = zhperf.tables(saved(hazard.pdf()), settings=settings)
    assert_reads([grid for grid in grids if len(grid.cells) > 1], hazard)


def test_empty_cells_stay_cells(settings: Settings, saved: Save) -> None:
    hazard = Hazard(table=table("产出指标", "", "", "100", "", "", "", "满意度指标", "", ""))
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def test_one_wide_cell_below_single_cells(settings: Settings, saved: Save) -> None:
    """A cell over all columns keeps the columns of the rows above it."""
    plain = table()
    note = PrintCell(4, 0, "备注：本表由实施单位填写。", column_span=4)
    hazard = Hazard(table=replace(plain, n_rows=5, cells=(*plain.cells, note)))
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def test_stroked_and_filled_text_is_one_text(settings: Settings, saved: Save) -> None:
    hazard = Hazard().with_text(TextStyle(mode=2))
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)
