"""Paper, print, seals, watermarks and dirt told apart."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from ocr.inkdrawing import SCALE, Picture, dots, fill, glyph, glyphs, ink_of, paper
from zhperf.engines.ocr.ink import (
    Ink,
    colored,
    part_ink,
    with_dark_seals,
    without_color,
    without_holes,
    without_seals,
    without_specks,
    without_watermarks,
)
from zhperf.ocrsettings import OcrSettings

SETTINGS = OcrSettings()
RED, BLUE = (50, 45, 205), (190, 65, 45)
"""Blue, green, red."""
PALE = 160
"""Lightness of a grey seal."""


def in_color(grey: Picture) -> Picture:
    """A grey picture with three channels."""
    return np.repeat(grey[:, :, None], 3, axis=2)


def with_ring(page: Picture, lightness: int, width: float) -> Picture:
    """A page with a ring of 40 pt radius, under what is darker."""
    ring = np.full_like(page, 255)
    cv2.circle(ring, (dots(60), dots(60)), dots(40), float(lightness), dots(width))
    return np.minimum(page, ring)


def kept(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> float:
    """Share of the dots of a mask that are left."""
    return float((after > 0).sum() / (before > 0).sum())


@pytest.mark.parametrize("color", [RED, BLUE], ids=["red", "blue"])
def test_colour_becomes_paper_and_print_under_it_stays(color: tuple[int, int, int]) -> None:
    page = in_color(paper(60, 40))
    page[:, dots(20) : dots(40)] = color
    page[dots(15) : dots(25), dots(10) : dots(50)] = (30, 25, 28)
    grey = without_color(page)
    assert grey[dots(5), dots(30)] > 215
    assert grey[dots(20), dots(30)] < 60
    assert grey[dots(20), dots(15)] < 60


def test_where_colour_was_is_told() -> None:
    page = in_color(paper(60, 40))
    page[:, dots(20) : dots(40)] = RED
    page[dots(15) : dots(25)] = (30, 25, 28)
    where = colored(page) > 0
    assert where[dots(5), dots(20) : dots(40)].all()
    assert not where[dots(20)].any()
    assert not where[:, : dots(20)].any()


def test_grey_of_a_compressed_scan_is_no_colour() -> None:
    page = in_color(paper(20, 20, lightness=150))
    page[:, :, 2] += 30
    assert not colored(page).any()


@pytest.mark.parametrize("lightness", [255, 205, 150])
def test_paper_of_any_shade_becomes_white(lightness: int) -> None:
    page = paper(120, 80, lightness=lightness)
    glyphs(page, 20, 30, 6)
    ink = part_ink(page, np.zeros_like(page), SCALE)
    assert ink.grey[dots(10), dots(60)] > 240
    assert np.array_equal(ink.mask > 0, page == page.min())


def test_a_shadow_over_a_page_is_paper() -> None:
    page = paper(200, 80)
    glyphs(page, 20, 30, 15)
    darker = np.linspace(1, 0.45, page.shape[1])
    shaded = (page * darker).astype(np.uint8)
    ink = part_ink(shaded, np.zeros_like(page), SCALE)
    assert not ink.mask[: dots(20)].any()
    assert kept(np.where(page < 128, 255, 0).astype(np.uint8), ink.mask) > 0.95


def test_dirt_goes_and_full_stops_stay() -> None:
    page = paper(100, 60)
    glyph(page, 20, 20)
    fill(page, 30, 27, 31, 28)  # a full stop beside its glyph
    fill(page, 80, 50, 81, 51)  # the same size with nothing near it
    fill(page, 32, 21, 32.3, 21.3)  # dust beside print
    mask = without_specks(ink_of(page).mask, SCALE, SETTINGS)
    assert mask[dots(27), dots(30)]
    assert not mask[dots(50), dots(80)]
    assert not mask[dots(21), dots(32)]
    assert mask[dots(20) : dots(29), dots(20) : dots(27)].any()


def test_an_empty_page_has_no_dirt() -> None:
    assert not without_specks(ink_of(paper(30, 30)).mask, SCALE, SETTINGS).any()


def test_a_broad_grey_ring_goes_and_print_under_it_stays() -> None:
    page = paper(160, 120)
    glyphs(page, 12, 55, 12)
    print_alone = ink_of(page).mask
    ink = without_seals(ink_of(with_ring(page, PALE, 4)), SCALE, SETTINGS)
    assert not ink.mask[dots(19) : dots(22), dots(60)].any()
    assert ink.covered[dots(20), dots(60)]
    assert kept(print_alone, np.where(print_alone > 0, ink.mask, 0).astype(np.uint8)) == 1.0
    assert kept(print_alone, ink.mask) < 1.25  # rims of print stay


def test_a_black_ring_is_print() -> None:
    before = ink_of(with_ring(paper(160, 120), 20, 4))
    assert np.array_equal(without_seals(before, SCALE, SETTINGS).mask, before.mask)


def test_faint_small_print_is_no_seal() -> None:
    page = paper(160, 120)
    glyphs(page, 12, 20, 12)
    pale = paper(160, 120)
    glyphs(pale, 12, 60, 12)
    page[pale < 200] = PALE
    before = ink_of(page)
    for take_away in (without_seals, without_watermarks):
        assert np.array_equal(take_away(before, SCALE, SETTINGS).mask, before.mask)


def test_a_watermark_of_thin_strokes_goes() -> None:
    page = paper(160, 120)
    glyphs(page, 12, 20, 12)
    before = ink_of(with_ring(page, PALE, 1.2))
    ink = without_watermarks(before, SCALE, SETTINGS)
    assert not ink.mask[dots(98) : dots(103), dots(55) : dots(65)].any()
    assert 1.0 <= kept(ink_of(page).mask, ink.mask) < 1.3  # pieces between print stay


def test_a_lone_pale_mark_that_is_small_stays() -> None:
    page = paper(160, 120)
    glyphs(page, 12, 20, 12)
    fill(page, 60, 80, 66, 84, PALE)
    before = ink_of(page)
    for take_away in (without_seals, without_watermarks):
        after = take_away(before, SCALE, SETTINGS)
        assert isinstance(after, Ink)
        assert np.array_equal(after.mask, before.mask)


def with_hole(page: Picture, x: float, y: float) -> Picture:
    """A page with a punched hole."""
    punched = page.copy()
    cv2.circle(punched, (dots(x), dots(y)), dots(8), 30.0, -1)
    return punched


def test_a_punched_hole_goes_and_is_told() -> None:
    page = paper(160, 120)
    glyphs(page, 40, 20, 8)
    ink = without_holes(ink_of(with_hole(page, 20, 60)), SCALE, SETTINGS)
    assert np.array_equal(ink.mask, ink_of(page).mask)
    assert ink.covered[dots(60), dots(20)]
    assert not ink.covered[: dots(40)].any()


def test_rulings_go_on_through_a_hole_and_not_beyond() -> None:
    page = paper(160, 160)
    for y in (20, 62, 126):
        fill(page, 30, y, 150, y + 0.5)
    fill(page, 30, 20, 30.5, 126)
    ruled = ink_of(page).mask
    for y in (48, 62, 116):  # above a ruling, on it, and just above the last
        ink = without_holes(ink_of(with_hole(page, 28, y)), SCALE, SETTINGS)
        assert kept(ruled, np.where(ruled > 0, ink.mask, 0).astype(np.uint8)) > 0.99
        assert kept(ruled, ink.mask) < 1.05


def test_titles_seals_and_shaded_cells_are_no_holes() -> None:
    page = with_ring(paper(160, 160), 20, 4)
    glyph(page, 110, 20, 26)
    fill(page, 20, 120, 140, 140)
    before = ink_of(page)
    assert without_holes(before, SCALE, SETTINGS) is before


def test_a_blurred_ideograph_is_no_hole() -> None:
    page = paper(60, 60)
    for stripe in range(8):
        fill(page, 20, 20 + 1.3 * stripe, 30, 20.7 + 1.3 * stripe)
    blurred = np.asarray(cv2.GaussianBlur(page, (0, 0), 2.5), np.uint8)
    before = ink_of(blurred)
    assert without_holes(before, SCALE, SETTINGS) is before


def test_print_near_a_dark_seal_is_doubted() -> None:
    page = paper(200, 120)
    glyphs(page, 10, 100, 12, 9.0)
    middle = (dots(100), dots(50))
    cv2.circle(page, middle, dots(35), 20, dots(2.5))
    ink = with_dark_seals(ink_of(page), SCALE, SETTINGS)
    assert ink.covered[dots(50), dots(100 - 35)] == 255
    assert not ink.covered[dots(100) :].any()


def test_rows_of_print_are_no_dark_seal() -> None:
    page = paper(200, 120)
    for top in (10, 30, 50):
        glyphs(page, 10, top, 18, 9.0)
        fill(page, 10, top + 4, 170, top + 5)  # struck through: the row is one piece
    assert not with_dark_seals(ink_of(page), SCALE, SETTINGS).covered.any()
