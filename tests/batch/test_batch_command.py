"""`zhperf batch` and `zhperf status` as a user runs them, over the scripted pipeline."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import signal
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from command import PATIENCE, Result, environment, run_zhperf, wait_for, zhperf_command
from golden import Golden, golden_folder
from zhperf.batch.standing import DocumentState, Standing
from zhperf.batch.state import Result as Row
from zhperf.batch.state import State
from zhperf.cli.batchend import exit_code
from zhperf.cli.batchprogress import (
    Lines,
    Tally,
    clock,
    grouped,
    progress_line,
    rate_words,
)
from zhperf.configbatch import size_in_bytes
from zhperf.configfile import load_config
from zhperf.errors import ConfigError, ExitCode

HERE = Path(__file__).parent
FAULTY = HERE.parent / "cli" / "faulty"
ARCHIVE = {
    "2023/教育局.pdf": "report",
    "2023/教育局-副本.pdf": "report",
    "2023/水务局.pdf": "no table",
    "2024/卫健委.pdf": "doubts",
    "2024/财政局.PDF": "encrypted",
    "2024/扫描件.pdf": "scan",
    "2024/坏文件.pdf": "crash",
    "2024/说明.txt": "report of another kind",
}

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs the command over the scripted pipeline, in the test's folder."""

    def run_it(*arguments: str, stdin: bytes | None = None, **more: str) -> Result:
        return run_zhperf(arguments, tmp_path, environment(FAULTY, **more), stdin)

    return run_it


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return golden_folder(HERE / "snapshots", request.config)


def write(folder: Path, files: dict[str, str]) -> None:
    for name, script in files.items():
        path = folder / "archive" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(script, "utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def shown(*results: Result) -> str:
    """Output whose recipes are those of no version."""
    text = "".join(
        f"exit {one.code}\n--- standard output\n{one.text}--- standard error\n{one.stderr}---\n"
        for one in results
    )
    return re.sub(r"(recipe |处理方案 )[0-9a-f]{6}", r"\1RECIPE", text)


@pytest.mark.parametrize("language", ["en_US", "zh_CN"])
def test_an_archive_with_every_fault(
    language: str, tmp_path: Path, run: Run, golden: Golden
) -> None:
    write(tmp_path, ARCHIVE)
    lang = {"LANG": f"{language}.UTF-8"}
    first = run("batch", "archive", "-o", "data", "-f", "csv", "--check", **lang)
    again = run("batch", "archive", "-o", "data", "-f", "csv", "--check", **lang)
    golden.check(f"batch.{language}.txt", shown(first, again))
    with sqlite3.connect(tmp_path / "data/.zhperf/state.sqlite") as database:
        database.execute("UPDATE results SET seconds = 0.25 * tries")
    results = [
        run("status", "data", *arguments, **lang)
        for arguments in (
            (), ("--state", "failed", "--state", "crashed"), ("--group-by", "code"),
            ("--group-by", "folder"), ("--group-by", "template"), ("--state", "pending"),
            ("--limit", "2"),
        )
    ]  # fmt: skip
    golden.check(f"status.{language}.txt", shown(*results))


def test_an_unchanged_archive_changes_nothing(tmp_path: Path, run: Run) -> None:
    write(tmp_path, {"a.pdf": "report 1", "b.pdf": "report 2"})
    assert run("batch", "archive", "-o", "data", "-f", "csv").code == 0
    before = tree(tmp_path / "data")
    again = run("batch", "archive", "-o", "data", "-f", "csv")
    assert "2 done before" in again.stderr
    assert "up to date" in again.stderr
    after = tree(tmp_path / "data")
    tables = [name for name in before if not name.startswith(".zhperf")]
    assert {name: after[name] for name in tables} == {name: before[name] for name in tables}


def test_new_documents_are_added(tmp_path: Path, run: Run) -> None:
    write(tmp_path, {"a.pdf": "report 1"})
    run("batch", "archive", "-o", "data", "-f", "csv")
    write(tmp_path, {"b.pdf": "report 2"})
    second = run("batch", "archive", "-o", "data", "-f", "csv")
    assert "2 PDF files, 2 different; 1 done before" in second.stderr
    rows = csv.DictReader(io.StringIO((tmp_path / "data/documents.csv").read_text("utf-8-sig")))
    assert [row["path"] for row in rows] == ["a.pdf", "b.pdf"]


def test_another_locale_reads_nothing_again(tmp_path: Path, run: Run) -> None:
    write(tmp_path, {"a.pdf": "doubts"})
    run("batch", "archive", "-o", "data", "-f", "csv", "--check")
    before = tree(tmp_path / "data" / "json")
    again = run("batch", "archive", "-o", "data", "-f", "csv", "--check", LANG="zh_CN.UTF-8")
    assert "此前已完成 1 个" in again.stderr
    assert tree(tmp_path / "data" / "json") == before
    asked = run("batch", "archive", "-o", "data", "-f", "csv", "--check", "--lang", "zh")
    assert "此前已完成 0 个" in asked.stderr


def test_a_changed_selection_only_checks(tmp_path: Path, run: Run) -> None:
    write(tmp_path, {"a.pdf": "report 1", "b.pdf": "report 2"})
    run("batch", "archive", "-o", "data", "-f", "csv", "--check")
    before = (tmp_path / "data/findings.csv").read_bytes()
    second = run("batch", "archive", "-o", "data", "-f", "csv", "--check", "--select", "ZP402")
    assert "only checked, not read again: 2" in second.stderr
    assert (tmp_path / "data/findings.csv").read_bytes() != before


def test_the_configuration_counts(tmp_path: Path, run: Run) -> None:
    write(tmp_path, {"a.txt": "report 1", "b.pdf": "report 2"})
    text = '[batch]\nglob = "*.txt"\nformat = "csv"\ntimeout = 60\nmemory = "1GiB"\njobs = 1\n'
    (tmp_path / "archive/zhperf.toml").write_text(text + '[check]\nselect = ["ZP402"]\n', "utf-8")
    done = run("batch", "archive", "-o", "data", "--check")
    assert done.code == 0
    assert done.stderr.startswith("1 file, 1 different")
    assert (tmp_path / "data/findings.csv").exists()
    told = run_zhperf(("config", "archive", "-f", "json"), tmp_path, environment()).text
    values = {one["setting"]: one["value"] for one in json.loads(told)}
    assert values["batch.memory"] == "1GiB"
    assert values["batch.timeout"] == 60


@pytest.mark.parametrize(
    "text",
    ["memory = 2", 'memory = "2 pigs"', "timeout = -1", "jobs = 1.5", 'format = "ods"',
     'glob = "!a"', "time-out = 3", "timeout = true"],
)  # fmt: skip
def test_a_wrong_configuration_is_told(text: str, tmp_path: Path) -> None:
    path = tmp_path / "zhperf.toml"
    path.write_text(f"[batch]\n{text}\n", "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert "line 2" in "".join(caught.value.parts("en"))


@pytest.mark.parametrize("place", ["list.txt", "-"])
def test_a_list_names_the_files(place: str, tmp_path: Path, run: Run) -> None:
    write(tmp_path, {"a.pdf": "report 1", "b.pdf": "report 2", "三.doc": "report 3"})
    content = "\ufeffb.pdf\r\n\r\n三.doc\n".encode()
    (tmp_path / "list.txt").write_bytes(content)
    arguments = ("batch", "archive", "-o", "data", "-f", "csv", "--files-from", place)
    done = run(*arguments, stdin=content if place == "-" else None)
    assert done.code == 0
    assert done.stderr.startswith("2 files, 2 different")


def test_documents_in_the_dataset_are_no_sources(tmp_path: Path, run: Run) -> None:
    write(tmp_path, {"a.pdf": "report"})
    for _ in range(2):
        done = run("batch", "archive", "-o", "archive/data", "-f", "csv", "--glob", "**")
        assert done.stderr.startswith("1 file, 1 different")


def test_a_dry_run_touches_nothing(tmp_path: Path, run: Run) -> None:
    write(tmp_path, {"a.pdf": "report", "b.pdf": "crash"})
    first = run("batch", "archive", "-o", "data", "--dry-run")
    assert (first.code, first.stderr) == (0, "")
    assert "2 would be read" in first.text
    assert not (tmp_path / "data").exists()
    run("batch", "archive", "-o", "data", "-f", "csv")
    before = tree(tmp_path)
    again = run("batch", "archive", "-o", "data", "-f", "csv", "--dry-run", "--retry", "all")
    assert "1 would be read" in again.text
    assert "crashed or timed out before" in again.text
    assert tree(tmp_path) == before


def test_retry_tries_again(tmp_path: Path, run: Run) -> None:
    write(tmp_path, {"a.pdf": "report", "b.pdf": "crash", "c.pdf": "encrypted"})
    run("batch", "archive", "-o", "data", "-f", "csv")
    assert "1 done before" in run("batch", "archive", "-o", "data", "-f", "csv").stderr
    crashed = run("batch", "archive", "-o", "data", "-f", "csv", "--retry", "crashed")
    assert "1 crashed or timed out before: it is tried once more, alone" in crashed.stderr
    both = ("--retry", "failed", "--retry", "crashed")
    assert "1 done before" in run("batch", "archive", "-o", "data", "-f", "csv", *both).stderr


def test_tables_alone_need_no_archive(tmp_path: Path, run: Run) -> None:
    write(tmp_path, {"a.pdf": "report 1", "b.pdf": "no table"})
    run("batch", "archive", "-o", "data", "-f", "csv")
    done = run("batch", "-o", "data", "--collect-only", "-f", "xlsx")
    assert done.code == 0
    assert "dataset.xlsx: indicators" in done.stderr
    assert not (tmp_path / "data/indicators.csv").exists()


def test_verbose_tells_failures_at_once_and_quiet_only_the_end(tmp_path: Path, run: Run) -> None:
    write(tmp_path, {"a.pdf": "report 1", "b.pdf": "encrypted"})
    quiet = run("batch", "archive", "-o", "data", "-f", "csv", "-q")
    assert quiet.stderr == "1 failed: zhperf status data --state failed\n"
    told = run("batch", "archive", "-o", "data", "-f", "csv", "-v", "--retry", "failed")
    assert "\nb.pdf: " in told.stderr


def test_a_bug_is_told_with_its_log(tmp_path: Path, run: Run) -> None:
    write(tmp_path, {"a.pdf": "report 1", "b.pdf": "bug"})
    assert run("batch", "archive", "-o", "data", "-f", "csv").code == 5
    (document,) = json.loads(run("status", "data", "--state", "failed", "-f", "json").text)
    assert "ZeroDivisionError: injected" in (tmp_path / document["log"]).read_text("utf-8")


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_the_second_interrupt_drops_what_is_in_work(
    sent: signal.Signals, tmp_path: Path, run: Run
) -> None:
    write(tmp_path, {"a.pdf": "report", "b.pdf": "hang"})
    process = subprocess.Popen(
        zhperf_command("batch", "archive", "-o", "data", "-j", "1"),
        cwd=tmp_path, env=environment(FAULTY), stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    wait_for((tmp_path / "worker.pid").exists)
    counts = json.loads(run("status", "data", "-f", "json").text)
    assert [(one["key"], one["documents"]) for one in counts] == [("done", 1), ("pending", 1)]
    process.send_signal(sent)
    assert process.stderr is not None
    lines = iter(process.stderr.readline, b"")
    assert any(line.startswith(b"Stopping: ") for line in lines)
    process.send_signal(sent)
    _, rest = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert rest == (
        b"Interrupted. The result of 1 document is saved; run the same command to go on.\n"
    )
    with State.read(tmp_path / "data") as state:
        assert [one.state for one in state.results().values()] == ["done"]


def test_the_first_interrupt_lets_documents_end(tmp_path: Path, run: Run) -> None:
    write(tmp_path, {"a.pdf": "hang", "b.pdf": "report", "c.pdf": "report 2"})
    process = subprocess.Popen(
        zhperf_command("batch", "archive", "-o", "data", "-j", "1", "--timeout", "1"),
        cwd=tmp_path, env=environment(FAULTY), stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    wait_for((tmp_path / "worker.pid").exists)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert told.endswith(
        b"Interrupted. The result of 1 document is saved; run the same command to go on.\n"
    )
    assert json.loads(run("status", "data", "-f", "json").text)[0]["key"] == "timeout"
    again = run("batch", "archive", "-o", "data", "-f", "csv", "--timeout", "1")
    assert "1 crashed or timed out before" in again.stderr
    assert again.code == 5


def test_a_terminal_shows_a_bar(tmp_path: Path) -> None:
    write(tmp_path, {f"{number}.pdf": f"report {number}" for number in range(5)})
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        zhperf_command("batch", "archive", "-o", "data", "-f", "csv"),
        cwd=tmp_path, env=environment(FAULTY, TERM="xterm"), stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    received = b""
    while part := _read(ours):
        received += part
    assert process.wait(PATIENCE) == 0
    assert b"Converting" in received
    assert b"/5 " in received
    assert received.rstrip().endswith(b"5 done, 0 with no table")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so when the other side is closed
        return b""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "no archive is named"),
        (("archive", "--memory", "much"), "--memory much: not a size"),
        (("archive", "--glob", "!x"), "--glob !x: no pattern"),
        (("archive", "--glob", "*.docx"), "no document to read"),
        (("archive", "--select", "ZP4"), "nothing is checked without --check"),
        (("archive", "--check", "--select", "ZP4O1"), "ZP4O1"),
        (("archive", "--glob", "*", "--files-from", "x"), "cannot be combined"),
        (("archive", "--files-from", "no.txt"), "no.txt"),
        (("--collect-only", "--dry-run"), "--collect-only reads no document"),
        (("--collect-only",), "is no dataset"),
    ],
)
def test_a_wrong_command_line_is_told(
    arguments: tuple[str, ...], told: str, tmp_path: Path, run: Run
) -> None:
    write(tmp_path, {"a.pdf": "report"})
    before = tree(tmp_path)
    result = run("batch", *arguments, "-o", "data")
    assert result.code == 2
    assert told in result.stderr
    assert not result.stdout
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("archive", "is the archive itself"),
        ("mine", "holds other files"),
        ("mine/file", "is not a directory"),
    ],
)
def test_what_is_no_dataset_is_left_alone(place: str, told: str, tmp_path: Path, run: Run) -> None:
    write(tmp_path, {"a.pdf": "report"})
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/file").write_text("mine", "utf-8")
    before = tree(tmp_path)
    result = run("batch", "archive", "-o", place)
    assert (result.code, tree(tmp_path)) == (2, before)
    assert told in result.stderr


def test_a_missing_archive_is_told(tmp_path: Path, run: Run) -> None:
    result = run("batch", "archive", "-o", "data")
    assert (result.code, list(tmp_path.iterdir())) == (3, [])


def test_a_missing_package_is_told_first(tmp_path: Path, run: Run) -> None:
    write(tmp_path, {"a.pdf": "report"})
    result = run("batch", "archive", "-o", "data", MISSING_PACKAGES="pyarrow")
    assert result.code == 6
    assert not (tmp_path / "data").exists()


def test_status_of_no_dataset_is_told(tmp_path: Path, run: Run) -> None:
    result = run("status", str(tmp_path))
    assert result.code == 2
    assert "is no dataset of zhperf batch" in result.stderr


def test_status_lists_for_programs(tmp_path: Path, run: Run) -> None:
    write(tmp_path, ARCHIVE)
    run("batch", "archive", "-o", "data", "-f", "csv")
    listed = json.loads(run("status", "data", "--sort", "path", "-f", "json").text)
    assert [one["path"] for one in listed] == sorted(
        name for name in ARCHIVE if name.lower().endswith(".pdf") and name != "2023/教育局.pdf"
    )
    assert [one["copies"] for one in listed if one["path"] == "2023/教育局-副本.pdf"] == [2]
    text = run("status", "data", "--sort", "seconds", "-f", "csv", "--limit", "3").text
    rows = list(csv.DictReader(io.StringIO(text)))
    seconds = [float(row["seconds"]) for row in rows]
    assert len(rows) == 3
    assert seconds == sorted(seconds, reverse=True)


@pytest.mark.parametrize(
    ("counts", "unchecked", "expected"),
    [
        ({"done": 3}, 0, ExitCode.OK),
        ({"done": 3, "no-table": 2}, 0, ExitCode.OK),
        ({}, 0, ExitCode.OK),
        ({"no-table": 2}, 0, ExitCode.NO_TABLE),
        ({"done": 3, "failed": 1}, 0, ExitCode.PARTIAL),
        ({"done": 3, "crashed": 1}, 0, ExitCode.PARTIAL),
        ({"done": 3, "timeout": 1}, 0, ExitCode.PARTIAL),
        ({"done": 3}, 1, ExitCode.PARTIAL),
        ({"no-table": 3, "failed": 1}, 0, ExitCode.PARTIAL),
        ({"failed": 1, "crashed": 1, "timeout": 1}, 0, ExitCode.INPUT),
        ({"failed": 2}, 0, ExitCode.INPUT),
        ({"done": 3, "pending": 1}, 0, ExitCode.PARTIAL),
        ({"no-table": 3, "pending": 1}, 0, ExitCode.PARTIAL),
        ({"failed": 1, "pending": 1}, 0, ExitCode.PARTIAL),
        ({"pending": 1}, 0, ExitCode.PARTIAL),
    ],
)
def test_exit_codes(counts: dict[DocumentState, int], unchecked: int, expected: ExitCode) -> None:
    assert exit_code(Standing(counts, unchecked)) is expected


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("2GB", 2_000_000_000), ("2GiB", 2 * 2**30), ("512 MB", 512_000_000), ("0", 0),
        ("1.5k", 1500), ("100", 100), ("3B", 3), ("1TB", 10**12), ("-1", None), ("GB", None),
        ("2 pigs", None), ("", None),
    ],
)  # fmt: skip
def test_sizes(text: str, size: int | None) -> None:
    assert size_in_bytes(text) == size


def row(sha256: str, state: str, tries: int = 1) -> Row:
    return Row(sha256, "recipe", None, state, tries=tries)


def test_a_document_that_is_tried_twice_counts_once() -> None:
    tally = Tally(12991, {"done": 5000, "timeout": 2})
    tally.add(row("a", "crashed"))
    tally.add(row("b", "done"))
    tally.add(row("a", "done", tries=2))
    assert (tally.known, tally.ended) == (5004, 2)
    assert progress_line(tally, 0.5) == (
        "5004/12991 done=5002 no-table=0 failed=0 crashed=0 timeout=2 rate=4/s"
    )


def test_a_log_has_a_line_each_half_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("zhperf.cli.batchprogress.time.monotonic", lambda: now[0])
    printed: list[str] = []
    lines = Lines(Tally(10, {}), printed.append)
    for second in range(0, 100, 10):
        now[0] = float(second)
        lines.tick()
    assert len(printed) == 3


def test_numbers_for_eyes() -> None:
    assert [grouped(7), grouped(12994), grouped(1234567)] == ["7", "12 994", "1 234 567"]
    assert [rate_words(0, 1), rate_words(82, 2), rate_words(9, 2)] == ["0/s", "41/s", "4.5/s"]
    assert [rate_words(1, 100), rate_words(3, 0)] == ["0.01/s", "0/s"]
    assert [clock(192), clock(36005)] == ["0:03:12", "10:00:05"]
