"""Tables made by hand for the tests of rules, and what the rules find in them.

Each builder gives something plain; a test changes the fields that it is about, and selects the
rules that it is about (`only`).
"""

from __future__ import annotations

import hashlib
from typing import Any, NamedTuple, TypeAlias

from zhperf.checking import CheckPlan, Noted, check
from zhperf.report import (
    Activity,
    Fund,
    Generator,
    Indicator,
    Objective,
    Report,
    Source,
    Table,
    Total,
)
from zhperf.rules import all_rules

Found: TypeAlias = tuple[str, int | None, str | None]
"""Code, row (None for a finding on anything larger) and field."""

_INDICATOR: dict[str, Any] = {
    "level1": "产出指标",
    "level2": "数量指标",
    "level3": "培训场次",
    "nature": "≥",
    "target": "10",
    "unit": "场",
    "actual": "11",
    "deviation": "无偏差",
}
_TABLE: dict[str, Any] = {
    "index": 1,
    "template": "department-activity",
    "title": "部门整体绩效自评表",
    "fiscal_year": 2024,
    "department": "某市教育局",
    "pages": [1],
}


def indicator(**fields: Any) -> Indicator:  # noqa: ANN401
    """An indicator: more than 10 场 of training promised, 11 held; None takes a field away."""
    return Indicator.model_validate(_INDICATOR | fields)


PLAIN: tuple[dict[str, Any], ...] = (
    {},
    {
        "level1": "效益指标",
        "level2": "社会效益指标",
        "level3": "参训教师上岗率",
        "target": "90",
        "unit": "%",
        "actual": "92.5%",
    },
    {
        "level1": "满意度指标",
        "level2": "服务对象满意度指标",
        "level3": "参训教师满意度",
        "target": "90",
        "unit": "%",
        "actual": "95.3%",
    },
    {
        "level1": "成本指标",
        "level2": "经济成本指标",
        "level3": "培训总成本",
        "nature": "≤",
        "target": "50",
        "unit": "万元",
        "actual": "48 万元",
    },
)
"""Fields of indicators of all dimensions, to none of which a rule objects."""


def plain(**fields: Any) -> list[Indicator]:  # noqa: ANN401
    """An indicator of each dimension, all with the given fields."""
    return [indicator(**(one | fields)) for one in PLAIN]


def activity(*indicators: Indicator, **fields: Any) -> Activity:  # noqa: ANN401
    """An activity with the given indicators, or with a plain one."""
    data: dict[str, Any] = {"name": "教师培训经费", "task": "提高教师队伍的素质。"}
    return Activity(**(data | fields), indicators=list(indicators) or [indicator()])


def table(*parts: Activity | Indicator, **fields: Any) -> Table:  # noqa: ANN401
    """A table of activities; bare indicators among the parts stand in one activity, the first."""
    bare = [one for one in parts if isinstance(one, Indicator)]
    activities = [one for one in parts if isinstance(one, Activity)]
    if bare or not activities:
        activities.insert(0, activity(*bare))
    return Table(**(_TABLE | {"activities": activities} | fields))


def report_of(*tables: Table) -> Report:
    """A report of tables, numbered in their order."""
    numbered = [one.model_copy(update={"index": i}) for i, one in enumerate(tables, start=1)]
    return Report(
        generator=Generator(version="0.1.0"),
        source=Source(path="表.pdf", sha256=hashlib.sha256(b"").hexdigest(), pages=1),
        tables=numbered,
    )


class Selection(NamedTuple):
    """Which rules run, and with which profile."""

    only: str | tuple[str, ...] = ""
    """Beginnings of codes: "ZP401", "ZP4"; "" runs all, those too that are off by default."""
    profile: str = "auto"

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the rules that run."""
        return frozenset(code for code in all_rules() if code.startswith(self.only))


def notes(report: Report, only: str | tuple[str, ...] = "", profile: str = "auto") -> list[Noted]:
    """All that the rules find, in order."""
    selection = Selection(only, profile)
    return check(report, CheckPlan(codes=selection.codes, profile=selection.profile))


def codes(report: Report, only: str | tuple[str, ...] = "", profile: str = "auto") -> list[Found]:
    """What the rules find: code, row and field of each finding, in order."""
    places = [(one.finding, one.finding.location) for one in notes(report, only, profile)]
    return [(found.code, at.row, at.field) for found, at in places]


def found(
    *parts: Activity | Indicator | Table,
    only: str | tuple[str, ...] = "",
    profile: str = "auto",
) -> list[Found]:
    """What the rules find in tables, or in one table of activities or of indicators."""
    tables = [one for one in parts if isinstance(one, Table)]
    others = [one for one in parts if not isinstance(one, Table)]
    return codes(report_of(*tables, *([table(*others)] if others else [])), only, profile)


def fund(**fields: Any) -> Fund:  # noqa: ANN401
    """A row of the funds block: all of 100 万元 spent."""
    data = {
        "name": "年度资金总额",
        "initial": "100",
        "budget": "100",
        "executed": "100",
        "weight": "10",
        "rate": "100%",
        "score": "10",
        "unit": "万元",
    }
    return Fund.model_validate(data | fields)


def objective(expected: str | None = None, achieved: str | None = None) -> Objective:
    """An overall objective."""
    return Objective(expected=expected, achieved=achieved)


def total(weight: str | None = "100", score: str | None = "100") -> Total:
    """A total row."""
    return Total(weight=weight, score=score)
