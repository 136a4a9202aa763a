"""The funds block (项目资金) as a reviewer looks at it: amounts in one unit, rates, breakdowns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from zhperf.formtexts import is_blank, understood
from zhperf.once import computed, per_form, per_text
from zhperf.values import parse_points
from zhperf.valuetext import bare
from zhperf.valuewords import EMPTY, MONEY
from zhperf.vocabulary import label_key

if TYPE_CHECKING:
    from zhperf.forms import Form
    from zhperf.profiles import Profile
    from zhperf.report import Fund

Column: TypeAlias = Literal["initial", "budget", "executed"]
COLUMNS: Final[tuple[Column, ...]] = ("initial", "budget", "executed")
"""Columns of amounts, as forms print them."""
HUNDRED: Final = Decimal(100)
_SHARES_UP_TO: Final = Decimal(2)
"""A bare rate up to it may be a share: 0.95, and 1.05 where more was spent than planned."""
_DIGITS = re.compile(r"[0-9](?:[0-9,]*[0-9])?(?:\.([0-9]+))?")
_MOST_PARTS: Final = 12
"""Published forms break a total down into at most ten rows; of more, too many readings."""


class Amount(NamedTuple):
    """Money."""

    value: Decimal
    """In 元; as printed where no unit is known."""
    named: bool
    """Whether the block or the cell prints a unit."""
    step: Decimal
    """One in the last place that is printed, as `value`; 0 for an amount that is not rounded: 0,
    and one in words."""


@per_text
def amount(text: str | None, unit: str | None) -> Amount | None:
    """The amount of a cell.

    Args:
        text: As printed.
        unit: Of the block; None where none is printed.

    Returns:
        None for a blank cell and for all that is no exact amount of money.
    """
    if text is None or is_blank(text):
        return None
    found = understood(text, unit or MONEY[0], "budget")
    if found.value is None or found.comparator != "=" or found.approximate or found.each:
        return None
    if found.unit not in MONEY:
        return None
    named = unit is not None or understood(text, None, "budget").unit is not None
    return Amount(found.value, named, _step(bare(text), found.value))


def _step(text: str, value: Decimal) -> Decimal:
    printed = [*_DIGITS.finditer(text)]
    number = Decimal(printed[-1][0].replace(",", "")) if printed else Decimal(0)
    if not number:
        return Decimal(0)
    unit = abs(value) / number
    if unit.normalize().as_tuple().digits != (1,):
        return Decimal(0)  # the digits are those of something else
    return unit.scaleb(-len(printed[-1][1] or ""))


def shown(value: Decimal) -> str:
    """A number for a message: at most two decimal places, rounded as calculators do."""
    with localcontext(rounding=ROUND_HALF_UP):
        return f"{value:.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, eq=False)
class FundRow:
    """A row of the funds block."""

    fund: Fund
    number: int
    """0-based in the block, as in the names of its fields."""
    profile: Profile

    def field(self, name: str) -> str:
        """The name of a field of this row in findings: funds.0.rate."""
        return f"funds.{self.number}.{name}"

    @property
    def name(self) -> str:
        """The row's label without the mark at its end; "" where none is printed."""
        return (self.fund.name or "").strip().rstrip(":：")

    @computed
    def key(self) -> str:
        """The label for comparing."""
        return label_key(self.fund.name or "")

    @computed
    def is_total(self) -> bool:
        """Whether the row is the sum of others."""
        return self.key in self.profile.words.fund_totals

    @computed
    def is_of_which(self) -> bool:
        """Whether the row is marked as a part of one above: 其中."""
        return self.key.startswith(self.profile.words.of_which)

    def amount(self, column: Column) -> Amount | None:
        """An amount of this row; None where none can be told."""
        text: str | None = getattr(self.fund, column)
        return amount(text, self.fund.unit)

    def is_empty(self, column: Column) -> bool:
        """Whether no amount is printed."""
        return bare(getattr(self.fund, column)) in EMPTY

    @property
    def planned_column(self) -> Column:
        """The column of A: the budget as it was adjusted, where that is printed."""
        return "initial" if self.is_empty("budget") else "budget"

    @computed
    def planned(self) -> Amount | None:
        """A: what could be spent."""
        return self.amount(self.planned_column)

    @computed
    def spent(self) -> Amount | None:
        """B: what was spent."""
        return self.amount("executed")

    @computed
    def rate(self) -> Decimal | None:
        """B/A in per cent; None where A or B is missing, A is not above 0, or units differ."""
        planned, spent = self.planned, self.spent
        if planned is None or spent is None or planned.named is not spent.named:
            return None
        return spent.value / planned.value * HUNDRED if planned.value > 0 else None

    @computed
    def printed_rates(self) -> tuple[Decimal, ...]:
        """What the printed rate may be in per cent: 0.95 may be a share; () if it is no number."""
        if is_blank(self.fund.rate):
            return ()
        found = understood(self.fund.rate)
        if found.value is None or found.comparator != "=" or found.approximate:
            return ()
        if found.unit == "%":
            return (found.value,)
        if found.unit is not None:
            return ()
        share = 0 <= found.value <= _SHARES_UP_TO
        return (found.value, found.value * HUNDRED) if share else (found.value,)

    @property
    def known_rates(self) -> tuple[Decimal, ...]:
        """The computed rate, else what the printed one may be; () where A is 0."""
        if self.planned is not None and self.planned.value == 0:
            return ()
        return self.printed_rates if self.rate is None else (self.rate,)

    @computed
    def weight(self) -> Decimal | None:
        """Full score of the rate."""
        return parse_points(self.fund.weight)

    @computed
    def score(self) -> Decimal | None:
        """Score of the rate."""
        return parse_points(self.fund.score)


@per_form
def fund_rows(form: Form) -> tuple[FundRow, ...]:
    """The rows of the funds block in print order."""
    return tuple(FundRow(fund, i, form.profile) for i, fund in enumerate(form.table.funds))


def leading_rows(rows: Sequence[FundRow]) -> tuple[FundRow, ...]:
    """The rows that stand for the block: totals, else those with points, else a single one."""
    totals = tuple(row for row in rows if row.is_total)
    weighted = tuple(row for row in rows if row.weight is not None)
    return totals or weighted or tuple(rows if len(rows) == 1 else ())


class Breakdown(NamedTuple):
    """A total and rows that break it down."""

    total: FundRow
    parts: tuple[FundRow, ...]
    """In print order; all under one label such as 按收入性质分, or under none."""


def breakdowns(rows: Sequence[FundRow]) -> Iterator[Breakdown]:
    """The totals of a block with their parts: those below, or those above a total at the end."""
    totals = [at for at, row in enumerate(rows) if row.is_total]
    for place, at in enumerate(totals):
        end = totals[place + 1] if place + 1 < len(totals) else len(rows)
        parts = rows[at + 1 : end]
        if at == len(rows) - 1:
            parts = rows[totals[place - 1] + 1 if place else 0 : at]
        for group in dict.fromkeys(row.fund.group for row in parts):
            yield Breakdown(rows[at], tuple(row for row in parts if row.fund.group == group))


class Sum(NamedTuple):
    """What the parts of a total add up to."""

    value: Decimal
    """In the unit of the block."""
    agrees: bool
    """Whether some reading of the rows gives the total."""


def summed(breakdown: Breakdown, column: Column) -> Sum | None:
    """The sum of the parts in a column; None where total or parts cannot be told."""
    total = breakdown.total.amount(column)
    filled = [part for part in breakdown.parts if not part.is_empty(column)]
    amounts = [part.amount(column) for part in filled]
    if total is None or not amounts or None in amounts:
        return None
    known = [one for one in amounts if one is not None]
    if any(one.named is not total.named for one in known):
        return None
    unit = amount("1", breakdown.total.fund.unit)
    scale = unit.value if unit and total.named else Decimal(1)
    room = breakdown.total.profile.thresholds.amount_tolerance * scale + _rounding(total, known)
    parts = [_Part(one.value, row.is_of_which) for one, row in zip(known, filled, strict=True)]
    whole = sum((part.value for part in parts), Decimal(0))
    if len(breakdown.parts) == 1:
        # A single row says "of which": it need not be all.
        agrees = whole <= total.value + room
    else:
        agrees = _may_be(total.value, parts, room)
    return Sum(whole / scale, agrees)


def _rounding(total: Amount, parts: Sequence[Amount]) -> Decimal:
    """What a sum may differ because each amount was rounded: half of its last place.

    Cells leave zeros out at the end (66 beside 24.02), so the finest place counts for all parts.
    """
    steps = [one.step for one in parts if one.step]
    if not steps:
        return Decimal(0)
    finest = min(filter(None, (*steps, total.step)))
    if len(steps) == 1:
        # One number on both sides is rounded once.
        return max(total.step, finest) / 2
    return (total.step + finest * len(steps)) / 2


class _Part(NamedTuple):
    value: Decimal
    of_which: bool


def _may_be(total: Decimal, parts: list[_Part], room: Decimal) -> bool:
    """Whether the parts, or each of several runs of them, give the total.

    Those that break down another part are not counted.
    """
    count = len(parts)
    if count > _MOST_PARTS:
        return True
    sums_between = _sums(parts, room)
    told = {count}
    """Positions from which on all rows stand in runs that give the total."""
    for start in reversed(range(count)):
        ends = (end for end in told if end > start)
        if any(abs(one - total) <= room for end in ends for one in sums_between(start, end)):
            told.add(start)
    return 0 in told


def _sums(parts: list[_Part], room: Decimal) -> Callable[[int, int], frozenset[Decimal]]:
    """The sums of all readings of some rows: each may be followed by rows that break it down."""

    @cache
    def between(start: int, stop: int) -> frozenset[Decimal]:
        if start == stop:
            return frozenset((Decimal(0),))
        whole = parts[start].value
        ends = [end for end in range(start + 2, stop + 1) if breaks_down(start, end)]
        rests = frozenset().union(*(between(end, stop) for end in (start + 1, *ends)))
        return frozenset(whole + one for one in rests)

    def breaks_down(start: int, stop: int) -> bool:
        """Whether the rows below one may be its parts: they give it, or are 其中 and less."""
        whole, sums = parts[start].value, between(start + 1, stop)
        if any(abs(one - whole) <= room for one in sums):
            return True
        return parts[start + 1].of_which and min(sums) <= whole

    return between
