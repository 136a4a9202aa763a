"""What `batch` says at its end, and its exit code."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Final

from zhperf.batch.standing import PENDING
from zhperf.cli.batchprogress import WORDS, grouped
from zhperf.cli.counting import Counted
from zhperf.errors import Bilingual, ExitCode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhperf.batch.standing import Standing
    from zhperf.batch.state import ResultState
    from zhperf.cli.console import Console
    from zhperf.errors import Language

BAD: Final[tuple[ResultState, ...]] = ("failed", "crashed", "timeout")
"""States of a document that gave nothing, and may have something."""

_DONE = Bilingual("{done} done, {empty} with no table", "完成 {done} 个，无表 {empty} 个")
_COUNT = Bilingual("{count} {word}", "{word} {count} 个")
_BAD = Bilingual(
    "{counts}: zhperf status {dataset} {states}", "{counts}：zhperf status {dataset} {states}"
)
_PENDING = Counted(
    "{count} document is still to be read: it is pending in documents, "
    "and has no rows in the other tables",
    "{count} documents are still to be read: they are pending in documents, "
    "and have no rows in the other tables",
    "尚未处理的文件 {count} 个：在 documents 表中标为 pending，其他各表中没有其数据行",
)
_UNCHECKED = Counted(
    "{count} document is still to be checked: it has no rows in findings",
    "{count} documents are still to be checked: they have no rows in findings",
    "尚未检查的文件 {count} 个：findings 表中没有其数据行",
)


def exit_code(stands: Standing) -> ExitCode:
    """The exit code of a run that came to its end.

    Args:
        stands: The documents of the archive; those that were done before count too.
    """
    counts = stands.counts
    read = counts.get("done", 0) + counts.get("no-table", 0)
    if stands.unchecked or counts.get(PENDING):
        return ExitCode.PARTIAL
    if any(counts.get(state) for state in BAD):
        return ExitCode.PARTIAL if read else ExitCode.INPUT
    return ExitCode.NO_TABLE if read and not counts.get("done") else ExitCode.OK


def tell_end(stands: Standing, dataset: str, console: Console) -> None:
    """Say how the documents ended, and how to see those that gave nothing."""
    language, counts = console.language, stands.counts
    if not console.style.quiet:
        done, empty = counts.get("done", 0), counts.get("no-table", 0)
        console.print(_DONE.text(language, done=grouped(done), empty=grouped(empty)))
    bad = {state: counts[state] for state in BAD if counts.get(state)}
    if bad:
        states = " ".join(f"--state {state}" for state in bad)
        counted, quoted = bad_words(bad, language), shlex.quote(dataset)
        console.print(_BAD.text(language, counts=counted, dataset=quoted, states=states))
    if pending := counts.get(PENDING):
        console.print(_PENDING.text(language, pending))
    if stands.unchecked:
        console.print(_UNCHECKED.text(language, stands.unchecked))


def bad_words(counts: Mapping[ResultState, int], language: Language) -> str:
    """Counts in a sentence: 2 failed, 1 crashed."""
    words = [
        _COUNT.text(language, count=grouped(count), word=WORDS[state].text(language))
        for state, count in counts.items()
    ]
    return ("、" if language == "zh" else ", ").join(words)
