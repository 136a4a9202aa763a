"""Rows of the flat forms: one for each indicator, activity or table."""

from __future__ import annotations

from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from zhperf.report import Region
from zhperf.writers.columns import HEAD_FIELDS, INDICATOR_FIELDS, PARSED
from zhperf.writers.places import first_place, place_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zhperf.report import (
        Activity,
        Finding,
        Indicator,
        Parsed,
        Place,
        Quantity,
        Repair,
        Source,
        Table,
    )

Row: TypeAlias = dict[str, object]
"""Column name to a value: text, int, Decimal, bool, or a list or object of JSON; None: empty."""

OPEN_END = ".."
"""Stands for the end that a range of dates has not (ISO 8601-2)."""
SHARED_LEVELS = frozenset({"level1", "level2"})
"""Fields whose cells may span rows; they do not tell where a row begins."""
PLAIN_QUANTITY_FIELDS = (
    "comparator", "value", "unit", "grade", "approximate", "qualitative", "placeholder", "conflict",
)  # fmt: skip
PARSED_NAMES = tuple(column.name for column in PARSED)
QUANTITY_FIELDS = (*PLAIN_QUANTITY_FIELDS, "low", "high", "deadline", "parts")
"""What becomes columns of a parsed cell."""


def indicator_rows(source: Source, table: Table) -> Iterator[Row]:
    """One row for each indicator of the table, in print order.

    `page`, `bbox` and `place` are where the row begins: its own cells, without the first two
    levels, whose cells are shared with other rows.
    """
    head = _document_columns(source, table) | _head_columns(table)
    for activity in table.activities:
        for indicator in activity.indicators:
            yield {
                **head,
                "activity": activity.name,
                "task": activity.task,
                **{name: getattr(indicator, name) for name in INDICATOR_FIELDS},
                "extra": indicator.extra,
                **_provenance_columns(indicator.regions),
                "repairs": _repairs(activity) + _repairs(indicator),
                **_parsed_columns(indicator.parsed),
                "confidence": _confidence((activity.regions, indicator.regions)),
            }


def activity_rows(source: Source, table: Table) -> Iterator[Row]:
    """One row for each activity of the table, in print order."""
    document = _document_columns(source, table)
    for index, activity in enumerate(table.activities, start=1):
        yield {
            **document,
            "activity_index": index,
            "activity": activity.name,
            "task": activity.task,
            "indicators": len(activity.indicators),
            **_provenance_columns(activity.regions),
            "repairs": _repairs(activity),
        }


def report_row(source: Source, table: Table) -> Row:
    """The row that stands for a whole table, all but `findings`."""
    return {
        **_document_columns(source, table),
        **_head_columns(table),
        "pages": table.pages,
        "expected": table.overall_objective.expected,
        "achieved": table.overall_objective.achieved,
        "total_weight": table.total.weight,
        "total_score": table.total.score,
        "funds": [fund.model_dump(mode="json") for fund in table.funds],
        "fields": table.fields,
        "notes": table.notes,
        "activities": len(table.activities),
        "indicators": sum(len(activity.indicators) for activity in table.activities),
        "repairs": [repair.model_dump(mode="json") for repair in table.repairs],
        "place": _table_place(table),
    }


def finding_count(findings: list[Finding], table: int) -> int:
    """How many findings of a document concern a table (its index), or the whole document."""
    return sum(finding.location.table in (None, table) for finding in findings)


def _document_columns(source: Source, table: Table) -> Row:
    return {"path": source.path, "sha256": source.sha256, "table": table.index}


def _head_columns(table: Table) -> Row:
    return {name: getattr(table, name) for name in HEAD_FIELDS}


def _provenance_columns(regions: dict[str, list[Place]]) -> Row:
    own = (places for name, places in regions.items() if name not in SHARED_LEVELS)
    places = list(chain.from_iterable(own)) or list(chain.from_iterable(regions.values()))
    if not places:
        return {"page": None, "bbox": None, "place": None}
    first = first_place(places)
    page, bbox = None, None
    if isinstance(first, Region):
        page, bbox = first.page, _union(places, first.page)
    return {"page": page, "bbox": bbox, "place": place_text(first)}


def _confidence(parts: Iterable[dict[str, list[Place]]]) -> Decimal | None:
    """The least confidence of some values; None if OCR read none of them."""
    places = (place for regions in parts for own in regions.values() for place in own)
    known = [
        place.confidence
        for place in places
        if isinstance(place, Region) and place.confidence is not None
    ]
    return Decimal(str(min(known))) if known else None


def _union(places: list[Place], page: int) -> list[float]:
    """The box around the regions on a page."""
    boxes = [place.bbox for place in places if isinstance(place, Region) and place.page == page]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return [min(lefts), min(tops), max(rights), max(bottoms)]


def _table_place(table: Table) -> str | None:
    """Where the first text of the table stands: in its head, else in its first indicator."""
    indicators = chain.from_iterable(activity.indicators for activity in table.activities)
    for regions in (table.regions, *(indicator.regions for indicator in indicators)):
        if places := list(chain.from_iterable(regions.values())):
            return place_text(first_place(places))
    return None


def _repairs(owner: Activity | Indicator) -> list[Row]:
    repairs: list[Repair] = owner.repairs
    return [repair.model_dump(mode="json") for repair in repairs]


def _parsed_columns(parsed: Parsed | None) -> Row:
    if parsed is None:
        return dict.fromkeys(PARSED_NAMES)
    return {
        **_quantity_columns("target", parsed.target),
        **_quantity_columns("actual", parsed.actual),
        "weight_value": parsed.weight,
        "score_value": parsed.score,
        "attainment": parsed.attainment,
        "attainment_reason": parsed.attainment_reason,
    }


def _quantity_columns(of: str, quantity: Quantity | None) -> Row:
    if quantity is None:
        return {f"{of}_{name}": None for name in QUANTITY_FIELDS}
    numbers, dates = _ends(quantity)
    return {
        **{f"{of}_{name}": getattr(quantity, name) for name in PLAIN_QUANTITY_FIELDS},
        f"{of}_low": numbers[0],
        f"{of}_high": numbers[1],
        f"{of}_deadline": quantity.deadline or dates,
        f"{of}_parts": [
            part.model_dump(mode="json", exclude_defaults=True) for part in quantity.parts
        ],
    }


def _ends(quantity: Quantity) -> tuple[list[object], str | None]:
    """The ends of a range: the numbers, and the dates as one text, for a column has one type."""
    ends = (quantity.low, quantity.high)
    numbers: list[object] = [None if isinstance(end, str) else end for end in ends]
    if not any(isinstance(end, str) for end in ends):
        return numbers, None
    return numbers, "/".join(end if isinstance(end, str) else OPEN_END for end in ends)
