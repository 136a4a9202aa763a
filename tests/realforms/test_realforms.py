"""Forms as they were published, read back in whole, on one page and over several."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import zhperf
from printing import BorderStyle, Layout, PageSetup, PrintJob
from printing.reportprint import PlainTable, ReportPrinter
from realforms.comparing import report_facts
from realforms.formfile import RealForm, form_files, load
from zhperf.config import Settings

Save = Callable[[bytes], Path]

WHOLE = PrintJob(setup=PageSetup(842, 2000), layout=Layout(bottom=1950))
"""As a word processor prints: strokes; a page that holds any of the forms."""

BROKEN = PrintJob(setup=PageSetup(842, 380), layout=Layout(bottom=340, repeat_header=True))
"""Pages that end between two rows; a merged cell that is cut is closed with a rule.  Rows that
the form's drawing marks are printed again on each page."""

OPEN = PrintJob(
    setup=PageSetup(842, 420),
    layout=Layout(bottom=380, open_cut=True),
    borders=BorderStyle(line="path"),
)
"""As a browser prints: filled paths; a merged cell that is cut has no rule at the cut."""


def _printed(form: RealForm, job: PrintJob) -> bytes:
    printer = ReportPrinter(job)
    printer.prose(*form.preamble)
    printer.table(PlainTable(form.table, form.title, form.above, form.below))
    return printer.save()


def _read(form: RealForm, job: PrintJob, settings: Settings, saved: Save) -> zhperf.Report:
    return zhperf.extract(saved(_printed(form, job)), settings=settings)


def _assert_read(report: zhperf.Report, form: RealForm) -> None:
    for read, expected in zip(report_facts(report), form.tables, strict=True):
        assert read == expected
    assert [finding.code for finding in report.findings] == list(form.findings)


@pytest.fixture(params=form_files(), ids=lambda path: path.stem)
def form(request: pytest.FixtureRequest) -> RealForm:
    return load(request.param)


def test_on_one_page(form: RealForm, settings: Settings, saved: Save) -> None:
    report = _read(form, WHOLE, settings, saved)
    assert report.source.pages == 1
    _assert_read(report, form)


@pytest.mark.parametrize("job", [BROKEN, OPEN], ids=["broken", "open"])
def test_over_pages(form: RealForm, job: PrintJob, saved: Save) -> None:
    report = _read(form, job, Settings(), saved)
    _assert_read(report, form)
