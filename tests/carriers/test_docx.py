"""Word documents: what stands in the body, as Word shows it."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from officefiles import (
    layout,
    layouts,
    lines,
    package,
    paragraph,
    placed,
    places,
    relationships,
    remark,
    rows,
    word,
    word_cell,
    word_row,
    word_table,
)

from zhperf.errors import DamagedFileError
from zhperf.grids import ParagraphPlace, TablePlace

DELETED = '<w:del w:id="1"><w:r><w:delText>旧</w:delText></w:r></w:del>'
INSERTED = '<w:ins w:id="2"><w:r><w:t>新</w:t></w:r></w:ins>'
HIDDEN = "<w:rPr><w:vanish/></w:rPr>"
GRID = word_table(word_row("甲", "乙"), word_row("丙", "丁"))


def body(*parts: str) -> bytes:
    return word("".join(parts))


def cell_texts(content: str) -> list[str]:
    """Texts of a table whose first cell has the content."""
    found = layout("docx", body(word_table(word_row(word_cell(content), "右"))))
    return [cell.text for cell in found.grids[0].cells]


def test_paragraphs_and_tables_follow_each_other() -> None:
    found = layout("docx", body(paragraph("上"), GRID, paragraph("中"), GRID, paragraph("下")))
    assert lines(found) == ["上", "中", "下"]
    assert [rows(grid) for grid in found.grids] == [[["甲", "乙"], ["丙", "丁"]]] * 2
    tops = [found.lines[0], found.grids[0], found.lines[1], found.grids[1], found.lines[2]]
    assert [part.bbox.top for part in tops] == sorted(part.bbox.top for part in tops)
    assert [line.place for line in found.lines] == [ParagraphPlace(n) for n in (1, 2, 3)]
    assert places(found.grids[1])["丁"] == TablePlace(2, 2, 2)


def test_cells_span_columns_and_rows() -> None:
    table = word_table(
        word_row(
            word_cell("甲", '<w:gridSpan w:val="2"/>'),
            word_cell("乙", '<w:vMerge w:val="restart"/>'),
        ),
        word_row("丙", "丁", word_cell("<w:p/>", "<w:vMerge/>")),
        word_row("戊", "己", "庚"),
    )
    (grid,) = layout("docx", body(table)).grids
    assert placed(grid)[:2] == [(0, 0, 1, 2, "甲"), (0, 2, 2, 1, "乙")]
    assert rows(grid)[1:] == [["丙", "丁", ""], ["戊", "己", "庚"]]
    assert places(grid)["庚"] == TablePlace(1, 3, 3)


def test_a_merged_cell_ends_where_another_begins() -> None:
    restart = '<w:vMerge w:val="restart"/>'
    table = word_table(
        word_row(word_cell("甲", restart), "1"),
        word_row(word_cell("<w:p/>", "<w:vMerge/>"), "2"),
        word_row(word_cell("乙", restart), "3"),
        word_row(word_cell("<w:p/>", '<w:vMerge w:val="continue"/>'), "4"),
        word_row("丙", "5"),
    )
    (grid,) = layout("docx", body(table)).grids
    assert [cell for cell in placed(grid) if cell.column == 0] == [
        (0, 0, 2, 1, "甲"), (2, 0, 2, 1, "乙"), (4, 0, 1, 1, "丙"),
    ]  # fmt: skip


def test_a_continued_cell_without_a_beginning_is_a_cell() -> None:
    table = word_table(word_row("甲", "乙"), word_row(word_cell("丙", "<w:vMerge/>"), "丁"))
    (grid,) = layout("docx", body(table)).grids
    assert rows(grid) == [["甲", "乙"], ["丙", "丁"]]


def test_cells_merged_across_by_old_programs() -> None:
    table = word_table(
        word_row(
            word_cell("甲", '<w:hMerge w:val="restart"/>'), word_cell("<w:p/>", "<w:hMerge/>"), "乙"
        ),
        word_row("丙", "丁", "戊"),
    )
    (grid,) = layout("docx", body(table)).grids
    assert placed(grid)[:2] == [(0, 0, 1, 2, "甲"), (0, 2, 1, 1, "乙")]


def test_rows_that_begin_later_or_end_earlier_have_empty_cells() -> None:
    table = word_table(
        word_row("甲", "乙", "丙"),
        word_row("丁", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
    )
    (grid,) = layout("docx", body(table)).grids
    assert rows(grid) == [["甲", "乙", "丙"], ["", "丁", ""]]


def test_paragraphs_and_line_breaks_in_a_cell_are_joined() -> None:
    content = paragraph("完成") + "<w:p><w:r><w:t>八</w:t><w:br/><w:t>次</w:t></w:r></w:p>"
    assert cell_texts(content) == ["完成八次", "右"]
    assert cell_texts(paragraph("WEB") + paragraph("APP")) == ["WEB APP", "右"]


def test_spaces_that_the_author_typed_stay() -> None:
    assert cell_texts(paragraph("一。 ") + paragraph("　　二。")) == ["一。 　　二。", "右"]
    assert cell_texts("<w:p><w:r><w:t> 甲 </w:t></w:r><w:r><w:t>乙</w:t></w:r></w:p>") == [
        "甲乙", "右",
    ]  # fmt: skip


def test_signs_in_runs() -> None:
    run = (
        "<w:p><w:r><w:t>3</w:t><w:noBreakHyphen/><w:t>4</w:t><w:softHyphen/><w:tab/><w:t>次</w:t>"
        '<w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Wingdings 2" w:char="F0A3"/>'
        '<w:sym w:font="Arial" w:char="2265"/></w:r></w:p>'
    )
    assert cell_texts(run)[0] == "3-4 次☑□≥"


@pytest.mark.parametrize("code", ["F041", "XYZ", ""])
def test_a_symbol_that_is_not_known_is_not_lost(code: str) -> None:
    run = f'<w:p><w:r><w:sym w:font="Symbol" w:char="{code}"/></w:r></w:p>'
    assert cell_texts(run)[0] == "\ufffd"


def test_tracked_changes_are_read_as_accepted() -> None:
    assert cell_texts(f"<w:p>{DELETED}{INSERTED}</w:p>")[0] == "新"
    moved = (
        "<w:moveFrom><w:r><w:t>去</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>来</w:t></w:r></w:moveTo>"
    )
    assert cell_texts(f"<w:p>{moved}</w:p>")[0] == "来"
    table = word_table(
        word_row("甲", "乙"),
        word_row("丙", "丁", properties='<w:del w:id="1"/>'),
        word_row("戊", "己"),
    )
    (grid,) = layout("docx", body(table)).grids
    assert rows(grid) == [["甲", "乙"], ["戊", "己"]]
    assert places(grid)["己"] == TablePlace(1, 2, 2)


def test_text_in_links_fields_and_controls() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    content = (
        "<w:p>"
        f"<w:hyperlink>{run.format('甲')}</w:hyperlink>"
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run.format('乙')}</w:sdtContent></w:sdt>"
        f'<w:fldSimple w:instr="DATE">{run.format("丙")}</w:fldSimple>'
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        f"{run.format('丁')}"
        "<w:smartTag><w:ruby><w:rt><w:r><w:t>du</w:t></w:r></w:rt>"
        f"<w:rubyBase>{run.format('读')}</w:rubyBase></w:ruby></w:smartTag></w:p>"
    )
    assert cell_texts(content)[0] == "甲乙丙丁读"


def test_paragraphs_tables_rows_and_cells_in_controls() -> None:
    def control(content: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    row = f"<w:tr>{word_cell('丙')}{control(word_cell('丁'))}</w:tr>"
    table = f"<w:tbl>{word_row('甲', '乙')}{control(row)}</w:tbl>"
    found = layout("docx", body(control(paragraph("上") + table)))
    assert lines(found) == ["上"]
    assert rows(found.grids[0]) == [["甲", "乙"], ["丙", "丁"]]


def test_text_boxes_are_read_once_after_their_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('盒')}{GRID}</w:txbxContent>"
    both = (
        f"<w:p><w:r><w:t>上</w:t><mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    found = layout("docx", body(both, paragraph("下")))
    assert lines(found) == ["上", "盒", "下"]
    assert len(found.grids) == 1


def test_a_choice_without_text_leaves_the_fallback() -> None:
    content = (
        "<w:p><mc:AlternateContent><mc:Choice><w:r/></mc:Choice>"
        "<mc:Fallback><w:r><w:t>字</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>"
    )
    assert cell_texts(content)[0] == "字"


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    inner = paragraph("标题") + GRID + paragraph("注")
    table = word_table(word_row(word_cell(inner)), word_row("页脚"))
    found = layout("docx", body(table))
    assert lines(found) == ["标题", "注", "页脚"]
    (grid,) = found.grids
    assert rows(grid) == [["甲", "乙"], ["丙", "丁"]]
    assert places(grid)["甲"] == TablePlace(2, 1, 1)
    assert found.lines[0].place == TablePlace(1, 1, 1)


def test_rows_around_a_table_in_a_cell_stay_a_table() -> None:
    merged = word_cell("侧", '<w:vMerge w:val="restart"/>')
    table = word_table(
        word_row(merged, "名称", "值"),
        word_row(word_cell("<w:p/>", "<w:vMerge/>"), "部门", "局"),
        word_row(word_cell("<w:p/>", "<w:vMerge/>"), word_cell(GRID, '<w:gridSpan w:val="2"/>')),
        word_row("填报人", "张三", "李四"),
    )
    found = layout("docx", body(table))
    head, inner, foot = found.grids
    assert rows(head) == [["侧", "名称", "值"], ["", "部门", "局"]]
    assert placed(head)[0] == (0, 0, 2, 1, "侧")
    assert rows(inner) == [["甲", "乙"], ["丙", "丁"]]
    assert rows(foot) == [["填报人", "张三", "李四"]]
    assert places(foot)["李四"] == TablePlace(1, 4, 3)


def test_a_frame_around_one_text_is_text() -> None:
    found = layout("docx", body(word_table(word_row("", "附件", "")), GRID))
    assert lines(found) == ["附件"]
    assert len(found.grids) == 1


def test_hidden_text_is_left_out_and_told() -> None:
    styles = (
        '<w:style w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
        '<w:style w:styleId="c"><w:basedOn w:val="b"/>'
        '<w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    )
    styled = "".join(
        paragraph(name, f'<w:rPr><w:rStyle w:val="{name}"/></w:rPr>') for name in ("a", "b", "c")
    )
    back = '<w:rPr><w:rStyle w:val="a"/><w:vanish w:val="false"/></w:rPr>'
    whole = '<w:p><w:pPr><w:pStyle w:val="b"/></w:pPr><w:r><w:t>全段</w:t></w:r></w:p>'
    content = styled + paragraph("见", back) + whole + paragraph("藏", HIDDEN)
    found = layout("docx", word(content + GRID, styles=styles))
    assert lines(found) == ["c", "见"]
    told = remark(found, "ZP105")
    assert (told.value, told.amount) == ("a; b; 全段; 藏", 5)
    assert told.place == ParagraphPlace(1)


def _run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


RAISED = '<w:vertAlign w:val="superscript"/>'
LOWERED = '<w:vertAlign w:val="subscript"/>'


def test_raised_and_lowered_digits_stay_apart() -> None:
    power = _run("10") + _run("-4", RAISED) + _run("元")
    assert cell_texts(f"<w:p>{power}</w:p>")[0] == "10⁻⁴元"
    assert cell_texts(f"<w:p>{_run('CO')}{_run('2e', LOWERED)}</w:p>")[0] == "CO₂e"
    baseline = '<w:vertAlign w:val="baseline"/>'
    assert cell_texts(f"<w:p>{_run('10')}{_run('4', baseline)}</w:p>")[0] == "104"
    styles = f'<w:style w:styleId="a"><w:rPr>{RAISED}</w:rPr></w:style>'
    styled = _run("m") + _run("2", '<w:rStyle w:val="a"/>')
    assert lines(layout("docx", word(f"<w:p>{styled}</w:p>", styles=styles))) == ["m²"]


def test_exponents_of_formulas_are_raised() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    formula = f"<sSup><e>{run.format('10')}</e><sup>{run.format('4')}</sup></sSup>"
    assert cell_texts(f"<w:p><oMath>{formula}</oMath></w:p>")[0] == "10⁴"


def test_text_that_is_struck_through_is_left_out_and_told() -> None:
    strike = "<w:strike/>"
    styles = (
        f'<w:style w:styleId="a"><w:rPr>{strike}</w:rPr></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    cell = (
        f"<w:p>{_run('3')}{_run('5', strike)}{_run('6', '<w:dstrike/>')}"
        f'{_run("7", """<w:strike w:val="false"/>""")}'
        f'{_run("8", """<w:rStyle w:val="b"/>""")}</w:p>'
    )
    table = word_table(word_row(word_cell(cell), "右"), word_row("左", "右"))
    found = layout("docx", word(table, styles=styles))
    assert rows(found.grids[0]) == [["37", "右"], ["左", "右"]]
    told = remark(found, "ZP105")
    assert (told.value, told.detail.en) == ("568", "struck through")
    assert told.place == TablePlace(1, 1, 1)


def test_hidden_rows_and_text_under_merged_cells_are_told() -> None:
    restart = '<w:vMerge w:val="restart"/>'
    table = word_table(
        word_row(word_cell("甲", restart), "乙"),
        word_row("隐", "行", properties="<w:hidden/>"),
        word_row(word_cell("盖", "<w:vMerge/>"), "丙"),
    )
    found = layout("docx", body(table))
    assert placed(found.grids[0]) == [(0, 0, 2, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 1, 1, 1, "丙")]
    assert [(told.value, told.detail.en) for told in found.remarks] == [
        ("隐; 行", "formatted as hidden"),
        ("盖", "in a cell that is merged with the one above it"),
    ]


def test_an_embedded_web_page_is_read() -> None:
    page = "<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>"
    document, page_layout = layouts("docx", word('<w:altChunk r:id="r2"/>', chunk=page.encode()))
    assert document.grids == []
    assert rows(page_layout.grids[0]) == [["甲", "乙"], ["丙", "丁"]]


def test_the_main_part_may_have_another_name() -> None:
    content = body(GRID)
    found = {"_rels/.rels": relationships([("officeDocument", "/word/document2.xml")])}
    main = package({**found, "WORD\\Document2.xml": _part(content, "word/document.xml")})
    assert rows(layout("docx", main).grids[0])[0] == ["甲", "乙"]


def test_both_variants_of_the_standard_are_read() -> None:
    part = _part(body(GRID), "word/document.xml").decode()
    strict = part.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert strict != part
    assert len(layout("docx", package({"word/document.xml": strict})).grids) == 1


def _part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def test_a_document_without_a_body_is_damaged() -> None:
    with pytest.raises(DamagedFileError, match="damaged"):
        layout("docx", package({"word/document.xml": "<document/>"}))


def test_merges_of_python_docx() -> None:
    document = docx.Document()
    document.add_paragraph("项目支出绩效自评表")
    table = document.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    merged = table.cell(0, 0).merge(table.cell(1, 1))
    merged.text = "合并"
    buffer = io.BytesIO()
    document.save(buffer)
    found = layout("docx", buffer.getvalue())
    assert lines(found) == ["项目支出绩效自评表"]
    assert placed(found.grids[0]) == [
        (0, 0, 2, 2, "合并"), (0, 2, 1, 1, "02"), (1, 2, 1, 1, "12"),
        (2, 0, 1, 1, "20"), (2, 1, 1, 1, "21"), (2, 2, 1, 1, "22"),
    ]  # fmt: skip
