"""Points: full scores, scores and what they follow from (ZP8xx)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from zhperf.errors import Bilingual
from zhperf.formtexts import is_blank, shortened
from zhperf.fundrows import HUNDRED, fund_rows, shown
from zhperf.pointsums import (
    Points,
    Split,
    agree,
    aspects,
    column,
    fund_points,
    goal_points,
    half_place,
    is_bonus,
    is_the_whole,
    label_points,
    noted_split,
    points_of,
    prints_budget,
    rate_rows,
    row_points,
    scored,
    sums,
    wholes,
)
from zhperf.printedgrades import printed_grades
from zhperf.scoreformulas import formula_scores
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
    if not found or any(is_the_whole(form, one) for one in found) or len(wholes(form)) > 1:
        return
    short = found[0].value < whole and not prints_budget(form)
    yield form.hit(
        "total.weight",
        value=form.table.total.weight,
        expected=shown(whole),
        variant="without-budget" if short else None,
        sum=shown(found[0].value),
        whole=shown(whole),
    )


def level_weight(form: Form) -> Iterator[Hit]:
    """ZP802: the points of a first level are not those of its label, note or profile."""
    if not column(form, "weight") and not prints_budget(form):
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
            severity="error" if one.score < 0 else None,  # no formula takes points away
            expected=shown(right[0]),
            right=shown(right[0]),
            weight=shown(one.weight),
            target=shortened(row.promise),
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
    if form.has_footer_reason:
        return
    room = form.profile.thresholds.points_tolerance
    for one in scored(form):
        if one.score >= one.weight - room or is_bonus(one.rows[0]):
            continue
        if not any(_is_explained(form, row) for row in one.rows):
            yield one.rows[0].hit("score", weight=shown(one.weight))


def total(form: Form) -> Iterator[Hit]:
    """ZP807: the printed total is not the sum of the scores."""
    printed = parse_points(form.table.total.score)
    found = _score_sums(form)
    if printed is None or not found:
        return
    missing = _unprinted_points(form)
    own = form.profile.thresholds.points_tolerance + half_place(form.table.total.score)
    for one in found:
        room = own + one.rounding
        if -room <= printed - one.value <= missing + room:
            return
    yield form.hit(
        "total.score",
        value=form.table.total.score,
        expected=shown(found[0].value),
        sum=shown(found[0].value),
    )


def grade(form: Form) -> Iterator[Hit]:
    """ZP808: the printed grade is not that of the total score."""
    score = parse_points(form.table.total.score)
    if score is None:
        return
    right = _grade_of(score, form.profile)
    for place in printed_grades(form):
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
    printed = [one.value for one in fund_points(form, "weight") if one.value]
    budget = printed[0] if printed else form.profile.points.budget
    if budget is None or not goals:
        return
    found = sum(goals.values(), budget)
    whole = form.profile.points.total
    if not agree(form, Points(found), whole):
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
    if right is None or not any(one.value for one in found):
        return
    if any(agree(form, one, right) for one in found):
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
        points=shown(found[0].value),
        right=shown(right),
        profile=form.profile.title,
    )


class _Level(NamedTuple):
    """The rows of a first level."""

    name: str
    rows: tuple[Row, ...]
    points: Points


def _level_weights(form: Form, rows: Sequence[Row], noted: Split | None) -> Iterator[Hit]:
    levels = _levels(rows)
    asked = _asked_levels(form, rows)
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
        if right is not None and not _has_points(form, level, right):
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


def _has_points(form: Form, level: _Level, right: Decimal) -> bool:
    """Whether the rows have some points, the budget's rate among them counted or not."""
    rest = row_points((row for row in level.rows if row not in rate_rows(form)), "weight")
    return any(one is not None and agree(form, one, right) for one in (level.points, rest))


def _asked_levels(form: Form, rows: Sequence[Row]) -> dict[str, Decimal]:
    """The profile's points of the levels.

    {} for a form that has others than the profile, and for one that prints no points of the
    budget's rate: its levels may have these too.
    """
    levels = form.profile.points.levels
    if form.profile.points.budget is not None and not prints_budget(form):
        return {}
    printed = {row.level1 for row in rows if row.level1 and row not in rate_rows(form)}
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
        points=shown(level.points.value),
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


def _is_explained(form: Form, row: Row) -> bool:
    # A bare 未完成 is the matter of ZP601.
    return row.statement == "unfinished" or form.explains(row)


def _score_sums(form: Form) -> tuple[Points, ...]:
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
    most = max((one.value for one in found), default=form.profile.points.total)
    return max(_ZERO, form.profile.points.total - most)


def _grade_of(score: Decimal, profile: Profile) -> str | None:
    ordered = sorted(profile.scores.grades.items(), key=lambda one: one[1], reverse=True)
    return next((name for name, least in ordered if score >= least), None)
