"""Published forms as transcriptions: merged cells are their text and empty fields.

What a merged cell covers cannot always be told from empty fields: such forms are named here,
with what is read otherwise.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from realforms.comparing import report_facts
from realforms.formfile import RealForm, form_files, load
from transcriptions.reading import indicators, read

UNTOLD: dict[str, frozenset[str]] = {
    # A value merged over rows of funds or indicators stands in the first only.
    "sc-project-510000_0013zp-2023": frozenset(("funds",)),
    "sc-daying-pair-2023": frozenset(("funds",)),
    "sd-jinan-project-2019": frozenset(("indicators",)),
    "jl-special-fund-jsp": frozenset(("indicators",)),
    # Side labels in a column of their own are read from the rows that they span.
    "hb-project-2020-2023": frozenset(("fields",)),
    "hn-dept-2021": frozenset(("funds",)),
    "sc-guangyuan-target-2021": frozenset(("funds",)),
    # A footer whose label nobody knows looks like an indicator.
    "hb-ezhou-target-2022": frozenset(("fields", "indicators")),
}
"""Facts of a form that its transcription does not tell."""


def _name(path: Path) -> str:
    return path.stem


def transcribed(form: RealForm) -> str:
    """A form as tab-separated text."""
    rows = [[""] * form.table.n_columns for _ in range(form.table.n_rows)]
    for cell in form.table.cells:
        rows[cell.row][cell.column] = cell.text.replace("\n", "")
    lines = [*form.preamble, *form.title, *filter(None, [form.above])]
    return "\n".join([*lines, *map("\t".join, rows), *form.below]) + "\n"


@pytest.mark.parametrize("path", form_files("forms", "pages"), ids=_name)
def test_form_is_read_from_its_transcription(path: Path) -> None:
    form = load(path)
    report = read(transcribed(form))
    untold = UNTOLD.get(form.name, frozenset())
    for facts, expected in zip(report_facts(report), form.tables, strict=True):
        differing = {key for key in expected if facts[key] != expected[key]}
        assert differing <= untold, {key: (facts[key], expected[key]) for key in differing - untold}
    kinds = {r.kind for table in report.tables for one in indicators(table) for r in one.repairs}
    assert "cells-moved" not in kinds
    assert [f.code for f in report.findings if f.code in ("ZP116", "ZP117", "ZP118")] == []


@pytest.mark.parametrize("name", UNTOLD)
def test_a_form_that_is_named_still_differs(name: str) -> None:
    form = next(load(path) for path in form_files("forms", "pages") if path.stem == name)
    pairs = zip(report_facts(read(transcribed(form))), form.tables, strict=True)
    differing = {key for facts, printed in pairs for key in printed if facts[key] != printed[key]}
    assert differing == UNTOLD[name]
