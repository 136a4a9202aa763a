"""The overall goal and what is said of it as a whole (ZP3xx)."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from zhperf.profiles import any_of
from zhperf.valuetext import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhperf.forms import Form, Row
    from zhperf.profiles import Words
    from zhperf.report import Quantity
    from zhperf.rulebook import Hit


def summary_copied(form: Form) -> Iterator[Hit]:
    """ZP301: the completion of the goal is the goal once more."""
    limits, objective = form.profile.thresholds, form.table.overall_objective
    expected, achieved = bare(objective.expected), bare(objective.achieved)
    if min(len(expected), len(achieved)) < limits.summary_least:
        return
    expected, achieved = expected[: limits.summary_most], achieved[: limits.summary_most]
    if not _may_be_alike(expected, achieved, limits.summary_similarity):
        return
    alike = _likeness(expected, achieved)
    if alike >= limits.summary_similarity:
        yield form.hit(
            "overall_objective.achieved",
            value=objective.achieved,
            share=f"{100 * alike:.1f}",
        )


def _may_be_alike(one: str, other: str, least: Decimal) -> bool:
    """Whether the texts have so many characters in common, in any order: soon told."""
    common = (Counter(one) & Counter(other)).total()
    return Decimal(2 * common / (len(one) + len(other))) >= least


def _likeness(one: str, other: str) -> Decimal:
    """Share of equal text, 0 to 1."""
    return Decimal(SequenceMatcher(None, one, other, autojunk=False).ratio())


def summary_contradicted(form: Form) -> Iterator[Hit]:
    """ZP302: the summary says done, an activity says that nothing was."""
    achieved = form.table.overall_objective.achieved
    if not _claims_done(achieved, form.profile.words):
        return
    for activity in form.table.activities:
        rows = form.rows_of(activity)
        if rows and all(map(_is_unfinished, rows)):
            yield form.hit("name", activity=activity, value=activity.name, count=len(rows))


def _claims_done(summary: str | None, words: Words) -> bool:
    text = bare(summary)
    claimed = any_of(words.done).search(text) is not None
    return claimed and any_of(words.not_done).search(text) is None


def _is_unfinished(row: Row) -> bool:
    if row.parsed.attainment == "unmet":
        return True
    if row.actual is not None and row.actual.grade == "not_met":
        return True
    return row.statement == "unfinished"


def all_hundred(form: Form) -> Iterator[Hit]:
    """ZP303: nearly all completions are exactly 100%."""
    limits = form.profile.thresholds
    filled = [row for row in form.rows if row.has_completion]
    hundred = sum(_is_hundred(row.actual) for row in filled)
    if len(filled) < limits.hundred_least or hundred < limits.hundred_share * len(filled):
        return
    asked = [row for row in filled if _asks_hundred(row)]
    if len(asked) == len(filled):
        return
    told = hundred - sum(_is_hundred(row.actual) for row in asked)
    # Without the rows that ask for 100% the others may well be measured.
    measured = told < limits.hundred_share * (len(filled) - len(asked))
    share = f"{Decimal(100 * hundred) / len(filled):.0f}"
    yield form.hit(
        None,
        severity="note" if measured else None,
        variant="asked" if measured else None,
        hundred=hundred,
        filled=len(filled),
        share=share,
        asked=len(asked),
    )


def _is_hundred(actual: Quantity | None) -> bool:
    if actual is None or actual.approximate or actual.unit != "%":
        return False
    return actual.value == Decimal(100) and actual.comparator == "="


def _asks_hundred(row: Row) -> bool:
    """Whether 100% is what the target asks for, at least or exactly."""
    target = row.target
    return target is not None and target.unit == "%" and target.value == Decimal(100)
