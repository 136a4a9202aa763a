"""Writers: report tables in, files out.  Siblings of one interface.

A writer gets a document piece by piece, so that a report of a thousand tables needs the
memory of one: `begin` once, `table` for each table in print order, `end` once.

A workbook, a Parquet file and a data package hold the rows of all documents and are made at
once: a writer of "rows" collects them, and `finish` makes the files.

This module stays cheap to import: the command line asks it for names and frames before any
document is read.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import IO, TYPE_CHECKING, Final, Literal, NamedTuple, Protocol, TextIO, TypeAlias

from zhperf.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from types import TracebackType

    from zhperf.errors import Bilingual, Language
    from zhperf.report import Finding, Source, Table
    from zhperf.writers.rows import Row

Format: TypeAlias = Literal[
    "json", "jsonl", "csv", "xlsx", "parquet", "datapackage", "table", "rows"
]  # fmt: skip
"""All but "rows" are for users; it is what `finish` makes files of."""
TablesFormat: TypeAlias = Literal["parquet", "csv", "xlsx"]
"""Formats of the tables of a dataset."""
HeaderLanguage: TypeAlias = Literal["en", "zh"]

SUFFIXES: dict[str, Format] = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
    ".txt": "table",
}
"""Format that a file name asks for."""

PARTS: dict[Format, tuple[str, ...]] = {
    "json": ("report",),
    "jsonl": ("indicators",),
    "csv": ("indicators", "activities", "reports"),
    "xlsx": ("workbook",),
    "parquet": ("indicators", "activities", "reports"),
    "datapackage": ("indicators", "activities", "reports", "package"),
    "table": ("report",),
    "rows": ("rows",),
}
"""Streams of each format; the first is the one that stands for the document."""

PACKAGE_FILES: Final = {
    "indicators": "indicators.csv",
    "activities": "activities.csv",
    "reports": "reports.csv",
    "package": "datapackage.json",
}
"""Files of a data package by part; the description is the last."""


class Extra(NamedTuple):
    """An optional package that a format needs."""

    module: str
    name: str
    """As in pip install 'zhperf[NAME]'."""


EXTRAS: Final[dict[Format, Extra]] = {
    "xlsx": Extra("openpyxl", "excel"),
    "parquet": Extra("pyarrow", "parquet"),
}
FINISHED: Final[frozenset[Format]] = frozenset({"xlsx", "parquet", "datapackage"})
"""Formats whose files `finish` makes; the others have a writer."""
BINARY: Final[frozenset[Format]] = frozenset({"xlsx", "parquet"})
"""Formats that no terminal can show."""


class Layout(NamedTuple):
    """How it is laid out; no setting changes what is read."""

    indent: int = 2
    """Spaces for each level of JSON; 0 puts a document on one line."""
    header: HeaderLanguage = "en"
    """Language of the column names of the flat forms."""
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


class Tables(Protocol):
    """Writes the tables of many documents side by side; a context manager that completes them."""

    losses: list[Bilingual]
    """What the format could not hold, for the user to know; told at the end."""

    def add(self, part: str, rows: Iterable[Row]) -> None:
        """Write rows of a part behind those before."""

    def __enter__(self) -> Tables: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
        /,
    ) -> None: ...


def open_tables(
    output: TablesFormat, streams: Mapping[str, IO[bytes]], parts: Sequence[str], layout: Layout
) -> Tables:
    """Tables of a format, complete when their context ends without an error.

    Args:
        output: Name of the format.
        streams: By part; of a workbook "workbook" alone.
        parts: The tables, in order.
        layout: Settings.
    """
    if output == "parquet":
        from zhperf.writers.parquet import ParquetTables

        return ParquetTables(streams, layout)
    if output == "csv":
        from zhperf.writers.csv import CsvTables

        return CsvTables(streams, layout)
    from zhperf.writers.xlsx import WorkbookTables

    return WorkbookTables(streams["workbook"], parts, layout)


def open_writer(output: Format, streams: Mapping[str, TextIO], layout: Layout) -> Writer:
    """A writer of the format.

    Args:
        output: Name of the format, none of `FINISHED`.
        streams: By part (see `PARTS`), opened with newline=""; the first part is required.
        layout: Settings.
    """
    module = "rowsfile" if output == "rows" else output
    writer: Writer = import_module(f"zhperf.writers.{module}").create(streams, layout)
    return writer


def finish(
    output: Format, rows: IO[bytes], streams: Mapping[str, IO[bytes]], layout: Layout
) -> list[Bilingual]:
    """Make the files of the format.

    Args:
        output: Name of the format, one of `FINISHED`.
        rows: What writers of "rows" have written, one after the other; it is read several times.
        streams: By part (see `PARTS`).
        layout: Settings.

    Returns:
        What the format could not hold, for the user to know.

    Raises:
        OSError: A stream, or a temporary file, cannot be written.
    """
    from zhperf.writers.rowsfile import RowsFile

    module = import_module(f"zhperf.writers.{output}")
    told: list[Bilingual] = module.finish(RowsFile(rows), streams, layout)
    return told


def require_extra(output: Format) -> None:
    """Check, without loading it, that the package is installed that the format needs.

    Raises:
        MissingExtraError: It is not.
    """
    extra = EXTRAS.get(output)
    if extra is not None and find_spec(extra.module) is None:
        raise MissingExtraError(feature=f"-f {output}", extra=extra.name)


def frame(output: Format, layout: Layout) -> Frame:
    """What goes around documents that were written with `header_row` False."""
    if output == "json":
        return Frame("[\n", ",\n", "]\n")
    if output == "csv":
        from zhperf.writers.csv import header_text

        return Frame(opening=header_text("indicators", layout))
    return Frame(between="\n" if output == "table" else "")
