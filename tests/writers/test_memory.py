"""No writer keeps all rows: eight times the rows need no more memory."""

from __future__ import annotations

import tracemalloc
from contextlib import ExitStack
from pathlib import Path

import pytest
from flatreports import rows_file

from zhperf.report import Activity, Indicator, Source, Table
from zhperf.writers import PARTS, Format, Layout, finish, parquet

FEW, MANY = 200, 1_600
SLACK = 300_000
"""Bytes that caches, buffers and chance may add; the rows in memory would be ten times that."""


@pytest.mark.parametrize("output", ["xlsx", "parquet", "datapackage"])
def test_memory_is_flat(output: Format, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS_IN_BATCH", 100)
    monkeypatch.setattr(parquet, "BATCHES_IN_GROUP", 3)
    peak(output, FEW, tmp_path)  # imports are not counted
    assert peak(output, MANY, tmp_path) < peak(output, FEW, tmp_path) + SLACK


def peak(output: Format, count: int, folder: Path) -> int:
    """Bytes of Python's memory at the most, while the files are made."""
    indicator = Indicator(level3="绩效" * 20, target="≥90%", actual="95%")
    table = Table(index=1, template="t", pages=[1], activities=[Activity(indicators=[indicator])])
    source = Source(path="a.pdf", sha256="ab" * 32, pages=1)
    rows = folder / "rows"
    rows.write_bytes(rows_file([(source, [table], [])]).getvalue() * count)
    with ExitStack() as opened:
        streams = {part: opened.enter_context((folder / part).open("wb")) for part in PARTS[output]}
        stored = opened.enter_context(rows.open("rb"))
        tracemalloc.start()
        finish(output, stored, streams, Layout())
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return most
