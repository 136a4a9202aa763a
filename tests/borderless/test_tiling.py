"""Which rows a label stands for: only what is certain."""

from __future__ import annotations

from zhperf.borderless.tiling import Label, Rows, TilingSettings, spread

SIZE = 10.0


def rows(count: int, height: float = 20.0) -> Rows:
    """Rows of one line each, in their middle."""
    tops = [index * height + (height - SIZE) / 2 for index in range(count)]
    return Rows(
        tuple(index * height for index in range(count + 1)),
        tuple(tops),
        tuple(top + SIZE for top in tops),
        tuple(top + SIZE / 2 for top in tops),
    )


def label(middle: float) -> Label:
    return Label(middle - SIZE / 2, middle + SIZE / 2, middle)


def spans(labels: list[Label], count: int, blocks: list[tuple[int, int]]) -> list[object]:
    ways = spread(labels, rows(count), blocks, SIZE, TilingSettings())
    return [[span for span, _ in way] for way in ways]


def test_labels_in_the_middle_of_their_rows() -> None:
    assert spans([label(30), label(80)], 5, [(0, 5)]) == [[(0, 3), (3, 5)]]


def test_labels_level_with_their_first_row() -> None:
    assert spans([label(10), label(70)], 5, [(0, 5)]) == [[(0, 3), (3, 5)]]


def test_no_label_stands_for_rows_of_two_cells_to_the_left() -> None:
    assert spans([label(20), label(70)], 5, [(0, 2), (2, 5)]) == [[(0, 2), (2, 5)]]


def test_a_cell_without_a_label() -> None:
    ways = spread([label(20)], rows(3), [(0, 2), (2, 3)], SIZE, TilingSettings())
    assert ways == [(((0, 2), label(20)), ((2, 3), None))]


def test_a_label_that_is_nowhere_in_the_middle_fits_no_way() -> None:
    assert spans([label(25), label(75)], 5, [(0, 5)]) == []


def test_middle_of_one_reading_and_top_of_another_are_two_ways() -> None:
    """High rows: the second label is level with the second row and in the middle of the last."""
    uneven = Rows((0, 20, 40, 100), (5, 25, 45), (15, 35, 95), (10, 30, 50))
    labels = [label(10), label(50)]
    ways = spread(labels, uneven, [(0, 3)], SIZE, TilingSettings())
    assert [[span for span, _ in way] for way in ways] == [[(0, 2), (2, 3)]]
    higher = uneven._replace(edges=(0, 20, 40, 80))
    ways = spread(labels, higher, [(0, 3)], SIZE, TilingSettings())
    assert len(ways) == 2
