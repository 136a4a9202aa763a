"""What a run over an archive has to do: what is new, changed, or to be tried again."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from zhperf.batch.state import KnownFile, by_content, is_new
from zhperf.batch.work import content_hash, findings_path, report_path

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path

    from zhperf.batch.archive import ArchivedFile
    from zhperf.batch.recipe import Recipe
    from zhperf.batch.state import Result, ResultState, State
    from zhperf.checking import CheckPlan
    from zhperf.convert import Reading
    from zhperf.supervise import Limits

TRIES: Final = 2
"""How often a document that crashed or timed out is tried without being asked for."""
KEPT_SECONDS: Final = 1.0
"""Between two savings of hashes: so much reading a kill can cost, and saving takes milliseconds."""
LETHAL: Final = frozenset[str]({"crashed", "timeout"})
"""States of documents that ended their process."""


@dataclass(frozen=True, slots=True)
class BatchSetup:
    """What counts for all documents of a run."""

    dataset: Path
    reading: Reading
    """How documents are read; name and content are each document's own."""
    plan: CheckPlan | None
    """How reports are checked; None: not at all."""
    recipe: Recipe
    workers: int
    limits: Limits
    retry: Collection[ResultState] = ()
    """States that are tried again although nothing changed."""


class Place(NamedTuple):
    """Where a content is."""

    path: str
    """In the archive."""
    location: Path
    """To open it."""


class Task(NamedTuple):
    """A content that is to be done."""

    sha256: str
    places: tuple[Place, ...]
    """Where to read it, by path; the first one that is still there counts."""
    read: bool
    """Whether to read the document; False: only the rules are run."""
    tries: int
    """How often it was tried before under this recipe."""
    changed: bool = False
    """Whether its file changed after the run was planned."""

    @property
    def path(self) -> str:
        """The first path of the content in the archive."""
        return self.places[0].path


class Planned(NamedTuple):
    """What a run will do."""

    files: list[KnownFile]
    """All files of the archive, with their hashes."""
    contents: int
    """Distinct contents."""
    tasks: list[Task]
    alone: list[Task]
    """Those that crashed or timed out before."""
    before: Mapping[ResultState, int] = MappingProxyType({})
    """Contents by state that there is nothing to do for."""
    outdated: int = 0
    """Contents to be read that were read before with another recipe."""

    @property
    def unreadable(self) -> int:
        """How many files could not be opened."""
        return sum(file.sha256 is None for file in self.files)


def ignore_count(done: int, total: int) -> None:
    """Tell nobody how many files were looked at."""


def plan(
    files: Iterable[ArchivedFile],
    state: State,
    setup: BatchSetup,
    *,
    keep: bool = True,
    on_looked: Callable[[int, int], None] = ignore_count,
) -> Planned:
    """Find out what is new, changed, or to be tried again.

    A file whose size and time are those of the last run is not opened.

    Args:
        files: Of the archive.
        state: What is known of them.
        setup: Of the run.
        keep: Whether hashes are put into the state as they come, so that a plan that is
            interrupted or killed goes on where it was; False for a state that is only read.
        on_looked: Told after each file that is read: how many were, and how many shall be.
    """
    listed = list(files)
    locations = {file.path: file.location for file in listed}
    looking = _Looking(state, keep=keep, on_looked=on_looked)
    hashed = looking.hashed(listed)
    tasks: list[Task] = []
    alone: list[Task] = []
    before: Counter[ResultState] = Counter()
    outdated = 0
    for sha256, paths in by_content(hashed):
        result = state.result(sha256)  # one by one: those of a large archive fill memory
        places = tuple(Place(path, locations[path]) for path in paths)
        task = planned_task(sha256, places, result, setup)
        outdated += _is_outdated(result, setup)
        if task is not None:
            lethal = task.tries > 0 and result is not None and result.state in LETHAL
            (alone if lethal else tasks).append(task)
        elif result is not None:
            before[result.state] += 1
    contents = len(tasks) + len(alone) + before.total()
    return Planned(hashed, contents, tasks, alone, before, outdated)


def planned_task(
    sha256: str, places: tuple[Place, ...], result: Result | None, setup: BatchSetup
) -> Task | None:
    """What is to be done with a content; None for nothing.

    Args:
        sha256: Of the content.
        places: Where it is.
        result: What is known of it; None: nothing.
        setup: Of the run.
    """
    anew = Task(sha256, places, read=True, tries=0)
    if result is None or result.recipe != setup.recipe.reading:
        return anew
    if _to_be_tried(result, setup):
        return anew._replace(tries=result.tries)
    if result.state != "done":
        return None
    if not report_path(setup.dataset, sha256).exists():
        return anew
    return anew._replace(read=False) if _to_be_checked(result, setup) else None


def _is_outdated(result: Result | None, setup: BatchSetup) -> bool:
    """Whether a content was read, and it is to be read again for its recipe alone."""
    return (
        result is not None
        and result.recipe != setup.recipe.reading
        and result.state in {"done", "no-table"}
    )


def _to_be_tried(result: Result, setup: BatchSetup) -> bool:
    if result.state in LETHAL and result.tries < TRIES:
        return True
    # A file that could not be opened says nothing of the content.
    return result.state in setup.retry or (result.state == "failed" and result.tries == 0)


def _to_be_checked(result: Result, setup: BatchSetup) -> bool:
    if setup.recipe.checking is None:
        return False
    there = findings_path(setup.dataset, result.sha256).exists()
    return result.check_recipe != setup.recipe.checking or not there


class _Looking:
    """Reads files that are new for their hashes."""

    def __init__(self, state: State, *, keep: bool, on_looked: Callable[[int, int], None]) -> None:
        self._state = state
        self._keep = keep
        self._on_looked = on_looked
        self._waiting: list[KnownFile] = []
        """Not in the state yet."""
        self._kept = time.monotonic()

    def hashed(self, files: list[ArchivedFile]) -> list[KnownFile]:
        """The files with their hashes, in their order."""
        known = self._state.files()
        new = {file.path for file in files if is_new(file, known.get(file.path))}
        done = 0
        try:
            for file in files:
                if file.path in new:
                    known[file.path] = seen = _hashed(file)
                    done += 1
                    self._note(seen)
                    self._on_looked(done, len(new))
        finally:
            self._save()
        return [known[file.path] for file in files]

    def _note(self, file: KnownFile) -> None:
        self._waiting.append(file)
        if time.monotonic() - self._kept >= KEPT_SECONDS:
            self._save()

    def _save(self) -> None:
        if self._keep and self._waiting:
            self._state.add_files(self._waiting)
        self._waiting = []
        self._kept = time.monotonic()


def _hashed(file: ArchivedFile) -> KnownFile:
    try:
        sha256 = content_hash(file.location)
    except OSError:  # told in the tables: a file without a content
        sha256 = None
    return KnownFile(file.path, file.size, file.modified, sha256)
