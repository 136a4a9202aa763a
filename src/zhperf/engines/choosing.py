"""The engine "auto": PDFium, and for each page that it cannot read, another engine.

    PDFium's page ─ has usable text ─────────────────────> as it is
                  ─ is a picture without text ─ OCR ─────> the page as its picture shows it
                  ─ prints text over a scan ─ OCR ───────> both
                  ─ has text of fonts that lie ─ pdfplumber, if that reads it, else OCR

Without the package for OCR a picture counts with its invisible text layer, if it has one; else the
page stays as PDFium gives it, and the reading reports it.  Other engines are loaded by the first
page that needs them, once for the document.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from zhperf.engines.installed import has_ocr
from zhperf.engines.pdfium import open_document as open_pdfium
from zhperf.errors import Bilingual, InputError
from zhperf.pages import Visibility
from zhperf.textlayer import MAX_SCAN_CHARS, MIN_IMAGE_AREA, is_scan, text_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from zhperf.engines.ocr import OcrDocument
    from zhperf.engines.pdfium import PdfiumDocument
    from zhperf.engines.pdfplumber import PdfplumberDocument
    from zhperf.engines.sharedocr import SharedOcr
    from zhperf.pages import Page
    from zhperf.textlayer import Fault

SCAN = Bilingual("images without text", "只有图像，没有文字")
FILLED = Bilingual("images of text beside printed text", "图像中的文字与打印文字并存")
LAYER = Bilingual(
    "images with an invisible text layer, which other software recognised",
    "图像带有其他软件识别的不可见文字层",
)
_MIN_CHARS = 40
"""Characters of a form without borders: its header alone has about as many."""
_MAX_OWN_RULINGS = 12
"""Rulings of a form that was filled in: frames and underlines of fields.  A table has more."""
REASONS: dict[Fault, Bilingual] = {
    "unmapped": Bilingual("fonts without a usable ToUnicode map", "字体缺少可用的 ToUnicode 映射"),
    "strange": Bilingual(
        "fonts that map to characters of no report", "字体映射到报告中不会出现的字符"
    ),
}
"""Why the text that PDFium reads of a page is not used."""


def open_document(
    source: Path | bytes, password: str | None, name: str, ocr: SharedOcr
) -> ChoosingDocument:
    """Open a PDF; see `zhperf.engines.open_document`."""
    return ChoosingDocument(open_pdfium(source, password, name), source, password, name, ocr)


class ChoosingDocument:
    """An open document whose pages are read by the engine that can; see `Document`."""

    def __init__(
        self,
        document: PdfiumDocument,
        source: Path | bytes,
        password: str | None,
        name: str,
        ocr: SharedOcr,
    ) -> None:
        self._document = document
        self._source = source
        self._password = password
        self._name = name
        self._ocr = ocr
        self._opened = ExitStack()
        self._opened.push(document)
        self._recognizing: OcrDocument | None = None
        self._second: PdfplumberDocument | None = None
        self._second_fails = False

    @property
    def page_count(self) -> int:
        """Number of pages in the document."""
        return self._document.page_count

    def pages(
        self, numbers: Iterable[int], can_skip: Callable[[str], bool] | None = None
    ) -> Iterator[Page]:
        """The pages of these 1-based numbers, one in memory at a time."""
        for page in self._document.pages(numbers, can_skip):
            yield self._chosen(page)

    def _chosen(self, page: Page) -> Page:
        """The page as the engine gives it that can read it."""
        if page.unread:
            return page
        if is_scan(page):
            found = self._recognized(page, SCAN)
            return found if found.engine == "ocr" else _with_layer(page)
        if self._is_filled(page):
            return self._recognized(page, FILLED, printed=True)
        fault = text_fault(page)
        if fault is None or not _may_hold_table(page):
            return page
        reason = REASONS[fault.kind]
        other = self._by_other_library(page.number)
        if other is not None and text_fault(other) is None and len(other.chars):
            return replace(other, reason=reason)
        return self._recognized(page, reason)

    def _is_filled(self, page: Page) -> bool:
        """Whether a page is a scanned form that was filled in by software.

        One with borders of its own has only a picture behind it.
        """
        scanned = page.image_area >= MIN_IMAGE_AREA and len(page.rulings) <= _MAX_OWN_RULINGS
        return scanned and has_ocr() and self._recognizer().has_print(page)

    def _recognizer(self) -> OcrDocument:
        """The engine for pictures, on the same document."""
        if self._recognizing is None:
            from zhperf.engines.ocr import OcrDocument

            document, source = self._document, self._source
            self._recognizing = OcrDocument(document, source, self._password, self._ocr)
        return self._recognizing

    def _recognized(self, page: Page, reason: Bilingual, *, printed: bool = False) -> Page:
        """The page by OCR, if that is installed and the page can be drawn.

        Args:
            page: As PDFium reads it.
            reason: Why it is read by OCR.
            printed: Whether its visible text is taken as it is.
        """
        if not has_ocr():
            return page
        found = self._recognizer().read(page, printed=printed)
        return replace(found, reason=reason) if found.engine == "ocr" else page

    def _by_other_library(self, number: int) -> Page | None:
        """The page by pdfplumber; None if that cannot read it."""
        if self._second_fails:
            return None
        try:
            if self._second is None:
                from zhperf.engines.pdfplumber import open_document as open_other

                opened = open_other(self._source, self._password, self._name)
                self._second = self._opened.enter_context(opened)
            return next(self._second.pages([number]))
        except InputError:
            self._second_fails = self._second is None
            return None

    def __enter__(self) -> ChoosingDocument:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._opened.__exit__(kind, error, traceback)


def _may_hold_table(page: Page) -> bool:
    """Whether a page whose text is unusable has anything of a form: borders, a picture, or text.

    A cover whose title is set in a font without a map is not worth the models.
    """
    return len(page.chars) >= _MIN_CHARS or len(page.rulings) > 0 or page.image_area > 0


def _with_layer(page: Page) -> Page:
    """A scan with the text that lies invisible on it; the page as it is if there is none."""
    marks = page.chars.visibility
    hidden = (marks == Visibility.INVISIBLE_MODE) | (marks == Visibility.COVERED)
    if hidden.sum() <= MAX_SCAN_CHARS:
        return page
    shown = np.where(hidden, np.uint8(Visibility.VISIBLE), marks)
    return replace(page, chars=replace(page.chars, visibility=shown), reason=LAYER)
