"""One content in, its files in the dataset out: the job that a worker process does."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from zhperf.errors import (
    InputError,
    OutputUnwritableError,
    SourceChangedError,
    SourceNotFoundError,
    ZhperfError,
    system_reason,
)
from zhperf.wholefiles import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from zhperf.checking import CheckPlan
    from zhperf.convert import Reading
    from zhperf.report import Report

REPORTS: Final = "json"
FINDINGS: Final = "findings"
"""Folders of the dataset with a file for each content."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """Job of `convert_content`."""

    reading: Reading
    """The first path of the content in the archive."""
    sha256: str
    """What the file held when the run was planned."""
    report_path: Path
    """Report of the content: written, or read if only the rules are to be run."""
    findings_path: Path
    """Findings of the content; those of an earlier report are removed if it is not checked."""
    plan: CheckPlan | None
    """How it is checked; None: not at all."""
    read: bool
    """Whether to read the document; False: its report is there."""

    @property
    def name(self) -> str:
        """The document's path in the archive."""
        return self.reading.name


class Converted(NamedTuple):
    """What came out of a content."""

    kind: str
    pages: int | None
    tables: int
    activities: int
    indicators: int
    findings: int | None
    """None: not checked."""
    templates: str
    """Distinct families, sorted, with commas."""
    engine: str
    """What read its pages, with commas; "" for a source without pages."""


def convert_content(job: Conversion) -> Converted:
    """Read a document and write its report, run the rules and write what they find.

    The report names its source by hash: the same content gives the same bytes at any path.

    Raises:
        ZhperfError: As `zhperf.extract`, `SourceChangedError`, or `OutputUnwritableError`.
    """
    report = _read(job) if job.read else _stored(job)
    findings = _check(report, job)
    activities = [activity for table in report.tables for activity in table.activities]
    return Converted(
        kind=report.source.kind,
        pages=report.source.pages,
        tables=len(report.tables),
        activities=len(activities),
        indicators=sum(len(activity.indicators) for activity in activities),
        findings=findings,
        templates=",".join(sorted({table.template for table in report.tables})),
        engine=",".join(dict.fromkeys(use.engine for use in report.source.engines)),
    )


def report_path(dataset: Path, sha256: str) -> Path:
    """Where the report of a content is."""
    return dataset / REPORTS / _content_name(sha256, ".json")


def findings_path(dataset: Path, sha256: str) -> Path:
    """Where the findings of a content are: one JSON object a line."""
    return dataset / FINDINGS / _content_name(sha256, ".jsonl")


def content_hash(path: Path) -> str:
    """SHA-256 of a file in hexadecimal.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _content_name(sha256: str, suffix: str) -> str:
    """Path of a file of a content below its folder: 0f/0f3a….json."""
    return f"{sha256[:2]}/{sha256}{suffix}"


def _read(job: Conversion) -> Report:
    """The report of the document, written.

    Raises:
        SourceChangedError: The file is not what it was, whatever else went wrong with it.
    """
    from zhperf.convert import prepare
    from zhperf.pipeline import read_report

    settings = prepare(job.reading)
    try:
        report = read_report(job.reading.content, settings, name=job.name)
    except SourceNotFoundError:
        raise
    except ZhperfError as error:
        if _hash_now(job) != job.sha256:
            raise SourceChangedError(job.name) from error
        raise
    if report.source.sha256 != job.sha256 or _hash_now(job) != job.sha256:
        raise SourceChangedError(job.name)
    report.source.path = f"sha256:{job.sha256}"
    for finding in report.findings:
        finding.location.path = report.source.path
    text = json.dumps(report.model_dump(mode="json"), ensure_ascii=False, indent=2)
    _write(job.report_path, text + "\n")
    return report


def _hash_now(job: Conversion) -> str:
    """Of the document's file, which may be written while it is read.

    Raises:
        SourceNotFoundError: It is gone.
    """
    content = job.reading.content
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    try:
        return content_hash(content)
    except OSError as error:
        raise SourceNotFoundError(job.name, reason=system_reason(error)) from error


def _stored(job: Conversion) -> Report:
    """The report that is there; the document is read if it is gone or damaged."""
    from zhperf.reportfile import read_reports

    try:
        return read_reports(job.report_path.read_bytes(), job.name)[0].report
    except (OSError, InputError):
        return _read(job)


def _check(report: Report, job: Conversion) -> int | None:
    """Run the rules and write what they find.

    Returns:
        How much they found; None if the document is not checked.
    """
    if job.plan is None:
        job.findings_path.unlink(missing_ok=True)
        return None
    from zhperf.checking import check

    found = [note.finding.model_dump_json() for note in check(report, job.plan)]
    _write(job.findings_path, "".join(f"{line}\n" for line in found))
    return len(found)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode())
    except OSError as error:
        raise OutputUnwritableError(str(path), reason=system_reason(error)) from error
