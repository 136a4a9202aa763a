"""CSV after RFC 4180: UTF-8, comma, CRLF, quotes where needed.

Three tables: indicators, activities and reports (one row for each indicator table).  Lists
and objects stand in their cell as JSON, boxes as "x0,top,x1,bottom".
"""

from __future__ import annotations

import csv
import io
from typing import IO, TYPE_CHECKING, TextIO, cast

from zhperf.writers.celltexts import box_text, cell_text
from zhperf.writers.columns import columns, header
from zhperf.writers.flat import FlatWriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from _typeshed import SupportsWrite

    from zhperf.errors import Bilingual
    from zhperf.writers import Layout, Writer
    from zhperf.writers.columns import Column
    from zhperf.writers.rows import Row

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""First characters by which spreadsheets take a cell for a formula (OWASP, CSV injection)."""


def write_rows(part: str, rows: Iterable[Row], stream: SupportsWrite[str], layout: Layout) -> None:
    """Write rows of a part, without a header."""
    found = columns(part, provenance=layout.provenance)
    csv.writer(stream).writerows(
        [_cell(column, row[column.name], layout) for column in found] for row in rows
    )


def _cell(column: Column, value: object, layout: Layout) -> str:
    if column.kind == "box" and value is not None:
        return box_text(cast("list[float]", value))
    text = cell_text(value)
    unsafe = layout.csv_safe and column.kind == "text" and not column.closed
    return safe_cell(text) if unsafe else text


def safe_cell(text: str) -> str:
    """The text, with ' before it if a spreadsheet would compute it."""
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def header_text(part: str, layout: Layout) -> str:
    """The header line of a table, after a BOM if one is wanted."""
    names = [header(column, layout) for column in columns(part, provenance=layout.provenance)]
    line = io.StringIO(newline="")
    csv.writer(line).writerow(names)
    return (BOM if layout.csv_bom else "") + line.getvalue()


class CsvTables:
    """A file of UTF-8 with a header for each part; parts may take turns."""

    def __init__(self, streams: Mapping[str, IO[bytes]], layout: Layout) -> None:
        self.losses: list[Bilingual] = []
        """Nothing: CSV holds everything."""
        self._layout = layout
        self._streams = {
            part: io.TextIOWrapper(stream, encoding="utf-8", newline="")
            for part, stream in streams.items()
        }
        for part, stream in self._streams.items():
            stream.write(header_text(part, layout))

    def add(self, part: str, rows: Iterable[Row]) -> None:
        """Write rows of a part behind those before."""
        write_rows(part, rows, self._streams[part], self._layout)

    def __enter__(self) -> CsvTables:
        return self

    def __exit__(self, *error: object) -> None:
        """Give the streams back, with all that was written."""
        for stream in self._streams.values():
            stream.detach()


def create(streams: Mapping[str, TextIO], layout: Layout) -> Writer:
    """A writer of those CSV tables that have a stream."""
    if layout.header_row:
        for part, stream in streams.items():
            stream.write(header_text(part, layout))
    return FlatWriter(streams, lambda part, rows: write_rows(part, rows, streams[part], layout))
