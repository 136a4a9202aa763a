"""Where a page prints the header of an indicator table that its drawn lines cannot hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from zhperf.geometry import BBox

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhperf.borderless.headers import HeaderWords
    from zhperf.grids import Cell, Grid, PageLayout
    from zhperf.pages import Page

_WIDE = 0.5
"""Share (0 to 1) of a grid's width: a cell with a whole header row in it is wider."""
_NEXT_ROW = 30.0
"""pt.  Text this close under a ruled header row is its first row, if it stands in columns."""
_MIN_COLUMNS = 3
"""Columns that such text fills at least."""


@dataclass(slots=True)
class Suspects:
    """What lacks borders on a page."""

    bbox: BBox
    """Around all header rows that were found."""
    grids: list[Grid]
    """Grids with a whole header row in one cell."""
    half_ruled: list[Grid]
    """Grids whose last row is a header row, with more text under it in columns."""
    whole: list[Grid]
    """The other grids."""
    certain: bool
    """Whether a line is made of header words, glued or apart."""

    @classmethod
    def of(cls, layout: PageLayout, words: HeaderWords) -> Suspects | None:
        """What lacks borders; None on nearly all pages."""
        lines = [line for line in layout.lines if words.may_be_in(line.text)]
        boxes = [line.bbox for line in lines]
        grids, half_ruled, whole = [], [], []
        for grid in layout.grids:
            glued = _glued(grid, words)
            if glued:
                grids.append(grid)
                boxes += [cell.bbox for cell in glued]
                lines += [line for cell in glued for line in cell.lines]
            elif _ends_with_header(grid, layout, words):
                half_ruled.append(grid)
                boxes.append(grid.bbox)
            else:
                whole.append(grid)
        if not boxes:
            return None
        bbox = boxes[0]
        for box in boxes[1:]:
            bbox = bbox.union(box)
        certain = any(words.are_glued(line.text) for line in lines)
        return cls(bbox, grids, half_ruled, whole, certain)

    def open_chars(self, page: Page) -> NDArray[np.bool_]:
        """Characters that stand in no grid that is whole, nor in a ruled header."""
        boxes = page.chars.boxes
        x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
        result = np.ones(len(boxes), np.bool_)
        for grid in (*self.whole, *self.half_ruled):
            x0, top, x1, bottom = grid.bbox
            result &= ~((x > x0) & (x < x1) & (y > top) & (y < bottom))
        return result


def _glued(grid: Grid, words: HeaderWords) -> list[Cell]:
    """Cells that hold a whole header row."""
    least = _WIDE * grid.bbox.width
    return [
        cell
        for cell in grid.cells
        if cell.bbox.width >= least and any(words.may_be_in(line.text) for line in cell.lines)
    ]


def _ends_with_header(grid: Grid, layout: PageLayout, words: HeaderWords) -> bool:
    """Whether a grid ends with a header row and its first row of values stands under it."""
    last = [cell for cell in grid.cells if cell.row + cell.row_span == grid.n_rows]
    if grid.angle or not words.lexicon.is_header_row([cell.text for cell in last if cell.text]):
        return False
    x0, _, x1, bottom = grid.bbox
    near = [
        line
        for line in layout.lines
        if bottom - 1 < line.bbox.top < bottom + _NEXT_ROW
        and line.bbox.x0 < x1
        and line.bbox.x1 > x0
    ]
    filled = {
        cell.column
        for cell in last
        for line in near
        if line.bbox.x0 < cell.bbox.x1 and line.bbox.x1 > cell.bbox.x0
    }
    return len(filled) >= _MIN_COLUMNS
