"""The blocks above a grid: label and value cells without vertical borders between them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from zhperf.borderless.cells import CHANNEL, are_over_texts, borders_of
from zhperf.borderless.columns import RefusedError
from zhperf.borderless.pieces import blocks_of, frame_of, gaps_between, side_by_side, text_of
from zhperf.borderless.rows import Band, LineGap, bands_of, edges_of, usual_gap
from zhperf.borderless.tiling import Label, Rows, Span, TilingSettings, spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhperf.borderless.pieces import Piece
    from zhperf.templates import Lexicon


_MAX_STRIPS = 40
"""Rows above a grid; the longest head seen has 20, and the ways to part them grow fast."""


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
    sections = _sections(strips, edges, within, size, lexicon)
    blocks = _with_goals([block for section in sections for block in _blocks(section)], lexicon)
    return [_cells(block, size, lexicon) for block in blocks]


def _sections(
    strips: Sequence[Band], edges: Sequence[float], within: float, size: float, lexicon: Lexicon
) -> list[_Section]:
    """As few sections as can be, each with its labels in a column of their own.

    Raises:
        RefusedError: There is no such way, or there are several.
    """
    if len(strips) > _MAX_STRIPS:
        raise RefusedError("too much text above the grid")
    best: list[list[list[_Section]]] = [[[]]]
    for end in range(1, len(strips) + 1):
        ways: list[list[_Section]] = []
        for start in range(end):
            pieces = [piece for strip in strips[start:end] for piece in strip.pieces]
            sections = _ways(pieces, (edges[start], edges[end]), within, size, lexicon)
            ways += [[*way, section] for section in sections for way in best[start]]
        fewest = min(map(len, ways), default=0)
        best.append([way for way in ways if len(way) == fewest][:2])
    if not best[-1]:
        raise RefusedError("labels and values above the grid cannot be told apart")
    if len(best[-1]) > 1:
        raise RefusedError("it is not certain which rows a label above the grid stands for")
    return best[-1][0]


def _ways(
    pieces: Sequence[Piece],
    outer: tuple[float, float],
    within: float,
    size: float,
    lexicon: Lexicon,
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
    money = [lexicon.label(text_of(label)) == "fund_row" for label in labels]
    if money[:1] == [True] and len(labels) > 1:
        return []  # the header of the money stands above, so it belongs to the same rows
    ways = []
    for way in spread(places, rows, [(0, len(bands))], size, TilingSettings()):
        spans = tuple(span for span, _ in way)
        lengths = zip(spans, money, strict=False)
        if not any(of_money and end - first > 1 for (first, end), of_money in lengths):
            ways.append(_Section(side, left, tuple(bands), tuple(edges), spans))
    return ways


class _Block(NamedTuple):
    """Rows of one label, before their cells are parted."""

    labels: tuple[Piece, ...]
    rows: tuple[tuple[Piece, ...], ...]
    edges: tuple[float, ...]
    side: float


def _blocks(section: _Section) -> list[_Block]:
    blocks = []
    for first, end in section.spans:
        edges = section.edges[first : end + 1]
        labels = tuple(piece for piece in section.left if edges[0] <= piece.middle < edges[-1])
        rows = tuple(band.pieces for band in section.bands[first:end])
        blocks.append(_Block(labels, rows, edges, section.side))
    return blocks


def _with_goals(blocks: Sequence[_Block], lexicon: Lexicon) -> list[_Block]:
    """The blocks, with a row of labels that stand over texts and these as one."""
    result: list[_Block] = []
    open_goals = False
    for block in blocks:
        row = (*block.labels, *block.rows[0])
        single = len(block.rows) == 1
        if open_goals and single:
            above = result[-1]
            rows = (above.rows[0], row)
            result[-1] = _Block((), rows, (*above.edges, block.edges[1]), float("-inf"))
            open_goals = False
            continue
        open_goals = single and are_over_texts(row, lexicon)
        result.append(_Block((), (row,), block.edges, block.side) if open_goals else block)
    return result


def _cells(block: _Block, size: float, lexicon: Lexicon) -> HeadBlock:
    """A block with the borders between its cells."""
    borders = borders_of(block.rows, block.labels, size, lexicon)
    side = block.side
    if block.labels:
        reached = frame_of(block.labels).x1
        side = min((x for x in borders[0] if x >= reached), default=side)
    rows = zip(pairwise(block.edges), borders, strict=True)
    return HeadBlock(tuple(HeadRow(*edges, own) for edges, own in rows), side)


def _side_border(pieces: Sequence[Piece], size: float) -> float:
    """Right border of the leftmost column of labels; that of all text if it has no columns."""
    for low, high in gaps_between((piece.box.x0, piece.box.x1) for piece in pieces):
        if high - low >= CHANNEL * size:
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
