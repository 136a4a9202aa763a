"""Deviations: whether what is said of them fits the numbers beside (ZP6xx)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zhperf.formtexts import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhperf.forms import Form, Row
    from zhperf.rulebook import Hit

_NOT_REACHED: Final = frozenset({"not_met", "partly"})
"""Grades of a completion that need an explanation."""
_HAN = re.compile(r"[\u4e00-\u9fff]")


def unfinished_no_reason(form: Form) -> Iterator[Hit]:
    """ZP601: the cell holds the status only, where a reason is asked for."""
    for row in form.rows:
        if row.statement == "unfinished":
            if not _is_reached(row) and not form.explains(row):
                yield _hit(row)
        elif row.statement == "deviating" and _HAN.search(row.text("deviation")):
            lacking = not row.has_completion or _falls_short(row)
            if lacking and not form.explains(row):
                yield _hit(row, variant="deviating")


def unfinished_no_measure(form: Form) -> Iterator[Hit]:
    """ZP602: a reason is given, but not what will be done."""
    if not form.profile.measures:
        return
    for row in form.rows:
        if row.reasons and _needs_explanation(row) and not form.proposes(row):
            yield _hit(row, row.reasons[0])


def _falls_short(row: Row) -> bool:
    """Whether the row did not reach its target, by its number or by its words."""
    if row.misses_target:
        return True
    return row.actual is not None and row.actual.grade in _NOT_REACHED


def _needs_explanation(row: Row) -> bool:
    """Whether the row did not reach its target, or lost points."""
    if _falls_short(row):
        return True
    weight, score = row.parsed.weight, row.parsed.score
    return weight is not None and score is not None and score < weight


def no_deviation_without_completion(form: Form) -> Iterator[Hit]:
    """ZP603: nothing deviates from a target that nothing was reported for."""
    for row in form.rows:
        if row.statement == "none" and not row.has_completion and not row.is_filler:
            yield _hit(row)


def no_deviation_but_outside_target(form: Form) -> Iterator[Hit]:
    """ZP604: nothing deviates, but the numbers do."""
    for row in form.rows:
        if row.statement == "none" and row.misses_target:
            yield _hit(row)


def met_but_unfinished(form: Form) -> Iterator[Hit]:
    """ZP605: said to be unfinished, but the number satisfies the target."""
    for row in form.rows:
        if row.statement == "unfinished" and _is_reached(row):
            yield _hit(row)


def _is_reached(row: Row) -> bool:
    """Whether the number satisfies the target; 0 beside ≤ may as well say that nothing was done."""
    target, actual = row.target, row.actual
    if target is not None and actual is not None and target.comparator in ("<=", "<"):
        return row.parsed.attainment == "met" and actual.value != 0
    return row.parsed.attainment == "met"


def _hit(row: Row, field: str = "deviation", *, variant: str | None = None) -> Hit:
    """A finding on what is said of a deviation, with the texts beside it as messages show them."""
    return row.hit(
        field,
        variant=variant,
        value=shortened(row.text(field)),
        actual=shortened(row.text("actual")),
        target=shortened(row.promise),
    )
