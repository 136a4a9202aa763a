"""Page to grids: cells with spans, each character in the cell that holds its centre."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from zhperf.celltext import TextSettings, join_lines, read_lines
from zhperf.geometry import BBox, Boxes, rounded_boxes, tilt_boxes, turn_boxes
from zhperf.gridlines import (
    Edges,
    LatticeSettings,
    bounding_boxes,
    connected_tables,
    find_cells,
    grid_edges,
)
from zhperf.grids import BOTTOM, LEFT, RIGHT, TOP, Cell, Grid, Line, PageLayout, Repair, Stray
from zhperf.overflow import take_overflow
from zhperf.pages import Page, Visibility, turn_rulings
from zhperf.underlines import without_underlines

if TYPE_CHECKING:
    from numpy.typing import NDArray

CLOSING = " ，。、；：？！）》】」』〉〕”’％%,.;:?!)]}…"
"""Marks that never begin a cell: one that touches the text before it belongs to that text.
The space that a line breaks at hangs past the border too."""
_CLOSING_CODES = np.array([ord(mark) for mark in CLOSING], np.uint32)


_WATERMARK_SIZE = 2.5
"""In median glyph heights: text of the form itself is at most twice as large (titles)."""
_QUOTED = 24
"""Characters of a text that a repair quotes."""


class _Text(NamedTuple):
    """Visible characters of a page, turned upright."""

    codes: NDArray[np.uint32]
    boxes: Boxes
    angles: NDArray[np.int16]
    runs: NDArray[np.int32]
    confidence: NDArray[np.float32] | None = None

    def take(self, where: NDArray[np.bool_]) -> _Text:
        """The characters where `where` is true."""
        sure = None if self.confidence is None else self.confidence[where]
        return _Text(
            self.codes[where], self.boxes[where], self.angles[where], self.runs[where], sure
        )


def lay_out(page: Page, settings: LatticeSettings, text_settings: TextSettings) -> PageLayout:
    """Find the grids of a page and put its visible text into their cells.

    Args:
        page: In page space.
        settings: Thresholds of the grid.
        text_settings: Thresholds of the lines of text.
    """
    text, slanted, angle = _upright_text(page)
    if not len(page.rulings):
        lines = _outside_lines(page, text, angle, text_settings)
        return PageLayout([], lines, landscape=_is_landscape(page, angle))
    rulings = turn_rulings(page.rulings, page.width, page.height, -angle)
    rulings = without_underlines(rulings, text.boxes, settings)
    found = [
        edges
        for table in connected_tables(rulings, settings)
        if (edges := grid_edges(table, settings)) is not None
    ]
    found = _outermost(found)
    marks = _watermarks(text, found)
    if marks.any():
        slanted = _joined(slanted, _displayed_text(text.take(marks), page, angle))
        text = text.take(~marks)
    owner = np.full(len(text.codes), -1, np.int64)
    free = ~np.any([_inside(edges, text.boxes) for edges in found], axis=0)
    grids = []
    for edges in found:
        grids.append(_fill(page, edges, text, owner, free, angle, text_settings))
    outside = owner < 0
    rest = text.take(outside)
    grids.sort(key=lambda grid: (grid.row_edges[0], grid.column_edges[0]))
    return PageLayout(
        grids,
        _outside_lines(page, rest, angle, text_settings),
        _strays(slanted, grids),
        landscape=_is_landscape(page, angle),
    )


def _is_landscape(page: Page, angle: int) -> bool:
    return (page.width > page.height) == (angle % 180 == 0)


def _upright_text(page: Page) -> tuple[_Text, _Text, int]:
    """Visible text turned upright, slanted text, and the angle of the page's text."""
    chars = page.chars
    angles = chars.angles
    if not chars.visibility.any() and not angles.any():
        return (
            _Text(chars.codes, chars.boxes, angles, chars.runs, chars.confidence),
            _no_text(),
            0,
        )
    seen = chars.visibility == Visibility.VISIBLE
    straight = angles % 90 == 0
    counts = np.bincount(angles[seen & straight] // 90, minlength=4)
    angle = int(counts.argmax()) * 90 if counts.any() else 0
    boxes = turn_boxes(chars.boxes, page.width, page.height, -angle)
    keep, slant = seen & straight, seen & ~straight
    return (
        _Text(
            chars.codes,
            boxes,
            ((angles - angle) % 360).astype(np.int16),
            chars.runs,
            chars.confidence,
        ).take(keep),
        _Text(chars.codes, chars.boxes, angles, chars.runs).take(slant),
        angle,
    )


def _no_text() -> _Text:
    return _Text(
        np.empty(0, np.uint32), np.empty((0, 4)), np.empty(0, np.int16), np.empty(0, np.int32)
    )


def _joined(one: _Text, other: _Text) -> _Text:
    return _Text(
        np.concatenate([one.codes, other.codes]),
        np.concatenate([one.boxes, other.boxes]),
        np.concatenate([one.angles, other.angles]),
        np.concatenate([one.runs, other.runs]),
    )


def _displayed_text(text: _Text, page: Page, angle: int) -> _Text:
    return text._replace(boxes=_displayed(text.boxes, page, angle))


def _watermarks(text: _Text, found: list[Edges]) -> NDArray[np.bool_]:
    """Which characters are far larger than the others and cross drawn borders."""
    result = np.zeros(len(text.codes), np.bool_)
    heights = text.boxes[:, 3] - text.boxes[:, 1]
    if not len(heights) or not found:
        return result
    large = np.flatnonzero(heights > _WATERMARK_SIZE * np.median(heights))
    for index in large.tolist():
        result[index] = any(_crosses_border(text.boxes[index], edges) for edges in found)
    for size in np.unique(heights[result]):
        # A glyph of the same text may lie inside a large cell.
        result[large] |= np.abs(heights[large] - size) < 0.05 * size
    return result


def _crosses_border(box: NDArray[np.float64], edges: Edges) -> bool:
    """Whether a drawn border of a grid runs through a glyph's box, well inside it."""
    x0, top, x1, bottom = box.tolist()
    inset = 0.1 * (bottom - top)
    column = int(np.searchsorted(edges.columns, (x0 + x1) / 2)) - 1
    row = int(np.searchsorted(edges.rows, (top + bottom) / 2)) - 1
    if not (0 <= column < len(edges.columns) - 1 and 0 <= row < len(edges.rows) - 1):
        return False
    across = (edges.rows > top + inset) & (edges.rows < bottom - inset)
    down = (edges.columns > x0 + inset) & (edges.columns < x1 - inset)
    return bool(edges.across[across, column].any() or edges.down[row, down].any())


def _outermost(found: list[Edges]) -> list[Edges]:
    """Without boxes inside a cell of another grid, and without mere frames around grids."""
    if len(found) < 2:
        return found
    found = [
        outer
        for outer in found
        if not (_is_frame(outer) and any(_encloses(outer, inner) for inner in found))
    ]
    return [inner for inner in found if not any(_encloses(outer, inner) for outer in found)]


def _is_frame(edges: Edges) -> bool:
    return len(edges.rows) == 2 and len(edges.columns) == 2


def _encloses(outer: Edges, inner: Edges) -> bool:
    return bool(
        outer.rows[0] < inner.rows[0]
        and inner.rows[-1] < outer.rows[-1]
        and outer.columns[0] < inner.columns[0]
        and inner.columns[-1] < outer.columns[-1]
    )


def _fill(
    page: Page,
    edges: Edges,
    text: _Text,
    owner: NDArray[np.int64],
    free: NDArray[np.bool_],
    angle: int,
    settings: TextSettings,
) -> Grid:
    """Make the grid, with the text whose centres lie in it; mark that text as taken."""
    spans, cell_of = find_cells(edges)
    boxes = bounding_boxes(edges, spans)
    cells = _assign(edges, cell_of, text)
    overflow = take_overflow(cells, edges, cell_of[-1], text.boxes, free)
    inside = cells >= 0
    owner[inside] = cells[inside]
    lines = _cell_lines(text, cells, inside, page, settings)
    texts = _cell_texts(lines, boxes, overflow)
    frames = map(BBox._make, rounded_boxes(_displayed(boxes, page, angle)).tolist())
    sides = _open_sides(edges, spans).tolist()
    printed = [tuple(lines.get(number, ())) for number in range(len(boxes))]
    made = [
        Cell(row, column, row_span, column_span, frame, words, own, side, repairs)
        for (row, column, row_span, column_span), frame, (words, repairs), own, side in zip(
            spans.tolist(), frames, texts, printed, sides, strict=True
        )
    ]
    outer = np.array([[edges.columns[0], edges.rows[0], edges.columns[-1], edges.rows[-1]]])
    return Grid(
        page.number,
        BBox(*rounded_boxes(_displayed(outer, page, angle))[0].tolist()),
        tuple(edges.rows.tolist()),
        tuple(edges.columns.tolist()),
        tuple(made),
        angle,
    )


def _cell_texts(
    lines: dict[int, list[Line]], boxes: Boxes, overflow: dict[int, int]
) -> list[tuple[str, tuple[Repair, ...]]]:
    """Text and repairs of each cell."""
    rooms = (boxes[:, 2] - boxes[:, 0] - 2 * _padding(lines, boxes)).tolist()
    texts = [
        join_lines(lines[number], room) if number in lines else ("", ())
        for number, room in enumerate(rooms)
    ]
    for number, count in overflow.items():
        words, repairs = texts[number]
        below = "".join(line.text for line in lines[number][-count:])
        texts[number] = (words, (*repairs, Repair("overflow-joined", below[:_QUOTED])))
    return texts


def _displayed(boxes: Boxes, page: Page, angle: int) -> Boxes:
    """Boxes of the upright, straight page in page space."""
    if angle:
        width, height = (page.height, page.width) if angle % 180 else (page.width, page.height)
        boxes = turn_boxes(boxes, width, height, angle)
    return tilt_boxes(boxes, page.width, page.height, page.skew) if page.skew else boxes


def _inside(edges: Edges, boxes: Boxes) -> NDArray[np.bool_]:
    """Which characters have their centre within a grid."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    inside = (x > edges.columns[0]) & (x < edges.columns[-1])
    inside &= (y > edges.rows[0]) & (y < edges.rows[-1])
    return np.asarray(inside, np.bool_)


def _assign(edges: Edges, cell_of: NDArray[np.int64], text: _Text) -> NDArray[np.int64]:
    """Number of the cell of each character, -1 outside."""
    boxes = text.boxes
    column = np.searchsorted(edges.columns, (boxes[:, 0] + boxes[:, 2]) / 2) - 1
    row = np.searchsorted(edges.rows, (boxes[:, 1] + boxes[:, 3]) / 2) - 1
    n_rows, n_columns = cell_of.shape
    inside = (column >= 0) & (column < n_columns) & (row >= 0) & (row < n_rows)
    cells = np.full(len(boxes), -1, np.int64)
    cells[inside] = cell_of[row[inside], column[inside]]
    return _with_overhang(cells, edges, text)


def _with_overhang(cells: NDArray[np.int64], edges: Edges, text: _Text) -> NDArray[np.int64]:
    """Give back what hangs over its cell's border to the text that it touches.

    Closing marks hang past the border, and an amount that cannot be broken runs on over it:
    then one string crosses it without a gap, or a glyph straddles it, and all that touches stays
    with the cell of most of it.
    """
    if len(cells) < 2:
        return cells
    boxes = text.boxes
    height = boxes[1:, 3] - boxes[1:, 1]
    level = np.abs(boxes[1:, 1] + boxes[1:, 3] - boxes[:-1, 1] - boxes[:-1, 3]) < 0.5 * height
    touching = level & (np.abs(boxes[1:, 0] - boxes[:-1, 2]) < 0.15 * height)
    moved = (cells[1:] != cells[:-1]) & touching
    if not moved.any():
        return cells
    closing = np.isin(text.codes[1:], _CLOSING_CODES)
    bounds = np.append(np.flatnonzero(np.concatenate([[True], ~touching])), len(cells))
    for index in np.flatnonzero(moved).tolist():
        run = np.searchsorted(bounds, index, side="right")
        first, end = int(bounds[run - 1]), int(bounds[run])
        # A mark that hangs over may touch the text of the next cell: another string.
        string = np.flatnonzero(text.runs[first:end] == text.runs[index]) + first
        one_string = text.runs[index] == text.runs[index + 1]
        if one_string:
            first, end = int(string[0]), int(string[-1]) + 1
        if one_string or (len(string) == 1 and _straddles(boxes[first:end], edges)):
            own = cells[first:end][cells[first:end] >= 0]
            cells[first:end] = np.bincount(own).argmax() if len(own) else -1
            continue
        after = index + 1
        while after < end and closing[after - 1] and cells[index] >= 0:
            cells[after] = cells[index]
            after += 1
    return cells


def _straddles(boxes: Boxes, edges: Edges) -> bool:
    """Whether a border runs through a glyph, well inside it."""
    inset = 0.1 * (boxes[:, 3] - boxes[:, 1])
    left = np.searchsorted(edges.columns, boxes[:, 0] + inset)
    return bool((left != np.searchsorted(edges.columns, boxes[:, 2] - inset)).any())


def _cell_lines(
    text: _Text,
    cells: NDArray[np.int64],
    inside: NDArray[np.bool_],
    page: Page,
    settings: TextSettings,
) -> dict[int, list[Line]]:
    """Lines of each cell, in print order; text turned in its cell reads along its direction."""
    result: dict[int, list[Line]] = {}
    turned = text.angles != 0
    upright = inside & ~turned if turned.any() else inside
    straight = text.take(upright)
    for number, line in read_lines(
        straight.codes, straight.boxes, cells[upright], settings, straight.confidence
    ):
        result.setdefault(number, []).append(line)
    for angle in (90, 180, 270):
        chosen = inside & (text.angles == angle) if turned.any() else turned
        if chosen.any():
            boxes = turn_boxes(text.boxes[chosen], page.width, page.height, -angle)
            for number, line in read_lines(text.codes[chosen], boxes, cells[chosen], settings):
                result.setdefault(number, []).append(line)
    return result


def _padding(lines: dict[int, list[Line]], boxes: Boxes) -> float:
    """Smallest distance in pt of text from its cell's left border on this grid, 0 to 8."""
    pads = [
        line.bbox.x0 - boxes[number, 0] for number, printed in lines.items() for line in printed[:1]
    ]
    return float(min(max(min(pads, default=0.0), 0.0), 8.0))


def _open_sides(edges: Edges, spans: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each cell, the sides that lie on an outer border that is not drawn there."""
    row, column = spans[:, 0], spans[:, 1]
    below, after = row + spans[:, 2], column + spans[:, 3]
    sides = np.zeros(len(spans), np.int64)
    sides[(row == 0) & ~edges.across[0, column]] |= TOP
    sides[(below == len(edges.rows) - 1) & ~edges.across[-1, column]] |= BOTTOM
    sides[(column == 0) & ~edges.down[row, 0]] |= LEFT
    sides[(after == len(edges.columns) - 1) & ~edges.down[row, -1]] |= RIGHT
    return sides


def _outside_lines(page: Page, text: _Text, angle: int, settings: TextSettings) -> list[Line]:
    """Lines of text outside all grids, from top to bottom."""
    groups = np.zeros(len(text.codes), np.int64)
    found = read_lines(text.codes, text.boxes, groups, settings, text.confidence)
    lines = [line for _, line in found if line.text.strip()]
    if not angle and not page.skew:
        return [line._replace(page=page.number) for line in lines]
    boxes = np.array([line.bbox for line in lines], np.float64).reshape(-1, 4)
    shown = map(BBox._make, _displayed(boxes, page, angle).tolist())
    return [
        line._replace(displayed=box, page=page.number)
        for line, box in zip(lines, shown, strict=True)
    ]


def _strays(slanted: _Text, grids: list[Grid]) -> list[Stray]:
    """Slanted text over the grids, one entry for each grid, in the order of painting."""
    result = []
    for grid in grids:
        if not len(slanted.codes):
            break
        x0, top, x1, bottom = grid.bbox
        centre = (slanted.boxes[:, :2] + slanted.boxes[:, 2:]) / 2
        over = (centre[:, 0] > x0) & (centre[:, 0] < x1)
        over &= (centre[:, 1] > top) & (centre[:, 1] < bottom)
        if over.any():
            words = "".join(chr(code) for code in slanted.codes[over].tolist())
            low, high = slanted.boxes[over, :2].min(axis=0), slanted.boxes[over, 2:].max(axis=0)
            result.append(Stray(words, BBox(*low.tolist(), *high.tolist())))
    return result
