"""Drawings that are wrong are refused, so that no form is tested by mistake."""

from __future__ import annotations

import pytest

from printing import PrintCell
from realforms.formfile import drawn_table, parse

FORM = """
source = "某地"
widths = "1 1"
drawing = "一级指标 | 指标值"
"""


def test_merged_cells() -> None:
    table = drawn_table("甲 | < | 乙\n^ | ^ | \n== 丙 | 丁 | 戊", "1 1 1")
    assert table.cells == (
        PrintCell(0, 0, "甲", 2, 2, align="center"),
        PrintCell(0, 2, "乙", align="center"),
        PrintCell(1, 2, "", align="center"),
        PrintCell(2, 0, "丙", align="center"),
        PrintCell(2, 1, "丁", align="center"),
        PrintCell(2, 2, "戊", align="center"),
    )
    assert table.header_rows == (2,)


@pytest.mark.parametrize(
    ("drawing", "told"),
    [("甲 | 乙 | 丙", "3 places instead of 2"), ("甲 | <\n^ | 乙", "tile")],
    ids=["a place too many", "an angled cell"],
)
def test_wrong_drawing(drawing: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        drawn_table(drawing, "1 1")


@pytest.mark.parametrize(
    "rest", ['titel = "表"', '[[tables]]\ntemplate = "x"\nindicators = ""\nunits = "万元"']
)
def test_unknown_key(rest: str) -> None:
    with pytest.raises(ValueError, match=r"unknown keys: (titel|units)"):
        parse(FORM + rest, "form")
