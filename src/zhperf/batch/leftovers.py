"""Files in a dataset that nothing tells of: unfinished ones, and results that count no more."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zhperf.batch.crashes import CRASHES, crash_path
from zhperf.batch.state import FOLDER
from zhperf.batch.work import FINDINGS, REPORTS, findings_path, report_path

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNFINISHED: Final = re.compile(r"\..+\.\d+\.tmp")
"""Names by `zhperf.wholefiles.temporary`."""


def remove_unfinished(dataset: Path) -> None:
    """Remove what killed processes left half written; the lock of the dataset must be held.

    Only in the folders that a run writes, and only names of unfinished files.
    """
    for folder in _folders(dataset):
        _clear(folder)


def remove_unfinished_tables(dataset: Path) -> None:
    """Remove tables that a killed process left half written; as `remove_unfinished`."""
    _clear(dataset)


def remove_results(dataset: Path, sha256: str) -> None:
    """Remove the files of a content that has no result any more, finished or not."""
    for path in (report_path(dataset, sha256), findings_path(dataset, sha256)):
        path.unlink(missing_ok=True)
        for unfinished in path.parent.glob(f".{path.name}.*.tmp"):
            unfinished.unlink(missing_ok=True)


def remove_crash(dataset: Path, sha256: str) -> None:
    """Remove the log of a content that shows its bug no more."""
    crash_path(dataset, sha256).unlink(missing_ok=True)


def _clear(folder: Path) -> None:
    for name in _names(folder):
        if _UNFINISHED.fullmatch(name):
            (folder / name).unlink(missing_ok=True)


def _folders(dataset: Path) -> Iterator[Path]:
    yield from (dataset, dataset / FOLDER, dataset / FOLDER / CRASHES)
    for part in (dataset / REPORTS, dataset / FINDINGS):
        yield from (part / name for name in _names(part))


def _names(folder: Path) -> list[str]:
    """Of what is in a folder; none if there is no such folder."""
    try:
        with os.scandir(folder) as entries:
            return [entry.name for entry in entries]
    except (FileNotFoundError, NotADirectoryError):
        return []
