"""The picture of a page without its text: what is left are borders, images and shadings."""

from __future__ import annotations

import ctypes
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
import pypdfium2_raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

_TEXT, _IMAGE, _FORM = 1, 3, 5
"""FPDF_PAGEOBJ_* of fpdf_edit.h."""
_MAX_OBJECTS = 50_000
"""Of one page whose text is left out; a page with more is drawn with all its text."""
_MAX_DEPTH = 15
"""Of form XObjects in each other, as PDFium itself reads them."""
_MAX_PIXELS = 40_000_000
"""Of a picture: A3 at 250 dpi is 12 million, a hostile page may be 200 inches wide."""


def picture_of_page(
    source: Path | bytes,
    number: int,
    password: str | None,
    dots_per_inch: float,
    *,
    text: bool = False,
) -> NDArray[np.uint8] | None:
    """Draw one page as displayed.

    Args:
        source: Path of the document, or its bytes.
        number: 1-based number of the page.
        password: None to try without.
        dots_per_inch: Resolution; lower for pages of many square metres.
        text: Whether its text is drawn too.

    Returns:
        height x width x 3 of blue, green, red; None if the document or page does not load.
    """
    with _loaded_page(source, number, password) as page:
        if page is None:
            return None
        if not text:
            _hide_text(page)
        return _drawn(page, dots_per_inch / 72)


@contextmanager
def _loaded_page(source: Path | bytes, number: int, password: str | None) -> Iterator[Any]:
    """A page of PDFium while the block runs; None if the document or page does not load."""
    pdfium.FPDF_InitLibrary()
    secret = None if password is None else password.encode()
    if isinstance(source, bytes):
        document = pdfium.FPDF_LoadMemDocument64(source, len(source), secret)
    else:
        document = pdfium.FPDF_LoadDocument(os.fsencode(source), secret)
    page = pdfium.FPDF_LoadPage(document, number - 1) if document else None
    try:
        yield page or None
    finally:
        if page:
            pdfium.FPDF_ClosePage(page)
        if document:
            pdfium.FPDF_CloseDocument(document)


def _hide_text(page: Any) -> None:  # noqa: ANN401 - a ctypes pointer
    """Mark all text objects of a loaded page as not to be drawn, those in forms too."""
    count = pdfium.FPDFPage_CountObjects(page)
    waiting = [(pdfium.FPDFPage_GetObject(page, index), 0) for index in range(count)]
    seen = 0
    while waiting and seen < _MAX_OBJECTS:
        entry, depth = waiting.pop()
        seen += 1
        kind = pdfium.FPDFPageObj_GetType(entry)
        if kind == _TEXT:
            pdfium.FPDFPageObj_SetIsActive(entry, False)
        elif kind == _FORM and depth < _MAX_DEPTH:
            inner = pdfium.FPDFFormObj_CountObjects(entry)
            waiting += [
                (pdfium.FPDFFormObj_GetObject(entry, index), depth + 1) for index in range(inner)
            ]


def _drawn(page: Any, scale: float) -> NDArray[np.uint8] | None:  # noqa: ANN401 - a ctypes pointer
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    scale = min(scale, (_MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
    columns, rows = max(1, round(width * scale)), max(1, round(height * scale))
    bitmap = pdfium.FPDFBitmap_CreateEx(columns, rows, pdfium.FPDFBitmap_BGR, None, 0)
    if not bitmap:
        return None
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, columns, rows, 0, pdfium.FPDF_ANNOT)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        buffer = pdfium.FPDFBitmap_GetBuffer(bitmap)
        content = ctypes.string_at(buffer, stride * rows)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    lines = np.frombuffer(content, np.uint8).reshape(rows, stride)
    return lines[:, : columns * 3].reshape(rows, columns, 3).copy()


def scan_resolution(source: Path | bytes, number: int, password: str | None) -> float | None:
    """Dots per inch of the largest image on a page; None if there is none.

    Args:
        source: Path of the document, or its bytes.
        number: 1-based number of the page.
        password: None to try without.
    """
    with _loaded_page(source, number, password) as page:
        if page is None:
            return None
        count = pdfium.FPDFPage_CountObjects(page)
        images = [
            entry
            for entry in (pdfium.FPDFPage_GetObject(page, index) for index in range(count))
            if pdfium.FPDFPageObj_GetType(entry) == _IMAGE
        ]
        return max((found for found in map(_resolution, images) if found), default=None)


def _resolution(image: Any) -> float | None:  # noqa: ANN401 - a ctypes pointer
    """Dots per inch of an image, weighing by its area nothing: None if it has no extent."""
    edges = (ctypes.c_float * 4)()
    sides = (ctypes.c_uint * 2)()
    pointers = [ctypes.byref(edges, 4 * index) for index in range(4)]
    typed = [ctypes.cast(pointer, ctypes.POINTER(ctypes.c_float)) for pointer in pointers]
    if not pdfium.FPDFPageObj_GetBounds(image, *typed):
        return None
    left, bottom, right, top = edges
    wide, high = (
        ctypes.cast(ctypes.byref(sides, 4 * index), ctypes.POINTER(ctypes.c_uint))
        for index in range(2)
    )
    if not pdfium.FPDFImageObj_GetImagePixelSize(image, wide, high):
        return None
    area = (right - left) * (top - bottom)
    return 72 * float((sides[0] * sides[1] / area) ** 0.5) if area > 0 else None
