"""JSON: one object for each document, the contract of the report.

Tables are written as they come, so only one of them is in memory.  They wait in a file, since what
stands before them says how all pages were read.
"""

from __future__ import annotations

import json
import re
import shutil
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any, TextIO

from zhperf._version import __version__
from zhperf.report import SCHEMA_VERSION, Generator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel

    from zhperf.report import Finding, Source, Table
    from zhperf.writers import Layout, Writer

_PROVENANCE = {"regions": True, "repairs": True}
_TABLE_PROVENANCE: dict[str, Any] = {
    **_PROVENANCE,
    "activities": {
        "__all__": {**_PROVENANCE, "indicators": {"__all__": _PROVENANCE}},
    },
}
"""What `provenance=False` leaves out of a table (pydantic's exclude)."""
_NUMBERS = re.compile(r"\[\n *([-+.\de]+(?:,\n *[-+.\de]+)*)\n *\]")
"""A list of numbers over several lines: a box, or pages."""
_IN_MEMORY = 1_000_000
"""Characters of tables that wait in memory; a document with more has them wait on disk."""
_BREAK = re.compile(r"\n *")


class JsonWriter:
    """Writes each document as one object, ended by a line feed."""

    def __init__(self, stream: TextIO, layout: Layout) -> None:
        self._report: IO[str] = stream
        self._stream: IO[str] = stream
        """Where is written: to the tables that wait, or to the report."""
        self._source: Source | None = None
        self._indent = layout.indent or None
        self._exclude = None if layout.provenance else _TABLE_PROVENANCE
        self._empty = True

    def begin(self, source: Source) -> None:
        """Remember the source, which is complete at the end."""
        self._source = source
        self._stream = SpooledTemporaryFile(  # noqa: SIM115
            _IN_MEMORY, "w+", encoding="utf-8", newline=""
        )
        self._empty = True

    def table(self, table: Table) -> None:
        """Add a table to the list."""
        self._item(table, self._exclude)

    def end(self, findings: list[Finding]) -> None:
        """Write the object: its head, the tables that wait, and the findings."""
        self._close_list()
        with self._stream as tables:
            self._stream = self._report
            self._head()
            tables.seek(0)
            shutil.copyfileobj(tables, self._stream)
        self._key("findings")
        self._stream.write("[")
        self._empty = True
        for finding in findings:
            self._item(finding)
        self._close_list()
        self._break(0)
        self._stream.write("}\n")

    def _head(self) -> None:
        """The object up to its tables."""
        if self._source is None:
            raise RuntimeError("end without begin")
        self._stream.write("{")
        self._key("schema_version", first=True)
        self._stream.write(json.dumps(SCHEMA_VERSION))
        self._key("generator")
        self._value(Generator(version=__version__), depth=1)
        self._key("source")
        self._value(self._source, depth=1)
        self._key("tables")
        self._stream.write("[")

    def _key(self, name: str, *, first: bool = False) -> None:
        if not first:
            self._stream.write(",")
        self._break(1)
        self._stream.write(f'"{name}":' + (" " if self._indent else ""))

    def _item(self, model: BaseModel, exclude: dict[str, Any] | None = None) -> None:
        if not self._empty:
            self._stream.write(",")
        self._empty = False
        self._break(2)
        self._value(model, depth=2, exclude=exclude)

    def _value(
        self, model: BaseModel, *, depth: int, exclude: dict[str, Any] | None = None
    ) -> None:
        text = model.model_dump_json(indent=self._indent, exclude=exclude)
        # In JSON text a line feed is always layout: in strings it is written as an escape.
        text = _NUMBERS.sub(lambda found: f"[{_BREAK.sub(' ', found[1])}]", text)
        self._stream.write(text.replace("\n", "\n" + " " * (self._indent or 0) * depth))

    def _close_list(self) -> None:
        if not self._empty:
            self._break(1)
        self._stream.write("]")

    def _break(self, depth: int) -> None:
        if self._indent:
            self._stream.write("\n" + " " * self._indent * depth)


def create(streams: Mapping[str, TextIO], layout: Layout) -> Writer:
    """A writer of JSON documents."""
    return JsonWriter(streams["report"], layout)
