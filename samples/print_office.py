"""Print the founding table with office software: LibreOffice Writer's PDF export.

    python samples/print_office.py founding-office.pdf

Landscape A4 with heading rows that repeat on each page.  Writer splits rows at page breaks
and closes the table with a line at the foot of each page.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from founding_table import HEAD_ROWS, N_COLUMNS, PrintedCell, cells, load

FONT = "Noto Serif CJK SC"
WIDTHS = (2.4, 4.9, 1.9, 2.4, 4.9, 1.6, 3.2, 1.6, 2.2, 1.9)
"""Widths of the columns in cm; 27 cm is what A4 landscape leaves between the margins."""
NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
    )
)  # fmt: skip
FONT_OF_TEXT = (
    'style:font-name="F" style:font-name-asian="F" fo:font-size="{0}pt"'
    ' style:font-size-asian="{0}pt" fo:language="zh" fo:country="CN"'
    ' style:language-asian="zh" style:country-asian="CN"'
)


def main() -> None:
    """Command line: where to write, and which office program."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("output", type=Path)
    parser.add_argument("--office", default="soffice")
    arguments = parser.parse_args()
    print_pdf(arguments.output, arguments.office)


def print_pdf(output: Path, office: str) -> None:
    """Write the document, and let the office program export it."""
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / "table.fodt"
        document.write_text(flat_document(load()), encoding="utf-8")
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
        subprocess.run([*command, str(document)], check=True, capture_output=True, timeout=180)
        output.write_bytes(document.with_suffix(".pdf").read_bytes())


def flat_document(table: dict[str, Any]) -> str:
    """The form as a flat OpenDocument text."""
    rows = _rows(table)
    columns = "".join(f'<table:table-column table:style-name="C{n}"/>' for n in range(N_COLUMNS))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMESPACES} '
        'office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">'
        f"{_styles()}<office:body><office:text>"
        f'<text:p text:style-name="H">{table["title"]}</text:p>'
        f'<text:p text:style-name="Y">({table["fiscal_year"]} 年度)</text:p>'
        f'<table:table table:style-name="T">{columns}'
        f"<table:table-header-rows>{''.join(rows[:HEAD_ROWS])}</table:table-header-rows>"
        f"{''.join(rows[HEAD_ROWS:])}</table:table></office:text></office:body></office:document>"
    )


def _rows(table: dict[str, Any]) -> list[str]:
    found: dict[tuple[int, int], str] = {}
    for cell in cells(table):
        found[cell.row, cell.column] = _cell(cell)
    covered = "<table:covered-table-cell/>"
    return [
        "<table:table-row>"
        + "".join(found.get((row, column), covered) for column in range(N_COLUMNS))
        + "</table:table-row>"
        for row in range(max(row for row, _ in found) + 1)
    ]


def _cell(cell: PrintedCell) -> str:
    style = "M" if cell.is_centered else "L"
    spans = (
        f'table:number-rows-spanned="{cell.row_span}" '
        f'table:number-columns-spanned="{cell.column_span}"'
    )
    return (
        f'<table:table-cell table:style-name="B" {spans}>'
        f'<text:p text:style-name="{style}">{escape(cell.text)}</text:p></table:table-cell>'
    )


def _styles() -> str:
    return (
        '<office:font-face-decls><style:font-face style:name="F" '
        f"svg:font-family=\"'{FONT}'\"/></office:font-face-decls>"
        "<office:automatic-styles>"
        '<style:page-layout style:name="P"><style:page-layout-properties '
        'fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" '
        'fo:margin="1.35cm"/></style:page-layout>'
        f"{_paragraph_style('H', 15, 'center')}{_paragraph_style('Y', 9, 'center')}"
        f"{_paragraph_style('M', 9, 'center')}{_paragraph_style('L', 9, 'start')}"
        '<style:style style:name="T" style:family="table"><style:table-properties '
        'style:width="27cm" table:align="center"/></style:style>'
        f"{''.join(_column_style(n, width) for n, width in enumerate(WIDTHS))}"
        '<style:style style:name="B" style:family="table-cell"><style:table-cell-properties '
        'fo:border="0.5pt solid #000000" fo:padding="0.06cm" style:vertical-align="middle"/>'
        "</style:style></office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Standard" style:page-layout-name="P"/>'
        "</office:master-styles>"
    )


def _paragraph_style(name: str, size: float, align: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph">'
        f'<style:paragraph-properties fo:text-align="{align}"/>'
        f"<style:text-properties {FONT_OF_TEXT.format(size)}/></style:style>"
    )


def _column_style(number: int, width: float) -> str:
    return (
        f'<style:style style:name="C{number}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width}cm"/></style:style>'
    )


if __name__ == "__main__":
    main()
