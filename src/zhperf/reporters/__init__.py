"""Forms of what `check` found: text for eyes, machine formats for CI, lists for an office.

Each reporter is a module beside this one with one function, `report(run, layout) -> bytes`, that
gives the whole output as bytes.  All show the same place of a finding.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias, get_args

from zhperf.errors import Language, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from zhperf.checking import Noted
    from zhperf.rulebook import RulePage

ReportFormat: TypeAlias = Literal[
    "full", "concise", "grouped", "json", "jsonl", "github", "sarif", "junit", "csv", "xlsx", "html"
]
FORMATS: Final[tuple[ReportFormat, ...]] = get_args(ReportFormat)
SUFFIXES: Final[dict[str, ReportFormat]] = {
    ".txt": "full",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".sarif": "sarif",
    ".xml": "junit",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".html": "html",
    ".htm": "html",
}
"""The format that a file name of -o asks for."""
BINARY: Final[frozenset[ReportFormat]] = frozenset({"xlsx"})
TEXTS: Final[frozenset[ReportFormat]] = frozenset({"full", "concise", "grouped"})
"""Formats for eyes: they end with a summary, which all others leave to standard error."""
_NAMING_STALE: Final[frozenset[ReportFormat]] = TEXTS | {"github", "html"}
"""Formats that name the entries of the baseline that nothing fits any more."""


class Checked(NamedTuple):
    """A source that was checked."""

    path: str
    """As the user named it."""
    notes: tuple[Noted, ...]
    """Findings in print order, those that the baseline knows left out."""
    tables: int = 0
    indicators: int = 0
    sha256: str | None = None
    """Of the source's bytes; None if it could not be read."""
    known: tuple[Noted, ...] = ()
    """Findings that the baseline knows."""
    ignored: Mapping[str, str | None] = {}
    """Rules that the user left out for this source alone, by code in order, with the reason."""


class Run(NamedTuple):
    """A whole run of `check`."""

    sources: Sequence[Checked]
    """In the order of the command line."""
    rules: Mapping[str, RulePage]
    """Pages of the rules that ran, by code."""
    ignored: Mapping[str, str | None]
    """Rules that the user left out, by code, with the reason that was given."""
    stale: Sequence[str] = ()
    """Entries of the baseline that nothing fits any more, as one line each."""


class ReportLayout(NamedTuple):
    """How the output looks."""

    language: Language = "en"
    width: int | None = None
    """Columns of the terminal; None: unlimited."""
    color: bool = False
    csv_bom: bool = False
    """Whether CSV begins with a byte order mark."""


def require_extra(output_format: ReportFormat) -> None:
    """Check, without loading it, that the package is installed that the format needs.

    Raises:
        MissingExtraError: It is not.
    """
    if output_format == "xlsx" and find_spec("openpyxl") is None:
        raise MissingExtraError(feature="--output-format xlsx", extra="excel")


def render(run: Run, output_format: ReportFormat, layout: ReportLayout) -> bytes:
    """The output of a run.

    Raises:
        MissingExtraError: A package for the format is not installed.
    """
    require_extra(output_format)
    module = import_module(f"{__name__}.{output_format}")
    report: Callable[[Run, ReportLayout], bytes] = module.report
    return report(run, layout)


def summary(run: Run, layout: ReportLayout) -> str:
    """The line that tells what was found; formats that are none of `TEXTS` leave it out."""
    from zhperf.reporters import wording

    return wording.summary(run, layout)


def ending(run: Run, output_format: ReportFormat, layout: ReportLayout) -> str:
    """What standard error tells beside an output: the summary, below what the format cannot name.

    Those are the entries of the baseline that nothing fits any more.
    """
    from zhperf.reporters.styles import stale_lines

    stale = [] if output_format in _NAMING_STALE else stale_lines(run, layout)
    return "\n".join([*stale, summary(run, layout)])


def step_summary(run: Run, layout: ReportLayout) -> str:
    """Markdown to append to the file that GITHUB_STEP_SUMMARY names, beside format github."""
    from zhperf.reporters import jobsummary

    return jobsummary.step_summary(run, layout)
