"""What pydantic finds in a TOML file, told with the line, the nearest right word and the fix."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import UnionType
from typing import TYPE_CHECKING, Annotated, NamedTuple, NoReturn, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel

from zhperf.errors import Bilingual
from zhperf.tomlfile import known_ones, unknown

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from zhperf.tomlfile import Location, TomlFile

_PAIR = Bilingual('a pair: ["first", "second"]', '一对：["前", "后"]')
_VALUE = Bilingual("value", "值")
_NUMBER = Bilingual("a number", "数字")
_TABLE = Bilingual("a table", "表（table）")
_WANTED = {
    "string_pattern_mismatch": Bilingual("a text that is not empty", "非空的文字"),
    "string": Bilingual('a text in quotes: "text"', '加引号的文字："文字"'),
    "tuple": Bilingual('a list: ["one", "two"]', '列表：["甲", "乙"]'),
    "int": Bilingual("a whole number", "整数"),
    "decimal": _NUMBER,
    "finite": _NUMBER,
    "bool": Bilingual("true or false", "true 或 false"),
    "model": _TABLE,
    "dict": _TABLE,
    "named": Bilingual('a text, or { en = "…", zh = "…" }', '文字，或 { en = "…", zh = "…" }'),
    "missing": _PAIR,
    "too": _PAIR,
}
"""By pydantic's error type, or its first word."""
_OF_A_KEY = "[key]"
"""What pydantic adds to the place of a key that is wrong itself."""


class Format(NamedTuple):
    """A kind of file."""

    model: type[BaseModel]
    choices: Mapping[str, Bilingual]
    """By the last key before a value that is one of several words: what it is."""
    manual: Bilingual
    """Where the format is described."""


def _compilable(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"'{pattern}' is no regular expression: {error}") from None
    return pattern


Pattern = Annotated[str, AfterValidator(_compilable)]
"""A text that is a regular expression."""


def refuse_invalid(file: TomlFile, error: ValidationError, kind: Format) -> NoReturn:
    """Tell the first thing that is wrong with the types, in the order of the file.

    Raises:
        UsageError: Of the file's kind; always.
    """
    details = error.errors(include_url=False)
    # A slip in a key also makes the right key missing; the slip is what helps.
    first = min(details, key=lambda one: (_is_missing_key(one), file.line(one["loc"])))
    location, problem = first["loc"], first["type"]
    if problem == "extra_forbidden":
        file.refuse_key(location, _keys(kind.model, location[:-1]))
    if location[-1] == _OF_A_KEY:
        file.refuse_key(location[:-1], _expected([first]))
    if _is_missing_key(first):
        _refuse_missing(file, location)
    location = file.held(location)  # pydantic adds the branch of a union
    if problem == "literal_error":
        same = [one for one in details if file.held(one["loc"]) == location]
        _refuse_choice(file, location, first["input"], _expected(same), kind)
    if problem == "value_error":
        _refuse_pattern(file, location, first)
    _refuse_type(file, location, first, kind)


def _is_missing_key(detail: ErrorDetails) -> bool:
    return detail["type"] == "missing" and isinstance(detail["loc"][-1], str)


def _expected(details: list[ErrorDetails]) -> list[str]:
    """The choices; several details: each branch of a union tells its own."""
    return [
        choice
        for detail in details
        for choice in re.findall(r"'([^']*)'", detail.get("ctx", {}).get("expected", ""))
    ]


def _keys(model: type[BaseModel], location: Location) -> list[str]:
    """The keys that the table at a place may have."""
    kinds: list[object] = [model]
    for step in location:
        kinds = [inner for kind in kinds for inner in _inner(kind, step)]
    return [key for kind in kinds for key in _keys_of(kind)]


def _keys_of(kind: object) -> list[str]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return [field.alias or name for name, field in kind.model_fields.items()]
    return list(getattr(kind, "_fields", ()))


def _inner(kind: object, step: str | int) -> Iterator[object]:
    """The types that a value of a type may have at a key or position."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            if step in (name, field.alias):
                yield from _branches(field.annotation)
    elif get_origin(kind) is dict:
        yield from _branches(get_args(kind)[1])
    elif get_origin(kind) in (tuple, list):
        yield from _branches(get_args(kind)[0])


def _branches(kind: object) -> Iterator[object]:
    if get_origin(kind) in (Union, UnionType):
        for one in get_args(kind):
            yield from _branches(one)
    else:
        yield kind


def _is_list_of_tables(model: type[BaseModel], location: Location) -> bool:
    if len(location) != 1:
        return False
    items = [item for kind in _inner(model, location[0]) for item in _inner(kind, 0)]
    return any(isinstance(one, type) and issubclass(one, BaseModel) for one in items)


def _last_key(location: Location) -> str:
    return next((step for step in reversed(location) if isinstance(step, str)), "")


def _refuse_missing(file: TomlFile, location: Location) -> NoReturn:
    key = location[-1]
    file.refuse(
        location,
        Bilingual(f"the key '{key}' is missing", f"缺少键 '{key}'"),
        Bilingual(f'add a line: {key} = "…"', f'请添加一行：{key} = "…"'),
    )


def _refuse_choice(
    file: TomlFile, location: Location, given: object, known: list[str], kind: Format
) -> NoReturn:
    what = kind.choices.get(_last_key(location), _VALUE)
    choices = known_ones(Bilingual(f"{what.en}s", what.zh), known)
    file.refuse(location, unknown(what, str(given), known), choices)


def _refuse_pattern(file: TomlFile, location: Location, detail: ErrorDetails) -> NoReturn:
    pattern = detail["input"]
    why = str(detail["msg"]).rpartition("regular expression: ")[2]
    file.refuse(
        location,
        Bilingual(
            f"'{pattern}' is no regular expression: {why}",
            f"'{pattern}' 不是有效的正则表达式：{why}",
        ),
        Bilingual(
            r"a character that stands for itself needs a backslash, in single quotes: '\*.*'",
            r"表示字符本身时前面加反斜杠，并用单引号：'\*.*'",
        ),
    )


def _refuse_type(
    file: TomlFile, location: Location, detail: ErrorDetails, kind: Format
) -> NoReturn:
    name = _last_key(location)
    wanted = _wanted(detail)
    if wanted is None:
        message = detail["msg"]
        file.refuse(
            location, Bilingual(f"'{name}': {message}", f"'{name}'：{message}"), kind.manual
        )
    if _is_list_of_tables(kind.model, location):
        wanted = Bilingual(
            f"written with two brackets, [[{name}]], once for each meaning",
            f"双方括号 [[{name}]]，每种含义写一次",
        )
    reason = Bilingual(f"'{name}' must be {wanted.en}", f"'{name}' 应为{wanted.zh}")
    file.refuse(location, reason, kind.manual)


def _wanted(detail: ErrorDetails) -> Bilingual | None:
    """What a value must be; None if only pydantic can say it."""
    limits = detail.get("ctx", {})
    if "ge" in limits:
        return Bilingual(f"a number from {limits['ge']}", f"不小于 {limits['ge']} 的数")
    if "le" in limits:
        return Bilingual(f"a number up to {limits['le']}", f"不大于 {limits['le']} 的数")
    problem = detail["type"]
    return _WANTED.get(problem) or _WANTED.get(problem.partition("_")[0])
