"""Planning a huge archive: hashes are kept as they come, and the user sees how far it is."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from batch.driving import Wanted, files, planned, setup, write_scripts
from command import PATIENCE, environment, run_zhperf, wait_for, zhperf_command
from zhperf.batch import planning
from zhperf.batch.archive import listed
from zhperf.batch.state import State
from zhperf.batch.work import content_hash
from zhperf.cli import batchlooking
from zhperf.cli.batchlooking import looking
from zhperf.cli.console import Console, Style
from zhperf.errors import Language

TESTS = Path(__file__).parents[1]
KILLED_AT_THE_FIFTH = """
import os, signal
from pathlib import Path
from batch.driving import planned
from zhperf.batch import planning
from zhperf.batch.work import content_hash

def hashed(path):
    if path.stem == "4":
        os.kill(os.getpid(), signal.SIGKILL)
    return content_hash(path)

planning.KEPT_SECONDS = 0.0
planning.content_hash = hashed
planned(Path("archive"), Path("dataset"))
"""
SPARSE = 2**36
"""Bytes of a file without blocks: to hash it takes half a minute at least."""


def hashed_now(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that are read for their hashes from now on."""
    read: list[str] = []

    def hashed(path: Path) -> str:
        read.append(path.name)
        return content_hash(path)

    monkeypatch.setattr(planning, "content_hash", hashed)
    return read


def test_a_kill_while_planning_loses_no_hash_that_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every hash was lost that was not part of a whole plan."""
    archive, dataset = tmp_path / "archive", tmp_path / "dataset"
    write_scripts(archive, **{str(number): "x" for number in range(9)})
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_AT_THE_FIFTH],
        cwd=tmp_path, env=environment(TESTS), check=False,
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL
    assert list(files(dataset)) == ["0.pdf", "1.pdf", "2.pdf", "3.pdf"]
    read = hashed_now(monkeypatch)
    assert len(planned(archive, dataset).tasks) == 9
    assert read == ["4.pdf", "5.pdf", "6.pdf", "7.pdf", "8.pdf"]


def test_an_error_while_planning_loses_no_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, dataset = tmp_path / "archive", tmp_path / "dataset"
    write_scripts(archive, a="x", b="x")

    def interrupted(path: Path) -> str:
        if path.stem == "b":
            raise KeyboardInterrupt
        return content_hash(path)

    monkeypatch.setattr(planning, "content_hash", interrupted)
    with pytest.raises(KeyboardInterrupt):
        planned(archive, dataset)
    assert list(files(dataset)) == ["a.pdf"]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            "error: interrupted while looking at new files; what was seen is kept, "
            "run the same command to go on\n",
        ),
        (
            "zh",
            "错误：识别新文件时中断；已识别的部分已保存，重新运行同一命令即可继续\n",
        ),
    ],
)
def test_an_interrupt_while_planning_is_told_truly(
    language: str, told: str, tmp_path: Path
) -> None:
    write_scripts(tmp_path / "archive", a="x", b="x")
    os.truncate(tmp_path / "archive" / "b.pdf", SPARSE)
    arguments = ("batch", "archive", "-o", "data", "-f", "csv", "--lang", language)
    process = subprocess.Popen(
        zhperf_command(*arguments), cwd=tmp_path, env=environment(), stderr=subprocess.PIPE
    )
    wait_for(lambda: reads(process.pid, "b.pdf"))
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert (process.returncode, said.decode()) == (130, told)
    assert list(files(tmp_path / "data")) == ["a.pdf"]
    done = run_zhperf(["status", "data", "-f", "json"], tmp_path, environment())
    assert [(one["key"], one["documents"]) for one in json.loads(done.text)] == [("pending", 1)]


def test_an_interrupt_of_a_dry_run_says_that_nothing_was_written(tmp_path: Path) -> None:
    write_scripts(tmp_path / "archive", a="x")
    os.truncate(tmp_path / "archive" / "a.pdf", SPARSE)
    process = subprocess.Popen(
        zhperf_command("batch", "archive", "-o", "data", "-f", "csv", "--dry-run"),
        cwd=tmp_path, env=environment(), stderr=subprocess.PIPE,
    )  # fmt: skip
    wait_for(lambda: reads(process.pid, "a.pdf"))
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert (process.returncode, said) == (130, b"error: interrupted; nothing was written\n")
    assert not (tmp_path / "data").exists()


def reads(pid: int, name: str) -> bool:
    """Whether a process has a file open."""
    try:
        return any(link.readlink().name == name for link in Path(f"/proc/{pid}/fd").iterdir())
    except FileNotFoundError:  # a file was closed meanwhile
        return False


def test_a_state_that_is_only_read_gets_no_hashes(tmp_path: Path) -> None:
    archive, dataset = tmp_path / "archive", tmp_path / "dataset"
    write_scripts(archive, a="x")
    with State.open(dataset) as state:
        planning.plan(listed(archive), state, setup(dataset, Wanted()), keep=False)
        assert state.files() == {}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, to be set."""
    now = [0.0]
    monkeypatch.setattr(batchlooking.time, "monotonic", lambda: now[0])
    return now


def test_a_log_has_a_line_each_half_minute_of_looking(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    console = Console(Style("zh"))
    with looking(console) as look:
        for second in range(0, 70, 10):
            clock[0] = float(second)
            look.count(second * 20, 2000)
    assert capsys.readouterr().err == (
        "looked at 600/2000 rate=20/s\nlooked at 1200/2000 rate=20/s\n"
    )


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Looking at new files"), ("zh", "正在识别新文件")]
)
def test_a_terminal_shows_a_bar_if_looking_takes_long(
    language: Language,
    title: str,
    clock: list[float],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # rich takes the output for a terminal then
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    console = Console(Style(language))
    console.is_terminal = True
    with looking(console) as look:
        clock[0] = 1.9
        look.count(20, 100)
        assert capsys.readouterr().err == ""
        clock[0] = 4.0
        look.count(40, 100)
        told = capsys.readouterr().err
    assert title in told
    assert "40/100  40 %  10/s  0:00:06" in told


def test_quiet_shows_nothing_of_looking(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with looking(Console(Style("en", quiet=True))) as look:
        clock[0] = 100.0
        look.count(1, 2)
    assert capsys.readouterr().err == ""
