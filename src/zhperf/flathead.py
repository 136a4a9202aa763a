"""Merged cells of headers and of what stands above and under a grid, in flat sources.

There a cell over several columns is its text and empty cells right of it.  Which empty cells are
the rest of a text, and which are values that nobody filled in, the words tell: a label whose
neighbour is the next label has an empty value, any other text goes on to the next text.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from zhperf.grids import distinct
from zhperf.headers import find_headers
from zhperf.vocabulary import is_first_level, is_level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhperf.grids import LogicalCell, LogicalRow
    from zhperf.templates import LabelRole, Lexicon, Template

_PAIRED = frozenset(
    ("name", "department", "implementing_unit", "label", "note", "total_score", "fund_row")
)
"""Labels with a value beside them, even an empty one."""
_OBJECTIVES = frozenset(("expected", "achieved", "long_term", "goal"))
_OPENING = frozenset(("name", "department", "implementing_unit"))
"""Labels that begin a form."""
_MIN_COLUMNS = 2
"""Words that a row with headers of a block prints at least."""


def joined_blanks(
    rows: Sequence[LogicalRow], lexicon: Lexicon, templates: Sequence[Template]
) -> list[LogicalRow]:
    """The rows of a flat table with the merged cells of all but its indicators.

    Args:
        rows: All rows of the table.
        lexicon: Words of all families.
        templates: The families: they know the columns of funds.
    """
    return _Blanks(rows, lexicon, templates).joined()


class _Blanks:
    def __init__(
        self, rows: Sequence[LogicalRow], lexicon: Lexicon, templates: Sequence[Template]
    ) -> None:
        self._rows = [list(row) for row in rows]
        self._lexicon = lexicon
        self._templates = templates
        self._amounts: frozenset[int] = frozenset()
        """Columns that the block above has; its texts do not reach into them."""

    def joined(self) -> list[LogicalRow]:
        self._drop_repeated_headers()
        headers = find_headers(self._rows, self._lexicon)
        in_head = True
        for index, row in enumerate(self._rows):
            header = next((h for h in headers if h.start <= index < h.end), None)
            if header is not None:
                self._join_header(index, first=index == header.start)
            elif index and self._is_lower_header(index):
                self._join_header(index, first=False)
            else:
                role = self._role(row)
                in_head = in_head or role in _OPENING
                if in_head or role not in (None, "block"):
                    self._join_head(index, trailing=role != "total")
                continue
            in_head = False
        return self._rows

    def _drop_repeated_headers(self) -> None:
        """Leave out a header that is printed again between two indicators: a new page began."""
        headers = find_headers(self._rows, self._lexicon)
        for before, header in reversed(list(pairwise(headers))):
            printed = [[cell.text for cell in row] for row in self._rows]
            same = printed[header.start : header.end] == printed[before.start : before.end]
            if same and not any(map(self._role, self._rows[before.end : header.start])):
                del self._rows[header.start : header.end]

    def _role(self, row: LogicalRow) -> LabelRole | None:
        """What the first text of a row says; None for an indicator."""
        first = next((cell.text for cell in row if cell.text), "")
        level = is_level(first) or is_first_level(first)
        return None if level else self._lexicon.label(first)

    def _is_lower_header(self, index: int) -> bool:
        """Whether a row parts one header of the row above, and has no other text."""
        above = self._rows[index - 1]
        if not self._lexicon.is_header_row([cell.text for cell in distinct(above)]):
            return False
        texts = [column for column, cell in enumerate(self._rows[index]) if cell.text]
        heads = {id(above[column]) for column in texts}
        return len(texts) > 1 and len(heads) == 1 and bool(above[texts[0]].text)

    def _join_header(self, index: int, *, first: bool) -> None:
        """A header over several columns, and one over both rows of the header."""
        row = self._rows[index]
        under = self._rows[index + 1] if index + 1 < len(self._rows) else row
        for start, end in _runs(row):
            if end == len(row):  # empty columns at the right have no header
                texts = [c + 1 for c in range(start, end) if under[c].text and under[start].text]
                end = max(texts, default=start) if self._parts(row, under, start) else start
            row[start:end] = [row[start]] * (end - start)
        if first:
            return
        above = self._rows[index - 1]
        for column, cell in enumerate(row):
            if not cell.text and above[column].text:
                row[column] = above[column]

    @staticmethod
    def _parts(row: LogicalRow, under: LogicalRow, start: int) -> bool:
        """Whether the row under a header has texts under its last text and under no other."""
        return not any(cell.text for cell in under[:start]) and bool(under[start].text)

    def _join_head(self, index: int, *, trailing: bool) -> None:
        row = self._rows[index]
        if row[0].text:
            self._amounts = frozenset()
        texts = [column for column, cell in enumerate(row) if cell.text]
        if self._heads_columns(row):
            self._amounts = frozenset(texts[1:])
        for start, end in _runs(row):
            last = end == len(row)
            if self._is_empty_pair(row, start, end):
                if end - start > 1:
                    row[start + 1 : end] = [row[start + 1]] * (end - start - 1)
            elif trailing or not last:
                stop = min(
                    (column for column in self._amounts if start < column < end), default=end
                )
                row[start:stop] = [row[start]] * (stop - start)
        if index and not row[0].text and texts:
            row[0] = self._rows[index - 1][0]

    def _is_empty_pair(self, row: LogicalRow, start: int, end: int) -> bool:
        """Whether a text is a label whose value nobody filled in."""
        if self._lexicon.label(row[start].text) not in _PAIRED or self._amounts:
            return False
        return end == len(row) or self._lexicon.label(row[end].text) is not None

    def _heads_columns(self, row: LogicalRow) -> bool:
        """Whether a row heads columns: of the funds block, or of two objectives."""
        texts = [cell.text for cell in row if cell.text]
        known = sum(any(t.fund(text) is not None for t in self._templates) for text in texts)
        goals = sum(self._lexicon.label(text) in _OBJECTIVES for text in texts)
        funds = known >= _MIN_COLUMNS and known * 2 > len(texts)
        return funds or goals >= _MIN_COLUMNS


def _runs(row: LogicalRow) -> Iterator[tuple[int, int]]:
    """Each text of a row: its column, and the one after the empty cells right of it."""
    starts = [column for column, cell in enumerate(row) if cell.text and _begins(row, column)]
    ends = [*starts[1:], len(row)]
    yield from zip(starts, ends, strict=False)  # a row without texts has no run


def _begins(row: LogicalRow, column: int) -> bool:
    cell: LogicalCell = row[column]
    return column == 0 or row[column - 1] is not cell
