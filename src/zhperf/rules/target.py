"""Targets: what is promised, and whether it can be measured (ZP4xx)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from zhperf import mentions
from zhperf.forms import PERCENTS
from zhperf.formtexts import is_blank, letters, understood
from zhperf.once import per_text
from zhperf.profiles import any_of
from zhperf.valuetext import bare
from zhperf.valuewords import SIGNS, WORDS_BEFORE

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from zhperf.forms import Form, Row
    from zhperf.report import Comparator, Quantity
    from zhperf.rulebook import Hit


def target_missing(form: Form) -> Iterator[Hit]:
    """ZP401: nothing says what is promised."""
    if not _has_targets(form):
        return
    for row in form.rows:
        if not row.has_target and (is_blank(row.indicator.nature) or _is_operator(row)):
            yield row.hit("target")


def _has_targets(form: Form) -> bool:
    """Whether the form has a column for targets, as far as can be told.

    Where no row has one, it may be among the columns whose header no family knows.
    """
    printed = not form.printed_fields.isdisjoint(("target", "nature", "unit"))
    return printed or not any(row.indicator.extra for row in form.rows)


def operator_invalid(form: Form) -> Iterator[Hit]:
    """ZP402: the operator's column holds neither a sign nor a type."""
    for row in form.rows:
        if not is_blank(row.indicator.nature) and not _is_operator(row):
            yield row.hit("nature")


def _is_operator(row: Row) -> bool:
    if row.sign is not None or row.nature in WORDS_BEFORE:
        return True
    # 定量（其他：暂不确定） is 定量.
    return re.split("[(（:]", row.nature, maxsplit=1)[0] in row.words.natures


_LONGEST_FIRST: Final = tuple(sorted(SIGNS, key=len, reverse=True))
_ONE_NUMBER = re.compile(r"[0-9.]*%?")
"""Is no range, as can be told without understanding it."""


def operator_range_conflict(form: Form) -> Iterator[Hit]:
    """ZP403: one sign before a range of two numbers."""
    for row in form.rows:
        printed = _beside_sign(row)
        if printed is None or _ONE_NUMBER.fullmatch(printed[1]):
            continue
        if printed[0] == "=" and any(word in row.name for word in row.words.range_names):
            continue
        found = understood(printed[1], row.indicator.unit)
        if found.comparator == "between" and found.unit != "date":
            yield row.hit("target", sign=printed[0], range=printed[1])


def _beside_sign(row: Row) -> tuple[str, str] | None:
    """The sign of a target and what stands beside it; None without a sign."""
    text = bare(row.indicator.target)
    if text.startswith(_LONGEST_FIRST):
        sign = next(filter(text.startswith, _LONGEST_FIRST))
        return sign, text.removeprefix(sign)
    return (row.nature, text) if row.sign is not None else None


def operator_word_conflict(form: Form) -> Iterator[Hit]:
    """ZP404: the operator's column and the cell say different things."""
    for row in form.rows:
        if row.sign is None:
            continue
        others = [one for one in _cell_comparators(row) if one[0] != row.sign]
        if others:
            yield row.hit("target", sign=row.text("nature"), printed=others[0][1])


def comparator_duplicated(form: Form) -> Iterator[Hit]:
    """ZP405: the operator's column and the cell say the same."""
    for row in form.rows:
        printed = _cell_comparators(row) if row.sign is not None else ()
        if printed and all(one == row.sign for one, _ in printed):
            yield row.hit("target", sign=row.text("nature"), printed=printed[0][1])


def _cell_comparators(row: Row) -> tuple[tuple[Comparator, str], ...]:
    """The comparators that the target's cell prints, each with its part of the cell."""
    return _text_comparators(row.text("target"), row.indicator.unit)


@per_text
def _text_comparators(text: str, unit: str | None) -> tuple[tuple[Comparator, str], ...]:
    found = understood(text, unit)
    parts = found.parts or [found]
    return tuple((sign, part.text) for part in parts if (sign := _printed_comparator(part)))


def _printed_comparator(part: Quantity) -> Comparator | None:
    """The comparator of a part; None where a plain number only means it."""
    sign = part.comparator
    if sign is None or sign == "between" or part.placeholder:
        return None
    if part.unit == "date" and not bare(part.text).startswith(_LONGEST_FIRST):
        return None  # 12月底前 goes well with "="
    said = "=" in bare(part.text) or "等于" in bare(part.text)
    return sign if sign != "=" or said else None


def value_free_text(form: Form) -> Iterator[Hit]:
    """ZP406: a sign, and then words instead of a number."""
    for row in form.rows:
        if row.sign is not None and row.has_target and _is_free_text(row):
            yield row.hit("target", sign=row.text("nature"))


def _is_free_text(row: Row) -> bool:
    text, target = row.text("target"), row.target
    if target is None or row.is_placeholder or mentions.is_bare_number(text):
        return False
    if mentions.names_date(text, ()) and not target.parts:
        return False
    found = understood(text)  # without its column, which may make a number doubtful
    if found.parts or (found.qualitative and target.qualitative):
        return True
    return mentions.words_beside(text) >= row.profile.thresholds.free_text_length


def unit_missing(form: Form) -> Iterator[Hit]:
    """ZP407: a number of what?"""
    for row in form.rows:
        target = row.target
        if target is None or target.unit is not None or target.parts or not row.quantities:
            continue
        if is_blank(row.indicator.unit) and not _name_has_unit(row):
            yield row.hit("target")


def _name_has_unit(row: Row) -> bool:
    words = row.words
    endings = (*words.count_names, *words.share_names, *words.unit_names)
    return mentions.ends_with(row.name, endings) or mentions.bracketed_unit(row.name)


def unit_is_magnitude(form: Form) -> Iterator[Hit]:
    """ZP408: the unit is 万, of nothing."""
    for row in form.rows:
        if mentions.is_magnitude(row.indicator.unit):
            yield row.hit("unit")


_SCALE = re.compile("[百千万亿]")
"""A character that every magnitude has."""


def magnitude_in_value(form: Form) -> Iterator[Hit]:
    """ZP409: 万 stands in the value, and the unit in its own column."""
    for row in form.rows:
        text = row.text("target")
        if not _SCALE.search(text):
            continue
        found = understood(text)
        if found.scale_text is not None and found.unit is None and not found.parts:
            yield row.hit("target", magnitude=found.scale_text)


def compound_target(form: Form) -> Iterator[Hit]:
    """ZP410: a target promises several things."""
    for row in form.rows:
        if row.target is not None and row.target.parts:
            yield row.hit("target", count=len(row.target.parts))
        elif row.has_target and (count := mentions.statements(row.text("target"))) > 1:
            yield row.hit("target", count=count)
        elif mentions.two_units(row.indicator.unit):
            yield row.hit("unit", variant="unit")


def compound_indicator(form: Form) -> Iterator[Hit]:
    """ZP411: a name lists several things."""
    for row in form.rows:
        if mentions.listed(row.name):
            yield row.hit(row.name_field)


def target_in_name(form: Form) -> Iterator[Hit]:
    """ZP412: the numbers stand in the name, and none in the target."""
    for row in form.rows:
        if row.quantities or mentions.has_digits(row.text("target")):
            continue
        if found := mentions.quantities(mentions.without_kinds(row.name)):
            yield row.hit(row.name_field, quantities="、".join(found))


def qualitative_has_number(form: Form) -> Iterator[Hit]:
    """ZP413: the form says 定性, and the value can be counted."""
    for row in form.rows:
        if row.says_qualitative and _countable(row):
            yield row.hit("target")


def _countable(row: Row) -> bool:
    text = row.text("target")
    dated = mentions.names_date(text, row.words.times)
    return bool(row.quantities) or dated or bool(mentions.quantities(text))


def qualitative_has_comparator(form: Form) -> Iterator[Hit]:
    """ZP414: the form says 定性, and the value compares."""
    for row in form.rows:
        if not row.says_qualitative:
            continue
        found = mentions.comparator_in(row.text("target"), row.words.prose_comparators)
        if found is not None:
            yield row.hit("target", sign=found)


def qualitative_not_measurable(form: Form) -> Iterator[Hit]:
    """ZP415: nobody can tell when such words are reached."""
    for row in form.rows:
        if not row.is_qualitative or not row.has_target or row.is_placeholder:
            continue
        text = row.text("target")
        whole = bare(text).rstrip("。；;，,、.")
        graded = whole in row.words.grades or any_of(row.words.measurable).fullmatch(whole)
        if not graded and not _countable(row) and not mentions.has_digits(text):
            yield row.hit("target")


def name_unit_mismatch(form: Form) -> Iterator[Hit]:
    """ZP416: a count in per cent, or a share in pieces."""
    words = form.profile.words
    known = {"date", *words.share_units}
    for row in form.rows:
        unit = row.target.unit if row.target is not None and not row.target.qualitative else None
        if unit is None:
            continue
        if unit in PERCENTS:
            if mentions.ends_with(row.name, words.count_names):
                yield row.hit(row.name_field, unit=unit)
        elif unit not in known and mentions.ends_with(
            row.name, words.share_names, words.not_share_names
        ):
            yield row.hit(row.name_field, unit=unit, variant="share")


def level2_name_mismatch(form: Form) -> Iterator[Hit]:
    """ZP417: the name speaks of something else than its second level."""
    words = form.profile.words
    ends = {"质量": words.quality_misnamed, "数量": words.quantity_misnamed}
    for row in form.rows:
        if not row.indicator.level3 or row.is_placeholder:
            continue
        telling = row.level2 == "质量" and any(word in row.name for word in words.quality_counts)
        if mentions.ends_with(row.name, ends.get(row.level2, ())) and not telling:
            yield row.hit(row.name_field, level2=row.level2)
        elif row.level2 == "时效" and not _speaks_of_time(row):
            yield row.hit(row.name_field, level2=row.level2, variant="time")


def _speaks_of_time(row: Row) -> bool:
    text = "".join((row.name, row.text("target"), row.text("unit")))
    return any(word in text for word in row.words.time_names)


def satisfaction_not_satisfaction(form: Form) -> Iterator[Hit]:
    """ZP418: an indicator of satisfaction that asks nobody."""
    for row in form.rows:
        asked = "满意" in row.level1 or "满意" in row.level2
        if asked and row.name and not _tells_satisfaction(row):
            yield row.hit(row.name_field)


def _tells_satisfaction(row: Row) -> bool:
    """Whether a name has a word of satisfaction, or tells who is asked beside a share of them."""
    if any(word in row.name or word in row.text("target") for word in row.words.satisfaction):
        return True
    shared = row.target is not None and row.target.unit in PERCENTS
    return shared and mentions.ends_with(row.name, row.words.asked)


def time_unit_ambiguous(form: Form) -> Iterator[Hit]:
    """ZP419: 12 months, or December?"""
    for row in form.rows:
        if row.sign != "=" and not bare(row.indicator.target).startswith("="):
            continue
        months = mentions.month_alone(row.text("target"), row.indicator.unit)
        if months is not None:
            yield row.hit("target", months=months)


def equality_on_quantity(form: Form) -> Iterator[Hit]:
    """ZP420: doing more than promised would miss the target."""
    for row in form.rows:
        target = row.target
        if target is None or target.comparator != "=":
            continue
        if row.sign != "=" and row.cell_sign != "=":
            continue
        # Nobody wants more complaints than none.
        if target.value and mentions.is_count(target.unit) and not _is_free_text(row):
            printed = f"{row.text('target').lstrip('＝=﹦ ')} {row.text('unit')}".strip()
            yield row.hit("target", printed=printed)


def cost_lower_bound(form: Form) -> Iterator[Hit]:
    """ZP421: the cost shall be as high as possible."""
    for row in form.rows:
        if "成本" not in row.level1 and "成本" not in row.level2:
            continue
        field, sign = _asked(row)
        if sign in (">=", ">") and not _has_floor(row):
            expected = "≤" if field == "nature" else None
            yield row.hit(field, expected=expected, sign=_SHOWN[sign])


_SHOWN: Final = {">=": "≥", ">": ">"}


def _has_floor(row: Row) -> bool:
    """Whether more of it may be better: savings, shares and standards."""
    if any(word in row.name for word in row.words.savings):
        return True
    shared = row.target is not None and row.target.unit in PERCENTS
    return shared or mentions.ends_with(row.name, row.words.cost_floors)


def _asked(row: Row) -> tuple[str, Comparator | None]:
    """The comparator of a row and where it stands: in column, cell or name."""
    if row.sign is not None:
        return "nature", row.sign
    if row.target is not None and (row.cell_sign or row.is_placeholder):
        return "target", row.cell_sign or _printed_comparator(row.target)
    return row.name_field, mentions.sign_before_value(row.name)


def indicator_copies_task(form: Form) -> Iterator[Hit]:
    """ZP422: the name is a piece of the task."""
    for row in form.rows:
        name = letters(row.name)
        long = len(name) >= row.profile.thresholds.copied_name_length
        if long and name in letters(row.activity.task):
            yield row.hit(row.name_field)


def duplicate_in_activity(form: Form) -> Iterator[Hit]:
    """ZP423: two indicators of one activity have one name."""
    first: dict[tuple[int, str], int] = {}
    for row in form.rows:
        name = letters(row.indicator.level3)
        earlier = first.setdefault((id(row.activity), name), row.number)
        if name and earlier != row.number:
            yield row.hit("level3", earlier=earlier)


def boilerplate_across_activities(form: Form) -> Iterator[Hit]:
    """ZP424: several activities promise the very same."""
    users: dict[Hashable, set[int]] = defaultdict(set)
    promises = list(map(_promise, form.rows))
    for row, key in zip(form.rows, promises, strict=True):
        users[key].add(id(row.activity))
    rows = Counter(promises)
    for row, key in zip(form.rows, promises, strict=True):
        if row.name and row.has_target and len(users[key]) > 1:
            yield row.hit(row.name_field, activities=len(users[key]), rows=rows[key])


def _promise(row: Row) -> Hashable:
    texts = (row.nature, bare(row.indicator.target), bare(row.indicator.unit))
    return (letters(row.name), *texts)
