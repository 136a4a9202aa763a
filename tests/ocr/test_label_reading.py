"""Headers, labels and level names that OCR misread."""

from __future__ import annotations

from dataclasses import replace

import pytest

from unit.drawing import the_grid
from zhperf.grids import Cell, Grid
from zhperf.labelreading import with_labels
from zhperf.templates import builtin_lexicon

UNSURE = 0.6
LIMIT = 0.97


def grid(header: str = "三级指标", level: str = "数量指标", value: str = "养护里程") -> Grid:
    """A form with an uncertain header, level or value in its first two columns."""
    drawn = the_grid(f"""
        +----------------+------------+------------+----------+----------+
        |{header:　<8}|二级指标    |一级指标    |指标值    |实际完成值|
        +----------------+------------+------------+----------+----------+
        |{value:　<8}|{level:　<6}|产出指标    |100       |98        |
        +----------------+------------+------------+----------+----------+
    """)
    cells = tuple(read(cell, UNSURE if cell.column < 2 else 0.999) for cell in drawn.cells)
    return replace(drawn, cells=cells)


def read(cell: Cell, confidence: float) -> Cell:
    """A cell as OCR gives it."""
    lines = tuple(line._replace(confidence=confidence) for line in cell.lines)
    return replace(cell, lines=lines)


def cell(shown: Grid, row: int, column: int) -> Cell:
    """The cell that begins there, after its labels were read."""
    found = with_labels(shown, builtin_lexicon(), LIMIT)
    return next(one for one in found.cells if (one.row, one.column) == (row, column))


def test_a_misread_header_is_the_nearest_that_forms_print() -> None:
    found = cell(grid(header="三级指际"), 0, 0)
    assert found.text == "三级指标"
    (repair,) = found.repairs
    assert (repair.kind, repair.detail) == ("label-recognised", "三级指际 → 三级指标")


def test_a_misread_level_is_the_nearest() -> None:
    assert cell(grid(level="数童指标"), 1, 1).text == "数量指标"


def test_dirt_around_a_label_is_left_out() -> None:
    assert cell(grid(level="、数童指标."), 1, 1).text == "数量指标"


def test_a_mended_label_keeps_its_low_confidence() -> None:
    assert cell(grid(level="数童指标"), 1, 1).confidence == UNSURE


def test_a_header_with_a_lost_ideograph_is_found_in_a_row_of_headers() -> None:
    assert cell(grid(header="全年完值"), 0, 0).text == "全年完成值"


@pytest.mark.parametrize("value", ["养护里程", "全年完值", "社会稳定指数", "3.5", "数"])
def test_values_stay_as_they_were_recognised(value: str) -> None:
    found = cell(grid(value=value), 1, 0)
    assert (found.text, found.repairs) == (value, ())


def test_a_label_that_is_known_stays() -> None:
    found = cell(grid(level="质量指标"), 1, 1)
    assert (found.text, found.repairs) == ("质量指标", ())


def test_what_ocr_is_sure_of_stays() -> None:
    shown = grid(level="数童指标")
    sure = replace(shown, cells=tuple(read(one, 0.98) for one in shown.cells))
    assert with_labels(sure, builtin_lexicon(), LIMIT) is sure


def test_what_no_ocr_read_stays() -> None:
    shown = grid(level="数童指标")
    cells = tuple(
        replace(one, lines=tuple(line._replace(confidence=None) for line in one.lines))
        for one in shown.cells
    )
    printed = replace(shown, cells=cells)
    assert with_labels(printed, builtin_lexicon(), LIMIT) is printed


def test_a_grid_without_misread_labels_is_the_same() -> None:
    shown = grid()
    assert with_labels(shown, builtin_lexicon(), LIMIT) is shown
