"""Rows that were typed into the wrong columns of a printed form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import zhperf
from printing.reportprint import PlainTable, ReportPrinter
from realforms.formfile import drawn_table
from realforms.test_realforms import WHOLE
from zhperf.config import Settings
from zhperf.report import Indicator, Region, Report

Save = Callable[[bytes], Path]

WIDTHS = "10 10 20 8 10 8 10 14"
DRAWING = """
一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 全年完成值 | 偏差原因
产出指标 | 数量指标 | 场次 | ≥ | 10 | 场 | 12 | 无偏差
^ | ^ | 人数 | ≥ | 50 | 人 | 56 | 无偏差
^ | 质量指标 | 合格率 | 90 | ≥ | % | 95% | 无偏差
^ | 时效指标 | 及时率 | = | 100 | % | 无偏差 |
效益指标 | 社会效益指标 | 测评 | 定性 | 测评有所提高 | 已测评，有提高 | 无偏差 |
满意度指标 | 服务对象满意度指标 | 满意度 | ≥ | 80 | % | 85% | 无偏差
"""


@pytest.fixture
def pdf(saved: Save) -> Path:
    printer = ReportPrinter(WHOLE)
    printer.table(PlainTable(drawn_table(DRAWING, WIDTHS), ("部门绩效自评表",)))
    return saved(printer.save())


def indicators(report: Report) -> list[Indicator]:
    (table,) = report.tables
    return [one for activity in table.activities for one in activity.indicators]


def values(one: Indicator) -> tuple[str | None, ...]:
    return (one.nature, one.target, one.unit, one.actual, one.deviation)


def test_rows_are_mended_and_every_repair_is_recorded(pdf: Path, settings: Settings) -> None:
    report = zhperf.extract(pdf, settings=settings)
    rows = indicators(report)
    assert [values(one) for one in rows[2:5]] == [
        ("≥", "90", "%", "95%", "无偏差"),
        ("=", "100", "%", None, "无偏差"),
        ("定性", "测评有所提高", None, "已测评，有提高", "无偏差"),
    ]
    assert [[repair.kind for repair in one.repairs] for one in rows] == [
        [], [], ["cells-moved"], ["cells-moved"], ["cells-moved"], [],
    ]  # fmt: skip
    assert report.findings == []


def test_a_moved_value_is_traced_to_where_it_is_printed(pdf: Path) -> None:
    rows = indicators(zhperf.extract(pdf))
    (moved,), (beside,) = rows[3].regions["deviation"], rows[2].regions["actual"]
    assert isinstance(moved, Region)
    assert isinstance(beside, Region)
    assert (moved.bbox[0], moved.bbox[2]) == (beside.bbox[0], beside.bbox[2])


def test_without_repair_they_stay_as_printed_and_are_told(pdf: Path) -> None:
    report = zhperf.extract(pdf, settings=Settings(repair=False))
    rows = indicators(report)
    assert values(rows[2]) == ("90", "≥", "%", "95%", "无偏差")
    assert values(rows[3]) == ("=", "100", "%", "无偏差", None)
    assert [finding.code for finding in report.findings] == ["ZP116"] * 3
    assert [finding.location.page for finding in report.findings] == [1, 1, 1]
    assert "90 | ≥ → ≥ | 90" in report.findings[0].message
    assert not any(one.repairs for one in rows)
