"""Where results go, how they are named, and what is never written over."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from command import Result, environment, zhperf_command

Run = Callable[..., Result]
Write = Callable[..., None]
FAULTY = Path(__file__).parent / "faulty"


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("out.json", "{\n"),
        ("out.jsonl", '{"path"'),
        ("out.ndjson", '{"path"'),
        ("out.csv", "path,sha256"),
        ("out.txt", "部门整体绩效自评表"),
        ("out", "{\n"),
    ],
)
def test_the_suffix_chooses_the_format(
    name: str, start: str, run: Run, write: Write, tmp_path: Path
) -> None:
    write(a="report")
    assert run("extract", "a.pdf", "-o", name) == (0, b"", "")
    assert (tmp_path / name).read_text("utf-8").startswith(start)


def test_a_file_holds_what_standard_output_would(run: Run, write: Write, tmp_path: Path) -> None:
    write(a="report", b="report")
    for output in ("json", "csv"):
        assert run("extract", "a.pdf", "b.pdf", "-o", f"out.{output}").code == 0
        printed = run("extract", "a.pdf", "b.pdf", "-f", output).stdout
        assert (tmp_path / f"out.{output}").read_bytes() == printed


def test_several_sources_make_an_array(run: Run, write: Write) -> None:
    write(a="report", b="no table", c="report")
    array = json.loads(run("extract", "a.pdf", "b.pdf", "c.pdf").stdout)
    assert [report["source"]["path"] for report in array] == ["a.pdf", "c.pdf"]


def test_the_shape_does_not_depend_on_what_a_folder_holds(
    run: Run, write: Write, tmp_path: Path
) -> None:
    write(a="report")
    assert isinstance(json.loads(run("extract", ".").stdout), list)
    assert isinstance(json.loads(run("extract", "a.pdf").stdout), dict)
    assert isinstance(json.loads(run("extract", "a.pdf", "none.pdf").stdout), list)


def test_no_success_prints_nothing(run: Run, write: Write, tmp_path: Path) -> None:
    write(a="no table", b="no table")
    for output in ("json", "csv"):
        assert run("extract", "a.pdf", "b.pdf", "-f", output)[:2] == (4, b"")
        assert run("extract", "a.pdf", "b.pdf", "-f", output, "-o", "out.x")[:2] == (4, b"")
    assert not (tmp_path / "out.x").exists()


def test_sources_keep_their_order(run: Run, write: Write) -> None:
    write(**{f"r{number}": "report" for number in range(6)})
    names = [f"r{number}.pdf" for number in (3, 1, 5, 0, 4, 2)]
    result = run("extract", *names, "-f", "jsonl", "-j", "4")
    rows = [json.loads(line)["path"] for line in result.text.splitlines()]
    assert list(dict.fromkeys(rows)) == names
    assert [line.split()[0] for line in result.stderr.splitlines()[:-1]] == names


def test_directories_are_searched(run: Run, tmp_path: Path) -> None:
    for path in ("B/z.PDF", "B/a.pdf", "a/x.pdf", "c.pdf", "c.txt", "a/._x.pdf", ".git/y.pdf"):
        (tmp_path / "in" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / path).write_text("report", "ascii")
    lines = run("extract", "in", "-f", "jsonl").text.splitlines()
    found = dict.fromkeys(json.loads(line)["path"] for line in lines)
    assert list(found) == ["in/a/x.pdf", "in/B/a.pdf", "in/B/z.PDF", "in/c.pdf"]


def test_csv_in_a_directory_is_three_tables(run: Run, write: Write, tmp_path: Path) -> None:
    write(教育局="doubts")
    (tmp_path / "out").mkdir()
    assert run("extract", "教育局.pdf", "-o", "out", "-f", "csv", "-q") == (0, b"", "")
    tables = {path.name: list(csv.DictReader(path.read_text("utf-8").splitlines()))
              for path in (tmp_path / "out").iterdir()}  # fmt: skip
    assert sorted(tables) == [
        "教育局.activities.csv", "教育局.indicators.csv", "教育局.reports.csv",
    ]  # fmt: skip
    assert len(tables["教育局.indicators.csv"]) == 3
    assert [row["indicators"] for row in tables["教育局.activities.csv"]] == ["2", "1"]
    reports = tables["教育局.reports.csv"]
    assert [row["pages"] for row in reports] == ["[1, 2, 3]", "[5]"]
    assert [row["findings"] for row in reports] == ["7", "7"]


def test_a_csv_file_is_the_indicators(run: Run, write: Write, tmp_path: Path) -> None:
    write(a="report")
    run("extract", "a.pdf", "-o", "a.csv")
    assert [path.name for path in tmp_path.glob("*.csv")] == ["a.csv"]
    rows = list(csv.reader(io.StringIO((tmp_path / "a.csv").read_bytes().decode(), newline="")))
    assert [row[12] for row in rows] == ["level3", "培训场次", "提高“认识”, 达标", "维修面积"]


def test_one_stem_twice_is_refused(run: Run, tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.pdf").write_text("report", "ascii")
    result = run("extract", "x/a.pdf", "y/a.pdf", "-o", "out")
    assert result[:2] == (2, b"")
    assert "error: y/a.pdf: would be written to out/a.json, as x/a.pdf would" in result.stderr
    assert not (tmp_path / "out").exists()


def test_nothing_is_written_over(run: Run, write: Write, tmp_path: Path) -> None:
    write(a="report", b="report")
    (tmp_path / "out").mkdir()
    mine = tmp_path / "out" / "b.json"
    mine.write_text("mine", "ascii")
    result = run("extract", "a.pdf", "b.pdf", "-o", "out")
    assert result.code == 2
    assert "error: out/b.json: the file exists already" in result.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["b.json"]
    assert mine.read_text("ascii") == "mine"
    assert run("extract", "a.pdf", "b.pdf", "-o", "out", "--overwrite").code == 0
    assert json.loads(mine.read_text("utf-8"))["source"]["path"] == "b.pdf"


def test_a_failure_keeps_the_old_file(run: Run, write: Write, tmp_path: Path) -> None:
    write(a="crash late")
    (tmp_path / "a.json").write_text("old", "ascii")
    assert run("extract", "a.pdf", "-o", "a.json", "--overwrite").code == 3
    assert (tmp_path / "a.json").read_text("ascii") == "old"
    assert len(list(tmp_path.iterdir())) == 2


def test_devices_and_links_are_not_replaced(run: Run, write: Write, tmp_path: Path) -> None:
    write(a="report")
    real = tmp_path / "real.json"
    real.write_text("old", "ascii")
    (tmp_path / "link.json").symlink_to(real)
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    assert run("extract", "a.pdf", "-o", "link.json", "--overwrite").code == 0
    assert run("extract", "a.pdf", "-o", "pipe", "-f", "jsonl").code == 0
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads(real.read_text("utf-8"))["schema_version"] == "1"
    assert len(os.read(reader, 1 << 16).splitlines()) == 3
    os.close(reader)


def test_a_source_is_not_written_over(run: Run, write: Write, tmp_path: Path) -> None:
    write(a="report")
    result = run("extract", "a.pdf", "-o", "a.pdf", "-f", "json", "--overwrite")
    assert result[:2] == (2, b"")
    assert "error: a.pdf: is a source itself" in result.stderr
    assert (tmp_path / "a.pdf").read_text("ascii") == "report"


def test_names_that_are_too_long(run: Run, write: Write) -> None:
    write(a="report")
    long = "x" * 300
    result = run("extract", long)
    assert result.code == 3
    assert "cannot be opened: File name too long" in result.stderr
    result = run("extract", "a.pdf", "-o", f"{long}.json")
    assert result[:2] == (2, b"")
    assert "cannot be written: File name too long" in result.stderr


def test_narrow_encodings_get_escapes(run: Run, write: Write) -> None:
    write(教育局="no table", 财政局="report")
    result = run("extract", "教育局.pdf", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert r"error: \u6559\u80b2\u5c40.pdf: no indicator table" in result.stderr
    plain = run("extract", "财政局.pdf", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert json.loads(plain.stdout.decode())["source"]["path"] == "财政局.pdf"
    assert run("extract", "--help", PYTHONIOENCODING="ascii").code == 0


def test_standard_input(run: Run, tmp_path: Path) -> None:
    report = json.loads(run("extract", "-", stdin=b"report").stdout)
    assert report["source"]["path"] == "-"
    assert run("extract", "-", "-o", "out/", stdin=b"report").code == 0
    assert (tmp_path / "out" / "stdin.json").exists()
    assert "named twice" in run("extract", "-", "-", stdin=b"report").stderr
    assert json.loads(run("tables", "-", stdin=b"report").stdout)


def test_strict_stops_at_the_first_failure(run: Run, write: Write, tmp_path: Path) -> None:
    write(a="report", b="no table", c="report")
    names = ("a.pdf", "b.pdf", "c.pdf")
    result = run("extract", *names, "-o", "out/", "--strict", "-j", "1")
    assert result.code == 5
    assert result.stderr.splitlines()[-1] == "1 of 3 files extracted."
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.json"]


def test_a_folder_without_reports_is_one_failure_of_several(
    run: Run, write: Write, tmp_path: Path
) -> None:
    write(a="report")
    (tmp_path / "empty").mkdir()
    alone = run("extract", "empty")
    assert alone[:2] == (3, b"")
    assert "error: empty: the directory holds no PDF file" in alone.stderr
    both = run("extract", "empty", "a.pdf", "-f", "jsonl")
    assert both.code == 5
    assert len(both.stdout.splitlines()) == 3
    strict = run("extract", "empty", "a.pdf", "-f", "jsonl", "--strict")
    assert strict[:2] == (3, b"")


def test_names_that_are_no_unicode(run: Run, tmp_path: Path) -> None:
    name = os.fsdecode("报表".encode("gbk") + b".pdf")
    (tmp_path / name).write_text("report", "ascii")
    report = json.loads(run("extract", name).stdout)
    assert report["source"]["path"] == r"\xb1\xa8\xb1\xed.pdf"


def test_long_chinese_names(run: Run, tmp_path: Path) -> None:
    stem = "绩" * 80  # 240 bytes in UTF-8; with a prefix and a suffix it is over 255
    (tmp_path / f"{stem}.pdf").write_text("report", "ascii")
    assert run("extract", f"{stem}.pdf", "-o", "out/").code == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == [f"{stem}.json"]


def test_the_password_comes_from_the_environment(run: Run, write: Write) -> None:
    write(a="encrypted")
    assert run("extract", "a.pdf").code == 3
    assert run("extract", "a.pdf", ZHPERF_PASSWORD="secret").code == 0
    assert run("extract", "a.pdf", "--password", "secret").code == 0


def test_notes_are_for_the_curious(run: Run, write: Write) -> None:
    write(a="doubts")
    assert "images but no text" in run("extract", "a.pdf").stderr
    assert run("extract", "a.pdf", "-q").stderr == ""


def test_colours_are_for_terminals(run: Run, write: Write) -> None:
    write(a="report", b="no table")
    plain = run("extract", "a.pdf", "-f", "table", NO_COLOR="")
    coloured = run("extract", "a.pdf", "-f", "table", "--color", "always")
    assert b"\x1b[" not in plain.stdout
    assert b"\x1b[1m" in coloured.stdout
    assert "\x1b[31merror: \x1b[0m" in run("extract", "b.pdf", "--color", "always").stderr
    assert "\x1b" not in run("extract", "b.pdf", "--color", "never", FORCE_COLOR="1").stderr


def test_the_language_can_be_chosen(run: Run, write: Write) -> None:
    write(b="no table")
    assert run("extract", "b.pdf", "--lang", "zh").stderr.startswith("错误：")
    assert run("extract", "b.pdf", LC_ALL="zh_CN.UTF-8").stderr.startswith("错误：")
    assert run("extract", "b.pdf", "--lang", "en", LANG="zh_CN.UTF-8").stderr.startswith("error")


def test_progress_is_for_terminals_and_only_for_long_work(tmp_path: Path, write: Write) -> None:
    write(a="report", b="hang", c="report")
    screen, terminal = os.openpty()
    with subprocess.Popen(
        zhperf_command("extract", "a.pdf", "b.pdf", "c.pdf", "-f", "jsonl", "--timeout", "3"),
        cwd=tmp_path, env=environment(FAULTY, TERM="xterm"),
        stdout=subprocess.PIPE, stderr=terminal,
    ) as process:  # fmt: skip
        os.close(terminal)
        shown = _all_of(screen)
        assert process.stdout is not None
        data = process.stdout.read()
    assert len(data.splitlines()) == 6
    assert "\x1b" not in data.decode()
    assert "reading" in shown
    assert "1/3" in shown or "2/3" in shown
    lines = [line.strip() for line in shown.replace("\x1b[2K", "\n").splitlines()]
    assert "error: b.pdf: reading did not end within 3 s" in lines
    assert "2 of 3 files extracted." in lines


def _all_of(screen: int) -> str:
    """What a terminal shows until its programs have ended."""
    parts = []
    with contextlib.suppress(OSError):  # Linux: EIO when the other end is closed
        while part := os.read(screen, 4096):
            parts.append(part)
    os.close(screen)
    return b"".join(parts).decode()
