"""Whole reports: forms of several families among prose and tables that hold no indicators."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from families.breaks import readable
from families.expectation import assert_findings, assert_tables, doubts
from families.forms import FAMILIES, scorecard
from families.prints import PRINTS
from families.test_families import extracted
from printing.distractors import DISTRACTORS
from printing.reportforms import ReportForm, lay_form
from printing.reportprint import ReportPrinter
from properties.strategies import TASKS
from properties.test_forms import QUICK, SLOW_CHECKS

NO_INDICATORS = "ZP110"
"""Code of the finding that names a form that is no indicator table."""

PARTS = ("第一部分 部门概况", "第二部分 部门决算表", "第五部分 附件", "一、绩效自评工作开展情况。")
"""Headings of parts of a final account."""


def between(draw: st.DrawFn, printer: ReportPrinter) -> None:
    """Nothing, prose, another table, or a new page."""
    for kind in draw(st.lists(st.sampled_from(("prose", "table", "page")), max_size=2)):
        if kind == "prose":
            printer.prose(draw(st.sampled_from(PARTS)), draw(st.sampled_from(TASKS)))
        elif kind == "table":
            make = draw(st.sampled_from(DISTRACTORS))
            printer.table(make(Random(draw(st.integers(0, 10**6)))))
        else:
            printer.new_page()


@st.composite
def reports(draw: st.DrawFn) -> tuple[ReportPrinter, list[ReportForm | None]]:
    """A report with three to six forms, and what the printer placed: a form, or another table.

    Some forms go on sideways on pages of the other orientation.
    """
    job = draw(st.one_of(*PRINTS.values()))
    printer = ReportPrinter(job, readable)
    sideways = replace(job.setup, width=job.setup.height, height=job.setup.width, turn=90)
    placed: list[ReportForm | None] = []
    for number in range(draw(st.integers(3, 6))):
        between(draw, printer)
        placed += [None] * (len(printer.placed) - len(placed))
        others = [scorecard()] if number else []
        form = draw(st.one_of(*FAMILIES.values(), *others))
        printer.form(lay_form(form), turned=draw(st.sampled_from((None, None, sideways))))
        placed.append(form)
    between(draw, printer)
    return printer, placed


def read_report_back(printed: tuple[ReportPrinter, list[ReportForm | None]], engine: str) -> None:
    printer, placed = printed
    report = extracted(printer.save(), engine)
    truths, pages, codes = [], [], []
    for place, form in zip(printer.placed, placed, strict=False):
        if form is None:
            continue
        if form.template == "scorecard":
            codes.append(NO_INDICATORS)
            continue
        laid = lay_form(form)
        truths.append(laid.truth)
        pages.append(place.numbers)
        codes += laid.findings
    assert_tables(report, truths, pages)
    assert_findings(report, codes, doubts(printer))


@hypothesis.settings(
    max_examples=12, derandomize=True, database=None, phases=QUICK,
    suppress_health_check=SLOW_CHECKS,
)  # fmt: skip
@given(printed=reports())
def test_whole_report_is_read_back(
    printed: tuple[ReportPrinter, list[ReportForm | None]],
) -> None:
    read_report_back(printed, "pdfium")


@pytest.mark.slow
@pytest.mark.parametrize("engine_name", ["pdfium", "pdfplumber"])
@hypothesis.settings(max_examples=100, suppress_health_check=SLOW_CHECKS)
@given(printed=reports())
def test_many_reports_are_read_back(
    engine_name: str, printed: tuple[ReportPrinter, list[ReportForm | None]]
) -> None:
    read_report_back(printed, engine_name)
