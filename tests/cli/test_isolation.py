"""A document that crashes, hangs or confuses its reader harms nobody else, and leaves nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from command import PATIENCE, Result, environment, is_alive, wait_for, zhperf_command

FAULTY = Path(__file__).parent / "faulty"

Run = Callable[..., Result]
Write = Callable[..., None]


@pytest.fixture
def hanging(tmp_path: Path, write: Write) -> Iterator[subprocess.Popen[bytes]]:
    """A running command whose worker reads for ever; see worker.pid."""
    write(a="report", b="hang")
    arguments = zhperf_command("extract", "a.pdf", "b.pdf", "-o", "out.csv", "-j", "1")
    with subprocess.Popen(
        arguments, cwd=tmp_path, env=environment(FAULTY), stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:  # fmt: skip
        wait_for(lambda: bool(_worker_pid(tmp_path)))
        yield process
        process.kill()


def test_a_crash_fails_one_source_of_several(run: Run, write: Write, tmp_path: Path) -> None:
    write(a="report", b="crash", c="crash late", d="report")
    result = run("extract", "a.pdf", "b.pdf", "c.pdf", "d.pdf", "-o", "out/", "-j", "1")
    assert result.code == 5
    assert result.stderr.count("the PDF library crashed") == 2
    assert "2 of 4 files extracted." in result.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.json", "d.json"]


@pytest.mark.parametrize("script", ["crash", "crash late"])
def test_a_crash_leaves_nothing(script: str, run: Run, write: Write, tmp_path: Path) -> None:
    write(a=script)
    assert run("extract", "a.pdf") == run("extract", "a.pdf", "-o", "a.json")
    assert run("extract", "a.pdf")[:2] == (3, b"")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


@pytest.mark.parametrize("command", ["extract", "tables"])
def test_a_hanging_reader_is_given_up(command: str, run: Run, write: Write, tmp_path: Path) -> None:
    write(a="hang")
    result = run(command, "a.pdf", "--timeout", "1")
    assert result[:2] == (3, b"")
    assert "error: a.pdf: reading did not end within 1 s" in result.stderr
    assert not is_alive(_worker_pid(tmp_path))


@pytest.mark.parametrize("command", ["extract", "tables"])
def test_garbage_of_libraries_stays_out_of_the_data(command: str, run: Run, write: Write) -> None:
    write(a="pollute")
    result = run(command, "a.pdf")
    assert result.code == 0
    json.loads(result.stdout)
    assert result.stderr.count("garbage") == 3


def test_a_bug_writes_a_log_without_the_password(run: Run, write: Write, tmp_path: Path) -> None:
    write(a="bug late")
    result = run("extract", "a.pdf", "--password", "hush", "--password=hush")
    (log,) = tmp_path.glob("zhperf-crash-*.md")
    text = log.read_text("utf-8")
    assert result[:2] == (70, b"")
    assert "error: a.pdf: internal error: ZeroDivisionError: injected" in result.stderr
    assert str(log) in result.stderr
    assert "Traceback" not in result.stderr
    assert "Command: `zhperf extract a.pdf --password *** --password=***`" in text
    assert "ZeroDivisionError: injected" in text
    assert "hush" not in text + result.stderr


def test_a_bug_in_one_source_does_not_stop_the_others(run: Run, write: Write) -> None:
    write(a="bug", b="report")
    result = run("extract", "a.pdf", "b.pdf", "-f", "jsonl")
    assert result.code == 5
    assert len(result.stdout.splitlines()) == 3


def test_a_log_goes_elsewhere_if_it_must(run: Run, write: Write, tmp_path: Path) -> None:
    # A folder in the way refuses even root, whom permissions do not stop.
    write(a="bug")
    gone = tmp_path / "gone"
    gone.mkdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    script = f"rmdir '{gone}' && exec {' '.join(zhperf_command('extract', '../a.pdf'))}"
    done = subprocess.run(
        ["sh", "-c", f"cd '{gone}' && {script.replace('../a.pdf', str(tmp_path / 'a.pdf'))}"],
        env=environment(FAULTY, TMPDIR=str(elsewhere), PYTHONSAFEPATH="1"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 70
    assert [path.suffix for path in elsewhere.iterdir()] == [".md"]


def test_no_worker_outlives_a_killed_parent(
    hanging: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    hanging.kill()
    hanging.wait()
    wait_for(lambda: not is_alive(_worker_pid(tmp_path)))


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupt_cleans_up(
    sent: signal.Signals, hanging: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    os.killpg(hanging.pid, sent) if sent == signal.SIGINT else hanging.send_signal(sent)
    _, stderr = hanging.communicate(timeout=PATIENCE)
    assert hanging.returncode == 130
    assert b"error: interrupted" in stderr
    assert b"Traceback" not in stderr
    assert not is_alive(_worker_pid(tmp_path))
    assert {path.name for path in tmp_path.iterdir()} == {"a.pdf", "b.pdf", "worker.pid"}


def test_a_reader_that_leaves_is_no_error(tmp_path: Path, write: Write) -> None:
    write(**{f"report{number}": "report" for number in range(3)})
    command = " ".join(zhperf_command("extract", ".", "-f", "jsonl", "-q"))
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command} | head -c 10"],
        cwd=tmp_path, env=environment(FAULTY), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, '{"path": "', "")


def test_a_full_disk_is_told_once(tmp_path: Path, write: Write) -> None:
    write(a="report")
    command = " ".join(zhperf_command("extract", "a.pdf"))
    done = subprocess.run(
        ["sh", "-c", f"{command} > /dev/full"],
        cwd=tmp_path, env=environment(FAULTY), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == "error: cannot be written: No space left on device"
    assert "Exception ignored" not in done.stderr


def _worker_pid(folder: Path) -> int:
    path = folder / "worker.pid"
    return int(path.read_text("ascii") or 0) if path.exists() else 0
