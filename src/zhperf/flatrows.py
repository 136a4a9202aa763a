"""Columns whose source does not say that cells are merged: texts, sheets filled in by hand.

There a merged cell is its text and empty cells under it, and a cell that a page break cut is
two: its text, and the rest in the first row after the break.  An empty cell of a column that
groups rows belongs to the cell above it, unless what groups it has begun anew.  In a document or
workbook that holds for the columns in which no cell is merged over rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhperf.celltext import join_lines
from zhperf.geometry import BBox
from zhperf.grids import Line, LinePlace, Repair
from zhperf.rowrepair import RowNotice
from zhperf.templates import NAMING_FIELDS
from zhperf.vocabulary import (
    is_complete,
    is_first_level,
    is_level,
    label_key,
    level_restarts,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zhperf.grids import LogicalCell, LogicalRow
    from zhperf.matching import ColumnField
    from zhperf.templates import IndicatorField

_GROUPS: tuple[IndicatorField, ...] = ("activity", "task", "level1", "level2")
"""Columns that group rows, the widest first."""
_SENTENCE_ENDS = "。！？!?；;"
_TAIL = 12
"""Characters on each side of a join that a repair quotes."""


class FlatRows:
    """Joins what a page break cut, and gives empty cells to the cells above them."""

    def __init__(
        self,
        rows: Sequence[LogicalRow],
        columns: Sequence[ColumnField],
        is_footer: Callable[[LogicalRow], bool],
        *,
        flat: bool = True,
        mend: bool = True,
    ) -> None:
        """Look at a grid.

        Args:
            rows: Under its header; their cells are changed in place.
            columns: Its printed columns.
            is_footer: Whether a row is a total or a note.
            flat: Whether the source has no merged cells at all: then page breaks may cut cells.
            mend: False joins nothing and only tells what is wrong.
        """
        self._rows = [list(row) for row in rows]
        self._place = {column.field: column.start for column in columns if column.field}
        self._groups = [self._place[field] for field in _GROUPS if field in self._place]
        self._name = next((self._place[f] for f in NAMING_FIELDS if f in self._place), -1)
        self._unmerged = frozenset(
            column
            for column in self._groups
            if all(row[column].part.row_span == 1 for row in self._rows)
        )
        self._is_footer = is_footer
        self._flat = flat
        self._mend = mend
        self.notices: list[RowNotice] = []

    def grouped(self) -> list[LogicalRow]:
        """The rows with every cell in all rows that it groups."""
        whole: list[LogicalRow] = []
        last: LogicalRow | None = None
        for row in self._rows:
            above, last = last, last if self._is_footer(row) else row
            if above is None or last is not row:
                whole.append(row)
                continue
            rest = self._rest(above, row) if self._flat else []
            if rest and not self._mend:
                self._tell(above, row, rest)
            elif rest:
                for column in rest:
                    _join(above[column], row[column])
                    row[column] = above[column]
                if not _texts(row, [c for c in range(len(row)) if c not in rest]):
                    last = above
                    continue
            self._fill(above, row)
            whole.append(row)
        return whole

    def _rest(self, above: LogicalRow, row: LogicalRow) -> list[int]:
        """Columns whose cells are the rest of those above; [] if there is none."""
        others = [c for c in range(len(row)) if c not in self._groups]
        broken = _is_after_break(above, row)
        if not _texts(row, self._groups) and self._is_rest_of_row(
            above, row, others, broken=broken
        ):
            return [column for column in others if row[column].text]
        return [c for c in self._groups if broken and self._group_goes_on(above, row, c)]

    def _is_rest_of_row(
        self, above: LogicalRow, row: LogicalRow, others: Sequence[int], *, broken: bool
    ) -> bool:
        """Whether a row has texts that go on, and nothing of an indicator's own.

        After a page break a lone text goes on the one above it, and so do the texts of a row
        without a name, if the row above has a text wherever this one has.  Elsewhere only a lone
        text of a row without a name does.
        """
        printed = [column for column in others if row[column].text]
        if not printed or any(not above[c].text or is_complete(row[c].text) for c in printed):
            return False
        lone = len(printed) == 1 and above[printed[0]].text[-1:] not in _SENTENCE_ENDS
        unnamed = self._name in others and not row[self._name].text
        return (broken and (lone or unnamed)) or (lone and unnamed)

    def _group_goes_on(self, above: LogicalRow, row: LogicalRow, column: int) -> bool:
        """Whether the text of a grouping cell is the rest of the one above it.

        What it belongs to has not begun anew, and neither has what it groups.  A label of a level
        goes on only to a whole label.
        """
        upper, lower = above[column], row[column]
        if not upper.text or not lower.text or upper.text[-1] in _SENTENCE_ENDS:
            return False
        outer = self._groups[: self._groups.index(column)]
        if _texts(row, outer) or is_level(lower.text) or self._restarts(above, row, column):
            return False
        level = column in (self._place.get("level1"), self._place.get("level2"))
        return not level or is_level(upper.text + lower.text)

    def _restarts(self, above: LogicalRow, row: LogicalRow, column: int) -> bool:
        """Whether the levels begin again beside a cell: then what it says is new."""
        first = self._place.get("level1")
        if first is None or column >= first or not row[first].text:
            return False
        after = label_key(row[first].text) == label_key(above[first].text)
        unknown = not (is_first_level(row[first].text) and is_first_level(above[first].text))
        return after or unknown or level_restarts(above[first].text, row[first].text)

    def _tell(self, above: LogicalRow, row: LogicalRow, rest: Sequence[int]) -> None:
        cell = row[rest[0]]
        detail = f"{above[rest[0]].text[-_TAIL:]}|{cell.text[:_TAIL]}"
        self.notices.append(RowNotice(cell, "continued", detail))

    def _fill(self, above: LogicalRow, row: LogicalRow) -> None:
        """Give empty cells of grouping columns to the cells above, down to the first new text."""
        for column in self._groups:
            if row[column] is above[column]:
                continue
            if row[column].text:
                return
            if column in self._unmerged:
                row[column] = above[column]


def _texts(row: LogicalRow, columns: Sequence[int]) -> bool:
    """Whether any of these columns has a text."""
    return any(row[column].text for column in columns)


def _is_after_break(above: LogicalRow, row: LogicalRow) -> bool:
    """Whether empty lines stand between two rows: there a page ended."""
    upper, lower = above[0].regions[-1].place, row[0].regions[0].place
    last = _last_line(above)
    if not isinstance(upper, LinePlace) or not isinstance(lower, LinePlace):
        return False
    return lower.line > last + 1


def _last_line(row: LogicalRow) -> int:
    """The last line that a row's cells stand on; 0 if they stand on none."""
    places = [region.place for cell in row for region in cell.regions]
    return max((place.line for place in places if isinstance(place, LinePlace)), default=0)


def _join(above: LogicalCell, below: LogicalCell) -> None:
    """Put the rest of a text behind it."""
    place, rest = above.regions[-1], below.regions[0]
    where = ""
    if isinstance(place.place, LinePlace) and isinstance(rest.place, LinePlace):
        where = f"line {place.place.line}|line {rest.place.line}: "
    detail = f"{where}{above.text[-_TAIL:]}|{below.text[:_TAIL]}"
    if where and _is_after_break([above], [below]):
        joined = Repair("joined-over-page-break", detail)
    else:
        joined = Repair("joined-over-rows", detail)
    nowhere = BBox(0.0, 0.0, 0.0, 0.0)
    parts = [Line(above.text, nowhere, 1.0), Line(below.text, nowhere, 1.0)]
    above.text, changes = join_lines(parts, float("inf"))
    above.repairs += [joined, *changes, *below.repairs]
    above.regions += below.regions
    above.part, above.lines = below.part, below.lines
