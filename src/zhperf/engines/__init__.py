"""Engines: a PDF in, pages out.  Siblings of one interface, all in the same coordinates."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias, cast

from zhperf.engines.installed import require_ocr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from zhperf.pages import Page

EngineName: TypeAlias = Literal["auto", "pdfium", "pdfplumber", "ocr"]

ENGINES: dict[EngineName, str] = {
    "auto": "zhperf.engines.choosing",
    "pdfium": "zhperf.engines.pdfium",
    "pdfplumber": "zhperf.engines.pdfplumber",
    "ocr": "zhperf.engines.ocr",
}
"""Engine names and the modules that have their `open_document`."""


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


class _EngineModule(Protocol):
    def open_document(self, source: Path | bytes, password: str | None, name: str) -> Document: ...


def open_document(
    engine: EngineName, source: Path | bytes, password: str | None, name: str
) -> Document:
    """Open a PDF with an engine.

    Args:
        engine: A key of `ENGINES`; "auto" chooses for each page.
        source: Path of the file, or its bytes.
        password: None to try without.
        name: What error messages call the source.

    Raises:
        EncryptedPdfError: A password is needed, or this one is wrong.
        DamagedPdfError: The library cannot open it.
        MissingExtraError: The engine is OCR, and its packages are not installed.
    """
    if engine == "ocr":
        require_ocr("--engine ocr")
    module = import_module(ENGINES[engine])
    return cast("_EngineModule", module).open_document(source, password, name)
