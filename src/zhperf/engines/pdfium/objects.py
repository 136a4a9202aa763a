"""The painted objects of a page, with Form XObjects opened, in the order of painting."""

from __future__ import annotations

import math
from ctypes import byref, c_float
from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from zhperf.engines.pdfium import library
from zhperf.engines.pdfium.answers import ask_values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from zhperf.engines.pdfium.library import Pointer

MAX_FORM_DEPTH = 12
"""Nested Form XObjects; deeper ones come from files that mean harm."""

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
"""a b c d e f of ISO 32000-1 §8.3.3."""
Rectangle: TypeAlias = tuple[float, float, float, float]
"""left, bottom, right, top in user space."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
NO_CLIP: Rectangle = (-math.inf, -math.inf, math.inf, math.inf)


_NO_EXTENT = 0.001
"""pt: narrower text objects are left out of the text by PDFium."""
_FILL_AND_STROKE = 2
"""Text rendering mode (ISO 32000-1 table 106)."""


@dataclass(slots=True)
class PageObjects:
    """The painted objects of a page, forms opened, in the order of painting."""

    pointers: list[int] = field(default_factory=list)
    targets: list[Pointer] = field(default_factory=list)
    """The same, as arguments."""
    types: list[int] = field(default_factory=list)
    contexts: list[tuple[int, int, Matrix, Rectangle]] = field(default_factory=list)
    """Runs of objects in one form: first, end, matrix to user space, clip in user space."""
    clips: dict[Rectangle, list[int]] = field(default_factory=dict)
    """Clips in user space, and the indexes of the objects under each."""
    modes: dict[int, int] = field(default_factory=dict)
    """By pointer: text rendering mode of each text object, as in the file."""
    _limits: NDArray[np.float64] | None = None
    _sorted: tuple[NDArray[np.uint64], NDArray[np.intp]] | None = None

    def ranks(self, owners: NDArray[np.uint64]) -> NDArray[np.intp]:
        """Index of each of these pointers; the number of objects if it is not among them."""
        count = len(self.pointers)
        if not count:
            return np.zeros(len(owners), np.intp)
        if self._sorted is None:
            pointers = np.array(self.pointers, np.uint64)
            order = np.argsort(pointers, kind="stable")
            self._sorted = pointers[order], order
        pointers, order = self._sorted
        found = np.searchsorted(pointers, owners).clip(max=count - 1)
        return np.where(pointers[found] == owners, order[found], count)

    def limits(self) -> NDArray[np.float64]:
        """Clip of each object, and none for what is not among them: n + 1 rows."""
        if self._limits is None:
            self._limits = self._all_limits()
        return self._limits

    def _all_limits(self) -> NDArray[np.float64]:
        result = np.full((len(self.pointers) + 1, 4), NO_CLIP)
        for clip, indexes in self.clips.items():
            result[indexes] = clip
        return result


def read_objects(page: int) -> PageObjects:
    """The objects of a page."""
    count = library.count_objects(page)
    found = PageObjects()
    pointers = map(library.get_object, repeat(library.pointer(page)), range(count))
    _add_objects(found, list(pointers), IDENTITY, NO_CLIP, 0)
    return found


def keep_inkless_text(found: PageObjects) -> None:
    """Make PDFium read the text objects whose glyphs have no outlines.

    It leaves text objects without extent out of the text: single spaces, and every glyph that
    the substitute of a font that is not embedded lacks, a cell's "≥" or "次".  A stroke gives
    them extent; moving them nowhere makes PDFium measure them again.  Only for this reading:
    the file is not changed.  To be called before the text page is loaded.
    """
    pointers = list(found.modes)
    boxes = np.zeros((len(pointers), 4), np.float32)
    ask_values(library.object_bounds, list(map(library.pointer, pointers)), boxes)
    for index in np.flatnonzero(boxes[:, 2] - boxes[:, 0] < _NO_EXTENT).tolist():
        library.set_stroke_width(pointers[index], 1.0)
        library.set_render_mode(pointers[index], _FILL_AND_STROKE)
        library.transform_object(pointers[index], *IDENTITY)


def _add_objects(
    found: PageObjects, pointers: list[int], matrix: Matrix, clip: Rectangle, depth: int
) -> None:
    targets = list(map(library.pointer, pointers))
    types = _types(found, pointers, targets)
    start = 0
    for index in [i for i, kind in enumerate(types) if kind == library.FORM]:
        run = slice(start, index)
        _add_run(found, pointers[run], targets[run], types[run], matrix, clip)
        start = index + 1
        form, target = pointers[index], targets[index]
        if depth < MAX_FORM_DEPTH:
            inner = list(
                map(library.get_form_object, repeat(form), range(library.count_form_objects(form)))
            )
            inside = _intersect(clip, _own_clip(library.pointer(library.clip_path(target)), matrix))
            _add_objects(found, inner, multiply(matrix_of(target), matrix), inside, depth + 1)
    _add_run(found, pointers[start:], targets[start:], types[start:], matrix, clip)


def _types(found: PageObjects, pointers: list[int], targets: list[Pointer]) -> list[int]:
    """Types of objects; the rendering mode, which only text has, saves asking for most."""
    modes = list(map(library.render_mode, targets))
    found.modes.update(
        (pointer, mode) for pointer, mode in zip(pointers, modes, strict=True) if mode >= 0
    )
    return [
        library.TEXT if mode >= 0 else library.object_type(target)
        for target, mode in zip(targets, modes, strict=True)
    ]


def _add_run(
    found: PageObjects,
    pointers: list[int],
    targets: list[Pointer],
    types: list[int],
    matrix: Matrix,
    clip: Rectangle,
) -> None:
    first = len(found.pointers)
    found.pointers += pointers
    found.targets += targets
    found.types += types
    found.contexts.append((first, len(found.pointers), matrix, clip))
    paths = list(map(library.pointer, map(library.clip_path, targets)))
    counts = list(map(library.count_clips, paths))
    if clip == NO_CLIP and max(counts, default=0) <= 0:
        return
    # Objects painted under one clip share its data in memory: it is read once.
    alike: dict[tuple[int, ...] | int, list[int]] = {}
    keys: list[tuple[int, ...] | int]
    keys = list(map(library.get_clip_segment, paths, repeat(0), repeat(0)))
    for index in [index for index, count in enumerate(counts) if count > 1]:
        path, parts = paths[index], range(counts[index])
        keys[index] = tuple(library.get_clip_segment(path, part, 0) for part in parts)
    for index, key in enumerate(keys):
        alike.setdefault(key, []).append(index)
    for indexes in alike.values():
        limit = _intersect(clip, _own_clip(paths[indexes[0]], matrix))
        found.clips.setdefault(limit, []).extend([first + index for index in indexes])


def matrix_of(target: Pointer) -> Matrix:
    """The matrix of an object; of a form, from its space to the one that it is painted in."""
    values = (c_float * 6)()
    if not library.object_matrix(target, byref(values)):
        return IDENTITY
    a, b, c, d, e, f = values
    return (a, b, c, d, e, f)


def multiply(inner: Matrix, outer: Matrix) -> Matrix:
    """First `inner`, then `outer` (ISO 32000-1 §8.3.4)."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r, a * q + b * s,
        c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def transform(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    """A point under a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def transform_box(box: Sequence[float], matrix: Matrix) -> Rectangle:
    """The upright rectangle around a box (left, bottom, right, top) under a matrix."""
    left, bottom, right, top = box
    corners = [transform(x, y, matrix) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return (min(xs), min(ys), max(xs), max(ys))


def _intersect(one: Rectangle, other: Rectangle) -> Rectangle:
    return (
        max(one[0], other[0]), max(one[1], other[1]),
        min(one[2], other[2]), min(one[3], other[3]),
    )  # fmt: skip


def _own_clip(path: Pointer, matrix: Matrix) -> Rectangle:
    """Bounding box of a clipping path, in user space."""
    result = NO_CLIP
    x, y = c_float(), c_float()
    at_x, at_y = byref(x), byref(y)
    for index in range(max(library.count_clips(path), 0)):
        points = []
        for number in range(library.count_clip_segments(path, index)):
            segment = library.pointer(library.get_clip_segment(path, index, number))
            library.segment_point(segment, at_x, at_y)
            points.append(transform(x.value, y.value, matrix))
        if points:
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            result = _intersect(result, (min(xs), min(ys), max(xs), max(ys)))
    return result
