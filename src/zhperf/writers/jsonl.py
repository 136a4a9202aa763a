"""JSON Lines: one object on one line for each indicator."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TextIO

from zhperf.writers.celltexts import json_text
from zhperf.writers.columns import columns, header
from zhperf.writers.flat import FlatWriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zhperf.writers import Layout, Writer
    from zhperf.writers.rows import Row

_PART = "indicators"


def create(streams: Mapping[str, TextIO], layout: Layout) -> Writer:
    """A writer of JSON Lines: lists and objects stay what they are, numbers have all digits."""
    stream = streams[_PART]
    keys = [
        (column.name, json.dumps(header(column, layout), ensure_ascii=False))
        for column in columns(_PART, provenance=layout.provenance)
    ]

    def write(part: str, rows: Iterable[Row]) -> None:
        for row in rows:
            pairs = ", ".join(f"{key}: {json_text(row[name])}" for name, key in keys)
            stream.write(f"{{{pairs}}}\n")

    return FlatWriter((_PART,), write)
