"""Grids in every format keep their cells; spans where the format knows them."""

from __future__ import annotations

import csv
import html
import io
import json
from dataclasses import replace
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import get_args

import pytest

from zhperf.errors import Language
from zhperf.geometry import BBox
from zhperf.grids import BOTTOM, LEFT, RIGHT, TOP, Cell, Grid, SheetPlace
from zhperf.writers import Layout
from zhperf.writers.grids import GRID_WRITERS, GridFormat, open_grid_writer

GRID = Grid(
    page=2,
    bbox=BBox(10, 20, 110.126, 80),
    row_edges=(20, 40, 60, 80),
    column_edges=(10, 60, 110.126),
    cells=(
        Cell(0, 0, 1, 2, BBox(10, 20, 110.126, 40), "a|b <i>\\"),
        Cell(1, 0, 2, 1, BBox(10, 40, 60, 80), "=1", open_sides=LEFT | RIGHT),
        Cell(1, 1, 1, 1, BBox(60, 40, 110.126, 60), "", open_sides=TOP),
        Cell(2, 1, 1, 1, BBox(60, 60, 110.126, 80), "一\n二", open_sides=BOTTOM),
    ),
)
PAGE = SimpleNamespace(number=2, width=595.28, height=841.89, rotation=90, chars=9, rulings=7)


def written(output: GridFormat, layout: Layout = Layout(), grids: int = 1) -> str:  # noqa: B008
    stream = io.StringIO(newline="")
    writer = open_grid_writer(output, stream, layout)
    writer.begin()
    writer.page(PAGE, [])
    writer.page(PAGE, [GRID] * grids)
    writer.end()
    return stream.getvalue()


@pytest.mark.parametrize("indent", [0, 2])
@pytest.mark.parametrize("grids", [0, 1, 2])
def test_json_is_the_contract(indent: int, grids: int) -> None:
    found = json.loads(written("json", Layout(indent=indent), grids))
    assert len(found) == grids
    for grid in found:
        assert list(grid) == ["page", "bbox", "n_rows", "n_columns", "cells"]
        assert (grid["page"], grid["n_rows"], grid["n_columns"]) == (2, 3, 2)
        assert grid["bbox"] == [10, 20, 110.13, 80]
        assert list(grid["cells"][0].items()) == [
            ("row", 0), ("column", 0), ("row_span", 1), ("column_span", 2),
            ("bbox", [10, 20, 110.13, 40]), ("text", "a|b <i>\\"),
        ]  # fmt: skip


def test_csv_has_a_row_for_each_cell() -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", grids=2), newline="")))
    assert [row["grid"] for row in rows] == ["1"] * 4 + ["2"] * 4
    assert rows[1]["text"] == "=1"
    assert (rows[1]["row_span"], rows[0]["column_span"], rows[0]["x1"]) == ("2", "2", "110.13")
    safe = written("csv", Layout(csv_safe=True, csv_bom=True))
    assert safe.startswith("\ufeffpage,")
    assert ",'=1,\r\n" in safe


def test_markdown_has_a_row_for_each_row() -> None:
    lines = [line for line in written("markdown").splitlines() if line.startswith("|")]
    assert lines == [
        "| a\\|b &lt;i&gt;\\\\ |  |",
        "| --- | --- |",
        "| =1 |  |",
        "|  | 一 二 |",
    ]


def test_html_keeps_spans_and_text() -> None:
    class Cells(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.spans: list[dict[str, str | None]] = []
            self.texts: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "td":
                self.spans.append(dict(attrs))
                self.texts.append("")

        def handle_data(self, data: str) -> None:
            if self.texts:
                self.texts[-1] += data.rstrip("\n") if data.isspace() else data

    cells = Cells()
    cells.feed(written("html"))
    assert cells.spans == [{"colspan": "2"}, {"rowspan": "2"}, {}, {}]
    assert cells.texts == [cell.text for cell in GRID.cells]


def test_text_tells_open_sides_and_spans() -> None:
    lines = written("table").splitlines()
    facts = "page 2  595.3 × 841.9 pt, rotation 90, 9 chars, 7 rulings"
    assert lines[:2] == [facts, facts]
    assert lines[2] == "grid 1  3 rows × 2 columns  bbox 10.0,20.0,110.1,80.0 pt"
    assert " ".join(lines[5].split()) == "r2c1 2-3 1 10.0,40.0,60.0,80.0 =1 (left right open)"
    assert "（左右边无框线）" in written("table", Layout(language="zh"))


# --- sources without pages --------------------------------------------------------------


def in_sheet(language: Language = "en") -> dict[GridFormat, str]:
    """A grid of a workbook in every format."""
    cells = (
        Cell(0, 0, 1, 2, GRID.bbox, "甲", place=SheetPlace("表<1>", 3, 2)),
        Cell(1, 0, 1, 1, GRID.bbox, "乙", place=SheetPlace("表<1>", 4, 2)),
        Cell(1, 1, 1, 1, GRID.bbox, "丙", place=SheetPlace("表<1>", 4, 3)),
    )
    grid = replace(GRID, row_edges=(0, 1, 2), cells=cells)
    found: dict[GridFormat, str] = {}
    for output in get_args(GridFormat):
        stream = io.StringIO(newline="")
        writer = open_grid_writer(output, stream, Layout(language=language))
        writer.begin()
        writer.page(None, [grid])
        writer.end()
        found[output] = stream.getvalue()
    return found


def test_json_has_the_place_of_each_cell() -> None:
    (grid,) = json.loads(in_sheet()["json"])
    assert (grid["page"], grid["bbox"], grid["n_rows"]) == (None, None, 2)
    assert list(grid["cells"][2].items()) == [
        ("row", 1), ("column", 1), ("row_span", 1), ("column_span", 1), ("bbox", None),
        ("place", {"sheet": "表<1>", "row": 4, "column": 3}), ("text", "丙"),
    ]  # fmt: skip


def test_csv_has_the_place_of_each_cell() -> None:
    row = list(csv.DictReader(io.StringIO(in_sheet()["csv"], newline="")))[2]
    assert [row[name] for name in ("page", "x0", "bottom")] == ["", "", ""]
    assert (row["text"], row["place"]) == ("丙", "sheet 表<1>, row 4, column 3")


def test_formats_for_reading_say_where_a_grid_stands() -> None:
    place = "sheet 表<1>, row 3, column 2"
    found = in_sheet()
    assert found["markdown"].startswith(f"## grid 1  2 rows × 2 columns  {place}\n")
    assert f'<table data-place="{html.escape(place)}">' in found["html"]
    lines = [" ".join(line.split()) for line in found["table"].splitlines()]
    assert lines[:3] == [
        f"grid 1 2 rows × 2 columns {place}", "cell rows cols place text", f"r1c1 1 1-2 {place} 甲",
    ]  # fmt: skip
    assert "工作表 表<1> 第 4 行第 3 列" in in_sheet("zh")["table"]


def test_every_format_has_a_writer() -> None:
    assert set(GRID_WRITERS) == set(get_args(GridFormat))
