"""Forms that office software exported are read as their prints are: texts, repairs and findings.

Left out of the comparison are the source, the places, and repairs that only a page break makes.
"""

from __future__ import annotations

from typing import Any

import pytest

import founding_table
import project_form
import zhperf
from zhperf.report import Fund, Report

SAMPLES = founding_table.SAMPLES
EXPORTS = (".docx", ".xlsx", ".html")
_OF_PAGES = ("joined-over-page-break", "repeated-over-page-break")


def comparable(report: Report) -> dict[str, Any]:
    """What a report says, without where."""
    found = report.model_dump(mode="json")
    for table in found["tables"]:
        del table["pages"]
    del found["source"]
    _drop_places(found)
    return found


def _drop_places(value: object) -> None:
    if isinstance(value, dict):
        value.pop("regions", None)
        value.pop("location", None)
        if "repairs" in value:
            value["repairs"] = [r for r in value["repairs"] if r["kind"] not in _OF_PAGES]
        for part in value.values():
            _drop_places(part)
    elif isinstance(value, list):
        for part in value:
            _drop_places(part)


@pytest.mark.parametrize("suffix", EXPORTS)
def test_the_founding_table_reads_as_its_print(suffix: str) -> None:
    printed = zhperf.extract(SAMPLES / "founding-table.pdf")
    exported = zhperf.extract(SAMPLES / f"founding-office{suffix}")
    assert comparable(exported) == comparable(printed)
    assert sum(len(a.indicators) for a in exported.tables[0].activities) == 76


@pytest.mark.parametrize("suffix", EXPORTS)
def test_the_projects_form_reads_as_its_print(suffix: str) -> None:
    printed = zhperf.extract(SAMPLES / "project-office.pdf")
    exported = zhperf.extract(SAMPLES / f"project-office{suffix}")
    assert comparable(exported) == comparable(printed)


@pytest.mark.parametrize("suffix", [".pdf", *EXPORTS])
def test_the_projects_form_is_what_was_written(suffix: str) -> None:
    report = zhperf.extract(SAMPLES / f"project-office{suffix}")
    (table,) = report.tables
    assert (table.template, table.title, table.fiscal_year) == (
        "national-project", project_form.TITLE, 2024,
    )  # fmt: skip
    assert (table.department, table.implementing_unit) == (
        project_form.DEPARTMENT, project_form.UNIT,
    )  # fmt: skip
    assert table.overall_objective.expected == project_form.EXPECTED
    assert table.overall_objective.achieved == project_form.ACHIEVED
    fields = ("name", "initial", "budget", "executed", "weight", "rate", "score")
    assert table.funds == [
        Fund(**{f: text or None for f, text in zip(fields, row, strict=True)}, unit="万元")
        for row in project_form.FUNDS
    ]
    (activity,) = table.activities
    assert activity.name == project_form.NAME
    columns = (
        "level1", "level2", "level3", "target", "actual", "weight", "score", "deviation",
    )  # fmt: skip
    assert [tuple(getattr(row, c) or "" for c in columns) for row in activity.indicators] == [
        *project_form.INDICATORS
    ]
    assert (table.total.weight, table.total.score) == project_form.TOTAL[1:3]
    assert table.notes == [*project_form.NOTES]
    assert report.findings == []


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("project-office.docx", {"table": 1, "row": 11, "column": 4}),
        ("project-office.html", {"table": 1, "row": 11, "column": 4}),
        ("project-office.xlsx", {"sheet": "自评表", "row": 13, "column": 4}),
    ],
)
def test_a_value_is_traced_to_its_cell(name: str, place: dict[str, object]) -> None:
    report = zhperf.extract(SAMPLES / name)
    indicator = report.tables[0].activities[0].indicators[0]
    assert [region.model_dump() for region in indicator.regions["level3"]] == [place]
    assert report.source.kind == name.rpartition(".")[2]
    assert report.source.pages is None


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("project-office.docx", {"paragraph": 1}),
        ("project-office.html", {"paragraph": 1}),
        ("project-office.xlsx", {"sheet": "自评表", "row": 1, "column": 1}),
    ],
)
def test_a_title_is_traced(name: str, place: dict[str, object]) -> None:
    (table,) = zhperf.extract(SAMPLES / name).tables
    assert [region.model_dump() for region in table.regions["title"]] == [place]
