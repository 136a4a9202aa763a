"""Points: full scores, scores and what they follow from (ZP8xx)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from zhperf.errors import Bilingual
from zhperf.formtexts import is_blank, shortened
from zhperf.fundrows import HUNDRED, fund_rows, shown
from zhperf.pointsums import (
    Split,
    agree,
    aspects,
    column,
    fund_points,
    goal_points,
    label_points,
    noted_split,
    points_of,
    row_points,
    scored,
    sums,
    wholes,
)
from zhperf.scoreformulas import formula_scores
from zhperf.statedreasons import foot_has_reason, has_reason
from zhperf.values import parse_points
from zhperf.valuetext import bare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhperf.forms import Form, Row
    from zhperf.profiles import Profile
    from zhperf.rulebook import Hit

Grade = Literal["met", "partly", "not_met"]

_ZERO: Final = Decimal(0)
_GRADES: Final[dict[str, Grade]] = {
    "met": "met", "done": "met", "partly": "partly", "not_met": "not_met",
}  # fmt: skip
_GRADE_NAMES: Final[dict[Grade, Bilingual]] = {
    "met": Bilingual("reached", "达成"),
    "partly": Bilingual("partly reached", "部分达成"),
    "not_met": Bilingual("not reached", "未达成"),
}


def weight_sum(form: Form) -> Iterator[Hit]:
    """ZP801: the full scores do not add up to the total of the profile."""
    whole = form.profile.points.total
    if not column(form, "weight"):
        yield from _goal_sum(form)
        return
    found = sums(form, "weight")
    if not found or any(agree(form, one, whole) for one in found) or len(wholes(form)) > 1:
        return
    short = found[0] < whole and fund_points(form, "weight") == (_ZERO,)
    yield form.hit(
        "total.weight",
        value=form.table.total.weight,
        expected=shown(whole),
        variant="without-budget" if short else None,
        sum=shown(found[0]),
        whole=shown(whole),
    )


def level_weight(form: Form) -> Iterator[Hit]:
    """ZP802: the points of a first level are not those of its label, note or profile."""
    if not column(form, "weight") and not any(fund_points(form, "weight")):
        return
    noted = noted_split(form)
    yield from _budget_weight(form, noted)
    for rows in wholes(form):
        yield from _level_weights(form, rows, noted)


def score_over_weight(form: Form) -> Iterator[Hit]:
    """ZP803: a score is higher than its full score."""
    room = form.profile.thresholds.points_tolerance
    for fund in fund_rows(form):
        if fund.weight is not None and fund.score is not None and fund.score > fund.weight + room:
            field = fund.field("score")
            yield form.hit(field, value=fund.fund.score, weight=shown(fund.weight))
    for aspect in aspects(form):
        weight, score = parse_points(aspect.weight), parse_points(aspect.score)
        if weight is not None and score is not None and score > weight + room:
            field = f"fields.{aspect.score_field}"
            yield form.hit(field, value=aspect.score, weight=shown(weight))
    for one in scored(form):
        if one.score > one.weight + room:
            yield one.rows[0].hit("score", weight=shown(one.weight))
    total = form.table.total
    weight, score = parse_points(total.weight), parse_points(total.score)
    if weight is not None and score is not None and score > weight + room:
        yield form.hit("total.score", value=total.score, weight=shown(weight))


def score_formula(form: Form) -> Iterator[Hit]:
    """ZP804: a score does not follow from completion, target and full score."""
    for one in scored(form):
        row = one.rows[0]
        right = formula_scores(row, one.weight) if len(one.rows) == 1 else ()
        if not right or any(_follows(one.score, value, form.profile) for value in right):
            continue
        yield row.hit(
            "score",
            expected=shown(right[0]),
            right=shown(right[0]),
            weight=shown(one.weight),
            target=shortened(row.text("target")),
            actual=shortened(row.text("actual")),
        )


def qualitative_band(form: Form) -> Iterator[Hit]:
    """ZP805: what the completion says and the score lie in different bands."""
    for one in scored(form):
        row = one.rows[0]
        grade = _GRADES.get((row.actual.grade or "") if row.actual else "")
        band = form.profile.scores.bands.get(grade) if grade else None
        if grade is None or band is None or one.weight <= 0 or len(one.rows) > 1:
            continue
        low, high = (one.weight * share / HUNDRED for share in (band.low, band.high))
        room = form.profile.thresholds.formula_tolerance
        if low - room <= one.score <= high + room:
            continue
        yield row.hit(
            "score",
            grade=_GRADE_NAMES[grade],
            actual=shortened(row.text("actual")),
            weight=shown(one.weight),
            low=shown(low),
            high=shown(high),
        )


def points_lost_no_reason(form: Form) -> Iterator[Hit]:
    """ZP806: points were taken off, and nothing says why."""
    if foot_has_reason(form):
        return
    room = form.profile.thresholds.points_tolerance
    for one in scored(form):
        if one.score < one.weight - room and not any(_is_explained(row) for row in one.rows):
            yield one.rows[0].hit("score", weight=shown(one.weight))


def total(form: Form) -> Iterator[Hit]:
    """ZP807: the printed total is not the sum of the scores."""
    printed = parse_points(form.table.total.score)
    found = _score_sums(form)
    if printed is None or not found:
        return
    missing = _unprinted_points(form)
    room = form.profile.thresholds.points_tolerance
    if any(-room <= printed - one <= missing + room for one in found):
        return
    yield form.hit(
        "total.score",
        value=form.table.total.score,
        expected=shown(found[0]),
        sum=shown(found[0]),
    )


def grade(form: Form) -> Iterator[Hit]:
    """ZP808: the printed grade is not that of the total score."""
    score = parse_points(form.table.total.score)
    if score is None:
        return
    right = _grade_of(score, form.profile)
    for place in _printed_grades(form):
        if right is not None and place.grade != right:
            yield form.hit(
                place.field,
                value=place.text,
                expected=right,
                grade=place.grade,
                score=shown(score),
                right=right,
            )


def _goal_sum(form: Form) -> Iterator[Hit]:
    """The points of numbered goals, with those of the budget, where rows have none."""
    goals = goal_points(form)
    budgets = fund_points(form, "weight")
    budget = budgets[0] if budgets else None
    if not budget:
        budget = form.profile.points.budget
    if budget is None or not goals:
        return
    found = sum(goals.values(), budget)
    whole = form.profile.points.total
    if not agree(form, found, whole):
        label = next(iter(goals))
        yield form.hit(
            f"fields.{label}",
            value=label,
            expected=shown(whole),
            variant="goals",
            sum=shown(found),
            whole=shown(whole),
        )


def _budget_weight(form: Form, noted: Split | None) -> Iterator[Hit]:
    right = form.profile.points.budget if noted is None else noted.budget
    found = fund_points(form, "weight")
    if right is None or not any(found) or any(agree(form, one, right) for one in found):
        return
    weighted = (row for row in fund_rows(form) if row.weight is not None)
    row = next((one for one in weighted if one.is_total), None) or next(
        one for one in fund_rows(form) if one.weight is not None
    )
    yield form.hit(
        row.field("weight"),
        value=row.fund.weight,
        expected=shown(right),
        variant="budget" if noted is None else "budget-note",
        points=shown(found[0]),
        right=shown(right),
        profile=form.profile.title,
    )


class _Level(NamedTuple):
    """The rows of a first level."""

    name: str
    rows: tuple[Row, ...]
    points: Decimal


def _level_weights(form: Form, rows: Sequence[Row], noted: Split | None) -> Iterator[Hit]:
    levels = _levels(rows)
    asked = _asked_levels(form.profile, rows)
    for level in levels:
        stated = label_points(level.rows[0].indicator.level1)
        if stated is not None and not _is_stated(form, level, stated):
            yield _level_hit(form, level, stated, "label")
            continue
        note = points_of(level.name, noted.levels) if noted else None
        if note is not None:
            if not agree(form, level.points, note):
                yield _level_hit(form, level, note, "note")
            continue
        right = points_of(level.name, asked) if stated is None and noted is None else None
        if right is not None and not agree(form, level.points, right):
            yield _level_hit(form, level, right, None)


def _levels(rows: Sequence[Row]) -> list[_Level]:
    """The first levels by their labels; without those whose points cannot be told."""
    labels = dict.fromkeys(bare(row.indicator.level1) for row in rows)
    found = []
    for label in filter(None, labels):
        own = tuple(row for row in rows if bare(row.indicator.level1) == label)
        points = row_points(own, "weight")
        if points is not None:
            found.append(_Level(own[0].level1, own, points))
    return found


def _is_stated(form: Form, level: _Level, stated: Decimal) -> bool:
    """Whether the rows have the points of their label: all of them, or those of each activity."""
    activities = {id(row.activity): row.activity for row in level.rows}
    parts = [[row for row in level.rows if row.activity is one] for one in activities.values()]
    each = [row_points(rows, "weight") for rows in parts]
    apart = all(one is not None and agree(form, one, stated) for one in each)
    return apart or agree(form, level.points, stated)


def _asked_levels(profile: Profile, rows: Sequence[Row]) -> dict[str, Decimal]:
    """The profile's points of the levels; {} for a form that has others than the profile."""
    levels = profile.points.levels
    printed = {row.level1 for row in rows if row.level1}
    fitting = {
        name: [one for one in printed if points_of(one, {name: _ZERO}) is not None]
        for name in levels
    }
    alike = all(len(found) == 1 for found in fitting.values()) and len(printed) == len(levels)
    return levels if alike else {}


def _level_hit(form: Form, level: _Level, right: Decimal, variant: str | None) -> Hit:
    return level.rows[0].hit(
        "level1",
        expected=shown(right),
        variant=variant,
        level=shortened(level.name),
        points=shown(level.points),
        right=shown(right),
        profile=form.profile.title,
    )


def _follows(score: Decimal, right: Decimal, profile: Profile) -> bool:
    """Whether a score is the right one, but for a tolerance or rounded to a step."""
    difference = abs(score - right)
    if difference <= profile.thresholds.formula_tolerance:
        return True
    steps = profile.thresholds.formula_steps
    return any(step > 0 and difference <= step / 2 and score % step == 0 for step in steps)


def _is_explained(row: Row) -> bool:
    words = row.profile.words
    said = row.statement
    # A bare 未完成 is the matter of ZP601.
    return said in ("unfinished", "reason") or has_reason(row.indicator.extra, words)


def _score_sums(form: Form) -> tuple[Decimal, ...]:
    """What all scores may add up to; () where one that counts cannot be told."""
    weighted = [cell.rows for cell in column(form, "weight")]
    filled = {row for cell in column(form, "score") for row in cell.rows}
    counting = [row for rows in weighted for row in rows] or list(form.rows)
    if not filled or any(row not in filled for row in counting) or len(wholes(form)) > 1:
        return ()
    if any(row.weight and row.score is None for row in fund_rows(form)):
        return ()
    if any(is_blank(one.score) and not is_blank(one.weight) for one in aspects(form)):
        return ()
    return sums(form, "score")


def _unprinted_points(form: Form) -> Decimal:
    """Full scores that the total has and no row prints, such as those of the budget's rate."""
    found = sums(form, "weight")
    return max(_ZERO, form.profile.points.total - max(found)) if found else _ZERO


def _grade_of(score: Decimal, profile: Profile) -> str | None:
    ordered = sorted(profile.scores.grades.items(), key=lambda one: one[1], reverse=True)
    return next((name for name, least in ordered if score >= least), None)


class _PrintedGrade(NamedTuple):
    field: str
    text: str
    grade: str


def _printed_grades(form: Form) -> Iterator[_PrintedGrade]:
    """Single grades that the form prints for the whole table."""
    patterns = _grade_patterns(form.profile.words.grade_labels, tuple(form.profile.scores.grades))
    for label, text in form.table.fields.items():
        if any(word in bare(label) for word in form.profile.words.grade_labels):
            plain = bare(text).rstrip("。")
            if found := patterns.whole.fullmatch(plain) or _said(plain, patterns):
                yield _PrintedGrade(f"fields.{label}", text, found[1])
    for number, note in enumerate(form.table.notes):
        if found := _said(bare(note), patterns):
            yield _PrintedGrade(f"notes.{number}", note, found[1])


class _Patterns(NamedTuple):
    whole: re.Pattern[str]
    """A text that is a grade: 优, “良好”, 优（95分）."""
    said: re.Pattern[str]
    """A text that says one: 评价等级为“优”."""
    listed: re.Pattern[str]
    """A grade in a list of all: 优（≥90分）、良（80-90分）."""


def _said(text: str, patterns: _Patterns) -> re.Match[str] | None:
    """The one grade that a text says; None where it explains several."""
    found = patterns.said.search(text)
    if found is None or any(one != found[1] for one in patterns.listed.findall(text)):
        return None
    return found


@lru_cache(maxsize=64)
def _grade_patterns(words: tuple[str, ...], grades: tuple[str, ...]) -> _Patterns:
    names = "|".join(re.escape(one) for one in grades)
    grade = rf"[“\"'‘]?({names})[秀好等]?[”\"'’]?(?:等?级|档)?"
    labels = "|".join(re.escape(one) for one in words)
    return _Patterns(
        re.compile(rf"{grade}(?:[（(][0-9.]+分?[）)])?"),
        re.compile(rf"(?:{labels})(?:评?定?为|是|:|(?=[“\"]))+{grade}(?=$|[。,;.）)])"),
        re.compile(rf"(?<![\u4e00-\u9fff])({names})[秀好等]?(?![\u4e00-\u9fff])"),
    )
