"""Shapes that an engine found on a page, and the rulings that a reader sees in them.

Rulings come from strokes, from thin filled rectangles (Word, WPS and browsers draw borders
as such) and from the edges of light cells that lie on a dark rectangle.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from zhperf.pages import Rulings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhperf.geometry import Boxes


class ShapeKind(IntEnum):
    """What a shape is."""

    LINE = 0
    """A stroked segment parallel to an axis; its box includes the stroke's width."""
    FILL = 1
    """A filled area; for areas that are not rectangles, their bounding box."""
    IMAGE = 2
    """An image, or a shading."""
    PARTIAL_FILL = 3
    """A filled area that does not fill its bounding box: it covers nothing for certain."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """The painted paths and images of a page as columns, clipped to what is visible."""

    boxes: Boxes
    """n x 4 in page space."""
    kinds: NDArray[np.uint8]
    """`ShapeKind` values."""
    colors: NDArray[np.uint32]
    """0xRRGGBB."""
    alphas: NDArray[np.uint8]
    """255 is opaque."""
    orders: NDArray[np.int64]
    """Rank in the order of painting, comparable with that of the characters."""

    def take(self, where: NDArray[np.bool_]) -> Shapes:
        """Those shapes where `where` is true."""
        return Shapes(
            self.boxes[where],
            self.kinds[where],
            self.colors[where],
            self.alphas[where],
            self.orders[where],
        )


@dataclass(frozen=True, slots=True)
class RulingSettings:
    """Thresholds for telling rulings from other shapes."""

    max_width: float = 4.0
    """pt.  Thicker filled rectangles are areas.  Office borders end at 3 pt (Excel's thick) to
    4.5 pt (Word, rare); the lowest row that can hold text is higher."""
    min_contrast: int = 24
    """Difference of luminance (0 to 255) to what lies behind, below which a line is not seen.
    White on white is 0, the lightest grey borders in use (#D9D9D9) are 38."""
    max_frame_gap: float = 4.0
    """pt.  Light cells on a dark rectangle: the widest dark gap that stands for a border."""


WHITE = 255.0
"""Luminance of paper."""


def luminance(colors: NDArray[np.uint32]) -> NDArray[np.float64]:
    """Rec. 601 luma, 0 to 255, of 0xRRGGBB colours."""
    red, green, blue = colors >> 16 & 255, colors >> 8 & 255, colors & 255
    return np.asarray(0.299 * red + 0.587 * green + 0.114 * blue, np.float64)


def background_luminance(
    points: NDArray[np.float64], orders: NDArray[np.int64], shapes: Shapes, areas: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Luminance of what lies behind each point when it is painted.

    Args:
        points: n x 2 of x and y.
        orders: Rank of painting of what is painted at each point.
        shapes: Everything painted on the page.
        areas: Indexes of the opaque filled areas among `shapes`, in the order of painting.

    Returns:
        n values, 0 to 255; paper where no area lies behind.
    """
    result = np.full(len(points), WHITE)
    values = luminance(shapes.colors)
    for area in areas:
        x0, top, x1, bottom = shapes.boxes[area]
        inside = (points[:, 0] > x0) & (points[:, 0] < x1)
        inside &= (points[:, 1] > top) & (points[:, 1] < bottom)
        inside &= orders > shapes.orders[area]
        result[inside] = values[area]
    return result


def filled_areas(shapes: Shapes, settings: RulingSettings) -> NDArray[np.intp]:
    """Indexes of opaque filled rectangles that are no lines, in the order of painting."""
    if not len(shapes.kinds):
        return np.empty(0, np.intp)
    width, height = _extent(shapes.boxes)
    areas = (shapes.kinds == ShapeKind.FILL) & (shapes.alphas > 200)
    areas &= (width > settings.max_width) & (height > settings.max_width)
    found = np.flatnonzero(areas)
    return found[np.argsort(shapes.orders[found], kind="stable")]


def find_rulings(shapes: Shapes, settings: RulingSettings) -> Rulings:
    """The rulings that a reader sees: visible, straight, parallel to an axis.

    Pieces are as painted: dashes, doubled lines and joints are the lattice's work.
    """
    if not len(shapes.kinds):
        return Rulings(np.empty((0, 4)), np.empty((0, 4)))
    width, height = _extent(shapes.boxes)
    thin = (shapes.kinds <= ShapeKind.FILL) & (shapes.alphas > 0)
    thin &= np.minimum(width, height) <= settings.max_width
    areas = filled_areas(shapes, settings)
    candidates = np.flatnonzero(thin)
    candidates = candidates[_visible(candidates, shapes, areas, settings)]
    boxes = shapes.boxes[candidates]
    if len(areas) > 1:
        boxes = np.concatenate([boxes, _gaps_between_light_areas(shapes, areas, settings)])
    return _oriented(boxes, settings)


def _extent(boxes: Boxes) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]


def _visible(
    candidates: NDArray[np.intp],
    shapes: Shapes,
    areas: NDArray[np.intp],
    settings: RulingSettings,
) -> NDArray[np.bool_]:
    """Whether each candidate differs from what lies behind it and is not painted over."""
    values = luminance(shapes.colors[candidates])
    if not len(areas):
        return WHITE - values >= settings.min_contrast
    boxes, orders = shapes.boxes[candidates], shapes.orders[candidates]
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    behind = background_luminance(middles, orders, shapes, areas)
    seen = np.abs(behind - values) >= settings.min_contrast
    # A white line between shaded cells lies on paper, but what is beside it is coloured.
    pale = np.flatnonzero(~seen & (WHITE - values < settings.min_contrast))
    for index in pale:
        seen[index] = _beside_areas(boxes[index], shapes, areas, settings)
    for area in areas:
        x0, top, x1, bottom = shapes.boxes[area]
        over = (boxes[:, 0] > x0) & (boxes[:, 2] < x1) & (boxes[:, 1] > top)
        over &= (boxes[:, 3] < bottom) & (orders < shapes.orders[area])
        seen &= ~over
    return seen


def _beside_areas(
    box: NDArray[np.float64],
    shapes: Shapes,
    areas: NDArray[np.intp],
    settings: RulingSettings,
) -> bool:
    """Whether coloured areas lie along most of a pale line, on one side at least."""
    x0, top, x1, bottom = box
    reach = settings.max_width / 2
    along = np.array([0.1, 0.3, 0.5, 0.7, 0.9])[:, None]
    if x1 - x0 > bottom - top:
        first, last = np.array([[x0, top - reach]]), np.array([[x1, top - reach]])
        across = np.array([0.0, bottom - top + 2 * reach])
    else:
        first, last = np.array([[x0 - reach, top]]), np.array([[x0 - reach, bottom]])
        across = np.array([x1 - x0 + 2 * reach, 0.0])
    points = first + along * (last - first)
    latest = np.full(2 * len(points), np.iinfo(np.int64).max)
    behind = background_luminance(np.concatenate([points, points + across]), latest, shapes, areas)
    coloured = (WHITE - behind >= settings.min_contrast).reshape(2, -1).any(axis=0)
    return bool(coloured.mean() > 0.5)


def _gaps_between_light_areas(
    shapes: Shapes, areas: NDArray[np.intp], settings: RulingSettings
) -> Boxes:
    """Dark gaps around light cells that lie on a dark rectangle, as thin boxes.

    Some makers paint a black rectangle for the table and white ones for its cells: what
    stays black between the cells is the border.
    """
    values = luminance(shapes.colors[areas])
    gaps: list[tuple[float, float, float, float]] = []
    for position in np.flatnonzero(values < 128):
        frame = shapes.boxes[areas[position]]
        inner = shapes.boxes[areas]
        inside = (inner[:, 0] >= frame[0] - 0.1) & (inner[:, 1] >= frame[1] - 0.1)
        inside &= (inner[:, 2] <= frame[2] + 0.1) & (inner[:, 3] <= frame[3] + 0.1)
        inside &= (values > 128) & (np.arange(len(areas)) > position)
        cells = inner[inside]
        if len(cells):
            gaps.extend(_frame_edges(cells, settings.max_frame_gap))
    return np.array(gaps, dtype=np.float64).reshape(-1, 4)


def _frame_edges(cells: Boxes, reach: float) -> list[tuple[float, float, float, float]]:
    """The four edges of each cell, lengthened to the middle of the gap to its neighbours."""
    half = reach / 2
    edges: list[tuple[float, float, float, float]] = []
    for x0, top, x1, bottom in cells.tolist():
        edges += [
            (x0 - half, top, x1 + half, top),
            (x0 - half, bottom, x1 + half, bottom),
            (x0, top - half, x0, bottom + half),
            (x1, top - half, x1, bottom + half),
        ]
    return edges


def _oriented(boxes: Boxes, settings: RulingSettings) -> Rulings:
    """Thin boxes as rulings; small squares (dots of a dotted line) count both ways."""
    width, height = _extent(boxes)
    dot = (width <= settings.max_width) & (height <= settings.max_width)
    flat = (width > height) | dot
    steep = (height >= width) | dot
    flat &= height <= settings.max_width
    steep &= width <= settings.max_width
    x0, top, x1, bottom = boxes.T
    horizontal = np.column_stack([(top + bottom) / 2, x0, x1, height])[flat]
    vertical = np.column_stack([(x0 + x1) / 2, top, bottom, width])[steep]
    return Rulings(horizontal, vertical)
