"""Transcribe the founding table as tab-separated text, with the slips that transcriptions have.

Merged cells are their text and empty fields; an empty line stands where the disclosure began a
new page, and a cell that the page break cuts is two.  Some rows have lost an empty field, some
have one too many: `LOST` and `GAINED` say which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from founding_table import HEAD_ROWS, N_COLUMNS, cells, row_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

LEVEL1, LEVEL2, NAME, UNIT = 2, 3, 4, 7
"""0-based columns of the form."""
LOST = {
    ("创建全国文明城市经费", "测评质量"): UNIT,
    ("理论学习中心组学习经费", "学习情况"): LEVEL1,
    ("理论学习中心组学习经费", "及时落实"): LEVEL1,
    ("新闻业务费", "开展新闻宣传活动"): LEVEL2,
    ("新闻业务费", "提升知名度和影响力"): LEVEL1,
    ("新闻业务费", "全年根据重要时间节点和主题活动开展有针对性的策划宣传"): LEVEL1,
    ("文化产业经费", "及时完成"): LEVEL1,
}
"""Activity and indicator of rows that lost an empty field, and its column."""
GAINED = {
    ("文化产业经费", "考察学习效果和招商活动"): UNIT,
    ("文化产业经费", "培训", "质量指标"): UNIT,
}
"""Activity and indicator (and second level, where the name stands twice) of rows with one empty
field too many, and its column."""


def transcribe(table: dict[str, Any]) -> str:
    """The text of the founding table; lines end with a line feed."""
    lines = [
        "# 第五部分 附件",
        "",
        f"## {table['title']}",
        "",
        f"({table['fiscal_year']} 年度)",
        "",
    ]
    return "\n".join([*lines, *_rows(table)]) + "\n"


def _rows(table: dict[str, Any]) -> Iterator[str]:
    pages = row_pages(table)
    fields = _fields(table)
    whole = cells(table)
    cut = [[c for c in whole if c.row == number and c.parts] for number in range(len(fields))]
    names = [("", "", "")] * HEAD_ROWS + [
        (activity["name"], row["level3"], row["level2"])
        for activity in table["activities"]
        for row in activity["indicators"]
    ]
    rests: dict[int, str] = {}
    for number, row in enumerate(fields):
        if number and pages[number][0] > pages[number - 1][0]:
            yield ""
            if any(row[column] for column in rests):  # it is no row of the cell that was cut
                yield "\t".join(rests.get(column, "") for column in range(N_COLUMNS))
            else:
                for column, text in rests.items():
                    row[column] = text
            rests = {}
        for cell in cut[number]:
            row[cell.column], rests[cell.column] = cell.parts
        yield "\t".join(_slipped(names[number], row))


def _fields(table: dict[str, Any]) -> list[list[str]]:
    """The texts of the form, each in the first row and column of its cell."""
    whole = cells(table)
    rows = [[""] * N_COLUMNS for _ in range(max(cell.row for cell in whole) + 1)]
    for cell in whole:
        rows[cell.row][cell.column] = cell.text
    return rows


def _slipped(name: tuple[str, str, str], row: list[str]) -> list[str]:
    """The fields of a row with its slip, if it has one."""
    activity, level3, _ = name
    lost = LOST.get((activity, level3))
    if lost is not None:
        assert not row[lost], f"{level3}: no empty field to lose"
        return [*row[:lost], *row[lost + 1 :], ""]
    gained = GAINED.get((activity, level3)) or GAINED.get(name)
    return row if gained is None else [*row[:gained], "", *row[gained:]]
