"""The file of findings that are known already, which people read and comment on.

    {
      "version": 1,
      "findings": [
        {
          "fingerprint": "0f3a5c1e9b7d2846",
          "code": "ZP803",
          "path": "2023/教育局.pdf",
          "table": 1,
          "row": 12,
          "activity": "乡村振兴培训",
          "field": "score",
          "message": "得分 12 is greater than 分值 10",
          "reason": "so printed; agreed with the auditor"
        }
      ]
    }

Paths are relative to the file's directory, with forward slashes.  Only the fingerprint is compared;
the rest tells people which finding is meant.  `reason` is written by hand.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, NoReturn

from pydantic import BaseModel, ConfigDict, ValidationError

from zhperf.errors import Bilingual, UsageError, system_reason
from zhperf.tomlfile import known_ones, unknown
from zhperf.wholefiles import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pydantic_core import ErrorDetails

VERSION: Final = 1
_KEY = Bilingual("key", "键")
_KEYS = Bilingual("keys", "键")
_ANEW = Bilingual(
    "correct the line, or remove the file, whose reasons are lost then, and write it anew:\n"
    "zhperf check … --write-baseline FILE",
    "请改正该行；或删除该文件（所写理由随之丢失）后重新生成：\n"
    "zhperf check … --write-baseline 文件",
)
_FIRST = Bilingual(
    "write it first: zhperf check … --write-baseline FILE",
    "请先生成：zhperf check … --write-baseline 文件",
)
_FINDINGS = re.compile(r'"findings"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")
_WANTED = {
    "string": Bilingual("a text", "文字"),
    "int": Bilingual("a whole number", "整数"),
    "list": Bilingual("a list", "列表"),
    "model": Bilingual("an object", "对象"),
    "literal": Bilingual(str(VERSION), f" {VERSION}"),
}
"""By the first word of pydantic's error type."""


class KnownFinding(BaseModel):
    """A finding that somebody has seen."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True
    )

    fingerprint: str
    """16 hexadecimal digits that stay the same when rows move."""
    code: str
    path: str
    """Of the source, relative to the file's directory, with forward slashes."""
    table: int | None = None
    """1-based, as the row is."""
    row: int | None = None
    activity: str | None = None
    field: str | None = None
    message: str | None = None
    """As it was told when the file was written."""
    reason: str | None = None
    """Why it stays, in the words of whoever decided it."""


class Baseline(NamedTuple):
    """What is known."""

    path: Path
    """The file, which the paths in it are relative to."""
    findings: Sequence[KnownFinding]


class _Data(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    version: Literal[1] = VERSION
    findings: list[KnownFinding]


def load(path: Path) -> Baseline:
    """Read a file.

    Raises:
        UsageError: It is missing, no JSON, or of another form.
    """
    text = _text(path)
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        why = Bilingual(f"no valid JSON: {error.msg}", f"JSON 语法错误：{error.msg}")
        _refuse(path, error.lineno, why)
    except (ValueError, RecursionError):
        _refuse(path, 1, Bilingual("too deep or too long values", "嵌套过深或数值过长"))
    if not isinstance(data, dict) or "version" not in data:
        _refuse(path, 1, Bilingual('there is no "version"', '缺少 "version"'))
    if type(data["version"]) is not int:  # true and 1.0 are equal to 1
        _refuse_kind(path, _line(text, ("version",)), "version", "literal")
    try:
        return Baseline(path, _Data.model_validate(data).findings)
    except ValidationError as error:
        details = error.errors(include_url=False)
        # A slip in a key also makes the right key missing; the slip is what helps.
        _refuse_invalid(path, text, min(details, key=lambda one: one["type"] == "missing"))


def save(baseline: Baseline) -> None:
    """Write a file, which appears when it is complete; keys without a value are left out.

    Raises:
        UsageError: It cannot be written.
    """
    data = _Data(findings=list(baseline.findings)).model_dump(exclude_none=True)
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    try:
        write_whole(baseline.path, text.encode())
    except OSError as error:
        why = system_reason(error)
        raise UsageError(
            str(baseline.path),
            reason=Bilingual(f"cannot be written: {why.en}", f"无法写入：{why.zh}"),
            fix=Bilingual(
                "choose another place with --write-baseline", "请用 --write-baseline 换一个位置"
            ),
        ) from error


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        why = system_reason(error)
        reason = Bilingual(
            f"the baseline cannot be opened: {why.en}", f"无法打开基线文件：{why.zh}"
        )
        raise UsageError(str(path), reason=reason, fix=_FIRST) from error
    except UnicodeDecodeError as error:
        _refuse(
            path,
            error.object.count(b"\n", 0, error.start) + 1,
            Bilingual("the file is not UTF-8", "文件不是 UTF-8 编码"),
        )


def _refuse(path: Path, line: int, reason: Bilingual, fix: Bilingual = _ANEW) -> NoReturn:
    where = Bilingual(f"line {line}: {reason.en}", f"第 {line} 行：{reason.zh}")
    raise UsageError(str(path), reason=where, fix=fix) from None


def _refuse_invalid(path: Path, text: str, detail: ErrorDetails) -> NoReturn:
    location, kind = detail["loc"], detail["type"]
    line = _line(text, location)
    key = str(location[-1])
    if kind == "extra_forbidden":
        names = (KnownFinding if len(location) > 1 else _Data).model_fields
        _refuse(path, line, unknown(_KEY, key, names), known_ones(_KEYS, names))
    if kind == "missing":
        _refuse(path, line, Bilingual(f"the key '{key}' is missing", f"缺少键 '{key}'"))
    name = next(step for step in reversed(location) if isinstance(step, str))
    _refuse_kind(path, line, name, kind.partition("_")[0])


def _refuse_kind(path: Path, line: int, name: str, kind: str) -> NoReturn:
    wanted = _WANTED[kind]
    _refuse(path, line, Bilingual(f"'{name}' must be {wanted.en}", f"'{name}' 应为{wanted.zh}"))


def _line(text: str, location: tuple[int | str, ...]) -> int:
    """1-based line where the finding begins that a location is in; of the key at the top."""
    offset = text.find(f'"{location[0]}"')
    if len(location) > 1 and isinstance(location[1], int):
        offset = next(start for number, start in enumerate(_starts(text)) if number == location[1])
    return text.count("\n", 0, max(0, offset)) + 1


def _starts(text: str) -> Iterator[int]:
    """Where each finding begins in valid JSON."""
    opening = _FINDINGS.search(text)
    end = opening.end() if opening else len(text)
    decoder = json.JSONDecoder()
    while True:
        between = _BETWEEN.match(text, end)
        start = between.end() if between else end
        if start >= len(text) or text[start] == "]":
            return
        yield start
        end = decoder.raw_decode(text, start)[1]
