"""Scans of the prints of the samples after every degradation: how many cells are read exactly.

How cells are compared, `comparing_scans` says.  The table of figures is printed as docs/scans.md
has it.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

import zhperf
from founding_table import SAMPLES
from ocr.comparing_scans import Tally, tally
from ocr.degradations import DEGRADATIONS
from ocr.prints import CUT, SMALL, read_scan
from scanning import Scanner
from zhperf.config import Settings

PRINTS = (
    (SMALL, 1),
    (CUT, 2),
    (SAMPLES / "new-form.pdf", 1),
    (SAMPLES / "project-office.pdf", 1),
    (SAMPLES / "founding-table.pdf", 2),
    (SAMPLES / "founding-office.pdf", 1),
)
"""PDFs and how many of their pages are scanned."""
LEAST = 0.98
"""Share of all cells of all scans that are exact."""


class Row(NamedTuple):
    """A degradation and what came of the cells of each print."""

    name: str
    tallies: list[Tally]

    @property
    def cells(self) -> int:
        """How many were compared."""
        return sum(one.cells for one in self.tallies)

    @property
    def wrong(self) -> int:
        """How many were read otherwise than printed."""
        return sum(len(one.wrong) for one in self.tallies)

    @property
    def told(self) -> int:
        """How many a finding names."""
        return sum(len(one.told) for one in self.tallies)


def read(name: str, scanner: Scanner, folder: Path) -> Row:
    """Scan and read each print."""
    tallies = []
    for path, pages in PRINTS:
        twin = zhperf.extract(path, settings=Settings(pages=f"1-{pages}"))
        tallies.append(tally(read_scan(path, scanner, folder, pages), twin))
    return Row(name, tallies)


@pytest.fixture(scope="module")
def matrix(tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    folder = tmp_path_factory.mktemp("scans")
    return [read(name, scanner, folder) for name, scanner in DEGRADATIONS.items()]


def table_of(matrix: list[Row]) -> str:
    """Markdown."""
    cells, wrong, told = (
        sum(numbers) for numbers in zip(*((r.cells, r.wrong, r.told) for r in matrix), strict=True)
    )
    rows = [(row.name, row.cells, row.wrong, row.told) for row in matrix]
    lines = ["| scan | cells | wrong | exact | told as uncertain |", "|---|--:|--:|--:|--:|"]
    lines += [
        f"| {name} | {count:,} | {bad} | {1 - bad / count:.2%} | {named / count:.0%} |"
        for name, count, bad, named in [*rows, ("all", cells, wrong, told)]
    ]
    return "\n".join(lines)


@pytest.mark.slow
def test_98_of_100_cells_are_exact(matrix: list[Row], capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{table_of(matrix)}")
    assert sum(row.wrong for row in matrix) <= (1 - LEAST) * sum(row.cells for row in matrix)


@pytest.mark.slow
def test_every_wrong_cell_is_told(matrix: list[Row]) -> None:
    untold = [(row.name, wrong) for row in matrix for one in row.tallies for wrong in one.untold]
    assert untold == []


@pytest.mark.slow
def test_no_scan_lacks_a_row(matrix: list[Row]) -> None:
    """A row that is missing, or one too many, would shift all cells below it."""
    for row in matrix:
        assert row.wrong < 0.1 * row.cells, row.name


@pytest.mark.slow
def test_the_same_scan_gives_the_same_report(tmp_path: Path) -> None:
    first, again = (read_scan(SMALL, DEGRADATIONS["red seal"], tmp_path) for _ in range(2))
    assert first == again
