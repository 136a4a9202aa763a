"""Values of a table that OCR may have misread: unsure ones, and such as their column cannot have.

The second kind is told whatever the confidence: a model is sure of 2 where ≥ is printed.
Nothing is changed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from zhperf.errors import Bilingual
from zhperf.report import Region

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zhperf.report import Indicator, Place, Table

_NATURE: Final = re.compile(r"[≥≤=<>＝≧≦⩾⩽＞＜]=?|[\u4e00-\u9fff（）()]{2,10}")
"""指标性质: an operator, or a type such as 定性; no digit, and no single ideograph."""
_MIXED: Final = re.compile(r"\d[OoIlBZz|_]|(?<![A-Za-z])[OoIlBZz|]\d")
"""A digit beside a letter that looks like one: 1O0, B6, l00."""
_PERCENT: Final = re.compile(r"\d(?:0/0|o/o|%o|9/|°/)$")
"""% in pieces."""
_NUMBER: Final = re.compile(r"[+-]?\d{1,3}(?:,?\d{3})*(?:\.\d+)?(?:分|%|％)?|[-—–]+|/|无")
"""What columns of points print."""
_COMPARED: Final = re.compile(r"[≥≤=<>＝≧≦⩾⩽＞＜]")
_AS_COMPARATOR: Final = re.compile(r"[2zZ7]\d(?!\d\d年)")
"""What ≥ before a number is read as; a year is none."""
_DIGITS: Final = re.compile(r"[0-9A-Za-z/°]+")
_MOST: Final = 0.5
"""Share (0 to 1) of a table's targets that print an operator, from which all are thought to."""

_WHY: Final[Mapping[str, Bilingual]] = {
    "nature": Bilingual("no operator and no type of indicator", "既不是比较符号，也不是指标类型"),
    "mixed": Bilingual("digits and letters that look alike", "数字与形近字母混排"),
    "percent": Bilingual("perhaps a % in pieces", "疑为拆散的 %"),
    "points": Bilingual("no number", "不是数值"),
    "comparator": Bilingual("perhaps ≥ read as a digit", "疑将 ≥ 识别为数字"),
    "unit": Bilingual("no unit", "不是计量单位"),
    "unmapped": Bilingual("ink that could not be read", "有无法识别的字迹"),
}


class Doubt(NamedTuple):
    """A value that may be misread."""

    row: int | None
    """1-based number of the indicator in its table; None for what is no indicator's."""
    field: str
    text: str
    region: Region
    """Its least sure part."""
    suspected: Bilingual | None
    """Why its column cannot have it; None: OCR was unsure."""


def doubts_of(table: Table, min_confidence: float) -> Iterator[Doubt]:
    """Values of a table that may be misread, in print order, each once.

    Args:
        table: Of the report; values that no OCR read are never doubted.
        min_confidence: Least confidence (0 to 1) of a value that is not doubted.
    """
    yield from _unsure(_head_texts(table), table.regions, None, min_confidence)
    number = 0
    compared = _prints_comparators(table)
    for activity in table.activities:
        texts = {"name": activity.name, "task": activity.task}
        yield from _unsure(texts, activity.regions, number + 1, min_confidence)
        for indicator in activity.indicators:
            number += 1
            yield from _doubts_of_row(indicator, number, min_confidence, compared=compared)


def _doubts_of_row(
    row: Indicator, number: int, min_confidence: float, *, compared: bool
) -> Iterator[Doubt]:
    texts = {**_texts(row), **{f"extra.{name}": text for name, text in row.extra.items()}}
    yield from _unsure(texts, row.regions, number, min_confidence)
    for field, text in _texts(row).items():
        region = _least_sure(row.regions.get(field, ()))
        why = None if not text or region is None else _suspicion(field, text, compared=compared)
        if text and region and why:
            yield Doubt(number, field, text, region, _WHY[why])


_FIELDS: Final = (
    "level1", "level2", "level3", "nature", "target", "unit", "actual", "deviation", "weight",
    "score",
)  # fmt: skip


def _texts(row: Indicator) -> dict[str, str | None]:
    return {field: getattr(row, field) for field in _FIELDS}


def _head_texts(table: Table) -> dict[str, str | None]:
    """What is printed outside of the indicators, by the keys of `Table.regions`."""
    objective, total = table.overall_objective, table.total
    texts: dict[str, str | None] = {
        "title": table.title,
        "department": table.department,
        "implementing_unit": table.implementing_unit,
        "overall_objective.expected": objective.expected,
        "overall_objective.achieved": objective.achieved,
        "total.weight": total.weight,
        "total.score": total.score,
    }
    texts |= {f"fields.{label}": text for label, text in table.fields.items()}
    texts |= {f"notes.{index}": text for index, text in enumerate(table.notes)}
    for index, fund in enumerate(table.funds):
        printed = fund.model_dump(include=set(type(fund).model_fields) - {"extra"})
        texts |= {f"funds.{index}.{field}": text for field, text in printed.items()}
    return texts


def _unsure(
    texts: Mapping[str, str | None],
    regions: Mapping[str, Sequence[Place]],
    row: int | None,
    min_confidence: float,
) -> Iterator[Doubt]:
    for field, text in texts.items():
        region = _least_sure(regions.get(field, ()))
        if text and region is not None and (region.confidence or 0.0) < min_confidence:
            yield Doubt(row, field, text, region, None)


def _least_sure(places: Sequence[Place]) -> Region | None:
    """The region that OCR is least sure of; None if it read none of them."""
    read = [one for one in places if isinstance(one, Region) and one.confidence is not None]
    return min(read, key=lambda region: region.confidence or 0.0, default=None)


def _prints_comparators(table: Table) -> bool:
    targets = [
        row.target for activity in table.activities for row in activity.indicators if row.target
    ]
    return sum(bool(_COMPARED.match(target)) for target in targets) > _MOST * len(targets)


def _suspicion(field: str, text: str, *, compared: bool) -> str | None:
    """Key of `_WHY` if a column cannot have a text."""
    words = "".join(text.split())
    match field:
        case "nature" if not _NATURE.fullmatch(words):
            return "nature"
        case "unit" if _DIGITS.fullmatch(words) and any(letter.isdigit() for letter in words):
            return "unit"
        case "weight" | "score" if not _NUMBER.fullmatch(words):
            return "points"
        case "target" if compared and _AS_COMPARATOR.match(words):
            return "comparator"
    if field not in ("target", "actual"):
        return None
    if _MIXED.search(words):
        return "mixed"
    return "percent" if _PERCENT.search(words) else None
