"""Logical tables to report tables: what each row and cell means.

The header is found by its words, wherever it stands and whatever the order of its columns.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from zhperf import report
from zhperf.grids import distinct
from zhperf.radicals import FOLDING
from zhperf.vocabulary import is_header_row, is_title, plain, year_in

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from zhperf.grids import LogicalCell, LogicalRow, LogicalTable, Region
    from zhperf.templates import IndicatorField, Template

_TITLE_REACH = 8
"""Lines above the table among which its title and year are looked for: also a page number and
a running head, if the title stands on the page before."""
_MAX_TITLE_LENGTH = 40
"""Glyphs; longer lines are prose, and a year in them need not be the form's."""
_YEAR_LINE = re.compile(r"[\d二〇○零一三四五六七八九]{4}年度?")
"""A line that prints the year and nothing else, as `plain` text."""
_TOTALS = frozenset(("总分", "合计", "总计", "得分合计", "总得分"))
_LEAF_FIELDS = ("level3", "nature", "target", "unit", "actual", "deviation", "weight", "score")
"""A row that prints none of these is no indicator: an empty line of the form."""


class Match(NamedTuple):
    """A template that fits a table."""

    template: Template
    header_start: int
    """0-based first row of the header."""
    header_end: int
    """Row after the header's last."""
    fields: list[IndicatorField | None]
    """Field of each column, None for columns without one."""
    headers: list[str]
    """Header text of each column."""


def match_template(table: LogicalTable, templates: Sequence[Template]) -> Match | None:
    """The template whose columns the table's header names best; None if none fits."""
    best: Match | None = None
    for template in templates:
        match = _match(table, template)
        if match and (best is None or _fitness(match) > _fitness(best)):
            best = match
    return best


def _fitness(match: Match) -> int:
    return len({field for field in match.fields if field})


def _match(table: LogicalTable, template: Template) -> Match | None:
    known = template.column_fields()
    required = {column.field for column in template.columns if column.required}
    for number, row in enumerate(table.rows):
        if len({known[word] for cell in row if (word := plain(cell.text)) in known}) < 3:
            continue
        start, end = _header_rows(table.rows, number)
        fields, headers = _column_fields(table.rows[start:end], known)
        if required <= set(fields):
            return Match(template, start, end, fields, headers)
    return None


def _header_rows(rows: list[LogicalRow], number: int) -> tuple[int, int]:
    """First row and row after the last of the header that row `number` belongs to.

    Cells that span rows hold a nested header's rows together.
    """
    end = number + 1
    while end < len(rows) and any(
        above is below and above.text for above, below in zip(rows[end - 1], rows[end], strict=True)
    ):
        end += 1
    return number, end


def _column_fields(
    rows: list[LogicalRow], known: dict[str, IndicatorField]
) -> tuple[list[IndicatorField | None], list[str]]:
    """Field and header text of each column: the lowest header cell that is known counts."""
    fields: list[IndicatorField | None] = []
    headers: list[str] = []
    for column in range(len(rows[0])):
        words = list({id(row[column]): row[column].text for row in rows}.values())
        found = [known[plain(word)] for word in reversed(words) if plain(word) in known]
        field = found[0] if found and found[0] not in fields else None
        spans = column and all(row[column] is row[column - 1] for row in rows)
        fields.append(fields[-1] if spans else field)
        headers.append(" ".join(word for word in words if word))
    return fields, headers


def read_table(table: LogicalTable, match: Match, index: int) -> report.Table:
    """The report's table.

    Args:
        table: A logical table.
        match: The template that fits it.
        index: 1-based number of the table in the document.
    """
    head = _Head(table, match)
    head.read()
    reader = _RowReader(match)
    for row in table.rows[match.header_end :]:
        reader.add(row)
    return report.Table(
        index=index,
        template=match.template.id,
        title=head.title,
        fiscal_year=head.year,
        department=head.values.get("department"),
        implementing_unit=head.values.get("implementing_unit"),
        pages=table.pages,
        overall_objective=report.Objective(
            expected=head.values.get("overall_objective.expected"),
            achieved=head.values.get("overall_objective.achieved"),
        ),
        fields=head.fields,
        activities=reader.activities,
        total=reader.total,
        notes=reader.notes,
        regions=head.regions | reader.regions,
        repairs=head.repairs,
    )


# --- the head ---------------------------------------------------------------------------


class _Head:
    """Title, year and label-value pairs above the header row."""

    def __init__(self, table: LogicalTable, match: Match) -> None:
        self._table = table
        self._match = match
        self.title: str | None = None
        self.year: int | None = None
        self.values: dict[str, str] = {}
        self.fields: dict[str, str] = {}
        self.regions: dict[str, list[report.Region]] = {}
        self.repairs: list[report.Repair] = []
        self._headings: set[int] = set()
        """Cells that print title or year alone on their row."""

    def read(self) -> None:
        rows = self._table.rows[: self._match.header_start]
        self._read_title(rows)
        used: set[int] = set()
        for number, row in enumerate(rows):
            self._read_row(number, row, rows, used)

    def _read_title(self, rows: list[LogicalRow]) -> None:
        """Title and year stand above the frame, or in its first rows."""
        candidates = [
            (line.text, [_line_region(line.page, line.displayed or line.bbox)])
            for line in self._table.above[-_TITLE_REACH:]
            if len(plain(line.text)) <= _MAX_TITLE_LENGTH
        ]
        for row in rows:
            cells = distinct(row)
            if len([cell for cell in cells if cell.text]) == 1:
                cell = next(cell for cell in cells if cell.text)
                candidates.append((cell.text, _regions(cell)))
                if is_title(cell.text) or _YEAR_LINE.fullmatch(plain(cell.text)):
                    self._headings.add(id(cell))
        titles = [index for index, (text, _) in enumerate(candidates) if is_title(text)]
        if titles:
            text, self.regions["title"] = candidates[titles[-1]]
            self.title = text.translate(FOLDING).strip()
        # The year stands in the title or under it; else the nearest to the header counts.
        after = candidates[titles[-1] :] if titles else []
        for text, regions in [*after, *reversed(candidates)]:
            self._see_year(text, regions)

    def _see_year(self, text: str, regions: list[report.Region]) -> None:
        """Take the year of a line, if none was found before."""
        if self.year is None and (year := year_in(text)) is not None:
            self.year = year
            self.regions["fiscal_year"] = regions

    def _read_row(
        self, number: int, row: LogicalRow, rows: list[LogicalRow], used: set[int]
    ) -> None:
        """Labels of a row: their values stand under them, or to their right."""
        objectives = self._match.template.objective_fields()
        cells = distinct(row)
        for position, cell in enumerate(cells):
            if id(cell) in used or not cell.text:
                continue
            used.add(id(cell))
            field = objectives.get(plain(cell.text))
            if field is not None:
                self._take(f"overall_objective.{field}", self._objective(cell, number, rows), used)
            elif not self._is_label(cell) and id(cell) not in self._headings:
                self._read_pair(cell, cells[position + 1 :], used)

    def _objective(
        self, label: LogicalCell, number: int, rows: list[LogicalRow]
    ) -> LogicalCell | None:
        """The text of an objective: under its label or to the right, the longer one."""
        known = self._match.template.objective_fields()
        candidates = [_under(label, number, rows), _right_of(label, rows[number])]
        texts = [cell for cell in candidates if cell is not None and plain(cell.text) not in known]
        return max(texts, key=lambda cell: len(cell.text), default=None)

    def _is_label(self, cell: LogicalCell) -> bool:
        """Whether a cell only names a block."""
        return plain(cell.text) in {plain(word) for word in self._match.template.labels.blocks}

    def _read_pair(self, label: LogicalCell, after: Sequence[LogicalCell], used: set[int]) -> None:
        value = next((cell for cell in after if id(cell) not in used), None)
        labels = self._match.template.labels
        for field in ("department", "implementing_unit"):
            names = {plain(word) for word in getattr(labels, field)}
            if plain(label.text) in names and field not in self.values:
                self._take(field, value, used)
                return
        if value is not None and value.text:
            used.add(id(value))
        self._keep(label, value)

    def _keep(self, label: LogicalCell, value: LogicalCell | None) -> None:
        """A pair that has no field of its own; also a label alone."""
        name = _unused(label.text, self.fields)
        cells = [label] if value is None or not value.text else [label, value]
        self.fields[name] = cells[-1].text if len(cells) > 1 else ""
        self.regions[f"fields.{name}"] = [region for cell in cells for region in _regions(cell)]
        self.repairs += [r for cell in cells for r in _repairs(f"fields.{name}", cell)]

    def _take(self, field: str, cell: LogicalCell | None, used: set[int]) -> None:
        if cell is None or not cell.text:
            return
        used.add(id(cell))
        self.values[field] = cell.text
        self.regions[field] = _regions(cell)
        self.repairs += _repairs(field, cell)


def _under(label: LogicalCell, number: int, rows: list[LogicalRow]) -> LogicalCell | None:
    """The next cell under a label, if it stands in the same columns."""
    columns = [column for column, cell in enumerate(rows[number]) if cell is label]
    for row in rows[number + 1 :]:
        under = row[columns[0]]
        if under is not label:
            same = [column for column, cell in enumerate(row) if cell is under]
            return under if same == columns else None
    return None


def _right_of(label: LogicalCell, row: LogicalRow) -> LogicalCell | None:
    cells = distinct(row)
    position = next(index for index, cell in enumerate(cells) if cell is label)
    return cells[position + 1] if position + 1 < len(cells) else None


# --- the rows ---------------------------------------------------------------------------


class _RowReader:
    """Turns rows into indicators and puts them under their activities."""

    def __init__(self, match: Match) -> None:
        self._columns = {
            field: match.fields.index(field) for field in match.fields if field is not None
        }
        # Columns without a field, and those of a header over several columns but its first.
        self._extra = [
            (column, match.headers[column] or f"column {column + 1}")
            for column in range(len(match.fields))
            if column not in self._columns.values()
        ]
        self._shared: dict[int, tuple[LogicalCell, list[report.Region]]] = {}
        self._activity: LogicalCell | None = None
        self._task: LogicalCell | None = None
        self.activities: list[report.Activity] = []
        self.notes: list[str] = []
        self.total = report.Total()
        self.regions: dict[str, list[report.Region]] = {}
        """Where total and notes are printed."""
        self._noted: set[int] = set()

    def add(self, row: LogicalRow) -> None:
        """Read one row."""
        if is_header_row([cell.text for cell in distinct(row)]):
            return  # printed once more; it is no indicator
        cells = {field: row[column] for field, column in self._columns.items()}
        spans = cells["level3"] is cells["level1"] or cells["level3"] is cells["activity"]
        total = plain(cells["activity"].text) in _TOTALS and not cells["level3"].text
        if spans or total:
            self._add_footer(row, cells)
            return
        extra = self._extra_cells(row)
        if not extra and not any(f in cells and cells[f].text for f in _LEAF_FIELDS):
            if cells["activity"].text:
                self._open_activity(cells["activity"], cells.get("task"))
            return
        self._open_activity(cells.pop("activity"), cells.pop("task", None))
        named: dict[str, LogicalCell] = {f"extra.{name}": cell for name, cell in extra.items()}
        named = {str(field): cell for field, cell in cells.items()} | named
        values: dict[str, Any] = {field: cell.text or None for field, cell in cells.items()}
        values["extra"] = {header: cell.text for header, cell in extra.items()}
        values["regions"] = {f: self._regions_of(cell) for f, cell in named.items() if cell.text}
        values["repairs"] = [r for f, c in named.items() if c.repairs for r in _repairs(f, c)]
        # Without validation: the types are known here, and there are thousands.
        self.activities[-1].indicators.append(report.Indicator.model_construct(**values))

    def _extra_cells(self, row: LogicalRow) -> dict[str, LogicalCell]:
        """Cells with text that no field takes, by header."""
        read = {id(row[column]) for column in self._columns.values()}
        extra: dict[str, LogicalCell] = {}
        for column, header in self._extra:
            if row[column].text and id(row[column]) not in read:
                read.add(id(row[column]))
                extra[_unused(header, extra)] = row[column]
        return extra

    def _add_footer(self, row: LogicalRow, cells: dict[IndicatorField, LogicalCell]) -> None:
        """A row whose first cell runs over level and name: a total, or a footer."""
        texts = [cell for cell in distinct(row) if cell.text and id(cell) not in self._noted]
        self._noted.update(map(id, texts))
        if texts and plain(texts[0].text) in _TOTALS:
            label = texts.pop(0)
            for field in ("weight", "score"):
                cell = cells.get(field)
                if cell is not None and cell is not label and cell.text:
                    setattr(self.total, field, cell.text)
                    self.regions[f"total.{field}"] = _regions(cell)
                    texts = [other for other in texts if other is not cell]
        for cell in texts:
            self.regions[f"notes.{len(self.notes)}"] = _regions(cell)
            self.notes.append(cell.text)

    def _open_activity(self, name: LogicalCell, task: LogicalCell | None) -> None:
        """Go on with the last activity if its cells, or their texts, are the same."""
        if self.activities and _same(name, self._activity) and _same(task, self._task):
            return
        self._activity, self._task = name, task
        cells = {"name": name} if task is None else {"name": name, "task": task}
        self.activities.append(
            report.Activity(
                name=name.text or None,
                task=task.text or None if task is not None else None,
                regions={
                    field: self._regions_of(cell) for field, cell in cells.items() if cell.text
                },
                repairs=[
                    repair for field, cell in cells.items() for repair in _repairs(field, cell)
                ],
                indicators=[],
            )
        )

    def _regions_of(self, cell: LogicalCell) -> list[report.Region]:
        """Regions of a cell; a cell that spans rows shares one list with all its rows."""
        known = self._shared.get(id(cell))
        if known is None:
            known = (cell, _regions(cell))
            self._shared[id(cell)] = known
        return known[1]


def _unused(name: str, names: Container[str]) -> str:
    """The name, with a mark for each time that it is taken already."""
    while name in names:
        name += "*"
    return name


def _same(cell: LogicalCell | None, other: LogicalCell | None) -> bool:
    """Whether two cells are one, or print the same; an empty cell is only like itself."""
    if cell is None or other is None:
        return cell is other
    return cell is other or (cell.text != "" and cell.text == other.text)


def _regions(cell: LogicalCell) -> list[report.Region]:
    return [report_region(region) for region in cell.regions]


def report_region(region: Region) -> report.Region:
    """A region of a grid's cell as the report has it."""
    x0, top, x1, bottom = region.bbox
    return report.Region.model_construct(page=region.page, bbox=(x0, top, x1, bottom))


def _line_region(page: int, bbox: Iterable[float]) -> report.Region:
    """Region of a line of text: whole points, outward, since advances differ by engine."""
    x0, top, x1, bottom = bbox
    edges = (math.floor(x0), math.floor(top), math.ceil(x1), math.ceil(bottom))
    return report.Region(page=page, bbox=edges)


def _repairs(field: str, cell: LogicalCell) -> list[report.Repair]:
    return [
        report.Repair(kind=repair.kind, field=field, detail=repair.detail)
        for repair in cell.repairs
    ]
