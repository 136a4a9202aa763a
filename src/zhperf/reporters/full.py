"""Each finding with the rows of the table around it and carets under the cell."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from zhperf.errors import Bilingual
from zhperf.reporters.pictures import picture
from zhperf.reporters.styles import DIM, SEVERITY_STYLES, ignored_lines, stale_lines, styled
from zhperf.reporters.texts import encoded, lines_kept, one_line, wrapped
from zhperf.reporters.wording import all_notes, severity_word, summary, where
from zhperf.writers.alignment import NARROWEST
from zhperf.writers.celltexts import box_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhperf.checking import Noted
    from zhperf.excerpts import Excerpt
    from zhperf.report import Finding
    from zhperf.reporters import ReportLayout, Run

MARGIN: Final = "   |"
_DETAIL: Final = "   = "
_BOX = Bilingual("bbox", "位置")
_EXPECTED = Bilingual("expected", "应为")
_HELP = Bilingual("help", "建议")
_COLON: Final = ": "


def report(run: Run, layout: ReportLayout) -> bytes:
    """A block for each finding, then the summary."""
    blocks = [[*_block(note, layout), ""] for note in all_notes(run)]
    ending = [*stale_lines(run, layout), *ignored_lines(run, layout), summary(run, layout), ""]
    return encoded("\n".join([*chain.from_iterable(blocks), *ending]))


def _block(note: Noted, layout: ReportLayout) -> Iterator[str]:
    found = note.finding
    yield f"{_title(found, layout)}{_COLON}{one_line(found.message)}"
    yield f"  {styled('-->', DIM, layout)} {where(note, layout.language)}"
    yield from _excerpt(note.excerpt, found, layout)
    yield from _details(found, layout)


def _title(found: Finding, layout: ReportLayout) -> str:
    """Code and name; what is no error says so, in words too."""
    code = styled(found.code, SEVERITY_STYLES[found.severity], layout)
    if found.severity == "error":
        return f"{code} {found.name}"
    return f"{code} {found.name} ({severity_word(found.severity, layout.language)})"


def _excerpt(excerpt: Excerpt | None, found: Finding, layout: ReportLayout) -> Iterator[str]:
    if excerpt is None:
        return
    room = None if layout.width is None else layout.width - len(MARGIN) - 1
    yield MARGIN
    for line in picture(excerpt, layout.language, room):
        text = line.text
        if line.carets:
            marks = text.lstrip()
            indent = " " * (len(text) - len(marks))
            text = indent + styled(marks, SEVERITY_STYLES[found.severity], layout)
        yield f"{MARGIN} {text}".rstrip()
    yield MARGIN


def _details(found: Finding, layout: ReportLayout) -> Iterator[str]:
    at = found.location
    if at.bbox is not None:
        yield from _detail(_BOX, f"{box_text(list(at.bbox))} {at.unit}", layout)
    if found.expected and not _is_said(found.expected, found.message):
        yield from _detail(_EXPECTED, one_line(found.expected), layout)
    if found.help:
        yield from _detail(_HELP, lines_kept(found.help), layout)


def _is_said(expected: str, message: str) -> bool:
    """Whether the message names it; 98.50% and 98.50 % are alike."""
    return "".join(expected.split()) in "".join(message.split())


def _detail(label: Bilingual, text: str, layout: ReportLayout) -> Iterator[str]:
    """A labelled text; all but its first line stand under the first."""
    name = f"{label.literal(layout.language)}{_COLON}"
    indent = len(_DETAIL) + len(_HELP.en) + len(_COLON)
    room = None if layout.width is None else max(NARROWEST, layout.width - indent)
    first, *rest = wrapped(text, room)
    yield f"{_DETAIL}{name}{first}"
    yield from (" " * indent + line for line in rest)
