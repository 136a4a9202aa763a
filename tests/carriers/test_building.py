"""Tables and lines under each other: what overlaps, what is missing, what nobody sees."""

from __future__ import annotations

import pytest
from officefiles import lines, placed, places, remark, rows

from zhperf.carriers.building import CarrierCell, LayoutBuilder
from zhperf.errors import Bilingual
from zhperf.grids import Grid, LinePlace, PageLayout, Remark

REASON = Bilingual("hidden", "隐藏")


def built(*cells: CarrierCell) -> PageLayout:
    builder = LayoutBuilder()
    builder.table(cells, lambda row, column: LinePlace(row, column))
    return builder.layout()


def grid_of(*cells: CarrierCell) -> Grid:
    (grid,) = built(*cells).grids
    return grid


def test_places_without_a_cell_are_empty_cells() -> None:
    grid = grid_of(CarrierCell(0, 0, ["甲"]), CarrierCell(1, 1, ["乙"]))
    assert placed(grid) == [
        (0, 0, 1, 1, "甲"), (0, 1, 1, 1, ""), (1, 0, 1, 1, ""), (1, 1, 1, 1, "乙"),
    ]  # fmt: skip


def test_rows_and_columns_in_which_no_cell_begins_are_left_out() -> None:
    grid = grid_of(
        CarrierCell(3, 5, ["题"], row_span=2, column_span=1000),
        CarrierCell(5, 5, ["甲"], row_span=60_000, column_span=2),
        CarrierCell(5, 900, ["乙"]),
    )
    assert placed(grid) == [(0, 0, 1, 2, "题"), (1, 0, 1, 1, "甲"), (1, 1, 1, 1, "乙")]
    assert places(grid) == {
        "题": LinePlace(3, 5), "甲": LinePlace(5, 5), "乙": LinePlace(5, 900),
    }  # fmt: skip


def test_a_cell_that_has_no_place_stands_right_of_it() -> None:
    grid = grid_of(
        CarrierCell(0, 0, ["甲"], row_span=2, column_span=2),
        CarrierCell(0, 1, ["乙"], row_span=2),
        CarrierCell(1, 0, ["丙"]),
    )
    assert rows(grid) == [["甲", "", "乙"], ["", "", "丙"]]
    assert places(grid)["丙"] == LinePlace(1, 2)


def test_a_cell_that_overlaps_others_has_what_they_leave() -> None:
    grid = grid_of(
        CarrierCell(0, 2, ["甲"], row_span=2),
        CarrierCell(1, 0, ["乙"], column_span=3),
        CarrierCell(0, 0, ["丙"]),
        CarrierCell(0, 1, ["丁"]),
        CarrierCell(2, 0, ["戊"]),
    )
    assert (1, 0, 1, 2, "乙") in placed(grid)


def test_blank_lines_and_tables_are_nothing() -> None:
    assert built(CarrierCell(0, 0, ["", " "]), CarrierCell(0, 1, ["　"])).grids == []
    grid = grid_of(CarrierCell(0, 0, [" 完成 ", "", " 八次"]), CarrierCell(0, 1, []))
    assert rows(grid) == [["完成八次", ""]]


def test_spaces_inside_a_text_are_kept_where_they_are_printed() -> None:
    builder = LayoutBuilder(exact_spaces=True)
    builder.table([CarrierCell(0, 0, [" 一。", "　二。 "])], LinePlace)
    assert rows(builder.layout().grids[0]) == [["一。　二。"]]


def test_an_empty_line_is_a_gap() -> None:
    builder = LayoutBuilder()
    for text in ("一", "二", " ", "三"):
        builder.line(text, LinePlace(1))
    found = builder.layout()
    assert lines(found) == ["一", "二", "三"]
    first, second, third = (line.bbox.top for line in found.lines)
    assert third - second > 2.5 * found.lines[0].size > second - first


def test_hidden_texts_of_a_reason_are_told_together() -> None:
    builder = LayoutBuilder()
    for number, text in enumerate(("甲 乙", " ", "丙" * 2000), start=1):
        builder.hide(text, LinePlace(number), REASON)
    told = remark(builder.layout(), "ZP105")
    assert (told.place, told.detail, told.amount) == (LinePlace(1), REASON, 2002)
    assert told.value == "甲 乙; " + "丙" * 995 + "…"


def test_a_table_that_is_too_large_is_told_and_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhperf.carriers.building.MAX_AREA", 5)
    found = built(*(CarrierCell(n, n, ["字"]) for n in range(3)))
    assert found.grids == []
    (told,) = found.remarks
    assert isinstance(told, Remark)
    assert (told.code, told.place) == ("ZP109", LinePlace(0, 0))
