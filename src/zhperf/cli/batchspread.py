"""Where a batch works: on this machine from folders, on a cluster, or with documents at a URL."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from zhperf.batch.executors import open_executor
from zhperf.batch.places import Urls, is_url
from zhperf.batch.run import plan, run
from zhperf.batch.spread import Spreading, plan_spread, run_spread
from zhperf.cli.batchlooking import looking
from zhperf.errors import Bilingual, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhperf.batch.archive import ArchivedFile
    from zhperf.batch.executors import ExecutorName, Watch
    from zhperf.batch.run import BatchSetup, Planned
    from zhperf.batch.state import Result, State
    from zhperf.cli.console import Console


class Where(NamedTuple):
    """What the user said of machines and places."""

    executor: ExecutorName = "local"
    address: str | None = None
    """Of the cluster."""
    published: str | None = None
    """URL where reports, findings and tables are put; None: the dataset is a folder."""


def dataset_folder(output: str, state: str | None) -> tuple[str, str | None]:
    """The folder of the dataset on this machine, and the URL where it is published too.

    Raises:
        UsageError: A URL without a folder for the state, or the other way round.
    """
    if not is_url(output):
        if state is not None:
            _refuse(
                "--state",
                Bilingual(
                    "the state is in the dataset, if that is a folder", "数据集为目录时状态即在其中"
                ),
                Bilingual("leave out --state", "请去掉 --state"),
            )
        return output, None
    if state is None or is_url(state):
        _refuse(
            output,
            Bilingual(
                "the state of a dataset at a URL needs a folder of this machine",
                "数据集位于 URL 时，需用本机目录保存状态",
            ),
            Bilingual("name one with --state DIRECTORY", "请用 --state 目录 指定"),
        )
    return state, output.rstrip("/")


def require_places(archive: str | None, *, listed: bool, dry_run: bool) -> None:
    """Check that an archive at a URL is asked for nothing that needs a folder.

    Args:
        archive: As the user named it.
        listed: Whether a list names the documents.
        dry_run: Whether nothing shall be done.

    Raises:
        UsageError: It is.
    """
    if archive is None or not is_url(archive) or not (listed or dry_run):
        return
    option = "--files-from" if listed else "--dry-run"
    _refuse(
        archive,
        Bilingual(f"{option} works with a folder only", f"{option} 只适用于本地目录"),
        Bilingual(
            f"leave out {option}, or choose with --glob", f"请去掉 {option}，或用 --glob 选择"
        ),
    )


@contextmanager
def spreading(archive: str | None, where: Where) -> Iterator[Spreading | None]:
    """How the run is spread while the block runs; None: it is a run of this machine on folders.

    Raises:
        ZhperfError: The cluster cannot be used.
    """
    sources = archive.rstrip("/") if archive is not None and is_url(archive) else None
    here = where.executor == "local" and where.address is None
    if here and sources is None and where.published is None:
        yield None
        return
    with open_executor(where.executor, where.address) as executor:
        yield Spreading(executor, Urls(sources, where.published))


def plan_anywhere(
    files: list[ArchivedFile],
    state: State,
    setup: BatchSetup,
    spread: Spreading | None,
    console: Console,
) -> Planned:
    """Find out what is to be done, here or spread, and show how far that is."""
    with looking(console) as look:
        if spread is None:
            return plan(files, state, setup, on_looked=look.count)
        return plan_spread(files, state, setup, spread, on_looked=look.count)


def plan_only(
    files: list[ArchivedFile], state: State, setup: BatchSetup, console: Console
) -> Planned:
    """Find out what would be done, and write nothing."""
    with looking(console, keep=False) as look:
        return plan(files, state, setup, keep=False, on_looked=look.count)


def run_anywhere(
    planned: Planned, state: State, setup: BatchSetup, spread: Spreading | None, watch: Watch
) -> Iterator[Result]:
    """Do what was planned, here or spread."""
    if spread is None:
        return run(planned, state, setup, on_poll=watch.on_poll, stopped=watch.stopped)
    return run_spread(planned, state, setup, spread, watch)


def _refuse(source: str, reason: Bilingual, fix: Bilingual) -> NoReturn:
    raise UsageError(source, reason=reason, fix=fix)
