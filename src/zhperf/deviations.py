"""What the cell of deviations (偏差原因和改进措施) says, and whether it names a measure.

The words are the profile's: forms of one province print what those of another never do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from zhperf.once import per_text
from zhperf.profiles import any_of
from zhperf.valuetext import bare
from zhperf.valuewords import EMPTY, GRADES

if TYPE_CHECKING:
    from zhperf.profiles import Words

Statement: TypeAlias = Literal["blank", "none", "deviating", "unfinished", "reason"]
"""none: nothing deviates (无偏差); deviating: something does, or by how much (存在偏差, -20%,
未按期完成); unfinished: only the status (未完成)."""

_MARKS: Final = (
    EMPTY - {"无"}
    | {word for word, grade in GRADES.items() if grade == "not_applicable"}
    | {"NA", "na"}
)
"""Dashes, strokes and 不适用 stand for an empty cell; 无 says that nothing deviates."""
_NO_WORDS = re.compile(r"[\W_]*")
_BEGINNING = re.compile(
    r"\A[-–·*]*(?:[（(]?[0-9一二三四五六七八九]{1,2}[.、)）])?(?=[\u4e00-\u9fff])"
)
"""A dash or number before a statement: -无偏差, 2.改进措施:无."""
_PARTING = re.compile("[;。,]")
_CLOSING: Final = "。；;，,、.．！! "
_GRAVEST: Final[tuple[Statement, ...]] = ("reason", "unfinished", "deviating", "none")
"""Which statement a cell with several makes."""
Patterns: TypeAlias = tuple[str, ...]
Kinds: TypeAlias = tuple[tuple[Statement, Patterns], ...]


def statement(text: str | None, words: Words) -> Statement:
    """What a cell of deviations says.

    Args:
        text: The cell as printed; None where nothing is printed.
        words: Of the profile: `no_deviation`, `unfinished` and `deviating` are compared with the
            whole cell, or with each of its clauses, folded, without white space and without the
            punctuation at the end.
    """
    return _statement(text, words.no_deviation, words.unfinished, words.deviating)


@per_text
def _statement(
    text: str | None, none: Patterns, unfinished: Patterns, deviating: Patterns
) -> Statement:
    plain = _plain(text)
    if _is_mark(plain):
        return "blank"
    kinds: Kinds = (("none", none), ("unfinished", unfinished), ("deviating", deviating))
    said = {_said(plain, kinds)}
    if said == {"reason"}:
        # 已完成，无偏差 and 未完成；无 say in parts what would be no reason alone.
        parts = (part for part in _PARTING.split(plain) if not _is_mark(part))
        said = {_said(part, kinds) for part in parts}
    return next((one for one in _GRAVEST if one in said), "blank")


def _is_mark(plain: str) -> bool:
    return plain in _MARKS or _NO_WORDS.fullmatch(plain) is not None


def _said(plain: str, kinds: Kinds) -> Statement:
    plain = _BEGINNING.sub("", plain, count=1)
    return next((kind for kind, words in kinds if any_of(words).fullmatch(plain)), "reason")


def has_measures(text: str | None, words: Words) -> bool:
    """Whether a text says what is or will be done, by the words of the profile."""
    plain = _plain(text)
    return any(word in plain for word in words.measures)


def _plain(text: str | None) -> str:
    return bare(text).rstrip(_CLOSING)
