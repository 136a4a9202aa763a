"""Rules, seals and watermarks: what bounds cells, and what only lies over them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import zhperf
from hazards.four_by_four import Hazard, assert_reads, expected, seen
from hazards.test_reports import FORM
from printing import (
    LIGHT_GREY,
    BorderStyle,
    Canvas,
    Font,
    FormStyle,
    Furniture,
    Layout,
    PageSetup,
    PrintJob,
    TablePage,
    form_table,
    print_table,
)
from properties.expectation import assert_report
from zhperf.config import Settings

Save = Callable[[bytes], Path]

ARC = 0.5523
"""Control points of a quarter circle lie so far from its ends, in radii."""


def _circle(canvas: Canvas, x: float, y: float, radius: float) -> None:
    up, k = canvas.height - y, ARC * radius
    points = [
        (x + radius, up + k, x + k, up + radius, x, up + radius),
        (x - k, up + radius, x - radius, up + k, x - radius, up),
        (x - radius, up - k, x - k, up - radius, x, up - radius),
        (x + k, up - radius, x + radius, up - k, x + radius, up),
    ]
    curves = " ".join(" ".join(f"{v:.3f}" for v in point) + " c" for point in points)
    canvas.raw(f"q 1 0 0 RG 3 w {x + radius:.3f} {up:.3f} m {curves} S Q")


def _rounded(canvas: Canvas, x0: float, top: float, x1: float, bottom: float, r: float) -> None:
    high, low, k = canvas.height - top, canvas.height - bottom, r * (1 - ARC)
    canvas.raw(
        f"q 0 0 0 RG 0.5 w {x0 + r:.3f} {high:.3f} m {x1 - r:.3f} {high:.3f} l "
        f"{x1 - k:.3f} {high:.3f} {x1:.3f} {high - k:.3f} {x1:.3f} {high - r:.3f} c "
        f"{x1:.3f} {low + r:.3f} l "
        f"{x1:.3f} {low + k:.3f} {x1 - k:.3f} {low:.3f} {x1 - r:.3f} {low:.3f} c "
        f"{x0 + r:.3f} {low:.3f} l "
        f"{x0 + k:.3f} {low:.3f} {x0:.3f} {low + k:.3f} {x0:.3f} {low + r:.3f} c "
        f"{x0:.3f} {high - r:.3f} l "
        f"{x0:.3f} {high - k:.3f} {x0 + k:.3f} {high:.3f} {x0 + r:.3f} {high:.3f} c h S Q"
    )


@pytest.mark.parametrize("radius", [25.0, 57.0, 90.0])
def test_the_control_polygon_of_a_seal_made_rulings(
    radius: float, settings: Settings, saved: Save
) -> None:
    """Seal software draws the ring of a vector seal as four Bézier curves."""

    def seal(canvas: Canvas, page: TablePage, font: Font) -> None:
        _circle(canvas, page.column_edges[2] + 7, page.row_edges[2] + 5, radius)

    hazard = Hazard(after=seal)
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def test_the_straight_sides_of_a_box_with_round_ends_bound_no_cell(
    settings: Settings, saved: Save
) -> None:
    """Office software draws a text frame with half circles at its ends."""

    def pill(canvas: Canvas, page: TablePage, font: Font) -> None:
        x, y = page.column_edges[1] + 30, page.row_edges[1] + 4
        _rounded(canvas, x, y, x + 60, y + 16, 8)

    hazard = Hazard(after=pill)
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def test_the_straight_sides_of_a_rounded_frame_are_rules(settings: Settings, saved: Save) -> None:
    """Designers draw the outer frame with round corners; its sides still bound the cells."""

    def frame(canvas: Canvas, page: TablePage, font: Font) -> None:
        box = (page.column_edges[0], page.row_edges[0], page.column_edges[-1], page.row_edges[-1])
        _rounded(canvas, *box, 2)

    hazard = Hazard(after=frame).with_borders(BorderStyle("line", outer="none"))
    grid = assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)
    assert not any(cell.open_sides for cell in grid.cells)


@pytest.mark.parametrize("slope", [0.0035, -0.0035], ids=["up", "down"])
@pytest.mark.parametrize("style", ["line", "cellrects"])
def test_lines_askew_were_no_rules(
    style: str, slope: float, settings: Settings, saved: Save
) -> None:
    """Imposition software pastes a page into another askew by 0.2 degrees."""

    def turn(canvas: Canvas, page: TablePage, font: Font) -> None:
        canvas.raw(f"q 1 {slope} {-slope} 1 0 0 cm")

    def back(canvas: Canvas, page: TablePage, font: Font) -> None:
        canvas.raw("Q")

    hazard = Hazard(before=turn, after=back).with_borders(BorderStyle(style))  # type: ignore[arg-type]
    (grid,) = zhperf.tables(saved(hazard.pdf()), settings=settings)
    assert seen(grid) == expected(hazard.table)


@pytest.mark.parametrize("width", [0.0, 0.05], ids=["hairline", "thin"])
@pytest.mark.parametrize("forms", [(), (0.5,), (0.24, 3.0)], ids=["page", "form", "nested"])
def test_hairlines_inside_a_clip_were_dropped(
    forms: tuple[float, ...], width: float, settings: Settings, saved: Save
) -> None:
    """Print drivers put the page into a form and clip it; a hairline has no width to be cut.

    Two clips, the outer one second: PDFium forgets a single one that cuts nothing.
    """

    def begin(canvas: Canvas, page: TablePage, font: Font) -> None:
        canvas.raw("q 20 20 555 380 re W n 10 10 575 400 re W n")

    def end(canvas: Canvas, page: TablePage, font: Font) -> None:
        canvas.raw("Q")

    hazard = Hazard(before=begin, after=end).with_borders(BorderStyle("line", width=width))
    hazard = hazard.with_setup(PageSetup(595.32, 420.47, forms=forms))
    # Binary fractions hold none of these positions.
    layout = replace(hazard.job.layout, left=60.37, top=80.13, width=440.7, min_row=24.1)
    hazard = hazard.with_layout(layout)
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


WATERMARK = "内部资料"


def test_a_level_watermark_went_into_cells(settings: Settings, saved: Save) -> None:
    """Browsers print a fixed block of huge grey text, not slanted, over each page."""

    def watermark(canvas: Canvas, page: TablePage, font: Font) -> None:
        canvas.text(90, page.row_edges[3], WATERMARK, 60, font, color=LIGHT_GREY)

    for hazard in (Hazard(before=watermark), Hazard(after=watermark)):
        assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def test_a_level_watermark_is_reported(settings: Settings, saved: Save) -> None:
    """Browsers print it over each page of the form."""
    shape = form_table(FORM, FormStyle())
    furniture = Furniture(
        title=(FORM.title, "（2024年度）"), watermark=WATERMARK, watermark_angle=0.0
    )
    job = PrintJob(layout=Layout(min_row=36), furniture=furniture)
    printed = print_table(shape.table, job)
    report = zhperf.extract(saved(printed.pdf), settings=settings)
    assert_report(report, FORM, shape, printed)
    (finding,) = report.findings
    assert (finding.code, finding.location.page) == ("ZP107", 1)
    assert WATERMARK in finding.message


def test_a_title_of_twice_the_size_is_no_watermark(settings: Settings, saved: Save) -> None:
    """Office software prints the form's title inside the frame in a larger size."""

    def title(canvas: Canvas, page: TablePage, font: Font) -> None:
        canvas.text(page.column_edges[2] - 60, page.row_edges[4] - 5, "居民满意", 20, font)

    hazard = Hazard(after=title, unprinted=((3, 1),))
    plain = hazard.table
    cells = tuple(
        replace(cell, text="居民满意") if (cell.row, cell.column) == (3, 1) else cell
        for cell in plain.cells
    )
    hazard = replace(hazard, table=replace(plain, cells=cells))
    hazard = hazard.with_layout(replace(hazard.job.layout, min_row=30))
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)
