"""The files that the benchmarks read: the committed prints of real makers, repeated, and a report.

python corpus.py MAKER PAGES FOLDER      makes one, prints its path and number of pages
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
MAKERS = {"office": "founding-office.pdf", "browser": "founding-browser.pdf"}
"""Kind of maker -> its print of the founding table, about five pages of one ruled table."""
REPORTS = ("report", "prose")
"""A report with a form on every seventh page, other tables and prose; and prose alone."""


def make(maker: str, pages: int, folder: Path) -> tuple[Path, int]:
    """Make a file in a process of its own; return its path and number of pages.

    A command inherits the peak memory of the process that starts it (Linux counts what is
    resident between fork and exec), so the benchmark itself must stay small.
    """
    command = [sys.executable, __file__, maker, str(pages), str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    path, count = done.stdout.splitlines()
    return Path(path), int(count)


def write(maker: str, pages: int, folder: Path) -> tuple[Path, int]:
    """A report, or a file of whole copies of a print: at least `pages` pages.

    Fonts are shared, as in one long report; every page has a content stream of its own.
    """
    import pikepdf

    import long_report

    target = folder / f"{maker}-{pages}.pdf"
    if maker in REPORTS:
        make = long_report.write_prose if maker == "prose" else long_report.write_report
        return target, make(pages, target)
    with pikepdf.open(SAMPLES / MAKERS[maker]) as printed, pikepdf.new() as document:
        while len(document.pages) < pages:
            document.pages.extend(printed.pages)
        for page in document.pages:
            page.obj.Contents = document.make_stream(page.Contents.read_bytes())
        document.save(target)
        return target, len(document.pages)


if __name__ == "__main__":
    for result in write(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])):
        print(result)
