"""From documents to flat rows, for every format that writes such rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, cast

from zhperf.writers.rows import activity_rows, finding_count, indicator_rows, report_row

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from zhperf.report import Finding, Source, Table
    from zhperf.writers.rows import Row

ROW_PARTS = ("indicators", "activities", "reports")
"""The flat forms of a document, the one that stands for it first."""

Sink: TypeAlias = "Callable[[str, Iterable[Row]], None]"
"""Takes rows of a part."""


class FlatWriter:
    """Gives the rows of each table to a sink; those of reports when their document is complete."""

    def __init__(self, parts: Collection[str], sink: Sink) -> None:
        self._parts = parts
        self._sink = sink
        self._source: Source | None = None
        self._reports: list[Row] = []

    def begin(self, source: Source) -> None:
        """Remember the source, which every row names."""
        self._source = source
        self._reports = []

    def table(self, table: Table) -> None:
        """Write the rows of indicators and activities."""
        if self._source is None:
            raise ValueError("begin() must be called first")
        if "indicators" in self._parts:
            self._sink("indicators", indicator_rows(self._source, table))
        if "activities" in self._parts:
            self._sink("activities", activity_rows(self._source, table))
        if "reports" in self._parts:
            self._reports.append(report_row(self._source, table))

    def end(self, findings: list[Finding]) -> None:
        """Write the rows of reports, which count the findings."""
        for row in self._reports:
            row["findings"] = finding_count(findings, cast("int", row["table"]))
        if self._reports:
            self._sink("reports", self._reports)
        self._reports = []
