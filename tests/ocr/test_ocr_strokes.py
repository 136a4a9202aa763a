"""Rulings found in ink, and strokes of glyphs that are none."""

from __future__ import annotations

import numpy as np
import pytest

from ocr.inkdrawing import BLACK, SCALE, Picture, dots, fill, glyph, glyphs, ink_of, paper
from zhperf.engines.ocr.strokes import Strokes, find_strokes
from zhperf.ocrsettings import OcrSettings

HAIR = 0.5
"""pt: width of a ruling of a word processor."""
LEFT, TOP, RIGHT, BOTTOM = 20.0, 20.0, 320.0, 140.0
ROWS = (20.0, 60.0, 100.0, 140.0)
COLUMNS = (20.0, 120.0, 220.0, 320.0)


def found(page: Picture) -> Strokes:
    return find_strokes(ink_of(page), SCALE, OcrSettings())


def table(lightness: int = BLACK) -> Picture:
    """Three rows and columns of cells."""
    page = paper(340, 160)
    for y in ROWS:
        fill(page, LEFT, y, RIGHT, y + HAIR, lightness)
    for x in COLUMNS:
        fill(page, x, TOP, x + HAIR, BOTTOM, lightness)
    return page


def assert_is_table(strokes: Strokes) -> None:
    """The rulings of `table`, each once, whole, where they are."""
    for pieces, places, ends in (
        (strokes.rulings.horizontal, ROWS, (LEFT, RIGHT)),
        (strokes.rulings.vertical, COLUMNS, (TOP, BOTTOM)),
    ):
        ordered = pieces[pieces[:, 0].argsort()]
        assert ordered[:, 0] == pytest.approx([place + HAIR / 2 for place in places], abs=0.5)
        assert ordered[:, 1] == pytest.approx([ends[0]] * len(places), abs=1.0)
        assert ordered[:, 2] == pytest.approx([ends[1]] * len(places), abs=1.0)


def test_the_rulings_of_a_table_are_found_where_they_are() -> None:
    page = table()
    for y in ROWS[:3]:
        for x in COLUMNS[:3]:
            glyphs(page, x + 10, y + 15, 8)
    assert_is_table(found(page))


def test_their_ink_is_told_from_that_of_glyphs() -> None:
    page = table()
    glyphs(page, 30, 35, 8)
    mask = found(page).mask > 0
    assert mask[dots(60), dots(30) : dots(110)].all()
    assert not mask[dots(33) : dots(46), dots(28) : dots(110)].any()


def test_strokes_of_glyphs_are_no_rulings() -> None:
    page = paper(340, 160)
    for line in range(6):
        glyphs(page, 20, 20 + 18 * line, 28)
    glyph(page, 20, 130, 14)  # of a title
    strokes = found(page)
    assert not len(strokes.rulings.horizontal)
    assert not len(strokes.rulings.vertical)
    assert not strokes.mask.any()


def test_faint_rulings_are_found() -> None:
    page = table(lightness=150)
    for y in ROWS[:3]:
        glyphs(page, 30, y + 15, 8)
    assert_is_table(found(page))


def test_faint_rulings_under_noise_are_found() -> None:
    clean = table(lightness=150)
    glyphs(clean, 30, 35, 8)
    glyphs(clean, 130, 75, 8)
    noise = np.random.default_rng(1).normal(0, 12, clean.shape)
    page = np.clip(clean + noise, 0, 255).astype(np.uint8)
    assert_is_table(found(page))


def test_a_broken_ruling_is_whole() -> None:
    page = table()
    for x in np.arange(LEFT + 7.3, RIGHT, 13.7):
        fill(page, float(x), 60, float(x) + 0.4, 60.9, 255)
    glyphs(page, 30, 35, 8)
    assert_is_table(found(page))


def test_a_ruling_that_steps_by_a_dot_is_whole() -> None:
    page = table()
    fill(page, LEFT + 1, 60, RIGHT, 61, 255)
    for column in range(dots(LEFT), dots(RIGHT)):
        page[dots(60) + column * 2 // dots(RIGHT), column] = BLACK
    horizontal = found(page).rulings.horizontal
    near = horizontal[np.abs(horizontal[:, 0] - 60.3) < 1.5]
    assert near[:, 1].min() == pytest.approx(LEFT, abs=1)
    assert near[:, 2].max() == pytest.approx(RIGHT, abs=1)


def test_the_lines_of_a_doubled_ruling_are_both_found() -> None:
    page = paper(340, 160)
    for y in (*ROWS, 22.5):
        fill(page, LEFT, y, RIGHT, y + HAIR)
    for x in COLUMNS:
        fill(page, x, TOP, x + HAIR, BOTTOM)
    horizontal = found(page).rulings.horizontal
    assert sorted(round(place) for place in horizontal[:, 0]) == [20, 23, 60, 100, 140]


def test_a_ruling_goes_on_through_a_black_seal() -> None:
    page = table()
    rows, columns = np.ogrid[: page.shape[0], : page.shape[1]]
    away = np.hypot(rows - dots(100), columns - dots(170))
    page[np.abs(away - dots(28)) < dots(2)] = BLACK
    horizontal = found(page).rulings.horizontal
    own = horizontal[np.abs(horizontal[:, 0] - 100.25) < 1]
    assert own[:, 1].min() == pytest.approx(LEFT, abs=1)
    assert own[:, 2].max() == pytest.approx(RIGHT, abs=1)


def test_short_borders_of_low_rows_are_found() -> None:
    page = paper(340, 80)
    for y in (20, 32, 44):
        fill(page, LEFT, y, RIGHT, y + HAIR)
    for x in COLUMNS:
        fill(page, x, 20, x + HAIR, 44)
    glyphs(page, 30, 22.2, 6, size=8)
    glyphs(page, 130, 34.2, 6, size=8)
    vertical = found(page).rulings.vertical
    assert sorted(round(place) for place in vertical[:, 0]) == [20, 120, 220, 320]


def test_a_short_stroke_that_ends_nowhere_is_no_border() -> None:
    page = table()
    fill(page, 70, 68, 70.5, 88)
    vertical = found(page).rulings.vertical
    assert not (np.abs(vertical[:, 0] - 70.25) < 2).any()


def test_a_thick_bar_is_no_ruling() -> None:
    page = table()
    fill(page, 130, 70, 210, 85)
    assert_is_table(found(page))


def test_text_against_a_border_leaves_it_whole() -> None:
    page = table()
    glyphs(page, 24, 60.5, 9)  # right under the ruling, touching it
    assert_is_table(found(page))


def test_an_empty_page_has_no_rulings() -> None:
    assert not found(paper(100, 100)).mask.any()
