"""Rows of the flat forms: places of every kind of source, and parsed values as columns."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zhperf.report import (
    Activity,
    Indicator,
    LineRegion,
    ParagraphRegion,
    Parsed,
    Place,
    Quantity,
    Region,
    SheetRegion,
    Source,
    Table,
    TableRegion,
)
from zhperf.writers.columns import COLUMNS, HEADERS
from zhperf.writers.flat import ROW_PARTS
from zhperf.writers.places import column_letters, first_place, place_text
from zhperf.writers.rows import Row, activity_rows, indicator_rows, report_row

SOURCE = Source(path="自评表.xlsx", sha256="ab" * 32, kind="xlsx", pages=None)


def row_of(indicator: Indicator) -> Row:
    table = Table(index=1, template="t", pages=[], activities=[Activity(indicators=[indicator])])
    (row,) = indicator_rows(SOURCE, table)
    return row


def quantity_row(quantity: Quantity) -> Row:
    return row_of(Indicator(parsed=Parsed(target=quantity)))


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Region(page=5, bbox=(1, 2, 3, 4)), "p5"),
        (SheetRegion(sheet="自评表", row=5, column=3), "自评表!C5"),
        (SheetRegion(sheet="2024 年's", row=1, column=28), "'2024 年''s'!AB1"),
        (SheetRegion(sheet="A1", row=1, column=1), "'A1'!A1"),
        (SheetRegion(sheet="r1c1", row=1, column=1), "'r1c1'!A1"),
        (TableRegion(table=2, row=5, column=3), "t2r5c3"),
        (ParagraphRegion(paragraph=7), "¶7"),
        (LineRegion(line=12), "L12"),
        (LineRegion(line=12, column=3), "L12:3"),
    ],
)
def test_places_are_short_texts(place: Place, text: str) -> None:
    assert place_text(place) == text


@pytest.mark.parametrize(
    ("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")]
)
def test_columns_of_a_workbook_have_letters(column: int, letters: str) -> None:
    assert column_letters(column) == letters


@pytest.mark.parametrize(
    ("places", "first"),
    [
        ([Region(page=4, bbox=(0, 0, 1, 1)), Region(page=3, bbox=(0, 9, 1, 10))], "p3"),
        ([SheetRegion(sheet="b", row=2, column=9), SheetRegion(sheet="a", row=1, column=1),
          SheetRegion(sheet="b", row=2, column=3)], "b!C2"),
        ([TableRegion(table=2, row=1, column=1), TableRegion(table=1, row=9, column=9)], "t1r9c9"),
        ([ParagraphRegion(paragraph=9), TableRegion(table=1, row=1, column=1)], "¶9"),
        ([LineRegion(line=3, column=2), LineRegion(line=3), LineRegion(line=4)], "L3"),
    ],
)  # fmt: skip
def test_a_row_begins_at_its_first_place(places: list[Place], first: str) -> None:
    assert place_text(first_place(places)) == first


def test_rows_of_sources_without_pages_have_a_place_only() -> None:
    levels: list[Place] = [SheetRegion(sheet="表", row=2, column=1)]
    own: list[Place] = [SheetRegion(sheet="表", row=9, column=3)]
    indicator = Indicator(regions={"level1": levels, "level3": own})
    row = row_of(indicator)
    assert (row["page"], row["bbox"], row["place"]) == (None, None, "表!C9")
    only_shared = row_of(Indicator(regions={"level1": levels}))
    assert only_shared["place"] == "表!A2"


def test_activities_and_tables_have_a_place() -> None:
    line: list[Place] = [LineRegion(line=8, column=1)]
    activity = Activity(name="甲", regions={"name": line}, indicators=[])
    table = Table(index=1, template="t", pages=[], activities=[activity])
    (row,) = activity_rows(SOURCE, table)
    assert row["place"] == "L8:1"
    assert report_row(SOURCE, table)["place"] is None
    activity.indicators.append(Indicator(regions={"level3": [LineRegion(line=9)]}))
    assert report_row(SOURCE, table)["place"] == "L9"
    table.regions["title"] = [LineRegion(line=1)]
    assert report_row(SOURCE, table)["place"] == "L1"
    assert report_row(SOURCE, table)["pages"] == []


def test_a_row_has_every_column() -> None:
    table = Table(index=1, template="t", pages=[1], activities=[
        Activity(indicators=[Indicator(), Indicator(parsed=Parsed(target=Quantity(text="1")))])
    ])  # fmt: skip
    for row in indicator_rows(SOURCE, table):
        assert set(row) == {column.name for column in COLUMNS["indicators"]}
    for row in activity_rows(SOURCE, table):
        assert set(row) == {column.name for column in COLUMNS["activities"]}
    report = {column.name for column in COLUMNS["reports"]} - {"findings"}
    assert set(report_row(SOURCE, table)) == report


def test_columns_are_named_once_in_both_languages() -> None:
    for columns in COLUMNS.values():
        for names in ([c.name for c in columns], [c.title.zh for c in columns]):
            assert len(set(names)) == len(names)
        assert all(column.title.en and column.meaning.endswith(".") for column in columns)
    for part in ROW_PARTS:
        assert all(HEADERS[column.name] == column.title.zh for column in COLUMNS[part])


def test_numbers_of_a_range_stay_numbers() -> None:
    row = quantity_row(Quantity(text="80%-100%", comparator="between", low=Decimal(80),
                                high=Decimal(100), unit="%"))  # fmt: skip
    assert (row["target_low"], row["target_high"]) == (Decimal(80), Decimal(100))
    assert (row["target_value"], row["target_deadline"]) == (None, None)


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        ("2020-01", "2020-11", "2020-01/2020-11"),
        (None, "2020-11", "../2020-11"),
        ("--03", None, "--03/.."),
    ],
)
def test_a_range_of_dates_is_an_interval(low: str | None, high: str | None, text: str) -> None:
    row = quantity_row(Quantity(text="x", comparator="between", low=low, high=high, unit="date"))
    assert row["target_deadline"] == text
    assert (row["target_low"], row["target_high"]) == (None, None)


def test_a_deadline_stays_one() -> None:
    row = quantity_row(Quantity(text="12月31日前", comparator="<=", unit="date",
                                deadline="--12-31"))  # fmt: skip
    assert row["target_deadline"] == "--12-31"


def test_conflicts_and_parts_are_kept() -> None:
    parts = [Quantity(text="6个月", comparator="=", value=Decimal(6), unit="个月"),
             Quantity(text="完成", qualitative=True)]  # fmt: skip
    row = quantity_row(Quantity(text="x", conflict=[">=", "<="], parts=parts))
    assert (row["target_comparator"], row["target_conflict"]) == (None, [">=", "<="])
    assert row["target_parts"] == [
        {"text": "6个月", "comparator": "=", "value": "6", "unit": "个月"},
        {"text": "完成", "qualitative": True},
    ]


def test_a_missing_quantity_is_not_a_false_one() -> None:
    row = row_of(Indicator(parsed=Parsed(actual=Quantity(text=""))))
    assert row["target_approximate"] is None
    assert row["actual_approximate"] is False
    assert row["attainment"] == "unknown"
    assert row_of(Indicator())["attainment"] is None
