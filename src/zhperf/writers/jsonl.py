"""JSON Lines: one object on one line for each indicator."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TextIO

from zhperf.writers.columns import HEADERS, columns, indicator_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhperf.report import Finding, Source, Table
    from zhperf.writers import Layout, Writer


class JsonLinesWriter:
    """Writes the flat columns as keys; lists and objects stay what they are."""

    def __init__(self, stream: TextIO, layout: Layout) -> None:
        self._stream = stream
        self._keys = {
            name: HEADERS[name] if layout.header == "zh" else name
            for name in columns("indicators", provenance=layout.provenance)
        }
        self._source: Source | None = None

    def begin(self, source: Source) -> None:
        """Remember the source, which every row names."""
        self._source = source

    def table(self, table: Table) -> None:
        """Write a line for each indicator."""
        if self._source is None:
            raise ValueError("begin() must be called first")
        for row in indicator_rows(self._source, table):
            line = {key: row[name] for name, key in self._keys.items()}
            self._stream.write(json.dumps(line, ensure_ascii=False) + "\n")

    def end(self, findings: list[Finding]) -> None:
        """Nothing: findings are no indicators."""


def create(streams: Mapping[str, TextIO], layout: Layout) -> Writer:
    """A writer of JSON Lines."""
    return JsonLinesWriter(streams["indicators"], layout)
