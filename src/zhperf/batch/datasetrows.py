"""The rows of a dataset's tables, document by document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pydantic_core import from_json

from zhperf.batch.run import findings_path, report_path
from zhperf.errors import Bilingual, UsageError, system_reason
from zhperf.writers.plainrows import activity_rows, finding_row, indicator_rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from zhperf.batch.state import KnownFile, Result, State
    from zhperf.errors import Language
    from zhperf.writers import Tables
    from zhperf.writers.rows import Row

_UNREADABLE: Final = Bilingual("the file cannot be opened", "文件无法打开")


def add_rows(
    tables: Tables, dataset: Path, state: State, *, check: bool, language: Language
) -> dict[str, int]:
    """Give the rows of all documents to the tables, by path; one document is in memory.

    Args:
        tables: With the parts of the dataset.
        dataset: Where the documents' own files are.
        state: Which documents there are, and how they ended.
        check: Whether there is a table of findings.
        language: Of messages that no document brought along.

    Returns:
        Rows by table.

    Raises:
        UsageError: A file of a document that is done is missing or damaged.
    """
    counts = dict.fromkeys(("indicators", "activities", "documents"), 0)
    counts |= {"findings": 0} if check else {}

    def add(part: str, rows: list[Row]) -> None:
        tables.add(part, rows)
        counts[part] += len(rows)

    for file, first, result in state.documents():
        add("documents", [_document_row(file, first, result, check=check, language=language)])
        if result is None or result.state != "done" or file.path != first:
            continue
        _add_document(add, dataset, result.sha256, first)
        if check and result.findings is not None:
            stored = _findings(findings_path(dataset, result.sha256))
            add("findings", [finding_row(one, first, result.sha256) for one in stored])
    return counts


def _add_document(
    add: Callable[[str, list[Row]], None], dataset: Path, sha256: str, path: str
) -> None:
    stored = report_path(dataset, sha256)
    report = _json(stored, _content(stored))
    try:
        add("indicators", list(indicator_rows(report, path)))
        add("activities", list(activity_rows(report, path)))
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise _damaged(stored) from error


def _document_row(
    file: KnownFile, first: str, result: Result | None, *, check: bool, language: Language
) -> Row:
    row: Row = {
        "path": file.path,
        "sha256": file.sha256,
        "size": file.size,
        "same_as": None if file.path == first else first,
    }
    if result is None:
        unread = file.sha256 is None
        counts = dict.fromkeys(("tables", "activities", "indicators"), 0)
        return {
            **row,
            **counts,
            **dict.fromkeys(("kind", "pages", "findings", "templates", "engine")),
            "state": "failed" if unread else "pending",
            "code": "ZP101" if unread else None,
            "message": _UNREADABLE.text(language) if unread else None,
        }
    known = result._asdict()
    row |= {name: known[name] for name in _OF_RESULT}
    row["findings"] = result.findings if check else None
    row["templates"] = result.templates or None
    row["engine"] = result.engine or None
    return row


_OF_RESULT: Final = (
    "state", "code", "message", "kind", "pages", "tables", "activities", "indicators",
)  # fmt: skip


def _findings(path: Path) -> list[dict[str, Any]]:
    return [_json(path, line) for line in _content(path).splitlines()]


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unusable(path, system_reason(error)) from error


def _json(path: Path, content: bytes) -> dict[str, Any]:
    """An object that zhperf has written."""
    try:
        found: dict[str, Any] = from_json(content, cache_strings="none")
    except ValueError as error:
        raise _damaged(path) from error
    return found


def _damaged(path: Path) -> UsageError:
    return _unusable(path, Bilingual("is damaged", "已损坏"))


def _unusable(path: Path, reason: Bilingual) -> UsageError:
    return UsageError(
        str(path),
        reason=reason,
        fix=Bilingual(
            "remove the file and run zhperf batch again: the document is then read again",
            "请删除该文件后重新运行 zhperf batch，相应文档将重新读取",
        ),
    )
