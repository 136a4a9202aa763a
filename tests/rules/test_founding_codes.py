"""What the rules find in the founding table, row by row.

`founding_codes.json` has the codes that follow from the rules' conditions and the printed table.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rules.making import notes
from zhperf.pipeline import extract
from zhperf.report import Report
from zhperf.rules import builtin_rules

SAMPLE = Path(__file__).parents[2] / "samples" / "founding-table.expected.json"
EXPECTED: dict[str, Any] = json.loads(
    (Path(__file__).parent / "founding_codes.json").read_text(encoding="utf-8")
)
FAMILIES = sorted({code[:3] for code in builtin_rules()} - {"ZP1"})


@cache
def founding() -> Report:
    return Report.model_validate_json(SAMPLE.read_text(encoding="utf-8"))


def of_family(codes: list[str], family: str) -> list[str]:
    return [code for code in codes if code.startswith(family)]


@pytest.mark.parametrize("family", FAMILIES)
def test_each_row(family: str) -> None:
    names = [row.level3 for part in founding().tables[0].activities for row in part.indicators]
    read: dict[str, list[str]] = {f"{number} {name}": [] for number, name in enumerate(names, 1)}
    for note in notes(founding(), family):
        if (row := note.finding.location.row) is not None:
            read[f"{row} {names[row - 1]}"].append(note.finding.code)
    expected = {
        f"{one['row']} {name}": of_family(one["codes"], family)
        for one, name in zip(EXPECTED["rows"], names, strict=True)
    }
    assert {key: sorted(codes) for key, codes in read.items()} == expected


@pytest.mark.parametrize("family", FAMILIES)
def test_the_table_and_its_activities(family: str) -> None:
    larger = [one.finding.code for one in notes(founding(), family) if not one.finding.location.row]
    expected = {code: n for code, n in EXPECTED["larger"].items() if code.startswith(family)}
    assert Counter(larger) == expected


def test_the_file_names_the_rows() -> None:
    names = [row.level3 for part in founding().tables[0].activities for row in part.indicators]
    assert [one["row"] for one in EXPECTED["rows"]] == list(range(1, len(names) + 1))
    for one, name in zip(EXPECTED["rows"], names, strict=True):
        assert "".join(one["name"].split())[:6] == "".join(str(name).split())[:6]


SAMPLES = Path(__file__).parents[2] / "samples"
PRINTS = (
    "founding-table.pdf",
    "founding-office.pdf",
    "founding-browser.pdf",
    "founding-table.txt",
    "founding-office.docx",
    "founding-office.xlsx",
    "founding-office.html",
)
OF_THE_DOCUMENT = {"ZP201", "ZP202"}
"""Rules on what the reading mended, which differs from print to print."""


@pytest.mark.parametrize("name", PRINTS)
def test_each_print_gives_the_same(name: str) -> None:
    found: dict[int | None, list[str]] = {}
    for note in notes(extract(SAMPLES / name), "ZP"):
        code = note.finding.code
        if code not in OF_THE_DOCUMENT and not code.startswith("ZP1"):
            found.setdefault(note.finding.location.row, []).append(code)
    larger = found.pop(None)
    expected = {
        one["row"]: [code for code in one["codes"] if code not in OF_THE_DOCUMENT]
        for one in EXPECTED["rows"]
    }
    assert {row: sorted(codes) for row, codes in found.items()} == {
        row: codes for row, codes in expected.items() if codes
    }
    assert Counter(larger) == EXPECTED["larger"]
