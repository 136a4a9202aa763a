"""The tables of `batch`: when findings are among them, and what is said of what was written."""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import TYPE_CHECKING

from zhperf.batch.spread import publish
from zhperf.batch.standing import last_run_checked
from zhperf.cli.counting import Counted
from zhperf.errors import Bilingual, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zhperf.batch.dataset import Collected
    from zhperf.batch.state import State
    from zhperf.cli.batch import Prepared
    from zhperf.cli.console import Console
    from zhperf.errors import Language

_WROTE = Bilingual("Wrote {tables}", "已写入 {tables}")
_WROTE_BOOK = Bilingual("Wrote {workbook}: {tables}", "已写入 {workbook}：{tables}")
_ROWS = Counted("{name} ({count} row)", "{name} ({count} rows)", "{name}（{count} 行）")
_CURRENT = Bilingual("The tables are up to date.", "数据表已是最新。")
_REMOVED = Bilingual(
    "Removed the tables of the other format: {files}", "已移除其他格式的数据表：{files}"
)
_INTERRUPTED = Bilingual(
    "interrupted while the tables were made; results are saved, run the same command to make them",
    "生成数据表时中断；处理结果均已保存，重新运行同一命令即可生成",
)
_FINDINGS_GONE = Bilingual(
    "findings is no longer among the tables; --check keeps it",
    "数据表中不再有 findings；加 --check 可保留",
)


def findings_wanted(prepared: Prepared, state: State) -> bool:
    """Whether findings are a table if nothing is read: as the last run did.

    Raises:
        UsageError: They are asked for, and the last run checked nothing.
    """
    asked, checked = prepared.options.check, last_run_checked(state)
    if checked is None:
        return asked
    if asked and not checked:
        raise UsageError(
            prepared.options.output,
            reason=Bilingual(
                "there are no findings to collect: the last run checked nothing",
                "没有可汇总的检查结果：上次运行未作检查",
            ),
            fix=Bilingual(
                "run zhperf batch with --check, without --collect-only",
                "请加 --check、去掉 --collect-only 后重新运行 zhperf batch",
            ),
        )
    return checked


def write_tables(
    prepared: Prepared, state: State, language: Language, console: Console, *, check: bool
) -> None:
    """Make the tables, and say which.

    Args:
        prepared: Where they are, and their format.
        state: Of the dataset; open for writing.
        language: Of what stands in them.
        console: For what is said.
        check: Whether findings are among them.

    Raises:
        ZhperfError: As `zhperf.batch.dataset.collect` and `zhperf.batch.spread.publish`.
    """
    from zhperf.batch.dataset import collect

    before, console.when_interrupted = console.when_interrupted, _INTERRUPTED
    made = collect(
        prepared.dataset, state, prepared.settings.format, check=check, language=language
    )
    if prepared.where.published is not None:
        publish(prepared.dataset, prepared.where.published)
    console.when_interrupted = before
    _tell(made, prepared.options.output, console)


def _tell(made: Collected, dataset: str, console: Console) -> None:
    language = console.language
    for loss in made.losses:
        console.warning(loss.literal(language))
    if "findings" in made.gone:
        console.warning(_FINDINGS_GONE.text(language))
    if console.style.quiet:
        return
    console.print(_table_words(made, dataset, language))
    if other := [name for name in made.removed if _is_of_another_format(name, made)]:
        console.print(_REMOVED.text(language, files=_together(other, language)))


def _is_of_another_format(name: str, made: Collected) -> bool:
    return PurePath(name).suffix not in {PurePath(one).suffix for one in made.files.values()}


def _table_words(made: Collected, dataset: str, language: Language) -> str:
    """Which tables were written; several of a workbook stand in one file."""
    if not made.written:
        return _CURRENT.text(language)
    alone = len(set(made.files.values())) == len(made.files)
    names = [
        _ROWS.text(language, count, name=made.files[table] if alone else table)
        for table, count in made.rows.items()
    ]
    tables = _together(names, language)
    if alone:
        return _WROTE.text(language, tables=os.path.join(dataset, tables))  # noqa: PTH118 (as given)
    workbook = os.path.join(dataset, next(iter(made.files.values())))  # noqa: PTH118 (as given)
    return _WROTE_BOOK.text(language, workbook=workbook, tables=tables)


def _together(names: Iterable[str], language: Language) -> str:
    return ("、" if language == "zh" else ", ").join(names)
