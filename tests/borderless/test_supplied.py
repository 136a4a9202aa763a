"""Forms of three families, printed with borders missing in many ways, are read exactly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from borderless import clean, prints
from families.expectation import differences, texts_of
from printing import PageSetup
from printing.borders import Keeps
from printing.reportforms import ReportForm, lay_form
from printing.tables import VerticalAlign
from zhperf.config import Settings
from zhperf.pipeline import open_reading
from zhperf.report import Finding, Table

FORMS: dict[str, Callable[[], ReportForm]] = {
    "department": clean.department,
    "national": clean.national,
    "target-only": clean.target_only,
}
WAYS: dict[str, Keeps | None] = {
    "no lines": None,
    "no vertical lines": prints.across_only,
    "no inner vertical lines": prints.across_and_frame,
    "outer frame only": prints.frame_only,
    "header only": prints.header_only,
    "no lines in the body": prints.down_to_header,
    "three lines": prints.three_lines,
}
UNCERTAIN = {("target-only", "no lines in the body", "top")}
"""Every text of the open part has one line, and no gap tells lines from rows: this one is refused
(`test_refused`)."""
SETUPS = {
    "turned": PageSetup(595.28, 841.89, rotate=90),
    "cropped": PageSetup(595.28, 841.89, crop_origin=(30.0, 50.0), crop_margin=20.0),
}


def read(pdf: bytes, engine: str = "pdfium") -> tuple[list[Table], list[Finding]]:
    settings = Settings.model_validate({"engine": engine})
    with open_reading(pdf, settings, name="print") as reading:
        return list(reading.tables()), reading.findings


def assert_read(pdf: bytes, form: ReportForm, engine: str = "pdfium") -> None:
    tables, findings = read(pdf, engine)
    assert len(tables) == 1
    assert differences(texts_of(tables[0]), lay_form(form).truth) == []
    supplied = [finding for finding in findings if finding.code == "ZP112"]
    assert {finding.location.page for finding in supplied} == set(tables[0].pages)
    assert all(finding.location.bbox and finding.location.table == 1 for finding in supplied)


CASES = [
    (family, way, vertical)
    for family in FORMS
    for way in WAYS
    for vertical in ("top", "middle")
    if (family, way, vertical) not in UNCERTAIN
]


@pytest.mark.parametrize(("family", "way", "vertical"), CASES)
def test_form_without_borders_is_read(family: str, way: str, vertical: VerticalAlign) -> None:
    form = replace(FORMS[family](), vertical=vertical)
    assert_read(prints.print_form(form, WAYS[way]), form)


@pytest.mark.parametrize("family", FORMS)
def test_borders_in_a_picture_are_read(family: str) -> None:
    form = FORMS[family]()
    assert_read(prints.print_on_picture(form), form)


@pytest.mark.parametrize("setup", SETUPS.values(), ids=SETUPS)
def test_turned_and_cropped_pages(setup: PageSetup) -> None:
    form = clean.national()
    assert_read(prints.print_form(form, None, setup), form)
    assert_read(prints.print_on_picture(form, setup), form)


@pytest.mark.parametrize("way", ["no lines", "no vertical lines"])
def test_pdfplumber_reads_the_same(way: str) -> None:
    form = clean.department()
    assert_read(prints.print_form(form, WAYS[way]), form, "pdfplumber")


def test_values_of_regions_lie_on_their_text() -> None:
    form = clean.national()
    (table,), _ = read(prints.print_form(form))
    first = table.activities[0].indicators[0]
    level3, target = first.regions["level3"][0].bbox, first.regions["target"][0].bbox
    assert level3[2] <= target[0] + 0.1
    assert level3[1] == target[1]
    assert level3[3] == target[3]
