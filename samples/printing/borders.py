"""Draws the rules of a table page in the ways in which real producers draw them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias

from printing.canvas import BLACK, Canvas, Color
from printing.paging import Piece, TablePage

LineStyle: TypeAlias = Literal[
    "line", "edge", "rect", "edge_rect", "path", "cellrects", "dash", "dotrect", "double", "none"
]
"""line: one stroke for a whole rule; edge: one stroke for each edge of a cell; rect: a thin
filled rectangle for a whole rule; edge_rect: one for each edge; path: a five-point filled path
for each edge (browsers); cellrects: `re S` around each cell; dash: dashed strokes; dotrect: a
dotted line of small filled squares; double: two strokes side by side; none: no rules."""

OuterBorder: TypeAlias = Literal["present", "no_sides", "no_ends", "none"]
"""no_sides: left and right are missing; no_ends: top and bottom of the table are missing."""


class Edge(NamedTuple):
    """One side of a cell."""

    horizontal: bool
    position: float
    """The constant coordinate in pt."""
    start: float
    end: float


Keeps: TypeAlias = Callable[[Edge, TablePage], bool]
"""Whether a side of a cell is drawn."""


@dataclass(frozen=True, slots=True)
class BorderStyle:
    """How rules are drawn."""

    line: LineStyle = "line"
    outer: OuterBorder = "present"
    width: float = 0.5
    """Of a rule in pt; 0 is a hairline (strokes only)."""
    color: Color = BLACK
    gap: float = 0.0
    """How much each rule or edge falls short of the joint at each end, in pt."""
    doubled_by: float = 1.8
    """Distance of the two strokes of a double rule in pt."""
    jitter: float = 0.0
    """Greatest random error of the ends of each rule, in pt."""
    seed: int = 0
    """Of the random errors."""
    keeps: Keeps | None = None
    """Leaves sides of cells out; None draws them all.  Not for "cellrects"."""


def draw_borders(canvas: Canvas, page: TablePage, style: BorderStyle, *, open_cut: bool) -> None:
    """Draw the rules of `page`.

    Args:
        canvas: In upright space.
        page: The laid out part of the table.
        style: Line style, outer border, errors.
        open_cut: Whether cut cells have no rule at the cut.
    """
    if style.line == "none":
        return
    if style.line == "cellrects":
        _draw_frames(canvas, page, style, open_cut)
        return
    edges = page_edges(page, style, open_cut=open_cut)
    if style.keeps is not None:
        edges = [edge for edge in edges if style.keeps(edge, page)]
    single = style.line in ("edge", "edge_rect", "path")
    _draw_edges(canvas, edges if single else _runs(edges), style)


def page_edges(page: TablePage, style: BorderStyle, *, open_cut: bool) -> list[Edge]:
    """The sides of cells that are ruled on a page, cut at the grid lines, each once."""
    return _unique(edge for piece in page.pieces for edge in _sides(piece, page, style, open_cut))


def _sides(piece: Piece, page: TablePage, style: BorderStyle, open_cut: bool) -> list[Edge]:
    """The sides of a piece that are ruled, each cut at the grid lines that it crosses."""
    x0, top, x1, bottom = piece.box
    rows = [y for y in page.row_edges if top <= y <= bottom]
    columns = [x for x in page.column_edges if x0 <= x <= x1]
    ends = style.outer not in ("no_ends", "none")
    sides = style.outer not in ("no_sides", "none")
    first, last = piece.cell.row == 0, piece.cell.last_row == page.n_rows - 1
    edges = []
    if _end_ruled(piece.cut_above, first, open_cut=open_cut, ends=ends):
        edges += _split(True, top, columns)
    if _end_ruled(piece.cut_below, last, open_cut=open_cut, ends=ends):
        edges += _split(True, bottom, columns)
    if sides or x0 != page.column_edges[0]:
        edges += _split(False, x0, rows)
    if sides or x1 != page.column_edges[-1]:
        edges += _split(False, x1, rows)
    return edges


def _end_ruled(cut: bool, outermost: bool, *, open_cut: bool, ends: bool) -> bool:
    """Whether the upper or lower side of a piece is ruled.

    A cut is ruled in office style even if the table has no outer border; a page break between
    rows falls on an inner rule, which both pages show.
    """
    return not open_cut if cut else ends or not outermost


def _split(horizontal: bool, position: float, stops: Sequence[float]) -> list[Edge]:
    return [Edge(horizontal, position, start, end) for start, end in pairwise(stops)]


def _unique(edges: Iterable[Edge]) -> list[Edge]:
    return sorted(set(edges))


def _runs(edges: Sequence[Edge]) -> list[Edge]:
    """Join edges that touch end to end."""
    runs: list[Edge] = []
    for edge in edges:
        last = runs[-1] if runs else None
        if last and last[:2] == edge[:2] and abs(last.end - edge.start) < 1e-6:
            runs[-1] = last._replace(end=edge.end)
        else:
            runs.append(edge)
    return runs


def _draw_edges(canvas: Canvas, edges: Sequence[Edge], style: BorderStyle) -> None:
    errors = random.Random(style.seed)
    for edge in edges:
        error = errors.uniform(-style.jitter, style.jitter)
        _draw_edge(
            canvas,
            edge._replace(start=edge.start + style.gap + error, end=edge.end - style.gap + error),
            style,
        )


def _draw_edge(canvas: Canvas, edge: Edge, style: BorderStyle) -> None:
    match style.line:
        case "rect" | "edge_rect":
            canvas.fill(*_band(edge, style.width), style.color)
        case "path":
            canvas.fill_path(*_band(edge, style.width), style.color)
        case "dotrect":
            _draw_dots(canvas, edge, style)
        case "double":
            for side in (-0.5, 0.5):
                position = edge.position + side * style.doubled_by
                _stroke(canvas, edge._replace(position=position), style)
        case _:
            _stroke(canvas, edge, style)


def _stroke(canvas: Canvas, edge: Edge, style: BorderStyle) -> None:
    dash = (3.0, 2.0) if style.line == "dash" else ()
    ends = (edge.start, edge.position, edge.end, edge.position)
    if not edge.horizontal:
        ends = (edge.position, edge.start, edge.position, edge.end)
    canvas.line(*ends, width=style.width, color=style.color, dash=dash)


def _band(edge: Edge, width: float) -> tuple[float, float, float, float]:
    half = width / 2
    low, high = edge.position - half, edge.position + half
    # Browsers let a rule's rectangle reach the middle of the joint's square.
    start, end = edge.start - half, edge.end + half
    return (start, low, end, high) if edge.horizontal else (low, start, high, end)


def _draw_dots(canvas: Canvas, edge: Edge, style: BorderStyle) -> None:
    side = max(style.width, 0.4)
    at = edge.start
    while at < edge.end + side / 2:
        dot = Edge(edge.horizontal, edge.position, at, at)
        canvas.fill(*_band(dot, side), style.color)
        at += 2 * side


def _draw_frames(canvas: Canvas, page: TablePage, style: BorderStyle, open_cut: bool) -> None:
    """`re S` around each cell that has all four sides, strokes for the sides of the others."""
    for piece in page.pieces:
        sides = _runs(_unique(_sides(piece, page, style, open_cut)))
        if len(sides) == 4:
            canvas.frame(*piece.box, width=style.width, color=style.color)
        else:
            _draw_edges(canvas, sides, style)
