"""Level labels that share one cell: each gets the rows beside it.

Some forms draw no rule between 社会效益指标 and 可持续影响指标: one cell over three rows prints
both labels.  Where a rule of the columns beside lies between two whole labels, the rows above it
are the first label's and those under it the second's.
"""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from zhperf.celltext import join_lines
from zhperf.grids import LogicalCell, Region, Repair
from zhperf.vocabulary import is_level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhperf.grids import Line, LogicalRow


class Separation(NamedTuple):
    """A cell that was separated."""

    region: Region
    text: str
    """The labels, with marks between them."""


def separate_labels(
    rows: list[LogicalRow], column: int, beside: int
) -> tuple[list[LogicalRow], list[Separation]]:
    """The rows with a cell of its own for each level label.

    Args:
        rows: Rows of a grid.
        column: A level's column of the table.
        beside: The column of the indicators' names, whose cells tell where rows end.
    """
    separations: list[Separation] = []
    rows = [list(row) for row in rows]
    for _, group in groupby(range(len(rows)), key=lambda index: id(rows[index][column])):
        members = list(group)
        cell = rows[members[0]][column]
        if len(members) < 2 or len(cell.lines) < 2 or len(cell.regions) > 1:
            continue
        labels = _labels(cell.lines)
        ends = _row_ends(rows, members, beside)
        starts = None if len(labels) < 2 else _first_rows(labels, ends)
        if starts is None:
            continue
        parts = [_part(cell, lines) for lines in labels]
        for index, member in enumerate(members):
            part = parts[sum(index >= start for start in starts)]
            rows[member] = [part if other is cell else other for other in rows[member]]
        text = " | ".join(part.text for part in parts)
        separations.append(Separation(cell.regions[0], text))
        for part in parts:
            part.repairs.append(Repair("labels-separated", text))
    return rows, separations


def _labels(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines as whole level labels; [] if they are anything else."""
    labels: list[list[Line]] = []
    current: list[Line] = []
    for position, line in enumerate(lines):
        current.append(line)
        text = "".join(part.text for part in current)
        rest = lines[position + 1].text if position + 1 < len(lines) else ""
        if is_level(text) and not (rest and is_level(text + rest)):
            labels.append(current)
            current = []
    return [] if current else labels


def _row_ends(rows: Sequence[LogicalRow], members: Sequence[int], beside: int) -> list[float]:
    """Lower edge in pt of each row, as the page shows it; those of unturned pages."""
    return [rows[index][beside].regions[-1].bbox[3] for index in members]


def _first_rows(labels: Sequence[Sequence[Line]], ends: Sequence[float]) -> list[int] | None:
    """First row of each label but the first; None if no single rule lies between two labels."""
    starts = []
    for above, below in pairwise(labels):
        upper, lower = above[-1].bbox.bottom, below[0].bbox.top
        between = [row for row, end in enumerate(ends[:-1]) if upper - 1 <= end <= lower + 1]
        if len(between) != 1:
            return None
        starts.append(between[0] + 1)
    return starts


def _part(cell: LogicalCell, lines: Sequence[Line]) -> LogicalCell:
    x0, _, x1, _ = cell.regions[0].bbox
    text, repairs = join_lines(lines, x1 - x0)
    return LogicalCell(text, tuple(lines), list(cell.regions), cell.part, [*cell.repairs, *repairs])
