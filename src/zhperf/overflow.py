"""Text of a cell that runs on below the table's last rule.

Browsers cut a cell that spans rows at the page's end, but print its text as if it went on:
the last lines stand under the table.  A line belongs to the cell above it if it continues
the cell's lines: within its columns, in the same size, at the same distance and alignment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from zhperf.geometry import BBox

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhperf.geometry import Boxes
    from zhperf.gridlines import Edges

_MAX_GAP = 0.6
"""In line heights: white between two lines of one text; line spacing of 1.5 leaves 0.5."""
_ALIGNMENT = 1.5
"""pt by which the left edges, or the middles, of lines of one text may differ."""


class _Block(NamedTuple):
    """The last line of a text, and how its lines are aligned."""

    line: BBox
    lefts: tuple[float, ...]
    middles: tuple[float, ...]


def take_overflow(
    cells: NDArray[np.int64],
    edges: Edges,
    last_row: NDArray[np.int64],
    boxes: Boxes,
    free: NDArray[np.bool_],
) -> dict[int, int]:
    """Give the characters under the table that continue a cell of its last row to that cell.

    Args:
        cells: n cell numbers, -1 outside; changed in place.
        edges: Of the grid.
        last_row: Cell number at each column of the last row.
        boxes: n x 4, upright.
        free: n marks of the characters that lie in no grid.

    Returns:
        By number of the cell, how many lines were given to it.
    """
    bottom = edges.rows[-1]
    if not (boxes[:, 3] > bottom).any():
        return {}
    centre = (boxes[:, 0] + boxes[:, 2]) / 2
    height = boxes[:, 3] - boxes[:, 1]
    under = (cells < 0) & free & (boxes[:, 3] > bottom) & (boxes[:, 1] < bottom + 40 * height)
    under &= (centre > edges.columns[0]) & (centre < edges.columns[-1])
    taken: dict[int, int] = {}
    if not under.any() or boxes[under, 1].min() > bottom + height[under].max():
        return taken
    for cell in dict.fromkeys(last_row.tolist()):
        columns = np.flatnonzero(last_row == cell)
        left, right = edges.columns[columns[0]], edges.columns[columns[-1] + 1]
        within = under & (centre > left) & (centre < right)
        own = np.flatnonzero(cells == cell)
        if within.any() and len(own):
            below = np.flatnonzero(within)
            beside = boxes[under & ~within]
            lines = _take(cells, cell, own, below, boxes, beside)
            if lines:
                taken[cell] = lines
    return taken


def _take(
    cells: NDArray[np.int64],
    cell: int,
    own: NDArray[np.intp],
    below: NDArray[np.intp],
    boxes: Boxes,
    beside: Boxes,
) -> int:
    """Give the lines under a cell's text that continue it to the cell; how many.

    A line that touches text beside the cell's columns runs over all columns: it is a note.
    """
    lines = [_box(boxes[line]) for line in _lines(own, boxes)]
    block = _Block(
        lines[-1],
        tuple(line.x0 for line in lines),
        tuple((line.x0 + line.x1) / 2 for line in lines),
    )
    count = 0
    for indexes in _lines(below, boxes):
        line = _box(boxes[indexes])
        if not _continues(block, line) or _touches(line, beside):
            break
        cells[indexes] = cell
        block = block._replace(line=line)
        count += 1
    return count


def _touches(line: BBox, beside: Boxes) -> bool:
    """Whether text on the line's height goes on without a gap left or right of it."""
    level = np.abs((beside[:, 1] + beside[:, 3]) / 2 - (line.top + line.bottom) / 2)
    near = np.maximum(line.x0 - beside[:, 2], beside[:, 0] - line.x1)
    return bool(((level < _MAX_GAP * line.height) & (near < _MAX_GAP * line.height)).any())


def _continues(block: _Block, line: BBox) -> bool:
    height = block.line.height
    gap = line.top - block.line.bottom
    if not -0.3 * height <= gap <= _MAX_GAP * height or abs(line.height - height) > 0.15 * height:
        return False
    middle = (line.x0 + line.x1) / 2
    aligned = any(abs(line.x0 - left) <= _ALIGNMENT for left in block.lefts)
    return aligned or any(abs(middle - other) <= _ALIGNMENT for other in block.middles)


def _lines(indexes: NDArray[np.intp], boxes: Boxes) -> list[NDArray[np.intp]]:
    """Characters as lines, from top to bottom."""
    middle = (boxes[indexes, 1] + boxes[indexes, 3]) / 2
    order = np.argsort(middle, kind="stable")
    height = boxes[indexes, 3] - boxes[indexes, 1]
    breaks = np.flatnonzero(np.diff(middle[order]) > 0.45 * height[order][1:]) + 1
    return np.split(indexes[order], breaks)


def _box(boxes: Boxes) -> BBox:
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    return BBox(float(low[0]), float(low[1]), float(high[0]), float(high[1]))
