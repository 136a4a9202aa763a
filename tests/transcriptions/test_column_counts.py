"""Parts of a text with different numbers of columns are joined, and that they differ is told."""

from __future__ import annotations

from transcriptions.reading import HEADER, TITLE, read, tabbed
from zhperf.report import Table

ROWS = [
    "甲|任务一|产出指标|数量指标|次数|≥|1|次|1次|无偏差",
    "||效益指标|社会效益指标|提升|≥|2|%|2%|无偏差",
    "||满意度指标|服务对象满意度指标|满意|≥|3|%|3%|无偏差",
]


def table_of(*parts: list[str]) -> Table:
    """The table of a text whose parts are divided by empty lines."""
    texts = [tabbed(*part) for part in parts]
    (table,) = read("\n\n".join(texts)).tables
    return table


def changes(table: Table) -> list[tuple[str, str]]:
    return [(one.field, one.detail) for one in table.repairs if one.kind == "header-changes"]


def wider(rows: list[str]) -> list[str]:
    """The rows with an empty field at their end."""
    return [f"{row}|" for row in rows]


def test_parts_with_other_numbers_of_columns() -> None:
    table = table_of([TITLE, *wider([HEADER, *ROWS])], ROWS, ROWS, wider(ROWS))
    assert changes(table) == [("activities", "11 | 10 | 11 columns")]
    assert sum(len(one.indicators) for one in table.activities) == 12


def test_parts_with_one_number_of_columns() -> None:
    assert changes(table_of([TITLE, HEADER, *ROWS], ROWS)) == []


def test_single_rows_with_a_field_more_are_no_part() -> None:
    assert changes(table_of([TITLE, HEADER, *ROWS], [*ROWS, *wider(ROWS[:1])])) == []
