"""A page that lies the other way stands between two parts of a form."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random

import pikepdf
import pytest

import zhperf
from printing import Layout, PageSetup, PrintJob
from printing.distractors import income_and_spending
from printing.reportprint import ReportPrinter
from regressions.prints import long_form, print_forms
from zhperf.config import Settings

Save = Callable[[bytes], Path]
UPRIGHT = PageSetup(595, 842)


def _between(*parts: bytes, page: bytes) -> bytes:
    """The pages of a print with another page after the first."""
    with pikepdf.open(BytesIO(parts[0])) as pdf, pikepdf.open(BytesIO(page)) as other:
        pdf.pages.insert(1, other.pages[0])
        result = BytesIO()
        pdf.save(result)
        return result.getvalue()


def _other_page(*, table: bool, setup: PageSetup = UPRIGHT) -> bytes:
    layout = Layout(left=40, width=setup.width - 80, bottom=setup.height - 60)
    printer = ReportPrinter(PrintJob(setup=setup, layout=layout))
    printer.prose("第三部分 名词解释", "一般公共预算财政拨款收入，是指财政当年拨付的资金。")
    if table:
        printer.table(income_and_spending(Random(1)))
    return printer.save()


@pytest.mark.parametrize("table", [True, False], ids=["table", "prose"])
def test_a_form_was_cut_in_two_by_an_upright_page(
    settings: Settings, saved: Save, *, table: bool
) -> None:
    form = long_form(30)
    ((_, printed),) = print_forms(form)
    pages = len(printed.pages)
    assert pages > 1
    pdf = _between(printed.pdf, page=_other_page(table=table))
    report = zhperf.extract(saved(pdf), settings=settings)
    (read,) = report.tables
    names = [row.level3 for activity in read.activities for row in activity.indicators]
    assert names == [row.level3 for row in form.activities[0].indicators]
    assert read.pages == [1, *range(3, pages + 2)]
    assert report.findings == []


def test_a_page_of_the_same_direction_ends_a_form(saved: Save) -> None:
    """Nothing says that the grid after it belongs to the form: that is a doubt."""
    form = long_form(30)
    ((_, printed),) = print_forms(form)
    pdf = _between(printed.pdf, page=_other_page(table=False, setup=PageSetup(842, 595)))
    report = zhperf.extract(saved(pdf))
    (read,) = report.tables
    assert read.pages == [1]
    assert [(finding.code, finding.location.page) for finding in report.findings] == [("ZP108", 3)]
