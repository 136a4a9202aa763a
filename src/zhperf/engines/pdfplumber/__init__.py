"""The reference engine: pdfplumber's documents, pdfminer.six's interpreter.

Slow, but with CMap and font handling of its own: where the two engines disagree, one of them
is wrong.
"""

from __future__ import annotations

import io
import logging
import struct
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdftypes import PDFException
from pdfminer.psparser import PSException
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from zhperf.engines.pdfplumber.interpreter import Interpreter, Recorder, intersect, normal
from zhperf.errors import DamagedPdfError, EncryptedPdfError
from zhperf.geometry import DisplayTransform, covered_share
from zhperf.pages import Page
from zhperf.rulings import RulingSettings, ShapeKind, find_rulings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from pdfminer.pdfpage import PDFPage

    from zhperf.paths import Rectangle

_PARSE_ERRORS = (
    PDFException, PSException, PdfminerException, ValueError, TypeError, KeyError, IndexError,
    AttributeError, AssertionError, ArithmeticError, RecursionError, struct.error, zlib.error,
)  # fmt: skip
"""What pdfminer.six raises on damaged files, besides its own errors."""


@contextmanager
def _reported(name: str, place: str) -> Iterator[None]:
    """Turn the parser's errors into ours."""
    try:
        yield
    except _PARSE_ERRORS as error:
        cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
        reason = f"{place}pdfminer.six: {type(cause).__name__}: {cause}"
        raise DamagedPdfError(name, reason=reason[:300]) from error


def open_document(source: Path | bytes, password: str | None, name: str) -> PdfplumberDocument:
    """Open a PDF; see `zhperf.engines.open_document`."""
    # pdfminer.six warns of every oddity of a font; what matters becomes an error or a finding.
    logging.getLogger("pdfminer").addHandler(logging.NullHandler())
    stream = io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")
    try:
        with _reported(name, ""):
            document = PDF(stream, password=password)
            return PdfplumberDocument(document, stream, name)
    except DamagedPdfError as error:
        stream.close()
        cause = error.__cause__
        wrapped = cause.args[0] if isinstance(cause, PdfminerException) and cause.args else cause
        if isinstance(wrapped, PDFPasswordIncorrect):
            raise EncryptedPdfError.for_password(name, password) from error
        raise


class PdfplumberDocument:
    """An open document; see `zhperf.engines.Document`."""

    def __init__(self, document: PDF, stream: io.IOBase, name: str) -> None:
        self._document = document
        self._stream = stream
        self._name = name
        self._pages = [page.page_obj for page in document.pages]

    @property
    def page_count(self) -> int:
        """Number of pages in the document."""
        return len(self._pages)

    def pages(
        self, numbers: Iterable[int], can_skip: Callable[[str], bool] | None = None
    ) -> Iterator[Page]:
        """The pages of these 1-based numbers, one in memory at a time; all are read."""
        del can_skip  # pdfminer gives no text without reading the page
        for number in numbers:
            with _reported(self._name, f"p{number}: "):
                page = _read_page(number, self._pages[number - 1], self._document.rsrcmgr)
            yield page

    def __enter__(self) -> PdfplumberDocument:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._document.close()
        self._stream.close()


def _read_page(number: int, page: PDFPage, resources: Any) -> Page:  # noqa: ANN401 - untyped
    recorder = Recorder(resources)
    interpreter = Interpreter(resources, recorder)
    interpreter.render_contents(page.resources, page.contents)
    display = DisplayTransform(_crop_box(page), page.rotate % 360)
    width, height = display.size
    shapes = recorder.shapes(display)
    images = shapes.boxes[shapes.kinds == ShapeKind.IMAGE]
    return Page(
        number,
        width,
        height,
        display.rotation,
        recorder.chars(display, shapes),
        find_rulings(shapes, RulingSettings()),
        covered_share(images, width, height) if len(images) else 0.0,
        engine="pdfplumber",
    )


def _crop_box(page: PDFPage) -> Rectangle:
    """CropBox within the MediaBox (ISO 32000-1 §14.11.2)."""
    media, crop = normal(page.mediabox), normal(page.cropbox or page.mediabox)
    box = intersect(media, crop)
    return box if box[0] < box[2] and box[1] < box[3] else media
