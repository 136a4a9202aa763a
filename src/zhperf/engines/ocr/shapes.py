"""What the ink itself says where the recognition model is known to err: bars and arrows.

The model has learnt text; a lone = or ≥ in a cell it takes for an ideograph, or sees nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from zhperf.engines.ocr.lonesigns import lone_sign
from zhperf.engines.ocr.masks import Mask, pieces_of
from zhperf.engines.ocr.recognition import Glyph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_BARS = frozenset("二=＝ニ一-—–－_~…")
"""What a line of one or two bars is read as."""
_FLAT = 2.2
"""A bar is so many times wider than high."""
_EQUAL = 0.88
"""The bars of = are alike within this share; the upper one of 二 is 0.6 to 0.8 of the lower."""
_BAR_SURE = 0.98
"""Confidence of = by its bars."""
_SEEN_SURE = 0.98
"""Confidence of ≥ where the model saw > and the ink has its bar."""
_UNSURE = 0.7
"""What is left of the confidence of ≥ where the ink has no bar."""
_BARRED = 1.5
"""Ink below the tip of ≥ in that above; the arms of > are alike, so it is 1.0 there."""
_PLAIN = 1.2
"""Below this there is no bar."""
_TIP = 2
"""Dots: columns at the end of the arrow where its tip is sought."""
_EM_DASH = 0.6
"""In line heights: a shorter dash is a hyphen or minus."""
_PART = 0.12
"""Of the ink of a sign: a smaller piece is dirt."""
_WITH_BAR = {">": "≥", "<": "≤", "〉": "≥", "〈": "≤"}
_ARROWS = frozenset("<>≤≥〈〉")
_RIGHT = frozenset(">≥〉")


def by_shape(
    glyphs: Sequence[Glyph], mask: Mask, edges: Sequence[int], typical: float
) -> list[Glyph]:
    """The glyphs of a line, with bars and arrows as their ink shows them.

    Args:
        glyphs: As recognised.
        mask: Ink of the line, 255 where there is ink.
        edges: Of each glyph from left to right, in dots of the mask; one more than glyphs.
        typical: Height of a line in dots.
    """
    if all(glyph.text in _BARS for glyph in glyphs) and mask.shape[1] <= 2.2 * typical:
        sign = _bars(mask, typical)
        if sign is not None:
            return [sign]
    sign = lone_sign(mask, typical)
    if sign is not None:
        return [sign]
    return [
        _arrow(glyph, mask[:, max(a, 0) : max(b, 1)]) if glyph.text in _ARROWS else glyph
        for glyph, a, b in zip(glyphs, edges, edges[1:], strict=False)
    ]


def _bars(mask: Mask, typical: float) -> Glyph | None:
    """= by its two bars, a dash by its one; None if the ink shows another sign."""
    boxes = _parts(mask)
    if len(boxes) == 1 and _is_dash(mask):
        wide = boxes[0][2] >= _EM_DASH * typical
        return Glyph("—" if wide else "-", _BAR_SURE, 0.5)
    if len(boxes) != 2 or any(w < _FLAT * h for _, _, w, h in boxes):
        return None
    (x, _, width, _), (other_x, _, other_width, _) = boxes
    alike = min(width, other_width) >= _EQUAL * max(width, other_width)
    level = abs(x - other_x) <= (1 - _EQUAL) * max(width, other_width) + 1
    return Glyph("=", _BAR_SURE, 0.5) if alike and level else None


def _is_dash(mask: Mask) -> bool:
    """Whether the ink is one bar of even thickness: 一 swells at its end."""
    thickness = (mask > 0).sum(axis=0)[1:-1]
    if len(thickness) < _FLAT * mask.shape[0]:
        return False
    return bool(thickness.max() - thickness.min() <= max(1, 0.5 * np.median(thickness)))


def _arrow(glyph: Glyph, mask: Mask) -> Glyph:
    """The sign with a bar if there is one below the arrow, by how much ink is below its tip.

    A blurred bar runs together with the arm above it; there is twice as much ink then.
    """
    inked = mask > 0
    columns = np.flatnonzero(inked.any(axis=0))
    if not len(columns):
        return glyph
    right = glyph.text in _RIGHT
    edge = columns[-_TIP:] if right else columns[:_TIP]
    tip = _middle_of_first(np.asarray(inked[:, edge].any(axis=1)))
    rows = np.arange(len(inked))
    above, below = inked[rows < tip - 0.5].sum(), inked[rows > tip + 0.5].sum()
    barred = below >= _BARRED * max(above, 1) or len(_parts(mask)) == 2
    if barred and glyph.text in _WITH_BAR:
        return Glyph(_WITH_BAR[glyph.text], _SEEN_SURE, glyph.position)
    if glyph.text in _WITH_BAR.values() and below < _PLAIN * max(above, 1):
        return glyph._replace(confidence=_UNSURE * glyph.confidence)
    return glyph


def _middle_of_first(line: NDArray[np.bool_]) -> float:
    """Middle of the first run of a row of dots; below the tip of ≥ there is its bar."""
    own = np.flatnonzero(line)
    gaps = np.flatnonzero(np.diff(own) > 1)
    return float(own[: gaps[0] + 1 if len(gaps) else None].mean())


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
