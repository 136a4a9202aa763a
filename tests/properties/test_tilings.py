"""Random grids of merged cells are drawn in every line style and read back."""

from __future__ import annotations

import tempfile
from pathlib import Path

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

import zhperf
from printing import BorderStyle, Layout, PageSetup, PrintJob, PrintTable, print_table
from properties.strategies import border_styles, page_setups, tilings
from properties.test_forms import QUICK, SLOW_CHECKS
from zhperf.config import Settings


@st.composite
def drawn_tilings(draw: st.DrawFn) -> tuple[PrintTable, PrintJob]:
    """A tiling and a way to draw it on one page."""
    borders: BorderStyle = draw(border_styles())
    setup: PageSetup = draw(page_setups())
    width, height = setup.content_size
    layout = Layout(
        left=40, width=width - 80, top=40, bottom=height * 20, size=8, min_row=16, padding=2
    )
    table: PrintTable = draw(tilings(borders.outer))
    return table, PrintJob(setup=setup, layout=layout, borders=borders)


def read_back(case: tuple[PrintTable, PrintJob], engine: str) -> None:
    """Print a tiling, read it with `engine`, compare shape, spans and texts."""
    table, job = case
    printed = print_table(table, job)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tiling.pdf"
        path.write_bytes(printed.pdf)
        grids = zhperf.tables(path, settings=Settings.model_validate({"engine": engine}))
    assert len(grids) == 1
    read = [(c.row, c.column, c.row_span, c.column_span, c.text) for c in grids[0].cells]
    true = [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells]
    assert read == sorted(true)


@hypothesis.settings(max_examples=150, phases=QUICK, suppress_health_check=SLOW_CHECKS)
@given(drawn_tilings())
def test_reads_the_tiling_that_was_drawn(case: tuple[PrintTable, PrintJob]) -> None:
    read_back(case, "pdfium")


@hypothesis.settings(max_examples=15, phases=QUICK, suppress_health_check=SLOW_CHECKS)
@given(drawn_tilings())
def test_pdfplumber_reads_the_tiling_that_was_drawn(case: tuple[PrintTable, PrintJob]) -> None:
    read_back(case, "pdfplumber")


@pytest.mark.slow
@pytest.mark.parametrize("engine_name", ["pdfium", "pdfplumber"])
@hypothesis.settings(max_examples=400, suppress_health_check=SLOW_CHECKS)
@given(case=drawn_tilings())
def test_reads_many_tilings(engine_name: str, case: tuple[PrintTable, PrintJob]) -> None:
    read_back(case, engine_name)
