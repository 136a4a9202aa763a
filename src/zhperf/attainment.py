"""Whether a completion meets its target: met, unmet, or not to be told.

Both sides are spans of numbers or of days (`zhperf.spans`).  A target is met if everything that
the completion may stand for satisfies it, and unmet if nothing does; all else is unknown, with
the reason.  A percentage beside a target in another unit mostly says "done": it is not compared.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeAlias

from zhperf import valuewords as words
from zhperf.measures import BETTER_SMALL, factor
from zhperf.report import Attainment, AttainmentReason, Parsed, Quantity
from zhperf.reservations import reservation
from zhperf.scales import may_be_other_scale
from zhperf.spans import Span, Value, day_span, number_span
from zhperf.values import parse_points, parse_quantity

if TYPE_CHECKING:
    from zhperf.report import Indicator, Table

Judgement: TypeAlias = tuple[Attainment, AttainmentReason]

MET: Final[Judgement] = ("met", "compared")
UNMET: Final[Judgement] = ("unmet", "compared")
_ALL: Final = Decimal(100)
_CLAIMS: Final[dict[str | None, AttainmentReason]] = {
    "done": "claimed-done",
    "met": "claimed-done",
    "partly": "claimed-unfinished",
    "not_met": "claimed-unfinished",
}


def parse_table(table: Table) -> None:
    """Fill `parsed` of every indicator of a table."""
    for activity in table.activities:
        for indicator in activity.indicators:
            indicator.parsed = parsed_indicator(indicator)


def parsed_indicator(indicator: Indicator) -> Parsed:
    """The numbers of an indicator, and whether its target is met."""
    target = actual = None
    if indicator.target is not None:
        target = parse_quantity(indicator.target, indicator.nature, indicator.unit, "target")
    if indicator.actual is not None:
        actual = parse_quantity(indicator.actual, None, indicator.unit, "completion")
    attainment, reason = judge(
        target,
        actual,
        direction=direction(indicator.nature),
        doubtful=_may_be_reverse(indicator),
        name="\n".join(filter(None, (indicator.level2, indicator.level3))),
    )
    return Parsed(
        target=target,
        actual=actual,
        weight=parse_points(indicator.weight),
        score=parse_points(indicator.score),
        attainment=attainment,
        attainment_reason=reason,
    )


def direction(nature: str | None) -> int:
    """1 where the form says that more is better (正向), -1 for less (反向), else 0."""
    return next((sign for word, sign in words.TYPES.items() if word in (nature or "")), 0)


def judge(
    target: Quantity | None,
    actual: Quantity | None,
    *,
    direction: int = 0,
    doubtful: bool = False,
    name: str = "",
) -> Judgement:
    """Whether a completion meets its target.

    Args:
        target: None or empty where nothing is printed.
        actual: The completion; None or empty where nothing is printed.
        direction: 1 if the form says that more is better, -1 if less; decides for targets
            without an inequality.
        doubtful: Whether less may be better although the form does not say so: then less than
            an "=" target is not judged.
        name: Names of the indicator.  A word that keeps a completion from being compared (减少,
            未达标) does not where they say it too.
    """
    if reason := _missing(target, actual):
        return "unknown", reason
    assert target is not None
    assert actual is not None
    if reason := _unclear(target, actual):
        return "unknown", reason
    judgement = _judge_alike(target, actual, direction=direction, doubtful=doubtful)
    if judgement in (MET, UNMET) and (reason := reservation(target.text, actual.text, name)):
        return "unknown", reason
    return judgement


def _missing(target: Quantity | None, actual: Quantity | None) -> AttainmentReason | None:
    if target is None or _is_empty(target):
        return "no-target"
    if actual is None or _is_empty(actual):
        return "no-completion"
    return None


def _is_empty(quantity: Quantity) -> bool:
    said = (quantity.comparator, quantity.conflict, quantity.parts)
    return not (any(said) or quantity.qualitative or quantity.placeholder)


def _unclear(target: Quantity, actual: Quantity) -> AttainmentReason | None:
    """Why the two are no single statements that could be compared."""
    both = (target, actual)
    if any(one.placeholder for one in both):
        return "placeholder"
    if target.parts or actual.parts:
        return "several-quantities"
    if any(one.conflict for one in both):
        return "conflict"
    if target.qualitative:
        return "qualitative"
    if actual.qualitative:
        return _CLAIMS.get(actual.grade, "qualitative")
    return "each-against-one" if target.each is not actual.each else None


def _judge_alike(
    target: Quantity, actual: Quantity, *, direction: int, doubtful: bool
) -> Judgement:
    if "date" in (target.unit, actual.unit):
        return _judge_dates(target, actual)
    return _judge_numbers(target, actual, direction=direction, doubtful=doubtful)


def _judge_numbers(
    target: Quantity, actual: Quantity, *, direction: int, doubtful: bool
) -> Judgement:
    if reason := _unlike(target, actual):
        return "unknown", reason
    if target.approximate:
        return "unknown", "approximate"
    wanted, found = in_one_unit(target, actual)
    if target.unit == "月" and found != wanted:
        return "unknown", "unit-ambiguous"  # 12月: December, or twelve months
    if may_be_other_scale(target, actual, wanted, found):
        return "unknown", "unit-ambiguous"
    if target.comparator == "=" and direction:
        wanted = Span(wanted.low, None) if direction > 0 else Span(None, wanted.low)
    elif target.comparator == "=":
        lower = None if _less_may_do(target, doubtful=doubtful) else UNMET
        return _judge_equal(wanted, found, actual, lower=lower)
    judgement = _judge_spans(wanted, found, actual)
    if judgement == UNMET and actual.unit == "%":
        return _not_surely_unmet(target, actual)
    return judgement


def _less_may_do(target: Quantity, *, doubtful: bool) -> bool:
    """Whether less than an "=" target may be as good: money, times, and what is doubtful."""
    measured = (target.unit or "").partition("/")[0]
    if measured in BETTER_SMALL:
        return True
    # Nobody plans errors of 100%.
    return doubtful and not (measured == "%" and target.value == _ALL)


def _unlike(target: Quantity, actual: Quantity) -> AttainmentReason | None:
    """Why the units of the two cannot be compared."""
    if factor(target.unit, actual.unit) or factor(actual.unit, target.unit):
        return None
    if actual.unit == "%" and target.unit not in ("‰", "百分点"):
        return "claimed-done" if actual.value == _ALL else "ratio-of-target"
    if actual.unit is None and _counts_plainly(target):
        return None
    return "unit-missing" if target.unit is None or actual.unit is None else "units-differ"


def _counts_plainly(target: Quantity) -> bool:
    """Whether a bare number can only be counted as its target is: ≥8个 beside 8.

    A percentage may be written as a share, money in 万元, and what is counted in 万 in full.
    """
    if target.unit is None or target.scale_text is not None:
        return False
    return target.unit not in (*words.PERCENTS, *words.MONEY)


def in_one_unit(target: Quantity, actual: Quantity) -> tuple[Span[Decimal], Span[Decimal]]:
    """The spans of both in the smaller of the two units."""
    up, down = factor(target.unit, actual.unit), factor(actual.unit, target.unit)
    return number_span(target, up or Decimal(1)), number_span(actual, down or Decimal(1))


def _judge_spans(wanted: Span[Value], found: Span[Value], actual: Quantity) -> Judgement:
    if found.within(wanted):
        return MET
    if found.apart(wanted):
        return UNMET
    return "unknown", "approximate" if actual.approximate else "bounds-overlap"


def _judge_equal(
    wanted: Span[Value], found: Span[Value], actual: Quantity, *, lower: Judgement | None
) -> Judgement:
    """A target with "=", printed or meant: more than it is no plain case, zero apart.

    Less is unmet, unless less may be better: then `lower` is None.
    """
    other: Judgement = ("unknown", "other-than-equal-target")
    if found.within(wanted):
        return MET
    if found.before(wanted):
        return lower or other
    if wanted.before(found):
        return UNMET if wanted.high == 0 else other
    return _judge_spans(wanted, found, actual)


def _not_surely_unmet(target: Quantity, actual: Quantity) -> Judgement:
    """100% beside ≤ 5% mostly says "done"; a percentage outside of a range contradicts it."""
    if target.comparator == "between":
        return "unknown", "range-against-percent"
    if actual.value == _ALL and target.comparator in ("<=", "<"):
        return "unknown", "claimed-done"
    return UNMET


def _judge_dates(target: Quantity, actual: Quantity) -> Judgement:
    if target.unit != actual.unit:
        if actual.unit == "%" and actual.value is not None:
            return "unknown", "claimed-done" if actual.value == _ALL else "ratio-of-target"
        return "unknown", "units-differ"
    wanted, found = day_span(target), day_span(actual)
    if wanted is None or found is None:
        same = (target.deadline, target.low, target.high) == (
            actual.deadline, actual.low, actual.high,
        )  # fmt: skip
        met = same and actual.comparator in (target.comparator, "=") and not actual.approximate
        return MET if met else ("unknown", "date-incomplete")
    if target.comparator != "=":
        return _judge_spans(wanted, found, actual)
    if wanted.before(found):
        return UNMET
    return _judge_equal(wanted, found, actual, lower=None)


def _may_be_reverse(indicator: Indicator) -> bool:
    """Whether less may be better, by the words of the indicator."""
    names = (indicator.level1, indicator.level2, indicator.level3)
    return any(word in name for name in names if name for word in words.BETTER_LESS)
