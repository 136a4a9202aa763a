"""Comparators by the shape of their ink.

The recognition model has learnt text: a lone ≥ it takes for V, 2 or く, and is not always unsure.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from zhperf.engines.ocr.masks import Mask

Stroke: TypeAlias = tuple[tuple[float, float], tuple[float, float]]
"""From and to, X and Y as shares of the sign's box."""

_SIDE: Final = 32
"""Dots: the box to which ink and signs are brought."""
_WEIGHTS: Final = (2, 4, 6, 8)
"""Dots: strokes of light to heavy print in that box; a heavy > without its own weight is nearest to
a light ≥."""
_RIGHT: Final[dict[str, tuple[tuple[Stroke, ...], ...]]] = {
    "≥": (
        (((0, 0), (1, 0.36)), ((1, 0.36), (0, 0.72)), ((0, 1), (1, 1))),
        (((0, 0), (1, 0.38)), ((1, 0.38), (0, 0.76)), ((0, 1), (1, 0.62))),
    ),
    ">": ((((0, 0), (1, 0.5)), ((1, 0.5), (0, 1))),),
}
"""With a level bar, and as Chinese typefaces have it with one along the arm."""
_LEFT: Final = {"≥": "≤", ">": "<"}
_NEAR: Final = 0.017
"""Mean distance of ink and strokes, as a share of the box, up to which they are one sign: 0.014 on
scans of 150 to 300 dots per inch, grey and without grey."""
_MARGIN: Final = 1.6
"""How many times further the next sign is.  Of 3,852 prints of comparators in all fonts of a Linux
system (20 to 40 dots high, upright, slanted, bold, blurred) 6 were taken for another one, 554 for
none."""
_WIDEST: Final = 1.4
_SMALLEST: Final = 0.3
"""In line heights: sides of a sign."""


def comparator(mask: Mask, typical: float) -> str | None:
    """The comparator that ink has the shape of; None if it has another, or between two.

    Args:
        mask: 255 where there is ink; no white around it.
        typical: Height of a line in dots.
    """
    height, width = mask.shape
    if width > _WIDEST * typical or min(height, width) < _SMALLEST * typical:
        return None
    small = cv2.resize(mask, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA)
    ink = np.asarray(small, np.uint8) > _INKED
    if not ink.any():
        return None
    far = _distances(ink)
    distances: dict[str, float] = {}
    for sign, drawn, reach in _signs():
        distance = max(float(far[drawn].mean()), float(reach[ink].mean()))
        distances[sign] = min(distance, distances.get(sign, distance))
    (nearest, sign), (next_one, _) = sorted((d, sign) for sign, d in distances.items())[:2]
    near = nearest <= _NEAR * _SIDE and next_one >= _MARGIN * nearest
    return sign if near else None


_INKED: Final = 100
"""Share of ink (0 to 255) of a dot of the box that counts as ink."""


@cache
def _signs() -> tuple[tuple[str, NDArray[np.bool_], NDArray[np.float64]], ...]:
    """Each sign as it may be drawn: its dots, and how far each dot is from them."""
    return tuple((sign, drawn, _distances(drawn)) for sign, drawn in _drawn_signs())


def _drawn_signs() -> Iterator[tuple[str, NDArray[np.bool_]]]:
    for sign, shapes in _RIGHT.items():
        for shape in shapes:
            for weight in _WEIGHTS:
                drawn = _drawn(shape, weight)
                yield sign, drawn
                yield _LEFT[sign], drawn[:, ::-1]


def _drawn(shape: tuple[Stroke, ...], weight: int) -> NDArray[np.bool_]:
    box = np.zeros((_SIDE, _SIDE), np.uint8)
    room = _SIDE - 1 - weight
    for stroke in shape:
        start, end = (
            (round(x * room + weight / 2), round(y * room + weight / 2)) for x, y in stroke
        )
        cv2.line(box, start, end, 255, weight)
    return box > 0


def _distances(ink: NDArray[np.bool_]) -> NDArray[np.float64]:
    """How far each dot is from ink, in dots."""
    paper = np.where(ink, 0, 255).astype(np.uint8)
    return np.asarray(cv2.distanceTransform(paper, cv2.DIST_L2, 3), np.float64)
