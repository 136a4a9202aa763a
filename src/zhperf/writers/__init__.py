"""Writers: report tables in, text out.  Siblings of one interface.

A writer gets a document piece by piece, so that a report of a thousand tables needs the
memory of one: `begin` once, `table` for each table in print order, `end` once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, TextIO

if TYPE_CHECKING:
    from zhperf.report import Finding, Source, Table


class Writer(Protocol):
    """Writes documents to a text stream, one after the other."""

    def begin(self, source: Source) -> None:
        """A document starts."""

    def table(self, table: Table) -> None:
        """The next table of the document."""

    def end(self, findings: list[Finding]) -> None:
        """The document is complete."""
