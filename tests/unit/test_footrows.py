"""Rows under the indicators: totals, labels and values, notes."""

from __future__ import annotations

import pytest

from unit.forms import NATIONAL_ROW, national, read
from unit.merging import merged
from zhperf.report import Table

# --- the total ----------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["总分", "合计", "总 计", "得分合计", "总分（分）："])
@pytest.mark.parametrize(
    "row",
    ["{}|<|<|<|<|100|98.5", "{}|<|<|||100|98.5", "{}||||<|100|98.5", "|{}||||100|98.5"],
    ids=["merged", "names merged", "first cell", "second cell"],
)
def test_a_total(row: str, label: str) -> None:
    table = read(national(rows=[NATIONAL_ROW, row.format(label)]))
    assert (table.total.weight, table.total.score) == ("100", "98.5")
    assert len(table.activities[0].indicators) == 1
    assert (table.notes, table.fields) == ([], {})
    assert {"total.weight", "total.score"} <= set(table.regions)


def test_a_total_in_the_column_of_names() -> None:
    """Flat forms have no other place for it."""
    table = read(merged("指标名称|指标值|完成值|分值|得分", "培训人数|1|2|10|9", "合计|||100|98"))
    assert (table.total.weight, table.total.score) == ("100", "98")
    assert [one.level3 for one in table.activities[0].indicators] == ["培训人数"]


def test_a_total_beside_a_merged_level() -> None:
    """The level is no note of the total."""
    table = read(national(rows=[NATIONAL_ROW, "^|总分|<|<|<|100|98.5"]))
    assert (table.total.score, table.notes) == ("98.5", [])
    table = read(national(rows=[NATIONAL_ROW, "^|总分|<|||100|98.5"]))
    assert (table.total.score, table.notes) == ("98.5", [])


def test_a_total_without_points() -> None:
    table = read(national(rows=[NATIONAL_ROW, "总分|<|<|<|<||98.5"]))
    assert (table.total.weight, table.total.score) == (None, "98.5")


def test_other_texts_of_the_total_are_notes() -> None:
    table = read(national(rows=[NATIONAL_ROW, "总分|<|<|优秀|<|100|98.5"]))
    assert (table.total.score, table.notes) == ("98.5", ["优秀"])


def test_a_total_over_points_and_score() -> None:
    """One number for both columns is the points of neither alone: it is not lost."""
    table = read(national(rows=[NATIONAL_ROW, "总分|<|<|<|<|98.5|<"]))
    assert len(table.activities[0].indicators) == 1
    assert table.total.weight == "98.5" or table.total.score == "98.5" or table.notes == ["98.5"]


def test_an_indicator_whose_name_is_the_word_total_is_one() -> None:
    table = read(national(rows=["产出指标|数量指标|合计|100人|120人|10|9.5"]))
    assert [one.level3 for one in table.activities[0].indicators] == ["合计"]


# --- rows at the foot ---------------------------------------------------------------------


def foot(*rows: str) -> Table:
    return read(national(rows=[NATIONAL_ROW, *rows]))


def test_labels_and_values_at_the_foot() -> None:
    table = foot(
        "偏差大或目标未完成原因分析|<|无|<|<|<|<",
        "改进措施及结果应用方案|<|加强管理|<|<|<|<",
        "存在问题|<||<|<|<|<",
    )
    assert table.fields == {
        "偏差大或目标未完成原因分析": "无",
        "改进措施及结果应用方案": "加强管理",
        "存在问题": "",
    }
    assert len(table.activities[0].indicators) == 1


def test_signatures_at_the_foot() -> None:
    table = foot("填报人|<|张三|<|联系电话|123|<")
    assert table.fields == {"填报人": "张三", "联系电话": "123"}


def test_signatures_in_one_cell_each() -> None:
    table = foot("填报人：张三|<|<|联系电话：123|<|<|<")
    assert table.notes == ["填报人：张三", "联系电话：123"]


def test_a_note_over_the_width() -> None:
    table = foot("注：一级指标分值统一设置|<|<|<|<|<|<")
    assert table.notes == ["注：一级指标分值统一设置"]


def test_a_footer_after_the_total() -> None:
    table = foot("总分|<|<|<|<|100|98", "备注|<|无重大偏差|<|<|<|<")
    assert (table.total.score, table.fields) == ("98", {"备注": "无重大偏差"})


def test_a_second_total_is_not_lost() -> None:
    """Forms with a grid for each goal print a total under each."""
    total = "合计|<|<|<|<|{}|{}"
    table = read(
        national(rows=[NATIONAL_ROW, total.format(50, 48), NATIONAL_ROW, total.format(40, 39)])
    )
    assert (table.total.weight, table.total.score) == ("50", "48")
    assert table.notes == ["40", "39"]
