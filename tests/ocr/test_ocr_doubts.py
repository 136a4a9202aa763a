"""When the reading of a line is not trusted, and what becomes of ink that nothing was read in."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr.inkdrawing import SCALE, Picture, dots, fill, glyphs, ink_of, paper
from ocr.prints import SMALL, picture_of
from zhperf.engines.ocr import doubts
from zhperf.engines.ocr.reading import PictureReader, ReadPicture
from zhperf.engines.ocr.recognition import Glyph
from zhperf.engines.ocr.textlines import Cutting, cut_out, lines_in_cells
from zhperf.gridlines import LatticeSettings
from zhperf.ocrsettings import OcrSettings
from zhperf.pages import UNMAPPED

TYPICAL = 9 * SCALE


def spelled(text: str, confidence: float = 0.9) -> list[Glyph]:
    """Glyphs in equal steps along a picture."""
    return [
        Glyph(letter, confidence, (index + 0.5) / len(text)) for index, letter in enumerate(text)
    ]


def said(glyphs: list[Glyph] | None) -> str | None:
    return None if glyphs is None else "".join(glyph.text for glyph in glyphs)


def test_two_readings_that_agree_have_the_lower_confidence() -> None:
    found = doubts.agreed(spelled("数量", 0.9), spelled("数量", 0.8))
    assert found is not None
    assert [(glyph.text, glyph.confidence) for glyph in found] == [("数", 0.8), ("量", 0.8)]


@pytest.mark.parametrize("again", ["数里", "数", "数量指", ""])
def test_two_readings_that_differ_do_not_agree(again: str) -> None:
    assert doubts.agreed(spelled("数量"), spelled(again)) is None


def test_a_reading_that_explains_the_ink_is_chosen_over_a_surer_one() -> None:
    found = doubts.chosen([spelled("90", 0.9), spelled("≥90", 0.6)], [False, True])
    assert said(found) == "≥90"


def test_what_two_of_three_readings_say_is_chosen() -> None:
    readings = [spelled("29", 0.9), spelled("≥9", 0.6), spelled("≥9", 0.5)]
    assert said(doubts.chosen(readings, [True, True, True])) == "≥9"


def test_the_surest_of_readings_that_all_differ_is_chosen() -> None:
    readings = [spelled("29", 0.6), spelled("≥9", 0.9), spelled("", 0.9)]
    assert said(doubts.chosen(readings, [True, True, True])) == "≥9"


def test_a_reading_that_had_to_be_chosen_is_doubted() -> None:
    found = doubts.chosen([spelled("29", 0.9), spelled("≥9", 0.8)], [True, True])
    assert max(glyph.confidence for glyph in found) <= 0.5


def line_with(page: Picture) -> tuple[Cutting, bool]:
    """The picture of the only line of a page, and whether 10 glyphs explain its ink."""
    ink = ink_of(page)
    (line,) = lines_in_cells(ink.mask, [(0, 0, page.shape[1], page.shape[0])], SCALE)
    cutting = cut_out(ink, line, TYPICAL)
    width = cutting.picture.shape[1]
    first = dots(10) - cutting.left
    middles = [(first + dots(3.6 + 9.45 * number)) / width for number in range(10)]
    read = [Glyph("目", 0.99, middle) for middle in middles]
    mask = ink.mask[line.top : line.bottom, line.x0 : line.x1]
    return cutting, doubts.is_explained(mask, read, cutting, line, TYPICAL)


def test_ink_near_glyphs_is_explained() -> None:
    page = paper(160, 40)
    glyphs(page, 10, 10, 10)
    assert line_with(page)[1]


def test_ink_that_no_glyph_is_near_is_not_explained() -> None:
    page = paper(160, 40)
    glyphs(page, 10, 10, 10)
    fill(page, 118, 12, 122, 18)
    assert not line_with(page)[1]


def test_a_dot_of_dirt_does_not_make_a_line_doubtful() -> None:
    page = paper(160, 40)
    glyphs(page, 10, 10, 10)
    fill(page, 120, 14, 120.3, 14.3)
    assert line_with(page)[1]


def test_without_glyphs_no_ink_is_explained() -> None:
    page = paper(160, 40)
    glyphs(page, 10, 10, 3)
    ink = ink_of(page)
    (line,) = lines_in_cells(ink.mask, [(0, 0, page.shape[1], page.shape[0])], SCALE)
    assert not doubts.is_explained(ink.mask, [], cut_out(ink, line, TYPICAL), line, TYPICAL)


def test_a_line_is_covered_if_more_than_a_few_dots_of_a_seal_are_on_it() -> None:
    covered = np.zeros((dots(9), dots(90)), np.uint8)
    covered[:3, :3] = 255
    assert not doubts.is_covered(covered, TYPICAL)
    covered[:, dots(20) : dots(24)] = 255
    assert doubts.is_covered(covered, TYPICAL)


def test_edges_of_glyphs_are_the_middles_between_them() -> None:
    page = paper(160, 40)
    glyphs(page, 10, 10, 3)
    ink = ink_of(page)
    (line,) = lines_in_cells(ink.mask, [(0, 0, page.shape[1], page.shape[0])], SCALE)
    cutting = cut_out(ink, line, TYPICAL)
    edges = doubts.glyph_edges(line, spelled("三个目"), cutting)
    width = cutting.picture.shape[1]
    inner = [cutting.left + width * share for share in (1 / 3, 2 / 3)]
    assert edges[0] == line.x0
    assert edges[1:3] == pytest.approx(inner, abs=1)
    assert edges[3] == line.x1


def read(picture: Picture) -> ReadPicture:
    """A picture read by the whole engine."""
    reader = PictureReader(OcrSettings(), LatticeSettings())
    return reader.read(picture, SCALE)


CORNER = (330.0, 116.0)
"""pt: upper left corner of the part of the small form that is read, its columns with values."""


def values() -> Picture:
    """The right part of the small form."""
    x, top = CORNER
    return np.ascontiguousarray(picture_of(SMALL)[dots(top) : dots(300), dots(x) :])


def place(x: float, y: float) -> tuple[int, int]:
    """A point of the form in dots of its part."""
    return dots(x - CORNER[0]), dots(y - CORNER[1])


@pytest.fixture(scope="module")
def scribbled() -> ReadPicture:
    """Its values with a scribble in the empty cell and a bar beside a value."""
    picture = values()
    points = np.array([place(447 + 3.2 * n, 221 + 7 * (n % 2)) for n in range(9)], np.int32)
    cv2.polylines(picture, [points], False, (20, 20, 20), 2)
    (x0, top), (x1, bottom) = place(473.5, 161), place(476.5, 169)
    picture[top:bottom, x0:x1] = 20
    return read(picture)


def chars_in(found: ReadPicture, x0: float, top: float, x1: float, bottom: float) -> str:
    """Characters whose middle is in a box of the form, in pt."""
    boxes = found.chars.boxes
    x = (boxes[:, 0] + boxes[:, 2]) / 2 + CORNER[0]
    y = (boxes[:, 1] + boxes[:, 3]) / 2 + CORNER[1]
    inside = (x0 < x) & (x < x1) & (top < y) & (y < bottom)
    return "".join(map(chr, found.chars.codes[inside].tolist()))


def least_sure(found: ReadPicture, text: str) -> float:
    """Confidence of the least sure character of the first line that has a text."""
    codes = found.chars.codes.tolist()
    for run in np.unique(found.chars.runs):
        own = np.flatnonzero(found.chars.runs == run)
        if text in "".join(chr(codes[index]) for index in own):
            assert found.chars.confidence is not None
            return float(found.chars.confidence[own].min())
    raise AssertionError(f"{text} was not read")


def test_ink_in_an_empty_cell_is_never_lost(scribbled: ReadPicture) -> None:
    assert chars_in(scribbled, 442, 217, 481, 235)


def test_ink_that_no_glyph_explains_lowers_the_confidence(scribbled: ReadPicture) -> None:
    clean = read(values())
    assert least_sure(clean, "公里") > 0.9
    spoilt = chars_in(scribbled, 442, 155, 481, 175)
    assert least_sure(scribbled, spoilt) <= 0.5


def test_ink_that_cannot_be_read_is_one_unmapped_character_without_confidence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reader = PictureReader(OcrSettings(), LatticeSettings())
    monkeypatch.setattr(type(reader.recognizer), "read", lambda _, pictures: [[] for _ in pictures])
    found = reader.read(values(), SCALE).chars
    assert found.confidence is not None
    told = {
        (code, float(sure))
        for code, sure in zip(found.codes.tolist(), found.confidence.tolist(), strict=True)
        if chr(code) not in "=≥≤"  # these are told by their ink
    }
    assert told == {(UNMAPPED, 0.0)}
    assert len(found) == len(np.unique(found.runs))


def test_an_empty_page_has_no_characters() -> None:
    found = read(np.full((400, 600, 3), 255, np.uint8))
    assert (len(found.chars), len(found.rulings.horizontal), found.skew) == (0, 0, 0.0)
