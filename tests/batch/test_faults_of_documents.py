"""Documents that crash, hang, eat memory, or show bugs, over the scripted pipeline."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from batch.driving import (
    FAULTY,
    Wanted,
    by_path,
    contents,
    files,
    planned,
    results,
    run_scripted,
    started,
    write_scripts,
)
from command import is_alive, wait_for
from zhperf.batch.crashes import crash_path
from zhperf.batch.run import findings_path, report_path

SMALL = Wanted(seconds=None, memory=300 * 1024**2)


def _pid(note: Path) -> int:
    wait_for(lambda: note.exists() and bool(note.read_text("ascii")))
    return int(note.read_text("ascii"))


def test_every_ending_is_told_and_the_run_goes_on(tmp_path: Path) -> None:
    write_scripts(
        tmp_path / "archive",
        a="plain", b="crash", d="bomb", e="devour", f="bug", g="encrypted", h="scan",
        i="no table", j="crash once", k="doubts", l="bug late", m="crash late",
    )  # fmt: skip
    assert run_scripted(tmp_path, SMALL) == (0, "")
    dataset = tmp_path / "dataset"
    endings = {
        path: (one.state, one.code, one.tries, one.tables) for path, one in by_path(dataset).items()
    }
    assert endings == {
        "a.pdf": ("done", None, 1, 2),
        "b.pdf": ("crashed", "ZP101", 2, 0),
        "d.pdf": ("crashed", "ZP101", 2, 0),
        "e.pdf": ("crashed", "ZP101", 2, 0),
        "f.pdf": ("failed", "ZP101", 1, 0),
        "g.pdf": ("failed", "ZP102", 1, 0),
        "h.pdf": ("failed", "ZP103", 1, 0),
        "i.pdf": ("no-table", "ZP123", 1, 0),
        "j.pdf": ("done", None, 2, 2),
        "k.pdf": ("done", None, 1, 2),
        "l.pdf": ("failed", "ZP101", 1, 0),
        "m.pdf": ("crashed", "ZP101", 2, 0),
    }
    done = {one.sha256 for one in results(dataset).values() if one.state == "done"}
    expected = {report_path(dataset, sha256) for sha256 in done}
    expected |= {findings_path(dataset, sha256) for sha256 in done}
    assert {dataset / name for name in contents(dataset)} == expected
    _check_crash_logs(dataset)
    _check_second_plan(tmp_path)


def _check_crash_logs(dataset: Path) -> None:
    bugs = {path: one for path, one in by_path(dataset).items() if path in {"f.pdf", "l.pdf"}}
    logs = {crash_path(dataset, one.sha256) for one in bugs.values()}
    assert set((dataset / ".zhperf" / "crashes").iterdir()) == logs
    text = crash_path(dataset, bugs["f.pdf"].sha256).read_text("utf-8")
    assert "Document: f.pdf" in text
    assert "ZeroDivisionError: injected" in text
    message = bugs["f.pdf"].message or ""
    assert "ZeroDivisionError: injected" in message
    assert f".zhperf/crashes/{bugs['f.pdf'].sha256}.md" in message


def _check_second_plan(folder: Path) -> None:
    """Nothing is tried a third time, but what is asked for."""
    archive, dataset = folder / "archive", folder / "dataset"
    assert planned(archive, dataset).tasks == []
    assert planned(archive, dataset).alone == []
    asked = planned(archive, dataset, Wanted(retry=("failed",)))
    assert [task.path for task in asked.tasks] == ["f.pdf", "g.pdf", "h.pdf", "l.pdf"]
    asked = planned(archive, dataset, Wanted(retry=("timeout", "crashed")))
    assert [task.path for task in asked.alone] == ["b.pdf", "d.pdf", "e.pdf", "m.pdf"]


def test_a_document_that_hangs_is_tried_twice(tmp_path: Path) -> None:
    write_scripts(tmp_path / "archive", a="hang", b="plain")
    assert run_scripted(tmp_path, Wanted(workers=1, seconds=1.5)) == (0, "")
    ended = by_path(tmp_path / "dataset")
    assert (ended["a.pdf"].state, ended["a.pdf"].code, ended["a.pdf"].tries) == (
        "timeout", "ZP101", 2,
    )  # fmt: skip
    assert ended["a.pdf"].message == "reading did not end within 1.5 s"
    assert ended["b.pdf"].state == "done"


def test_a_log_goes_when_the_bug_is_gone(tmp_path: Path) -> None:
    write_scripts(tmp_path / "archive", a="crash once")
    dataset = tmp_path / "dataset"
    run_scripted(tmp_path)
    (sha256,) = results(dataset)
    log = crash_path(dataset, sha256)
    log.parent.mkdir()
    log.touch()
    report_path(dataset, sha256).unlink()
    run_scripted(tmp_path)
    assert not log.exists()


def test_a_killed_worker_costs_a_try(tmp_path: Path) -> None:
    write_scripts(tmp_path / "archive", a="hang", b="plain")
    note = tmp_path / "worker.pid"
    with started(tmp_path, Wanted(seconds=None), FAULTY) as process:
        for _ in range(2):
            os.kill(_pid(note), signal.SIGKILL)
            note.unlink()
        assert process.wait(60) == 0
    ended = by_path(tmp_path / "dataset")
    assert (ended["a.pdf"].state, ended["a.pdf"].tries) == ("crashed", 2)
    assert ended["b.pdf"].state == "done"


def test_a_crash_before_the_second_try_is_made_good_later(tmp_path: Path) -> None:
    """The run is killed between the two tries; the next one has one left."""
    write_scripts(tmp_path / "archive", a="crash", b="wait")
    with started(tmp_path, Wanted(workers=1), FAULTY) as process:
        _pid(tmp_path / "waiting")
        process.kill()
    assert [one.tries for one in by_path(tmp_path / "dataset").values()] == [1]
    (tmp_path / "go").touch()
    plans = planned(tmp_path / "archive", tmp_path / "dataset")
    assert [task.path for task in plans.alone] == ["a.pdf"]
    assert run_scripted(tmp_path) == (0, "")
    ended = by_path(tmp_path / "dataset")
    assert (ended["a.pdf"].state, ended["a.pdf"].tries) == ("crashed", 2)
    assert ended["b.pdf"].state == "done"


def test_the_first_signal_lets_documents_in_flight_end(tmp_path: Path) -> None:
    write_scripts(tmp_path / "archive", a="wait", b="wait", c="plain", d="crash")
    waiting = tmp_path / "waiting"
    with started(tmp_path, Wanted(), FAULTY) as process:
        wait_for(lambda: waiting.exists() and len(waiting.read_text("ascii").split()) == 2)
        process.send_signal(signal.SIGINT)
        (tmp_path / "go").touch()
        assert process.wait(60) == 130
    dataset = tmp_path / "dataset"
    assert {path: one.state for path, one in by_path(dataset).items()} == {
        "a.pdf": "done", "b.pdf": "done",
    }  # fmt: skip
    assert set(files(dataset)) == {"a.pdf", "b.pdf", "c.pdf", "d.pdf"}
    assert run_scripted(tmp_path) == (0, "")
    assert len(by_path(dataset)) == 4


def test_the_second_signal_kills(tmp_path: Path) -> None:
    write_scripts(tmp_path / "archive", a="hang", b="plain")
    with started(tmp_path, Wanted(workers=1), FAULTY) as process:
        worker = _pid(tmp_path / "worker.pid")
        process.send_signal(signal.SIGTERM)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.5)
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 130
    wait_for(lambda: not is_alive(worker))
    assert by_path(tmp_path / "dataset") == {}


def test_a_signal_to_all_processes_is_not_blamed_on_documents(tmp_path: Path) -> None:
    """As service managers and cluster queues send it."""
    write_scripts(tmp_path / "archive", a="hang", b="plain")
    with started(tmp_path, Wanted(workers=1), FAULTY, own_group=True) as process:
        _pid(tmp_path / "worker.pid")
        os.killpg(process.pid, signal.SIGTERM)
        assert process.wait(60) == 130
    assert by_path(tmp_path / "dataset") == {}


def test_no_worker_outlives_a_killed_run(tmp_path: Path) -> None:
    write_scripts(tmp_path / "archive", a="wait", b="wait")
    waiting = tmp_path / "waiting"
    with started(tmp_path, Wanted(), FAULTY) as process:
        wait_for(lambda: waiting.exists() and len(waiting.read_text("ascii").split()) == 2)
        process.kill()
    workers = [int(pid) for pid in waiting.read_text("ascii").split()]
    wait_for(lambda: not any(map(is_alive, workers)))
    (tmp_path / "go").touch()
    assert run_scripted(tmp_path) == (0, "")
    assert [one.tries for one in by_path(tmp_path / "dataset").values()] == [1, 1]
