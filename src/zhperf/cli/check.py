"""`zhperf check`: what a reviewer would ask, before a disclosure is published."""

from __future__ import annotations

import dataclasses
import os
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from zhperf.checking import Noted
from zhperf.cli.checkbaseline import compared, load_known, write_known
from zhperf.cli.checkplaces import chosen_format, require_one_result, require_places
from zhperf.cli.checkplan import settled_check
from zhperf.cli.crash import write_crash_log
from zhperf.cli.guard import until_reader_leaves
from zhperf.cli.outputs import STDOUT
from zhperf.cli.running import show_progress
from zhperf.cli.sources import find_sources, once_each
from zhperf.cli.terminal import output_color, output_width
from zhperf.cli.texts import append_text, write_bytes
from zhperf.convert import Checking, check_document
from zhperf.errors import (
    Bilingual,
    EncryptedPdfError,
    ExitCode,
    InputError,
    NoTableError,
    NoTextLayerError,
    OutputUnwritableError,
    ZhperfError,
)
from zhperf.findings import reading_finding
from zhperf.report import Location
from zhperf.reporters import (
    TEXTS,
    Checked,
    ReportLayout,
    Run,
    ending,
    render,
    step_summary,
)
from zhperf.selection import file_ignores
from zhperf.supervise import Limits, WorkerBugError, available_cpus, supervise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zhperf.checking import CheckPlan
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
NO_TABLE_RULE = "ZP123"
"""The rule that tells of a source without an indicator table."""
_WRITTEN = Bilingual(
    "{path}: {count} findings written; name it with --baseline from now on",
    "{path}：已写入 {count} 条；以后用 --baseline 指定该文件",
)
_EXACTLY = Bilingual("{what} ({where})", "{what}（{where}）")
_INTERRUPTED = Bilingual("interrupted; the check is not complete", "已中断，检查未完成")
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
    error: ZhperfError | None = None
    """What kept it from being checked."""


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
    console.when_interrupted = _INTERRUPTED
    setup = _set_up(options, console)
    require_one_result(options)
    output_format = chosen_format(options)
    baseline = setup.settings.baseline
    known = None if baseline is None or options.write_baseline else load_known(baseline)
    sources = once_each(find_sources(options.sources, reports=True))
    require_places(options, sources)
    ended = _settled(_check_all(sources, setup, options, console))
    _tell(ended, options, console)
    if options.write_baseline is not None:
        return _write_baseline(options, ended, console)
    run = _run(setup, [one.checked for one in ended])
    if known is not None:
        run = compared(run, known, [one.codes for one in ended], options.sources)
    _write(run, output_format, options, console)
    return _exit_code(ended, run, setup.settings)


def _set_up(options: CheckOptions, console: Console) -> _Setup:
    reading = options.reading.settle(options.sources[0], console)
    reading.effective.check_templates()
    settled = settled_check(reading.effective, console.language)
    reading = dataclasses.replace(reading, verify=settled.settings.verify)
    return _Setup(reading, *settled)


def _check_all(
    sources: Sequence[Source], setup: _Setup, options: CheckOptions, console: Console
) -> list[_Ended]:
    """All sources, in order."""
    ended: dict[int, _Ended] = {}
    selections = [_selection(source.name, setup) for source in sources]
    with show_progress(len(sources), console) as progress:
        for index, source in enumerate(sources):
            if isinstance(source.content, ZhperfError):
                ended[index] = _failed(source.name, source.content, frozenset(), setup, console)
                progress.advance()
        readable = [index for index in range(len(sources)) if index not in ended]
        running = supervise(
            check_document,
            (_job(sources[index], selections[index], setup, console) for index in readable),
            workers=min(options.jobs or available_cpus(), len(readable)) or 1,
            limits=Limits(seconds=options.timeout or None),
            on_poll=progress.tick,
        )
        with closing(running):
            for finished in running:
                index = readable[finished.index]
                name, codes = sources[index].name, selections[index].codes
                progress.advance()
                if finished.error is not None:
                    ended[index] = _failed(name, finished.error, codes, setup, console)
                elif finished.result is not None:
                    ended[index] = _Ended(finished.result, ExitCode.OK, codes)
    return [_with_ignored(ended[index], one) for index, one in enumerate(selections)]


def _selection(name: str, setup: _Setup) -> Selection:
    """The rules for a source; `ignored` are those that are left out for it alone."""
    ignored = file_ignores(setup.settings.per_file_ignores, name)
    own = setup.selection._replace(ignored={}).without(ignored, setup.pages)
    return own._replace(ignored=dict(sorted(own.ignored.items())))


def _with_ignored(ended: _Ended, selection: Selection) -> _Ended:
    return ended._replace(checked=ended.checked._replace(ignored=selection.ignored))


def _job(source: Source, selection: Selection, setup: _Setup, console: Console) -> Checking:
    plan = dataclasses.replace(setup.plan, codes=selection.codes)
    return Checking(setup.reading.reading(source, console.style), plan)


def _failed(
    name: str,
    error: ZhperfError | WorkerBugError,
    codes: frozenset[str],
    setup: _Setup,
    console: Console,
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
    note = _unread(name, error, console.language)
    if not isinstance(error, NoTableError):
        return _Ended(Checked(name, (note,)), error.exit_code, error=error)
    if (severity := setup.plan.severities.get(NO_TABLE_RULE)) is not None:
        finding = note.finding.model_copy(update={"severity": severity})
        note = note._replace(finding=finding)
    ran = codes & {NO_TABLE_RULE}
    return _Ended(Checked(name, (note,)), error.exit_code, ran, error)


def _settled(ended: list[_Ended]) -> list[_Ended]:
    """Sources without a table are told of by a rule like any other, which may be left out.

    If there is no other source, it is told in any case: it is why the exit code is not 0.
    """
    if _all_without_table(ended):
        return ended
    return [
        one._replace(checked=one.checked._replace(notes=()), error=None)
        if one.code is ExitCode.NO_TABLE and not one.codes
        else one
        for one in ended
    ]


def _all_without_table(ended: Sequence[_Ended]) -> bool:
    return {one.code for one in ended} == {ExitCode.NO_TABLE}


def _tell(ended: Sequence[_Ended], options: CheckOptions, console: Console) -> None:
    """Tell on standard error what could not be checked, where the output does not show it."""
    text = options.output == STDOUT and options.output_format in (None, *TEXTS)
    if text and options.write_baseline is None:
        return
    for one in ended:
        if one.error is not None:
            console.error(one.error)


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
    if _all_without_table(ended):
        return ExitCode.NO_TABLE
    least = _RANKS[settings.fail_on]
    found = (note.finding for source in run.sources for note in source.notes)
    failing = any(_RANKS[one.severity] >= least for one in found)
    return ExitCode.FINDINGS if failing else ExitCode.OK


def _grave(ended: Sequence[_Ended]) -> ExitCode | None:
    """The code of what kept sources from being checked; None if nothing did."""
    codes = {one.code for one in ended}
    return next((one for one in (ExitCode.INTERNAL, ExitCode.INPUT) if one in codes), None)


def _write_baseline(options: CheckOptions, ended: Sequence[_Ended], console: Console) -> ExitCode:
    """Write what was found; a source that could not be read is no finding to live with."""
    path, codes = options.write_baseline or "", [one.codes for one in ended]
    count = write_known(path, [one.checked for one in ended], codes, options.sources)
    if not console.style.quiet:
        console.print(_WRITTEN.text(console.language, path=path, count=count))
    if grave := _grave(ended):
        return grave
    return ExitCode.NO_TABLE if _all_without_table(ended) else ExitCode.OK


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
    with until_reader_leaves():  # who looks at the beginning only still wants the exit code
        write_bytes(content, options.output, overwrite=options.overwrite)
    if output_format == "github" and (path := os.environ.get(STEP_SUMMARY)):
        _append_summary(step_summary(run, layout), path, console)
    quiet = console.style.quiet or (output_format in TEXTS and options.output == STDOUT)
    if not quiet:
        console.print(ending(run, output_format, layout))


def _append_summary(text: str, path: str, console: Console) -> None:
    """Add to what GitHub shows; that it cannot be written says nothing about the reports."""
    try:
        append_text(text, path)
    except OutputUnwritableError as error:
        console.warning(f"{STEP_SUMMARY}: {error.message(console.language)}")
