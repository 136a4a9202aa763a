"""Rows on their way to a format that is not written document by document.

A workbook or a Parquet file is made at once, of all its rows.  Until then the rows wait in a
file: one line each, the part before a tab, the row as JSON behind it.  Such files of several
documents are joined by putting one behind the other.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import IO, TYPE_CHECKING, TextIO

from zhperf.writers.columns import COLUMNS
from zhperf.writers.flat import ROW_PARTS, FlatWriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from zhperf.writers import Layout, Writer
    from zhperf.writers.rows import Row

_TAB = b"\t"


class RowsFile:
    """Rows of all parts in a file that is read once for each part."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def rows(self, part: str) -> Iterator[Row]:
        """The rows of a part, in order, one of them in memory; not while another part is read."""
        numbers = [column.name for column in COLUMNS[part] if column.kind == "number"]
        wanted = part.encode()
        self._stream.seek(0)
        for line in self._stream:
            found, _, text = line.partition(_TAB)
            if found == wanted:
                row: Row = json.loads(text)
                for name in numbers:
                    if row[name] is not None:
                        row[name] = Decimal(str(row[name]))
                yield row


def create(streams: Mapping[str, TextIO], layout: Layout) -> Writer:
    """A writer of such a file; every column is written, whatever the layout."""
    stream = streams["rows"]

    def write(part: str, rows: Iterable[Row]) -> None:
        # Numbers become strings, to be read back exactly.
        stream.writelines(f"{part}\t{json.dumps(row, default=str)}\n" for row in rows)

    return FlatWriter(ROW_PARTS, write)
