"""Rules of a city for `zhperf check`: an example, not what any city really asks.

Each rule is a function, which says where, and a page, which says what and why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhperf.forms import PERCENTS, Form, is_blank
from zhperf.rules import Bilingual, Hit, Rule, RulePage

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["RULES"]


def activity_without_task(form: Form) -> Iterator[Hit]:
    """DL001: an activity does not say what is to be done."""
    activities = form.table.activities
    if all(is_blank(activity.task) for activity in activities):
        return  # the form has no column for tasks
    for activity in activities:
        if is_blank(activity.task):
            yield form.hit("task", activity=activity, name=activity.name or "")


def time_as_percentage(form: Form) -> Iterator[Hit]:
    """DL002: an indicator of time promises a percentage, not a date."""
    for row in form.rows:
        if row.level2 == "时效" and any(one.unit in PERCENTS for one in row.quantities):
            yield row.hit("target", unit=row.indicator.unit or "")


RULES = [
    Rule(
        RulePage(
            code="DL001",
            name="activity-without-task",
            severity="error",
            since="0.1",
            message=Bilingual(
                "the activity {name} does not say its task", "活动“{name}”未填写任务"
            ),
            help=Bilingual(
                "say in the task column what was to be done with the money",
                "请在任务栏写明该项经费用于完成的工作",
            ),
            what=Bilingual(
                "Finds activities whose task is blank, in forms where another activity has one.",
                "同一表格中其他活动已填写任务，而该活动的任务为空。",
            ),
            why=Bilingual(
                "Without a task nobody can tell whether the indicators fit what was to be done.",
                "没有任务，就无法判断绩效指标与工作内容是否相符。",
            ),
            example=Bilingual("activity 网信办经费, task blank", "活动为“网信办经费”，任务为空"),
            evidence=("示例中虚构的要求 (invented for this example)",),
        ),
        activity_without_task,
    ),
    Rule(
        RulePage(
            code="DL002",
            name="time-as-percentage",
            severity="warning",
            since="0.1",
            message=Bilingual(
                "{name} promises {value}{unit}, not a date",
                "时效指标“{name}”的指标值为 {value}{unit}，不是完成时间",
            ),
            help=Bilingual(
                "name the month or day by which it is done",
                "请填写完成时限，例如“2024年12月底前”",
            ),
            what=Bilingual(
                "Finds indicators of time (时效指标) whose target is a percentage.",
                "时效指标的指标值为百分比。",
            ),
            why=Bilingual(
                "A share of work that is done in time does not say when it is to be done.",
                "按时完成的比例不能说明应在何时完成。",
            ),
            example=Bilingual("及时完成, ≥ 80 %", "三级指标“及时完成”，指标值 ≥80%"),
            evidence=("示例中虚构的要求 (invented for this example)",),
        ),
        time_as_percentage,
    ),
]
"""What the entry point names."""
