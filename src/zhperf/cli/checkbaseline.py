"""The file of findings that are known: read for a check, or written by one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zhperf.cli.outputfiles import require_folder, require_no_source
from zhperf.cli.sources import STDIN, is_folder
from zhperf.errors import Bilingual, UsageError, system_reason

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from zhperf.baseline import Baseline
    from zhperf.cli.sources import Source
    from zhperf.reporters import Checked, Run

_ELSEWHERE = Bilingual(
    "choose another place with --write-baseline", "请用 --write-baseline 换一个位置"
)


def load_known(path: str) -> Baseline:
    """What is known.

    Raises:
        UsageError: The file is missing or wrong.
    """
    from zhperf.baseline import load

    return load(Path(path))


def compared(
    run: Run, known: Baseline, codes: Sequence[Collection[str]], arguments: Iterable[str]
) -> Run:
    """A run with known findings told apart from new ones.

    Args:
        run: All that was found.
        known: What is known.
        codes: Of each source, the rules that ran on it.
        arguments: The sources as the user named them.
    """
    from zhperf.baseline import apply, shown

    applied = apply(known, run.sources, codes, _folders(arguments))
    return run._replace(sources=applied.sources, stale=[shown(one) for one in applied.stale])


def require_baseline(path: str, sources: Sequence[Source]) -> None:
    """Check, before anything is read, that a baseline can be written.

    Raises:
        UsageError: Its directory is missing, or what is there is a source or no baseline.
    """
    file = Path(path)
    try:
        require_folder(file)
        there = file.exists()
    except OSError as error:
        why = system_reason(error)
        reason = Bilingual(f"cannot be written: {why.en}", f"无法写入：{why.zh}")
        raise UsageError(path, reason=reason, fix=_ELSEWHERE) from error
    if is_folder(file):
        raise UsageError(path, reason=Bilingual("is a directory", "是一个目录"), fix=_ELSEWHERE)
    if there:
        require_no_source([file], sources, _ELSEWHERE)
        load_known(path)


def write_known(
    path: str,
    sources: Sequence[Checked],
    codes: Sequence[Collection[str]],
    arguments: Iterable[str],
) -> int:
    """Write what was found.

    Args:
        path: Of the file.
        sources: All that was found.
        codes: Of each source, the rules that ran on it: what none found is not written.
        arguments: The sources as the user named them.

    Returns:
        How many entries the file has.

    Raises:
        UsageError: It cannot be written.
    """
    from zhperf.baseline import write

    ran = [(one, its) for one, its in zip(sources, codes, strict=True) if its]
    return write(Path(path), [one for one, _ in ran], [its for _, its in ran], _folders(arguments))


def _folders(arguments: Iterable[str]) -> list[str]:
    return [one for one in arguments if one != STDIN and is_folder(Path(one))]
