"""`zhperf batch`: an archive of any size to a dataset; running it again goes on."""

from __future__ import annotations

import dataclasses
import shutil
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from zhperf.batch.executors import Watch
from zhperf.batch.interrupting import Interruption
from zhperf.batch.lock import locked
from zhperf.batch.places import is_url
from zhperf.batch.planning import LETHAL, TRIES
from zhperf.batch.recipe import recipe
from zhperf.batch.run import BatchSetup
from zhperf.batch.standing import standing
from zhperf.batch.state import FILE, FOLDER, RESULT_STATES, State
from zhperf.cli import batchspread
from zhperf.cli.batchend import exit_code, tell_end
from zhperf.cli.batchhead import (
    Found,
    files_left,
    head,
    keep_archive,
    warn_of_another_archive,
)
from zhperf.cli.batchplaces import (
    archived_files,
    require_dataset,
    require_sense,
)
from zhperf.cli.batchprogress import Tally, grouped, shown
from zhperf.cli.batchtables import findings_wanted, write_tables
from zhperf.cli.counting import Counted
from zhperf.cli.outputs import STDOUT
from zhperf.cli.sources import Source
from zhperf.cli.texts import write_text
from zhperf.configbatch import size_in_bytes
from zhperf.errors import Bilingual, ExitCode
from zhperf.supervise import Limits, available_cpus
from zhperf.writers import require_extra

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterator, Mapping

    from zhperf.batch.archive import ArchivedFile
    from zhperf.batch.executors import ExecutorName
    from zhperf.batch.run import Planned
    from zhperf.batch.spread import Spreading
    from zhperf.batch.state import Result, ResultState
    from zhperf.checking import CheckPlan
    from zhperf.cli.console import Console
    from zhperf.cli.reading import ReadingOptions, ReadingPlan
    from zhperf.cli.settings import BatchSettings
    from zhperf.errors import Language

LANGUAGE_FACT = "language"
"""Fact of the state: the language of findings.  It counts as long as nobody asks for another, so
that a run under another locale does not read the whole archive again."""

_INTERRUPTED_EARLY = Bilingual(
    "interrupted; what was saved stays, run the same command to go on",
    "已中断；已保存的结果仍在，重新运行同一命令即可继续",
)
_INTERRUPTED = Counted(
    "Interrupted. The result of {count} document is saved; run the same command to go on.",
    "Interrupted. The results of {count} documents are saved; run the same command to go on.",
    "已中断。已保存 {count} 个文件的结果；重新运行同一命令即可继续。",
)
_ENDING = Bilingual(
    "Stopping: the documents in work end first; Ctrl-C again stops now, they are read next time.",
    "正在停止：等待处理中的文件完成；再按一次 Ctrl-C 则立即停止，这些文件留待下次处理。",
)
_WOULD_READ = Bilingual("  {count} would be read", "  将读取 {count} 个")
_NOTHING_WRITTEN = Bilingual("Nothing was written.", "未写入任何内容。")
_FAILED_NOW = Bilingual("{path}: {message}", "{path}：{message}")
_TRIED_AGAIN = Bilingual(
    "{path}: {message}; it is tried once more, alone", "{path}：{message}；将单独再试一次"
)
_NO_FILE_IGNORES = Bilingual(
    "per-file-ignores and baseline do not count: a dataset holds all findings",
    "per-file-ignores 和 baseline 在此不起作用：数据集包含全部问题",
)


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """The command line of `batch`, checked by typer."""

    archive: str | None
    output: str
    reading: ReadingOptions
    files_from: str | None
    retry: tuple[str, ...]
    """States, or "all"."""
    check: bool
    dry_run: bool
    collect_only: bool
    executor: ExecutorName = "local"
    address: str | None = None
    state: str | None = None
    """Folder for a dataset at a URL."""


class Prepared(NamedTuple):
    """What is settled before the state is opened."""

    options: BatchOptions
    reading: ReadingPlan
    settings: BatchSettings
    checks: CheckPlan | None
    language: Language | None
    """That somebody asked for."""
    where: batchspread.Where

    @property
    def dataset(self) -> Path:
        """The directory on this machine."""
        return Path(self.options.output)

    @property
    def archive(self) -> str:
        """As the user named it."""
        return self.options.archive or "."

    @property
    def only_pdf(self) -> bool:
        """Whether all documents are PDF files, by what the user asked for."""
        return self.settings.glob.lower().endswith(".pdf") and not self.options.files_from


class _Converted(NamedTuple):
    """How the documents ended."""

    known: int
    """Documents that have ended, now or before."""
    interrupted: bool


def run_batch(options: BatchOptions, console: Console) -> ExitCode:
    """Convert what is new in the archive, and make the tables.

    Raises:
        UsageError: An option or a setting is wrong, or the dataset cannot be written.
        InputError: The archive cannot be listed.
        MissingExtraError: A package for the format is not installed.
    """
    console.when_interrupted = _INTERRUPTED_EARLY
    prepared = _prepared(options, console)
    options = prepared.options
    if options.collect_only:
        return _collect_only(prepared, console)
    files = archived_files(options, prepared.settings.glob)
    if options.dry_run:
        return _dry_run(prepared, files, console)
    with (
        batchspread.spreading(options.archive, prepared.where) as spread,
        locked(prepared.dataset),
        State.open(prepared.dataset) as state,
    ):
        return _run(prepared, files, state, spread, console)


def _run(
    prepared: Prepared,
    files: list[ArchivedFile],
    state: State,
    spread: Spreading | None,
    console: Console,
) -> ExitCode:
    setup = _setup(prepared, state, console)
    planned = batchspread.plan_anywhere(files, state, setup, spread, console)
    found = _found(planned, state)
    if not console.style.quiet:
        for line in _head(prepared, planned, found, setup, console):
            console.print(line)
    warn_of_another_archive(state, prepared.archive, console)
    state.set_fact(LANGUAGE_FACT, setup.reading.language)
    keep_archive(state, prepared.archive)
    tally = Tally(planned.contents, found.ended)
    converted = _convert(planned, state, setup, spread, tally, console)
    if converted.interrupted:
        console.print(_INTERRUPTED.text(console.language, converted.known))
        return ExitCode.INTERRUPTED
    check = prepared.options.check
    write_tables(prepared, state, setup.reading.language, console, check=check)
    return _ended(prepared, state, console)


def _found(planned: Planned, state: State) -> Found:
    return Found(planned.before, files_left(planned, state))


def _head(
    prepared: Prepared, planned: Planned, found: Found, setup: BatchSetup, console: Console
) -> Iterator[str]:
    recipe = setup.recipe.reading
    return head(planned, found, recipe, console.language, only_pdf=prepared.only_pdf)


def _ended(prepared: Prepared, state: State, console: Console) -> ExitCode:
    stands = standing(state)
    tell_end(stands, prepared.options.output, console)
    return exit_code(stands)


def _prepared(options: BatchOptions, console: Console) -> Prepared:
    folder, published = batchspread.dataset_folder(options.output, options.state)
    batchspread.require_places(
        options.archive, listed=options.files_from is not None, dry_run=options.dry_run
    )
    options = dataclasses.replace(options, output=folder)
    require_sense(options)
    at_url = options.archive is not None and is_url(options.archive)
    reading = options.reading.settle("." if at_url else options.archive or ".", console)
    effective = reading.effective
    effective.check_templates()
    require_extra(effective.batch.format)
    checks = _checks(reading, console) if options.check else None
    require_dataset(options)
    where = batchspread.Where(options.executor, options.address, published)
    return Prepared(options, reading, effective.batch, checks, effective.language, where)


def _checks(reading: ReadingPlan, console: Console) -> CheckPlan:
    from zhperf.cli.checkplan import settled_check

    settled = settled_check(reading.effective, console.language)
    if settled.settings.per_file_ignores or settled.settings.baseline:
        console.warning(_NO_FILE_IGNORES.text(console.language))
    return dataclasses.replace(settled.plan, codes=settled.selection.codes)


def _setup(prepared: Prepared, state: State, console: Console) -> BatchSetup:
    language = _language(prepared, state, console)
    reading = prepared.reading.reading(Source("", b""), console.style)
    reading = dataclasses.replace(reading, language=language)
    checks = prepared.checks
    if checks is not None:
        checks = dataclasses.replace(checks, language=language)
    settings = prepared.settings
    return BatchSetup(
        dataset=prepared.dataset,
        reading=reading,
        plan=checks,
        recipe=recipe(reading, checks),
        workers=settings.jobs or available_cpus(),
        limits=Limits(
            seconds=settings.timeout or None, memory=size_in_bytes(settings.memory) or None
        ),
        retry=_retried(prepared.options.retry),
    )


def _language(prepared: Prepared, state: State, console: Console) -> Language:
    """Of findings: as asked for, else as before, else that of messages."""
    kept = cast("Language | None", state.fact(LANGUAGE_FACT))
    return prepared.language or kept or console.language


def _retried(names: tuple[str, ...]) -> Collection[ResultState]:
    wanted = {"crashed", "timeout", "failed"} if "all" in names else set(names)
    return [state for state in RESULT_STATES if state in wanted]


def _convert(
    planned: Planned,
    state: State,
    setup: BatchSetup,
    spread: Spreading | None,
    tally: Tally,
    console: Console,
) -> _Converted:
    interrupted = False
    with Interruption() as interruption, shown(tally, console) as progress:
        told = False

        def poll() -> None:
            nonlocal told
            if interruption.asked() and not told:
                told = True
                console.print(_ENDING.text(console.language))
            progress.tick()

        paths = {task.sha256: task.path for task in (*planned.tasks, *planned.alone)}
        watch = Watch(poll, interruption.asked)
        running = batchspread.run_anywhere(planned, state, setup, spread, watch)
        try:
            with closing(cast("Generator[Result]", running)):
                for result in running:
                    progress.add(result)
                    _tell_failure(result, paths, console)
        except KeyboardInterrupt:  # the second one: what was in work is done again next time
            interrupted = True
        interrupted |= interruption.asked()
    return _Converted(tally.known, interrupted)


def _tell_failure(result: Result, paths: Mapping[str, str], console: Console) -> None:
    """Under -v, tell at once of a document that gave nothing."""
    if console.style.verbosity and result.message is not None:
        path = paths.get(result.sha256, result.sha256)  # a file that changed has another content
        again = result.state in LETHAL and result.tries < TRIES
        told = _TRIED_AGAIN if again else _FAILED_NOW
        console.print(told.text(console.language, path=path, message=result.message))


def _collect_only(prepared: Prepared, console: Console) -> ExitCode:
    dataset = prepared.dataset
    with locked(dataset), State.open(dataset) as state:
        check = findings_wanted(prepared, state)
        write_tables(prepared, state, _language(prepared, state, console), console, check=check)
        return _ended(prepared, state, console)


def _dry_run(prepared: Prepared, files: list[ArchivedFile], console: Console) -> ExitCode:
    """Print what would be done; a state is read where there is one, and made nowhere."""
    language = console.language
    with (
        tempfile.TemporaryDirectory() as folder,
        _state_to_read(prepared.dataset, Path(folder)) as state,
    ):
        setup = _setup(prepared, state, console)
        planned = batchspread.plan_only(files, state, setup, console)
        found = _found(planned, state)
        warn_of_another_archive(state, prepared.archive, console)
    read = sum(task.read for task in (*planned.tasks, *planned.alone))
    lines = [
        *_head(prepared, planned, found, setup, console),
        _WOULD_READ.text(language, count=grouped(read)),
        _NOTHING_WRITTEN.text(language),
    ]
    write_text("".join(f"{line}\n" for line in lines), STDOUT, overwrite=False)
    return ExitCode.OK


def _state_to_read(dataset: Path, scratch: Path) -> State:
    """The state, or a new one in `scratch`.

    To read a database SQLite puts an index beside it; so a copy is read, unless a run that is
    going on, or was killed, has put one there already.
    """
    path, copy = dataset / FOLDER / FILE, scratch / FOLDER / FILE
    if path.with_name(f"{FILE}-wal").exists():
        return State.read(dataset)
    if path.is_file():
        copy.parent.mkdir()
        shutil.copyfile(path, copy)
    return State.open(scratch)
