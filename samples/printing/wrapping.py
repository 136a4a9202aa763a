"""Line breaking as office software and browsers do it for Chinese text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from printing.fonts import Font

BreakRule: TypeAlias = Literal["words", "all"]
"""words: Latin words and numbers stay whole if they fit a line; all: a break anywhere.

A word is broken at the edge only.  Where kinsoku moves a break back into a word, the word goes
to the next line whole: cut before the edge, it would look like two words, space lost."""

NOT_AT_START = frozenset("，。、；：！？）》〉」』】〕％％,.;:!?)]}%”’…—")
"""Kinsoku: signs that may not begin a line."""

NOT_AT_END = frozenset("（《〈「『【〔([{“‘")
"""Kinsoku: signs that may not end a line."""

HANGING = frozenset("，。、；：,.")
"""Punctuation that may hang past the edge."""

MIN_HYPHENATED = 6
"""Letters of the shortest word that is hyphenated."""


@dataclass(frozen=True, slots=True)
class WrapOptions:
    """How text is broken into lines."""

    rule: BreakRule = "words"
    kinsoku: bool = True
    """Keep closing signs from the start and opening signs from the end of a line."""
    hanging: bool = False
    """Let a closing sign that does not fit hang past the edge."""
    hyphenate: bool = False
    """Break long Latin words with a printed hyphen."""


def wrap(text: str, width: float, size: float, font: Font, options: WrapOptions) -> list[str]:
    """Break `text` into lines.

    Spaces are printed: one at which a line is broken stays, as a glyph, at the line's end and
    may reach past the edge.  Joining the lines (and undoing hyphens) gives the text again.

    Args:
        text: Without line breaks; "" gives no lines.
        width: Of the line, in pt.
        size: Of the font, in pt.
        font: Gives the widths.
        options: Which breaks are allowed.

    Returns:
        The lines, top to bottom, none empty.
    """
    lines: list[str] = []
    rest = text
    while rest:
        line = _first_line(rest, width / size, font, options)
        lines.append(line.printed)
        rest = rest[line.taken :]
    return lines


@dataclass(frozen=True, slots=True)
class _Break:
    taken: int
    printed: str


def _first_line(text: str, room: float, font: Font, options: WrapOptions) -> _Break:
    fitting = _fitting(text, room, font)
    end = fitting
    if end < len(text):
        end = _with_spaces(text, end)
        if options.hanging and end == fitting and text[end] in HANGING:
            end = _with_spaces(text, end + 1)
        elif end == fitting:
            hyphenated = _hyphenated(text, room, font) if options.hyphenate else None
            if hyphenated is not None:
                return hyphenated
            end = _allowed_end(text, end, options)
    return _Break(end, text[:end])


def _fitting(text: str, room: float, font: Font) -> int:
    """Number of characters that fit; at least one."""
    used = 0.0
    for index, character in enumerate(text):
        used += font.width(character)
        if used > room + 1e-6 and index:
            return index
    return len(text)


def _with_spaces(text: str, end: int) -> int:
    while end < len(text) and text[end] == " ":
        end += 1
    return end


def _allowed_end(text: str, end: int, options: WrapOptions) -> int:
    """The last allowed break at or before `end`; `end` itself if there is none."""
    for candidate in range(end, 0, -1):
        if _allowed(text, candidate, options, at_edge=candidate == end):
            return candidate
    return end


def _allowed(text: str, at: int, options: WrapOptions, *, at_edge: bool) -> bool:
    before, after = text[at - 1], text[at]
    if after == " ":
        return False
    if options.kinsoku and (after in NOT_AT_START or before in NOT_AT_END):
        return False
    inside_word = _in_word(before) and _in_word(after)
    return not inside_word or (options.rule == "all" and at_edge)


def _in_word(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in ".,%-/+")


def _hyphenated(text: str, room: float, font: Font) -> _Break | None:
    """A break inside a long Latin word at the edge, with a hyphen; None if there is none."""
    end = _fitting(text, room - font.width("-"), font)
    for word in re.finditer(rf"(?<![\w-])[a-z]{{{MIN_HYPHENATED},}}(?![\w-])", text, re.ASCII):
        if word.start() + 2 <= end <= word.end() - 2:
            return _Break(end, text[:end] + "-")
    return None
