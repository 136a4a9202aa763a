"""Extracted JSON read back: reports with the line of each value.

A file holds what `zhperf extract -f json` wrote: one report, an array of them, or one report after
the other.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from pydantic import ValidationError

from zhperf.errors import NotAReportError
from zhperf.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic_core import ErrorDetails

Steps: TypeAlias = "tuple[str | int, ...]"
"""Keys and 0-based positions from a report to a value."""

_DEPTH: Final = 7
"""Steps down to the text of an indicator: tables, 0, activities, 2, indicators, 5, target."""
_BEGINNING = re.compile(rb'(?:\xef\xbb\xbf)?[\s\[]*\{\s*"schema_version"')
HEAD_BYTES: Final = 512
"""So much of a file shows whether it is a report: its first key does."""
_BLANKS = re.compile(r"[ \t\n\r]*")
_BETWEEN_REPORTS = re.compile(r"[\s\ufeff\[\],]*")


class StoredReport(NamedTuple):
    """A report out of a file."""

    report: Report
    lines: dict[Steps, int]
    """1-based line of each value down to the texts of indicators."""

    def line(self, steps: Sequence[str | int]) -> int | None:
        """The line of a value, or of the nearest thing that holds it."""
        for end in range(len(steps), -1, -1):
            if (found := self.lines.get(tuple(steps[:end]))) is not None:
                return found
        return None


def is_report(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a report that zhperf wrote."""
    return _BEGINNING.match(head) is not None


def read_reports(content: bytes, name: str) -> list[StoredReport]:
    """All reports of a file, in order.

    Args:
        content: The bytes of the file.
        name: For messages.

    Raises:
        NotAReportError: It is no JSON, or holds something else than reports of zhperf.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise NotAReportError(
            name, line=line, reason="not UTF-8", reason_zh="不是 UTF-8 编码"
        ) from None
    found = list(_reports(text, name))
    if not found:
        raise NotAReportError(name, line=1, reason="no report in it", reason_zh="文件中没有报告")
    return found


def _reports(text: str, name: str) -> Iterator[StoredReport]:
    breaks = [found.start() for found in re.finditer("\n", text)]
    position = _skip(_BETWEEN_REPORTS, text, 0)
    while position < len(text):
        index = _Index(text)
        try:
            end = index.value(position, ())
            data = json.loads(text[position:end])
        except (ValueError, RecursionError) as error:
            at = getattr(error, "pos", index.position)
            raise NotAReportError(
                name,
                line=bisect_right(breaks, at) + 1,
                reason="no valid JSON there",
                reason_zh="此处 JSON 语法有误",
            ) from None
        lines = {steps: bisect_right(breaks, at) + 1 for steps, at in index.found.items()}
        yield StoredReport(_validated(data, lines, name), lines)
        position = _skip(_BETWEEN_REPORTS, text, end)


def _validated(data: object, lines: dict[Steps, int], name: str) -> Report:
    try:
        return Report.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        steps = _held(first, lines)
        key = ".".join(map(str, first["loc"])) or "{}"
        raise NotAReportError(
            name,
            line=lines[steps],
            reason=f"{key}: {first['msg']}",
            reason_zh=f"{key}：{first['msg']}",
        ) from None


def _held(detail: ErrorDetails, lines: dict[Steps, int]) -> Steps:
    steps: Steps = detail["loc"]
    while steps not in lines:
        steps = steps[:-1]
    return steps


def _skip(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position


class _Index:
    """Where the values of a JSON text begin."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._decoder = json.JSONDecoder()
        self.found: dict[Steps, int] = {}
        """Offset of each value's first character; of its key where it has one."""
        self.position = 0
        """The last place that was looked at."""

    def value(self, position: int, steps: Steps) -> int:
        """Note a value and what it holds.

        Returns:
            The offset behind it.

        Raises:
            ValueError: No JSON.
        """
        self.position = position
        self.found.setdefault(steps, position)
        opening = self._text[position : position + 1]
        if opening not in ("{", "[") or len(steps) >= _DEPTH:
            return self._decoder.raw_decode(self._text, position)[1]
        members = self._object if opening == "{" else self._array
        return members(self._after_blanks(position + 1), steps)

    def _object(self, position: int, steps: Steps) -> int:
        while self._text[position : position + 1] != "}":
            self._expect('"', position)
            key, end = scanstring(self._text, position + 1)
            colon = self._after_blanks(end)
            self._expect(":", colon)
            self.found[*steps, key] = position
            end = self.value(self._after_blanks(colon + 1), (*steps, key))
            position = self._next(end, "}")
        return position + 1

    def _array(self, position: int, steps: Steps) -> int:
        number = 0
        while self._text[position : position + 1] != "]":
            end = self.value(position, (*steps, number))
            position = self._next(end, "]")
            number += 1
        return position + 1

    def _next(self, position: int, closing: str) -> int:
        """The offset of the next member, or of the closing bracket."""
        position = self._after_blanks(position)
        if self._text[position : position + 1] == closing:
            return position
        self._expect(",", position)
        return self._after_blanks(position + 1)

    def _expect(self, character: str, position: int) -> None:
        self.position = position
        if self._text[position : position + 1] != character:
            raise ValueError(character)

    def _after_blanks(self, position: int) -> int:
        return _skip(_BLANKS, self._text, position)
