"""Excerpts in a terminal: carets stand under their cell, and lines fit."""

from __future__ import annotations

import handmade
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from zhperf.excerpts import Excerpt
from zhperf.reporters import ReportLayout, render
from zhperf.reporters.pictures import WIDEST, picture

FIELDS = ("level2", "level3", "nature", "target", "unit", "actual", "deviation", "weight", "score")
TEXTS = st.text(alphabet="教育≥9.5%，aé😀\u0301\n\t \x1b", max_size=40)


@st.composite
def excerpts(draw: st.DrawFn) -> Excerpt:
    fields = FIELDS[: draw(st.integers(1, len(FIELDS)))]
    rows = draw(st.lists(st.tuples(*[TEXTS] * len(fields)), min_size=1, max_size=3))
    column = draw(st.none() | st.integers(0, len(fields) - 1))
    labels = draw(st.sampled_from([("",) * len(rows), tuple(f"r{i}" for i in range(len(rows)))]))
    return Excerpt(fields, labels, tuple(rows), draw(st.integers(0, len(rows) - 1)), column)


def start(text: str, part: str) -> int:
    """Columns of the terminal before a part."""
    return cell_len(text[: text.index(part)])


def test_carets_stand_under_chinese_cells() -> None:
    header, _, row, carets = picture(handmade.ROWS, "en", None)
    assert start(carets.text, "^") == start(header.text, "得分")
    assert start(carets.text, "^") == cell_len(row.text) - len("12")
    assert carets.text.count("^") == cell_len("得分")


def test_a_blank_cell_gets_carets_as_wide_as_its_header() -> None:
    header, _, carets = picture(handmade.BLANK, "zh", None)
    assert start(carets.text, "^") == start(header.text, "指标值")
    assert carets.text.strip() == "^" * cell_len("指标值")


def test_carets_follow_the_marked_row_also_where_others_are_below() -> None:
    lines = picture(handmade.FUNDS, "en", None)
    assert [line.carets for line in lines] == [False, False, True, False]
    assert start(lines[2].text, "^") == start(lines[1].text, "89.50%")


def test_a_whole_row_is_marked_cell_by_cell() -> None:
    *_, row, carets = picture(handmade.WHOLE_ROW, "en", None)
    assert row.text == "r8   宣讲场次  5"
    assert carets.text == "     ^^^^^^^^  ^^^^"


def test_the_numbers_of_rows_have_no_column_where_there_are_none() -> None:
    assert picture(handmade.FUNDS, "en", None)[0].text.startswith("资金名称")


def test_long_cells_are_cut() -> None:
    long = Excerpt(("level3", "score"), ("r1",), (("很长" * 30, "5"),), 0, 1)
    _, row, carets = picture(long, "en", None)
    cell = row.text.split()[1]
    assert cell.endswith("…")
    assert cell_len(cell) <= WIDEST
    assert start(carets.text, "^") == cell_len(row.text) - 1


def test_a_narrow_terminal_keeps_the_name_and_the_marked_cell() -> None:
    header, *_ = picture(handmade.ROWS, "en", 24)
    assert header.text.split()[0] == "row"
    assert header.text.split()[1].startswith("三级")
    assert header.text.split()[-1] == "得分"


@given(excerpt=excerpts(), room=st.integers(30, 90))
def test_lines_fit_and_carets_stand_under_one_cell(excerpt: Excerpt, room: int) -> None:
    lines = picture(excerpt, "zh", room)
    assert all(cell_len(line.text) <= room for line in lines)
    carets = [index for index, line in enumerate(lines) if line.carets]
    assert carets == [(excerpt.marked_row or 0) + 2]
    assert "^" in lines[carets[0]].text


@pytest.mark.parametrize("width", [30, 40, 88, None])
def test_excerpts_of_full_fit_the_terminal(width: int | None) -> None:
    run = handmade.everyday("zh")
    lines = render(run, "full", ReportLayout("zh", width)).decode().splitlines()
    boxes = [line for line in lines if line.startswith("   ") and "--pages" not in line]
    assert len(boxes) > 20
    if width is not None:
        assert max(map(cell_len, boxes)) <= width


def test_help_is_wrapped_under_itself() -> None:
    run = handmade.run_of(handmade.note("ZP803", help="one two three four five six\nseven"))
    lines = render(run, "full", ReportLayout(width=30)).decode().splitlines()
    assert lines[2:5] == [
        "   = help: one two three four",
        "           five six",
        "           seven",
    ]
