"""Pieces of rules become grid lines and cells."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from unit.drawing import page, rulings
from zhperf.gridlines import (
    Edges,
    GridLines,
    LatticeSettings,
    bounding_boxes,
    connected_tables,
    find_cells,
    grid_edges,
    whole_lines,
)

SETTINGS = LatticeSettings()
EPSILON = 0.01
"""pt."""
JUST_INSIDE, JUST_OUTSIDE = -EPSILON, EPSILON
Piece = Sequence[float]
"""Position, start, end in pt."""


def lines(*pieces: Piece) -> GridLines:
    """Whole lines of horizontal pieces."""
    return whole_lines(rulings(across=pieces).horizontal, SETTINGS)


def extents(*pieces: Piece) -> list[tuple[float, float]]:
    """Start and end of each whole line."""
    found = lines(*pieces)
    return list(zip(found.starts.tolist(), found.ends.tolist(), strict=True))


def edges_of(across: Sequence[Piece], down: Sequence[Piece]) -> Edges:
    """Edges of the only table."""
    (table,) = connected_tables(rulings(across, down), SETTINGS)
    edges = grid_edges(table, SETTINGS)
    assert edges is not None
    return edges


def count_tables(across: Sequence[Piece], down: Sequence[Piece]) -> int:
    return len(connected_tables(rulings(across, down), SETTINGS))


# --- snapping ---------------------------------------------------------------------------


def test_doubled_lines_are_one_between_them() -> None:
    found = lines((100, 0, 200), (102, 0, 200))
    assert len(found.positions) == 1
    assert found.positions[0] == pytest.approx(101)


@pytest.mark.parametrize(("excess", "count"), [(JUST_INSIDE, 1), (JUST_OUTSIDE, 2)])
def test_snap_tolerance(excess: float, count: int) -> None:
    found = lines((100, 0, 200), (100 + SETTINGS.snap_tolerance + excess, 0, 200))
    assert len(found.positions) == count


def test_lines_of_one_cluster_that_do_not_meet_keep_their_ends() -> None:
    found = lines((100, 0, 80), (101, 120, 200))
    assert found.clusters.tolist() == [0, 0]
    assert list(zip(found.starts, found.ends, strict=True)) == [(0, 80), (120, 200)]


def test_the_longer_piece_says_where_a_line_lies() -> None:
    assert lines((100, 0, 300), (102, 0, 10)).positions[0] == pytest.approx(100, abs=0.1)


# --- gaps -------------------------------------------------------------------------------


@pytest.mark.parametrize(("excess", "count"), [(JUST_INSIDE, 1), (JUST_OUTSIDE, 2)])
def test_gap_between_long_pieces(excess: float, count: int) -> None:
    start = 100 + SETTINGS.joint_gap + excess
    assert len(extents((50, 0, 100), (50, start, start + 100))) == count


@pytest.mark.parametrize(("excess", "count"), [(JUST_INSIDE, 1), (JUST_OUTSIDE, 3)])
def test_gap_between_dashes(excess: float, count: int) -> None:
    length, gap = SETTINGS.dash_length, SETTINGS.dash_gap + excess
    dashes = [(50, start, start + length) for start in (0, length + gap, 2 * (length + gap))]
    assert len(extents(*dashes)) == count


def test_pieces_longer_than_a_dash_are_no_dashes() -> None:
    length, gap = SETTINGS.dash_length + EPSILON, SETTINGS.dash_gap
    assert len(extents((50, 0, length), (50, length + gap, 2 * length + gap))) == 2


def test_a_dash_beside_a_long_piece_is_at_a_joint() -> None:
    gap = (SETTINGS.joint_gap + SETTINGS.dash_gap) / 2
    assert len(extents((50, 0, 100), (50, 100 + gap, 110 + gap))) == 2


def test_overlapping_pieces_in_any_order() -> None:
    assert extents((50, 60, 200), (50, 0, 100), (50, 20, 40)) == [(0, 200)]


@pytest.mark.parametrize(("excess", "count"), [(JUST_INSIDE, 0), (JUST_OUTSIDE, 1)])
def test_shortest_line(excess: float, count: int) -> None:
    assert len(extents((50, 0, SETTINGS.min_line_length + excess))) == count


# --- dots -------------------------------------------------------------------------------


def dots(position: float, count: int, length: float = 1.0, gap: float = 1.0) -> list[Piece]:
    step = length + gap
    return [(position, index * step, index * step + length) for index in range(count)]


def test_a_row_of_dots_is_a_line() -> None:
    assert extents(*dots(50, 20)) == [(0, 39)]


def test_a_few_dots_are_no_line() -> None:
    assert extents(*dots(50, 5)) == []


def test_dots_of_vertical_lines_make_no_horizontal_one() -> None:
    """Squares count both ways; one from each of many columns do not stand in a row."""
    assert extents(*[(50, x, x + 1) for x in (0, 80, 160, 240)]) == []


@pytest.mark.parametrize(("excess", "count"), [(JUST_INSIDE, 1), (JUST_OUTSIDE, 0)])
def test_dots_of_one_line_lie_on_one_position(excess: float, count: int) -> None:
    away = 50 + SETTINGS.dot_tolerance + excess
    row = [dot if index % 2 else (away, *dot[1:]) for index, dot in enumerate(dots(50, 7))]
    # Between all dots the gaps are those of dashes, between every second one they are wider.
    sparse = [(p, start * 3, start * 3 + 1) for p, start, _ in row]
    assert len(extents(*sparse)) == count


# --- tables -----------------------------------------------------------------------------

BOX = [(0, 0, 100), (50, 0, 100)]
"""Two horizontal lines."""


def test_lines_that_cross_are_one_table() -> None:
    assert count_tables(BOX, [(0, 0, 50), (100, 0, 50)]) == 1


def test_two_tables_side_by_side() -> None:
    right = [(position, 150, 250) for position, _, _ in BOX]
    assert count_tables([*BOX, *right], [(0, 0, 50), (100, 0, 50), (150, 0, 50), (250, 0, 50)]) == 2


def test_a_table_is_one_through_any_chain_of_lines() -> None:
    """A staircase: each line only meets the next."""
    across = [(10 * i, 10 * i, 10 * i + 10) for i in range(10)]
    down = [(10 * i + 10, 10 * i, 10 * i + 10) for i in range(10)]
    assert count_tables(across, down) == 1


@pytest.mark.parametrize(("excess", "count"), [(JUST_INSIDE, 1), (JUST_OUTSIDE, 0)])
def test_lines_that_nearly_meet(excess: float, count: int) -> None:
    gap = SETTINGS.joint_gap + excess
    across = [(position, gap, 100 - gap) for position, _, _ in BOX]
    assert count_tables(across, [(0, 0, 50), (100, 0, 50)]) == count


def test_a_rule_of_the_page_header_is_in_no_table() -> None:
    (table,) = connected_tables(
        rulings([(-60, 0, 100), *BOX], [(0, 0, 50), (100, 0, 50)]), SETTINGS
    )
    assert table.horizontal.positions.tolist() == [0, 50]


@pytest.mark.parametrize(("across", "down"), [([], []), (BOX, []), ([], BOX), (BOX[:1], BOX[:1])])
def test_no_table(across: list[Piece], down: list[Piece]) -> None:
    assert count_tables(across, down) == 0


@pytest.mark.parametrize(("excess", "columns"), [(-EPSILON, [0, 100, 200]), (EPSILON, [100, 200])])
def test_a_border_that_meets_nothing_belongs_to_the_table_beside_it(
    excess: float, columns: list[float]
) -> None:
    """In the middle of a cell that goes on from the page before to the one after."""
    begin = 300 + SETTINGS.snap_tolerance + excess
    edges = edges_of(
        [(330, 100, 200), (360, 100, 200)], [(0, begin, 400), (100, 300, 400), (200, 300, 400)]
    )
    assert edges.columns.tolist() == columns


# --- edges ------------------------------------------------------------------------------


@pytest.mark.parametrize(("excess", "drawn"), [(JUST_INSIDE, True), (JUST_OUTSIDE, False)])
def test_an_edge_may_end_before_its_crossing(excess: float, drawn: bool) -> None:
    end = 100 - SETTINGS.max_end_gap - excess
    edges = edges_of(
        [(0, 0, 200), (50, 0, end), (100, 0, 200)], [(x, 0, 100) for x in (0, 100, 200)]
    )
    assert (edges.rows.tolist() == [0, 50, 100]) is drawn
    if drawn:
        assert edges.across[1].tolist() == [True, False]


def test_a_line_that_bounds_no_cell_is_no_grid_line() -> None:
    edges = edges_of(
        [(0, 0, 200), (50, 0, 40), (100, 0, 200)], [(x, 0, 100) for x in (0, 100, 200)]
    )
    assert edges.rows.tolist() == [0, 100]


FRAME_X = (0.0, 100.0, 200.0)


def columns_to(bottom: float, *ends: float) -> list[Piece]:
    """Three vertical lines: each to its end, or all to the bottom."""
    return [(x, 0, end) for x, end in zip(FRAME_X, ends or (bottom,) * 3, strict=True)]


ROWS = [(0, 0, 200), (50, 0, 200)]


@pytest.mark.parametrize(("excess", "rows"), [(-EPSILON, [0, 50]), (EPSILON, None)])
def test_a_border_is_missing_where_two_lines_run_beyond_the_last(
    excess: float, rows: list[float] | None
) -> None:
    end = 50 + SETTINGS.snap_tolerance + excess
    edges = edges_of(ROWS, columns_to(0, end, end, 50))
    assert edges.rows.tolist() == (rows or [0, 50, end])


def test_an_open_border_is_not_drawn() -> None:
    edges = edges_of(ROWS, columns_to(90))
    assert edges.rows.tolist() == [0, 50, 90]
    assert edges.across[:, 0].tolist() == [True, True, False]


@pytest.mark.parametrize(("excess", "open_"), [(-EPSILON, False), (EPSILON, True)])
def test_one_line_must_run_on_for_a_row(excess: float, open_: bool) -> None:
    end = 50 + SETTINGS.min_open_extent + excess
    edges = edges_of(ROWS, columns_to(0, 50, end, 50))
    assert edges.rows.tolist() == ([0, 50, end] if open_ else [0, 50])


@pytest.mark.parametrize(("excess", "open_"), [(-EPSILON, False), (EPSILON, True)])
def test_the_same_above_the_first(excess: float, open_: bool) -> None:
    start = 100 - SETTINGS.min_open_extent - excess
    edges = edges_of(
        [(100, 0, 200), (150, 0, 200)], [(0, 100, 150), (100, start, 150), (200, 100, 150)]
    )
    assert edges.rows.tolist() == ([start, 100, 150] if open_ else [100, 150])


@pytest.mark.parametrize(("excess", "agreed"), [(-EPSILON, True), (EPSILON, False)])
def test_two_ends_agree_within_the_tolerance(excess: float, agreed: bool) -> None:
    far = 90 + SETTINGS.snap_tolerance + excess
    edges = edges_of(ROWS, columns_to(0, 90, far, 50))
    assert len(edges.rows) == (3 if agreed else 2)
    if agreed:
        assert edges.rows[-1] == far


@pytest.mark.parametrize("side", ["top", "left", "right"])
def test_the_other_borders_may_be_missing_too(side: str) -> None:
    across: dict[str, list[Piece]] = {
        "top": [(50, 0, 200), (100, 0, 200)],
        "left": [(0, -40, 200), (100, -40, 200)],
        "right": [(0, 0, 240), (100, 0, 240)],
    }
    edges = edges_of(across[side], [(x, 0, 100) for x in FRAME_X])
    if side == "top":
        assert edges.rows.tolist() == [0, 50, 100]
        assert edges.across[:, 0].tolist() == [False, True, True]
    else:
        assert edges.columns.tolist() == {"left": [-40, *FRAME_X], "right": [*FRAME_X, 240]}[side]
        assert edges.down[0].tolist() == [side != "left", True, True, side != "right"]


# --- cells ------------------------------------------------------------------------------


def cells(across: Sequence[str], down: Sequence[str]) -> list[tuple[int, ...]]:
    """Row, column, spans of the cells; `#` is a drawn edge, `.` none."""
    edges = Edges(
        np.arange(len(across), dtype=np.float64),
        np.arange(len(down[0]), dtype=np.float64),
        np.array([[mark == "#" for mark in row] for row in across]),
        np.array([[mark == "#" for mark in row] for row in down]),
    )
    found = find_cells(edges)
    covered = np.zeros(found.numbers.shape, int)
    for number, (row, column, row_span, column_span) in enumerate(found.spans.tolist()):
        covered[row : row + row_span, column : column + column_span] += 1
        part = found.numbers[row : row + row_span, column : column + column_span]
        assert (part == number).all()
    assert (covered == 1).all()
    return [tuple(span) for span in found.spans.tolist()]


def test_cells_of_a_full_grid() -> None:
    assert cells(["##", "##", "##"], ["###", "###"]) == [
        (0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1),
    ]  # fmt: skip


def test_cells_that_span() -> None:
    assert cells(["###", ".##", "###"], ["##.#", "####"]) == [
        (0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1),
    ]  # fmt: skip


def test_one_cell_when_nothing_is_drawn_inside() -> None:
    assert cells(["##", "..", "##"], ["#.#", "#.#"]) == [(0, 0, 2, 2)]


def test_missing_outer_edges_still_bound_the_cells() -> None:
    assert cells(["..", "##", ".."], [".#.", ".#."]) == [
        (0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1),
    ]  # fmt: skip


def test_an_area_that_is_no_rectangle_is_cut() -> None:
    """An L: the lower left corner has a cell of its own, the rest is cut, the upper part wide."""
    assert cells(["##", "#.", "##"], ["#.#", "###"]) == [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)]


def test_a_pinwheel_has_five_cells() -> None:
    found = cells(["###", "##.", ".##", "###"], ["#.##", "####", "##.#"])
    assert found == [(0, 0, 1, 2), (0, 2, 2, 1), (1, 0, 2, 1), (1, 1, 1, 1), (2, 1, 1, 2)]


def test_boxes_of_cells() -> None:
    edges = edges_of([(0, 0, 200), (50, 100, 200), (90, 0, 200)], [(x, 0, 90) for x in FRAME_X])
    spans = find_cells(edges).spans
    assert bounding_boxes(edges, spans).tolist() == [
        [0, 0, 100, 90], [100, 0, 200, 50], [100, 50, 200, 90],
    ]  # fmt: skip


def test_a_page_without_rules_has_no_table() -> None:
    assert connected_tables(page().rulings, SETTINGS) == []


def test_patches_at_corners_close_a_line() -> None:
    """A browser drew the ends of borders of different rows as patches 2 to 3 pt wide."""
    pieces = np.array(
        [
            [490.88, 246.0, 273.0, 0.75],
            [490.88, 273.0, 275.25, 0.75],
            [490.88, 275.25, 278.25, 0.75],
            [490.88, 278.25, 320.25, 0.75],
        ]
    )
    lines = whole_lines(pieces, LatticeSettings())
    assert [*zip(lines.starts.tolist(), lines.ends.tolist(), strict=True)] == [(246.0, 320.25)]


def test_dots_of_a_line_across_are_no_part_of_a_line() -> None:
    """A dotted line that crosses has one dot on the height of each line, and no gap to close."""
    pieces = np.array([[100.0, 0.0, 50.0, 0.5], [100.0, 80.0, 81.0, 0.5], [102.0, 80.0, 81.0, 0.5]])
    lines = whole_lines(pieces, LatticeSettings())
    assert [*zip(lines.starts.tolist(), lines.ends.tolist(), strict=True)] == [(0.0, 50.0)]


# --- slivers ----------------------------------------------------------------------------


def _cut_at_a_page(end: float, *, upward: bool = False) -> Edges:
    """Two rows and two columns; the box at the left ends before the first row does.

    Args:
        end: pt by which it does.
        upward: The same upside down, as at the end of a page.
    """
    low = 20 - end
    across = [(0, 0, 100), (low, 0, 50), (20, 0, 100), (40, 0, 100)]
    if upward:
        across = [(40 - y, start, stop) for y, start, stop in across]
    return edges_of(across, [(0, 0, 40), (50, 0, 40), (100, 0, 40)])


@pytest.mark.parametrize("upward", [False, True])
def test_a_merged_cell_drawn_short_of_its_row_makes_no_row_of_its_own(upward: bool) -> None:
    """A browser cut a level cell at the page's end: the indicator beside it was lost."""
    edges = _cut_at_a_page(4.1, upward=upward)
    assert edges.rows.tolist() == [0, 20, 40]
    assert len(find_cells(edges).spans) == 4


def test_a_strip_that_can_hold_text_is_a_row() -> None:
    height = SETTINGS.min_row_height
    assert len(_cut_at_a_page(height + JUST_INSIDE).rows) == 3
    assert len(_cut_at_a_page(height + EPSILON).rows) == 4


def test_a_low_strip_across_the_whole_table_stays() -> None:
    edges = edges_of(
        [(0, 0, 100), (20, 0, 100), (24.1, 0, 100), (44, 0, 100)],
        [(0, 0, 44), (50, 0, 44), (100, 0, 44)],
    )
    assert len(edges.rows) == 4
