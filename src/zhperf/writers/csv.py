"""CSV after RFC 4180: UTF-8, comma, CRLF, quotes where needed.

Three tables: indicators, activities and reports (one row for each indicator table).  Lists
and objects stand in their cell as JSON, boxes as "x0,top,x1,bottom".
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, TextIO, cast

from zhperf.writers.columns import (
    HEADERS,
    activity_rows,
    columns,
    finding_count,
    indicator_rows,
    number_text,
    report_row,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zhperf.report import Finding, Source, Table
    from zhperf.writers import Layout, Writer
    from zhperf.writers.columns import Row

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""First characters by which spreadsheets take a cell for a formula (OWASP, CSV injection)."""


class CsvWriter:
    """Writes up to three tables at once, the reports when their document is complete."""

    def __init__(self, streams: Mapping[str, TextIO], layout: Layout) -> None:
        self._streams = streams
        self._layout = layout
        self._source: Source | None = None
        self._reports: list[Row] = []
        if layout.header_row:
            for part, stream in streams.items():
                stream.write(header_text(part, layout))

    def begin(self, source: Source) -> None:
        """Remember the source, which every row names."""
        self._source = source
        self._reports = []

    def table(self, table: Table) -> None:
        """Write the rows of indicators and activities."""
        if self._source is None:
            raise ValueError("begin() must be called first")
        self._write("indicators", indicator_rows(self._source, table))
        self._write("activities", activity_rows(self._source, table))
        if "reports" in self._streams:
            self._reports.append(report_row(self._source, table))

    def end(self, findings: list[Finding]) -> None:
        """Write the rows of reports, which count the findings."""
        for row in self._reports:
            row["findings"] = finding_count(findings, cast("int", row["table"]))
        self._write("reports", self._reports)

    def _write(self, part: str, rows: Iterable[Row]) -> None:
        if part not in self._streams:
            return
        names = columns(part, provenance=self._layout.provenance)
        writer = csv.writer(self._streams[part])
        writer.writerows([self._cell(name, row[name]) for name in names] for row in rows)

    def _cell(self, name: str, value: object) -> str:
        if value is None:
            return ""
        if isinstance(value, str):
            return safe_cell(value) if self._layout.csv_safe else value
        if name == "bbox" and isinstance(value, list):
            return ",".join(number_text(edge) for edge in value)
        if isinstance(value, dict | list):
            return json.dumps(value, ensure_ascii=False) if value else ""
        return str(value)


def safe_cell(text: str) -> str:
    """The text, with ' before it if a spreadsheet would compute it."""
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def header_text(part: str, layout: Layout) -> str:
    """The header line of a table, after a BOM if one is wanted."""
    names = columns(part, provenance=layout.provenance)
    line = io.StringIO(newline="")
    csv.writer(line).writerow([HEADERS[name] for name in names] if layout.header == "zh" else names)
    return (BOM if layout.csv_bom else "") + line.getvalue()


def create(streams: Mapping[str, TextIO], layout: Layout) -> Writer:
    """A writer of those CSV tables that have a stream."""
    return CsvWriter(streams, layout)
