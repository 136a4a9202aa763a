"""Messages: language, colours, labels."""

from __future__ import annotations

import io
import locale

import pytest

from zhperf.cli.console import Console, Style, preferred_language, wants_color
from zhperf.errors import DamagedPdfError, UsageError


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE", "LC_MESSAGES": "zh_TW"}, "zh"),
        ({"LC_ALL": "", "LANG": "ZH"}, "zh"),
        ({"LANG": "C.UTF-8"}, "en"),
    ],
)
def test_the_locale_chooses_the_language(environment: dict[str, str], language: str) -> None:
    assert preferred_language(environment) == language


@pytest.mark.parametrize(
    ("name", "language"),
    [("Chinese (Simplified)_China", "zh"), ("zh_CN", "zh"), ("English_UK", "en"), (None, "en")],
)
def test_windows_has_no_variables(
    name: str | None, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locale, "getlocale", lambda: (name, None))
    assert preferred_language({}) == language


@pytest.mark.parametrize(
    ("environment", "terminal", "when", "wanted"),
    [
        ({}, True, "auto", True),
        ({}, False, "auto", False),
        ({"TERM": "dumb"}, True, "auto", False),
        ({"NO_COLOR": "1"}, True, "auto", False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, "auto", False),
        ({"FORCE_COLOR": "1"}, False, "auto", True),
        ({"NO_COLOR": "1"}, False, "always", True),
        ({"FORCE_COLOR": "1"}, True, "never", False),
    ],
)
def test_colours(
    environment: dict[str, str],
    terminal: bool,
    when: str,
    wanted: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wants_color(Terminal() if terminal else io.StringIO(), when) is wanted


def test_further_lines_stand_below_the_first() -> None:
    stream = io.StringIO()
    console = Console(Style("en"), stream)
    console.error(DamagedPdfError("a.pdf", reason="one\ntwo"))
    assert stream.getvalue().splitlines()[:3] == [
        "error: a.pdf: the PDF is damaged and cannot be read",
        "  where: one",
        "         two",
    ]


def test_parts_that_are_empty_are_left_out() -> None:
    stream = io.StringIO()
    Console(Style("zh"), stream).error(UsageError(reason="有误", fix="请改"))
    assert stream.getvalue() == "错误：有误\n  建议：请改\n"


def test_quiet_leaves_errors() -> None:
    stream = io.StringIO()
    console = Console(Style("en", quiet=True), stream)
    console.warning("w")
    console.interrupted()
    assert stream.getvalue().startswith("error: interrupted")
