"""Points (分值, 得分) of a table and their sums; a cell that is merged over rows counts once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache, reduce
from itertools import groupby
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from zhperf.forms import Row
from zhperf.formtexts import is_blank, level_name
from zhperf.fundrows import FundRow, fund_rows
from zhperf.once import per_form, per_text
from zhperf.values import parse_points
from zhperf.valuetext import bare
from zhperf.vocabulary import label_key

if TYPE_CHECKING:
    from zhperf.forms import Form
    from zhperf.profiles import Words

Kind: TypeAlias = Literal["weight", "score"]

_NUMBER = r"([0-9]{1,4}(?:\.[0-9]{1,2})?)"
_LABEL_POINTS = re.compile(rf"[（(\[【]{_NUMBER}分?[)）\]】]|{_NUMBER}分")
_FRACTION = re.compile(r"\.([0-9]+)")
_COUNTER = re.compile(r"[0-9]{1,2}|[一二三四五六七八九十]{1,3}")
_FEWEST_LEVELS: Final = 2
"""A note that names fewer levels states no split."""
_FEWEST_WHOLES: Final = 2


@per_text
def half_place(text: str | None) -> Decimal:
    """Half of the last decimal place of a cell: 0.005 for 16.67; 0.5 for a whole number."""
    fraction = _FRACTION.search(bare(text))
    return Decimal(5).scaleb(-1 - len(fraction[1] if fraction else ""))


class Points(NamedTuple):
    """A number of points, or a sum of such."""

    value: Decimal
    rounding: Decimal = Decimal(0)
    """What the number may differ because it was rounded, with that of all parts of a sum.

    Three rows share 50 points as 16.67 each.  Whole numbers are given, not rounded.
    """

    def plus(self, other: Points) -> Points:
        """Both together."""
        return Points(self.value + other.value, self.rounding + other.rounding)


_NO_POINTS: Final = Points(Decimal(0))


def _added(points: Iterable[Points]) -> Points:
    return reduce(Points.plus, points, _NO_POINTS)


def _printed(text: str | None, points: Decimal) -> Points:
    whole = _FRACTION.search(bare(text)) is None
    return Points(points) if whole else Points(points, half_place(text))


class Cell(NamedTuple):
    """A cell of points, over one row or several."""

    rows: tuple[Row, ...]
    text: str
    points: Decimal | None
    """None for a cell with something else than points."""


def cells(rows: Iterable[Row], kind: Kind) -> Iterator[Cell]:
    """The filled cells of a column: rows that show one merged cell are taken together."""
    for _, group in groupby(rows, key=lambda row: _place(row, kind)):
        merged = tuple(group)
        text = merged[0].text(kind)
        if not is_blank(text):
            yield Cell(merged, text, parse_points(text))


def _place(row: Row, kind: Kind) -> object:
    """What only rows with the same cell have in common."""
    places = row.indicator.regions.get(kind)
    # Without places nothing tells merged cells from equal ones.
    return (row.text(kind), places) if places else row.number


def row_points(rows: Iterable[Row], kind: Kind) -> Points | None:
    """The sum of a column; None if it is empty or a cell holds something else than points."""
    return _sum(cells(rows, kind))


def _sum(filled: Iterable[Cell]) -> Points | None:
    cells_ = tuple(filled)
    known = [_printed(one.text, one.points) for one in cells_ if one.points is not None]
    return _added(known) if known and len(known) == len(cells_) else None


@per_form
def column(form: Form, kind: Kind) -> tuple[Cell, ...]:
    """The filled cells of all rows."""
    return tuple(cells(form.rows, kind)) if kind in form.printed_fields else ()


class Scored(NamedTuple):
    """Full score and score that stand side by side."""

    rows: tuple[Row, ...]
    """Several where both cells are merged over them."""
    weight: Decimal
    score: Decimal


@per_form
def scored(form: Form) -> tuple[Scored, ...]:
    """Rows with both numbers, where the two cells cover the same rows."""
    scores = {cell.rows: cell.points for cell in column(form, "score")}
    found = ((cell, scores.get(cell.rows)) for cell in column(form, "weight"))
    return tuple(
        Scored(cell.rows, cell.points, score)
        for cell, score in found
        if cell.points is not None and score is not None
    )


@per_form
def fund_points(form: Form, kind: Kind) -> tuple[Points, ...]:
    """What the funds block may add to the sum; one of 0 for none, () if it cannot be told.

    The total row's points are those of the block.  Where only parts have points and all have the
    same number, it may be one cell over all of them.
    """
    rows = fund_rows(form)
    filled = [row for row in rows if not is_blank(getattr(row.fund, kind))]
    points = [_points(row, kind) for row in filled]
    known = [one for one in points if one is not None]
    if len(known) < len(points):
        return ()
    if not known:
        return (_NO_POINTS,)
    totals = [one for row, one in zip(filled, known, strict=True) if row.is_total]
    if totals:
        return (totals[0],)
    whole = _added(known)
    return (whole, known[0]) if len(known) > 1 and len(set(known)) == 1 else (whole,)


def _points(row: FundRow, kind: Kind) -> Points | None:
    points = row.weight if kind == "weight" else row.score
    return None if points is None else _printed(getattr(row.fund, kind), points)


@per_form
def prints_budget(form: Form) -> bool:
    """Whether the points of the budget's rate stand in the form, in the funds or as a row."""
    if any(one.value for one in fund_points(form, "weight")):
        return True
    rates = form.profile.words.budget_rates
    if any(level_name(one.name) in rates and not is_blank(one.weight) for one in aspects(form)):
        return True
    return any(rate_rows(form).intersection(cell.rows) for cell in column(form, "weight"))


@per_form
def rate_rows(form: Form) -> frozenset[Row]:
    """Rows of the grid that are the budget's rate."""
    rates = form.profile.words.budget_rates
    return frozenset(
        row for row in form.rows if row.level1 in rates or level_name(row.name) in rates
    )


class Aspect(NamedTuple):
    """A row of a block with points outside of the grid, such as 资金管理情况."""

    name: str
    weight: str | None
    score: str | None
    score_field: str
    """Label of the score among the table's fields."""


@per_form
def aspects(form: Form) -> tuple[Aspect, ...]:
    """The scored rows of blocks outside of the grid, by their labels "分配科学性 分值"."""
    return tuple(_aspects(form))


def _aspects(form: Form) -> Iterator[Aspect]:
    fields, words = form.table.fields, form.profile.words
    named: dict[str, dict[str, str]] = {}
    for label in fields:
        name, _, column = label.rpartition(" ")
        if name and column in (*words.weight_columns, *words.score_columns):
            named.setdefault(name, {})[column] = label
    for name, labels in named.items():
        weight = next((labels[one] for one in words.weight_columns if one in labels), "")
        score = next((labels[one] for one in words.score_columns if one in labels), "")
        yield Aspect(name, fields.get(weight), fields.get(score), score)


def aspect_points(form: Form, kind: Kind) -> Points | None:
    """The sum of the blocks outside of the grid; None if a cell holds something else."""
    texts = [one.weight if kind == "weight" else one.score for one in aspects(form)]
    filled = [text for text in texts if not is_blank(text)]
    known = [_printed(text, one) for text in filled if (one := parse_points(text)) is not None]
    return _added(known) if len(known) == len(filled) else None


@per_form
def sums(form: Form, kind: Kind, rows: tuple[Row, ...] | None = None) -> tuple[Points, ...]:
    """What rows and all other points of the table may add up to; () if that cannot be told.

    Points that come on top (加分项) may count or not.

    Args:
        form: The form.
        kind: The column.
        rows: A part of them; None for all.
    """
    filled = column(form, kind) if rows is None else tuple(cells(rows, kind))
    plain = tuple(cell for cell in filled if not is_bonus(cell.rows[0]))
    outside = aspect_points(form, kind)
    inside = [_sum(some) for some in dict.fromkeys((plain, filled))]
    return tuple(
        one.plus(outside).plus(money)
        for one in inside
        if one is not None and outside is not None
        for money in fund_points(form, kind)
    )


def is_bonus(row: Row) -> bool:
    """Whether the points of a row come on top of the whole (加分项)."""
    labels = (row.indicator.level1, row.indicator.level2, row.indicator.level3)
    return any(word in label for label in labels if label for word in row.words.bonus_names)


@per_form
def wholes(form: Form) -> tuple[tuple[Row, ...], ...]:
    """The parts of a table whose points are a whole each: its activities, or all its rows."""
    if len(form.table.activities) < _FEWEST_WHOLES:
        return (form.rows,)
    parts = [form.rows_of(one) for one in form.table.activities]
    weighted = [rows for rows in parts if any(True for _ in cells(rows, "weight"))]
    if len(weighted) > 1 and all(_is_whole(form, rows) for rows in weighted):
        return tuple(weighted)
    return (form.rows,)


def _is_whole(form: Form, rows: tuple[Row, ...]) -> bool:
    alone = row_points(rows, "weight")
    found = (alone or _NO_POINTS, *sums(form, "weight", rows))
    return any(is_the_whole(form, one) for one in found)


def is_the_whole(form: Form, found: Points) -> bool:
    """Whether full scores are the total of the profile, or all but those of the budget's rate.

    Some forms print points of the rate nowhere; where the total row has the whole, they lack.
    """
    points = form.profile.points
    if agree(form, found, points.total):
        return True
    if points.budget is None or prints_budget(form):
        return False
    printed = parse_points(form.table.total.weight)
    if printed is not None and not agree(form, found, printed):
        return False
    return agree(form, found, points.total - points.budget)


def agree(form: Form, one: Points, other: Decimal) -> bool:
    """Whether two numbers of points are the same but for rounding."""
    room = form.profile.thresholds.points_tolerance + one.rounding
    return abs(one.value - other) <= room


def label_points(label: str | None) -> Decimal | None:
    """The points that a label prints: 50 of 产出指标(50分); None where it prints none."""
    found = _LABEL_POINTS.search(bare(label))
    return Decimal(found[1] or found[2]) if found else None


def goal_points(form: Form) -> dict[str, Decimal]:
    """The points in the labels of numbered goals (年度绩效目标1（40分）), by label.

    Empty unless all goals print theirs.
    """
    goals = [label for label in form.table.fields if _is_goal(label, form.profile.words)]
    found = {label: label_points(label) for label in goals}
    known = {label: points for label, points in found.items() if points is not None}
    return known if len(known) == len(found) else {}


def _is_goal(label: str, words: Words) -> bool:
    key = label_key(label)
    return any(_COUNTER.fullmatch(key.removeprefix(one)) for one in words.goals if one in key)


class Split(NamedTuple):
    """Points by first level, and those of the budget's rate."""

    levels: dict[str, Decimal]
    budget: Decimal | None


@per_form
def noted_split(form: Form) -> Split | None:
    """The split that the form's own note states, if it adds up: 产出指标50分、效益指标30分."""
    words = form.profile.words
    pattern = _split_pattern(words.level1, words.budget_rates)
    for text in (*form.table.notes, *form.table.fields.values()):
        found: dict[str, Decimal] = {}
        for name, number in pattern.findall(bare(text)):
            found.setdefault(name, Decimal(number))
        budgets = [found.pop(one) for one in words.budget_rates if one in found]
        budget = budgets[0] if budgets else None
        whole = sum(found.values(), budget or Decimal(0))
        if len(found) >= _FEWEST_LEVELS and agree(form, Points(whole), form.profile.points.total):
            return Split(found, budget)
    return None


@lru_cache(maxsize=64)
def _split_pattern(levels: tuple[str, ...], rates: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(re.escape(one) for one in sorted((*levels, *rates), key=len, reverse=True))
    return re.compile(rf"({names})(?:指标)?{_NUMBER}(?:分|(?![0-9.%％]))")


def points_of(level: str, split: dict[str, Decimal]) -> Decimal | None:
    """The points of a level in a split: 服务对象满意度 is 满意度, 项目产出 is 产出."""
    for name, points in split.items():
        if level and (level.endswith(name) or name.endswith(level)):
            return points
    return None
