"""The description of a dataset for programs: datapackage.json (Frictionless, version 1)."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

from zhperf._version import __version__
from zhperf.writers import Layout
from zhperf.writers.columns import COLUMNS
from zhperf.writers.datapackage import DIALECT, TITLES
from zhperf.writers.meanings import meaning
from zhperf.writers.tableschema import table_schema

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from zhperf.writers import TablesFormat
    from zhperf.writers.columns import Column

DESCRIPTION: Final = "datapackage.json"
_TITLE: Final = "绩效指标数据集 / Dataset of performance indicators"
_MEDIA_TYPES: Final[Mapping[TablesFormat, str]] = {
    "parquet": "application/vnd.apache.parquet",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_NESTED: Final = frozenset({"box", "list", "object"})
_AS_TEXT: Final = frozenset({"target_parts", "actual_parts"})
"""Lists that are JSON text in Parquet too."""


def described(
    output: TablesFormat,
    files: Mapping[str, str],
    unfinished: Mapping[str, Path],
    rows: Mapping[str, int],
) -> str:
    """The text of datapackage.json.

    Args:
        output: Format of the tables.
        files: Names of the files in the dataset, by table.
        unfinished: Where the files are now, complete, by table.
        rows: By table.
    """
    package = {
        "profile": "data-package",
        "name": "performance-indicators",
        "title": _TITLE,
        "generator": {"name": "zhperf", "version": __version__},
        "resources": [
            _resource(part, name, output, unfinished[part], rows[part])
            for part, name in files.items()
        ],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(
    part: str, name: str, output: TablesFormat, unfinished: Path, rows: int
) -> dict[str, Any]:
    with unfinished.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    described: dict[str, Any] = {
        "profile": "tabular-data-resource",
        "name": part,
        "title": TITLES[part],
        "path": name,
        "format": output,
        "mediatype": _MEDIA_TYPES[output],
        "hash": f"sha256:{digest}",
        "rows": rows,
    }
    if output == "csv":
        described |= {"encoding": "utf-8", "dialect": DIALECT}
    if output == "xlsx":
        described["dialect"] = {"excel": {"sheet": part}}
    if output != "parquet":  # its reader in the framework counts no bytes
        described["bytes"] = unfinished.stat().st_size
    return {**described, "schema": _schema(part, output)}


def _schema(part: str, output: TablesFormat) -> dict[str, Any]:
    schema = table_schema(part, Layout())
    for field, column in zip(schema["fields"], COLUMNS[part], strict=True):
        field["description"] = meaning(part, column).en
    if output == "parquet":
        schema["fields"] = [
            _in_parquet(field, column)
            for field, column in zip(schema["fields"], COLUMNS[part], strict=True)
        ]
    if part == "documents":
        return {**schema, "primaryKey": "path"}
    reference = {"resource": "documents", "fields": "path"}
    return {**schema, "foreignKeys": [{"fields": "path", "reference": reference}]}


def _in_parquet(field: dict[str, Any], column: Column) -> dict[str, Any]:
    """The field as the framework reads it out of Parquet, whose own schema has the exact types.

    It has no type for lists, structs and maps, and takes an empty integer for a number that is
    smaller than any.
    """
    kept = {name: value for name, value in field.items() if name != "constraints"}
    if column.kind in _NESTED:
        return {**kept, "type": "string" if column.name in _AS_TEXT else "any"}
    if field["type"] == "integer" and not column.constraints.get("required"):
        return {**kept, "type": "number"}
    return field
