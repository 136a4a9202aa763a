"""A run over an archive: what is to be done, and doing it.

Only the parent writes the state.  A document that kills its process, hangs or eats memory is tried
once more alone, after all others: then nothing else can be to blame.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from zhperf.batch.state import KnownFile, Result, by_content, unchanged
from zhperf.batch.work import Conversion, Converted, content_hash, content_name, convert_content
from zhperf.errors import (
    EncryptedPdfError,
    ExitCode,
    NoTableError,
    NoTextLayerError,
    ReaderCrashError,
    ReaderMemoryError,
    ReaderTimeoutError,
    ZhperfError,
)
from zhperf.supervise import Limits, WorkerBugError, supervise

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from zhperf.batch.archive import ArchivedFile
    from zhperf.batch.recipe import Recipe
    from zhperf.batch.state import ResultState, State
    from zhperf.checking import CheckPlan
    from zhperf.convert import Reading
    from zhperf.supervise import Finished

REPORTS: Final = "json"
FINDINGS: Final = "findings"
"""Folders of the dataset with a file for each content."""
TRIES: Final = 2
"""How often a document that crashed or timed out is tried without being asked for."""
_LETHAL: Final = frozenset({"crashed", "timeout"})


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


class Task(NamedTuple):
    """A content that is to be done."""

    sha256: str
    path: str
    """The first path of the content in the archive."""
    location: Path
    read: bool
    """Whether to read the document; False: only the rules are run."""
    tries: int
    """How often it was tried before under this recipe."""


class Planned(NamedTuple):
    """What a run will do."""

    files: list[KnownFile]
    """All files of the archive, with their hashes."""
    contents: int
    """Distinct contents."""
    tasks: list[Task]
    alone: list[Task]
    """Those that crashed or timed out before."""


def plan(files: Iterable[ArchivedFile], state: State, setup: BatchSetup) -> Planned:
    """Find out what is new, changed, or to be tried again.

    A file whose size and time are those of the last run is not opened.
    """
    listed = list(files)
    known = state.files()
    locations = {file.path: file.location for file in listed}
    hashed = [_hashed(file, known.get(file.path)) for file in listed]
    results = state.results()
    contents = list(by_content(hashed))
    tasks = [
        task
        for sha256, paths in contents
        if (task := _task(sha256, paths[0], locations, results.get(sha256), setup)) is not None
    ]
    lethal = {task.sha256 for task in tasks if task.tries}
    return Planned(
        hashed,
        len(contents),
        [task for task in tasks if task.sha256 not in lethal],
        [task for task in tasks if task.sha256 in lethal],
    )


def run(
    planned: Planned,
    state: State,
    setup: BatchSetup,
    *,
    on_poll: Callable[[], None] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Result]:
    """Do what was planned; every result is in the state before it is yielded.

    Args:
        planned: By `plan`.
        state: Open for writing.
        setup: As for `plan`.
        on_poll: Called while waiting.
        stopped: Asked before each document: True lets those in flight end and starts no more.

    Raises:
        WorkerBugError: A document shows a bug of zhperf.
        UsageError: The dataset cannot be written.
    """
    state.replace_files(planned.files)
    again: list[Task] = []
    for result, task in _run_some(planned.tasks, setup, setup.workers, on_poll, stopped):
        if result.state in _LETHAL and result.tries < TRIES:
            again.append(task._replace(tries=result.tries))
        state.save(result)
        yield result
    for result, _ in _run_some([*planned.alone, *again], setup, 1, on_poll, stopped):
        state.save(result)
        yield result


def report_path(dataset: Path, sha256: str) -> Path:
    """Where the report of a content is."""
    return dataset / REPORTS / content_name(sha256, ".json")


def findings_path(dataset: Path, sha256: str) -> Path:
    """Where the findings of a content are: one JSON object a line."""
    return dataset / FINDINGS / content_name(sha256, ".jsonl")


def _hashed(file: ArchivedFile, known: KnownFile | None) -> KnownFile:
    if known is not None and unchanged(file, known):
        return known
    try:
        sha256 = content_hash(file.location)
    except OSError:  # told in the tables: a file without a content
        sha256 = None
    return KnownFile(file.path, file.size, file.modified, sha256)


def _task(
    sha256: str,
    path: str,
    locations: Mapping[str, Path],
    result: Result | None,
    setup: BatchSetup,
) -> Task | None:
    """What is to be done with a content; None for nothing."""
    if result is None or result.recipe != setup.recipe.reading:
        return Task(sha256, path, locations[path], read=True, tries=0)
    if result.state in setup.retry:
        return Task(sha256, path, locations[path], read=True, tries=result.tries)
    if result.state in _LETHAL and result.tries < TRIES:
        return Task(sha256, path, locations[path], read=True, tries=result.tries)
    if result.state != "done":
        return None
    if not report_path(setup.dataset, sha256).exists():
        return Task(sha256, path, locations[path], read=True, tries=0)
    checked = setup.recipe.checking
    if checked is None or (
        result.check_recipe == checked and findings_path(setup.dataset, sha256).exists()
    ):
        return None
    return Task(sha256, path, locations[path], read=False, tries=0)


def _run_some(
    tasks: list[Task],
    setup: BatchSetup,
    workers: int,
    on_poll: Callable[[], None] | None,
    stopped: Callable[[], bool],
) -> Iterator[tuple[Result, Task]]:
    def jobs() -> Iterator[Conversion]:
        for task in tasks:
            if stopped():
                return
            yield _job(task, setup)

    running = supervise(
        convert_content, jobs(), workers=workers, limits=setup.limits, on_poll=on_poll
    )
    with closing(running):
        for finished in running:
            task = tasks[finished.index]
            yield _result(finished, task, setup), task


def _job(task: Task, setup: BatchSetup) -> Conversion:
    return Conversion(
        reading=replace(setup.reading, name=task.path, content=task.location),
        sha256=task.sha256,
        report_path=report_path(setup.dataset, task.sha256),
        findings_path=findings_path(setup.dataset, task.sha256) if setup.plan else None,
        plan=setup.plan,
        read=task.read,
    )


def _result(finished: Finished[Conversion, Converted], task: Task, setup: BatchSetup) -> Result:
    made = finished.result
    result = Result(
        sha256=task.sha256,
        recipe=setup.recipe.reading,
        check_recipe=setup.recipe.checking,
        state="done",
        engine=setup.reading.engine,
        seconds=round(finished.seconds, 3),
        tries=task.tries + 1,
    )
    if made is not None:
        return result._replace(**made._asdict())
    error = finished.error
    if isinstance(error, WorkerBugError) or error is None:
        raise error or RuntimeError("neither result nor error")
    state, code = _ending(error)
    return result._replace(state=state, code=code, message=error.problem(setup.reading.language))


def _ending(error: ZhperfError) -> tuple[ResultState, str]:
    """State and code of an error that the document is to blame for.

    Raises:
        ZhperfError: It is not: the dataset cannot be written, an extra is missing.
    """
    match error:
        case ReaderTimeoutError():
            return "timeout", "ZP101"
        case ReaderCrashError() | ReaderMemoryError():
            return "crashed", "ZP101"
        case NoTableError():
            return "no-table", "ZP123"
        case EncryptedPdfError():
            return "failed", "ZP102"
        case NoTextLayerError():
            return "failed", "ZP103"
    if error.exit_code is not ExitCode.INPUT:
        raise error
    return "failed", "ZP101"
