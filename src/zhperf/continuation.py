"""Does the first grid of a page continue the table of the page before?

A grid continues a table if its columns agree and nothing between them begins something new: a
title, a heading of another table, a header that is not the table's own.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from zhperf.grids import Doubt, Region, distinct
from zhperf.headers import numbers_columns
from zhperf.templates import HEAD_ROLES, opens_form
from zhperf.vocabulary import is_table_heading, is_title, plain, year_in

if TYPE_CHECKING:
    from zhperf.grids import Grid, Line, LogicalTable
    from zhperf.stitchsettings import StitchSettings
    from zhperf.templates import LabelRole, Lexicon

_MIN_COLUMNS = 3
"""A grid with fewer is no part of an indicator table."""
_OPENING_ROLES = frozenset(("name", "department", "implementing_unit"))
_FOOTER_ROLES = frozenset(("note", "label", "total", "long_term", "total_score"))


class Rules(NamedTuple):
    """What all joins of a document go by."""

    settings: StitchSettings
    lexicon: Lexicon
    """Tells header rows from others."""


class Pending(NamedTuple):
    """The table that the next page may continue."""

    table: LogicalTable
    edges: list[float]
    """Column edges in pt, upright."""
    top: Grid
    """Its grid with the first header, else its first."""
    grid: Grid
    """Its last grid."""
    stub_end: int
    """Columns before this one have cells that span rows."""
    headers: tuple[str, ...]
    """Plain text of the last header of each column, "" without; () if none was seen."""
    head_rows: int
    """Rows of `top` down to its last header; 0 without."""
    in_head: bool
    """Whether it ends above a header: none was seen, or the next form of its frame has begun."""
    framed: bool
    """Whether the table's top border is drawn: then an open side at a page break is a cut."""
    landscape: bool
    """Whether its last page is wider than high."""


def continues(pending: Pending, grid: Grid, above: tuple[Line, ...], rules: Rules) -> bool:
    """Whether a grid is the next part of a table.

    Args:
        pending: The table, up to the page before.
        grid: The first grid of the next page, or of the page after one that lies the other way.
        above: Lines between them.
        rules: Thresholds and words.
    """
    if own_edges(pending, grid, rules) is None:
        return False
    known = {plain(line.text) for line in pending.table.above}
    if any(is_table_heading(line.text) and plain(line.text) not in known for line in above):
        return False
    titles = [line for line in above if is_title(line.text)]
    rows = row_texts(grid, rules.settings.max_header_rows)
    is_header = rules.lexicon.is_header_row
    header = next((index for index, row in enumerate(rows) if is_header(row)), None)
    if header is None and _is_other_table(pending, grid, rules):
        return False
    if header is None:  # it may stand further down, under the blocks of a new form
        return not _opens_at_top(rows, rules) or (
            _is_head_part(pending, rules) and not _opens_again(pending, rows, len(rows), rules)
        )
    if _is_head_part(pending, rules):  # the blocks above the grid stood on the page before
        return not titles and not _opens_again(pending, rows, header, rules)
    at_top = _opens_at_top(rows, rules)
    if not (titles or at_top) and any(_begins_form(row, rules) for row in rows[:header]):
        return True  # the rest of the form, and the next one in the same frame
    if (titles or at_top) and _begins_anew(pending, rows, header, above, rules):
        return False
    if not titles and _goes_on_with_grid(pending, rows, header, rules):
        return True
    # A header that is not the table's own, or has a block of its own above it, starts a table.
    return repeated_rows(pending, rows, rules) > header


def doubts_if_left(
    pending: Pending, grid: Grid, above: tuple[Line, ...], rules: Rules
) -> list[Doubt]:
    """Doubts about a grid on the next page that was not joined and does not say what it is."""
    rows = row_texts(grid, rules.settings.max_header_rows)
    heading = any(is_table_heading(line.text) for line in above)
    if grid.page != pending.table.pages[-1] + 1 or heading or grid.n_columns < _MIN_COLUMNS:
        return []  # on the same page, or said to be another table
    if any(rules.lexicon.is_header_row(row) for row in rows):
        return []
    if rows and opens_form(rows[0], rules.lexicon):
        return []
    return doubts_about(grid)


def doubts_about(grid: Grid) -> list[Doubt]:
    """Doubts about a grid that may be the rest of a form."""
    text = "|".join(text for row in row_texts(grid, 1) for text in row if text)
    return [Doubt(Region(grid.page, grid.bbox), f"… | {text[:40]}")]


def is_unfinished(pending: Pending, rules: Rules) -> bool:
    """Whether a form may go on after a page that lies the other way: no total ends it."""
    if not pending.headers:
        return _is_head_part(pending, rules)
    row = pending.table.rows[-1]
    texts = [cell.text for cell in distinct(row) if cell.text]
    if rules.lexicon.is_header_row(texts):
        return True
    # A side label may stand left of the total.
    return all(_role_of(text, rules) not in _FOOTER_ROLES for text in texts[:2])


def _role_of(text: str, rules: Rules) -> LabelRole | None:
    """Role of a label, also if its value stands behind it in the same cell."""
    return rules.lexicon.label(text) or rules.lexicon.label(re.split("[:：.]", text, maxsplit=1)[0])


def row_texts(grid: Grid, limit: int) -> list[tuple[str, ...]]:
    """Plain texts of the first rows of a grid; a cell over several rows counts in each."""
    rows: list[list[tuple[int, str]]] = [[] for _ in range(min(limit, grid.n_rows))]
    for cell in grid.cells:
        if cell.row >= len(rows):
            break
        for row in rows[cell.row : cell.row + cell.row_span]:
            row.append((cell.column, plain(cell.text)))
    return [tuple(text for _, text in sorted(row)) for row in rows]


def _goes_on_with_grid(
    pending: Pending, rows: list[tuple[str, ...]], header: int, rules: Rules
) -> bool:
    """Whether a header prints the words of the table's last one, and no head stands above it.

    The same words beside another side label are the grid of the next goal.
    """
    lexicon = rules.lexicon
    if any(lexicon.label(text) in HEAD_ROLES for row in rows[:header] for text in row):
        return False
    if any(opens_form(row, lexicon) for row in rows[:header]):
        return False
    known, own = (
        [text for text in texts if lexicon.column(text) not in (None, "group")]
        for texts in (rows[header], dict.fromkeys(pending.headers))
    )
    return known == own


def _is_head_part(pending: Pending, rules: Rules) -> bool:
    """Whether a table ends in blocks that stand above an indicator grid.

    That is a table without a header, or a frame whose next form has begun.
    """
    lexicon = rules.lexicon
    labels = int(any(is_title(line.text) for line in pending.table.above))
    for row in reversed(pending.table.rows[-rules.settings.max_head_rows :]):
        texts = [cell.text for cell in distinct(row)]
        if pending.headers and lexicon.is_header_row(texts):
            return False
        if opens_form(texts, lexicon) and (pending.headers or is_title(texts[0])):
            return True
        if not pending.headers:
            labels += sum(lexicon.label(text) in HEAD_ROLES for text in texts)
    return not pending.headers and labels >= rules.settings.min_head_labels


def _is_other_table(pending: Pending, grid: Grid, rules: Rules) -> bool:
    """Whether a grid with many columns follows a form that its total or its footers have ended."""
    if grid.n_columns < rules.settings.min_table_columns or is_unfinished(pending, rules):
        return False
    return not _is_footer_part(pending, grid, rules)


def _opens_at_top(rows: list[tuple[str, ...]], rules: Rules) -> bool:
    """Whether a grid begins with a form: at most one lone text stands above its heading."""
    if not rows or _begins_form(rows[0], rules):
        return bool(rows)
    lone = len([text for text in rows[0] if text]) == 1
    return lone and len(rows) > 1 and _begins_form(rows[1], rules)


def _begins_form(row: tuple[str, ...], rules: Rules) -> bool:
    """Whether a row is the heading or the first labels of a form."""
    first = next((text for text in row if text), "")
    return opens_form(row, rules.lexicon) or rules.lexicon.label(first) in _OPENING_ROLES


def _opens_again(pending: Pending, rows: list[tuple[str, ...]], header: int, rules: Rules) -> bool:
    """Whether the rows above a header begin a form of their own."""
    label = rules.lexicon.label
    if any(len(set(row)) == 1 and is_title(row[0]) for row in rows[:header]):
        return True
    named = any(label(text) == "name" for row in rows[:header] for text in row)
    last = pending.table.rows[-rules.settings.max_head_rows :]
    return named and any(label(cell.text) == "name" for row in last for cell in row)


def _is_footer_part(pending: Pending, grid: Grid, rules: Rules) -> bool:
    """Whether a grid begins with a row that stands under an indicator grid."""
    if not pending.headers:
        return False
    texts = [text for row in row_texts(grid, 1) for text in row if text]
    return bool(texts) and _role_of(texts[0], rules) in _FOOTER_ROLES


def own_edges(pending: Pending, grid: Grid, rules: Rules) -> list[float] | None:
    """The grid's column edges on those of the table; None if it is of another table.

    The blocks above and under an indicator grid have columns of their own: only the frame is
    the same.
    """
    own = _aligned_edges(pending, grid.column_edges, rules)
    if own is None and (
        _is_head_part(pending, rules)
        or _is_footer_part(pending, grid, rules)
        or _rows_align(pending, grid, rules)
    ):
        return _aligned_edges(pending, grid.column_edges, rules, loose=True)
    return own


def _rows_align(pending: Pending, grid: Grid, rules: Rules) -> bool:
    """Whether the rows on both sides of the page break have the same columns.

    A frame with several forms has the columns of all of them.
    """
    first = [cell for cell in grid.cells if cell.row == 0]
    own = {grid.column_edges[cell.column] for cell in first}
    last = _last_row_edges(pending)[:-1]
    fewer = min(len(own), len(last))
    if fewer < _MIN_COLUMNS:
        return False
    shift = pending.edges[0] - grid.column_edges[0]
    tolerance = rules.settings.column_tolerance
    same = sum(min(abs(edge + shift - other) for other in last) <= tolerance for edge in own)
    return same >= rules.settings.min_common_edges * fewer


def _last_row_edges(pending: Pending) -> list[float]:
    """Edges of the cells of a table's last row, the outer ones included."""
    row = pending.table.rows[-1]
    starts = [i for i in range(len(row)) if i == 0 or row[i] is not row[i - 1]]
    return [*(pending.edges[i] for i in starts), pending.edges[-1]]


def _aligned_edges(
    pending: Pending, own: tuple[float, ...], rules: Rules, *, loose: bool = False
) -> list[float] | None:
    """The grid's column edges moved onto the table's; None if they are of another table.

    Args:
        pending: The table.  Edges of its last row are preferred to others that are as near: a
            frame with several forms has edges close to each other.
        own: Of the grid.
        rules: Thresholds.
        loose: Only the first and the last edge must be the same.
    """
    edges = pending.edges
    tolerance = rules.settings.column_tolerance
    if abs((own[-1] - own[0]) - (edges[-1] - edges[0])) > 2 * tolerance:
        return _scaled_edges(edges, own, rules)
    shift = edges[0] - own[0]
    places = [edge + shift for edge in own]
    moved = _snapped(places, [_last_row_edges(pending), edges], tolerance)
    moved[-1] = edges[-1]
    common = len(set(moved) & set(edges))
    enough = rules.settings.min_common_edges * min(len(own), len(edges))
    if (common < enough and not loose) or len(set(moved)) < len(moved):
        return None
    return moved


def _snapped(places: list[float], candidates: list[list[float]], tolerance: float) -> list[float]:
    """Each place on the first candidate that is near; of two on one edge the nearer stays."""
    moved = []
    for place in places:
        near = (_nearest(place, edges) for edges in candidates)
        moved.append(next((edge for edge in near if abs(edge - place) <= tolerance), place))
    for index in range(len(moved) - 1):
        if moved[index] == moved[index + 1]:
            first, second = (abs(places[i] - moved[i]) for i in (index, index + 1))
            farther = index if first > second else index + 1
            moved[farther] = places[farther]
    return moved


def _nearest(place: float, edges: list[float]) -> float:
    return edges[int(np.abs(np.subtract(edges, place)).argmin())]


def _scaled_edges(edges: list[float], own: tuple[float, ...], rules: Rules) -> list[float] | None:
    """The same for a page of another width that the table fills too: all edges must agree."""
    if len(own) <= _MIN_COLUMNS:
        return None
    scale = (edges[-1] - edges[0]) / (own[-1] - own[0])
    places = [edges[0] + (edge - own[0]) * scale for edge in own]
    moved = [_nearest(place, edges) for place in places]
    tolerance = rules.settings.column_tolerance * max(scale, 1.0)
    apart = max(abs(a - b) for a, b in zip(places, moved, strict=True))
    return moved if apart <= tolerance and len(set(moved)) == len(moved) else None


def _begins_anew(
    pending: Pending,
    rows: list[tuple[str, ...]],
    header: int,
    above: tuple[Line, ...],
    rules: Rules,
) -> bool:
    """Whether the form's title above a grid with a header begins the form once more.

    A running head and the title rows that a spreadsheet repeats print the very same again:
    title, year and block.  If the first row is the same too, it is the same form again.
    """
    known = {plain(line.text) for line in pending.table.above}
    years = [line for line in above if year_in(line.text)]
    if any(plain(line.text) not in known for line in years):
        return True
    repeated = repeated_rows(pending, rows, rules)
    if repeated <= header:
        return True
    head = _head(pending, rules)
    return rows[repeated : repeated + 1] == head[repeated : repeated + 1]


def repeated_rows(pending: Pending, texts: list[tuple[str, ...]], rules: Rules) -> int:
    """How many rows at the start of a grid repeat rows at the table's start.

    The last of them is a header row or numbers the columns: an indicator that equals the first
    one is printed twice.
    """
    is_header = rules.lexicon.is_header_row
    if not any(is_header(row) for row in texts):
        return 0
    head = _head(pending, rules)
    for start in range(len(head)):
        pairs = zip(texts, head[start:], strict=False)
        same = [row for row, _ in takewhile(lambda pair: pair[0] == pair[1], pairs)]
        headers = [n for n, row in enumerate(same) if is_header(row) or numbers_columns(row)]
        if any(is_header(row) for row in same):
            return headers[-1] + 1
    return 0


def _head(pending: Pending, rules: Rules) -> list[tuple[str, ...]]:
    """Texts of the rows at the table's start, down to the row under its header."""
    return row_texts(pending.top, min(pending.head_rows, rules.settings.max_head_rows))
