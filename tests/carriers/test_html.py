"""Web pages: what a browser displays."""

from __future__ import annotations

import pytest
from officefiles import layout, layouts, lines, placed, places, remark, rows

from zhperf.carriers import htmltables
from zhperf.carriers.building import MAX_AREA
from zhperf.carriers.flow import FlowCell
from zhperf.errors import DamagedFileError
from zhperf.grids import Grid, PageLayout, ParagraphPlace, TablePlace

GRID = "<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>"
ROWS = [["甲", "乙"], ["丙", "丁"]]


def read(markup: str) -> PageLayout:
    return layout("html", markup.encode())


def grid_of(markup: str) -> Grid:
    (grid,) = read(markup).grids
    return grid


def cell_text(content: str) -> str:
    """Text of a cell beside others."""
    return (
        grid_of(f"<table><tr><td>{content}</td><td>右</td><td>右</td></tr></table>").cells[0].text
    )


def test_text_and_tables_follow_each_other() -> None:
    found = read(f"<h1>题</h1>一<b>行</b><p>二<br>三</p>{GRID}<div>下</div>{GRID}")
    assert lines(found) == ["题", "一行", "二", "三", "下"]
    assert [rows(grid) for grid in found.grids] == [ROWS, ROWS]
    assert [line.place for line in found.lines] == [ParagraphPlace(n) for n in (1, 2, 3, 3, 4)]
    assert places(found.grids[1])["丁"] == TablePlace(2, 2, 2)
    assert found.lines[3].bbox.bottom <= found.grids[0].bbox.top
    assert found.lines[4].bbox.top >= found.grids[0].bbox.bottom


def test_spans() -> None:
    markup = (
        "<table><tr><th rowspan=2>甲<th colspan=2>乙<tr><td>丙<td rowspan=2>丁"
        "<tr><td>戊<td>己</table>"
    )
    assert placed(grid_of(markup)) == [
        (0, 0, 2, 1, "甲"), (0, 1, 1, 2, "乙"), (1, 1, 1, 1, "丙"), (1, 2, 2, 1, "丁"),
        (2, 0, 1, 1, "戊"), (2, 1, 1, 1, "己"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("attributes", "spans"),
    [
        ('rowspan="0"', (3, 1)),
        ('rowspan="2"', (2, 1)),
        ('rowspan="99999"', (3, 1)),
        ('rowspan="2.9" colspan="abc"', (2, 1)),
        ('rowspan=" +2行"', (2, 1)),
        ('rowspan="-2" colspan="0"', (1, 1)),
        ('rowspan="" colspan=""', (1, 1)),
    ],
)
def test_spans_as_browsers_understand_them(attributes: str, spans: tuple[int, int]) -> None:
    markup = (
        f"<table><tbody><tr><td {attributes}>甲<td>1<tr><td>2<tr><td>3</tbody>"
        "<tbody><tr><td>乙<td>4</tbody></table>"
    )
    cell = placed(grid_of(markup))[0]
    assert (cell.row_span, cell.column_span) == spans


def test_a_cell_that_spans_more_columns_than_others_have_is_as_wide_as_they() -> None:
    grid = grid_of(
        "<table><tr><td colspan=1000>题<tr><td>甲<td>乙<tr><td>丙<td colspan=50>丁</table>"
    )
    assert placed(grid) == [
        (0, 0, 1, 2, "题"), (1, 0, 1, 1, "甲"), (1, 1, 1, 1, "乙"), (2, 0, 1, 1, "丙"),
        (2, 1, 1, 1, "丁"),
    ]  # fmt: skip


def test_rows_without_cells_are_none() -> None:
    grid = grid_of("<table><tr><td rowspan=2>甲<td rowspan=2>乙<tr><tr><td>丙<td>丁</table>")
    assert placed(grid)[:2] == [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")]
    assert places(grid)["丙"] == TablePlace(1, 3, 1)


def test_cells_that_overlap_keep_their_text() -> None:
    grid = grid_of("<table><tr><td>1<td rowspan=2>2<tr><td colspan=2>3<td>4</table>")
    assert sorted(cell.text for cell in grid.cells if cell.text) == ["1", "2", "3", "4"]


def test_heads_stand_above_and_feet_below() -> None:
    markup = (
        "<table><tfoot><tr><td>脚<td>2</tfoot><tbody><tr><td>体<td>3</tbody>"
        "<thead><tr><td>头<td>1</thead><thead><tr><td>又<td>4</thead></table>"
    )
    assert rows(grid_of(markup)) == [["头", "1"], ["体", "3"], ["又", "4"], ["脚", "2"]]


def test_the_caption_stands_above_the_table() -> None:
    found = read("<table><caption>项目支出绩效自评表</caption><tr><td>甲<td>乙</table>")
    assert lines(found) == ["项目支出绩效自评表"]
    assert found.lines[0].bbox.bottom <= found.grids[0].bbox.top


def test_text_between_cells_stands_above_the_table() -> None:
    found = read("<table>题<tr>目<td>甲</td><td>乙</td></tr></table>")
    assert lines(found) == ["题目"]
    assert rows(found.grids[0]) == [["甲", "乙"]]


def test_cells_and_rows_that_are_not_closed() -> None:
    assert rows(grid_of("<table><td>甲<td>乙<tr><td>丙<td>丁")) == ROWS
    assert rows(grid_of("<table><tr><td><p>甲<td><div>乙<tr><td>丙<td>丁</table>")) == ROWS


def test_layout_tables_are_opened() -> None:
    page = (
        f"<table><tr><td>首页</td><td>公开</td></tr><tr><td>栏目</td><td><p>自评表</p>{GRID}"
        "<p>备注</p></td></tr><tr><td colspan=2>版权</td></tr></table>"
    )
    found = read(f"<table><tr><td>{page}</td></tr></table>")
    nav, form = found.grids
    assert rows(nav) == [["首页", "公开"]]
    assert rows(form) == ROWS
    assert lines(found) == ["栏目", "自评表", "备注", "版权"]
    assert places(form)["甲"] == TablePlace(3, 1, 1)


def test_blocks_and_breaks_in_cells_are_joined() -> None:
    assert cell_text("<p>完成</p><p>八次</p>") == "完成八次"
    assert cell_text("完成<br/>八<div>次</div>。") == "完成八次。"
    assert cell_text("<div>WEB</div><div>APP</div>") == "WEB APP"
    assert cell_text("一<span style='display:block'>二</span>") == "一二"


def test_white_space_collapses() -> None:
    assert cell_text("\n  甲  \t 乙\n ") == "甲 乙"
    assert cell_text("绩效\n\t\t自评") == "绩效自评"
    assert cell_text("绩效\n2024") == "绩效 2024"
    assert cell_text("WEB\n<b> 账号</b>") == "WEB 账号"
    assert cell_text("甲&nbsp;&nbsp;乙") == "甲  乙"
    assert cell_text("<pre>一\n  二</pre>") == "一二"
    assert cell_text("甲&#8203;乙&shy;丙") == "甲乙丙"
    assert cell_text("　首行缩进") == "首行缩进"


def test_what_is_not_displayed_is_not_read() -> None:
    content = (
        "甲<script>1</script><style>2</style><!-- 3 --><template>4</template>"
        "<noscript>5</noscript><xml><x:Name>6</x:Name></xml><ruby>读<rp>(</rp><rt>du</rt></ruby>"
    )
    assert cell_text(content) == "甲读"
    assert lines(read("<head><title>网页</title></head><p>文</p>")) == ["文"]


def test_hidden_elements_are_left_out_and_told() -> None:
    markup = (
        "<p>见</p><p style='DISPLAY: none'>段</p><table>"
        "<tr><td>甲<span hidden>藏</span></td><td>乙</td></tr>"
        "<tr style='display:none'><td>行</td><td>列</td></tr>"
        "<tr><td>丙</td><td>丁<i style='mso-hide:all'>私</i></td></tr></table>"
    )
    found = read(markup)
    assert rows(found.grids[0]) == ROWS
    told = remark(found, "ZP105")
    assert told.value == "段; 行列; 藏; 私"
    assert told.place == ParagraphPlace(2)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("10<sup>4</sup>元", "10⁴元"),
        ("10<sup>-(3+2)</sup>", "10⁻⁽³⁺²⁾"),
        ("5m<SUP>2</SUP>", "5m²"),
        ("CO<sub>2</sub>e", "CO₂e"),
        ("m<sup>2<b>1</b></sup>3", "m²¹3"),
        ("1<sup>st</sup>", "1st"),
        ('3<span style="Vertical-Align: super">2</span>1', "3²1"),
        ('3<span style="vertical-align:middle">2</span>', "32"),
    ],
)
def test_raised_and_lowered_digits_stay_apart(content: str, text: str) -> None:
    assert cell_text(content) == text


@pytest.mark.parametrize(
    ("content", "text", "struck"),
    [
        ("3<s>5</s>", "3", "5"),
        ("3<del>5<b>6</b></del>7", "37", "5; 6"),
        ("<strike>85</strike>90", "90", "85"),
        ('<span style="TEXT-DECORATION: line-through">85</span>90', "90", "85"),
        ('<span style="text-decoration:underline line-through">8</span>9', "9", "8"),
        ("10<sup><s>4</s></sup>元", "10元", "4"),
    ],
)
def test_text_that_is_struck_through_is_left_out_and_told(
    content: str, text: str, struck: str
) -> None:
    found = read(f"<table><tr><td>{content}<td>右<tr><td>左<td>右</table>")
    assert rows(found.grids[0])[0] == [text, "右"]
    told = remark(found, "ZP105")
    assert (told.value, told.detail.en) == (struck, "struck through")
    assert told.place == TablePlace(1, 1, 1)


def test_a_row_or_a_cell_that_is_struck_through_keeps_its_place() -> None:
    line = 'style="text-decoration:line-through"'
    markup = f"<table><tr><td>甲<td {line}>旧<tr {line}><td>废<td>弃<tr><td>丙<td>丁</table>"
    found = read(markup)
    assert rows(found.grids[0]) == [["甲", ""], ["", ""], ["丙", "丁"]]
    assert remark(found, "ZP105").value == "旧; 废; 弃"
    whole = read(f"<p>见<s>旧</s></p><s>{GRID}</s>")
    assert (lines(whole), whole.grids) == (["见"], [])
    assert remark(whole, "ZP105").value == "旧; 甲; 乙; 丙; 丁"


def test_marks_that_are_not_closed_end_with_their_cell() -> None:
    found = read("<table><tr><td>1<s>5<td>6<tr><td>m<sup>2<td>7</table><p>8</p>")
    assert rows(found.grids[0]) == [["1", "6"], ["m²", "7"]]
    assert lines(found) == ["8"]
    assert remark(found, "ZP105").value == "5"


def test_what_its_style_does_not_strike_is_read() -> None:
    assert cell_text('3<del style="text-decoration: none">5</del>') == "35"


def test_fields_of_forms_show_their_values() -> None:
    assert cell_text("<input value='100'>") == "100"
    assert cell_text("<input type='hidden' value='7'><input type=submit value=提交>") == ""
    assert cell_text("<input type=checkbox checked>是<input type=radio>否") == "☑是□否"
    assert cell_text("<select><option>甲<option selected>乙</select>个") == "乙个"
    assert cell_text("<select><option>甲<option>乙</select>") == "甲"
    assert cell_text("<textarea>一\n二</textarea>") == "一二"


def test_what_office_programs_write() -> None:
    markup = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><!--[if gte mso 9]><xml>'
        "<x:ExcelWorkbook><x:Name>表</x:Name></x:ExcelWorkbook></xml><![endif]--></head><body>"
        '<table x:str><tr><td>甲<o:p>&nbsp;</o:p></td><td x:num="0.95" style=\'mso-number-format:'
        '"0%"\'>95%</td></tr><tr><td>丙<![if !supportEmptyParas]>&nbsp;<![endif]></td><td>丁<br '
        "style='mso-data-placement:same-cell;'>戊</td></tr><![if supportMisalignedColumns]>"
        "<tr height=0 style='display:none'><td width=72></td><td></td></tr><![endif]></table>"
    )
    found = read(markup)
    assert rows(found.grids[0]) == [["甲", "95%"], ["丙", "丁戊"]]
    assert lines(found) == []


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", ""),
        ("utf-8", "<meta charset=utf-8>"),
        ("utf-8", "<meta charset=gb2312>"),
        ("utf-8-sig", "<meta charset=gbk>"),
        ("utf-16", ""),
        ("utf-16-le", "<html>"),
        ("utf-16-be", "<html>"),
        ("gb18030", ""),
        ("gb18030", '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'),
        ("gb18030", "<meta charset=utf-8>"),
        ("gb18030", "<meta charset=x-unknown>"),
        ("gb18030", "<meta charset=hex>"),
        ("gb18030", '<?xml version="1.0" encoding="GBK"?>'),
        ("big5", "<meta charset=big5>"),
    ],
)
def test_encodings(encoding: str, head: str) -> None:
    text = "項目名稱" if encoding == "big5" else "㙍绩效指标完成情况及得分说明"
    markup = f"{head}<table><tr><td>{text}</td><td>右</td></tr></table>"
    assert layout("html", markup.encode(encoding)).grids[0].cells[0].text == text


def test_the_declared_encoding_counts_where_both_are_possible() -> None:
    # The famous word whose GBK bytes are valid UTF-8.
    markup = "<meta charset=gbk><table><tr><td>联通</td><td>1</td></tr></table>"
    assert layout("html", markup.encode("gbk")).grids[0].cells[0].text == "联通"


def test_letters_that_cannot_be_decoded_are_marked() -> None:
    text = "绩效指标" * 30
    content = f"<meta charset=utf-8><table><tr><td>{text}</td><td>右</td></tr></table>".encode()
    broken = content.replace("指".encode(), "指".encode()[:1] + b"\xff", 1)
    found = layout("html", broken).grids[0].cells[0].text
    assert found.count("\ufffd") in (1, 2)
    assert "绩效指标" in found


def test_bytes_that_are_no_text_are_damage() -> None:
    with pytest.raises(DamagedFileError) as caught:
        layout("html", bytes(range(128, 256)) * 10)
    assert caught.value.parts("en")[1] == "no text in a known encoding"


@pytest.mark.parametrize("content", [b"", b"  ", b"<!-- -->"])
def test_a_page_with_nothing_is_damage(content: bytes) -> None:
    with pytest.raises(DamagedFileError):
        layout("html", content)


def test_an_archive_of_a_page() -> None:
    content = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=X\r\n\r\n"
        '--X\r\nContent-Type: text/html; charset="gb2312"\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        "<table><tr><td>=BC=D7</td><td>=D2=D2</td></tr><tr><td>=B1=FB</td><td>=\r\n"
        "=B6=A1</td></tr></table>\r\n"
        "--X\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        "iVBO\r\n--X--\r\n"
    )
    (found,) = layouts("html", content.encode())
    assert rows(found.grids[0]) == ROWS


def test_an_archive_without_a_page_is_damage() -> None:
    with pytest.raises(DamagedFileError):
        layouts("html", b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nabc")


def test_elements_may_be_nested_deep_but_not_without_end() -> None:
    def nested(depth: int) -> str:
        return "<font>" * depth + GRID + "</font>" * depth

    assert rows(grid_of(nested(1500))) == ROWS
    assert len(read("<table><tr><td>一" * 60 + GRID).grids) == 1
    with pytest.raises(DamagedFileError):
        read("<table><tr><td>一" * 100)
    with pytest.raises(DamagedFileError) as caught:
        read(nested(100_000))
    assert caught.value.parts("en")[1] == "elements are nested too deep"


@pytest.mark.parametrize(
    "markup",
    [
        "<table>" + "<tr><td rowspan=65534 colspan=1000>字" * 2000 + "</table>",
        "<table><tr>"
        + "<td colspan=1000 rowspan=65534>字" * 1000
        + "<tr><td>字" * 5000
        + "</table>",
    ],
    ids=["stairs", "wide"],
)
def test_absurd_tables_are_given_up_at_the_largest_area(
    markup: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = 0
    place = htmltables._place

    def counted(
        members: list[FlowCell], row: int, taken: list[tuple[int, int, int]]
    ) -> list[tuple[int, int, int]]:
        nonlocal places
        places += len(members) + len(taken)
        return place(members, row, taken)

    monkeypatch.setattr(htmltables, "_place", counted)
    found = read(markup)
    assert MAX_AREA / 2 < places < MAX_AREA * 1.1
    assert found.grids == []
    assert remark(found, "ZP109").place == TablePlace(1, 1, 1)
