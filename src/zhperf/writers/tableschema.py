"""Table Schema (Frictionless, version 1) of the flat forms as CSV has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from zhperf.writers.columns import columns, header

if TYPE_CHECKING:
    from zhperf.writers import Layout
    from zhperf.writers.columns import Column, Kind

PROFILE: Final = "https://specs.frictionlessdata.io/schemas/table-schema.json"
_TYPES: Final[dict[Kind, str]] = {
    "text": "string",
    "integer": "integer",
    "long": "integer",
    "number": "number",
    "boolean": "boolean",
    "box": "string",
    "list": "array",
    "object": "object",
}
_COORDINATE = r"-?[0-9]+(\.[0-9]+)?"
_BOX_PATTERN = rf"{_COORDINATE}(,{_COORDINATE}){{3}}"


def table_schema(part: str, layout: Layout) -> dict[str, Any]:
    """The schema of a part of `COLUMNS`.

    An empty cell is a missing value: CSV does not tell it from an empty text or list.
    """
    found = columns(part, provenance=layout.provenance)
    return {"fields": [_field(column, layout) for column in found], "missingValues": [""]}


def _field(column: Column, layout: Layout) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": header(column, layout),
        "title": " / ".join(dict.fromkeys([column.title.zh, column.title.en])),
        "type": _TYPES[column.kind],
        "description": column.meaning,
    }
    if column.kind == "boolean":
        described |= {"trueValues": ["true"], "falseValues": ["false"]}
    constraints = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in column.constraints.items()
    }
    if column.kind == "box":
        constraints["pattern"] = _BOX_PATTERN
    return {**described, "constraints": constraints} if constraints else described
