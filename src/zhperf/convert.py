"""One document in, files out: the job that a worker process does.

Everything heavy is imported here inside the functions, so that the parent can name a job
without loading what the job needs.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import IO, TYPE_CHECKING, Any, Literal, NamedTuple, TextIO, TypeAlias, cast

from zhperf.errors import (
    Language,
    ListOfRowsError,
    NoGridError,
    NoGridInCarrierError,
    NoTableInReportError,
    NotAPdfError,
    OutputUnwritableError,
    SourceNotFoundError,
    system_reason,
)
from zhperf.writers import FINISHED, Format, Layout, finish, open_writer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from zhperf.checking import CheckPlan, Noted
    from zhperf.config import Settings
    from zhperf.errors import Bilingual
    from zhperf.report import Finding, Report, Source, Table
    from zhperf.reporters import Checked
    from zhperf.reportfile import StoredReport
    from zhperf.writers.explanations import ExplanationFormat
    from zhperf.writers.grids import GridFormat

LISTS = frozenset({".csv", ".jsonl", ".ndjson", ".parquet"})
"""Files of rows that an extraction becomes; a report is JSON."""
Engine: TypeAlias = Literal["auto", "pdfium", "pdfplumber", "ocr"]


@dataclass(frozen=True, slots=True)
class Reading:
    """Which document to read, and how."""

    name: str
    """As the user gave it, for the report and for messages."""
    content: Path | bytes = field(repr=False)
    engine: Engine = "auto"
    pages: str | None = None
    password: str | None = field(default=None, repr=False)
    language: Language = "en"
    verbosity: int = 0
    """0: no log, 1: warnings of zhperf and the libraries, 2: all that zhperf logs."""
    template: str = "auto"
    template_paths: tuple[str, ...] = ()
    thresholds: Mapping[str, Any] = field(default_factory=dict)
    """Settings classes by field of `Settings`, where they are not the defaults."""
    repair: bool = True
    """Whether rows whose cells stand in the wrong columns are mended."""
    verify: bool = False
    """Whether pages with tables are read a second time, in another way."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """Job of `extract_document`."""

    reading: Reading
    output: Format
    layout: Layout
    targets: Mapping[str, Path]
    """File to write for each part of the format; they are replaced."""
    destination: str
    """Where the user wants the result, for messages."""

    @property
    def name(self) -> str:
        """The source as the user gave it."""
        return self.reading.name


@dataclass(frozen=True, slots=True)
class GridDump:
    """Job of `dump_grids`."""

    reading: Reading
    output: GridFormat
    layout: Layout
    target: Path
    """File to write; it is replaced."""
    destination: str
    """Where the user wants the result, for messages."""

    @property
    def name(self) -> str:
        """The source as the user gave it."""
        return self.reading.name


@dataclass(frozen=True, slots=True)
class Explaining:
    """Job of `explain_document`."""

    reading: Reading
    output: ExplanationFormat
    layout: Layout
    target: Path
    """File to write; it is replaced."""
    destination: str
    """Where the user wants the result, for messages."""

    @property
    def name(self) -> str:
        """The source as the user gave it."""
        return self.reading.name


@dataclass(frozen=True, slots=True)
class Checking:
    """Job of `check_document`."""

    reading: Reading
    plan: CheckPlan

    @property
    def name(self) -> str:
        """The source as the user gave it."""
        return self.reading.name


class Notice(NamedTuple):
    """A finding, as far as a terminal shows it."""

    code: str
    severity: Literal["error", "warning", "note"]
    place: str | None
    """Such as "page 3"; None if it is about the whole document."""
    message: str


class OtherEngine(NamedTuple):
    """Pages that another engine than the default one read, as far as a terminal shows it."""

    pages: str
    """Such as "58-60"."""
    engine: Bilingual
    """What messages call it."""
    reason: str


@dataclass(slots=True)
class Outcome:
    """What came out of a document."""

    tables: int = 0
    activities: int = 0
    indicators: int = 0
    notices: list[Notice] = field(default_factory=list)
    engines: list[OtherEngine] = field(default_factory=list)
    """What read pages instead of the default engine."""
    losses: list[Bilingual] = field(default_factory=list)
    """What the format could not hold."""

    def count(self, table: Table) -> None:
        """Add a report's table."""
        self.tables += 1
        self.activities += len(table.activities)
        self.indicators += sum(len(activity.indicators) for activity in table.activities)


def extract_document(job: Extraction) -> Outcome:
    """Read the indicator tables of a document and write them.

    Raises:
        ZhperfError: As `zhperf.extract`, or `OutputUnwritableError`.
    """
    outcome = Outcome()
    if job.output in FINISHED:
        with _scratch(job) as rows:
            _write_document(job, "rows", {"rows": rows}, outcome)
            _finish_document(job, rows, outcome)
    else:
        with _written(job.targets, job.destination) as streams:
            _write_document(job, job.output, streams, outcome)
    return outcome


def _write_document(
    job: Extraction, output: Format, streams: Mapping[str, TextIO], outcome: Outcome
) -> None:
    from zhperf.pipeline import open_reading

    settings = prepare(job.reading)
    with open_reading(job.reading.content, settings, name=job.reading.name) as reading:
        writer = open_writer(output, streams, job.layout)
        writer.begin(reading.source)
        for table in reading.tables():
            outcome.count(table)
            with _output_errors(job.destination):
                writer.table(table)
        with _output_errors(job.destination):
            writer.end(reading.findings)
        outcome.engines = _other_engines(reading.source)
        outcome.notices = [_notice(found, job.reading.language) for found in reading.findings]


def _finish_document(job: Extraction, rows: TextIO, outcome: Outcome) -> None:
    with (
        _written(job.targets, job.destination, binary=True) as streams,
        _output_errors(job.destination),
    ):
        rows.flush()
        outcome.losses = finish(job.output, rows.buffer, streams, job.layout)


def dump_grids(job: GridDump) -> Outcome:
    """Read the ruled tables of a document, uninterpreted, and write them.

    Raises:
        ZhperfError: As `zhperf.tables`, `NoGridError`, or `OutputUnwritableError`.
    """
    from zhperf.pipeline import iter_grids
    from zhperf.writers.grids import open_grid_writer

    settings = prepare(job.reading)
    outcome, pages, paged = Outcome(), 0, True
    with _written({"grids": job.target}, job.destination) as streams:
        writer = open_grid_writer(job.output, streams["grids"], job.layout)
        writer.begin()
        for entry in iter_grids(job.reading.content, settings, name=job.reading.name):
            pages, paged = pages + 1, entry.page is not None
            outcome.tables += len(entry.grids)
            with _output_errors(job.destination):
                writer.page(entry.page, entry.grids)
        if not outcome.tables:
            raise NoGridError(job.name, pages=pages) if paged else NoGridInCarrierError(job.name)
        with _output_errors(job.destination):
            writer.end()
    return outcome


def explain_document(job: Explaining) -> Outcome:
    """Write how the tables of a document were matched to families.

    Raises:
        ZhperfError: As `zhperf.extract`, or `OutputUnwritableError`.
    """
    from zhperf.pipeline import explain
    from zhperf.writers.explanations import write_explanations

    settings = prepare(job.reading)
    explanations = explain(job.reading.content, settings, name=job.name)
    with (
        _written({"explanations": job.target}, job.destination) as streams,
        _output_errors(job.destination),
    ):
        write_explanations(explanations, streams["explanations"], job.output, job.layout)
    return Outcome(tables=len(explanations))


def check_document(job: Checking) -> Checked:
    """Read a document, or reports that were extracted before, and run the rules on it.

    Raises:
        ZhperfError: As `zhperf.extract`, `NotAReportError`, `ListOfRowsError`,
            `NoTableInReportError`, or a package with rules is wrong.
    """
    from zhperf.reportfile import read_reports

    content = _report_content(job.reading)
    if content is None:
        return _check_read(job)
    notes: list[Noted] = []
    reports = []
    found = read_reports(content, job.name)
    for stored, origin in zip(found, _origins(found), strict=True):
        reports.append(stored.report)
        notes += _with_lines(_checked(stored.report, job), stored, origin)
    if not any(report.tables for report in reports):
        raise NoTableInReportError(job.name)
    digest = hashlib.sha256(content).hexdigest()
    return _summed(job, reports, notes, digest)


def _report_content(reading: Reading) -> bytes | None:
    """The bytes of extracted JSON; None for a document."""
    from zhperf.reportfile import HEAD_BYTES, is_report

    content = reading.content
    if isinstance(content, bytes):
        return content if is_report(content[:HEAD_BYTES]) else None
    try:
        with content.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
            named_so = content.suffix.lower() == ".json"
            return head + stream.read() if named_so or is_report(head) else None
    except OSError as error:
        raise SourceNotFoundError(reading.name, reason=system_reason(error)) from error


def _check_read(job: Checking) -> Checked:
    from zhperf.pipeline import read_report

    try:
        report = read_report(job.reading.content, prepare(job.reading), name=job.name)
    except NotAPdfError:
        if PurePath(job.name).suffix.lower() in LISTS:
            raise ListOfRowsError(job.name) from None
        raise
    return _summed(job, [report], _checked(report, job), report.source.sha256)


def _checked(report: Report, job: Checking) -> list[Noted]:
    from zhperf.checking import check

    return check(report, job.plan, path=job.name)


def _origins(found: list[StoredReport]) -> Iterator[str | None]:
    """What tells the reports of a file apart: their documents, with a number if they are alike."""
    paths = [one.report.source.path for one in found]
    alike, seen = Counter(paths), Counter[str]()
    for path in paths:
        seen[path] += 1
        number = f" #{seen[path]}" if alike[path] > 1 else ""
        yield f"{path}{number}" if len(paths) > 1 else None


def _with_lines(notes: list[Noted], stored: StoredReport, origin: str | None) -> Iterator[Noted]:
    from zhperf.checking import steps_to

    for note in notes:
        steps = steps_to(stored.report, note.finding.location)
        yield note._replace(line=stored.line(steps), origin=origin)


def _summed(job: Checking, reports: list[Report], notes: list[Noted], digest: str) -> Checked:
    from zhperf.reporters import Checked

    tables = [table for report in reports for table in report.tables]
    rows = sum(len(activity.indicators) for table in tables for activity in table.activities)
    return Checked(job.name, tuple(notes), len(tables), rows, digest)


def prepare(reading: Reading) -> Settings:
    """The settings of a reading, and the log that it wants."""
    from zhperf.config import Settings

    _set_logging(reading.verbosity)
    return Settings(
        engine=reading.engine,
        pages=reading.pages,
        password=reading.password,
        language=reading.language,
        template=reading.template,
        template_paths=reading.template_paths,
        repair=reading.repair,
        verify=reading.verify,
        **reading.thresholds,
    )


def _set_logging(verbosity: int) -> None:
    """PDF libraries warn of every odd object of a file; readers need not see that."""
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s", force=True)
    logging.getLogger().setLevel(logging.WARNING if verbosity else logging.CRITICAL)
    logging.getLogger("zhperf").setLevel(logging.DEBUG if verbosity > 1 else logging.NOTSET)


@contextmanager
def _written(
    targets: Mapping[str, Path], destination: str, *, binary: bool = False
) -> Iterator[dict[str, Any]]:
    """The targets, open for writing text or bytes; on disk when the block has ended well."""
    streams: dict[str, IO[Any]] = {}
    try:
        with _output_errors(destination):
            for part, path in targets.items():
                streams[part] = (
                    path.open("wb") if binary else path.open("w", encoding="utf-8", newline="")
                )
        yield streams
        with _output_errors(destination):
            for stream in streams.values():
                stream.flush()
                os.fsync(stream.fileno())
    finally:
        for stream in streams.values():
            with suppress(OSError):  # a full disk was reported by the write before
                stream.close()


@contextmanager
def _scratch(job: Extraction) -> Iterator[TextIO]:
    """A file beside the targets that has no name where the system allows it, and is gone after."""
    folder = next(iter(job.targets.values())).parent
    with _output_errors(job.destination):
        stream = tempfile.TemporaryFile("w+", encoding="utf-8", newline="", dir=folder)  # noqa: SIM115
    try:
        yield cast("TextIO", stream)
    finally:
        with suppress(OSError):  # a full disk was reported by the write before
            stream.close()


@contextmanager
def _output_errors(destination: str) -> Iterator[None]:
    """Turn a failure to write into a message about the place."""
    try:
        yield
    except OSError as error:
        raise OutputUnwritableError(destination, reason=system_reason(error)) from error


def _other_engines(source: Source) -> list[OtherEngine]:
    from zhperf.readpages import ENGINE_WORDS

    return [
        OtherEngine(use.pages, ENGINE_WORDS[use.engine], use.reason)
        for use in source.engines
        if use.reason is not None
    ]


def _notice(finding: Finding, language: Language) -> Notice:
    from zhperf.placewords import location_words

    words = location_words(finding.location)
    place = None if words is None else words.literal(language)
    return Notice(finding.code, finding.severity, place, finding.message)
