"""Paths as boxes and edges."""

from __future__ import annotations

import pytest

from zhperf.paths import _MAX_SLOPE, Rectangle, Subpath, filled_box, stroked_boxes, without_rings
from zhperf.rulings import RulingSettings

MAX_WIDTH = RulingSettings().max_width
EPSILON = 0.01
"""pt."""


def polygon(*points: tuple[float, float], straight: bool = True) -> Subpath:
    return list(points), [straight] * len(points)


SQUARE = polygon((10, 10), (50, 10), (50, 50), (10, 50))


def test_a_rectangle_fills_its_box() -> None:
    assert filled_box(SQUARE) == ((10, 10, 50, 50), True)


def test_a_closed_rectangle_fills_its_box() -> None:
    points, _ = SQUARE
    assert filled_box(polygon(*points, points[0])) == ((10, 10, 50, 50), True)


@pytest.mark.parametrize(
    "path",
    [
        polygon((10, 10), (50, 10), (50, 50)),
        polygon((30, 10), (50, 30), (30, 50), (10, 30)),
        polygon((10, 10), (50, 10), (50, 50), (10, 50), straight=False),
    ],
    ids=["triangle", "diamond", "round"],
)
def test_other_figures_do_not_fill_their_box(path: Subpath) -> None:
    assert filled_box(path) == ((10, 10, 50, 50), False)


@pytest.mark.parametrize(("excess", "whole"), [(-EPSILON, True), (EPSILON, False)])
def test_a_figure_as_thin_as_a_rule_fills_its_box(excess: float, whole: bool) -> None:
    """Mitred ends of a border: a trapezium."""
    width = MAX_WIDTH + excess
    path = polygon((10, 10), (90, 10), (85, 10 + width), (15, 10 + width))
    assert filled_box(path)[1] is whole


def ring(gap: float) -> list[tuple[Rectangle, bool]]:
    return [((0, 0, 100, 60), True), ((gap, gap, 100 - gap, 60 - gap), True)]


@pytest.mark.parametrize("turn", [1, -1])
def test_a_ring_is_a_frame(turn: int) -> None:
    """Two rectangles with one inside the other, in any order."""
    assert without_rings(ring(1)[::turn]) == [
        ((0, 0, 100, 1), True),
        ((0, 59, 100, 60), True),
        ((0, 0, 1, 60), True),
        ((99, 0, 100, 60), True),
    ]


@pytest.mark.parametrize(("excess", "count"), [(-EPSILON, 4), (EPSILON, 2)])
def test_the_frame_is_as_thin_as_a_rule(excess: float, count: int) -> None:
    assert len(without_rings(ring(MAX_WIDTH + excess))) == count


@pytest.mark.parametrize(
    "areas",
    [
        [((0.0, 0.0, 100.0, 60.0), True)],
        [((0.0, 0.0, 100.0, 60.0), True), ((200.0, 0.0, 300.0, 60.0), True)],
        [((0.0, 0.0, 100.0, 60.0), True), ((0.0, 1.0, 99.0, 59.0), True)],
        [((0.0, 0.0, 100.0, 60.0), True), ((1.0, 1.0, 99.0, 59.0), False)],
        [*ring(1), ((2.0, 2.0, 98.0, 58.0), True)],
    ],
    ids=["one", "side by side", "touching", "round inside", "three"],
)
def test_other_areas_stay(areas: list[tuple[Rectangle, bool]]) -> None:
    assert without_rings(areas) == areas


def test_edges_along_the_axes_are_as_wide_as_the_stroke() -> None:
    path = polygon((10, 10), (50, 10), (50, 40))
    assert stroked_boxes(path, 0.5) == [(9.5, 9.5, 50.5, 10.5), (49.5, 9.5, 50.5, 40.5)]


def test_edges_in_any_direction_of_drawing() -> None:
    assert stroked_boxes(polygon((50, 10), (10, 10)), 0.5) == [(9.5, 9.5, 50.5, 10.5)]


def test_slanted_edges_are_none() -> None:
    assert stroked_boxes(polygon((10, 10), (50, 20)), 0.5) == []


def test_edges_that_are_off_by_rounding_are_straight() -> None:
    assert stroked_boxes(polygon((10, 10), (50, 10.2)), 0) == [(10, 10, 50, 10.2)]


def test_long_edges_of_a_page_that_was_pasted_askew_are_straight() -> None:
    length, slope = 400.0, _MAX_SLOPE
    below, above = (slope - EPSILON / length) * length, (slope + EPSILON / length) * length
    assert len(stroked_boxes(polygon((0, 10), (length, 10 + below)), 0)) == 1
    assert len(stroked_boxes(polygon((0, 10), (length, 10 + above)), 0)) == 0


def test_curved_edges_are_none() -> None:
    path: Subpath = ([(10, 10), (50, 10), (50, 40)], [True, True, False])
    assert stroked_boxes(path, 0) == [(10, 10, 50, 10)]


def test_a_single_point_has_no_edge() -> None:
    assert stroked_boxes(polygon((10, 10)), 0.5) == []
