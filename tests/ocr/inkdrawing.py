"""Pages of ink for tests: strokes, bars and rows of glyphs, drawn dot by dot."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from zhperf.engines.ocr.ink import Ink

Picture: TypeAlias = NDArray[np.uint8]

SCALE = 200 / 72
"""Dots for each pt: pages of 200 dots to the inch."""
BLACK, WHITE = 20, 255


def dots(length: float) -> int:
    """A length in pt as dots."""
    return round(length * SCALE)


def paper(width: float, height: float, *, lightness: int = WHITE) -> Picture:
    """A grey picture of so many pt without print."""
    return np.full((dots(height), dots(width)), lightness, np.uint8)


def fill(
    picture: Picture, x0: float, top: float, x1: float, bottom: float, lightness: int = BLACK
) -> None:
    """Paint a box, in pt; at least one dot wide and high."""
    rows = slice(dots(top), max(dots(bottom), dots(top) + 1))
    picture[rows, dots(x0) : max(dots(x1), dots(x0) + 1)] = lightness


def glyph(picture: Picture, x: float, top: float, size: float = 9.0) -> None:
    """An ideograph such as 目: two upright and four level strokes in a square of `size` pt."""
    x1, bottom, pen = x + 0.8 * size, top + size, 0.7
    for level in range(4):
        y = top + level * (size - pen) / 3
        fill(picture, x, y, x1, y + pen)
    fill(picture, x, top, x + pen, bottom)
    fill(picture, x1 - pen, top, x1, bottom)


def glyphs(picture: Picture, x: float, top: float, count: int, size: float = 9.0) -> None:
    """A line of ideographs, as far apart as type is set."""
    for number in range(count):
        glyph(picture, x + number * size * 1.05, top, size)


def ink_of(grey: Picture) -> Ink:
    """A picture with white paper as the ink that it shows."""
    mask = np.where(grey < 200, 255, 0).astype(np.uint8)
    return Ink(grey.copy(), mask, np.zeros_like(mask))


def box_of(mask: NDArray[np.uint8]) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what is in a mask, in dots; ends are exclusive."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
