"""The supervisor alone, with tasks that end in every possible way."""

from __future__ import annotations

import ctypes
import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import pytest

from command import environment, is_alive, wait_for
from zhperf import supervise as module
from zhperf.errors import (
    NoTableError,
    ReaderCrashError,
    ReaderMemoryError,
    ReaderTimeoutError,
    ZhperfError,
)
from zhperf.supervise import Limits, WorkerBugError, available_cpus, supervise

MEGABYTE = 1024**2


@dataclass(frozen=True)
class Order:
    name: str
    seconds: float = 0.0


def work(order: Order) -> tuple[str, int]:
    time.sleep(order.seconds)
    match order.name:
        case "exit":
            os._exit(7)
        case "abort":
            os.kill(os.getpid(), signal.SIGABRT)
        case "no table":
            raise NoTableError(order.name, pages=1, grids=0)
        case "bug":
            raise KeyError("injected")
        case "eat":
            _ = bytearray(os.urandom(MEGABYTE) * 300)
            time.sleep(60)
    return order.name, os.getpid()


@pytest.fixture(autouse=True)
def spawn(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Start workers as Windows and macOS do; test_isolation.py has them forked."""
    if "start" not in request.node.name:
        monkeypatch.setattr(module, "_safe_context", lambda: get_context("spawn"))


def run(*names: str, workers: int = 1, limits: Limits | None = None) -> dict[str, object]:
    orders = map(Order, names)
    ended = supervise(work, orders, workers=workers, limits=limits or Limits())
    return {one.job.name: one.error or one.result for one in ended}


def test_idle_workers_are_used_again() -> None:
    results = run("a", "b", "c")
    assert len(set(results.values())) == 3
    assert len({pid for _, pid in results.values()}) == 1  # type: ignore[misc]


def test_no_source_starts_no_worker() -> None:
    assert run() == {}


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("exit", ReaderCrashError, "exit status 7"),
        ("abort", ReaderCrashError, "signal SIGABRT"),
        ("no table", NoTableError, "1 pages read"),
    ],
)
def test_each_end_is_told(name: str, kind: type[ZhperfError], words: str) -> None:
    results = run("before", name, "after")
    error = results[name]
    assert isinstance(error, kind)
    assert error.source == name
    assert words in error.parts("en")[1]
    assert isinstance(results["before"], tuple)
    assert isinstance(results["after"], tuple)


def test_a_bug_comes_with_its_traceback() -> None:
    error = run("bug")["bug"]
    assert isinstance(error, WorkerBugError)
    assert error.details.startswith("Traceback")
    assert "KeyError: 'injected'" in error.details


def test_the_memory_limit_holds() -> None:
    error = run("eat", limits=Limits(memory=250 * MEGABYTE))["eat"]
    assert isinstance(error, ReaderMemoryError)
    assert error.parts("en")[1] == "the limit is 250 MB"


def test_the_time_limit_counts_for_each_job() -> None:
    orders = [Order("a", 0.7), Order("b", 0.7), Order("slow", 60.0), Order("c")]
    ended = list(supervise(work, orders, limits=Limits(seconds=3.0)))
    assert [one.job.name for one in ended if one.error] == ["slow"]
    assert isinstance(ended[2].error, ReaderTimeoutError)
    assert 3.0 <= ended[2].seconds < 20.0


def test_results_come_as_they_end() -> None:
    orders = [Order("slow", 1.5), Order("quick")]
    ended = [one.job.name for one in supervise(work, orders, workers=2)]
    assert ended == ["quick", "slow"]


def test_jobs_are_taken_when_they_are_needed() -> None:
    taken: list[int] = []

    def endless() -> Iterator[Order]:
        for number in itertools.count():
            taken.append(number)
            yield Order(str(number))

    running = supervise(work, endless(), workers=2)
    next(running)
    assert len(taken) <= 3
    running.close()


def test_closing_early_kills_the_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []
    give = module._Worker.give

    def note(worker: module._Worker[Order, object], index: int, job: Order) -> None:
        give(worker, index, job)
        started.append(worker._process.pid or 0)

    monkeypatch.setattr(module._Worker, "give", note)
    running = supervise(work, [Order("a"), Order("slow", 60.0)], workers=2)
    next(running)
    running.close()
    assert len(set(started)) == 2
    for pid in started:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_threads_start_workers_afresh() -> None:
    """A lock that another thread holds would stay locked in a forked worker."""
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        assert module._safe_context().get_start_method() == "spawn"
    finally:
        end.set()
        thread.join()


def test_a_single_thread_starts_workers_by_fork() -> None:
    script = "from zhperf.supervise import _safe_context as c; print(c().get_start_method())"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "fork\n"


def outlive(order: Order) -> None:
    """Wait for the parent's end as workers do where the kernel does not help."""
    ctypes.CDLL(None).prctl(module.PR_SET_PDEATHSIG, 0)
    threading.Thread(target=module._exit_after_parent, daemon=True).start()
    Path(order.name).write_text(str(os.getpid()), "ascii")
    time.sleep(60)


def test_workers_see_the_end_of_their_parent(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    script = (
        "from test_supervise import Order, outlive, supervise\n"
        f"list(supervise(outlive, [Order({str(note)!r})]))"
    )
    folders = (Path(__file__).parent, Path(__file__).parents[1])
    with subprocess.Popen([sys.executable, "-c", script], env=environment(*folders)) as parent:
        wait_for(lambda: note.exists() and bool(note.read_text("ascii")))
        parent.kill()
    worker = int(note.read_text("ascii"))
    wait_for(lambda: not is_alive(worker))


def test_cpus_are_counted() -> None:
    assert 1 <= available_cpus() <= (os.cpu_count() or 1)
