"""What a quantity may stand for: a span of numbers, or of days."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from zhperf.report import Quantity

Value = TypeVar("Value", Decimal, str)

ROUGH: Final = Decimal("0.2")
"""约 and 左右 are taken to mean a number within a fifth: 300左右 is surely above 200, not 290."""


@dataclass(frozen=True, slots=True)
class Span(Generic[Value]):
    """All values between two ends; None is an open end."""

    low: Value | None = None
    high: Value | None = None
    low_open: bool = False
    """Whether the end itself is left out."""
    high_open: bool = False

    def within(self, other: Span[Value]) -> bool:
        """Whether every value of this span is one of the other's."""
        return _above(self, other) and _below(self, other)

    def apart(self, other: Span[Value]) -> bool:
        """Whether the two have no value in common."""
        return self.before(other) or other.before(self)

    def before(self, other: Span[Value]) -> bool:
        """Whether every value of this span is smaller than every one of the other's."""
        if self.high is None or other.low is None:
            return False
        touching = self.high == other.low and (self.high_open or other.low_open)
        return self.high < other.low or touching


def _above(inner: Span[Value], outer: Span[Value]) -> bool:
    if outer.low is None:
        return True
    if inner.low is None:
        return False
    return inner.low > outer.low or (
        inner.low == outer.low and (inner.low_open or not outer.low_open)
    )


def _below(inner: Span[Value], outer: Span[Value]) -> bool:
    if outer.high is None:
        return True
    if inner.high is None:
        return False
    return inner.high < outer.high or (
        inner.high == outer.high and (inner.high_open or not outer.high_open)
    )


def times(number: Decimal, factor: Decimal) -> Decimal:
    """The exact product: the default context would round to 28 digits."""
    digits = len(str(number)) + len(str(factor))
    return _exact(digits).multiply(number, factor)


@lru_cache(maxsize=64)
def _exact(digits: int) -> Context:
    """A context that rounds nothing; to make one takes longer than to multiply."""
    return Context(prec=digits)


def number_span(quantity: Quantity, factor: Decimal) -> Span[Decimal]:
    """The numbers that a quantity may stand for, in another unit.

    Args:
        quantity: One with a number or a range of numbers.
        factor: What its numbers are multiplied with.
    """
    if quantity.value is None:
        low, high = Decimal(quantity.low or 0), Decimal(quantity.high or 0)
        return Span(times(low, factor), times(high, factor))
    value = times(quantity.value, factor)
    low = high = value
    if quantity.approximate and quantity.low is not None:
        return Span(value, None)
    if quantity.approximate:
        room = abs(times(value, ROUGH))
        exact = Context(prec=len(str(value)) + len(str(room)) + 1)
        low, high = exact.subtract(value, room), exact.add(value, room)
    return compared_span(quantity.comparator, low, high)


def compared_span(comparator: str | None, low: Value, high: Value) -> Span[Value]:
    """The span of a comparator in front of a value between `low` and `high`."""
    if comparator in (">=", ">"):
        return Span(low, None, low_open=comparator == ">")
    if comparator in ("<=", "<"):
        return Span(None, high, high_open=comparator == "<")
    return Span(low, high)


def day_span(quantity: Quantity) -> Span[str] | None:
    """The days that a date may stand for, as 2024-12-31; None without a year."""
    if quantity.deadline is None:
        first, last = _days(str(quantity.low)), _days(str(quantity.high))
        return Span(first[0], last[1]) if first and last else None
    days = _days(quantity.deadline)
    if days is None:
        return None
    if quantity.comparator in (">", "<"):
        # After a month is after its last day.
        days = days[::-1]
    return compared_span(quantity.comparator, *days)


def _days(date: str) -> tuple[str, str] | None:
    """First and last day of a date that has a year."""
    if date.startswith("-"):
        return None
    year, _, rest = date.partition("-")
    if not rest:
        return f"{year}-01-01", f"{year}-12-31"
    month, _, day = rest.partition("-")
    if day:
        return date, date
    return f"{date}-01", f"{date}-{monthrange(int(year), int(month))[1]}"
