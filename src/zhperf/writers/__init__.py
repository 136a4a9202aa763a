"""Writers: report tables in, text out.  Siblings of one interface.

A writer gets a document piece by piece, so that a report of a thousand tables needs the
memory of one: `begin` once, `table` for each table in print order, `end` once.

This module stays cheap to import: the command line asks it for names and frames before any
document is read.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, TextIO, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhperf.errors import Language
    from zhperf.report import Finding, Source, Table

Format: TypeAlias = Literal["json", "jsonl", "csv", "table"]
HeaderLanguage: TypeAlias = Literal["en", "zh"]

SUFFIXES: dict[str, Format] = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".txt": "table",
}
"""Format that a file name asks for."""

PARTS: dict[Format, tuple[str, ...]] = {
    "json": ("report",),
    "jsonl": ("indicators",),
    "csv": ("indicators", "activities", "reports"),
    "table": ("report",),
}
"""Streams of each format; the first is the one that stands for the document."""


class Layout(NamedTuple):
    """How the text is laid out; no setting changes what is read."""

    indent: int = 2
    """Spaces for each level of JSON; 0 puts a document on one line."""
    header: HeaderLanguage = "en"
    """Language of the column names of CSV and JSON Lines."""
    header_row: bool = True
    """False leaves the header (and the BOM) of CSV out, for text that is put after other."""
    provenance: bool = True
    """Whether regions and repairs are written."""
    csv_bom: bool = False
    """Begin CSV with U+FEFF, by which Excel knows UTF-8."""
    csv_safe: bool = False
    """Put ' before CSV cells that a spreadsheet would take for a formula."""
    width: int | None = None
    """Columns of the terminal for tables; None prints every cell on one line."""
    language: Language = "en"
    """Language of the words around a table."""
    color: bool = False
    """ANSI styles in tables."""


class Frame(NamedTuple):
    """What stands around documents that are written one after the other."""

    opening: str = ""
    between: str = ""
    closing: str = ""


class Writer(Protocol):
    """Writes documents to text streams, one after the other."""

    def begin(self, source: Source) -> None:
        """A document starts."""

    def table(self, table: Table) -> None:
        """The next table of the document."""

    def end(self, findings: list[Finding]) -> None:
        """The document is complete."""


def open_writer(output: Format, streams: Mapping[str, TextIO], layout: Layout) -> Writer:
    """A writer of the format.

    Args:
        output: Name of the format.
        streams: By part (see `PARTS`), opened with newline=""; the first part is required.
        layout: Settings.
    """
    writer: Writer = import_module(f"zhperf.writers.{output}").create(streams, layout)
    return writer


def frame(output: Format, layout: Layout) -> Frame:
    """What goes around documents that were written with `header_row` False."""
    if output == "json":
        return Frame("[\n", ",\n", "]\n")
    if output == "csv":
        from zhperf.writers.csv import header_text

        return Frame(opening=header_text("indicators", layout))
    return Frame(between="\n" if output == "table" else "")
