"""The plain cell (comparator, number or range, unit) in one regular expression, for speed.

Two of three cells are plain.  What is read here, `zhperf.values` would read in the same way: a
test compares the two.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from zhperf import valuewords as words
from zhperf.numerals import Number, may_be_date
from zhperf.report import Quantity
from zhperf.units import DATE_UNITS, MAGNITUDES, SIMPLE, ColumnUnit, column_unit
from zhperf.valuetext import bare, fold

if TYPE_CHECKING:
    from decimal import Decimal

    from zhperf.report import Comparator

_NUMBER = r"(0|[1-9][0-9]*+)(?:\.([0-9]++))?"
_PLAIN = re.compile(
    rf"(>=|<=|[≥≤=<>＝﹦≧≦]|不低于|不少于|不超过|不高于)? ?{_NUMBER}(?:%?[-~－～—]{_NUMBER})? ?"
    r"(?!\.)(\D{0,9}?)(以上|以内|以下|及以上|及以下)?"
)
"""The plain cell; what follows the number must be units of `SIMPLE`, with 万 or 亿 or without."""
COMPARATORS: Final[dict[str, Comparator]] = {
    **words.SIGNS, **words.WORDS_BEFORE, "＝": "=", "﹦": "=", "≧": ">=", "≦": "<=", "＞": ">",
    "＜": "<", "》": ">",
}  # fmt: skip
"""Comparators as they are printed; 》 is how a system prints "greater" in its own column."""
_NO_COMPARATOR: Final = frozenset({None, "", "定性", "定量", "定性指标", "定量指标"})
_PLAIN_MAGNITUDES: Final = frozenset("万亿")
_RATES: Final = SIMPLE | {"年", "月", "日"}
_MOST_PARTS: Final = 3
"""元/人·月 has two below its line."""
_YEAR_DIGITS: Final = 4
"""58年 is a time; with four digits it may be a date."""


def plain_quantity(text: str, nature: str | None, unit: str | None) -> Quantity | None:
    """The quantity of a plain cell; None for any other.

    Args:
        text: The cell as printed.
        nature: Text of the operator's column.
        unit: Text of the unit's column.
    """
    found = _PLAIN.fullmatch(text)
    if found is None:
        return None
    printed, whole, fraction, whole2, _, name, after = found.groups()
    named = _named(name, unit, whole)
    if named is None:
        return None
    magnitude, name = named
    if (
        (name is None or name in DATE_UNITS)
        and not magnitude
        and may_be_date(whole, fraction or "")
    ):
        return None
    if whole2 is not None:
        return None if after else _plain_range(text, found, name, magnitude)
    comparator = _agreed(printed, nature, after)
    if comparator is None:
        return None
    return new_quantity(
        text,
        comparator=comparator,
        value=_number(whole, fraction, magnitude),
        unit=name,
        scale_text=magnitude,
    )


def _agreed(printed: str | None, nature: str | None, after: str | None) -> Comparator | None:
    """The comparator of cell and column; None where they contradict each other."""
    comparator = COMPARATORS[printed] if printed else None
    for other in (column_comparator(nature), words.WORDS_AFTER[after] if after else None):
        if other is not None and comparator != other:
            if comparator is not None:
                return None
            comparator = other
    return comparator or "="


def new_quantity(text: str, **fields: Any) -> Quantity:  # noqa: ANN401
    """A quantity, whatever its text holds."""
    try:
        return Quantity(text=text, **fields)
    except ValidationError:
        # Lone surrogates are no text for pydantic, but a broken font may give them.
        return Quantity.model_construct(text=text, **fields)


def _named(name: str, unit: str | None, whole: str) -> tuple[str | None, str | None] | None:
    """Magnitude and unit by the text after a number and the column; None if they are not plain."""
    if name in SIMPLE or (name == "年" and len(whole) < _YEAR_DIGITS):
        return None, name
    magnitude = None
    if name:
        scaled = _scaled(name)
        if scaled is None or scaled[1]:
            return scaled
        magnitude = scaled[0]
    if not unit:
        return magnitude, None
    known = read_column_unit(unit)
    if magnitude and known.magnitude:
        return None
    return magnitude or known.magnitude, known.name


def _number(whole: str, fraction: str | None, magnitude: str | None) -> Decimal:
    scale = MAGNITUDES[magnitude] if magnitude else 0
    return Number(whole, fraction or "", False, scale).decimal()


def _scaled(name: str) -> tuple[str | None, str | None] | None:
    """Magnitude and unit of the text after a number; None if it is not plain."""
    magnitude = None
    if name[0] in _PLAIN_MAGNITUDES:
        magnitude, name = name[0], name[1:]
        if name == "" or (name in SIMPLE and name[0] not in "%‰百千万亿"):
            return magnitude, name or None
    first, _, rest = name.partition("/")
    parts = rest.replace("·", "/").split("/")
    if first in SIMPLE and len(parts) < _MOST_PARTS and _RATES.issuperset(parts):
        return magnitude, name
    return None


def _plain_range(
    text: str, found: re.Match[str], name: str | None, magnitude: str | None
) -> Quantity | None:
    _, whole, fraction, whole2, fraction2, printed, _ = found.groups()
    percent = "%" in text[: found.start(4)]
    if (percent and printed not in ("", "%")) or (printed and printed[0] in _PLAIN_MAGNITUDES):
        return None
    if len(whole) == _YEAR_DIGITS and not printed:
        return None
    if percent:
        name, magnitude = "%", None
    low, high = _number(whole, fraction, magnitude), _number(whole2, fraction2, magnitude)
    if low > high:
        return None
    return new_quantity(
        text, comparator="between", low=low, high=high, unit=name, scale_text=magnitude
    )


def read_column_unit(unit: str) -> ColumnUnit:
    """What the unit's column says."""
    return ColumnUnit(unit) if unit in SIMPLE else column_unit(fold(unit))


def column_comparator(nature: str | None) -> Comparator | None:
    """The comparator of the operator's column; None for anything else that stands there."""
    if nature is None or nature in _NO_COMPARATOR:
        return None
    return COMPARATORS.get(nature) or COMPARATORS.get(bare(nature))
