"""Two runs on one dataset: the second one is told who is at work."""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from batch.driving import FAULTY, run_scripted, started, write_scripts
from command import environment, wait_for
from zhperf.batch import lock
from zhperf.batch.lock import locked
from zhperf.errors import ExitCode, OutputUnwritableError, UsageError

HOLDER = """
import os, signal, sys, time
from pathlib import Path
from zhperf.batch.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock of `tmp_path`."""
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, env=environment(), text=True, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_second_run_is_told_of_the_first(
    tmp_path: Path, holder: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE_SECONDS", 0.1)
    with pytest.raises(UsageError) as refused, locked(tmp_path):
        pass
    what, _, help_ = refused.value.parts("en")
    assert what == (
        f"{tmp_path}: another run is writing this dataset: "
        f"process {holder.pid} on {socket.gethostname()}"
    )
    assert f"kill {holder.pid}" in help_
    assert str(holder.pid) in refused.value.message("zh")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_the_lock_ends_with_its_process(
    tmp_path: Path, holder: subprocess.Popen[str], number: signal.Signals
) -> None:
    holder.send_signal(number)
    holder.wait()
    with locked(tmp_path):
        text = (tmp_path / ".zhperf" / "lock").read_text("utf-8")
    assert text == f"{os.getpid()} {socket.gethostname()}\n"


def test_the_lock_ends_with_its_block(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), locked(tmp_path):
        raise ZeroDivisionError
    with locked(tmp_path):
        assert (tmp_path / ".zhperf" / "lock").exists()


def test_two_runs_at_once(tmp_path: Path) -> None:
    """The second one ends with a usage error; the first one is not disturbed."""
    write_scripts(tmp_path / "archive", a="wait")
    with started(tmp_path, first=FAULTY) as first:
        wait_for((tmp_path / "waiting").exists)
        code, messages = run_scripted(tmp_path)
        assert code == ExitCode.USAGE
        assert f"process {first.pid} on" in messages
        (tmp_path / "go").touch()
        assert first.wait(60) == 0
    assert run_scripted(tmp_path) == (0, "")


def test_a_run_can_follow_a_killed_one_at_once(tmp_path: Path) -> None:
    """Workers that end a moment later still hold the lock."""
    write_scripts(tmp_path / "archive", a="wait")
    with started(tmp_path, first=FAULTY) as killed:
        wait_for((tmp_path / "waiting").exists)
        (tmp_path / "go").touch()
        killed.kill()
        assert run_scripted(tmp_path) == (0, "")


def test_a_file_in_the_place_of_the_dataset(tmp_path: Path) -> None:
    path = tmp_path / "dataset"
    path.touch()
    with pytest.raises(OutputUnwritableError, match="dataset"), locked(path):
        pass


def test_a_file_system_without_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(lock, "_lock", refuse)
    with pytest.raises(UsageError) as refused, locked(tmp_path):
        pass
    assert "the file system gives no locks: No locks available" in str(refused.value)
    assert "local disk" in refused.value.parts("en")[2]
