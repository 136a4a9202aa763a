"""Rows of the flat forms out of a report as JSON has it, without building the models.

A dataset is collected from thousands of reports that zhperf wrote itself; validating them would
take most of the time.  The rows are those of `zhperf.writers.rows`, which tests compare.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from zhperf.writers.columns import HEAD_FIELDS, INDICATOR_FIELDS
from zhperf.writers.places import first_place, place_text
from zhperf.writers.rows import (
    OPEN_END,
    PARSED_NAMES,
    PLAIN_QUANTITY_FIELDS,
    QUANTITY_FIELDS,
    SHARED_LEVELS,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zhperf.report import Place
    from zhperf.writers.rows import Row

Json: TypeAlias = "dict[str, Any]"
"""An object of the JSON report."""

_OF_FINDING: Final = ("code", "name", "severity", "message", "value", "expected", "help")
_NOWHERE: Final[Row] = {"page": None, "bbox": None, "place": None}
_ABSENT: Final[tuple[object, ...]] = (None, False, [])
"""Values that a part of a quantity leaves out, for they are what a reader assumes."""


def indicator_rows(report: Json, path: str) -> Iterator[Row]:
    """One row for each indicator, in print order; the source is called `path`."""
    for table in report["tables"]:
        head = _document_columns(report, table, path)
        head |= {name: table[name] for name in HEAD_FIELDS}
        for activity in table["activities"]:
            head |= {"activity": activity["name"], "task": activity["task"]}
            for indicator in activity["indicators"]:
                yield {
                    **head,
                    **{name: indicator[name] for name in INDICATOR_FIELDS},
                    "extra": indicator["extra"],
                    **_provenance_columns(indicator["regions"]),
                    "repairs": activity["repairs"] + indicator["repairs"],
                    **_parsed_columns(indicator["parsed"]),
                    "confidence": _confidence((activity["regions"], indicator["regions"])),
                }


def activity_rows(report: Json, path: str) -> Iterator[Row]:
    """One row for each activity, in print order; the source is called `path`."""
    for table in report["tables"]:
        document = _document_columns(report, table, path)
        for index, activity in enumerate(table["activities"], start=1):
            yield {
                **document,
                "activity_index": index,
                "activity": activity["name"],
                "task": activity["task"],
                "indicators": len(activity["indicators"]),
                **_provenance_columns(activity["regions"]),
                "repairs": activity["repairs"],
            }


def finding_row(finding: Json, path: str, sha256: str) -> Row:
    """The row of a finding; its source is called `path`."""
    at = finding["location"]
    place = at["place"] and place_text(_place(at["place"]))
    if at["page"] is not None:
        place = f"p{at['page']}"
    return {
        "path": path,
        "sha256": sha256,
        **{name: at[name] for name in ("table", "row", "activity", "field", "page", "bbox")},
        "place": place,
        **{name: finding[name] for name in _OF_FINDING},
    }


def _document_columns(report: Json, table: Json, path: str) -> Row:
    return {"path": path, "sha256": report["source"]["sha256"], "table": table["index"]}


def _provenance_columns(regions: dict[str, list[Json]]) -> Row:
    own = [
        place for name, places in regions.items() if name not in SHARED_LEVELS for place in places
    ]
    places = own or list(chain.from_iterable(regions.values()))
    if not places:
        return _NOWHERE
    if "bbox" not in places[0]:
        first = first_place([_place(place) for place in places])
        return {"page": None, "bbox": None, "place": place_text(first)}
    page = min(place["page"] for place in places)
    boxes = [place["bbox"] for place in places if place["page"] == page]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    box = [min(lefts), min(tops), max(rights), max(bottoms)]
    return {"page": page, "bbox": box, "place": f"p{page}"}


def _confidence(parts: Iterable[dict[str, list[Json]]]) -> Decimal | None:
    """The least confidence of some values; None if OCR read none of them."""
    places = (place for regions in parts for own in regions.values() for place in own)
    known = [place["confidence"] for place in places if "confidence" in place]
    return Decimal(str(min(known))) if known else None


def _place(place: Json) -> Place:
    """The place as a model; its keys say of which kind."""
    from zhperf.report import LineRegion, ParagraphRegion, SheetRegion, TableRegion

    for key, kind in (
        ("sheet", SheetRegion),
        ("table", TableRegion),
        ("paragraph", ParagraphRegion),
    ):
        if key in place:
            return kind(**place)
    return LineRegion(**place)


def _parsed_columns(parsed: Json | None) -> Row:
    if parsed is None:
        return dict.fromkeys(PARSED_NAMES)
    return {
        **_quantity_columns("target", parsed["target"]),
        **_quantity_columns("actual", parsed["actual"]),
        "weight_value": _number(parsed["weight"]),
        "score_value": _number(parsed["score"]),
        "attainment": parsed["attainment"],
        "attainment_reason": parsed["attainment_reason"],
    }


def _quantity_columns(of: str, quantity: Json | None) -> Row:
    if quantity is None:
        return {f"{of}_{name}": None for name in QUANTITY_FIELDS}
    low, high = (_bound(quantity[end]) for end in ("low", "high"))
    dates = None
    if isinstance(low, str) or isinstance(high, str):
        dates = "/".join(end if isinstance(end, str) else OPEN_END for end in (low, high))
    row: Row = {f"{of}_{name}": quantity[name] for name in PLAIN_QUANTITY_FIELDS}
    row[f"{of}_value"] = _number(quantity["value"])
    row[f"{of}_low"] = None if isinstance(low, str) else low
    row[f"{of}_high"] = None if isinstance(high, str) else high
    row[f"{of}_deadline"] = quantity["deadline"] or dates
    row[f"{of}_parts"] = [_without_defaults(part) for part in quantity["parts"]]
    return row


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _bound(text: str | None) -> Decimal | str | None:
    """An end of a range: a number if it looks like one, as the models take it, else a date."""
    if text is None:
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def _without_defaults(part: Json) -> Json:
    kept = {name: value for name, value in part.items() if name == "text" or value not in _ABSENT}
    if "parts" in kept:
        kept["parts"] = [_without_defaults(inner) for inner in kept["parts"]]
    return kept
