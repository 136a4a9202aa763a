"""The founding table as a text with the slips of a transcription."""

from __future__ import annotations

import pytest

import print_text
import zhperf
from founding_table import load
from samples.test_samples import SAMPLES, read_rows, rows
from zhperf.config import Settings
from zhperf.report import Repair, Report

TEXT = SAMPLES / "founding-table.txt"
LOST_AND_GAINED = len(print_text.LOST) + len(print_text.GAINED)


@pytest.fixture(scope="module")
def report() -> Report:
    return zhperf.extract(TEXT)


def repairs(report: Report) -> list[Repair]:
    (table,) = report.tables
    parts = [part for a in table.activities for part in (a, *a.indicators)]
    return [*table.repairs, *(repair for part in parts for repair in part.repairs)]


def test_the_text_is_what_its_script_makes() -> None:
    assert TEXT.read_text(encoding="utf-8") == print_text.transcribe(load())


def test_every_row_is_read_exactly(report: Report) -> None:
    assert read_rows(report) == rows(load())
    assert not any(one.extra for a in report.tables[0].activities for one in a.indicators)
    assert report.findings == []


def test_each_repair_is_recorded(report: Report) -> None:
    kinds = [repair.kind for repair in repairs(report)]
    assert kinds.count("cells-moved") == LOST_AND_GAINED == 9
    assert kinds.count("joined-over-page-break") == 2
    assert len(kinds) == 11


def test_head_and_objectives(report: Report) -> None:
    printed, (table,) = load(), report.tables
    assert (table.title, table.fiscal_year) == (printed["title"], printed["fiscal_year"])
    assert table.overall_objective.model_dump() == printed["overall_objective"]
    assert table.template == "department-activity"


def test_without_repair_the_rows_stand_as_printed_and_what_is_wrong_is_told() -> None:
    raw = zhperf.extract(TEXT, settings=Settings(repair=False))
    assert repairs(raw) == []
    assert len(read_rows(raw)) == 77
    codes = [finding.code for finding in raw.findings]
    assert (codes.count("ZP116"), codes.count("ZP118")) == (LOST_AND_GAINED, 2)
    assert all(finding.location.place is not None for finding in raw.findings)
    wrong = next(row for row in read_rows(raw) if row["level3"] == "测评质量")
    assert (wrong["unit"], wrong["actual"]) == ("自测，确保质量", "无偏差")
