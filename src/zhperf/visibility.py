"""Which characters a reader of the displayed page does not see, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from zhperf.pages import Visibility
from zhperf.rulings import (
    WHITE,
    RulingSettings,
    ShapeKind,
    Shapes,
    background_luminance,
    filled_areas,
    luminance,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhperf.geometry import Boxes

INVISIBLE, CLIP_ONLY = 3, 7
"""Text rendering modes that paint nothing (ISO 32000-1 table 106)."""


@dataclass(frozen=True, slots=True)
class Painting:
    """How the characters are painted: one entry for each run, characters painted alike."""

    starts: NDArray[np.intp]
    """Index of the first character of each run, rising from 0."""
    modes: NDArray[np.int16]
    """Text rendering modes, 0 to 7."""
    colors: NDArray[np.uint32]
    """Fill colours (stroke colours where only stroked), 0xRRGGBB."""
    alphas: NDArray[np.uint8]
    """Opacity, 255 is opaque."""
    clips: Boxes | None
    """Bounding boxes of the clipping paths in page space, infinite where there is none; None if
    there is none on the page."""
    orders: NDArray[np.int64]
    """Rank in the order of painting, comparable with that of the shapes."""


@dataclass(frozen=True, slots=True)
class VisibilitySettings:
    """Thresholds for text that a reader does not see."""

    min_text_contrast: float = 8.0
    """Difference of luminance (0 to 255) to the background.  Pale watermarks have 20 or more
    and are seen; #FAFAFA on white (5) is not."""
    min_covering_image: float = 0.5
    """Share of the page (0 to 1) of an image that hides the text under it: a scan over its text
    layer.  A smaller one may be a seal; how opaque it is, masks and blend modes of the groups
    around it say, which PDF libraries do not tell."""
    duplicate_distance: float = 0.3
    """In units of the glyph's shorter side: the same glyph again within this distance is fake
    bold.  Makers shift by 0.02 to 0.1 of the size; real neighbours stand a full width apart."""


def unusable(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Codes that no reader can see as text: controls, private use, non-characters."""
    bad = (codes < 0x20) | ((codes >= 0x7F) & (codes < 0xA0))
    bad |= (codes >= 0xE000) & (codes < 0xF900)
    bad |= (codes & 0xFFFE == 0xFFFE) | (codes >= 0xF0000)
    return bad


def judge_visibility(
    codes: NDArray[np.uint32],
    boxes: Boxes,
    painting: Painting,
    shapes: Shapes,
    page_size: tuple[float, float],
    settings: VisibilitySettings,
) -> NDArray[np.uint8]:
    """A `Visibility` value for each character; the first reason that applies.

    What holds for whole runs is asked first: on most pages nothing is hidden, and then no
    character needs to be looked at.

    Args:
        codes: n code points.
        boxes: n x 4 in page space.
        painting: How they are painted, run by run.
        shapes: Everything else that is painted on the page.
        page_size: Width and height of the displayed page in pt.
        settings: Thresholds.
    """
    result = np.zeros(len(codes), np.uint8)
    if not len(codes):
        return result
    lengths = np.diff(np.concatenate([painting.starts, [len(codes)]]))
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2
    areas = shapes.take(shapes.kinds != ShapeKind.LINE) if len(shapes.kinds) else shapes
    reasons = {
        Visibility.INVISIBLE_MODE: _unpainted(painting, lengths),
        Visibility.OFF_PAGE: _off_page(centres, boxes, page_size),
        Visibility.CLIPPED: _clipped(centres, painting, lengths),
        Visibility.BACKGROUND_COLOR: _camouflaged(centres, painting, lengths, areas, settings),
        Visibility.COVERED: _covered(centres, painting, lengths, areas, page_size, settings),
    }
    for reason, where in reasons.items():
        if where is not None:
            result[where & (result == Visibility.VISIBLE)] = reason
    starts = painting.starts[result[painting.starts] == Visibility.VISIBLE]
    if len(_duplicates(codes, boxes, starts, settings)):
        seen = np.flatnonzero(result == Visibility.VISIBLE)
        result[_duplicates(codes, boxes, seen, settings)] = Visibility.DUPLICATE
    return result


_Marks: TypeAlias = "NDArray[np.bool_] | None"
"""One mark for each character; None if no character can be concerned."""


def _unpainted(painting: Painting, lengths: NDArray[np.intp]) -> _Marks:
    invisible = (painting.modes == INVISIBLE) | (painting.modes == CLIP_ONLY)
    return np.repeat(invisible, lengths) if invisible.any() else None


def _off_page(centres: NDArray[np.float64], boxes: Boxes, page_size: tuple[float, float]) -> _Marks:
    x0, top, x1, bottom = boxes.T  # column by column: numpy is slow along rows of four
    low, high = (x0.min(), top.min()), (x1.max(), bottom.max())
    if min(low) >= 0 and high[0] <= page_size[0] and high[1] <= page_size[1]:
        return None
    return _outside(centres, np.array([[0.0, 0.0, *page_size]]))


def _clipped(centres: NDArray[np.float64], painting: Painting, lengths: NDArray[np.intp]) -> _Marks:
    if painting.clips is None:
        return None
    return _outside(centres, np.repeat(painting.clips, lengths, axis=0))


def _outside(centres: NDArray[np.float64], limits: Boxes) -> NDArray[np.bool_]:
    inside = (centres[:, 0] >= limits[:, 0]) & (centres[:, 0] <= limits[:, 2])
    inside &= (centres[:, 1] >= limits[:, 1]) & (centres[:, 1] <= limits[:, 3])
    return ~inside


def _camouflaged(
    centres: NDArray[np.float64],
    painting: Painting,
    lengths: NDArray[np.intp],
    shapes: Shapes,
    settings: VisibilitySettings,
) -> _Marks:
    """Painted in the colour of what lies behind.

    Over an image nothing is known of the background: seen.
    """
    values = luminance(painting.colors)
    transparent = painting.alphas == 0
    if not len(shapes.kinds) and (WHITE - values >= settings.min_text_contrast).all():
        return np.repeat(transparent, lengths) if transparent.any() else None
    areas = filled_areas(shapes, RulingSettings())
    grounds = np.append(luminance(shapes.colors[areas]), WHITE)
    near = np.abs(values[:, None] - grounds[None, :]) < settings.min_text_contrast
    if not near.any() and not transparent.any():
        return None
    behind = background_luminance(centres, np.repeat(painting.orders, lengths), shapes, areas)
    alike = np.abs(behind - np.repeat(values, lengths)) < settings.min_text_contrast
    for image in np.flatnonzero(shapes.kinds >= ShapeKind.IMAGE):
        alike &= _outside(centres, shapes.boxes[image][None, :])
    alike |= np.repeat(transparent, lengths)
    return np.asarray(alike, np.bool_)


def _covered(
    centres: NDArray[np.float64],
    painting: Painting,
    lengths: NDArray[np.intp],
    shapes: Shapes,
    size: tuple[float, float],
    settings: VisibilitySettings,
) -> _Marks:
    """An opaque area, or an image of the page's size, is painted later, over the centre."""
    if not len(shapes.kinds):
        return None
    opaque = (shapes.alphas > 200) & (shapes.kinds != ShapeKind.LINE)
    opaque &= shapes.kinds != ShapeKind.PARTIAL_FILL
    opaque &= shapes.orders > painting.orders.min()
    width = shapes.boxes[:, 2] - shapes.boxes[:, 0]
    height = shapes.boxes[:, 3] - shapes.boxes[:, 1]
    share = width * height / (size[0] * size[1])
    opaque &= (shapes.kinds < ShapeKind.IMAGE) | (share >= settings.min_covering_image)
    # What is as thin as a ruling covers no glyph's centre for its reader: strike-through.
    opaque &= np.minimum(width, height) > RulingSettings().max_width
    later = np.flatnonzero(opaque)
    if not len(later):
        return None
    covered = np.zeros(len(centres), np.bool_)
    orders = np.repeat(painting.orders, lengths)
    for index in later:
        inside = ~_outside(centres, shapes.boxes[index][None, :])
        covered |= inside & (orders < shapes.orders[index])
    return covered


def _duplicates(
    codes: NDArray[np.uint32],
    boxes: Boxes,
    indexes: NDArray[np.intp],
    settings: VisibilitySettings,
) -> NDArray[np.intp]:
    """Those of `indexes` that print an earlier one's glyph again, nearly on top of it.

    Sorted by code, row and x, copies stand next to each other.  Rows are bands as high as a
    typical glyph; a second pass with the bands moved by half finds the pairs that the first
    had cut.
    """
    if len(indexes) < 2:
        return indexes[:0]
    left, top = boxes[indexes, 0], boxes[indexes, 1]
    height = boxes[indexes, 3] - top
    reach = settings.duplicate_distance * np.minimum(boxes[indexes, 2] - left, height)
    band = max(float(height.max()), 1.0)
    again = np.zeros(len(indexes), np.bool_)
    code = codes[indexes].astype(np.int64)
    for shift in (0.0, 0.5):
        row = (top / band + shift).astype(np.int64)
        # One key sorts faster than three: 21 bits of code, 20 of row, 22 of 1/64 pt.
        place = (row & 0xFFFFF) << 22 | (64 * left).astype(np.int64) & 0x3FFFFF
        order = np.argsort(code << 42 | place, kind="stable")
        a, b = order[:-1], order[1:]
        near = (code[a] == code[b]) & (row[a] == row[b])
        near &= (np.abs(left[a] - left[b]) <= reach[a]) & (np.abs(top[a] - top[b]) <= reach[a])
        if near.any():
            heap = np.concatenate([[0], np.cumsum(~near)])
            first = np.full(heap[-1] + 1, len(order))
            np.minimum.at(first, heap, order)
            again[order] |= order != first[heap]
    return indexes[again]
