"""The pipeline: composition of the stages, nothing else.

PDF ─ engine ─> Page ─ lattice ─> Grid ─ stitch ─> LogicalTable ─ matching ─> Table
Word, Excel, web, text ─ carrier ───┘
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from zhperf._version import __version__
from zhperf.config import Settings
from zhperf.documents import open_source
from zhperf.flathead import joined_blanks
from zhperf.formparts import cut_forms, is_head
from zhperf.formreading import read_form
from zhperf.grids import distinct
from zhperf.matching import Explanation, column_fields, match_form
from zhperf.noticing import Notices
from zhperf.report import Finding, Generator, Report, Table
from zhperf.sourcekind import identify
from zhperf.stitch import stitch
from zhperf.templates import Lexicon, opens_form
from zhperf.templates.files import select
from zhperf.vocabulary import is_title

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from zhperf.checking import CheckPlan
    from zhperf.documents import PageGrids
    from zhperf.formparts import Form
    from zhperf.grids import Grid, LogicalTable
    from zhperf.matching import Match
    from zhperf.templates import Template


class Reading:
    """A document that is being read; a context manager that closes it.

    `tables` streams: one page and one table are in memory at a time.
    """

    def __init__(self, source: Path | bytes, settings: Settings, name: str) -> None:
        self.settings = settings
        identity = identify(source, name)
        self.source = identity.source
        self.findings: list[Finding] = []
        """What the reading must report; complete once `tables` is exhausted, as
        `source.engines` is."""
        self._document = open_source(identity.kind, source, settings, name)
        self.source.pages = self._document.page_count

    def tables(self) -> Iterator[Table]:
        """The indicator tables, in print order.

        Raises:
            NoTextLayerError: No table, and pages are pictures.
            UnmappedTextError: Text of a table has no Unicode values, or such as no report prints;
                or, of a document that is read a second time, not those that the page shows.
            NoTableError: No table.
        """
        notices = self._notices()
        count = 0
        for table, forms in self._forms(notices):
            if any(match.template.kind == "indicators" for _, match in forms):
                notices.see_table(table)
                self._document.verify(table, notices)
            for form, match in forms:
                if match.template.kind != "indicators":
                    notices.see_other_form(form, match.template)
                    continue
                count += 1
                reading = read_form(
                    form,
                    match,
                    count,
                    repair=self.settings.repair,
                    sure=self.settings.ocr.min_confidence,
                )
                notices.see_form(form, match, reading)
                yield reading.table
        self.findings += notices.finish()
        self.source.engines = notices.read_pages.uses(self.settings.language)
        if not count:
            raise notices.no_table_error(self._document.lie())

    def _forms(self, notices: Notices) -> Iterator[tuple[LogicalTable, list[tuple[Form, Match]]]]:
        """Each table with its forms and their families; tables without forms are left out."""
        heads: list[LogicalTable] = []
        layouts = self._document.layouts(notices, self._templates)
        for table in stitch(layouts, self.settings.stitch, self._lexicon):
            if table.flat:
                table.rows = joined_blanks(table.rows, self._lexicon, self._templates)
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
        notices = self._notices()
        found = [
            _explanation(form, match) for _, forms in self._forms(notices) for form, match in forms
        ]
        if not found:
            raise notices.no_table_error()
        return found

    def _notices(self) -> Notices:
        settings = self.settings
        sure = settings.ocr.min_confidence
        return Notices(self.source.path, settings.language, self._templates, sure)

    @cached_property
    def _templates(self) -> tuple[Template, ...]:
        return select(self.settings.template, self.settings.template_paths)

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon(self._templates)

    def page_grids(self) -> Iterator[PageGrids]:
        """Each page with its ruled tables, uninterpreted."""
        return self._document.grids()

    def __enter__(self) -> Reading:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._document.close()


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
        page=None if region.place else region.page,
        bbox=None if region.place else region.bbox,
        header=tuple(column.header for column in columns if column.start in headed),
        fields=tuple(column.field for column in columns if column.start in headed),
        chosen=match.id if match.template.kind == "indicators" else None,
        fits=match.fits,
        place=region.place,
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
    """Read the indicator tables of a report.

    Args:
        path: A PDF, Word document, workbook, web page or text.
        settings: Defaults if None.

    Returns:
        The report, as `zhperf extract -f json` prints it.

    Raises:
        InputError: The file cannot be read.
        NoTableError: It has no indicator table.
    """
    return read_report(Path(path), settings or Settings(), name=str(path))


def read_report(source: Path | bytes, settings: Settings, *, name: str) -> Report:
    """Read the indicator tables of a document as one report.

    Args:
        source: Path of the file, or its bytes.
        settings: What the reading depends on.
        name: What the report and messages call the source.

    Raises:
        InputError: It cannot be read.
        NoTableError: It has no indicator table.
    """
    with open_reading(source, settings, name=name) as reading:
        tables = list(reading.tables())
        return Report(
            generator=Generator(version=__version__),
            source=reading.source,
            tables=tables,
            findings=reading.findings,
        )


def check(report: Report, plan: CheckPlan | None = None) -> list[Finding]:
    """Run the rules of a reviewer on a report.

    Args:
        report: Out of `extract`, or read back from its JSON.
        plan: Which rules and whose numbers; those that run by default if None.

    Returns:
        The findings of the reading and of the rules, in print order.

    Raises:
        UsageError: An installed package with rules cannot be used.
    """
    from zhperf.checking import check as noted  # readings need no rules

    return [note.finding for note in noted(report, plan)]


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
    """Every ruled table of a report as a grid with spans, uninterpreted.

    Args:
        path: A PDF, Word document, workbook, web page or text.
        settings: Defaults if None.

    Returns:
        One grid for each table and page, in print order; empty if there is none.  In a source
        without pages, `place` of a cell counts, not its box.

    Raises:
        InputError: The file cannot be read.
    """
    pages = iter_grids(Path(path), settings or Settings(), name=str(path))
    return [grid for page in pages for grid in page.grids]
