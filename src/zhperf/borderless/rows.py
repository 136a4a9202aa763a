"""Rows of a grid without lines between them, told by the gaps between lines of text."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from zhperf.borderless.columns import RefusedError
from zhperf.borderless.pieces import blocks_of, frame_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhperf.borderless.pieces import Piece

_SAME_GAP = 0.1
"""In heights of the glyphs: gaps between the lines of one text differ by less."""
_CLEAR_GAP = 0.2
"""In heights of the glyphs: a gap between rows is wider than one between lines by so much, which
is cell padding of 1 pt for 10 pt text."""
_LARGEST_LINE_GAP = 1.0
"""In heights of the glyphs: between lines of one text; that is a pitch of 2.0."""
_DENSE = 0.6
"""A column is filled as a rule if it is in this share (0 to 1) of the lines, and a line is a row
if it fills this share of such columns."""


class Band(NamedTuple):
    """A strip across the page that holds text."""

    top: float
    bottom: float
    pieces: tuple[Piece, ...]


def bands_of(pieces: Sequence[Piece], line_gap: float) -> list[Band]:
    """Pieces by strip: strips have more than `line_gap` pt of free height between them."""
    result = []
    for block in blocks_of(pieces, line_gap):
        frame = frame_of(block)
        result.append(Band(frame.top, frame.bottom, tuple(block)))
    return result


def smallest_gap(pieces: Sequence[Piece]) -> float | None:
    """The least free height in pt between two lines one below the other; None for no such."""
    ordered = sorted(pieces, key=lambda piece: piece.box.top)
    least: float | None = None
    for index, upper in enumerate(ordered):
        for lower in ordered[index + 1 :]:
            gap = lower.box.top - upper.box.bottom
            if gap > (_LARGEST_LINE_GAP * upper.height if least is None else least):
                break
            shared = min(upper.box.x1, lower.box.x1) - max(upper.box.x0, lower.box.x0)
            if gap > -0.3 * upper.height and shared > 0.5 * min(upper.height, lower.height):
                least = gap
    return least


class LineGap(NamedTuple):
    """Free height in pt between lines."""

    within: float | None
    """At most so much between two lines of one text; None if no text has two lines, or rows
    follow as closely as lines."""
    clear: float
    """At least so much between two rows."""


def line_gap(pieces: Sequence[Piece], size: float) -> LineGap:
    """The gap between lines of one text, seen on all text of a form."""
    least = smallest_gap(pieces)
    if least is None:
        return LineGap(None, 0.0)
    return LineGap(max(least, 0.0) + _SAME_GAP * size, max(least, 0.0) + _CLEAR_GAP * size)


def rows_of(cells: Sequence[Sequence[Piece]], name: int, gap: LineGap) -> list[Band]:
    """The rows of a grid.

    Two readings are tried: lines with a clear gap between them are rows, or every line is one.

    Args:
        cells: Pieces of each column that has one cell for each row.
        name: Which of them has the indicators' names.
        gap: Between lines of one text.

    Raises:
        RefusedError: No reading fits, or both.
    """
    pieces = [piece for column in cells for piece in column]
    lines = bands_of(pieces, 0.0)
    parted = bands_of(pieces, gap.within) if gap.within is not None else lines
    members = [frozenset(map(id, column)) for column in cells]
    if gap.within is not None and len(parted) == len(lines) > 0:
        if _named(lines, members, name) and _single(lines, members, gap):
            return _clearly(lines, gap)
    elif gap.within is None:
        if _named(lines, members, name) and _alike(lines, members):
            return lines
    else:
        by_gap = _named(parted, members, name) and _single(parted, members, gap)
        by_line = _named(lines, members, name) and _alike(lines, members)
        if by_line and len(parted) == 1 and _many(lines, members) and _all_wrapped(parted, members):
            return lines
        if by_gap and not by_line:
            return _clearly(parted, gap)
        if by_line and not by_gap:
            return lines
    raise RefusedError("rows cannot be told from lines")


def _named(bands: Sequence[Band], members: Sequence[frozenset[int]], name: int) -> bool:
    """Whether each strip has a name."""
    return all(any(id(piece) in members[name] for piece in band.pieces) for band in bands)


def _single(bands: Sequence[Band], members: Sequence[frozenset[int]], gap: LineGap) -> bool:
    """Whether no column has two texts in one strip."""
    within = gap.within or 0.0
    for band in bands:
        for column in members:
            own = [piece for piece in band.pieces if id(piece) in column]
            if len(blocks_of(own, within)) > 1:
                return False
    return True


def _alike(bands: Sequence[Band], members: Sequence[frozenset[int]]) -> bool:
    """Whether each strip fills the columns that are filled as a rule."""
    filled = [
        [any(id(piece) in column for piece in band.pieces) for column in members] for band in bands
    ]
    counts = [sum(row[index] for row in filled) for index in range(len(members))]
    dense = [index for index, count in enumerate(counts) if count >= _DENSE * len(bands)]
    return len(dense) > 1 and all(
        sum(row[index] for index in dense) >= max(2, _DENSE * len(dense)) for row in filled
    )


def _all_wrapped(bands: Sequence[Band], members: Sequence[frozenset[int]]) -> bool:
    """Whether no column has a single line in some strip, as numbers have beside a long name."""
    for band in bands:
        own = [[p for p in band.pieces if id(p) in column] for column in members]
        if all(len(bands_of(pieces, 0.0)) > 1 for pieces in own if pieces):
            return True
    return False


def _many(lines: Sequence[Band], members: Sequence[frozenset[int]]) -> bool:
    """Whether so much stands in lines that it is no single row with wrapped text."""
    filled = sum(any(id(p) in column for line in lines for p in line.pieces) for column in members)
    return len(lines) > 2 or filled > 2


def _clearly(bands: list[Band], gap: LineGap) -> list[Band]:
    """The strips, if no gap between them is about as small as one between lines."""
    if gap.within is not None and len(bands) > 1:
        least = min(below.top - above.bottom for above, below in itertools.pairwise(bands))
        if gap.within < least < gap.clear:
            raise RefusedError("rows stand as close as lines")
    return bands


def edges_of(bands: Sequence[Band], gap: float) -> list[float]:
    """Borders between rows: the middle of each gap, and half a gap outside the outer ones."""
    inner = [(a.bottom + b.top) / 2 for a, b in itertools.pairwise(bands)]
    return [bands[0].top - gap / 2, *inner, bands[-1].bottom + gap / 2]


def usual_gap(bands: Sequence[Band], default: float) -> float:
    """The least free height between rows in pt; `default` for a single row."""
    gaps = [b.top - a.bottom for a, b in itertools.pairwise(bands)]
    return max(min(gaps, default=default), 0.0)
