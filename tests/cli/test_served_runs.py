"""A run that is forked from a server is like one whose Python starts anew."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from command import (
    FAULTY,
    Result,
    environment,
    environment_of_start,
    is_alive,
    run_zhperf,
    wait_for,
)
from served import Server, server_of

TESTS = Path(__file__).parents[1]
SAMPLES = TESTS.parent / "samples"
DOCUMENTS = {
    "教育局": "report", "卫健委": "doubts", "财政局": "encrypted", "水务局": "no table",
    "坏文件": "crash late", "错误": "bug", "脏": "pollute",
}  # fmt: skip
SCRIPTED = (
    ("--help",),
    ("extrat", "教育局.pdf"),
    ("extract", "教育局.pdf", "--engin", "pdfium"),
    ("extract", "教育局.pdf", "财政局.pdf", "卫健委.pdf", "坏文件.pdf", "-f", "jsonl"),
    ("extract", "教育局.pdf", "-f", "xlsx"),
    ("extract", "教育局.pdf", "-f", "parquet"),
    ("extract", "教育局.pdf", "水务局.pdf", "-o", "out/"),
    ("extract", "脏.pdf"),
    ("check", "教育局.pdf", "--color", "always"),
    ("template", "--explain", "教育局.pdf"),
)
IN_CHINESE = (("extract", "教育局.pdf", "财政局.pdf"), ("check", "教育局.pdf", "没有.pdf"))
REAL = (
    ("check", "表.pdf", "--output-format", "json"),
    ("extract", "表.pdf", "表.docx"),
    ("extract", "表.pdf", "--engine", "pdfplumber", "-f", "csv"),
    ("tables", "表.docx"),
)


def both(
    arguments: tuple[str, ...], folder: Path, environ: dict[str, str], stdin: bytes | None = None
) -> tuple[Result, Result]:
    """A run that is served, and one that is not; what the first wrote is removed."""
    assert environment_of_start(environ) is not None
    before = set(folder.iterdir())
    served = run_zhperf(arguments, folder, environ, stdin)
    for path in set(folder.iterdir()) - before:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return served, run_zhperf(arguments, folder, environ, stdin, anew=True)


@pytest.mark.parametrize(
    ("arguments", "language"),
    [(one, "en_US.UTF-8") for one in SCRIPTED] + [(one, "zh_CN.UTF-8") for one in IN_CHINESE],
)
def test_the_same_over_the_scripted_pipeline(
    arguments: tuple[str, ...], language: str, write: Callable[..., None], tmp_path: Path
) -> None:
    write(**DOCUMENTS)
    served, anew = both(arguments, tmp_path, environment(FAULTY, LANG=language))
    assert served == anew


@pytest.mark.parametrize("arguments", REAL, ids=" ".join)
def test_the_same_over_the_real_pipeline(arguments: tuple[str, ...], tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "founding-table.pdf", tmp_path / "表.pdf")
    shutil.copy(SAMPLES / "project-office.docx", tmp_path / "表.docx")
    served, anew = both(arguments, tmp_path, environment())
    assert served == anew
    assert served.stdout


def test_the_same_of_standard_input(tmp_path: Path) -> None:
    """It is more than a pipe holds."""
    content = (SAMPLES / "founding-table.pdf").read_bytes()
    assert len(content) > 1 << 16
    served, anew = both(("extract", "-"), tmp_path, environment(), content)
    assert served == anew
    assert served.code == 0


def test_a_process_gets_the_same(write: Callable[..., None], tmp_path: Path) -> None:
    write(甲="tell")
    environ = environment(FAULTY, COLUMNS="77", ZHPERF_PASSWORD="字")
    served, anew = both(("extract", "甲.pdf"), tmp_path, environ)
    facts = json.loads(served.stderr.splitlines()[0])
    assert facts == json.loads(anew.stderr.splitlines()[0])
    assert environ.items() <= facts["environment"].items()
    assert facts["folder"] == str(tmp_path)


def test_logs_are_the_same(write: Callable[..., None], tmp_path: Path) -> None:
    write(甲="bug")
    texts = []
    for anew in (False, True):
        run_zhperf(("extract", "甲.pdf"), tmp_path, environment(FAULTY), anew=anew)
        (log,) = tmp_path.glob("zhperf-crash-*")
        texts.append([line for line in log.read_text("utf-8").splitlines() if "Time:" not in line])
        log.unlink()
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    "more",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONUTF8": "0"},
        {"MISSING_PACKAGES": "openpyxl"},
        {"LC_ALL": "zh_CN.UTF-8"},
        {"LANG": "C"},
        {"FORCE_COLOR": "1"},
        {"TZ": "Asia/Shanghai"},
    ],
)
def test_what_is_read_at_the_start_needs_one(more: dict[str, str], tmp_path: Path) -> None:
    assert environment_of_start(environment(**more)) is None
    assert environment_of_start(environment(tmp_path)) is None


def test_servers_are_shared() -> None:
    usual = environment_of_start(environment())
    assert usual is not None
    assert usual == environment_of_start(environment(COLUMNS="200", GITHUB_STEP_SUMMARY="a.md"))
    assert server_of(usual) is server_of(frozenset(usual))
    assert usual != environment_of_start(environment(FAULTY))


def test_a_run_without_end_is_given_up(write: Callable[..., None], tmp_path: Path) -> None:
    write(甲="hang", 乙="report")
    start = environment_of_start(environment(FAULTY))
    assert start is not None
    server = server_of(start)
    with pytest.raises(subprocess.TimeoutExpired):
        server.run(("extract", "甲.pdf"), tmp_path, environment(FAULTY), b"", 1.0)
    code, _, _ = server.run(("extract", "乙.pdf"), tmp_path, environment(FAULTY), b"", 60.0)
    assert code == 0


def test_a_server_that_dies_says_why(tmp_path: Path) -> None:
    (tmp_path / "numpy.py").write_text("raise ImportError('no numbers here')", "utf-8")
    environ = environment(tmp_path)
    server = Server(environ)
    with pytest.raises(AssertionError, match="no numbers here"):
        server.run(("--version",), tmp_path, environ, b"", 60.0)
    server.end()


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGKILL])
def test_a_server_ends_with_the_tests(sent: signal.Signals, tmp_path: Path) -> None:
    script = (
        "import sys, time\n"
        "from command import environment, environment_of_start, run_zhperf\n"
        "from pathlib import Path\n"
        "from served import server_of\n"
        "run_zhperf(('--version',), Path(), environment())\n"
        "Path('pid').write_text(str(server_of(environment_of_start(environment())).pid))\n"
        "time.sleep(60)\n"
    )
    pid = tmp_path / "pid"
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment(TESTS)
    ) as tests:
        wait_for(lambda: pid.exists() and bool(pid.read_text("ascii")))
        assert is_alive(int(pid.read_text("ascii")))
        tests.send_signal(sent)
    wait_for(lambda: not is_alive(int(pid.read_text("ascii"))))
