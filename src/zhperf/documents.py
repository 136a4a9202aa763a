"""An open source: the pages of a PDF, or the tables of another carrier, laid out one by one."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from zhperf.borderless import BorderSupply
from zhperf.carrierparts import joined_tables
from zhperf.carriers import read_layouts
from zhperf.engines import open_document
from zhperf.engines.sharedocr import SharedOcr
from zhperf.errors import Bilingual, NoPagesError, UsageError
from zhperf.labelreading import with_labels
from zhperf.lattice import lay_out
from zhperf.rereading.mending import GlyphMender
from zhperf.rereading.verifying import SecondReading
from zhperf.skimming import Skimmer
from zhperf.sourcekind import content_of
from zhperf.templates import Lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from zhperf.carriers import CarrierKind
    from zhperf.config import Settings
    from zhperf.grids import Grid, Line, LogicalTable, PageLayout
    from zhperf.noticing import Notices
    from zhperf.rereading.verifying import Lie
    from zhperf.sourcekind import SourceKind
    from zhperf.templates import Template

_RANGE = re.compile(r"(\d{1,9})(?:-(\d{1,9}|end)?)?")


class PageFacts(NamedTuple):
    """What `zhperf tables` tells about a page."""

    number: int
    width: float
    height: float
    rotation: int
    chars: int
    rulings: int


class PageGrids(NamedTuple):
    """A page and its ruled tables, uninterpreted."""

    page: PageFacts | None
    """None for a source without pages."""
    grids: list[Grid]


class Document(Protocol):
    """An open source."""

    page_count: int | None
    """None for a source without pages."""

    def layouts(
        self, notices: Notices, templates: Sequence[Template]
    ) -> Iterator[tuple[int, PageLayout]]:
        """Page number and layout, page after page; what is noticed on the way goes to `notices`.

        Args:
            notices: Takes notes.
            templates: Families that the document may have.
        """

    def verify(self, table: LogicalTable, notices: Notices) -> None:
        """Read a table a second time if the settings say so; it is of pages laid out before.

        Args:
            table: The table.
            notices: Takes note of cells that are read otherwise then.
        """

    def lie(self) -> Lie | None:
        """Where the text layer says other characters than the page shows, if that is asked for.

        For a document in which no table is known.
        """

    def grids(self) -> Iterator[PageGrids]:
        """Each page with its ruled tables, uninterpreted."""

    def close(self) -> None:
        """Release the file."""


def open_source(kind: SourceKind, source: Path | bytes, settings: Settings, name: str) -> Document:
    """Open a source.

    Args:
        kind: What it is.
        source: Path of the file, or its bytes.
        settings: What the reading depends on.
        name: What messages call it.

    Raises:
        InputError: It cannot be read.
        UsageError: `settings.pages` is wrong, or the source has no pages.
    """
    if kind == "pdf":
        return PdfDocument(source, settings, name)
    return CarrierDocument(kind, source, settings, name)


class PdfDocument:
    """A PDF: pages by an engine, grids by the lattice."""

    def __init__(self, source: Path | bytes, settings: Settings, name: str) -> None:
        self._settings = settings
        self._content = source
        ocr = SharedOcr(settings.ocr, settings.lattice)
        self._mender = None
        if settings.engine == "auto":
            self._mender = GlyphMender(source, settings.password, ocr)
        self._again = None
        if settings.verify:
            self._again = SecondReading(source, settings.password, name, settings.text, ocr)
        if settings.pages:
            parse_pages(settings.pages, 1)  # a wrong range is told before the file is opened
        self._document = open_document(settings.engine, source, settings.password, name, ocr)
        try:
            self.page_count: int | None = self._document.page_count
            count = self._document.page_count
            selected = parse_pages(settings.pages, count) if settings.pages else None
            self._numbers = list(range(1, count + 1)) if selected is None else selected
            if not self._numbers:
                raise NoPagesError(name, pages=count, selected=settings.pages or "all")
        except BaseException:
            self.close()
            raise

    def layouts(
        self, notices: Notices, templates: Sequence[Template]
    ) -> Iterator[tuple[int, PageLayout]]:
        """Page number and layout; pages of prose are skimmed, missing borders supplied."""
        is_prose = Skimmer(templates).is_prose
        settings, lexicon = self._settings, Lexicon(templates)
        borders = BorderSupply(
            self._content, settings.password, templates, settings.lattice, settings.text
        )

        def can_skip(text: str) -> bool:
            return not borders.expects_more and is_prose(text)

        for page in self._document.pages(self._numbers, can_skip):
            layout = lay_out(page, settings.lattice, settings.text)
            if page.engine == "ocr":
                sure = settings.ocr.min_confidence
                layout.grids = [with_labels(grid, lexicon, sure) for grid in layout.grids]
            layout, missing = borders.supply(page, layout)
            if self._mender is not None:
                layout = self._mender.mend(page, layout)
            notices.see_borders(page.number, missing)
            if self._again is not None and layout.grids:
                self._again.see(page, layout.grids)
            if page.unread:
                layout.unread = partial(self._lines_of, page.number)
            notices.see_page(page, layout)
            yield page.number, layout

    def verify(self, table: LogicalTable, notices: Notices) -> None:
        """Read a table of pages that were laid out a second time."""
        if self._again is None:
            return
        for difference in self._again.differences(table):
            notices.see_difference(difference)
        while self._again.failures:
            notices.see_failure(*self._again.failures.popitem())

    def lie(self) -> Lie | None:
        """The first table of whose cells most are read otherwise a second time."""
        return None if self._again is None else self._again.lie()

    def grids(self) -> Iterator[PageGrids]:
        """Each page with its ruled tables, uninterpreted."""
        for page in self._document.pages(self._numbers):
            layout = lay_out(page, self._settings.lattice, self._settings.text)
            facts = PageFacts(
                page.number, page.width, page.height, page.rotation,
                len(page.chars), len(page.rulings),
            )  # fmt: skip
            yield PageGrids(facts, layout.grids)

    def _lines_of(self, number: int) -> list[Line]:
        """The lines of a page that was skimmed."""
        (page,) = self._document.pages([number])
        return lay_out(page, self._settings.lattice, self._settings.text).lines

    def close(self) -> None:
        """Release the file."""
        if self._again is not None:
            self._again.close()
        self._document.__exit__(None, None, None)


class CarrierDocument:
    """A Word document, workbook, web page or text: read at once, since it is small."""

    page_count: int | None = None

    def __init__(
        self, kind: CarrierKind, source: Path | bytes, settings: Settings, name: str
    ) -> None:
        if settings.pages:
            raise UsageError(
                name,
                reason=Bilingual(
                    f"--pages: a source of the kind {kind} has no pages",
                    f"--pages：{kind} 文件没有页码",
                ),
                fix=Bilingual("leave --pages out", "请去掉 --pages"),
            )
        self._kind, self._name = kind, name
        self._content = content_of(source, name)

    def layouts(
        self, notices: Notices, templates: Sequence[Template]
    ) -> Iterator[tuple[int, PageLayout]]:
        """Number and layout of each part, with the parts of each table joined."""
        lexicon = Lexicon(templates)
        for number, part in read_layouts(self._kind, self._content, self._name):
            layout = joined_tables(part, lexicon)
            notices.see_part(number, layout)
            yield number, layout

    def grids(self) -> Iterator[PageGrids]:
        """Each part with its tables, uninterpreted."""
        for _, layout in read_layouts(self._kind, self._content, self._name):
            yield PageGrids(None, layout.grids)

    def verify(self, table: LogicalTable, notices: Notices) -> None:
        """Nothing: the source says its characters itself, and no font can lie about them."""

    def lie(self) -> Lie | None:
        """None, for the same reason."""

    def close(self) -> None:
        """Nothing: no file is open."""


def parse_pages(text: str, count: int) -> list[int]:
    """1-based page numbers of ranges such as "3-5,8-end", rising; "end" is the last page.

    Pages beyond the document are left out.

    Raises:
        UsageError: The text is no page range.
    """
    numbers: set[int] = set()
    for part in text.replace(" ", "").split(","):
        found = _RANGE.fullmatch(part)
        start = int(found[1]) if found else 0
        stop = found[2] if found else None
        end = start if stop is None and found and "-" not in part else count
        if stop not in (None, "end"):
            end = int(stop)
        if not found or start < 1 or (end < start and stop not in (None, "end")):
            raise UsageError(
                reason=f"--pages: '{part}' is no page range",
                fix="write ranges of 1-based numbers: --pages 3-5,8-end",
            )
        numbers.update(range(start, min(end, count) + 1))
    return sorted(numbers)
