"""A disk that is full ends the run with a message; after making room the same command goes on."""

from __future__ import annotations

import errno
import os
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from batch.driving import (
    Wanted,
    by_path,
    contents,
    converted,
    lasting,
    planned,
    results,
    setup,
    started,
    write_samples,
    write_scripts,
)
from zhperf.batch import crashes, leftovers
from zhperf.batch.run import run
from zhperf.batch.state import State
from zhperf.errors import ExitCode, OutputUnwritableError, UsageError


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """What is started in the block cannot write files beyond `size` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def run_to_the_end(folder: Path) -> tuple[int, str]:
    with started(folder) as process:
        _, messages = process.communicate(timeout=120)
    return process.returncode, messages


def test_reports_that_find_no_room(tmp_path: Path) -> None:
    """The small document is saved; the large one ends the run and leaves nothing half written."""
    write_samples(tmp_path / "archive", 1)
    write_samples(tmp_path / "archive" / "b", 1, "project-office.pdf")
    write_samples(tmp_path / "archive" / "c", 1, "founding-table.pdf")
    with largest_file(100_000):
        process = started(tmp_path, Wanted(workers=1))
    with process:
        _, messages = process.communicate(timeout=120)
    assert process.returncode == ExitCode.USAGE
    assert "cannot be written: File too large" in messages
    dataset = tmp_path / "dataset"
    assert {path: one.state for path, one in by_path(dataset).items()} == {
        "000.pdf": "done", "b/000.pdf": "done",
    }  # fmt: skip
    assert len([name for name in contents(dataset) if name.startswith("json/")]) == 2
    assert run_to_the_end(tmp_path) == (0, "")
    converted(tmp_path / "archive", tmp_path / "whole")
    assert contents(dataset) == contents(tmp_path / "whole")
    assert lasting(dataset) == lasting(tmp_path / "whole")


@pytest.mark.usefixtures("at_once")
def test_a_state_that_finds_no_room(tmp_path: Path) -> None:
    archive, dataset = tmp_path / "archive", tmp_path / "dataset"
    write_scripts(archive, **{f"bad{number}": "x" for number in range(200)})
    plans = planned(archive, dataset)
    with State.open(dataset) as state:
        state.replace_files(plans.files)
        pages = state._connection.execute("PRAGMA page_count").fetchone()[0]
        state._connection.execute(f"PRAGMA max_page_count = {pages + 5}")
        with pytest.raises(OutputUnwritableError) as refused:
            list(run(plans, state, setup(dataset, Wanted())))
    assert refused.value.problem("en") == "cannot be written: the disk is full"
    assert refused.value.problem("zh") == "无法写入：磁盘空间不足"
    assert refused.value.source.endswith("state.sqlite")
    saved = results(dataset)
    assert 0 < len(saved) < 200
    converted(archive, dataset)
    assert len(results(dataset)) == 200
    assert {sha256: results(dataset)[sha256] for sha256 in saved} == saved


def test_the_files_of_a_run_are_kept_as_a_whole(tmp_path: Path) -> None:
    archive, dataset = tmp_path / "archive", tmp_path / "dataset"
    write_scripts(archive, **{f"bad{number:03}": "x" for number in range(300)})
    plans = planned(archive, tmp_path / "other")
    with State.open(dataset) as state:
        state.replace_files(plans.files[:3])
        pages = state._connection.execute("PRAGMA page_count").fetchone()[0]
        state._connection.execute(f"PRAGMA max_page_count = {pages + 1}")
        with pytest.raises(OutputUnwritableError, match="the disk is full"):
            state.replace_files(plans.files)
        assert list(state.files().values()) == plans.files[:3]


def test_a_state_that_cannot_be_made(tmp_path: Path) -> None:
    write_samples(tmp_path / "archive", 1)
    with largest_file(2000):
        process = started(tmp_path)
    with process:
        _, messages = process.communicate(timeout=120)
    assert process.returncode == ExitCode.USAGE
    assert "state.sqlite: cannot be written" in messages
    assert run_to_the_end(tmp_path) == (0, "")
    assert contents(tmp_path / "dataset").keys()


def _refuse(*arguments: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(("module", "name"), [(crashes, "write_whole"), (leftovers, "_names")])
def test_other_files_that_find_no_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: object, name: str
) -> None:
    """A crash log, and what a run clears away before it starts."""
    write_samples(tmp_path / "archive", 1)
    with monkeypatch.context() as patch:
        patch.setattr(module, name, _refuse)
        patch.setattr("zhperf.batch.run.convert_content", _bug)
        with pytest.raises(OutputUnwritableError, match="No space left on device"):
            converted(tmp_path / "archive", tmp_path / "dataset")
    assert results(tmp_path / "dataset") == {}
    assert [one.state for one in converted(tmp_path / "archive", tmp_path / "dataset")] == ["done"]


def _bug(job: object) -> None:
    raise KeyError("injected")


def test_a_damaged_state_is_told(tmp_path: Path) -> None:
    path = tmp_path / ".zhperf" / "state.sqlite"
    path.parent.mkdir()
    path.write_bytes(b"no database at all, and long enough to be looked at" * 100)
    for opening in (State.open, State.read):
        with pytest.raises(UsageError, match="is damaged: file is not a database"):
            opening(tmp_path)


def test_a_state_of_another_version_is_told(tmp_path: Path) -> None:
    State.open(tmp_path).close()
    with sqlite3.connect(tmp_path / ".zhperf" / "state.sqlite") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(UsageError, match=r"another version of zhperf \(99\)"):
        State.open(tmp_path)
