"""Print two small forms that scans are made from: one on a page, and one with a row cut in two.

They are made up.  A page holds a few rows only, so its scan is read in about a second.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from print_founding import SIZE, Face
from print_new_form import Cell
from printing.documents import Document, PageSetup
from printing.fonts import FontOptions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from printing.canvas import Canvas

PAGE = PageSetup(width=595.28, height=419.53)
"""A5, landscape, in pt."""
LEFT, TOP, NEXT_TOP = 42.0, 100.0, 60.0
"""Corner of a table, under its headings and on a page without any, in pt."""
WIDTHS = (72.0, 56.0, 70.0, 98.0, 44.0, 58.0, 40.0, 72.0)
"""Of the columns, in pt."""
PITCH, SPACE = 13.5, 7.0
"""From baseline to baseline, and what a row is higher than its lines, in pt."""

TITLE, YEAR = "部门整体绩效自评表", "（2024年度）"
DEPARTMENT = ("部门名称", "某县交通运输局")
HEADERS = (
    "活动", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "全年完成值",
)  # fmt: skip
INDICATORS = (
    ("乡村道路养护", "产出指标", "数量指标", "养护道路里程", "≥", "120.5", "公里", "126.8"),
    ("乡村道路养护", "产出指标", "质量指标", "一次验收合格率", "=", "100", "%", "98%"),
    ("乡村道路养护", "成本指标", "经济成本指标", "每公里养护成本", "≤", "1.35", "万元", "1.29"),
    ("渡口管理", "效益指标", "社会效益指标", "方便出行的村庄", "定性", "明显", "", "明显"),
    ("渡口管理", "满意度指标", "服务对象满意度指标", "村民满意度", "≥", "90", "%", "93.5%"),
)  # fmt: skip
"""Texts of the columns of `HEADERS`, row by row."""
CUT, NAME = 2, 3
"""Row and column of the text that the page break of the second form cuts, counted from 0."""
CUT_NAME = ("每公里养护成本和沿线绿化和环境保", "护费用")
"""Its parts; the first fills its lines."""


def print_small(han_font: Path | None, latin_font: Path | None) -> bytes:
    """The form on one page, without embedded fonts where no file is given."""
    document = Document(PAGE)
    face = _face(document, han_font, latin_font)
    canvas = document.page()
    _headings(canvas, face)
    _print(canvas, face, [*_head(), *_rows(INDICATORS, 2)], TOP)
    return document.save()


def print_cut(han_font: Path | None, latin_font: Path | None) -> bytes:
    """The form on two pages; the break cuts a name, its merged cells are closed at the break."""
    document = Document(PAGE)
    face = _face(document, han_font, latin_font)
    row = INDICATORS[CUT]
    first = (*row[:NAME], CUT_NAME[0], *row[NAME + 1 :])
    rest = tuple(CUT_NAME[1] if column == NAME else "" for column in range(len(row)))
    canvas = document.page()
    _headings(canvas, face)
    _print(canvas, face, [*_head(), *_rows((*INDICATORS[:CUT], first), 2)], TOP)
    canvas = document.page()
    _print(canvas, face, [*_rows((rest, *INDICATORS[CUT + 1 :]), 0)], NEXT_TOP)
    return document.save()


def _face(document: Document, han_font: Path | None, latin_font: Path | None) -> Face:
    return Face(
        document.font(FontOptions("DroidSansFallback", file=han_font)),
        document.font(FontOptions("DejaVuSans", file=latin_font)),
    )


def _headings(canvas: Canvas, face: Face) -> None:
    _centred(canvas, face, TITLE, PAGE.width / 2, 62, size=15)
    _centred(canvas, face, YEAR, PAGE.width / 2, 84)


def _head() -> Iterator[Cell]:
    yield Cell(0, 0, 1, 1, DEPARTMENT[0])
    yield Cell(0, 1, 1, len(HEADERS) - 1, DEPARTMENT[1])
    for column, header in enumerate(HEADERS):
        yield Cell(1, column, 1, 1, header)


def _rows(indicators: Sequence[tuple[str, ...]], first: int) -> Iterator[Cell]:
    """Cells of indicators; equal projects and first levels below each other are one cell."""
    for column in (0, 1):
        row = first
        for path, run in groupby(texts[: column + 1] for texts in indicators):
            span = len(list(run))
            yield Cell(row, column, span, 1, path[-1])
            row += span
    for row, texts in enumerate(indicators, first):
        for column, text in enumerate(texts[2:], 2):
            yield Cell(row, column, 1, 1, text)


def _print(canvas: Canvas, face: Face, cells: Sequence[Cell], top: float) -> None:
    """The cells with their borders; rows are as high as their texts need."""
    lines = {cell: list(_lines(face, cell.text, _width(cell) - 4)) for cell in cells}
    needed = [0.0] * max(cell.row + cell.row_span for cell in cells)
    for cell in cells:
        own = len(lines[cell]) * PITCH / cell.row_span + SPACE
        for row in range(cell.row, cell.row + cell.row_span):
            needed[row] = max(needed[row], own)
    tops = [top + sum(needed[:row]) for row in range(len(needed) + 1)]
    for cell in cells:
        x0 = LEFT + sum(WIDTHS[: cell.column])
        box = (x0, tops[cell.row], x0 + _width(cell), tops[cell.row + cell.row_span])
        _print_cell(canvas, face, lines[cell], box)


def _width(cell: Cell) -> float:
    return sum(WIDTHS[cell.column : cell.column + cell.column_span])


def _print_cell(
    canvas: Canvas, face: Face, lines: Sequence[str], box: tuple[float, float, float, float]
) -> None:
    x0, y0, x1, y1 = box
    for line in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
        canvas.line(*line, width=0.5)
    baseline = (y0 + y1 - (len(lines) - 1) * PITCH) / 2 + 0.38 * SIZE
    for line in lines:
        _centred(canvas, face, line, (x0 + x1) / 2, baseline)
        baseline += PITCH


def _lines(face: Face, text: str, width: float) -> Iterator[str]:
    line = ""
    for character in text:
        if face.width(line + character) > width:
            yield line
            line = ""
        line += character
    if line:
        yield line


def _centred(
    canvas: Canvas, face: Face, text: str, middle: float, baseline: float, size: float = SIZE
) -> None:
    x = middle - face.width(text) * size / SIZE / 2
    for piece, font in face.runs(text):
        canvas.text(x, baseline, piece, size, font)
        x += font.width(piece) * size
