"""What stands above the grid: title, year, pairs of label and value, objectives."""

from __future__ import annotations

import pytest

from unit.drawing import y_of
from unit.forms import HEADER, TITLE, WIDE_BAR, first, picture, read
from zhperf.report import Table

ROW = "|创建活动|产出指标|执行率  |95%   |"


# --- title and year ---------------------------------------------------------------------


def test_a_year_on_its_own_line() -> None:
    table = read(picture(TITLE, "（2024年度）", "-", HEADER, "-", ROW, "-"))
    assert (table.title, table.fiscal_year) == (TITLE, 2024)


def test_a_year_in_chinese_digits() -> None:
    table = read(first(ROW, "-", title="二〇二三年度部门整体绩效自评表"))
    assert (table.title, table.fiscal_year) == ("二〇二三年度部门整体绩效自评表", 2023)


def test_the_title_next_to_the_form_counts() -> None:
    table = read(
        picture("2023年度绩效目标表", "", "2024年度绩效自评表", "-", HEADER, "-", ROW, "-")
    )
    assert (table.title, table.fiscal_year) == ("2024年度绩效自评表", 2024)


def test_title_and_year_inside_the_frame() -> None:
    page_ = picture(
        WIDE_BAR,
        "|       部门整体绩效自评表        |",
        WIDE_BAR,
        "|          （2024年度）           |",
        "-",
        HEADER,
        "-",
        ROW,
        "-",
    )
    table = read(page_)
    assert (table.title, table.fiscal_year) == (TITLE, 2024)
    assert table.fields == {}
    assert [region.bbox[1] for region in table.regions["title"]] == [
        pytest.approx(y_of(0), abs=0.1)
    ]


def test_a_form_without_title() -> None:
    table = read(picture("附件", "-", HEADER, "-", ROW, "-"))
    assert (table.title, table.fiscal_year) == (None, None)


def test_a_title_far_above_is_of_something_else() -> None:
    table = read(picture(TITLE, *["说明"] * 8, "-", HEADER, "-", ROW, "-"))
    assert table.title is None


# --- labels and values ------------------------------------------------------------------


def head(*rows: str) -> Table:
    return read(picture(TITLE, "-", *rows, HEADER, "-", ROW, "-"))


def test_departments_and_other_fields() -> None:
    table = head(
        "|主管部门|财政局  |实施单位|预算处|",
        "-",
        "|项目性质|经常性  |联系人  |张三  |",
        "-",
    )
    assert (table.department, table.implementing_unit) == ("财政局", "预算处")
    assert table.fields == {"项目性质": "经常性", "联系人": "张三"}
    assert {"department", "implementing_unit", "fields.联系人"} <= set(table.regions)


def test_labels_that_are_printed_twice_are_both_kept() -> None:
    table = head("|资金    |100     |资金    |200   |", "-")
    assert list(table.fields.values()) == ["100", "200"]


def test_a_label_without_value() -> None:
    table = head("|主管部门|        |项目性质|      |", "-")
    assert table.department is None
    assert table.fields == {"项目性质": ""}


OBJECTIVES = (
    "|年初总体目标     |全年完成情况   |",
    "+-----------------+---------------+",
    "|创建文明城市，提 |全部完成       |",
    "|高居民满意度     |               |",
)


def test_objectives_under_their_labels() -> None:
    table = head(*OBJECTIVES, "-")
    assert table.overall_objective.expected == "创建文明城市，提高居民满意度"
    assert table.overall_objective.achieved == "全部完成"
    assert table.fields == {}


def test_objectives_beside_a_label_of_their_block() -> None:
    table = head(
        "|绩效目标|年初目标|完成情况       |".replace("完成情况       ", "全年完成情况   "),
        "|        +--------+---------------+",
        "|        |创建    |已完成         |",
        "-",
    )
    assert table.overall_objective.expected == "创建"
    assert table.overall_objective.achieved == "已完成"
    assert table.fields == {}


def test_an_objective_beside_its_label() -> None:
    table = head("|年度总体目标     |创建文明城市   |", "-")
    assert table.overall_objective.expected == "创建文明城市"
    assert table.fields == {}
