"""Every way that a command can end becomes an exit code."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from zhperf import crashlog
from zhperf.cli import app, crash, guard
from zhperf.cli.console import Console, Style
from zhperf.cli.crash import without_password
from zhperf.cli.running import overall_code
from zhperf.errors import ExitCode, MissingExtraError, NoSourcesError


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Logs go to the test's folder, and the handlers of pytest stay."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(guard, "_interrupt_on_termination", lambda: None)


def raising(error: BaseException) -> Callable[[], ExitCode]:
    def action() -> ExitCode:
        raise error

    return action


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (NoSourcesError("d"), 3, "error: d: the directory holds no PDF file"),
        (MissingExtraError("", feature="OCR", extra="ocr"), 6, "help:  pip install 'zhperf[ocr]'"),
        (KeyboardInterrupt(), 130, "error: interrupted"),
        (BrokenPipeError(), 0, ""),
        (ValueError("odd"), 70, "error: internal error: ValueError: odd"),
    ],
)
def test_ends(error: BaseException, code: int, words: str) -> None:
    stream = io.StringIO()
    assert guard.guarded(Console(Style("en"), stream), raising(error)) == code
    assert words in stream.getvalue()
    assert "Traceback" not in stream.getvalue()


def test_a_bug_leaves_a_log(tmp_path: Path) -> None:
    guard.guarded(Console(Style("zh"), io.StringIO()), raising(ValueError("odd")))
    (log,) = tmp_path.glob("zhperf-crash-*.md")
    text = log.read_text("utf-8")
    for words in ("# zhperf crash log", "Python: 3.", "pypdfium2 ", "ValueError: odd", "Traceback"):
        assert words in text


def test_a_bug_outside_of_commands_leaves_a_log_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*arguments: object, **options: object) -> None:
        raise LookupError("no command")

    monkeypatch.setattr(app, "app", broken)
    assert app.run([]) == 70
    assert "LookupError: no command" in capsys.readouterr().err
    assert len(list(tmp_path.glob("zhperf-crash-*.md"))) == 1


def test_unknown_packages_do_not_hide_the_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crashlog, "_LIBRARIES", ("no-such-package",))
    assert "no-such-package unknown" in crash.write_crash_log("x").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["a", "--password", "p", "b"], "a --password *** b"),
        (["--password=p=q", "b"], "--password=*** b"),
        (["--password"], "--password"),
        (["--password", "--password", "b"], "--password *** b"),
    ],
)
def test_passwords_are_hidden(arguments: list[str], shown: str) -> None:
    assert " ".join(without_password(arguments)) == shown


@pytest.mark.parametrize(
    ("codes", "overall"),
    [([0], 0), ([3], 3), ([4, 4], 4), ([0, 0], 0), ([0, 3], 5), ([3, 4], 5), ([70, 0], 5)],
)
def test_codes_of_many_sources(codes: list[int], overall: int) -> None:
    assert overall_code([ExitCode(code) for code in codes]) == overall
