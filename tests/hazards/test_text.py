"""Text that a reader sees otherwise than the file holds it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import zhperf
from hazards.four_by_four import Decoration, Hazard, assert_reads, table
from printing import (
    DARK_BLUE,
    LIGHT_GREY,
    OFFICE_WITHOUT_ASCENT,
    WHITE,
    BorderStyle,
    Canvas,
    Font,
    FontOptions,
    TablePage,
    TextStyle,
)
from zhperf.config import Settings

Save = Callable[[bytes], Path]

HIDDEN = "隐藏文字"


def _place(page: TablePage, row: int, column: int) -> tuple[float, float]:
    """Left end of a baseline in the lower part of a cell."""
    return page.column_edges[column] + 3, page.row_edges[row + 1] - 3


def _invisible(canvas: Canvas, page: TablePage, font: Font) -> None:
    canvas.text(*_place(page, 1, 1), HIDDEN, 8, font, mode=3)


def _invisible_clip_mode(canvas: Canvas, page: TablePage, font: Font) -> None:
    canvas.raw("q")
    canvas.text(*_place(page, 1, 1), HIDDEN, 8, font, mode=7)
    canvas.raw("Q")


def _clipped(canvas: Canvas, page: TablePage, font: Font) -> None:
    with canvas.clip(10, 10, 40, 40):
        canvas.text(*_place(page, 1, 1), HIDDEN, 8, font)


def _clipped_in_form(canvas: Canvas, page: TablePage, font: Font) -> None:
    with canvas.clip(10, 10, 40, 40), canvas.form():
        canvas.text(*_place(page, 1, 1), HIDDEN, 8, font)


def _white(canvas: Canvas, page: TablePage, font: Font) -> None:
    canvas.text(*_place(page, 1, 1), HIDDEN, 8, font, color=WHITE)


def _same_as_fill(canvas: Canvas, page: TablePage, font: Font) -> None:
    x, y = _place(page, 1, 1)
    canvas.fill(x, y - 8, x + 40, y + 2, LIGHT_GREY)
    canvas.text(x, y, HIDDEN, 8, font, color=LIGHT_GREY)


def _covered(canvas: Canvas, page: TablePage, font: Font) -> None:
    x, y = _place(page, 1, 1)
    canvas.text(x, y, HIDDEN, 8, font)
    canvas.fill(x - 1, y - 8, x + 40, y + 2, WHITE)


def _covered_by_image(canvas: Canvas, page: TablePage, font: Font) -> None:
    """A scan over its text layer; a smaller picture may be a seal, through which text shows."""
    x, y = _place(page, 1, 1)
    canvas.text(x, y, HIDDEN, 8, font)
    canvas.raw(
        f"q {canvas.width:.2f} 0 0 {canvas.height:.2f} 0 0 cm "
        "BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID FF> EI Q"
    )


HIDINGS = {
    "invisible_Tr3": _invisible,
    "invisible_Tr7": _invisible_clip_mode,
    "clipped_text": _clipped,
    "clipped_form": _clipped_in_form,
    "white_text": _white,
    "text_in_the_colour_of_its_fill": _same_as_fill,
    "covered_by_a_shape": _covered,
    "covered_by_an_image": _covered_by_image,
}


@pytest.mark.parametrize("hiding", HIDINGS.values(), ids=HIDINGS.keys())
def test_hidden_text_is_left_out(hiding: Decoration, settings: Settings, saved: Save) -> None:
    """The cell is printed after the hiding shape, as its visible text stands above it."""
    hazard = Hazard(before=hiding)
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def test_text_outside_the_crop_box_is_left_out(settings: Settings, saved: Save) -> None:
    def outside(canvas: Canvas, page: TablePage, font: Font) -> None:
        canvas.text(-60, page.row_edges[1] + 12, HIDDEN, 10, font)
        canvas.text(100, canvas.height + 20, HIDDEN, 10, font)

    hazard = Hazard(after=outside)
    setup = replace(hazard.job.setup, crop_margin=80.0)
    hazard = hazard.with_setup(setup)
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def test_white_text_on_a_dark_fill_is_kept(settings: Settings, saved: Save) -> None:
    plain = table()
    cells = tuple(replace(cell, background=DARK_BLUE) for cell in plain.cells)
    hazard = Hazard(table=replace(plain, cells=cells)).with_text(TextStyle(color=WHITE))
    hazard = hazard.with_borders(BorderStyle("line", color=WHITE))
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def test_white_text_on_a_dark_header_row_is_kept(settings: Settings, saved: Save) -> None:
    def header(canvas: Canvas, page: TablePage, font: Font) -> None:
        for piece in page.pieces:
            if piece.cell.row == 0:
                canvas.fill(*piece.box, DARK_BLUE)
                x, y = _place(page, 0, piece.cell.column)
                canvas.text(x, y, piece.cell.text, 9, font, color=WHITE)

    hazard = Hazard(before=header, unprinted=tuple((0, column) for column in range(4)))
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def test_text_over_a_light_fill_is_not_covered(settings: Settings, saved: Save) -> None:
    """A fill that is painted before the text hides nothing."""

    def fill(canvas: Canvas, page: TablePage, font: Font) -> None:
        canvas.fill(
            page.column_edges[0], page.row_edges[0], page.column_edges[-1], page.row_edges[-1],
            LIGHT_GREY,
        )  # fmt: skip

    hazard = Hazard(before=fill)
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


OFFSETS = {
    "x2_in_place": ((0.0, 0.0), (0.0, 0.0)),
    "x2_right": ((0.0, 0.0), (0.3, 0.0)),
    "x2_wide": ((0.0, 0.0), (0.6, 0.0)),
    "x2_down": ((0.0, 0.0), (0.0, 0.3)),
    "x4": ((0.0, 0.0), (0.3, 0.0), (0.0, 0.3), (0.3, 0.3)),
    "x4_right": ((0.0, 0.0), (0.2, 0.0), (0.4, 0.0), (0.6, 0.0)),
}


@pytest.mark.parametrize("prints", OFFSETS.values(), ids=OFFSETS.keys())
def test_fake_bold_counts_once(
    prints: tuple[tuple[float, float], ...], settings: Settings, saved: Save
) -> None:
    """Letters that are doubled in the text itself (100, 区区) stay doubled."""
    texts = ("产出指标", "区区小事", "≥", "1100 余次", "年年执行率", "=", "11-22",
             "满意度指标", "居民满意度（抽样调查）", "99%")  # fmt: skip
    hazard = Hazard(table=table(*texts)).with_text(TextStyle(bold_prints=prints))
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def test_fake_bold_glyph_by_glyph(settings: Settings, saved: Save) -> None:
    """Some producers print each glyph twice before they go on to the next."""

    def bold(canvas: Canvas, page: TablePage, font: Font) -> None:
        x, y = _place(page, 1, 0)
        for index, glyph in enumerate("产出指标"):
            for offset in (0.0, 0.25):
                canvas.text(x + index * 10 + offset, y, glyph, 10, font)

    hazard = Hazard(after=bold, unprinted=((1, 0),))
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def test_stacked_vertical_text(settings: Settings, saved: Save) -> None:
    """A side label in a column of one character's width."""
    printed = table(weights=(0.6, 4, 2, 3))
    hazard = Hazard(table=printed)
    hazard = hazard.with_layout(replace(hazard.job.layout, top=60, padding=1.5))
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


@pytest.mark.parametrize("angle", [90, 270])
def test_text_turned_inside_one_cell(angle: int, settings: Settings, saved: Save) -> None:
    """Two turned lines: at 90 degrees the first is the left one, at 270 the right one."""

    def turned(canvas: Canvas, page: TablePage, font: Font) -> None:
        x = (page.column_edges[0] + page.column_edges[1]) / 2
        middle = (page.row_edges[1] + page.row_edges[3]) / 2
        side = -1 if angle == 90 else 1
        for line, offset in (("产出", side * 7), ("指标", -side * 7)):
            canvas.text(x + offset - side * 4, middle - side * 10, line, 10, font, angle=angle)

    hazard = Hazard(after=turned, unprinted=((1, 0),))
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


@pytest.mark.parametrize("angle", [30.0, 45.0])
def test_watermark_is_not_in_any_cell(angle: float, settings: Settings, saved: Save) -> None:
    def watermark(canvas: Canvas, page: TablePage, font: Font) -> None:
        canvas.text(120, 300, "内部资料", 60, font, color=LIGHT_GREY, angle=angle)

    hazard = Hazard(after=watermark)
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


RADICALS = {"文": "⽂", "一": "⼀", "工": "⼯", "民": "⺠", "子": "⼦", "长": "⻓"}


def test_radicals_are_folded_and_nothing_else(settings: Settings, saved: Save) -> None:
    """Browsers map ideographs to radicals; full-width signs and digits are the author's."""
    texts = ("产出指标", "文明城市一等（１００％）", "≥", "１００", "工作，民众；", "＝", "15～20",
             "满意度", "老人，孩子：长期！", "95％")  # fmt: skip
    hazard = Hazard(table=table(*texts)).with_font(FontOptions(replaced=RADICALS))
    grid = assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)
    folded = {(c.row, c.column) for c in grid.cells if c.repairs}
    assert folded == {(0, 0), (1, 1), (2, 1), (3, 1)}
    kinds = {repair.kind for cell in grid.cells for repair in cell.repairs}
    assert kinds == {"radical-folded"}


def test_fonts_without_ascent(settings: Settings, saved: Save) -> None:
    """LibreOffice: Ascent and Descent 0, a font box of 2.9 em; rows are one line high."""
    hazard = Hazard().with_font(OFFICE_WITHOUT_ASCENT)
    hazard = hazard.with_layout(replace(hazard.job.layout, min_row=13, padding=0.5))
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


@pytest.mark.parametrize("size", [5.0, 18.0])
def test_other_sizes(size: float, settings: Settings, saved: Save) -> None:
    hazard = Hazard()
    hazard = hazard.with_layout(replace(hazard.job.layout, size=size, top=40, padding=2.0))
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def test_fonts_that_are_not_embedded(settings: Settings, saved: Save) -> None:
    """The glyphs that a reader's substitute font lacks are text all the same.

    PDFium leaves out a text object without outlines: a cell that holds only "≥" or "次".
    """
    texts = ("产出指标", "放映故事片", "≥", "次", "年", "=", "万",
             "满意度", "居民满意度（抽样调查）", "9")  # fmt: skip
    hazard = Hazard(table=table(*texts)).with_font(FontOptions(embedded=False))
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)
