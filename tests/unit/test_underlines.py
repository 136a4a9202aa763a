"""Underlines bound no cell; short rules do."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from unit.drawing import SIZE, page, rulings, text_at, texts, the_grid, x_of, y_of
from zhperf.gridlines import LatticeSettings
from zhperf.underlines import _END_TOLERANCE, _MIN_CLEARANCE, without_underlines

SETTINGS = LatticeSettings()
EPSILON = 0.01
"""pt."""
X, Y = 110.0, 200.0
"""Where the word stands; its cell reaches from 100 to 200."""
WORD = text_at("创建文明", X, Y)
"""40 pt wide."""
END, BOTTOM = X + 4 * SIZE, Y + SIZE
BORDERS = [(100.0, 150.0, 250.0), (200.0, 150.0, 250.0)]


def kept(
    y: float, start: float, end: float, borders: Sequence[tuple[float, ...]] = BORDERS
) -> bool:
    """Whether a ruling near the word stays a ruling."""
    boxes = page(glyphs=WORD).chars.boxes
    found = without_underlines(rulings([(y, start, end)], borders), boxes, SETTINGS)
    assert len(found.vertical) == len(borders)
    return len(found.horizontal) == 1


def test_an_underline_is_no_ruling() -> None:
    assert not kept(BOTTOM + 1, X, END)


@pytest.mark.parametrize("share", [-0.29, -0.1, 0.0, 0.24])
def test_it_lies_about_the_baseline(share: float) -> None:
    assert not kept(BOTTOM + share * SIZE, X, END)


@pytest.mark.parametrize("share", [-0.5, -0.31, 0.26, 1.0])
def test_other_lines_are_rulings(share: float) -> None:
    """Struck through the text, or well under it."""
    assert kept(BOTTOM + share * SIZE, X, END)


@pytest.mark.parametrize(("excess", "stays"), [(-EPSILON, False), (EPSILON, True)])
def test_it_begins_and_ends_with_its_text(excess: float, stays: bool) -> None:
    beyond = _END_TOLERANCE + excess
    assert kept(BOTTOM, X - beyond, END) is stays
    assert kept(BOTTOM, X, END + beyond) is stays


def test_it_may_underline_a_part_of_the_text() -> None:
    assert not kept(BOTTOM, X + SIZE, X + 3 * SIZE)


@pytest.mark.parametrize(("excess", "stays"), [(-EPSILON, True), (EPSILON, False)])
@pytest.mark.parametrize("side", [-1, 1])
def test_a_ruling_reaches_a_border(excess: float, stays: bool, side: int) -> None:
    clearance = _MIN_CLEARANCE + excess
    border = X - clearance if side < 0 else END + clearance
    assert kept(BOTTOM, X, END, [(border, 150, 250)]) is stays


def test_without_text_above_it_is_a_ruling() -> None:
    assert kept(BOTTOM, END + SIZE, END + 3 * SIZE)


def test_a_dot_under_text_stays() -> None:
    """Dots become lines later, and lie under text wherever the rule is dotted."""
    assert kept(BOTTOM, X, X + SETTINGS.dot_length)


def test_without_vertical_rulings_there_is_no_cell_to_clear() -> None:
    assert kept(BOTTOM, X, END, [])


def test_underlined_text_does_not_cut_its_cell() -> None:
    picture = """
        +----------+------+
        | 创建文明 | 100  |
        | 城市活动 |      |
        +----------+------+
    """
    underline = rulings([(y_of(1) + SIZE / 2 + 0.5, x_of(2) - 2.5, x_of(9) + 2.5)])
    assert texts(the_grid(page(picture, rules=underline))) == [["创建文明城市活动", "100"]]
