"""Forms as documents that office software opens, and their export by LibreOffice.

A form becomes a text document (for Writer) or a spreadsheet (for Calc), in one flat file of
OpenDocument each.  In the spreadsheet a number, a percentage and a date are values with a format,
as a clerk types them.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from founding_table import PrintedCell

TEXT, SPREADSHEET = ".fodt", ".fods"
"""Suffixes of the flat files."""
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("number", "datastyle"),
    )
)  # fmt: skip
_FONT_OF_TEXT = (
    'style:font-name="F" style:font-name-asian="F" fo:font-size="{0}pt"'
    ' style:font-size-asian="{0}pt" fo:language="zh" fo:country="CN"'
    ' style:language-asian="zh" style:country-asian="CN"'
)
_NUMBER = re.compile(r"-?\d+(?:\.(\d+))?")
_PERCENTAGE = re.compile(r"\d+(?:\.(\d+))?%")
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_MAX_DECIMALS = 2


class OfficeForm(NamedTuple):
    """A form as an office program lays it out."""

    title: str
    year: str
    """The line under the title."""
    cells: Sequence[PrintedCell]
    """They tile the form."""
    widths: Sequence[float]
    """Of the columns, in cm."""
    head_rows: int
    """Rows that repeat on each page of a text document."""
    is_centered: Callable[[PrintedCell], bool]
    below: Sequence[str] = ()
    """Lines under the frame."""

    @property
    def n_rows(self) -> int:
        """Rows inside the frame."""
        return max(cell.row + cell.row_span for cell in self.cells)


def export(document: str, suffix: str, targets: Sequence[Path], office: str) -> None:
    """Write a flat document in the formats that the suffixes of the targets name.

    Args:
        document: The flat document.
        suffix: `TEXT` or `SPREADSHEET`.
        targets: Files to write.
        office: Command of LibreOffice.
    """
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "form").with_suffix(suffix)
        source.write_text(document, encoding="utf-8")
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        for target in targets:
            kind = target.suffix[1:]
            command = [office, profile, "--headless", "--convert-to", kind, "--outdir", folder]
            subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=180)
            target.write_bytes(source.with_suffix(target.suffix).read_bytes())


# --- text documents ---------------------------------------------------------------------


def text_document(form: OfficeForm, font: str) -> str:
    """The form as a text document: landscape A4 with heading rows that repeat on each page."""
    rows = _rows(form, lambda cell: _text_cell(cell, form))
    columns = "".join(f'<table:table-column table:style-name="C{n}"/>' for n in _columns(form))
    below = "".join(f'<text:p text:style-name="L">{escape(line)}</text:p>' for line in form.below)
    return _document(
        "text",
        font,
        _text_styles(form),
        f'<office:text><text:p text:style-name="H">{escape(form.title)}</text:p>'
        f'<text:p text:style-name="Y">{escape(form.year)}</text:p>'
        f'<table:table table:style-name="T">{columns}'
        f"<table:table-header-rows>{''.join(rows[: form.head_rows])}</table:table-header-rows>"
        f"{''.join(rows[form.head_rows :])}</table:table>{below}</office:text>",
    )


def _text_cell(cell: PrintedCell, form: OfficeForm) -> str:
    style = "M" if form.is_centered(cell) else "L"
    return (
        f'<table:table-cell table:style-name="B" {_spans(cell)}>'
        f'<text:p text:style-name="{style}">{escape(cell.text)}</text:p></table:table-cell>'
    )


def _text_styles(form: OfficeForm) -> str:
    return (
        f"{_paragraph_style('H', 15, 'center')}{_paragraph_style('Y', 9, 'center')}"
        f"{_paragraph_style('M', 9, 'center')}{_paragraph_style('L', 9, 'start')}"
        '<style:style style:name="T" style:family="table"><style:table-properties '
        f'style:width="{sum(form.widths):.1f}cm" table:align="center"/></style:style>'
        f"{_column_styles(form)}"
        '<style:style style:name="B" style:family="table-cell"><style:table-cell-properties '
        'fo:border="0.5pt solid #000000" fo:padding="0.06cm" style:vertical-align="middle"/>'
        "</style:style>"
    )


def _paragraph_style(name: str, size: float, align: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph">'
        f'<style:paragraph-properties fo:text-align="{align}"/>'
        f"<style:text-properties {_FONT_OF_TEXT.format(size)}/></style:style>"
    )


# --- spreadsheets -----------------------------------------------------------------------


def spreadsheet(form: OfficeForm, font: str) -> str:
    """The form as a sheet: title and year in merged rows right above it."""
    width = len(form.widths)
    across = f'table:number-columns-spanned="{width}"'
    heads = "".join(
        f"<table:table-row>{_sheet_cell(text, across, 'N')}"
        f"{'<table:covered-table-cell/>' * (width - 1)}</table:table-row>"
        for text in (form.title, form.year)
    )
    rows = "".join(_rows(form, lambda cell: _sheet_cell(cell.text, _spans(cell), "B")))
    below = "".join(
        f"<table:table-row>{_sheet_cell(line, '', 'N')}</table:table-row>" for line in form.below
    )
    columns = "".join(f'<table:table-column table:style-name="C{n}"/>' for n in _columns(form))
    return _document(
        "spreadsheet",
        font,
        f"{_column_styles(form)}{_sheet_styles()}",
        f'<office:spreadsheet><table:table table:name="自评表">{columns}{heads}{rows}{below}'
        "</table:table></office:spreadsheet>",
    )


def _sheet_cell(text: str, spans: str, style: str) -> str:
    if not text:
        return f'<table:table-cell table:style-name="{style}" {spans}/>'
    value, format_name = _typed(text)
    return (
        f'<table:table-cell table:style-name="{style}{format_name}" {spans} {value}>'
        f"<text:p>{escape(text)}</text:p></table:table-cell>"
    )


def _typed(text: str) -> tuple[str, str]:
    """The value of a cell as attributes, and the name of its format."""
    if found := _NUMBER.fullmatch(text):
        return f'office:value-type="float" office:value="{text}"', f"N{len(found[1] or '')}"
    if found := _PERCENTAGE.fullmatch(text):
        value = float(text[:-1]) / 100
        return f'office:value-type="percentage" office:value="{value}"', f"P{len(found[1] or '')}"
    if found := _DATE.fullmatch(text):
        day = f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"
        return f'office:value-type="date" office:date-value="{day}"', "D"
    return 'office:value-type="string"', ""


def _sheet_styles() -> str:
    """Formats, and a style with each of them, framed (B) or not (N)."""
    formats = {
        "D": '<number:date-style style:name="FD"><number:year number:style="long"/>'
        "<number:text>年</number:text><number:month/><number:text>月</number:text>"
        "<number:day/><number:text>日</number:text></number:date-style>"
    }
    for places in range(_MAX_DECIMALS + 1):
        number = (
            f'<number:number number:decimal-places="{places}" '
            f'number:min-decimal-places="{places}" number:min-integer-digits="1"/>'
        )
        formats[f"N{places}"] = (
            f'<number:number-style style:name="FN{places}">{number}</number:number-style>'
        )
        formats[f"P{places}"] = (
            f'<number:percentage-style style:name="FP{places}">{number}'
            "<number:text>%</number:text></number:percentage-style>"
        )
    framed = 'fo:border="0.5pt solid #000000" fo:wrap-option="wrap"'
    return "".join(formats.values()) + "".join(
        f'<style:style style:name="{look}{name}" style:family="table-cell"'
        + (f' style:data-style-name="F{name}"' if name else "")
        + f"><style:table-cell-properties {framed if look == 'B' else ''}/>"
        f"<style:text-properties {_FONT_OF_TEXT.format(9)}/></style:style>"
        for look in ("B", "N")
        for name in ("", *formats)
    )


# --- both -------------------------------------------------------------------------------


def _document(kind: str, font: str, styles: str, body: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMESPACES} '
        f'office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.{kind}">'
        '<office:font-face-decls><style:font-face style:name="F" '
        f"svg:font-family=\"'{font}'\"/></office:font-face-decls>"
        '<office:automatic-styles><style:page-layout style:name="P">'
        '<style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" '
        'style:print-orientation="landscape" fo:margin="1.35cm"/></style:page-layout>'
        f"{styles}</office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Standard" style:page-layout-name="P"/>'
        f"</office:master-styles><office:body>{body}</office:body></office:document>"
    )


def _columns(form: OfficeForm) -> range:
    return range(len(form.widths))


def _column_styles(form: OfficeForm) -> str:
    return "".join(
        f'<style:style style:name="C{number}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width}cm"/></style:style>'
        for number, width in enumerate(form.widths)
    )


def _spans(cell: PrintedCell) -> str:
    return (
        f'table:number-rows-spanned="{cell.row_span}" '
        f'table:number-columns-spanned="{cell.column_span}"'
    )


def _rows(form: OfficeForm, write: Callable[[PrintedCell], str]) -> list[str]:
    found = {(cell.row, cell.column): write(cell) for cell in form.cells}
    covered = "<table:covered-table-cell/>"
    return [
        "<table:table-row>"
        + "".join(found.get((row, column), covered) for column in _columns(form))
        + "</table:table-row>"
        for row in range(form.n_rows)
    ]
