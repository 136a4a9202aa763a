"""Runs jobs in worker processes, and blames each death on the job that caused it.

A PDF library may crash, loop for ever or eat all memory on a hostile file.  So a document
is read in a worker process: it takes one job after the other over a pipe, and whatever ends
it early (a signal, the time limit, the memory limit) fails only the job in hand; the next
job gets a new worker.  The parent loads no PDF library, so that starting a worker costs a
fork where fork is safe and a fresh interpreter where it is not.

No worker outlives its parent: on Linux the kernel kills it (PR_SET_PDEATHSIG), elsewhere a
thread in the worker waits for the parent's end.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import connection, get_context, parent_process
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar, cast

from zhperf.errors import (
    Bilingual,
    ReaderCrashError,
    ReaderMemoryError,
    ReaderTimeoutError,
    ZhperfError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

POLL_SECONDS = 0.1
"""How often limits are checked; a result itself is seen at once."""
EXIT_SECONDS = 5.0
"""How long a killed worker is waited for: the kernel may still free its memory."""
PR_SET_PDEATHSIG = 1
"""prctl(2): the signal that a process gets when its parent dies."""
_COLLECT_AFTER = 50_000
"""New containers between two garbage collections in a worker.  A page makes thousands that live
as long as their table and form no cycles; looking at them every 700 costs a tenth of the time."""
OOM_FIRST = "1000"
"""oom_score_adj that makes the kernel choose a worker when memory runs out (proc(5))."""


class Job(Protocol):
    """What a task works on; must be picklable."""

    @property
    def name(self) -> str:
        """The source as the user gave it, for messages."""


JobT = TypeVar("JobT", bound=Job)
ResultT = TypeVar("ResultT")


class Limits(NamedTuple):
    """What one job may use before its worker is killed."""

    seconds: float | None = 300.0
    """Wall time.  The slowest real report seen needs a few seconds; None: no limit."""
    memory: int | None = 4 * 1024**3
    """Resident bytes of the worker, enforced on Linux only; None: no limit.

    Hundreds of times what a report of 1,000 pages needs, and still less than most machines
    have."""
    documents: int | None = 500
    """Jobs of one worker before a new one takes its place; None: no limit.

    Hundreds of sound reports leave a worker as small as it was after the first ones; what leaks
    on odd files must not add up over an archive.  500 jobs take a minute, a new worker a fraction
    of a second."""


class WorkerBugError(Exception):
    """A task raised an exception that is no `ZhperfError`: a bug."""

    def __init__(self, details: str) -> None:
        super().__init__(details)
        self.details = details
        """The traceback, as text."""


@dataclass(frozen=True, slots=True)
class Finished(Generic[JobT, ResultT]):
    """How a job ended: exactly one of `result` and `error` is given."""

    index: int
    """0-based position among the jobs."""
    job: JobT
    result: ResultT | None
    error: ZhperfError | WorkerBugError | None
    seconds: float
    """Wall time from handing the job to a worker until its end."""


def available_cpus() -> int:
    """CPUs that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def supervise(
    task: Callable[[JobT], ResultT],
    jobs: Iterable[JobT],
    *,
    workers: int = 1,
    limits: Limits = Limits(),  # noqa: B008 (immutable)
    on_poll: Callable[[], None] | None = None,
) -> Generator[Finished[JobT, ResultT]]:
    """Run `task` on every job, each in one of `workers` processes.

    Jobs are taken from the iterable only when a worker is free.  Closing the iterator early,
    or an exception in the caller, kills the workers.

    Args:
        task: A module-level function; it runs in a worker, with standard output pointing to
            standard error and Ctrl-C ignored.
        jobs: What to work on, in order.
        workers: How many processes at most.
        limits: For each job.
        on_poll: Called every `POLL_SECONDS` while waiting.

    Yields:
        One entry for each job, in the order in which they end.
    """
    pool = _Pool(task, limits)
    queue = enumerate(jobs)
    try:
        while True:
            while pool.busy < workers and (entry := next(queue, None)) is not None:
                pool.start(*entry)
            if not pool.busy:
                return
            yield from pool.wait()
            if on_poll is not None:
                on_poll()
    finally:
        pool.close()


class _Pool(Generic[JobT, ResultT]):
    """The living workers, busy or idle."""

    def __init__(self, task: Callable[[JobT], ResultT], limits: Limits) -> None:
        self._task = task
        self._limits = limits
        self._workers: list[_Worker[JobT, ResultT]] = []

    @property
    def busy(self) -> int:
        return sum(worker.job is not None for worker in self._workers)

    def start(self, index: int, job: JobT) -> None:
        idle = next((worker for worker in self._workers if worker.idle), None)
        if idle is None:
            idle = _Worker(self._task, self._limits)
            self._workers.append(idle)
        idle.give(index, job)

    def wait(self) -> Iterator[Finished[JobT, ResultT]]:
        """The jobs that ended within the next `POLL_SECONDS`."""
        busy = [worker for worker in self._workers if worker.job is not None]
        connection.wait([worker.connection for worker in busy], POLL_SECONDS)
        for worker in busy:
            if (finished := worker.check()) is not None:
                if not worker.usable:
                    worker.end()
                    self._workers.remove(worker)
                yield finished

    def close(self) -> None:
        for worker in self._workers:
            worker.end()


class _Worker(Generic[JobT, ResultT]):
    """One process, seen from the parent."""

    def __init__(self, task: Callable[[JobT], ResultT], limits: Limits) -> None:
        context = _safe_context()
        self.connection, theirs = context.Pipe()
        forked = context.get_start_method() == "fork"
        inherited = self.connection if forked else None
        sys.stdout.flush()  # a forked copy of what is buffered would be printed twice
        sys.stderr.flush()
        self._process: BaseProcess = context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(task, theirs, inherited, os.getpid()), daemon=True
        )
        self._process.start()
        theirs.close()
        self._limits = limits
        self._index = -1
        self._ended = 0
        self._started = 0.0
        self.job: JobT | None = None
        """What it works on; None if it is idle."""
        self.usable = True
        """Whether it can take another job."""

    @property
    def idle(self) -> bool:
        """Whether it waits for a job; False if it died meanwhile."""
        return self.job is None and self._process.is_alive()

    def give(self, index: int, job: JobT) -> None:
        self.job, self._index, self._started = job, index, time.monotonic()
        try:
            self.connection.send(job)
        except OSError:
            # It died while it took the job; `check` tells how.
            self._process.join(EXIT_SECONDS)

    def check(self) -> Finished[JobT, ResultT] | None:
        """How its job ended; None if it goes on, or if it is idle."""
        if self.job is None:
            return None
        if self.connection.poll():
            return self._received()
        if not self._process.is_alive():
            return self._failed(self._death())
        if (excess := self._excess()) is not None:
            return self._failed(excess)
        return None

    def end(self) -> None:
        """Kill the process and free what it held."""
        if self._process.is_alive():
            self._process.kill()
        self._process.join(EXIT_SECONDS)
        self.connection.close()

    def _received(self) -> Finished[JobT, ResultT]:
        try:
            result, error = self.connection.recv()
        except (EOFError, OSError):
            self._process.join(EXIT_SECONDS)
            return self._failed(self._death())
        return self._finished(result, error)

    def _failed(self, error: ZhperfError) -> Finished[JobT, ResultT]:
        self.usable = False
        return self._finished(None, error)

    def _finished(
        self, result: ResultT | None, error: ZhperfError | WorkerBugError | None
    ) -> Finished[JobT, ResultT]:
        job = cast("JobT", self.job)
        self.job = None
        self._ended += 1
        if self._ended == self._limits.documents:
            self.usable = False
        return Finished(self._index, job, result, error, time.monotonic() - self._started)

    def _death(self) -> ZhperfError:
        return ReaderCrashError(self._name, signal=_exit_text(self._process.exitcode))

    def _excess(self) -> ZhperfError | None:
        seconds, memory = self._limits.seconds, self._limits.memory
        if seconds is not None and time.monotonic() - self._started > seconds:
            return ReaderTimeoutError(self._name, seconds=f"{seconds:g}")
        if memory is not None and _resident_bytes(self._process.pid) > memory:
            limit = memory // 1024**2
            detail = Bilingual(f"the limit is {limit} MB", f"上限为 {limit} MB")
            return ReaderMemoryError(self._name, detail=detail)
        return None

    @property
    def _name(self) -> str:
        return cast("JobT", self.job).name


def _safe_context() -> BaseContext:
    """Fork where it is fast and safe, else a fresh interpreter.

    Safe means Linux and one thread: a lock that another thread holds stays locked for ever in
    the child.  Threads of native libraries count, so the kernel is asked.
    """
    try:
        threads = sum(1 for _ in Path("/proc/self/task").iterdir())
    except OSError:  # not Linux, or a container that hides it
        threads = 0
    return get_context("fork" if threads == 1 else "spawn")


def _exit_text(exitcode: int | None) -> str:
    if exitcode is None:
        return "no exit status"
    if exitcode < 0:
        return f"signal {signal.Signals(-exitcode).name}"
    # Windows: the status of an exception, such as 0xC0000005 for an access violation.
    return f"exit status {exitcode if exitcode < 256 else hex(exitcode)}"


def _resident_bytes(pid: int | None) -> int:
    """Resident memory of a process; 0 where the system does not tell or it is gone."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _serve(
    task: Callable[[JobT], ResultT],
    link: Connection,
    parents_end: Connection | None,
    parent: int,
) -> None:
    """Life of a worker: jobs in, (result, error) pairs out."""
    if parents_end is not None:
        parents_end.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent gets it too, and decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # The parent's standard output is for data; libraries and plugins print what they like.
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    _die_with_parent(parent)
    gc.set_threshold(_COLLECT_AFTER, 20, 20)
    while True:
        try:
            job = link.recv()
        except EOFError:
            return
        link.send(_attempt(task, job))


def _attempt(
    task: Callable[[JobT], ResultT], job: JobT
) -> tuple[ResultT | None, ZhperfError | WorkerBugError | None]:
    try:
        return task(job), None
    except ZhperfError as error:
        return None, error
    except MemoryError:
        detail = Bilingual("the system gave no more", "系统无法提供更多内存")
        return None, ReaderMemoryError(job.name, detail=detail)
    except Exception:  # the edge of the process: whatever it is, the parent must be told
        return None, WorkerBugError(traceback.format_exc())


def _die_with_parent(parent: int) -> None:
    if sys.platform != "linux":
        threading.Thread(target=_exit_after_parent, daemon=True).start()
        return
    import ctypes

    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the call
        os._exit(1)
    with suppress(OSError):  # a sandbox may forbid it; the memory limit still holds
        Path("/proc/self/oom_score_adj").write_text(OOM_FIRST, "ascii")


def _exit_after_parent() -> None:
    process = parent_process()
    if process is not None:
        connection.wait([process.sentinel])
    os._exit(1)
