"""Completions: what is said to be reached, beside what was promised (ZP5xx)."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from typing import TYPE_CHECKING, Final

from zhperf.forms import PERCENTS
from zhperf.formtexts import shortened
from zhperf.likeunits import are_counts, is_share, may_be_alike, unit_names
from zhperf.measures import BETTER_SMALL
from zhperf.plaincells import read_column_unit
from zhperf.profiles import any_of
from zhperf.spans import times
from zhperf.units import is_unit
from zhperf.valuetext import bare
from zhperf.valuewords import BETTER_LESS, PERIODS, SIGNS
from zhperf.vocabulary import label_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhperf.forms import Form, Row
    from zhperf.report import Quantity
    from zhperf.rulebook import Hit, Severity

_HUNDRED: Final = Decimal(100)
_BOUND_SIGNS: Final = tuple(sign for sign in SIGNS if sign != "=")
_PLUS = re.compile(r"[0-9][%‰\u4e00-\u9fff]{0,3}\+(?![0-9])")
"""20+, 20篇+; not 3+2."""
_PERCENT = re.compile(r"[约近]?(?:[<>]=|[≥≤<>=])?[0-9.,]+%[\u4e00-\u9fff]{0,2}")
"""A percentage by itself, with 左右 or 以上 at most."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_DIGIT = re.compile(r"[0-9]")
_CLAUSE = re.compile(r"[,、;。]")
_NEGATIONS: Final = "不未无没非"
"""In front of a clause: 发生事故 says the opposite of 未发生事故, from which it could be cut."""
_PRINTED_MULTIPLE: Final = Decimal(1000)
"""Larger multiples are not printed digit by digit."""


def completion_missing(form: Form) -> Iterator[Hit]:
    """ZP501: nothing says what was reached."""
    if not form.expects_completion:
        return
    for row in form.rows:
        if not row.has_completion and not row.is_filler:
            yield _hit(row)


def unit_mismatch(form: Form) -> Iterator[Hit]:
    """ZP502: the completion answers in another unit than was asked for."""
    for row in form.rows:
        if row.says_qualitative or not row.has_completion:
            continue
        found = _completion_unit(row)
        units = _target_units(row) if found and not row.is_dated else ()
        if found and units and not any(_answers(found, unit, row) for unit in units):
            words_only = found not in PERCENTS and any(are_counts(one, found) for one in units)
            yield _hit(
                row,
                variant="percent" if found == "%" else None,
                severity="warning" if words_only else None,
                unit="/".join(units),
                other=found,
            )


def _target_units(row: Row) -> tuple[str, ...]:
    """Units in which the target is counted; none where it has no number that is counted."""
    units = [
        f"{one.scale_text or ''}{one.unit}"
        for one in row.quantities
        if one.unit and one.unit != "date"
    ]
    if not units and not row.is_qualitative and row.target and not row.is_placeholder:
        column = row.indicator.unit
        name = read_column_unit(column).name if column and row.target.qualitative else None
        units = [name] if name and all(is_unit(one) for one in unit_names(name)) else []
    return tuple(dict.fromkeys(units))


def _completion_unit(row: Row) -> str | None:
    """The unit that the completion's own cell prints behind its one number."""
    own = row.own_actual
    if own.parts or own.unit == "date" or (own.value is None and own.low is None):
        return None
    return own.unit


def _answers(found: str, unit: str, row: Row) -> bool:
    if is_share(unit):
        return True
    if found in PERCENTS:
        return False
    return is_share(found) or may_be_alike(unit, found, row.profile.words.alike_units)


def qualitative_as_percent(form: Form) -> Iterator[Hit]:
    """ZP503: words were promised and a percentage is reported."""
    for row in form.rows:
        if _is_bare_percent(row) and _is_worded(row) and not _asks_percent(row):
            yield _hit(row)


def _is_worded(row: Row) -> bool:
    if row.says_qualitative:
        return True
    if not row.is_qualitative or row.is_dated or _is_share_in_words(row):
        return False
    return _HAN.search(row.promise) is not None and not _DIGIT.search(row.promise)


def _is_share_in_words(row: Row) -> bool:
    """Whether a percentage answers the target's words (全覆盖), or the name (满意度)."""
    whole = any_of(row.words.whole_targets).fullmatch(bare(row.indicator.target))
    return whole is not None or _is_named_share(row, row.words.not_share_names)


def deadline_as_percent(form: Form) -> Iterator[Hit]:
    """ZP504: a date was promised and a percentage is reported."""
    for row in form.rows:
        if row.is_dated and _is_bare_percent(row) and not _asks_percent(row):
            yield _hit(row)


def _asks_percent(row: Row) -> bool:
    """Whether the target itself is a share."""
    if "%" in bare(row.promise):
        return True
    return any(one.unit in PERCENTS for one in row.quantities)


def _is_bare_percent(row: Row) -> bool:
    """Whether the completion says n% and no more, apart from a claim of completion."""
    own = row.own_actual
    if own.unit != "%" or own.value is None or own.parts:
        return False
    text = bare(row.indicator.actual)
    claims = row.words.claims
    claim = next(filter(text.startswith, claims)) if text.startswith(claims) else ""
    return _PERCENT.fullmatch(text.removeprefix(claim)) is not None


def completion_outside_range(form: Form) -> Iterator[Hit]:
    """ZP505: a range was promised and the completion lies outside."""
    for row in form.rows:
        if row.is_outside_range:
            yield _hit(row)


def completion_has_comparator(form: Form) -> Iterator[Hit]:
    """ZP506: a completion is no single value."""
    for row in form.rows:
        text = bare(row.indicator.actual)
        if text.startswith(_BOUND_SIGNS):
            yield _hit(row, sign=next(filter(text.startswith, _BOUND_SIGNS)))


def completion_repeats_target(form: Form) -> Iterator[Hit]:
    """ZP507: the completion is the target's own text, or cut from it."""
    for row in form.rows:
        if _repeats_bound(row):
            yield _hit(row)
        elif _is_wording(row):
            text, target = bare(row.indicator.actual), bare(row.indicator.target)
            if text == target:
                yield _hit(row)
            elif _is_cut_from(text, target):
                yield _hit(row, variant="cut")


def _repeats_bound(row: Row) -> bool:
    """Whether the completion has sign, number and unit of the target: ≥90%."""
    target, actual = row.target, row.actual
    if target is None or actual is None or target.value is None or target.comparator is None:
        return False
    if not bare(row.indicator.actual).startswith(_BOUND_SIGNS):
        return False
    return (target.comparator, target.value, target.unit) == (
        actual.comparator, actual.value, actual.unit,
    )  # fmt: skip


def _is_wording(row: Row) -> bool:
    """Whether the completion is words that could say more: no number, grade or date."""
    own, text = row.own_actual, bare(row.indicator.actual)
    if not own.qualitative or own.grade or _DIGIT.search(text):
        return False
    words = row.profile.words
    known = text in words.grades or any_of(words.deadlines).fullmatch(text)
    return len(text) >= row.profile.thresholds.repeated_text_length and not known


def _is_cut_from(text: str, target: str) -> bool:
    """Whether every clause of a text stands in the target, in its order."""
    clauses = [clause for clause in _CLAUSE.split(text) if clause]
    position = 0
    for clause in clauses:
        at = target.find(clause, position)
        if at < 0 or (at and target[at - 1] in _NEGATIONS):
            return False
        position = at + len(clause)
    return bool(clauses)


def completion_approximate(form: Form) -> Iterator[Hit]:
    """ZP508: a completion is known, and so is no rough number."""
    for row in form.rows:
        own = row.own_actual
        rough = any(one.approximate for one in (own, *own.parts))
        if rough or _PLUS.search(bare(row.indicator.actual)):
            yield _hit(row)


def percent_over_100(form: Form) -> Iterator[Hit]:
    """ZP509: a share of a whole is more than the whole."""
    for row in form.rows:
        for field, quantity in (("target", row.target), ("actual", row.actual)):
            if quantity is not None and _exceeds_hundred(quantity) and _is_share_of_whole(row):
                texts = {"value": shortened(row.text(field)), "name": shortened(row.name)}
                yield row.hit(field, expected=None, severity=None, variant=None, **texts)


def _is_share_of_whole(row: Row) -> bool:
    return _is_named_share(row, row.words.not_share_names + row.words.beyond_hundred)


def _is_named_share(row: Row, others: tuple[str, ...]) -> bool:
    """Whether a name ends as those of shares do, and in none of the others' ends."""
    # 达标率100% tells its target in its name.
    name = label_key(row.name).rstrip("0123456789.%≥≤<>=")
    return not name.endswith(others) and name.endswith(row.words.share_names)


def _exceeds_hundred(quantity: Quantity) -> bool:
    for one in quantity.parts or (quantity,):
        if one.unit != "%":
            continue
        numbers = (one.value, one.low, one.high)
        if any(isinstance(n, Decimal) and n > _HUNDRED for n in numbers):
            return True
    return False


def boundary_equal(form: Form) -> Iterator[Hit]:
    """ZP510: the completion is exactly the bound."""
    for row in form.rows:
        target, actual = row.target, row.actual
        if target is None or actual is None or row.sides is None or target.value is None:
            continue
        wanted, found = row.sides
        bound = wanted.high if wanted.low is None else wanted.low
        exact = actual.comparator == "=" and not actual.approximate and found.low == bound
        if exact and target.comparator in (">=", "<="):
            yield _hit(row)
        elif exact and target.comparator in (">", "<"):
            yield _hit(row, variant="unmet")


def unmet(form: Form) -> Iterator[Hit]:
    """ZP511: the completion does not satisfy the target."""
    for row in form.rows:
        if not row.is_unmet:
            continue
        if form.explains(row):
            yield _hit(row, severity="note", variant="explained")
        else:
            yield _hit(row)


def overshoot(form: Form) -> Iterator[Hit]:
    """ZP512: the completion is far more than was promised."""
    limits = form.profile.thresholds
    for row in form.rows:
        multiple = _multiple(row)
        if multiple is None or multiple < limits.overshoot_note:
            continue
        percent = _percent(multiple)
        if multiple < limits.overshoot_warning or form.explains(row):
            yield _hit(row, severity="note", percent=percent)
        else:
            yield _hit(row, severity="warning", variant="unexplained", percent=percent)


def _multiple(row: Row) -> Decimal | None:
    """How many times the target the completion is at least; None where more is not asked for."""
    if row.sides is None or row.target is None or row.target.value is None:
        return None
    wanted, found = row.sides[0].low, row.sides[1].low
    if wanted is None or found is None or wanted <= 0 or not _asks_for_more(row):
        return None
    if _is_each_time(row):
        return None
    # Without traps: numbers that no cell prints (1E+999999) give infinity, and raise nothing.
    return Context(traps=[]).divide(found, wanted)


def _is_each_time(row: Row) -> bool:
    """Whether the unit's column says in which time (季度), and the cell what is counted (1次)."""
    column = row.indicator.unit
    name = read_column_unit(column).name if column else None
    return name in PERIODS and row.target is not None and row.target.unit != name


def _asks_for_more(row: Row) -> bool:
    """Whether ≥ or > is printed, or no comparator at all and nothing says that less is better."""
    target = row.target
    if target is None or row.better < 0 or row.is_cap or row.says_qualitative:
        return False
    if target.comparator in (">=", ">"):
        return True
    if row.sign is not None or row.cell_sign is not None or target.approximate:
        return False
    names = " ".join(row.text(field) for field in ("level1", "level2", "level3"))
    cheap = (target.unit or "").partition("/")[0] in BETTER_SMALL
    return not cheap and not any(word in names for word in BETTER_LESS)


def _percent(multiple: Decimal) -> str:
    """A multiple in per cent with one decimal place at most: 125%."""
    if multiple > _PRINTED_MULTIPLE:
        return f">{_PRINTED_MULTIPLE * _HUNDRED}%"
    return f"{round(times(multiple, _HUNDRED), 1).normalize():f}%"


def _hit(
    row: Row, *, variant: str | None = None, severity: Severity | None = None, **values: object
) -> Hit:
    """A finding on the completion, with both texts as messages show them."""
    return row.hit(
        "actual",
        expected=None,
        variant=variant,
        severity=severity,
        value=shortened(row.text("actual")),
        target=shortened(row.promise),
        **values,
    )
