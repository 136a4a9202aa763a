"""One content in, its files in the dataset out: the job that a worker process does."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from zhperf.errors import OutputUnwritableError, SourceChangedError, system_reason

if TYPE_CHECKING:
    from pathlib import Path

    from zhperf.checking import CheckPlan
    from zhperf.convert import Reading
    from zhperf.report import Report


@dataclass(frozen=True, slots=True)
class Conversion:
    """Job of `convert_content`."""

    reading: Reading
    """The first path of the content in the archive."""
    sha256: str
    """What the file held when the run was planned."""
    report_path: Path
    """Report of the content: written, or read if only the rules are to be run."""
    findings_path: Path | None
    """Findings of the content; None: it is not checked."""
    plan: CheckPlan | None
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


def convert_content(job: Conversion) -> Converted:
    """Read a document and write its report, run the rules and write what they find.

    The report names its source by hash: the same content gives the same bytes at any path.

    Raises:
        ZhperfError: As `zhperf.extract`, `SourceChangedError`, or `OutputUnwritableError`.
    """
    report = _read(job) if job.read else _stored(job)
    findings = None
    if job.plan is not None and job.findings_path is not None:
        from zhperf.checking import check

        found = [note.finding for note in check(report, job.plan)]
        findings = len(found)
        lines = [one.model_dump_json() for one in found]
        _write(job.findings_path, "".join(f"{line}\n" for line in lines))
    activities = [activity for table in report.tables for activity in table.activities]
    return Converted(
        kind=report.source.kind,
        pages=report.source.pages,
        tables=len(report.tables),
        activities=len(activities),
        indicators=sum(len(activity.indicators) for activity in activities),
        findings=findings,
        templates=",".join(sorted({table.template for table in report.tables})),
    )


def content_name(sha256: str, suffix: str) -> str:
    """Path of a file of a content below its folder: 0f/0f3a….json."""
    return f"{sha256[:2]}/{sha256}{suffix}"


def _read(job: Conversion) -> Report:
    from zhperf.convert import prepare
    from zhperf.pipeline import read_report

    report = read_report(job.reading.content, prepare(job.reading), name=job.name)
    if report.source.sha256 != job.sha256:
        raise SourceChangedError(job.name)
    report.source.path = f"sha256:{job.sha256}"
    for finding in report.findings:
        finding.location.path = report.source.path
    text = json.dumps(report.model_dump(mode="json"), ensure_ascii=False, indent=2)
    _write(job.report_path, text + "\n")
    return report


def _stored(job: Conversion) -> Report:
    from zhperf.reportfile import read_reports

    return read_reports(job.report_path.read_bytes(), job.name)[0].report


def _write(path: Path, text: str) -> None:
    """Write a file as a whole: temporary name, fsync, rename."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with unfinished.open("w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise OutputUnwritableError(str(path), reason=system_reason(error)) from error


def content_hash(path: Path) -> str:
    """SHA-256 of a file in hexadecimal.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
