"""What tests of shards share: a small archive, and runs over it to compare."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from zhperf.batch.archive import ArchivedFile, listed
from zhperf.batch.planning import BatchSetup, plan
from zhperf.batch.recipe import recipe
from zhperf.batch.run import run
from zhperf.batch.spread import Spreading, plan_spread, run_spread
from zhperf.batch.state import KnownFile, Result, State
from zhperf.checking import CheckPlan
from zhperf.convert import Reading
from zhperf.supervise import Limits

SAMPLES = Path(__file__).parents[2] / "samples"


class Made(NamedTuple):
    """What stands in a dataset that no clock and no machine may change."""

    contents: dict[str, bytes]
    """Files by path, without the state."""
    files: dict[str, KnownFile]
    results: dict[str, Result]
    """Without seconds."""


def make_archive(folder: Path, count: int, sample: str = "project-office.pdf") -> Path:
    """Reports of distinct contents in folders of years, a copy, a damaged one and no PDF."""
    archive = folder / "archive"
    printed = (SAMPLES / sample).read_bytes()
    for number in range(count):
        # A comment behind the end changes the content and nothing that is read.
        put(archive / f"{2020 + number % 3}/部门[{number}].pdf", printed + b"%% %d\n" % number)
    put(archive / "2020/copy.pdf", printed + b"% 0\n")
    put(archive / "2021/cut.pdf", printed[:9000])
    put(archive / "2022/note.PDF", "不是 PDF".encode())
    put(archive / ".hidden/old.pdf", printed)
    return archive


def put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def setup_for(dataset: Path, *, check: bool = True, workers: int = 1) -> BatchSetup:
    reading, checks = Reading("", b""), CheckPlan() if check else None
    return BatchSetup(
        dataset, reading, checks, recipe(reading, checks), workers, Limits(seconds=60)
    )


def run_here(archive: Path, setup: BatchSetup) -> Made:
    """The run on one machine that all others are compared with."""
    with State.open(setup.dataset) as state:
        for _ in run(plan(listed(archive), state, setup), state, setup):
            pass
    return made(setup.dataset)


def run_in_shards(
    files: list[ArchivedFile], setup: BatchSetup, spreading: Spreading
) -> list[Result]:
    with State.open(setup.dataset) as state:
        planned = plan_spread(files, state, setup, spreading)
        return list(run_spread(planned, state, setup, spreading))


def made(dataset: Path) -> Made:
    with State.read(dataset) as state:
        files, results = state.files(), state.results()
    return Made(
        {
            path.relative_to(dataset).as_posix(): path.read_bytes()
            for path in sorted(dataset.rglob("*"))
            if path.is_file() and not path.name.startswith(("state.sqlite", "lock"))
        },
        files,
        {sha256: result._replace(seconds=0.0) for sha256, result in results.items()},
    )


def without_times(made_: Made) -> Made:
    """To compare with files that were copied to a store."""
    files = {path: file._replace(modified=0) for path, file in made_.files.items()}
    return made_._replace(files=files)
