"""A Dask cluster that is there already: each thread of its workers does one part at a time.

What a lost worker or a restarted scheduler had in hand is given out again: a part writes whole
files and nothing else, so that doing it twice changes nothing.
"""

from __future__ import annotations

import multiprocessing
import time
from concurrent.futures import CancelledError
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Generic, cast

from zhperf.batch.executors import MadeT, PartT, Watch
from zhperf.errors import Bilingual, MissingExtraError, UsageError, ZhperfError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zhperf.batch.executors import Work

POLL_SECONDS: Final = 0.2
"""Between two looks at the parts in flight; a part takes about a minute."""
LOSSES: Final = 5
"""How often a part is given out again that its worker or the scheduler lost.  Machines that may
be taken away any time (spot instances) are lost rarely twice with one part; five times in a row
the part itself is suspected, as Dask does after three deaths of one task."""
RETRIES: Final = 3
"""How often Dask repeats a part after an error that is none of zhperf's: a store that does not
answer."""
TIMEOUT: Final = "20s"
"""How long the scheduler is waited for; one that is there answers within a second."""


def _connected(address: str) -> Any:  # noqa: ANN401 (a client of Dask)
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingExtraError(feature="--executor dask", extra="dask") from error
    try:
        return Client(address, timeout=TIMEOUT, set_as_default=False)
    except (OSError, ValueError, RuntimeError) as error:
        raise UsageError(
            address,
            reason=Bilingual(
                f"no Dask scheduler answers: {error}", f"Dask 调度器没有应答：{error}"
            ),
            fix=Bilingual(
                "start dask scheduler, and workers with dask worker ADDRESS --no-nanny",
                "请用 dask scheduler 启动调度器，并用 dask worker 地址 --no-nanny 启动工作进程",
            ),
        ) from error


class DaskExecutor:
    """Does parts on the workers of a scheduler."""

    own_workers: int | None = 1

    def __init__(self, address: str) -> None:
        """Connect.

        Raises:
            MissingExtraError: distributed is not installed.
            UsageError: No scheduler answers, or it has no workers.
        """
        self._address = address
        self._client = _connected(address)
        self._threads = 0
        if not self._room():
            self._client.close()
            raise self._problem(
                Bilingual("the scheduler has no workers", "调度器没有工作进程"),
                Bilingual(
                    f"start some: dask worker {address} --no-nanny",
                    f"请启动：dask worker {address} --no-nanny",
                ),
            )

    def spread(
        self, work: Work[PartT, MadeT], parts: Iterable[PartT], watch: Watch
    ) -> Iterator[MadeT]:
        """Do the work on every part, one for each thread of the workers at a time."""
        flying: list[_Flight[PartT]] = []
        waiting = iter(parts)
        try:
            while True:
                if not watch.stopped():
                    room = self._room() - len(flying)
                    flying += [self._start(work, part) for part in islice(waiting, max(0, room))]
                if not flying:
                    return
                landed = [flight for flight in flying if flight.done]
                for flight in landed:
                    flying.remove(flight)
                    made = self._landed(flight)
                    if made is None:
                        flying.append(self._start(work, flight.part, flight.losses + 1))
                    else:
                        yield cast("MadeT", made[0])
                if watch.on_poll is not None:
                    watch.on_poll()
                if not landed:
                    time.sleep(POLL_SECONDS)
        finally:
            with suppress(Exception):  # the connection may be what failed
                self._client.cancel([flight.future for flight in flying], force=True)

    def _room(self) -> int:
        """Threads of all workers now; as before while the scheduler is away."""
        with suppress(OSError, CancelledError):
            if self._client.status == "running":
                self._threads = sum(self._client.nthreads().values()) or self._threads
        return self._threads

    def _start(self, work: Work[PartT, MadeT], part: PartT, losses: int = 0) -> _Flight[PartT]:
        if self._client.status == "closed":
            raise self._problem(Bilingual("the connection was lost", "连接已断开"), _GO_ON)
        future = self._client.submit(_on_worker, work, part, pure=False, retries=RETRIES)
        return _Flight(part, future, losses)

    def _landed(self, flight: _Flight[PartT]) -> tuple[object] | None:
        """The result in a tuple of its own; None: it was lost on the way.

        Raises:
            ZhperfError: What the work raised, or the worker could not begin with it.
        """
        from distributed import KilledWorker

        try:
            made = flight.future.result()
        except (CancelledError, KilledWorker, OSError) as error:
            if flight.losses < LOSSES:
                return None
            reason = f"{type(error).__name__}: {error}"
            raise self._problem(
                Bilingual(
                    f"workers were lost {LOSSES + 1} times with one part: {reason}",
                    f"同一批文件连续 {LOSSES + 1} 次丢失工作进程：{reason}",
                ),
                _GO_ON,
            ) from error
        except Exception as error:  # whatever keeps a worker from beginning
            reason = f"{type(error).__name__}: {error}"
            raise self._problem(
                Bilingual(f"a worker failed: {reason}", f"工作进程出错：{reason}"),
                Bilingual(
                    "install the same versions of Python, zhperf and its extras on all machines",
                    "请在所有机器上安装相同版本的 Python、zhperf 及其可选组件",
                ),
            ) from error
        if isinstance(made, ZhperfError):
            raise made
        return (made,)

    def _problem(self, reason: Bilingual, fix: Bilingual) -> UsageError:
        return UsageError(self._address, reason=reason, fix=fix)

    def __enter__(self) -> DaskExecutor:
        return self

    def __exit__(self, *error: object) -> None:
        self._client.close()


_GO_ON: Final = Bilingual(
    "look at the cluster; the same command goes on from here",
    "请检查集群；重新运行同一命令即可继续",
)


class _Flight(Generic[PartT]):
    """A part on its way."""

    def __init__(self, part: PartT, future: Any, losses: int) -> None:  # noqa: ANN401 (Dask's)
        self.part = part
        self.future = future
        self.losses = losses
        """How often it was lost before."""

    @property
    def done(self) -> bool:
        return bool(self.future.done())


def _on_worker(work: Work[PartT, MadeT], part: PartT) -> MadeT | ZhperfError:
    """Life of a part on a worker; errors of zhperf are results, so that Dask repeats them not."""
    try:
        _require_children()
        return work(part, Watch())
    except ZhperfError as error:
        return error


def _require_children() -> None:
    """Make sure that the worker may have processes of its own: documents are read in those.

    Raises:
        UsageError: It is a daemon, as Dask's nanny makes it unless told otherwise.
    """
    if multiprocessing.current_process().daemon:
        raise UsageError(
            "--executor dask",
            reason=Bilingual(
                "the workers may not start processes, as they are daemons of a nanny",
                "工作进程由 nanny 以守护方式启动，不能再启动子进程",
            ),
            fix=Bilingual(
                "start them with dask worker --no-nanny, or set distributed.worker.daemon: False "
                "in Dask's configuration of all machines",
                "请用 dask worker --no-nanny 启动，或在各机器的 Dask 配置中设置 "
                "distributed.worker.daemon: False",
            ),
        )
