"""What a score must be by the formulas of the profile, from target, completion and full score."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from zhperf import valuewords as words
from zhperf.attainment import direction
from zhperf.measures import BETTER_SMALL, factor
from zhperf.spans import times

if TYPE_CHECKING:
    from zhperf.forms import Row
    from zhperf.profiles import Formula, Scores
    from zhperf.report import Quantity

_COMPARED: Final = frozenset({"compared", "other-than-equal-target"})
"""Judgements of numbers that stand in one unit and mean the same."""
_MOST_DIGITS: Final = 30
"""Of a number before or after the point; no form prints more."""
_ONE: Final = Decimal(1)


def formula_scores(row: Row, weight: Decimal) -> tuple[Decimal, ...]:
    """The scores that a row may have by the profile.

    Returns:
        One for each formula, the best known first; () where target and completion are no two
        exact numbers of one quantity, or the profile compares no scores of this kind.
    """
    target, actual = row.target, row.actual
    if row.parsed.attainment_reason not in _COMPARED or not target or not actual:
        return ()
    if not (_is_exact(target) and _is_exact(actual)) or actual.comparator != "=":
        return ()
    wanted, found = _in_one_unit(target, actual)
    scores = row.profile.scores
    sense = _sense(row, target)
    if sense < 0:
        return tuple(_reverse(one, wanted, found, weight) for one in _reverse_of(scores, wanted))
    if not scores.positive or (sense == 0 and found != wanted):
        return ()
    if wanted <= 0:
        return _of_nothing(target, found, weight) if wanted == 0 else ()
    if found >= wanted * row.profile.thresholds.overshoot_note:
        return ()  # so far beyond the target, points may be taken off for a low target
    return (max(Decimal(0), min(_ONE, found / wanted)) * weight,)


def _is_exact(quantity: Quantity) -> bool:
    value = quantity.value
    if value is None or quantity.approximate or quantity.parts or quantity.conflict:
        return False
    return quantity.unit != "date" and value.is_finite() and abs(value.adjusted()) <= _MOST_DIGITS


def _in_one_unit(target: Quantity, actual: Quantity) -> tuple[Decimal, Decimal]:
    """Both numbers in the smaller of the two units."""
    up, down = factor(target.unit, actual.unit), factor(actual.unit, target.unit)
    assert target.value is not None
    assert actual.value is not None
    return times(target.value, up or _ONE), times(actual.value, down or _ONE)


def _sense(row: Row, target: Quantity) -> int:
    """1 where more is better, -1 where less is, 0 where nothing surely says so."""
    if said := direction(row.indicator.nature):
        return said
    if target.comparator in (">=", ">"):
        return 1
    if target.comparator in ("<=", "<"):
        return -1
    measured = (target.unit or "").partition("/")[0]
    indicator = row.indicator
    names = "".join(filter(None, (indicator.level1, indicator.level2, indicator.level3)))
    less = (*words.BETTER_LESS, *row.profile.words.maybe_less)
    return 0 if measured in BETTER_SMALL or any(word in names for word in less) else 1


def _of_nothing(target: Quantity, found: Decimal, weight: Decimal) -> tuple[Decimal, ...]:
    """A target of 0: only "= 0" says what is right."""
    if target.comparator != "=":
        return ()
    return (weight if found <= 0 else Decimal(0),)


def _reverse_of(scores: Scores, wanted: Decimal) -> tuple[Formula, ...]:
    return scores.reverse if wanted >= 0 else ()


def _reverse(formula: Formula, wanted: Decimal, found: Decimal, weight: Decimal) -> Decimal:
    if found <= wanted:
        return weight
    if wanted == 0:
        return Decimal(0)
    if formula == "ratio":
        return wanted / found * weight
    return max(Decimal(0), _ONE - (found - wanted) / wanted) * weight
