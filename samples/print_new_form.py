"""Print a form whose column headers zhperf does not know: the example of docs/templates.md.

It is made up, after the usual project form with two headers in other words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from print_founding import SIZE, Face
from printing.documents import Document, PageSetup
from printing.fonts import FontOptions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from printing.canvas import Canvas

PAGE = PageSetup(width=595.28, height=841.89)
LEFT, TOP = 60.0, 130.0
"""Corner of the table, in pt."""
WIDTHS = (60.0, 65.0, 110.0, 70.0, 70.0, 45.0, 55.0)
"""Of the columns, in pt."""
ROW = 30.0
"""Height of a row, in pt."""

HEAD = (
    ("项目名称", "乡村道路养护", "主管部门", "某县交通运输局"),
    ("实施单位", "某县公路养护中心", "项目负责人", "李某"),
)
HEADERS = ("一级指标", "二级指标", "三级指标", "拟达标准", "实际完成值", "分值", "自我打分")
INDICATORS = (
    ("产出指标", "数量指标", "养护道路里程", "≥120公里", "126公里", "30", "30"),
    ("产出指标", "质量指标", "验收合格率", "100%", "98%", "30", "28"),
    ("效益指标", "社会效益指标", "方便出行的村庄", "≥15个", "15个", "20", "20"),
    ("满意度指标", "服务对象满意度指标", "村民满意度", "≥90%", "93.5%", "20", "20"),
)
TOTAL = ("总分", "100", "98")


class Cell(NamedTuple):
    """A cell; rows and columns count from 0."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str


def print_pdf(han_font: Path | None, latin_font: Path | None) -> bytes:
    """The PDF, without embedded fonts where no file is given; same input, same bytes."""
    document = Document(PAGE)
    face = Face(
        document.font(FontOptions("DroidSansFallback", file=han_font)),
        document.font(FontOptions("DejaVuSans", file=latin_font)),
    )
    canvas = document.page()
    _centred(canvas, face, "项目支出绩效评价情况表", PAGE.width / 2, 90)
    _centred(canvas, face, "（2024年度）", PAGE.width / 2, 112)
    for cell in cells():
        _print_cell(canvas, face, cell)
    return document.save()


def cells() -> Iterator[Cell]:
    """The cells of the form, from the top."""
    for row, (label, value, other, its_value) in enumerate(HEAD):
        yield Cell(row, 0, 1, 1, label)
        yield Cell(row, 1, 1, 2, value)
        yield Cell(row, 3, 1, 1, other)
        yield Cell(row, 4, 1, 3, its_value)
    first = len(HEAD)
    for column, header in enumerate(HEADERS):
        yield Cell(first, column, 1, 1, header)
    for number, texts in enumerate(INDICATORS):
        row = first + 1 + number
        span = _equal_below(number)
        if span:
            yield Cell(row, 0, span, 1, texts[0])
        for column, text in enumerate(texts[1:], 1):
            yield Cell(row, column, 1, 1, text)
    last = first + 1 + len(INDICATORS)
    label, weight, score = TOTAL
    yield Cell(last, 0, 1, 5, label)
    yield Cell(last, 5, 1, 1, weight)
    yield Cell(last, 6, 1, 1, score)


def _equal_below(number: int) -> int:
    """Rows that the first cell of an indicator spans; 0 if the cell above has it."""
    levels = [texts[0] for texts in INDICATORS]
    if number and levels[number - 1] == levels[number]:
        return 0
    return next(
        (end - number for end in range(number, len(levels)) if levels[end] != levels[number]),
        len(levels) - number,
    )


def _print_cell(canvas: Canvas, face: Face, cell: Cell) -> None:
    x0, x1 = LEFT + sum(WIDTHS[: cell.column]), LEFT + sum(WIDTHS[: cell.column + cell.column_span])
    y0, y1 = TOP + ROW * cell.row, TOP + ROW * (cell.row + cell.row_span)
    for line in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
        canvas.line(*line, width=0.5)
    lines = list(_lines(face, cell.text, x1 - x0 - 4))
    baseline = (y0 + y1 - (len(lines) - 1) * 1.2 * SIZE) / 2 + 0.4 * SIZE
    for line in lines:
        _centred(canvas, face, line, (x0 + x1) / 2, baseline)
        baseline += 1.2 * SIZE


def _lines(face: Face, text: str, width: float) -> Iterator[str]:
    line = ""
    for character in text:
        if face.width(line + character) > width:
            yield line
            line = ""
        line += character
    yield line


def _centred(canvas: Canvas, face: Face, text: str, middle: float, baseline: float) -> None:
    x = middle - face.width(text) / 2
    for piece, font in face.runs(text):
        canvas.text(x, baseline, piece, SIZE, font)
        x += font.width(piece) * SIZE
