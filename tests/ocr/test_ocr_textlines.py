"""Lines of text inside cells, by their ink."""

from __future__ import annotations

import numpy as np
import pytest

from ocr.inkdrawing import SCALE, Picture, dots, fill, glyphs, ink_of, paper
from zhperf.engines.ocr.textlines import (
    TextLine,
    cut_out,
    lines_in_boxes,
    lines_in_cells,
    lines_left,
    runs_sideways,
    typical_height,
)

SIZE = 9.0


def whole(page: Picture) -> list[tuple[int, int, int, int]]:
    """The page as one cell."""
    return [(0, 0, page.shape[1], page.shape[0])]


def lines(page: Picture) -> list[TextLine]:
    return lines_in_cells(ink_of(page).mask, whole(page), SCALE)


def with_lines(*tops: float, count: int = 10) -> Picture:
    """A page with lines of glyphs."""
    page = paper(140, 80)
    for top in tops:
        glyphs(page, 10, top, count, SIZE)
    return page


def spans(found: list[TextLine]) -> list[tuple[float, float]]:
    """Top and bottom of each line in pt."""
    return [(line.top / SCALE, line.bottom / SCALE) for line in found]


def test_lines_of_a_cell_from_top_to_bottom() -> None:
    found = lines(with_lines(10, 25, 40))
    assert [top for top, _ in spans(found)] == pytest.approx([10, 25, 40], abs=0.5)
    assert [bottom for _, bottom in spans(found)] == pytest.approx([19, 34, 49], abs=0.5)
    assert {line.x0 for line in found} == {dots(10)}


def test_tight_lines_stay_apart() -> None:
    assert len(lines(with_lines(10, 20, 30))) == 3


def test_lines_that_touch_are_parted() -> None:
    page = with_lines(10, 30, 50)
    glyphs(page, 10, 39.2, 10, SIZE)  # a hair below the line above it
    fill(page, 20, 38.5, 20.5, 39.5)  # and a stroke that joins the two
    found = lines(page)
    assert [top for top, _ in spans(found)] == pytest.approx([10, 30, 39.2, 50], abs=0.8)


def test_the_bars_of_an_equals_sign_are_one_line() -> None:
    page = paper(140, 80)
    glyphs(page, 10, 10, 5, SIZE)
    fill(page, 60, 40, 66, 40.7)
    fill(page, 60, 43, 66, 43.7)
    found = lines(page)
    assert spans(found)[1] == pytest.approx((40, 43.7), abs=0.5)
    assert len(found) == 2


def test_a_dot_above_a_glyph_is_of_its_line() -> None:
    page = with_lines(20)
    fill(page, 12, 18.4, 14, 19.4)
    assert len(lines(page)) == 1


def test_room_reaches_to_the_middle_between_lines() -> None:
    first, second = lines(with_lines(10, 30))
    assert first.above == 0
    assert first.below == pytest.approx(dots(24.5), abs=1)
    assert second.above == pytest.approx(dots(24.5), abs=1)
    assert second.below == dots(80)


def test_lines_know_their_cell_and_stay_inside() -> None:
    page = with_lines(10, count=12)
    middle = dots(70)
    cells = [(0, 0, middle, page.shape[0]), (middle, 0, page.shape[1], page.shape[0])]
    found = lines_in_cells(ink_of(page).mask, cells, SCALE)
    assert [line.group for line in found] == [0, 1]
    assert found[0].x1 <= middle <= found[1].x0


def test_a_cell_without_ink_has_no_lines() -> None:
    assert lines(paper(50, 30)) == []


def test_punctuation_does_not_tell_how_high_lines_are() -> None:
    assert typical_height([dots(9), dots(9), dots(1), dots(1), dots(1)], SCALE) == dots(9)


def test_a_page_without_lines_has_a_usual_height() -> None:
    assert typical_height([], SCALE) == pytest.approx(10 * SCALE)


def test_boxes_inside_of_tables_are_left_out() -> None:
    page = with_lines(10, 50)
    mask = ink_of(page).mask
    boxes = [(0, dots(5), page.shape[1], dots(24)), (0, dots(45), page.shape[1], dots(64))]
    (line,) = lines_in_boxes(mask, boxes, [(0, dots(40), page.shape[1], dots(70))])
    assert (line.group, round(line.top / SCALE)) == (-1, 10)


def test_a_box_without_ink_is_no_line() -> None:
    assert lines_in_boxes(ink_of(paper(50, 30)).mask, [(5, 5, 60, 40)], []) == []


def test_high_boxes_tell_text_that_runs_up_the_page() -> None:
    flat, steep, square = (0, 0, 90, 20), (0, 0, 20, 190), (0, 0, 22, 20)
    assert runs_sideways([steep, steep, flat])
    assert not runs_sideways([flat, flat, flat, steep])
    assert not runs_sideways([square, square])
    assert not runs_sideways([])


def test_the_picture_of_a_line_has_white_around_it() -> None:
    page = with_lines(30)
    (line,) = lines(page)
    typical = typical_height([line.bottom - line.top], SCALE)
    wide, tight = (cut_out(ink_of(page), line, typical, padding) for padding in (None, 0.05))
    assert (wide.picture[0] == 255).all()
    assert (wide.picture[:, 0] == 255).all()
    assert wide.picture.shape[0] > tight.picture.shape[0] >= line.bottom - line.top
    assert wide.left < line.x0
    assert np.count_nonzero(wide.picture < 128) == np.count_nonzero(page < 128)


def test_a_tight_neighbour_is_not_in_the_picture() -> None:
    page = with_lines(10, 19.8)
    first, second = lines(page)
    typical = float(first.bottom - first.top)
    pictures = [cut_out(ink_of(page), line, typical).picture for line in (first, second)]
    inked = [np.count_nonzero(picture < 128) for picture in pictures]
    assert sum(inked) == np.count_nonzero(page < 128)
    assert pictures[0].shape[0] == pictures[1].shape[0]


def test_the_picture_of_a_flat_sign_is_as_high_as_a_line() -> None:
    page = paper(100, 60)
    fill(page, 40, 30, 48, 30.8)
    line = TextLine(dots(40), dots(30), dots(48), dots(30.8), 0, dots(60), 0)
    cutting = cut_out(ink_of(page), line, dots(SIZE))
    assert cutting.picture.shape[0] >= dots(SIZE)


def test_small_print_that_the_detection_model_missed_is_a_line() -> None:
    page = with_lines(10, 50)
    ink = ink_of(page)
    seen = [line for line in lines(page) if line.top < dots(30)]
    (found,) = lines_left(ink.mask, seen, [], dots(SIZE))
    assert found.top == pytest.approx(dots(50), abs=1)
    assert found.group == -1


def test_ink_in_tables_and_short_marks_are_no_lines_that_are_left() -> None:
    page = with_lines(10, 50)
    ink = ink_of(page)
    table = (0, 0, page.shape[1], dots(30))
    assert len(lines_left(ink.mask, [], [table], dots(SIZE))) == 1
    assert lines_left(ink_of(with_lines(10, count=1)).mask, [], [], dots(SIZE)) == []
