"""Where the cells of an HTML table stand: its table model (HTML standard, 4.9.12)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from zhperf.carriers.building import MAX_AREA

if TYPE_CHECKING:
    from zhperf.carriers.flow import FlowCell

_NUMBER = re.compile(r"\s*\+?(\d{1,9})")
_MAX_COLUMNS: Final = 1000
_MAX_ROWS: Final = 65_534
"""What browsers allow a cell to span."""


def span(text: str | None) -> int:
    """The number that an attribute says; 1 if it says none."""
    found = _NUMBER.match(text or "")
    return int(found[1]) if found else 1


@dataclass(slots=True)
class _Group:
    """A group of rows: head, body or foot."""

    kind: str
    rows: list[list[FlowCell]] = field(default_factory=list)


@dataclass(slots=True)
class TableRows:
    """The rows of a table in the order of the markup."""

    _groups: list[_Group] = field(default_factory=lambda: [_Group("tbody")])

    @property
    def count(self) -> int:
        """How many rows have begun."""
        return sum(len(group.rows) for group in self._groups)

    def begin_group(self, kind: str) -> None:
        """A group begins: "thead", "tbody" or "tfoot"."""
        self._groups.append(_Group(kind))

    def end_group(self) -> None:
        """A group ends; what follows outside of groups is a body."""
        self._groups.append(_Group("tbody"))

    def begin_row(self) -> None:
        """A row begins."""
        self._groups[-1].rows.append([])

    def add(self, cell: FlowCell, columns: str | None, rows: str | None) -> None:
        """Add a cell to the row.

        Args:
            cell: Gets its spans now and its place later.
            columns: Its attribute `colspan`.
            rows: Its attribute `rowspan`; 0 is the rest of the group.
        """
        if not self._groups[-1].rows:
            self.begin_row()
        self._groups[-1].rows[-1].append(cell)
        cell.column_span = min(max(span(columns), 1), _MAX_COLUMNS)
        cell.row_span = min(span(rows) or _MAX_ROWS, _MAX_ROWS)

    def placed(self) -> list[FlowCell] | None:
        """The cells in their places, by row, then column; None if the table is too large."""
        cells: list[FlowCell] = []
        top = 0
        area = 0
        for group in self._in_order():
            bottom = top + len(group.rows)
            taken: list[tuple[int, int, int]] = []
            for row, members in enumerate(group.rows, start=top):
                taken = _place(members, row, [entry for entry in taken if entry[2] > row])
                area += len(taken) + len(members)
                if area > MAX_AREA:
                    return None
                for cell in members:
                    cell.row_span = min(cell.row_span, bottom - row)
                cells += members
            top = bottom
        return cells

    def _in_order(self) -> list[_Group]:
        """The groups as they are displayed: the first head above, the first foot below."""
        head = next((group for group in self._groups if group.kind == "thead"), None)
        foot = next((group for group in self._groups if group.kind == "tfoot"), None)
        others = [group for group in self._groups if group is not head and group is not foot]
        return [group for group in (head, *others, foot) if group is not None]


def _place(
    members: list[FlowCell], row: int, taken: list[tuple[int, int, int]]
) -> list[tuple[int, int, int]]:
    """Give the cells of a row their places, right of what cells above take of it.

    Args:
        members: The cells.
        row: Its 0-based number.
        taken: First column, column after the last, row after the last of those cells, rising.

    Returns:
        The same for the next row.
    """
    column = index = 0
    own: list[tuple[int, int, int]] = []
    for cell in members:
        while index < len(taken) and taken[index][0] <= column:
            column = max(column, taken[index][1])
            index += 1
        cell.row, cell.column = row, column
        column += cell.column_span
        if cell.row_span > 1:
            own.append((cell.column, column, row + cell.row_span))
    return sorted(taken + own)
