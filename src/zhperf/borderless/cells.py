"""Borders between the cells of rows around a grid: labels, values, headers over values."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from zhperf.borderless.columns import RefusedError
from zhperf.borderless.pieces import (
    PieceSettings,
    frame_of,
    gaps_between,
    share_line,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhperf.borderless.pieces import Piece
    from zhperf.templates import Lexicon

_HAN = re.compile("[\u4e00-\u9fff]")
CHANNEL = 0.5
"""In heights of the glyphs: a strip between cells.  One row has few lines to show it, and words
inside a text stand up to 0.34 apart."""
_NEARER = 0.5
"""Text between two headers belongs to the one whose distance is at most this share (0 to 1) of
the other's."""
_MIN_HEADERS = 3
"""Pieces of a row that are headers over columns of money rather than labels and values."""
_PADDING = 0.4
"""In heights of the glyphs: between the border of a cell and its text, as a rule."""
_EMPTY_CELL = 2.0
"""In heights of the glyphs: the least room between two labels for an empty value cell."""
_OVER_TEXT = frozenset(("expected", "achieved", "long_term", "matrix"))
"""Labels that stand over their text: two of them may be neighbours."""


def borders_of(
    rows: Sequence[Sequence[Piece]],
    labels: Sequence[Piece],
    size: float,
    lexicon: Lexicon,
    ends: Sequence[float] | None = None,
) -> list[tuple[float, ...]]:
    """The borders between cells for each row of a block.

    What no text of the block stands on parts all its rows; a row may have more borders, but not
    where its cells are only empty.

    Args:
        rows: Pieces of each row.
        labels: Pieces of the label over all of them.
        size: Height of the glyphs in pt.
        lexicon: Tells labels from values.
        ends: X where drawn lines between rows end: a border is there rather than halfway.  None
            if no lines are drawn, so that nothing tells cells that are merged over rows.

    Raises:
        RefusedError: Cells cannot be told apart.
    """
    every = [*labels, *(piece for row in rows for piece in row)]
    free = _channels(every, size)
    common = free
    if len(rows) > 1:
        common = _under_headers(free, rows, labels, size, lexicon)
        if ends is None:
            _check_corner(common, rows, labels, size)
            _check_lone_texts(common, rows)
    headed = ends is None and len(rows) > 1 and len(rows[0]) >= _MIN_HEADERS
    result = []
    for row in rows:
        own = [*row, *(labels if len(rows) == 1 else ())]
        channels = list(common)
        for low, high in _channels(own, size):
            if not any(low < x1 and x0 < high for x0, x1 in free):
                if headed:
                    raise RefusedError(f"labels stand in two columns: {row[0].text[:20]}")
                channels.append((low, high))
        borders = [border_in(channel, ends or (), size) for channel in channels]
        if len(rows) == 1:
            borders = _with_empty_cells(borders, own, size, lexicon)
        result.append(tuple(sorted(borders)))
    return result


def _check_corner(
    channels: Sequence[tuple[float, float]],
    rows: Sequence[Sequence[Piece]],
    labels: Sequence[Piece],
    size: float,
) -> None:
    """Refuse names without a header if a row has none: one may stand for several rows."""
    start = frame_of(labels).x1 if labels else float("-inf")
    end = next((low for low, _ in channels if low > start + CHANNEL * size), float("inf"))
    own = [[p for p in row if start < p.box.x1 <= end] for row in rows]
    if not own[0] and any(own) and not all(own[1:]):
        raise RefusedError("a label above the grid may stand for several rows")


def _check_lone_texts(
    channels: Sequence[tuple[float, float]], rows: Sequence[Sequence[Piece]]
) -> None:
    """Refuse words that stand alone in a column of several rows: they may stand for all."""
    if len(rows[0]) < _MIN_HEADERS or len(rows) < _MIN_HEADERS:
        return
    stops = [float("-inf"), *((low + high) / 2 for low, high in channels), float("inf")]
    for low, high in pairwise(stops):
        cells = [[p for p in row if low < (p.box.x0 + p.box.x1) / 2 < high] for row in rows]
        filled = [cell for cell in cells[1:] if cell]
        if cells[0] and len(filled) == 1 and _HAN.search(text_of(filled[0])):
            raise RefusedError(f"a text may stand for one row or for all: {filled[0][0].text[:20]}")


def _under_headers(
    channels: list[tuple[float, float]],
    rows: Sequence[Sequence[Piece]],
    labels: Sequence[Piece],
    size: float,
    lexicon: Lexicon,
) -> list[tuple[float, float]]:
    """The strips between columns, without those between a header and text that is not under it.

    Headers are centred in their cells, and short text at the left of the same cell does not
    reach under them.

    Raises:
        RefusedError: It is not certain which header such text belongs to.
    """
    heads = [p for p in rows[0] if not (labels and p.box.x1 <= frame_of(labels).x1)]
    goals = are_over_texts(heads, lexicon)
    first = len(_channels(labels, size)) + 1 if labels else 0
    kept = list(channels)
    stops = [float("-inf"), *((low + high) / 2 for low, high in channels), float("inf")]
    cells = [
        [p for row in rows for p in row if low < (p.box.x0 + p.box.x1) / 2 < high]
        for low, high in pairwise(stops)
    ]
    headed = [any(p in rows[0] for p in cell) for cell in cells]
    for index, cell in enumerate(cells):
        if index < first or headed[index] or not cell:
            continue
        if index == first and not goals:
            continue  # the corner over the names of money
        before = next((i for i in range(index - 1, first - 1, -1) if headed[i]), None)
        after = next((i for i in range(index + 1, len(cells)) if headed[i]), None)
        owner = _owner(cells, index, before, after, size)
        for channel in channels[min(index, owner) : max(index, owner)]:
            if channel in kept:
                kept.remove(channel)
    return kept


def _owner(
    cells: Sequence[Sequence[Piece]], index: int, before: int | None, after: int | None, size: float
) -> int:
    """The cell with the header of text that stands under none."""
    if before is None or after is None:
        owner = after if before is None else before
        if owner is None:
            raise RefusedError("no header stands over the text")
        return owner
    taken = [share_line(cells[index], cells[i], PieceSettings()) for i in (before, after)]
    if any(taken):
        if all(taken):
            raise RefusedError(f"no header stands over the text: {cells[index][0].text[:20]}")
        return after if taken[0] else before
    own, left, right = (frame_of(cells[i]) for i in (index, before, after))
    to_left, to_right = own.x0 - left.x1, right.x0 - own.x1
    if to_left <= _NEARER * to_right:
        return before
    if to_right <= _NEARER * to_left:
        return after
    if before == index - 1 and _begins_cell(cells, index, before, size):
        return after
    raise RefusedError(f"text stands between two headers: {cells[index][0].text[:20]}")


def _begins_cell(cells: Sequence[Sequence[Piece]], index: int, before: int, size: float) -> bool:
    """Whether text begins where the cell of the header before it ends.

    That header is centred, and its cell begins left of the text under it.
    """
    if before == 0 or not cells[before - 1]:
        return False
    header = frame_of(cells[before])
    begin = frame_of(cells[before - 1]).x0 - _PADDING * size
    end = header.x0 + header.x1 - begin
    return abs(frame_of(cells[index]).x0 - _PADDING * size - end) <= size


def border_in(channel: tuple[float, float], ends: Sequence[float], size: float) -> float:
    """X of the border in a free strip: where a line ends, or halfway."""
    low, high = channel
    reach = CHANNEL * size / 2
    return next((x for x in ends if low - reach < x < high + reach), (low + high) / 2)


def _channels(pieces: Sequence[Piece], size: float) -> list[tuple[float, float]]:
    gaps = gaps_between((piece.box.x0, piece.box.x1) for piece in pieces)
    return [(low, high) for low, high in gaps if high - low >= CHANNEL * size]


def _with_empty_cells(
    borders: list[float], pieces: Sequence[Piece], size: float, lexicon: Lexicon
) -> list[float]:
    """Make room for the empty value between two labels that follow each other."""
    stops = [float("-inf"), *sorted(borders), float("inf")]
    cells = [
        [piece for piece in pieces if low < (piece.box.x0 + piece.box.x1) / 2 < high]
        for low, high in pairwise(stops)
    ]
    result = list(borders)
    for index, cell in enumerate(cells):
        if not cell or not _asks_value(cell, lexicon):
            continue
        end = frame_of(cell).x1
        if index + 1 == len(cells):
            result.append(end + CHANNEL * size)
            continue
        start = frame_of(cells[index + 1]).x0
        if _asks_value(cells[index + 1], lexicon) and start - end >= _EMPTY_CELL * size:
            border = stops[index + 1]
            result.remove(border)
            result += [end + (start - end) / 3, start - (start - end) / 3]
    return result


def are_over_texts(row: Sequence[Piece], lexicon: Lexicon) -> bool:
    """Whether all cells of a row are labels that have their text under them, not beside them."""
    return len(row) > 1 and all(lexicon.label(piece.text) in _OVER_TEXT for piece in row)


def _asks_value(cell: Sequence[Piece], lexicon: Lexicon) -> bool:
    role = lexicon.label(text_of(cell))
    return role is not None and role not in _OVER_TEXT
