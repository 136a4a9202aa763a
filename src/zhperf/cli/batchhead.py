"""What `batch` says before it begins: what there is to do, and what is left aside."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, NamedTuple

from zhperf.batch.places import is_url
from zhperf.cli.batchend import BAD, bad_words
from zhperf.cli.batchprogress import grouped
from zhperf.cli.counting import Counted
from zhperf.errors import Bilingual

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zhperf.batch.run import Planned
    from zhperf.batch.state import ResultState, State
    from zhperf.cli.console import Console
    from zhperf.errors import Language

RECIPE_DIGITS: Final = 6
"""So many digits of the recipe are shown: enough to see whether it is another one."""
_ARCHIVE_FACT: Final = "archive"
"""Fact of the state: the archive of the last run."""

_HEAD = Bilingual(
    "{files}, {contents} different; {before} done before; recipe {recipe}",
    "{files}，内容不同的 {contents} 个；此前已完成 {before} 个；处理方案 {recipe}",
)
_PDF_FILES = Counted("{count} PDF file", "{count} PDF files", "PDF 文件 {count} 个")
_FILES = Counted("{count} file", "{count} files", "文件 {count} 个")
_ALONE = Counted(
    "  {count} crashed or timed out before: it is tried once more, alone",
    "  {count} crashed or timed out before: each is tried once more, alone",
    "  此前崩溃或超时的 {count} 个：将各自单独再试一次",
)
_OUTDATED = Counted(
    "  {count} was read with another recipe: it is read again",
    "  {count} were read with another recipe: they are read again",
    "  此前按其他处理方案读取的 {count} 个：将重新读取",
)
_CHECKED_AGAIN = Bilingual(
    "  only checked, not read again: {count}", "  只重新检查、不重新读取：{count} 个"
)
_NOT_AGAIN = Counted(
    "  {bad} before and is not tried again: {options}",
    "  {bad} before and are not tried again: {options}",
    "  此前{bad}，本次不再重试；如需重试，请加 {options}",
)
_LEFT = Counted(
    "  {count} file of the last run is not in this one: it leaves the tables",
    "  {count} files of the last run are not in this one: they leave the tables",
    "  上次运行的文件中有 {count} 个不在本次范围内，将从数据表中移除",
)
_OTHER_ARCHIVE = Bilingual(
    "another archive than in the last run: {now} instead of {before}",
    "档案与上次运行不同：上次为 {before}，本次为 {now}",
)


class Found(NamedTuple):
    """What a dataset knew before a run."""

    ended: Mapping[ResultState, int]
    """Documents by state that the run has nothing to do for."""
    left: int
    """Files of the last run that are not in this one."""


def files_left(planned: Planned, state: State) -> int:
    """How many files of the last run are not in this one."""
    there = {file.path for file in planned.files}
    return sum(path not in there for path in state.paths())


def head(
    planned: Planned, found: Found, recipe: str, language: Language, *, only_pdf: bool
) -> Iterator[str]:
    """What there is to do, in lines.

    Args:
        planned: What the run will do.
        found: What was done before.
        recipe: Of the reading.
        language: Of the lines.
        only_pdf: Whether all files are PDF files.
    """
    checked = sum(not task.read for task in (*planned.tasks, *planned.alone))
    before = found.ended.get("done", 0) + found.ended.get("no-table", 0) + checked
    files = _PDF_FILES if only_pdf else _FILES
    yield _HEAD.text(
        language,
        files=files.text(language, len(planned.files)),
        contents=grouped(planned.contents + planned.unreadable),
        before=grouped(before),
        recipe=recipe[:RECIPE_DIGITS],
    )
    if planned.outdated:
        yield _OUTDATED.text(language, planned.outdated)
    if checked:
        yield _CHECKED_AGAIN.text(language, count=grouped(checked))
    if planned.alone:
        yield _ALONE.text(language, len(planned.alone))
    yield from _left_aside(found, language)


def _left_aside(found: Found, language: Language) -> Iterator[str]:
    """What gave nothing before and is not tried now, and what is not there any more."""
    bad = {state: found.ended[state] for state in BAD if found.ended.get(state)}
    if bad:
        options = "--retry all" if len(bad) == len(BAD) else _retries(bad)
        yield _NOT_AGAIN.text(
            language, sum(bad.values()), bad=bad_words(bad, language), options=options
        )
    if found.left:
        yield _LEFT.text(language, found.left)


def _retries(bad: Mapping[ResultState, int]) -> str:
    return " ".join(f"--retry {state}" for state in bad)


def archive_name(archive: str) -> str:
    """The archive as the state keeps it: a URL, or a path that means the same everywhere."""
    if is_url(archive):
        return archive.rstrip("/")
    return os.fsencode(os.path.realpath(archive)).decode("utf-8", "backslashreplace")


def keep_archive(state: State, archive: str) -> None:
    """Remember the archive for the next run."""
    state.set_fact(_ARCHIVE_FACT, archive_name(archive))


def warn_of_another_archive(state: State, archive: str, console: Console) -> None:
    """Say so if the dataset was made of another archive."""
    before, now = state.fact(_ARCHIVE_FACT), archive_name(archive)
    if before not in (None, now):
        console.warning(_OTHER_ARCHIVE.text(console.language, before=before, now=now))
