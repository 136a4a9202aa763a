"""Forms of six columns drawn as text, with cells of several lines, page by page."""

from __future__ import annotations

from collections.abc import Sequence

HEADER = "|活动    |任务      |一级指标|三级指标|指标值 |偏差原因和改进措施  |"
TITLE = "部门整体绩效自评表"


def _bar(above: str, below: str) -> str:
    """The ruling between two lines: a joint wherever one of them has a border."""
    joints = [_joints(above), _joints(below)]
    return "".join("+" if "+" in pair else "-" for pair in zip(*joints, strict=True))


def _joints(line: str) -> str:
    """A line as wide as this one, which marks its borders."""
    return "".join("+" if mark == "|" else "-" * (1 + (mark > "\u2e7f")) for mark in line)


def sheet(*rows: str | Sequence[str], title: str = "", header: str = "") -> str:
    """One page.

    Args:
        *rows: Each a line or several, top to bottom; borders are `|`.
        title: Above the table, if any.
        header: A header row above the others, if any.
    """
    listed = [[row] if isinstance(row, str) else [*row] for row in rows]
    if header:
        listed.insert(0, [header])
    lines = [title] if title else []
    lines.append(_bar(listed[0][0], listed[0][0]))
    for row, next_row in zip(listed, [*listed[1:], listed[-1][-1:]], strict=True):
        lines += [*row, _bar(row[-1], next_row[0])]
    return "\n".join(lines)


def first(*rows: str | Sequence[str]) -> str:
    """The form's first page, with title and header."""
    return sheet(*rows, title=TITLE, header=HEADER)
