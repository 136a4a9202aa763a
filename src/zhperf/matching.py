"""Headers to families: which field each column has, and which family fits best, and why.

A column is known by the words of its header, whatever its position.  Every family is scored;
the scores can be shown (`Explanation`).
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from zhperf.templates import INDICATOR_FIELDS, NAMING_FIELDS
from zhperf.vocabulary import is_first_level, is_level, label_key, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhperf.formparts import Form
    from zhperf.geometry import BBox
    from zhperf.grids import CarrierPlace, LogicalRow
    from zhperf.headers import Header, HeaderColumn
    from zhperf.templates import ColumnRole, IndicatorField, Template

UNKNOWN = "unknown"
"""Template id of a form that fits no family but has an indicator grid."""

_REQUIRED_POINTS = 3
_OPTIONAL_POINTS = 1
_CONDITION_POINTS = 3
"""For the order of columns, and for a nested header."""
_MARK_POINTS = 5
"""For a mark: more than a required column, since a family is told from others by its marks."""
_FOREIGN_POINTS = -2
"""For a column that the family does not have."""


class FamilyFit(NamedTuple):
    """How well a family fits a form."""

    template: str
    title: str
    score: int
    fits: bool
    known: int
    """Columns whose header the family knows."""
    total: int
    """Columns with a header."""
    missing: tuple[str, ...]
    """Required fields without a column."""
    forbidden: tuple[str, ...]
    """Fields with a column that the family never has."""
    marks: tuple[str, ...]
    """Words that speak for the family, as the template has them."""
    unknown: tuple[str, ...]
    """Header texts without a meaning."""
    reasons: tuple[str, ...]
    """Other conditions that are not met, in English."""


class Explanation(NamedTuple):
    """How the family of a form was chosen."""

    page: int | None
    """1-based page of the header; None in a source without pages."""
    bbox: BBox | None
    """Of the header's first cell, in page space; None in a source without pages."""
    header: tuple[str, ...]
    """Texts of the header's columns, left to right."""
    fields: tuple[str | None, ...]
    """Field of each of them under the chosen family."""
    chosen: str | None
    """Template id, "unknown", or None if nothing was read."""
    fits: tuple[FamilyFit, ...]
    """Best first."""
    place: CarrierPlace | None = None
    """Of the header's first cell in a source without pages."""


class Match(NamedTuple):
    """The family that a form is read by."""

    template: Template
    """Its words are used, also for a form of no known family."""
    id: str
    """Of the family, or "unknown"."""
    fits: tuple[FamilyFit, ...]
    """All families, best first."""


class ColumnField(NamedTuple):
    """What a printed column holds."""

    start: int
    """0-based first column of the table."""
    end: int
    """Column after the last."""
    header: str
    """Its header as one text; "" without one."""
    field: IndicatorField | None
    """None: it goes to `extra`, or it is a side label."""
    side: bool
    """Whether it stands left of the grid and holds labels, no values."""


# --- which field has each column --------------------------------------------------------


def column_fields(
    header: Header, rows: Sequence[LogicalRow], template: Template
) -> tuple[ColumnField, ...]:
    """The fields of the printed columns.

    Args:
        header: The header.
        rows: The rows under it.
        template: Knows the words.

    Returns:
        One entry for each printed column, left to right.  Each field occurs once: of several
        columns with one field the first right of the indicator's name has it.
    """
    printed = [part for column in header.columns for part in _parts(column, rows, template)]
    roles = [role for _, role in printed]
    if "level3" not in roles and "group" in roles:
        last = max(index for index, role in enumerate(roles) if role == "group")
        roles[last] = "level3"
    _name_side_levels(printed, roles, rows)
    name = next((roles.index(field) for field in NAMING_FIELDS if field in roles), 0)
    grid = next((index for index, role in enumerate(roles) if role is not None), 0)
    order = [*range(name, len(roles)), *range(name)]
    chosen: dict[str, int] = {}
    for index in order:
        role = roles[index]
        if role in INDICATOR_FIELDS:
            chosen.setdefault(str(role), index)
    return tuple(
        ColumnField(
            column.start,
            column.end,
            column.text,
            _field(role) if chosen.get(str(role)) == index else None,
            not column.words and role is None and index < grid,
        )
        for index, ((column, _), role) in enumerate(zip(printed, roles, strict=True))
    )


def _field(role: ColumnRole | None) -> IndicatorField | None:
    return None if role in (None, "group", "extra") else role  # type: ignore[return-value]


def _parts(
    column: HeaderColumn, rows: Sequence[LogicalRow], template: Template
) -> Iterator[tuple[HeaderColumn, ColumnRole | None]]:
    """A printed column and its role; one that stands over all levels is several."""
    role = _role(column, template)
    cuts = _cuts(column, rows) if role in ("group", "level3") else []
    if not cuts:
        yield column, role
        return
    edges = [column.start, *cuts, column.end]
    for start, end in itertools.pairwise(edges):
        part = column._replace(start=start, end=end)
        last = end == column.end
        yield part, "level3" if last else _level_of(start, rows)


def _role(column: HeaderColumn, template: Template) -> ColumnRole | None:
    """Role by the lowest word that is known, else by all words together."""
    roles = [template.column(word) for word in reversed(column.words)]
    found = next((role for role in roles if role is not None), None)
    whole = template.column(column.text) if len(column.words) > 1 else None
    return whole or found


def _cuts(column: HeaderColumn, rows: Sequence[LogicalRow]) -> list[int]:
    """Columns at which most rows begin a new cell under a header cell, where levels stand."""
    cuts = []
    for index in range(column.start + 1, column.end):
        apart = [row for row in rows if row[index] is not row[index - 1] and row[index].text]
        levels = [row for row in apart if is_level(row[index - 1].text)]
        if len(levels) * 2 > len(rows):
            cuts.append(index)
    return cuts


def _level_of(column: int, rows: Sequence[LogicalRow]) -> ColumnRole:
    texts = [row[column].text for row in rows if row[column].text]
    return "level1" if any(is_first_level(text) for text in texts) else "level2"


def _name_side_levels(
    printed: list[tuple[HeaderColumn, ColumnRole | None]],
    roles: list[ColumnRole | None],
    rows: Sequence[LogicalRow],
) -> None:
    """A column without header left of the levels that groups the rows is the first level."""
    if "level1" in roles or not ({"level2", "level3"} & set(roles)):
        return
    first = min(roles.index(role) for role in ("level2", "level3") if role in roles)
    for index in range(first):
        column = printed[index][0]
        texts = {row[column.start].text for row in rows if row[column.start].text}
        if roles[index] is None and not column.words and any(map(is_level, texts)):
            roles[index] = "level1"


# --- which family -----------------------------------------------------------------------


def match_form(form: Form, templates: Sequence[Template]) -> Match | None:
    """The family that a form is read by; None if it is no indicator table at all.

    Args:
        form: A form with at least one header.
        templates: The families, in order of preference where scores are equal.
    """
    words = _words(form)
    fits = [fit_of(form, template, words) for template in templates]
    order = sorted(range(len(fits)), key=lambda i: (not fits[i].fits, -fits[i].score, i))
    ranked = tuple(fits[index] for index in order)
    best = templates[order[0]]
    if ranked[0].fits:
        return Match(best, best.id, ranked)
    readable = [i for i in order if templates[i].kind == "indicators"]
    nearest = max(readable, key=lambda i: (fits[i].known, fits[i].score), default=None)
    if nearest is None or not is_indicator_grid(form, templates[nearest]):
        return None
    return Match(templates[nearest], UNKNOWN, ranked)


def fit_of(form: Form, template: Template, words: frozenset[str]) -> FamilyFit:
    """How well one family fits.

    Args:
        form: A form with at least one header.
        template: The family.
        words: Texts of the form's cells, as `label_key` gives them.
    """
    header, rows = form.grids[0].header, form.grids[0].rows
    columns = column_fields(header, rows, template)
    found = {column.field for column in columns if column.field}
    fit = template.fit
    met, reasons = _conditions(columns, header, template)
    marks = tuple(mark for mark in fit.marks if label_key(mark) in words)
    if len(marks) < fit.min_marks:
        reasons.append("none of its marks is printed")
    missing = tuple(field for field in fit.required if field not in found)
    forbidden = tuple(field for field in fit.forbidden if field in found)
    headed = [column for column in header.columns if column.words]
    unknown = tuple(c.text for c in headed if _role(c, template) is None)
    foreign = found - {*fit.required, *fit.optional}
    score = (
        _REQUIRED_POINTS * (len(fit.required) - len(missing))
        + _OPTIONAL_POINTS * len(found & set(fit.optional))
        + _CONDITION_POINTS * met
        + _MARK_POINTS * len(marks)
        + _FOREIGN_POINTS * len(foreign)
    )
    return FamilyFit(
        template=template.id,
        title=template.title,
        score=score,
        fits=not (missing or forbidden or reasons),
        known=len(headed) - len(unknown),
        total=len(headed),
        missing=missing,
        forbidden=forbidden,
        marks=marks,
        unknown=unknown,
        reasons=tuple(reasons),
    )


def _conditions(
    columns: Sequence[ColumnField], header: Header, template: Template
) -> tuple[int, list[str]]:
    """How many conditions on order and nesting are met, and which of the others are not.

    A condition on columns that are not printed is neither.
    """
    place = {column.field: column.start for column in columns if column.field}
    pairs = [(a, b) for a, b in template.fit.before if a in place and b in place]
    reasons = [f"{a} does not stand before {b}" for a, b in pairs if place[a] >= place[b]]
    met = len(pairs) - len(reasons)
    if template.fit.nested is not None and "target" in place:
        target = next(c for c in header.columns if c.start == place["target"])
        if target.nested == template.fit.nested:
            met += 1
        else:
            reasons.append(f"the target's header is {'' if target.nested else 'not '}nested")
    return met, reasons


def _words(form: Form) -> frozenset[str]:
    """All short texts of a form but its indicators', for finding marks."""
    rows = [*(row for block in form.head for row in block), *form.tail]
    texts = {cell.text for row in rows for cell in row}
    for grid in form.grids:
        texts.update(word for column in grid.header.columns for word in column.words)
        texts.update(cell.text for cell in grid.sides)
    return frozenset(key for text in texts for key in (plain(text), label_key(text)) if key)


def is_indicator_grid(form: Form, template: Template) -> bool:
    """Whether a form of no known family has an indicator grid all the same.

    It prints three levels, or names with a target and a completion, or two levels with one of
    the two.
    """
    fields = {c.field for c in column_fields(form.grids[0].header, form.grids[0].rows, template)}
    levels = len(fields & {"level1", "level2", "level3"})
    values = len(fields & {"target", "actual"})
    return levels == 3 or (levels >= 1 and values == 2) or (levels == 2 and values == 1)


def unknown_words(fits: Sequence[FamilyFit]) -> tuple[str, ...]:
    """Header texts that no family knows, left to right."""
    known_to_some = [word for word in fits[0].unknown if any(word not in f.unknown for f in fits)]
    return tuple(word for word in fits[0].unknown if word not in known_to_some)
