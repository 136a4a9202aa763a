"""Make the samples: the prints of `founding-table.json`, and a form with unknown headers.

    python samples/make_samples.py                     founding-table.pdf and .txt, new-form.pdf
    python samples/make_samples.py --makers            and the prints by a browser and an office
    python samples/make_samples.py --exports           only the exports by an office
    python samples/make_samples.py --expected          founding-table.expected.json, read anew

The expected reading is written only when asked for: look at its difference before you keep it.
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
import print_text
from founding_table import SAMPLES, load

HAN_FONT = Path("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf")
"""Where Debian's package fonts-droid-fallback puts it."""
LATIN_FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
"""Where Debian's package fonts-dejavu-core puts it."""


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
    parser.add_argument("--expected", action="store_true", help="only read the sample anew")
    arguments = parser.parse_args()
    if arguments.expected:
        write_expected(arguments.folder)
        return
    if arguments.exports:
        print_office.export_forms(arguments.folder, arguments.office)
        return
    pdf = print_founding.print_pdf(load(), arguments.font, arguments.latin_font)
    (arguments.folder / "founding-table.pdf").write_bytes(pdf)
    new_form = print_new_form.print_pdf(arguments.font, arguments.latin_font)
    (arguments.folder / "new-form.pdf").write_bytes(new_form)
    text = print_text.transcribe(load())
    (arguments.folder / "founding-table.txt").write_text(text, encoding="utf-8", newline="\n")
    if arguments.makers:
        print_browser.print_pdf(arguments.folder / "founding-browser.pdf", arguments.browser)
        print_office.print_pdf(arguments.folder / "founding-office.pdf", arguments.office)


def write_expected(folder: Path) -> None:
    """Write what zhperf reads from the sample beside it."""
    command = [sys.executable, "-m", "zhperf", "extract", "founding-table.pdf"]
    output = ["-o", "founding-table.expected.json", "--overwrite"]
    subprocess.run([*command, *output], cwd=folder, check=True)


if __name__ == "__main__":
    main()
