"""Points (分值, 得分)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhperf.values import parse_points


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("10", "10"),
        ("10分", "10"),
        ("9.50", "9.5"),
        (" 8.2 ", "8.2"),
        ("１０", "10"),
        ("10 分", "10"),
        ("0", "0"),
        ("-2", "-2"),
        ("1,000", "1000"),
        ("05", "5"),
        ("98.62。", "98.62"),
        ("14.0499999999999999999999999999999999", "14.0499999999999999999999999999999999"),
    ],
)
def test_numbers(text: str, points: str) -> None:
    assert str(parse_points(text)) == points


@pytest.mark.parametrize(
    "text",
    [None, "", "-", "—", "/", "10%", "10/10", "9-10", "十分", "10次", "1 2", "优", "2.5.1", "²"],
)
def test_anything_else_is_none(text: str | None) -> None:
    assert parse_points(text) is None


@given(st.text(alphabet=st.characters()))
def test_no_text_raises(text: str) -> None:
    parse_points(text)


@given(st.decimals(min_value=0, max_value=100, places=2))
def test_printed_points_are_read_exactly(points: Decimal) -> None:
    assert parse_points(f"{points:f}分") == points
