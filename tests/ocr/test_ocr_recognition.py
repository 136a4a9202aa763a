"""The recognition model: characters, how sure it is of them, and where they stand."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from ocr.inkdrawing import dots
from ocr.prints import SMALL, picture_of
from zhperf.engines.ocr.recognition import Glyph, Recognizer

LINES = {
    "部门整体绩效自评表": (222, 46, 374, 70),
    "某县交通运输局": (290, 104, 378, 117),
    "120.5": (392, 158, 430, 172),
    "村民满意度": (260, 247, 320, 262),
}
"""Texts of the small form and where they are printed, x0, top, x1, bottom in pt."""


def pictures() -> list[NDArray[np.uint8]]:
    page = picture_of(SMALL)[:, :, 0]
    return [
        np.ascontiguousarray(page[dots(top) : dots(bottom), dots(x0) : dots(x1)])
        for x0, top, x1, bottom in LINES.values()
    ]


def text(glyphs: list[Glyph]) -> str:
    return "".join(glyph.text for glyph in glyphs)


@pytest.fixture(scope="module")
def read(recognizer: Recognizer) -> list[list[Glyph]]:
    return recognizer.read(pictures())


def test_each_line_is_read_in_the_order_in_which_it_was_given(read: list[list[Glyph]]) -> None:
    assert [text(glyphs) for glyphs in read] == list(LINES)


def test_clean_print_is_read_with_confidence(read: list[list[Glyph]]) -> None:
    assert all(0.9 < glyph.confidence <= 1 for glyphs in read for glyph in glyphs)


def test_glyphs_stand_in_order_inside_the_picture(read: list[list[Glyph]]) -> None:
    for glyphs in read:
        places = [glyph.position for glyph in glyphs]
        assert places == sorted(places)
        assert 0 < places[0] < places[-1] < 1


def test_glyphs_stand_where_they_are_printed(read: list[list[Glyph]]) -> None:
    x0, _, x1, _ = LINES["某县交通运输局"]
    middles = [x0 + glyph.position * (x1 - x0) for glyph in read[1]]
    pitch = 10.5
    expected = [334 + pitch * (index - 3) for index in range(7)]
    assert middles == pytest.approx(expected, abs=0.5 * pitch)


def test_lines_read_together_and_alone_say_the_same(
    recognizer: Recognizer, read: list[list[Glyph]]
) -> None:
    alone = [recognizer.read([picture])[0] for picture in pictures()]
    assert [text(glyphs) for glyphs in alone] == [text(glyphs) for glyphs in read]


def test_more_lines_than_one_batch_holds_come_back_in_order(recognizer: Recognizer) -> None:
    wide, short = pictures()[0], pictures()[2]
    long = np.concatenate([wide] * 12, axis=1)
    found = [text(glyphs) for glyphs in recognizer.read([long, short, long, wide])]
    assert found[1] == "120.5"
    assert found[3] == "部门整体绩效自评表"
    assert found[0] == found[2]
    assert found[0].count("绩效") >= 11


def test_white_paper_says_nothing(recognizer: Recognizer) -> None:
    assert recognizer.read([np.full((dots(12), dots(60)), 255, np.uint8)]) == [[]]


def test_no_pictures_are_no_lines(recognizer: Recognizer) -> None:
    assert recognizer.read([]) == []
