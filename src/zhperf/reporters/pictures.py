"""A part of a table as lines of text, with carets under the cell that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from zhperf.errors import Bilingual
from zhperf.reporters.fieldnames import field_name
from zhperf.reporters.texts import columns_of, cut, one_line
from zhperf.writers.alignment import GAP

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from zhperf.errors import Language
    from zhperf.excerpts import Excerpt

WIDEST: Final = 24
"""Columns that a cell has at most: twelve Chinese characters tell which row it is."""
WIDEST_ALONE: Final = 72
"""The same for an excerpt of one cell, which has the line for itself."""
NARROWEST: Final = 7
"""Columns that a cell keeps: three Chinese characters and …"""
_NAMES: Final = frozenset({"level3", "name", "funds.name"})
"""Fields that tell which row it is."""
_ROW = Bilingual("row", "行")


class Line(NamedTuple):
    """A line of a picture."""

    text: str
    carets: bool = False
    """Whether it only marks the line above it."""


class _Column(NamedTuple):
    cells: list[str]
    """The header first."""
    mark: bool
    """Whether it is meant; in the marked row carets stand under it."""

    @property
    def width(self) -> int:
        """Columns of the terminal that it needs."""
        return max(map(columns_of, self.cells))


def picture(excerpt: Excerpt, language: Language, room: int | None) -> list[Line]:
    """The lines of an excerpt: header, rows, and carets under the marked row.

    Args:
        excerpt: A part of a table.
        language: Of the word above the numbers of rows; fields have their Chinese names.
        room: Columns of the terminal; cells are cut, then columns far from the mark left out,
            for the lines to fit.  None: unlimited.
    """
    labels = _labels(excerpt.labels, language)
    widest = WIDEST if len(excerpt.fields) > 1 else WIDEST_ALONE
    columns = [_column(excerpt, index, widest) for index in range(len(excerpt.fields))]
    if room is not None:
        spent = sum(one.width + GAP for one in labels)
        columns = _fitted(columns, _removable(excerpt), room - spent)
    shown = [*labels, *columns]
    lines = [Line(text) for text in _joined(shown)]
    if excerpt.marked_row is not None:
        below = excerpt.marked_row + 1  # the header is the first line
        lines.insert(below + 1, Line(_carets(shown, below), carets=True))
    return lines


def _labels(labels: Sequence[str], language: Language) -> list[_Column]:
    """The column of the rows' numbers; none where no row has one."""
    if not any(labels):
        return []
    return [_Column([_ROW.literal(language), *map(one_line, labels)], mark=False)]


def _column(excerpt: Excerpt, index: int, widest: int) -> _Column:
    header = field_name(excerpt.fields[index])
    texts = [header, *(one_line(row[index]) for row in excerpt.rows)]
    return _Column([cut(text, widest) for text in texts], excerpt.marked_column in (None, index))


def _removable(excerpt: Excerpt) -> list[int]:
    """0-based columns that can be left out, the first to go first.

    Those farthest from the mark go first; the name of the row and the marked column stay.
    """
    center = excerpt.marked_column or 0
    kept = {center, *(i for i, field in enumerate(excerpt.fields) if field in _NAMES)}
    others = [index for index in range(len(excerpt.fields)) if index not in kept]
    return sorted(others, key=lambda index: -abs(index - center))


def _fitted(columns: list[_Column], removable: list[int], room: int) -> list[_Column]:
    """The columns cut to fit, some of them left out if that is not enough.

    Args:
        columns: All of an excerpt.
        removable: 0-based, the first to go first.
        room: Columns of the terminal for all of them.
    """
    widths = {index: column.width for index, column in enumerate(columns)}
    for index in removable:
        if _total(widths.values(), NARROWEST) <= room:
            break
        del widths[index]
    limit = max(widths.values())
    while limit > 1 and _total(widths.values(), limit) > room:
        limit -= 1
    kept = (columns[index] for index in widths)
    return [_Column([cut(cell, limit) for cell in one.cells], one.mark) for one in kept]


def _total(widths: Collection[int], limit: int) -> int:
    """Columns of the terminal for cells that are cut to a limit, and the gaps between them."""
    return sum(min(width, limit) for width in widths) + GAP * (len(widths) - 1)


def _joined(columns: list[_Column]) -> list[str]:
    widths = [column.width for column in columns]
    rows = zip(*(column.cells for column in columns), strict=True)
    return [(" " * GAP).join(map(_padded, row, widths)).rstrip() for row in rows]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns_of(text))


def _carets(columns: list[_Column], row: int) -> str:
    """Carets as wide as the marked cells of the row, or their headers where those are wider."""
    parts = [
        "^" * max(columns_of(one.cells[0]), columns_of(one.cells[row])) if one.mark else ""
        for one in columns
    ]
    widths = [one.width for one in columns]
    return (" " * GAP).join(map(_padded, parts, widths)).rstrip()
