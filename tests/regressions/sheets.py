"""Forms of six columns drawn as text, with cells of several lines, page by page."""

from __future__ import annotations

from collections.abc import Sequence

HEADER = "|活动    |任务      |一级指标|三级指标|指标值 |偏差原因和改进措施  |"
TITLE = "部门整体绩效自评表"


def _bar(row: str) -> str:
    """The ruling under or over a row: a joint wherever the row has a border."""
    return "".join("+" if mark == "|" else "-" * (1 + (mark > "\u2e7f")) for mark in row)


def sheet(*rows: str | Sequence[str], title: str = "", header: str = "") -> str:
    """One page.

    Args:
        *rows: Each a line or several, top to bottom; borders are `|`.
        title: Above the table, if any.
        header: A header row above the others, if any.
    """
    lines = [title] if title else []
    listed = [
        [row] if isinstance(row, str) else list(row) for row in (*filter(None, [header]), *rows)
    ]
    lines.append(_bar(listed[0][0]))
    for number, row in enumerate(listed):
        under = listed[number + 1][0] if number + 1 < len(listed) else row[-1]
        own, other = _bar(row[-1]), _bar(under)
        lines += [
            *row,
            "".join(
                max(a, b) if "+" not in (a, b) else "+" for a, b in zip(own, other, strict=True)
            ),
        ]
    return "\n".join(lines)


def first(*rows: str | Sequence[str]) -> str:
    """The form's first page, with title and header."""
    return sheet(*rows, title=TITLE, header=HEADER)
