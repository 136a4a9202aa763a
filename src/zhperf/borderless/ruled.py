"""A form with lines between its rows and none between its columns."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from zhperf.borderless.aligned import Supplied
from zhperf.borderless.cells import are_over_texts, border_in, borders_of
from zhperf.borderless.columns import ColumnSettings
from zhperf.borderless.drawing import draw_totals, side_border
from zhperf.borderless.grid import GridText, read_grid
from zhperf.borderless.headers import whole_header
from zhperf.borderless.pieces import blocks_of, frame_of
from zhperf.borderless.rows import LineGap, bands_of, line_gap
from zhperf.borderless.strokes import Strokes
from zhperf.gridlines import whole_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhperf.borderless.pieces import Piece
    from zhperf.borderless.tiling import Span
    from zhperf.gridlines import GridLines, LatticeSettings
    from zhperf.pages import Rulings
    from zhperf.templates import Lexicon

_MIN_ROWS = 2
"""Rows under the header that have lines between them; with fewer, lines part blocks only."""


class Rules(NamedTuple):
    """The lines across a form."""

    ys: tuple[float, ...]
    """Rising Y of the lines, in pt."""
    stretches: tuple[tuple[tuple[float, float], ...], ...]
    """For each, from where to where it is drawn."""
    x0: float
    x1: float
    reach: float
    """By how much lines may fall short, in pt."""

    def covers(self, index: int, x0: float, x1: float) -> bool:
        """Whether a line is drawn all the way between two x."""
        reached = x0 + self.reach
        for start, end in sorted(self.stretches[index]):
            if start <= reached:
                reached = max(reached, end + self.reach)
        return reached >= x1

    def full(self, index: int) -> bool:
        """Whether a line is as wide as the form."""
        return self.covers(index, self.x0, self.x1)

    def ends(self) -> list[float]:
        """X where lines end inside the form: they part columns."""
        return sorted(
            x
            for stretches in self.stretches
            for stretch in stretches
            for x in stretch
            if self.x0 + self.reach < x < self.x1 - self.reach
        )

    def row_of(self, piece: Piece) -> int:
        """The row that a piece stands in."""
        for index, (top, bottom) in enumerate(pairwise(self.ys)):
            if top <= piece.middle < bottom:
                return index
        return -1


def rules_of(
    rulings: Rulings, header: Sequence[Piece], start: float, settings: LatticeSettings
) -> Rules | None:
    """The lines of the form that a header belongs to; None if they do not part its rows.

    Args:
        rulings: All that are drawn on the page.
        header: The pieces of the header that stand on one line.
        start: Y under the form's title.
        settings: Tolerances of drawn lines.
    """
    lines = whole_lines(rulings.horizontal, settings)
    frame = frame_of(header)
    over = (lines.starts < frame.x1) & (lines.ends > frame.x0) & (lines.positions > start)
    lines = lines.take(over)
    wide = (lines.starts <= frame.x0) & (lines.ends >= frame.x1)
    if not wide.any():
        return None
    x0, x1 = float(lines.starts[wide].min()), float(lines.ends[wide].max())
    inside = (lines.starts >= x0 - settings.snap_tolerance) & (
        lines.ends <= x1 + settings.snap_tolerance
    )
    return _rules(lines.take(inside), x0, x1, frame.top, settings)


def _rules(
    lines: GridLines, x0: float, x1: float, header: float, settings: LatticeSettings
) -> Rules | None:
    by_y: dict[int, list[int]] = {}
    for index, cluster in enumerate(lines.clusters.tolist()):
        by_y.setdefault(cluster, []).append(index)
    ordered = sorted(by_y.values(), key=lambda members: float(lines.positions[members[0]]))
    ys = tuple(float(lines.positions[members[0]]) for members in ordered)
    stretches = tuple(
        tuple((float(lines.starts[i]), float(lines.ends[i])) for i in members)
        for members in ordered
    )
    if sum(y > header for y in ys) < _MIN_ROWS + 1 or not any(y < header for y in ys):
        return None
    return Rules(ys, stretches, x0, x1, settings.snap_tolerance)


def supply_ruled(
    header: Sequence[Piece], pieces: Sequence[Piece], rules: Rules, lexicon: Lexicon
) -> Supplied | None:
    """Vertical rulings for a form whose rows are ruled.

    Args:
        header: The pieces of its header that stand on one line.
        pieces: The form's text, from under its title; what stands under it may be among them.
        rules: The lines between its rows.
        lexicon: Tells what header words and labels mean.

    Returns:
        None if several rows stand between two lines.

    Raises:
        RefusedError: Columns cannot be told apart.
        CamelotUnusableError: camelot cannot be loaded.
    """
    size = max(piece.height for piece in header)
    rows = _rows(rules, pieces)
    words, zone = whole_header(header, lambda line: _zone(rules, rows, line), lexicon)
    first, end = _header_rows(rules, words[0])
    left = min(piece.box.x0 for piece in zone)
    side = [piece for row in rows[first:] for piece in row if piece.box.x1 <= left]
    below = [[p for p in row if p.box.x1 > left] for row in rows[end:]]
    grid = read_grid(
        words,
        [row for row in below if row],
        size, lexicon, replace(ColumnSettings(), max_gap=float("inf")),
    )  # fmt: skip
    gap = line_gap(pieces, size)
    grid.within = gap.within or 0.0
    if not _parts_rows(rules, grid, gap):
        return None
    last = 1 + max(rules.row_of(p) for column in grid.cells for p in column)
    strokes = Strokes()
    borders = _borders(rules, grid, side, size, lexicon)
    last = _draw_grid(strokes, rules, grid, borders, (first, last))
    above = _with_goals(_blocks(rules, 0, first), rows, lexicon)
    others = [*above, *_blocks(rules, last, len(rows))]
    for block in others:
        _draw_block(strokes, rules, rows, block, size, lexicon)
    return Supplied(
        strokes, rules.ys[0], rules.ys[-1], tuple(grid.borders), grid, gap,
        grid.closed or last < len(rows), "no lines between columns", ruled=True,
    )  # fmt: skip


def _rows(rules: Rules, pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces of each row; those above and under all rows are in none."""
    rows: list[list[Piece]] = [[] for _ in rules.ys[1:]]
    for piece in pieces:
        if (index := rules.row_of(piece)) >= 0:
            rows[index].append(piece)
    return rows


def _parts_rows(rules: Rules, grid: GridText, gap: LineGap) -> bool:
    """Whether lines part every row from the next, not only groups of rows."""
    for index in range(len(rules.ys) - 1):
        counts = []
        for column in grid.leaves:
            own = [piece for piece in grid.cells[column] if rules.row_of(piece) == index]
            if len(blocks_of(own, gap.within or 0.0)) > 1:
                return False
            if own:
                counts.append(len(bands_of(own, 0.0)))
        if counts and min(counts) > 1:
            return False
    return True


def _zone(rules: Rules, rows: Sequence[Sequence[Piece]], line: Sequence[Piece]) -> Sequence[Piece]:
    """All pieces of the header's rows, right of its first word's left end."""
    first, end = _header_rows(rules, line)
    left = line[0].box.x0 - line[0].height / 2
    return [piece for row in rows[first:end] for piece in row if piece.box.x0 >= left]


def _header_rows(rules: Rules, header: Sequence[Piece]) -> Span:
    """Rows between the line above the header and the one under it."""
    row = rules.row_of(header[0])
    frame = frame_of(header)
    first, end = row, row + 1
    while first > 0 and not rules.covers(first, frame.x0, frame.x1):
        first -= 1
    while end < len(rules.ys) - 1 and not rules.covers(end, frame.x0, frame.x1):
        end += 1
    return first, end


def _borders(
    rules: Rules, grid: GridText, side: Sequence[Piece], size: float, lexicon: Lexicon
) -> list[float]:
    """Borders of the grid's columns, where lines end if one ends there."""
    ends = rules.ends()
    inner = [
        border_in((before.x1, after.x0), ends, size) for before, after in pairwise(grid.columns)
    ]
    first = rules.x0
    if side:
        strip = side_border(side, grid.columns[0].x0, grid.within, size, lexicon)
        first = border_in(strip, ends, size)
    return [first, *inner, rules.x1]


def _draw_grid(
    strokes: Strokes, rules: Rules, grid: GridText, borders: Sequence[float], rows: Span
) -> int:
    """Borders between the columns of rows and totals; the row after the last."""
    first, last = rows
    for x in (rules.x0, *borders):
        strokes.down(x, rules.ys[first], rules.ys[last])
    if grid.totals is None:
        return last
    strokes.down(rules.x0, rules.ys[last], rules.ys[last + 1])
    draw_totals(strokes, grid, borders, (rules.ys[last], rules.ys[last + 1]))
    return last + 1


def _blocks(rules: Rules, first: int, end: int) -> list[Span]:
    """Rows between lines that are as wide as the form."""
    blocks: list[Span] = []
    start = first
    for row in range(first, end):
        if rules.full(row + 1) or row + 1 == end:
            blocks.append((start, row + 1))
            start = row + 1
    return blocks


def _with_goals(
    blocks: Sequence[Span], rows: Sequence[Sequence[Piece]], lexicon: Lexicon
) -> list[Span]:
    """The blocks, with a row of labels that stand over texts and these as one."""
    result: list[Span] = []
    open_goals = False
    for first, end in blocks:
        if open_goals and end - first == 1:
            result[-1] = (result[-1][0], end)
            open_goals = False
            continue
        result.append((first, end))
        open_goals = end - first == 1 and are_over_texts(rows[first], lexicon)
    return result


def _draw_block(
    strokes: Strokes,
    rules: Rules,
    rows: Sequence[Sequence[Piece]],
    block: Span,
    size: float,
    lexicon: Lexicon,
) -> None:
    """Borders between the cells of rows that share a label, or of one row."""
    first, end = block
    ends = [
        x for index in range(first + 1, end) for stretch in rules.stretches[index] for x in stretch
    ]
    side = min(ends, default=rules.x0)
    labels = [piece for row in rows[first:end] for piece in row if piece.box.x1 <= side]
    own = [[piece for piece in row if piece.box.x1 > side] for row in rows[first:end]]
    for row, borders in enumerate(borders_of(own, labels, size, lexicon, ends), start=first):
        sides = [x for x in _sides(rules, row) if all(abs(x - y) > rules.reach for y in borders)]
        for x in (rules.x0, *borders, *sides, rules.x1):
            strokes.down(x, rules.ys[row], rules.ys[row + 1])


def _sides(rules: Rules, row: int) -> list[float]:
    """X where the line above or under a row ends inside the form: a merged cell begins or ends."""
    return [
        x
        for index in (row, row + 1)
        for stretch in rules.stretches[index]
        for x in stretch
        if rules.x0 + rules.reach < x < rules.x1 - rules.reach
    ]
