"""One line for each finding, for grep and editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhperf.reporters import ReportLayout, Run


def report(run: Run, layout: ReportLayout) -> bytes:
    """PATH:pPAGE:rROW:FIELD: CODE message."""
    lines = []
    for source in run.sources:
        for note in source.notes:
            found, at = note.finding, note.finding.location
            place = f"{at.path}:p{at.page or 0}:r{at.row or 0}:{at.field or ''}"
            lines.append(f"{place}: {found.code} {found.message}\n")
    return "".join(lines).encode()
