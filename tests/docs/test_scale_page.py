"""The arithmetic of docs/scale.md is that of the figures that were measured."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PAGES = 10_000_000
MEASURED = json.loads((PROJECT / "benchmarks/scale.json").read_text("utf-8"))
KINDS = ("forms", "reports")


def cells(start: str) -> list[str]:
    """The last two cells of the row of a table that begins so."""
    page = (PROJECT / "docs/scale.md").read_text("utf-8")
    row = re.search(rf"^\| {re.escape(start)}.*$", page, re.MULTILINE)
    assert row is not None, start
    return [cell.strip() for cell in row[0].strip("|").split("|")][-2:]


def kinds() -> list[Any]:
    return [MEASURED["kinds"][kind] for kind in KINDS]


def hours() -> list[float]:
    return [PAGES * kind["cpu_ms_per_page"] / 3_600_000 for kind in kinds()]


def documents() -> list[float]:
    return [PAGES * kind["documents"] / kind["pages"] for kind in kinds()]


def test_figures_are_those_that_were_measured() -> None:
    assert cells("processor time") == [f"{one['cpu_ms_per_page']} ms" for one in kinds()]
    assert cells("pages per second") == [f"{1000 / one['cpu_ms_per_page']:.0f}" for one in kinds()]
    assert cells("source, KB") == [str(one["source_kb_per_page"]) for one in kinds()]
    assert cells("report and findings") == [str(one["written_kb_per_page"]) for one in kinds()]


def test_ten_million_pages_are_multiplied_rightly() -> None:
    assert cells("documents | 10") == [f"{one:,.0f}" for one in documents()]
    assert cells("core hours | 10") == [f"{one:.1f}" for one in hours()]
    assert cells("time on 64 cores") == [f"{one / 64 * 60:.0f} min" for one in hours()]
    assert cells("machines") == [f"{one * 0.05:.2f} $" for one in hours()]
    assert cells("S3: reads") == [f"{one * 4 / 1000 * 0.0004:.2f} $" for one in documents()]
    assert cells("S3: writes") == [f"{one * 2 / 1000 * 0.005:.2f} $" for one in documents()]


@pytest.mark.parametrize("name", ["memory_bytes_per_document", "disk_bytes_per_document"])
def test_the_state_is_as_large_as_measured(name: str) -> None:
    page = (PROJECT / "docs/scale.md").read_text("utf-8")
    assert f"{MEASURED['state'][name]:,} bytes" in page
