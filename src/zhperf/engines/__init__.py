"""Engines: a PDF in, pages out.  Siblings of one interface, all in the same coordinates."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias, cast

from zhperf.engines.installed import require_ocr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from zhperf.engines.sharedocr import SharedOcr
    from zhperf.pages import Page

EngineName: TypeAlias = Literal["auto", "pdfium", "pdfplumber", "ocr"]

TEXT_ENGINES: dict[EngineName, str] = {
    "pdfium": "zhperf.engines.pdfium",
    "pdfplumber": "zhperf.engines.pdfplumber",
}
"""Engines that read text layers, and the modules that have their `open_document`."""
PICTURE_ENGINES: dict[EngineName, str] = {
    "auto": "zhperf.engines.choosing",
    "ocr": "zhperf.engines.ocr",
}
"""Engines that may read pictures; their `open_document` takes the OCR besides."""


class Document(Protocol):
    """An open PDF document; a context manager that closes it."""

    @property
    def page_count(self) -> int:
        """Number of pages in the document."""

    def pages(
        self, numbers: Iterable[int], can_skip: Callable[[str], bool] | None = None
    ) -> Iterator[Page]:
        """The pages of these 1-based numbers, one in memory at a time.

        Args:
            numbers: In the order in which the pages are wanted.
            can_skip: Whether a page without rulings and with this text may come without
                characters (`Page.unread`); an engine need not ask.  None: none may.

        Raises:
            DamagedPdfError: A page cannot be parsed.
        """

    def __enter__(self) -> Document:
        """Itself."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Release the file."""


class _TextEngine(Protocol):
    def open_document(self, source: Path | bytes, password: str | None, name: str) -> Document: ...


class _PictureEngine(Protocol):
    def open_document(
        self, source: Path | bytes, password: str | None, name: str, ocr: SharedOcr
    ) -> Document: ...


def open_document(
    engine: EngineName,
    source: Path | bytes,
    password: str | None,
    name: str,
    ocr: SharedOcr | None = None,
) -> Document:
    """Open a PDF with an engine.

    Args:
        engine: "auto" chooses for each page.
        source: Path of the file, or its bytes.
        password: None to try without.
        name: What error messages call the source.
        ocr: Of the document, if others read its pictures too.

    Raises:
        EncryptedPdfError: A password is needed, or this one is wrong.
        DamagedPdfError: The library cannot open it.
        MissingExtraError: The engine is OCR, and its packages are not installed.
    """
    if engine == "ocr":
        require_ocr("--engine ocr")
    if engine in TEXT_ENGINES:
        module = cast("_TextEngine", import_module(TEXT_ENGINES[engine]))
        return module.open_document(source, password, name)
    other = cast("_PictureEngine", import_module(PICTURE_ENGINES[engine]))
    return other.open_document(source, password, name, ocr or _own_ocr())


def _own_ocr() -> SharedOcr:
    """The OCR of a document of which nobody else reads pictures."""
    from zhperf.engines.sharedocr import SharedOcr
    from zhperf.gridlines import LatticeSettings
    from zhperf.ocrsettings import OcrSettings

    return SharedOcr(OcrSettings(), LatticeSettings())
