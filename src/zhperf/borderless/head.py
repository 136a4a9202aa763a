"""The blocks above a grid: label and value cells without vertical borders between them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from zhperf.borderless.columns import RefusedError
from zhperf.borderless.pieces import (
    PieceSettings,
    blocks_of,
    frame_of,
    gaps_between,
    share_line,
    side_by_side,
    text_of,
)
from zhperf.borderless.rows import Band, LineGap, bands_of, edges_of, usual_gap
from zhperf.borderless.tiling import Label, Rows, Span, TilingSettings, spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhperf.borderless.pieces import Piece
    from zhperf.templates import Lexicon

_CHANNEL = 0.5
"""In heights of the glyphs: a strip between cells.  One row has few lines to show it, and words
inside a text stand up to 0.34 apart."""
_MIN_HEADERS = 3
"""Pieces of a row that are headers over columns of money rather than labels and values."""
_NEARER = 0.5
"""Text between two headers belongs to the one whose distance is at most this share (0 to 1) of
the other's."""
_PADDING = 0.4
"""In heights of the glyphs: between the border of a cell and its text, as a rule."""
_EMPTY_CELL = 2.0
"""In heights of the glyphs: the least room between two labels for an empty value cell."""
_OVER_TEXT = frozenset(("expected", "achieved", "long_term", "matrix"))
"""Labels that stand over their text: two of them may be neighbours."""


class HeadRow(NamedTuple):
    """A row of cells above the grid."""

    top: float
    bottom: float
    borders: tuple[float, ...]
    """X of the borders between its cells, in pt, rising."""


class HeadBlock(NamedTuple):
    """Rows that share the cell of one label at the left, or a single row."""

    rows: tuple[HeadRow, ...]
    side: float
    """X of the right border of that label's cell."""


class _Section(NamedTuple):
    """Rows whose labels stand in one column."""

    side: float
    left: tuple[Piece, ...]
    bands: tuple[Band, ...]
    """Text right of the labels by row."""
    edges: tuple[float, ...]
    spans: tuple[Span, ...]
    """The rows of each label."""


def head_of(
    pieces: Sequence[Piece], floor: float, gap: LineGap, size: float, lexicon: Lexicon
) -> list[HeadBlock]:
    """Rows and cells above a grid, from text alone.

    Args:
        pieces: Of all rows above the grid.
        floor: Y of the upper border of the grid.
        gap: Between lines of one text.
        size: Height of the glyphs in pt.
        lexicon: Tells labels from values.

    Raises:
        RefusedError: They cannot be told apart.
    """
    if not pieces:
        return []
    within = gap.within or 0.0
    strips = bands_of(pieces, within)
    edges = edges_of(strips, usual_gap(strips, size))
    edges[-1] = floor
    blocks = []
    for section in _sections(strips, edges, within, size):
        blocks += _blocks(section, size, lexicon)
    return blocks


def _sections(
    strips: Sequence[Band], edges: Sequence[float], within: float, size: float
) -> list[_Section]:
    """As few sections as can be, each with its labels in a column of their own.

    Raises:
        RefusedError: There is no such way, or there are several.
    """
    best: list[list[list[_Section]]] = [[[]]]
    for end in range(1, len(strips) + 1):
        ways: list[list[_Section]] = []
        for start in range(end):
            pieces = [piece for strip in strips[start:end] for piece in strip.pieces]
            sections = _ways(pieces, (edges[start], edges[end]), within, size)
            ways += [[*way, section] for section in sections for way in best[start]]
        fewest = min(map(len, ways), default=0)
        best.append([way for way in ways if len(way) == fewest][:2])
    if not best[-1]:
        raise RefusedError("labels and values above the grid cannot be told apart")
    if len(best[-1]) > 1:
        raise RefusedError("it is not certain which rows a label above the grid stands for")
    return best[-1][0]


def _ways(
    pieces: Sequence[Piece], outer: tuple[float, float], within: float, size: float
) -> list[_Section]:
    """The ways to give rows to labels that stand in one column; [] if these do not."""
    side = _side_border(pieces, size)
    left = tuple(piece for piece in pieces if piece.box.x1 <= side)
    right = [piece for piece in pieces if piece.box.x1 > side]
    if side_by_side(left):
        return []
    labels = blocks_of(left, within)
    bands = _with_lone_labels(bands_of(right, within), labels, within)
    edges = edges_of(bands, 0.0)
    edges[0], edges[-1] = outer
    rows = Rows(
        tuple(edges),
        tuple(band.top for band in bands),
        tuple(band.bottom for band in bands),
        tuple(first_line(band.pieces, band.top, size) for band in bands),
    )
    places = [label_of(label) for label in labels]
    return [
        _Section(side, left, tuple(bands), tuple(edges), tuple(span for span, _ in way))
        for way in spread(places, rows, [(0, len(bands))], size, TilingSettings())
    ]


def _blocks(section: _Section, size: float, lexicon: Lexicon) -> list[HeadBlock]:
    blocks = []
    goals = _goals(section, lexicon)
    for first, end in section.spans:
        if first - 1 in goals:
            continue
        if first in goals:
            blocks.append(_goal_block(section, first, size, lexicon))
            continue
        labels = _between(section.left, section.edges[first], section.edges[end])
        own = [band.pieces for band in section.bands[first:end]]
        borders = borders_of(own, labels, size, lexicon)
        reached = max((piece.box.x1 for piece in labels), default=section.side)
        side = min((x for x in borders[0] if x >= reached), default=section.side)
        rows = zip(pairwise(section.edges[first : end + 1]), borders, strict=True)
        blocks.append(HeadBlock(tuple(HeadRow(*edges, each) for edges, each in rows), side))
    return blocks


def _between(pieces: Sequence[Piece], top: float, bottom: float) -> list[Piece]:
    return [piece for piece in pieces if top <= piece.middle < bottom]


def _goals(section: _Section, lexicon: Lexicon) -> set[int]:
    """Rows of labels only, whose texts stand in the row below."""
    rows = set()
    for first, end in section.spans[:-1]:
        row = _between(section.left, section.edges[first], section.edges[end])
        row += [piece for band in section.bands[first:end] for piece in band.pieces]
        over = [lexicon.label(piece.text) in _OVER_TEXT for piece in row]
        if end - first == 1 and len(row) > 1 and all(over) and first - 1 not in rows:
            rows.add(first)
    return rows


def _goal_block(section: _Section, first: int, size: float, lexicon: Lexicon) -> HeadBlock:
    """A row of labels and the texts below them, with the same borders."""
    edges = section.edges[first : first + 3]
    own = [
        [*_between(section.left, top, bottom), *section.bands[first + index].pieces]
        for index, (top, bottom) in enumerate(pairwise(edges))
    ]
    borders = borders_of(own, [], size, lexicon)
    rows = zip(pairwise(edges), borders, strict=True)
    return HeadBlock(tuple(HeadRow(*each, part) for each, part in rows), float("-inf"))


def _side_border(pieces: Sequence[Piece], size: float) -> float:
    """Right border of the leftmost column of labels; that of all text if it has no columns."""
    for low, high in gaps_between((piece.box.x0, piece.box.x1) for piece in pieces):
        if high - low >= _CHANNEL * size:
            return (low + high) / 2
    return frame_of(pieces).x1


def _with_lone_labels(
    bands: list[Band], labels: Sequence[Sequence[Piece]], within: float
) -> list[Band]:
    """The rows, with those of labels that no value stands beside."""
    lone = []
    for label in labels:
        frame = frame_of(label)
        if all(
            band.top - frame.bottom > within or frame.top - band.bottom > within for band in bands
        ):
            lone.append(Band(frame.top, frame.bottom, ()))
    return sorted([*bands, *lone], key=lambda band: band.top)


def label_of(pieces: Sequence[Piece]) -> Label:
    """Where a label is printed."""
    frame = frame_of(pieces)
    return Label(frame.top, frame.bottom, min(piece.middle for piece in pieces))


def first_line(pieces: Sequence[Piece], top: float, size: float) -> float:
    """Y of the middle of the first line of a row."""
    return min((piece.middle for piece in pieces), default=top + size / 2)


def borders_of(
    rows: Sequence[Sequence[Piece]],
    labels: Sequence[Piece],
    size: float,
    lexicon: Lexicon,
    ends: Sequence[float] = (),
) -> list[tuple[float, ...]]:
    """The borders between cells for each row of a block.

    What no text of the block stands on parts all its rows; a row may have more borders, but not
    where its cells are only empty.

    Args:
        rows: Pieces of each row.
        labels: Pieces of the label over all of them.
        size: Height of the glyphs in pt.
        lexicon: Tells labels from values.
        ends: X where drawn lines between rows end: a border is there rather than halfway.
    """
    every = [*labels, *(piece for row in rows for piece in row)]
    free = _channels(every, size)
    common = free
    if len(rows) > 1:
        common = _under_headers(free, rows, labels, size, lexicon)
    cornered = len(rows) > 1 and _cornered(rows, common)
    result = []
    for row in rows:
        own = [*row, *(labels if len(rows) == 1 else ())]
        channels = list(common)
        for low, high in _channels(own, size):
            if not any(low < x1 and x0 < high for x0, x1 in free):
                if cornered:
                    raise RefusedError(f"labels stand in two columns: {row[0].text[:20]}")
                channels.append((low, high))
        borders = [border_in(channel, ends, size) for channel in channels]
        if len(rows) == 1:
            borders = _with_empty_cells(borders, own, size, lexicon)
        result.append(tuple(sorted(borders)))
    return result


def _cornered(rows: Sequence[Sequence[Piece]], channels: Sequence[tuple[float, float]]) -> bool:
    """Whether the first row has headers, and none over the first column."""
    if len(rows[0]) < _MIN_HEADERS or not any(rows[1:]):
        return False
    begin = min(piece.box.x0 for row in rows[1:] for piece in row)
    first = min(piece.box.x0 for piece in rows[0])
    return any(begin < low and high < first + 1 for low, high in channels)


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
    goals = len(heads) > 1 and all(lexicon.label(p.text) in _OVER_TEXT for p in heads)
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
    reach = _CHANNEL * size / 2
    return next((x for x in ends if low - reach < x < high + reach), (low + high) / 2)


def _channels(pieces: Sequence[Piece], size: float) -> list[tuple[float, float]]:
    gaps = gaps_between((piece.box.x0, piece.box.x1) for piece in pieces)
    return [(low, high) for low, high in gaps if high - low >= _CHANNEL * size]


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
            result.append(end + _CHANNEL * size)
            continue
        start = frame_of(cells[index + 1]).x0
        if _asks_value(cells[index + 1], lexicon) and start - end >= _EMPTY_CELL * size:
            border = stops[index + 1]
            result.remove(border)
            result += [end + (start - end) / 3, start - (start - end) / 3]
    return result


def _asks_value(cell: Sequence[Piece], lexicon: Lexicon) -> bool:
    role = lexicon.label(text_of(cell))
    return role is not None and role not in _OVER_TEXT
