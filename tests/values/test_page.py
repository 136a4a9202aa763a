"""The page on values says what happens."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from zhperf.report import AttainmentReason, Quantity
from zhperf.values import parse_quantity

PAGE = (Path(__file__).parents[2] / "docs" / "values.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(.*)` \| (?:`(.*)`)? ?\| (?:`(.*)`)? ?\| (.*) \|$", re.MULTILINE)
ROWS = [found.groups() for found in ROW.finditer(PAGE)]


@pytest.mark.parametrize(("cell", "nature", "unit", "told"), ROWS)
def test_the_tables_are_true(cell: str, nature: str | None, unit: str | None, told: str) -> None:
    assert reading(parse_quantity(cell, nature, unit)) == told


def test_all_rows_are_tested() -> None:
    assert len(ROWS) == sum(line.startswith("| `") for line in PAGE.splitlines()) - len(reasons())


def test_every_reason_is_explained() -> None:
    assert reasons() == list(get_args(AttainmentReason))


def reasons() -> list[str]:
    return re.findall(r"^\| `([a-z-]+)` \| [^|]+ \|$", PAGE, re.MULTILINE)


def reading(quantity: Quantity) -> str:
    """A quantity in the words of the page."""
    if quantity.parts:
        return " + ".join(reading(part) for part in quantity.parts)
    if quantity.qualitative:
        return "text" + (f", grade {quantity.grade}" if quantity.grade else "")
    told = " ".join(filter(None, (_number(quantity), quantity.unit if _has_unit(quantity) else "")))
    if quantity.placeholder:
        return f"form's filler, {told}"
    if quantity.conflict:
        told += f", conflict of {' and '.join(quantity.conflict)}"
    if quantity.approximate and quantity.low is not None:
        told += f", at least {quantity.low}"
    return (told or "empty") + (", each" if quantity.each else "")


def _has_unit(quantity: Quantity) -> bool:
    return quantity.unit not in (None, "date")


def _number(quantity: Quantity) -> str:
    if quantity.deadline:
        return f"{'by' if quantity.comparator == '<=' else 'in'} {quantity.deadline}"
    if quantity.comparator == "between":
        return f"{quantity.low} … {quantity.high}"
    comparator = "≈" if quantity.approximate else quantity.comparator
    value = None if quantity.value is None else f"{quantity.value:f}"
    return " ".join(filter(None, (comparator, value)))
