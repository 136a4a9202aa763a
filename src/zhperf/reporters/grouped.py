"""The findings under the name of their file, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhperf.errors import Bilingual
from zhperf.reporters.styles import BOLD, SEVERITY_STYLES, ignored_lines, stale_lines, styled
from zhperf.reporters.texts import encoded, one_line
from zhperf.reporters.wording import (
    place_words,
    severity_counts,
    severity_word,
    summary,
)
from zhperf.writers.alignment import aligned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhperf.checking import Noted
    from zhperf.reporters import Checked, ReportLayout, Run

INDENT = 2
_WHOLE_FILE = Bilingual("whole file", "整个文件")
_COUNTS = Bilingual(" ({counts})", "（{counts}）")


def report(run: Run, layout: ReportLayout) -> bytes:
    """A block for each file that has findings, then the summary."""
    lines = []
    for source in run.sources:
        if source.notes:
            lines += [*_block(source, layout), ""]
    lines += [*stale_lines(run, layout), *ignored_lines(run, layout), summary(run, layout), ""]
    return encoded("\n".join(lines))


def _block(source: Checked, layout: ReportLayout) -> Iterator[str]:
    language = layout.language
    counts = severity_counts((note.finding for note in source.notes), language)
    heading = one_line(source.path) + _COUNTS.text(language, counts=counts)
    yield styled(heading, BOLD, layout)
    rows = [_row(note, layout) for note in source.notes]
    blocks = aligned(rows, indent=INDENT, width=layout.width)
    for note, lines in zip(source.notes, blocks, strict=True):
        style = SEVERITY_STYLES[note.finding.severity]
        code = note.finding.code
        first = lines[0].replace(code, styled(code, style, layout), 1) if layout.color else lines[0]
        yield from (first, *lines[1:])


def _row(note: Noted, layout: ReportLayout) -> list[str]:
    found = note.finding
    place = place_words(note, layout.language)
    return [
        place or _WHOLE_FILE.literal(layout.language),
        found.code,
        severity_word(found.severity, layout.language),
        one_line(found.message),
    ]
