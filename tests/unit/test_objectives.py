"""Objectives in all shapes, and the score of the form in its head."""

from __future__ import annotations

import pytest

from unit.forms import NATIONAL_ROW, TITLE, national, read
from zhperf.report import Table


def form(*rows: str) -> Table:
    """The national form with these rows above its grid."""
    return read(national(*rows, above=(TITLE,)))


@pytest.mark.parametrize(
    "rows",
    [
        ("年度总体目标|<|<|全年完成情况|<|<|<", "完成培训|<|<|已完成|<|<|<"),
        ("年度总体目标|<|<|完成培训|<|<|<", "全年完成情况|<|<|已完成|<|<|<"),
        ("年度总体目标|<|完成培训|全年完成情况|<|已完成|<",),
        ("年度总体目标|年初设定目标|<|<|全年实际完成情况|<|<", "^|完成培训|<|<|已完成|<|<"),
        ("年度总体目标|预期目标|<|完成培训|<|<|<", "^|实际完成情况|<|已完成|<|<|<"),
        ("年\n度\n总\n体\n目\n标|预期目标|<|<|实际完成情况|<|<", "^|完成培训|<|<|已完成|<|<"),
        ("总体目标及完成情况|预期目标|<|<|实际完成情况|<|<", "^|完成培训|<|<|已完成|<|<"),
    ],
    ids=["stacked", "rows", "one row", "block", "block with rows", "upright", "other block"],
)
def test_both_objectives(rows: tuple[str, ...]) -> None:
    table = form(*rows)
    objective = table.overall_objective
    assert (objective.expected, objective.achieved) == ("完成培训", "已完成")
    assert table.fields == {}


@pytest.mark.parametrize(
    "rows",
    [
        ("年度总体目标|预期目标|<|完成情况|<|得分|备注", "^|完成培训|<|已完成|<|9|无"),
        ("年度总体目标|<|<|完成情况|<|得分|备注", "完成培训|<|<|已完成|<|9|无"),
    ],
)
def test_points_and_remarks_beside_the_objectives(rows: tuple[str, ...]) -> None:
    table = form(*rows)
    objective = table.overall_objective
    assert (objective.expected, objective.achieved) == ("完成培训", "已完成")
    assert table.fields == {"得分": "9", "备注": "无"}


@pytest.mark.parametrize(
    ("rows", "expected", "achieved"),
    [
        (("年度总体目标|<|<|全年完成情况|<|<|<", "|<|<||<|<|<"), None, None),
        (("年度总体目标|<|<|全年完成情况|<|<|<", "完成培训|<|<||<|<|<"), "完成培训", None),
        (("年度总体目标|<|<|全年完成情况|<|<|<", "|<|<|已完成|<|<|<"), None, "已完成"),
        (("年度总体目标|<||<|<|<|<",), None, None),
        (("年度总体目标|<|完成培训|<|<|<|<",), "完成培训", None),
    ],
)
def test_objectives_without_texts(
    rows: tuple[str, ...], expected: str | None, achieved: str | None
) -> None:
    table = form(*rows)
    objective = table.overall_objective
    assert (objective.expected, objective.achieved, table.fields) == (expected, achieved, {})


@pytest.mark.parametrize(
    "rows",
    [
        ("实施期目标|<|<|年度目标|<|<|<", "三年建成|<|<|完成培训|<|<|<"),
        ("总体目标|实施期目标|<|<|年度目标|<|<", "^|三年建成|<|<|完成培训|<|<"),
        ("实施期目标|<|<|三年建成|<|<|<", "年度目标|<|<|完成培训|<|<|<"),
    ],
)
def test_a_long_term_objective_is_a_pair(rows: tuple[str, ...]) -> None:
    table = form(*rows)
    assert table.overall_objective.expected == "完成培训"
    assert table.fields == {"实施期目标": "三年建成"}


def test_a_long_term_objective_over_labels_of_its_own() -> None:
    table = form("实施期目标|预期目标|<|<|实际完成情况|<|<", "^|完成培训|<|<|已完成|<|<")
    objective = table.overall_objective
    assert (objective.expected, objective.achieved) == ("完成培训", "已完成")
    assert table.fields == {"实施期目标": ""}


def test_numbered_goals_with_texts() -> None:
    table = form("年度绩效目标1|<|完成培训|<|<|<|<", "年度绩效目标2|<|完成建设|<|<|<|<")
    assert table.fields == {"年度绩效目标1": "完成培训", "年度绩效目标2": "完成建设"}


def test_one_numbered_goal_is_the_objective() -> None:
    table = form("年度绩效目标1|<|完成培训|<|<|<|<")
    assert (table.overall_objective.expected, table.fields) == ("完成培训", {})


def test_a_numbered_goal_beside_an_objective_is_a_pair() -> None:
    table = form("年度总体目标|<|完成工作|<|<|<|<", "年度绩效目标1|<|完成培训|<|<|<|<")
    assert table.overall_objective.expected == "完成工作"
    assert table.fields == {"年度绩效目标1": "完成培训"}


def test_an_objective_of_several_lines() -> None:
    table = form("年度总体目标|<|目标1：完成培训；\n目标2：完成建设。|<|<|<|<")
    assert table.overall_objective.expected == "目标1：完成培训；目标2：完成建设。"
    assert table.fields == {}


def test_the_score_of_the_form_in_its_head() -> None:
    table = form("自评总分（分）|<|86.40|<|<|<|<")
    assert (table.total.score, table.fields) == ("86.40", {})


def test_the_score_of_the_form_in_head_and_total() -> None:
    """The row of totals counts; the other is kept as it is printed."""
    table = read(national("自评总分|<|86.40|<|<|<|<", rows=[NATIONAL_ROW, "总分|<|<|<|<|100|86.4"]))
    assert (table.total.score, table.fields) == ("86.4", {"自评总分": "86.40"})
