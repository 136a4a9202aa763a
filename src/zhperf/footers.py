"""Notes under the frame of a form, such as 注, 备注, 填报人."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhperf.provenance import line_region
from zhperf.vocabulary import is_title, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhperf.grids import Line
    from zhperf.provenance import Draft
    from zhperf.templates import Template

_MAX_GAP = 2.5
"""In line heights: a wider gap ends a note; notes are set with 1.0 to 2.0."""
_BEGINS_WITH_LABEL = re.compile(
    r"\s*[*★]?(?P<label>[^\s:：，。；、.．]{1,16})\s*(?:[:：.．、]|\s|$)"
)
_NUMBERED = re.compile(r"\s*[(（]?[0-9]{1,2}[)）.．、]")
"""A numbered paragraph of a note; sections of a report have Chinese numerals."""
_SECTION = re.compile(
    r"\s*(?:[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|第[一二三四五六七八九十]+[部章节])"
)
_SENTENCE_ENDS = ("。", "！", "？", "；")
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
        goes_on = begins or _NUMBERED.match(line.text) is not None
        if paragraph and _ends(paragraph[-1], line, goes_on=goes_on):
            break
        if paragraph and goes_on:
            _keep(paragraph, draft)
            paragraph = []
        paragraph.append(line)
    _keep(paragraph, draft)


def _ends(last: Line, line: Line, *, goes_on: bool) -> bool:
    """Whether a line under a note is no part of the notes.

    Args:
        last: The last line of the note.
        line: The next line.
        goes_on: Whether the line begins a note or a numbered paragraph.
    """
    if is_title(line.text) or _SECTION.match(line.text) or _is_page_number(line):
        return True
    if _gap(last, line) > _MAX_GAP:
        return True
    return not goes_on and last.text.rstrip().endswith(_SENTENCE_ENDS)


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
    draft.note_lines("".join(line.text for line in paragraph), list(map(line_region, paragraph)))
