"""The second reading: what the picture, or the other library, says otherwise."""

from __future__ import annotations

import re

import pytest

from lyingfonts.lying import nothing, print_lying, print_overwritten, replacing, shifted, truth
from lyingfonts.test_lying_fonts import read
from zhperf.errors import ExitCode, LyingTextError, NoTableError

WRONG = replacing(**{"8": "9", "9": "8"})
"""Digits that a reader of the page does not see so."""


def test_a_true_text_layer_is_confirmed() -> None:
    assert read(print_lying(truth), verify=True).findings == []


def test_wrong_digits_are_found_by_ocr() -> None:
    report = read(print_lying(WRONG), verify=True)
    found = [finding for finding in report.findings if finding.code == "ZP127"]
    assert {finding.code for finding in report.findings} == {"ZP127"}
    pairs = {(finding.value, finding.expected) for finding in found}
    assert ("85%", "95%") in pairs
    one = next(finding for finding in found if finding.value == "85%")
    assert one.message == "page 1: two readings of a cell differ: 85%; by OCR: 95%"
    assert one.severity == "warning"
    assert (one.location.page, one.location.table) == (1, 1)
    assert one.location.bbox is not None
    assert len(found) == len({finding.location.bbox for finding in found})


def test_without_verifying_they_are_not() -> None:
    assert read(print_lying(WRONG)).findings == []


@pytest.mark.usefixtures("without_ocr")
def test_both_libraries_believe_a_font() -> None:
    assert read(print_lying(WRONG), verify=True).findings == []


def test_a_map_shifted_by_one_is_caught() -> None:
    with pytest.raises(LyingTextError) as caught:
        read(print_lying(shifted), verify=True)
    what, where, advice = caught.value.parts("en")
    assert caught.value.exit_code == ExitCode.INPUT
    told = re.fullmatch(
        r"report\.pdf: the text layer is unusable: (\d+) of 94 cells of a table show other text "
        "than their fonts say",
        what,
    )
    assert told is not None
    assert int(told[1]) > 70
    assert where.startswith("p1, read by OCR: 基本完成促进我市对外宣传、理论学习、文明城市创建")
    assert "; said by the fonts: 本" in where
    assert "--engine ocr" in advice


@pytest.mark.usefixtures("without_ocr")
def test_without_ocr_a_shifted_map_hides_the_table() -> None:
    with pytest.raises(NoTableError):
        read(print_lying(shifted), verify=True)


@pytest.mark.usefixtures("without_ocr")
def test_text_that_only_one_library_believes_is_found() -> None:
    report = read(print_overwritten("95%", "85%"), verify=True)
    found = report.findings
    assert {finding.code for finding in found} == {"ZP127"}
    assert {(finding.value, finding.expected) for finding in found} == {("85%", "95%")}
    assert found[0].message == "page 1: two readings of a cell differ: 85%; by pdfplumber: 95%"
    assert found[0].severity == "warning"


@pytest.mark.usefixtures("without_ocr")
def test_the_other_library_is_pdfium_where_pdfplumber_was_asked_for() -> None:
    report = read(print_overwritten("95%", "85%"), verify=True, engine="pdfplumber")
    assert {(finding.value, finding.expected) for finding in report.findings} == {("95%", "85%")}
    assert report.findings[0].message == (
        "page 1: two readings of a cell differ: 95%; by PDFium: 85%"
    )


@pytest.mark.usefixtures("without_ocr")
def test_a_page_that_only_one_library_can_read_has_no_second_reading() -> None:
    report = read(print_lying(nothing, own_map=True), verify=True)
    assert {finding.code for finding in report.findings} == {"ZP126"}


@pytest.mark.slow
def test_a_page_that_ocr_has_read_needs_no_second_reading() -> None:
    report = read(print_lying(nothing), verify=True)
    assert "ZP127" not in {finding.code for finding in report.findings}
