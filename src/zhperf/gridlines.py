"""Pieces of rulings to grid lines: dashes, dots, doubles and joints become whole lines."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhperf.geometry import Boxes
    from zhperf.pages import Rulings


@dataclass(frozen=True, slots=True)
class LatticeSettings:
    """Thresholds of grid recovery, all in pt unless said otherwise."""

    snap_tolerance: float = 2.9
    """Rulings closer than this are one grid line: doubled lines are drawn 1.5 to 2.5 apart; the
    lowest row that can hold text is 5 high.  Browsers set edges on multiples of 0.75, so edges
    of different rows often lie 3.0 apart."""
    joint_gap: float = 3.0
    """Pieces of one line may be this far apart: lines that stop short of their crossing."""
    dash_gap: float = 6.0
    """The same between short pieces, which are dashes and dots."""
    dash_length: float = 12.0
    """Pieces up to this length are dashes; the shortest cell edge in use is 8, and between two
    such edges there is no gap."""
    min_line_length: float = 5.0
    """A shorter line bounds no cell."""
    dot_length: float = 4.0
    """Pieces up to this length have no direction of their own: dots and corner squares."""
    corner_tolerance: float = 0.3
    """pt: a patch at a corner lies on a line if their middles differ by less."""
    dot_tolerance: float = 0.3
    """Dots of one line lie this close to one position; rows of a dotted table do not."""
    min_open_extent: float = 12.0
    """How far a single line must run on for a border to be missing there.  Two lines that end
    alike need no length; one may only be drawn too long."""
    min_row_height: float = 5.0
    """The lowest row that can hold text.  A browser that cuts a merged cell at the page's end
    draws its rest up to a line shorter than the row: what is between is no row."""
    max_end_gap: float = 2.5
    """By how much a line may end before its crossing.  Makers leave gaps up to 2; underlines
    keep the cell's padding, 3 or more."""


class GridLines(NamedTuple):
    """Whole lines of one orientation, as columns; several may share a position."""

    positions: NDArray[np.float64]
    starts: NDArray[np.float64]
    ends: NDArray[np.float64]
    clusters: NDArray[np.int64]
    """Lines of one cluster lie on one grid line."""

    def take(self, where: NDArray[np.bool_]) -> GridLines:
        """Those lines where `where` is true."""
        return GridLines(
            self.positions[where], self.starts[where], self.ends[where], self.clusters[where]
        )


def whole_lines(pieces: NDArray[np.float64], settings: LatticeSettings) -> GridLines:
    """Join the pieces of each line.

    Args:
        pieces: n x 4 of position, start, end, width.
        settings: Tolerances.
    """
    length = pieces[:, 2] - pieces[:, 1]
    dots = length <= settings.dot_length
    if dots.any():
        # Dots and corner squares count both ways; only rows of them are lines.
        lines = _joined(pieces[dots], settings, settings.dot_tolerance)
        rows = lines.ends - lines.starts > settings.dash_length
        dotted = np.column_stack([lines.positions, lines.starts, lines.ends, lines.starts * 0])
        whole = np.concatenate([pieces[~dots], dotted[rows]])
        pieces = np.concatenate([whole, _corners(pieces[dots], whole, settings)])
    lines = _joined(pieces, settings, settings.snap_tolerance)
    return lines.take(lines.ends - lines.starts >= settings.min_line_length)


def _corners(
    dots: NDArray[np.float64], whole: NDArray[np.float64], settings: LatticeSettings
) -> NDArray[np.float64]:
    """The dots that lie on the height of a line and close the gap between two of its pieces.

    Browsers draw where borders of different rows meet in patches of their own.
    """
    if not len(whole):
        return dots[:0]
    heights = np.sort(whole[:, 0])
    place = np.searchsorted(heights, dots[:, 0])
    above = np.abs(heights[(place - 1).clip(0)] - dots[:, 0])
    below = np.abs(heights[place.clip(0, len(heights) - 1)] - dots[:, 0])
    return np.asarray(dots[np.minimum(above, below) <= settings.corner_tolerance])


def _joined(pieces: NDArray[np.float64], settings: LatticeSettings, tolerance: float) -> GridLines:
    """One line for each run of pieces on one position with only small gaps between."""
    if not len(pieces):
        none = np.empty(0)
        return GridLines(none, none, none, np.empty(0, np.int64))
    position, start, end = pieces[:, 0], pieces[:, 1], pieces[:, 2]
    clusters = _clusters(position, tolerance)
    order = np.lexsort((start, clusters))
    cluster, low, high = clusters[order], start[order], end[order]
    weight = np.maximum(high - low, 0.1)
    sums = np.bincount(cluster, weight * position[order])
    middle = sums / np.bincount(cluster, weight)
    # One running maximum serves all clusters: each is shifted beyond the one before.
    span = float(high.max() - low.min()) + 100.0
    shift = cluster * span
    reached = np.maximum.accumulate(high + shift) - shift
    gap = low[1:] - reached[:-1]
    short = np.maximum(weight[1:], weight[:-1]) <= settings.dash_length
    allowed = np.where(short, settings.dash_gap, settings.joint_gap)
    new = np.concatenate([[True], (cluster[1:] != cluster[:-1]) | (gap > allowed)])
    first = np.flatnonzero(new)
    return GridLines(
        middle[cluster[first]],
        low[first],
        np.maximum.reduceat(high, first),
        cluster[first],
    )


def _clusters(positions: NDArray[np.float64], tolerance: float) -> NDArray[np.int64]:
    """Number positions so that those within the tolerance of each other share a number.

    No cluster is wider than the tolerance: edges of a form's blocks and of its grid may follow
    each other at small distances, and are different edges.
    """
    order = np.argsort(positions, kind="stable")
    rising = positions[order]
    starts = np.concatenate([[True], np.diff(rising) > tolerance])
    bounds = [*np.flatnonzero(starts).tolist(), len(rising)]
    for first, end in pairwise(bounds):
        low = rising[first]
        if rising[end - 1] - low <= tolerance:
            continue
        for index in range(first + 1, end):
            if rising[index] - low > tolerance:
                starts[index], low = True, rising[index]
    result = np.empty(len(positions), np.int64)
    result[order] = np.cumsum(starts) - 1
    return result


class Ladder(NamedTuple):
    """The grid lines of one connected table."""

    horizontal: GridLines
    vertical: GridLines


def connected_tables(rulings: Rulings, settings: LatticeSettings) -> list[Ladder]:
    """Group the lines of a page into tables: lines that cross or touch belong together.

    Lines that meet no line of the other orientation (underlines, rules of the page header)
    belong to none.
    """
    across = whole_lines(rulings.horizontal, settings)
    down = whole_lines(rulings.vertical, settings)
    if not len(across.positions) or not len(down.positions):
        return []
    meets = _crossings(across, down, settings.joint_gap)
    labels_across, labels_down = _components(meets)
    tables = []
    for label in np.unique(labels_down[meets.any(axis=0)]):
        rows, columns = labels_across == label, labels_down == label
        columns |= _alongside(down, columns, np.asarray(~meets.any(axis=0)), settings)
        table = Ladder(across.take(rows), down.take(columns))
        if len(table.horizontal.positions) + len(table.vertical.positions) >= 3:
            tables.append(table)
    return tables


def _alongside(
    lines: GridLines, own: NDArray[np.bool_], lone: NDArray[np.bool_], settings: LatticeSettings
) -> NDArray[np.bool_]:
    """Lines that meet no other but run exactly as far as a table's own.

    On a page in the middle of a cell that goes on from the page before to the one after, its
    borders meet no ruling at all.
    """
    reach = settings.snap_tolerance
    begins = np.abs(lines.starts - lines.starts[own].min()) <= reach
    ends = np.abs(lines.ends - lines.ends[own].max()) <= reach
    return np.asarray(lone & begins & ends, np.bool_)


def _crossings(across: GridLines, down: GridLines, reach: float) -> NDArray[np.bool_]:
    x, y = down.positions[None, :], across.positions[:, None]
    meets = (across.starts[:, None] - reach <= x) & (x <= across.ends[:, None] + reach)
    meets &= (down.starts[None, :] - reach <= y) & (y <= down.ends[None, :] + reach)
    return meets


def _components(meets: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Label rows and columns of a bipartite graph by connected component."""
    n_rows, n_columns = meets.shape
    unreached = n_rows + n_columns
    rows = np.arange(n_rows)
    columns = np.full(n_columns, unreached)
    while True:
        columns_now = np.where(meets, rows[:, None], unreached).min(axis=0)
        rows_now = np.minimum(rows, np.where(meets, columns_now[None, :], unreached).min(axis=1))
        if (rows_now == rows).all() and (columns_now == columns).all():
            return rows, columns
        rows, columns = rows_now, columns_now


class Edges(NamedTuple):
    """A rectangular grid and which of its edges are drawn."""

    rows: NDArray[np.float64]
    """n_rows + 1 rising positions."""
    columns: NDArray[np.float64]
    """n_columns + 1 rising positions."""
    across: NDArray[np.bool_]
    """(n_rows + 1) x n_columns: whether the horizontal edge is drawn."""
    down: NDArray[np.bool_]
    """n_rows x (n_columns + 1): whether the vertical edge is drawn."""


def grid_edges(table: Ladder, settings: LatticeSettings) -> Edges | None:
    """Grid lines of a table, with the outer borders that are not drawn; None if it has no cell."""
    rows, columns = table
    row_positions = _with_open_borders(rows, columns, settings)
    column_positions = _with_open_borders(columns, rows, settings)
    if len(row_positions) < 2 or len(column_positions) < 2:
        return None
    across = _drawn(rows, row_positions, column_positions, settings)
    down = _drawn(columns, column_positions, row_positions, settings).T
    keep_rows = np.asarray(across.any(axis=1))
    keep_columns = np.asarray(down.any(axis=0))
    keep_rows[[0, -1]] = True
    keep_columns[[0, -1]] = True
    if not (keep_rows.all() and keep_columns.all()):
        row_positions, column_positions = row_positions[keep_rows], column_positions[keep_columns]
        across = _drawn(rows, row_positions, column_positions, settings)
        down = _drawn(columns, column_positions, row_positions, settings).T
    return _without_slivers(Edges(row_positions, column_positions, across, down), settings)


def _without_slivers(edges: Edges, settings: LatticeSettings) -> Edges:
    """The grid without strips too low for text that only some columns close off.

    In a column with both lines of the strip it is an empty cell; in the others only one of them is
    drawn, which is the end of the row.  The other line is dropped.
    """
    for row in np.flatnonzero(np.diff(edges.rows) < settings.min_row_height)[::-1].tolist():
        above, below = edges.across[row], edges.across[row + 1]
        both = above & below
        if not both.any() or (above == below).all():
            continue
        if row and (above == both).all():
            edges = _without_line(edges, row, row)
        elif row + 2 < len(edges.rows) and (below == both).all():
            edges = _without_line(edges, row + 1, row)
    return edges


def _without_line(edges: Edges, line: int, row: int) -> Edges:
    """The grid without a horizontal line, and without the row that it set apart."""
    return edges._replace(
        rows=np.delete(edges.rows, line),
        across=np.delete(edges.across, line, axis=0),
        down=np.delete(edges.down, row, axis=0),
    )


def _with_open_borders(
    lines: GridLines, others: GridLines, settings: LatticeSettings
) -> NDArray[np.float64]:
    """Positions of the grid lines, and of the outer borders where `others` run beyond them.

    A table cut by the page break, or printed without its outer frame, has no first or last
    line: the ends of the crossing lines say where it would be.
    """
    _, first = np.unique(lines.clusters, return_index=True)
    positions = np.sort(lines.positions[first])
    reach = settings.snap_tolerance
    low, high = positions[0], positions[-1]
    before = others.starts[others.starts < low - reach]
    after = others.ends[others.ends > high + reach]
    start = _agreed(before, low - settings.min_open_extent, reach)
    end = _agreed(-after, -high - settings.min_open_extent, reach)
    border = [start] if start is not None else []
    last = [-end] if end is not None else []
    return np.concatenate([border, positions, last])


def _agreed(ends: NDArray[np.float64], far: float, tolerance: float) -> float | None:
    """The lowest value on which two ends agree, or else the only one, if it is beyond `far`."""
    ordered = np.sort(ends)
    pairs = np.flatnonzero(np.diff(ordered) <= tolerance)
    if len(pairs):
        return float(ordered[pairs[0]])
    return float(ordered[0]) if len(ordered) == 1 and ordered[0] < far else None


def _drawn(
    lines: GridLines,
    positions: NDArray[np.float64],
    others: NDArray[np.float64],
    settings: LatticeSettings,
) -> NDArray[np.bool_]:
    """len(positions) x (len(others) - 1): whether the edge between two crossings is drawn."""
    nearest = np.abs(lines.positions[:, None] - positions[None, :]).argmin(axis=1)
    on_grid = np.abs(positions[nearest] - lines.positions) <= settings.snap_tolerance
    # Between two edges that are closer than lines may end short, the line must pass the middle.
    middles = (others[:-1] + others[1:]) / 2
    reach = settings.max_end_gap
    covers = lines.starts[:, None] <= np.minimum(others[:-1] + reach, middles)[None, :]
    covers &= lines.ends[:, None] >= np.maximum(others[1:] - reach, middles)[None, :]
    covers &= on_grid[:, None]
    drawn = np.zeros((len(positions), len(others) - 1), np.bool_)
    np.logical_or.at(drawn, nearest, covers)
    return drawn


class Cells(NamedTuple):
    """The cells of a grid, in reading order."""

    spans: NDArray[np.int64]
    """n x 4 of row, column, row span, column span."""
    numbers: NDArray[np.int64]
    """n_rows x n_columns: number of the cell at each place."""


def find_cells(edges: Edges) -> Cells:
    """The cells between drawn edges.

    They tile the grid; where drawn edges end inside the table and leave an area that is no
    rectangle, it is cut into rectangles, the upper ones as wide as can be.
    """
    n_rows, n_columns = len(edges.rows) - 1, len(edges.columns) - 1
    above, left = edges.across[:-1].copy(), edges.down[:, :-1].copy()
    above[0], left[:, 0] = True, True
    row_numbers, column_numbers = np.arange(n_rows)[:, None], np.arange(n_columns)[None, :]
    top = np.maximum.accumulate(np.where(above, row_numbers, 0), axis=0)
    first = np.maximum.accumulate(np.where(left, column_numbers, 0), axis=1)
    begins = (top == row_numbers) & (first == column_numbers)
    row, column = np.nonzero(begins)
    numbers = (np.cumsum(begins.reshape(-1)) - 1).reshape(n_rows, n_columns)[top, first]
    flat = numbers.reshape(-1)
    last = np.empty(len(row), np.int64)
    last[flat] = np.arange(n_rows * n_columns)  # the last place of each cell is what remains
    row_span, column_span = last // n_columns - row + 1, last % n_columns - column + 1
    spans = np.column_stack([row, column, row_span, column_span])
    whole = begins[top, first].all() and (row_span > 0).all() and (column_span > 0).all()
    if whole and (row_span * column_span == np.bincount(flat, minlength=len(row))).all():
        return Cells(spans, numbers)
    return _greedy_cells(above, left)


def _greedy_cells(above: NDArray[np.bool_], left: NDArray[np.bool_]) -> Cells:
    n_rows, n_columns = above.shape
    numbers = np.full((n_rows, n_columns), -1, np.int64)
    spans: list[tuple[int, int, int, int]] = []
    for row in range(n_rows):
        for column in range(n_columns):
            if numbers[row, column] >= 0:
                continue
            end = column + 1
            while end < n_columns and not left[row, end] and numbers[row, end] < 0:
                end += 1
            bottom = row + 1
            while bottom < n_rows and _goes_on(above, left, bottom, column, end):
                bottom += 1
            numbers[row:bottom, column:end] = len(spans)
            spans.append((row, column, bottom - row, end - column))
    return Cells(np.array(spans, np.int64), numbers)


def _goes_on(
    above: NDArray[np.bool_], left: NDArray[np.bool_], row: int, column: int, end: int
) -> bool:
    return not above[row, column:end].any() and not left[row, column + 1 : end].any()


def bounding_boxes(edges: Edges, spans: NDArray[np.int64]) -> Boxes:
    """N x 4 boxes of cells, in the space of the edges."""
    rows, columns = edges.rows, edges.columns
    return np.column_stack(
        [
            columns[spans[:, 1]],
            rows[spans[:, 0]],
            columns[spans[:, 1] + spans[:, 3]],
            rows[spans[:, 0] + spans[:, 2]],
        ]
    )
