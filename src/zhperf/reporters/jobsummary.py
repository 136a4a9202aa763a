"""The summary of a GitHub job: a Markdown table of all findings, for GITHUB_STEP_SUMMARY."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zhperf.errors import Bilingual
from zhperf.reporters.texts import encoded, one_line
from zhperf.reporters.wording import (
    STALE,
    all_notes,
    counted,
    place_words,
    severity_word,
    summary,
    worst_first,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zhperf.checking import Noted
    from zhperf.reporters import ReportLayout, Run

MOST_BYTES: Final = 1_000_000
"""GitHub refuses the summary of a step above 1 MiB; the rest is left for others of the step."""
_TITLE = Bilingual("zhperf check", "zhperf 检查结果")
_HEADERS = (
    Bilingual("Severity", "级别"),
    Bilingual("File", "文件"),
    Bilingual("Place", "位置"),
    Bilingual("Rule", "规则"),
    Bilingual("Message", "说明"),
)
MOST_STALE_BYTES: Final = 30_000
"""So much of the rest is for entries of the baseline."""
_CUT = Bilingual("… {count} more in the log.", "…… 其余 {count}见日志。")
_STALE_CUT = Bilingual("… {n} more in the log.", "…… 其余 {n} 条见日志。")
_COLON = Bilingual(":", "：")
_MARKUP = re.compile(r"([\\`*_\[\]|~$:])")
"""Punctuation that has a meaning inside of a cell; : would make links and emoji."""
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def step_summary(run: Run, layout: ReportLayout) -> str:
    """Markdown to append to the file, worst findings first; it ends with a line feed.

    Entries of the baseline that nothing fits any more follow.
    """
    notes = worst_first(all_notes(run))
    lines = [f"### {_TITLE.literal(layout.language)}", "", markdown(summary(run, layout)), ""]
    if notes:
        titles = [header.literal(layout.language) for header in _HEADERS]
        lines += [_row(titles), _row(["---"] * len(titles)), *_findings(notes, layout), ""]
    if run.stale:
        lines += [*_stale(run, layout), ""]
    return "\n".join(lines)


def _findings(notes: list[Noted], layout: ReportLayout) -> list[str]:
    rows = _fitting((_finding_row(note, layout) for note in notes), MOST_BYTES)
    if len(rows) == len(notes):
        return rows
    left = counted(len(notes) - len(rows), "finding", layout.language)
    return [*rows, "", _CUT.text(layout.language, count=left)]


def _stale(run: Run, layout: ReportLayout) -> list[str]:
    """A heading and a list."""
    heading = STALE.literal(layout.language) + _COLON.literal(layout.language)
    entries = (f"- {markdown(one_line(entry))}" for entry in run.stale)
    shown = _fitting(entries, MOST_STALE_BYTES)
    if left := len(run.stale) - len(shown):
        shown += ["", _STALE_CUT.text(layout.language, n=left)]
    return [heading, "", *shown]


def _fitting(lines: Iterable[str], most: int) -> list[str]:
    """The first lines that there is room for.

    Args:
        lines: Without line feeds.
        most: Bytes, with a line feed for each line.
    """
    kept: list[str] = []
    size = 0
    for line in lines:
        size += len(encoded(line)) + 1
        if size > most:
            break
        kept.append(line)
    return kept


def _finding_row(note: Noted, layout: ReportLayout) -> str:
    found = note.finding
    texts = (
        severity_word(found.severity, layout.language),
        one_line(found.location.path),
        place_words(note, layout.language),
        f"{found.code} {found.name}",
        one_line(found.message),
    )
    return _row([markdown(text) for text in texts])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def markdown(text: str) -> str:
    """The text of one line so that Markdown shows it as it is."""
    plain = "".join(_ENTITIES.get(character, character) for character in text)
    return _MARKUP.sub(r"\\\1", plain)
