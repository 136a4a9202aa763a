"""The engine for scans: rulings and characters from the picture of a page.

    picture ─ upright, straight ─> ink ─> rulings ─> cells ─> lines of text ─ OCR ─> Page

Lines inside cells are found by their ink, since the cell says where they can be; text outside of
tables by a detection model.  The models are part of the package `rapidocr`: nothing is fetched.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from zhperf.engines.ocr.layers import HIDDEN, chars_where, confirmed, with_printed
from zhperf.engines.pdfium import open_document as open_pdfium
from zhperf.engines.picture import picture_of_page, scan_resolution
from zhperf.geometry import BBox, tilt_boxes
from zhperf.pages import Visibility

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from numpy.typing import NDArray

    from zhperf.engines.pdfium import PdfiumDocument
    from zhperf.engines.sharedocr import SharedOcr
    from zhperf.geometry import Boxes
    from zhperf.pages import Page

_A4_HEIGHT, _A3_HEIGHT = 842.0, 1191.0
"""pt."""
_COARSE = 110.0
"""Dots per inch: a scan of a page larger than A3 with fewer has lost its resolution; at 75 and 100
nobody scans text on purpose."""


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

    def read(self, page: Page, *, printed: bool = False) -> Page:
        """The page as its picture shows it; a hidden text layer that agrees makes it surer.

        Args:
            page: As its content says.
            printed: Whether its visible text is taken as it is, in place of what OCR made of it.
        """
        zoom = self._zoom(page)
        seen = self._picture(page, zoom, text=True)
        if seen is None:
            return page
        found = self._ocr.reader.read(seen, zoom * seen.shape[1] / page.width).zoomed(zoom)
        visibility = page.chars.visibility
        hidden = chars_where(page, np.isin(visibility, HIDDEN), found.skew)
        read = confirmed(found.chars, hidden)
        chars = read.chars
        if printed:
            visible = visibility == Visibility.VISIBLE
            chars = with_printed(chars, chars_where(page, visible, found.skew))
        return replace(
            page,
            chars=chars,
            rulings=found.rulings,
            engine="ocr",
            skew=found.skew,
            agreement=read.agreement,
            blanks=tuple(self._shown(found.blanks, page, found.skew)),
        )

    def _shown(self, boxes: Boxes, page: Page, skew: float) -> Iterator[BBox]:
        """Boxes of the straightened page where they lie on the page itself."""
        tilted = tilt_boxes(boxes, page.width, page.height, skew) if len(boxes) else boxes
        return map(BBox._make, tilted.tolist())

    def has_print(self, page: Page) -> bool:
        """Whether the images of a page hold text: a scanned form that was filled in by software.

        Args:
            page: With images and text.
        """
        zoom = self._zoom(page)
        seen = self._picture(page, zoom, text=False)
        if seen is None:
            return False
        return self._ocr.reader.has_print(seen, zoom * seen.shape[1] / page.width)

    def _zoom(self, page: Page) -> float:
        """How much larger a page is than the paper that was scanned.

        Software that knows no resolution makes a page of one pt for each dot, half a metre wide.
        """
        longer = max(page.width, page.height)
        scanned = scan_resolution(self._source, page.number, self._password)
        coarse = scanned is not None and scanned < _COARSE
        return longer / _A4_HEIGHT if coarse and longer > _A3_HEIGHT else 1.0

    def _picture(self, page: Page, zoom: float, *, text: bool) -> NDArray[np.uint8] | None:
        """The picture of a page at the resolution of its scan, within limits."""
        settings = self._ocr.reader.settings
        scanned = scan_resolution(self._source, page.number, self._password) or 0.0
        resolution = min(max(zoom * scanned, settings.min_resolution), settings.max_resolution)
        return picture_of_page(
            self._source, page.number, self._password, resolution / zoom, text=text
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
