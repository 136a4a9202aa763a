"""Values of flat rows as the text of a cell, without loss."""

from __future__ import annotations

import json
from decimal import Decimal

LONGEST_PLAIN = 40
"""A number with more places before or after the point is written with an exponent: no form
prints such a number, and 1E+1000000 must not become a million zeros."""


def number_text(value: Decimal) -> str:
    """All digits of the number, without trailing zeros behind the point: 92000, 0.07, 1E+41."""
    exponent = value.as_tuple().exponent
    if isinstance(exponent, str) or not -LONGEST_PLAIN <= exponent <= LONGEST_PLAIN:
        return str(value)
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def significant_digits(value: Decimal) -> int:
    """How many digits the number has, without zeros at either end: 1 of 0.070, 2 of 9200."""
    return len("".join(map(str, value.as_tuple().digits)).strip("0"))


def coordinate_text(value: float) -> str:
    """A coordinate in pt with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def box_text(box: list[float]) -> str:
    """A box as "x0,top,x1,bottom"."""
    return ",".join(map(coordinate_text, box))


def cell_text(value: object) -> str:
    """The value as the text of a cell; "" for None and for empty lists and objects."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False) if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return number_text(value)
    return "" if value is None else str(value)


def json_text(value: object) -> str:
    """The value as JSON; a Decimal is a number with all its digits."""
    return (
        number_text(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
    )
