"""Published forms as a web page, a Word document and a workbook: the same facts as in print."""

from __future__ import annotations

import html
import io
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

import zhperf
from realforms.comparing import report_facts
from realforms.formfile import RealForm, form_files, load


def web_page(form: RealForm) -> bytes:
    """Paragraphs and a table with spans."""
    rows = []
    for number in range(form.table.n_rows):
        cells = [cell for cell in form.table.cells if cell.row == number]
        rows.append(
            "".join(
                f"<td rowspan={cell.row_span} colspan={cell.column_span}>"
                f"{html.escape(cell.text).replace(chr(10), '<br>')}</td>"
                for cell in sorted(cells, key=lambda cell: cell.column)
            )
        )
    above = "".join(f"<p>{html.escape(line)}</p>" for line in _above(form))
    below = "".join(f"<p>{html.escape(line)}</p>" for line in form.below)
    table = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<meta charset="utf-8">{above}<table>{table}</table>{below}'.encode()


def word_document(form: RealForm) -> bytes:
    """Paragraphs and a table with merged cells."""
    import docx

    document = docx.Document()
    for line in _above(form):
        document.add_paragraph(line)
    table = document.add_table(form.table.n_rows, form.table.n_columns)
    places = [table.row_cells(row) for row in range(form.table.n_rows)]  # each is slow to find
    for cell in form.table.cells:
        last = places[cell.last_row][cell.last_column]
        places[cell.row][cell.column].merge(last).text = cell.text
    for line in form.below:
        document.add_paragraph(line)
    return _saved(document.save)


def workbook(form: RealForm) -> bytes:
    """Titles in cells that are merged over the form, and the form in its borders under them."""
    import openpyxl
    import openpyxl.styles

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    thin = openpyxl.styles.Side("thin")
    frame = openpyxl.styles.Border(left=thin, right=thin, top=thin, bottom=thin)
    row = 1
    for line in _above(form):
        sheet.cell(row, 1, line)
        sheet.merge_cells(None, row, 1, row, form.table.n_columns)
        row += 1
    for cell in form.table.cells:
        first = sheet.cell(row + cell.row, cell.column + 1)
        first.value, first.data_type, first.border = cell.text, "s", frame
        if cell.row_span * cell.column_span > 1:
            sheet.merge_cells(
                None, row + cell.row, cell.column + 1, row + cell.last_row, cell.last_column + 1
            )
    row += form.table.n_rows
    for number, line in enumerate(form.below):
        sheet.cell(row + number, 1, line)
        sheet.merge_cells(None, row + number, 1, row + number, form.table.n_columns)
    return _saved(book.save)


CARRIERS: dict[str, Callable[[RealForm], bytes]] = {
    ".html": web_page,
    ".docx": word_document,
    ".xlsx": workbook,
}


def _above(form: RealForm) -> list[str]:
    return [*form.preamble, *form.title, *filter(None, [form.above])]


def _saved(save: Callable[[io.BytesIO], None]) -> bytes:
    buffer = io.BytesIO()
    save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("suffix", CARRIERS)
@pytest.mark.parametrize("path", form_files("forms", "pages"), ids=lambda path: path.stem)
def test_form_is_read_from_another_carrier(path: Path, suffix: str) -> None:
    form = load(path)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"form{suffix}"
        source.write_bytes(CARRIERS[suffix](form))
        report = zhperf.extract(source)
    for facts, expected in zip(report_facts(report), form.tables, strict=True):
        assert facts == expected
    assert [finding.code for finding in report.findings] == list(form.findings)
