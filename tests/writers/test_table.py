"""Tables for eyes: aligned by display width, complete at every width."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from zhperf.report import Table
from zhperf.writers.alignment import NARROWEST, aligned, printable
from zhperf.writers.table import page_ranges

Written = Callable[..., dict[str, str]]
cells = st.text(st.sampled_from("产出指标≥，。ab9 %-"), max_size=30).map(str.strip)
tables_of_text = st.integers(1, 5).flatmap(
    lambda columns: st.lists(
        st.lists(cells, min_size=columns, max_size=columns), min_size=1, max_size=5
    )
)


def test_columns_stand_below_each_other() -> None:
    rows = [["一级指标", "a", "x"], ["产出", "", "yy"]]
    lines = [line for row in aligned(rows, indent=1) for line in row]
    assert lines == [" 一级指标  a  x", " 产出         yy"]


@given(rows=tables_of_text, width=st.none() | st.integers(1, 120))
def test_no_text_is_lost(rows: list[list[str]], width: int | None) -> None:
    blocks = list(aligned(rows, width=width))
    assert len(blocks) == len(rows)
    for row, lines in zip(rows, blocks, strict=True):
        assert sorted("".join(row).replace(" ", "")) == sorted("".join(lines).replace(" ", ""))


@given(rows=tables_of_text, width=st.integers(1, 120))
def test_it_fits_if_it_can(rows: list[list[str]], width: int) -> None:
    columns = len(rows[0])
    needed = max(width, columns * NARROWEST + (columns - 1) * 2)
    assert all(cell_len(line) <= needed for lines in aligned(rows, width=width) for line in lines)


@pytest.mark.parametrize("width", [30, 88, None])
def test_every_text_of_the_report_is_shown(
    width: int | None, written: Written, tables: list[Table]
) -> None:
    tables[0].notes.append("填报人：张三")
    tables[0].fields["项目性质"] = "经常性项目"
    shown = "".join(written("table", width=width)["report"].split())
    for text in ("≥90%", "甲", "乙", "填报人：张三", "经常性项目", "9.5", "逗号", "2024"):
        assert text in shown


def test_control_characters_cannot_reach_the_terminal(written: Written) -> None:
    text = written("table")["report"]
    assert "\x1b" not in text
    assert "\x00" not in text
    assert printable("a\r\n\x1b[2Jb\x9b") == "a   [2Jb "


def test_colour_changes_no_text(written: Written) -> None:
    coloured = written("table", color=True)["report"]
    for code in ("\x1b[1m", "\x1b[2m", "\x1b[0m"):
        assert code in coloured
        coloured = coloured.replace(code, "")
    assert coloured == written("table")["report"]


def test_the_title_line_names_the_form(written: Written) -> None:
    assert written("table")["report"].startswith("表 · 2024 · template t · pages 3-4\n")
    assert written("table", language="zh")["report"].startswith("表 · 2024 · 模板 t · 第 3-4 页\n")


@pytest.mark.parametrize(
    ("pages", "text"), [([5], "5"), ([5, 6, 7], "5-7"), ([1, 2, 4, 6, 7], "1-2, 4, 6-7")]
)
def test_pages_are_named_as_ranges(pages: list[int], text: str) -> None:
    assert page_ranges(pages) == text
