"""Ink on paper: what of a picture is printed, whatever the paper's shade."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from zhperf.engines.ocr.masks import Mask, as_mask, closed, dilated, opened, pieces_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhperf.ocrsettings import OcrSettings

_BRIGHT = 130
"""Lightness (0 to 255) from which a colour is of a seal; blurred edges of black print that a
seal tints are darker."""
_COLORFUL = 60
"""Difference of the channels (0 to 255) from which a dot is coloured: compression gives grey
scans up to 30."""
_SHADE = 215
"""Lightness (0 to 255) of the palest mark that disturbs the reading of print."""
_WHITE = 255
_FULL = 10
"""Percentile of the ink's lightness that is full ink."""
_HOLE = 100
"""Lightness (0 to 255) below which all of a hole is; gaps between strokes of 量 are lighter."""
_HOLE_RIM = 2.0
"""pt: the edge of a hole is torn and casts a shadow."""
_MIDDLE, _NEAR_BLACK = 128, 40
"""Lightness (0 to 255)."""
_BILEVEL = 0.1
"""Share (0 to 1) of dots between black and white, of the black ones, of a scan without grey."""
_SMOOTHING = 0.22
"""pt: standard deviation; 0.6 dots at 200 dots per inch."""
_PAPER_WINDOW = 12.0
"""pt: larger than the ink of a glyph, smaller than the shadow of a fold."""


class Ink(NamedTuple):
    """A picture parted into paper and ink."""

    grey: NDArray[np.uint8]
    """The picture with white paper: 255 is paper, 0 the darkest ink."""
    mask: Mask
    """255 where there is ink, else 0."""
    covered: Mask
    """255 where a seal or watermark was taken away: print there may have lost strokes."""


def without_specks(mask: Mask, scale: float, settings: OcrSettings) -> Mask:
    """Ink without dirt: what is smaller than a full stop, and full stops with nothing before them.

    Args:
        mask: 255 where there is ink; rulings are left out.
        scale: Dots for each pt.
        settings: Thresholds.
    """
    pieces = pieces_of(mask)
    large = pieces.extents > settings.dot * scale
    beside, above = (
        2 * round(reach * scale) + 1 for reach in (settings.dot_beside, settings.dot_above)
    )
    near = dilated(pieces.mask(large), beside, above)
    dots = pieces.touched(near) & (pieces.extents > settings.speck * scale)
    return pieces.mask(large | dots)


def without_holes(ink: Ink, scale: float, settings: OcrSettings) -> Ink:
    """Ink without the black discs of punched holes; rulings go on where they were.

    Args:
        ink: Of the whole page.
        scale: Dots for each pt.
        settings: Thresholds.
    """
    side = round(settings.min_hole * scale)
    solid = pieces_of(opened(as_mask(ink.grey < _HOLE), side, side))
    round_ones = np.abs(solid.boxes[:, 2] - solid.boxes[:, 3]) <= 0.5 * solid.extents
    holes = solid.mask(round_ones & (solid.extents <= settings.max_hole * scale))
    if not holes.any():
        return ink
    rim = 2 * round(_HOLE_RIM * scale) + 1
    gone = dilated(holes, rim, rim)
    left = as_mask((ink.mask > 0) & (gone == 0))
    lines = as_mask((gone > 0) & (_bridges(left, scale, settings) > 0))
    grey, mask, covered = ink.grey.copy(), left | lines, ink.covered | gone
    grey[gone > 0] = _WHITE
    grey[lines > 0] = 0
    return Ink(grey, mask, covered)


def _bridges(mask: Mask, scale: float, settings: OcrSettings) -> Mask:
    """Rulings drawn on over gaps as wide as a hole: down the page, then across up to those."""
    gap = round((settings.max_hole + 4 * _HOLE_RIM) * scale)
    across = opened(mask, round(settings.min_horizontal * scale), 1)
    down = opened(mask, 1, round(settings.min_vertical * scale))
    down = closed(across | down, 1, gap) & dilated(down, 1, 2 * gap + 1)
    return down | closed(across | down, gap, 1)


def without_seals(ink: Ink, scale: float, settings: OcrSettings) -> Ink:
    """Ink without broad pale marks, such as grey seals; print and rulings under them stay.

    Args:
        ink: Of the whole page.
        scale: Dots for each pt.
        settings: Thresholds.
    """
    pale, printed = _pale(ink, scale, settings)
    stroke = max(2, round(settings.thick * scale))
    broad = _of_size(opened(pale, stroke, stroke), settings.min_piece * scale)
    if (broad > 0).sum() < settings.min_seal_area * scale**2:
        return ink
    return _whitened(ink, dilated(broad, stroke, stroke), printed)


def without_watermarks(ink: Ink, scale: float, settings: OcrSettings) -> Ink:
    """Ink without large pale marks with thin strokes; faint print stays, as its glyphs are small.

    Args:
        ink: Rulings are left out.
        scale: Dots for each pt.
        settings: Thresholds.
    """
    pale, printed = _pale(ink, scale, settings)
    joined = dilated(pale, 3, 3)
    gone = _of_size(joined, settings.min_seal * scale)
    if (gone > 0).sum() < settings.min_seal_area * scale**2:
        gone = np.zeros_like(gone)
    if ink.covered.any():  # pieces of a seal that rulings hid
        pieces = pieces_of(joined)
        gone |= pieces.mask(pieces.touched(dilated(ink.covered, 5, 5)))
    return _whitened(ink, gone, printed)


def with_dark_seals(ink: Ink, scale: float, settings: OcrSettings) -> Ink:
    """Ink whose `covered` has the pieces of seals as dark as print, which nothing can take away.

    Args:
        ink: Rulings are left out.
        scale: Dots for each pt.
        settings: Thresholds.
    """
    pieces = pieces_of(ink.mask)
    sides = np.sort(pieces.boxes[:, 2:4], axis=1)
    large = (sides[:, 0] > settings.min_arc * scale) & (sides[:, 1] > settings.min_seal * scale)
    seal = pieces.mask(large)
    if (seal > 0).sum() < settings.min_seal_area * scale**2:
        return ink
    near = 2 * round(settings.dot_above * scale) + 1
    return ink._replace(covered=ink.covered | dilated(seal, near, near))


def _of_size(mask: Mask, size: float) -> Mask:
    """The pieces of a mask that are so wide or high, in dots."""
    pieces = pieces_of(mask)
    return pieces.mask(pieces.extents >= size)


def _pale(ink: Ink, scale: float, settings: OcrSettings) -> tuple[Mask, Mask]:
    """Where there are pale marks, and where there is print with its blurred edge."""
    inked = ink.grey[ink.mask > 0]
    full = float(np.percentile(inked, _FULL)) if len(inked) else 0.0
    core = as_mask(ink.grey < full + settings.pale * (_WHITE - full))
    rim = 2 * max(1, round(settings.rim * scale)) + 1
    printed = dilated(core, rim, rim)
    return as_mask((ink.grey < _SHADE) & (printed == 0)), printed


def _whitened(ink: Ink, where: Mask, printed: Mask) -> Ink:
    """The ink with paper in some places, and their surroundings, but not where there is print."""
    gone = (dilated(where, 3, 3) > 0) & (printed == 0)
    grey, mask, covered = ink.grey.copy(), ink.mask.copy(), ink.covered.copy()
    grey[gone], mask[gone], covered[gone] = _WHITE, 0, _WHITE
    return Ink(grey, mask, covered)


def colored(picture: NDArray[np.uint8]) -> Mask:
    """Where a picture (height x width x 3) has bright colour, as of a red seal."""
    lightest, darkest = picture.max(axis=2), picture.min(axis=2)
    return as_mask((lightest > _BRIGHT) & (lightest - darkest > _COLORFUL))


def without_color(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Grey of a picture in which seals and marks in colour are as light as paper.

    The lightest of the three channels, since red ink is white in red light; bright colours are
    made lighter still.  Black print under a seal stays.

    Args:
        picture: height x width x 3.
    """
    lightest, darkest = picture.max(axis=2), picture.min(axis=2)
    lighter = lightest.astype(np.int16) + (lightest - darkest)
    grey = np.where(lightest > _BRIGHT, lighter, lightest)
    return np.asarray(grey.clip(0, _WHITE), np.uint8)


def smoothed(grey: NDArray[np.uint8], scale: float) -> NDArray[np.uint8]:
    """A picture of black and white only with grey edges, as the recognition model is used to.

    Args:
        grey: 255 white; one with shades of grey stays as it is.
        scale: Dots for each pt.
    """
    black = int((grey < _MIDDLE).sum())
    between = int(((grey > _NEAR_BLACK) & (grey < _WHITE - _NEAR_BLACK)).sum())
    if between > _BILEVEL * black:
        return grey
    return np.asarray(cv2.GaussianBlur(grey, (0, 0), _SMOOTHING * scale), np.uint8)


def part_ink(grey: NDArray[np.uint8], covered: Mask, scale: float) -> Ink:
    """Part a picture into paper and ink.

    Args:
        grey: 255 white.
        covered: Where colour was taken away.
        scale: Dots for each pt.
    """
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    window = max(3, round(_PAPER_WINDOW * scale / 4)) | 1
    paper = cv2.GaussianBlur(
        closed(np.asarray(small, np.uint8), window, window), (0, 0), window / 2
    )
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]))
    even = np.asarray(
        (grey.astype(np.float32) * _WHITE / np.maximum(paper, 1)).clip(0, _WHITE), np.uint8
    )
    _, mask = cv2.threshold(even, 0, _WHITE, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    return Ink(even, np.asarray(mask, np.uint8), covered)
