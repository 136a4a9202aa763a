"""One line for each finding, for grep and editors.

PATH:pPAGE:rROW:FIELD: CODE message; a number that there is not is 0.  The message of a source
without pages ends with the cell, paragraph or line; that of a source with several reports with
the name of the report.  Lines that are no finding are never of this form.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhperf.reporters.styles import stale_lines
from zhperf.reporters.texts import encoded, one_line
from zhperf.reporters.wording import all_notes, carrier_place, field_label, summary

if TYPE_CHECKING:
    from zhperf.checking import Noted
    from zhperf.reporters import ReportLayout, Run


_LIKE_A_FINDING = re.compile(r":(?=p[0-9]+:r[0-9]+:)")


def report(run: Run, layout: ReportLayout) -> bytes:
    """All lines, then the summary."""
    lines = [finding_line(note) for note in all_notes(run)]
    lines += [_LIKE_A_FINDING.sub("：", line) for line in stale_lines(run, layout) if line]
    return encoded("\n".join([*lines, summary(run, layout), ""]))


def finding_line(note: Noted) -> str:
    """The line of a finding, without a line feed."""
    found, at = note.finding, note.finding.location
    # A colon would end the field.
    field = field_label(note).replace(":", "：")
    place = f"{one_line(at.path)}:p{at.page or 0}:r{at.row or 0}:{field}"
    inside = " ".join(part for part in (one_line(note.origin), carrier_place(at)) if part)
    return f"{place}: {found.code} {one_line(found.message)}{f' ({inside})' if inside else ''}"
