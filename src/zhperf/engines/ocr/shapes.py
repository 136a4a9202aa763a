"""What the ink itself says where the recognition model is known to err: bars and arrows.

The model has learnt text; a lone = or ≥ in a cell it takes for an ideograph, or sees nothing.
Where ink and model agree, the sign is sure; where the ink overrules the model, that is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from zhperf.engines.ocr.comparators import comparator
from zhperf.engines.ocr.masks import Mask, pieces_of
from zhperf.engines.ocr.recognition import Glyph

if TYPE_CHECKING:
    from collections.abc import Sequence

_BARS = frozenset("二=＝ニ一-—–－_~…")
"""What a line of one or two bars is read as."""
_WIDEST = 2.2
"""In line heights: a dash of two ideographs is 2.0 wide."""
_FLAT = 2.2
"""A bar is so many times wider than high."""
_EQUAL = 0.88
"""The bars of = are alike within this share; the upper one of 二 is 0.6 to 0.8 of the lower."""
_UNEVEN = 0.5
"""Share of its thickness by which that of a dash may vary; 一 swells to twice its own."""
_EM_DASH = 0.6
"""In line heights: a shorter dash is a hyphen or minus."""
_PART = 0.12
"""Of the ink of a sign: a smaller piece is dirt."""
_AGREED = 0.98
"""Confidence of a sign in which model and ink agree."""
_OVERRULED = 0.9
"""Confidence of a sign that only the ink shows: below what counts as sure, so it is told."""
_UNSURE = 0.7
"""What is left of the confidence of ≥ where the ink has no bar."""
_BARRED = ("≥", "≤")
_ARROWS = frozenset("<>≤≥〈〉《》")
"""What the model reads for a comparator in a text."""
_TAKEN_FOR = _ARROWS | frozenset("V2zZNMsScvく7")
"""What it reads for one that stands alone."""


def by_shape(
    glyphs: Sequence[Glyph], mask: Mask, edges: Sequence[int], typical: float
) -> list[Glyph]:
    """The glyphs of a line, with bars and comparators as their ink shows them.

    Args:
        glyphs: As recognised.
        mask: Ink of the line, 255 where there is ink; no white around it.
        edges: Of each glyph from left to right, in dots of the mask; one more than glyphs.
        typical: Height of a line in dots.
    """
    texts = [glyph.text for glyph in glyphs]
    if _BARS.issuperset(texts) and mask.shape[1] <= _WIDEST * typical:
        bars = _bars(mask, typical)
        if bars is not None:
            return [_witnessed(bars, glyphs)]
    if len(glyphs) <= 1 and _TAKEN_FOR.issuperset(texts):
        sign = comparator(mask, typical)
        return list(glyphs) if sign is None else [_witnessed(sign, glyphs)]
    return [
        _arrow(glyph, mask, (low, high), typical) if glyph.text in _ARROWS else glyph
        for glyph, low, high in zip(glyphs, edges, edges[1:], strict=False)
    ]


def _witnessed(sign: str, glyphs: Sequence[Glyph]) -> Glyph:
    """A sign by its ink: sure if the model says the same."""
    place = glyphs[0].position if glyphs else 0.5
    if [glyph.text for glyph in glyphs] == [sign]:
        return Glyph(sign, max(_AGREED, glyphs[0].confidence), place)
    return Glyph(sign, _OVERRULED, place)


def _bars(mask: Mask, typical: float) -> str | None:
    """= by its two bars, a dash by its one; None if the ink shows another sign."""
    boxes = _parts(mask)
    if len(boxes) == 1 and _is_dash(mask):
        return "—" if boxes[0][2] >= _EM_DASH * typical else "-"
    if len(boxes) != 2 or any(w < _FLAT * h for _, _, w, h in boxes):
        return None
    (x, _, width, _), (other_x, _, other_width, _) = boxes
    alike = min(width, other_width) >= _EQUAL * max(width, other_width)
    level = abs(x - other_x) <= (1 - _EQUAL) * max(width, other_width) + 1
    return "=" if alike and level else None


def _is_dash(mask: Mask) -> bool:
    """Whether the ink is one bar of even thickness: 一 swells at its end."""
    thickness = (mask > 0).sum(axis=0)[1:-1]
    if len(thickness) < _FLAT * mask.shape[0]:
        return False
    return bool(np.ptp(thickness) <= max(1, _UNEVEN * np.median(thickness)))


def _arrow(glyph: Glyph, mask: Mask, place: tuple[int, int], typical: float) -> Glyph:
    """A comparator in a text, as the pieces of ink between its edges show it.

    Which pieces are its own is not as sure as for one that stands alone: agreement proves nothing.

    Args:
        glyph: As recognised.
        mask: Ink of the line.
        place: Its edges in dots; a piece whose middle is outside belongs to a neighbour.
        typical: Height of a line in dots.
    """
    pieces = pieces_of(mask)
    middles = pieces.boxes[:, 0] + pieces.boxes[:, 2] / 2
    own = pieces.mask((middles > place[0]) & (middles < place[1]))
    rows, columns = np.flatnonzero(own.any(axis=1)), np.flatnonzero(own.any(axis=0))
    if not len(rows):
        return glyph
    sign = comparator(own[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1], typical)
    if sign in (None, glyph.text):
        return glyph
    if sign in _BARRED:
        return Glyph(sign, _OVERRULED, glyph.position)
    return glyph._replace(confidence=_UNSURE * glyph.confidence)  # a bar may be lost, none comes


def _parts(mask: Mask) -> list[tuple[int, int, int, int]]:
    """Boxes (left, top, width, height) of the pieces of ink that are no dirt, top to bottom."""
    found = pieces_of(mask).boxes[1:].tolist()
    total = sum(area for *_, area in found)
    boxes = [
        (left, top, width, height)
        for left, top, width, height, area in found
        if area >= _PART * total
    ]
    return sorted(boxes, key=lambda box: box[1])
