"""A form to a table of the report: composition of its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zhperf import report
from zhperf.attainment import parse_table
from zhperf.columncounts import header_changes
from zhperf.flatrows import FlatRows
from zhperf.footers import notes_below
from zhperf.formhead import HeadReader
from zhperf.grids import distinct
from zhperf.indicatorrows import RowReader
from zhperf.levels import separate_labels
from zhperf.matching import column_fields
from zhperf.provenance import Draft
from zhperf.rowrepair import RowMender

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhperf.formparts import Form
    from zhperf.grids import LogicalRow
    from zhperf.levels import Separation
    from zhperf.matching import ColumnField, Match
    from zhperf.rowrepair import RowNotice
    from zhperf.templates import Template


class FormReading(NamedTuple):
    """A table of the report, and what the reading of it must report."""

    table: report.Table
    empty_rows: list[LogicalRow]
    """Rows that were left out, since they are not filled in."""
    separations: list[Separation]
    """Cells whose level labels were separated."""
    row_notices: list[RowNotice]
    """Rows whose cells do not fit their columns, as they stand in the table."""


def read_form(
    form: Form, match: Match, index: int, *, repair: bool = True, sure: float = 0.0
) -> FormReading:
    """Read a form by the words of its family.

    Args:
        form: The parts of the form.
        match: Its family.
        index: 1-based number of the table in the document.
        repair: Whether rows are mended by the types of their columns; else they stay as printed,
            and what is wrong with them is told.
        sure: Least confidence (0 to 1) of cells that OCR read in a row that is mended.
    """
    draft = Draft()
    head = HeadReader(form, match.template, draft)
    head.read()
    rows = RowReader(match.template, draft)
    separations: list[Separation] = []
    notices: list[RowNotice] = []
    activities = False
    for grid in form.grids:
        columns = column_fields(grid.header, grid.rows, match.template)
        activities = activities or any(column.field == "activity" for column in columns)
        rows.begin(columns)
        body, wrong = _mended(grid.rows, columns, match.template, form, repair=repair, sure=sure)
        notices += wrong
        body, found = _separated(body, columns)
        separations += found
        for row in body:
            rows.add(row)
    for row in form.tail:
        rows.add_footer(row)
    notes_below(form.below, match.template, draft)
    head.settle((() if activities else ("name",)) + ("department", "implementing_unit"))
    draft.repairs += [
        report.Repair(kind=one.kind, field="activities", detail=one.detail)
        for one in header_changes(form)
    ]
    table = _table(form, match, index, draft, head, rows)
    parse_table(table)
    return FormReading(table, rows.empty_rows, separations, notices)


def _mended(
    rows: Sequence[LogicalRow],
    columns: tuple[ColumnField, ...],
    template: Template,
    form: Form,
    *,
    repair: bool,
    sure: float,
) -> tuple[list[LogicalRow], list[RowNotice]]:
    """The rows with their cells in the right columns, and in all rows that they group."""

    def is_footer(row: LogicalRow) -> bool:
        texts = [cell.text for cell in distinct(row) if cell.text]
        return any(template.label(text) == "total" for text in texts[:2])

    mender = RowMender(rows, columns, is_footer, mend=repair, sure=sure)
    mended = mender.mended()
    if form.paged:
        return mended, mender.notices
    grouping = FlatRows(mended, columns, is_footer, flat=form.flat, mend=repair)
    return grouping.grouped(), [*mender.notices, *grouping.notices]


def _separated(
    rows: list[LogicalRow], columns: tuple[ColumnField, ...]
) -> tuple[list[LogicalRow], list[Separation]]:
    separations: list[Separation] = []
    place = {column.field: column.start for column in columns if column.field}
    beside = place.get("level3")
    for field in ("level1", "level2"):
        if field in place and beside is not None:
            rows, found = separate_labels(rows, place[field], beside)
            separations += found
    return rows, separations


def _table(
    form: Form, match: Match, index: int, draft: Draft, head: HeadReader, rows: RowReader
) -> report.Table:
    values = draft.values
    _name_project(draft, rows)
    return report.Table(
        index=index,
        template=match.id,
        title=head.title,
        fiscal_year=head.year,
        department=values.get("department"),
        implementing_unit=values.get("implementing_unit"),
        pages=form.pages if form.paged else [],
        overall_objective=report.Objective(
            expected=values.get("overall_objective.expected"),
            achieved=values.get("overall_objective.achieved"),
        ),
        funds=draft.funds,
        fields=draft.fields,
        activities=rows.activities,
        total=report.Total(weight=values.get("total.weight"), score=values.get("total.score")),
        notes=draft.notes,
        regions=draft.regions,
        repairs=draft.repairs,
    )


def _name_project(draft: Draft, rows: RowReader) -> None:
    """A form for one project is one activity with the project's name."""
    name = draft.values.get("name")
    if name is None:
        return
    if not rows.activities:
        rows.activities.append(report.Activity(indicators=[]))
    activity = rows.activities[0]
    activity.name = name
    activity.regions["name"] = draft.regions.pop("name")
    activity.repairs += [repair for repair in draft.repairs if repair.field == "name"]
    draft.repairs = [repair for repair in draft.repairs if repair.field != "name"]


def first_texts(row: LogicalRow) -> str:
    """What a row prints, for a message."""
    return " ".join(cell.text for cell in distinct(row) if cell.text)
