"""The files that the benchmarks read: the committed prints of real makers, repeated."""

from __future__ import annotations

from pathlib import Path

import pikepdf

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
MAKERS = {"office": "founding-office.pdf", "browser": "founding-browser.pdf"}
"""Kind of maker -> its print of the founding table, about five pages of one ruled table."""


def make(maker: str, pages: int, folder: Path) -> Path:
    """A file of whole copies of a print: at least `pages` pages.

    Fonts are shared, as in one long report; every page has a content stream of its own.
    """
    target = folder / f"{maker}-{pages}.pdf"
    with pikepdf.open(SAMPLES / MAKERS[maker]) as printed, pikepdf.new() as document:
        while len(document.pages) < pages:
            document.pages.extend(printed.pages)
        for page in document.pages:
            page.obj.Contents = document.make_stream(page.Contents.read_bytes())
        document.save(target)
    return target
