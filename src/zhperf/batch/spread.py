"""A run in shards: on the workers of a cluster, or of documents that are in no folder.

The state and the tables are on the machine that runs the command, and so is every result that is
asked what is done: what workers put at a URL is copied from there before its row is written, files
first and rows after, as in a run on one machine.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, TypeVar, cast

from zhperf.batch.executors import Watch
from zhperf.batch.places import Places, RemoteFolder
from zhperf.batch.run import plan
from zhperf.batch.shards import (
    HASHED_TOGETHER,
    Shard,
    Sharding,
    ShardSize,
    Shipped,
    Unhashed,
    convert_shard,
    dataset_name,
    hash_files,
)
from zhperf.batch.state import FOLDER, unchanged
from zhperf.errors import Bilingual, OutputUnwritableError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from pathlib import Path

    from zhperf.batch.archive import ArchivedFile
    from zhperf.batch.executors import Executor
    from zhperf.batch.run import BatchSetup, Planned, Task
    from zhperf.batch.state import Result, State

ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class Spreading:
    """How a run is spread."""

    executor: Executor
    places: Places = field(default_factory=Places)
    size: ShardSize = field(default_factory=ShardSize)


def plan_spread(
    files: Iterable[ArchivedFile],
    state: State,
    setup: BatchSetup,
    spreading: Spreading,
    watch: Watch = Watch(),  # noqa: B008 (immutable)
) -> Planned:
    """Find out what is to be done, as `zhperf.batch.run.plan`; the executor reads new files.

    Hashes are in the state as they come: a plan that was interrupted goes on where it was.

    Raises:
        ZhperfError: As the executor, or the archive's URL cannot be used.
        KeyboardInterrupt: The watch stopped it.
    """
    listed = list(files)
    known = state.files()
    new = [file for file in listed if not unchanged(file, known.get(file.path))]
    parts = (Unhashed(files, spreading.places.sources) for files in _batched(new, HASHED_TOGETHER))
    for hashed in _spread(spreading.executor.spread(hash_files, parts, watch)):
        state.add_files(hashed)
    if watch.stopped():
        raise KeyboardInterrupt
    return plan(listed, state, setup)


def run_spread(
    planned: Planned,
    state: State,
    setup: BatchSetup,
    spreading: Spreading,
    watch: Watch = Watch(),  # noqa: B008 (immutable)
) -> Iterator[Result]:
    """Do what was planned; every result is in the state before it is yielded.

    Args:
        planned: By `plan_spread`.
        state: Open for writing.
        setup: As for `plan_spread`; its dataset is on this machine, or on a folder that all
            machines have under the same path.
        spreading: As for `plan_spread`.
        watch: Stopped, it lets the shards in flight end and starts no more.

    Raises:
        ZhperfError: As the executor, or the dataset cannot be written.
    """
    state.replace_files(planned.files)
    setup = replace(setup, workers=spreading.executor.own_workers or setup.workers)
    sharding = Sharding(planned.tasks, setup.workers, spreading.size)
    shards = _shards(sharding, planned.alone, setup, spreading.places)
    for shipped in _spread(spreading.executor.spread(convert_shard, shards, watch)):
        sharding.note(shipped.results)
        _land(shipped, setup, spreading.places)
        for result in shipped.results:
            state.save(result)
            yield result


def publish(dataset: Path, url: str) -> None:
    """Put what a run collected beside the results at a URL: the tables and what describes them.

    Raises:
        ZhperfError: The URL cannot be used.
    """
    tables = {
        dataset_name(dataset, path): path
        for path in sorted(dataset.iterdir())
        if path.is_file() and not path.name.startswith(".") and path.name != FOLDER
    }
    RemoteFolder(url).put(tables)


def _shards(
    sharding: Sharding, alone: list[Task], setup: BatchSetup, places: Places
) -> Iterator[Shard]:
    """All shards; each document that crashed or timed out before is one of its own."""
    for tasks in sharding:
        yield Shard(tasks, (), setup, places)
    for task in alone:
        yield Shard((), (task,), setup, places)


def _land(shipped: Shipped, setup: BatchSetup, places: Places) -> None:
    """Copy what a shard put at the URL of results into the dataset."""
    if places.results is None or not shipped.files:
        return
    targets = {name: setup.dataset / name for name in shipped.files}
    try:
        lost = RemoteFolder(places.results).fetch(targets)
    except OSError as error:
        reason = Bilingual(str(error), str(error))
        raise OutputUnwritableError(str(setup.dataset), reason=reason) from error
    if lost:
        raise OutputUnwritableError(
            f"{places.results}/{lost[0]}",
            reason=Bilingual("what was put there cannot be read back", "写入后无法读回"),
        )


def _spread(ended: Iterator[ItemT]) -> Generator[ItemT]:
    """What comes from an executor; it is told when nobody wants more."""
    with closing(cast("Generator[ItemT]", ended)):
        yield from ended


def _batched(items: list[ItemT], count: int) -> Iterator[tuple[ItemT, ...]]:
    waiting = iter(items)
    while batch := tuple(islice(waiting, count)):
        yield batch
