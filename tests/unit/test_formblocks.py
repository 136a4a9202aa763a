"""Blocks above the grid: funds in all shapes, and blocks whose values have two labels."""

from __future__ import annotations

import pytest

from unit.forms import national, read
from zhperf.formblocks import money_unit
from zhperf.report import Table


def form(*rows: str) -> Table:
    return read(national(*rows))


def funds(*rows: str) -> list[dict[str, object]]:
    """What each row of the funds prints, in a form that has nothing else."""
    table = form(*rows)
    assert (table.fields, table.notes) == ({}, [])
    return [
        {key: value for key, value in fund.model_dump().items() if value} for fund in table.funds
    ]


# --- with a header ------------------------------------------------------------------------

HEADER = "项目资金（万元）||年初预算数|全年预算数（A）|全年执行数（B）|分值|执行率（B/A）"
TOTAL_ROW = "^|年度资金总额|100|90|80.5|10|89.4%"
TOTAL = {
    "name": "年度资金总额", "initial": "100", "budget": "90", "executed": "80.5", "weight": "10",
    "rate": "89.4%", "unit": "万元",
}  # fmt: skip


def test_the_national_block() -> None:
    found = funds(
        HEADER,
        TOTAL_ROW,
        "^|其中：当年财政拨款|100|90|80.5|—|",
        "^|其他资金||/||—|",
        "^|上年结转||||—|",
    )
    assert found == [
        TOTAL,
        {
            "name": "其中：当年财政拨款", "initial": "100", "budget": "90", "executed": "80.5",
            "weight": "—", "unit": "万元",
        },
        {"name": "其他资金", "budget": "/", "weight": "—", "unit": "万元"},
        {"name": "上年结转", "weight": "—", "unit": "万元"},
    ]  # fmt: skip


def test_a_row_that_is_a_name_alone() -> None:
    assert funds(HEADER, TOTAL_ROW, "^|其他资金|||||")[1] == {"name": "其他资金", "unit": "万元"}


def test_each_value_has_its_place() -> None:
    table = form(HEADER, TOTAL_ROW)
    assert {f"funds.0.{field}" for field in TOTAL if field != "unit"} <= set(table.regions)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("项目资金（万元）", "万元"),
        ("项目资金(元)", "元"),
        ("项目资金（单位：万元）", "万元"),
        ("预算执行情况（金额：亿元）", "亿元"),
        ("项目资金", None),
        ("万元户项目", None),
    ],
)
def test_the_unit_of_money(text: str, unit: str | None) -> None:
    assert money_unit([text]) == unit
    assert money_unit(["", "其他", text]) == unit


def test_the_unit_in_the_header_of_a_column() -> None:
    found = funds(
        "项目资金||预算数（元）|执行数（元）|分值|执行率|得分", "^|年度资金总额|9|8|10|89%|8.9"
    )
    assert (found[0]["unit"], found[0]["score"]) == ("元", "8.9")


def test_a_block_without_a_unit() -> None:
    found = funds("预算执行情况||预算数|执行数|分值|执行率|得分", "^|年度资金总额|9|8|10|89%|8.9")
    assert "unit" not in found[0]


def test_groups_beside_the_names() -> None:
    found = funds(
        "年度预算申请（万元）|||预算数|执行数|分值|得分",
        "^|年度资金总额|<|9|8|10|8.9",
        "^|按收入性质分|一般公共预算|5|4||",
        "^|^|其他资金|4|4||",
        "^|按支出性质分|基本支出|3|3||",
    )
    assert [(one.get("group"), one["name"]) for one in found] == [
        (None, "年度资金总额"), ("按收入性质分", "一般公共预算"), ("按收入性质分", "其他资金"),
        ("按支出性质分", "基本支出"),
    ]  # fmt: skip
    assert [one["budget"] for one in found] == ["9", "5", "4", "3"]


def test_a_column_without_field_is_extra() -> None:
    found = funds(
        "项目资金||预算数|执行数|执行率|得分计算方法|颜色",
        "^|年度资金总额|9|8|89%|按比例|红",
        "^|其他资金|1|1|100%||",
    )
    assert [one.get("extra") for one in found] == [{"得分计算方法": "按比例", "颜色": "红"}, None]


def test_a_merged_column_is_repeated_for_each_row() -> None:
    found = funds(
        "项目资金||预算数|执行数|执行率|得分计算方法|得分",
        "^|年度资金总额|9|8|89%|按比例|8",
        "^|其他资金|1|1|100%|^|^",
    )
    assert [(one["extra"], one["score"]) for one in found] == [
        ({"得分计算方法": "按比例"}, "8")
    ] * 2


def test_two_columns_of_one_field() -> None:
    """The first has it, the other is kept."""
    found = funds("项目资金||预算数|执行数|执行率|得分|得分", "^|年度资金总额|9|8|89%|7|6")
    assert (found[0]["score"], found[0]["extra"]) == ("7", {"得分": "6"})


def test_a_label_in_the_corner() -> None:
    found = funds(
        "资金来源|<|年初预算数|全年预算数|执行数|分值|执行率", "年度资金总额|<|1|2|3|10|4%"
    )
    assert found == [
        {
            "name": "年度资金总额", "initial": "1", "budget": "2", "executed": "3", "weight": "10",
            "rate": "4%",
        }
    ]  # fmt: skip


def test_column_numbers_are_no_funds() -> None:
    assert funds(HEADER, "^|行次|1|2|3|4|5", TOTAL_ROW) == [TOTAL]


def test_funds_are_read_with_what_stands_under_them() -> None:
    table = form(HEADER, TOTAL_ROW, "年度总体目标|<|完成培训|<|<|<|<")
    assert [fund.name for fund in table.funds] == ["年度资金总额"]
    assert table.overall_objective.expected == "完成培训"
    assert table.fields == {}


def test_a_block_without_a_side_label_ends_with_its_columns() -> None:
    table = form(
        "|<|年初预算数|全年预算数|执行数|分值|执行率",
        "年度资金总额|<|1|2|3|10|4%",
        "项目性质|<|经常性|<|<|<|<",
    )
    assert [fund.name for fund in table.funds] == ["年度资金总额"]
    assert table.fields == {"项目性质": "经常性"}


def test_a_loose_row_in_the_block() -> None:
    found = funds(HEADER, TOTAL_ROW, "^|一般公共预算：100|<|<|政府性基金：20|<|<")
    assert [(one["name"], one["budget"]) for one in found[1:]] == [
        ("一般公共预算", "100"), ("政府性基金", "20"),
    ]  # fmt: skip


def test_numbers_of_the_columns_under_their_merged_headers() -> None:
    found = funds(HEADER, "^|^|（A）|（B）|（C）|^|^", TOTAL_ROW)
    assert found == [TOTAL]


def test_amounts_under_their_names() -> None:
    table = form("资金来源（万元）|合计|财政拨款|上年结转|其他资金|备注|<", "^|100|80|10|10|无|<")
    assert [(one.name, one.budget, one.unit) for one in table.funds] == [
        ("合计", "100", "万元"), ("财政拨款", "80", "万元"), ("上年结转", "10", "万元"),
        ("其他资金", "10", "万元"),
    ]  # fmt: skip
    assert table.fields == {"备注": "无"}


# --- without a header ---------------------------------------------------------------------


def test_amounts_beside_their_names() -> None:
    found = funds(
        "资金情况（万元）|年度资金总额：|<|10|<|<|<",
        "^|其中：财政拨款|<|8|<|<|<",
        "^|其他资金|<||<|<|<",
    )
    assert found == [
        {"name": "年度资金总额：", "budget": "10", "unit": "万元"},
        {"name": "其中：财政拨款", "budget": "8", "unit": "万元"},
        {"name": "其他资金", "unit": "万元"},
    ]


def test_two_amounts_on_a_row() -> None:
    found = funds("项目资金|财政资金|8|<|其他资金|2|<", "^|银行贷款||<|自筹资金|1|<")
    assert [(one["name"], one.get("budget")) for one in found] == [
        ("财政资金", "8"), ("其他资金", "2"), ("银行贷款", None), ("自筹资金", "1"),
    ]  # fmt: skip


def test_amounts_in_the_cells_of_their_names() -> None:
    found = funds(
        "资金总额及构成|资金总额：100|<|<|<|<|<", "^|一般公共预算：90|<|<|政府性基金：10|<|<"
    )
    assert [(one["name"], one["budget"]) for one in found] == [
        ("资金总额", "100"), ("一般公共预算", "90"), ("政府性基金", "10"),
    ]  # fmt: skip


def test_a_row_of_funds_without_any_block() -> None:
    assert funds("年度资金总额|<|10|<|<|<|<") == [{"name": "年度资金总额", "budget": "10"}]


# --- blocks whose values have two labels --------------------------------------------------


def test_a_block_of_aspects() -> None:
    table = form(
        "资金管理情况||<|情况说明|分值|得分|存在问题和改进措施",
        "^|分配科学性|<|按因素分配|6|6|",
        "^|下达及时性|<|及时|6|5|无",
        "^|使用规范性|<||||",
    )
    assert table.fields == {
        "分配科学性 情况说明": "按因素分配",
        "分配科学性 分值": "6",
        "分配科学性 得分": "6",
        "下达及时性 情况说明": "及时",
        "下达及时性 分值": "6",
        "下达及时性 得分": "5",
        "下达及时性 存在问题和改进措施": "无",
        "使用规范性": "",
    }
    assert table.funds == []


def test_a_value_over_several_aspects_is_told_with_each() -> None:
    table = form(
        "资金管理情况||<|情况说明|分值|得分|存在问题",
        "^|分配科学性|<|按因素|6|6|无",
        "^|下达及时性|<|及时|6|5|^",
    )
    assert table.fields["分配科学性 存在问题"] == table.fields["下达及时性 存在问题"] == "无"


def test_aspects_in_two_columns() -> None:
    table = form(
        "项目实施进度计划|||开始时间|<|完成时间|<",
        "^|第一步|招标|1月|<|3月|<",
    )
    assert table.fields == {"第一步 招标 开始时间": "1月", "第一步 招标 完成时间": "3月"}


# --- rows that only look like the header of a block ---------------------------------------


@pytest.mark.parametrize(
    ("rows", "fields"),
    [
        (
            ("全年预算数|100|执行数|95|执行率|95%|<", "项目属性|新增|项目性质|甲|联系人|乙|<"),
            {
                "全年预算数": "100", "执行数": "95", "执行率": "95%",
                "项目属性": "新增", "项目性质": "甲", "联系人": "乙",
            },
        ),
        (
            ("分值|10|得分|9|权重|5|<", "项目属性|新增|项目性质|甲|联系人|乙|<"),
            {
                "分值": "10", "得分": "9", "权重": "5",
                "项目属性": "新增", "项目性质": "甲", "联系人": "乙",
            },
        ),
        (("全年预算数|<|/|<|执行数|<|",), {"全年预算数": "/", "执行数": ""}),
    ],
)  # fmt: skip
def test_labels_with_amounts_beside_them(rows: tuple[str, ...], fields: dict[str, str]) -> None:
    table = form(*rows)
    assert (table.fields, table.funds) == (fields, [])
