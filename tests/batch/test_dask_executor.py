"""Shards on the workers of a Dask cluster that the tests start."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from batch.spreading import made, make_archive, run_here, run_in_shards, setup_for
from command import PATIENCE, wait_for
from zhperf.batch.archive import listed
from zhperf.batch.executors import Executor, Watch, open_executor
from zhperf.batch.shards import ShardSize
from zhperf.batch.spread import Spreading, plan_spread, run_spread
from zhperf.batch.state import State
from zhperf.errors import UsageError

pytestmark = pytest.mark.slow
SIZE = ShardSize(first=4, most=4)


@contextmanager
def cluster(workers: int = 2, *, daemon: bool = False) -> Iterator[Any]:
    import dask
    from distributed import LocalCluster

    with (
        dask.config.set({"distributed.worker.daemon": daemon}),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            dashboard_address=":0",  # any free port: two test processes may have a cluster
            silence_logs=50,
        ) as started,
    ):
        yield started


def test_a_worker_killed_in_the_middle_costs_only_its_shards(tmp_path: Path) -> None:
    archive = make_archive(tmp_path, 40, "founding-table.pdf")
    expected = run_here(archive, setup_for(tmp_path / "one"))
    setup = setup_for(tmp_path / "dataset")
    with cluster() as started, open_executor("dask", started.scheduler_address) as executor:
        spreading = Spreading(executor, size=SIZE)
        with State.open(setup.dataset) as state:
            planned = plan_spread(listed(archive), state, setup, spreading)
            ended = []
            for result in run_spread(planned, state, setup, spreading):
                ended.append(result.sha256)
                if len(ended) == 5:
                    os.kill(started.workers[0].process.pid, signal.SIGKILL)
    assert made(tmp_path / "dataset") == expected
    assert sorted(ended) == sorted(expected.results), "each once"


def test_a_restarted_cluster_costs_only_what_was_in_flight(tmp_path: Path) -> None:
    archive = make_archive(tmp_path, 20)
    expected = run_here(archive, setup_for(tmp_path / "one"))
    setup = setup_for(tmp_path / "dataset")
    with cluster() as started, open_executor("dask", started.scheduler_address) as executor:
        from distributed import Client

        spreading = Spreading(executor, size=SIZE)
        with State.open(setup.dataset) as state, Client(started) as other:
            planned = plan_spread(listed(archive), state, setup, spreading)
            for number, _ in enumerate(run_spread(planned, state, setup, spreading)):
                if number == 5:
                    other.restart()  # forgets every task, as a scheduler that starts anew
    assert made(tmp_path / "dataset") == expected


def test_a_scheduler_that_is_started_anew_gets_what_was_in_flight(tmp_path: Path) -> None:
    archive = make_archive(tmp_path, 30)
    expected = run_here(archive, setup_for(tmp_path / "one"))
    setup, port = setup_for(tmp_path / "dataset"), free_port()
    address = f"tcp://127.0.0.1:{port}"
    with ExitStack() as stack:
        scheduler = started(stack, "scheduler", "--host", "127.0.0.1", "--port", port)
        wait_for(lambda: listens(port))
        first = started(stack, "worker", address, "--no-nanny", "--nthreads", "2")
        executor = stack.enter_context(connected(address))
        spreading = Spreading(executor, size=SIZE)
        state = stack.enter_context(State.open(setup.dataset))
        planned = plan_spread(listed(archive), state, setup, spreading)
        for number, _ in enumerate(run_spread(planned, state, setup, spreading)):
            if number == 5:
                scheduler.kill()
                scheduler.wait()
                first.wait(timeout=60)  # a worker without its scheduler ends
                started(stack, "scheduler", "--host", "127.0.0.1", "--port", port)
                started(stack, "worker", address, "--no-nanny", "--nthreads", "2")
    assert made(tmp_path / "dataset") == expected


def started(stack: ExitStack, *arguments: str) -> subprocess.Popen[bytes]:
    """A process of Dask that ends with the test."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments, "--no-dashboard"], stderr=subprocess.DEVNULL
    )
    stack.callback(process.wait)
    stack.callback(process.kill)
    return process


def connected(address: str) -> Executor:
    """The executor, as soon as there is a worker."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return open_executor("dask", address)
        except UsageError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def free_port() -> str:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return str(taken.getsockname()[1])


def listens(port: str) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", int(port))) == 0


def test_a_run_that_was_stopped_goes_on(tmp_path: Path) -> None:
    archive = make_archive(tmp_path, 20)
    expected = run_here(archive, setup_for(tmp_path / "one"))
    setup = setup_for(tmp_path / "dataset")
    with cluster() as started, open_executor("dask", started.scheduler_address) as executor:
        spreading = Spreading(executor, size=SIZE)
        before = []
        with State.open(setup.dataset) as state:
            planned = plan_spread(listed(archive), state, setup, spreading)
            watch = Watch(stopped=lambda: len(before) >= 4)
            for result in run_spread(planned, state, setup, spreading, watch):
                before.append(result.sha256)
        assert 4 <= len(before) < len(expected.results)
        after = run_in_shards(listed(archive), setup, spreading)
    assert made(tmp_path / "dataset") == expected
    assert not set(before) & {result.sha256 for result in after}


def test_a_daemon_is_told_how_to_be_none(tmp_path: Path) -> None:
    archive, setup = make_archive(tmp_path, 1), setup_for(tmp_path / "dataset")
    with (
        cluster(1, daemon=True) as started,
        open_executor("dask", started.scheduler_address) as executor,
        pytest.raises(UsageError) as refused,
    ):
        run_in_shards(listed(archive), setup, Spreading(executor, size=SIZE))
    assert "--no-nanny" in "".join(refused.value.values["fix"])  # type: ignore[arg-type]


def test_nobody_at_the_address_and_no_workers_are_told() -> None:
    with pytest.raises(UsageError) as refused:
        open_executor("dask", "nonsense://x")
    assert refused.value.source == "nonsense://x"
    with cluster(0) as started, pytest.raises(UsageError) as refused:
        open_executor("dask", started.scheduler_address)
    assert "no workers" in refused.value.problem("en")
