"""Prints whole reports: forms, other tables and prose, one after the other down the pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from printing.canvas import Canvas
from printing.documents import Document, PageSetup
from printing.paging import Layout, TablePage, lay_out
from printing.reportforms import PrintedForm
from printing.tableprint import PrintJob, draw_page
from printing.tables import PrintTable
from printing.wrapping import wrap

PROSE_SIZE = 10.5
"""Font size of prose and of lines between heading and frame, in pt."""

PROSE_PITCH = 16.0
"""Distance of the lines of prose in pt."""

TITLE_PITCH = 1.4
"""Height of a heading line in font sizes."""

YEAR_SIZE = 11.0
"""Font size of the lines below a heading's first, in pt."""

SPACE_BEFORE = 22.0
"""Between what stands above and a heading, frame or paragraph, in pt."""

SPACE_ABOVE_FRAME = 6.0
"""Between heading and frame in pt."""

NOTE_GAP = 5.0
"""Between frame and the notes under it in pt."""

HIGH_PAGE = 5000.0
"""Height in pt of a page that holds any form whole."""

EDGE_ERROR = 1e-6
"""Rounding error of a sum of heights in pt."""

Accepts: TypeAlias = Callable[[PrintedForm, Sequence[TablePage], PrintJob], bool]
"""Whether a reader can undo the page breaks of a form."""


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A table that is no form, with what stands above it."""

    table: PrintTable
    heading: tuple[str, ...] = ()
    line_above: str = ""
    notes_below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table as it stands on the pages."""

    first_page: int
    """1-based."""
    pages: tuple[TablePage, ...]

    @property
    def numbers(self) -> list[int]:
        """1-based numbers of its pages."""
        return list(range(self.first_page, self.first_page + len(self.pages)))


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Lines of text that stand left-aligned."""

    lines: tuple[str, ...]
    size: float
    pitch: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.pitch


class ReportPrinter:
    """Fills pages from top to bottom."""

    def __init__(self, job: PrintJob, accepts: Accepts | None = None) -> None:
        """Begin the first page.

        Args:
            job: Page, measures, rules and furniture.  A table begins where there is room, not
                at `layout.top`; heading and preamble of the furniture are not printed.
            accepts: Whether the page breaks of a table will do.  One whose breaks will not
                begins on a new page, and if that does not help, stands on a page of its own
                height.  None if all will do.
        """
        self.job = job
        self._accepts = accepts
        self.placed: list[PlacedTable] = []
        """The tables in print order."""
        self._document = Document(job.setup)
        self._font = self._document.font(job.font)
        self._sheets: list[Canvas] = []
        self._setup = job.setup
        self._y = 0.0
        self.new_page()

    @property
    def page_count(self) -> int:
        """Pages begun so far."""
        return len(self._sheets)

    def new_page(self, setup: PageSetup | None = None) -> None:
        """Begin a page, from here on in another orientation if `setup` says so."""
        self._setup = setup or self._setup
        self._sheets.append(self._document.page(self._setup))
        self._y = self.job.layout.next_top

    def prose(self, *paragraphs: str) -> None:
        """Paragraphs of running text, indented as in official documents."""
        layout = self._layout()
        for text in paragraphs:
            lines = self._wrapped("　　" + text, layout, PROSE_SIZE)
            for line in lines:
                if self._y + PROSE_PITCH > layout.bottom:
                    self.new_page()
                self._y += PROSE_PITCH
                self._sheets[-1].text(layout.left, self._y - 4, line, PROSE_SIZE, self._font)

    def form(self, form: PrintedForm, *, turned: PageSetup | None = None) -> None:
        """A form with its heading and notes, on as many pages as it needs.

        Args:
            form: What to print.
            turned: Page setup from the form's second page on, of the same content size, to
                print a form in two orientations.
        """
        item = PlainTable(form.table, form.heading, form.line_above, form.notes_below)
        self._table(item, form, turned)

    def table(self, item: PlainTable) -> None:
        """A table with its heading and notes, on as many pages as it needs."""
        self._table(item, None, None)

    def _table(self, item: PlainTable, form: PrintedForm | None, turned: PageSetup | None) -> None:
        usual = self._setup
        pages = self._try(item, form)
        if pages is None and self._y > self.job.layout.next_top:
            self.new_page()
            pages = self._try(item, form)
        if pages is None:
            pages = self._on_high_page(item)
        self._draw_table(item, pages, turned)
        if self._setup != usual:
            self.new_page(usual)

    def _on_high_page(self, item: PlainTable) -> list[TablePage]:
        """The table whole, on a new page that is as high as it needs."""
        if self._setup.turn:
            self.new_page(replace(self._setup, width=HIGH_PAGE))
        else:
            self.new_page(replace(self._setup, height=HIGH_PAGE))
        return lay_out(item.table, self._layout_of(item), self._font)

    def _draw_table(
        self, item: PlainTable, pages: Sequence[TablePage], turned: PageSetup | None
    ) -> None:
        notes = self._notes(item.notes_below)
        self._draw_heading(item)
        first = len(self._sheets)
        for number, page in enumerate(pages):
            if number:
                self.new_page(turned)
            draw_page(self._sheets[-1], page, self.job, self._font)
            self._y = page.row_edges[-1]
        self._draw(notes, self._y + NOTE_GAP)
        self._y += SPACE_BEFORE + (NOTE_GAP + notes.height if notes.lines else 0)
        self.placed.append(PlacedTable(first, tuple(pages)))

    def _layout(self) -> Layout:
        """Measures on the page at hand: the margins are those of the first page."""
        layout, first = self.job.layout, self.job.setup.content_size
        width, height = self._setup.content_size
        return replace(
            layout,
            width=layout.width + width - first[0],
            bottom=layout.bottom + height - first[1],
        )

    def _layout_of(self, item: PlainTable) -> Layout:
        """Measures for a table that begins here and has its notes below it."""
        notes, layout = self._notes(item.notes_below), self._layout()
        room = notes.height + NOTE_GAP if notes.lines else 0.0
        top = self._y + self._heading_height(item)
        return replace(layout, top=top, bottom=layout.bottom - room)

    def _try(self, item: PlainTable, form: PrintedForm | None) -> list[TablePage] | None:
        """The table from here on; None if its breaks will not do."""
        layout = self._layout_of(item)
        pages = lay_out(item.table, layout, self._font)
        if any(page.row_edges[-1] > layout.bottom + EDGE_ERROR for page in pages):
            return None
        if form is not None and self._accepts and not self._accepts(form, pages, self.job):
            return None
        return pages

    def _heading_height(self, item: PlainTable) -> float:
        sizes = self._heading_sizes(item)
        lines = PROSE_PITCH if item.line_above else 0.0
        return sum(sizes) * TITLE_PITCH + lines + SPACE_ABOVE_FRAME

    def _heading_sizes(self, item: PlainTable) -> list[float]:
        return [self.job.furniture.title_size, *[YEAR_SIZE] * len(item.heading)][
            : len(item.heading)
        ]

    def _draw_heading(self, item: PlainTable) -> None:
        canvas, layout = self._sheets[-1], self._layout()
        y = self._y
        for line, size in zip(item.heading, self._heading_sizes(item), strict=True):
            y += size * TITLE_PITCH
            x = (canvas.width - self._font.width(line) * size) / 2
            canvas.text(x, y - size * 0.3, line, size, self._font)
        if item.line_above:
            canvas.text(layout.left, y + PROSE_PITCH - 4, item.line_above, PROSE_SIZE, self._font)

    def _notes(self, paragraphs: Sequence[str]) -> _Paragraph:
        """The notes under the frame, in the tables' font size."""
        layout = self._layout()
        lines = [line for text in paragraphs for line in self._wrapped(text, layout, layout.size)]
        return _Paragraph(tuple(lines), layout.size, layout.pitch)

    def _wrapped(self, text: str, layout: Layout, size: float) -> list[str]:
        return wrap(text, layout.width, size, self._font, layout.wrap)

    def _draw(self, paragraph: _Paragraph, top: float) -> None:
        layout = self._layout()
        for index, line in enumerate(paragraph.lines, start=1):
            y = top + index * paragraph.pitch - 0.3 * paragraph.size
            self._sheets[-1].text(layout.left, y, line, paragraph.size, self._font)

    def save(self) -> bytes:
        """The file, with running header and page numbers on every page."""
        furniture = self.job.furniture
        for number, canvas in enumerate(self._sheets, start=1):
            self._centred(canvas, furniture.running_header, 24)
            text = furniture.page_number.format(page=number, pages=len(self._sheets))
            self._centred(canvas, text, canvas.height - 20)
        return self._document.save()

    def _centred(self, canvas: Canvas, text: str, baseline: float, size: float = 9.0) -> None:
        x = (canvas.width - self._font.width(text) * size) / 2
        canvas.text(x, baseline, text, size, self._font)
