"""What is left out for speed would change nothing."""

from __future__ import annotations

import pytest

from zhperf import reservations, valuetext


def test_every_sign_that_is_folded_is_looked_for() -> None:
    for code in range(0x10000):
        assert valuetext.fold(chr(code)) == chr(code).translate(valuetext.FOLDING)


def test_every_sign_that_parts_a_text_is_looked_for() -> None:
    for code in range(0x10000):
        text = f"甲{chr(code)} 乙 1{chr(code)} 丙"
        cuts = any(found.lastgroup == "cut" for found in valuetext._STRONG.finditer(text))
        if cuts or valuetext._MARK.search(text):
            assert valuetext._PARTED.search(text)


@pytest.mark.parametrize(
    "words",
    [
        *reservations._DENIED,
        *reservations._SHORT,
        *reservations._BAD_RATES,
        *reservations._PLANNED,
        *reservations._EARLIER,
        *(pattern.pattern for pattern in reservations._TURNS.values()),
        reservations._COMPARED.pattern,
    ],
)
def test_no_word_around_a_number_goes_without_a_chinese_character(words: str) -> None:
    pattern = reservations._any_of((words,))
    assert not any(pattern.search(text) for text in ("", "0", "100%", "≥9.5", "12/3 km,", "(8)"))
