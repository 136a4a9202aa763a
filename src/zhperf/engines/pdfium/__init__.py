"""The fast engine: PDFium through its C interface.

Every call of a C function from Python costs about as much as the function itself, so facts
are asked once for each text object or path, never for each character, and boxes are written
by PDFium straight into numpy arrays.
"""

from __future__ import annotations

import ctypes
import os
from ctypes import c_float, c_void_p
from typing import TYPE_CHECKING, Any

import pypdfium2_raw as pdfium

from zhperf.engines.pdfium import library
from zhperf.engines.pdfium.chars import TextPage, no_chars, page_text, read_chars
from zhperf.engines.pdfium.objects import keep_inkless_text, read_objects
from zhperf.engines.pdfium.shapes import ShapeCollector
from zhperf.engines.pdfium.unmapped import UnmappedGlyphs
from zhperf.errors import DamagedPdfError, EncryptedPdfError
from zhperf.geometry import DisplayTransform, covered_share
from zhperf.pages import Page
from zhperf.rulings import RulingSettings, ShapeKind, find_rulings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from types import TracebackType


def open_document(source: Path | bytes, password: str | None, name: str) -> PdfiumDocument:
    """Open a PDF; see `zhperf.engines.open_document`."""
    pdfium.FPDF_InitLibrary()
    secret = None if password is None else password.encode()
    if isinstance(source, bytes):
        handle = pdfium.FPDF_LoadMemDocument64(source, len(source), secret)
    else:
        handle = pdfium.FPDF_LoadDocument(os.fsencode(source), secret)
    if not handle:
        if pdfium.FPDF_GetLastError() == library.ERROR_PASSWORD:
            raise EncryptedPdfError.for_password(name, password)
        reason = "PDFium: no readable cross-reference table or page tree"
        raise DamagedPdfError(name, reason=reason)
    return PdfiumDocument(handle, source, name)


class PdfiumDocument:
    """An open document; see `zhperf.engines.Document`."""

    def __init__(self, handle: Any, source: Path | bytes, name: str) -> None:  # noqa: ANN401
        self._handle = handle
        self._address = ctypes.cast(handle, c_void_p).value
        self._source = source  # bytes must outlive the document: PDFium does not copy them
        self._name = name
        self._unmapped = UnmappedGlyphs()

    @property
    def page_count(self) -> int:
        """Number of pages in the document."""
        return int(pdfium.FPDF_GetPageCount(self._handle))

    def pages(
        self, numbers: Iterable[int], can_skip: Callable[[str], bool] | None = None
    ) -> Iterator[Page]:
        """The pages of these 1-based numbers, one in memory at a time."""
        for number in numbers:
            yield self._page(number, can_skip)

    def _page(self, number: int, can_skip: Callable[[str], bool] | None) -> Page:
        page = library.load_page(self._address, number - 1)
        if not page:
            raise DamagedPdfError(self._name, reason=f"p{number}: PDFium cannot load the page")
        try:
            return self._read(number, page, can_skip)
        finally:
            library.close_page(page)

    def _read(self, number: int, page: int, can_skip: Callable[[str], bool] | None) -> Page:
        objects = read_objects(page)
        keep_inkless_text(objects)
        text = library.load_text(page)
        if not text:
            raise DamagedPdfError(self._name, reason=f"p{number}: PDFium cannot load its text")
        try:
            content = TextPage(library.pointer(text), objects, self._unmapped)
            return _read_page(number, page, content, can_skip)
        finally:
            library.close_text(text)

    def __enter__(self) -> PdfiumDocument:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        pdfium.FPDF_CloseDocument(self._handle)


def _read_page(
    number: int, page: int, text: TextPage, can_skip: Callable[[str], bool] | None
) -> Page:
    crop = (c_float * 4)()
    library.page_box(page, ctypes.addressof(crop))
    left, top, right, bottom = crop  # FS_RECTF: left, top, right, bottom
    rotation = library.page_rotation(page) * 90
    display = DisplayTransform((left, bottom, right, top), rotation)
    width, height = display.size
    collector = ShapeCollector(text.objects, display)
    shapes = collector.shapes()
    rulings = find_rulings(shapes, RulingSettings())
    skip = can_skip is not None and not len(rulings) and can_skip(page_text(text))
    images = shapes.boxes[shapes.kinds == ShapeKind.IMAGE]
    return Page(
        number,
        width,
        height,
        rotation,
        no_chars() if skip else read_chars(text, shapes, display),
        rulings,
        covered_share(images, width, height) if len(images) else 0.0,
        library.count_chars(text.text) if skip else 0,
        notices=collector.notices,
    )
