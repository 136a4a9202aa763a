"""Runs the jobs of a command and reports how each source ended."""

from __future__ import annotations

import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from rich.cells import cell_len

from zhperf.cli.crash import write_crash_log
from zhperf.errors import Bilingual, ExitCode, ZhperfError
from zhperf.supervise import Finished, Job, Limits, WorkerBugError, available_cpus, supervise
from zhperf.writers.alignment import padded

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from zhperf.cli.console import Console
    from zhperf.cli.outputs import Output
    from zhperf.cli.sources import Source
    from zhperf.convert import Notice, OtherEngine, Outcome

JobT = TypeVar("JobT", bound=Job)

NOTICES_SHOWN = 5
"""Findings printed for each source; a report full of them must not bury the errors."""
PROGRESS_AFTER_SECONDS = 1.0
"""No progress is shown for what is done at once."""
NAME_COLUMNS = 40
"""Longer names do not move the column after them."""

_SUMMARY = Bilingual("{done} of {total} files extracted.", "共 {total} 个文件，成功 {done} 个。")
_COUNTS = Bilingual(
    "{indicators} indicators, {activities} activities", "{indicators} 个指标，{activities} 个活动"
)
_OK = Bilingual("ok", "完成")
_NOTICE = Bilingual("{name}: {message} ({code})", "{name}：{message}（{code}）")
_PLACED_NOTICE = Bilingual(
    "{name}, {place}: {message} ({code})", "{name}，{place}：{message}（{code}）"
)
_MORE = Bilingual(
    "{name}: {count} more; -f json lists all under findings",
    "{name}：另有 {count} 条，-f json 的 findings 列出全部",
)
_ENGINE = Bilingual(
    "{name}: pages {pages} read by {engine}: {reason}",
    "{name}：第 {pages} 页由{engine}读取：{reason}",
)
_ENGINE_OF_ONE = Bilingual("{name}: page {pages} read by {engine}: {reason}", _ENGINE.zh)
_LOSS = Bilingual("{name}: {text}", "{name}：{text}")
_WORKING = Bilingual("reading", "读取中")


@dataclass(frozen=True, slots=True)
class Plan(Generic[JobT]):
    """What to run."""

    task: Callable[[JobT], Outcome]
    sources: Sequence[Source]
    job: Callable[[int, Source], JobT]
    """Makes the job of a source that has a document."""
    output: Output
    several: bool
    """Whether to report each source, and a summary."""
    workers: int
    """0: as many as there are CPUs."""
    seconds: float
    """Time limit for each source; 0: none."""
    strict: bool = False
    """Whether to stop at the first source that fails."""


@dataclass(frozen=True, slots=True)
class _Ended:
    """How a source ended."""

    outcome: Outcome | None
    error: ZhperfError | WorkerBugError | None
    seconds: float = 0.0


def run_plan(plan: Plan[JobT], console: Console) -> ExitCode:
    """Run all jobs; results and messages come in the order of the sources.

    Returns:
        The code of the only source, the common code of all, or `PARTIAL`.
    """
    codes: list[ExitCode] = []
    done = 0
    with (
        plan.output as output,
        show_progress(len(plan.sources), console) as progress,
        # Closed first: no worker may write a file after the output has cleaned up.
        closing(_ended_sources(plan, progress.tick)) as entries,
    ):
        for index, ended in _in_order(entries):
            progress.advance()
            if ended.error is None:
                done += 1
                output.publish(index)
            codes.append(_report(plan, index, ended, console))
        _print_losses(output.close(), plan.output.destination(0), console)
    documents = sum(not isinstance(one.content, ZhperfError) for one in plan.sources)
    if plan.several and documents and not console.style.quiet:
        console.print(_SUMMARY.text(console.language, done=done, total=len(plan.sources)))
    return overall_code(codes)


def overall_code(codes: Sequence[ExitCode]) -> ExitCode:
    """One exit code for many sources."""
    return codes[0] if len(set(codes)) == 1 else ExitCode.PARTIAL


def _ended_sources(plan: Plan[JobT], on_poll: Callable[[], None]) -> Generator[tuple[int, _Ended]]:
    """Each source as it ends, its files complete or removed."""
    indexes: list[int] = []
    for index, source in enumerate(plan.sources):
        if isinstance(source.content, ZhperfError):
            yield index, _Ended(None, source.content)
            if plan.strict:
                return
        else:
            indexes.append(index)
    running = supervise(
        plan.task,
        (plan.job(index, plan.sources[index]) for index in indexes),
        workers=min(plan.workers or available_cpus(), len(indexes)) or 1,
        limits=Limits(seconds=plan.seconds or None),
        on_poll=on_poll,
    )
    with closing(running):
        for finished in running:
            index = indexes[finished.index]
            ended = _settled(plan.output, index, finished)
            yield index, ended
            if ended.error is not None and plan.strict:
                return


def _settled(output: Output, index: int, finished: Finished[JobT, Outcome]) -> _Ended:
    error = finished.error
    if error is None:
        try:
            output.complete(index)
        except ZhperfError as failure:
            error = failure
    if error is not None:
        output.discard(index)
    return _Ended(finished.result, error, finished.seconds)


def _in_order(entries: Iterator[tuple[int, _Ended]]) -> Iterator[tuple[int, _Ended]]:
    """The entries by index; those behind a gap that is never filled come last."""
    waiting: dict[int, _Ended] = {}
    following = 0
    for index, ended in entries:
        waiting[index] = ended
        while following in waiting:
            yield following, waiting.pop(following)
            following += 1
    yield from sorted(waiting.items())


def _report(plan: Plan[JobT], index: int, ended: _Ended, console: Console) -> ExitCode:
    source = plan.sources[index]
    if isinstance(ended.error, WorkerBugError):
        problem = ended.error.details.rstrip().rpartition("\n")[2]
        console.crash(source.name, problem, write_crash_log(ended.error.details))
        return ExitCode.INTERNAL
    if ended.error is not None:
        console.error(ended.error)
        return ended.error.exit_code
    outcome = ended.outcome
    if outcome is not None:
        if plan.several and not console.style.quiet:
            console.print(_done_line(plan, index, ended, console))
        _print_engines(source.name, outcome.engines, console)
        _print_notices(source.name, outcome.notices, console)
        _print_losses(outcome.losses, plan.output.destination(index) or source.name, console)
    return ExitCode.OK


def _done_line(plan: Plan[JobT], index: int, ended: _Ended, console: Console) -> str:
    outcome = ended.outcome
    widest = max(cell_len(source.name) for source in plan.sources)
    counts = _COUNTS.text(
        console.language,
        indicators=outcome.indicators if outcome else 0,
        activities=outcome.activities if outcome else 0,
    )
    cells = [
        padded(plan.sources[index].name, min(widest, NAME_COLUMNS) + 3),
        padded(_OK.text(console.language), 9),
        padded(counts, 29),
        plan.output.destination(index),
    ]
    if console.style.verbosity:
        cells.append(f"  {ended.seconds:.2f} s")
    return " ".join(cells).rstrip()


def _print_engines(name: str, engines: Sequence[OtherEngine], console: Console) -> None:
    """Tell, if details are wanted, what read pages instead of the default engine."""
    for use in engines if console.style.verbosity else ():
        template = _ENGINE_OF_ONE if use.pages.isdecimal() else _ENGINE
        console.print(template.text(console.language, name=name, **use._asdict()))


def _print_notices(name: str, notices: Sequence[Notice], console: Console) -> None:
    shown = [n for n in notices if n.severity != "note" or console.style.verbosity]
    for notice in shown[:NOTICES_SHOWN]:
        told = notice.place is None or notice.place in notice.message
        template = _NOTICE if told else _PLACED_NOTICE
        console.warning(template.text(console.language, name=name, **notice._asdict()))
    if (more := len(shown) - NOTICES_SHOWN) > 0:
        console.warning(_MORE.text(console.language, name=name, count=more))


def _print_losses(losses: Sequence[Bilingual], name: str, console: Console) -> None:
    for loss in losses:
        text = loss.literal(console.language)
        console.warning(_LOSS.text(console.language, name=name, text=text) if name else text)


class _NoProgress:
    """Nothing is shown."""

    def tick(self) -> None:
        """Time has passed."""

    def advance(self) -> None:
        """A source has ended."""


class _Bar(_NoProgress):
    """A bar on the last line of the terminal; redrawn by hand, so there is no thread."""

    def __init__(self, total: int, console: Console) -> None:
        from rich.console import Console as Terminal
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeElapsedColumn,
        )

        self._terminal = Terminal(stderr=True, no_color=not console.color)
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self._terminal,
            auto_refresh=False,
            transient=True,
        )
        self._task = self._bar.add_task(_WORKING.text(console.language), total=total)
        self._started = time.monotonic()
        self._shown = False

    def tick(self) -> None:
        """Show the bar when it is time to, or draw it again."""
        if not self._shown and time.monotonic() - self._started > PROGRESS_AFTER_SECONDS:
            self._bar.start()
            self._shown = True
        if self._shown:
            self._bar.refresh()

    def advance(self) -> None:
        """A source has ended."""
        self._bar.advance(self._task)

    def print(self, line: str) -> None:
        """Print a line above the bar."""
        self._terminal.out(line, highlight=False)

    def close(self) -> None:
        """Take the bar away."""
        if self._shown:
            self._bar.stop()


@contextmanager
def show_progress(total: int, console: Console) -> Iterator[_NoProgress]:
    """A bar on the terminal while the block runs, if it takes long.

    Args:
        total: How many sources there are.
        console: Its messages are printed above the bar.
    """
    if console.style.quiet or not console.is_terminal:
        yield _NoProgress()
        return
    bar = _Bar(total, console)
    printed, console.print = console.print, bar.print
    try:
        yield bar
    finally:
        bar.close()
        console.print = printed
