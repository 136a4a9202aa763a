"""Tables in parts: a header in a table of its own, rows after an empty row, a table in a cell."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import docx
import openpyxl

import zhperf

HEADER = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
ROWS = (
    ("产出指标", "数量指标", "场次", "≥10场", "12场", "10", "10"),
    ("产出指标", "质量指标", "合格率", "≥90%", "95%", "10", "10"),
    ("满意度指标", "满意度指标", "满意度", "≥90%", "95%", "10", "10"),
)


def names(content: bytes, suffix: str) -> list[str | None]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"form{suffix}"
        path.write_bytes(content)
        (table,) = zhperf.extract(path).tables
    return [one.level3 for activity in table.activities for one in activity.indicators]


def test_the_header_of_a_web_page_in_a_table_of_its_own() -> None:
    head, *body = (
        "<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in (HEADER, *ROWS)
    )
    page = f"<div><table>{head}</table></div><div><table>{''.join(body)}</table></div>"
    assert names(page.encode(), ".html") == ["场次", "合格率", "满意度"]


def test_an_empty_row_in_a_workbook() -> None:
    book = openpyxl.Workbook()
    for row in (HEADER, *ROWS[:2], (), ROWS[2]):
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    assert names(buffer.getvalue(), ".xlsx") == ["场次", "合格率", "满意度"]


def test_a_word_table_that_goes_on_and_one_inside_a_cell() -> None:
    document = docx.Document()
    for number, rows in enumerate(((HEADER, *ROWS[:2]), ROWS[2:])):
        if number:
            document.add_paragraph("（续表）")
        table = document.add_table(0, len(HEADER))
        for row in rows:
            cells = table.add_row().cells
            for cell, text in zip(cells, row, strict=True):
                cell.text = text
    inner = document.tables[0].cell(1, 4).add_table(2, 2)
    inner.cell(0, 0).text, inner.cell(1, 1).text = "上半年", "5场"
    buffer = io.BytesIO()
    document.save(buffer)
    assert names(buffer.getvalue(), ".docx") == ["场次", "合格率", "满意度"]
