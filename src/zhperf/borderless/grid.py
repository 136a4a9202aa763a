"""An indicator grid whose columns, and perhaps rows, are told by the alignment of its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from zhperf.borderless.columns import Column, Columns, ColumnSettings, RefusedError
from zhperf.borderless.pieces import lines_of, text_of
from zhperf.engines.camelot import columns_of_text
from zhperf.vocabulary import is_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhperf.borderless.pieces import Piece, PieceSettings
    from zhperf.templates import Lexicon

_LEVELS = frozenset(("activity", "task", "level1", "level2"))
_PAGE_NUMBER = re.compile(r"[-—－–第\s]*\d{1,4}[-—－–页\s]*(?:[/共]\s*\d{1,4}\s*页?)?")
_PAIR = re.compile("[:：]")
_ROW_PIECES = 3
"""A line with so many pieces, each under one header, is a row of the grid."""


class Totals(NamedTuple):
    """The row of totals: its label lies over several columns."""

    pieces: tuple[Piece, ...]
    label: Piece


@dataclass(slots=True)
class GridText:
    """The text of a grid by column."""

    columns: list[Column]
    roles: list[str | None]
    """What each column's header says; None for an unknown word or none."""
    cells: list[list[Piece]]
    """Pieces of the rows, by column."""
    borders: list[float]
    """One more than columns, in pt."""
    totals: Totals | None = None
    closed: bool = False
    """Whether something else stands under it on the page."""
    bottom: float = 0.0
    """Y under its last text."""
    rest: tuple[Piece, ...] = ()
    """What stands under it."""
    name: int = 0
    """The column with the names of the indicators."""
    within: float = 0.0
    """Free height between two lines of one cell, in pt, at most."""

    @property
    def levels(self) -> list[int]:
        """Columns left of the names whose cells may stand for several rows."""
        return [index for index, role in enumerate(self.roles[: self.name]) if role in _LEVELS]

    @property
    def side(self) -> bool:
        """Whether the first column has a side label and no header."""
        return not self.columns[0].headers

    @property
    def leaves(self) -> list[int]:
        """Columns with one cell for each row."""
        first = 1 if self.side else 0
        return [i for i in range(first, len(self.columns)) if i not in self.levels]


def read_grid(
    words: Iterable[Sequence[Piece]],
    below: Sequence[Sequence[Piece]],
    size: float,
    lexicon: Lexicon,
    settings: ColumnSettings,
    drawn: Sequence[float] = (),
) -> GridText:
    """Follow the columns of a header downwards, as far as text fits them.

    Args:
        words: The pieces of each header word.
        below: Units of text under the header from top to bottom: lines, or rows that are known.
        size: Height of the glyphs in pt.
        lexicon: Tells what header words and labels mean.
        settings: Thresholds.
        drawn: Borders of the columns where they are drawn, one more than words; else ().

    Raises:
        RefusedError: Columns cannot be told apart.
        CamelotUnusableError: camelot cannot be loaded.
    """
    columns = Columns(words, settings, drawn)
    taken, totals, rest = _follow(columns, below, size, lexicon, settings)
    if not taken:
        raise RefusedError("no row under the header")
    columns.settle()
    _check_rest(columns, rest)
    pieces = [piece for unit in taken for piece in unit]
    grid = GridText(
        columns.columns,
        [lexicon.column(text_of(c.headers)) if c.headers else None for c in columns.columns],
        [[] for _ in columns.columns],
        [],
        totals,
        bool(rest) or totals is not None,
        max(p.box.bottom for p in [*pieces, *(totals.pieces if totals else ())]),
    )
    grid.rest = tuple(piece for unit in rest for piece in unit)
    grid.name = _name_column(grid.roles)
    for piece in pieces:
        grid.cells[_column_of(grid.columns, piece)].append(piece)
    grid.borders = list(drawn) or _borders(grid, pieces, size, settings)
    return grid


def _follow(
    columns: Columns,
    below: Sequence[Sequence[Piece]],
    size: float,
    lexicon: Lexicon,
    settings: ColumnSettings,
) -> tuple[list[Sequence[Piece]], Totals | None, Sequence[Sequence[Piece]]]:
    """Units of text that fit the columns, the totals among them, and what stands under them."""
    taken: list[Sequence[Piece]] = []
    bottom = max(piece.box.bottom for column in columns.columns for piece in column.headers)
    for index, unit in enumerate(below):
        top = min(piece.box.top for piece in unit)
        if top - bottom > settings.max_gap * size:
            return taken, None, below[index:]
        label = next((piece for piece in unit if lexicon.label(piece.text) == "total"), None)
        if label is not None:
            return taken, Totals(tuple(unit), label), below[index + 1 :]
        if len(unit) == 1 and (
            _ends_grid(columns, unit[0]) or _PAGE_NUMBER.fullmatch(unit[0].text)
        ):
            return taken, None, below[index:]
        if columns.crossing(unit):
            if lexicon.label(unit[0].text) or any(_PAIR.search(piece.text) for piece in unit):
                return taken, None, below[index:]
            raise RefusedError(f"text reaches over two columns: {_quoted(columns, unit)}")
        columns.take(unit)
        taken.append(unit)
        bottom = max(bottom, *(piece.box.bottom for piece in unit))
    return taken, None, ()


def _ends_grid(columns: Columns, piece: Piece) -> bool:
    return bool(columns.crossing([piece])) or is_title(piece.text)


def _quoted(columns: Columns, unit: Sequence[Piece]) -> str:
    return columns.crossing(unit)[0].text[:20]


def _check_rest(columns: Columns, rest: Sequence[Sequence[Piece]]) -> None:
    """Refuse a grid that goes on after something that does not fit it."""
    for unit in rest:
        if len(unit) == 1 and is_title(unit[0].text):
            return
        if len(unit) >= _ROW_PIECES and not columns.crossing(unit):
            raise RefusedError(f"rows go on under text that fits no column: {unit[0].text[:20]}")


def _name_column(roles: Sequence[str | None]) -> int:
    """The column with the indicators' names: level3, or the last that groups."""
    if "level3" in roles:
        return roles.index("level3")
    naming = [index for index, role in enumerate(roles) if role in _LEVELS]
    if not naming:
        raise RefusedError("no column has the indicators' names")
    return naming[-1]


def _column_of(columns: Sequence[Column], piece: Piece) -> int:
    middle = (piece.box.x0 + piece.box.x1) / 2
    return next(i for i, column in enumerate(columns) if column.x0 <= middle <= column.x1)


def _borders(
    grid: GridText, pieces: Sequence[Piece], size: float, settings: ColumnSettings
) -> list[float]:
    """Borders between columns: camelot's, each checked against our own text."""
    words = [piece for column in grid.columns for piece in column.headers]
    proposed = columns_of_text([piece.box for piece in [*words, *pieces]])
    borders = []
    for before, after in pairwise(grid.columns):
        if after.x0 - before.x1 < settings.min_channel * size:
            raise RefusedError("columns stand closer than words")
        within = [x for x in proposed if before.x1 < x < after.x0]
        if len(within) != 1:
            raise RefusedError("columns are not parted by a free strip")
        borders += within
    half = min(b.x0 - a.x1 for a, b in pairwise(grid.columns)) / 2
    return [grid.columns[0].x0 - half, *borders, grid.columns[-1].x1 + half]


def units_of(pieces: Iterable[Piece], settings: PieceSettings) -> list[list[Piece]]:
    """Lines of text as units to follow, without page numbers at the end."""
    lines = lines_of(pieces, settings)
    while lines and len(lines[-1]) == 1 and _PAGE_NUMBER.fullmatch(lines[-1][0].text.strip()):
        lines.pop()
    return lines
