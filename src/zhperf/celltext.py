"""Characters to text: lines in print order, lines of a cell joined as CJK text is.

Nothing is invented: a space is set only where the page shows a gap between two Latin words
or a line ends between them; CJK lines are joined without one.  Every other change (a radical
folded to its ideograph, a hyphen of a broken word dropped) is kept as a `Repair`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from zhperf.geometry import BBox
from zhperf.grids import Line, Repair
from zhperf.radicals import FOLDED, without_duplicates, without_radicals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from zhperf.geometry import Boxes

SOFT_HYPHEN = "\u00ad"

_LATIN = np.zeros(0x251, np.bool_)
"""By code: whether it is a Latin letter or a digit; the last entry stands for all codes above."""
for _first, _last in ((0x30, 0x39), (0x41, 0x5A), (0x61, 0x7A), (0xC0, 0x24F)):
    _LATIN[_first : _last + 1] = True

_LETTER_WIDTH = 0.6
"""In line heights: the widest usual Latin letter."""
_ROOM_TOLERANCE = 0.1
"""In line heights: error of the room that a line is thought to have."""


@dataclass(frozen=True, slots=True)
class TextSettings:
    """Thresholds for putting characters into lines."""

    line_distance: float = 0.45
    """In glyph heights: centres further apart than this stand on different lines.  Lines are
    set 1.0 or more apart, a different font on the same line shifts the centre by 0.25."""
    small_glyph: float = 0.8
    """In heights of its neighbour: a smaller glyph may be a superscript or subscript.  Office
    software sets them at 0.58 to 0.67."""
    word_gap: float = 0.2
    """In glyph heights: a wider gap between two Latin letters or digits is a word space.
    A space glyph is 0.25 wide; kerning and justified letters stay below 0.15."""


def read_lines(
    codes: NDArray[np.uint32],
    boxes: Boxes,
    groups: NDArray[np.int64],
    settings: TextSettings,
    confidence: NDArray[np.float32] | None = None,
) -> list[tuple[int, Line]]:
    """Put characters into lines, each group for itself.

    Args:
        codes: n code points, in the order of painting.
        boxes: n x 4; text runs to the right, lines downwards.
        groups: n group numbers (cells); characters of one line share one.
        settings: Thresholds.
        confidence: n values, 0 to 1; None if nothing was recognised.

    Returns:
        Group number and line, by group, then top to bottom.
    """
    if not len(codes):
        return []
    order, starts = _line_order(boxes, groups, settings)
    codes, boxes = codes[order], boxes[order]
    letters = codes.astype("<u4").tobytes().decode("utf-32-le", "replace")
    gaps = _word_gaps(codes, boxes, starts, settings)
    low = np.minimum.reduceat(boxes[:, :2], starts)
    high = np.maximum.reduceat(boxes[:, 2:], starts)
    bounds = starts.tolist()
    texts = [letters[a:b] for a, b in zip(bounds, [*bounds[1:], len(codes)], strict=True)]
    if gaps:
        texts = _with_gaps(letters, [*bounds, len(codes)], gaps)
    frames = map(BBox._make, np.hstack([low, high]).tolist())
    lines = list(map(Line, texts, frames, (high[:, 1] - low[:, 1]).tolist()))
    if confidence is not None:
        least = np.minimum.reduceat(confidence[order], starts).tolist()
        lines = [line._replace(confidence=sure) for line, sure in zip(lines, least, strict=True)]
    return list(zip(groups[order[starts]].tolist(), lines, strict=True))


def _line_order(
    boxes: Boxes, groups: NDArray[np.int64], settings: TextSettings
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Indexes in reading order, and where in that order each line begins."""
    centre = (boxes[:, 1] + boxes[:, 3]) / 2
    height = boxes[:, 3] - boxes[:, 1]
    by_height = np.lexsort((centre, groups))
    group, y, size = groups[by_height], centre[by_height], height[by_height]
    new = np.ones(len(y), np.bool_)
    same_group = group[1:] == group[:-1]
    near = y[1:] - y[:-1] <= settings.line_distance * np.minimum(size[1:], size[:-1])
    new[1:] = ~(same_group & near)
    line = np.cumsum(new).astype(np.int64)
    if (size < settings.small_glyph * size.max()).any() and len(new) > 1:
        _attach_small_glyphs(line, boxes[by_height], group, settings)
        by_line = np.argsort(line, kind="stable")
        by_height, line = by_height[by_line], line[by_line]
        new = np.concatenate([[True], line[1:] != line[:-1]])
    within = np.lexsort((boxes[by_height, 0], line))
    return by_height[within], np.flatnonzero(new)


def _attach_small_glyphs(
    line: NDArray[np.int64],
    boxes: Boxes,
    groups: NDArray[np.int64],
    settings: TextSettings,
) -> None:
    """Put superscripts and subscripts onto the line of the glyph that they touch, in place.

    Args:
        line: n line numbers, rising.
        boxes: n x 4, by line.
        groups: n group numbers.
        settings: Thresholds.
    """
    heights = boxes[:, 3] - boxes[:, 1]
    bounds = [*np.flatnonzero(np.diff(line, prepend=line[0] - 1)).tolist(), len(line)]
    tallest = np.maximum.reduceat(heights, bounds[:-1])
    numbers = line[bounds[:-1]]
    for position in np.flatnonzero(tallest < settings.small_glyph * tallest.max()).tolist():
        first, end = bounds[position], bounds[position + 1]
        # Only the lines next to it can hold what it belongs to.
        near = slice(bounds[max(position - 1, 0)], bounds[min(position + 2, len(bounds) - 1)])
        hosts = np.arange(near.start, near.stop)
        hosts = hosts[(groups[hosts] == groups[first]) & (line[hosts] != numbers[position])]
        hosts = hosts[heights[hosts] * settings.small_glyph > tallest[position]]
        if not _share_level(boxes[first:end], boxes[hosts]):
            continue
        for index in range(first, end):
            x0, top, x1, bottom = boxes[index]
            shared = np.minimum(bottom, boxes[hosts, 3]) - np.maximum(top, boxes[hosts, 1])
            apart = np.maximum(boxes[hosts, 0] - x1, x0 - boxes[hosts, 2])
            touched = (shared >= (bottom - top) / 2) & (apart <= settings.word_gap * heights[hosts])
            if touched.any():
                line[index] = line[hosts[np.argmax(np.where(touched, shared, -np.inf))]]


def _share_level(small: Boxes, hosts: Boxes) -> bool:
    """Whether any of the small glyphs can stand half beside one of the hosts; most do not."""
    if not len(hosts):
        return False
    low, high = small[:, 1].min(), small[:, 3].max()
    shared = np.minimum(high, hosts[:, 3]) - np.maximum(low, hosts[:, 1])
    return bool(shared.max() >= (small[:, 3] - small[:, 1]).min() / 2)


def _word_gaps(
    codes: NDArray[np.uint32],
    boxes: Boxes,
    starts: NDArray[np.intp],
    settings: TextSettings,
) -> list[int]:
    """Indexes of Latin letters or digits that stand a word space after the one before."""
    latin = _LATIN[np.minimum(codes, len(_LATIN) - 1)]
    second = np.flatnonzero(latin[1:] & latin[:-1]) + 1
    gap = boxes[second, 0] - boxes[second - 1, 2]
    height = boxes[second, 3] - boxes[second, 1]
    found = second[gap > settings.word_gap * height]
    return [int(i) for i in found[~np.isin(found, starts)]] if len(found) else []


def _with_gaps(letters: str, bounds: Sequence[int], gaps: Sequence[int]) -> list[str]:
    """Lines of text with a space set at each gap."""
    cuts = sorted({*bounds, *gaps})
    spaced = {start: letters[start:end] for start, end in pairwise(cuts)}
    for gap in gaps:
        spaced[gap] = " " + spaced[gap]
    return [
        "".join(spaced[cut] for cut in cuts if start <= cut < end)
        for start, end in pairwise(bounds)
    ]


def join_lines(lines: Sequence[Line], room: float) -> tuple[str, tuple[Repair, ...]]:
    """The text of a cell, its wrapped lines joined, and what was repaired.

    Args:
        lines: Printed lines, top to bottom.
        room: Width in pt that a line of this cell can take; decides whether a Latin word
            was broken by force (no room for one more letter) or ended where the line ends.
    """
    if not lines:
        return "", ()
    text = lines[0].text
    if len(lines) == 1 and not FOLDED.search(text):
        return text.strip(), ()
    repairs: list[Repair] = []
    for above, below in pairwise(lines):
        text = _joined(text, above, below, room, repairs)
    if FOLDED.search(text):
        text = _folded(text, repairs)
    return text.strip(), tuple(repairs)


def _folded(text: str, repairs: list[Repair]) -> str:
    """The text with the ideographs that its radicals and look-alikes stand for."""
    radicals = without_radicals(text)
    whole = without_duplicates(radicals)
    if radicals != text:
        repairs.append(Repair("radical-folded", _changes(text, radicals)))
    if whole != radicals:
        repairs.append(Repair("compatibility-folded", _changes(radicals, whole)))
    return whole


def _changes(before: str, after: str) -> str:
    """Each character that was changed, once, with what became of it."""
    pairs = zip(before, after, strict=True)
    return ", ".join(dict.fromkeys(f"{a} → {b}" for a, b in pairs if a != b))


def _joined(text: str, above: Line, below: Line, room: float, repairs: list[Repair]) -> str:
    if not text or not below.text:
        return text + below.text
    last, first = text[-1], below.text[0]
    if last == SOFT_HYPHEN or (last == "-" and _is_hyphenation(text, below.text)):
        repairs.append(Repair("hyphen-joined", f"{_last_word(text)}|{_first_word(below.text)}"))
        return text[:-1] + below.text
    words = _latin_letter(last) and (_latin_letter(first) or first.isdecimal())
    if words and not _forced(above, below, room):
        return f"{text} {below.text}"
    return text + below.text


def _latin_letter(letter: str) -> bool:
    return letter.isalpha() and ord(letter) < 0x250


def _is_hyphenation(text: str, below: str) -> bool:
    """Whether a hyphen at the end of a line only marks that the word goes on."""
    return (
        len(text) > 1
        and _latin_letter(text[-2])
        and text[-2].islower()
        and _latin_letter(below[0])
        and below[0].islower()
    )


def _forced(above: Line, below: Line, room: float) -> bool:
    """Whether a line ends only because not one more letter had room."""
    letter = min(below.bbox.width / max(len(below.text), 1), _LETTER_WIDTH * below.size)
    return room - above.bbox.width < letter + _ROOM_TOLERANCE * below.size


def _last_word(text: str) -> str:
    return text.rsplit(" ", 1)[-1][-24:]


def _first_word(text: str) -> str:
    return text.split(" ", 1)[0][:24]


def joined_parts(
    text: str, lines: Sequence[Line], below: str, lines_below: Sequence[Line]
) -> tuple[str, list[Repair]]:
    """Join the text of a cell before a page break with its rest after it.

    Args:
        text: Joined text before the break, not empty.
        lines: Its printed lines.
        below: Joined text after the break, not empty.
        lines_below: Its printed lines.
    """
    repairs: list[Repair] = []
    if not lines or not lines_below:
        return text + below, repairs
    last, first = lines[-1], lines_below[0]
    # The ends of a cell's text are stripped; here they are inside it.
    text += last.text[len(last.text.rstrip()) :]
    below = first.text[: len(first.text) - len(first.text.lstrip())] + below
    room = max(line.bbox.width for line in (*lines, *lines_below))
    whole = _joined(text, last, first._replace(text=below), room, repairs)
    return whole, repairs
