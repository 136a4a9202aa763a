"""A run in shards: on the workers of a cluster, or of documents that are in no folder.

The state and the tables are on the machine that runs the command, and so is every result that is
asked what is done: what workers put at a URL is copied from there before its row is written, files
first and rows after, as in a run on one machine.
"""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, TypeVar, cast

from zhperf.batch.crashes import crash_path
from zhperf.batch.dataset import NAMES
from zhperf.batch.executors import Watch
from zhperf.batch.leftovers import remove_unfinished
from zhperf.batch.places import RemoteFolder, Urls
from zhperf.batch.planning import ignore_count, plan
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
from zhperf.batch.state import is_new
from zhperf.batch.work import findings_path, report_path
from zhperf.errors import Bilingual, OutputUnwritableError, UsageError, system_reason

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from pathlib import Path

    from zhperf.batch.archive import ArchivedFile
    from zhperf.batch.executors import Executor
    from zhperf.batch.planning import BatchSetup, Planned, Task
    from zhperf.batch.state import Result, State

ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class Spreading:
    """How a run is spread."""

    executor: Executor
    urls: Urls = field(default_factory=Urls)
    size: ShardSize = field(default_factory=ShardSize)


def plan_spread(
    files: Iterable[ArchivedFile],
    state: State,
    setup: BatchSetup,
    spreading: Spreading,
    watch: Watch = Watch(),  # noqa: B008 (immutable)
    on_looked: Callable[[int, int], None] = ignore_count,
) -> Planned:
    """Find out what is to be done, as `zhperf.batch.run.plan`; the executor reads new files.

    Hashes are in the state as they come: a plan that was interrupted goes on where it was.

    Raises:
        ZhperfError: As the executor, or the archive's URL cannot be used.
        KeyboardInterrupt: The watch stopped it.
    """
    listed = [file._replace(location=file.location.absolute()) for file in files]
    known = state.files()
    new = [file for file in listed if is_new(file, known.get(file.path))]
    parts = (Unhashed(files, spreading.urls.sources) for files in _batched(new, HASHED_TOGETHER))
    done = 0
    for hashed in _spread(spreading.executor.spread(hash_files, parts, watch)):
        state.add_files(hashed)
        done += len(hashed)
        on_looked(done, len(new))
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
    state.begin_run(planned.files, setup.recipe)
    workers = spreading.executor.own_workers or setup.workers
    setup = replace(setup, workers=workers, dataset=setup.dataset.absolute())
    with _dataset_errors(setup):
        remove_unfinished(setup.dataset)
    sharding = Sharding(planned.tasks, workers, spreading.size)
    shards = _forgotten(_shards(sharding, planned.alone, setup, spreading.urls), state)
    for shipped in _spread(spreading.executor.spread(convert_shard, shards, watch)):
        sharding.note(shipped.results)
        with _dataset_errors(setup):
            _land(shipped, setup, spreading.urls)
        state.add_files(shipped.changed)
        for result in shipped.results:
            state.save(result)
            yield result


def publish(dataset: Path, url: str) -> None:
    """Put what a run collected beside the results at a URL: the tables and what describes them.

    Tables that the dataset has no more, such as those of another format, are removed there.

    Raises:
        ZhperfError: The URL cannot be used.
    """
    tables = {
        dataset_name(dataset, path): path
        for path in sorted(dataset.iterdir())
        if path.is_file() and not path.name.startswith(".")
    }
    storage = RemoteFolder(url)
    storage.put(tables)
    storage.remove(sorted(NAMES - tables.keys()))


def _shards(
    sharding: Sharding, alone: list[Task], setup: BatchSetup, urls: Urls
) -> Iterator[Shard]:
    """All shards; each document that crashed or timed out before is one of its own."""
    for tasks in sharding:
        yield Shard(tasks, (), setup, urls)
    for task in alone:
        yield Shard((), (task,), setup, urls)


def _forgotten(shards: Iterator[Shard], state: State) -> Iterator[Shard]:
    """The shards, of which nothing is said any more once they are on their way."""
    for shard in shards:
        for task in (*shard.tasks, *shard.alone):
            state.forget(task.sha256, read=task.read)
        yield shard


def _land(shipped: Shipped, setup: BatchSetup, urls: Urls) -> None:
    """Make the dataset hold what a shard made, and nothing else of its contents."""
    dataset = setup.dataset
    if urls.results is not None:
        storage = RemoteFolder(urls.results)
        lost = storage.fetch({name: dataset / name for name in shipped.files})
        stale = [dataset_name(dataset, path) for path in _stale(shipped, setup) if path.exists()]
        storage.remove(stale)
    else:
        # One tells whether the folder is the same; asking for each would burden a file server.
        lost = [name for name in shipped.files[:1] if not (dataset / name).exists()]
    if lost:
        raise _not_here(urls.results or str(dataset), lost[0])
    for path in _stale(shipped, setup):
        path.unlink(missing_ok=True)


def _stale(shipped: Shipped, setup: BatchSetup) -> Iterator[Path]:
    """Files of earlier results that these replace by nothing."""
    dataset, made = setup.dataset, set(shipped.files)
    crashes = crash_path(dataset, "").parent
    logs = {path.name for path in crashes.iterdir()} if crashes.is_dir() else set[str]()
    for result in shipped.results:
        if result.state != "done":
            yield report_path(dataset, result.sha256)
        if result.findings is None:
            yield findings_path(dataset, result.sha256)
        log = crash_path(dataset, result.sha256)
        if log.name in logs and dataset_name(dataset, log) not in made:
            yield log


def _not_here(place: str, name: str) -> OutputUnwritableError:
    return OutputUnwritableError(
        f"{place}/{name}",
        reason=Bilingual(
            "a worker wrote it, but it is not there for this machine; "
            "all machines need the folder under the same path",
            "工作进程已写入，但本机看不到该文件；所有机器须以相同路径访问同一目录",
        ),
    )


@contextmanager
def _dataset_errors(setup: BatchSetup) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        name = str(error.filename or setup.dataset)
        raise OutputUnwritableError(name, reason=system_reason(error)) from error


def _spread(ended: Iterator[ItemT]) -> Generator[ItemT]:
    """What comes from an executor; it is told when nobody wants more.

    Raises:
        UsageError: A store, or a disk of this machine, does not answer.
    """
    with closing(cast("Generator[ItemT]", ended)):
        try:
            yield from ended
        except OSError as error:
            why = system_reason(error)
            raise UsageError(
                reason=Bilingual(
                    f"documents cannot be fetched: {why.en}", f"无法取得文件：{why.zh}"
                ),
                fix=Bilingual(
                    "look at the store and the disk; the same command goes on from here",
                    "请检查存储和磁盘；重新运行同一命令即可继续",
                ),
            ) from error


def _batched(items: list[ItemT], count: int) -> Iterator[tuple[ItemT, ...]]:
    waiting = iter(items)
    while batch := tuple(islice(waiting, count)):
        yield batch
