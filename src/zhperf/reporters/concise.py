"""One line for each finding, for grep and editors.

PATH:pPAGE:rROW:FIELD: CODE message; a number that there is not is 0.  The message of a source
without pages ends with the cell, paragraph or line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhperf.reporters.fieldnames import field_name
from zhperf.reporters.texts import encoded, one_line
from zhperf.reporters.wording import all_notes, carrier_place, summary

if TYPE_CHECKING:
    from zhperf.report import Finding
    from zhperf.reporters import ReportLayout, Run


def report(run: Run, layout: ReportLayout) -> bytes:
    """All lines, then the summary."""
    lines = [finding_line(note.finding) for note in all_notes(run)]
    return encoded("\n".join([*lines, summary(run, layout), ""]))


def finding_line(found: Finding) -> str:
    """The line of a finding, without a line feed."""
    at = found.location
    # A colon would end the field.
    field = field_name(at.field).replace(":", "：")
    place = f"{one_line(at.path)}:p{at.page or 0}:r{at.row or 0}:{field}"
    inside = carrier_place(at)
    return f"{place}: {found.code} {one_line(found.message)}{f' ({inside})' if inside else ''}"
