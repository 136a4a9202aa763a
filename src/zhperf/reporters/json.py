"""One JSON array of all findings, each as the contract's `Finding`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from zhperf.reporters.texts import encoded
from zhperf.reporters.wording import all_notes

if TYPE_CHECKING:
    from zhperf.reporters import ReportLayout, Run


def report(run: Run, layout: ReportLayout) -> bytes:
    """The array; [] where nothing was found."""
    found = [note.finding.model_dump(mode="json") for note in all_notes(run)]
    return encoded(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
