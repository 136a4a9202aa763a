"""Which shapes a reader sees as rules."""

from __future__ import annotations

import numpy as np
import pytest

from unit.shapes import BLACK, WHITE, Shape, grey, painted
from zhperf.rulings import (
    RulingSettings,
    ShapeKind,
    filled_areas,
    find_rulings,
    luminance,
)

SETTINGS = RulingSettings()
EPSILON = 0.01
"""pt."""
LINE = (100.0, 50.0, 300.0, 50.5)
"""A thin horizontal box."""
AREA = (90.0, 20.0, 310.0, 80.0)
"""An area around it."""


def seen(*shapes: Shape) -> tuple[int, int]:
    """How many horizontal and vertical rules a reader sees."""
    found = find_rulings(painted(*shapes), SETTINGS)
    return len(found.horizontal), len(found.vertical)


def test_no_shapes_no_rules() -> None:
    assert seen() == (0, 0)


def test_a_rule_lies_in_the_middle_of_its_width() -> None:
    found = find_rulings(painted(Shape(LINE), Shape((10, 100, 12, 200))), SETTINGS)
    assert found.horizontal.tolist() == [[50.25, 100, 300, 0.5]]
    assert found.vertical.tolist() == [[11, 100, 200, 2]]


@pytest.mark.parametrize("kind", [ShapeKind.LINE, ShapeKind.FILL])
def test_strokes_and_thin_fills_are_rules(kind: ShapeKind) -> None:
    assert seen(Shape(LINE, kind=kind)) == (1, 0)


@pytest.mark.parametrize("kind", [ShapeKind.IMAGE, ShapeKind.PARTIAL_FILL])
def test_images_and_parts_of_boxes_are_no_rules(kind: ShapeKind) -> None:
    assert seen(Shape(LINE, kind=kind)) == (0, 0)


@pytest.mark.parametrize(("excess", "count"), [(-EPSILON, 1), (EPSILON, 0)])
def test_a_rule_is_thin(excess: float, count: int) -> None:
    width = SETTINGS.max_width + excess
    assert seen(Shape((100, 50, 300, 50 + width))) == (count, 0)
    assert seen(Shape((100, 50, 100 + width, 300))) == (0, count)


@pytest.mark.parametrize(("contrast", "count"), [(SETTINGS.min_contrast, 1), (0, 0)])
def test_a_rule_differs_from_paper(contrast: int, count: int) -> None:
    assert seen(Shape(LINE, grey(255 - contrast))) == (count, 0)
    assert seen(Shape(LINE, grey(256 - SETTINGS.min_contrast))) == (0, 0)


def test_a_rule_that_is_transparent_is_not_seen() -> None:
    assert seen(Shape(LINE, alpha=0)) == (0, 0)


@pytest.mark.parametrize("color", [BLACK, 0xFF0000, 0x0000FF, 0xD9D9D9])
def test_rules_in_colours_that_makers_use(color: int) -> None:
    assert seen(Shape(LINE, color)) == (1, 0)


def test_a_rule_differs_from_the_area_behind_it() -> None:
    area = Shape(AREA, grey(100))
    assert seen(area, Shape(LINE, grey(100 + SETTINGS.min_contrast))) == (1, 0)
    assert seen(area, Shape(LINE, grey(99 + SETTINGS.min_contrast))) == (0, 0)


def test_a_white_rule_on_a_dark_area_is_seen() -> None:
    assert seen(Shape(AREA, grey(60)), Shape(LINE, WHITE)) == (1, 0)


def test_a_rule_painted_over_is_not_seen() -> None:
    assert seen(Shape(LINE), Shape(AREA, WHITE)) == (0, 0)
    assert seen(Shape(AREA, WHITE), Shape(LINE)) == (1, 0)


def test_a_rule_painted_over_in_part_is_still_seen() -> None:
    assert seen(Shape(LINE), Shape((90, 20, 200, 80), WHITE)) == (1, 0)


def test_what_is_see_through_paints_nothing_over() -> None:
    assert seen(Shape(LINE), Shape(AREA, WHITE, alpha=100)) == (1, 0)


@pytest.mark.parametrize(
    ("share", "count"),
    [(0.8, 1), (0.4, 0)],
    ids=["most of its length", "less than half"],
)
def test_white_paper_between_shaded_cells_is_a_rule(share: float, count: int) -> None:
    """The white line lies on paper; only what is beside it shows it."""
    end = 100 + 200 * share
    shade = Shape((100, 20, end, 50), grey(200))
    assert seen(shade, Shape(LINE, WHITE))[0] == count


def test_white_line_beside_shaded_cells_on_the_left() -> None:
    shade = Shape((20, 100, 50, 300), grey(200))
    assert seen(shade, Shape((50, 100, 50.5, 300), WHITE)) == (0, 1)


@pytest.mark.parametrize("gap", [0.5, 1.0, SETTINGS.max_frame_gap - EPSILON])
def test_light_cells_on_a_dark_ground_have_rules_around_them(gap: float) -> None:
    ground = Shape((100, 100, 200 + 3 * gap, 130 + 2 * gap), grey(40))
    left = Shape((100 + gap, 100 + gap, 150 + gap, 130 + gap), WHITE)
    right = Shape((150 + 2 * gap, 100 + gap, 200 + 2 * gap, 130 + gap), WHITE)
    found = find_rulings(painted(ground, left, right), SETTINGS)
    assert sorted(found.vertical[:, 0].tolist()) == pytest.approx(
        [100 + gap, 150 + gap, 150 + 2 * gap, 200 + 2 * gap]
    )
    assert set(found.horizontal[:, 0].tolist()) == {100 + gap, 130 + gap}
    # Across a gap the pieces of one line touch.
    ends = sorted(found.horizontal[:, 1:3].tolist())
    assert ends[0][1] >= ends[-1][0]


def test_dark_cells_on_a_light_ground_are_no_frames() -> None:
    ground = Shape((100, 100, 300, 200), grey(230))
    assert seen(ground, Shape((101, 101, 150, 199)), Shape((151, 101, 299, 199))) == (0, 0)


def test_a_small_square_counts_both_ways() -> None:
    assert seen(Shape((100, 100, 101, 101))) == (1, 1)


def test_areas_are_opaque_fills_in_the_order_of_painting() -> None:
    shapes = painted(
        Shape(AREA, alpha=100),
        Shape(LINE),
        Shape((0, 0, 50, 50)),
        Shape(AREA, kind=ShapeKind.IMAGE),
        Shape(AREA),
    )
    assert filled_areas(shapes, SETTINGS).tolist() == [2, 4]


def test_areas_are_wider_than_a_rule_both_ways() -> None:
    width = SETTINGS.max_width
    below, above = Shape((0, 0, width, 50)), Shape((0, 0, width + EPSILON, 50))
    assert filled_areas(painted(below, above), SETTINGS).tolist() == [1]


def test_green_is_brighter_than_blue() -> None:
    red, green, blue, white = luminance(
        np.array([0xFF0000, 0x00FF00, 0x0000FF, 0xFFFFFF], np.uint32)
    ).tolist()
    assert blue < red < green < white == pytest.approx(255)
