"""Random forms are printed and read back exactly: no text lost, none invented."""

from __future__ import annotations

import tempfile
from pathlib import Path

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase, given

import zhperf
from printing import FormTable, PrintJob, SelfEvaluation, print_table
from properties.expectation import assert_report
from properties.strategies import printed_forms
from zhperf.config import Settings

SLOW_CHECKS = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)
"""Printing is part of an example; the checks are about generators only."""

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
"""Without shrinking, which takes minutes for a printed form; the slow runs do it."""


def read_back(case: tuple[SelfEvaluation, FormTable, PrintJob], engine: str) -> None:
    """Print a form, read it with `engine`, compare all values and their places."""
    form, shape, job = case
    printed = print_table(shape.table, job)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.pdf"
        path.write_bytes(printed.pdf)
        report = zhperf.extract(path, settings=Settings.model_validate({"engine": engine}))
    assert_report(report, form, shape, printed)


@hypothesis.settings(max_examples=200, phases=QUICK, suppress_health_check=SLOW_CHECKS)
@given(printed_forms())
def test_reads_what_was_printed(case: tuple[SelfEvaluation, FormTable, PrintJob]) -> None:
    read_back(case, "pdfium")


@hypothesis.settings(max_examples=15, phases=QUICK, suppress_health_check=SLOW_CHECKS)
@given(printed_forms())
def test_pdfplumber_reads_what_was_printed(
    case: tuple[SelfEvaluation, FormTable, PrintJob],
) -> None:
    read_back(case, "pdfplumber")


@pytest.mark.slow
@pytest.mark.parametrize("engine_name", ["pdfium", "pdfplumber"])
@hypothesis.settings(max_examples=400, suppress_health_check=SLOW_CHECKS)
@given(case=printed_forms())
def test_reads_many_prints(
    engine_name: str, case: tuple[SelfEvaluation, FormTable, PrintJob]
) -> None:
    read_back(case, engine_name)
