"""The header of an indicator grid: found by its words, wherever it stands in a table."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from zhperf.grids import distinct
from zhperf.vocabulary import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhperf.grids import LogicalCell, LogicalRow
    from zhperf.templates import ColumnRole, Lexicon

NAMING = frozenset(("activity", "task", "level1", "level2", "level3", "group"))
"""Columns one of which every indicator grid has."""
MAX_HEADER_ROWS = 3
"""Rows of a nested header; a cell with a header's word over more rows is a side label."""
_LEVELS = ("level1", "level2", "level3")
_VALUE_PARTS = ("nature", "target", "unit")
_NUMBER = re.compile(r"[0-9A-Z①-⑳一二三四五六七八九十]{1,2}|[0-9A-Z]=.*")
"""Number of a column, as `plain` text."""
_MIN_NUMBERS, _MIN_NUMBERS_BESIDE_TEXT = 3, 5
_SIDE_LABEL = re.compile("指标|目标")
_ROW_NUMBER_LABELS = frozenset(("列次", "栏次", "行次", "序号", "栏目", ""))


class HeaderColumn(NamedTuple):
    """A printed column: the table's columns under one header cell."""

    start: int
    """0-based first column of the table."""
    end: int
    """Column after the last."""
    words: tuple[str, ...]
    """Texts of its header cells, top to bottom; () for a column without header."""
    nested: bool
    """Whether a header above it spans other columns too."""

    @property
    def text(self) -> str:
        """Its header as one text."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Header:
    """A header and where it stands."""

    start: int
    """0-based first row."""
    end: int
    """Row after its last, a row of column numbers included."""
    columns: tuple[HeaderColumn, ...]
    """Left to right; they tile the table's columns."""

    @property
    def texts(self) -> tuple[str, ...]:
        """The header texts of the columns that have one."""
        return tuple(column.text for column in self.columns if column.words)


def find_headers(rows: Sequence[LogicalRow], lexicon: Lexicon) -> list[Header]:
    """All headers of a table, top to bottom; a header printed again is one too."""
    headers: list[Header] = []
    row = 0
    while row < len(rows):
        if lexicon.is_header_row([cell.text for cell in distinct(rows[row])]):
            header = _header_at(rows, row, lexicon, headers[-1].end if headers else 0)
            if any(column_role(column, lexicon) in NAMING for column in header.columns):
                headers.append(header)
                row = header.end
                continue  # else the word for the levels is a side label
        row += 1
    return headers


def column_role(column: HeaderColumn, lexicon: Lexicon) -> ColumnRole | None:
    """What the lowest known word of a column's header says."""
    roles = (lexicon.column(word) for word in reversed(column.words))
    return next((role for role in roles if role is not None), None)


def _header_at(rows: Sequence[LogicalRow], row: int, lexicon: Lexicon, first: int) -> Header:
    start, end = row, row + 1
    for cell in distinct(rows[row]):
        if lexicon.column(cell.text) not in (None, "group"):  # a group's word may be a side label
            top, last = _extent(rows, rows[row].index(cell), row)
            others = (*range(top, row), *range(row + 1, last + 1))
            if last - top < MAX_HEADER_ROWS and all(_adds(rows, row, o, lexicon) for o in others):
                start, end = min(start, top), max(end, last + 1)
    start = max(start, first)
    if start > first and end - start < MAX_HEADER_ROWS and _stands_over(rows, start, lexicon):
        start -= 1
    while end < len(rows) and end - start < MAX_HEADER_ROWS and _goes_on(rows, start, end, lexicon):
        end += 1
    while end < len(rows) and numbers_columns(texts_of(rows[end])):
        end += 1
    return Header(start, end, _columns(rows, start, end))


def _adds(rows: Sequence[LogicalRow], row: int, other: int, lexicon: Lexicon) -> bool:
    """Whether half of what another row prints besides the header's own cells are its words.

    （A） under a word is the number of its column.
    """
    own = {id(cell) for cell in rows[row]}
    texts = [cell.text for cell in distinct(rows[other]) if cell.text and id(cell) not in own]
    texts = [text for text in texts if not _NUMBER.fullmatch(plain(text))]
    return sum(lexicon.column(text) is not None for text in texts) * 2 >= len(texts)


def _stands_over(rows: Sequence[LogicalRow], start: int, lexicon: Lexicon) -> bool:
    """Whether the row above a header is its upper row, though it has few words.

    绩效指标 stands over the levels and nothing else; or 年度指标值 over sign, value and unit, and
    all else is empty.
    """
    upper, lower = rows[start - 1], rows[start]
    words = [cell for cell in distinct(upper) if cell.text]
    alone = len(words) == 1
    for cell in words:
        below = [lower[column] for column in range(len(lower)) if upper[column] is cell]
        under = [lexicon.column(one.text) for one in {id(one): one for one in below}.values()]
        role = lexicon.column(cell.text)
        parts = _LEVELS if role == "group" else _VALUE_PARTS if role == "target" and alone else ()
        if len(under) > 1 and all(one in parts for one in under):
            return True
    return False


def _extent(rows: Sequence[LogicalRow], column: int, row: int) -> tuple[int, int]:
    """First and last row of the cell at a place."""
    cell = rows[row][column]
    top = last = row
    while top > 0 and rows[top - 1][column] is cell:
        top -= 1
    while last + 1 < len(rows) and rows[last + 1][column] is cell:
        last += 1
    return top, last


def _goes_on(rows: Sequence[LogicalRow], start: int, row: int, lexicon: Lexicon) -> bool:
    """Whether a row is one more row of the header above it, with other words."""
    texts = [cell.text for cell in distinct(rows[row])]
    words = [text for text in texts if text]
    named = len(words) > 1 and all(lexicon.column(text) is not None for text in words)
    if not named and not lexicon.is_header_row(texts):
        return False
    above = {plain(cell.text) for cell in distinct(rows[start])}
    return any(plain(text) not in above for text in texts)


def texts_of(row: LogicalRow) -> list[str]:
    """The texts of a row's cells, left to right; "" for an empty cell."""
    return [cell.text for cell in distinct(row)]


def numbers_columns(printed: Sequence[str]) -> bool:
    """Whether a row prints nothing but the numbers of the columns (列次 1 2 3)."""
    texts = [plain(text) for text in printed]
    numbers = [text for text in texts if _NUMBER.fullmatch(text)]
    rest = [text for text in texts if not _NUMBER.fullmatch(text)]
    rising = all(a != b for a, b in itertools.pairwise(numbers))
    others = [text for text in rest if text not in _ROW_NUMBER_LABELS]
    # 1 2 3 beside one more text may be the values of what it names, unless it is a side label.
    sure = all(_SIDE_LABEL.search(text) for text in others) or "(1)" in map(_narrow, printed)
    enough = len(numbers) >= (_MIN_NUMBERS if sure else _MIN_NUMBERS_BESIDE_TEXT)
    return enough and len(others) <= 1 and rising and _consecutive(numbers)


def _narrow(text: str) -> str:
    return text.strip().replace("（", "(").replace("）", ")")


def _consecutive(numbers: list[str]) -> bool:
    """Whether most numbers follow each other by one."""
    values = [int(text) for text in numbers if text.isdecimal()]
    if len(values) < 2:
        return bool(set(numbers) & {"一", "①", "A"})
    steps = sum(b - a == 1 for a, b in itertools.pairwise(values))
    return values[0] <= 1 and steps >= len(values) - 2 and steps > 0


def _columns(rows: Sequence[LogicalRow], start: int, end: int) -> tuple[HeaderColumn, ...]:
    end = end - sum(numbers_columns(texts_of(row)) for row in rows[start:end])
    columns: list[HeaderColumn] = []
    previous: tuple[int, ...] | None = None
    width = len(rows[start])
    for column in range(width):
        cells = _stack(rows, start, end, column)
        key = tuple(id(cell) for cell in cells) or (-1,)
        if key == previous:
            columns[-1] = columns[-1]._replace(end=column + 1)
            continue
        previous = key
        words = tuple(cell.text for cell in cells if cell.text)
        columns.append(HeaderColumn(column, column + 1, words, False))
    return tuple(_nested(column, rows, start, end) for column in columns)


def _stack(rows: Sequence[LogicalRow], start: int, end: int, column: int) -> list[LogicalCell]:
    """Header cells of a column, top to bottom; [] under a side label."""
    cells = list({id(row[column]): row[column] for row in rows[start:end]}.values())
    below = rows[end][column] if end < len(rows) else None
    if cells and cells[-1] is below:
        cells.pop()  # a side label begins in the header and goes on beside the rows
    return cells


def _nested(column: HeaderColumn, rows: Sequence[LogicalRow], start: int, end: int) -> HeaderColumn:
    """The column, told whether its upper header spans its neighbours too."""
    upper, lower = rows[start][column.start], rows[end - 1][column.start]
    if upper is lower or not upper.text:
        return column
    wide = [index for index, cell in enumerate(rows[start]) if cell is upper]
    return column._replace(nested=wide[0] < column.start or wide[-1] >= column.end)
