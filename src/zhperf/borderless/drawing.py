"""Rulings for the parts of a form: head, rows with their levels, totals, rows under the grid."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from zhperf.borderless.cells import borders_of
from zhperf.borderless.columns import ColumnSettings, RefusedError
from zhperf.borderless.head import HeadBlock, first_line, label_of
from zhperf.borderless.pieces import blocks_of, frame_of, side_by_side, text_of
from zhperf.borderless.rows import Band, bands_of
from zhperf.borderless.tiling import Label, Rows, Span, TilingSettings, spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhperf.borderless.grid import GridText
    from zhperf.borderless.pieces import Piece
    from zhperf.borderless.strokes import Strokes
    from zhperf.templates import Lexicon

_CLOSE = 1.5
"""In heights of the glyphs: rows of one form are not further apart."""
_NUMBER = re.compile(r"[(（]?\d{1,2}[)）]?")
"""What a row of column numbers prints in each column."""


def draw_head(strokes: Strokes, blocks: Sequence[HeadBlock], x0: float, x1: float) -> None:
    """Borders of the rows above a grid, between the form's left and right border."""
    for rows, side in blocks:
        strokes.across(rows[0].top, x0, x1)
        strokes.across(rows[-1].bottom, x0, x1)
        for row in rows:
            if row is not rows[0]:
                strokes.across(row.top, max(side, x0), x1)
            for x in (x0, *row.borders, x1):
                strokes.down(x, row.top, row.bottom)


def draw_rows(
    strokes: Strokes, grid: GridText, bands: Sequence[Band], edges: Sequence[float],
    borders: Sequence[float], size: float,
) -> float:  # fmt: skip
    """Borders of rows and totals; the Y of the last.

    Args:
        strokes: Where they are added.
        grid: Its text by column.
        bands: The text of each row.
        edges: Y of the borders of the rows.
        borders: X of those of the columns; one more if a side label has a column of its own.
        size: Height of the glyphs in pt.
    """
    x0, x1 = borders[0], borders[-1]
    columns = borders[-len(grid.columns) - 1 :]
    for x in borders:
        strokes.down(x, edges[0], edges[-1])
    strokes.across(edges[-1], x0, x1)
    for index in grid.leaves:
        for y in edges[1:-1]:
            strokes.across(y, columns[index], columns[index + 1])
    _check_lone_texts(grid, bands)
    _draw_levels(strokes, grid, bands, (edges, columns), size)
    if grid.totals is None:
        return edges[-1]
    bottom = max(piece.box.bottom for piece in grid.totals.pieces) + size / 2
    strokes.box(x0, edges[-1], x1, bottom)
    draw_totals(strokes, grid, columns, (edges[-1], bottom))
    return bottom


def _draw_levels(
    strokes: Strokes, grid: GridText, bands: Sequence[Band],
    borders: tuple[Sequence[float], Sequence[float]], size: float,
) -> None:  # fmt: skip
    """Borders between the labels of each level; `borders` are those of rows and of columns."""
    edges, columns = borders
    rows = Rows(
        tuple(edges),
        tuple(band.top for band in bands),
        tuple(band.bottom for band in bands),
        tuple(first_line(band.pieces, band.top, size) for band in bands),
    )
    blocks: list[Span] = [(0, len(bands))]
    for index in grid.levels:
        labels = blocks_of(grid.cells[index], grid.within)
        blocks = _level_spans([label_of(label) for label in labels], rows, blocks, size)
        for first, _ in blocks[1:]:
            strokes.across(edges[first], columns[index], columns[index + 1])


def _check_lone_texts(grid: GridText, bands: Sequence[Band]) -> None:
    """Refuse a column without a field whose only text may stand for one row or for all.

    Forms print the method of scoring once, in the middle of its column or at its top.
    """
    rows = [
        band for band in bands if not all(_NUMBER.fullmatch(piece.text) for piece in band.pieces)
    ]
    if len(rows) <= 1:
        return
    for index in grid.leaves:
        cells = grid.cells[index]
        own = [piece for piece in cells if any(piece in band.pieces for band in rows)]
        if grid.roles[index] not in (None, "extra") or not own:
            continue
        frame = frame_of(own)
        filled = [band for band in rows if any(piece in band.pieces for piece in own)]
        central = abs(frame.top + frame.bottom - rows[0].top - rows[-1].bottom) / 2
        if len(filled) == 1 and (filled[0] is rows[0] or central < own[0].height):
            raise RefusedError(f"a text may stand for one row or for all: {own[0].text[:20]}")


def draw_footers(
    strokes: Strokes, grid: GridText, place: tuple[float, float, float], size: float,
    lexicon: Lexicon,
) -> float:  # fmt: skip
    """Rows under the grid that begin with a known label; Y of the last border.

    Args:
        strokes: Where their borders are added.
        grid: What stands under it is its `rest`.
        place: X of the left border, Y of the upper one, X of the right one.
        size: Height of the glyphs in pt.
        lexicon: Tells labels from values.
    """
    x0, top, x1 = place
    for band in bands_of(grid.rest, grid.within):
        first = min(band.pieces, key=lambda piece: piece.box.x0)
        label = text_of([piece for piece in band.pieces if piece.box.x0 < first.box.x1])
        if lexicon.label(label) is None and lexicon.column(label) is None:
            _check_rest(band, top, size)
            break
        bottom = band.bottom + max(min(band.top - top, size), 0.0)
        (borders,) = borders_of([band.pieces], [], size, lexicon)
        x1 = max(x1, *(piece.box.x1 + size / 4 for piece in band.pieces))
        strokes.box(x0, top, x1, bottom)
        for x in borders:
            strokes.down(x, top, bottom)
        top = bottom
    return top


def _check_rest(band: Band, top: float, size: float) -> None:
    """Refuse a form with text close under it that may be a row: it would be lost."""
    close = band.top - top < _CLOSE * size
    if close and side_by_side(band.pieces) and not any("：" in p.text for p in band.pieces):
        raise RefusedError(f"text under the table may be a row of it: {band.pieces[0].text[:20]}")


def side_border(
    side: Sequence[Piece], x: float, within: float, size: float, lexicon: Lexicon
) -> tuple[float, float]:
    """The strip between a side label and the first column, which begins at `x`.

    Raises:
        RefusedError: They stand too close, or it is a column without a known header.
    """
    if side_by_side(side):
        raise RefusedError(f"columns have no known header: {side[0].text[:20]}")
    if len(blocks_of(side, within)) > 1 and lexicon.column(text_of(side)) is None:
        raise RefusedError(f"a column has no known header: {side[0].text[:20]}")
    end = frame_of(side).x1
    if x - end < ColumnSettings().min_channel * size:
        raise RefusedError("a side label stands too close to the levels")
    return end, x


def _level_spans(
    labels: Sequence[Label], rows: Rows, blocks: Sequence[Span], size: float
) -> list[Span]:
    ways = spread(labels, rows, blocks, size, TilingSettings())
    if len(ways) != 1 or not labels:
        raise RefusedError("it is not certain which rows a level label stands for")
    return [span for span, _ in ways[0]]


def draw_totals(
    strokes: Strokes, grid: GridText, borders: Sequence[float], rows: tuple[float, float]
) -> None:
    """The row of totals: its label has one cell up to the first column that prints a value.

    Args:
        strokes: Where the borders between its cells are added.
        grid: The row is its `totals`.
        borders: Of the grid's columns, in pt.
        rows: Y of the row's borders in pt.

    Raises:
        RefusedError: A value stands in no column.
    """
    if grid.totals is None:
        return
    values = [piece for piece in grid.totals.pieces if piece is not grid.totals.label]
    for piece in values:
        if any(piece.box.x0 < x < piece.box.x1 for x in borders):
            raise RefusedError(f"a total stands in no column: {piece.text[:20]}")
    after = [x for x, end in pairwise(borders) if any(x < piece.box.x0 < end for piece in values)]
    first = min(after, default=borders[-1])
    if grid.totals.label.box.x1 > first:
        raise RefusedError(f"a total stands left of its label: {grid.totals.label.text[:20]}")
    for x in borders:
        if x >= first:
            strokes.down(x, *rows)
