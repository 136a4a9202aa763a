"""The form itself: repairs, labels, years, and what it lacks (ZP2xx)."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from zhperf.errors import Bilingual
from zhperf.forms import INDICATOR_FIELDS
from zhperf.formtexts import is_blank, level_name, shortened
from zhperf.once import per_form, per_text
from zhperf.planyears import other_year
from zhperf.profiles import any_of
from zhperf.units import is_unit
from zhperf.valuetext import bare, fold
from zhperf.vocabulary import label_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhperf.forms import Form, Row
    from zhperf.profiles import Profile, Words
    from zhperf.report import Activity, Repair
    from zhperf.rulebook import Hit

_MOVED = "cells-moved"
_JOINED = ("joined-over-page-break", "joined-over-rows")
_POINTS = re.compile(r"[0-9.]+(分|%)?$")
_BLOCKS = {
    "funds": ("funds", Bilingual("the block of funds (项目资金)", "“项目资金”部分")),
    "weights": ("weight", Bilingual("the column of points (分值)", "“分值”栏")),
    "total": ("total.score", Bilingual("the row of totals (总分)", "“总分”行")),
}


def row_repaired(form: Form) -> Iterator[Hit]:
    """ZP201: cells of the row were moved or joined."""
    above: set[tuple[str, str, str]] = set()
    for row in form.rows:
        repairs = [one for one in row.indicator.repairs if one.kind in (*_JOINED, _MOVED)]
        # A merged cell tells its repair in each of its rows.
        own = [one for one in repairs if _repair_key(one) not in above]
        above = {_repair_key(one) for one in repairs if one.field in ("level1", "level2")}
        if own:
            variant = "moved" if own[0].kind == _MOVED else None
            where, detail = _told(own[0].detail)
            yield row.hit(own[0].field, variant=variant, where=where, detail=detail)


_BREAK = re.compile(
    r"(?:p(?P<page>[0-9]+)\|p(?P<next>[0-9]+)|line (?P<line>[0-9]+)\|line (?P<below>[0-9]+)): "
)
"""How the reading writes down where a cell was cut."""


def _told(detail: str) -> tuple[Bilingual, Bilingual]:
    """Where a cell was cut, and its parts, in words: p3|p4: 改进措|施."""
    found = _BREAK.match(detail)
    texts = detail[found.end() if found else 0 :]
    above, bar, below = texts.partition("|")
    parts = [f"“{one}”" for one in (above, below) if one]
    if not bar or not parts:
        return _where(found), Bilingual(shortened(texts, 80), shortened(texts, 80))
    return _where(found), Bilingual(
        shortened(" and ".join(parts), 80), shortened("与".join(parts), 80)
    )


def _where(found: re.Match[str] | None) -> Bilingual:
    if found is None:
        return Bilingual("", "")
    if found["page"]:
        above, below = found["page"], found["next"]
        return Bilingual(f" between pages {above} and {below}", f"在第{above}页与第{below}页之间")
    above, below = found["line"], found["below"]
    return Bilingual(f" between lines {above} and {below}", f"在第{above}行与第{below}行之间")


def _repair_key(repair: Repair) -> tuple[str, str, str]:
    return repair.kind, repair.field, repair.detail


def header_changes(form: Form) -> Iterator[Hit]:
    """ZP202: parts of the table have different numbers of columns."""
    for repair in form.table.repairs:
        if repair.kind == "header-changes":
            yield form.hit(repair.field, value=repair.detail)


def unit_name_missing(form: Form) -> Iterator[Hit]:
    """ZP203: nothing says whose table it is."""
    table, words = form.table, form.profile.words
    if not is_blank(table.department) or not is_blank(table.implementing_unit):
        return
    if any_of(words.unit_titles).search(bare(table.title)):
        return
    pairs = [*table.fields.items(), *(re.split("[:：]", note, maxsplit=1) for note in table.notes)]
    if not any(_names_unit(pair, words) for pair in pairs):
        yield form.hit("department")


def _names_unit(pair: Sequence[str], words: Words) -> bool:
    label, value = bare(pair[0]), pair[1] if len(pair) > 1 else None
    named = not is_blank(value) and not _is_money(bare(value))
    return named and any_of(words.unit_labels).search(label) is not None


def _is_money(value: str) -> bool:
    """Whether a value is what amounts are told in: 单位：万元."""
    return value.endswith(("元", "%")) or is_unit(value)


def year_mismatch(form: Form) -> Iterator[Hit]:
    """ZP204: the year is not that of the heading, or of the report's other tables."""
    year = form.table.fiscal_year
    if year is None:
        return
    known = [one.fiscal_year for one in form.report.tables if one.fiscal_year is not None]
    usual = Counter(known).most_common(1)[0][0]
    if year != usual:
        yield form.hit(
            "fiscal_year",
            value=str(year),
            expected=str(usual),
            variant="heading",
            usual=usual,
            year=year,
        )
    yield from _years_in_texts(form, year)


def _years_in_texts(form: Form, year: int) -> Iterator[Hit]:
    words = form.profile.words
    for activity in form.table.activities:
        if other := other_year(activity.task, year, words):
            yield form.hit(
                "task",
                activity=activity,
                value=activity.task,
                severity=other.severity,
                other=other.year,
                year=year,
            )
        for row in form.rows_of(activity):
            for field, text in ((row.name_field, row.name), ("target", row.indicator.target)):
                if other := other_year(text, year, words, later=field != "target"):
                    yield row.hit(field, severity=other.severity, other=other.year, year=year)


def placeholder_left(form: Form) -> Iterator[Hit]:
    """ZP205: the form's own filler was left in a cell."""
    words = form.profile.words
    clean = not any(_is_filler(text, words) for text in form.texts)
    for one in _texts(form, with_rows=not clean):
        if not _is_filler(one.text, words):
            continue
        if one.row is not None:
            yield one.row.hit(one.field)
        else:
            yield form.hit(one.field, activity=one.activity, value=one.text)


class _Text(NamedTuple):
    """A text of the table, and where it stands."""

    text: str
    field: str
    activity: Activity | None = None
    row: Row | None = None


_RUN = re.compile(r"(?<![0-9*])\*{2,}(?!\*)|(?<![0-9A-Za-z×])(?:[xX]{2,}|×{2,})(?![0-9A-Za-z×])")
"""** and XXX; 138****1234 hides a number on purpose."""
_RUN_SIGN = re.compile("[*xX×]")
"""Looked for first: few texts have any."""


def _is_filler(text: str, words: Words) -> bool:
    return _is_text_filler(text, words.instructions, words.placeholders)


@per_text
def _is_text_filler(
    text: str, instructions: tuple[str, ...], placeholders: tuple[str, ...]
) -> bool:
    folded = fold(text)
    if (_RUN_SIGN.search(folded) and _RUN.search(folded)) or any_of(instructions).search(folded):
        return True
    return any_of(placeholders).fullmatch(bare(text)) is not None


def _texts(form: Form, *, with_rows: bool) -> Iterator[_Text]:
    """All texts of the table; a merged cell once."""
    yield from _head_texts(form)
    for activity in form.table.activities:
        yield from _activity_texts(activity)
        if with_rows:
            yield from _row_texts(form.rows_of(activity))


def _activity_texts(activity: Activity) -> Iterator[_Text]:
    for field, text in (("name", activity.name), ("task", activity.task)):
        if text:
            yield _Text(text, field, activity)


def _head_texts(form: Form) -> Iterator[_Text]:
    table = form.table
    named = {
        "title": table.title,
        "department": table.department,
        "implementing_unit": table.implementing_unit,
        "overall_objective.expected": table.overall_objective.expected,
        "overall_objective.achieved": table.overall_objective.achieved,
        **{f"fields.{label}": value for label, value in table.fields.items()},
    }
    for field, text in named.items():
        if text:
            yield _Text(text, field)


def _row_texts(rows: Sequence[Row]) -> Iterator[_Text]:
    above: dict[str, str | None] = {}
    for row in rows:
        for field, text in zip(INDICATOR_FIELDS, row.texts, strict=True):
            merged = field in ("level1", "level2") and above.get(field) == text
            above[field] = text
            if text and not merged:
                yield _Text(text, field, row=row)


@per_text
def _label(text: str | None) -> str:
    """A level's label for looking it up, without points that stand behind it."""
    return level_name(_POINTS.sub("", label_key(text or "")))


@per_form
def _labelled(form: Form, field: str) -> tuple[tuple[Row, str], ...]:
    """The first row of each merged label, and the label; fillers are not looked at."""
    return tuple(_labels(form, field))


def _labels(form: Form, field: str) -> Iterator[tuple[Row, str]]:
    above: tuple[object, ...] = ()
    for row in form.rows:
        text = row.text(field)
        key = (row.activity, text) if field == "level1" else (row.activity, row.level1, text)
        if text and key != above and not is_blank(text) and not _is_filler(text, row.profile.words):
            yield row, _label(text)
        above = key


@per_form
def _all_level2(form: Form) -> frozenset[str]:
    """Second levels of any first one."""
    return frozenset(chain.from_iterable(form.profile.words.level2.values()))


def level1_unknown(form: Form) -> Iterator[Hit]:
    """ZP206: a first level that no list has."""
    words = form.profile.words
    for row, label in _labelled(form, "level1"):
        # In forms with two levels the first one may hold what is the second elsewhere.
        second = not row.indicator.level3 and label in _all_level2(form)
        if label not in words.level1 and not second:
            yield row.hit("level1")


_SATISFACTION: Final = "满意度"
"""How second levels end that say whose satisfaction it is: 职工满意度."""


def level2_unknown(form: Form) -> Iterator[Hit]:
    """ZP207: a second level that no list has."""
    words = form.profile.words
    for row, label in _labelled(form, "level2"):
        # Without a first level, the second may hold what is the first elsewhere.
        first = not row.indicator.level1 and label in words.level1
        known = label in _all_level2(form) or label.endswith(_SATISFACTION)
        if row.indicator.level3 and not known and not first:
            yield row.hit("level2")


def level2_wrong_parent(form: Form) -> Iterator[Hit]:
    """ZP208: a second level under a first one that does not hold it."""
    lists = form.profile.words.level2
    for row, label in _labelled(form, "level2"):
        allowed = lists.get(_label(row.indicator.level1))
        if allowed is None or not row.indicator.level3 or label not in _all_level2(form):
            continue
        if label not in allowed and label not in lists.get("*", ()):
            parents = [parent for parent, names in lists.items() if label in names]
            yield row.hit("level2", level1=row.indicator.level1, parents="、".join(parents))


def dimension_missing(form: Form) -> Iterator[Hit]:
    """ZP209: an activity without indicators of a dimension."""
    dimensions = form.profile.dimensions
    for activity, printed in _dimensions(form):
        for names, severity in ((dimensions.required, None), (dimensions.optional, "note")):
            missing = [name for name in names if name not in printed]
            if missing:
                yield form.hit(
                    "name",
                    activity=activity,
                    value=activity.name,
                    severity="note" if severity else None,
                    missing="、".join(missing),
                )


def cost_missing(form: Form) -> Iterator[Hit]:
    """ZP210: an activity without cost indicators."""
    if not form.profile.dimensions.cost:
        return
    for activity, printed in _dimensions(form):
        if "成本" not in printed:
            yield form.hit("name", activity=activity, value=activity.name)


@per_form
def _dimensions(form: Form) -> tuple[tuple[Activity, frozenset[str]], ...]:
    """Activities that print a known dimension, and all that they print."""
    found = []
    for activity in form.table.activities:
        levels = {(row.indicator.level1, row.indicator.level2) for row in form.rows_of(activity)}
        printed = frozenset(chain.from_iterable(_dimensions_of(form, *one) for one in levels))
        if printed:
            found.append((activity, printed))
    return tuple(found)


@per_form
def _dimensions_of(form: Form, level1: str | None, level2: str | None) -> tuple[str, ...]:
    """Dimensions that the levels of a row name: 项目产出 is 产出, 社会效益 is 效益."""
    return tuple(_named_dimensions((_label(level1), _label(level2)), form.profile))


def _named_dimensions(levels: tuple[str, str], profile: Profile) -> Iterator[str]:
    asked = profile.dimensions
    stems = {one: one.removesuffix("度") for one in (*asked.required, *asked.optional, "成本")}
    # Another first level, such as 项目完成, may hold what stands under a dimension elsewhere.
    other = not any(stem in levels[0] for stem in stems.values())
    for dimension, stem in stems.items():
        second = other and any(one in profile.words.level2.get(dimension, ()) for one in levels)
        if second or any(stem in one for one in levels):
            yield dimension


def block_missing(form: Form) -> Iterator[Hit]:
    """ZP211: a part that forms of the profile have."""
    table = form.table
    printed = {
        "funds": bool(table.funds),
        "weights": any(row.indicator.weight for row in form.rows),
        "total": bool(table.total.weight or table.total.score),
    }
    for block in form.profile.blocks:
        if not printed[block]:
            field, name = _BLOCKS[block]
            yield form.hit(field, block=name)
