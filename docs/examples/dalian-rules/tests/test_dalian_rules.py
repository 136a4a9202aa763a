"""The rules on tables made by hand: run with pytest where zhperf and this package are installed."""

from __future__ import annotations

from typing import Any

from zhperf.checking import CheckPlan, check
from zhperf.report import Activity, Generator, Indicator, Report, Source, Table

PLAIN: dict[str, Any] = {
    "level1": "产出指标",
    "level2": "时效指标",
    "level3": "及时完成",
    "nature": "≤",
    "target": "12",
    "unit": "月",
}


def found(code: str, *activities: Activity) -> list[tuple[int | None, str | None, str]]:
    """Row, activity and message of what a rule finds in a table."""
    report = Report(
        generator=Generator(version="0.1"),
        source=Source(path="表.pdf", sha256="", pages=1),
        tables=[Table(index=1, template="unknown", pages=[1], activities=list(activities))],
    )
    notes = check(report, CheckPlan(codes=frozenset({code})))
    places = [(note.finding.location, note.finding.message) for note in notes]
    return [(place.row, place.activity, message) for place, message in places]


def activity(task: str | None = "开展培训", **fields: str) -> Activity:
    """An activity with one indicator of time, done by December."""
    return Activity(name="培训经费", task=task, indicators=[Indicator(**(PLAIN | fields))])


def test_an_activity_without_a_task_is_found() -> None:
    """One of two activities has a task: the other one should have."""
    message = "the activity 培训经费 does not say its task"
    assert found("DL001", activity(), activity(task=None)) == [(None, "培训经费", message)]


def test_a_form_without_tasks_is_none() -> None:
    """Forms of projects have no column for tasks."""
    assert found("DL001", activity(task=None), activity(task=None)) == []


def test_tasks_everywhere_are_right() -> None:
    """Nothing is missing."""
    assert found("DL001", activity(), activity()) == []


def test_a_percentage_is_no_date() -> None:
    """The unit may stand in its own column or in the cell."""
    expected = [(1, "培训经费", "及时完成 promises 80%, not a date")]
    assert found("DL002", activity(target="80", unit="%")) == expected
    assert found("DL002", activity(target="80%", unit="")) == expected


def test_a_month_is_a_date() -> None:
    """So is a day."""
    assert found("DL002", activity()) == []
    assert found("DL002", activity(target="2024年12月31日", unit="")) == []


def test_other_indicators_may_be_percentages() -> None:
    """Only indicators of time are asked for dates."""
    assert found("DL002", activity(level2="质量指标", target="80", unit="%")) == []
