"""Workbooks: what each sheet displays."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date

import openpyxl
import pytest
from officefiles import (
    layout,
    layouts,
    lines,
    package,
    placed,
    places,
    remark,
    rows,
    workbook,
)
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from zhperf.carriers import building, xlsx
from zhperf.carriers.building import CarrierCell
from zhperf.errors import DamagedFileError
from zhperf.grids import Grid, PageLayout, SheetPlace

THIN = Side(style="thin")
FRAME = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def book_of(*texts: list[object]) -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "自评表"
    for row in texts:
        sheet.append(row)
    return book, sheet


def read(book: openpyxl.Workbook) -> PageLayout:
    return layout("xlsx", saved(book))


def grid_of(book: openpyxl.Workbook) -> Grid:
    (grid,) = read(book).grids
    return grid


def raw(cells: str, **parts: str) -> PageLayout:
    """A sheet with rows as they are written."""
    return layout("xlsx", workbook({"表": f"<sheetData>{cells}</sheetData>"}, **parts))


def test_cells_and_their_places() -> None:
    book, sheet = book_of()
    sheet["C5"], sheet["D5"], sheet["C6"], sheet["D6"] = "甲", "乙", "丙", 8
    grid = grid_of(book)
    assert rows(grid) == [["甲", "乙"], ["丙", "8"]]
    assert places(grid)["8"] == SheetPlace("自评表", 6, 4)


def test_merged_cells_span_rows_and_columns() -> None:
    book, sheet = book_of(["甲", None, "乙"], ["丙", "丁", None], ["戊", "己", "庚"])
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("C1:C2")
    grid = grid_of(book)
    assert placed(grid)[:3] == [(0, 0, 1, 2, "甲"), (0, 2, 2, 1, "乙"), (1, 0, 1, 1, "丙")]
    assert not grid.flat


def test_a_sheet_without_merged_cells_is_flat() -> None:
    book, sheet = book_of(["甲", "乙"], [None, "丙"], [None, None], ["丁", "戊"], ["己", "庚"])
    sheet.merge_cells("A4:A5")
    first, second = read(book).grids
    assert (first.flat, second.flat) == (True, False)


def test_empty_rows_part_tables_and_titles() -> None:
    book, sheet = book_of(
        ["项目支出绩效自评表"], ["（2024年度）"], [],
        ["甲", "乙"], ["丙", "丁"], [],
        ["填报人：张三"],
    )  # fmt: skip
    sheet.merge_cells("A1:B1")
    found = read(book)
    assert lines(found) == ["项目支出绩效自评表", "（2024年度）", "填报人：张三"]
    assert [line.place for line in found.lines][1:] == [
        SheetPlace("自评表", 2, 1), SheetPlace("自评表", 7, 1),
    ]  # fmt: skip
    assert rows(found.grids[0]) == [["甲", "乙"], ["丙", "丁"]]


def test_an_empty_row_with_a_border_or_under_a_merged_cell_parts_nothing() -> None:
    book, sheet = book_of(["甲", "乙"], [], ["丙", "丁"], [], ["戊", "己"], [])
    sheet["B2"].border = FRAME
    sheet["A6"].border = FRAME
    sheet.merge_cells("A3:A4")
    grid = grid_of(book)
    assert rows(grid)[:3] == [["甲", "乙"], ["", ""], ["丙", "丁"]]
    assert rows(grid)[-1] == ["戊", "己"]
    assert places(grid)["己"] == SheetPlace("自评表", 5, 2)


def test_numbers_are_read_as_displayed() -> None:
    book, sheet = book_of(["分值", 100, 1.1, 0.1 + 0.2, "100"], ["得分", 0.95, 1234.5, 5, True])
    for cell, code in (("B1", "0.00"), ("B2", "0%"), ("C2", "#,##0.00"), ("D2", '0"次"')):
        sheet[cell].number_format = code
    assert rows(grid_of(book)) == [
        ["分值", "100.00", "1.1", "0.3", "100"],
        ["得分", "95%", "1,234.50", "5次", "TRUE"],
    ]


def test_dates_are_read_as_displayed() -> None:
    book, sheet = book_of(["时间", date(2024, 12, 5)], ["完成", date(2024, 9, 30)])
    sheet["B1"].number_format = 'yyyy"年"m"月"d"日"'
    sheet["B2"].number_format = "mm-dd-yy"  # openpyxl's name of the system's short date
    assert rows(grid_of(book)) == [["时间", "2024年12月5日"], ["完成", "2024/9/30"]]


def test_a_number_whose_format_is_not_known_is_told() -> None:
    book, sheet = book_of(["甲", 0.5], ["乙", 45265])
    sheet["B1"].number_format = "# ?/?"
    sheet["B2"].number_format = "[DBNum1]yyyy"
    found = read(book)
    assert rows(found.grids[0]) == [["甲", "0.5"], ["乙", "2023/12/5"]]
    assert [(told.code, told.value, told.detail.en) for told in found.remarks] == [
        ("ZP120", "B1 0.5", "# ?/?"),
        ("ZP120", "B2 2023/12/5", "[DBNum1]yyyy"),
    ]


def test_a_number_that_has_no_room_for_its_digits_is_told() -> None:
    book, sheet = book_of(["甲", 123456789012, 200000000000], ["乙", 123456789012, 12345678901])
    sheet["B2"].number_format = "0.00E+00"
    found = read(book)
    assert rows(found.grids[0]) == [
        ["甲", "1.23457E+11", "2E+11"],
        ["乙", "1.23E+11", "12345678901"],
    ]
    (told,) = found.remarks
    assert (told.code, told.value, told.amount) == ("ZP122", "B1 123456789012", 1)


def test_a_formula_has_the_value_that_was_saved() -> None:
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>合计</t></is></c>'
        '<c r="B1"><f>SUM(B2:B9)</f><v>97.5</v></c>'
        '<c r="C1" t="str"><f>A1</f><v>合计</v></c><c r="D1" t="str"><f>""</f><v></v></c>'
        '<c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    found = raw(cells)
    assert rows(found.grids[0]) == [["合计", "97.5", "合计", "", "#DIV/0!"]]
    assert found.remarks == []


def test_a_formula_without_a_value_is_told() -> None:
    book, _ = book_of(["甲", "=SUM(B2:B3)"], ["乙", 5], ["丙", "=B2*2"])
    found = read(book)
    assert rows(found.grids[0]) == [["甲", ""], ["乙", "5"], ["丙", ""]]
    told = remark(found, "ZP119")
    assert (told.value, told.amount) == ("B1 =SUM(B2:B3); B3 =B2*2", 2)
    assert told.place == SheetPlace("自评表", 1, 2)


def test_a_shared_formula_without_a_value_is_told() -> None:
    found = raw('<row><c t="inlineStr"><is><t>甲</t></is></c><c><f t="shared" si="0"/></c></row>')
    assert remark(found, "ZP119").value == "B1 =…"


def test_line_breaks_in_a_cell_are_joined() -> None:
    book, _ = book_of(["新建8个；\n购置图书", "乙"], ["丙", "丁"])
    assert rows(grid_of(book))[0] == ["新建8个；购置图书", "乙"]


def test_every_sheet_is_a_part_of_its_own() -> None:
    book, _ = book_of(["甲", "乙"])
    second = book.create_sheet("第二")
    second.append(["丙", "丁"])
    first_layout, second_layout = layouts("xlsx", saved(book))
    assert [rows(g) for g in first_layout.grids + second_layout.grids] == [
        [["甲", "乙"]], [["丙", "丁"]],
    ]  # fmt: skip
    assert first_layout.grids[0].page + 1 < second_layout.grids[0].page
    assert places(second_layout.grids[0])["丁"] == SheetPlace("第二", 1, 2)


def test_hidden_sheets_rows_and_columns_are_left_out_and_told() -> None:
    book, sheet = book_of(["甲", "藏", "乙"], ["隐", "隐", "隐"], ["丙", "藏", "丁"])
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    other = book.create_sheet("选项")
    other.append(["下拉"])
    other.sheet_state = "veryHidden"
    shown, hidden = layouts("xlsx", saved(book))
    assert rows(shown.grids[0]) == [["甲", "乙"], ["丙", "丁"]]
    assert places(shown.grids[0])["丁"] == SheetPlace("自评表", 3, 3)
    told = remark(shown, "ZP105")
    assert (told.value, told.amount) == ("藏; 隐; 隐; 隐; 藏", 5)
    assert told.detail.en == "in a hidden row or column"
    assert (hidden.grids, hidden.lines) == ([], [])
    assert remark(hidden, "ZP105").value == "下拉"


def test_a_merged_cell_that_begins_in_a_hidden_row_is_displayed() -> None:
    book, sheet = book_of(["甲", "1"], [None, "2"], [None, "3"])
    sheet.merge_cells("A1:A3")
    sheet.row_dimensions[1].hidden = True
    found = read(book)
    assert placed(found.grids[0]) == [(0, 0, 2, 1, "甲"), (0, 1, 1, 1, "2"), (1, 1, 1, 1, "3")]
    assert remark(found, "ZP105").value == "1"


def test_text_under_a_merged_cell_is_told() -> None:
    cells = (
        '<row r="1"><c r="A1" t="str"><v>甲</v></c><c r="B1" t="str"><v>盖</v></c>'
        '<c r="C1" t="str"><v>乙</v></c></row>'
    )
    merged = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    content = workbook({"表": f"<sheetData>{cells}</sheetData>{merged}"})
    found = layout("xlsx", content)
    assert rows(found.grids[0]) == [["甲", "乙"]]
    assert remark(found, "ZP105").value == "盖"


def test_values_that_their_format_hides_are_told() -> None:
    book, sheet = book_of(["甲", 5], ["乙", "丙"])
    sheet["B1"].number_format = ";;;"
    found = read(book)
    assert rows(found.grids[0]) == [["甲", ""], ["乙", "丙"]]
    assert remark(found, "ZP105").value == "5"


def test_zeros_that_a_sheet_does_not_show_are_not_read() -> None:
    book, sheet = book_of(["甲", 0, "0"], ["乙", 10, 0.0])
    sheet.sheet_view.showZeros = False
    assert rows(grid_of(book)) == [["甲", "", "0"], ["乙", "10", ""]]


def test_strings_with_runs_readings_and_escapes() -> None:
    strings = (
        "<si><r><t>绩</t></r><r><rPr/><t>效</t></r><rPh><t>jixiao</t></rPh></si>"
        "<si><t>一_x000D_\n二_x005F_</t></si>"
    )
    found = raw('<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>', strings=strings)
    assert rows(found.grids[0]) == [["绩效", "一二_"]]


RAISED = '<vertAlign val="superscript"/>'


def test_raised_and_lowered_digits_stay_apart() -> None:
    strings = (
        f"<si><r><t>10</t></r><r><rPr>{RAISED}</rPr><t>4</t></r><r><rPr/><t>元</t></r></si>"
        '<si><r><t>CO</t></r><r><rPr><vertAlign val="subscript"/></rPr><t>2</t></r></si>'
    )
    found = raw('<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>', strings=strings)
    assert rows(found.grids[0]) == [["10⁴元", "CO₂"]]


def test_text_that_is_struck_through_is_left_out_and_told() -> None:
    book, sheet = book_of(["甲", "废", 5], ["乙", "丙", 6])
    sheet["B1"].font = sheet["C1"].font = Font(strike=True)
    found = read(book)
    assert rows(found.grids[0]) == [["甲", "", ""], ["乙", "丙", "6"]]
    told = remark(found, "ZP105")
    assert (told.value, told.detail.en) == ("废; 5", "struck through")
    assert told.place == SheetPlace("自评表", 1, 2)


def test_the_font_of_a_run_counts_before_that_of_its_cell() -> None:
    styles = (
        "<fonts><font/><font><strike/></font></fonts>"
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="0" fontId="1"/></cellXfs>'
    )
    strings = (
        "<si><r><t>3</t></r><r><rPr><b/></rPr><t>4</t></r></si>"
        '<si><r><t>3</t></r><r><rPr><strike val="1"/></rPr><t>5</t></r></si>'
        '<si><r><rPr><strike val="0"/></rPr><t>6</t></r></si>'
    )
    cells = "".join(f'<c t="s" s="{style}"><v>{n}</v></c>' for n, style in enumerate((1, 0, 1)))
    found = raw(f"<row>{cells}</row>", strings=strings, styles=styles)
    assert rows(found.grids[0]) == [["4", "3", "6"]]
    assert remark(found, "ZP105").value == "3; 5"


def test_cells_and_rows_without_numbers_follow_each_other() -> None:
    cell = '<c t="str"><v>{}</v></c>'
    first = f"<row>{cell.format('甲')}{cell.format('乙')}</row>"
    cells = f'{first}<row>{cell.format("丙")}<c r="C2"><v>1</v></c></row>'
    assert rows(raw(cells).grids[0]) == [["甲", "乙", ""], ["丙", "", "1"]]


def test_dates_in_iso_form() -> None:
    styles = '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    cells = '<row><c t="d" s="1"><v>2023-12-05T00:00:00Z</v></c><c t="d"><v>后天</v></c></row>'
    assert rows(raw(cells, styles=styles).grids[0]) == [["2023/12/5", "后天"]]


def test_days_counted_from_1904() -> None:
    styles = '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    top = '<workbookPr date1904="1"/>'
    found = raw('<row><c s="1"><v>43803</v></c><c><v>2</v></c></row>', styles=styles, top=top)
    assert rows(found.grids[0]) == [["2023/12/5", "2"]]


@pytest.mark.parametrize("value", ["nan", "inf", "1e999", "abc"])
def test_a_number_that_is_none_is_text(value: str) -> None:
    assert rows(raw(f"<row><c><v>{value}</v></c><c><v>1</v></c></row>").grids[0]) == [[value, "1"]]


def test_of_huge_ranges_only_what_exists_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[CarrierCell] = []

    def counted(
        row: int, column: int, lines: Sequence[str], row_span: int = 1, column_span: int = 1
    ) -> CarrierCell:
        made.append(CarrierCell(row, column, lines, row_span, column_span))
        return made[-1]

    monkeypatch.setattr(xlsx, "CarrierCell", counted)
    monkeypatch.setattr(building, "CarrierCell", counted)
    cells = (
        '<row r="1"><c r="A1" t="str"><v>甲</v></c><c r="XFD1" t="str"><v>乙</v></c></row>'
        '<row r="1048576"><c r="A1048576" t="str"><v>丙</v></c></row>'
    )
    sheet = (
        '<dimension ref="A1:XFD1048576"/><cols><col min="1" max="16384" width="9"/></cols>'
        f"<sheetData>{cells}</sheetData>"
        '<mergeCells><mergeCell ref="A2:XFD1048575"/><mergeCell ref="B2:XFD1048575"/></mergeCells>'
    )
    found = layout("xlsx", workbook({"表": sheet}))
    assert 3 <= len(made) < 20
    assert rows(found.grids[0]) == [["甲", "乙"]]
    assert lines(found) == ["丙"]


def test_a_table_that_is_too_large_is_told() -> None:
    cell = '<c t="str"><v>字</v></c>'
    found = raw(f"<row>{cell * 1001}</row>" + f"<row>{cell * 2}</row>" * 999)
    assert found.grids == []
    assert remark(found, "ZP109").place == SheetPlace("表", 1, 1)


def test_a_shared_string_that_is_missing_is_damage() -> None:
    with pytest.raises(DamagedFileError) as caught:
        raw('<row><c t="s"><v>7</v></c></row>')
    assert caught.value.parts("en")[1] == "shared string 7 is missing"


def test_a_workbook_without_a_sheet_part_is_damaged() -> None:
    content = workbook({"表": ""})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {n: archive.read(n) for n in archive.namelist() if "sheet1" not in n}
    with pytest.raises(DamagedFileError) as caught:
        layout("xlsx", package(parts))
    assert caught.value.parts("en")[1] == "xl/worksheets/sheet1.xml is missing"
