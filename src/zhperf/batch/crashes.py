"""Logs of the bugs that documents of an archive showed, kept in the dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhperf.batch.state import FOLDER
from zhperf.crashlog import crash_text
from zhperf.errors import Bilingual, OutputUnwritableError, system_reason
from zhperf.wholefiles import write_whole

if TYPE_CHECKING:
    from pathlib import Path

CRASHES: Final = "crashes"
"""Folder below `.zhperf` with a file for each content that showed a bug."""
_PROBLEM: Final = Bilingual(
    "a bug of zhperf: {problem}; its log: {log}", "zhperf 内部错误：{problem}；日志：{log}"
)


def crash_path(dataset: Path, sha256: str) -> Path:
    """Where the log of a content is, if it showed a bug when it was read last."""
    return dataset / FOLDER / CRASHES / f"{sha256}.md"


def keep_crash(dataset: Path, sha256: str, name: str, details: str) -> Bilingual:
    """Write the log of a content.

    Args:
        dataset: What the log is kept in.
        sha256: Of the content.
        name: The document's path in the archive.
        details: The traceback.

    Returns:
        What happened, with the log's path in the dataset.

    Raises:
        OutputUnwritableError: The log cannot be written.
    """
    path = crash_path(dataset, sha256)
    text = crash_text(details, {"Document": name, "SHA-256": sha256})
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise OutputUnwritableError(str(path), reason=system_reason(error)) from error
    told = {
        "problem": details.rstrip().rpartition("\n")[2],
        "log": path.relative_to(dataset).as_posix(),
    }
    return Bilingual(_PROBLEM.text("en", **told), _PROBLEM.text("zh", **told))
