"""Page space: boxes as displayed, whatever CropBox and /Rotate."""

from __future__ import annotations

import numpy as np
import pytest

from zhperf.geometry import BBox, DisplayTransform, covered_share, turn_boxes

CROP = (30.0, 40.0, 230.0, 440.0)
"""200 pt wide, 400 pt high, not at the origin."""
CORNER = np.array([[30.0, 40.0, 40.0, 60.0]])
"""10 pt wide, 20 pt high, in the lower left corner of the CropBox."""


def test_box_measures() -> None:
    box = BBox(10, 20, 40, 25)
    assert (box.width, box.height) == (30, 5)


def test_union_holds_both() -> None:
    assert BBox(10, 20, 40, 25).union(BBox(5, 22, 30, 60)) == BBox(5, 20, 40, 60)


@pytest.mark.parametrize(
    ("rotation", "size", "corner"),
    [
        (0, (200, 400), (0, 380, 10, 400)),  # lower left stays lower left
        (90, (400, 200), (0, 0, 20, 10)),  # a quarter turn clockwise: upper left
        (180, (200, 400), (190, 0, 200, 20)),  # upper right
        (270, (400, 200), (380, 190, 400, 200)),  # lower right
    ],
)
def test_the_corner_of_the_crop_box_is_where_a_reader_sees_it(
    rotation: int, size: tuple[float, float], corner: tuple[float, ...]
) -> None:
    transform = DisplayTransform(CROP, rotation)
    assert transform.size == size
    assert transform.boxes(CORNER).tolist() == [list(corner)]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_crop_box_fills_the_displayed_page(rotation: int) -> None:
    transform = DisplayTransform(CROP, rotation)
    assert transform.boxes(np.array([CROP])).tolist() == [[0, 0, *transform.size]]


@pytest.mark.parametrize(
    ("angle", "turned"),
    [
        (0, (10, 0, 30, 5)),
        (90, (0, 170, 5, 190)),  # what stood at the top stands at the left
        (180, (170, 95, 190, 100)),
        (270, (95, 10, 100, 30)),  # what stood at the top stands at the right
        (-90, (95, 10, 100, 30)),
        (360, (10, 0, 30, 5)),
    ],
)
def test_turning_a_page_counter_clockwise(angle: int, turned: tuple[float, ...]) -> None:
    """A box at the top of a page of 200 x 100 pt."""
    boxes = np.array([[10.0, 0.0, 30.0, 5.0]])
    assert turn_boxes(boxes, 200, 100, angle).tolist() == [list(turned)]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_turning_there_and_back(angle: int) -> None:
    boxes = np.array([[10.0, 0.0, 30.0, 5.0], [100.0, 50.0, 200.0, 100.0]])
    width, height = (100, 200) if angle != 180 else (200, 100)
    there = turn_boxes(boxes, 200, 100, angle)
    assert turn_boxes(there, width, height, -angle).tolist() == boxes.tolist()


@pytest.mark.parametrize(
    ("boxes", "share"),
    [
        ([], 0.0),
        ([(0, 0, 100, 50)], 0.5),
        ([(-50, -50, 50, 25)], 0.125),  # only what lies on the page counts
        ([(200, 0, 300, 50)], 0.0),
        ([(0, 0, 100, 25), (0, 0, 100, 25)], 0.5),  # overlaps count twice
        ([(0, 0, 100, 100), (0, 0, 100, 100)], 1.0),  # but never more than the page
    ],
)
def test_covered_share(boxes: list[tuple[float, ...]], share: float) -> None:
    array = np.array(boxes, np.float64).reshape(-1, 4)
    assert covered_share(array, 100, 100) == pytest.approx(share)


def test_a_page_without_area_is_no_division_by_zero() -> None:
    assert covered_share(np.array([[0.0, 0.0, 10.0, 10.0]]), 0, 0) == 0
