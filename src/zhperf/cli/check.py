"""`zhperf check`: what a reviewer would ask, before a disclosure is published."""

from __future__ import annotations

import dataclasses
import os
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from zhperf.checking import CheckPlan, Noted
from zhperf.cli.crash import write_crash_log
from zhperf.cli.outputfiles import require_free
from zhperf.cli.outputs import STDOUT, suffix_format
from zhperf.cli.running import show_progress
from zhperf.cli.sources import find_sources
from zhperf.cli.terminal import output_color, output_width, require_no_terminal
from zhperf.cli.texts import append_text, write_bytes
from zhperf.convert import Checking, check_document
from zhperf.errors import (
    Bilingual,
    EncryptedPdfError,
    ExitCode,
    InputError,
    NoTableError,
    NoTextLayerError,
    ZhperfError,
)
from zhperf.findings import reading_finding
from zhperf.report import Location
from zhperf.reporters import (
    BINARY,
    SUFFIXES,
    TEXTS,
    Checked,
    ReportLayout,
    Run,
    ending,
    render,
    require_extra,
    step_summary,
)
from zhperf.rules import all_rules
from zhperf.selection import file_ignores, resolve, severities
from zhperf.supervise import Limits, WorkerBugError, available_cpus, supervise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zhperf.baseline import Baseline
    from zhperf.checksettings import CheckSettings
    from zhperf.cli.console import Console
    from zhperf.cli.reading import ReadingOptions, ReadingPlan
    from zhperf.cli.sources import Source
    from zhperf.errors import Language
    from zhperf.reporters import ReportFormat
    from zhperf.rulebook import RulePage
    from zhperf.selection import Selection

STEP_SUMMARY = "GITHUB_STEP_SUMMARY"
"""Environment variable with the file that GitHub shows as the summary of a step."""
_WRITTEN = Bilingual(
    "{path}: {count} findings written; name it with --baseline from now on",
    "{path}：已写入 {count} 条；以后用 --baseline 指定该文件",
)
_EXACTLY = Bilingual("{what} ({where})", "{what}（{where}）")
_RANKS = {"note": 0, "warning": 1, "error": 2, "never": 3}


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """The command line of `check`, checked by typer."""

    sources: list[str]
    reading: ReadingOptions
    output: str
    output_format: ReportFormat | None
    overwrite: bool
    csv_bom: bool
    statistics: bool
    write_baseline: str | None
    jobs: int
    timeout: float


class _Ended(NamedTuple):
    """How a source ended."""

    checked: Checked
    code: ExitCode
    """OK for one that was checked."""
    codes: frozenset[str] = frozenset()
    """Rules that ran."""


class _Setup(NamedTuple):
    """What counts for all sources, found out before anything is read."""

    reading: ReadingPlan
    settings: CheckSettings
    pages: Mapping[str, RulePage]
    selection: Selection
    plan: CheckPlan


def run_check(options: CheckOptions, console: Console) -> ExitCode:
    """Check all sources.

    Raises:
        UsageError: Before anything is read.
        MissingExtraError: Before anything is read.
    """
    setup = _set_up(options, console)
    output_format = (
        options.output_format
        or suffix_format(options.output, SUFFIXES, "--output-format")
        or "full"
    )
    _check_output(options, output_format)
    baseline = setup.settings.baseline
    known = None if baseline is None else _load(baseline)
    sources = find_sources(options.sources, reports=True)
    if options.output != STDOUT:
        require_free([Path(options.output)], sources, overwrite=options.overwrite)
    ended = _check_all(sources, setup, options, console)
    run = _run(setup, [one.checked for one in ended])
    if options.write_baseline is not None:
        return _write_baseline(options.write_baseline, ended, console)
    if known is not None:
        run = _compared(run, known, ended)
    _write(run, output_format, options, console)
    return _exit_code(ended, run, setup.settings)


def _set_up(options: CheckOptions, console: Console) -> _Setup:
    reading = options.reading.settle(options.sources[0], console)
    reading.effective.check_templates()
    settings = reading.effective.check
    pages = {code: rule.page for code, rule in all_rules().items()}
    reading.effective.check_rules(pages)
    selection = resolve(settings.select, settings.ignore, pages)
    choice = reading.effective.select_profiles()
    plan = CheckPlan(
        severities=severities(settings.severities, pages),
        profile=choice.id,
        profiles=choice.profiles,
        language=console.language,
    )
    return _Setup(reading, settings, pages, selection, plan)


def _check_output(options: CheckOptions, output_format: ReportFormat) -> None:
    if output_format in BINARY:
        require_no_terminal(options.output, "--output-format", output_format)
    require_extra(output_format)


def _check_all(
    sources: Sequence[Source], setup: _Setup, options: CheckOptions, console: Console
) -> list[_Ended]:
    """All sources, in order."""
    ended: dict[int, _Ended] = {}
    with show_progress(len(sources), console) as progress:
        for index, source in enumerate(sources):
            if isinstance(source.content, ZhperfError):
                ended[index] = _failed(source.name, source.content, options, console)
                progress.advance()
        readable = [index for index in range(len(sources)) if index not in ended]
        running = supervise(
            check_document,
            (_job(sources[index], setup, console) for index in readable),
            workers=min(options.jobs or available_cpus(), len(readable)) or 1,
            limits=Limits(seconds=options.timeout or None),
            on_poll=progress.tick,
        )
        with closing(running):
            for finished in running:
                index = readable[finished.index]
                progress.advance()
                if finished.error is not None:
                    ended[index] = _failed(sources[index].name, finished.error, options, console)
                elif finished.result is not None:
                    codes = finished.job.plan.codes or frozenset()
                    ended[index] = _Ended(finished.result, ExitCode.OK, codes)
    return [ended[index] for index in range(len(sources))]


def _job(source: Source, setup: _Setup, console: Console) -> Checking:
    ignored = file_ignores(setup.settings.per_file_ignores, source.name)
    codes = setup.selection.without(ignored, setup.pages).codes
    plan = dataclasses.replace(setup.plan, codes=codes)
    return Checking(setup.reading.reading(source, console.style), plan)


def _failed(
    name: str, error: ZhperfError | WorkerBugError, options: CheckOptions, console: Console
) -> _Ended:
    """A source without a result: a finding where the source is to blame.

    Raises:
        ZhperfError: Something else than the source is wrong, and so with all sources.
    """
    if isinstance(error, WorkerBugError):
        problem = error.details.rstrip().rpartition("\n")[2]
        console.crash(name, problem, write_crash_log(error.details))
        return _Ended(Checked(name, ()), ExitCode.INTERNAL)
    if not isinstance(error, InputError | NoTableError):
        raise error
    if options.output != STDOUT or options.output_format not in (None, *TEXTS):
        console.error(error)
    note = _unread(name, error, console.language)
    return _Ended(Checked(name, (note,)), error.exit_code)


def _unread(name: str, error: ZhperfError, language: Language) -> Noted:
    code = "ZP101"
    if isinstance(error, EncryptedPdfError):
        code = "ZP102"
    elif isinstance(error, NoTextLayerError):
        code = "ZP103"
    elif isinstance(error, NoTableError):
        code = "ZP123"
    finding = reading_finding(code, Location(path=name), language, source=name, reason="", page="")
    _, where, advice = error.parts(language)
    what, exactly = error.problem(language), " ".join(where.split())
    told = {
        "message": _EXACTLY.text(language, what=what, where=exactly) if exactly else what,
        "help": advice or finding.help,
        "value": where or None,
    }
    if code == "ZP103":  # no page of the document was read
        told["severity"] = "error"
    return Noted(finding.model_copy(update=told), None, "")


def _run(setup: _Setup, checked: list[Checked]) -> Run:
    rules = {code: page for code, page in setup.pages.items() if code in setup.selection.codes}
    return Run(checked, rules, setup.selection.ignored)


def _exit_code(ended: Sequence[_Ended], run: Run, settings: CheckSettings) -> ExitCode:
    """A bug before an unreadable source, that before findings; no table at all last."""
    if grave := _grave(ended):
        return grave
    if {one.code for one in ended} == {ExitCode.NO_TABLE}:
        return ExitCode.NO_TABLE
    least = _RANKS[settings.fail_on]
    found = (note.finding for source in run.sources for note in source.notes)
    failing = any(_RANKS[one.severity] >= least for one in found)
    return ExitCode.FINDINGS if failing else ExitCode.OK


def _grave(ended: Sequence[_Ended]) -> ExitCode | None:
    """The code of what kept sources from being checked; None if nothing did."""
    codes = {one.code for one in ended}
    return next((one for one in (ExitCode.INTERNAL, ExitCode.INPUT) if one in codes), None)


def _write_baseline(path: str, ended: Sequence[_Ended], console: Console) -> ExitCode:
    """Write what was found; a source that could not be read is no finding to live with."""
    from zhperf.baseline import write

    ran = [one for one in ended if one.code is ExitCode.OK]
    count = write(Path(path), [one.checked for one in ran], [one.codes for one in ran])
    if not console.style.quiet:
        console.print(_WRITTEN.text(console.language, path=path, count=count))
    return _grave(ended) or ExitCode.OK


def _load(path: str) -> Baseline:
    from zhperf.baseline import load

    return load(Path(path))


def _compared(run: Run, known: Baseline, ended: Sequence[_Ended]) -> Run:
    from zhperf.baseline import apply, shown

    applied = apply(known, run.sources, [one.codes for one in ended])
    return run._replace(sources=applied.sources, stale=[shown(one) for one in applied.stale])


def _write(run: Run, output_format: ReportFormat, options: CheckOptions, console: Console) -> None:
    layout = ReportLayout(
        language=console.language,
        width=output_width(options.output),
        color=output_color(options.output, console.style.color),
        csv_bom=options.csv_bom,
    )
    if options.statistics:
        from zhperf.cli.statistics import statistics

        content = statistics(run, output_format, layout)
    else:
        content = render(run, output_format, layout)
    write_bytes(content, options.output, overwrite=options.overwrite)
    if output_format == "github" and (path := os.environ.get(STEP_SUMMARY)):
        append_text(step_summary(run, layout), path)
    quiet = console.style.quiet or (output_format in TEXTS and options.output == STDOUT)
    if not quiet:
        console.print(ending(run, output_format, layout))
