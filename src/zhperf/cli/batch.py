"""`zhperf batch`: an archive of any size to a dataset; running it again goes on."""

from __future__ import annotations

import dataclasses
import os
import shutil
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from zhperf.batch.executors import Watch
from zhperf.batch.interrupting import Interruption
from zhperf.batch.lock import locked
from zhperf.batch.places import is_url
from zhperf.batch.recipe import recipe
from zhperf.batch.run import BatchSetup
from zhperf.batch.spread import publish
from zhperf.batch.state import FILE, FOLDER, RESULT_STATES, State
from zhperf.cli import batchspread
from zhperf.cli.batchend import exit_code, tell_end
from zhperf.cli.batchplaces import (
    archived_files,
    require_dataset,
    require_sense,
)
from zhperf.cli.batchprogress import Tally, grouped, shown
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
    from zhperf.batch.dataset import Collected
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
RECIPE_DIGITS = 6
"""So many digits of the recipe are shown: enough to see whether it is another one."""

_INTERRUPTED_EARLY = Bilingual(
    "interrupted; what was saved before stays, run the same command to go on",
    "已中断；此前保存的结果仍在，重新运行同一命令即可继续",
)
_INTERRUPTED = Bilingual(
    "Interrupted. The results of {count} documents are saved; run the same command to go on.",
    "已中断。已保存 {count} 个文件的结果；重新运行同一命令即可继续。",
)
_INTERRUPTED_ONE = Bilingual(
    "Interrupted. The result of 1 document is saved; run the same command to go on.",
    "已中断。已保存 1 个文件的结果；重新运行同一命令即可继续。",
)
_ENDING = Bilingual(
    "Stopping: the documents in work end first; Ctrl-C again stops now, they are read next time.",
    "正在停止：等待处理中的文件完成；再按一次 Ctrl-C 则立即停止，这些文件留待下次处理。",
)
_HEAD = Bilingual(
    "{files} {what}, {contents} different; {before} done before; recipe {recipe}",
    "{what} {files} 个，内容不同的 {contents} 个；此前已完成 {before} 个；处理方案 {recipe}",
)
_PDF = (Bilingual("PDF file", "PDF 文件"), Bilingual("PDF files", "PDF 文件"))
_FILES = (Bilingual("file", "文件"), Bilingual("files", "文件"))
"""One, several."""
_ALONE = Bilingual(
    "  {count} crashed or timed out before: each is tried once more, alone",
    "  此前崩溃或超时的 {count} 个：将各自单独再试一次",
)
_CHECKED_AGAIN = Bilingual(
    "  only checked, not read again: {count}", "  只重新检查、不重新读取：{count} 个"
)
_WOULD_READ = Bilingual("  {count} would be read", "  将读取 {count} 个")
_NOTHING_WRITTEN = Bilingual("Nothing was written.", "未写入任何内容。")
_WROTE = Bilingual("Wrote {tables}", "已写入 {tables}")
_WROTE_BOOK = Bilingual("Wrote {workbook}: {tables}", "已写入 {workbook}：{tables}")
_ROWS = Bilingual("{name} ({count} rows)", "{name}（{count} 行）")
_CURRENT = Bilingual("The tables are up to date.", "数据表已是最新。")
_FAILED_NOW = Bilingual("{path}: {message}", "{path}：{message}")
_WAITING = Bilingual(
    "not done yet, so not in the tables: {count}",
    "尚未处理、不在数据表中的文件：{count} 个",
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


class _Prepared(NamedTuple):
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
        return Path(self.options.output)


class _Converted(NamedTuple):
    """How the documents ended."""

    counts: dict[ResultState, int]
    known: int
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
    prepared: _Prepared,
    files: list[ArchivedFile],
    state: State,
    spread: Spreading | None,
    console: Console,
) -> ExitCode:
    setup = _setup(prepared, state, console)
    planned = batchspread.plan_anywhere(files, state, setup, spread, console)
    if not console.style.quiet:
        for line in _head(planned, setup, prepared, console):
            console.print(line)
    state.set_fact(LANGUAGE_FACT, setup.reading.language)
    converted = _convert(planned, state, setup, spread, console)
    if converted.interrupted:
        told = _INTERRUPTED_ONE if converted.known == 1 else _INTERRUPTED
        console.print(told.text(console.language, count=grouped(converted.known)))
    else:
        _collect(prepared, state, setup.reading.language, console)
        tell_end(converted.counts, planned.unreadable, prepared.options.output, console)
    return exit_code(
        converted.counts, unreadable=planned.unreadable, interrupted=converted.interrupted
    )


def _prepared(options: BatchOptions, console: Console) -> _Prepared:
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
    return _Prepared(options, reading, effective.batch, checks, effective.language, where)


def _checks(reading: ReadingPlan, console: Console) -> CheckPlan:
    from zhperf.cli.checkplan import settled_check

    settled = settled_check(reading.effective, console.language)
    if settled.settings.per_file_ignores or settled.settings.baseline:
        console.warning(_NO_FILE_IGNORES.text(console.language))
    return dataclasses.replace(settled.plan, codes=settled.selection.codes)


def _setup(prepared: _Prepared, state: State, console: Console) -> BatchSetup:
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


def _language(prepared: _Prepared, state: State, console: Console) -> Language:
    """Of findings: as asked for, else as before, else that of messages."""
    kept = cast("Language | None", state.fact(LANGUAGE_FACT))
    return prepared.language or kept or console.language


def _retried(names: tuple[str, ...]) -> Collection[ResultState]:
    wanted = {"crashed", "timeout", "failed"} if "all" in names else set(names)
    return [state for state in RESULT_STATES if state in wanted]


def _head(
    planned: Planned, setup: BatchSetup, prepared: _Prepared, console: Console
) -> Iterator[str]:
    """What there is to do."""
    language = console.language
    read = sum(task.read for task in (*planned.tasks, *planned.alone))
    only_pdf = prepared.settings.glob.lower().endswith(".pdf") and not prepared.options.files_from
    yield _HEAD.text(
        language,
        files=grouped(len(planned.files)),
        what=(_PDF if only_pdf else _FILES)[len(planned.files) != 1].text(language),
        contents=grouped(planned.contents),
        before=grouped(planned.contents - read),
        recipe=setup.recipe.reading[:RECIPE_DIGITS],
    )
    if checked := sum(not task.read for task in planned.tasks):
        yield _CHECKED_AGAIN.text(language, count=grouped(checked))
    if planned.alone:
        yield _ALONE.text(language, count=grouped(len(planned.alone)))


def _convert(
    planned: Planned,
    state: State,
    setup: BatchSetup,
    spread: Spreading | None,
    console: Console,
) -> _Converted:
    tally = Tally(planned.contents, planned.before)
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
    return _Converted(tally.counts, tally.known, interrupted)


def _tell_failure(result: Result, paths: Mapping[str, str], console: Console) -> None:
    """Under -v, tell at once of a document that gave nothing."""
    if console.style.verbosity and result.message is not None:
        path = paths.get(result.sha256, result.sha256)  # a file that changed has another content
        console.print(_FAILED_NOW.text(console.language, path=path, message=result.message))


def _collect(prepared: _Prepared, state: State, language: Language, console: Console) -> None:
    """Make the tables, and say which; `language` is that of what stands in them."""
    from zhperf.batch.dataset import collect

    made = collect(
        prepared.dataset,
        state,
        prepared.settings.format,
        check=prepared.options.check,
        language=language,
    )
    if prepared.where.published is not None:
        publish(prepared.dataset, prepared.where.published)
    for loss in made.losses:
        console.warning(loss.literal(console.language))
    if not console.style.quiet:
        console.print(_table_words(made, prepared.options.output, console.language))


def _table_words(made: Collected, dataset: str, language: Language) -> str:
    """Which tables were written; several of a workbook stand in one file."""
    if not made.written:
        return _CURRENT.text(language)
    alone = len(set(made.files.values())) == len(made.files)
    names = [
        _ROWS.text(language, name=made.files[table] if alone else table, count=grouped(count))
        for table, count in made.rows.items()
    ]
    tables = ("、" if language == "zh" else ", ").join(names)
    if alone:
        return _WROTE.text(language, tables=os.path.join(dataset, tables))  # noqa: PTH118 (as given)
    workbook = os.path.join(dataset, next(iter(made.files.values())))  # noqa: PTH118 (as given)
    return _WROTE_BOOK.text(language, workbook=workbook, tables=tables)


def _collect_only(prepared: _Prepared, console: Console) -> ExitCode:
    dataset = prepared.dataset
    with locked(dataset), State.open(dataset) as state:
        files, results = state.files(), state.results()
        _collect(prepared, state, _language(prepared, state, console), console)
    contents = {file.sha256 for file in files.values() if file.sha256 is not None}
    counts = Counter(results[one].state for one in contents if one in results)
    unreadable = sum(file.sha256 is None for file in files.values())
    waiting = len(contents) - counts.total()
    if waiting and not console.style.quiet:
        console.print(_WAITING.text(console.language, count=grouped(waiting)))
    tell_end(counts, unreadable, prepared.options.output, console)
    return exit_code(counts, unreadable=unreadable)


def _dry_run(prepared: _Prepared, files: list[ArchivedFile], console: Console) -> ExitCode:
    """Print what would be done; a state is read where there is one, and made nowhere."""
    language = console.language
    with (
        tempfile.TemporaryDirectory() as folder,
        _state_to_read(prepared.dataset, Path(folder)) as state,
    ):
        setup = _setup(prepared, state, console)
        planned = batchspread.plan_only(files, state, setup, console)
    read = sum(task.read for task in (*planned.tasks, *planned.alone))
    lines = [
        *_head(planned, setup, prepared, console),
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
