"""Workbooks, Parquet files and data packages on the command line."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import frictionless
import openpyxl
import pytest
from pyarrow import parquet as pq

from command import PATIENCE, Result, environment, wait_for, zhperf_command

Run = Callable[..., Result]
Write = Callable[..., None]
FAULTY = Path(__file__).parent / "faulty"
PACKAGE = ["activities.csv", "datapackage.json", "indicators.csv", "reports.csv"]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def sheet_paths(workbook: bytes) -> list[object]:
    """Documents of the reports in a workbook."""
    sheet = openpyxl.load_workbook(io.BytesIO(workbook))["reports"]
    return [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]


def parquet_paths(file: bytes) -> list[str]:
    paths: list[str] = pq.read_table(io.BytesIO(file))["path"].to_pylist()
    return list(dict.fromkeys(paths))


def test_a_workbook_is_one_file(run: Run, write: Write, tmp_path: Path) -> None:
    write(a="report")
    assert run("extract", "a.pdf", "-o", "a.xlsx") == (0, b"", "")
    assert names(tmp_path) == ["a.pdf", "a.xlsx"]
    workbook = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert workbook.sheetnames == ["indicators", "activities", "reports"]
    assert [sheet.max_row for sheet in workbook] == [4, 3, 3]


def test_a_parquet_file_is_the_indicators(run: Run, write: Write, tmp_path: Path) -> None:
    write(a="report")
    assert run("extract", "a.pdf", "-o", "a.parquet") == (0, b"", "")
    assert pq.read_table(tmp_path / "a.parquet")["level3"].to_pylist() == [
        "培训场次", "提高“认识”, 达标", "维修面积",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("output", "found"),
    [
        ("xlsx", ["a.xlsx", "c.xlsx"]),
        ("parquet", [f"{stem}.{part}.parquet" for stem in "ac"
                     for part in ("activities", "indicators", "reports")]),
    ],
)  # fmt: skip
def test_in_a_directory_each_source_has_its_own(
    output: str, found: list[str], run: Run, write: Write, tmp_path: Path
) -> None:
    write(a="report", b="crash late", c="report")
    result = run("extract", "a.pdf", "b.pdf", "c.pdf", "-o", "out/", "-f", output)
    assert result.code == 5
    assert names(tmp_path / "out") == found


@pytest.mark.parametrize("output", ["xlsx", "parquet"])
def test_several_sources_share_a_file(output: str, run: Run, write: Write, tmp_path: Path) -> None:
    write(a="report", b="crash late", c="report")
    sources = ("a.pdf", "b.pdf", "c.pdf")
    paths = sheet_paths if output == "xlsx" else parquet_paths
    result = run("extract", *sources, "-o", f"all.{output}", "-j", "2")
    assert result.code == 5
    assert result.stderr.splitlines()[0].endswith(f"all.{output}")
    made = (tmp_path / f"all.{output}").read_bytes()
    assert list(dict.fromkeys(paths(made))) == ["a.pdf", "c.pdf"]
    printed = run("extract", *sources, "-f", output).stdout
    assert printed == made
    assert names(tmp_path) == [*sources[:1], f"all.{output}", *sources[1:]]


def test_one_source_joined_is_one_source(run: Run, write: Write, tmp_path: Path) -> None:
    """The shape follows from the arguments; the rows are the same."""
    write(a="report")
    alone = run("extract", "a.pdf", "-f", "xlsx").stdout
    assert run("extract", ".", "-f", "xlsx").stdout == alone


@pytest.mark.parametrize("output", ["xlsx", "parquet"])
def test_terminals_are_spared(output: str, tmp_path: Path, write: Write) -> None:
    write(a="report")
    screen, terminal = os.openpty()
    done = subprocess.run(
        zhperf_command("extract", "a.pdf", "-f", output),
        cwd=tmp_path, env=environment(FAULTY), stdout=terminal, stderr=subprocess.PIPE,
        text=True, check=False,
    )  # fmt: skip
    os.close(terminal)
    os.close(screen)
    assert done.returncode == 2
    assert f"error: -f {output} is no text, and standard output is a terminal" in done.stderr
    assert f"-o report.{output}" in done.stderr


@pytest.mark.parametrize(
    ("output", "package", "extra"),
    [("xlsx", "openpyxl", "excel"), ("parquet", "pyarrow", "parquet")],
)
def test_a_missing_package_is_told_before_anything_is_read(
    output: str, package: str, extra: str, run: Run, write: Write, tmp_path: Path
) -> None:
    write(a="hang")
    for arguments in (("a.pdf", "-o", f"a.{output}"), ("a.pdf", "-", "-f", output)):
        result = run("extract", *arguments, MISSING_PACKAGES=package)
        assert result[:2] == (6, b"")
        assert result.stderr == (
            f"error: -f {output} needs an optional package\n"
            f"  help:  pip install 'zhperf[{extra}]'\n"
        )
    chinese = run("extract", "a.pdf", "-f", output, MISSING_PACKAGES=package, LANG="zh_CN.UTF-8")
    assert chinese.stderr.startswith(f"错误：-f {output} 需要安装可选组件")
    assert names(tmp_path) == ["a.pdf"]


def test_the_other_formats_need_no_package(run: Run, write: Write) -> None:
    write(a="report")
    missing = {"MISSING_PACKAGES": "openpyxl pyarrow"}
    for output in ("json", "jsonl", "csv", "table"):
        assert run("extract", "a.pdf", "-f", output, **missing).code == 0
    assert run("extract", "a.pdf", "-f", "datapackage", "-o", "p", **missing).code == 0


def test_a_package_has_the_rows_of_all_sources(run: Run, write: Write, tmp_path: Path) -> None:
    write(a="report", b="no table", c="doubts", d="crash late")
    result = run("extract", "a.pdf", "b.pdf", "c.pdf", "d.pdf", "-f", "datapackage", "-o", "p")
    assert result.code == 5
    assert "2 of 4 files extracted." in result.stderr
    assert names(tmp_path / "p") == PACKAGE
    assert frictionless.validate(str(tmp_path / "p" / "datapackage.json")).valid
    package = json.loads((tmp_path / "p" / "datapackage.json").read_text("utf-8"))
    assert [source["path"] for source in package["sources"]] == ["a.pdf", "c.pdf"]
    with (tmp_path / "p" / "reports.csv").open(encoding="utf-8", newline="") as stream:
        reports = list(csv.DictReader(stream))
    digest = hashlib.sha256(b"doubts").hexdigest()
    assert [row["path"] for row in reports] == ["a.pdf", "a.pdf", "c.pdf", "c.pdf"]
    assert {row["sha256"] for row in reports[2:]} == {digest}
    assert [row["findings"] for row in reports] == ["0", "0", "7", "7"]


def test_one_source_makes_a_package_in_a_new_or_old_directory(
    run: Run, write: Write, tmp_path: Path
) -> None:
    write(a="report")
    (tmp_path / "old").mkdir()
    for directory in ("new", "old", "deep/er/", "2024.01"):
        assert run("extract", "a.pdf", "-f", "datapackage", "-o", directory) == (0, b"", "")
        assert names(tmp_path / directory) == PACKAGE


@pytest.mark.parametrize("place", ["-", "p.json", "datapackage.json", "p.zip", "there"])
def test_a_package_needs_a_directory(place: str, run: Run, write: Write, tmp_path: Path) -> None:
    write(a="report")
    (tmp_path / "there").write_text("mine", "ascii")
    result = run("extract", "a.pdf", "-f", "datapackage", "-o", place, "--overwrite")
    assert result[:2] == (2, b"")
    assert "a data package is a directory of four files" in result.stderr
    assert "-f datapackage -o package/" in result.stderr
    assert names(tmp_path) == ["a.pdf", "there"]


@pytest.mark.parametrize("name", PACKAGE)
def test_no_file_of_a_package_is_written_over(
    name: str, run: Run, write: Write, tmp_path: Path
) -> None:
    write(a="report")
    (tmp_path / "p").mkdir()
    mine = tmp_path / "p" / name
    mine.write_text("mine", "ascii")
    result = run("extract", "a.pdf", "-f", "datapackage", "-o", "p")
    assert result.code == 2
    assert f"error: p/{name}: the file exists already" in result.stderr
    assert (names(tmp_path / "p"), mine.read_text("ascii")) == ([name], "mine")
    assert run("extract", "a.pdf", "-f", "datapackage", "-o", "p", "--overwrite").code == 0
    assert frictionless.validate(str(tmp_path / "p" / "datapackage.json")).valid


def test_a_failure_keeps_the_old_package(run: Run, write: Write, tmp_path: Path) -> None:
    write(a="report")
    run("extract", "a.pdf", "-f", "datapackage", "-o", "p")
    before = {path.name: path.read_bytes() for path in (tmp_path / "p").iterdir()}
    write(a="crash late")
    result = run("extract", "a.pdf", "-f", "datapackage", "-o", "p", "--overwrite")
    assert result.code == 3
    assert {path.name: path.read_bytes() for path in (tmp_path / "p").iterdir()} == before


@pytest.mark.parametrize("output", ["all.xlsx", "all.parquet", "p"])
def test_no_success_makes_no_file(output: str, run: Run, write: Write, tmp_path: Path) -> None:
    write(a="no table", b="no table")
    form = ("-f", "datapackage") if output == "p" else ()
    assert run("extract", "a.pdf", "b.pdf", "-o", output, *form)[:2] == (4, b"")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["a.pdf", "b.pdf"]


@pytest.mark.parametrize("output", ["all.xlsx", "all.parquet", "p"])
def test_strict_keeps_what_was_read(output: str, run: Run, write: Write, tmp_path: Path) -> None:
    write(a="report", b="no table", c="report")
    form = ("-f", "datapackage") if output == "p" else ()
    result = run(
        "extract", "a.pdf", "b.pdf", "c.pdf", "-o", output, *form, "--strict", "-j", "1"
    )  # fmt: skip
    assert result.code == 5
    assert result.stderr.splitlines()[-1] == "1 of 3 files extracted."
    if output == "p":
        reports = (tmp_path / "p" / "reports.csv").read_text("utf-8").splitlines()
        assert {line.split(",")[0] for line in reports[1:]} == {"a.pdf"}
    else:
        paths = sheet_paths if output == "all.xlsx" else parquet_paths
        assert set(paths((tmp_path / output).read_bytes())) == {"a.pdf"}


@pytest.fixture(params=["all.xlsx", "all.parquet", "p/", "out/"])
def hanging(
    request: pytest.FixtureRequest, tmp_path: Path, write: Write
) -> Iterator[subprocess.Popen[bytes]]:
    """A running command whose second worker reads for ever."""
    write(a="report", b="hang")
    form = {"p/": ("-f", "datapackage"), "out/": ("-f", "xlsx")}.get(request.param, ())
    arguments = zhperf_command("extract", "a.pdf", "b.pdf", "-o", request.param, "-j", "1", *form)
    with subprocess.Popen(
        arguments, cwd=tmp_path, env=environment(FAULTY), stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:  # fmt: skip
        pid = tmp_path / "worker.pid"
        wait_for(lambda: pid.exists() and bool(pid.read_text("ascii")))
        yield process
        process.kill()


def test_an_interrupt_leaves_nothing_half_done(
    hanging: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    hanging.send_signal(signal.SIGTERM)
    _, stderr = hanging.communicate(timeout=PATIENCE)
    assert hanging.returncode == 130
    assert b"Traceback" not in stderr
    files = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert files - {"a.xlsx"} == {"a.pdf", "b.pdf", "worker.pid"}


@pytest.mark.parametrize("output", ["xlsx", "parquet"])
@pytest.mark.parametrize("sources", [("a.pdf",), ("a.pdf", "b.pdf")])
def test_a_full_disk_is_told_once(
    output: str, sources: tuple[str, ...], tmp_path: Path, write: Write
) -> None:
    write(a="report", b="report")
    command = " ".join(zhperf_command("extract", *sources, "-f", output, "-q"))
    done = subprocess.run(
        ["sh", "-c", f"{command} > /dev/full"],
        cwd=tmp_path, env=environment(FAULTY), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == "error: cannot be written: No space left on device"
    assert "Exception ignored" not in done.stderr


@pytest.mark.parametrize("place", ["a.xlsx", "a.parquet", "out/", "p/"])
def test_a_full_disk_leaves_no_file(place: str, tmp_path: Path, write: Write) -> None:
    """Files may not grow beyond a block; the worker's and the parent's are limited alike."""
    write(a="report", b="report")
    form = {"p/": ("-f", "datapackage"), "out/": ("-f", "parquet")}.get(place, ())
    command = " ".join(zhperf_command("extract", "a.pdf", "b.pdf", "-o", place, *form))
    done = subprocess.run(
        ["bash", "-c", f"ulimit -f 1; exec {command}"],
        cwd=tmp_path, env=environment(FAULTY), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert "cannot be written: File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["a.pdf", "b.pdf"]


@pytest.mark.parametrize("output", ["xlsx", "parquet", "csv"])
def test_a_source_in_the_output_directory_is_not_written_over(
    output: str, run: Run, tmp_path: Path
) -> None:
    """Sources may be workbooks themselves."""
    name = "a.xlsx" if output == "xlsx" else f"a.indicators.{output}"
    (tmp_path / name).write_text("report", "ascii")
    stem = "a.pdf" if output != "xlsx" else name
    if output != "xlsx":
        (tmp_path / stem).hardlink_to(tmp_path / name)
    result = run("extract", stem, "-o", "./", "-f", output, "--overwrite")
    assert result[:2] == (2, b"")
    assert f"error: {name}: is a source itself" in result.stderr
    assert (tmp_path / name).read_text("ascii") == "report"


def test_a_pipe_gets_a_workbook(run: Run, write: Write, tmp_path: Path) -> None:
    write(a="report", b="report")
    os.mkfifo(tmp_path / "pipe.xlsx")
    reader = os.open(tmp_path / "pipe.xlsx", os.O_RDONLY | os.O_NONBLOCK)
    assert run("extract", "a.pdf", "b.pdf", "-o", "pipe.xlsx", "-q").code == 0
    assert sheet_paths(os.read(reader, 1 << 16)) == ["a.pdf"] * 2 + ["b.pdf"] * 2
    os.close(reader)
