"""What stands above the grid: title, year, pairs of label and value, objectives."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from unit.drawing import y_of
from unit.forms import HEADER, TITLE, WIDE_BAR, first, national, picture, read
from unit.merging import merged
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


def test_a_second_heading_in_the_frame_is_not_lost() -> None:
    """The one next to the form counts."""
    upper, lower = "专项资金绩效目标表", "项目支出绩效自评表"
    table = form(*(f"{text}|<|<|<|<|<|<" for text in (upper, lower)), above=())
    assert (table.title, table.fields) == (lower, {upper: ""})


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


# --- pairs in all shapes ------------------------------------------------------------------


def form(*rows: str, above: Sequence[str] = (TITLE,)) -> Table:
    """The national form with these rows above its grid."""
    return read(national(*rows, above=above))


def test_three_pairs_on_a_row() -> None:
    table = form("主管部门|财政局|实施单位|预算处|项目性质|经常性|<")
    assert (table.department, table.implementing_unit) == ("财政局", "预算处")
    assert table.fields == {"项目性质": "经常性"}


def test_merged_labels_and_values() -> None:
    table = form("项目名称|<|甲工程|<|<|<|<", "主管部门|<|财政局|<|实施单位|<|预算处")
    assert table.activities[0].name == "甲工程"
    assert (table.department, table.implementing_unit) == ("财政局", "预算处")
    assert table.fields == {}


def test_a_value_over_two_rows() -> None:
    table = form("主管部门|<|财政局|<|项目性质|<|经常性", "^|^|^|^|联系人|<|张三")
    assert table.department == "财政局"
    assert table.fields == {"项目性质": "经常性", "联系人": "张三"}


@pytest.mark.parametrize(
    "label", ["项目名称", "项目（专项）名称", "*项目名称：", "1.项目名称", "专 项\n名 称"]
)
def test_labels_of_the_name(label: str) -> None:
    table = form(f"{label}|<|甲工程|<|<|<|<")
    assert (table.activities[0].name, table.fields) == ("甲工程", {})


def test_the_name_of_a_form_with_activities_is_a_pair() -> None:
    table = read(
        merged(
            "项目名称|甲工程|<|<",
            "活动|一级指标|三级指标|指标值",
            "创建|产出指标|次数|3",
        )
    )
    assert [activity.name for activity in table.activities] == ["创建"]
    assert table.fields == {"项目名称": "甲工程"}


@pytest.mark.parametrize(
    ("rows", "fields"),
    [
        (("主管部门|<|财政局|<|项目性质|<|",), {"项目性质": ""}),
        (("主管部门|<||<|项目性质|<|经常性",), {"项目性质": "经常性"}),
        (("项目属性|<|项目性质|<|经常性|<|<",), {"项目属性": "", "项目性质": "经常性"}),
        (("项目属性|<|项目性质|<|项目类别|<|<",), {"项目属性": "", "项目性质": "", "项目类别": ""}),
        (("没听说过|<|一个值|<|又一个|<|另一值",), {"没听说过": "一个值", "又一个": "另一值"}),
        (("没听说过|<||<|又一个|<|另一值",), {"没听说过": "", "又一个": "另一值"}),
        (("没听说过|<|<|<|<|<|<",), {"没听说过": ""}),
        (("填报单位（盖章）：某局|<|<|<|<|<|<",), {"填报单位（盖章）": "某局"}),
        (("填报人：张三|<|<|电话：123|<|<|<",), {"填报人": "张三", "电话": "123"}),
        (("目标1：培训|<|<|目标2：建设|<|<|<",), {"目标1": "培训", "目标2": "建设"}),
        (("项目属性|<|备注：新|<|项目性质|<|旧",), {"项目属性": "备注：新", "项目性质": "旧"}),
        (
            ("项目起止时间|<|2022年3月-2023年11月|<|<|<|<",),
            {"项目起止时间": "2022年3月-2023年11月"},
        ),
        (
            ("项目概况|<|实施内容：培训。\n范围：全市。|<|<|<|<",),
            {"项目概况": "实施内容：培训。范围：全市。"},
        ),
    ],
)
def test_pairs(rows: tuple[str, ...], fields: dict[str, str]) -> None:
    assert form(*rows).fields == fields


def test_pairs_with_labels_in_one_row_and_values_in_the_next() -> None:
    table = form("|<|主管部门|<|项目性质|<|项目类别", "|<|财政局|<|经常性|<|甲类")
    assert table.department == "财政局"
    assert table.fields == {"项目性质": "经常性", "项目类别": "甲类"}


def test_the_same_label_three_times() -> None:
    table = form("资金甲|1|资金甲|2|资金甲|3|<")
    assert table.fields == {"资金甲": "1", "资金甲*": "2", "资金甲**": "3"}


def test_a_pair_in_one_cell_may_be_a_field() -> None:
    table = form("项目名称：甲工程|<|<|<|<|<|<", "主管部门：财政局|<|<|<|<|<|<")
    assert (table.activities[0].name, table.department) == ("甲工程", "财政局")
    assert table.fields == {}


@pytest.mark.parametrize("label", ["绩效目标", "年度总体目标", "项目绩效目标"])
def test_an_objective_in_one_cell_with_its_label(label: str) -> None:
    table = form(f"{label}：完成培训|<|<|<|<|<|<")
    assert (table.overall_objective.expected, table.fields) == ("完成培训", {})


def test_blocks_that_only_name_what_stands_beside_them() -> None:
    table = form("项目基本情况|项目性质|<|经常性|<|<|<", "^|项目类别|<|甲类|<|<|<")
    assert table.fields == {"项目性质": "经常性", "项目类别": "甲类"}


def test_the_label_of_a_block_with_a_text_beside_it_is_a_pair() -> None:
    table = form("项目立项情况|<|已立项|<|<|<|<")
    assert table.fields == {"项目立项情况": "已立项"}


# --- which of several labels counts --------------------------------------------------------


@pytest.mark.parametrize(
    ("labels", "chosen"),
    [
        (("省级主管部门", "地方主管部门"), "地方主管部门"),
        (("省级主管部门", "主管部门"), "主管部门"),
        (("单位名称", "主管部门"), "主管部门"),
        (("主管部门", "主管部门"), "主管部门"),
    ],
)
def test_the_preferred_of_several_departments(labels: tuple[str, str], chosen: str) -> None:
    values = ("甲局", "乙局")
    table = form("|".join((labels[0], "<", values[0], "<", labels[1], "<", values[1])))
    place = labels.index(chosen)
    assert table.department == values[place]
    other = labels[1 - place] + ("*" if labels[0] == labels[1] else "")
    assert table.fields == {other: values[1 - place]}


def test_a_preferred_department_without_value_leaves_it_to_the_next() -> None:
    table = form("主管部门|<||<|省级主管部门|<|乙局")
    assert (table.department, table.fields) == ("乙局", {})


def test_the_central_department_is_a_pair() -> None:
    table = form("中央主管部门|<|甲部|<|地方主管部门|<|乙局")
    assert (table.department, table.fields) == ("乙局", {"中央主管部门": "甲部"})


# --- lines between heading and frame ----------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("单位：万元", {"单位": "万元"}),
        ("单位：万元  填报人：张三", {"单位": "万元", "填报人": "张三"}),
        (
            "填报单位（盖章）：某局    填报日期：2024年1月",
            {"填报单位（盖章）": "某局", "填报日期": "2024年1月"},
        ),
        ("填报人：", {"填报人": ""}),
        ("（2024年度）", {}),
        ("表二", {}),
    ],
)
def test_lines_above_the_frame(line: str, fields: dict[str, str]) -> None:
    table = form("项目名称|<|甲工程|<|<|<|<", above=(TITLE, line))
    assert table.fields == fields


def test_the_department_on_a_line_above_the_frame() -> None:
    table = form("项目名称|<|甲工程|<|<|<|<", above=(TITLE, "主管部门：财政局   实施单位：预算处"))
    assert (table.department, table.implementing_unit) == ("财政局", "预算处")
    assert table.fields == {}


def test_lines_above_the_heading_are_of_something_else() -> None:
    table = form("项目名称|<|甲工程|<|<|<|<", above=("单位：万元", TITLE))
    assert table.fields == {}
