"""How far a scanned page lies askew, and the picture turned straight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_STEPS = (0.25, 0.06, 0.02, 0.005)
"""Degrees: over a page of 800 pt the last is 0.07 pt, less than a dot."""
_INK = 60
"""Darkness (0 to 255) from which a dot counts: grey of the background does not."""
_MOST_DOTS = 400_000
"""Dots that are enough to find the angle: those of a dense page at 100 dots per inch."""


def skew_of(grey: NDArray[np.uint8], most: float) -> float:
    """Angle in degrees by which lines of text and rulings fall to the right, -`most` to `most`.

    The profile of ink by row is sharpest where rows run along the lines (Postl 1986).

    Args:
        grey: Picture of a page, 255 white.
        most: Largest angle that is tried.
    """
    dark = 255 - cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    ys, xs = np.nonzero(dark > _INK)
    if not len(ys):
        return 0.0
    stride = max(1, len(ys) // _MOST_DOTS)
    ys, xs = ys[::stride], xs[::stride]
    weights = dark[ys, xs].astype(np.float64)
    height, width = dark.shape
    offset = xs - width / 2
    margin = int(width * np.tan(np.radians(most))) + 1

    def sharpness(angle: float) -> float:
        rows = ys - np.tan(np.radians(angle)) * offset + margin
        low = np.floor(rows).astype(np.int64)
        part = rows - low
        size = height + 2 * margin + 2
        profile = np.bincount(low, weights * (1 - part), size)
        profile += np.bincount(low + 1, weights * part, size)
        return float(((profile[1:] - profile[:-1]) ** 2).sum())

    best = 0.0
    reach = most
    for step in _STEPS:
        tried = best + np.arange(-round(reach / step), round(reach / step) + 1) * step
        best = float(max(tried, key=sharpness))
        reach = 2 * step
    return best


def straightened(grey: NDArray[np.uint8], skew: float) -> NDArray[np.uint8]:
    """The picture turned about its middle so that lines run level; its size stays."""
    if not skew:
        return grey
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    turned = cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255.0)
    return np.asarray(turned, np.uint8)
