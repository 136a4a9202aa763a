"""A project's form in the national layout, made up: its text, and the cells that print it.

It has what such forms have: funds, objectives, levels, points, a total, notes under the frame.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from founding_table import PrintedCell

if TYPE_CHECKING:
    from collections.abc import Iterator

TITLE = "项目支出绩效自评表"
YEAR = "（2024年度）"
NAME = "乡村图书室建设与开放"
DEPARTMENT, UNIT = "某县文化和旅游局", "某县图书馆"
FUND_HEADER = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
FUNDS = (
    ("年度资金总额", "120.00", "126.50", "120.18", "10", "95.00%", "9.5"),
    ("其中：当年财政拨款", "100.00", "106.50", "100.18", "", "94.07%", ""),
    ("上年结转资金", "20.00", "20.00", "20.00", "", "100.00%", ""),
    ("其他资金", "", "", "", "", "", ""),
)
"""Name and amounts in 10,000 yuan."""
EXPECTED = "新建乡村图书室8个，购置图书16000册，全年免费开放，方便群众就近阅读。"
ACHIEVED = "新建乡村图书室8个，购置图书16240册，全年免费开放；其中一个因道路施工推迟开放。"
HEADER = (
    "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分",
    "偏差原因分析及改进措施",
)  # fmt: skip
INDICATORS = (
    ("产出指标", "数量指标", "新建图书室数量", "≥8个", "8", "10", "10", ""),
    ("产出指标", "数量指标", "购置图书册数", "≥16000册", "16240", "10", "10", ""),
    ("产出指标", "质量指标", "图书验收合格率", "100%", "100%", "10", "10", ""),
    ("产出指标", "时效指标", "全部开放时间", "2024年9月30日", "2024年10月12日", "10", "8.5",
     "道路施工，推迟12天开放；今后提前协调工期。"),
    ("产出指标", "成本指标", "图书平均单价", "≤35元", "33.6", "10", "10", ""),
    ("效益指标", "社会效益指标", "全年接待读者人次", "≥2.4万人次", "2.61万人次", "15", "15", ""),
    ("效益指标", "可持续影响指标", "管理制度健全性", "健全", "健全", "15", "14",
     "一处制度尚未上墙。"),
    ("满意度指标", "服务对象满意度指标", "读者满意度", "≥90%", "93.5%", "10", "10", ""),
)  # fmt: skip
"""Texts of the columns of `HEADER`, row by row."""
TOTAL = ("总分", "100", "97", "")
NOTES = ("注：1.其他资金包括和当年财政拨款共同投入到同一项目的自有资金。",)
WIDTHS = (2.2, 2.4, 3.2, 4.4, 3.4, 3.4, 1.6, 1.9, 4.4)
"""Widths of the columns in cm."""


def cells() -> list[PrintedCell]:
    """Every cell of the form, by row and column; together they tile it."""
    found = [*_head(), *_funds(2), *_objectives(7), *_grid(9)]
    return sorted(found, key=lambda cell: (cell.row, cell.column))


def is_centered(cell: PrintedCell) -> bool:
    """Whether the form centres its text: all but prose."""
    return "，" not in cell.text


def _head() -> Iterator[PrintedCell]:
    yield PrintedCell(0, 0, 1, 1, "项目名称")
    yield PrintedCell(0, 1, 1, 8, NAME)
    yield PrintedCell(1, 0, 1, 1, "主管部门")
    yield PrintedCell(1, 1, 1, 3, DEPARTMENT)
    yield PrintedCell(1, 4, 1, 1, "实施单位")
    yield PrintedCell(1, 5, 1, 4, UNIT)


def _funds(row: int) -> Iterator[PrintedCell]:
    yield PrintedCell(row, 0, 1 + len(FUNDS), 1, "项目资金（万元）")
    yield PrintedCell(row, 1, 1, 2, "")
    for column, text in enumerate(FUND_HEADER, start=3):
        yield PrintedCell(row, column, 1, 1, text)
    for offset, (name, *amounts) in enumerate(FUNDS, start=1):
        yield PrintedCell(row + offset, 1, 1, 2, name)
        for column, text in enumerate(amounts, start=3):
            yield PrintedCell(row + offset, column, 1, 1, text)


def _objectives(row: int) -> Iterator[PrintedCell]:
    yield PrintedCell(row, 0, 2, 1, "年度总体目标")
    yield PrintedCell(row, 1, 1, 3, "预期目标")
    yield PrintedCell(row, 4, 1, 5, "实际完成情况")
    yield PrintedCell(row + 1, 1, 1, 3, EXPECTED)
    yield PrintedCell(row + 1, 4, 1, 5, ACHIEVED)


def _grid(row: int) -> Iterator[PrintedCell]:
    yield PrintedCell(row, 0, 1 + len(INDICATORS), 1, "绩效指标")
    for column, text in enumerate(HEADER, start=1):
        yield PrintedCell(row, column, 1, 1, text)
    yield from _levels(row + 1, 1, [texts[:1] for texts in INDICATORS])
    yield from _levels(row + 1, 2, [texts[:2] for texts in INDICATORS])
    for offset, texts in enumerate(INDICATORS, start=1):
        for column, text in enumerate(texts[2:], start=3):
            yield PrintedCell(row + offset, column, 1, 1, text)
    end = row + 1 + len(INDICATORS)
    yield PrintedCell(end, 0, 1, 6, TOTAL[0])
    for column, text in enumerate(TOTAL[1:], start=6):
        yield PrintedCell(end, column, 1, 1, text)


def _levels(row: int, column: int, paths: list[tuple[str, ...]]) -> Iterator[PrintedCell]:
    """One cell for each run of equal paths; its text is the path's last name."""
    for path, run in groupby(paths):
        span = len(list(run))
        yield PrintedCell(row, column, span, 1, path[-1])
        row += span
