"""A run that is killed while its tables get their names is made good by the next one."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from batch.driving import TESTS, Wanted, contents, converted, write_samples
from command import environment, run_zhperf

WANTED = Wanted(tables=True)
TABLES = ("indicators.csv", "activities.csv", "documents.csv", "findings.csv")
"""In the order in which they get their names; README.md and datapackage.json come after them."""
KILLED = """
import os, signal, sys
from pathlib import Path
from batch.driving import Wanted, converted

rename, names = Path.replace, []

def rename_or_die(self, target):
    if target.parent == Path("dataset"):
        if len(names) == int(sys.argv[1]):
            os.kill(os.getpid(), signal.SIGKILL)
        names.append(target.name)
    return rename(self, target)

Path.replace = rename_or_die
converted(Path("archive"), Path("dataset"), Wanted(tables=True))
"""

pytestmark = pytest.mark.usefixtures("at_once")


@pytest.mark.parametrize("renamed", [0, 1, 3, 5])
def test_a_kill_between_two_renames_leaves_no_mixed_tables_for_long(
    tmp_path: Path, renamed: int
) -> None:
    archive, dataset = tmp_path / "archive", tmp_path / "dataset"
    write_samples(archive, 1)
    converted(archive, dataset, WANTED)
    old = contents(dataset)
    write_samples(archive, 2)
    converted(archive, tmp_path / "undisturbed", WANTED)
    new = contents(tmp_path / "undisturbed")
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(renamed)],
        cwd=tmp_path, env=environment(TESTS), check=False,
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL
    left = contents(dataset)
    assert "datapackage.json" not in left
    for number, name in enumerate(TABLES):
        assert left[name] == (new if number < renamed else old)[name]
    shutil.copytree(dataset, tmp_path / "collected")
    assert "they do not fit together; run zhperf batch again" in told(tmp_path, "status", "dataset")
    converted(archive, dataset, WANTED)
    assert contents(dataset) == new
    assert "fit together" not in told(tmp_path, "status", "dataset")
    told(tmp_path, "batch", "-o", "collected", "--collect-only", "-f", "csv")
    assert contents(tmp_path / "collected") == new


def told(folder: Path, *arguments: str) -> str:
    done = run_zhperf(arguments, folder, environment())
    assert done.code == 0, done.stderr
    return done.text
