"""Parts of a table in a source without pages: whole again.

A table may go on after a remark, an empty row, 续表, or the table that stands inside one of its
cells; some sites put the header and the rows into tables of their own.  A table without a header
goes on the last one that has one if it is as wide and its rows look like rows of indicators.  What
looks so and is not as wide is told.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from zhperf.errors import Bilingual
from zhperf.grids import Grid, PageLayout, Remark
from zhperf.vocabulary import is_level, is_table_heading

if TYPE_CHECKING:
    from zhperf.grids import Cell, Line
    from zhperf.templates import Lexicon

_MIN_COLUMNS = 3
"""A grid with fewer is no part of an indicator table."""
_TELLING = re.compile(r"[≥≤≧≦＞＜><]|定性|定量指标|无偏差|未完成")
"""What rows of indicators print and those of other tables hardly ever."""


def joined_tables(layout: PageLayout, lexicon: Lexicon) -> PageLayout:
    """The layout with the parts of each table in one grid.

    Args:
        layout: A part of a source without pages.
        lexicon: Words of all families: they tell headers.
    """
    grids: list[Grid] = []
    lines, remarks = list(layout.lines), list(layout.remarks)
    last: int | None = None
    for grid in layout.grids:
        if any(map(lexicon.is_header_row, _texts(grid))):
            last = len(grids)
        elif last is not None and _holds_indicators(grid) and not _is_headed(grid, layout):
            upper = grids[last]
            if grid.n_columns == upper.n_columns:
                grids[last] = _joined(upper, grid)
                shift = grids[last].bbox.bottom - upper.bbox.bottom
                lines = [_under(line, upper, grid, shift) for line in lines]
                continue
            remarks.append(_unread(grid))
        grids.append(grid)
    lines.sort(key=lambda line: line.bbox.top)
    return PageLayout(grids, lines, remarks=remarks)


def _unread(grid: Grid) -> Remark:
    first = next(cell for cell in grid.cells if cell.text)
    assert first.place is not None  # sources without pages have places
    texts = " | ".join(cell.text for cell in grid.cells if cell.text)
    rows = Bilingual(f"{grid.n_rows} rows", f"{grid.n_rows} 行")
    return Remark("ZP121", first.place, rows, value=texts, amount=grid.n_rows)


def _under(line: Line, upper: Grid, lower: Grid, shift: float) -> Line:
    """A line between two parts of a table: it stands under both."""
    box = line.bbox
    if not upper.bbox.bottom <= box.top < lower.bbox.top:
        return line
    return line._replace(bbox=box._replace(top=box.top + shift, bottom=box.bottom + shift))


def _texts(grid: Grid) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(grid.n_rows)]
    for cell in grid.cells:
        rows[cell.row].append(cell.text)
    return rows


def _holds_indicators(grid: Grid) -> bool:
    """Whether a table has a level or another word of indicators in most of its rows."""
    if grid.n_columns < _MIN_COLUMNS:
        return False
    telling = {c.row for c in grid.cells if is_level(c.text) or _TELLING.search(c.text)}
    return len(telling) * 2 > grid.n_rows


def _is_headed(grid: Grid, layout: PageLayout) -> bool:
    """Whether a heading of a table of its own stands right above a grid."""
    above = [line for line in layout.lines if line.bbox.bottom <= grid.bbox.top]
    ends = [one.bbox.bottom for one in layout.grids if one.bbox.bottom <= grid.bbox.top]
    between = [line for line in above if line.bbox.top >= max(ends, default=0.0)]
    return any(is_table_heading(line.text) and not _is_continued(line.text) for line in between)


def _is_continued(text: str) -> bool:
    """Whether a heading says that the table goes on: （续表）."""
    return "续" in text


def _joined(upper: Grid, lower: Grid) -> Grid:
    """A grid with the rows of another one under its own."""
    shift = upper.row_edges[-1] - lower.row_edges[0]
    edges = (*upper.row_edges, *(edge + shift for edge in lower.row_edges[1:]))
    cells = (_moved(cell, upper.n_rows, shift) for cell in lower.cells)
    return Grid(
        page=upper.page,
        bbox=upper.bbox._replace(bottom=edges[-1]),
        row_edges=edges,
        column_edges=upper.column_edges,
        cells=tuple(chain(upper.cells, cells)),
        flat=upper.flat and lower.flat,
        parts=(*upper.parts, *lower.parts),
    )


def _moved(cell: Cell, rows: int, shift: float) -> Cell:
    cell.row += rows
    box = cell.bbox
    cell.bbox = box._replace(top=box.top + shift, bottom=box.bottom + shift)
    return cell
