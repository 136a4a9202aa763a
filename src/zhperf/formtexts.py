"""Texts of a form as rules compare them, and as messages show them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zhperf import valuewords
from zhperf.once import per_text
from zhperf.values import parse_quantity
from zhperf.valuetext import bare, fold
from zhperf.vocabulary import label_key

if TYPE_CHECKING:
    from zhperf.report import Quantity
    from zhperf.values import Column

_BLANKS: Final = valuewords.EMPTY - {"无"}
_NO_LETTERS = re.compile(r"[\W_]+")


@per_text
def understood(text: str, unit: str | None = None, column: Column = "target") -> Quantity:
    """A cell by itself, without the operator's column; the result is shared, not to be changed.

    Args:
        text: As printed.
        unit: Text of the unit's column, if it counts.
        column: What the cell is.
    """
    return parse_quantity(text, None, unit, column)


@per_text
def letters(text: str | None) -> str:
    """A text without punctuation and white space, for comparing wordings."""
    return _NO_LETTERS.sub("", fold(text or ""))


@per_text
def is_blank(text: str | None) -> bool:
    """Whether a cell holds nothing, or only a mark that stands for nothing: - / ——."""
    return text is None or bare(text) in _BLANKS


@per_text
def level_name(label: str | None) -> str:
    """A level's label without numbering, points and 指标: "产出指标(50分)" is 产出."""
    return label_key(label or "").removesuffix("指标")


def shortened(text: str, length: int = 24) -> str:
    """A text of one line for a message, cut with … after `length` characters."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"
