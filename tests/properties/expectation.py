"""What a report must say about a printed form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from printing import Box, Field, FormTable, Print, SelfEvaluation, rows_of, values_of
from zhperf.report import Activity, Indicator, Region, Report, Table

REGION_TOLERANCE = 2.5
"""Greatest error of a region's sides in pt: a thick or doubled rule, and the jitter."""

INDICATOR_FIELDS: tuple[Field, ...] = (
    "level1", "level2", "level3", "nature", "target", "unit", "actual", "deviation",
)  # fmt: skip


class Row(NamedTuple):
    """One indicator with its activity, as printed; None where nothing is printed."""

    activity: str | None
    task: str | None
    level1: str | None
    level2: str | None
    level3: str | None
    nature: str | None
    target: str | None
    unit: str | None
    actual: str | None
    deviation: str | None


def printed_rows(form: SelfEvaluation) -> list[Row]:
    """The rows of a form."""
    rows = []
    for activity, indicator in rows_of(form):
        values = values_of(activity, indicator)
        rows.append(Row(*(values[field] or None for field in Row._fields)))  # type: ignore[index]
    return rows


def read_rows(table: Table) -> list[Row]:
    """The rows of a table of a report."""
    return [
        Row(activity.name, activity.task, *(getattr(row, field) for field in INDICATOR_FIELDS))
        for activity in table.activities
        for row in activity.indicators
    ]


def assert_report(report: Report, form: SelfEvaluation, shape: FormTable, printed: Print) -> None:
    """The report says exactly what was printed, and where."""
    assert len(report.tables) == 1
    (table,) = report.tables
    assert read_rows(table) == printed_rows(form)
    assert [activity.name for activity in table.activities] == [a.name for a in form.activities]
    assert (table.title, table.fiscal_year) == (form.title, form.year)
    objective = table.overall_objective
    assert (objective.expected, objective.achieved) == (form.expected, form.achieved)
    assert table.pages == list(range(1, len(printed.pages) + 1))
    assert (table.department, table.implementing_unit) == (None, None)
    assert (table.funds, table.notes) == ([], [])
    assert_regions(table, shape, printed)


def assert_regions(table: Table, shape: FormTable, printed: Print) -> None:
    """Each value points at every part of its cell, and at nothing else."""
    row = shape.first_row
    for activity in table.activities:
        _assert_fields(activity, {"name": "activity", "task": "task"}, row, shape, printed)
        for indicator in activity.indicators:
            assert indicator.extra == {}
            own: dict[str, Field] = {field: field for field in INDICATOR_FIELDS}
            _assert_fields(indicator, own, row, shape, printed)
            row += 1


def _assert_fields(
    entry: Activity | Indicator,
    fields: Mapping[str, Field],
    row: int,
    shape: FormTable,
    printed: Print,
) -> None:
    filled = {name for name in fields if getattr(entry, name) is not None}
    assert set(entry.regions) == filled
    for name in filled:
        true = printed.regions(row, shape.column_of(fields[name]))
        assert_same_places(name, entry.regions[name], true)


def assert_same_places(
    name: str, regions: Sequence[Region], true: Sequence[tuple[int, Box]]
) -> None:
    """The same pages and, but for the width of a rule, the same boxes."""
    assert [region.page for region in regions] == [page for page, _ in true], name
    for region, (_, box) in zip(regions, true, strict=True):
        errors = [abs(a - b) for a, b in zip(region.bbox, box, strict=True)]
        assert max(errors) <= REGION_TOLERANCE, (name, region.bbox, box)
