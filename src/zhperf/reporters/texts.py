"""Texts of documents made safe for where they are shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from zhperf.once import per_text
from zhperf.writers.alignment import aligned

if TYPE_CHECKING:
    from collections.abc import Iterator

UNSHOWN: Final = "\N{REPLACEMENT CHARACTER}"
"""Stands for what would change how the text around it is read."""
_SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_MISLEADING = re.compile(r"[\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Bidirectional overrides and isolates (Unicode UAX 9), and surrogates without a partner."""
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold: all but production Char, whose own class takes 3 ms to compile."""


@per_text
def one_line(text: str | None) -> str:
    """The text on one line, without what moves the cursor or turns the direction of writing."""
    return _MISLEADING.sub(UNSHOWN, _SPACES.sub(" ", text or "").strip())


def lines_kept(text: str | None) -> str:
    """The same with the line feeds of the text."""
    return _MISLEADING.sub(UNSHOWN, _CONTROLS.sub(" ", text or ""))


def xml_text(text: str | None) -> str:
    """The text without the characters that XML 1.0 cannot hold."""
    return _NOT_IN_XML.sub("", text or "")


def encoded(text: str) -> bytes:
    """UTF-8; names of files may hold surrogates, for which there is none."""
    return _SURROGATES.sub(UNSHOWN, text).encode()


@per_text
def cut(text: str, width: int) -> str:
    """The text, cut with … to at most `width` columns of a terminal."""
    if columns_of(text) <= width:
        return text
    kept = text[:width]
    while kept and cell_len(kept) >= width:
        kept = kept[:-1]
    return f"{kept}…"


@per_text
def columns_of(text: str) -> int:
    """How many columns of a terminal a text takes; a page of findings asks for few texts often."""
    return cell_len(text)


def wrapped(text: str, width: int | None) -> Iterator[str]:
    """The lines of a text that keeps its own line feeds.

    Args:
        text: Of several lines, without other control characters.
        width: Columns of the terminal; None: unlimited.
    """
    for line in text.split("\n"):
        for parts in aligned([[line]], width=width):
            yield from (part.strip() for part in parts)
