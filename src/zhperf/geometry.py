"""Page space: the one coordinate system that everything in zhperf refers to.

Unit: PDF point (1/72 inch, the default user space unit of ISO 32000-1 §8.3.2.3).
Origin: the top left corner of the page as displayed, that is of the CropBox after
/Rotate.  x grows to the right, y grows downwards.
"""

from __future__ import annotations

import math
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Boxes: TypeAlias = NDArray[np.float64]
"""n x 4 array of boxes, each x0, top, x1, bottom in page space."""


class BBox(NamedTuple):
    """An upright rectangle in page space."""

    x0: float
    """Left edge in pt."""
    top: float
    """Upper edge in pt; smaller than `bottom`, since y grows downwards."""
    x1: float
    """Right edge in pt."""
    bottom: float
    """Lower edge in pt."""

    @property
    def width(self) -> float:
        """Horizontal extent in pt."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Vertical extent in pt."""
        return self.bottom - self.top

    def union(self, other: BBox) -> BBox:
        """The smallest box that holds both."""
        return BBox(
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )


class DisplayTransform(NamedTuple):
    """Maps default user space (y up, origin of the MediaBox) to page space.

    ISO 32000-1 §14.11.2 (CropBox) and table 30 (/Rotate, clockwise).
    """

    crop: tuple[float, float, float, float]
    """The CropBox in user space: left, bottom, right, top in pt."""
    rotation: int
    """/Rotate as 0, 90, 180 or 270: clockwise turns for display."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the displayed page in pt."""
        left, bottom, right, top = self.crop
        width, height = right - left, top - bottom
        return (height, width) if self.rotation in (90, 270) else (width, height)

    def boxes(self, user: Boxes) -> Boxes:
        """Transform n x 4 user-space boxes (left, bottom, right, top) to page space."""
        left, bottom, right, top = self.crop
        x0, y0, x1, y1 = user[:, 0], user[:, 1], user[:, 2], user[:, 3]
        match self.rotation:
            case 90:
                columns = (y0 - bottom, x0 - left, y1 - bottom, x1 - left)
            case 180:
                columns = (right - x1, y0 - bottom, right - x0, y1 - bottom)
            case 270:
                columns = (top - y1, right - x1, top - y0, right - x0)
            case _:
                columns = (x0 - left, top - y1, x1 - left, top - y0)
        return np.column_stack(columns)


_ROUNDING_BIAS = 0.00137
"""pt: moves the halves, where makers like to put lines, off the border between two roundings."""


def rounded_boxes(boxes: Boxes) -> Boxes:
    """Boxes to 0.1 pt, the same for single and double precision as far as can be."""
    return np.round(boxes + _ROUNDING_BIAS, 1)


def covered_share(boxes: Boxes, width: float, height: float) -> float:
    """Share (0 to 1) of a page of `width` x `height` pt under boxes; overlaps count twice."""
    x0, top, x1, bottom = boxes.T
    across = np.clip(np.minimum(x1, width) - np.maximum(x0, 0), 0, None)
    down = np.clip(np.minimum(bottom, height) - np.maximum(top, 0), 0, None)
    return min(1.0, float((across * down).sum()) / max(width * height, 1.0))


def turn_boxes(boxes: Boxes, width: float, height: float, angle: int) -> Boxes:
    """Turn boxes on a page of `width` x `height` pt counter-clockwise about the page.

    Args:
        boxes: n x 4 in the space of that page.
        width: Width of the page before the turn, in pt.
        height: Height of the page before the turn, in pt.
        angle: 0, 90, 180 or 270 degrees counter-clockwise.

    Returns:
        The boxes in the space of the turned page (for 90 and 270 its sides are swapped).
    """
    x0, top, x1, bottom = boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3]
    match angle % 360:
        case 90:
            columns = (top, width - x1, bottom, width - x0)
        case 180:
            columns = (width - x1, height - bottom, width - x0, height - top)
        case 270:
            columns = (height - bottom, x0, height - top, x1)
        case _:
            return boxes
    return np.column_stack(columns)


def tilt_boxes(boxes: Boxes, width: float, height: float, degrees: float) -> Boxes:
    """Bounding boxes of boxes that are turned clockwise about the middle of a page.

    Args:
        boxes: n x 4 on a page whose content was turned straight.
        width: Of the page in pt.
        height: Of the page in pt.
        degrees: By which the content falls to the right.
    """
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    x = boxes[:, [0, 2, 0, 2]] - width / 2
    y = boxes[:, [1, 1, 3, 3]] - height / 2
    across, down = x * cosine - y * sine + width / 2, x * sine + y * cosine + height / 2
    return np.column_stack(
        [across.min(axis=1), down.min(axis=1), across.max(axis=1), down.max(axis=1)]
    )
