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

    from zhperf.reporters import Checked

__all__ = ["Applied", "Baseline", "KnownFinding", "apply", "load", "shown", "write"]

STDIN: Final = "-"
"""A source without a path."""


class Applied(NamedTuple):
    """Sources with what a baseline says about their findings."""

    sources: list[Checked]
    """With known findings told apart from new ones."""
    stale: list[KnownFinding]
    """Of sources that were checked, by rules that ran, but found no more."""


def apply(
    baseline: Baseline, sources: Sequence[Checked], codes: Sequence[Collection[str]]
) -> Applied:
    """Tell known findings from new ones.

    Two findings that are alike are two entries: where one is known, the other is new.

    Args:
        baseline: What is known.
        sources: What was checked, with all findings.
        codes: Of each source, the rules that ran on it; none if it could not be read.
    """
    checked = _Checked(baseline.path, sources, codes)
    known = {entry.fingerprint for entry in baseline.findings}
    applied = Applied([], [])
    found: set[str] = set()
    for source in sources:
        marks = list(fingerprints(source.notes, relative(source.path, baseline.path)))
        pairs = list(zip(source.notes, marks, strict=True))
        new = tuple(note for note, mark in pairs if mark not in known)
        old = tuple(note for note, mark in pairs if mark in known)
        applied.sources.append(source._replace(notes=new, known=old))
        found.update(marks)
    applied.stale.extend(
        entry
        for entry in baseline.findings
        if entry.fingerprint not in found and checked.covers(entry)
    )
    return applied


def write(path: Path, sources: Sequence[Checked], codes: Sequence[Collection[str]]) -> int:
    """Write the findings of a run.

    If there is such a file, its reasons are kept, and its entries of sources and rules that this
    run did not check.

    Args:
        path: The file.
        sources: What was checked, with all findings.
        codes: Of each source, the rules that ran on it; none if it could not be read.

    Returns:
        How many entries the file has.

    Raises:
        UsageError: The file cannot be written, or what is there is no such file.
    """
    before = load(path).findings if path.exists() else []
    reasons = {entry.fingerprint: entry.reason for entry in before}
    checked = _Checked(path, sources, codes)
    entries = [entry for entry in before if not checked.covers(entry)]
    for source in sources:
        entries += _entries(source, relative(source.path, path), reasons)
    distinct = {entry.fingerprint: entry for entry in entries}  # a source may be named twice
    save(Baseline(path, sorted(distinct.values(), key=_order)))
    return len(distinct)


def relative(source: str, path: Path) -> str:
    """A source's path as a baseline has it.

    Args:
        source: As the user named it.
        path: Of the baseline.
    """
    if source == STDIN:
        return source
    try:
        way = os.path.relpath(source, path.parent)
    except ValueError:  # another drive of Windows
        way = str(Path(source).absolute())
    # Some systems take the marks of letters apart, others allow names that are no text.
    name = unicodedata.normalize("NFC", way.replace(os.sep, "/"))
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def shown(entry: KnownFinding) -> str:
    """An entry on one line; the path as the file has it."""
    place = [f"{word}{number}" for word, number in (("t", entry.table), ("r", entry.row)) if number]
    at = ":".join([entry.path, *place, *([entry.field] if entry.field else [])])
    return f"{at}: {entry.code} {entry.message or entry.fingerprint}"


def _entries(source: Checked, path: str, reasons: dict[str, str | None]) -> Iterator[KnownFinding]:
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

    def __init__(
        self, path: Path, sources: Sequence[Checked], codes: Sequence[Collection[str]]
    ) -> None:
        self._codes: dict[str, set[str]] = {}
        for source, ran in zip(sources, codes, strict=True):
            self._codes.setdefault(relative(source.path, path), set()).update(ran)

    def covers(self, entry: KnownFinding) -> bool:
        return entry.code in self._codes.get(entry.path, ())


def _order(entry: KnownFinding) -> tuple[str, int, int, str, str, str]:
    """As the findings are printed; the fingerprint only makes it certain."""
    row = (entry.table or 0, entry.row or 0)
    return entry.path, *row, entry.code, entry.field or "", entry.fingerprint
