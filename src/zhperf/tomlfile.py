"""TOML files that users write: what is wrong in them is told with its line."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TypeAlias

from zhperf.errors import NOTHING, Bilingual, UsageError, system_reason

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Location: TypeAlias = "tuple[str | int, ...]"
"""Keys and 0-based positions from the top of a file to a value: ("columns", 2, "names", 0)."""

SUFFIX = ".toml"

_CLOSINGS = ("", "\n]", "\n]]")
"""What completes a file that is cut inside an array, or inside an array of arrays."""
_LINE = re.compile(r"at line (\d+)")
_PLACE = re.compile(r" \(at [^()]*\)$")


class TomlFile(NamedTuple):
    """A file that was read."""

    name: str
    """For messages."""
    text: str
    """With line feeds only."""
    data: dict[str, Any]
    error: type[UsageError]
    """What its mistakes are: `ConfigError` or `TemplateError`."""

    def held(self, location: Location) -> Location:
        """The part of a location that is in the file."""
        return _held(self.data, location)

    def line(self, location: Location) -> int:
        """1-based line of a value; of what should hold it if it is not there."""
        location = self.held(location)
        if not location:
            return 1
        lines = self.text.split("\n")

        def reached(count: int) -> bool:
            return _held(_parsed(lines, count), location) == location

        return bisect_left(range(1, len(lines)), x=True, key=reached) + 1

    def refuse(self, location: Location, reason: Bilingual, fix: Bilingual) -> NoReturn:
        """Say what is wrong at a place.

        Raises:
            UsageError: Of the kind `error`; always.
        """
        place = at_line(self.line(location))
        raise self.error(self.name, reason=reason, place=place, fix=fix)

    def refuse_key(self, location: Location, known: Iterable[str]) -> NoReturn:
        """Say that the last key of a location is none of the known ones.

        Raises:
            UsageError: Of the kind `error`; always.
        """
        names = list(known)
        reason = unknown(Bilingual("key", "键"), str(location[-1]), names)
        self.refuse(location, reason, known_ones(Bilingual("keys", "键"), names))


def read_toml(path: Path, error: type[UsageError]) -> TomlFile:
    """Read a file.

    Args:
        path: The file.
        error: What to raise.

    Raises:
        UsageError: Of the kind `error`: unreadable, not UTF-8, or no TOML.
    """
    name = str(path)
    text = _decoded(name, _content(path, error), error)
    try:
        return TomlFile(name, text, tomllib.loads(text), error)
    except (ValueError, RecursionError) as problem:  # a number of thousands of digits, too
        raise _syntax_error(name, text, problem, error) from None


def is_path(choice: str) -> bool:
    """Whether a choice of a template or profile names a file, not an id."""
    return choice.endswith(SUFFIX)


def at_line(line: int) -> Bilingual:
    """A place in a file."""
    return Bilingual(f"line {line}", f"第 {line} 行")


def unknown(what: Bilingual, given: str, known: Iterable[str]) -> Bilingual:
    """That something is unknown, and the nearest that is known.

    Args:
        what: What it is, such as key.
        given: As the user wrote it.
        known: What would be right.
    """
    return unlike(what, given, nearest(given, known))


def unlike(what: Bilingual, given: str, near: str | None) -> Bilingual:
    """The same, where the nearest is known already; None if none is near."""
    guess = Bilingual(f" (did you mean '{near}'?)", f"（是否想写 '{near}'？）") if near else NOTHING
    return Bilingual(
        f"unknown {what.en} '{given}'{guess.en}", f"未知的{what.zh} '{given}'{guess.zh}"
    )


def nearest(given: str, known: Iterable[str]) -> str | None:
    """The known word that is written most alike; None if none is."""
    return next(iter(get_close_matches(given, list(known), 1)), None)


def known_ones(what: Bilingual, known: Iterable[str]) -> Bilingual:
    """Which ones there are."""
    names = ", ".join(known)
    return Bilingual(f"{what.en}: {names}", f"可用的{what.zh}：{names}")


def _content(path: Path, error: type[UsageError]) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        why = system_reason(problem)
        raise error(
            str(path),
            reason=Bilingual(f"cannot be opened: {why.en}", f"无法打开：{why.zh}"),
            place=NOTHING,
            fix=Bilingual("check the path and its permissions", "请检查路径和读取权限"),
        ) from problem


def _decoded(name: str, content: bytes, error: type[UsageError]) -> str:
    try:
        text = content.decode("utf-8-sig")  # editors on Windows put a byte order mark
    except UnicodeDecodeError as problem:
        raise error(
            name,
            reason=Bilingual("the file is not UTF-8", "文件不是 UTF-8 编码"),
            place=at_line(content.count(b"\n", 0, problem.start) + 1),
            fix=Bilingual("save it as UTF-8", "请另存为 UTF-8 编码"),
        ) from None
    return text.replace("\r\n", "\n")


def _syntax_error(name: str, text: str, problem: Exception, error: type[UsageError]) -> UsageError:
    found = _LINE.search(str(problem))
    line = int(found[1]) if found else text.rstrip().count("\n") + 1
    why = _PLACE.sub("", str(problem))
    return error(
        name,
        reason=Bilingual(f"no valid TOML: {why}", f"TOML 语法错误：{why}"),
        place=at_line(line),
        fix=Bilingual(
            'texts stand in quotes: key = "text"; lists in brackets: key = ["one", "two"]',
            '文字要加英文引号：key = "文字"；列表用方括号：key = ["甲", "乙"]',
        ),
    )


def _parsed(lines: list[str], count: int) -> object:
    """The data of the first lines, or of as many more as make whole statements."""
    for end in range(count, len(lines) + 1):
        start = "\n".join(lines[:end])
        for closing in _CLOSINGS:
            try:
                return tomllib.loads(start + closing)
            except tomllib.TOMLDecodeError:
                continue
    return None


def _held(data: object, location: Location) -> Location:
    """The part of a location that is in the data."""
    for depth, step in enumerate(location):
        inner = dict(enumerate(data)) if isinstance(data, list) else data
        if not isinstance(inner, dict) or step not in inner:
            return location[:depth]
        data = inner[step]
    return location
