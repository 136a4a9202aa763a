"""Header rows of indicator tables among text that stands in no cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from zhperf.borderless.columns import RefusedError
from zhperf.borderless.pieces import frame_of, text_of
from zhperf.templates import Lexicon
from zhperf.vocabulary import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from zhperf.borderless.pieces import Piece
    from zhperf.templates import Template

_MIN_WORDS = 3
"""Words of one header row; the funds block has points and reasons too, but no naming column."""
_NAMING = frozenset(("activity", "task", "level1", "level2", "level3"))
_MIN_SHARE = 0.7
"""Share (0 to 1) of a line's characters that are header words: then it surely is a header row."""
_LEAST_SHARE = 0.4
"""The same, where the line may be one: some words go on in the next line, others are unknown."""
_MAX_SIDE_LABELS = 2
"""Labels left of a header row that may stand level with it."""
_PROSE = re.compile("[，。；、,;]")
"""Marks that a sentence about indicators has and a header row has not."""


class HeaderWords:
    """Tells header rows from their text alone, quickly: every line of a report passes here."""

    def __init__(self, templates: Sequence[Template]) -> None:
        self.lexicon = Lexicon(templates)
        names = {
            plain(name)
            for template in templates
            for column in template.columns
            for name in column.names
        }
        longest_first = sorted(names, key=lambda name: (-len(name), name))
        self._any = re.compile("|".join(map(re.escape, longest_first)))
        naming = {
            plain(name)
            for template in templates
            for column in template.columns
            if column.field in _NAMING
            for name in column.names
        }
        self._naming = re.compile("|".join(map(re.escape, sorted(naming))))

    def may_be_in(self, text: str) -> bool:
        """Whether a line of text may be a header row: header words are among it."""
        return self._share(text) >= _LEAST_SHARE

    def are_glued(self, text: str) -> bool:
        """Whether a line of text is made of header words and hardly anything else."""
        return self._share(text) >= _MIN_SHARE

    def _share(self, text: str) -> float:
        """Share (0 to 1) of a line that is header words; 0 if no column that names is there."""
        if not self._naming.search(text.replace(" ", "")) or _PROSE.search(text):
            return 0.0
        words = plain(text)
        found = self._any.findall(words)
        if len(found) < _MIN_WORDS or not any(self._naming.fullmatch(word) for word in found):
            return 0.0
        return sum(map(len, found)) / len(words)

    def rows(self, lines: Iterable[Sequence[Piece]]) -> list[list[Piece]]:
        """Those lines with a header row, with what else stands level with it."""
        return [
            list(line)
            for line in lines
            if any(
                self.lexicon.is_header_row([piece.text for piece in line[first:]])
                for first in range(min(len(line), _MAX_SIDE_LABELS + 1))
            )
        ]

    def alone(self, line: Sequence[Piece]) -> list[Piece]:
        """The known header words among a line."""
        return [piece for piece in line if self.lexicon.column(piece.text) is not None]


class Header(NamedTuple):
    """A header row over columns."""

    words: tuple[tuple[Piece, ...], ...]
    """The pieces of each word, from the left."""
    zone: tuple[Piece, ...]
    """All of them."""


def whole_header(
    line: Sequence[Piece],
    zone_of: Callable[[Sequence[Piece]], Sequence[Piece]],
    lexicon: Lexicon,
) -> Header:
    """The header to which a line belongs, with words of several lines, without a side label.

    Args:
        line: Pieces side by side, most of them header words.
        zone_of: The pieces that stand level with the row of some header words, right of the
            first of them.
        lexicon: Tells what header words mean.

    Raises:
        RefusedError: A word stands over several others, or the first is unknown.
    """
    reason = f"a column has no known header: {line[0].text[:20]}"
    for first in range(min(len(line) - 2, _MAX_SIDE_LABELS + 1)):
        zone = zone_of(line[first:])
        words = sorted(_words(zone, line[first:]), key=lambda word: frame_of(word).x0)
        over = _over_several(words)
        if over is not None:
            reason = f"a header stands over several columns: {over.text[:20]}"
            continue
        if lexicon.column(text_of(words[0])) not in (None, "group"):
            return Header(tuple(map(tuple, words)), tuple(zone))
    raise RefusedError(reason)


def _words(zone: Sequence[Piece], line: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces of a header by column; a piece over several columns is in each."""
    words = [[piece] for piece in line]
    for piece in sorted(zone, key=lambda piece: piece.box.top):
        if piece in line:
            continue
        under = [word for word in words if _overlap(word, piece)]
        for word in under:
            word.append(piece)
        if not under:
            words.append([piece])
    return words


def _overlap(word: Sequence[Piece], piece: Piece) -> bool:
    frame = frame_of(word)
    return piece.box.x0 < frame.x1 and piece.box.x1 > frame.x0


def _over_several(words: Sequence[Sequence[Piece]]) -> Piece | None:
    """A piece that stands over several words."""
    seen: set[Piece] = set()
    for word in words:
        for piece in word:
            if piece in seen:
                return piece
            seen.add(piece)
    return None
