"""Print the founding table with a browser: Chromium's headless print to PDF.

    python samples/print_browser.py founding-browser.pdf

Landscape A4, the table's head in a `thead`, so that the browser repeats it on each page
and cuts cells at page breaks without closing them.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from html import escape
from pathlib import Path
from typing import Any

from founding_table import HEAD_ROWS, PrintedCell, cells, load

STYLE = """
@page { size: A4 landscape; margin: 14mm 12mm; }
body { margin: 0; font: 9pt/1.35 'DejaVu Sans', 'Droid Sans Fallback'; }
h1 { font-size: 14pt; font-weight: normal; text-align: center; margin: 0; }
p { text-align: center; margin: 2pt 0 6pt; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
td, th { border: 0.75pt solid black; padding: 1.5pt 2.5pt; font-weight: normal; text-align: left; }
td.c, th { text-align: center; }
"""
WIDTHS = (9, 18, 7, 9, 18, 6, 12, 6, 8, 7)
"""Widths of the columns in per cent of the table."""
CHROMIUM_OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-pdf-header-footer",
)  # fmt: skip


def main() -> None:
    """Command line: where to write, and which browser."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("output", type=Path)
    parser.add_argument("--browser", default="chromium")
    arguments = parser.parse_args()
    print_pdf(arguments.output, arguments.browser)


def print_pdf(output: Path, browser: str) -> None:
    """Write the page, and let the browser print it."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "table.html"
        page.write_text(html(load()), encoding="utf-8")
        command = [browser, *CHROMIUM_OPTIONS, f"--user-data-dir={folder}/profile"]
        command += [f"--print-to-pdf={output.resolve()}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)


def html(table: dict[str, Any]) -> str:
    """The form as a web page."""
    rows: dict[int, list[str]] = {}
    for cell in cells(table):
        rows.setdefault(cell.row, []).append(_cell(cell))
    lines = [f"<tr>{''.join(rows.get(number, ()))}</tr>" for number in range(max(rows) + 1)]
    columns = "".join(f'<col style="width:{width}%">' for width in WIDTHS)
    return (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8">'
        f"<title>{table['title']}</title><style>{STYLE}</style>"
        f"<h1>{table['title']}</h1><p>({table['fiscal_year']} 年度)</p>"
        f"<table><colgroup>{columns}</colgroup><thead>{''.join(lines[:HEAD_ROWS])}</thead>"
        f"<tbody>{''.join(lines[HEAD_ROWS:])}</tbody></table></html>"
    )


def _cell(cell: PrintedCell) -> str:
    style = ' class="c"' if cell.is_centered else ""
    spans = f' rowspan="{cell.row_span}" colspan="{cell.column_span}"'
    return f"<td{style}{spans}>{escape(cell.text)}</td>"


if __name__ == "__main__":
    main()
