"""Texts as a workbook stores them: its escapes, and its limit of length."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 32_767
"""Characters of a cell, in units of UTF-16 (Excel specifications and limits)."""
_LONGEST_MARK: Final = 16
"""Characters of the mark behind a text that was cut, at most."""
_ESCAPE_LENGTH: Final = 7
_ESCAPED = re.compile(
    r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]"  # not in XML 1.0, or read as a line feed
    r"|_(?=x[0-9A-Fa-f]{4})"  # would begin an escape
)


def stored_text(text: str) -> str:
    """The text with _xHHHH_ for what XML cannot hold (ECMA-376 Part 1, 22.9.2.19 ST_Xstring)."""
    return _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def shortened(text: str) -> str:
    """The text if a cell can hold it, else its beginning and …[+N], N being how many are left out.

    Escapes count with all their characters: how Excel counts them is nowhere said.
    """
    if len(text) * _ESCAPE_LENGTH <= LONGEST or _length(text) <= LONGEST:
        return text
    room = LONGEST - _LONGEST_MARK
    kept = text[:room]
    while (excess := _length(kept) - room) > 0:
        kept = kept[: -max(1, excess // _ESCAPE_LENGTH)]
    return f"{kept}…[+{len(text) - len(kept)}]"


def _length(text: str) -> int:
    return len(stored_text(text).encode("utf-16-le")) // 2
