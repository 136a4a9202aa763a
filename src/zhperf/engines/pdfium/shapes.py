"""Paths and images of a page as shapes."""

from __future__ import annotations

import math
from ctypes import byref, c_float
from typing import TYPE_CHECKING

import numpy as np

from zhperf.engines.pdfium import library
from zhperf.engines.pdfium.answers import ask_structures, ask_values, packed, paints
from zhperf.engines.pdfium.objects import (
    IDENTITY,
    matrix_of,
    multiply,
    transform,
    transform_box,
)
from zhperf.paths import Subpath, filled_box, stroked_boxes, without_rings
from zhperf.rulings import RulingSettings, ShapeKind, Shapes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhperf.engines.pdfium.library import Pointer
    from zhperf.engines.pdfium.objects import Matrix, PageObjects, Rectangle
    from zhperf.geometry import DisplayTransform

MAX_PATH_POINTS = 400_000
"""Points of paths that are looked at on one page; about half a second.  Maps and drawings
have more; a table of 10,000 cells in frames has 200,000."""


class ShapeCollector:
    """Gathers the shapes of a page from its path and image objects."""

    def __init__(self, objects: PageObjects, display: DisplayTransform) -> None:
        self._objects = objects
        self._display = display
        self._boxes: list[NDArray[np.float64]] = []
        self._kinds: list[NDArray[np.uint8]] = []
        self._paints: list[NDArray[np.uint32]] = []
        self._orders: list[NDArray[np.int64]] = []
        self._limits = objects.limits()
        self._points_left = MAX_PATH_POINTS
        self.notices: tuple[str, ...] = ()

    def shapes(self) -> Shapes:
        """Everything found, in page space."""
        for first, end, matrix, _ in self._objects.contexts:
            self._add_images(first, end, matrix)
            self._add_paths(first, end, matrix)
        if not self._boxes:
            empty = np.empty(0, np.uint8)
            none = np.empty(0, np.uint32)
            return Shapes(np.empty((0, 4)), empty, none, empty, np.empty(0, np.int64))
        all_paints = np.concatenate(self._paints)
        return Shapes(
            self._display.boxes(np.concatenate(self._boxes)),
            np.concatenate(self._kinds),
            packed(all_paints),
            all_paints[:, 3].astype(np.uint8),
            np.concatenate(self._orders),
        )

    def _add(
        self,
        boxes: NDArray[np.float64],
        kind: ShapeKind,
        paints: NDArray[np.uint32],
        orders: NDArray[np.int64],
    ) -> None:
        if len(boxes):
            if self._objects.clips:
                boxes, visible = self._clipped(boxes, orders)
                boxes, paints, orders = boxes[visible], paints[visible], orders[visible]
            self._boxes.append(boxes)
            self._kinds.append(np.full(len(boxes), kind, np.uint8))
            self._paints.append(paints)
            self._orders.append(orders)

    def _clipped(
        self, boxes: NDArray[np.float64], orders: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Boxes cut to their clips, and whether anything is left of each."""
        limits = self._limits[orders]
        low = np.maximum(boxes[:, :2], limits[:, :2])
        high = np.minimum(boxes[:, 2:], limits[:, 2:])
        return np.hstack([low, high]), np.asarray((low <= high).all(axis=1))

    def _add_images(self, first: int, end: int, matrix: Matrix) -> None:
        types = self._objects.types
        found = [i for i in range(first, end) if types[i] in (library.IMAGE, library.SHADING)]
        if found:
            targets = [self._objects.targets[i] for i in found]
            paints = np.full((len(found), 4), 255, np.uint32)
            # An image with a mask or transparency shows what lies behind it.
            paints[:, 3] = [0 if library.has_transparency(p) else 255 for p in targets]
            self._add(_bounds(targets, matrix), ShapeKind.IMAGE, paints, np.array(found))

    def _add_paths(self, first: int, end: int, matrix: Matrix) -> None:
        types = self._objects.types
        found = [i for i in range(first, end) if types[i] == library.PATH]
        if not found:
            return
        targets = [self._objects.targets[i] for i in found]
        count = len(found)
        boxes = _bounds(targets, matrix)
        orders = np.array(found, np.int64)
        modes = np.zeros((count, 2), np.int32)
        ask_values(library.draw_mode, targets, modes)
        filled, stroked = modes[:, 0] > 0, modes[:, 1] > 0
        points = np.array(list(map(library.count_segments, targets)), np.int32)
        if stroked.any():
            boxes[stroked] = _without_inflation(boxes[stroked], targets, stroked, matrix)
        thin = np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
        simple = (thin <= RulingSettings().max_width) & (points <= 5) & (points != 3)
        lines = np.flatnonzero(simple & stroked)
        bars = np.flatnonzero(simple & filled & ~stroked & (points > 2))
        self._add(
            boxes[lines],
            ShapeKind.LINE,
            paints([targets[i] for i in lines.tolist()], library.stroke_color),
            orders[lines],
        )
        self._add(
            boxes[bars],
            ShapeKind.FILL,
            paints([targets[i] for i in bars.tolist()], library.fill_color),
            orders[bars],
        )
        for index in np.flatnonzero(~simple & (filled | stroked)).tolist():
            self._add_path(
                targets[index], int(points[index]), bool(filled[index]), bool(stroked[index]),
                matrix, found[index],
            )  # fmt: skip

    def _add_path(
        self, target: Pointer, points: int, filled: bool, stroked: bool, matrix: Matrix, order: int
    ) -> None:
        """A path that is more than one line or bar, piece by piece."""
        self._points_left -= points
        if self._points_left < 0:
            self.notices = (f"more than {MAX_PATH_POINTS} path points; the rest was left out",)
            return
        own = multiply(matrix_of(target), matrix)
        subpaths = _subpaths(target, points, own)
        if filled:
            areas = without_rings([filled_box(path) for path in subpaths])
            for kind in (ShapeKind.FILL, ShapeKind.PARTIAL_FILL):
                boxes = [box for box, whole in areas if whole == (kind == ShapeKind.FILL)]
                self._add_alike(boxes, kind, target, library.fill_color, order)
        if stroked:
            width = c_float()
            library.stroke_width(target, byref(width))
            half = width.value * math.sqrt(abs(own[0] * own[3] - own[1] * own[2])) / 2
            edges = [edge for path in subpaths for edge in stroked_boxes(path, half)]
            self._add_alike(edges, ShapeKind.LINE, target, library.stroke_color, order)

    def _add_alike(
        self,
        boxes: list[Rectangle],
        kind: ShapeKind,
        target: Pointer,
        color: library.Function,
        order: int,
    ) -> None:
        if boxes:
            paint = paints([target], color)
            self._add(
                np.array(boxes, np.float64),
                kind,
                np.repeat(paint, len(boxes), axis=0),
                np.full(len(boxes), order, np.int64),
            )


def _without_inflation(
    boxes: NDArray[np.float64], targets: list[Pointer], stroked: NDArray[np.bool_], matrix: Matrix
) -> NDArray[np.float64]:
    """Boxes of stroked paths as wide as their stroke.

    PDFium adds the whole line width on each side (0.5 for hairlines) where half is painted.
    """
    chosen = [targets[i] for i in np.flatnonzero(stroked).tolist()]
    widths = np.zeros((len(chosen), 1), np.float32)
    ask_values(library.stroke_width, chosen, widths)
    added = np.where(widths == 0, 0.5, widths / 2)[:, 0].astype(np.float64)
    scales = _scales(chosen, matrix)
    inset = (added * scales)[:, None]
    low, high = boxes[:, :2] + inset, boxes[:, 2:] - inset
    # A hairline has no width left; single precision must not make it negative.
    middle = (low + high) / 2
    return np.hstack([np.minimum(low, middle), np.maximum(high, middle)])


def _scales(targets: list[Pointer], matrix: Matrix) -> NDArray[np.float64]:
    """By how much each object's matrix and its form's stretch lengths."""
    values = np.zeros((len(targets), 6), np.float32)
    ask_structures(library.object_matrix, targets, answers=values)
    own = np.abs(values[:, 0] * values[:, 3] - values[:, 1] * values[:, 2])
    form = abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])
    return np.sqrt(own * form).astype(np.float64)


def _bounds(targets: list[Pointer], matrix: Matrix) -> NDArray[np.float64]:
    """N x 4 bounding boxes in user space (left, bottom, right, top)."""
    boxes = np.zeros((len(targets), 4), np.float32)
    ask_values(library.object_bounds, targets, boxes)
    result = boxes.astype(np.float64)
    if matrix is not IDENTITY:
        result = np.array([transform_box(box, matrix) for box in result.tolist()])
    return result


def _subpaths(target: Pointer, count: int, matrix: Matrix) -> list[Subpath]:
    result: list[Subpath] = []
    points: list[tuple[float, float]] = []
    straight: list[bool] = []
    x, y = c_float(), c_float()
    at_x, at_y = byref(x), byref(y)
    for index in range(count):
        segment = library.pointer(library.get_segment(target, index))
        kind = library.segment_type(segment)
        library.segment_point(segment, at_x, at_y)
        if kind == library.SEGMENT_MOVE:
            if len(points) > 1:
                result.append((points, straight))
            points, straight = [], []
        straight.append(kind != library.SEGMENT_BEZIER)
        points.append(transform(x.value, y.value, matrix))
        if library.segment_close(segment) and points[0] != points[-1]:
            points.append(points[0])
            straight.append(True)
    if len(points) > 1:
        result.append((points, straight))
    return result
