"""Runs that are killed at any moment and started again end as one that nothing disturbed."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest

from batch.driving import (
    Wanted,
    contents,
    converted,
    files,
    lasting,
    started,
    write_samples,
)

WANTED = Wanted(documents=5, tables=True)


def _archive(folder: Path, count: int) -> Path:
    archive = folder / "archive"
    write_samples(archive, count)
    write_samples(archive / "项目", count // 3, "project-office.pdf")
    (archive / "empty.pdf").touch()
    (archive / "cut.pdf").write_bytes((archive / "000.pdf").read_bytes()[:5000])
    shutil.copyfile(archive / "001.pdf", archive / "copy.pdf")
    return archive


def _kill_until_done(folder: Path, chance: random.Random) -> int:
    """How often the run was killed before it came to its end; ever later, on a slow machine too."""
    kills = 0
    while True:
        with started(folder, WANTED) as process:
            try:
                process.communicate(timeout=chance.uniform(0.0, 1.0 + kills / 5))
            except subprocess.TimeoutExpired:
                process.kill()
                kills += 1
            else:
                assert process.returncode == 0
                return kills


def _assert_alike(folder: Path, archive: Path) -> None:
    dataset, undisturbed = folder / "dataset", folder / "undisturbed"
    if not undisturbed.exists():
        converted(archive, undisturbed, WANTED)
    made = contents(dataset)
    assert made == contents(undisturbed)
    assert {"indicators.csv", "documents.csv", "findings.csv", "datapackage.json"} <= made.keys()
    assert lasting(dataset) == lasting(undisturbed)
    assert files(dataset) == files(undisturbed)


def _kill_after(folder: Path, count: int) -> None:
    """Kill a run when it has told of `count` results."""
    with started(folder, WANTED) as process:
        assert process.stdout is not None
        for _ in range(count):
            process.stdout.readline()
        process.kill()


def test_a_run_that_is_killed_several_times(tmp_path: Path) -> None:
    archive = _archive(tmp_path, 12)
    for count in (1, 3, 6):
        _kill_after(tmp_path, count)
    with started(tmp_path, WANTED) as process:
        _, messages = process.communicate(timeout=120)
    assert (process.returncode, messages) == (0, "")
    _assert_alike(tmp_path, archive)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_runs_that_are_killed_at_random_moments(tmp_path: Path, seed: int) -> None:
    archive = _archive(tmp_path, 30)
    assert _kill_until_done(tmp_path, random.Random(seed)) > 0
    _assert_alike(tmp_path, archive)
