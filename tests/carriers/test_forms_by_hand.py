"""A project's form as clerks, sites and export tools make it: each way says the same.

Compared with the form's own text in `samples/project_form.py`.
"""

from __future__ import annotations

import html
from collections.abc import Iterable

import pytest
from officefiles import paragraph, word, word_cell, word_row, word_table, workbook

import project_form
from founding_table import PrintedCell
from zhperf.config import Settings
from zhperf.pipeline import open_reading
from zhperf.report import Table

CELLS = project_form.cells()
N_ROWS = max(cell.row + cell.row_span for cell in CELLS)
N_COLUMNS = len(project_form.WIDTHS)
GRID_ROW = 9
"""Row of the header of the indicators."""
HEADING = (project_form.TITLE, project_form.YEAR)


# --- writers ----------------------------------------------------------------------------


def word_form(rows: range = range(N_ROWS), left: int = 0) -> str:
    """The rows of the form as a Word table, from a column on."""
    found: list[str] = []
    for row in rows:
        parts = []
        for cell in CELLS:
            span = cell.column + cell.column_span - max(cell.column, left)
            if span < 1 or not cell.row <= row < cell.row + cell.row_span:
                continue
            merge = "restart" if cell.row == row else "continue"
            vertical = f'<w:vMerge w:val="{merge}"/>' if cell.row_span > 1 else ""
            text = cell.text if cell.row == row else ""
            parts.append(word_cell(text, f'<w:gridSpan w:val="{span}"/>{vertical}'))
        found.append(word_row(*parts))
    return word_table(*found)


def sheet_form(top: int, *, merged: bool = True) -> str:
    """The form as the content of a sheet, from a 1-based row on."""
    rows: list[str] = []
    for row in range(N_ROWS):
        texts = "".join(
            f'<c r="{_name(row + top, c.column)}" t="inlineStr"><is><t>{c.text}</t></is></c>'
            for c in CELLS
            if c.row == row and c.text
        )
        rows.append(f'<row r="{row + top}">{texts}</row>')
    areas = "".join(
        f'<mergeCell ref="{_name(c.row + top, c.column)}:'
        f'{_name(c.row + c.row_span + top - 1, c.column + c.column_span - 1)}"/>'
        for c in CELLS
        if merged and c.row_span * c.column_span > 1
    )
    return (
        f"<sheetData>{{head}}{''.join(rows)}</sheetData><mergeCells>{{merged}}{areas}</mergeCells>"
    )


def _name(row: int, column: int) -> str:
    return f"{'ABCDEFGHI'[column]}{row}"


def web_form(cells: Iterable[PrintedCell] = CELLS) -> str:
    """The form as an HTML table."""
    rows: dict[int, list[str]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(
            f"<td rowspan={cell.row_span} colspan={cell.column_span}>{html.escape(cell.text)}</td>"
        )
    lines = (f"<tr>{''.join(row)}</tr>" for row in rows.values())
    return f"<table border=1>{''.join(lines)}</table>"


# --- what is read -----------------------------------------------------------------------


def read(content: bytes, name: str) -> Table:
    with open_reading(content, Settings(), name=name) as reading:
        (table,) = reading.tables()
    assert reading.findings == []
    return table


def assert_whole(table: Table) -> None:
    """All that the form prints was read."""
    assert (table.title, table.fiscal_year) == (project_form.TITLE, 2024)
    assert table.department == project_form.DEPARTMENT
    assert table.overall_objective.achieved == project_form.ACHIEVED
    assert [fund.executed or "" for fund in table.funds] == [f[3] for f in project_form.FUNDS]
    assert table.activities[0].name == project_form.NAME
    assert_indicators(table)
    assert (table.total.weight, table.total.score) == project_form.TOTAL[1:3]


def assert_indicators(table: Table) -> None:
    fields = (
        "level1", "level2", "level3", "target", "actual", "weight", "score", "deviation",
    )  # fmt: skip
    assert [
        tuple(getattr(row, field) or "" for field in fields)
        for row in table.activities[0].indicators
    ] == list(project_form.INDICATORS)


# --- Word -------------------------------------------------------------------------------

TITLES = "".join(map(paragraph, HEADING))


def test_word_with_its_title_in_a_frame() -> None:
    frame = word_table(*(word_row(line) for line in HEADING[:1])) + paragraph(HEADING[1])
    assert_whole(read(word(frame + word_form()), "a.docx"))


def test_word_in_a_layout_table() -> None:
    page = word_table(word_row(word_cell(TITLES + word_form() + paragraph(project_form.NOTES[0]))))
    table = read(word(page), "a.docx")
    assert_whole(table)
    assert table.notes == [*project_form.NOTES]


def test_word_with_its_grid_in_a_cell_of_the_form() -> None:
    head = word_form(range(GRID_ROW))[len("<w:tbl>") : -len("</w:tbl>")]
    grid = word_cell(word_form(range(GRID_ROW, N_ROWS), left=1), '<w:gridSpan w:val="8"/>')
    outer = f"<w:tbl>{head}{word_row('绩效指标', grid)}</w:tbl>"
    assert_whole(read(word(TITLES + outer), "a.docx"))


def test_word_with_head_and_grid_as_two_tables() -> None:
    parts = word_form(range(GRID_ROW)) + "<w:p/>" + word_form(range(GRID_ROW, N_ROWS))
    assert_whole(read(word(TITLES + parts), "a.docx"))


def test_word_in_a_control_with_tracked_changes() -> None:
    struck = '<w:p><w:del w:id="1"><w:r><w:delText>2023年度自评表</w:delText></w:r></w:del></w:p>'
    control = f"<w:sdt><w:sdtContent>{TITLES}{word_form()}</w:sdtContent></w:sdt>"
    assert_whole(read(word(struck + control), "a.docx"))


# --- Excel ------------------------------------------------------------------------------


def _head_rows(*texts: str) -> str:
    return "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{text}</t></is></c></row>'
        for n, text in enumerate(texts, start=1)
    )


@pytest.mark.parametrize("gap", [0, 1])
@pytest.mark.parametrize("merged", [True, False])
def test_a_workbook_with_its_title_in_rows_of_the_sheet(gap: int, merged: bool) -> None:
    areas = '<mergeCell ref="A1:I1"/><mergeCell ref="A2:I2"/>' if merged else ""
    sheet = sheet_form(3 + gap).format(head=_head_rows(*HEADING), merged=areas)
    assert_whole(read(workbook({"自评表": sheet}), "a.xlsx"))


def test_forms_on_several_sheets_are_forms_of_their_own() -> None:
    sheet = sheet_form(3).format(head=_head_rows(*HEADING), merged="")
    content = workbook({"一": sheet, "说明": "<sheetData/>", "二": sheet})
    with open_reading(content, Settings(), name="a.xlsx") as reading:
        first, second = reading.tables()
    assert_whole(first)
    assert_whole(second)


# --- web --------------------------------------------------------------------------------


def test_a_site_with_layout_tables() -> None:
    titles = "".join(f"<p align=center><strong>{line}</strong></p>" for line in HEADING)
    page = (
        "<html><head><title>某县政府网</title></head><body><table width=1000><tr><td>首页</td>"
        "<td>政务公开</td></tr><tr><td colspan=2><table><tr><td width=200>部门决算</td><td>"
        f"<div class=article>{titles}{web_form()}<p>{project_form.NOTES[0]}</p></div></td></tr>"
        "</table></td></tr><tr><td colspan=2>版权所有 备案号</td></tr></table></body></html>"
    )
    table = read(page.encode("gbk"), "a.htm")
    assert_whole(table)
    assert table.notes == [*project_form.NOTES]


def test_a_web_page_that_a_system_exports_as_a_workbook() -> None:
    rows = "".join(f"<tr><td colspan={N_COLUMNS}>{line}</td></tr>" for line in HEADING)
    page = f"<meta charset=gbk><table>{rows}{web_form()[len('<table border=1>') :]}"
    assert_whole(read(page.encode("gbk"), "a.xls"))


def test_a_page_in_which_a_text_stands_in_each_paragraph_of_a_cell() -> None:
    page = web_form().replace("<td", "<TD style='border:1px'").replace("</td>", "</p></TD>")
    page = page.replace("colspan=1>", "colspan=1><p class=MsoNormal><span>")
    titles = "".join(f"<div>{line}<br></div>" for line in HEADING)
    assert_whole(read(f"{titles}{page}".encode(), "a.html"))
