"""Which grids are one table, and what of them is printed again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from unit.drawing import (
    LEFT,
    TOP,
    joined,
    laid_out,
    numbered,
    page,
    rows,
    rulings,
    stitched,
    text_at,
    turned,
    x_of,
)
from unit.forms import BAR, HEADER, TITLE, WIDE_BAR, first, picture
from zhperf.grids import PageLayout
from zhperf.stitch import StitchSettings, stitch
from zhperf.templates import builtin_lexicon

SETTINGS = StitchSettings()
EPSILON = 0.01
"""pt."""
ROW = "|创建活动|产出指标|执行率  |95%   |"
NEXT = "|        |效益指标|居民满意|100   |"
FIRST = first(ROW, "-")
REST = picture("-", NEXT, "-")
WHOLE = [
    ["活动", "一级指标", "三级指标", "指标值"],
    ["创建活动", "产出指标", "执行率", "95%"],
    ["创建活动", "效益指标", "居民满意", "100"],
]


def test_a_table_goes_on_over_the_page() -> None:
    table = joined(FIRST, REST)
    assert rows(table) == WHOLE
    assert table.pages == [1, 2]
    assert table.region.page == 1


def test_no_pages() -> None:
    assert stitched() == []


def test_pages_without_tables() -> None:
    assert stitched("前言", page(number=2)) == []


# --- columns ----------------------------------------------------------------------------


def test_mirrored_margins_do_not_part_a_table() -> None:
    shifted = page(REST, number=2, left=LEFT + 30)
    assert rows(joined(FIRST, shifted)) == WHOLE


@pytest.mark.parametrize(("excess", "edges"), [(-EPSILON, 5), (EPSILON, 6)])
def test_how_far_an_edge_may_move(excess: float, edges: int) -> None:
    """The edge between the last two columns; the others agree."""
    move = SETTINGS.column_tolerance + excess
    lines = [(TOP + 12 * y, x_of(0), x_of(34)) for y in (0, 2)]
    columns = [(x, TOP, TOP + 24) for x in (x_of(0), x_of(9), x_of(18), x_of(27) + move, x_of(34))]
    glyphs = [*text_at("居民满意", x_of(19), TOP + 7), *text_at("100", x_of(29), TOP + 7)]
    table = joined(FIRST, page(number=2, rules=rulings(lines, columns), glyphs=glyphs))
    assert len(table.rows[0]) == edges - 1
    assert rows(table)[2][2] == "居民满意"
    assert rows(table)[2][-1] == "100"


def test_other_columns_are_another_table() -> None:
    other = """
        +----+----------+-----+-----------+
        |甲  |乙        |丙   |丁         |
        +----+----------+-----+-----------+
    """
    assert [table.pages for table in stitched(FIRST, other)] == [[1], [2]]


def test_a_narrower_table_is_another_table() -> None:
    other = """
        +--------+--------+--------+----+
        |创建活动|产出指标|执行率  |95% |
        +--------+--------+--------+----+
    """
    assert len(stitched(FIRST, other)) == 2


SPLIT = """
    +--------+--------+--------+------+
    |        |效益指标|居民|满 |100   |
    +--------+--------+----+---+------+
    |        |满意度  |就业人数|20    |
    +--------+--------+--------+------+
"""


def test_a_grid_line_more_on_the_second_page() -> None:
    table = joined(FIRST, SPLIT)
    assert rows(table) == [
        ["活动", "一级指标", "三级指标", "三级指标", "指标值"],
        ["创建活动", "产出指标", "执行率", "执行率", "95%"],
        ["创建活动", "效益指标", "居民", "满", "100"],
        ["", "满意度", "就业人数", "就业人数", "20"],
    ]
    assert table.rows[0][2] is table.rows[0][3]


def test_a_grid_line_more_on_the_first_page() -> None:
    upper = picture("-", HEADER, "-", ROW, "-", "|        |效益指标|居民|满 |100   |")
    upper += "\n+--------+--------+----+---+------+"
    table = joined(upper, picture("-", "|        |满意度  |就业人数|20    |", "-"))
    assert rows(table)[-1] == ["", "满意度", "就业人数", "就业人数", "20"]


def test_too_few_edges_in_common_are_another_table() -> None:
    """Four of five are; a note in one piece has both of its own in common."""
    note = f"{WIDE_BAR}\n|以上内容真实准确                 |\n{WIDE_BAR}"
    strict = StitchSettings(min_common_edges=1.0)
    moved = BAR.replace("--------+------+", "----+----------+")
    other = f"{moved}\n|        |效益指标|居民|100       |\n{moved}"
    assert len(stitched(FIRST, other, settings=strict)) == 2
    assert len(stitched(FIRST, other, settings=StitchSettings(min_common_edges=0.8))) == 1
    assert len(stitched(FIRST, note)) == 1


# --- what stands between ----------------------------------------------------------------


def test_a_page_between_ends_the_table() -> None:
    assert [table.pages for table in stitched(FIRST, "说明", page(REST, number=3))] == [[1], [3]]


def test_pages_that_were_not_read_end_the_table() -> None:
    """Pages 1 and 3 were chosen."""
    assert [table.pages for table in stitched(FIRST, page(REST, number=3))] == [[1], [3]]


def test_a_new_title_begins_a_table() -> None:
    tables = stitched(FIRST, picture("项目支出绩效自评表", "-", NEXT, "-"))
    assert [table.pages for table in tables] == [[1], [2]]
    assert [line.text for line in tables[1].above] == ["项目支出绩效自评表"]


def test_other_text_above_the_rest_is_a_running_head() -> None:
    assert rows(joined(FIRST, picture("某市财政局 2024 年度部门决算", "-", NEXT, "-"))) == WHOLE


def test_the_same_title_above_the_rest_is_a_running_head() -> None:
    assert rows(joined(FIRST, picture(TITLE, "-", NEXT, "-"))) == WHOLE


def test_the_same_title_and_header_are_printed_again() -> None:
    assert rows(joined(FIRST, picture(TITLE, "-", HEADER, "-", NEXT, "-"))) == WHOLE


def form(year: int, row: str) -> str:
    """A page with title, year and header."""
    return picture(TITLE, f"（{year}年度）", "-", HEADER, "-", row, "-")


def test_title_and_year_printed_again_are_a_running_head() -> None:
    assert rows(joined(form(2024, ROW), form(2024, NEXT))) == WHOLE


def test_another_year_begins_a_form() -> None:
    tables = stitched(form(2023, ROW), form(2024, NEXT))
    assert [table.pages for table in tables] == [[1], [2]]


def test_the_same_first_row_under_the_same_title_begins_the_form_once_more() -> None:
    tables = stitched(form(2024, ROW), form(2024, ROW))
    assert [table.pages for table in tables] == [[1], [2]]


BLOCK = "|主管部门|某市财政局              |"
"""A block of the form above its header."""


def test_a_block_of_its_own_above_the_header_begins_a_form() -> None:
    other = BLOCK.replace("财政局", "教育局")
    upper = picture(TITLE, "-", BLOCK, "-", HEADER, "-", ROW, "-")
    lower = picture("-", other, "-", HEADER, "-", NEXT, "-")
    assert [table.pages for table in stitched(upper, lower)] == [[1], [2]]


def test_a_block_printed_again_with_the_header_is_dropped() -> None:
    upper = picture("-", BLOCK, "-", HEADER, "-", ROW, "-")
    lower = picture("-", BLOCK, "-", HEADER, "-", NEXT, "-")
    assert rows(joined(upper, lower))[1:] == WHOLE


# --- headers ----------------------------------------------------------------------------


def test_a_repeated_header_is_dropped() -> None:
    assert rows(joined(FIRST, picture("-", HEADER, "-", NEXT, "-"))) == WHOLE


def test_on_every_page() -> None:
    second = picture("-", HEADER, "-", NEXT, "-")
    third = picture("-", HEADER, "-", "|文明活动|产出指标|次数    |20    |", "-")
    table = joined(FIRST, second, third)
    assert [row[2] for row in rows(table)] == ["三级指标", "执行率", "居民满意", "次数"]


def test_a_page_with_nothing_but_the_header() -> None:
    table = joined(FIRST, picture("-", HEADER, "-"), REST)
    assert [row[2] for row in rows(table)] == ["三级指标", "执行率", "居民满意"]
    assert table.pages == [1, 2, 3]


def test_another_header_begins_a_table() -> None:
    lower = picture("-", "|任务    |一级指标|指标名称|目标值|", "-", NEXT, "-")
    assert [table.pages for table in stitched(FIRST, lower)] == [[1], [2]]


def test_a_header_that_is_set_otherwise_is_the_same() -> None:
    lower = picture("-", "|活 动   |一级指标|三级指标|指标值|", "-", NEXT, "-")
    assert rows(joined(FIRST, lower)) == WHOLE


NESTED = (
    "|活动    |绩效指标         |指标值|",
    "|        +--------+--------+      |",
    "|        |一级指标|三级指标|      |",
)


def test_a_header_over_two_rows_is_dropped_whole() -> None:
    table = joined(picture("-", *NESTED, "-", ROW, "-"), picture("-", *NESTED, "-", NEXT, "-"))
    assert rows(table) == [["活动", "绩效指标", "绩效指标", "指标值"], *WHOLE]


@pytest.mark.parametrize(("excess", "count"), [(0, 1), (-1, 2)])
def test_how_deep_a_repeated_header_is_looked_for(excess: int, count: int) -> None:
    """The header is the second row of the table; not found there, it begins another grid."""
    settings = StitchSettings(max_head_rows=2 + excess)
    upper = picture("-", BLOCK, "-", HEADER, "-", ROW, "-")
    lower = picture("-", HEADER, "-", NEXT, "-")
    found = rows(joined(upper, lower, settings=settings))
    assert sum(row[1] == "一级指标" for row in found) == count


# --- several tables on a page -----------------------------------------------------------


def test_the_last_table_of_a_page_goes_on() -> None:
    upper = picture(
        "+----+----+", "|甲  |乙  |", "+----+----+", "", TITLE, "-", HEADER, "-", ROW, "-"
    )
    tables = stitched(upper, REST)
    assert [table.pages for table in tables] == [[1], [1, 2]]
    assert rows(tables[1]) == WHOLE


def test_only_the_first_table_of_a_page_is_the_rest() -> None:
    tables = stitched(FIRST, picture("-", NEXT, "-", "", "-", ROW, "-"))
    assert [table.pages for table in tables] == [[1, 2], [2]]


def test_lines_above_and_below() -> None:
    upper = picture("封面", TITLE, "-", HEADER, "-", ROW, "-")
    lower = picture("页眉", "-", NEXT, "-", "填报人：张三")
    table = joined(upper, lower)
    assert [line.text for line in table.above] == ["封面", TITLE]
    assert [line.text for line in table.below] == ["填报人：张三"]


def test_a_title_at_the_end_of_the_page_before() -> None:
    tables = stitched(picture("附件：", TITLE), page(picture("-", HEADER, "-", ROW, "-"), number=2))
    assert [line.text for line in tables[0].above] == ["附件：", TITLE]


def test_a_title_under_the_table_before() -> None:
    other = """
        +----+----+
        |甲  |乙  |
        +----+----+
        项目支出绩效自评表
    """
    tables = stitched(other, picture("-", HEADER, "-", ROW, "-"))
    assert [[line.text for line in table.above] for table in tables] == [
        [],
        ["项目支出绩效自评表"],
    ]


# --- sideways pages, streaming ----------------------------------------------------------


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_sideways_pages_are_joined_as_upright_ones(angle: int) -> None:
    pages = [turned(page(one, number=n), angle) for n, one in enumerate((FIRST, REST), 1)]
    assert rows(joined(*pages)) == WHOLE


def test_a_form_goes_on_on_a_page_in_another_direction() -> None:
    assert rows(joined(FIRST, numbered(turned(page(REST), 90), 2))) == WHOLE
    assert rows(joined(turned(page(FIRST), 90), page(REST, number=2))) == WHOLE


def test_a_page_in_another_direction_with_a_title_is_another_table() -> None:
    other = page(first(ROW, "-", title="绩效目标申报表"))
    assert len(stitched(FIRST, numbered(turned(other, 90), 2))) == 2


def test_a_table_comes_out_before_later_pages_are_read() -> None:
    read: list[int] = []

    def layouts() -> Iterator[tuple[int, PageLayout]]:
        for number, shown in enumerate((FIRST, "说明", "附件", "结束"), 1):
            read.append(number)
            yield number, laid_out(page(shown, number=number))

    assert next(stitch(layouts(), SETTINGS, builtin_lexicon())).pages == [1]
    assert read == [1, 2, 3]  # a page with something else may stand between two parts
