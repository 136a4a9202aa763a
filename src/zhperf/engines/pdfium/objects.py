"""The painted objects of a page, with Form XObjects opened, in the order of painting."""

from __future__ import annotations

import ctypes
import math
from ctypes import c_float
from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from zhperf.engines.pdfium import library
from zhperf.engines.pdfium.answers import ask_values

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    types: list[int] = field(default_factory=list)
    contexts: list[tuple[int, int, Matrix, Rectangle]] = field(default_factory=list)
    """Runs of objects in one form: first, end, matrix to user space, clip in user space."""
    clips: dict[int, Rectangle] = field(default_factory=dict)
    """By pointer: clip in user space, for the objects that have one."""
    modes: dict[int, int] = field(default_factory=dict)
    """By pointer: text rendering mode of each text object, as in the file."""


def read_objects(page: int) -> PageObjects:
    """The objects of a page."""
    count = library.count_objects(page)
    found = PageObjects()
    _add_objects(
        found, list(map(library.get_object, repeat(page), range(count))), IDENTITY, NO_CLIP, 0
    )
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
    ask_values(library.object_bounds, pointers, boxes)
    for index in np.flatnonzero(boxes[:, 2] - boxes[:, 0] < _NO_EXTENT).tolist():
        library.set_stroke_width(pointers[index], 1.0)
        library.set_render_mode(pointers[index], _FILL_AND_STROKE)
        library.transform_object(pointers[index], *IDENTITY)


def _add_objects(
    found: PageObjects, pointers: list[int], matrix: Matrix, clip: Rectangle, depth: int
) -> None:
    types = _types(found, pointers)
    if library.FORM not in types:
        _add_run(found, pointers, types, matrix, clip)
        return
    start = 0
    for index, kind in enumerate(types):
        if kind != library.FORM:
            continue
        _add_run(found, pointers[start:index], types[start:index], matrix, clip)
        start = index + 1
        form = pointers[index]
        if depth < MAX_FORM_DEPTH:
            inner = list(
                map(library.get_form_object, repeat(form), range(library.count_form_objects(form)))
            )
            inside = _intersect(clip, _own_clip(form, matrix))
            _add_objects(found, inner, multiply(matrix_of(form), matrix), inside, depth + 1)
    _add_run(found, pointers[start:], types[start:], matrix, clip)


def _types(found: PageObjects, pointers: list[int]) -> list[int]:
    """Types of objects; the rendering mode, which only text has, saves asking for most."""
    modes = list(map(library.render_mode, pointers))
    found.modes.update(
        (pointer, mode) for pointer, mode in zip(pointers, modes, strict=True) if mode >= 0
    )
    return [
        library.TEXT if mode >= 0 else library.object_type(pointer)
        for pointer, mode in zip(pointers, modes, strict=True)
    ]


def _add_run(
    found: PageObjects, pointers: list[int], types: list[int], matrix: Matrix, clip: Rectangle
) -> None:
    first = len(found.pointers)
    found.pointers += pointers
    found.types += types
    found.contexts.append((first, len(found.pointers), matrix, clip))
    counts = list(map(library.count_clips, map(library.clip_path, pointers)))
    if clip == NO_CLIP and max(counts, default=0) <= 0:
        return
    for pointer, count in zip(pointers, counts, strict=True):
        own = _own_clip(pointer, matrix) if count > 0 else NO_CLIP
        found.clips[pointer] = _intersect(clip, own)


def matrix_of(pointer: int) -> Matrix:
    """The matrix of an object; of a form, from its space to the one that it is painted in."""
    values = (c_float * 6)()
    if not library.object_matrix(pointer, ctypes.addressof(values)):
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


def _own_clip(pointer: int, matrix: Matrix) -> Rectangle:
    """Bounding box of the clipping path of an object, in user space."""
    path = library.clip_path(pointer)
    result = NO_CLIP
    x, y = c_float(), c_float()
    at_x, at_y = ctypes.addressof(x), ctypes.addressof(y)
    for index in range(max(library.count_clips(path) if path else 0, 0)):
        points = []
        for segment in range(library.count_clip_segments(path, index)):
            library.segment_point(library.get_clip_segment(path, index, segment), at_x, at_y)
            points.append(transform(x.value, y.value, matrix))
        if points:
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            result = _intersect(result, (min(xs), min(ys), max(xs), max(ys)))
    return result
