"""Masks of dots, 255 where something is, and the operations on them (OpenCV, typed)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Mask: TypeAlias = "NDArray[np.uint8]"
"""height x width, 255 or 0."""


Box: TypeAlias = tuple[int, int, int, int]
"""x0, top, x1, bottom in dots; ends are exclusive."""


class Pieces(NamedTuple):
    """Connected pieces of a mask; number 0 is what is outside of all."""

    labels: NDArray[np.int32]
    """Number of the piece of each dot."""
    boxes: NDArray[np.int32]
    """Left, top, width, height, count of dots of each."""

    @property
    def extents(self) -> NDArray[np.int32]:
        """The larger side of each, in dots; 0 for what is outside."""
        sizes = np.maximum(self.boxes[:, 2], self.boxes[:, 3])
        sizes[0] = 0
        return sizes

    def mask(self, chosen: NDArray[np.bool_]) -> Mask:
        """The dots of some pieces; outside is never chosen."""
        chosen = chosen.copy()
        chosen[0] = False
        return as_mask(chosen[self.labels])

    def touched(self, where: Mask) -> NDArray[np.bool_]:
        """Which pieces reach into another mask."""
        return np.bincount(self.labels[where > 0], minlength=len(self.boxes)) > 0


def as_mask(where: NDArray[np.bool_]) -> Mask:
    """255 where something is true."""
    return np.where(where, 255, 0).astype(np.uint8)


def pieces_of(mask: Mask) -> Pieces:
    """The pieces of a mask whose dots touch, over corners too."""
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return Pieces(np.asarray(labels, np.int32), np.asarray(boxes, np.int32))


def dilated(mask: Mask, width: int, height: int) -> Mask:
    """A mask grown by half of a box to every side."""
    return np.asarray(cv2.dilate(mask, np.ones((height, width), np.uint8)), np.uint8)


def opened(mask: Mask, width: int, height: int) -> Mask:
    """What of a mask holds a box."""
    box = np.ones((height, width), np.uint8)
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, box), np.uint8)


def closed(mask: Mask, width: int, height: int) -> Mask:
    """A mask, or a grey picture, with gaps filled that hold no box."""
    box = np.ones((height, width), np.uint8)
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, box), np.uint8)
