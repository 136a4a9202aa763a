"""Tables in text files: what is a row, what is a line, and where everything stands."""

from __future__ import annotations

import pytest

from transcriptions.reading import HEADER, TITLE, indicators, names, read, tabbed, table_of
from zhperf.errors import DamagedFileError, NoTableError
from zhperf.report import LineRegion

FIRST = "甲|做甲|产出指标|数量指标|场次|≥|10|场|12|无偏差"
SECOND = "||效益指标|社会效益指标|满意|≥|90|%|95%|无偏差"


def test_empty_fields_belong_to_the_cells_above() -> None:
    (activity,) = table_of(FIRST, "||||人数|≥|5|人|6|无偏差", SECOND).activities
    assert (activity.name, activity.task) == ("甲", "做甲")
    assert [(one.level1, one.level2, one.level3) for one in activity.indicators] == [
        ("产出指标", "数量指标", "场次"),
        ("产出指标", "数量指标", "人数"),
        ("效益指标", "社会效益指标", "满意"),
    ]


def test_what_a_new_group_leaves_empty_is_empty() -> None:
    table = table_of(FIRST, "乙||产出指标||次数|≥|1|次|1|无偏差")
    last = indicators(table)[-1]
    assert [activity.name for activity in table.activities] == ["甲", "乙"]
    assert (table.activities[1].task, last.level1, last.level2) == (None, "产出指标", None)


def test_another_task_of_the_same_activity() -> None:
    table = table_of(FIRST, "|做乙|产出指标|数量指标|次数|≥|1|次|1|无偏差")
    assert [(a.name, a.task) for a in table.activities] == [("甲", "做甲"), ("甲", "做乙")]


def test_values_are_traced_to_line_and_field() -> None:
    table = table_of(FIRST, SECOND)
    assert table.activities[0].regions["name"] == [LineRegion(line=3, column=1)]
    assert indicators(table)[1].regions["actual"] == [LineRegion(line=4, column=9)]
    assert indicators(table)[1].regions["level1"] == [LineRegion(line=4, column=3)]
    assert table.regions["title"] == [LineRegion(line=1)]
    assert table.pages == []


def test_the_source_says_that_it_is_a_text() -> None:
    source = read(tabbed(TITLE, HEADER, FIRST)).source
    assert (source.kind, source.pages) == ("text", None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings(encoding: str) -> None:
    (table,) = read(tabbed(TITLE, HEADER, FIRST).encode(encoding)).tables
    assert (table.title, table.fiscal_year) == (TITLE, 2024)


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(DamagedFileError, match="damaged"):
        read(b"\xff\xff\x80\t\x80\xff\xff")


def test_line_ends_of_other_systems() -> None:
    text = tabbed(TITLE, HEADER, FIRST).replace("\n", "\r\n")
    assert names(read(text).tables[0]) == ["场次"]


def test_a_title_with_tabs_is_no_row() -> None:
    (table,) = read(tabbed(f"|||{TITLE}", HEADER, FIRST)).tables
    assert table.title == TITLE


def test_a_page_number_between_rows_does_not_end_the_table() -> None:
    (table,) = read(tabbed(TITLE, HEADER, FIRST, "", "- 5 -", "", SECOND)).tables
    assert names(table) == ["场次", "满意"]


def test_other_text_between_two_tables() -> None:
    report = read(
        tabbed(TITLE, HEADER, FIRST, "", "项目支出绩效自评表（2023年度）", HEADER, SECOND)
    )
    assert [(t.title, t.fiscal_year, names(t)) for t in report.tables] == [
        (TITLE, 2024, ["场次"]),
        ("项目支出绩效自评表（2023年度）", 2023, ["满意"]),
    ]


def test_a_pipe_table() -> None:
    text = (
        f"# {TITLE}\n\n"
        "| **一级指标** | 二级指标 | 三级指标 | 指标值 | 实际完成值 |\n"
        "|:--|---|---|:-:|---|\n"
        "| 产出指标 | 数量指标 | 场次 \\| 人数 | ≥10场 | 12<br>场 |\n"
        "| | 质量指标 | 合格率 | ≥90% | 95% |\n"
    )
    (table,) = read(text, ".md").tables
    assert (table.title, names(table)) == (TITLE, ["场次 | 人数", "合格率"])
    assert [one.actual for one in indicators(table)] == ["12场", "95%"]
    assert indicators(table)[1].level1 == "产出指标"
    assert indicators(table)[1].regions["target"] == [LineRegion(line=6, column=4)]


def test_rows_of_different_lengths() -> None:
    table = table_of(FIRST + "|", SECOND)
    assert [one.deviation for one in indicators(table)] == ["无偏差", "无偏差"]


def test_a_field_beyond_the_header_is_kept() -> None:
    (one,) = indicators(table_of(FIRST + "|另有说明"))
    assert one.extra == {"column 11": "另有说明"}


@pytest.mark.parametrize("text", ["", "没有表格的文字。\n", "一\t二\n三\t四\n"])
def test_a_text_without_an_indicator_table(text: str) -> None:
    with pytest.raises(NoTableError):
        read(text)


def test_a_pipe_table_without_pipes_at_its_ends() -> None:
    text = (
        "说明 | 不是表格\n\n"
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值\n"
        "---|:-:|---|---|---\n"
        "产出指标 | 数量指标 | 场次 | ≥10场 | 12场\n"
        " | 质量指标 | 合格率 | ≥90% | 95%\n"
    )
    (table,) = read(text, ".md").tables
    assert names(table) == ["场次", "合格率"]
    assert indicators(table)[1].regions["target"] == [LineRegion(line=6, column=4)]


@pytest.mark.parametrize(
    "line", ["说明：以上为上半年", "下半年", "以及其他工作", "1234", "2024 / 12"]
)
def test_a_line_between_rows_loses_no_row(line: str) -> None:
    (table,) = read(tabbed(TITLE, HEADER, FIRST, line, SECOND)).tables
    assert names(table) == ["场次", "满意"]
    assert indicators(table)[1].level1 == "效益指标"


def test_a_note_between_rows_is_kept() -> None:
    (table,) = read(tabbed(TITLE, HEADER, FIRST, "说明：以上为上半年", SECOND)).tables
    assert table.notes == ["说明：以上为上半年"]


def test_a_wider_rest_of_a_table_is_told() -> None:
    report = read(tabbed(TITLE, HEADER, FIRST, "下半年", SECOND + "|另有|说明"))
    assert names(report.tables[0]) == ["场次"]
    (finding,) = report.findings
    assert (finding.code, finding.location.place) == ("ZP121", LineRegion(line=5, column=3))


def test_another_table_under_a_heading_is_not_joined() -> None:
    text = tabbed(TITLE, HEADER, FIRST, "收入支出决算总表", "||||≥|1|2|3|4|5", "||||≥|1|2|3|4|5")
    assert names(read(text).tables[0]) == ["场次"]
