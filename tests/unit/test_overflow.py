"""Text of a cut cell that is printed under the table."""

from __future__ import annotations

import pytest

from unit.drawing import SIZE, Glyph, laid_out, page, text_at, texts, x_of, y_of
from zhperf.overflow import _ALIGNMENT, _MAX_GAP

PICTURE = """
    +----------+----------+
    |年初目标  |  城市    |
    |创建文明  |          |
    +----------+----------+
"""
EPSILON = 0.01
X, BOTTOM = x_of(0.5), y_of(2) + SIZE / 2
"""Left edge and bottom of the last line of the left cell; its rule is 7 pt below."""
GAP = 4.0
"""pt: white between its lines, as a browser sets them."""


def under(*glyphs: Glyph) -> tuple[list[str], list[str]]:
    """Texts of the last row, and the lines that remain outside."""
    layout = laid_out(page(PICTURE, glyphs=glyphs))
    (grid,) = layout.grids
    return texts(grid)[-1], [line.text for line in layout.lines]


def taken(*glyphs: Glyph) -> bool:
    """Whether the left cell takes the text."""
    (left, right), outside = under(*glyphs)
    assert right == "城市"
    assert (left == "年初目标创建文明") == bool(outside)
    return not outside


def below(text: str, gap: float = GAP, x: float = X, size: float = SIZE) -> list[Glyph]:
    return text_at(text, x, BOTTOM + gap, size)


def test_a_line_that_continues_a_cell_belongs_to_it() -> None:
    assert under(*below("城市活动")) == (["年初目标创建文明城市活动", "城市"], [])


def test_more_lines() -> None:
    second = text_at("经费", X, BOTTOM + 2 * GAP + SIZE)
    assert under(*below("城市活动"), *second)[0][0] == "年初目标创建文明城市活动经费"


def test_a_line_under_a_wider_gap_ends_it() -> None:
    note = text_at("备注", X, BOTTOM + GAP + SIZE + _MAX_GAP * SIZE + EPSILON)
    assert under(*below("城市活动"), *note) == (["年初目标创建文明城市活动", "城市"], ["备注"])


@pytest.mark.parametrize(("excess", "joined"), [(-EPSILON, True), (EPSILON, False)])
def test_the_distance_is_that_of_lines(excess: float, joined: bool) -> None:
    assert taken(*below("城市活动", _MAX_GAP * SIZE + excess)) is joined


@pytest.mark.parametrize(("excess", "joined"), [(-EPSILON, True), (EPSILON, False)])
def test_the_line_begins_where_the_others_do(excess: float, joined: bool) -> None:
    assert taken(*below("城市活", x=X + _ALIGNMENT + excess)) is joined


def test_or_it_is_centred_as_they_are() -> None:
    assert taken(*below("城市", x=X + SIZE))


def test_a_note_in_another_size_is_no_part_of_it() -> None:
    assert not taken(*below("备注", size=0.8 * SIZE))


def test_a_note_under_an_empty_cell_is_no_part_of_it() -> None:
    picture = """
        +----------+----------+
        |          |  城市    |
        +----------+----------+
    """
    note = text_at("备注", X, y_of(2) + 1)
    layout = laid_out(page(picture, glyphs=note))
    assert texts(layout.grids[0]) == [["", "城市"]]
    assert [line.text for line in layout.lines] == ["备注"]


def test_two_cells_that_run_on() -> None:
    picture = """
        +----------+----------+
        |年初目标  |实际完成  |
        +----------+----------+
    """
    y = y_of(1) + SIZE / 2 + GAP
    glyphs = [*text_at("创建", X, y), *text_at("城市", x_of(11.5), y)]
    assert texts(laid_out(page(picture, glyphs=glyphs)).grids[0]) == [
        ["年初目标创建", "实际完成城市"]
    ]


def test_text_beside_the_columns_stays_outside() -> None:
    assert under(*below("第三页", x=X - 100))[1] == ["第三页"]


def test_only_the_last_row_runs_on() -> None:
    """A line between two tables belongs to the upper one's last row at most."""
    layout = laid_out(page(PICTURE, glyphs=below("城市活动", gap=40)))
    assert [line.text for line in layout.lines] == ["城市活动"]
