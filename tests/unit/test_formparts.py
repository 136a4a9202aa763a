"""A table cut into forms, and which rows are above, in and under each grid."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from unit.drawing import joined, stitched
from unit.forms import NATIONAL, NATIONAL_ROW, forms, readings
from unit.merging import merged
from zhperf.formparts import Form, cut_forms, is_head
from zhperf.grids import LogicalRow, distinct
from zhperf.templates import builtin_lexicon


def line(text: str) -> str:
    """A row of one cell over the whole width."""
    return text + "|<" * 6


def pair(label: str, value: str) -> str:
    return f"{label}|<|{value}|<|<|<|<"


GRID = (NATIONAL, NATIONAL_ROW)
TITLE = line("项目支出绩效自评表")


def texts(rows: Iterable[LogicalRow]) -> list[str]:
    return [" ".join(cell.text for cell in distinct(row) if cell.text) for row in rows]


def parts(form: Form) -> tuple[list[str], list[int], list[str]]:
    """Texts above the grids, number of rows in each grid, texts under them."""
    head = [text for block in form.head for text in texts(block)]
    return head, [len(grid.rows) for grid in form.grids], texts(form.tail)


def cut(*rows: str) -> list[tuple[list[str], list[int], list[str]]]:
    return [parts(form) for form in forms(merged(*rows))]


def test_a_table_without_a_header_has_no_form() -> None:
    assert cut("科目|名称|金额", "205|教育|100") == []


def test_head_grid_and_tail() -> None:
    rows = (pair("项目名称", "甲"), *GRID, NATIONAL_ROW, pair("存在问题", "无"), line("注：乙"))
    assert cut(*rows) == [(["项目名称 甲"], [2], ["存在问题 无", "注：乙"])]


def test_the_total_is_in_the_grid() -> None:
    rows = (*GRID, "总分|<|<|<|<|100|99", pair("存在问题", "无"))
    assert cut(*rows) == [([], [2], ["存在问题 无"])]


def test_two_forms_in_one_frame_with_titles() -> None:
    first = (TITLE, pair("项目名称", "甲"), *GRID, pair("存在问题", "无"))
    second = (TITLE, pair("项目名称", "乙"), *GRID)
    assert cut(*first, *second) == [
        (["项目支出绩效自评表", "项目名称 甲"], [1], ["存在问题 无"]),
        (["项目支出绩效自评表", "项目名称 乙"], [1], []),
    ]


def test_two_forms_in_one_frame_told_by_the_label_of_the_name() -> None:
    first = (pair("项目名称", "甲"), *GRID, pair("存在问题", "无"))
    second = (pair("项目名称", "乙"), pair("主管部门", "局"), *GRID)
    assert cut(*first, *second) == [
        (["项目名称 甲"], [1], ["存在问题 无"]),
        (["项目名称 乙", "主管部门 局"], [1], []),
    ]


def test_the_second_form_of_a_frame_begins_above_its_title() -> None:
    """报表编号 and 附件 stand above the title and belong to it."""
    second = (line("报表编号：510000_0013zp"), TITLE, pair("项目名称", "乙"), *GRID)
    first = (TITLE, pair("项目名称", "甲"), *GRID)
    assert cut(*first, *second)[1][0] == [
        "报表编号：510000_0013zp", "项目支出绩效自评表", "项目名称 乙",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["附件2", "附表3", "表二"])
def test_what_may_stand_above_a_title(text: str) -> None:
    found = cut(TITLE, *GRID, line(text), TITLE, *GRID)
    assert found[1][0] == [text, "项目支出绩效自评表"]


def test_the_second_grid_of_a_form() -> None:
    """长期 and 年度 indicators; what stands between belongs to the one form."""
    rows = (pair("项目名称", "甲"), *GRID, pair("年度目标", "完成"), *GRID, line("注：乙"))
    assert cut(*rows) == [(["项目名称 甲", "年度目标 完成"], [1, 1], ["注：乙"])]


def test_the_indicators_of_two_grids_are_one_table() -> None:
    other = NATIONAL_ROW.replace("培训人数", "培训次数")
    (reading,) = readings(
        merged(pair("项目名称", "甲"), *GRID, pair("年度目标", "完成"), NATIONAL, other)
    )
    (activity,) = reading.table.activities
    assert [one.level3 for one in activity.indicators] == ["培训人数", "培训次数"]
    assert reading.table.overall_objective.expected == "完成"


def test_forms_in_one_frame_are_tables_of_their_own() -> None:
    first = (TITLE, pair("项目名称", "甲"), *GRID, pair("存在问题", "无"))
    second = (TITLE, pair("项目名称", "乙"), *GRID, line("注：丙"))
    one, two = (reading.table for reading in readings(merged(*first, *second)))
    assert [table.activities[0].name for table in (one, two)] == ["甲", "乙"]
    assert [table.index for table in (one, two)] == [1, 2]
    assert (one.fields, one.notes, two.fields, two.notes) == (
        {"存在问题": "无"}, [], {}, ["注：丙"],
    )  # fmt: skip


def test_a_header_printed_again_is_a_grid_of_the_same_form() -> None:
    assert cut(*GRID, *GRID) == [([], [1, 1], [])]


def test_a_title_row_under_the_last_grid_belongs_to_no_indicator() -> None:
    (found,) = cut(*GRID, TITLE, pair("项目名称", "乙"))
    assert found[1:] == ([1], ["项目支出绩效自评表", "项目名称 乙"])


# --- where a grid ends ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "in_grid"),
    [
        (("|||||<|",), 1),  # blank rows at the end are no indicators
        (("效益指标|社会效益|知晓率|95%|96%|10|9",), 2),
        ((pair("存在问题", "无"),), 1),
        ((pair("存在问题", "无"), "效益指标|社会效益|知晓率|95%|96%|10|9"), 3),
        (("填报人|张三|审核人|李四|电话|123|",), 1),
        ((pair("存在问题", "无"), "填报人|张三|李四||||"), 1),
        ((line("项目支出绩效自评表"),), 1),
        (("主管部门|<|局|<|<|<|<",), 1),
    ],
)
def test_rows_of_the_grid(rows: tuple[str, ...], in_grid: int) -> None:
    ((_, (count,), _),) = cut(*GRID, *rows)
    assert count == in_grid


# --- tables that are the head of the next -----------------------------------------------


def heads(*tables: str) -> list[bool]:
    """Whether each table may be the head of one under it."""
    return [is_head(table, builtin_lexicon()) for table in stitched("\n\n\n".join(tables))]


@pytest.mark.parametrize(
    ("rows", "head"),
    [
        (("项目名称|甲", "主管部门|局"), True),
        (("项目名称|甲|实施单位|乙",), True),
        (("项目名称|甲",), False),
        (("科目|金额", "教育|100"), False),
        (("总分|得分", "合计|备注"), False),
    ],
)
def test_tables_that_may_be_a_head(rows: tuple[str, ...], head: bool) -> None:
    assert heads(merged(*rows)) == [head]


def test_tables_right_above_are_the_head_of_the_form() -> None:
    picture = "\n".join(
        (
            "项目支出绩效自评表",
            merged("项目名称|甲工程|主管部门|局"),
            "（单位：万元）",
            merged("年度总体目标|完成"),
            "",
            merged(*GRID),
        )
    )
    first, second, table = stitched(picture)
    (form,) = cut_forms(table, builtin_lexicon(), [first, second])
    assert parts(form)[0] == ["项目名称 甲工程 主管部门 局", "年度总体目标 完成"]
    assert [line.text for line in form.above][:1] == ["项目支出绩效自评表"]
    assert "（单位：万元）" in [line.text for line in form.above]


def test_pages_of_each_form_are_those_of_its_rows() -> None:
    first = merged(*GRID, pair("项目名称", "乙"), *GRID)
    table = joined(first, merged(*GRID))
    assert [form.pages for form in cut_forms(table, builtin_lexicon())] == [[1], [1, 2]]
