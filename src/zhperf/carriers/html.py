"""Web pages: saved from a site, exported by office programs, also under the name .xls or .doc."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhperf.carriers.building import LayoutBuilder
from zhperf.carriers.flow import lay_out
from zhperf.carriers.webpage import read_page
from zhperf.carriers.webtext import pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhperf.grids import PageLayout


def read(content: bytes, name: str) -> Iterator[PageLayout]:
    """The tables of a web page and the text around them.

    Args:
        content: The page, or an archive of pages (.mht).
        name: What error messages call the source.

    Yields:
        One layout for each page.

    Raises:
        DamagedFileError: It cannot be read.
    """
    for markup in pages(content, name):
        builder = LayoutBuilder()
        lay_out(read_page(markup, builder, name), builder)
        yield builder.layout()
