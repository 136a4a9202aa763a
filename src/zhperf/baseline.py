"""Findings that are known already are told apart from new ones."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from zhperf.baselinefile import Baseline, KnownFinding, load, save
from zhperf.checking import fingerprints

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from zhperf.checking import Noted

__all__ = ["Applied", "Baseline", "KnownFinding", "Ran", "apply", "load", "shown", "write"]

STDIN: Final = "-"
"""A source without a path."""


class Ran(NamedTuple):
    """A source that was checked."""

    path: str
    """As the user named it."""
    notes: Sequence[Noted]
    """All findings, in print order."""
    codes: Collection[str]
    """Rules that ran on it."""


class Applied(NamedTuple):
    """Findings with what a baseline says about them."""

    new: list[tuple[Noted, ...]]
    """Of each source, in order."""
    known: list[tuple[Noted, ...]]
    """Of each source, in order."""
    stale: list[KnownFinding]
    """Of sources that were checked, by rules that ran, but found no more."""


def apply(baseline: Baseline, path: str, sources: Sequence[Ran]) -> Applied:
    """Tell known findings from new ones.

    Two findings that are alike are two entries: where one is known, the other is new.

    Args:
        baseline: What is known.
        path: Its file, which the paths in it are relative to.
        sources: What was checked.
    """
    checked = _Checked(path, sources)
    known = {entry.fingerprint for entry in baseline.findings}
    applied = Applied([], [], [])
    found: set[str] = set()
    for source in sources:
        marks = list(fingerprints(source.notes, relative(source.path, path)))
        pairs = list(zip(source.notes, marks, strict=True))
        applied.new.append(tuple(note for note, mark in pairs if mark not in known))
        applied.known.append(tuple(note for note, mark in pairs if mark in known))
        found.update(marks)
    applied.stale.extend(
        entry
        for entry in baseline.findings
        if entry.fingerprint not in found and checked.covers(entry)
    )
    return applied


def write(path: str, sources: Sequence[Ran]) -> None:
    """Write the findings of a run.

    If there is such a file, its reasons are kept, and its entries of sources and rules that this
    run did not check.

    Args:
        path: The file.
        sources: What was checked.

    Raises:
        UsageError: The file cannot be written, or what is there is no such file.
    """
    before = load(path).findings if Path(path).exists() else []
    reasons = {entry.fingerprint: entry.reason for entry in before}
    checked = _Checked(path, sources)
    entries = [entry for entry in before if not checked.covers(entry)]
    for source in sources:
        entries += _entries(source, relative(source.path, path), reasons)
    distinct = {entry.fingerprint: entry for entry in entries}  # a source may be named twice
    save(path, Baseline(findings=sorted(distinct.values(), key=_order)))


def relative(source: str, path: str) -> str:
    """A source's path as a baseline has it.

    Args:
        source: As the user named it.
        path: Of the baseline.
    """
    if source == STDIN:
        return source
    try:
        way = os.path.relpath(source, Path(path).parent)
    except ValueError:  # another drive of Windows
        way = str(Path(source).absolute())
    # Some systems take the marks of letters apart.
    return unicodedata.normalize("NFC", way.replace(os.sep, "/"))


def shown(entry: KnownFinding) -> str:
    """An entry on one line; the path as the file has it."""
    place = [f"{word}{number}" for word, number in (("t", entry.table), ("r", entry.row)) if number]
    at = ":".join([entry.path, *place, *([entry.field] if entry.field else [])])
    return f"{at}: {entry.code} {entry.message or entry.fingerprint}"


def _entries(source: Ran, path: str, reasons: dict[str, str | None]) -> Iterator[KnownFinding]:
    for note, mark in zip(source.notes, fingerprints(source.notes, path), strict=True):
        place = note.finding.location
        yield KnownFinding(
            fingerprint=mark,
            code=note.finding.code,
            path=path,
            table=place.table,
            row=place.row,
            activity=place.activity,
            field=place.field,
            message=note.finding.message,
            reason=reasons.get(mark),
        )


class _Checked:
    """What a run checked, as a baseline names it."""

    def __init__(self, path: str, sources: Sequence[Ran]) -> None:
        self._codes: dict[str, set[str]] = {}
        for source in sources:
            self._codes.setdefault(relative(source.path, path), set()).update(source.codes)

    def covers(self, entry: KnownFinding) -> bool:
        return entry.code in self._codes.get(entry.path, ())


def _order(entry: KnownFinding) -> tuple[str, int, int, str, str, str]:
    """As the findings are printed; the fingerprint only makes it certain."""
    row = (entry.table or 0, entry.row or 0)
    return entry.path, *row, entry.code, entry.field or "", entry.fingerprint
