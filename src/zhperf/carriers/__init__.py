"""Carriers: Word documents, workbooks, web pages and texts in, grids with spans out.

Siblings of one interface.  The same tables that are printed in PDFs are published in these
formats too; there rows and columns need not be found, only read.  What comes out is what the
lattice makes of a page, so that all later stages are the same.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhperf.grids import PageLayout

CarrierKind: TypeAlias = Literal["docx", "xlsx", "html", "text"]

CARRIERS: dict[CarrierKind, str] = {
    "docx": "zhperf.carriers.docx",
    "xlsx": "zhperf.carriers.xlsx",
    "html": "zhperf.carriers.html",
    "text": "zhperf.carriers.text",
}
"""Kinds of sources and the modules that have their `read`."""

_APART = 10
"""Between the numbers that parts of a document get in place of pages: tables of one page and of
the next ones may be one table, those of different sheets are not."""


class _CarrierModule(Protocol):
    def read(self, content: bytes, name: str) -> Iterator[PageLayout]: ...


def read_layouts(kind: CarrierKind, content: bytes, name: str) -> Iterator[tuple[int, PageLayout]]:
    """The tables of a document and the text around them, part by part.

    Args:
        kind: What `content` is.
        content: The file's bytes.
        name: What error messages call the source.

    Yields:
        A number in place of a page's, rising, and one layout for each part: a sheet of a
        workbook, or the whole of any other document.

    Raises:
        DamagedFileError: The file cannot be opened.
    """
    module = cast("_CarrierModule", import_module(CARRIERS[kind]))
    for position, layout in enumerate(module.read(content, name)):
        number = 1 + position * _APART
        yield number, numbered(layout, number)


def numbered(layout: PageLayout, number: int) -> PageLayout:
    """The layout with a page number on its grids and lines."""
    for grid in layout.grids:
        grid.page = number
    layout.lines = [line._replace(page=number) for line in layout.lines]
    return layout
