"""Numbers as text: every digit, nothing else."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from flatreports import numbers
from hypothesis import given

from zhperf.writers.celltexts import cell_text, json_text, number_text, significant_digits


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("92000.0", "92000"),
        ("9.2E4", "92000"),
        ("0.070", "0.07"),
        ("-0.50", "-0.5"),
        ("100", "100"),
        ("0.00", "0"),
        ("1E+40", "1" + "0" * 40),
        ("1E+41", "1E+41"),
        ("1E-41", "1E-41"),
        ("1E+1000000", "1E+1000000"),
        ("123456789012345678901234567890.123456789", "123456789012345678901234567890.123456789"),
    ],
)
def test_numbers_are_plain(number: str, text: str) -> None:
    assert number_text(Decimal(number)) == text


@given(number=numbers)
def test_no_digit_is_lost(number: Decimal) -> None:
    assert Decimal(number_text(number)) == number
    assert json.loads(json_text(number), parse_float=Decimal, parse_int=Decimal) == number


@pytest.mark.parametrize(
    ("number", "digits"), [("0.070", 1), ("9200", 2), ("0", 0), ("1.0001", 5), ("-25E9", 2)]
)
def test_digits_are_counted_without_outer_zeros(number: str, digits: int) -> None:
    assert significant_digits(Decimal(number)) == digits


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), ([], ""), ({}, ""), (True, "true"), (False, "false"), (0, "0"), ("", ""),
     ({"备注": "1"}, '{"备注": "1"}'), ([1, 2], "[1, 2]")],
)  # fmt: skip
def test_cells_have_one_text(value: object, text: str) -> None:
    assert cell_text(value) == text
