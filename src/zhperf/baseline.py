"""Findings that are known already are told apart from new ones."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from zhperf.baselinefile import Baseline, KnownFinding, load, save
from zhperf.checking import fingerprints

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from zhperf.reporters import Checked

__all__ = ["Applied", "Baseline", "KnownFinding", "apply", "load", "shown", "write"]

STDIN: Final = "-"
"""A source without a path."""


class Applied(NamedTuple):
    """Sources with what a baseline says about their findings."""

    sources: list[Checked]
    """With known findings told apart from new ones."""
    stale: list[KnownFinding]
    """Of sources that were checked, by rules that ran, but found no more; and of sources that are
    gone."""


def apply(
    baseline: Baseline,
    sources: Sequence[Checked],
    codes: Sequence[Collection[str]],
    folders: Iterable[str] = (),
) -> Applied:
    """Tell known findings from new ones.

    Two findings that are alike are two entries: where one is known, the other is new.

    Args:
        baseline: What is known.
        sources: What was checked, with all findings.
        codes: Of each source, the rules that ran on it; none if it could not be read.
        folders: Directories that were searched for sources: what is no longer there is gone.
    """
    checked = _Checked(baseline.path, sources, codes, folders)
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


def write(
    path: Path,
    sources: Sequence[Checked],
    codes: Sequence[Collection[str]],
    folders: Iterable[str] = (),
) -> int:
    """Write the findings of a run.

    If there is such a file, its reasons are kept, and its entries of sources and rules that this
    run did not check.  Entries of a source that is gone are left out if it was in one of the
    directories; a source that has the same findings is the one that moved, and takes the reasons
    over.

    Args:
        path: The file.
        sources: What was checked, with all findings.
        codes: Of each source, the rules that ran on it; none if it could not be read.
        folders: Directories that were searched for sources.

    Returns:
        How many entries the file has.

    Raises:
        UsageError: The file cannot be written, or what is there is no such file.
    """
    before = load(path).findings if path.exists() else []
    reasons = {entry.fingerprint: entry.reason for entry in before}
    checked = _Checked(path, sources, codes, folders)
    missing = sorted({one.path for one in before if one.reason and checked.misses(one.path)})
    entries = [entry for entry in before if not checked.covers(entry)]
    for source in sources:
        now = relative(source.path, path)
        entries += _entries(source, now, _before(source, now, reasons, missing), reasons)
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


def _before(
    source: Checked, path: str, known: Collection[str], missing: Sequence[str]
) -> str | None:
    """The path of a source before it moved; None if it did not.

    It is that of the missing source with most of its findings, and with the same name if there is
    one that has any.

    Args:
        source: What was checked.
        path: Its path now.
        known: All fingerprints of the file.
        missing: Paths of sources that are no longer there.
    """

    def alike(old: str) -> int:
        return sum(mark in known for mark in fingerprints(source.notes, old))

    name = path.rpartition("/")[2]
    namesakes = [old for old in missing if old.rpartition("/")[2] == name]
    for candidates in (namesakes, missing):
        best = max(candidates, key=alike, default=None)
        if best is not None and alike(best):
            return best
    return None


def _entries(
    source: Checked, path: str, old: str | None, reasons: Mapping[str, str | None]
) -> Iterator[KnownFinding]:
    """The entries of a source, with the reasons that it had at this path or at the old one."""
    marks = list(fingerprints(source.notes, path))
    before = marks if old is None else fingerprints(source.notes, old)
    for note, mark, known in zip(source.notes, marks, before, strict=True):
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
            reason=reasons.get(mark) or reasons.get(known),
        )


class _Checked:
    """What a run checked, as a baseline names it."""

    def __init__(
        self,
        path: Path,
        sources: Sequence[Checked],
        codes: Sequence[Collection[str]],
        folders: Iterable[str],
    ) -> None:
        self._base = path.parent
        self._folders = [_composed(_place(Path(folder))) for folder in folders]
        self._codes: dict[str, set[str]] = {}
        for source, ran in zip(sources, codes, strict=True):
            self._codes.setdefault(relative(source.path, path), set()).update(ran)
        self._missing: dict[str, bool] = {}

    def covers(self, entry: KnownFinding) -> bool:
        """Whether the run would have found it again."""
        return entry.code in self._codes.get(entry.path, ()) or (
            self._was_searched(entry.path) and self.misses(entry.path)
        )

    def misses(self, path: str) -> bool:
        """Whether a source is no longer there."""
        if path not in self._missing:
            self._missing[path] = path not in self._codes and _is_missing(path, self._base)
        return self._missing[path]

    def _was_searched(self, path: str) -> bool:
        place = _composed(_place(self._base / path))
        return any(place.is_relative_to(folder) for folder in self._folders)


def _place(path: Path) -> Path:
    """An absolute path without "..", as `relative` takes it: links are not followed."""
    return Path(os.path.normpath(path.absolute()))


def _composed(path: Path) -> Path:
    """A path with the spelling that baselines have."""
    return Path(unicodedata.normalize("NFC", str(path)))


def _is_missing(path: str, base: Path) -> bool:
    """Whether there is no such file; False where that cannot be told."""
    if path == STDIN or "\\" in path:  # bytes that are no text are written so
        return False
    # The system may have the marks of letters apart, and then finds no other spelling.
    spellings = [unicodedata.normalize(form, path) for form in ("NFC", "NFD")]
    return not any(_may_exist(_place(base / one)) for one in spellings)


def _may_exist(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError):
        return True
    return True


def _order(entry: KnownFinding) -> tuple[str, int, int, str, str, str]:
    """As the findings are printed; the fingerprint only makes it certain."""
    row = (entry.table or 0, entry.row or 0)
    return entry.path, *row, entry.code, entry.field or "", entry.fingerprint
