"""Rows and cells that a page break splits, or seems to."""

from __future__ import annotations

import pytest

from regressions.sheets import HEADER, TITLE, first, sheet
from unit.drawing import joined
from unit.forms import read
from zhperf.grids import LogicalTable
from zhperf.report import Activity, Indicator

ROW = "|创建活动|开展创建。|产出指标|合格率  |95%    |无偏差              |"


def activities(*pages: str) -> list[Activity]:
    return read(*pages).activities


def names(*pages: str) -> list[tuple[str | None, str | None, list[str | None]]]:
    """Name, task and indicators of each activity."""
    return [
        (activity.name, activity.task, [one.level3 for one in activity.indicators])
        for activity in activities(*pages)
    ]


def the_indicator(*pages: str) -> Indicator:
    (activity,) = activities(*pages)
    (indicator,) = activity.indicators
    return indicator


def doubts(table: LogicalTable) -> list[str]:
    return [doubt.detail for doubt in table.doubts]


# --- a row split between paragraphs -----------------------------------------------------

UPPER = (
    "|创建活动|开展创建。|产出指标|合格率  |95%    |一是资金未到位。    |",
    "|        |          |        |        |       |二是项目延期。      |",
)
LOWER = (
    "|        |          |        |        |       |三是人员变动。      |",
    "|        |          |        |        |       |四是加强管理。      |",
)
DEVIATION = "一是资金未到位。二是项目延期。三是人员变动。四是加强管理。"


def test_a_new_paragraph_after_the_break_was_an_indicator_without_name() -> None:
    """Office software splits a row between two paragraphs of its deviation."""
    pages = first(UPPER), sheet(LOWER)
    row = the_indicator(*pages)
    assert (row.level3, row.target, row.deviation) == ("合格率", "95%", DEVIATION)
    assert [region.page for region in row.regions["deviation"]] == [1, 2]
    assert [(repair.kind, repair.field) for repair in row.repairs] == [
        ("joined-over-page-break", "deviation")
    ]


def test_the_row_under_the_rest_of_a_split_one_is_new() -> None:
    """Office software prints the next row there, under the same activity and task."""
    lower = (
        *LOWER,
        "|        |          +--------+--------+-------+--------------------+",
        "|        |          |效益指标|知晓率  |90%    |无偏差              |",
    )
    pages = first(UPPER), sheet(lower)
    assert names(*pages) == [("创建活动", "开展创建。", ["合格率", "知晓率"])]
    assert activities(*pages)[0].indicators[0].deviation == DEVIATION


def test_a_new_paragraph_under_a_header_printed_again() -> None:
    """Office software prints the header on each page, above the rest of a split row too."""
    assert the_indicator(first(UPPER), sheet(LOWER, header=HEADER)).deviation == DEVIATION


def test_a_complete_value_without_name_is_no_rest() -> None:
    """Spreadsheets merge a name over two values; the break falls between them."""
    nameless = "|        |          |        |        |80%    |                    |"
    (activity,) = activities(first(ROW), sheet(nameless))
    assert [row.target for row in activity.indicators] == ["95%", "80%"]


def test_a_task_went_on_in_a_new_paragraph_and_became_another() -> None:
    """Office software leaves the level empty on the next page: so all left of it goes on."""
    upper = (
        "|创建活动|一是创。  |产出指标|合格率  |95%    |无偏差              |",
        "|        |二是宣。  |        |        |       |                    |",
    )
    lower = "|        |三是巡。  |        |知晓率  |90%    |无偏差              |"
    assert names(first(upper), sheet(lower)) == [
        ("创建活动", "一是创。二是宣。三是巡。", ["合格率", "知晓率"])
    ]


def test_the_tail_of_a_number_was_a_row() -> None:
    """Browsers break a number that fills its cell, and the page at that very place."""
    upper = "|创建活动|开展创建。|产出指标|投资额  |1,234.5|无偏差              |"
    lower = "|        |          |        |        |6      |                    |"
    row = the_indicator(first(upper), sheet(lower))
    assert (row.level3, row.target) == ("投资额", "1,234.56")


def test_a_number_after_one_that_leaves_room_is_a_value() -> None:
    """Browsers break a number only where no digit more has room."""
    upper = "|创建活动|开展创建。|产出指标|投资额  |1,234  |无偏差              |"
    lower = "|        |          |        |        |6      |                    |"
    assert [row.target for row in activities(first(upper), sheet(lower))[0].indicators] == [
        "1,234",
        "6",
    ]


# --- cells that fill their last line by chance ------------------------------------------


def test_a_task_that_ends_with_a_full_stop_took_the_next_one() -> None:
    """Office software prints both tasks as wide as their cell, the break between them."""
    lower = "|        |宣传创城。|效益指标|知晓率  |90%    |无偏差              |"
    pages = first(ROW), sheet(lower)
    assert names(*pages) == [
        ("创建活动", "开展创建。", ["合格率"]),
        ("创建活动", "宣传创城。", ["知晓率"]),
    ]
    (doubt,) = doubts(joined(*pages))
    assert "开展创建。|宣传创城。" in doubt


@pytest.mark.parametrize("above", ["效益指标", "满意度  "])
def test_a_name_went_on_although_the_levels_begin_again(above: str) -> None:
    """Forms print output, benefit, satisfaction: output once more is of another task."""
    upper = f"|创建活动|开展创建工|{above}|居民满意|95%    |无偏差              |"
    lower = "|宣传活动|开展宣传工|产出指标|刊发数  |90%    |无偏差              |"
    assert names(first(upper), sheet(lower)) == [
        ("创建活动", "开展创建工", ["居民满意"]),
        ("宣传活动", "开展宣传工", ["刊发数"]),
    ]


def test_another_task_of_the_same_activity_was_joined() -> None:
    """Office software leaves the activity empty; the levels begin again with its next task."""
    upper = "|创建活动|开展创建工|满意度  |居民满意|95%    |无偏差              |"
    lower = "|        |开展宣传工|产出指标|刊发数  |90%    |无偏差              |"
    assert names(first(upper), sheet(lower)) == [
        ("创建活动", "开展创建工", ["居民满意"]),
        ("创建活动", "开展宣传工", ["刊发数"]),
    ]


def test_a_sentence_that_is_cut_still_goes_on() -> None:
    """Office software breaks the page inside a task; no full stop ends its upper part."""
    upper = "|创建活动|开展创建工|产出指标|合格率  |95%    |无偏差              |"
    lower = "|        |作。      |效益指标|知晓率  |90%    |无偏差              |"
    assert names(first(upper), sheet(lower)) == [
        ("创建活动", "开展创建工作。", ["合格率", "知晓率"])
    ]


# --- empty names ------------------------------------------------------------------------


def test_an_activity_with_an_empty_task_took_the_task_before() -> None:
    """Spreadsheets print the name of an activity again where its next task is not filled in."""
    rows = ROW, "|创建活动|          |效益指标|知晓率  |90%    |无偏差              |"
    assert names(first(*rows)) == [
        ("创建活动", "开展创建。", ["合格率"]),
        ("创建活动", None, ["知晓率"]),
    ]


def test_an_empty_task_of_another_activity() -> None:
    """Spreadsheets leave the task of an activity empty."""
    rows = ROW, "|宣传活动|          |效益指标|知晓率  |90%    |无偏差              |"
    assert names(first(*rows)) == [
        ("创建活动", "开展创建。", ["合格率"]),
        ("宣传活动", None, ["知晓率"]),
    ]


# --- columns, totals, footers -----------------------------------------------------------


def test_text_under_a_header_over_two_columns_was_dropped() -> None:
    """Spreadsheets merge the header over number and unit without naming the unit."""
    header = "|活动    |任务      |一级指标|三级指标|指标值      |偏差原因和改进措施  |"
    row = "|创建活动|开展创建。|产出指标|合格率  |95%    |年底|无偏差              |"
    indicator = the_indicator(sheet(row, title=TITLE, header=header))
    assert (indicator.target, indicator.deviation) == ("95%", "无偏差")
    assert indicator.extra == {"指标值": "年底"}


SCORED = "|活动    |一级指标|三级指标|指标值|分值|得分|"
SCORED_ROW = "|创建活动|产出指标|合格率  |95%   |90  |85  |"


TOTALS = {
    "over-all": "|总分                             |100 |95.5|",
    "over-the-levels": "|        |合计             |      |100 |95.5|",
    "beside-an-empty-target": "|总分                      |      |100 |95.5|",
}


@pytest.mark.parametrize("total", TOTALS.values(), ids=TOTALS.keys())
def test_the_total_was_an_indicator(total: str) -> None:
    """Spreadsheets merge the word for the total over the levels, left of its weight."""
    table = read(sheet(SCORED_ROW, total, title=TITLE, header=SCORED))
    assert (table.total.weight, table.total.score) == ("100", "95.5")
    assert [len(activity.indicators) for activity in table.activities] == [1]
    assert table.notes == []


FOOTER = "|填报人：张三              |联系电话：12345 |"
NOTES = ["填报人：张三", "联系电话：12345"]


def test_a_footer_of_two_cells_was_an_indicator() -> None:
    """Office software prints who filled the form in, and the telephone, as its last row."""
    table = read(sheet(SCORED_ROW, FOOTER, title=TITLE, header=SCORED))
    assert table.notes == NOTES
    assert [len(activity.indicators) for activity in table.activities] == [1]


@pytest.mark.parametrize("name", ["创建    ", "创建活动"], ids=["short-name", "full-name"])
@pytest.mark.parametrize("header", ["", SCORED], ids=["bare", "header-again"])
@pytest.mark.parametrize(
    ("last", "notes"),
    [(FOOTER, NOTES), (TOTALS["over-all"], [])],
    ids=["footer", "total"],
)
def test_a_last_row_after_a_page_break_was_an_indicator(
    last: str, notes: list[str], header: str, name: str
) -> None:
    """Office software carries footer and total over to a page of their own.

    A cell that fills its line above does not go on in one over other columns.
    """
    row = SCORED_ROW.replace("创建活动", name)
    table = read(sheet(row, title=TITLE, header=SCORED), sheet(last, header=header))
    assert table.notes == notes
    (activity,) = table.activities
    assert (activity.name, [row.level3 for row in activity.indicators]) == (
        name.strip(),
        ["合格率"],
    )
