"""Paths as boxes: which rectangles and straight edges a painted path consists of."""

from __future__ import annotations

from typing import TypeAlias

from zhperf.rulings import RulingSettings

Rectangle: TypeAlias = tuple[float, float, float, float]
"""left, bottom, right, top in user space."""
Subpath: TypeAlias = tuple[list[tuple[float, float]], list[bool]]
"""Points in user space, and for each whether the edge that ends there is straight.

Control points of curves are among the points: their hull holds the curve."""

_AXIS_TOLERANCE = 0.3
"""pt: how far the ends of an edge may differ and still be parallel to an axis."""
_MAX_SLOPE = 0.005
"""The same as a share of the edge's length: 0.3 degrees, a page that was pasted askew."""


def filled_box(path: Subpath) -> tuple[Rectangle, bool]:
    """Bounding box of a subpath, and whether the subpath fills it."""
    points, straight = path
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    box = (min(xs), min(ys), max(xs), max(ys))
    corners = all(
        min(x - box[0], box[2] - x) <= _AXIS_TOLERANCE
        and min(y - box[1], box[3] - y) <= _AXIS_TOLERANCE
        for x, y in points
    )
    thin = min(box[2] - box[0], box[3] - box[1]) <= RulingSettings().max_width
    whole = all(straight) and (thin or (corners and len(points) >= 4))
    return box, whole


def without_rings(areas: list[tuple[Rectangle, bool]]) -> list[tuple[Rectangle, bool]]:
    """Replace a rectangle with a slightly smaller one inside by the frame between them."""
    if len(areas) != 2 or not (areas[0][1] and areas[1][1]):
        return areas
    (outer, _), (inner, _) = sorted(areas, key=lambda a: a[0][0] - a[0][2])
    gaps = (inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3])
    if not all(0 < gap <= RulingSettings().max_width for gap in gaps):
        return areas
    frame = (
        (outer[0], outer[1], outer[2], inner[1]),
        (outer[0], inner[3], outer[2], outer[3]),
        (outer[0], outer[1], inner[0], outer[3]),
        (inner[2], outer[1], outer[2], outer[3]),
    )
    return [(box, True) for box in frame]


def stroked_boxes(path: Subpath, half: float) -> list[Rectangle]:
    """The straight edges of a subpath that are parallel to an axis, as wide as the stroke."""
    points, straight = path
    result = []
    for (x0, y0), (x1, y1), line in zip(points, points[1:], straight[1:], strict=False):
        across, down = abs(x0 - x1), abs(y0 - y1)
        tolerance = max(_AXIS_TOLERANCE, _MAX_SLOPE * max(across, down))
        if line and min(across, down) <= tolerance:
            result.append(
                (min(x0, x1) - half, min(y0, y1) - half, max(x0, x1) + half, max(y0, y1) + half)
            )
    return result
