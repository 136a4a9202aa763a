"""Runs the real command line in a process of its own, as a user does."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import zhperf

SOURCE = Path(zhperf.__file__).parents[1]
BASE_ENVIRONMENT = {
    "COLUMNS": "88",
    "LANG": "en_US.UTF-8",
    "NO_COLOR": "1",
    "PATH": os.environ["PATH"],
    "PYTHONUTF8": "1",
}
"""Nothing of the machine that runs the tests, such as GITHUB_ACTIONS, changes the output."""


PATIENCE = 20.0
"""Seconds that a busy machine may need for what is done at once."""


class Result(NamedTuple):
    code: int
    stdout: bytes
    stderr: str

    @property
    def text(self) -> str:
        return self.stdout.decode()


def environment(*first: Path, **more: str) -> dict[str, str]:
    """Environment of the command, with more folders to import from."""
    folders = os.pathsep.join(map(str, (*first, SOURCE)))
    return {**BASE_ENVIRONMENT, "PYTHONPATH": folders, **more}


def zhperf_command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "zhperf", *arguments]


def run_zhperf(
    arguments: Sequence[str], folder: Path, environ: dict[str, str], stdin: bytes | None = None
) -> Result:
    """Run the command in `folder`; standard input is empty unless given."""
    done = subprocess.run(
        zhperf_command(*arguments),
        cwd=folder,
        env=environ,
        input=b"" if stdin is None else stdin,
        capture_output=True,
        timeout=120,
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr.decode())


def is_alive(pid: int) -> bool:
    """Whether the process runs; a zombie does not, whoever has to bury it."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until it is so; fail if it does not become so."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)
