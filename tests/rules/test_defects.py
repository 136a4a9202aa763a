"""A correct table has no finding; each defect alone gives its rule and what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from correcttables import department, project

from zhperf.checking import CheckPlan, check
from zhperf.report import Indicator, Repair, Report, Table
from zhperf.rules import builtin_rules

RULES = {code for code, rule in builtin_rules().items() if rule.check is not None}


class Defect(NamedTuple):
    """A change to a correct table."""

    code: str
    base: Callable[[], Report]
    change: Callable[[Table], None]
    follows: frozenset[str] = frozenset()
    """Other codes that this defect cannot be without."""
    profile: str = "auto"


def _rows(table: Table) -> list[Indicator]:
    return [row for activity in table.activities for row in activity.indicators]


def row(number: int, **texts: str | None) -> Callable[[Table], None]:
    """Changes the texts of the row with a 1-based number."""

    def change(table: Table) -> None:
        for field, text in texts.items():
            setattr(_rows(table)[number - 1], field, text)

    return change


def fund(number: int, **texts: str | None) -> Callable[[Table], None]:
    """Changes the texts of a row of the funds block, from 0."""

    def change(table: Table) -> None:
        for field, text in texts.items():
            setattr(table.funds[number], field, text)

    return change


def head(**values: object) -> Callable[[Table], None]:
    """Changes fields of the table."""

    def change(table: Table) -> None:
        for field, value in values.items():
            setattr(table, field, value)

    return change


def total(**texts: str) -> Callable[[Table], None]:
    """Changes the row of totals."""

    def change(table: Table) -> None:
        for field, text in texts.items():
            setattr(table.total, field, text)

    return change


def both(*changes: Callable[[Table], None]) -> Callable[[Table], None]:
    def change(table: Table) -> None:
        for one in changes:
            one(table)

    return change


def objective(**texts: str) -> Callable[[Table], None]:
    def change(table: Table) -> None:
        for field, text in texts.items():
            setattr(table.overall_objective, field, text)

    return change


def without(number: int) -> Callable[[Table], None]:
    """Takes the row with a 1-based number away."""

    def change(table: Table) -> None:
        doomed = _rows(table)[number - 1]
        for activity in table.activities:
            activity.indicators = [one for one in activity.indicators if one is not doomed]

    return change


def repaired(table: Table) -> None:
    _rows(table)[0].repairs.append(Repair(kind="cells-moved", field="target", detail="a → b"))


def header_changed(table: Table) -> None:
    table.repairs.append(Repair(kind="header-changes", field="table", detail="11 | 10 columns"))


def unfinished(table: Table) -> None:
    for one in table.activities[0].indicators:
        one.actual, one.deviation = "未完成", "未完成"
    table.overall_objective.achieved = "基本完成了全年的各项任务，放映一千零一十场。"


def all_hundred(table: Table) -> None:
    """Twelve more rows, and every percentage 100%: 20 of 24."""
    rows = table.activities[0].indicators
    for number in range(1, 13):
        rows.append(rows[1].model_copy(update={"level3": f"第{number}号馆活动合格率"}))
    for one in _rows(table):
        if one.unit == "%":
            one.nature, one.target, one.actual = "=", "100", "100%"


def little_spent(table: Table) -> None:
    fund(0, executed="85.00", rate="85.00%", score="8.5")(table)
    fund(1, executed="65.00")(table)
    table.total.score = "98.5"


def no_budget(table: Table) -> None:
    for number in range(3):
        fund(number, budget="0.00", rate=None)(table)


def repeated_name(table: Table) -> None:
    rows = table.activities[0].indicators
    rows[4].level3 = rows[1].level3


def repeated_row(table: Table) -> None:
    first, second = (activity.indicators for activity in table.activities)
    second[5].level3, second[5].target = first[5].level3, first[5].target


def copied_task(table: Table) -> None:
    name = _rows(table)[0].level3
    table.activities[0].task = f"组织{name}的统计和宣传。"


def lost_points(table: Table) -> None:
    _rows(table)[0].score = "8"
    table.total.score = "97.5"


DEFECTS = [
    Defect("ZP201", department, repaired),
    Defect("ZP202", department, header_changed),
    Defect("ZP203", department, head(department=None)),
    Defect("ZP204", department, row(1, level3="2021年全民阅读活动场次")),
    Defect("ZP205", department, row(5, actual="增长XX%"), frozenset()),
    Defect("ZP206", department, row(6, level1="满益度指标")),
    Defect("ZP207", department, row(5, level2="社汇效益指标")),
    Defect("ZP208", department, row(5, level2="数量指标")),
    Defect("ZP209", department, without(6)),
    Defect("ZP210", department, without(4)),
    Defect("ZP211", project, head(funds=[]), frozenset({"ZP801"})),
    Defect(
        "ZP301",
        department,
        objective(achieved="完成开展全民阅读和农村公益电影放映，丰富群众文化生活。"),
    ),
    Defect("ZP302", department, unfinished, frozenset({"ZP601"})),
    Defect("ZP303", department, all_hundred),
    Defect("ZP401", department, row(1, nature=None, target=None, unit=None)),
    Defect("ZP402", department, row(1, nature="大致")),
    Defect("ZP403", department, row(5, target="5-6", actual="5.5%")),
    Defect("ZP404", department, row(1, target="不超过30", actual="30场")),
    Defect("ZP405", department, row(1, target="不少于30场")),
    Defect("ZP406", department, row(1, target="在城乡社区举办阅读活动30场")),
    Defect("ZP407", project, row(5, level3="培训支出", target="≤100", actual="95")),
    Defect("ZP408", department, row(1, target="3", unit="万", actual="3.1万")),
    Defect("ZP409", department, row(1, target="0.3万", actual="0.31万场")),
    Defect("ZP410", department, row(1, target="读书会10场；讲座20场", nature=None, actual="33场")),
    Defect("ZP411", department, row(1, level3="1.读书会场次 2.讲座场次")),
    Defect(
        "ZP412",
        project,
        row(7, level3="留存课程资料120份", target="长期留存", actual="已留存"),
        frozenset({"ZP415"}),
    ),
    Defect("ZP413", department, row(5, nature="定性", target="比上年增长5%", actual="增长5.5%")),
    Defect(
        "ZP414",
        department,
        row(5, nature="定性", target="≥上年", actual="高于上年"),
        frozenset({"ZP415"}),
    ),
    Defect(
        "ZP415", department, row(5, nature="定性", target="逐步改善", actual="有所改善", unit=None)
    ),
    Defect("ZP416", department, row(3, level3="阅读活动按时完成次数")),
    Defect("ZP417", department, row(2, level3="活动按方案执行数量", unit="场", actual="98场")),
    Defect("ZP418", department, row(6, level3="读者到馆比例")),
    Defect(
        "ZP419",
        department,
        row(3, level3="按期完成情况", nature="=", target="12", unit="月", actual="12月"),
    ),
    Defect("ZP420", department, row(1, nature="=", target="33")),
    Defect("ZP421", department, row(4, nature="≥", actual="5100元")),
    Defect("ZP422", department, copied_task),
    Defect("ZP423", department, repeated_name),
    Defect("ZP424", department, repeated_row),
    Defect("ZP501", department, row(1, actual=None), frozenset({"ZP603"})),
    Defect("ZP502", department, row(1, actual="100%")),
    Defect("ZP503", department, row(5, nature="定性", target="较明显", unit=None, actual="100%")),
    Defect("ZP504", project, row(4, actual="100%")),
    Defect("ZP505", project, row(6, target="80%-90%", actual="95%")),
    Defect("ZP506", project, row(1, actual="≥21场")),
    Defect(
        "ZP507",
        project,
        row(7, target="课程资料长期留存备查", actual="课程资料长期留存备查"),
        frozenset({"ZP415"}),
    ),
    Defect("ZP508", department, row(1, actual="33余场")),
    Defect("ZP509", project, row(8, actual="105%")),
    Defect("ZP510", department, row(1, actual="30场")),
    Defect("ZP511", project, row(1, actual="18场"), frozenset({"ZP804"})),
    Defect("ZP512", department, row(1, actual="37场")),
    Defect("ZP601", department, row(1, actual="未完成", deviation="未完成")),
    Defect(
        "ZP602", department, row(1, actual="25场", deviation="因疫情场馆关闭"), frozenset({"ZP511"})
    ),
    Defect("ZP603", department, row(1, actual=None), frozenset({"ZP501"})),
    Defect("ZP604", department, row(1, actual="25场"), frozenset({"ZP511"})),
    Defect("ZP605", department, row(1, deviation="未完成")),
    Defect("ZP701", project, fund(0, rate="100%")),
    Defect("ZP702", project, both(fund(0, score="8"), total(score="98"))),
    Defect("ZP703", project, little_spent, profile="sichuan"),
    Defect("ZP704", project, fund(1, executed="60.00")),
    Defect("ZP705", project, no_budget),
    Defect("ZP801", project, row(1, weight="8", score="8"), frozenset({"ZP802"})),
    Defect("ZP802", project, row(1, level1="产出指标(40分)")),
    Defect("ZP803", project, both(row(1, score="12"), total(score="101.5")), frozenset({"ZP804"})),
    Defect(
        "ZP804",
        project,
        both(row(1, score="8", deviation="签到表不全，今后规范管理"), total(score="97.5")),
    ),
    Defect(
        "ZP805",
        project,
        row(7, target="长期留存", actual="部分达成预期指标", score="15"),
        frozenset({"ZP415"}),
    ),
    Defect("ZP806", project, lost_points, frozenset({"ZP804"})),
    Defect("ZP807", project, total(score="95")),
    Defect("ZP808", project, lambda table: table.fields.update({"自评等级": "良"})),
]


def codes(report: Report, profile: str = "auto") -> set[str]:
    found = check(report, CheckPlan(codes=frozenset(RULES), profile=profile))
    return {note.finding.code for note in found}


@pytest.mark.parametrize("base", [project, department])
def test_a_correct_table_has_no_finding(base: Callable[[], Report]) -> None:
    assert codes(base()) == set()


def test_every_rule_has_a_defect() -> None:
    assert {defect.code for defect in DEFECTS} == RULES


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.code)
def test_each_defect_gives_its_rule(defect: Defect) -> None:
    report = defect.base()
    defect.change(report.tables[0])
    assert codes(report, defect.profile) == {defect.code, *defect.follows}
