"""The committed prints of the founding table, read with both engines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pikepdf
import pytest

import founding_table
import print_founding
import zhperf
from zhperf.config import Settings
from zhperf.report import Activity, Indicator, Report

SAMPLES = founding_table.SAMPLES
PRINTS = ("founding-table.pdf", "founding-office.pdf", "founding-browser.pdf")


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    return founding_table.load()


def rows(table: dict[str, Any]) -> list[dict[str, Any]]:
    """The table's rows as the report should have them."""
    fields = ("level1", "level2", *founding_table.VALUE_FIELDS)
    return [
        {"activity": activity["name"], "task": activity["task"]}
        | {field: row[field] for field in fields}
        for activity in table["activities"]
        for row in activity["indicators"]
    ]


def read_rows(report: Report) -> list[dict[str, Any]]:
    """The report's rows in the same form."""
    fields = ("level1", "level2", *founding_table.VALUE_FIELDS)
    return [
        {"activity": activity.name, "task": activity.task}
        | {field: getattr(indicator, field) for field in fields}
        for table in report.tables
        for activity in table.activities
        for indicator in activity.indicators
    ]


def comparable(report: dict[str, Any]) -> dict[str, Any]:
    """A report without what depends on the file's place, the engine and the version."""
    del report["source"]["path"], report["source"]["sha256"], report["generator"]["version"]
    del report["source"]["engines"]
    for finding in report["findings"]:
        del finding["location"]["path"]
    return report


def activity_named(report: Report, name: str) -> Activity:
    return next(a for t in report.tables for a in t.activities if a.name == name)


def cut_indicator(report: Report) -> Indicator:
    return activity_named(report, "新闻业务费").indicators[-1]


def test_the_sample_reads_as_expected(settings: Settings) -> None:
    report = zhperf.extract(SAMPLES / "founding-table.pdf", settings=settings)
    expected = json.loads((SAMPLES / "founding-table.expected.json").read_text(encoding="utf-8"))
    assert comparable(report.model_dump(mode="json")) == comparable(expected)


def without_white_space(values: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {field: text and "".join(text.split()) for field, text in row.items()} for row in values
    ]


def test_the_sample_holds_the_founding_table_row_by_row(
    settings: Settings, truth: dict[str, Any]
) -> None:
    report = zhperf.extract(SAMPLES / "founding-table.pdf", settings=settings)
    assert read_rows(report) == rows(truth)


@pytest.mark.parametrize("name", ["founding-office.pdf", "founding-browser.pdf"])
def test_a_makers_print_holds_the_founding_table_row_by_row(
    name: str, settings: Settings, truth: dict[str, Any]
) -> None:
    report = zhperf.extract(SAMPLES / name, settings=settings)
    # Both makers leave out a space at which they break a line ("信息" / "24 小时").
    assert without_white_space(read_rows(report)) == without_white_space(rows(truth))


@pytest.mark.parametrize("name", PRINTS)
def test_both_engines_read_the_same(name: str) -> None:
    pdfium, pdfplumber = (
        zhperf.extract(SAMPLES / name, settings=Settings(engine=engine))
        for engine in ("pdfium", "pdfplumber")
    )
    assert [use.engine for use in pdfium.source.engines] == ["pdfium"]
    assert [use.engine for use in pdfplumber.source.engines] == ["pdfplumber"]
    assert (pdfium.tables, pdfium.findings) == (pdfplumber.tables, pdfplumber.findings)


@pytest.mark.parametrize("name", PRINTS)
def test_every_print_has_one_table_with_its_head(
    name: str, settings: Settings, truth: dict[str, Any]
) -> None:
    report = zhperf.extract(SAMPLES / name, settings=settings)
    (table,) = report.tables
    assert (table.title, table.fiscal_year) == (truth["title"], truth["fiscal_year"])
    assert table.overall_objective.model_dump() == truth["overall_objective"]
    assert table.template == "department-activity"
    assert table.pages == list(range(1, report.source.pages + 1))
    assert report.findings == []


@pytest.mark.parametrize("name", PRINTS)
def test_forms_that_follow_each_other_stay_apart(
    name: str, settings: Settings, truth: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "twice.pdf"
    with pikepdf.open(SAMPLES / name) as printed, pikepdf.new() as document:
        document.pages.extend(printed.pages)
        document.pages.extend(printed.pages)
        document.save(path)
        last = len(printed.pages)
    report = zhperf.extract(path, settings=settings)
    assert [table.pages[0] for table in report.tables] == [1, last + 1]
    assert without_white_space(read_rows(report)) == 2 * without_white_space(rows(truth))


def test_a_name_cut_inside_a_word_is_whole_and_traced(settings: Settings) -> None:
    indicator = cut_indicator(zhperf.extract(SAMPLES / "founding-table.pdf", settings=settings))
    assert indicator.level3 == "扩大新闻宣传的覆盖面，提高人民对于版权保护工作的认识"
    assert [region.page for region in indicator.regions["level3"]] == [5, 6]
    kinds = [(repair.kind, repair.field) for repair in indicator.repairs]
    assert ("joined-over-page-break", "level3") in kinds


def test_a_task_cut_inside_a_word_is_whole_and_traced(settings: Settings) -> None:
    report = zhperf.extract(SAMPLES / "founding-table.pdf", settings=settings)
    activity = activity_named(report, "农村公益电影放映补贴")
    assert activity.task is not None
    assert activity.task.endswith("提升群众文明素质和水平。")
    assert [region.page for region in activity.regions["task"]] == [2, 3]
    kinds = [(repair.kind, repair.field) for repair in activity.repairs]
    assert ("joined-over-page-break", "task") in kinds


def test_a_row_stands_on_the_pages_of_the_disclosure(truth: dict[str, Any]) -> None:
    report = zhperf.extract(SAMPLES / "founding-table.pdf")
    read = [
        sorted({region.page for regions in row.regions.values() for region in regions})
        for activity in report.tables[0].activities
        for row in activity.indicators
    ]
    printed = [row["pages"] for a in truth["activities"] for row in a["indicators"]]
    # A row also has the regions of merged cells (levels) that began on the page before.
    assert all(set(own) <= set(pages) for own, pages in zip(printed, read, strict=True))


def test_the_table_without_embedded_fonts_reads_the_same(
    settings: Settings, truth: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "not-embedded.pdf"
    path.write_bytes(print_founding.print_pdf(truth, None, None))
    assert read_rows(zhperf.extract(path, settings=settings)) == rows(truth)


def test_the_cells_tile_the_form(truth: dict[str, Any]) -> None:
    covered = [
        (row, column)
        for cell in founding_table.cells(truth)
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]
    height = len(founding_table.row_pages(truth))
    assert sorted(covered) == [
        (row, column) for row in range(height) for column in range(founding_table.N_COLUMNS)
    ]


def test_the_parts_of_a_cut_text_are_the_text(truth: dict[str, Any]) -> None:
    cut = [
        (holder[field], parts)
        for activity in truth["activities"]
        for holder in (activity, *activity["indicators"])
        for field, parts in holder.get("printed_in_parts", {}).items()
    ]
    assert len(cut) == 2
    assert all("".join(parts) == text for text, parts in cut)
