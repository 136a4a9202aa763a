"""Rows of the indicator grid: activities, indicators, notes, and where they are printed."""

from __future__ import annotations

import pytest

from unit.drawing import page, x_of, y_of
from unit.forms import HEADER, TITLE, WIDE_BAR, first, indicators, picture, read, ruled

ROW = "|创建活动|产出指标|执行率  |95%   |"


def test_merged_names_hold_their_indicators() -> None:
    table = read(
        first(
            ROW,
            "|        |        +--------+------+",
            "|        |        |完成率  |98%   |",
            "|        +--------+--------+------+",
            "|        |效益指标|就业人数|20    |",
            "-",
            "|文明活动|产出指标|次数    |3     |",
            "-",
        )
    )
    assert [
        (activity.name, [one.level3 for one in activity.indicators])
        for activity in table.activities
    ] == [("创建活动", ["执行率", "完成率", "就业人数"]), ("文明活动", ["次数"])]
    assert [one.level1 for one in table.activities[0].indicators] == [
        "产出指标", "产出指标", "效益指标",
    ]  # fmt: skip


def test_a_name_printed_in_each_row_is_one_activity() -> None:
    table = read(first(ROW, "-", ROW.replace("执行率", "完成率"), "-"))
    assert [len(activity.indicators) for activity in table.activities] == [2]


def test_another_task_is_another_activity() -> None:
    table = read(
        ruled(
            "|活动|任务|一级指标|三级指标|指标值|",
            "|甲  |子一|产出指标|执行率  |95%   |",
            "|甲  |子一|产出指标|完成率  |96%   |",
            "|甲  |子二|产出指标|次数    |3     |",
        )
    )
    assert [(one.name, one.task, len(one.indicators)) for one in table.activities] == [
        ("甲", "子一", 2), ("甲", "子二", 1),
    ]  # fmt: skip


def test_a_form_without_names() -> None:
    table = read(first("|        |产出指标|执行率  |95%   |", "-"))
    assert [activity.name for activity in table.activities] == [None]


def test_empty_lines_of_the_form_are_no_indicators() -> None:
    empty = "|        |        |        |      |"
    labelled = "|创建活动|效益指标|        |      |"
    assert len(indicators(first(ROW, "-", empty, "-", labelled, "-", empty, "-"))) == 1


def test_a_row_with_a_value_and_no_name_is_an_indicator() -> None:
    found = indicators(first(ROW, "-", "|创建活动|效益指标|        |5     |", "-"))
    assert [(one.level3, one.target) for one in found] == [("执行率", "95%"), (None, "5")]


def test_a_row_in_one_piece_is_a_note() -> None:
    table = read(
        picture(
            TITLE, "-", HEADER, "-", ROW, "-",
            "|备注：本表由各部门填报           |",
            WIDE_BAR,
            "|                                 |",
            WIDE_BAR,
        )
    )  # fmt: skip
    assert table.notes == ["备注：本表由各部门填报"]
    assert len(table.activities[0].indicators) == 1


# --- where ------------------------------------------------------------------------------


def test_regions_of_fields() -> None:
    (indicator,) = indicators(first(ROW, "-"))
    assert set(indicator.regions) == {"level1", "level3", "target"}
    (place,) = indicator.regions["target"]
    assert place.page == 1
    assert place.bbox == pytest.approx((x_of(27), y_of(3), x_of(34), y_of(5)), abs=0.1)


def test_the_region_of_a_title_holds_it() -> None:
    (place,) = read(first(ROW, "-")).regions["title"]
    boxes = page(TITLE).chars.boxes
    x0, top, x1, bottom = place.bbox
    assert x0 <= boxes[:, 0].min()
    assert top <= boxes[:, 1].min()
    assert x1 >= boxes[:, 2].max()
    assert bottom >= boxes[:, 3].max()


def test_a_cut_cell_has_two_regions_and_a_repair() -> None:
    (indicator,) = indicators(
        first("|创建活动|产出指标|创建城市|100   |", "-"),
        picture("-", "|        |        |文明活动|      |", "-"),
    )
    assert indicator.level3 == "创建城市文明活动"
    assert [place.page for place in indicator.regions["level3"]] == [1, 2]
    assert [(one.kind, one.field) for one in indicator.repairs] == [
        ("joined-over-page-break", "level3")
    ]


def test_a_repaired_name_says_so_once() -> None:
    table = read(first(ROW, "-"), picture("-", "|创建活动|效益指标|居民满意|100   |", "-"))
    (activity,) = table.activities
    assert [(one.kind, one.field) for one in activity.repairs] == [
        ("repeated-over-page-break", "name")
    ]
    assert [place.page for place in activity.regions["name"]] == [1, 2]
    assert all(one.repairs == [] for one in activity.indicators)
