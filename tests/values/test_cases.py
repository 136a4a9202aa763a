"""Cells and what they say: one line of data for each.

`cases.jsonl` holds the facts of the value grammar, `further.jsonl` cells beyond them.  What a line
does not state is null or false.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from zhperf.report import Quantity
from zhperf.values import parse_quantity

FOLDER = Path(__file__).parent
EMPTY = Quantity(text="")


def lines(name: str) -> list[dict[str, Any]]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def expected(facts: dict[str, Any], text: str) -> Quantity:
    """The quantity that a line states; numbers are strings there, so that they are exact."""
    return Quantity.model_validate({"text": text, **facts})


def name(case: dict[str, Any]) -> str:
    return " | ".join(filter(None, (case["text"], case.get("nature"), case.get("unit"))))


@pytest.mark.parametrize("file", ["cases.jsonl", "further.jsonl"])
def test_a_case_is_stated_once(file: str) -> None:
    names = [name(case) for case in lines(file)]
    assert len(names) == len(set(names))


def test_all_facts_are_there() -> None:
    assert len(lines("cases.jsonl")) == 84
    assert len(lines("further.jsonl")) >= 100


@pytest.mark.parametrize("case", lines("cases.jsonl") + lines("further.jsonl"), ids=name)
def test_a_cell_says(case: dict[str, Any]) -> None:
    column = case.get("column", "target")
    quantity = parse_quantity(case["text"], case.get("nature"), case.get("unit"), column)
    assert quantity == expected(case["expect"], case["text"])
    assert shown(quantity) == shown(expected(case["expect"], case["text"]))


def shown(quantity: Quantity) -> list[str]:
    """The numbers as they are written: 26100, not 2.61E+4 or 26100.00."""
    numbers = (quantity.value, quantity.low, quantity.high)
    return [str(number) for number in numbers if isinstance(number, Decimal)]


def test_nothing_printed_is_an_empty_quantity() -> None:
    assert parse_quantity(None, "≥", "%") == EMPTY


@pytest.mark.parametrize("empty", [None, ""])
def test_empty_columns_are_no_columns(empty: str | None) -> None:
    assert parse_quantity("3次", empty, empty) == parse_quantity("3次")
