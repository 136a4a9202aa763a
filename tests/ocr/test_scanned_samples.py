"""The committed scans, and the scanner that they were made with."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pytest

import founding_table
import zhperf
from make_samples import SCANNED_PAGES, SMALL_SCANNER
from ocr.comparing_scans import Place, cells, tally, texts
from ocr.prints import OCR, SMALL
from scanning import GREY, RED, Placement, Scanner, Seal, scan_pdf
from zhperf.config import Settings
from zhperf.report import Report

SAMPLES = founding_table.SAMPLES
TWINS = {
    "small-form-scan": ("small-form", 1),
    "founding-scan": ("founding-table", len(SCANNED_PAGES)),
}
"""Each scan, the print that was scanned, and its pages."""
SAME = 0.1
"""By how much the confidence may differ: processors round in different ways."""


def expected(name: str) -> Report:
    text = (SAMPLES / f"{name}.expected.json").read_text(encoding="utf-8")
    return Report.model_validate_json(text)


def confidences(report: Report) -> dict[tuple[Place, int], float | None]:
    """Of each text of each part."""
    return {
        ((table.index, row, field), part): place.confidence
        for table in report.tables
        for row, field, _, places in texts(table)
        for part, place in enumerate(places)
    }


@pytest.fixture(
    scope="module",
    params=["small-form-scan", pytest.param("founding-scan", marks=pytest.mark.slow)],
)
def scan(request: pytest.FixtureRequest) -> tuple[str, Report]:
    """A committed scan and what is read from it."""
    name: str = request.param
    return name, zhperf.extract(SAMPLES / f"{name}.pdf", settings=OCR)


def test_a_committed_scan_reads_as_expected(scan: tuple[str, Report]) -> None:
    name, report = scan
    before = expected(name)
    assert cells(report) == cells(before)
    read, kept = confidences(report), confidences(before)
    assert read.keys() == kept.keys()
    differing = {
        place
        for place, sure in read.items()
        if sure is not None and sure != pytest.approx(kept[place], abs=SAME)
    }
    assert differing == set()


def test_a_committed_scan_holds_what_was_printed(scan: tuple[str, Report]) -> None:
    name, report = scan
    twin, pages = TWINS[name]
    printed = zhperf.extract(SAMPLES / f"{twin}.pdf", settings=Settings(pages=f"1-{pages}"))
    found = tally(report, printed)
    assert found.untold == []
    assert len(found.wrong) <= 0.03 * found.cells


def test_the_scanner_makes_the_same_file_again() -> None:
    assert scan_pdf(SMALL, SMALL_SCANNER) == scan_pdf(SMALL, SMALL_SCANNER)


def test_another_seed_makes_other_noise_on_the_same_page() -> None:
    first, other = (pictures(Scanner(dpi=72, seed=seed))[0] for seed in (1, 2))
    assert not np.array_equal(first, other)
    assert np.abs(first.astype(int) - other).mean() < 8


def pictures(scanner: Scanner) -> list[np.ndarray[Any, np.dtype[np.uint8]]]:
    """The pages of the small form as a scanner gives them."""
    with pypdfium2.PdfDocument(scan_pdf(SMALL, scanner)) as document:
        return [page.render(scale=1).to_numpy()[:, :, :3] for page in document]


def test_a_scan_has_no_text() -> None:
    with pypdfium2.PdfDocument(SAMPLES / "founding-scan.pdf") as document:
        assert len(document) == len(SCANNED_PAGES)
        assert all(page.get_textpage().count_chars() == 0 for page in document)


def test_the_resolution_is_that_of_the_image() -> None:
    with pikepdf.open(BytesIO(scan_pdf(SMALL, Scanner(dpi=150)))) as document:
        image = document.pages[0].Resources.XObject.Scan
        assert (int(image.Width), int(image.Height)) == (1241, 875)
        assert image.ColorSpace == "/DeviceGray"


def test_only_a_seal_in_colour_makes_a_scan_in_colour() -> None:
    for seal, space in ((Seal(RED), "/DeviceRGB"), (Seal(GREY), "/DeviceGray")):
        with pikepdf.open(BytesIO(scan_pdf(SMALL, Scanner(dpi=72, seal=seal)))) as document:
            assert document.pages[0].Resources.XObject.Scan.ColorSpace == space


def test_a_turned_page_is_displayed_sideways_and_a_rotated_one_upright() -> None:
    upright, turned, rotated = (
        pictures(Scanner(dpi=72, noise=0, **way))[0] for way in ({}, {"turned": 90}, {"rotate": 90})
    )
    assert turned.shape == (upright.shape[1], upright.shape[0], 3)
    assert np.abs(np.rot90(upright).astype(int) - turned).mean() < 6
    assert np.abs(upright.astype(int) - rotated).mean() < 6


@pytest.mark.parametrize(
    ("placement", "box"),
    [
        (Placement(600, 400, 0, 0, 0, 0), (100, 50, 160, 70)),
        (Placement(600, 400, 0, 3, -2, 0), (103, 48, 163, 68)),
        (Placement(600, 400, 0, 0, 0, 90), (50, 440, 70, 500)),
        (Placement(600, 400, 0, 0, 0, 180), (440, 330, 500, 350)),
        (Placement(600, 400, 0, 0, 0, 270), (330, 100, 350, 160)),
        (Placement(600, 400, 2, 0, 0, 0), (104.6, 43.1, 165.3, 65.2)),
    ],
)
def test_where_a_box_of_the_page_lies_on_the_glass(
    placement: Placement, box: tuple[float, ...]
) -> None:
    assert placement.box((100, 50, 160, 70)) == pytest.approx(box, abs=0.1)


def test_the_expected_readings_name_their_scans() -> None:
    for name in TWINS:
        source = json.loads((SAMPLES / f"{name}.expected.json").read_text(encoding="utf-8"))
        assert source["source"]["path"] == f"{name}.pdf"
