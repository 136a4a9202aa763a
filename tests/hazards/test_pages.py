"""Pages that are turned, cropped, nested in forms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import zhperf
from hazards.four_by_four import Hazard, assert_reads
from printing import BorderStyle, Canvas, Font, LineStyle, PageSetup, TablePage
from zhperf.config import Settings

Save = Callable[[bytes], Path]

LINES: tuple[LineStyle, ...] = ("line", "path", "cellrects")

SETUPS = {
    "plain": PageSetup(595, 420),
    "rotate90": PageSetup(595, 420, rotate=90),
    "rotate180": PageSetup(595, 420, rotate=180),
    "rotate270": PageSetup(595, 420, rotate=270),
    "sideways_norotate": PageSetup(420, 595, turn=90),
    "sideways_clockwise": PageSetup(420, 595, turn=270),
    "sideways_and_rotate": PageSetup(420, 595, turn=90, rotate=270),
    "mediabox_offset": PageSetup(595, 420, crop_origin=(-100, 250)),
    "cropbox_offset": PageSetup(595, 420, crop_origin=(70, 35), crop_margin=90),
    "cropbox_offset_rotate90": PageSetup(595, 420, 90, (70, 35), 90),
    "cropbox_offset_rotate270": PageSetup(595, 420, 270, (-70, 35), 90),
    "form_xobject": PageSetup(595, 420, forms=(1.0,)),
    "form_xobject_scaled": PageSetup(595, 420, forms=(0.5,)),
    "form_xobject_nested": PageSetup(595, 420, forms=(0.6, 2.5, 0.9)),
    "form_rotate_crop": PageSetup(595, 420, 180, (20, 10), 30, forms=(0.24,)),
}


@pytest.mark.parametrize("setup", SETUPS.values(), ids=SETUPS.keys())
@pytest.mark.parametrize("borders", [BorderStyle(n) for n in LINES], ids=LINES)
def test_reads_the_page_as_displayed(
    setup: PageSetup, borders: BorderStyle, settings: Settings, saved: Save
) -> None:
    hazard = Hazard().with_setup(setup).with_borders(borders)
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def test_grid_says_how_its_text_runs(settings: Settings, saved: Save) -> None:
    upright = zhperf.tables(saved(Hazard().pdf()), settings=settings)
    assert [grid.angle for grid in upright] == [0]
    for turn in (90, 270):
        hazard = Hazard().with_setup(PageSetup(420, 595, turn=turn))
        turned = zhperf.tables(saved(hazard.pdf()), settings=settings)
        assert [grid.angle for grid in turned] == [turn]


def test_rules_and_text_in_different_forms(settings: Settings, saved: Save) -> None:
    """A background form holds the rules (a letterhead, a template), the page the text."""

    def rules(canvas: Canvas, page: TablePage, font: Font) -> None:
        with canvas.form((1, 0, 0, 1, 0, 0)):
            for piece in page.pieces:
                canvas.frame(*piece.box)

    hazard = replace(Hazard(), before=rules).with_borders(BorderStyle("none"))
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def test_equal_content_elsewhere_is_a_second_table(settings: Settings, saved: Save) -> None:
    """Equal glyphs far from each other are no fake bold."""
    hazard = Hazard()
    hazard = hazard.with_setup(PageSetup(595, 420))
    single = saved(hazard.pdf())
    (first,) = zhperf.tables(single, settings=settings)

    def twice(canvas: Canvas, page: TablePage, font: Font) -> None:
        content = canvas.content().decode()
        canvas.raw(f"q 1 0 0 1 0 -170 cm\n{content}\nQ")

    doubled = replace(hazard, after=twice)
    grids = zhperf.tables(saved(doubled.pdf()), settings=settings)
    assert len(grids) == 2
    for grid in grids:
        assert [cell.text for cell in grid.cells] == [cell.text for cell in first.cells]
