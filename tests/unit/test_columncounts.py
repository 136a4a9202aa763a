"""Columns of the parts of a printed table."""

from __future__ import annotations

from unit.forms import first, picture, read
from zhperf.report import Table

ROW = "|创建活动|产出指标|执行率  |95%   |"
NEXT = "|        |效益指标|居民满意|100   |"
BAR = "+--------+--------+--------+------+"
MERGED = "|创建活动|居民满意度调查   |95%   |"
MERGED_BAR = "+--------+-----------------+------+"


def changes(table: Table) -> list[str]:
    return [one.detail for one in table.repairs if one.kind == "header-changes"]


def test_pages_with_the_same_columns() -> None:
    rows = [part for _ in range(4) for part in (ROW, "-")]
    table = read(first(*rows), picture("-", *rows))
    assert table.pages == [1, 2]
    assert changes(table) == []


def test_pages_with_other_columns() -> None:
    rows = [part for _ in range(4) for part in (ROW, "-")]
    merged = [part for _ in range(4) for part in (MERGED, MERGED_BAR)]
    table = read(first(*rows), picture(MERGED_BAR, *merged))
    assert table.pages == [1, 2]
    assert changes(table) == ["4 | 3 columns"]


def test_few_rows_tell_nothing() -> None:
    rows = [part for _ in range(4) for part in (ROW, "-")]
    merged = [part for _ in range(2) for part in (MERGED, MERGED_BAR)]
    assert changes(read(first(*rows), picture(MERGED_BAR, *merged))) == []


def test_a_merged_row_among_others_is_no_change() -> None:
    rows = [part for _ in range(4) for part in (ROW, "-")]
    other = [MERGED, MERGED_BAR, *rows[:-2], ROW, "-"]
    assert changes(read(first(*rows), picture("-", *other))) == []
