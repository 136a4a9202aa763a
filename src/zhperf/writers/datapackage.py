"""Data package (Frictionless, version 1): the flat forms as CSV, and a file that describes them."""

from __future__ import annotations

import hashlib
import json
import re
from typing import IO, TYPE_CHECKING, Any

from zhperf._version import __version__
from zhperf.writers import PACKAGE_FILES
from zhperf.writers.columns import COLUMNS, header
from zhperf.writers.csv import header_text, write_rows
from zhperf.writers.flat import ROW_PARTS
from zhperf.writers.tableschema import table_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zhperf.errors import Bilingual
    from zhperf.writers import Layout
    from zhperf.writers.rows import Row
    from zhperf.writers.rowsfile import RowsFile

_TITLE = "绩效指标 / Performance indicators"
TITLES = {
    "indicators": "绩效指标 / Performance indicators",
    "activities": "活动和项目 / Activities and projects",
    "reports": "绩效自评表 / Indicator tables",
    "documents": "文件 / Documents",
    "findings": "问题 / Findings",
}
DIALECT = {
    "delimiter": ",",
    "lineTerminator": "\r\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
}
"""Every property is said, so that no reader has to guess."""

_SAFE_PATH = re.compile(r"(?![./~]|-$)(?!.*\.\.)(?!.*\\)")
"""Paths that a package may hold: relative ones that stay below; no others, for safety."""


def finish(rows: RowsFile, streams: Mapping[str, IO[bytes]], layout: Layout) -> list[Bilingual]:
    """Write the tables and their description."""
    resources = [_resource(part, rows.rows(part), streams[part], layout) for part in ROW_PARTS]
    package = {
        "profile": "tabular-data-package",
        "name": "performance-indicators",
        "title": _TITLE,
        "generator": {"name": "zhperf", "version": __version__},
        "sources": _sources(rows),
        "resources": resources,
    }
    text = json.dumps(package, ensure_ascii=False, indent=layout.indent or None) + "\n"
    streams["package"].write(text.encode())
    return []


def _resource(part: str, rows: Iterator[Row], stream: IO[bytes], layout: Layout) -> dict[str, Any]:
    """Write the table of a part; gives its description."""
    counted = _Counted(stream)
    counted.write(header_text(part, layout))
    write_rows(part, rows, counted, layout)
    return {
        "profile": "tabular-data-resource",
        "name": part,
        "title": TITLES[part],
        "path": PACKAGE_FILES[part],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": counted.count,
        "hash": f"sha256:{counted.sha256.hexdigest()}",
        "dialect": DIALECT,
        "schema": {**table_schema(part, layout), **_foreign_keys(part, layout)},
    }


class _Counted:
    """Writes text to a stream as UTF-8, and counts the bytes."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.count = 0
        self.sha256 = hashlib.sha256()

    def write(self, text: str) -> None:
        """Write it all."""
        data = text.encode()
        self._stream.write(data)
        self.sha256.update(data)
        self.count += len(data)


def _foreign_keys(part: str, layout: Layout) -> dict[str, Any]:
    """Every row belongs to a table, whose row is in "reports"."""
    if part == "reports":
        return {}
    keys = [header(column, layout) for column in COLUMNS[part] if column.name in ("path", "table")]
    reference = {"resource": "reports", "fields": keys}
    return {"foreignKeys": [{"fields": keys, "reference": reference}]}


def _sources(rows: RowsFile) -> list[dict[str, Any]]:
    """The documents in order; each has a table, else it would have failed."""
    found = dict.fromkeys((str(row["path"]), str(row["sha256"])) for row in rows.rows("reports"))
    return [
        {"title": path, **({"path": path} if _SAFE_PATH.match(path) else {}), "sha256": sha256}
        for path, sha256 in found
    ]
