"""What is wrong in a template file: told with the line, the nearest right word, and how to fix it.

Beyond the types of the model: each word can be found and says one thing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, NoReturn, TypeAlias

from zhperf.errors import Bilingual
from zhperf.templates import MAX_LABEL_LENGTH, Column, Fit, FundColumn, Label, Template
from zhperf.tomlfile import known_ones, unknown
from zhperf.vocabulary import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

    from zhperf.tomlfile import Location, TomlFile

RESERVED_IDS = ("auto", "unknown")
"""Words that stand for no family: a choice of --template, and a table that fits none."""

_SECTIONS: dict[str, type[BaseModel]] = {
    "columns": Column,
    "labels": Label,
    "funds": FundColumn,
    "fit": Fit,
}
Entries: TypeAlias = tuple[Column | Label | FundColumn, ...]

_FIELD = Bilingual("field", "字段")
_KINDS_OF_VALUE = {
    "field": _FIELD,
    "required": _FIELD,
    "optional": _FIELD,
    "forbidden": _FIELD,
    "before": _FIELD,
    "role": Bilingual("role", "角色"),
    "kind": Bilingual("kind", "种类"),
}
_PAIR = Bilingual('a pair: ["first", "second"]', '一对：["前", "后"]')
_WANTED = {
    "string": Bilingual('a text in quotes: "text"', '加引号的文字："文字"'),
    "tuple": Bilingual('a list: ["one", "two"]', '列表：["甲", "乙"]'),
    "int": Bilingual("a whole number", "整数"),
    "bool": Bilingual("true or false", "true 或 false"),
    "model": Bilingual("a table", "表（table）"),
    "missing": _PAIR,
    "too": _PAIR,
}
"""By the first word of pydantic's error type."""
_FORMAT = Bilingual("see docs/templates.md for the format", "格式见 docs/templates.md")


def refuse_invalid(file: TomlFile, error: ValidationError) -> NoReturn:
    """Tell the first thing that is wrong with the types, in the order of the file.

    Raises:
        TemplateError: Always.
    """
    details = error.errors(include_url=False)
    # A slip in a key also makes the right key missing; the slip is what helps.
    first = min(details, key=lambda one: (_is_missing_key(one), file.line(one["loc"])))
    location, kind = first["loc"], first["type"]
    if kind == "extra_forbidden":
        file.refuse_key(location, _model(location).model_fields)
    if _is_missing_key(first):
        _refuse_missing(file, location)
    location = file.held(location)  # pydantic adds the branch of a union
    if kind == "literal_error":
        same = [one for one in details if file.held(one["loc"]) == location]
        _refuse_choice(file, location, first["input"], same)
    if kind == "value_error":
        _refuse_pattern(file, location, first)
    _refuse_type(file, location, first)


def check_template(file: TomlFile, template: Template) -> None:
    """Check what the types do not say.

    Raises:
        TemplateError: The id cannot be one, or a word is empty, too long, or says two things.
    """
    _check_id(file, template.id)
    for section in ("columns", "labels", "funds"):
        _check_words(file, section, getattr(template, section))


def check_family(file: TomlFile, family: Template) -> None:
    """Check that a family can be found at all.

    Args:
        file: Where it stands.
        family: With all the words that it extends.

    Raises:
        TemplateError: No word names a column that the family needs.
    """
    named = {column.field for column in family.columns if column.names or column.patterns}
    for number, field in enumerate(family.fit.required):
        if field not in named:
            file.refuse(
                ("fit", "required", number),
                Bilingual(
                    f"'{field}' is required, but no column names it",
                    f"必需字段 '{field}' 没有任何列名",
                ),
                Bilingual(
                    f'add [[columns]] with field = "{field}" and names = ["…"], '
                    'or words to extend: extends = "common"',
                    f'请添加 [[columns]]，写 field = "{field}" 和 names = ["…"]，'
                    '或继承已有词语：extends = "common"',
                ),
            )


def _is_missing_key(detail: ErrorDetails) -> bool:
    return detail["type"] == "missing" and isinstance(detail["loc"][-1], str)


def _model(location: Location) -> type[BaseModel]:
    """The model that a key belongs to."""
    return _SECTIONS[str(location[0])] if len(location) > 1 else Template


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
    file: TomlFile, location: Location, given: object, details: list[ErrorDetails]
) -> NoReturn:
    """Several details: each branch of a union tells its own choices."""
    known = [
        choice
        for detail in details
        for choice in re.findall(r"'([^']*)'", detail.get("ctx", {}).get("expected", ""))
    ]
    what = _KINDS_OF_VALUE[_last_key(location)]
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


def _refuse_type(file: TomlFile, location: Location, detail: ErrorDetails) -> NoReturn:
    name = _last_key(location)
    wanted = _WANTED.get(detail["type"].partition("_")[0])
    if wanted is None:
        message = detail["msg"]
        file.refuse(location, Bilingual(f"'{name}': {message}", f"'{name}'：{message}"), _FORMAT)
    if location in (("columns",), ("labels",), ("funds",)):
        wanted = Bilingual(
            f"written with two brackets, [[{name}]], once for each meaning",
            f"双方括号 [[{name}]]，每种含义写一次",
        )
    file.refuse(
        location, Bilingual(f"'{name}' must be {wanted.en}", f"'{name}' 应为{wanted.zh}"), _FORMAT
    )


def _check_id(file: TomlFile, identifier: str) -> None:
    plain_id = not re.search(r"\s", identifier) and not identifier.endswith(".toml")
    if identifier and identifier not in RESERVED_IDS and plain_id:
        return
    file.refuse(
        ("id",),
        Bilingual(f"'{identifier}' cannot be an id", f"'{identifier}' 不能作为 id"),
        Bilingual(
            "choose a word without spaces that is not auto or unknown and does not end with .toml",
            "请用不含空格的名称，不能是 auto 或 unknown，也不能以 .toml 结尾",
        ),
    )


class _Word(NamedTuple):
    """A printed word in a file."""

    text: str
    meaning: str
    """Field or role."""
    location: Location


def _check_words(file: TomlFile, section: str, entries: Entries) -> None:
    first: dict[str, _Word] = {}
    for word in _words(file, section, entries):
        key = plain(word.text)
        if not key or len(word.text) > MAX_LABEL_LENGTH:
            _refuse_unfindable(file, word)
        other = first.setdefault(key, word)
        if other.meaning != word.meaning:
            _refuse_double(file, word, other)


def _words(file: TomlFile, section: str, entries: Entries) -> Iterator[_Word]:
    for number, entry in enumerate(entries):
        meaning = entry.field if isinstance(entry, Column | FundColumn) else entry.role
        if not entry.names and not entry.patterns:
            file.refuse(
                (section, number),
                Bilingual(f"'{meaning}' has no names", f"'{meaning}' 没有列出名称"),
                Bilingual(
                    'add the words that the form prints: names = ["…"]',
                    '请写出表格上印的词：names = ["…"]',
                ),
            )
        for rank, name in enumerate(entry.names):
            yield _Word(name.strip(), meaning, (section, number, "names", rank))


def _refuse_unfindable(file: TomlFile, word: _Word) -> NoReturn:
    file.refuse(
        word.location,
        Bilingual(f"'{word.text}' can never be found", f"'{word.text}' 无法被识别"),
        Bilingual(
            f"a name has 1 to {MAX_LABEL_LENGTH} characters, not only brackets and separators; "
            "for a longer one write a pattern of its beginning: patterns = ['…']",
            f"名称应有 1 至 {MAX_LABEL_LENGTH} 个字符，不能只有括号或分隔符；"
            "更长的请用 patterns 写出特征",
        ),
    )


def _refuse_double(file: TomlFile, word: _Word, other: _Word) -> NoReturn:
    line = file.line(other.location)
    file.refuse(
        word.location,
        Bilingual(
            f"'{word.text}' names both '{other.meaning}' (line {line}) and '{word.meaning}'",
            f"'{word.text}' 同时表示 '{other.meaning}'（第 {line} 行）和 '{word.meaning}'",
        ),
        Bilingual(
            "keep it in one of the two; names are compared without spaces, brackets and width",
            "请只保留一处；比较时不计空格、括号和全半角",
        ),
    )
