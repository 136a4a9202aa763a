"""Words that forms print everywhere."""

from __future__ import annotations

import pytest

from zhperf.vocabulary import (
    HEADER_WORDS,
    STUB_WORDS,
    is_complete,
    is_header_row,
    is_stub_header,
    is_title,
    plain,
    year_in,
)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("指 标 值", "指标值"),
        ("指标值：", "指标值"),
        ("指标\n值", "指标值"),
        ("（三级）指标", "三级指标"),
        ("年初目标值(Ａ)", "年初目标值A"),
        ("得分/分值", "得分分值"),
        ("１００％", "100%"),
    ],
)
def test_labels_are_compared_without_noise(text: str, same: str) -> None:
    assert plain(text) == plain(same) == same


def test_different_words_stay_different() -> None:
    assert plain("一级指标") != plain("二级指标")


def test_words_of_the_lists_are_plain() -> None:
    assert {plain(word) for word in HEADER_WORDS | STUB_WORDS} == HEADER_WORDS | STUB_WORDS


@pytest.mark.parametrize(
    ("texts", "header"),
    [
        (["活动", "一级指标", "指标值"], True),
        (["活动", "一级指标"], False),
        (["活动", "一级指标", "指标值", "", "", "", "", ""], True),  # empty cells do not count
        (["活动", "一级指标", "指标值", "甲", "乙"], True),  # three of five
        (["活动", "一级指标", "指标值", "甲", "乙", "丙"], False),  # three of six
        (["活 动", "一级指标：", "（指标值）"], True),
        (["创建活动", "产出指标", "95%"], False),
        ([], False),
    ],
)
def test_a_header_row_prints_mostly_header_words(texts: list[str], header: bool) -> None:
    assert is_header_row(texts) is header


@pytest.mark.parametrize("text", ["活动", "工作 任务", "一级指标", "二级指标"])
def test_headers_of_grouping_columns(text: str) -> None:
    assert is_stub_header(text)


@pytest.mark.parametrize("text", ["三级指标", "指标值", "备注", ""])
def test_headers_of_other_columns(text: str) -> None:
    assert not is_stub_header(text)


@pytest.mark.parametrize(
    "text",
    [
        "部门整体绩效自评表",
        "2024年度部门整体绩效自评表",
        "项目支出绩效目标申报表",
        "部门（单位）整体支出绩效自评情况表",
        "附件2：绩效目标运行监控表",
        " 部门整体绩效自评表 ",
        "部门整体绩效自评表（2024年度）",
    ],
)
def test_titles(text: str) -> None:
    assert is_title(text)


@pytest.mark.parametrize(
    "text",
    [
        "部门整体绩效自评报告",
        "绩效自评表说明如下。",
        "目录",
        "2024年度",
        "",
        "根据财政部有关要求，本部门对照年初设定的绩效目标，认真组织开展自评工作，现填报部门整体绩效自评表",
    ],
)
def test_other_lines(text: str) -> None:
    assert not is_title(text)


@pytest.mark.parametrize(
    "text",
    [
        "产出指标",
        "质量指标",
        "数量",
        "满意度 指标",
        "≥",
        "＝",
        "95%",
        "≥100",
        "12.5",
        "无偏差",
        "定性",
    ],
)
def test_texts_that_stand_for_themselves(text: str) -> None:
    assert is_complete(text)


@pytest.mark.parametrize("text", ["文明活动", "100次", "数量指标完成率", "标", "的指标", ""])
def test_texts_that_could_be_the_rest_of_another(text: str) -> None:
    assert not is_complete(text)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("（2024年度）", 2024),
        ("2024 年", 2024),
        ("二〇二四年度", 2024),
        ("二○二三年度", 2023),
        ("二零一九年", 2019),
        ("1999年", 1999),
        ("2023年填报2024年度", 2023),
        ("2024", None),
        ("3024年", None),
        ("二十四年", None),
        ("", None),
    ],
)
def test_years(text: str, year: int | None) -> None:
    assert year_in(text) == year
