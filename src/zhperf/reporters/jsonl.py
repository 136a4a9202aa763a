"""One JSON object on each line: the contract's `Finding`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from zhperf.reporters.texts import encoded
from zhperf.reporters.wording import all_notes

if TYPE_CHECKING:
    from zhperf.reporters import ReportLayout, Run


def report(run: Run, layout: ReportLayout) -> bytes:
    """The lines; nothing where nothing was found."""
    lines = (
        json.dumps(note.finding.model_dump(mode="json"), ensure_ascii=False)
        for note in all_notes(run)
    )
    return encoded("".join(f"{line}\n" for line in lines))
