"""A font program whose glyphs are plain boxes: every character is visible, no font is needed.

Readers that look at outlines (PDFium leaves out text without any) see each glyph.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from typing import Any

SPACE, HALF, FULL = 1, 2, 3
"""Glyph numbers: no outline; a box of half an em; a box of an em."""

ASCENT, DESCENT = 880, -120
"""Of a Chinese text face, in 1/1000 em."""


def glyph_of(character: str, width: float) -> int:
    """Number of the glyph that stands for a character of this advance (1/1000 em)."""
    if character.isspace():
        return SPACE
    return HALF if width <= 500 else FULL


@lru_cache(maxsize=1)
def program() -> bytes:
    """The TrueType file; the same bytes at any time."""
    from fontTools.fontBuilder import FontBuilder

    make: Callable[..., Any] = FontBuilder
    builder = make(1000, isTTF=True)
    names = [".notdef", "space", "half", "full"]
    builder.setupHead(unitsPerEm=1000, created=0, modified=0)
    builder.setupGlyphOrder(names)
    # No cmap: a CID font needs none, and pdfminer would take it for a Unicode map.
    boxes = (_box(500), _box(0), _box(500), _box(1000))
    builder.setupGlyf(dict(zip(names, boxes, strict=True)))
    builder.setupHorizontalMetrics(
        {".notdef": (500, 40), "space": (500, 0), "half": (500, 40), "full": (1000, 40)}
    )
    builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    builder.setupPost()
    builder.font.recalcTimestamp = False
    buffer = BytesIO()
    builder.font.save(buffer)
    return buffer.getvalue()


def _box(advance: int) -> object:
    """A hollow box inside the advance, or nothing for an advance of 0."""
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    make: Callable[..., Any] = TTGlyphPen
    pen = make(None)
    for contour in _contours(advance) if advance else ():
        pen.moveTo(contour[0])
        for corner in contour[1:]:
            pen.lineTo(corner)
        pen.closePath()
    glyph: object = pen.glyph()
    return glyph


def _contours(advance: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The outer and, the other way round, the inner side of the box."""
    left, right, low, high = 40, advance - 40, -60, 780
    outer = [(left, low), (left, high), (right, high), (right, low)]
    left, right, low, high = left + 40, right - 40, low + 40, high - 40
    return outer, [(right, low), (right, high), (left, high), (left, low)]
