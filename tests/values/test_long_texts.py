"""Long texts take work in proportion to their length."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from types import FrameType

import pytest

from zhperf.reservations import reservation
from zhperf.values import parse_points, parse_quantity

LENGTH = 60_000
"""Characters; at this length anything that grows with the square takes minutes."""
PATIENCE = 60
"""Seconds of computing, whatever else the machine does, after which a reading that does not end is
stopped; what is needed is under two, what a square needs is minutes."""
PIECES = (
    "9", "9,", "9,999", "9.", "1 ", "1 000 ", "一", "二十", "每", "每年", "（", "(", "(1)", "1、",
    "1.", "①", "“", "《", "约", "不低于", "≥", "-", "1-", "~", "**", "x", "…", "万", "1个；",
    "1个，", "a", "a1", "1a", "年", "2024年", "12月底", "12月31日前", "第", "第1期", "%", "1%",
    "1/", "元/", "·", " ", "\n", "1\n", "½", "٣", "\ud800", "\x00", "(含", "1以上", "百分之",
    "第一季度", "2024-", "2020年1月-", "余", "0", "：", "5m²", "。", "１，１",
)  # fmt: skip


@pytest.fixture
def _guard() -> Iterator[None]:
    """Stop what does not end."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        pytest.fail("it does not end")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


@pytest.mark.usefixtures("_guard")
@pytest.mark.parametrize("piece", PIECES, ids=ascii)
def test_long_texts_are_read_to_their_end(piece: str) -> None:
    text = piece * (LENGTH // len(piece))
    for long in (text, f"≥{text}次", f"1个{text}"):
        assert parse_quantity(long, "≥", "万元").text == long
    parse_points(text)


@pytest.mark.usefixtures("_guard")
@pytest.mark.parametrize("piece", [*PIECES, "未", "少", "应", "计划", "增长9%", "（9"], ids=ascii)
def test_words_around_numbers_are_read_to_their_end(piece: str) -> None:
    text = piece * (LENGTH // len(piece))
    for long in (text, f"（{text}", f"12场{text}"):
        reservation("≥10场", long, text)


def test_a_million_digits_are_exact() -> None:
    quantity = parse_quantity("≥" + "7" * 1_000_000 + "万元")
    assert quantity.value is not None
    assert str(quantity.value) == "7" * 1_000_000 + "0000"
