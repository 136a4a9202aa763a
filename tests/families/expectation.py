"""A report against what was printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from printing.reportprint import ReportPrinter
from zhperf.report import Report, Table

AMBIGUOUS_BREAK = "ZP108"

UNREAD = {"index", "pages", "regions", "repairs", "parsed"}
"""Keys of the report that are no text of the form."""


def texts_of(table: Table) -> dict[str, Any]:
    """A table of the report without index, pages, places, repairs and parsed numbers."""
    found: dict[str, Any] = _without(table.model_dump())
    return found


def _without(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {key: _without(item) for key, item in value.items() if key not in UNREAD}
    return [_without(item) for item in value] if isinstance(value, list) else value


def differences(read: Any, true: Any, path: str = "") -> list[str]:  # noqa: ANN401
    """What differs, one line each: place, what was read, what was printed."""
    if isinstance(read, dict) and isinstance(true, dict):
        found = []
        if list(read) != list(true):
            found.append(f"{path}: keys {list(read)} != {list(true)}")
        for key in true:
            if key in read:
                found += differences(read[key], true[key], f"{path}.{key}")
        return found
    if isinstance(read, list) and isinstance(true, list):
        found = [] if len(read) == len(true) else [f"{path}: {len(read)} != {len(true)} entries"]
        for index, (left, right) in enumerate(zip(read, true, strict=False)):
            found += differences(left, right, f"{path}[{index}]")
        return found
    return [] if read == true else [f"{path}: {read!r} != {true!r}"]


def assert_tables(
    report: Report, truths: Sequence[dict[str, Any]], pages: Sequence[list[int]]
) -> None:
    """The report has these tables, on these pages, and no text that is not theirs."""
    read = [texts_of(table) for table in report.tables]
    found = [] if len(read) == len(truths) else [f"{len(read)} != {len(truths)} tables"]
    for number, (table, truth) in enumerate(zip(read, truths, strict=False), start=1):
        ordered = {key: truth[key] for key in table}
        found += differences(table, ordered, f"table {number}")
    assert not found, "\n".join(found)
    assert [table.pages for table in report.tables] == list(pages)


def assert_findings(report: Report, codes: Sequence[str], allowed: Sequence[str] = ()) -> None:
    """These codes were found, in any order, and no others but those that are allowed."""
    found = [finding for finding in report.findings if finding.code not in allowed]
    assert sorted(finding.code for finding in found) == sorted(codes), [
        (finding.code, finding.message) for finding in found
    ]


def doubts(printer: ReportPrinter) -> tuple[str, ...]:
    """Codes that a reader may report: rows split at a closed page break can be read in two ways."""
    split = any(page.parted_row is not None for table in printer.placed for page in table.pages)
    return (AMBIGUOUS_BREAK,) if split and not printer.job.layout.open_cut else ()
