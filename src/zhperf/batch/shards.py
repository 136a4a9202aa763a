"""A shard: some documents of an archive, done by the same engine as a whole archive on one machine.

A worker of a cluster keeps nothing: it has a dataset and a state of its own in a temporary folder
for as long as the shard takes, puts the finished files where results belong, and sends the rows
back to the one writer of the dataset's state.  Documents that are in no folder are copied first.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, NamedTuple

from zhperf.batch.places import RemoteFolder, Urls, opened
from zhperf.batch.planning import BatchSetup, Place, Planned, Task
from zhperf.batch.recipe import recipe
from zhperf.batch.run import run
from zhperf.batch.state import FILE, KnownFile, Result, State
from zhperf.batch.work import content_hash, report_path
from zhperf.errors import Bilingual, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhperf.batch.archive import ArchivedFile
    from zhperf.batch.executors import Watch

HASHED_TOGETHER: Final = 500
"""Files of one part when only hashes are wanted; 100 MB or so, some seconds."""


class ShardSize(NamedTuple):
    """How many documents make a shard."""

    seconds: float = 60.0
    """What a shard should take.  Its workers start in one or two seconds, which is little of a
    minute; and a machine that is lost loses a minute of work, and Ctrl-C waits for as long."""
    first: int = 100
    """Documents of the first shards, before it is known how long one takes: some seconds."""
    most: int = 5000
    """However fast: a shard's documents may have to be copied to the worker, a few GB at most."""


class Sharding:
    """Cuts tasks into shards, by what those that are done have taken."""

    def __init__(self, tasks: Sequence[Task], workers: int, size: ShardSize) -> None:
        self._tasks = tasks
        self._workers = workers
        self._size = size
        self._seconds = 0.0
        self._documents = 0

    def note(self, results: Sequence[Result]) -> None:
        """Learn how long documents take."""
        self._documents += len(results)
        self._seconds += sum(result.seconds for result in results)

    def __iter__(self) -> Iterator[tuple[Task, ...]]:
        begin = 0
        while begin < len(self._tasks):
            end = begin + self.documents
            yield tuple(self._tasks[begin:end])
            begin = end

    @property
    def documents(self) -> int:
        """How many the next shard has."""
        seconds, first, most = self._size
        if not self._documents:
            return first
        each = max(self._seconds / self._documents, seconds / most)
        return max(1, min(most, int(seconds * self._workers / each)))


@dataclass(frozen=True, slots=True)
class Shard:
    """Part for `convert_shard`."""

    tasks: tuple[Task, ...]
    alone: tuple[Task, ...]
    """Those that crashed or timed out before."""
    setup: BatchSetup
    urls: Urls


class Shipped(NamedTuple):
    """What came out of a shard."""

    results: list[Result]
    """One for each content."""
    changed: list[KnownFile]
    """Files that are not as they were when the run was planned."""
    files: list[str]
    """Paths in the dataset, or below the URL of results, of what was put there."""


@dataclass(frozen=True, slots=True)
class Unhashed:
    """Part for `hash_files`."""

    files: tuple[ArchivedFile, ...]
    sources: str | None
    """URL that the files are below; None: they are where they say."""


def convert_shard(part: Shard, watch: Watch) -> Shipped:
    """Do the documents of a shard, as `zhperf.batch.run.run` does those of an archive.

    Raises:
        ZhperfError: As `run`, or the machine would read documents differently.
    """
    _require_same_recipe(part.setup)
    with TemporaryDirectory(prefix="zhperf-") as scratch:
        setup = replace(part.setup, dataset=Path(scratch, "dataset"))
        planned = _staged(part, setup, Path(scratch, "sources"))
        with State.open(setup.dataset) as state:
            ended = run(planned, state, setup, on_poll=watch.on_poll, stopped=watch.stopped)
            results = {result.sha256: result for result in ended}
            changed = list(state.files().values())
        made = _made(planned, setup.dataset)
        opened(part.urls.results or part.setup.dataset).put(made)
    return Shipped(list(results.values()), changed, list(made))


def hash_files(part: Unhashed, watch: Watch) -> list[KnownFile]:
    """Read files for their hashes only.

    Raises:
        ZhperfError: The URL cannot be used.
    """
    if part.sources is None:
        hashes = [_hash(file.location) for file in part.files]
    else:
        hashes = RemoteFolder(part.sources).content_hashes([file.path for file in part.files])
    if watch.on_poll is not None:
        watch.on_poll()
    return [
        KnownFile(file.path, file.size, file.modified, sha256)
        for file, sha256 in zip(part.files, hashes, strict=True)
    ]


def dataset_name(dataset: Path, path: Path) -> str:
    """Path of a file in its dataset, with forward slashes."""
    return path.relative_to(dataset).as_posix()


def _require_same_recipe(setup: BatchSetup) -> None:
    here = recipe(setup.reading, setup.plan)
    if here != setup.recipe:
        machine = socket.gethostname()
        raise UsageError(
            machine,
            reason=Bilingual(
                f"would read documents differently (recipe {here.reading}, "
                f"not {setup.recipe.reading})",
                f"读取结果会不一致（处理方案为 {here.reading}，而不是 {setup.recipe.reading}）",
            ),
            fix=Bilingual(
                "install the same versions of zhperf and its libraries on all machines",
                "请在所有机器上安装相同版本的 zhperf 及其依赖库",
            ),
        )


def _staged(part: Shard, setup: BatchSetup, folder: Path) -> Planned:
    """The shard with its documents, and the reports that it needs, at hand."""
    tasks, count = [*part.tasks, *part.alone], len(part.tasks)
    stored = [report_path(setup.dataset, task.sha256) for task in tasks if not task.read]
    targets = {dataset_name(setup.dataset, path): path for path in stored}
    opened(part.urls.results or part.setup.dataset).fetch(targets)
    if part.urls.sources is not None:
        tasks = _fetched(tasks, RemoteFolder(part.urls.sources), folder)
    return Planned([], len(tasks), tasks[:count], tasks[count:])


def _fetched(tasks: list[Task], sources: RemoteFolder, folder: Path) -> list[Task]:
    """The tasks with documents of this machine, each from its first place that is still there."""
    chosen = [task.places[0] for task in tasks]
    files = [
        folder / f"{number}{PurePosixPath(place.path).suffix}"
        for number, place in enumerate(chosen)
    ]
    wanted = {number: iter(task.places) for number, task in enumerate(tasks) if task.read}
    while wanted:
        asked = {number: next(places, None) for number, places in wanted.items()}
        chosen = [asked.get(number) or place for number, place in enumerate(chosen)]
        there = {place.path: files[number] for number, place in asked.items() if place}
        lost = set(sources.fetch(there))
        wanted = {
            number: places
            for number, places in wanted.items()
            if asked[number] is not None and chosen[number].path in lost
        }
    return [
        task._replace(places=(Place(place.path, file),))
        for task, place, file in zip(tasks, chosen, files, strict=True)
    ]


def _made(planned: Planned, dataset: Path) -> dict[str, Path]:
    """What the shard wrote, by path in the dataset."""
    tasks = [*planned.tasks, *planned.alone]
    fetched = {report_path(dataset, task.sha256) for task in tasks if not task.read}
    return {
        dataset_name(dataset, path): path
        for path in sorted(dataset.rglob("*"))
        if path.is_file()
        and path not in fetched
        and not path.name.startswith((".", FILE))  # unfinished, or the shard's state
    }


def _hash(location: Path) -> str | None:
    try:
        return content_hash(location)
    except OSError:  # told in the tables: a file without a content
        return None
