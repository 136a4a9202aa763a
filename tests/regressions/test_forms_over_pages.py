"""What makers print again on each page: it neither parts a form nor joins two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import zhperf
from hazards.four_by_four import table as four_by_four
from hazards.test_text import RADICALS
from printing import (
    Document,
    FontOptions,
    FormActivity,
    FormStyle,
    FormTable,
    Furniture,
    Layout,
    Print,
    PrintJob,
    PrintTable,
    SelfEvaluation,
    draw_page,
    form_table,
    lay_out,
    print_table,
)
from properties.expectation import assert_report, printed_rows, read_rows
from regressions.prints import (
    SETUP,
    form,
    indicator,
    long_form,
    print_forms,
    print_lines,
    title_lines,
)
from zhperf.config import Settings

Save = Callable[[bytes], Path]

FORM = long_form(20)
PAGE = Layout(bottom=260, repeat_header=True, next_top=90)
"""Three rows of indicators on each page; the table begins at the same height."""


def _read_one(
    form: SelfEvaluation, prints: list[tuple[FormTable, Print]], settings: Settings, saved: Save
) -> zhperf.Report:
    ((shape, printed),) = prints
    assert len(printed.pages) >= 3
    report = zhperf.extract(saved(printed.pdf), settings=settings)
    assert_report(report, form, shape, printed)
    assert report.findings == []
    return report


@pytest.mark.parametrize("rows", [0, 3], ids=["no-rows", "block-and-header"])
@pytest.mark.parametrize("title_again", [True, False], ids=["title-again", "title-once"])
def test_title_rows_split_a_form(
    rows: int, title_again: bool, settings: Settings, saved: Save
) -> None:
    """Spreadsheets print title, year, block and header again on each page."""
    layout = replace(PAGE, repeat_header=rows > 0)
    prints = print_forms(FORM, layout=layout, repeated_rows=rows, title_again=title_again)
    _read_one(FORM, prints, settings, saved)


def test_title_rows_with_the_header_only_split_a_form(settings: Settings, saved: Save) -> None:
    """Spreadsheets print the objective block once, but title, year and header on each page."""
    _read_one(FORM, print_forms(FORM, layout=PAGE, title_again=True), settings, saved)


def test_title_rows_inside_the_frame_split_a_form(settings: Settings, saved: Save) -> None:
    """Spreadsheets also have title and year as rows of the frame, and print them again."""
    style = FormStyle(title_inside=title_lines(FORM))
    layout = replace(PAGE, bottom=300)
    prints = print_forms(FORM, style=style, layout=layout, repeated_rows=5)
    _read_one(FORM, prints, settings, saved)


@pytest.mark.parametrize("head", ["部门整体绩效自评表", "2024年度部门整体绩效自评表"])
@pytest.mark.parametrize("rows", [0, 3], ids=["no-rows", "block-and-header"])
def test_a_running_head_equal_to_the_title_split_a_form(
    head: str, rows: int, settings: Settings, saved: Save
) -> None:
    """Office software repeats the document's title in the page header."""
    layout = replace(PAGE, repeat_header=rows > 0)
    prints = print_forms(FORM, layout=layout, repeated_rows=rows, running_head=head)
    _read_one(FORM, prints, settings, saved)


@pytest.mark.parametrize("rows", [0, 3], ids=["no-rows", "block-and-header"])
@pytest.mark.parametrize("second_year", [2024, 2025], ids=["again", "next-year"])
def test_a_form_printed_twice_is_two_tables(
    second_year: int, rows: int, settings: Settings, saved: Save
) -> None:
    """Report tools append copies and later years of a form, each with its title rows."""
    next_year = replace(long_form(18, first=3), year=2025)
    forms = FORM, FORM if second_year == FORM.year else next_year
    layout = replace(PAGE, repeat_header=rows > 0)
    prints = print_forms(*forms, layout=layout, repeated_rows=rows, title_again=rows > 0)
    report = zhperf.extract(saved(prints[0][1].pdf), settings=settings)
    assert [table.fiscal_year for table in report.tables] == [2024, second_year]
    for table, one in zip(report.tables, forms, strict=True):
        assert (table.title, read_rows(table)) == (one.title, printed_rows(one))
    assert [table.pages[0] for table in report.tables] == [1, len(prints[0][1].pages) + 1]


def test_borders_that_meet_no_ruling_were_left_out(settings: Settings, saved: Save) -> None:
    """Browsers leave a cell open that goes on from the page before to the one after."""
    long = FormActivity(
        "创建文明城市",
        "完成承担的工作任务，推动文明城市创建工作取得新成效。" * 12,
        tuple(indicator(f"事项{number}完成次数") for number in range(1, 13)),
    )
    printed_form = form(long)
    layout = Layout(bottom=260, next_top=90, open_cut=True)
    _read_one(printed_form, print_forms(printed_form, layout=layout), settings, saved)


# --- titles -----------------------------------------------------------------------------


@pytest.mark.parametrize("inside", [False, True], ids=["above", "inside"])
def test_radicals_stayed_in_the_title(inside: bool, settings: Settings, saved: Save) -> None:
    """Browsers map ideographs to radicals in the heading as in the cells."""
    one = form(
        FormActivity("创建文明城市", "开展工作。", (indicator("文明活动"),)),
        title="文明城市创建工作绩效自评表",
    )
    style = FormStyle(title_inside=title_lines(one) if inside else ())
    furniture = Furniture() if inside else Furniture(title=title_lines(one))
    shape = form_table(one, style)
    job = PrintJob(setup=SETUP, furniture=furniture, font=FontOptions(replaced=RADICALS))
    printed = print_table(shape.table, job)
    assert_report(zhperf.extract(saved(printed.pdf), settings=settings), one, shape, printed)


HEADS = {
    "same-year": "某市财政局2024年度部门决算公开",
    "other-year": "某市财政局2025年度部门预算公开",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
def test_a_running_head_hid_the_title_on_the_page_before(
    head: str, settings: Settings, saved: Save
) -> None:
    """Office software moves a table that does not fit to the next page, away from its title.

    The budget of a year is published with the evaluation of the year before.
    """
    one = form(FormActivity("创建文明城市", "开展工作。", (indicator("文明活动"),)))
    pdf = print_lines(("附件2", *title_lines(one)), one, running_head=head)
    (table,) = zhperf.extract(saved(pdf), settings=settings).tables
    assert (table.title, table.fiscal_year, table.pages) == (one.title, 2024, [2])
    assert [region.page for region in table.regions["title"]] == [1]
    assert read_rows(table) == printed_rows(one)


# --- grids that are not joined ----------------------------------------------------------


def _form_then(other: PrintTable, title: str = "") -> bytes:
    """The form on one page, another table on the next."""
    document = Document(SETUP)
    font = document.font()
    layout = Layout(min_row=20)
    one = form(FormActivity("创建文明城市", "开展工作。", (indicator("文明活动"),)))
    for number, table in enumerate((form_table(one, FormStyle()).table, other)):
        canvas = document.page()
        canvas.text(300, 60, title if number else one.title, 16, font)
        (page,) = lay_out(table, layout, font)
        draw_page(canvas, page, PrintJob(setup=SETUP, layout=layout), font)
    return document.save()


def _without_header(*first: str) -> PrintTable:
    plain = four_by_four()
    cells = tuple(
        replace(cell, text=first[cell.column]) if cell.row == 0 else cell for cell in plain.cells
    )
    return replace(plain, cells=cells)


def test_a_grid_that_was_not_joined_was_dropped_silently(settings: Settings, saved: Save) -> None:
    """Spreadsheets print columns that do not fit on pages of their own, without header."""
    other = _without_header("效益指标", "群众知晓率", "≥", "95")
    report = zhperf.extract(saved(_form_then(other)), settings=settings)
    assert len(report.tables) == 1
    (finding,) = report.findings
    assert (finding.code, finding.location.page) == ("ZP108", 2)
    assert "效益指标|群众知晓率|≥|95" in finding.message


@pytest.mark.parametrize("indicators", [False, True], ids=["budget", "indicators"])
def test_another_table_with_a_title_or_a_header_raises_no_doubt(
    indicators: bool, settings: Settings, saved: Save
) -> None:
    """Reports print other tables after the form: those say what they are.

    One with a header of indicators is a table of the report itself.
    """
    budget = _without_header("科目", "名称", "金额", "备注")
    printed = four_by_four() if indicators else budget
    pdf = _form_then(printed, "" if indicators else "一般公共预算支出情况表")
    report = zhperf.extract(saved(pdf), settings=settings)
    codes = [finding.code for finding in report.findings]
    assert (len(report.tables), "ZP108" in codes) == (1 + indicators, False)
