"""Ink on paper: what of a picture is printed, whatever the paper's shade."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

if TYPE_CHECKING:
    from zhperf.ocrsettings import OcrSettings
    from numpy.typing import NDArray

_BRIGHT = 130
"""Lightness (0 to 255) from which a colour is of a seal; blurred edges of black print that a
seal tints are darker."""
_COLORFUL = 60
"""Difference of the channels (0 to 255) from which a dot is coloured: compression gives grey
scans up to 30."""
_SHADE = 215
"""Lightness (0 to 255) of the palest mark that disturbs the reading of print."""
_PAPER_WINDOW = 12.0
"""pt: larger than the ink of a glyph, smaller than the shadow of a fold."""


class Ink(NamedTuple):
    """A picture parted into paper and ink."""

    grey: NDArray[np.uint8]
    """The picture with white paper: 255 is paper, 0 the darkest ink."""
    mask: NDArray[np.uint8]
    """255 where there is ink, else 0."""
    covered: NDArray[np.uint8]
    """255 where a seal or watermark was taken away: print there may have lost strokes."""


def without_specks(mask: NDArray[np.uint8], scale: float, settings: OcrSettings) -> NDArray[np.uint8]:
    """Ink without dirt: what is smaller than a full stop, and full stops with nothing before them.

    Args:
        mask: 255 where there is ink; rulings are left out.
        scale: Dots for each pt.
        settings: Thresholds.
    """
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    if count < 2:
        return mask
    size = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    size[0] = 0
    large = np.where((size > settings.dot * scale)[labels], 255, 0).astype(np.uint8)
    reach = (2 * round(settings.dot_beside * scale) + 1, 2 * round(settings.dot_above * scale) + 1)
    near = cv2.dilate(large, np.ones((reach[1], reach[0]), np.uint8))
    touched = np.bincount(labels[near > 0], minlength=count) > 0
    keep = (size > settings.dot * scale) | (touched & (size > settings.speck * scale))
    keep[0] = False
    return np.where(keep[labels], 255, 0).astype(np.uint8)


def without_seals(ink: Ink, scale: float, settings: OcrSettings) -> Ink:
    """Ink without broad pale marks, such as grey seals; print and rulings under them stay.

    Args:
        ink: Of the whole page.
        scale: Dots for each pt.
        settings: Thresholds.
    """
    pale, printed = _pale(ink, scale, settings)
    stroke = max(2, round(settings.thick * scale))
    broad = cv2.morphologyEx(pale, cv2.MORPH_OPEN, np.ones((stroke, stroke), np.uint8))
    large = _of_size(broad, settings.min_piece * scale)
    if (large > 0).sum() < settings.min_seal_area * scale**2:
        return ink
    return _whitened(ink, cv2.dilate(large, np.ones((stroke, stroke), np.uint8)), printed)


def without_watermarks(ink: Ink, scale: float, settings: OcrSettings) -> Ink:
    """Ink without large pale marks with thin strokes; faint print stays, as its glyphs are small.

    Args:
        ink: Rulings are left out.
        scale: Dots for each pt.
        settings: Thresholds.
    """
    pale, printed = _pale(ink, scale, settings)
    joined = cv2.dilate(pale, np.ones((3, 3), np.uint8))
    gone = _of_size(joined, settings.min_seal * scale)
    if (gone > 0).sum() < settings.min_seal_area * scale**2:
        gone[:] = 0
    if ink.covered.any():  # pieces of a seal that rulings hid
        gone |= _touching(joined, cv2.dilate(ink.covered, np.ones((5, 5), np.uint8)))
    return _whitened(ink, gone, printed)


def _touching(mask: NDArray[np.uint8], where: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The pieces of a mask that reach into another one."""
    count, labels, _, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    touched = np.bincount(labels[where > 0], minlength=count) > 0
    touched[0] = False
    return np.where(touched[labels], 255, 0).astype(np.uint8)


def _of_size(mask: NDArray[np.uint8], size: float) -> NDArray[np.uint8]:
    """The pieces of a mask that are so wide or high, in dots."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    large = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) >= size
    large[0] = False
    return np.where(large[labels], 255, 0).astype(np.uint8)


def _pale(
    ink: Ink, scale: float, settings: OcrSettings
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Where there are pale marks, and where there is print with its blurred edge; 255 each."""
    inked = ink.grey[ink.mask > 0]
    full = float(np.percentile(inked, 10)) if len(inked) else 0.0
    core = np.where(ink.grey < full + settings.pale * (255 - full), 255, 0).astype(np.uint8)
    rim = 2 * max(1, round(settings.rim * scale)) + 1
    printed = cv2.dilate(core, np.ones((rim, rim), np.uint8))
    pale = np.where((ink.grey < _SHADE) & (printed == 0), 255, 0).astype(np.uint8)
    return pale, printed


def _whitened(ink: Ink, where: NDArray[np.uint8], printed: NDArray[np.uint8]) -> Ink:
    """The ink with paper in some places, and their surroundings, but not where there is print."""
    gone = (cv2.dilate(where, np.ones((3, 3), np.uint8)) > 0) & (printed == 0)
    grey, mask, covered = ink.grey.copy(), ink.mask.copy(), ink.covered.copy()
    grey[gone], mask[gone], covered[gone] = 255, 0, 255
    return Ink(grey, mask, covered)


def colored(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """255 where a picture (height x width x 3) has bright colour, as of a red seal."""
    lightest, darkest = picture.max(axis=2), picture.min(axis=2)
    bright = (lightest > _BRIGHT) & (lightest - darkest > _COLORFUL)
    return np.where(bright, 255, 0).astype(np.uint8)


def without_color(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Grey of a picture in which seals and marks in colour are as light as paper.

    The lightest of the three channels, since red ink is white in red light; bright colours are
    made lighter still.  Black print under a seal stays.

    Args:
        picture: height x width x 3.
    """
    lightest, darkest = picture.max(axis=2), picture.min(axis=2)
    bright = lightest > _BRIGHT
    grey = lightest.astype(np.int16)
    grey[bright] += (lightest - darkest)[bright]
    return grey.clip(0, 255).astype(np.uint8)


def part_ink(grey: NDArray[np.uint8], covered: NDArray[np.uint8], scale: float) -> Ink:
    """Part a picture into paper and ink.

    Args:
        grey: 255 white.
        covered: 255 where colour was taken away.
        scale: Dots for each pt.
    """
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    window = max(3, round(_PAPER_WINDOW * scale / 4)) | 1
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((window, window), np.uint8))
    paper = cv2.GaussianBlur(paper, (0, 0), window / 2)
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]))
    even = np.clip(grey.astype(np.float32) * 255 / np.maximum(paper, 1), 0, 255).astype(np.uint8)
    _, mask = cv2.threshold(even, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    return Ink(even, np.asarray(mask, np.uint8), covered)
