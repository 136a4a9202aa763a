"""Notes under the frame."""

from __future__ import annotations

import pytest

from unit.forms import NATIONAL_ROW, national, read, readings


def notes(*below: str) -> list[str]:
    return read(national(below=below)).notes


@pytest.mark.parametrize(
    "line",
    [
        "注：一级指标分值统一设置。",
        "注:一级指标分值统一设置。",
        "注 一级指标分值统一设置。",
        "备注：无。",
        "填报人：张三  联系电话：123",
        "填表说明：按实际填写。",
        "附注1、按实际填写。",
        "*说明：按实际填写。",
        "注：",
    ],
)
def test_a_line_that_begins_a_note(line: str) -> None:
    assert notes(line) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "二、部门整体绩效自评情况",
        "根据财政部要求，本部门开展了自评。",
        "— 3 —",
        "12",
        "注意事项如下",
        "说明书一份",
    ],
)
def test_other_lines_are_no_notes(line: str) -> None:
    assert notes(line) == []


def test_a_note_of_several_lines() -> None:
    assert notes("注：一级指标分值统一设置为产出指标", "五十分，效益指标三十分。") == [
        "注：一级指标分值统一设置为产出指标五十分，效益指标三十分。"
    ]


def test_a_note_of_several_paragraphs() -> None:
    assert notes("注：1.甲", "2.乙", "（3）丙", "4、丁") == ["注：1.甲", "2.乙", "（3）丙", "4、丁"]


@pytest.mark.parametrize("line", ["四、自评结果", "（二）存在问题", "第二部分 自评情况"])
def test_a_section_of_the_report_ends_a_note(line: str) -> None:
    assert notes("注：1.甲", "2.乙", line, "丙") == ["注：1.甲", "2.乙"]


def test_several_notes() -> None:
    assert notes("注：甲", "填报人：张三", "联系电话：123") == [
        "注：甲",
        "填报人：张三",
        "联系电话：123",
    ]


@pytest.mark.parametrize("number", ["— 3 —", "- 3 -", "3", "第3页 共9页", "3/9"])
def test_a_page_number_ends_a_note(number: str) -> None:
    assert notes("注：甲", number, "乙") == ["注：甲"]


def test_prose_after_a_gap_is_no_note() -> None:
    assert notes("注：甲", "", "", "二、其他情况") == ["注：甲"]


def test_the_heading_of_the_next_form_is_no_note() -> None:
    assert notes("注：甲", "项目支出绩效自评表") == ["注：甲"]


def test_the_places_of_a_note() -> None:
    table = read(national(below=["注：甲", "乙"]))
    assert [place.page for place in table.regions["notes.0"]] == [1, 1]


def test_notes_in_and_under_the_frame_are_in_order() -> None:
    foot = "备注：表内|<|<|<|<|<|<"
    assert read(national(rows=[NATIONAL_ROW, foot], below=["注：表外"])).notes == [
        "备注：表内", "注：表外",
    ]  # fmt: skip


def test_notes_on_the_next_page_are_not_lost() -> None:
    """They stand under the frame on the page that it ends on."""
    (reading,) = readings(national(), national(above=(), below=["注：甲"]))
    assert reading.table.notes == ["注：甲"]
