"""Rows out of plain JSON are those out of the models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flatreports import Document, documents
from hypothesis import given

import zhperf
from zhperf.report import (
    Activity,
    Finding,
    Generator,
    Indicator,
    LineRegion,
    Location,
    ParagraphRegion,
    Parsed,
    Place,
    Quantity,
    Report,
    SheetRegion,
    Source,
    Table,
    TableRegion,
)
from zhperf.writers import plainrows, rows
from zhperf.writers.columns import COLUMNS

SAMPLES = Path(__file__).parents[2] / "samples"


def plain(report: Report) -> dict[str, Any]:
    """The report as it stands in a file."""
    found: dict[str, Any] = json.loads(json.dumps(report.model_dump(mode="json")))
    return found


def assert_same(report: Report) -> None:
    path = report.source.path
    json_report = plain(report)
    indicators = [row for one in report.tables for row in rows.indicator_rows(report.source, one)]
    activities = [row for one in report.tables for row in rows.activity_rows(report.source, one)]
    assert list(plainrows.indicator_rows(json_report, path)) == indicators
    assert list(plainrows.activity_rows(json_report, path)) == activities


def report_of(document: Document) -> Report:
    source, tables, findings = document
    generator = Generator(version="1")
    return Report(generator=generator, source=source, tables=list(tables), findings=findings)


@pytest.mark.parametrize(
    "name",
    ["founding-office.docx", "founding-office.html", "founding-office.xlsx", "founding-table.pdf",
     "project-office.docx", "project-office.pdf", "project-office.xlsx"],
)  # fmt: skip
def test_rows_of_samples_are_the_same(name: str) -> None:
    assert_same(zhperf.extract(SAMPLES / name))


@given(documents)
def test_rows_of_any_report_are_the_same(found: list[Document]) -> None:
    for document in found:
        assert_same(report_of(document))


def one_row(indicator: Indicator) -> Report:
    table = Table(index=1, template="t", pages=[], activities=[Activity(indicators=[indicator])])
    return report_of((Source(path="a", sha256="ab" * 32, pages=None), [table], []))


@pytest.mark.parametrize(
    "places",
    [
        [SheetRegion(sheet="自评表", row=5, column=3), SheetRegion(sheet="表", row=1, column=1)],
        [TableRegion(table=2, row=5, column=3), ParagraphRegion(paragraph=1)],
        [ParagraphRegion(paragraph=7)],
        [LineRegion(line=12, column=3), LineRegion(line=12), LineRegion(line=9, column=None)],
    ],
)
def test_places_without_pages_are_the_same(places: list[Place]) -> None:
    assert_same(one_row(Indicator(regions={"target": places})))
    assert_same(one_row(Indicator(regions={"level1": places})))


@pytest.mark.parametrize(
    "quantity",
    [
        Quantity(text="2020—2021年", comparator="between", low="2020", high="2021", unit="date"),
        Quantity(text="5月底前", comparator="<=", high="--05-31", unit="date"),
        Quantity(text="甲1乙2", parts=[Quantity(text="乙", each=True, parts=[Quantity(text="")])]),
    ],
)
def test_dates_and_parts_are_the_same(quantity: Quantity) -> None:
    assert_same(one_row(Indicator(parsed=Parsed(target=quantity))))


@pytest.mark.parametrize(
    ("location", "place"),
    [
        (Location(path="a", page=3, bbox=(1, 2, 3, 4)), "p3"),
        (Location(path="a", place=SheetRegion(sheet="表", row=2, column=1)), "表!A2"),
        (Location(path="a"), None),
    ],
)
def test_a_finding_has_every_column(location: Location, place: str | None) -> None:
    finding = Finding(code="ZP511", name="unmet", severity="error", message="m", location=location)
    row = plainrows.finding_row(finding.model_dump(mode="json"), "b.pdf", "ab" * 32)
    assert set(row) == {column.name for column in COLUMNS["findings"]}
    assert (row["path"], row["place"], row["message"]) == ("b.pdf", place, "m")
