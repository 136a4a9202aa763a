"""Characters of a page as pieces: stretches of a line with no gap as wide as a column's.

Here no cell says which characters belong together, so only what touches is joined.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from zhperf.geometry import BBox
from zhperf.pages import Visibility

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from zhperf.geometry import Boxes
    from zhperf.pages import Chars

_SPACES = np.array([0x20, 0xA0, 0x3000], np.uint32)
"""Glyphs without ink."""


_SHARED_HEIGHT = 0.3
"""In heights of the glyphs: pieces that share more of their height are no lines of one text."""


@dataclass(frozen=True, slots=True)
class PieceSettings:
    """Thresholds for taking text apart; all in heights of the glyphs."""

    word_gap: float = 0.34
    """Characters with a wider gap between them belong to different pieces.  The space of a Latin
    font is 0.25, of which justified text makes 0.3; cells keep 0.4 and more apart."""
    same_level: float = 0.25
    """Glyphs of one line have their centres this close."""
    max_pieces: int = 4000
    """A page with more is no form: an A3 page full of single characters has 3000."""


class Piece(NamedTuple):
    """Text without a wide gap, on one line."""

    text: str
    box: BBox

    @property
    def height(self) -> float:
        """Of the glyphs in pt."""
        return self.box.bottom - self.box.top

    @property
    def middle(self) -> float:
        """Y of its centre in pt."""
        return (self.box.top + self.box.bottom) / 2


def pieces_of(chars: Chars, where: NDArray[np.bool_], settings: PieceSettings) -> list[Piece]:
    """The pieces among some characters of a page, by line and then from left to right.

    Spaces that are printed inside a text belong to it, however many.

    Args:
        chars: Text that runs to the right.
        where: Which characters; those that are not visible are left out.
        settings: Thresholds.
    """
    chosen = np.flatnonzero(where & (chars.visibility == Visibility.VISIBLE) & (chars.angles == 0))
    if not len(chosen):
        return []
    codes, boxes = chars.codes[chosen], chars.boxes[chosen]
    inked = ~np.isin(codes, _SPACES)
    begins = _begins(boxes, settings)
    pieces = []
    for group in np.split(np.arange(len(codes)), np.flatnonzero(begins)[1:]):
        ink = group[inked[group]]
        if len(ink):
            pieces.append(_piece(codes, boxes, np.arange(ink[0], ink[-1] + 1)))
    return joined(pieces, settings)


def _begins(boxes: Boxes, settings: PieceSettings) -> NDArray[np.bool_]:
    """Which characters, in the order of painting, do not go on from the one before."""
    height = boxes[:, 3] - boxes[:, 1]
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    least = np.minimum(height[1:], height[:-1])
    level = np.abs(np.diff(middle)) <= settings.same_level * np.maximum(height[1:], height[:-1])
    gap = boxes[1:, 0] - boxes[:-1, 2]
    near = (gap <= settings.word_gap * least) & (gap >= -0.5 * least)
    return np.concatenate([[True], ~(level & near)])


def _piece(codes: NDArray[np.uint32], boxes: Boxes, chosen: NDArray[np.int64]) -> Piece:
    text = "".join(map(chr, codes[chosen].tolist()))
    low, high = boxes[chosen, :2].min(axis=0), boxes[chosen, 2:].max(axis=0)
    return Piece(text, BBox(*low.tolist(), *high.tolist()))


def joined(pieces: Iterable[Piece], settings: PieceSettings) -> list[Piece]:
    """Pieces that touch, though they are not painted one after the other, as one."""
    result: list[Piece] = []
    for line in lines_of(pieces, settings):
        for piece in line:
            last = result[-1] if result else None
            if last is not None and _touches(last, piece, settings):
                result[-1] = Piece(last.text + piece.text, last.box.union(piece.box))
            else:
                result.append(piece)
    return result


def _touches(one: Piece, other: Piece, settings: PieceSettings) -> bool:
    if not level(one, other, settings):
        return False
    gap = other.box.x0 - one.box.x1
    return -other.height < gap <= settings.word_gap * min(one.height, other.height)


def level(one: Piece, other: Piece, settings: PieceSettings) -> bool:
    """Whether two pieces stand on one line."""
    return abs(one.middle - other.middle) <= settings.same_level * max(one.height, other.height)


def share_line(some: Iterable[Piece], others: Iterable[Piece], settings: PieceSettings) -> bool:
    """Whether any of some pieces stands level with any of others."""
    others = list(others)
    return any(level(one, other, settings) for one in some for other in others)


def side_by_side(pieces: Sequence[Piece]) -> bool:
    """Whether some pieces stand beside each other, though perhaps not level.

    Lines of one text may touch, but do not share height.
    """
    ordered = sorted(pieces, key=lambda piece: piece.box.top)
    for index, upper in enumerate(ordered):
        limit = upper.box.bottom - _SHARED_HEIGHT * upper.height
        for lower in ordered[index + 1 :]:
            if lower.box.top >= limit:
                break
            return True
    return False


def lines_of(pieces: Iterable[Piece], settings: PieceSettings) -> list[list[Piece]]:
    """Pieces by line, top to bottom, each from left to right.

    Pieces of neighbouring cells stand on one line only if they are level with its first piece:
    text centred in its cell is shifted against its neighbours by parts of a line.
    """
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.middle, piece.box.x0)):
        if lines and level(lines[-1][0], piece, settings):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    for line in lines:
        line.sort(key=lambda piece: piece.box.x0)
    return lines


def blocks_of(pieces: Sequence[Piece], line_gap: float) -> list[list[Piece]]:
    """Pieces of one column, parted where one lies more than `line_gap` pt under those above."""
    blocks: list[list[Piece]] = []
    bottom = -np.inf
    for piece in sorted(pieces, key=lambda piece: (piece.box.top, piece.box.x0)):
        if piece.box.top - bottom > line_gap:
            blocks.append([])
        blocks[-1].append(piece)
        bottom = max(bottom, piece.box.bottom)
    return blocks


def frame_of(pieces: Sequence[Piece]) -> BBox:
    """The smallest box around pieces."""
    frame = pieces[0].box
    for piece in pieces[1:]:
        frame = frame.union(piece.box)
    return frame


def text_of(pieces: Sequence[Piece]) -> str:
    """Text of a cell's pieces, line by line, without anything between."""
    ordered = sorted(pieces, key=lambda piece: (round(piece.middle, 1), piece.box.x0))
    return "".join(piece.text for piece in ordered)


def gaps_between(intervals: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """The stretches between intervals that none of them covers, rising."""
    gaps: list[tuple[float, float]] = []
    reached: float | None = None
    for low, high in sorted(intervals):
        if reached is not None and low > reached:
            gaps.append((reached, low))
        reached = high if reached is None else max(reached, high)
    return gaps
