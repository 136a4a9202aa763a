"""The picture of a page without its text: what is left are borders, images and shadings."""

from __future__ import annotations

import ctypes
import os
from typing import TYPE_CHECKING, Any

import numpy as np
import pypdfium2_raw as pdfium

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_TEXT, _FORM = 1, 5
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
    pdfium.FPDF_InitLibrary()
    secret = None if password is None else password.encode()
    if isinstance(source, bytes):
        document = pdfium.FPDF_LoadMemDocument64(source, len(source), secret)
    else:
        document = pdfium.FPDF_LoadDocument(os.fsencode(source), secret)
    if not document:
        return None
    try:
        page = pdfium.FPDF_LoadPage(document, number - 1)
        if not page:
            return None
        try:
            if not text:
                _hide_text(page)
            return _drawn(page, dots_per_inch / 72)
        finally:
            pdfium.FPDF_ClosePage(page)
    finally:
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
