"""The form 部门整体绩效自评表 as a table to print, and the values it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, TypeAlias

from printing.canvas import Color
from printing.tables import Align, PrintCell, PrintTable, VerticalAlign

Field: TypeAlias = Literal[
    "activity", "task", "level1", "level2", "level3", "nature", "target", "unit", "actual",
    "deviation",
]  # fmt: skip

NESTED: tuple[Field, ...] = ("activity", "task", "level1", "level2")
"""Columns whose cells are merged over the rows that they apply to."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the indicator grid."""

    field: Field
    header: str
    weight: float
    """Relative width."""
    align: Align = "left"


STANDARD_COLUMNS = (
    Column("activity", "活动", 10, "center"),
    Column("task", "任务", 14),
    Column("level1", "一级指标", 9, "center"),
    Column("level2", "二级指标", 11, "center"),
    Column("level3", "三级指标", 18),
    Column("nature", "指标性质", 7, "center"),
    Column("target", "指标值", 10),
    Column("unit", "度量单位", 8, "center"),
    Column("actual", "全年完成值", 10),
    Column("deviation", "偏差原因和改进措施", 13),
)


@dataclass(frozen=True, slots=True)
class FormIndicator:
    """One row; "" where nothing is printed."""

    level1: str
    level2: str
    level3: str
    nature: str = ""
    target: str = ""
    unit: str = ""
    actual: str = ""
    deviation: str = ""


@dataclass(frozen=True, slots=True)
class FormActivity:
    """An activity with its rows; rows of one level stand together."""

    name: str
    task: str
    indicators: tuple[FormIndicator, ...]


@dataclass(frozen=True, slots=True)
class SelfEvaluation:
    """The values of one form."""

    title: str
    year: int
    expected: str
    achieved: str
    activities: tuple[FormActivity, ...]


@dataclass(frozen=True, slots=True)
class FormStyle:
    """Wording and shape of the form."""

    columns: tuple[Column, ...] = STANDARD_COLUMNS
    goal_label: str = "部门整体绩效目标"
    expected_label: str = "年初总体目标"
    achieved_label: str = "全年完成情况"
    goals_side_by_side: bool = True
    """Labels above the two texts; else each label left of its text."""
    title_inside: tuple[str, ...] = ()
    """Heading lines that are rows of the table; () if they stand above it."""
    header_background: Color | None = None
    vertical: VerticalAlign = "middle"


@dataclass(frozen=True, slots=True)
class FormTable:
    """A form ready to print, and where its values stand in it."""

    table: PrintTable
    columns: tuple[Column, ...]
    expected: tuple[int, int]
    """Row and column of the expected objective."""
    achieved: tuple[int, int]
    """Row and column of the achieved objective."""
    first_row: int
    """Row of the first indicator."""

    def column_of(self, field: Field) -> int:
        """Column of a field."""
        return next(i for i, column in enumerate(self.columns) if column.field == field)


def form_table(form: SelfEvaluation, style: FormStyle) -> FormTable:
    """Make the table of a form."""
    count = len(style.columns)
    title = _title_cells(style, count)
    goals, expected, achieved = _goal_cells(form, style, len(title))
    header_row = max(cell.last_row for cell in goals) + 1
    first_row = header_row + 1
    header = [
        PrintCell(header_row, i, c.header, align="center", background=style.header_background)
        for i, c in enumerate(style.columns)
    ]
    body = list(_body_cells(form, style, first_row))
    table = PrintTable(
        n_rows=max(cell.last_row for cell in body) + 1,
        weights=tuple(column.weight for column in style.columns),
        cells=tuple(sorted([*title, *goals, *header, *body], key=lambda c: (c.row, c.column))),
        header_rows=(header_row,),
        undivided_rows=tuple(range(first_row)),
    )
    return FormTable(table, style.columns, expected, achieved, first_row)


def values_of(activity: FormActivity, indicator: FormIndicator) -> dict[Field, str]:
    """The text of each column for one row."""
    return {
        "activity": activity.name,
        "task": activity.task,
        "level1": indicator.level1,
        "level2": indicator.level2,
        "level3": indicator.level3,
        "nature": indicator.nature,
        "target": indicator.target,
        "unit": indicator.unit,
        "actual": indicator.actual,
        "deviation": indicator.deviation,
    }


def rows_of(form: SelfEvaluation) -> list[tuple[FormActivity, FormIndicator]]:
    """The rows of a form in print order."""
    return [(activity, row) for activity in form.activities for row in activity.indicators]


def _title_cells(style: FormStyle, count: int) -> list[PrintCell]:
    return [
        PrintCell(row, 0, line, column_span=count, align="center")
        for row, line in enumerate(style.title_inside)
    ]


def _goal_cells(
    form: SelfEvaluation, style: FormStyle, row: int
) -> tuple[list[PrintCell], tuple[int, int], tuple[int, int]]:
    """The objective block from `row` on, and the places of its two texts."""
    count = len(style.columns)
    middle = (count + 1) // 2
    right = count - middle
    label = PrintCell(row, 0, style.goal_label, 2, align="center")
    if style.goals_side_by_side:
        cells = [
            label,
            PrintCell(row, 1, style.expected_label, 1, middle - 1, "center"),
            PrintCell(row, middle, style.achieved_label, 1, right, "center"),
            PrintCell(row + 1, 1, form.expected, 1, middle - 1),
            PrintCell(row + 1, middle, form.achieved, 1, right),
        ]
        return cells, (row + 1, 1), (row + 1, middle)
    cells = [
        label,
        PrintCell(row, 1, style.expected_label, 1, 2, "center"),
        PrintCell(row, 3, form.expected, 1, count - 3),
        PrintCell(row + 1, 1, style.achieved_label, 1, 2, "center"),
        PrintCell(row + 1, 3, form.achieved, 1, count - 3),
    ]
    return cells, (row, 3), (row + 1, 3)


def _body_cells(form: SelfEvaluation, style: FormStyle, first_row: int) -> Iterator[PrintCell]:
    rows = [values_of(activity, indicator) for activity, indicator in rows_of(form)]
    activity_of = [i for i, a in enumerate(form.activities) for _ in a.indicators]
    for index, column in enumerate(style.columns):
        for start, span in _spans(column.field, rows, activity_of):
            yield PrintCell(
                first_row + start,
                index,
                rows[start][column.field],
                span,
                align=column.align,
                vertical=style.vertical,
            )


def _spans(
    field: Field, rows: Sequence[dict[Field, str]], activity_of: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """First row and number of rows of each cell of a column."""
    outer = NESTED[: NESTED.index(field) + 1] if field in NESTED else ()

    def group(index: int) -> tuple[object, ...]:
        if not outer:
            return (index,)
        return (activity_of[index], *(rows[index][name] for name in outer))

    for _, indexes in groupby(range(len(rows)), key=group):
        members = list(indexes)
        yield members[0], len(members)
