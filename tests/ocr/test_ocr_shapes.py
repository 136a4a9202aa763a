"""Bars and arrows by their ink, where the recognition model errs."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from zhperf.engines.ocr.comparators import comparator
from zhperf.engines.ocr.recognition import Glyph
from zhperf.engines.ocr.shapes import by_shape
from zhperf.ocrsettings import OcrSettings

TYPICAL = 28.0
"""Dots: height of a line of 10 pt at 200 dots to the inch."""
Bar = tuple[int, int, int, int]
"""Left, top, right, bottom in dots."""
EQUAL: tuple[Bar, ...] = ((0, 0, 17, 2), (0, 6, 17, 8))
TWO: tuple[Bar, ...] = ((4, 0, 20, 2), (0, 14, 25, 16))
DASH: tuple[Bar, ...] = ((0, 0, 24, 2),)
HYPHEN: tuple[Bar, ...] = ((0, 0, 9, 2),)


def bars(*boxes: Bar) -> NDArray[np.uint8]:
    """Ink of level bars, cut out."""
    mask = np.zeros((max(box[3] for box in boxes), max(box[2] for box in boxes)), np.uint8)
    for left, top, right, bottom in boxes:
        mask[top:bottom, left:right] = 255
    return mask


def arrow(*, right: bool, bar: bool, gap: int = 3) -> NDArray[np.uint8]:
    """Ink of > or <, with a bar so many dots below it."""
    mask = np.zeros((15 + (gap + 2 if bar else 0), 17), np.uint8)
    ends, tip = ((1, 1), (1, 13)), (15, 7)
    if not right:
        ends, tip = ((15, 1), (15, 13)), (1, 7)
    for end in ends:
        cv2.line(mask, end, tip, 255, 2)
    if bar:
        mask[-2:, 1:16] = 255
    return mask


def seen(text: str, mask: NDArray[np.uint8], confidence: float = 0.9) -> Glyph:
    """The one glyph that a line is, after its ink was asked."""
    (glyph,) = by_shape([Glyph(text, confidence, 0.5)], mask, [0, mask.shape[1]], TYPICAL)
    return glyph


@pytest.mark.parametrize(
    ("ink", "said", "sign"),
    [
        (EQUAL, "二", "="),
        (EQUAL, "＝", "="),
        (EQUAL, "一", "="),
        (TWO, "二", "二"),
        (DASH, "一", "—"),
        (HYPHEN, "一", "-"),
        (HYPHEN, "—", "-"),
    ],
)
def test_bars_are_read_by_their_ink(ink: tuple[Bar, ...], said: str, sign: str) -> None:
    assert seen(said, bars(*ink)).text == sign


def test_dirt_beside_bars_does_not_count() -> None:
    mask = bars(*EQUAL)
    mask[4, 15] = 255
    assert seen("二", mask).text == "="


def test_a_stroke_that_swells_at_its_end_is_an_ideograph() -> None:
    mask = bars((0, 3, 24, 5), (17, 0, 24, 5))
    assert seen("一", mask).text == "一"


def test_bars_that_are_not_one_above_the_other_stay_as_they_were_read() -> None:
    assert seen("二", bars((0, 0, 17, 2), (8, 6, 25, 8))).text == "二"


def test_a_line_of_words_is_not_taken_for_bars() -> None:
    glyphs = [Glyph("二", 0.9, 0.3), Glyph("级", 0.9, 0.7)]
    assert by_shape(glyphs, bars(*TWO, (30, 0, 50, 16)), [0, 27, 50], TYPICAL) == glyphs


def before_digit(text: str, sign: NDArray[np.uint8]) -> Glyph:
    """A sign as it is read before a digit, after its ink was asked."""
    mask = np.zeros((sign.shape[0], 60), np.uint8)
    mask[:, : sign.shape[1]] = sign
    mask[:, 25:35] = 255
    read = [Glyph(text, 0.9, 0.15), Glyph("9", 0.99, 0.5)]
    first, second = by_shape(read, mask, [0, 20, 60], TYPICAL)
    assert second == read[1]
    return first


ARROWS = [(">", "≥", True), ("<", "≤", False)]


@pytest.mark.parametrize(("plain", "barred", "right"), ARROWS)
@pytest.mark.parametrize("gap", [3, 0])
def test_the_bar_of_an_arrow_is_seen(plain: str, barred: str, *, right: bool, gap: int) -> None:
    sign = arrow(right=right, bar=True, gap=gap)
    assert before_digit(plain, sign).text == barred
    assert before_digit(barred, sign) == Glyph(barred, 0.9, 0.15)


@pytest.mark.parametrize(("plain", "barred", "right"), ARROWS)
def test_an_arrow_without_a_bar_is_not_given_one(plain: str, barred: str, *, right: bool) -> None:
    sign = arrow(right=right, bar=False)
    assert before_digit(plain, sign) == Glyph(plain, 0.9, 0.15)
    doubted = before_digit(barred, sign)
    assert doubted.text == barred
    assert doubted.confidence < 0.9


@pytest.mark.parametrize(("plain", "barred", "right"), ARROWS)
@pytest.mark.parametrize("said", ["N", "2", "く", "V"])
def test_an_arrow_that_stands_alone_is_told_by_its_ink(
    said: str, plain: str, barred: str, *, right: bool
) -> None:
    assert seen(said, arrow(right=right, bar=True)).text == barred
    assert seen(said, arrow(right=right, bar=False)).text == plain


def strokes(*ends: tuple[int, int, int, int]) -> NDArray[np.uint8]:
    """Ink of straight strokes in a box of 17 dots: x and y from, x and y to."""
    mask = np.zeros((17, 17), np.uint8)
    for x0, y0, x1, y1 in ends:
        cv2.line(mask, (x0, y0), (x1, y1), 255, 2)
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return np.ascontiguousarray(mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])


OTHERS = {
    "V": ((1, 1, 8, 15), (8, 15, 15, 1)),
    "X": ((1, 1, 15, 15), (1, 15, 15, 1)),
    "Z": ((1, 1, 15, 1), (15, 1, 1, 15), (1, 15, 15, 15)),
    "7": ((1, 1, 15, 1), (15, 1, 6, 15)),
    "口": ((1, 1, 15, 1), (15, 1, 15, 15), (15, 15, 1, 15), (1, 15, 1, 1)),
    "K": ((1, 1, 1, 15), (15, 1, 1, 8), (1, 8, 15, 15)),
}


@pytest.mark.parametrize("sign", OTHERS)
def test_another_sign_that_stands_alone_stays_as_it_was_read(sign: str) -> None:
    assert seen(sign, strokes(*OTHERS[sign])) == Glyph(sign, 0.9, 0.5)


def test_the_ink_of_a_sign_beside_others_does_not_make_it_surer() -> None:
    assert before_digit("≥", arrow(right=True, bar=True)).confidence == 0.9


def test_an_arrow_without_ink_stays_as_it_was_read() -> None:
    assert seen("≥", np.zeros((10, 10), np.uint8)) == Glyph("≥", 0.9, 0.5)


@pytest.mark.parametrize("weight", range(1, 8))
@pytest.mark.parametrize("mirrored", [False, True])
def test_a_heavy_arrow_is_not_given_a_bar(weight: int, *, mirrored: bool) -> None:
    mask = np.zeros((40, 40), np.uint8)
    cv2.line(mask, (8, 8), (31, 20), 255, weight)
    cv2.line(mask, (31, 20), (8, 32), 255, weight)
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    mask = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    mask = np.ascontiguousarray(mask[:, ::-1] if mirrored else mask)
    plain, barred = "<≤" if mirrored else ">≥"
    assert comparator(mask, 28.0) in (plain, None)
    assert by_shape([Glyph(plain, 0.99, 0.5)], mask, [0, mask.shape[1]], 28.0)[0].text == plain
    told = by_shape([Glyph(barred, 0.99, 0.5)], mask, [0, mask.shape[1]], 28.0)[0]
    assert told.text == plain
    assert told.confidence < OcrSettings().min_confidence


def test_a_piece_of_the_next_glyph_is_no_bar() -> None:
    """The edges between glyphs lie in the middle between them, so they may cut a wide one."""
    mask = np.zeros((24, 60), np.uint8)
    sign = arrow(right=True, bar=False)
    mask[: sign.shape[0], : sign.shape[1]] = sign
    mask[2:24, sign.shape[1] + 1 : 40] = 255
    read = [Glyph(">", 0.99, 0.1), Glyph("囗", 0.99, 0.4)]
    assert by_shape(read, mask, [0, sign.shape[1] + 4, 60], TYPICAL) == read
