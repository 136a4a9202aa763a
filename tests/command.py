"""Runs the real command line in a process of its own, as a user does."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import served
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
FAULTY = Path(__file__).parent / "cli" / "faulty"
READ_LATE = ("COLUMNS", "NO_COLOR", "GITHUB_STEP_SUMMARY", "ZHPERF_")
"""How the names begin that nothing reads when Python starts or a module is loaded."""
SERVED_LANGUAGES = ("en_US.UTF-8", "zh_CN.UTF-8")
LONGEST = 120.0
"""Seconds after which a run is given up."""


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
    arguments: Sequence[str],
    folder: Path,
    environ: dict[str, str],
    stdin: bytes | None = None,
    *,
    anew: bool = False,
) -> Result:
    """Run the command in `folder`; standard input is empty unless given.

    Its process is forked from a server unless `anew`, or unless the environment has more than
    usual that is read at a start; then Python starts anew.
    """
    given = stdin or b""
    start = environment_of_start(environ)
    if start is not None and not anew:
        code, stdout, stderr = served.server_of(start).run(
            arguments, folder, environ, given, LONGEST
        )
        return Result(code, stdout, stderr.decode())
    done = subprocess.run(
        zhperf_command(*arguments),
        cwd=folder,
        env=environ,
        input=given,
        capture_output=True,
        timeout=LONGEST,
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr.decode())


def environment_of_start(environ: dict[str, str]) -> frozenset[tuple[str, str]] | None:
    """What a server of runs in this environment must be started with; None if none may be."""
    start = {name: text for name, text in environ.items() if not name.startswith(READ_LATE)}
    usual = [
        {**environment(*first, LANG=language)} for first in ((), (FAULTY,))
        for language in SERVED_LANGUAGES
    ]  # fmt: skip
    for one in usual:
        if start == {name: text for name, text in one.items() if not name.startswith(READ_LATE)}:
            return frozenset(start.items()) if served.CAN_SERVE else None
    return None


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
