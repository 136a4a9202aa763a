"""Random grids of merged cells and whole forms, written as Word, Excel and web tables, are read."""

from __future__ import annotations

import html
import io
from collections.abc import Callable, Sequence
from dataclasses import replace

import docx
import hypothesis
import openpyxl
import pytest
from hypothesis import given
from openpyxl.cell import Cell

from printing import FormStyle, PrintTable, SelfEvaluation, form_table
from properties.expectation import printed_rows, read_rows
from properties.strategies import form_styles, forms, tilings
from properties.test_forms import QUICK, SLOW_CHECKS
from zhperf.carriers import CarrierKind, read_layouts
from zhperf.config import Settings
from zhperf.grids import SheetPlace, TablePlace
from zhperf.pipeline import open_reading

FILLER = "空"
"""Stands in empty cells of sheets, where rows and columns at the edges need text to be read."""


def as_word(lines: Sequence[str], table: PrintTable) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    grid = document.add_table(table.n_rows, table.n_columns)
    places = [grid.row_cells(row) for row in range(table.n_rows)]  # each is slow to find
    for cell in table.cells:
        last = places[cell.last_row][cell.last_column]
        places[cell.row][cell.column].merge(last).text = cell.text
    return _saved(document.save)


def as_workbook(lines: Sequence[str], table: PrintTable) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in lines:
        sheet.append([line])
    top = len(lines) + (2 if lines else 1)
    for cell in table.cells:
        first = sheet.cell(cell.row + top, cell.column + 1)
        assert isinstance(first, Cell)
        if cell.text:
            first.value, first.data_type = cell.text, "s"
        if cell.row_span > 1 or cell.column_span > 1:
            sheet.merge_cells(
                start_row=cell.row + top,
                start_column=cell.column + 1,
                end_row=cell.last_row + top,
                end_column=cell.last_column + 1,
            )
    return _saved(book.save)


def as_web_page(lines: Sequence[str], table: PrintTable) -> bytes:
    rows = [
        "".join(_td(table, n) for n, c in enumerate(table.cells) if c.row == row)
        for row in range(table.n_rows)
    ]
    heads = "".join(f"<h1>{html.escape(line)}</h1>" for line in lines)
    return f"{heads}<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>".encode()


def _td(table: PrintTable, number: int) -> str:
    cell = table.cells[number]
    text = html.escape(cell.text).replace(" ", "&nbsp;")
    return f'<td rowspan="{cell.row_span}" colspan={cell.column_span}><p>{text}</p></td>'


def _saved(save: Callable[[io.BytesIO], None]) -> bytes:
    buffer = io.BytesIO()
    save(buffer)
    return buffer.getvalue()


def _filled(table: PrintTable) -> PrintTable:
    cells = tuple(replace(cell, text=cell.text or FILLER) for cell in table.cells)
    return replace(table, cells=cells)


WRITERS: dict[CarrierKind, Callable[[Sequence[str], PrintTable], bytes]] = {
    "docx": as_word,
    "xlsx": as_workbook,
    "html": as_web_page,
}


@pytest.mark.parametrize("kind", WRITERS)
@hypothesis.settings(max_examples=40, phases=QUICK, suppress_health_check=SLOW_CHECKS)
@given(table=tilings("present"))
def test_reads_the_tiling_that_was_written(kind: CarrierKind, table: PrintTable) -> None:
    hypothesis.assume(sum(bool(cell.text) for cell in table.cells) > 1)
    table = _filled(table) if kind == "xlsx" else table
    ((_, layout),) = read_layouts(kind, WRITERS[kind]((), table), "source")
    (grid,) = layout.grids
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in grid.cells] == sorted(
        (c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells
    )
    for cell in grid.cells:
        spot = (cell.row + 1, cell.column + 1)
        place = SheetPlace("Sheet", *spot) if kind == "xlsx" else TablePlace(1, *spot)
        assert cell.place == place
    assert layout.remarks == []


@hypothesis.settings(max_examples=20, phases=QUICK, suppress_health_check=SLOW_CHECKS)
@given(form=forms(), style=form_styles())
def test_reads_the_form_that_was_written(form: SelfEvaluation, style: FormStyle) -> None:
    shape = form_table(form, style)
    for kind, write in WRITERS.items():
        content = write((form.title, f"（{form.year}年度）"), shape.table)
        with open_reading(content, Settings(), name=f"form.{kind}") as reading:
            (table,) = reading.tables()
        assert read_rows(table) == printed_rows(form), kind
        assert (table.title, table.fiscal_year) == (form.title, form.year)
        objective = table.overall_objective
        assert (objective.expected, objective.achieved) == (form.expected, form.achieved)
        assert (table.pages, table.funds, table.notes) == ([], [], [])
        assert reading.findings == []
