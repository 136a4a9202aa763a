"""Scans of the small prints, read from the file to the report and compared with their twins.

The twin is the PDF that was printed and scanned; that it is read exactly, other tests say.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

import zhperf
from ocr.comparing_scans import Tally, cells, tally, texts
from ocr.degradations import DEGRADATIONS
from ocr.prints import CUT, SMALL, read_scan
from print_small_forms import CUT_NAME, INDICATORS
from zhperf.report import Region, Report

EXACT = (
    "150 dpi", "300 dpi", "skew 2°", "skew −2°", "noise, JPEG 50", "faded, blurred", "red seal",
    "holes, shade", "turned 90°", "turned 180°", "turned 270°", "/Rotate 90",
)  # fmt: skip
"""What the small form is read from without a wrong cell."""
NEAR = 3.0
"""pt between the places of a cell in a scan and on the glass."""
Reader = Callable[[str], Report]


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Reads the small form after a degradation; each is scanned and read once."""
    folder = tmp_path_factory.mktemp("scans")
    return cache(lambda name: read_scan(SMALL, DEGRADATIONS[name], folder))


@pytest.fixture(scope="module")
def twin() -> Report:
    return zhperf.extract(SMALL)


@pytest.fixture(scope="module")
def cut(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The form on two pages, each askew and out of place in its own way."""
    return read_scan(CUT, DEGRADATIONS["200 dpi"], tmp_path_factory.mktemp("scans"))


@pytest.fixture
def compared(scanned: Reader, twin: Report) -> Callable[[str], Tally]:
    return lambda name: tally(scanned(name), twin)


def test_the_twin_is_the_form_that_was_printed(twin: Report) -> None:
    found = cells(twin)
    for number, (_, *texts_of_row) in enumerate(INDICATORS, 1):
        fields = ("level1", "level2", "level3", "nature", "target", "unit", "actual")
        assert [found.get((1, number, field), "") for field in fields] == texts_of_row


@pytest.mark.parametrize("name", EXACT)
def test_every_cell_is_read(name: str, compared: Callable[[str], Tally]) -> None:
    found = compared(name)
    assert found.wrong == []
    assert found.cells == 38


@pytest.mark.parametrize("name", ["red seal", "grey seal"])
def test_what_a_seal_spoils_is_told(name: str, compared: Callable[[str], Tally]) -> None:
    found = compared(name)
    assert found.untold == []
    assert len(found.wrong) <= 4
    assert found.told


def test_a_scan_in_colour_is_read_under_its_seal(scanned: Reader) -> None:
    """The red seal lies over the operators and targets of three rows."""
    rows = [row for a in scanned("red seal").tables[0].activities for row in a.indicators]
    assert [(row.nature, row.target) for row in rows] == [texts[4:6] for texts in INDICATORS]


def test_most_cells_of_a_clean_scan_are_sure(compared: Callable[[str], Tally]) -> None:
    found = compared("150 dpi")
    assert len(found.told) <= 0.25 * found.cells


def test_two_pages_with_a_row_cut_by_the_break(cut: Report) -> None:
    found = tally(cut, zhperf.extract(CUT))
    assert found.wrong == []
    assert cut.source.pages == 2


def test_a_name_cut_by_the_break_is_whole_and_traced(cut: Report) -> None:
    (row,) = [
        row
        for activity in cut.tables[0].activities
        for row in activity.indicators
        if row.level3 == "".join(CUT_NAME)
    ]
    assert [place.page for place in row.regions["level3"] if isinstance(place, Region)] == [1, 2]
    assert ("joined-over-page-break", "level3") in {(r.kind, r.field) for r in row.repairs}


def test_a_scan_has_no_more_findings_than_doubts(scanned: Reader, cut: Report) -> None:
    for report in (scanned("300 dpi"), cut):
        assert {finding.code for finding in report.findings} <= {"ZP124", "ZP125"}


@pytest.mark.parametrize("name", ["150 dpi", "red seal", "turned 90°"])
def test_every_value_of_a_scan_has_its_confidence(name: str, scanned: Reader) -> None:
    for _, field, text, places in texts(scanned(name).tables[0]):
        if text:
            assert places, field
            assert all(place.confidence is not None for place in places), field


def test_a_value_that_was_printed_has_no_confidence(twin: Report) -> None:
    assert '"confidence"' not in twin.model_dump_json()
    places = [place for *_, found in texts(twin.tables[0]) for place in found]
    assert places
    assert all(place.confidence is None for place in places)


@pytest.mark.parametrize(
    "name", ["skew 2°", "skew −2°", "150 dpi", "turned 90°", "turned 180°", "/Rotate 90"]
)
def test_values_are_where_they_lie_on_the_glass(name: str, scanned: Reader, twin: Report) -> None:
    placement = DEGRADATIONS[name].placement(0, 595.28, 419.53)
    printed = {(row, field): places for row, field, _, places in texts(twin.tables[0])}
    compared = 0
    for row, field, text, places in texts(scanned(name).tables[0]):
        if not text or row is None:  # headings have the box of their ink, fonts that of their type
            continue
        (own,), (read,) = printed[row, field], places
        assert read.bbox == pytest.approx(placement.box(own.bbox), abs=NEAR), (row, field)
        compared += 1
    assert compared >= 34


def test_the_places_of_a_cut_row_are_on_its_pages(cut: Report) -> None:
    """The second page lies askew the other way, and elsewhere."""
    scanner = DEGRADATIONS["200 dpi"]
    twins = {
        (row, field): places
        for row, field, _, places in texts(zhperf.extract(CUT).tables[0])
        if row is not None
    }
    for row, field, text, places in texts(cut.tables[0]):
        if text and row is not None:
            for own, read in zip(twins[row, field], places, strict=True):
                placement = scanner.placement(own.page - 1, 595.28, 419.53)
                assert read.page == own.page
                assert read.bbox == pytest.approx(placement.box(own.bbox), abs=NEAR), (row, field)
