"""The engine for scans: rulings and characters from the picture of a page.

    picture ─ upright, straight ─> ink ─> rulings ─> cells ─> lines of text ─ OCR ─> Page

Lines inside cells are found by their ink, since the cell says where they can be; text outside of
tables by a detection model.  The models are part of the package `rapidocr`: nothing is fetched.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zhperf.engines.pdfium import open_document as open_pdfium
from zhperf.engines.picture import picture_of_page, scan_resolution

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from zhperf.engines.pdfium import PdfiumDocument
    from zhperf.engines.sharedocr import SharedOcr
    from zhperf.pages import Page


def open_document(
    source: Path | bytes, password: str | None, name: str, ocr: SharedOcr
) -> OcrDocument:
    """Open a PDF; see `zhperf.engines.open_document`."""
    return OcrDocument(open_pdfium(source, password, name), source, password, ocr)


class OcrDocument:
    """An open document whose pages are read from their pictures; see `zhperf.engines.Document`."""

    def __init__(
        self, document: PdfiumDocument, source: Path | bytes, password: str | None, ocr: SharedOcr
    ) -> None:
        self._document = document
        self._source = source
        self._password = password
        self._ocr = ocr

    @property
    def page_count(self) -> int:
        """Number of pages in the document."""
        return self._document.page_count

    def pages(
        self, numbers: Iterable[int], can_skip: Callable[[str], bool] | None = None
    ) -> Iterator[Page]:
        """The pages of these 1-based numbers, one in memory at a time; all are read."""
        del can_skip
        for page in self._document.pages(numbers):
            yield self.read(page)

    def read(self, page: Page) -> Page:
        """The page as its picture shows it."""
        reader = self._ocr.reader
        settings = reader.settings
        printed = scan_resolution(self._source, page.number, self._password)
        resolution = min(max(printed or 0.0, settings.min_resolution), settings.max_resolution)
        picture = picture_of_page(self._source, page.number, self._password, resolution, text=True)
        if picture is None:
            return page
        scale = picture.shape[1] / page.width
        found = reader.read(picture, scale)
        return replace(
            page, chars=found.chars, rulings=found.rulings, engine="ocr", skew=found.skew
        )

    def __enter__(self) -> OcrDocument:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._document.__exit__(kind, error, traceback)
