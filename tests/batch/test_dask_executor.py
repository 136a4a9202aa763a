"""Shards on the workers of a Dask cluster that the tests start."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from batch.spreading import made, make_archive, run_here, run_in_shards, setup_for
from zhperf.batch.archive import listed
from zhperf.batch.executors import Watch, open_executor
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
            dashboard_address=None,
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
