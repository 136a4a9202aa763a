"""Forms as they were published, read back in whole, on one page and over several."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import zhperf
from printing import BorderStyle, Layout, PageSetup, PrintJob
from printing.reportprint import PlainTable, ReportPrinter
from realforms.comparing import report_facts
from realforms.formfile import FOLDER, RealForm, form_files, load
from zhperf.config import Settings
from zhperf.errors import NoTableError, OtherFormsError

Save = Callable[[bytes], Path]

WHOLE = PrintJob(setup=PageSetup(842, 2000), layout=Layout(bottom=1950))
"""As a word processor prints: strokes; a page that holds any of the forms."""

BROKEN = PrintJob(setup=PageSetup(842, 380), layout=Layout(bottom=340, repeat_header=True))
"""Pages that end between two rows; a merged cell that is cut is closed with a rule.  Rows that
the form's drawing marks are printed again on each page."""

LOW = PrintJob(setup=PageSetup(842, 280), layout=Layout(bottom=240))
"""Pages of a few rows, closed cuts: blocks above the grid and footers are parted too."""

OPEN = PrintJob(
    setup=PageSetup(842, 420),
    layout=Layout(bottom=380, open_cut=True),
    borders=BorderStyle(line="path"),
)
"""As a browser prints: filled paths; a merged cell that is cut has no rule at the cut."""

GRIDS = form_files("forms", "pages")
WITHOUT_GRID = form_files("nogrid")


def _name(path: Path) -> str:
    return path.stem


def printed(job: PrintJob, *forms: RealForm) -> bytes:
    """Forms one after the other."""
    printer = ReportPrinter(job)
    for form in forms:
        printer.prose(*form.preamble)
        printer.table(PlainTable(form.table, form.title, form.above, form.below))
    return printer.save()


def _assert_read(report: zhperf.Report, form: RealForm) -> None:
    for read, expected in zip(report_facts(report), form.tables, strict=True):
        assert read == expected
    assert [finding.code for finding in report.findings] == list(form.findings)


@pytest.mark.parametrize("path", GRIDS, ids=_name)
def test_on_one_page(path: Path, settings: Settings, saved: Save) -> None:
    form = load(path)
    report = zhperf.extract(saved(printed(WHOLE, form)), settings=settings)
    assert report.source.pages == 1
    _assert_read(report, form)


@pytest.mark.parametrize("job", [BROKEN, LOW, OPEN], ids=["broken", "low", "open"])
@pytest.mark.parametrize("path", GRIDS, ids=_name)
def test_over_pages(path: Path, job: PrintJob, saved: Save) -> None:
    form = load(path)
    _assert_read(zhperf.extract(saved(printed(job, form))), form)


@pytest.mark.parametrize("path", WITHOUT_GRID, ids=_name)
def test_form_without_an_indicator_grid_is_refused(
    path: Path, settings: Settings, saved: Save
) -> None:
    form = load(path)
    with pytest.raises(NoTableError) as refusal:
        zhperf.extract(saved(printed(WHOLE, form)), settings=settings)
    assert isinstance(refusal.value, OtherFormsError) == bool(form.family)
    assert form.family in refusal.value.parts("en")[1]


@pytest.mark.parametrize("path", WITHOUT_GRID, ids=_name)
def test_form_without_an_indicator_grid_stands_beside_one(path: Path, saved: Save) -> None:
    form = load(FOLDER / "forms" / "bond-target-2020.toml")
    other = load(path)
    report = zhperf.extract(saved(printed(WHOLE, form, other, form)))
    assert report_facts(report) == [*form.tables, *form.tables]
    named = [finding.message for finding in report.findings if finding.code == "ZP110"]
    assert len(named) == len(report.findings) == bool(other.family)
    assert all(other.family in message for message in named)
