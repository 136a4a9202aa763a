"""How far a page lies askew, and turning it straight."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr.inkdrawing import Picture, box_of, dots, fill, glyphs, paper
from zhperf.engines.ocr.deskew import skew_of, straightened

MOST = 4.0


def printed() -> Picture:
    """Lines of text between two rulings."""
    page = paper(400, 260)
    fill(page, 30, 30, 370, 30.6)
    fill(page, 30, 230, 370, 230.6)
    for line in range(8):
        glyphs(page, 40, 45 + 22 * line, 30)
    return page


def turned(page: Picture, degrees: float) -> Picture:
    """A picture whose lines fall to the right by so many degrees."""
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return np.asarray(cv2.warpAffine(page, turn, (width, height), borderValue=255.0), np.uint8)


@pytest.mark.parametrize("degrees", [-3.4, -1.27, -0.5, 0.0, 0.45, 2.0, 3.9])
def test_the_skew_is_found_to_a_thirtieth_of_a_degree(degrees: float) -> None:
    assert skew_of(turned(printed(), degrees), MOST) == pytest.approx(degrees, abs=0.03)


def test_rulings_alone_tell_the_skew() -> None:
    page = paper(400, 260)
    fill(page, 30, 60, 370, 60.5)
    fill(page, 30, 200, 370, 200.5)
    assert skew_of(turned(page, 1.1), MOST) == pytest.approx(1.1, abs=0.03)


def test_an_empty_page_lies_straight() -> None:
    assert skew_of(paper(400, 260), MOST) == 0.0


def test_grey_paper_does_not_tell_the_skew() -> None:
    page = np.minimum(turned(printed(), 1.5), 215)
    assert skew_of(page, MOST) == pytest.approx(1.5, abs=0.02)


def test_a_page_is_turned_back_about_its_middle() -> None:
    page = paper(300, 200)
    fill(page, 20, 100, 280, 101)
    straight = straightened(turned(page, 1.8), 1.8)
    assert straight.shape == page.shape
    _, top, _, bottom = box_of(np.where(straight < 200, 255, 0).astype(np.uint8))
    assert bottom - top <= dots(1) + 2
    assert (top + bottom) / 2 == pytest.approx(dots(100.5), abs=1)


def test_what_comes_in_from_outside_is_white() -> None:
    straight = straightened(np.full((200, 300), 255, np.uint8), 3.0)
    assert straight.min() == 255


def test_a_straight_page_stays_as_it_is() -> None:
    page = printed()
    assert straightened(page, 0.0) is page
