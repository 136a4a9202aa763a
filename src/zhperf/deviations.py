"""What the cell of deviations (偏差原因和改进措施) says, and whether it names a measure.

The words are the profile's: forms of one province print what those of another never do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from zhperf.once import per_text
from zhperf.profiles import any_of
from zhperf.valuetext import bare
from zhperf.valuewords import EMPTY

if TYPE_CHECKING:
    from zhperf.profiles import Words

Statement: TypeAlias = Literal["blank", "none", "unfinished", "reason"]
"""none: nothing deviates (无偏差); unfinished: only the status (未完成)."""

_MARKS: Final = EMPTY - {"无"}
"""Dashes and strokes stand for an empty cell; 无 says that nothing deviates."""
_PARTING = re.compile("[;。,]")
_CLOSING: Final = "。；;，,、.．！! "


def statement(text: str | None, words: Words) -> Statement:
    """What a cell of deviations says.

    Args:
        text: The cell as printed; None where nothing is printed.
        words: Of the profile: `no_deviation` and `unfinished` are compared with the whole cell, or
            with each of its clauses, folded, without white space and without the punctuation at
            the end.
    """
    return _statement(text, words.no_deviation, words.unfinished)


@per_text
def _statement(text: str | None, none: tuple[str, ...], unfinished: tuple[str, ...]) -> Statement:
    plain = _plain(text)
    if plain in _MARKS:
        return "blank"
    said = {_said(plain, none, unfinished)}
    if said == {"reason"}:
        # 已完成，无偏差 and 未完成；无 say in parts what would be no reason alone.
        parts = (part for part in _PARTING.split(plain) if part.strip())
        said = {_said(part, none, unfinished) for part in parts}
    if "reason" in said:
        return "reason"
    return "unfinished" if "unfinished" in said else "none"


def _said(plain: str, none: tuple[str, ...], unfinished: tuple[str, ...]) -> Statement:
    if any_of(none).fullmatch(plain):
        return "none"
    return "unfinished" if any_of(unfinished).fullmatch(plain) else "reason"


def has_measures(text: str | None, words: Words) -> bool:
    """Whether a text says what is or will be done, by the words of the profile."""
    plain = _plain(text)
    return any(word in plain for word in words.measures)


def _plain(text: str | None) -> str:
    return bare(text).rstrip(_CLOSING)
