"""No rule fails on any report, whatever stands in its fields."""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
from hypothesis import given, settings

from rules.making import notes, report_of
from zhperf.report import Activity, Fund, Indicator, Objective, Repair, Table, Total

PIECES = [
    "≥",
    "=",
    "100",
    "15-20",
    "%",
    "万",
    "次",
    "篇/个",
    "定性",
    "未完成",
    "无偏差",
    "2023年",
    "12月底前",
    "**",
    "XXX",
    "……",
    "（100字以内）",
    "产出指标",
    "满意度指标",
    "成本指标",
    "（",
    "）",
    "《",
    "；",
    "1.",
    "①",
    "\n",
    " ",
    "\x00",
    "\ud800",
    "{",
    "}",
    "𠮷",
    "½",
    "-",
    "/",
    "约",
    "不少于",
    "优",
    "1e999",
    "9" * 30,
    "{value}",
    "٣",
    "²",
]
TEXT = st.none() | st.lists(st.sampled_from(PIECES), max_size=6).map("".join) | st.text(max_size=8)
PRINTABLE = TEXT.filter(lambda text: text is None or "\ud800" not in text)


def of(model: type[Any], **more: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A model with any texts in those of its fields that hold one."""
    texts = {
        name: PRINTABLE
        for name, field in model.model_fields.items()
        if field.annotation == (str | None)
    }
    return st.builds(model, **(texts | more))


PAIRS = st.dictionaries(PRINTABLE.map(str), PRINTABLE.map(str), max_size=2)
REPAIRS = st.lists(
    st.builds(
        Repair,
        kind=st.sampled_from(["cells-moved", "joined-over-rows", "header-changes", ""]),
        field=st.sampled_from(["level1", "target", "extra.说明", ""]),
        detail=PRINTABLE.map(str),
    ),
    max_size=2,
)
INDICATORS = of(Indicator, extra=PAIRS, regions=st.just({}), parsed=st.none(), repairs=REPAIRS)
ACTIVITIES = of(
    Activity,
    indicators=st.lists(INDICATORS, max_size=3),
    regions=st.just({}),
    repairs=st.just([]),
)
TABLES = of(
    Table,
    index=st.just(1),
    template=st.sampled_from(["department-activity", "unknown", ""]),
    fiscal_year=st.none() | st.sampled_from([0, 2023, 2024]),
    pages=st.just([]),
    overall_objective=of(Objective),
    funds=st.lists(of(Fund, extra=PAIRS), max_size=2),
    fields=PAIRS,
    activities=st.lists(ACTIVITIES, max_size=3),
    total=of(Total),
    notes=st.lists(PRINTABLE.map(str), max_size=2),
    regions=st.just({}),
    repairs=REPAIRS,
)


@settings(max_examples=50)
@given(st.lists(TABLES, max_size=2))
def test_rules_take_any_report(tables: list[Table]) -> None:
    report = report_of(*tables)
    for note in notes(report):
        assert note.finding.message
        assert note.finding.location.path == report.source.path
