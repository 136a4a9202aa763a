"""Painted shapes by hand."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from zhperf.rulings import ShapeKind, Shapes

BLACK, WHITE = 0x000000, 0xFFFFFF


class Shape(NamedTuple):
    """One painted shape."""

    box: tuple[float, float, float, float]
    color: int = BLACK
    kind: ShapeKind = ShapeKind.FILL
    alpha: int = 255


def painted(*shapes: Shape) -> Shapes:
    """Shapes painted in this order: the first has rank 0, the second rank 10 and so on."""
    return Shapes(
        np.array([shape.box for shape in shapes], np.float64).reshape(-1, 4),
        np.array([shape.kind for shape in shapes], np.uint8),
        np.array([shape.color for shape in shapes], np.uint32),
        np.array([shape.alpha for shape in shapes], np.uint8),
        np.arange(len(shapes), dtype=np.int64) * 10,
    )


def grey(value: float) -> int:
    """0xRRGGBB of the grey of this luminance, 0 to 255."""
    return int(value) * 0x010101
