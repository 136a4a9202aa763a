"""What texts mention by the way."""

from __future__ import annotations

import pytest

from zhperf.mentions import (
    listed,
    names_date,
    plain_name,
    quantities,
    sign_before_value,
    statements,
    words_beside,
    years,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("监测方案 5 个，关键字 900 个", ["5个", "900个"]),
        ("培训1,200人次，补助3.5万元", ["1,200人次", "3.5万元"]),
        ("覆盖率95%以上", ["95%"]),
        ("第3期、5A级、2024年、60岁、24小时、3天", []),
        ("《5个方案》", []),
        ("2期工程", []),
        ("", []),
    ],
)
def test_quantities(text: str, expected: list[str]) -> None:
    assert list(quantities(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("培训人数（人）", "培训人数"),
        ("满意度 (%)。", "满意度"),
        ("完成（首次）培训", "完成（首次）培训"),
        ("人数（人）（必填）：", "人数"),
        ("（人）", ""),
    ],
)
def test_plain_name(text: str, expected: str) -> None:
    assert plain_name(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12月底前", True),
        ("1 月份之前", True),
        ("年底", True),
        ("2024年度", False),
        ("6个月", False),
        ("良好", False),
    ],
)
def test_names_date(text: str, expected: bool) -> None:
    assert names_date(text, ("年底",)) is expected


def test_years() -> None:
    text = "完成2023年度任务，较2022年增长，《2020年要点》，2021-2025年，２０１９年"
    assert [(year, clause) for year, clause, _ in years(text)] == [
        (2023, "完成2023年度任务"),
        (2022, "较2022年增长"),
        (2019, "2019年"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("300", 0),
        ("不少于300篇", 0),
        ("发稿不少于300篇", 2),
        ("300篇新闻报道", 4),
        ("300篇（含转载的报道）", 0),
        ("及时处置", 4),
        ("300元/人·月", 0),
    ],
)
def test_words_beside(text: str, expected: int) -> None:
    assert words_beside(text) == expected


def test_lists_and_statements() -> None:
    assert listed("1.甲 2.乙")
    assert listed("甲；乙")
    assert not listed("甲。乙。")
    assert statements("甲。乙。") == 2
    assert statements("甲，乙") == 1


def test_sign_before_value() -> None:
    assert sign_before_value("总投入（≥**万元）") == ">="
    assert sign_before_value("总投入≤100万元") == "<="
    assert sign_before_value("投入>产出") is None
