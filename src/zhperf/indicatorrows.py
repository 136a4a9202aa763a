"""Rows of an indicator grid to indicators, and rows under it to totals, pairs and notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from zhperf import report
from zhperf.formparts import GridShape, names_indicator
from zhperf.grids import distinct
from zhperf.provenance import regions_of, repairs_of, unused
from zhperf.templates import NAMING_FIELDS
from zhperf.vocabulary import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhperf.grids import LogicalCell, LogicalRow
    from zhperf.matching import ColumnField
    from zhperf.provenance import Draft
    from zhperf.templates import IndicatorField, Template

_POINTS: tuple[IndicatorField, ...] = ("weight", "score")
_LEVELS: tuple[IndicatorField, ...] = ("activity", "task", "level1", "level2")
"""Fields whose cells group rows; without a name or a value they are no indicator."""
_FILLER = re.compile(r"(?:指标|目标)?[0-9一二三四五六七八九十]{0,2}[.。…·]*|[.…。·]+")
"""A name that the form prints for rows that may stay empty, as `plain` text: 指标2：, ……"""
_ROW_NUMBERS = frozenset(("序号", "行次", "编号"))
"""Columns that forms fill in before anybody writes."""
_NOTHING = re.compile(r"[/／\\\-—–－_*＊…]*")
"""A value that stands for none, as `plain` text."""
_NOTE_LABEL = re.compile(r"[^：:]{1,12}[：:].")
"""A footer that is label and value in one cell."""


class RowReader:
    """Turns the rows of a form's grids into indicators under their activities."""

    def __init__(self, template: Template, draft: Draft) -> None:
        self._template = template
        self._draft = draft
        self._columns: dict[IndicatorField, int] = {}
        self._extra: list[tuple[int, str]] = []
        self._sides: list[int] = []
        self._shape = GridShape(0, 0, (), ())
        self._shared: dict[int, tuple[LogicalCell, list[report.Place]]] = {}
        self._activity: LogicalCell | None = None
        self._task: LogicalCell | None = None
        self._noted: set[int] = set()
        self._above: set[int] = set()
        """Cells with text of the row above."""
        self.activities: list[report.Activity] = []
        self.empty_rows: list[LogicalRow] = []
        """Rows of the form that were not filled in."""

    def begin(self, columns: Sequence[ColumnField]) -> None:
        """Begin a grid with these columns."""
        self._columns = {column.field: column.start for column in columns if column.field}
        self._sides = [column.start for column in columns if column.side]
        self._shape = _shape(columns)
        known = set(self._columns.values())
        # Columns without a field, and those of a header over several columns but its first.
        self._extra = [
            (index, column.header or f"column {index + 1}")
            for column in columns
            if not column.side
            for index in range(column.start, column.end)
            if index not in known
        ]

    def add(self, row: LogicalRow) -> None:
        """Read one row of the grid."""
        # A strip that borders leave between two rows has nothing but cells of the row above.
        own = {id(cell) for cell in row if cell.text}
        above, self._above = self._above, own
        if own <= above:
            return
        cells = {field: row[column] for field, column in self._columns.items()}
        if self._is_footer(row, cells):
            self.add_footer(row)
            return
        self._keep_sides(row)
        extra = self._extra_cells(row)
        if self._is_empty(cells, extra):
            if any(cell.text for cell in (*cells.values(), *extra.values())):
                self.empty_rows.append(row)
                if "activity" in cells and cells["activity"].text:
                    self._open_activity(cells["activity"], cells.get("task"))
            return
        self._open_activity(cells.pop("activity", None), cells.pop("task", None))
        named: dict[str, LogicalCell] = {f"extra.{name}": cell for name, cell in extra.items()}
        named = {str(field): cell for field, cell in cells.items()} | named
        values: dict[str, Any] = {field: cell.text or None for field, cell in cells.items()}
        values["extra"] = {header: cell.text for header, cell in extra.items()}
        values["regions"] = {f: self._regions_of(cell) for f, cell in named.items() if cell.text}
        values["repairs"] = [r for f, c in named.items() if c.repairs for r in repairs_of(f, c)]
        self.activities[-1].indicators.append(report.Indicator(**values))

    def _is_footer(self, row: LogicalRow, cells: dict[IndicatorField, LogicalCell]) -> bool:
        """Whether the row is a total, or one cell runs over the name and what is beside it."""
        texts = [cell for cell in distinct(row) if cell.text]
        name = _name_cell(cells)
        runs_over = sum(cell is name for cell in cells.values()) > 1
        for position, cell in enumerate(texts[:2]):
            own_name = cell is name and not runs_over and position > 0
            if self._template.label(cell.text) == "total" and not own_name:
                return True
        return runs_over and not names_indicator(row, self._shape, self._template.label)

    def _is_empty(
        self, cells: dict[IndicatorField, LogicalCell], extra: dict[str, LogicalCell]
    ) -> bool:
        """Whether a row of the form was not filled in."""
        name = _name_cell(cells)
        values = [c for f, c in cells.items() if f not in _LEVELS and c is not name]
        values += [cell for header, cell in extra.items() if plain(header) not in _ROW_NUMBERS]
        values = [cell for cell in values if cell.part.row_span == 1 and len(cell.regions) == 1]
        if any(not _NOTHING.fullmatch(plain(cell.text)) for cell in values):
            return False
        levels = [cell for field, cell in cells.items() if field in _LEVELS]
        named = name is not None and not any(name is cell for cell in levels)
        text = plain(name.text) if name is not None and named else ""
        rest = _FILLER.sub("", text, count=1) if text.startswith(("指标", "目标")) else text
        if _NOTHING.fullmatch(rest) or _FILLER.fullmatch(text):
            return bool(text) or not any(cell.text for cell in values)
        return False

    def _keep_sides(self, row: LogicalRow) -> None:
        """Keep texts beside the grid that are no known labels: a project's name, a period."""
        for cell in (row[column] for column in self._sides):
            if cell.text and id(cell) not in self._noted:
                self._noted.add(id(cell))
                if self._template.label(cell.text) is None:
                    self._draft.pair(cell.text, "", [cell])

    def _extra_cells(self, row: LogicalRow) -> dict[str, LogicalCell]:
        """Cells with text that no field takes, by header."""
        read = {id(row[column]) for column in self._columns.values()}
        extra: dict[str, LogicalCell] = {}
        for column, header in self._extra:
            if row[column].text and id(row[column]) not in read:
                read.add(id(row[column]))
                extra[unused(header, extra)] = row[column]
        return extra

    # --- footers ---

    def add_footer(self, row: LogicalRow) -> None:
        """Read a row under the indicators: the total, label and value, or a note."""
        cells = [c for c in distinct(row) if c.text and id(c) not in self._noted]
        self._noted.update(map(id, cells))
        if any(self._template.label(cell.text) == "total" for cell in cells[:2]):
            self._read_total(row, cells)
        elif len(cells) == 2 and self._is_pair(cells):
            self._draft.pair(cells[0].text, cells[1].text, cells)
        else:
            self._read_notes(row, cells)

    def _is_pair(self, cells: Sequence[LogicalCell]) -> bool:
        """Whether two cells are a label and its value."""
        label, value = cells
        return not _NOTE_LABEL.match(label.text) and self._template.label(value.text) is None

    def _read_total(self, row: LogicalRow, cells: list[LogicalCell]) -> None:
        label = next(c for c in cells if self._template.label(c.text) == "total")
        # A level may be merged with the row of totals; it is read with the rows above.
        cells = [cell for cell in cells if cell is not label and id(cell) not in self._shared]
        for field in ("weight", "score"):
            column = self._columns.get(field)
            cell = row[column] if column is not None else None
            if cell is not None and cell in cells and f"total.{field}" not in self._draft.values:
                self._draft.take(f"total.{field}", cell)
                cells = [other for other in cells if other is not cell]
        for cell in cells:
            self._draft.note(cell)

    def _read_notes(self, row: LogicalRow, cells: list[LogicalCell]) -> None:
        """Labels with values in cells of their own are pairs; all else is a note."""
        row_cells = distinct(row)
        skip: set[int] = set()
        for cell in cells:
            if id(cell) in skip:
                continue
            position = row_cells.index(cell)
            after = row_cells[position + 1] if position + 1 < len(row_cells) else None
            role = self._template.label(cell.text)
            labelled = after is not None and self._template.label(after.text) is not None
            bare = cell.text.endswith(("：", ":")) and (labelled or after not in cells)
            if role is None or bare or _NOTE_LABEL.match(cell.text):
                self._draft.note(cell)
            elif after is None or after not in cells or labelled:
                self._draft.pair(cell.text, "", [cell])
            else:
                skip.add(id(after))
                self._draft.pair(cell.text, after.text, [cell, after])

    # --- activities ---

    def _open_activity(self, name: LogicalCell | None, task: LogicalCell | None) -> None:
        """Go on with the last activity if its cells, or their texts, are the same."""
        if self.activities and _same(name, self._activity) and _same(task, self._task):
            return
        self._activity, self._task = name, task
        cells = {"name": name, "task": task}
        printed = {field: cell for field, cell in cells.items() if cell is not None and cell.text}
        self.activities.append(
            report.Activity(
                **{field: cell.text for field, cell in printed.items()},
                regions={field: self._regions_of(cell) for field, cell in printed.items()},
                repairs=[r for field, cell in printed.items() for r in repairs_of(field, cell)],
                indicators=[],
            )
        )

    def _regions_of(self, cell: LogicalCell) -> list[report.Place]:
        """Regions of a cell; a cell that spans rows shares one list with all its rows."""
        known = self._shared.get(id(cell))
        if known is None:
            known = (cell, regions_of(cell))
            self._shared[id(cell)] = known
        return known[1]


def _shape(columns: Sequence[ColumnField]) -> GridShape:
    """The columns that tell indicators from other rows."""
    place = {column.field: column.start for column in columns if column.field}
    naming = [place[field] for field in (*_LEVELS, "level3") if field in place]
    name = next((place[field] for field in NAMING_FIELDS if field in place), 0)
    values = [c.start for c in columns if c.start not in naming and c.header]
    points = [place[field] for field in _POINTS if field in place]
    return GridShape(min(naming, default=0), name, tuple(values), tuple(points))


def _name_cell(cells: dict[IndicatorField, LogicalCell]) -> LogicalCell | None:
    """The cell that names the indicator: of the deepest level that the form has."""
    return next((cells[field] for field in NAMING_FIELDS if field in cells), None)


def _same(cell: LogicalCell | None, other: LogicalCell | None) -> bool:
    """Whether two cells are one, or print the same; an empty cell is only like itself."""
    if cell is None or other is None:
        return cell is other
    return cell is other or (cell.text != "" and cell.text == other.text)
