"""The founding table: its text, and the cells in which the form prints it.

`founding-table.json` holds what one real public form says; nothing of its layout but the
pages on which each row stood.  The printers of this folder lay it out as ruled tables.
"""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = Path(__file__).resolve().parent
VALUE_FIELDS = ("level3", "nature", "target", "unit", "actual", "deviation")
"""Fields of the columns that are never merged, from the left."""
N_COLUMNS = 10
HEAD_ROWS = 3
"""Two rows of the overall objective, one of column headers."""


class PrintedCell(NamedTuple):
    """A cell of the whole form, before it is cut into pages."""

    row: int
    """0-based, counted from the first row of the form's head."""
    column: int
    row_span: int
    column_span: int
    text: str
    """"" for an empty cell."""
    parts: tuple[str, ...] = ()
    """The texts on the pages before and after a break; empty for a text that is not cut."""

    @property
    def is_centered(self) -> bool:
        """Whether the form centres its text: labels and short values, not prose."""
        if self.row < HEAD_ROWS:
            return self.row != 1
        return self.column in (0, 2, 3, 5, 6, 7, 8)


def load() -> dict[str, Any]:
    """The founding table as data, see `founding-table.json`."""
    table: dict[str, Any] = json.loads(
        (SAMPLES / "founding-table.json").read_text(encoding="utf-8")
    )
    return table


def cells(table: dict[str, Any]) -> list[PrintedCell]:
    """Every cell of the form, by row and column; together they tile it."""
    found = [*_head(table)]
    row = HEAD_ROWS
    for activity in table["activities"]:
        found += _activity(row, activity)
        row += len(activity["indicators"])
    return sorted(found, key=lambda cell: (cell.row, cell.column))


def row_pages(table: dict[str, Any]) -> list[list[int]]:
    """For each row of the form, the 1-based pages of the disclosure that it stood on."""
    rows = [row["pages"] for activity in table["activities"] for row in activity["indicators"]]
    return [[1]] * HEAD_ROWS + rows


def _head(table: dict[str, Any]) -> Iterator[PrintedCell]:
    objective = table["overall_objective"]
    yield PrintedCell(0, 0, 2, 1, "部门整体绩效目标")
    yield PrintedCell(0, 1, 1, 4, "年初总体目标")
    yield PrintedCell(0, 5, 1, 5, "全年完成情况")
    yield PrintedCell(1, 1, 1, 4, objective["expected"])
    yield PrintedCell(1, 5, 1, 5, objective["achieved"])
    for column, name in enumerate(table["columns"]):
        yield PrintedCell(2, column, 1, 1, name)


def _activity(row: int, activity: dict[str, Any]) -> Iterator[PrintedCell]:
    rows = activity["indicators"]
    parts = activity.get("printed_in_parts", {})
    yield PrintedCell(row, 0, len(rows), 1, activity["name"])
    yield PrintedCell(row, 1, len(rows), 1, activity["task"], tuple(parts.get("task", ())))
    yield from _merged(row, 2, [(values["level1"],) for values in rows])
    yield from _merged(row, 3, [(values["level1"], values["level2"]) for values in rows])
    for offset, values in enumerate(rows):
        parts = values.get("printed_in_parts", {})
        for column, field in enumerate(VALUE_FIELDS, start=4):
            text = values[field] or ""
            yield PrintedCell(row + offset, column, 1, 1, text, tuple(parts.get(field, ())))


def _merged(row: int, column: int, paths: list[tuple[str, ...]]) -> Iterator[PrintedCell]:
    """One cell for each run of equal paths; its text is the path's last name."""
    for path, run in groupby(paths):
        span = len(list(run))
        yield PrintedCell(row, column, span, 1, path[-1])
        row += span
