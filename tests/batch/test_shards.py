"""Shards on this machine: what comes out is what one run over the archive makes."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from batch.spreading import made, make_archive, put, run_here, run_in_shards, setup_for
from zhperf.batch.archive import listed
from zhperf.batch.executors import EXECUTORS, Watch, open_executor
from zhperf.batch.executors.local import LocalExecutor
from zhperf.batch.places import Urls
from zhperf.batch.planning import BatchSetup, Task
from zhperf.batch.shards import Shard, Sharding, ShardSize, convert_shard
from zhperf.batch.spread import Spreading, plan_spread, run_spread
from zhperf.batch.state import Result, State
from zhperf.errors import UsageError

SMALL = Spreading(LocalExecutor(), size=ShardSize(first=4, most=4))


def test_shards_make_what_one_run_makes(tmp_path: Path) -> None:
    archive = make_archive(tmp_path, 5)
    expected = run_here(archive, setup_for(tmp_path / "one"))
    results = run_in_shards(listed(archive), setup_for(tmp_path / "shards"), SMALL)
    assert made(tmp_path / "shards") == expected
    assert sorted(result.state for result in results) == ["done"] * 5 + ["failed"] * 2
    assert len(expected.contents) == 10, "a report and findings of each"


def test_nothing_is_done_twice(tmp_path: Path) -> None:
    archive, setup = make_archive(tmp_path, 3), setup_for(tmp_path / "dataset")
    assert run_in_shards(listed(archive), setup, SMALL)
    assert run_in_shards(listed(archive), setup, SMALL) == []


def test_other_rules_read_no_document(tmp_path: Path) -> None:
    archive, dataset = make_archive(tmp_path, 3), tmp_path / "dataset"
    run_in_shards(listed(archive), setup_for(dataset, check=False), SMALL)
    assert not [name for name in made(dataset).contents if name.startswith("findings")]
    files = listed(archive)
    for file in files:
        file.location.write_bytes(b"?" * file.size)  # whoever reads it finds no PDF
    kept = [file._replace(modified=file.modified) for file in files]
    run_in_shards(kept, setup_for(dataset), SMALL)
    states = [result.state for result in made(dataset).results.values()]
    assert sorted(states) == ["done"] * 3 + ["failed"] * 2
    assert len([name for name in made(dataset).contents if name.startswith("findings")]) == 3


def test_results_that_count_no_more_are_removed(tmp_path: Path) -> None:
    archive, dataset = make_archive(tmp_path, 2), tmp_path / "dataset"
    setup = setup_for(dataset)
    run_in_shards(listed(archive), setup, SMALL)
    unchecked = setup_for(dataset, check=False)
    other = dataclasses.replace(unchecked.reading, pages="1")
    again = _with_reading(unchecked, other)
    run_in_shards(listed(archive), again, SMALL)
    assert all(name.startswith("json/") for name in made(dataset).contents)


def test_files_that_change_after_the_plan_are_told(tmp_path: Path) -> None:
    archive, setup = make_archive(tmp_path, 2), setup_for(tmp_path / "dataset")
    with State.open(setup.dataset) as state:
        planned = plan_spread(listed(archive), state, setup, SMALL)
        put(archive / "2021/部门[1].pdf", (archive / "2020/部门[0].pdf").read_bytes() + b"%% new\n")
        list(run_spread(planned, state, setup, SMALL))
    found = made(setup.dataset)
    fresh = run_here(archive, setup_for(tmp_path / "one"))
    assert found.contents == fresh.contents
    assert found.files == fresh.files


def test_a_stopped_plan_goes_on_where_it_was(tmp_path: Path) -> None:
    archive, setup = make_archive(tmp_path, 2), setup_for(tmp_path / "dataset")
    stopped = Watch(stopped=lambda: True)
    with State.open(setup.dataset) as state:
        with pytest.raises(KeyboardInterrupt):
            plan_spread(listed(archive), state, setup, SMALL, stopped)
        assert state.files() == {}
        planned = plan_spread(listed(archive), state, setup, SMALL)
        assert list(run_spread(planned, state, setup, SMALL, stopped)) == []
        assert len(list(run_spread(planned, state, setup, SMALL))) == 4


def test_a_machine_that_reads_otherwise_is_refused(tmp_path: Path) -> None:
    setup = setup_for(tmp_path / "dataset")
    strange = dataclasses.replace(setup, recipe=setup.recipe._replace(reading="0" * 12))
    with pytest.raises(UsageError) as refused:
        convert_shard(Shard((), (), strange, Urls()), Watch())
    assert "recipe" in refused.value.problem("en")


def test_shards_take_as_long_as_they_should() -> None:
    tasks = [Task(str(number), (), read=True, tries=0) for number in range(1000)]
    sharding = Sharding(tasks, 2, ShardSize(seconds=60, first=10, most=500))
    parts = iter(sharding)
    assert len(next(parts)) == 10
    sharding.note([Result(str(number), "", None, "done", seconds=2.0) for number in range(10)])
    assert len(next(parts)) == 60, "two workers, two seconds each"
    sharding.note([Result(str(number), "", None, "done") for number in range(10**4)])
    assert len(next(parts)) == 500
    assert sum(len(part) for part in parts) == 430


def test_a_document_that_takes_long_is_a_shard_of_its_own() -> None:
    tasks = [Task(str(number), (), read=True, tries=0) for number in range(3)]
    sharding = Sharding(tasks, 1, ShardSize(first=1))
    parts = iter(sharding)
    next(parts)
    sharding.note([Result("0", "", None, "timeout", seconds=300.0)])
    assert len(next(parts)) == 1


@pytest.mark.parametrize(("name", "address"), [("local", "tcp://10.0.0.1:8786"), ("dask", None)])
def test_an_address_belongs_to_a_cluster(name: str, address: str | None) -> None:
    assert name in EXECUTORS
    with pytest.raises(UsageError):
        open_executor(name, address)  # type: ignore[arg-type]


def _with_reading(setup: BatchSetup, reading: object) -> BatchSetup:
    from zhperf.batch.recipe import recipe

    changed = dataclasses.replace(setup, reading=reading)  # type: ignore[arg-type]
    return dataclasses.replace(changed, recipe=recipe(changed.reading, changed.plan))
