"""Rows of the indicator grid: activities, indicators, notes, and where they are printed."""

from __future__ import annotations

import pytest

from unit.drawing import page, x_of, y_of
from unit.forms import (
    HEADER,
    NATIONAL_ROW,
    TITLE,
    WIDE_BAR,
    first,
    indicators,
    national,
    picture,
    read,
    readings,
    ruled,
)
from unit.merging import merged

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


# --- beside the grid --------------------------------------------------------------------

PLAIN = "一级指标|三级指标|年度指标值|实际完成值"
PLAIN_ROW = "产出指标|执行率|95%|96%"


@pytest.mark.parametrize("label", ["绩效指标", "年度绩效指标完成情况（90分）", "绩\n效\n指\n标"])
@pytest.mark.parametrize("over_header", [True, False], ids=["header too", "rows only"])
def test_a_label_beside_the_grid_only_names_it(label: str, over_header: bool) -> None:
    start = (label, "^") if over_header else ("", label)
    table = read(
        merged(f"{start[0]}|{PLAIN}", f"{start[1]}|{PLAIN_ROW}", "^|^|完成率|1|2", "^|^|比率|1|2")
    )
    assert [one.level1 for one in table.activities[0].indicators] == ["产出指标"] * 3
    assert (table.fields, table.activities[0].indicators[0].extra) == ({}, {})


@pytest.mark.parametrize("rows", [1, 2, 3])
def test_a_side_label_with_few_rows_is_no_header(rows: int) -> None:
    more = ["^|^|完成率|1|2"] * (rows - 1)
    table = read(merged(f"绩效指标|{PLAIN}", f"^|{PLAIN_ROW}", *more))
    assert len(table.activities[0].indicators) == rows


def test_an_unknown_text_beside_the_grid_is_kept() -> None:
    """What does not name the block may be a project's name."""
    table = read(merged(f"|{PLAIN}", f"甲工程|{PLAIN_ROW}", "^|^|完成率|1|2"))
    assert table.fields == {"甲工程": ""}
    assert table.template == "no-points"


def test_a_level_beside_the_grid_without_header_is_the_first_level() -> None:
    table = read(
        merged(
            "|二级指标|三级指标|年度指标值|实际完成值",
            "产出指标|数量指标|次数|1|2",
            "^|质量指标|比率|3|4",
            "效益指标|社会效益指标|人数|5|6",
        )
    )
    found = [(one.level1, one.level2) for one in table.activities[0].indicators]
    assert found == [
        ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标"),
    ]  # fmt: skip


@pytest.mark.parametrize("label", ["年度绩效目标1（40分）", "绩效目标2"])
def test_a_numbered_goal_beside_the_grid_is_kept(label: str) -> None:
    table = read(merged(f"{label}|{PLAIN}", f"^|{PLAIN_ROW}"))
    assert table.fields == {label: ""}


def test_an_indicator_whose_values_are_one_two_three_was_taken_for_column_numbers() -> None:
    table = read(merged("指标名称|年初指标值|全年完成值|得分", "里程|1|2|3", "完成率|5|6|7"))
    assert [one.level3 for one in table.activities[0].indicators] == ["里程", "完成率"]


# --- rows that were not filled in ---------------------------------------------------------

FILLED = "产出指标|数量指标|培训人数|100人|120人|10|9.5"


@pytest.mark.parametrize(
    "name",
    [
        "指标2：",
        "指标1:",
        "指标",
        "指标3",
        "……",
        "…",
        "...",
        "指标2：……",
        "指标1：/",
        "目标2：",
        "1.",
    ],
)
@pytest.mark.parametrize("value", ["", "/", "—", "-"])
def test_rows_that_were_not_filled_in(name: str, value: str) -> None:
    """They are left out, and told."""
    (reading,) = readings(national(rows=[FILLED, f"效益指标|社会效益|{name}|{value}||{value}|"]))
    (activity,) = reading.table.activities
    assert [one.level3 for one in activity.indicators] == ["培训人数"]
    assert [row[0].text for row in reading.empty_rows] == ["效益指标"]


def test_a_row_of_levels_only_was_not_filled_in() -> None:
    (reading,) = readings(national(rows=[FILLED, "效益指标|社会效益|||||"]))
    assert len(reading.table.activities[0].indicators) == len(reading.empty_rows) == 1


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("指标1：完成培训", ("", "", "", "")),
        ("完成培训", ("", "", "", "")),
        ("完成培训", ("/", "/", "/", "/")),
        ("培训", ("—", "", "", "")),
        ("指标2：", ("0", "", "", "")),
        ("指标2：", ("", "", "0", "")),
        ("", ("5", "", "", "")),
        ("……", ("95%", "", "", "")),
        ("指标1：", ("", "", "", "无")),
        ("", ("/", "", "", "")),
    ],
)
def test_rows_that_say_something(name: str, values: tuple[str, ...]) -> None:
    row = "|".join(("效益指标", "社会效益", name, *values))
    (reading,) = readings(national(rows=[FILLED, row]))
    (activity,) = reading.table.activities
    assert len(activity.indicators) == 2
    assert activity.indicators[1].level3 == (name or None)
    assert activity.indicators[1].target == (values[0] or None)
    assert reading.empty_rows == []


def test_an_empty_row_beside_a_remark_over_all_rows_is_empty() -> None:
    (reading,) = readings(
        merged(
            "一级指标|三级指标|年度指标值|实际完成值|备注",
            "产出指标|培训人数|1|2|按比例计分",
            "^|指标2：|||^",
        )
    )
    (indicator,) = reading.table.activities[0].indicators
    assert indicator.extra == {"备注": "按比例计分"}
    assert len(reading.empty_rows) == 1


@pytest.mark.parametrize("number", ["2", "（2）", "二"])
@pytest.mark.parametrize("header", ["序号", "编号"])
def test_a_row_with_nothing_but_its_number_was_not_filled_in(header: str, number: str) -> None:
    (reading,) = readings(
        merged(
            f"{header}|一级指标|三级指标|年度指标值|实际完成值",
            "1|产出指标|次数|1|2",
            f"{number}||||",
        )
    )
    assert len(reading.table.activities[0].indicators) == len(reading.empty_rows) == 1


# --- names that run over other columns ----------------------------------------------------


@pytest.mark.parametrize(
    ("row", "levels", "target"),
    [
        (
            "满意度指标|服务对象满意度|<|95%|96%|10|9",
            ("满意度指标", "服务对象满意度", "服务对象满意度"),
            "95%",
        ),
        ("满意度指标|<|群众满意|95%|96%|10|9", ("满意度指标", "满意度指标", "群众满意"), "95%"),
        ("满意度指标|<|<|95%|96%|10|9", ("满意度指标",) * 3, "95%"),
        ("满意度指标|<|<|95%|||", ("满意度指标",) * 3, "95%"),
        ("产出指标|质量指标|培训甲|<|96%|10|9", ("产出指标", "质量指标", "培训甲"), "培训甲"),
        ("预算执行率|<|<|100%|98%|10|9.8", ("预算执行率",) * 3, "100%"),
        ("预算执行|执行率|<|100%|98%|10|9", ("预算执行", "执行率", "执行率"), "100%"),
    ],
)  # fmt: skip
def test_a_merged_name_was_taken_for_a_footer(
    row: str, levels: tuple[str, ...], target: str
) -> None:
    """The merged text stands in each column that it covers; it may be in any row."""
    for rows in ([NATIONAL_ROW, row], [row, NATIONAL_ROW]):
        table = read(national(rows=rows))
        (found,) = [one for one in table.activities[0].indicators if one.level3 != "培训人数"]
        assert (found.level1, found.level2, found.level3) == levels
        assert found.target == target
        assert (table.notes, table.fields) == ([], {})


@pytest.mark.parametrize(
    "row", ["满意度指标|服务对象满意度指标|<||||", "满意度指标|<|<||||", "效益指标|<|指标1：||||"]
)
def test_merged_levels_alone_are_no_indicator(row: str) -> None:
    (reading,) = readings(national(rows=[NATIONAL_ROW, row]))
    assert len(reading.table.activities[0].indicators) == len(reading.empty_rows) == 1
    assert (reading.table.fields, reading.table.notes) == ({}, [])


@pytest.mark.parametrize(
    ("row", "fields"),
    [
        ("其他事项|<|<|无|<|<|<", {"其他事项": "无"}),
        ("主要问题|<|<|<|管理不严|<|<", {"主要问题": "管理不严"}),
    ],
)
def test_a_label_with_one_value_is_no_indicator(row: str, fields: dict[str, str]) -> None:
    table = read(national(rows=[NATIONAL_ROW, row]))
    assert (len(table.activities[0].indicators), table.fields) == (1, fields)


@pytest.mark.parametrize("row", ["负责人签字|<|<|张三|2024|10|5", "填表人|<|<|张三|<|10|5"])
def test_signatures_with_numbers_are_no_indicators(row: str) -> None:
    table = read(national(rows=[NATIONAL_ROW, row]))
    assert len(table.activities[0].indicators) == 1
