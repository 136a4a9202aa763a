"""The pipeline: composition of the stages, nothing else.

PDF ─ engine ─> Page ─ lattice ─> Grid ─ stitch ─> LogicalTable ─ matching ─> Table
"""

from __future__ import annotations

import hashlib
import re
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from zhperf._version import __version__
from zhperf.borderless import BorderSupply
from zhperf.config import Settings
from zhperf.engines import open_document
from zhperf.errors import (
    NoPagesError,
    NotAPdfError,
    SourceNotFoundError,
    UsageError,
    system_reason,
)
from zhperf.formparts import cut_forms, is_head
from zhperf.formreading import read_form
from zhperf.grids import distinct
from zhperf.lattice import lay_out
from zhperf.matching import Explanation, column_fields, match_form
from zhperf.noticing import Notices
from zhperf.report import Finding, Generator, Report, Source, Table
from zhperf.skimming import Skimmer
from zhperf.stitch import stitch
from zhperf.templates import Lexicon, opens_form
from zhperf.templates.files import select
from zhperf.vocabulary import is_title

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from zhperf.engines import Document
    from zhperf.formparts import Form
    from zhperf.grids import Grid, Line, LogicalTable
    from zhperf.lattice import PageLayout
    from zhperf.matching import Match
    from zhperf.templates import Template

_HEADER_REACH = 1024
"""Bytes at the start of a file among which "%PDF-" must stand (ISO 32000-1 annex H, note 13)."""
_QUOTED = 24
"""Bytes at the start of a file that a message quotes."""
_RANGE = re.compile(r"(\d{1,9})(?:-(\d{1,9}|end)?)?")


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

    page: PageFacts
    grids: list[Grid]


class Reading:
    """A document that is being read; a context manager that closes it.

    `tables` streams: one page and one table are in memory at a time.
    """

    def __init__(self, source: Path | bytes, settings: Settings, name: str) -> None:
        self.settings = settings
        self._content = source
        self.source = _source(source, name)
        self.findings: list[Finding] = []
        """What the reading must report; complete once `tables` is exhausted."""
        if settings.pages:
            parse_pages(settings.pages, 1)  # a wrong range is told before the file is opened
        self._document: Document = open_document(settings.engine, source, settings.password, name)
        try:
            count = self._document.page_count
            self.source.pages = count
            selected = parse_pages(settings.pages, count) if settings.pages else None
            self._numbers = list(range(1, count + 1)) if selected is None else selected
            if not self._numbers:
                raise NoPagesError(name, pages=count, selected=settings.pages or "all")
        except BaseException:
            self._document.__exit__(None, None, None)
            raise

    def tables(self) -> Iterator[Table]:
        """The indicator tables, in print order.

        Raises:
            NoTextLayerError: No table, and pages are pictures.
            UnmappedTextError: Text of a table has no Unicode values.
            NoTableError: No table.
        """
        notices = Notices(self.source.path, self.settings.language, self._templates)
        count = 0
        for table, forms in self._forms(notices):
            if any(match.template.kind == "indicators" for _, match in forms):
                notices.see_table(table)
            for form, match in forms:
                if match.template.kind != "indicators":
                    notices.see_other_form(form, match.template)
                    continue
                count += 1
                reading = read_form(form, match, count)
                notices.see_form(form, match, reading)
                yield reading.table
        self.findings += notices.finish()
        if not count:
            raise notices.no_table_error()

    def _forms(self, notices: Notices) -> Iterator[tuple[LogicalTable, list[tuple[Form, Match]]]]:
        """Each table with its forms and their families; tables without forms are left out."""
        heads: list[LogicalTable] = []
        layouts = self._layouts(notices)
        for table in stitch(layouts, self.settings.stitch, self._lexicon):
            before = heads if _stands_under(table, heads, self._lexicon) else []
            forms = cut_forms(table, self._lexicon, before)
            heads = [*before, table] if not forms and is_head(table, self._lexicon) else []
            matches = [(form, match_form(form, self._templates)) for form in forms]
            known = [(form, match) for form, match in matches if match is not None]
            if known:
                yield table, known

    def explanations(self) -> list[Explanation]:
        """How the family of each form was chosen, also of those that are not read.

        Raises:
            ZhperfError: There is none, as `tables` tells it.
        """
        notices = Notices(self.source.path, self.settings.language, self._templates)
        found = [
            _explanation(form, match) for _, forms in self._forms(notices) for form, match in forms
        ]
        if not found:
            raise notices.no_table_error()
        return found

    @cached_property
    def _templates(self) -> tuple[Template, ...]:
        return select(self.settings.template, self.settings.template_paths)

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon(self._templates)

    def page_grids(self) -> Iterator[PageGrids]:
        """Each page with its ruled tables, uninterpreted."""
        for page in self._document.pages(self._numbers):
            layout = lay_out(page, self.settings.lattice, self.settings.text)
            facts = PageFacts(
                page.number, page.width, page.height, page.rotation,
                len(page.chars), len(page.rulings),
            )  # fmt: skip
            yield PageGrids(facts, layout.grids)

    def _layouts(self, notices: Notices) -> Iterator[tuple[int, PageLayout]]:
        is_prose = Skimmer(self._templates).is_prose
        settings = self.settings
        borders = BorderSupply(
            self._content, settings.password, self._templates, settings.lattice, settings.text
        )

        def can_skip(text: str) -> bool:
            return not borders.expects_more and is_prose(text)

        for page in self._document.pages(self._numbers, can_skip):
            layout = lay_out(page, settings.lattice, settings.text)
            layout, missing = borders.supply(page, layout)
            notices.see_borders(page.number, missing)
            if page.unread:
                layout.unread = partial(self._lines_of, page.number)
            notices.see_page(page, layout)
            yield page.number, layout

    def _lines_of(self, number: int) -> list[Line]:
        """The lines of a page that was skimmed."""
        (page,) = self._document.pages([number])
        return lay_out(page, self.settings.lattice, self.settings.text).lines

    def __enter__(self) -> Reading:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._document.__exit__(kind, error, traceback)


def _stands_under(table: LogicalTable, heads: list[LogicalTable], lexicon: Lexicon) -> bool:
    """Whether a table stands right under others that may be its head."""
    if not heads or heads[-1].pages[-1] != table.pages[0]:
        return False
    if opens_form([cell.text for cell in distinct(table.rows[0])], lexicon):
        return False
    return not any(is_title(line.text) for line in table.above)


def _explanation(form: Form, match: Match) -> Explanation:
    grid = form.grids[0]
    headed = {column.start for column in grid.header.columns if column.words}
    columns = column_fields(grid.header, grid.rows, match.template)
    region = grid.header_rows[0][min(headed)].regions[0]
    return Explanation(
        page=region.page,
        bbox=region.bbox,
        header=tuple(column.header for column in columns if column.start in headed),
        fields=tuple(column.field for column in columns if column.start in headed),
        chosen=match.id if match.template.kind == "indicators" else None,
        fits=match.fits,
    )


def explain(source: Path | bytes, settings: Settings, *, name: str) -> list[Explanation]:
    """How the family of each form of a document was chosen.

    Args:
        source: Path of the file, or its bytes.
        settings: What the reading depends on.
        name: What messages call the source.

    Returns:
        One entry for each form with a header of indicators, in print order.

    Raises:
        InputError: It cannot be read.
        NoTableError: It has no such form.
        TemplateError: `settings.template` or a template file is wrong.
    """
    with open_reading(source, settings, name=name) as reading:
        return reading.explanations()


def _source(source: Path | bytes, name: str) -> Source:
    """Identity of a source, checked to be a PDF by its first bytes."""
    if isinstance(source, bytes):
        start, digest = source[:_HEADER_REACH], hashlib.sha256(source).hexdigest()
    else:
        try:
            with source.open("rb") as file:
                start = file.read(_HEADER_REACH)
                file.seek(0)
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise SourceNotFoundError(name, reason=system_reason(error)) from error
    if b"%PDF-" not in start:
        raise NotAPdfError(name, found=_first_bytes(start))
    return Source(path=name, sha256=digest, pages=0)


def _first_bytes(start: bytes) -> str:
    """The first bytes of a file for a message: as text, if they are text."""
    if not start:
        return "nothing (0 bytes)"
    quoted = start[:_QUOTED]
    text = quoted.decode("utf-8", "ignore")
    return repr(text) if text.isprintable() else repr(quoted)


def open_reading(source: Path | bytes, settings: Settings, *, name: str) -> Reading:
    """Open a document.

    Args:
        source: Path of the file, or its bytes.
        settings: What the reading depends on.
        name: What the report and messages call the source.

    Raises:
        InputError: It cannot be read.
    """
    return Reading(source, settings, name)


def extract(path: str | Path, *, settings: Settings | None = None) -> Report:
    """Read the indicator tables of a PDF.

    Args:
        path: The file.
        settings: Defaults if None.

    Returns:
        The report, as `zhperf extract -f json` prints it.

    Raises:
        InputError: The file cannot be read.
        NoTableError: It has no indicator table.
    """
    with open_reading(Path(path), settings or Settings(), name=str(path)) as reading:
        tables = list(reading.tables())
        return Report(
            generator=Generator(version=__version__),
            source=reading.source,
            tables=tables,
            findings=reading.findings,
        )


def iter_grids(source: Path | bytes, settings: Settings, *, name: str) -> Iterator[PageGrids]:
    """Each page of a document with its ruled tables, one page in memory at a time.

    Args:
        source: Path of the file, or its bytes.
        settings: What the reading depends on.
        name: What messages call the source.

    Raises:
        InputError: It cannot be read.
    """
    with open_reading(source, settings, name=name) as reading:
        yield from reading.page_grids()


def tables(path: str | Path, *, settings: Settings | None = None) -> list[Grid]:
    """Every ruled table of a PDF as a grid with spans, uninterpreted.

    Args:
        path: The file.
        settings: Defaults if None.

    Returns:
        One grid for each table and page, in print order; empty if there is none.

    Raises:
        InputError: The file cannot be read.
    """
    pages = iter_grids(Path(path), settings or Settings(), name=str(path))
    return [grid for page in pages for grid in page.grids]
