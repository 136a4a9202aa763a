"""Pages become grids: cells with spans, text in the cell that holds its centre."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from unit.drawing import (
    COLUMN,
    LINE,
    SIZE,
    chars,
    laid_out,
    page,
    rulings,
    text_at,
    texts,
    the_grid,
    turned,
    x_of,
    y_of,
)
from zhperf.gridlines import LatticeSettings
from zhperf.grids import BOTTOM, LEFT, RIGHT, TOP
from zhperf.pages import Chars, Page, Visibility

MERGED = """
    部门整体绩效自评表
    +--------+--------+------+
    |一级指标|三级指标|指标值|
    +--------+--------+------+
    |产出指标|创建城市|≥100  |
    |        |文明活动|      |
    |        +--------+------+
    |        |执行率  |95%   |
    +--------+--------+------+
    |满意度  |合计           |
    +--------+---------------+
    第 1 页
"""


def test_merged_cells() -> None:
    grid = the_grid(MERGED)
    assert texts(grid) == [
        ["一级指标", "三级指标", "指标值"],
        ["产出指标", "创建城市文明活动", "≥100"],
        ["产出指标", "执行率", "95%"],
        ["满意度", "合计", "合计"],
    ]
    assert [(c.row, c.column, c.row_span, c.column_span) for c in grid.cells[3:]] == [
        (1, 0, 2, 1), (1, 1, 1, 1), (1, 2, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1),
        (3, 0, 1, 1), (3, 1, 1, 2),
    ]  # fmt: skip


def test_where_cells_are() -> None:
    grid = the_grid(MERGED)
    assert grid.bbox == (x_of(0), y_of(1), x_of(25), y_of(10))
    assert grid.cells[3].bbox == (x_of(0), y_of(3), x_of(9), y_of(8))
    assert [line.text for line in grid.cells[4].lines] == ["创建城市", "文明活动"]
    assert all(cell.open_sides == 0 for cell in grid.cells)


def test_text_outside_is_kept_in_print_order() -> None:
    assert [line.text for line in laid_out(MERGED).lines] == ["部门整体绩效自评表", "第 1 页"]


def test_a_page_without_rules_has_only_text() -> None:
    layout = laid_out("第一页\n\n说明")
    assert (layout.grids, [line.text for line in layout.lines]) == ([], ["第一页", "说明"])


def test_an_empty_page() -> None:
    layout = laid_out(page())
    assert (layout.grids, layout.lines, layout.strays) == ([], [], [])


def test_lines_of_white_space_are_no_lines() -> None:
    assert laid_out(page(glyphs=text_at("   ", 100, 100))).lines == []


def test_an_empty_form_has_empty_cells() -> None:
    grid = the_grid("+----+----+\n|    |    |\n+----+----+")
    assert texts(grid) == [["", ""]]


def test_grids_come_from_top_to_bottom_then_left_to_right() -> None:
    layout = laid_out("""
        +------+   +------+
        |甲    |   |乙    |
        +------+   +------+

        +------+
        |丙    |
        +------+
    """)
    assert [grid.cells[0].text for grid in layout.grids] == ["甲", "乙", "丙"]


# --- the text of a cell -----------------------------------------------------------------

PAIR = """
    +--------+--------+
    |        |        |
    +--------+--------+
"""
BORDER = x_of(9)
ROW = y_of(1) - SIZE / 2


def pair(*pieces: tuple[str, float], glyphs_of: float = SIZE) -> list[str]:
    """Texts of two cells; each piece ends at this distance in pt from the border between."""
    glyphs = []
    for text, end in pieces:
        width = text_at(text, 0, 0, glyphs_of)[-1][1][2]
        glyphs += text_at(text, BORDER + end - width, ROW, glyphs_of)
    return texts(the_grid(page(PAIR, glyphs=glyphs)))[0]


@pytest.mark.parametrize(("shift", "cells"), [(-0.1, ["指", ""]), (0.1, ["", "指"])])
def test_a_character_belongs_to_the_cell_of_its_centre(shift: float, cells: list[str]) -> None:
    assert pair(("指", SIZE / 2 + shift)) == cells


@pytest.mark.parametrize("mark", ["，", "。", "）", "％", ";", " "])
def test_what_never_begins_a_cell_hangs_over_the_border(mark: str) -> None:
    """The text ends just before the border, the mark after it."""
    width = text_at(mark, 0, 0)[-1][1][2]
    left, right = pair(("完成" + mark, width))
    assert (left, right) == (("完成" + mark).strip(), "")


def test_a_mark_that_does_not_touch_the_text_stays_where_it_is() -> None:
    assert pair(("完成", -5), ("，", 12)) == ["完成", "，"]


def test_a_last_glyph_may_straddle_the_border() -> None:
    assert pair(("完成率", 6)) == ["完成率", ""]


def test_text_that_touches_across_the_border_stays_in_its_cells() -> None:
    assert pair(("完成", 0), ("95", 10)) == ["完成", "95"]


def test_invisible_text_is_in_no_cell() -> None:
    shown = page(MERGED)
    hidden = replace(
        shown.chars, visibility=np.full(len(shown.chars), Visibility.COVERED, np.uint8)
    )
    layout = laid_out(replace(shown, chars=hidden))
    assert {cell.text for cell in layout.grids[0].cells} == {""}
    assert layout.lines == []


def test_text_over_several_lines_of_different_length() -> None:
    grid = the_grid("""
        +----------+
        | 创建文明 |
        |   城市   |
        |    。    |
        +----------+
    """)
    assert grid.cells[0].text == "创建文明城市。"


@pytest.mark.parametrize(("room", "text"), [(0, "annualreport"), (5, "annual report")])
def test_whether_a_word_was_broken_depends_on_the_cells_width(room: int, text: str) -> None:
    """No letter had room after "annual", or several had."""
    bar = "-" * (room + 6)
    grid = the_grid(f"""
        +{bar}+
        |annual{" " * room}|
        |report{" " * room}|
        +{bar}+
    """)
    assert grid.cells[0].text == text


def test_padding_is_no_room() -> None:
    """The text begins 7.5 pt after the border, so it may only reach 7.5 pt before the other."""
    grid = the_grid("""
        +--------+
        | annual |
        | report |
        +--------+
    """)
    assert grid.cells[0].text == "annualreport"


# --- boxes that are no cells ------------------------------------------------------------


def test_a_box_inside_a_cell_is_none_of_the_grid() -> None:
    """A check box in a cell."""
    x, y = x_of(2), y_of(1) - 6
    box = rulings([(y, x, x + 12), (y + 12, x, x + 12)], [(x, y, y + 12), (x + 12, y, y + 12)])
    picture = """
        +----------------+------+
        |      是        |否    |
        |                |      |
        +----------------+------+
    """
    grid = the_grid(page(picture, rules=box))
    assert texts(grid) == [["是", "否"]]


def test_a_frame_around_the_page_is_no_table() -> None:
    frame = rulings([(20, 20, 560), (800, 20, 560)], [(20, 20, 800), (560, 20, 800)])
    layout = laid_out(page(MERGED, rules=frame))
    assert [grid.n_columns for grid in layout.grids] == [3]
    assert [line.text for line in layout.lines] == ["部门整体绩效自评表", "第 1 页"]


# --- open sides -------------------------------------------------------------------------


def test_open_top_and_bottom() -> None:
    grid = the_grid("""
        |产出指标|数量  |
        +--------+------+
        |效益指标|质量  |
    """)
    assert texts(grid) == [["产出指标", "数量"], ["效益指标", "质量"]]
    assert [cell.open_sides for cell in grid.cells] == [TOP, TOP, BOTTOM, BOTTOM]


def test_open_left_and_right() -> None:
    grid = the_grid("""
        --------+------
        产出指标|数量
        --------+------
    """)
    assert [(cell.text, cell.open_sides) for cell in grid.cells] == [
        ("产出指标", LEFT),
        ("数量", RIGHT),
    ]


def test_only_the_cell_that_is_open_is() -> None:
    grid = the_grid("""
        +--------+------+
        |产出指标|数量  |
        |        +------+
        |        |质量  |
    """)
    assert [(cell.text, cell.open_sides) for cell in grid.cells] == [
        ("产出指标", BOTTOM), ("数量", 0), ("质量", BOTTOM),
    ]  # fmt: skip


def test_the_thresholds_are_those_of_the_settings() -> None:
    """A line 6 pt above the last one: a low row, or one doubled line."""
    shown = page(PAIR, rules=rulings([(y_of(2) - 6, x_of(0), x_of(18))]))
    assert the_grid(shown, LatticeSettings(snap_tolerance=5)).n_rows == 2
    assert the_grid(shown, LatticeSettings(snap_tolerance=7)).n_rows == 1


# --- sideways pages ---------------------------------------------------------------------


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_sideways_table_reads_as_an_upright_one(angle: int) -> None:
    upright, sideways = the_grid(MERGED), the_grid(turned(page(MERGED), angle))
    assert texts(sideways) == texts(upright)
    assert sideways.angle == angle
    assert sideways.row_edges == pytest.approx(upright.row_edges)
    assert sideways.column_edges == pytest.approx(upright.column_edges)
    assert [line.text for line in laid_out(turned(page(MERGED), angle)).lines] == [
        "部门整体绩效自评表",
        "第 1 页",
    ]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_boxes_of_a_sideways_table_are_where_a_reader_sees_them(angle: int) -> None:
    shown = turned(page(MERGED), angle)
    first = the_grid(shown).cells[0]
    x0, top, x1, bottom = shown.chars.boxes[len("部门整体绩效自评表")]
    assert first.text == "一级指标"
    assert first.bbox.x0 <= x0 < x1 <= first.bbox.x1
    assert first.bbox.top <= top < bottom <= first.bbox.bottom


@pytest.mark.parametrize("angle", [90, 270])
def test_lines_outside_a_sideways_table_know_their_place(angle: int) -> None:
    shown = turned(page(MERGED), angle)
    title = laid_out(shown).lines[0]
    boxes = shown.chars.boxes[: len(title.text)]
    assert title.displayed == pytest.approx(
        (boxes[:, 0].min(), boxes[:, 1].min(), boxes[:, 2].max(), boxes[:, 3].max())
    )


def with_chars(shown: Page, more: Chars) -> Page:
    """The page with more characters, in whatever direction."""
    old = shown.chars
    return replace(
        shown,
        chars=replace(
            old,
            codes=np.concatenate([old.codes, more.codes]),
            boxes=np.concatenate([old.boxes, more.boxes]),
            sizes=np.concatenate([old.sizes, more.sizes]),
            angles=np.concatenate([old.angles, more.angles]),
            font_indexes=np.concatenate([old.font_indexes, more.font_indexes]),
            visibility=np.concatenate([old.visibility, more.visibility]),
            runs=np.concatenate([old.runs, more.runs + len(old)]),
        ),
    )


TALL = """
    +----+--------+------+
    |    |三级指标|指标值|
    |    +--------+------+
    |    |执行率  |95%   |
    |    +--------+------+
    |    |城市活动|100   |
    +----+--------+------+
"""


@pytest.mark.parametrize("angle", [90, 270])
def test_text_turned_in_its_cell_reads_in_its_direction(angle: int) -> None:
    """Glyphs stand above each other, the first at the bottom (90) or at the top (270)."""
    x, order = x_of(2), range(4) if angle == 270 else range(3, -1, -1)
    glyphs = [
        (letter, (x, y_of(1) + SIZE * place, x + SIZE, y_of(1) + SIZE * (place + 1)))
        for letter, place in zip("产出指标", order, strict=True)
    ]
    grid = the_grid(with_chars(page(TALL), chars(glyphs, angle=angle)))
    assert texts(grid) == [
        ["产出指标", "三级指标", "指标值"],
        ["产出指标", "执行率", "95%"],
        ["产出指标", "城市活动", "100"],
    ]


def test_stacked_text_reads_downwards() -> None:
    glyphs = [
        (letter, (x_of(2), y_of(1) + LINE * row, x_of(2) + 2 * COLUMN, y_of(1) + LINE * row + SIZE))
        for row, letter in enumerate("产出指标")
    ]
    assert the_grid(page(TALL, glyphs=glyphs)).cells[0].text == "产出指标"


def test_hidden_text_does_not_turn_the_page() -> None:
    hidden = chars(text_at("甲" * 200, 0, 700), angle=90, visibility=Visibility.COVERED)
    grid = the_grid(with_chars(page(MERGED), hidden))
    assert grid.angle == 0
    assert texts(grid) == texts(the_grid(MERGED))


# --- watermarks -------------------------------------------------------------------------


def test_slanted_text_is_in_no_cell_but_is_known() -> None:
    mark = chars(text_at("内部资料", x_of(2), y_of(4)), angle=45)
    layout = laid_out(with_chars(page(MERGED), mark))
    assert texts(layout.grids[0]) == texts(the_grid(MERGED))
    assert [stray.text for stray in layout.strays] == ["内部资料"]
    assert layout.strays[0].bbox == (x_of(2), y_of(4), x_of(2) + 4 * SIZE, y_of(4) + SIZE)


@pytest.mark.parametrize(("x", "y"), [(300, 500), (x_of(28), y_of(4)), (x_of(2), y_of(14))])
def test_slanted_text_beside_the_grid_is_none_of_its_business(x: float, y: float) -> None:
    mark = chars(text_at("内部资料", x, y), angle=45)
    layout = laid_out(with_chars(page(MERGED), mark))
    assert layout.strays == []
