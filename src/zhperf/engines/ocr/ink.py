"""Ink on paper: what of a picture is printed, whatever the paper's shade."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PAPER_WINDOW = 12.0
"""pt: larger than the ink of a glyph, smaller than the shadow of a fold."""


class Ink(NamedTuple):
    """A picture parted into paper and ink."""

    grey: NDArray[np.uint8]
    """The picture with white paper: 255 is paper, 0 the darkest ink."""
    mask: NDArray[np.uint8]
    """255 where there is ink, else 0."""


def without_color(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Grey of a picture in which seals and marks in colour are as light as paper.

    The lightest of the three channels: red ink is white in red light.

    Args:
        picture: height x width x 3.
    """
    return np.asarray(picture.max(axis=2), np.uint8)


def part_ink(grey: NDArray[np.uint8], scale: float) -> Ink:
    """Part a picture into paper and ink.

    Args:
        grey: 255 white.
        scale: Dots for each pt.
    """
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    window = max(3, round(_PAPER_WINDOW * scale / 4)) | 1
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((window, window), np.uint8))
    paper = cv2.GaussianBlur(paper, (0, 0), window / 2)
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]))
    even = np.clip(grey.astype(np.float32) * 255 / np.maximum(paper, 1), 0, 255).astype(np.uint8)
    _, mask = cv2.threshold(even, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    return Ink(even, np.asarray(mask, np.uint8))
