"""How a run over an archive ends: its exit code, and what is said of it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Final

from zhperf.cli.batchprogress import WORDS, grouped
from zhperf.errors import Bilingual, ExitCode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhperf.batch.state import ResultState
    from zhperf.cli.console import Console

BAD: Final[tuple[ResultState, ...]] = ("failed", "crashed", "timeout")
"""States of a document that gave nothing, and may have something."""

_DONE = Bilingual("{done} done, {empty} without a table", "完成 {done} 个，无表 {empty} 个")
_UNREAD = Bilingual(
    "{count} that cannot be opened: zhperf status {dataset} --state failed",
    "{count} 个文件无法打开：zhperf status {dataset} --state failed",
)
_COUNT = Bilingual("{count} {word}", "{word} {count}")
_BAD = Bilingual(
    "{counts}: zhperf status {dataset} {states}", "{counts}：zhperf status {dataset} {states}"
)


def exit_code(
    counts: Mapping[ResultState, int], *, unreadable: int = 0, interrupted: bool = False
) -> ExitCode:
    """The exit code of a run.

    Args:
        counts: Documents of the archive by state; those that were done before count too.
        unreadable: Files that could not even be opened.
        interrupted: Whether the run ended before its end.
    """
    if interrupted:
        return ExitCode.INTERRUPTED
    bad = unreadable + sum(counts.get(state, 0) for state in BAD)
    done, empty = counts.get("done", 0), counts.get("no-table", 0)
    if bad:
        return ExitCode.PARTIAL if done or empty else ExitCode.INPUT
    return ExitCode.NO_TABLE if empty and not done else ExitCode.OK


def tell_end(
    counts: Mapping[ResultState, int], unreadable: int, dataset: str, console: Console
) -> None:
    """Say how the documents ended, and how to see those that gave nothing."""
    language = console.language
    if not console.style.quiet:
        done, empty = counts.get("done", 0), counts.get("no-table", 0)
        console.print(_DONE.text(language, done=grouped(done), empty=grouped(empty)))
    quoted = shlex.quote(dataset)
    bad = {state: counts[state] for state in BAD if counts.get(state)}
    if bad:
        words = [
            _COUNT.text(language, count=grouped(count), word=WORDS[state].text(language))
            for state, count in bad.items()
        ]
        states = " ".join(f"--state {state}" for state in bad)
        joined = ("，" if language == "zh" else ", ").join(words)
        console.print(_BAD.text(language, counts=joined, dataset=quoted, states=states))
    if unreadable:
        console.print(_UNREAD.text(language, count=grouped(unreadable), dataset=quoted))
