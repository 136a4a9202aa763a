"""A whole form without lines: rulings for its head and its grid from the text alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from zhperf.borderless.columns import ColumnSettings, RefusedError
from zhperf.borderless.drawing import draw_footers, draw_head, draw_rows, side_border
from zhperf.borderless.grid import GridText, read_grid, units_of
from zhperf.borderless.head import head_of
from zhperf.borderless.headers import whole_header
from zhperf.borderless.pieces import Piece, PieceSettings, blocks_of, frame_of, lines_of, text_of
from zhperf.borderless.rows import Band, LineGap, edges_of, line_gap, rows_of, usual_gap
from zhperf.borderless.strokes import Strokes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhperf.templates import Lexicon

_SAME_PLACE = 0.2
"""In heights of the glyphs: text centred in one row, or set at its top, differs by less."""
_PAIR = re.compile("[:：].")
_MIN_COLUMNS = 3
"""Known words of a header at least; columns that a line fills at least to be a row that goes on
from the page before."""
_SAME_SIZE = 0.15
"""Share (0 to 1) by which glyphs of one form differ in height."""


class Supplied(NamedTuple):
    """Rulings for one form."""

    strokes: Strokes
    top: float
    bottom: float
    """Y of the form's outer borders in pt."""
    borders: tuple[float, ...]
    """X of the borders of its grid's columns."""
    grid: GridText
    gap: LineGap
    closed: bool
    """Whether the form ends on this page."""
    missing: str
    """What is not drawn, in English."""
    ruled: bool = False
    """Whether lines are drawn between its rows."""


def supply_aligned(header: Sequence[Piece], pieces: Sequence[Piece], lexicon: Lexicon) -> Supplied:
    """Rulings for a form of which only the text is printed.

    Args:
        header: The pieces of its header that stand on one line.
        pieces: The form's text, from under its title; what stands under it may be among them.
        lexicon: Tells what header words and labels mean.

    Raises:
        RefusedError: Rows or columns cannot be told apart.
        CamelotUnusableError: camelot cannot be loaded.
    """
    size = max(piece.height for piece in header)
    gap = _line_gap(pieces, size)
    words, zone = whole_header(
        header, lambda line: _header_zone(line, pieces, gap.within or 0.0, lexicon), lexicon
    )
    frame = frame_of(zone)
    below = [piece for piece in pieces if piece.middle > frame.bottom and piece not in zone]
    units = units_of([p for p in below if p.box.x1 > frame.x0], PieceSettings())
    grid = read_grid(words, units, size, lexicon, ColumnSettings())
    grid.rest = tuple(piece for piece in below if piece.box.top >= grid.bottom)
    bands, gap = _rows(grid, gap, size)
    side = [p for p in pieces if p.box.x1 <= frame.x0 and frame.top - size < p.middle < grid.bottom]
    over = [p for p in pieces if p.middle < frame.top and p not in side and p not in zone]
    x0, x1 = _sides(grid, [*side, *over], size)
    first = x0
    if side:
        first = sum(side_border(side, grid.columns[0].x0, grid.within, size, lexicon)) / 2
    borders = [first, *grid.borders[1:-1], x1]
    top = frame.top - usual_gap(bands, size) / 2
    edges = _edges(bands, (frame.bottom + bands[0].top) / 2, grid)
    strokes = Strokes()
    strokes.across(top, x0, x1)
    strokes.across(edges[0], first, x1)
    for x in (x0, *borders):
        strokes.down(x, top, edges[0])
    bottom = draw_rows(strokes, grid, bands, edges, [x0, *borders], size)
    bottom = draw_footers(strokes, grid, (x0, bottom, x1), size, lexicon)
    head = head_of(_without_captions(over, lexicon), top, gap, size, lexicon)
    draw_head(strokes, head, x0, x1)
    start = head[0].rows[0].top if head else top
    return Supplied(strokes, start, bottom, tuple(borders), grid, gap, grid.closed, "no lines")


def _line_gap(pieces: Sequence[Piece], size: float) -> LineGap:
    """The gap between lines of one text, seen on text of the form's size."""
    return line_gap([p for p in pieces if abs(p.height - size) <= _SAME_SIZE * size], size)


def _rows(grid: GridText, gap: LineGap, size: float) -> tuple[list[Band], LineGap]:
    """The rows of a grid, and the gap between lines as it is now known; kept in the grid too."""
    bands = rows_of([grid.cells[i] for i in grid.leaves], grid.leaves.index(grid.name), gap)
    if usual_gap(bands, size) <= (gap.within or 0.0):
        gap = LineGap(None, 0.0)
    grid.within = gap.within or 0.0
    return bands, gap


class RuledHeader(NamedTuple):
    """A header row that is ruled, over rows that are not."""

    words: tuple[tuple[Piece, ...], ...]
    """The pieces of each cell, from the left."""
    borders: tuple[float, ...]
    """X of the borders of these cells, one more than cells."""
    top: float
    """Y of the line above it."""
    bottom: float
    """Y of the line under it."""

    def without_side_label(self, lexicon: Lexicon) -> RuledHeader:
        """The same, without what stands left of the first known header."""
        words = list(self.words)
        for index, word in enumerate(words):
            if lexicon.column(text_of(word)) not in (None, "group"):
                break
            words[index] = ()
        return self._replace(words=tuple(words))


def supply_under(
    header: RuledHeader, over: Sequence[Piece], below: Sequence[Piece], lexicon: Lexicon
) -> Supplied:
    """Rulings for the rows under a header that is ruled itself.

    Args:
        header: The row that is ruled.
        over: The form's text above it, if that is not ruled.
        below: The text under it.
        lexicon: Tells what header words and labels mean.

    Raises:
        RefusedError: Rows or columns cannot be told apart.
        CamelotUnusableError: camelot cannot be loaded.
    """
    size = max(piece.height for word in header.words for piece in word)
    gap = _line_gap([*over, *below], size)
    words = header.without_side_label(lexicon).words
    grid = read_grid(
        words, units_of(below, PieceSettings()), size, lexicon, ColumnSettings(), header.borders
    )
    bands, gap = _rows(grid, gap, size)
    if grid.side and grid.cells[0]:
        label = [*header.words[0], *grid.cells[0]]
        side_border(label, grid.borders[1] + size, grid.within, size, lexicon)
    strokes = Strokes()
    edges = _edges(bands, header.bottom, grid)
    bottom = draw_rows(strokes, grid, bands, edges, header.borders, size)
    bottom = draw_footers(
        strokes, grid, (header.borders[0], bottom, header.borders[-1]), size, lexicon
    )
    head = head_of(_without_captions(over, lexicon), header.top, gap, size, lexicon)
    draw_head(strokes, head, *_sides(grid, over, size))
    start = head[0].rows[0].top if head else header.top
    return Supplied(
        strokes, start, bottom, header.borders, grid, gap, grid.closed, "no lines under the header"
    )


def rows_going_on(pieces: Sequence[Piece], before: Supplied) -> list[Piece]:
    """The text of a page from the first line on that fits the columns of the page before.

    [] if none of its first lines does; lines of one piece above are the page's own heading.
    """
    units = units_of(pieces, PieceSettings())
    while units and len(units[0]) == 1:
        units.pop(0)
    if not units or len(units[0]) < _MIN_COLUMNS:
        return []
    borders = before.borders
    for piece in units[0]:
        if any(piece.box.x0 + 1 < x < piece.box.x1 - 1 for x in borders):
            return []
    return [piece for unit in units for piece in unit]


def supply_going_on(pieces: Sequence[Piece], before: Supplied, lexicon: Lexicon) -> Supplied:
    """Rulings for rows that go on from the page before.

    Args:
        pieces: Their text; what stands under them may be among it.
        before: The form on the page before.
        lexicon: Tells what labels mean.

    Raises:
        RefusedError: Rows or columns cannot be told apart, or rows without lines between them
            lie under a table whose rows have lines.
    """
    if before.ruled:
        raise RefusedError("the table goes on without its header")
    top = min(piece.box.top for piece in pieces) - before.grid.within - 1
    words = tuple(tuple(column.headers) for column in before.grid.columns)
    borders = before.borders[-len(words) - 1 :]
    form = supply_under(RuledHeader(words, borders, top, top), (), pieces, lexicon)
    return form._replace(missing=before.missing)


def _without_captions(pieces: Sequence[Piece], lexicon: Lexicon) -> list[Piece]:
    """What stands in the frame: without the lines between title and frame.

    Those are the year, and pairs such as 单位：万元.
    """
    lines = lines_of(pieces, PieceSettings())
    while lines and _is_caption(lines[0], lexicon):
        lines.pop(0)
    return [piece for line in lines for piece in line]


def _is_caption(line: Sequence[Piece], lexicon: Lexicon) -> bool:
    if len(line) == 1 and lexicon.label(line[0].text) is None:
        return True
    return all(_PAIR.search(piece.text) for piece in line)


def _header_zone(
    line: Sequence[Piece], pieces: Sequence[Piece], within: float, lexicon: Lexicon
) -> Sequence[Piece]:
    """All pieces of the header: words in several lines reach above and below its line.

    Where rows follow as closely as lines, the header is what stands level with that line.
    """
    left = line[0].box.x0
    right = [piece for piece in pieces if piece.box.x1 > left]
    for gap in (within, 0.0):
        zone = next((block for block in blocks_of(right, gap) if line[0] in block), list(line))
        columns = [[p for p in zone if p.box.x0 < w.box.x1 and p.box.x1 > w.box.x0] for w in line]
        if sum(lexicon.column(text_of(column)) is not None for column in columns) >= _MIN_COLUMNS:
            return zone
    return line


def _edges(bands: Sequence[Band], top: float, grid: GridText) -> list[float]:
    """Borders of the rows of a grid, from the one under its header on."""
    gap = usual_gap(bands, 2 * max(bands[0].top - top, 0.0))
    edges = edges_of(_with_tall_labels(bands, grid), gap)
    edges[0] = top
    if grid.totals is not None:
        edges[-1] = (bands[-1].bottom + min(p.box.top for p in grid.totals.pieces)) / 2
    if edges[-1] <= bands[-1].bottom or edges[0] >= bands[0].top:
        raise RefusedError("rows stand as close as lines")
    return edges


def _with_tall_labels(bands: Sequence[Band], grid: GridText) -> list[Band]:
    """The rows with the height that labels of a single row give them.

    Such a label has its middle, or its first line, where the row's text has it.
    """
    result = list(bands)
    for label in (block for i in grid.levels for block in blocks_of(grid.cells[i], grid.within)):
        frame = frame_of(label)
        near = _SAME_PLACE * label[0].height
        for index, band in enumerate(bands):
            above = bands[index - 1].bottom if index else frame.top
            below = bands[index + 1].top if index + 1 < len(bands) else frame.bottom
            middle = abs(frame.top + frame.bottom - band.top - band.bottom) / 2
            first = abs(frame.top - band.top)
            if min(middle, first) <= near and above <= frame.top and frame.bottom <= below:
                old = result[index]
                top, bottom = min(old.top, frame.top), max(old.bottom, frame.bottom)
                result[index] = old._replace(top=top, bottom=bottom)
    return result


def _sides(grid: GridText, pieces: Sequence[Piece], size: float) -> tuple[float, float]:
    """X of the form's left and right border."""
    x0 = min([grid.borders[0], *(piece.box.x0 - size / 4 for piece in pieces)])
    x1 = max([grid.borders[-1], *(piece.box.x1 + size / 4 for piece in pieces)])
    return x0, x1
