"""Make the samples: prints of `founding-table.json` and of small forms that are made up.

    python samples/make_samples.py              founding-table.pdf and .txt, and the small forms
    python samples/make_samples.py --makers     and the prints by a browser and an office
    python samples/make_samples.py --exports    only the exports by an office
    python samples/make_samples.py --scans      only founding-scan.pdf and small-form-scan.pdf
    python samples/make_samples.py --expected   only the *.expected.json files, read anew

The expected readings are written only when asked for: look at their difference before you keep it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import print_browser
import print_founding
import print_new_form
import print_office
import print_small_forms
import print_text
from founding_table import SAMPLES, load
from scanning import Scanner, Seal, scan_pdf

HAN_FONT = Path("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf")
"""Where Debian's package fonts-droid-fallback puts it."""
LATIN_FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
"""Where Debian's package fonts-dejavu-core puts it."""
SCANNED_PAGES = (0, 1, 2)
"""Of the founding table, counted from 0; a scan of all seven would be 1.7 MB.  The break between
the last two cuts the word 素质."""
FOUNDING_SCANNER = Scanner(dpi=200, skew=0.6, shift=4, noise=0, blur=0.15, quality=55)
"""An office's copier, 200 dots to the inch in grey."""
SMALL_SCANNER = Scanner(dpi=150, skew=-0.8, shift=3, quality=70, seal=Seal(x=0.7, y=0.55))
"""A scan in colour of a sheet with a red seal over the values."""
EXPECTED = {
    "founding-table": "auto",
    "founding-scan": "ocr",
    "small-form-scan": "ocr",
}
"""Samples whose reading is kept, and the engine that reads them."""


def main() -> None:
    """Command line: which samples, from which fonts, to which folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--font", type=Path, default=HAN_FONT, help="TrueType file with the ideographs"
    )
    parser.add_argument("--latin-font", type=Path, default=LATIN_FONT, help="the same for Latin")
    parser.add_argument("--folder", type=Path, default=SAMPLES, help="where to write")
    parser.add_argument(
        "--makers", action="store_true", help="also print with Chromium and LibreOffice"
    )
    parser.add_argument(
        "--exports", action="store_true", help="only export documents, workbooks and web pages"
    )
    parser.add_argument("--browser", default="chromium", help="its command")
    parser.add_argument("--office", default="soffice", help="its command")
    parser.add_argument("--scans", action="store_true", help="only scan prints of the folder")
    parser.add_argument("--expected", action="store_true", help="only read the samples anew")
    arguments = parser.parse_args()
    if arguments.expected:
        write_expected(arguments.folder)
        return
    if arguments.exports:
        print_office.export_forms(arguments.folder, arguments.office)
        return
    if arguments.scans:
        scan_prints(arguments.folder)
        return
    print_forms(arguments.folder, arguments.font, arguments.latin_font)
    text = print_text.transcribe(load())
    (arguments.folder / "founding-table.txt").write_text(text, encoding="utf-8", newline="\n")
    if arguments.makers:
        print_browser.print_pdf(arguments.folder / "founding-browser.pdf", arguments.browser)
        print_office.print_pdf(arguments.folder / "founding-office.pdf", arguments.office)


def print_forms(folder: Path, han_font: Path, latin_font: Path) -> None:
    """Write the prints by the printer of this folder."""
    prints = {
        "founding-table.pdf": print_founding.print_pdf(load(), han_font, latin_font),
        "new-form.pdf": print_new_form.print_pdf(han_font, latin_font),
        "small-form.pdf": print_small_forms.print_small(han_font, latin_font),
        "cut-form.pdf": print_small_forms.print_cut(han_font, latin_font),
    }
    for name, pdf in prints.items():
        (folder / name).write_bytes(pdf)


def scan_prints(folder: Path) -> None:
    """Write the scans of two prints of a folder."""
    scan = scan_pdf(folder / "founding-table.pdf", FOUNDING_SCANNER, SCANNED_PAGES)
    (folder / "founding-scan.pdf").write_bytes(scan)
    scan = scan_pdf(folder / "small-form.pdf", SMALL_SCANNER)
    (folder / "small-form-scan.pdf").write_bytes(scan)


def write_expected(folder: Path) -> None:
    """Write what zhperf reads from the samples beside them."""
    for name, engine in EXPECTED.items():
        command = [sys.executable, "-m", "zhperf", "extract", f"{name}.pdf", "--engine", engine]
        output = ["-o", f"{name}.expected.json", "--overwrite"]
        subprocess.run([*command, *output], cwd=folder, check=True)


if __name__ == "__main__":
    main()
