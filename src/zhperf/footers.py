"""Notes under the frame of a form, such as 注, 备注, 填报人."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhperf.provenance import line_region
from zhperf.vocabulary import is_title, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhperf import report
    from zhperf.grids import Line
    from zhperf.provenance import Draft
    from zhperf.templates import Template

_MAX_GAP = 2.5
"""In line heights: a wider gap ends a note; notes are set with 1.0 to 2.0."""
_BEGINS_WITH_LABEL = re.compile(
    r"\s*[*★]?(?P<label>[^\s:：，。；、.．]{1,16})\s*(?:[:：.．、]|\s|$)"
)
_NUMBERED = re.compile(r"\s*(?:[(（]?[0-9一二三四五六七八九十]{1,2}[)）.．、])")
"""A numbered paragraph of a note."""
_PAGE_NUMBER = re.compile(r"[-—–第共页/\d]{1,12}")
"""A page number, as `plain` text."""


def notes_below(lines: Sequence[Line], template: Template, draft: Draft) -> None:
    """Keep the notes right under a frame, one entry for each paragraph.

    Args:
        lines: Lines under the frame, top to bottom.
        template: Knows the words that notes begin with.
        draft: Takes the notes.
    """
    paragraph: list[Line] = []
    for line in lines:
        begins = _begins_note(line, template)
        if not paragraph and not begins:
            return
        ended = paragraph and (
            is_title(line.text) or _gap(paragraph[-1], line) > _MAX_GAP or _is_page_number(line)
        )
        if ended:
            break
        if paragraph and (begins or _NUMBERED.match(line.text)):
            _keep(paragraph, draft)
            paragraph = []
        paragraph.append(line)
    _keep(paragraph, draft)


def _begins_note(line: Line, template: Template) -> bool:
    found = _BEGINS_WITH_LABEL.match(line.text)
    return found is not None and template.label(found["label"]) == "note"


def _gap(above: Line, below: Line) -> float:
    """Distance of two lines in heights of the upper one; infinite on another page."""
    if above.page != below.page or not above.size:
        return float("inf")
    return (below.bbox.top - above.bbox.top) / above.size


def _is_page_number(line: Line) -> bool:
    return _PAGE_NUMBER.fullmatch(plain(line.text)) is not None


def _keep(paragraph: Sequence[Line], draft: Draft) -> None:
    if not paragraph:
        return
    regions: list[report.Region] = [
        line_region(line.page, line.displayed or line.bbox) for line in paragraph
    ]
    draft.note_lines("".join(line.text for line in paragraph), regions)
