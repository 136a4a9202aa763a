"""Print the founding table as it was disclosed: seven portrait pages, cut where it was cut.

The header stands on the first page only.  A merged cell that a page break cuts is closed with
a ruling on both sides and keeps its text on its first page, as word processors do, unless the
text itself was cut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from founding_table import PrintedCell, cells, row_pages
from printing.documents import Document, PageSetup
from printing.fonts import FontOptions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from printing.canvas import Canvas
    from printing.fonts import Font

SIZE = 10.5
"""Font size in pt."""
PITCH = 13.5
"""From baseline to baseline in pt."""
PADDING = 2.0
"""Between a cell's text and its rulings, in pt."""
COLUMN_EMS = (5, 10, 3, 4, 5, 2, 5, 3, 4, 4)
"""Ideographs in a line of each column; the disclosure's cuts fall at ends of lines so."""
PAGE = PageSetup(width=595.28, height=841.89)
FIRST_TOP = 118.0
"""Upper edge of the table under the headings of page 1, in pt."""
TOP = 62.0
"""Upper edge of the table on the other pages, in pt."""
UNBREAKABLE = re.compile(r"[!-~]+ *|.", re.DOTALL)
"""What a line break never divides: a Latin word or number with the space after it, or a sign."""


@dataclass(frozen=True)
class Face:
    """Two fonts in use as one: ideographs from one file, Latin letters and signs from another."""

    han: Font
    latin: Font

    def runs(self, text: str) -> Iterator[tuple[str, Font]]:
        """Pieces of `text` with the font that has their glyphs, in order."""
        for piece in re.findall(r"[\u2e80-\uffff]+|[^\u2e80-\uffff]+", text):
            yield piece, self.han if piece[0] >= "\u2e80" else self.latin

    def width(self, text: str) -> float:
        """Advance of `text` in pt."""
        return sum(font.width(piece) for piece, font in self.runs(text)) * SIZE


@dataclass
class Box:
    """A cell's part on one page."""

    row: int
    """0-based on the page."""
    column: int
    row_span: int
    column_span: int
    lines: list[str]
    is_cut: bool
    """Whether a page break cuts its text: it then begins at the cell's upper edge."""
    is_centered: bool


def print_pdf(table: dict[str, Any], han_font: Path | None, latin_font: Path | None) -> bytes:
    """The PDF, without embedded fonts where no file is given; same input, same bytes."""
    document = Document(PAGE)
    face = Face(
        document.font(FontOptions("DroidSansFallback", file=han_font)),
        document.font(FontOptions("DejaVuSans", file=latin_font)),
    )
    form = cells(table)
    pages = row_pages(table)
    for number in range(1, max(max(numbers) for numbers in pages) + 1):
        canvas = document.page()
        if number == 1:
            _headings(canvas, face, table)
        _print_page(
            canvas, face, _boxes(form, pages, number, face), FIRST_TOP if number == 1 else TOP
        )
        _centered(canvas, face, f"— {number} —", PAGE.width / 2, PAGE.height - 40)
    return document.save()


def _headings(canvas: Canvas, face: Face, table: dict[str, Any]) -> None:
    _centered(canvas, face, "第五部分 附件", PAGE.width / 2, 62)
    _centered(canvas, face, table["title"], PAGE.width / 2, 86, size=15)
    _centered(canvas, face, f"({table['fiscal_year']} 年度)", PAGE.width / 2, 106)


def _boxes(form: list[PrintedCell], pages: list[list[int]], number: int, face: Face) -> list[Box]:
    """The cells that stand on a page, or the parts of them that do."""
    on_page = [row for row, numbers in enumerate(pages) if number in numbers]
    first, end = on_page[0], on_page[-1] + 1
    boxes = []
    for cell in form:
        start, stop = max(cell.row, first), min(cell.row + cell.row_span, end)
        if start < stop:
            lines = list(_wrap(_text_on(cell, pages, number), _text_width(cell), face))
            spans = (stop - start, cell.column_span)
            style = (bool(cell.parts), cell.is_centered)
            boxes.append(Box(start - first, cell.column, *spans, lines, *style))
    return boxes


def _text_on(cell: PrintedCell, pages: list[list[int]], number: int) -> str:
    """What a page shows of a cell's text."""
    rows = pages[cell.row : cell.row + cell.row_span]
    part = sorted({page for numbers in rows for page in numbers}).index(number)
    texts = cell.parts or (cell.text,)
    return texts[part] if part < len(texts) else ""


def _text_width(cell: PrintedCell) -> float:
    ems = sum(COLUMN_EMS[cell.column : cell.column + cell.column_span])
    return ems * SIZE + 2 * PADDING * (cell.column_span - 1)


def _wrap(text: str, width: float, face: Face) -> Iterator[str]:
    """Lines of at most `width` pt; a space at the end of a line may hang over."""
    line = ""
    for piece in UNBREAKABLE.findall(text):
        if line and face.width((line + piece).rstrip()) > width + 0.01:
            yield line
            line = ""
        line += piece
    if line:
        yield line


def _row_tops(boxes: list[Box], top: float) -> list[float]:
    """Upper edges of the rows of a page and the lower edge of the last, in pt."""
    heights = [PITCH + 2 * PADDING] * max(box.row + box.row_span for box in boxes)
    for box in sorted(boxes, key=lambda box: box.row_span):
        last = box.row + box.row_span - 1
        needed = len(box.lines) * PITCH + 2 * PADDING
        heights[last] += max(0.0, needed - sum(heights[box.row : last + 1]))
    tops = [top]
    for height in heights:
        tops.append(tops[-1] + height)
    return tops


def _print_page(canvas: Canvas, face: Face, boxes: list[Box], top: float) -> None:
    tops = _row_tops(boxes, top)
    widths = [ems * SIZE + 2 * PADDING for ems in COLUMN_EMS]
    left = (PAGE.width - sum(widths)) / 2
    edges = [left + sum(widths[:column]) for column in range(len(widths) + 1)]
    for box in boxes:
        x0, x1 = edges[box.column], edges[box.column + box.column_span]
        y0, y1 = tops[box.row], tops[box.row + box.row_span]
        for line in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
            canvas.line(*line, width=0.5)
        _print_lines(canvas, face, box, (x0, y0, x1, y1))


def _print_lines(
    canvas: Canvas, face: Face, box: Box, sides: tuple[float, float, float, float]
) -> None:
    x0, top, x1, bottom = sides
    free = bottom - top - len(box.lines) * PITCH
    baseline = top + (PADDING if box.is_cut else free / 2) + 0.9 * SIZE
    for line in box.lines:
        if box.is_centered:
            _centered(canvas, face, line, (x0 + x1) / 2, baseline)
        else:
            _text(canvas, face, line, x0 + PADDING, baseline)
        baseline += PITCH


def _centered(
    canvas: Canvas, face: Face, text: str, middle: float, baseline: float, size: float = SIZE
) -> None:
    width = face.width(text.rstrip()) * size / SIZE
    _text(canvas, face, text, middle - width / 2, baseline, size)


def _text(
    canvas: Canvas, face: Face, text: str, x: float, baseline: float, size: float = SIZE
) -> None:
    for piece, font in face.runs(text):
        canvas.text(x, baseline, piece, size, font)
        x += font.width(piece) * size
