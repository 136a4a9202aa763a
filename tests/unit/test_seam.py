"""The row before a page break and the row after it: one row, or two?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from unit.drawing import joined, rows
from unit.forms import HEADER, first, picture
from zhperf.grids import LogicalCell, LogicalTable
from zhperf.seam import SeamSettings
from zhperf.stitch import StitchSettings

SEAM = SeamSettings()
EPSILON = 0.01
LINE_BELOW = "|        |        |文明活动|      |"


def body(*pages: str, seam: SeamSettings = SEAM) -> list[list[str]]:
    """Rows under the header."""
    return rows(joined(*pages, settings=StitchSettings(seam=seam)))[1:]


def indicator(table: LogicalTable, row: int = 1) -> LogicalCell:
    """The cell of 三级指标 in a row."""
    return table.rows[row][2]


def after(last: str, next_: str, *, seam: SeamSettings = SEAM) -> list[list[str]]:
    """Rows under the header, of a form with a break between these two lines."""
    return body(first(last, "-"), picture("-", next_, "-"), seam=seam)


# --- the rest of a row ------------------------------------------------------------------


def test_a_full_line_goes_on_after_the_break() -> None:
    table = joined(first("|创建活动|产出指标|创建城市|100   |", "-"), picture("-", LINE_BELOW, "-"))
    assert rows(table)[1:] == [["创建活动", "产出指标", "创建城市文明活动", "100"]]
    cell = indicator(table)
    assert [region.page for region in cell.regions] == [1, 2]
    assert [(repair.kind, repair.detail) for repair in cell.repairs] == [
        ("joined-over-page-break", "p1|p2: 创建城市|文明活动")
    ]


def test_a_single_full_line_could_be_read_in_two_ways() -> None:
    table = joined(first("|创建活动|产出指标|创建城市|100   |", "-"), picture("-", LINE_BELOW, "-"))
    assert [(doubt.region.page, doubt.detail) for doubt in table.doubts] == [
        (2, "创建城市|文明活动")
    ]


def test_wrapped_lines_leave_no_doubt() -> None:
    table = joined(
        first(
            "|创建活动|产出指标|创建城市|100   |",
            "|        |        |文明活动|      |",
            "-",
        ),
        picture("-", "|        |        |抽样调查|      |", "-"),
    )
    assert rows(table)[1:] == [["创建活动", "产出指标", "创建城市文明活动抽样调查", "100"]]
    assert table.doubts == []


def test_several_cells_of_a_row_go_on() -> None:
    assert body(
        first("|创建活动|产出指标|创建城市|100次每|", "-"),
        picture("-", "|        |        |文明活动|季度  |", "-"),
    ) == [["创建活动", "产出指标", "创建城市文明活动", "100次每季度"]]


def test_a_cell_goes_on_over_three_pages() -> None:
    table = joined(
        first("|创建活动|产出指标|创建城市|100   |", "-"),
        picture("-", LINE_BELOW, "-"),
        picture("-", "|        |        |抽样调查|      |", "-"),
    )
    assert rows(table)[1:] == [["创建活动", "产出指标", "创建城市文明活动抽样调查", "100"]]
    assert [region.page for region in indicator(table).regions] == [1, 2, 3]


# --- a new row --------------------------------------------------------------------------


def test_a_row_with_all_its_texts_is_new() -> None:
    last, next_ = "|创建活动|产出指标|创建城市|100   |", "|文明活动|效益指标|文明活动|95%   |"
    assert after(last, next_) == [
        ["创建活动", "产出指标", "创建城市", "100"],
        ["文明活动", "效益指标", "文明活动", "95%"],
    ]


def test_after_a_short_line_a_row_is_new() -> None:
    """Its only text is 三级指标: the columns before are merged, the others empty."""
    assert after("|创建活动|产出指标|执行    |100   |", LINE_BELOW) == [
        ["创建活动", "产出指标", "执行", "100"],
        ["创建活动", "产出指标", "文明活动", ""],
    ]


@pytest.mark.parametrize("word", ["数量指标", "质量", "定性", "无偏差", "95%", "≥100"])
def test_a_complete_word_begins_a_row_even_after_a_full_line(word: str) -> None:
    below = f"|        |        |{word}{' ' * (8 - sum(1 + (c > 'ÿ') for c in word))}|      |"
    below = below.replace("≥100 ", "≥100  ") if word == "≥100" else below
    assert after("|创建活动|产出指标|创建城市|100   |", below)[1][2] == word


def test_one_new_text_makes_the_row_new() -> None:
    """三级指标 could go on, 指标值 cannot."""
    assert after("|创建活动|产出指标|创建城市|100   |", "|        |        |文明活动|95%   |") == [
        ["创建活动", "产出指标", "创建城市", "100"],
        ["创建活动", "产出指标", "文明活动", "95%"],
    ]


@pytest.mark.parametrize(("excess", "count"), [(EPSILON, 1), (-EPSILON, 2)])
def test_how_full_a_line_must_be(excess: float, count: int) -> None:
    """Two glyphs of four are printed: after the next one, a whole glyph remains free."""
    seam = replace(SEAM, full_line_slack=1 + excess)
    found = after("|创建活动|产出指标|创建    |100   |", LINE_BELOW, seam=seam)
    assert len(found) == count


@pytest.mark.parametrize(("excess", "count"), [(EPSILON, 1), (-EPSILON, 2)])
@pytest.mark.parametrize("field", ["max_lines_held_back", "bottom_padding"])
def test_how_near_to_the_cells_bottom_a_text_must_end(
    field: str, excess: float, count: int
) -> None:
    """19 pt remain under two lines with a pitch of 12 pt."""
    held_back, padding = (15 / 12, 4.0)
    settings = {"max_lines_held_back": held_back, "bottom_padding": padding}
    settings[field] += excess
    upper = first(
        "|创建活动|产出指标|创建城市|100   |",
        "|        |        |文明活动|      |",
        "|        |        |        |      |",
        "-",
    )
    lower = picture("-", "|        |        |抽样调查|      |", "-")
    assert len(body(upper, lower, seam=replace(SEAM, **settings))) == count


def test_a_text_that_ends_high_above_its_cells_bottom_is_complete() -> None:
    upper = first(
        "|创建活动|产出指标|创建城市|季度  |",
        "|        |        |        |检查  |",
        "|        |        |        |报告  |",
        "|        |        |        |编制  |",
        "|        |        |        |次数  |",
        "-",
    )
    assert body(upper, picture("-", LINE_BELOW, "-"))[1:] == [
        ["创建活动", "产出指标", "文明活动", ""]
    ]


def test_a_row_that_names_nothing_is_the_rest_of_the_row_before() -> None:
    """Even after a short line: a paragraph ended there."""
    assert after("|创建活动|产出指标|执行    |季度  |", "|        |        |        |报告  |") == [
        ["创建活动", "产出指标", "执行", "季度报告"]
    ]


def test_a_row_with_only_a_complete_value_is_new() -> None:
    assert (
        len(after("|创建活动|产出指标|执行    |季度  |", "|        |        |        |95%   |"))
        == 2
    )


# --- lines that are full although a glyph more had room ---------------------------------


def one_row(last: str, next_: str) -> bool:
    """Whether these texts of 三级指标 are one, in a cell of four glyphs' width."""
    bar = f"|创建活动|产出指标|{last}|100   |"
    return len(after(bar, f"|        |        |{next_}|      |")) == 1


def test_a_mark_that_must_not_begin_a_line_takes_the_glyph_before_it_along() -> None:
    assert one_row("创建    ", "市，文明")
    assert not one_row("创建    ", "市文明，")


def test_several_marks() -> None:
    assert one_row("创      ", "市）。文")
    assert not one_row("创      ", "市文）。")


def test_a_bracket_that_must_not_end_a_line_stays_with_the_glyph_after_it() -> None:
    """Half a glyph more than one is free; "（抽" needs two."""
    assert one_row("创建5   ", "（抽样）")
    assert not one_row("创建5   ", "抽（样）")


def test_a_latin_word_is_not_broken() -> None:
    assert one_row("创建    ", "software")
    assert one_row("创建    ", "1000余次")
    assert not one_row("创建    ", "5年以上 ")


# --- cuts that are left open ------------------------------------------------------------

SHORT = "|创建活动|产出指标|执行    |100   |"
OPEN_BELOW = "|        |        |文明活动|      |"


def test_a_cut_left_open_joins_even_a_short_line() -> None:
    assert body(first(SHORT), picture(OPEN_BELOW, "-")) == [
        ["创建活动", "产出指标", "执行文明活动", "100"]
    ]


def test_a_cut_left_open_leaves_no_doubt() -> None:
    table = joined(first("|创建活动|产出指标|创建城市|100   |"), picture(LINE_BELOW, "-"))
    assert rows(table)[1:] == [["创建活动", "产出指标", "创建城市文明活动", "100"]]
    assert table.doubts == []


@pytest.mark.parametrize("open_side", ["above", "below"])
def test_a_side_that_is_open_on_one_page_only_is_no_cut(open_side: str) -> None:
    upper = first(SHORT) if open_side == "above" else first(SHORT, "-")
    lower = picture(OPEN_BELOW, "-") if open_side == "below" else picture("-", OPEN_BELOW, "-")
    assert len(body(upper, lower)) == 2


def test_a_repeated_header_closes_the_lower_part() -> None:
    assert body(first(SHORT), picture("-", HEADER, "-", OPEN_BELOW, "-")) == [
        ["创建活动", "产出指标", "执行文明活动", "100"]
    ]


def test_where_the_frame_is_missing_everywhere_an_open_side_is_no_cut() -> None:
    unframed = picture(HEADER, "-", SHORT)
    assert rows(joined(unframed, picture(OPEN_BELOW, "-")))[1:] == [
        ["创建活动", "产出指标", "执行", "100"],
        ["创建活动", "产出指标", "文明活动", ""],
    ]


# --- merged cells -----------------------------------------------------------------------


def test_merged_cells_with_one_row_on_each_side_of_the_break() -> None:
    table = joined(
        first("|创建活动|产出指标|执行率  |95%   |", "-"),
        picture("-", "|        |        |居民满意|100   |", "-"),
    )
    assert rows(table)[1:] == [
        ["创建活动", "产出指标", "执行率", "95%"],
        ["创建活动", "产出指标", "居民满意", "100"],
    ]
    assert table.rows[1][0] is table.rows[2][0]
    assert [region.page for region in table.rows[1][0].regions] == [1, 2]
    assert table.rows[1][0].repairs == []


def test_merged_cells_with_many_rows() -> None:
    upper = first(
        "|创建活动|产出指标|执行率  |95%   |",
        "|        |        +--------+------+",
        "|        |        |完成率  |98%   |",
        "-",
    )
    lower = picture(
        "-",
        "|        |        |居民满意|100   |",
        "|        +--------+--------+------+",
        "|        |效益指标|就业人数|20    |",
        "-",
    )
    assert body(upper, lower) == [
        ["创建活动", "产出指标", "执行率", "95%"],
        ["创建活动", "产出指标", "完成率", "98%"],
        ["创建活动", "产出指标", "居民满意", "100"],
        ["创建活动", "效益指标", "就业人数", "20"],
    ]


def test_a_merged_label_printed_in_both_parts_counts_once() -> None:
    table = joined(
        first("|创建活动|产出指标|执行率  |95%   |", "-"),
        picture("-", "|创建活动|产出指标|居民满意|100   |", "-"),
    )
    assert rows(table)[2] == ["创建活动", "产出指标", "居民满意", "100"]
    label = table.rows[2][1]
    assert label is table.rows[1][1]
    assert [(repair.kind, repair.detail) for repair in label.repairs] == [
        ("repeated-over-page-break", "p1|p2: 产出指标")
    ]


def test_a_merged_name_goes_on_while_the_row_is_new() -> None:
    """The name of the activity was cut too."""
    assert after("|创建城市|产出指标|执行率  |95%   |", "|文明活动|        |居民满意|100   |") == [
        ["创建城市文明活动", "产出指标", "执行率", "95%"],
        ["创建城市文明活动", "产出指标", "居民满意", "100"],
    ]


def test_where_the_levels_begin_again_a_name_that_fills_its_line_is_new() -> None:
    """Forms print output, benefit, satisfaction: output again is of the next activity."""
    assert [
        row[0]
        for row in after(
            "|创建城市|效益指标|执行率  |95%   |", "|文明活动|产出指标|居民满意|100   |"
        )
    ] == ["创建城市", "文明活动"]


def test_a_new_label_ends_what_is_merged() -> None:
    assert after("|创建活动|产出指标|执行率  |95%   |", "|        |效益指标|居民满意|100   |")[
        1
    ] == ["创建活动", "效益指标", "居民满意", "100"]


def test_values_are_never_merged_down() -> None:
    """指标值 is empty in the new row: it is not the value of the row before."""
    assert after("|创建活动|产出指标|执行    |95%   |", "|        |        |居民满意|      |")[
        1
    ] == ["创建活动", "产出指标", "居民满意", ""]
