"""Prints laid out tables: rules, backgrounds, text, and what stands around them."""

from __future__ import annotations

from dataclasses import dataclass, field

from printing.borders import BorderStyle, draw_borders
from printing.canvas import BLACK, LIGHT_GREY, Canvas, Color
from printing.documents import Box, Document, PageSetup
from printing.fonts import Font, FontOptions
from printing.paging import Layout, Piece, TablePage, lay_out
from printing.tables import PrintTable

BASELINE = 0.86
"""Distance of the first baseline from the top of its line, in font sizes."""

BOLD_OFFSET = 0.03
"""Distance of the prints of a fake bold glyph in font sizes."""


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How the text of cells is printed."""

    color: Color = BLACK
    mode: int = 0
    """Text rendering mode."""
    bold_prints: tuple[tuple[float, float], ...] = ((0.0, 0.0),)
    """Offsets of each print of a glyph, in pt; more than one is fake bold."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands on the pages besides the table."""

    preamble: tuple[str, ...] = ()
    """Lines of running text at the top of the first page."""
    title: tuple[str, ...] = ()
    """Lines centred above the table on its first page."""
    title_size: float = 16.0
    running_header: str = ""
    """At the top of every page."""
    page_number: str = ""
    """At the bottom of every page; {page} and {pages} are filled in."""
    watermark: str = ""
    """Diagonal, over every page."""
    watermark_angle: float = 45.0
    watermark_size: float = 60.0


@dataclass(frozen=True, slots=True)
class PrintJob:
    """Everything that decides how a table looks on paper."""

    setup: PageSetup = field(default_factory=PageSetup)
    layout: Layout = field(default_factory=Layout)
    borders: BorderStyle = field(default_factory=BorderStyle)
    text: TextStyle = field(default_factory=TextStyle)
    furniture: Furniture = field(default_factory=Furniture)
    font: FontOptions = field(default_factory=FontOptions)


@dataclass(slots=True)
class Print:
    """What was printed, and where: the truth."""

    pdf: bytes
    setup: PageSetup
    pages: list[TablePage]

    def regions(self, row: int, column: int) -> list[tuple[int, Box]]:
        """Pages (1-based) and displayed boxes of the parts of the cell that holds a place."""
        return [
            (number, self.setup.displayed(piece.box))
            for number, page in enumerate(self.pages, start=1)
            for piece in page.pieces
            if not piece.repeated and _holds(piece, row, column)
        ]


def print_table(table: PrintTable, job: PrintJob) -> Print:
    """Print a table on as many pages as it needs."""
    document = Document(job.setup)
    font = document.font(job.font)
    pages = lay_out(table, job.layout, font)
    for number, page in enumerate(pages, start=1):
        canvas = document.page()
        draw_furniture(canvas, job.furniture, font, number, len(pages), job.layout)
        draw_page(canvas, page, job, font)
        draw_watermark(canvas, job.furniture, font)
    return Print(document.save(), job.setup, pages)


def draw_page(canvas: Canvas, page: TablePage, job: PrintJob, font: Font) -> None:
    """Backgrounds, rules, then text of one page of a table."""
    for piece in page.pieces:
        if piece.cell.background:
            canvas.fill(*piece.box, piece.cell.background)
    draw_borders(canvas, page, job.borders, open_cut=job.layout.open_cut)
    for piece in page.pieces:
        draw_text(canvas, piece, job.layout, job.text, font)


def draw_text(canvas: Canvas, piece: Piece, layout: Layout, style: TextStyle, font: Font) -> None:
    """The lines of one piece, aligned inside its box."""
    for line, (x, baseline) in zip(piece.lines, line_places(piece, layout, font), strict=True):
        for dx, dy in style.bold_prints:
            canvas.text(
                x + dx, baseline + dy, line, layout.size, font, color=style.color, mode=style.mode
            )


def line_places(piece: Piece, layout: Layout, font: Font) -> list[tuple[float, float]]:
    """X of the left end and y of the baseline of each line of a piece."""
    x0, top, x1, bottom = piece.box
    height = len(piece.lines) * layout.pitch
    start = top + layout.padding
    if piece.cell.vertical == "middle" and height < bottom - top:
        start = (top + bottom - height) / 2
    places = []
    for index, line in enumerate(piece.lines):
        width = font.width(line.rstrip(" ")) * layout.size
        x = x0 + layout.padding
        if piece.cell.align == "center":
            x = max(x, (x0 + x1 - width) / 2)
        places.append((x, start + index * layout.pitch + BASELINE * layout.size))
    return places


def draw_furniture(
    canvas: Canvas, furniture: Furniture, font: Font, number: int, count: int, layout: Layout
) -> None:
    """Running header, page number and, on the first page, the title above the table."""
    _centred(canvas, furniture.running_header, 24, 9, font)
    number_text = furniture.page_number.format(page=number, pages=count)
    _centred(canvas, number_text, canvas.height - 20, 9, font)
    if number == 1:
        for index, line in enumerate(furniture.preamble):
            canvas.text(layout.left, 44 + index * 15, line, 10, font)
        baseline = layout.top - 10 - (len(furniture.title) - 1) * furniture.title_size * 1.3
        for index, line in enumerate(furniture.title):
            y = baseline + index * furniture.title_size * 1.3
            _centred(canvas, line, y, furniture.title_size if index == 0 else 11, font)


def draw_watermark(canvas: Canvas, furniture: Furniture, font: Font) -> None:
    """A diagonal text through the middle of the page."""
    size = furniture.watermark_size
    canvas.text(
        canvas.width / 2 - len(furniture.watermark) * size * 0.35,
        canvas.height / 2 + len(furniture.watermark) * size * 0.35,
        furniture.watermark,
        size,
        font,
        color=LIGHT_GREY,
        angle=furniture.watermark_angle,
    )


def _centred(canvas: Canvas, text: str, baseline: float, size: float, font: Font) -> None:
    x = (canvas.width - font.width(text) * size) / 2
    canvas.text(x, baseline, text, size, font)


def _holds(piece: Piece, row: int, column: int) -> bool:
    cell = piece.cell
    return cell.row <= row <= cell.last_row and cell.column <= column <= cell.last_column
