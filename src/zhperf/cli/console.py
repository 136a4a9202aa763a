"""Messages on standard error, in the user's language."""

from __future__ import annotations

import locale
import os
import sys
from typing import TYPE_CHECKING, Literal, NamedTuple, TextIO

from zhperf.errors import Bilingual, Language, ZhperfError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

RED, YELLOW, CYAN = "31", "33", "36"

_ERROR = Bilingual("error: ", "错误：")
_WARNING = Bilingual("warning: ", "警告：")
_WHERE = Bilingual("  where: ", "  位置：")
_HELP = Bilingual("  help:  ", "  建议：")
_INTERRUPTED = Bilingual(
    "interrupted; files that were reported as done are complete, others were not written",
    "已中断；已报告完成的文件是完整的，其余未写入",
)
_CRASH = Bilingual(
    "internal error: {problem}",
    "程序内部错误：{problem}",
)
_CRASH_HELP = Bilingual(
    "this is a bug of zhperf; please report it with the log: {log}",
    "这是 zhperf 的缺陷，请附上日志报告：{log}",
)


class Style(NamedTuple):
    """What the user said about messages."""

    language: Language
    quiet: bool = False
    verbosity: int = 0
    color: Literal["auto", "always", "never"] = "auto"


class Console:
    """Writes messages: what, where, how to go on."""

    def __init__(self, style: Style, stream: TextIO | None = None) -> None:
        self.style = style
        self._stream = stream or sys.stderr
        self.is_terminal = self._stream.isatty()
        self.color = wants_color(self._stream, style.color)
        self.print: Callable[[str], None] = self._print
        """Prints a line; replaced while a progress bar stands on the last line."""

        self.when_interrupted = _INTERRUPTED
        """What `interrupted` says."""

    @property
    def language(self) -> Language:
        """Language of the messages."""
        return self.style.language

    def error(self, error: ZhperfError) -> None:
        """Say what went wrong, where, and what to do."""
        what, where, advice = error.parts(self.language)
        self.labelled(_ERROR, what, RED)
        self.labelled(_WHERE, where)
        self.labelled(_HELP, advice, CYAN)

    def usage_error(self, message: str, advice: str) -> None:
        """Say that the command line is wrong."""
        self.labelled(_ERROR, message, RED)
        self.labelled(_HELP, advice, CYAN)

    def warning(self, message: str) -> None:
        """Say what the user should look at."""
        if not self.style.quiet:
            self.labelled(_WARNING, message, YELLOW)

    def crash(self, source: str, problem: str, log: Path) -> None:
        """Say that zhperf itself is wrong, and where its log is."""
        message = _CRASH.text(self.language, problem=problem)
        self.labelled(_ERROR, f"{source}: {message}" if source else message, RED)
        self.labelled(_HELP, _CRASH_HELP.text(self.language, log=log), CYAN)

    def interrupted(self) -> None:
        """Say that Ctrl-C was heard."""
        self.labelled(_ERROR, self.when_interrupted.text(self.language), RED)

    def labelled(self, label: Bilingual, text: str, color: str = "") -> None:
        """A label and its text, whose further lines stand below its first; nothing for ""."""
        if not text:
            return
        head = label.text(self.language)
        # A Chinese label character takes two columns.
        columns = sum(1 if character.isascii() else 2 for character in head)
        shown = f"\x1b[{color}m{head}\x1b[0m" if color and self.color else head
        self.print(shown + text.replace("\n", "\n" + " " * columns))

    def _print(self, line: str) -> None:
        self._stream.write(line + "\n")
        self._stream.flush()


def wants_color(stream: TextIO, when: str) -> bool:
    """Whether to write ANSI colours to the stream (no-color.org, force-color.org)."""
    if when != "auto":
        return when == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (
        stream.isatty() and os.environ.get("TERM") != "dumb"
    )


def preferred_language(environment: Mapping[str, str] = os.environ) -> Language:
    """Chinese if the locale is, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    # Windows has no such variables; its locale is called Chinese (Simplified)_China.
    return "zh" if (locale.getlocale()[0] or "").startswith(("zh", "Chinese")) else "en"
