"""Lines of a cell that are one text: nothing is invented at the joins, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import zhperf
from hazards.four_by_four import Hazard, assert_reads, table
from printing import Canvas, Font, TablePage, WrapOptions, lay_out
from zhperf.config import Settings

Save = Callable[[bytes], Path]


def _narrow(text: str, options: WrapOptions, *, padding: float = 3.0) -> Hazard:
    """The table with `text` in a cell of 7 ideographs' width."""
    texts = ("产出指标", text, "≥", "100", "执行率", "=", "90", "满意度", "居民满意度", "95%")
    hazard = Hazard(table=table(*texts, weights=(3, 76, 2, 3)))
    width = 70 + 2 * padding
    weights = (100.0, width, 80.0, 120.0)
    hazard = replace(hazard, table=replace(hazard.table, weights=weights))
    layout = replace(hazard.job.layout, width=sum(weights), wrap=options, padding=padding, top=40)
    return hazard.with_layout(layout)


def _lines(hazard: Hazard) -> list[str]:
    (page,) = lay_out(hazard.table, hazard.job.layout, Font())
    return next(p.lines for p in page.pieces if (p.cell.row, p.cell.column) == (1, 1))


WRAPS = {
    "cjk": ("根据全国县级文明城市测评体系和市委市政府年度工作安排", WrapOptions()),
    "kinsoku": ("完成城市创建任务，推动（全市）文明程度、素质；新成效。", WrapOptions()),
    "no_kinsoku": ("完成城市创建任务，推动（全市）文明、素质；。", WrapOptions(kinsoku=False)),
    "long_number_broken": ("累计完成12345678901234567890元", WrapOptions()),
    "number_broken_anywhere": ("全年完成投资123456.78万元", WrapOptions("all")),
    "latin_broken_anywhere": ("建设Internet平台Information系统", WrapOptions("all")),
    "range_after_hyphen": ("提升知名度约15-2000个百分点", WrapOptions("all")),
    "printed_spaces": ("发稿 100 余次 全年 12 期 合计 30 种", WrapOptions()),
    "latin_words": ("Public Credit Information Sharing Platform", WrapOptions()),
    "mixed": ("PM2.5 年均浓度 ≤35 μg/m3，AQI 优良", WrapOptions()),
    "punctuation_halfwidth": ("(1)组织学习,(2)开展宣讲;(3)督促检查.", WrapOptions()),
    "quotes": ("落实“双随机、一公开”监管——“互联网+”", WrapOptions()),
}  # fmt: skip


@pytest.mark.parametrize(("text", "options"), WRAPS.values(), ids=WRAPS.keys())
def test_joins_wrapped_lines(
    text: str, options: WrapOptions, settings: Settings, saved: Save
) -> None:
    hazard = _narrow(text, options)
    assert len(_lines(hazard)) > 1
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def test_hyphenated_word_is_whole_again(settings: Settings, saved: Save) -> None:
    hazard = _narrow("建设information平台", WrapOptions(hyphenate=True))
    assert _lines(hazard)[0].endswith("-")
    grid = assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)
    (cell,) = (cell for cell in grid.cells if cell.repairs)
    assert (cell.row, cell.column) == (1, 1)
    assert [repair.kind for repair in cell.repairs] == ["hyphen-joined"]


def test_printed_hyphen_before_a_number_stays(settings: Settings, saved: Save) -> None:
    """COVID-19 broken after its hyphen is no hyphenated word."""
    hazard = _narrow("病毒新冠COVID-19", WrapOptions("all"))
    hazard = replace(hazard, table=replace(hazard.table, weights=(100, 77, 80, 120)))
    hazard = hazard.with_layout(replace(hazard.job.layout, width=377))
    assert _lines(hazard) == ["病毒新冠COVID-", "19"]
    grid = assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)
    assert not any(cell.repairs for cell in grid.cells)


@pytest.mark.parametrize("padding", [1.0, 3.0])
def test_hanging_punctuation_stays_in_its_cell(
    padding: float, settings: Settings, saved: Save
) -> None:
    """The full stop's box lies, centre and all, in the neighbour's cell."""
    text = "提升群众文明素。加强阵地建设率，丰富精神"
    hazard = _narrow(text, WrapOptions(hanging=True), padding=padding)
    assert _lines(hazard)[0] == "提升群众文明素。"
    assert _lines(hazard)[1] == "加强阵地建设率，"
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def test_hanging_punctuation_past_the_outer_border(settings: Settings, saved: Save) -> None:
    plain = _narrow("居民", WrapOptions(hanging=True))
    cells = tuple(
        replace(cell, text="提升群众文明素。完成") if (cell.row, cell.column) == (1, 3) else cell
        for cell in plain.table.cells
    )
    hazard = replace(plain, table=replace(plain.table, cells=cells, weights=(100, 90, 80, 76)))
    hazard = hazard.with_layout(replace(plain.job.layout, width=346))
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def test_space_at_the_wrap_hangs_past_the_border(settings: Settings, saved: Save) -> None:
    """Office software prints the space at the line's end, even beyond the cell."""
    hazard = _narrow("全年发稿量超过 100 余次", WrapOptions(), padding=1.0)
    assert _lines(hazard)[0] == "全年发稿量超过 "
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def test_lines_of_different_sizes_are_joined_in_order(settings: Settings, saved: Save) -> None:
    """Superscripts and small digits stand on their line, not on one of their own."""
    hazard = Hazard()
    texts = (
        "产出指标",
        "改造面积9.2万m2",
        "=",
        "9.2",
        "完成率",
        "=",
        "90",
        "满意度",
        "居民",
        "95%",
    )
    hazard = replace(hazard, table=table(*texts), unprinted=((1, 1),), after=_superscript)
    assert_reads(zhperf.tables(saved(hazard.pdf()), settings=settings), hazard)


def _superscript(canvas: Canvas, page: TablePage, font: Font) -> None:
    x, y = page.column_edges[1] + 3, page.row_edges[2] - 8
    canvas.text(x, y, "改造面积", 10, font)
    canvas.text(x + 40, y, "9.2", 7, font)
    canvas.text(x + 50.5, y, "万m", 10, font)
    canvas.text(x + 65.5, y - 4, "2", 6, font)
