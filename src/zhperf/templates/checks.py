"""What is wrong in a template file: told with the line, the nearest right word, and how to fix it.

Beyond the types of the model: each word can be found and says one thing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, NoReturn, TypeAlias

from zhperf.errors import Bilingual
from zhperf.templates import MAX_LABEL_LENGTH, Column, FundColumn, Label, Template
from zhperf.tomlproblems import Format
from zhperf.vocabulary import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhperf.tomlfile import Location, TomlFile

RESERVED_IDS = ("auto", "unknown")
"""Words that stand for no family: a choice of --template, and a table that fits none."""

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
TEMPLATES = Format(
    Template,
    _KINDS_OF_VALUE,
    Bilingual("see docs/templates.md for the format", "格式见 docs/templates.md"),
)


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
