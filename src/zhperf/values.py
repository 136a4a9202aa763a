"""Targets and completions: the printed text to a `Quantity`.

Plain cells (comparator, number, unit) take one regular expression; everything else is folded,
cut where several things stand, and read phrase by phrase (`zhperf.amounts`).  What is not surely
understood stays text: `qualitative` is true and no number is given.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from zhperf import valuewords as words
from zhperf.amounts import UNSURE, Amount, Unsure, read_phrase
from zhperf.dates import Moment
from zhperf.numerals import Number, may_be_date
from zhperf.once import per_text
from zhperf.plaincells import (
    column_comparator,
    new_quantity,
    plain_quantity,
    read_column_unit,
)
from zhperf.report import Quantity
from zhperf.units import DATE_UNITS, NO_UNIT, ColumnUnit
from zhperf.valuetext import Piece, bare, compact, fold, phrases, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from zhperf.report import Comparator

Column: TypeAlias = Literal["target", "completion", "indicator", "budget"]
"""Where a text stands."""

_NUMERIC = re.compile(r"[0-9一二两三四五六七八九十百千]|年度?[底末]")
_RUN = r"(?:\*{2,}|(?<![0-9A-Za-z])[xX×]{2,}(?![0-9A-Za-z]))"
_BLANK = r"(?:…+|\.{3,}|_{2,}|[○〇□]{2,})"
_FILLER = re.compile(rf"{_RUN}|^{_BLANK}$")
"""The form's own filler: **, XXX anywhere, …… as a whole cell."""
_UNFILLED = re.compile(rf"((?:>=|<=|[≥≤<>=]|[不至最大小等]\D{{1,5}})?)(?:{_RUN}|{_BLANK})")
"""A filler that stands for a number, with the comparator before it."""
_BETWEEN_NUMBERS = re.compile(r"[0-9] *+\n[ \n]*+[0-9]")
_COUNTER = re.compile(r"[0-9]{1,2}[.、]")
"""A list mark with nothing behind it."""
_POINTS = re.compile(r"(?P<sign>[-+])?(?P<whole>[0-9]++)(?:\.(?P<fraction>[0-9]++))?分?")
_GROUPED = re.compile(r"[-+]?[1-9][0-9]{0,2}(?:,[0-9]{3})++(?![0-9])")
_GRADE_BEGINNINGS = tuple(words.GRADE_BEGINNINGS)
_CLOSING = "。；;，,、.！!"


class _Columns(NamedTuple):
    """What the operator's and the unit's column say."""

    comparator: Comparator | None
    unit: ColumnUnit


def parse_quantity(
    text: str | None,
    nature: str | None = None,
    unit: str | None = None,
    column: Column = "target",
) -> Quantity:
    """Understand the text of a target or a completion.

    Any text is taken, and none raises.  Numbers are exact and in the base unit (2.61 万元 is
    26100 元).  What is not surely understood has `qualitative` true and no number.

    Args:
        text: The cell as printed; None where nothing is printed.
        nature: Text of the operator's column (指标性质).  A type such as 定性 or 正向 is no
            comparator.
        unit: Text of the unit's column (度量单位); the unit in the cell wins.
        column: Where the text stands.  All columns have one grammar; the name is taken so that
            callers need not know that.
    """
    if text is None:
        return Quantity(text="")
    return plain_quantity(text, nature, unit) or _read(text, nature, unit)


@per_text
def parse_points(text: str | None) -> Decimal | None:
    """The number in a cell of 分值 or 得分: "10", "10分", "9.50".

    None where the cell holds no number or anything besides: a percentage is no number of points.
    """
    if text is None:
        return None
    plain = bare(text).rstrip(_CLOSING)
    if _GROUPED.match(plain):
        plain = plain.replace(",", "")
    found = _POINTS.fullmatch(plain)
    if found is None:
        return None
    return Number(found["whole"], found["fraction"] or "", found["sign"] == "-").decimal()


def _read(text: str, nature: str | None, unit: str | None) -> Quantity:
    """Everything that is not a plain cell."""
    folded = fold(text)
    whole = compact(folded).rstrip(_CLOSING)
    if whole in words.EMPTY:
        return new_quantity(text)
    filler = _FILLER.search(whole) is not None
    if not filler and (not _NUMERIC.search(whole) or _COUNTER.fullmatch(compact(folded))):
        return new_quantity(text, qualitative=True, grade=_grade(whole))
    columns = _Columns(column_comparator(nature), read_column_unit(unit) if unit else NO_UNIT)
    if filler:
        return _unfilled(text, whole, columns)
    groups = _statements(folded)
    if len(groups) == 1:
        groups = [(groups[0][0], _with_column_unit(groups[0][1], whole, columns.unit))]
    readings = [reading for _, reading in groups]
    if not any(isinstance(reading, Amount | Moment) for reading in readings):
        grade = None if any(isinstance(one, Unsure) for one in readings) else _grade(whole)
        return new_quantity(text, qualitative=True, grade=grade)
    if len(groups) == 1:
        return _single(text, readings[0], columns)
    return _several(text, groups, columns)


_Reading: TypeAlias = Amount | Moment | Unsure | None


@per_text
def _statements(folded: str) -> Sequence[tuple[Piece, _Reading]]:
    """What a cell states, part by part.

    A line end is only the wrap of a text if the text is understood without it.
    """
    if "\n" not in folded:
        return _in_pieces(folded)
    if _BETWEEN_NUMBERS.search(folded):
        groups = _in_pieces(folded)
        # Nothing tells two numbers from one that is wrapped.
        named = any(_stands_alone(reading) for _, reading in groups)
        return groups if named else [(Piece(0, len(folded)), UNSURE)]
    groups = _in_pieces(folded.replace("\n", " "))
    if any(isinstance(reading, Unsure) for _, reading in groups):
        return _in_pieces(folded)
    return groups


def _in_pieces(folded: str) -> list[tuple[Piece, _Reading]]:
    return [group for piece in pieces(folded) for group in _groups(folded, piece)]


def _groups(folded: str, piece: Piece) -> list[tuple[Piece, _Reading]]:
    """The statements of a piece: commas part them where both sides hold a quantity."""
    parts = phrases(folded, piece)
    readings = [read_phrase(compact(folded[part.start : part.stop])) for part in parts]
    places = [at for at, one in enumerate(readings) if isinstance(one, Amount | Moment)]
    if len(parts) > 1 and not all(_stands_alone(readings[place]) for place in places):
        return [(piece, UNSURE)]  # 1, 234 may be one number, 2、3次 two or three
    if len(places) < 2:
        return [(piece, _one_of(readings))]
    groups, begin = [], 0
    for end in (*(place + 1 for place in places[:-1]), len(parts)):
        place = Piece(parts[begin].start, parts[end - 1].stop)
        groups.append((place, _one_of(readings[begin:end])))
        begin = end
    return groups


def _stands_alone(reading: _Reading) -> bool:
    """Whether a quantity is more than a bare number."""
    if isinstance(reading, Amount):
        return bool(reading.unit or reading.comparators)
    return isinstance(reading, Moment)


def _one_of(readings: list[_Reading]) -> _Reading:
    """The reading of phrases of which one holds a quantity, if none holds an unsure number."""
    if any(isinstance(one, Unsure) for one in readings):
        return UNSURE
    return next((one for one in readings if one is not None), None)


def _with_column_unit(reading: _Reading, whole: str, unit: ColumnUnit) -> _Reading:
    """The reading of a cell that repeats a unit which only its column makes known (20垄)."""
    name = unit.name and fold(unit.name)
    if not isinstance(reading, Unsure) or not name or not whole.endswith(name):
        return reading
    again = read_phrase(whole.removesuffix(name))
    if isinstance(again, Amount) and again.unit is None:
        return again._replace(unit=unit.name)
    return reading


def _single(text: str, reading: _Reading, columns: _Columns) -> Quantity:
    if isinstance(reading, Amount):
        return _amount(text, reading, columns)
    if isinstance(reading, Moment):
        return _moment(text, reading, columns.comparator)
    return new_quantity(text, qualitative=True)


def _several(text: str, groups: Sequence[tuple[Piece, _Reading]], columns: _Columns) -> Quantity:
    """Several statements in one cell.

    The columns speak of the whole: they hold for a part only as far as it says nothing itself,
    and the unit's column only where no part names a unit.
    """
    named = any(isinstance(one, Amount) and one.unit for _, one in groups)
    unit = NO_UNIT if named else columns.unit
    parts = []
    for place, reading in groups:
        silent = isinstance(reading, Amount) and not reading.comparators
        inner = _Columns(columns.comparator if silent else None, unit)
        parts.append(_single(text[place.start : place.stop], reading, inner))
    return new_quantity(text, unit=columns.unit.name, parts=parts)


def _amount(text: str, amount: Amount, columns: _Columns) -> Quantity:
    unit, magnitude, scale = amount.unit, amount.magnitude, 0
    if unit is None:
        if magnitude and columns.unit.magnitude:
            return new_quantity(
                text, qualitative=True
            )  # 11万 beside 万元: said twice, or meant twice
        magnitude = magnitude or columns.unit.magnitude
        unit, scale = columns.unit.name, columns.unit.scale
        if not magnitude and _may_be_date(amount, unit):
            return new_quantity(text, qualitative=True)
    elif amount.sign_only and columns.unit.magnitude and not magnitude:
        return new_quantity(text, qualitative=True)  # ¥100 beside 万元: 元 or 万元
    value, low, high = (
        number and number.decimal(scale) for number in (amount.value, amount.low, amount.high)
    )
    fields: dict[str, Any] = {
        "value": value,
        "low": value if amount.at_least else low,
        "high": high,
        "unit": unit,
        "scale_text": magnitude,
        "approximate": amount.approximate,
        "each": amount.each,
    }
    if value is None:
        return new_quantity(text, comparator="between", **fields)
    return _compared(text, (columns.comparator, *amount.comparators), fields)


def _may_be_date(amount: Amount, unit: str | None) -> bool:
    """Whether a bare number may be a date, since no unit says that it is none."""
    if unit is not None and unit not in DATE_UNITS:
        return False
    numbers = filter(None, (amount.value, amount.low, amount.high))
    return any(may_be_date(number.whole, number.fraction) for number in numbers)


def _moment(text: str, moment: Moment, beside: Comparator | None) -> Quantity:
    fields: dict[str, Any] = {
        "low": moment.low,
        "high": moment.high,
        "unit": "date",
        "approximate": moment.approximate,
        "deadline": moment.deadline,
    }
    if moment.comparator is None:
        return new_quantity(text, comparator="between", **fields)
    printed: list[Comparator | None] = [beside, words.SIGNS[moment.sign] if moment.sign else None]
    if moment.comparator == "<=":
        # 前 says how to compare; "=" in front of it only says that a text follows.
        printed = [*(one for one in printed if one != "="), "<="]
    return _compared(text, printed, fields)


def _compared(text: str, printed: Iterable[Comparator | None], fields: dict[str, Any]) -> Quantity:
    """The quantity with its one comparator, or with all that contradict each other."""
    different = list(dict.fromkeys(one for one in printed if one))
    if len(different) > 1:
        return new_quantity(text, conflict=different, **fields)
    return new_quantity(text, comparator=different[0] if different else "=", **fields)


def _unfilled(text: str, whole: str, columns: _Columns) -> Quantity:
    """A filler, with the comparator and the unit that the form prints around it."""
    # A number in its place tells what they are.
    amount = (
        read_phrase(_UNFILLED.sub(r"\g<1>1", whole, count=1)) if _UNFILLED.match(whole) else None
    )
    if not isinstance(amount, Amount):
        return new_quantity(text, placeholder=True)
    printed = next(iter(amount.comparators), columns.comparator)
    unit = amount.unit or columns.unit.name
    return new_quantity(text, placeholder=True, comparator=printed, unit=unit)


def _grade(whole: str) -> str | None:
    """The grade that a text without numbers gives."""
    if whole in words.GRADES:
        return words.GRADES[whole]
    if len(whole) > words.LONGEST_GRADE or not whole.startswith(_GRADE_BEGINNINGS):
        return None
    return next(grade for begin, grade in words.GRADE_BEGINNINGS.items() if whole.startswith(begin))
