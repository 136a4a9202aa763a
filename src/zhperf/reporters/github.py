"""Annotations of GitHub Actions: workflow commands on standard output.

GitHub shows ten annotations of each kind of a step and drops the others without a word.  So the
worst come first, a notice says how many more there are, and those follow as plain lines of the
log.  A PDF has no lines, so its annotations name the file only.  Entries of the baseline that fit
nothing any more are one more notice.
"""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, NamedTuple

from zhperf.errors import Bilingual
from zhperf.reporters.concise import finding_line
from zhperf.reporters.styles import stale_lines
from zhperf.reporters.texts import encoded, lines_kept, one_line
from zhperf.reporters.wording import SEVERITIES, all_notes, line_number, short_place, worst_first

if TYPE_CHECKING:
    from zhperf.checking import Noted
    from zhperf.reporters import ReportLayout, Run
    from zhperf.rulebook import Severity

MOST: Final = 10
"""Annotations of one kind that GitHub shows for a step."""
_COMMANDS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "note": "notice"}
_STDIN: Final = "-"
_MORE = Bilingual("{n} more in the log", "日志中另有 {n} 处")
_HELP = Bilingual("help: {help}", "建议：{help}")
_RULE = Bilingual("zhperf rule {code}", "zhperf rule {code}")


class _Split(NamedTuple):
    annotated: list[Noted]
    logged: list[Noted]


def report(run: Run, layout: ReportLayout) -> bytes:
    """The annotations, worst first, and in the log what they leave out."""
    stale = _stale(run, layout)
    annotated, logged = _split(worst_first(all_notes(run)), taken=1 if stale else 0)
    lines = [_annotation(note, layout) for note in annotated]
    if logged:
        lines += [
            _notice(_more(len(logged), layout)),
            *_log([finding_line(one) for one in logged]),
        ]
    return encoded("".join(f"{line}\n" for line in (*lines, *stale)))


def _split(notes: list[Noted], *, taken: int) -> _Split:
    """What is annotated, and what is not; the notice of the rest is one of the ten, too.

    Args:
        notes: Worst first.
        taken: Notices that are needed for something else.
    """
    by_severity = [[one for one in notes if one.finding.severity == kind] for kind in SEVERITIES]
    *worse, mild = by_severity
    room = MOST - taken
    fits = all(len(found) <= MOST for found in worse) and len(mild) <= room
    limits = [MOST] * len(worse) + [room if fits else room - 1]
    split = _Split([], [])
    for found, limit in zip((*worse, mild), limits, strict=True):
        split.annotated.extend(found[:limit])
        split.logged.extend(found[limit:])
    return split


def _annotation(note: Noted, layout: ReportLayout) -> str:
    found, path = note.finding, note.finding.location.path
    line = line_number(note)
    properties = {
        "title": f"zhperf ({found.code})",
        "file": None if path == _STDIN else PurePath(path).as_posix(),
        "line": None if line is None or path == _STDIN else str(line),
    }
    given = ",".join(f"{name}={_property(text)}" for name, text in properties.items() if text)
    place = short_place(note)
    text = f"{found.code} {one_line(found.message)}"
    advice = found.help or _RULE.text(layout.language, code=found.code)
    more = _HELP.text(layout.language, help=lines_kept(advice))
    lines = "\n".join([f"{place}: {text}" if place else text, more])
    return f"::{_COMMANDS[found.severity]} {given}::{_data(lines)}"


def _stale(run: Run, layout: ReportLayout) -> list[str]:
    """A notice with entries of the baseline, and in the log those that it leaves out."""
    if not run.stale:
        return []
    heading, *entries = (line for line in stale_lines(run, layout) if line)
    shown, rest = entries[:MOST], entries[MOST:]
    if not rest:
        return [_notice("\n".join([heading, *shown]))]
    told = _notice("\n".join([heading, *shown, f"  {_more(len(rest), layout)}"]))
    return [told, *_log(rest)]


def _more(number: int, layout: ReportLayout) -> str:
    return _MORE.text(layout.language, n=number)


def _notice(text: str) -> str:
    return f"::notice title=zhperf::{_data(text)}"


def _log(lines: list[str]) -> list[str]:
    """The lines for people, in which GitHub looks for no commands.

    A document could hold one.  Commands are off until a word is repeated that no document can
    hold, since it follows from all lines.
    """
    word = hashlib.sha256(encoded("\n".join(lines))).hexdigest()
    return [f"::stop-commands::{word}", *lines, f"::{word}::"]


def _data(text: str) -> str:
    """What stands behind the second :: (actions/toolkit, command.ts: escapeData)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """The value of a property (actions/toolkit, command.ts: escapeProperty)."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
