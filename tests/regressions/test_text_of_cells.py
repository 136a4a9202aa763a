"""Text that a maker sets glyph by glyph: small, raised, spread, in an order of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import zhperf
from hazards.four_by_four import Decoration, Hazard, assert_reads, table
from printing import BorderStyle, Canvas, Font, LineStyle, TablePage
from zhperf.config import Settings

Save = Callable[[bytes], Path]

SIZE, PITCH = 10.0, 12.5
"""pt: font size and distance of the lines that the printer sets."""
FONT_NAME = "F1"
"""Resource name of the first font of a document."""

Run = tuple[str, float, float]
"""A text with its size and how far it is raised, both in font sizes."""


def _with_text(text: str, decoration: Decoration, *, width: float = 120.0) -> Hazard:
    """The table with a cell of this width whose text the decoration prints."""
    texts = ("产出指标", text, "≥", "100", "执行率", "=", "90", "满意度", "居民满意度", "95%")
    weights = (100.0, width, 80.0, 120.0)
    hazard = Hazard(table=table(*texts, weights=weights), after=decoration, unprinted=((1, 1),))
    return hazard.with_layout(replace(hazard.job.layout, width=sum(weights)))


def _show(canvas: Canvas, x: float, baseline: float, runs: Sequence[Run], font: Font) -> None:
    for text, size, rise in runs:
        canvas.text(x, baseline - rise * SIZE, text, size * SIZE, font)
        x += font.width(text) * size * SIZE


def _spread(canvas: Canvas, x: float, baseline: float, text: str, gap: float, font: Font) -> None:
    """One text object, each glyph moved by `gap` in 1/1000 em, as justified text is."""
    shown = f" {-gap:g} ".join(font.encode(letter).decode() for letter in text)
    y = canvas.height - baseline
    canvas.raw(f"BT 0 0 0 rg /{FONT_NAME} {SIZE:g} Tf 1 0 0 1 {x:g} {y:g} Tm [{shown}] TJ ET")


def _corner(page: TablePage, row: int = 1, column: int = 1) -> tuple[float, float]:
    """Left end of the first baseline in a cell."""
    return page.column_edges[column] + 3, page.row_edges[row] + 3 + 0.86 * SIZE


SMALL = {
    "office-superscript": (0.58, 0.49),
    "office-subscript": (0.58, -0.14),
    "office-narrow": (0.67, 0.33),
    "browser-superscript": (0.83, 0.33),
    "browser-subscript": (0.83, -0.2),
}


@pytest.mark.parametrize(("size", "rise"), SMALL.values(), ids=SMALL.keys())
def test_a_raised_glyph_was_a_line_of_its_own(
    size: float, rise: float, settings: Settings, saved: Save
) -> None:
    """Office software sets m² as a 2 of 58 %, raised by half a line, also at the wrap."""

    def wrapped(canvas: Canvas, page: TablePage, font: Font) -> None:
        x, y = _corner(page)
        small = ("2", size, rise)
        _show(canvas, x, y, [("改造面积12,500.50m", 1, 0), small], font)
        _show(canvas, x, y + PITCH, [("，绿化300m", 1, 0), small, ("，达标。", 1, 0)], font)

    hazard = _with_text("改造面积12,500.50m2，绿化300m2，达标。", wrapped)
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def test_a_raised_glyph_went_into_the_number_above_it(settings: Settings, saved: Save) -> None:
    """Office software sets lines so tight that a raised 2 reaches the line above."""

    def wrapped(canvas: Canvas, page: TablePage, font: Font) -> None:
        x, y = _corner(page)
        _show(canvas, x, y, [("全年完成投资及绿化300.5", 1, 0)], font)
        _show(canvas, x, y + 10.5, [("6公顷30m", 1, 0), ("2", 0.58, 0.49), ("。", 1, 0)], font)

    hazard = _with_text("全年完成投资及绿化300.56公顷30m2。", wrapped)
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


@pytest.mark.parametrize("gap", [150, 300, 600])
def test_justified_text_got_spaces(gap: float, settings: Settings, saved: Save) -> None:
    """Office software justifies inside one text object; PDFium reads its wide gaps as spaces."""
    text = "“三公”经费下降，①完善制度。"

    def justified(canvas: Canvas, page: TablePage, font: Font) -> None:
        _spread(canvas, *_corner(page), text, gap, font)

    hazard = _with_text(text, justified, width=240.0)
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def test_a_printed_space_in_justified_text_was_lost(settings: Settings, saved: Save) -> None:
    """Office software prints the space too; PDFium puts its own in place of it."""
    text = "培训约 100 余次"

    def justified(canvas: Canvas, page: TablePage, font: Font) -> None:
        _spread(canvas, *_corner(page), text, 200, font)

    hazard = _with_text(text, justified)
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def test_a_space_in_a_text_object_of_its_own_was_lost(settings: Settings, saved: Save) -> None:
    """Report tools print word by word; PDFium leaves out a text object without outlines."""

    def by_words(canvas: Canvas, page: TablePage, font: Font) -> None:
        x, y = _corner(page)
        _show(canvas, x, y, [("培训", 1, 0), (" ", 1, 0), ("约百", 1, 0), (" ", 1, 0)], font)
        _show(canvas, x + 50, y, [("余次", 1, 0)], font)

    hazard = _with_text("培训 约百 余次", by_words)
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


AMOUNT = "123,456,789.50"
"""Wider than its cell; nothing breaks it."""


@pytest.mark.parametrize("width", [45.0, 48.0], ids=["inside-a-glyph", "between-glyphs"])
@pytest.mark.parametrize("shift", [0.0, 32.0], ids=["over-it", "before-it"])
def test_an_amount_lost_its_tail_to_the_neighbour(
    shift: float, width: float, settings: Settings, saved: Save
) -> None:
    """Browsers let an amount that is wider than its cell run on over the next one's text.

    The border may run through a glyph of the amount, or fall between two.
    """

    def amounts(canvas: Canvas, page: TablePage, font: Font) -> None:
        x, y = _corner(page, 1, 2)
        canvas.text(x, y, AMOUNT, SIZE, font)
        canvas.text(page.column_edges[3] + 3 + shift, y, "无偏差", SIZE, font)

    hazard = Hazard(
        table=table(
            "产出指标",
            "补助",
            AMOUNT,
            "无偏差",
            "合格率",
            "=",
            "9",
            "满意",
            "居民",
            "9%",
            weights=(70, 70, width, 120),
        ),
        after=amounts,
        unprinted=((1, 2), (1, 3)),
    )
    hazard = hazard.with_layout(replace(hazard.job.layout, width=260 + width))
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def _side_by_side(width: float, show: Callable[[Canvas, float, float, Font], None]) -> Hazard:
    """The table with an amount in each of three cells of a row, two of them so narrow."""

    def amounts(canvas: Canvas, page: TablePage, font: Font) -> None:
        for column in (3, 2, 1):
            show(canvas, *_corner(page, 1, column), font)

    texts = ("产出指标", AMOUNT, AMOUNT, AMOUNT, "合格率", "=", "9", "满意", "居民", "9%")
    hazard = Hazard(
        table=table(*texts, weights=(100, width, width, 100)),
        after=amounts,
        unprinted=((1, 1), (1, 2), (1, 3)),
    )
    return hazard.with_layout(replace(hazard.job.layout, width=200 + 2 * width))


@pytest.mark.parametrize("width", [60.0, 62.0], ids=["inside-a-glyph", "between-glyphs"])
def test_amounts_that_run_over_each_other_were_mixed(
    width: float, settings: Settings, saved: Save
) -> None:
    """Browsers print each amount over the next, in any order of the cells."""

    def whole(canvas: Canvas, x: float, baseline: float, font: Font) -> None:
        canvas.text(x, baseline, AMOUNT, SIZE, font)

    hazard = _side_by_side(width, whole)
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def test_amounts_printed_glyph_by_glyph_were_mixed(settings: Settings, saved: Save) -> None:
    """Report tools print each glyph for itself; PDFium sorts those of a line by their place."""

    def glyph_by_glyph(canvas: Canvas, x: float, baseline: float, font: Font) -> None:
        for number, glyph in enumerate(AMOUNT):
            canvas.text(x + 5 * number, baseline, glyph, SIZE, font)

    hazard = _side_by_side(60.0, glyph_by_glyph)
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


BORDERS: tuple[LineStyle, ...] = ("line", "cellrects")


@pytest.mark.parametrize("borders", [BorderStyle(name) for name in BORDERS], ids=BORDERS)
def test_the_background_of_a_narrow_glyph_was_a_ruling(
    borders: BorderStyle, settings: Settings, saved: Save
) -> None:
    """Browsers fill a highlighted "-" with a bar as narrow as a thick rule."""

    def highlight(canvas: Canvas, page: TablePage, font: Font) -> None:
        x, y = _corner(page, 2, 1)
        canvas.fill_path(x, y - 11.5, x + 3.5, y + 1.5, (1.0, 1.0, 0.0))

    texts = ("产出指标", "放映", "≥", "100", "-", "=", "90", "满意度", "居民满意度", "95%")
    hazard = Hazard(table=table(*texts), before=highlight).with_borders(borders)
    hazard = hazard.with_layout(replace(hazard.job.layout, min_row=14, padding=1.0))
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)
