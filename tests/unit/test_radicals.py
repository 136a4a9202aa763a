"""Radicals become the ideographs that they look like."""

from __future__ import annotations

import unicodedata

import pytest

from zhperf.radicals import FOLDING, IDEOGRAPHS, RADICALS


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("⽂", "文"),
        ("⾦", "金"),
        ("⼯⽇", "工日"),
        ("⻓", "长"),
        ("⻔", "门"),
        ("⿕", "龠"),
        ("⺁", "厂"),
    ],
)
def test_folds(printed: str, read: str) -> None:
    assert printed.translate(FOLDING) == read


@pytest.mark.parametrize("text", ["文明城市", "（100％）", "①", "Ａ", "㎡", "\u2e80", "々"])
def test_leaves_everything_else(text: str) -> None:
    assert text.translate(FOLDING) == text


def test_one_ideograph_for_each_radical() -> None:
    assert len(RADICALS) == len(IDEOGRAPHS) == len(set(RADICALS))
    assert all("\u2e80" <= radical <= "\u2fd5" for radical in RADICALS)
    assert all("\u3400" <= one <= "\u9fff" or one >= "\U00020000" for one in IDEOGRAPHS)


def test_all_kangxi_radicals_are_what_unicode_says() -> None:
    kangxi = [chr(code) for code in range(0x2F00, 0x2FD6)]
    assert [radical.translate(FOLDING) for radical in kangxi] == [
        unicodedata.normalize("NFKC", radical) for radical in kangxi
    ]
