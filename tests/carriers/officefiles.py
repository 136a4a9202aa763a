"""Small documents as programs write them, and what was read of them as plain rows."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import NamedTuple

from zhperf.carriers import CarrierKind, read_layouts
from zhperf.grids import CarrierPlace, Grid, PageLayout, Remark

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    f'xmlns:r="{_OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


class Placed(NamedTuple):
    """A cell as it was read."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str


def package(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def relationships(targets: Iterable[tuple[str, str]]) -> str:
    """A part of relations: kind and target, with the ids r1, r2 and so on."""
    entries = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{entries}</Relationships>'


def word(body: str, **parts: str | bytes) -> bytes:
    """A Word document.

    Args:
        body: Content of w:body.
        **parts: "styles" is the content of w:styles, "chunk" the page that r2 refers to.
    """
    found: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document {_WORD}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_WORD}>{parts.get('styles', '')}</w:styles>",
        "word/_rels/document.xml.rels": relationships(
            [("styles", "styles.xml"), ("aFChunk", "/word/chunk.mht")]
        ),
    }
    if "chunk" in parts:
        found["word/chunk.mht"] = parts["chunk"]
    return package(found)


def workbook(
    sheets: dict[str, str], *, strings: str = "", styles: str = "", top: str = ""
) -> bytes:
    """A workbook.

    Args:
        sheets: Name to content of the element worksheet; "名称|hidden" is a hidden sheet.
        strings: Content of sst.
        styles: Content of styleSheet.
        top: What stands before the sheets in the workbook's part.
    """
    names = "".join(
        f'<sheet name="{name.partition("|")[0]}" sheetId="{n}" r:id="r{n}"'
        f' state="{name.partition("|")[2] or "visible"}"/>'
        for n, name in enumerate(sheets, start=1)
    )
    targets = [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    targets += [("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")]
    parts: dict[str, str | bytes] = {
        "xl/workbook.xml": f'<workbook {_SHEET} xmlns:r="{_OFFICE}">{top}'
        f"<sheets>{names}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relationships(targets),
        "xl/sharedStrings.xml": f"<sst {_SHEET}>{strings}</sst>",
        "xl/styles.xml": f"<styleSheet {_SHEET}>{styles}</styleSheet>",
    }
    for number, content in enumerate(sheets.values(), start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = f"<worksheet {_SHEET}>{content}</worksheet>"
    return package(parts)


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f'<w:p><w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def word_table(*rows: str) -> str:
    """A table of `word_row`."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def word_row(*cells: str, properties: str = "") -> str:
    """A row; cells that are no XML are texts."""
    found = (cell if cell.startswith("<w:") else word_cell(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(found)}</w:tr>"


def word_cell(content: str, properties: str = "") -> str:
    """A cell; content that is no XML is a text."""
    content = content if content.startswith("<w:") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def layouts(kind: CarrierKind, content: bytes) -> list[PageLayout]:
    """What was read."""
    return [layout for _, layout in read_layouts(kind, content, "source")]


def layout(kind: CarrierKind, content: bytes) -> PageLayout:
    """What was read of a document with one part."""
    (found,) = layouts(kind, content)
    return found


def rows(grid: Grid) -> list[list[str]]:
    """The texts of a grid; a merged cell has its text in its first place only."""
    found = [[""] * grid.n_columns for _ in range(grid.n_rows)]
    for cell in grid.cells:
        found[cell.row][cell.column] = cell.text
    return found


def placed(grid: Grid) -> list[Placed]:
    """The cells of a grid, in order."""
    return [Placed(c.row, c.column, c.row_span, c.column_span, c.text) for c in grid.cells]


def lines(found: PageLayout) -> list[str]:
    """The lines around the tables."""
    return [line.text for line in found.lines]


def places(grid: Grid) -> dict[str, CarrierPlace | None]:
    """Where each text stands."""
    return {cell.text: cell.place for cell in grid.cells if cell.text}


def remark(found: PageLayout, code: str) -> Remark:
    """The only remark with a code."""
    (one,) = (remark for remark in found.remarks if remark.code == code)
    return one
