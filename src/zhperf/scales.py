"""Bare numbers that may be in another scale than their column: 0.8 for 80%, 95000 for 9.5 万元."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from zhperf import valuewords as words
from zhperf.spans import Span, times
from zhperf.units import MAGNITUDES
from zhperf.valuetext import bare

if TYPE_CHECKING:
    from zhperf.report import Quantity

_FRACTION_GAP: Final = Decimal(20)
"""A percentage written as a fraction is a hundredth of it; 0.5 beside 5% may well be half a per
cent, but 1 beside 80% is hardly one per cent."""
_MAGNITUDE_GAP: Final = Decimal(100)
"""元 beside 万元 are ten thousand times as many.  Nobody reaches a hundredfold of a target, and a
hundredth would be a tenfold in the other scale."""
_LEAST_MAGNITUDE: Final = 3
"""Powers of ten: 千 and above are mistaken, since columns of 千元 and 万元 are common."""
_BARE = re.compile(r"[0-9](?:[及或]?以[上内下]|左右|上下|余|多|\+)?[)）]?$")
_OTHER_MARKS = re.compile(r"分之|[¥￥]")
_MONEY = frozenset(words.MONEY)


def may_be_other_scale(
    target: Quantity, actual: Quantity, wanted: Span[Decimal], found: Span[Decimal]
) -> bool:
    """Whether target and completion are so far apart that a scale is left out on one side.

    Args:
        target: The target.
        actual: The completion.
        wanted: The numbers of the target, in one unit with those of the completion.
        found: The numbers of the completion.
    """
    bare = (_is_bare(target), _is_bare(actual))
    sizes = (_size(wanted), _size(found))
    small, large = min(sizes), max(sizes)
    if not any(bare) or not small:
        return False
    if target.unit == actual.unit == "%":
        below = bare[sizes.index(small)] and small <= 1
        return below and large >= times(small, _FRACTION_GAP)
    return _has_scale(target, actual) and large >= times(small, _MAGNITUDE_GAP)


def _is_bare(quantity: Quantity) -> bool:
    """Whether the cell itself names neither unit nor magnitude."""
    text = bare(quantity.text)
    return _BARE.search(text) is not None and _OTHER_MARKS.search(text) is None


def _size(span: Span[Decimal]) -> Decimal:
    return max(abs(end) for end in (span.low, span.high) if end is not None)


def _has_scale(target: Quantity, actual: Quantity) -> bool:
    """Whether 万 is printed anywhere, or money is counted: in 元 here and in 万元 there."""
    printed = [MAGNITUDES.get(one.scale_text or "", 0) for one in (target, actual)]
    measured = (target.unit or "").partition("/")[0]
    return max(printed) >= _LEAST_MAGNITUDE or measured in _MONEY
