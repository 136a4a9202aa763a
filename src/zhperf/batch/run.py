"""A run over an archive: doing what was planned.

Only the parent writes the state.  A document that kills its process, hangs or eats memory is tried
once more alone, after all others: then nothing else can be to blame.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from zhperf.batch.changes import changed_since, put_off
from zhperf.batch.crashes import keep_crash
from zhperf.batch.leftovers import remove_crash, remove_results, remove_unfinished
from zhperf.batch.planning import LETHAL, TRIES, BatchSetup, Planned, Task, plan
from zhperf.batch.state import Result
from zhperf.batch.work import Conversion, Converted, convert_content, findings_path, report_path
from zhperf.errors import (
    EncryptedPdfError,
    ExitCode,
    NoTableError,
    NoTextLayerError,
    OutputUnwritableError,
    ReaderCrashError,
    ReaderMemoryError,
    ReaderTimeoutError,
    SourceChangedError,
    SourceNotFoundError,
    ZhperfError,
    system_reason,
)
from zhperf.supervise import WorkerBugError, supervise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from zhperf.batch.state import ResultState, State
    from zhperf.supervise import Finished

__all__ = ["BatchSetup", "Planned", "Task", "findings_path", "plan", "report_path", "run"]


def run(
    planned: Planned,
    state: State,
    setup: BatchSetup,
    *,
    on_poll: Callable[[], None] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Result]:
    """Do what was planned; every result is in the state before it is yielded.

    A document that shows a bug of zhperf has failed, with a log among the crashes; the run goes on.

    Args:
        planned: By `plan`.
        state: Open for writing.
        setup: As for `plan`; the lock of its dataset is held.
        on_poll: Called while waiting.
        stopped: Asked before each document: True lets those in flight end and starts no more.

    Raises:
        UsageError: The dataset cannot be written; what is in the state stays.
    """
    try:
        remove_unfinished(setup.dataset)
    except OSError as error:
        raise _unwritable(setup, error) from error
    state.begin_run(planned.files, setup.recipe)
    work = _Work(state, setup, on_poll, stopped)
    yield from work.results(planned.tasks, setup.workers)
    yield from work.results(work.take_changed(), setup.workers)
    yield from work.results([*planned.alone, *work.take_lethal()], 1)
    yield from work.results(work.take_changed(), 1)


class _Work:
    """Documents in, results in the state out; and what must be tried again meanwhile."""

    def __init__(
        self,
        state: State,
        setup: BatchSetup,
        on_poll: Callable[[], None] | None,
        stopped: Callable[[], bool],
    ) -> None:
        self._state = state
        self._setup = setup
        self._on_poll = on_poll
        self._stopped = stopped
        self._changed: list[Task] = []
        self._lethal: list[Task] = []

    def take_changed(self) -> list[Task]:
        """What to do instead of documents whose files changed; told once."""
        taken, self._changed = self._changed, []
        return taken

    def take_lethal(self) -> list[Task]:
        """What to try again alone; told once."""
        taken, self._lethal = self._lethal, []
        return taken

    def results(self, tasks: list[Task], workers: int) -> Iterator[Result]:
        """Each result, once it is in the state."""
        running = supervise(
            convert_content,
            self._jobs(tasks),
            workers=workers,
            limits=self._setup.limits,
            on_poll=self._on_poll,
        )
        with closing(running):
            for finished in running:
                task = tasks[finished.index]
                if not self._put_off(finished, task):
                    yield self._saved(finished, task)

    def _jobs(self, tasks: list[Task]) -> Iterator[Conversion]:
        for task in tasks:
            if self._stopped():
                return
            self._state.forget(task.sha256, read=task.read)
            yield _job(task, self._setup)

    def _put_off(self, finished: Finished[Conversion, Converted], task: Task) -> bool:
        """Whether the ending says nothing of the content; what to do instead is noted."""
        error = finished.error
        if isinstance(error, ReaderCrashError) and self._stopped():
            return True  # who ends a service or a job of a cluster signals to the workers too
        elsewhere = isinstance(error, (SourceChangedError, SourceNotFoundError))
        if not elsewhere and not (_is_lethal(error) and changed_since(task)):
            return False
        instead = put_off(task, self._state, self._setup)
        if instead is None:
            return False
        self._changed += instead
        return True

    def _saved(self, finished: Finished[Conversion, Converted], task: Task) -> Result:
        result = _result(finished, task, self._setup)
        if result.state in LETHAL and result.tries < TRIES:
            self._lethal.append(task._replace(tries=result.tries))
        try:
            if result.state != "done":
                remove_results(self._setup.dataset, result.sha256)
            if not isinstance(finished.error, WorkerBugError):
                remove_crash(self._setup.dataset, result.sha256)
        except OSError as error:
            raise _unwritable(self._setup, error) from error
        self._state.save(result)
        return result


def _job(task: Task, setup: BatchSetup) -> Conversion:
    place = task.places[0]
    return Conversion(
        reading=replace(setup.reading, name=place.path, content=place.location),
        sha256=task.sha256,
        report_path=report_path(setup.dataset, task.sha256),
        findings_path=findings_path(setup.dataset, task.sha256),
        plan=setup.plan,
        read=task.read,
    )


def _is_lethal(error: Exception | None) -> bool:
    return isinstance(error, (ReaderCrashError, ReaderMemoryError, ReaderTimeoutError))


def _result(finished: Finished[Conversion, Converted], task: Task, setup: BatchSetup) -> Result:
    result = Result(
        sha256=task.sha256,
        recipe=setup.recipe.reading,
        check_recipe=None,
        state="done",
        engine=setup.reading.engine,
        seconds=round(finished.seconds, 3),
        tries=task.tries + 1,
    )
    if finished.result is not None:
        checked = setup.recipe.checking
        return result._replace(check_recipe=checked, **finished.result._asdict())
    error, language = finished.error, setup.reading.language
    if error is None:
        raise RuntimeError("neither result nor error")
    if isinstance(error, WorkerBugError):
        message = keep_crash(setup.dataset, task.sha256, task.path, error.details)
        return result._replace(state="failed", code="ZP101", message=message.literal(language))
    state, code = _ending(error)
    if isinstance(error, (SourceChangedError, SourceNotFoundError)):
        result = result._replace(tries=0)
    return result._replace(state=state, code=code, message=error.problem(language))


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


def _unwritable(setup: BatchSetup, error: OSError) -> OutputUnwritableError:
    return OutputUnwritableError(error.filename or str(setup.dataset), reason=system_reason(error))
