"""Text in columns of a terminal, where a Chinese character takes two of them."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GAP = 2
"""Blank columns between two cells."""
NARROWEST = 6
"""Columns that a cell keeps on a narrow terminal: three Chinese characters."""
_WORDS = re.compile(r"[!-~]+|.[，。、；：！？）》”]*", re.DOTALL)
"""What is not cut: a Latin word; a character and the punctuation that must not begin a line."""
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def printable(text: str | None) -> str:
    """The text without control characters, which could move the cursor or change colours."""
    return _CONTROLS.sub(" ", text or "")


def padded(text: str, width: int) -> str:
    """The text, filled up to `width` columns."""
    return text + " " * (width - cell_len(text))


def aligned(
    rows: Sequence[Sequence[str]], *, indent: int = 0, width: int | None = None
) -> Iterator[list[str]]:
    """The lines of each row, its cells one below the other.

    Args:
        rows: Cells without control characters; all rows have the same length.
        indent: Blank columns at the left.
        width: Columns of the terminal; cells are wrapped to fit.  None: one line for each row.

    Yields:
        For each row its lines, without trailing blanks.
    """
    if not rows:
        return
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    if width is not None:
        widths = _fitted(widths, width - indent - GAP * (len(widths) - 1))
    for row in rows:
        wrapped = [_wrapped(cell, limit) for cell, limit in zip(row, widths, strict=True)]
        yield [
            (" " * indent + (" " * GAP).join(map(padded, parts, widths))).rstrip()
            for parts in zip_longest(*wrapped, fillvalue="")
        ]


def _fitted(widths: list[int], available: int) -> list[int]:
    """The widths, the widest of them cut down together until all fit."""
    limit = max(widths)
    while limit > NARROWEST and sum(min(width, limit) for width in widths) > available:
        limit -= 1
    return [min(width, limit) for width in widths]


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns; a word is cut only if it is longer."""
    if cell_len(text) <= width:
        return [text]
    lines = [""]
    for word in _WORDS.findall(text):
        pieces = [word] if cell_len(word) <= width else list(word)
        for piece in pieces:
            if cell_len(lines[-1]) + cell_len(piece) > width:
                lines.append("")
            lines[-1] += piece
    return lines
