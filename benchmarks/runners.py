"""One table reader, run once in a process of its own; compare.py starts this file.

    python runners.py measure TOOL FILE WARM_UP_FILE     times reading FILE, prints JSON
    python runners.py print TOOL FILE                    prints the tables as JSON lines
    python runners.py version TOOL                       prints the version that is installed

Only the library that is measured is imported, and only inside its own function.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FIELDS = ("level1", "level2", "level3", "nature", "target", "unit", "actual", "deviation")
"""Text fields of an indicator that the founding table prints."""
CAMELOT_PAGES = 24
"""camelot renders its pages; so many are enough for its pages per second."""


def floor(path: Path) -> Iterator[tuple[int, Any]]:
    """PDFium alone: load each page and its text page, count the characters."""
    import pypdfium2.raw as pdfium

    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadDocument(str(path).encode(), None)
    for index in range(pdfium.FPDF_GetPageCount(document)):
        page = pdfium.FPDF_LoadPage(document, index)
        text = pdfium.FPDFText_LoadPage(page)
        yield 1, pdfium.FPDFText_CountChars(text)
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)


def pypdfium2(path: Path) -> Iterator[tuple[int, Any]]:
    """Plain loading: the text of each page, as pypdfium2 gives it."""
    from pypdfium2 import PdfDocument

    for page in PdfDocument(path):
        text = page.get_textpage()
        yield 1, text.get_text_range()
        text.close()
        page.close()


def zhperf_tables(path: Path) -> Iterator[tuple[int, Any]]:
    """Grids with spans and text."""
    from zhperf import Settings
    from zhperf.pipeline import iter_grids

    for page in iter_grids(path, Settings(), name=path.name):
        yield 1, [[cell.text for cell in grid.cells] for grid in page.grids]


def zhperf_extract(path: Path) -> Iterator[tuple[int, Any]]:
    """The whole reading: stitched, matched, traced."""
    import zhperf

    report = zhperf.extract(path)
    rows = [row for t in report.tables for a in t.activities for row in a.indicators]
    yield report.source.pages, [[getattr(row, field) for field in FIELDS] for row in rows]


def pdfplumber(path: Path) -> Iterator[tuple[int, Any]]:
    """`extract_tables` with its defaults, pages closed as they are done."""
    from pdfplumber import open as open_pdf

    with open_pdf(path) as pdf:
        for page in pdf.pages:
            yield 1, page.extract_tables()
            page.close()


def pdfplumber_rs(path: Path) -> Iterator[tuple[int, Any]]:
    """`extract_tables` with its defaults."""
    from pdfplumber import PDF

    for page in PDF.open(str(path)).pages:
        yield 1, page.extract_tables()


def camelot_lattice(path: Path) -> Iterator[tuple[int, Any]]:
    """The lattice flavour with its defaults, on the first pages."""
    import camelot
    from pypdfium2 import PdfDocument

    count = min(CAMELOT_PAGES, len(PdfDocument(path)))
    tables = camelot.read_pdf(str(path), pages=f"1-{count}", flavor="lattice")
    yield count, [table.data for table in tables]


def tablers(path: Path) -> Iterator[tuple[int, Any]]:
    """`find_tables` with the text of the cells."""
    from tablers import Document, find_tables

    for page in Document(str(path)).pages():
        tables = find_tables(page, extract_text=True)
        yield 1, [[cell.text for cell in table.cells] for table in tables]


def pdf_oxide(path: Path) -> Iterator[tuple[int, Any]]:
    """`extract_tables`, page by page."""
    from pdf_oxide import PdfDocument

    document = PdfDocument(str(path))
    for index in range(document.page_count()):
        yield 1, [str(table) for table in document.extract_tables(index)]


def liteparse(path: Path) -> Iterator[tuple[int, Any]]:
    """The whole parse, without OCR, in one thread."""
    from liteparse import LiteParse

    parser = LiteParse(ocr_enabled=False, quiet=True, num_workers=1, output_format="markdown")
    parsed = parser.parse(str(path))
    yield len(parsed.pages), parsed.text


TOOLS: dict[str, tuple[str, Callable[[Path], Iterator[tuple[int, Any]]]]] = {
    "pdfium floor": ("pypdfium2", floor),
    "pypdfium2": ("pypdfium2", pypdfium2),
    "zhperf tables": ("zhperf", zhperf_tables),
    "zhperf extract": ("zhperf", zhperf_extract),
    "pdfplumber": ("pdfplumber", pdfplumber),
    "tablers": ("tablers", tablers),
    "pdfplumber-rs": ("pdfplumber-rs", pdfplumber_rs),
    "liteparse": ("liteparse", liteparse),
    "pdf_oxide": ("pdf_oxide", pdf_oxide),
    "camelot lattice": ("camelot-py", camelot_lattice),
}
"""Name -> package and reader.  A reader yields (pages done, what was read)."""


def measure(tool: str, path: Path, warm_up: Path) -> None:
    """Read a small file once, then time the reading of `path`; print what came of it."""
    read = TOOLS[tool][1]
    found = [tables for _, tables in read(warm_up)]
    started = time.perf_counter()
    pages = sum(count for count, _ in read(path))
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    texts = count_texts(found)
    print(json.dumps({"pages": pages, "seconds": seconds, "peak_kib": peak, "texts": texts}))


def count_texts(value: object) -> int:
    """Texts that are not empty, in lists of lists; 0 tells a reader that finds nothing."""
    if isinstance(value, list | tuple):
        return sum(map(count_texts, value))
    return int(isinstance(value, str) and bool(value.strip()))


def print_tables(tool: str, path: Path) -> None:
    """What a user's script would do: read, and write as JSON."""
    for _, tables in TOOLS[tool][1](path):
        json.dump(tables, sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")


def main() -> None:
    """See the module's docstring."""
    command, tool, *paths = sys.argv[1:]
    if command == "version":
        try:
            print(version(TOOLS[tool][0]))
        except PackageNotFoundError:
            sys.exit(f"{TOOLS[tool][0]} is not installed")
    elif command == "measure":
        measure(tool, *(Path(path) for path in paths))
    else:
        print_tables(tool, Path(paths[0]))


if __name__ == "__main__":
    main()
