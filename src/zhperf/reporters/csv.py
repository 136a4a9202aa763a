"""CSV for an office: one row for each finding, with cells that no spreadsheet computes."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from zhperf.reporters.lists import COLUMNS, title, values
from zhperf.reporters.texts import encoded
from zhperf.reporters.wording import all_notes
from zhperf.writers.csv import BOM, safe_cell

if TYPE_CHECKING:
    from zhperf.reporters import ReportLayout, Run


def report(run: Run, layout: ReportLayout) -> bytes:
    """A header, then the rows (RFC 4180: commas and CRLF)."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(title(column, layout.language) for column in COLUMNS)
    for note in all_notes(run):
        row = values(note, layout.language)
        writer.writerow(_cell(row[column.name]) for column in COLUMNS)
    return encoded((BOM if layout.csv_bom else "") + stream.getvalue())


def _cell(value: str | int | None) -> str:
    if isinstance(value, str):
        return safe_cell(value)
    return "" if value is None else str(value)
