"""A random form of each family, printed in each way, is read back exactly."""

from __future__ import annotations

import tempfile
from pathlib import Path

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

import zhperf
from families.breaks import readable
from families.expectation import assert_findings, assert_tables, doubts
from families.forms import FAMILIES, scorecard
from families.prints import PRINTS
from printing import PrintJob
from printing.reportforms import ReportForm, lay_form
from printing.reportprint import ReportPrinter
from properties.test_forms import QUICK, SLOW_CHECKS
from zhperf.config import Settings
from zhperf.errors import OtherFormsError
from zhperf.report import Report


def extracted(pdf: bytes, engine: str) -> Report:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.pdf"
        path.write_bytes(pdf)
        return zhperf.extract(path, settings=Settings.model_validate({"engine": engine}))


def read_back(form: ReportForm, job: PrintJob, engine: str) -> None:
    printed = lay_form(form)
    printer = ReportPrinter(job, readable)
    printer.form(printed)
    report = extracted(printer.save(), engine)
    assert_tables(report, [printed.truth], [placed.numbers for placed in printer.placed])
    assert_findings(report, printed.findings, doubts(printer))


@pytest.mark.parametrize("print_name", PRINTS)
@pytest.mark.parametrize("family", FAMILIES)
@hypothesis.settings(
    max_examples=6, derandomize=True, database=None, phases=QUICK,
    suppress_health_check=SLOW_CHECKS,
)  # fmt: skip
@given(data=st.data())
def test_form_is_read_back(family: str, print_name: str, data: st.DataObject) -> None:
    form = data.draw(FAMILIES[family])
    read_back(form, data.draw(PRINTS[print_name]), "pdfium")


@pytest.mark.parametrize("family", FAMILIES)
@hypothesis.settings(
    max_examples=2, derandomize=True, database=None, phases=QUICK,
    suppress_health_check=SLOW_CHECKS,
)  # fmt: skip
@given(data=st.data())
def test_pdfplumber_reads_the_form_back(family: str, data: st.DataObject) -> None:
    form = data.draw(FAMILIES[family])
    read_back(form, data.draw(st.one_of(*PRINTS.values())), "pdfplumber")


@hypothesis.settings(
    max_examples=8, derandomize=True, database=None, phases=QUICK,
    suppress_health_check=SLOW_CHECKS,
)  # fmt: skip
@given(form=scorecard(), job=st.one_of(*PRINTS.values()))
def test_scorecard_is_no_indicator_table(form: ReportForm, job: PrintJob) -> None:
    printer = ReportPrinter(job, readable)
    printer.form(lay_form(form))
    with pytest.raises(OtherFormsError) as raised:
        extracted(printer.save(), "pdfium")
    assert "scorecard" in str(raised.value.values["forms"])


@pytest.mark.slow
@pytest.mark.parametrize("engine_name", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize("print_name", PRINTS)
@pytest.mark.parametrize("family", FAMILIES)
@hypothesis.settings(max_examples=100, suppress_health_check=SLOW_CHECKS)
@given(data=st.data())
def test_many_forms_are_read_back(
    family: str, print_name: str, engine_name: str, data: st.DataObject
) -> None:
    form = data.draw(FAMILIES[family])
    read_back(form, data.draw(PRINTS[print_name]), engine_name)
