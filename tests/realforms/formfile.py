"""Forms as data: a drawing of the cells, and what the reader must make of it, side by side.

README.md in this folder says how to write one.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from printing import PrintCell, PrintTable

FOLDER = Path(__file__).parent

LEFT, ABOVE = "<", "^"
"""Places that belong to the cell left of them, or above."""

REPEATED = "== "
"""Begins a row that is printed again on each page."""


@dataclass(frozen=True, slots=True)
class RealForm:
    """A form to print and the report that it stands for."""

    name: str
    source: str
    """Where the form was published."""
    preamble: tuple[str, ...]
    """Lines above the title that are no part of the form."""
    title: tuple[str, ...]
    above: str
    """The line between title and frame, "" for none."""
    table: PrintTable
    below: tuple[str, ...]
    """Paragraphs under the frame."""
    tables: tuple[dict[str, Any], ...]
    """Expected tables, as `comparing.table_facts` gives them."""
    findings: tuple[str, ...]
    """Codes of the expected findings, in order."""
    family: str
    """The family of a form that is no indicator table; "" for none."""


def form_files(*folders: str) -> list[Path]:
    """The forms in these folders, sorted."""
    return sorted(path for folder in folders for path in FOLDER.glob(f"{folder}/*.toml"))


def load(path: Path) -> RealForm:
    """Read a form's file."""
    return parse(path.read_text("utf-8"), path.stem)


def parse(text: str, name: str) -> RealForm:
    """A form out of the text of its file."""
    data = tomllib.loads(text)
    form = RealForm(
        name=name,
        source=data.pop("source"),
        preamble=tuple(data.pop("preamble", ())),
        title=tuple(data.pop("title", ())),
        above=data.pop("above", ""),
        table=drawn_table(data.pop("drawing"), data.pop("widths")),
        below=tuple(data.pop("below", ())),
        tables=tuple(_expected(table) for table in data.pop("tables", ())),
        findings=tuple(data.pop("findings", ())),
        family=data.pop("family", ""),
    )
    _refuse_rest(data)
    return form


def drawn_table(drawing: str, widths: str) -> PrintTable:
    """The table that a drawing shows: a line for each row, places parted by |.

    Args:
        drawing: See README.md.
        widths: Relative width of each column.

    Raises:
        ValueError: A row has more or fewer places than there are widths, or cells overlap.
    """
    weights = tuple(float(width) for width in widths.split())
    lines = [line for line in drawing.splitlines() if line.strip()]
    rows = [_places(line.removeprefix(REPEATED)) for line in lines]
    for row in rows:
        if len(row) != len(weights):
            raise ValueError(f"{len(row)} places instead of {len(weights)}: {' | '.join(row)}")
    table = PrintTable(
        n_rows=len(rows),
        weights=weights,
        cells=_cells(rows),
        header_rows=tuple(i for i, line in enumerate(lines) if line.startswith(REPEATED)),
    )
    table.check()
    return table


def _places(line: str) -> list[str]:
    return [place.strip(" ") for place in line.split("|")]


def _cells(rows: list[list[str]]) -> tuple[PrintCell, ...]:
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            beside = {LEFT: (i, j - 1), ABOVE: (i - 1, j)}.get(text)
            owner[i, j] = owner[beside] if beside else (i, j)
    return tuple(
        _cell(rows[i][j], [place for place, first in owner.items() if first == (i, j)])
        for i, j in sorted(set(owner.values()))
    )


def _cell(text: str, places: list[tuple[int, int]]) -> PrintCell:
    (top, left), (bottom, right) = min(places), max(places)
    return PrintCell(top, left, text, bottom - top + 1, right - left + 1, align="center")


def _expected(data: dict[str, Any]) -> dict[str, Any]:
    """The facts of one table as `comparing.table_facts` gives them."""
    rows = _rows(data.pop("indicators"))
    facts = {
        "template": data.pop("template"),
        "title": data.pop("title", None),
        "fiscal_year": data.pop("fiscal_year", None),
        "department": data.pop("department", None),
        "implementing_unit": data.pop("implementing_unit", None),
        "expected": data.pop("expected", None),
        "achieved": data.pop("achieved", None),
        "funds": _with(_rows(data.pop("funds", "")), "unit", data.pop("money", None)),
        "fields": list(data.pop("fields", {}).items()),
        "indicators": _with(rows, "activity", data.pop("name", None)),
        "total": data.pop("total", {}),
        "notes": data.pop("notes", []),
    }
    _refuse_rest(data)
    return facts


def _with(rows: list[dict[str, str]], field: str, value: str | None) -> list[dict[str, str]]:
    """Rows with a value that they all have, if there is one."""
    return [{field: value} | row if value else row for row in rows]


def _rows(text: str) -> list[dict[str, str]]:
    """Rows under a line of field names; what is empty is left out."""
    lines = [_places(line) for line in text.splitlines() if line.strip()]
    return [
        {name: value for name, value in zip(lines[0], row, strict=True) if value}
        for row in lines[1:]
    ]


def _refuse_rest(data: dict[str, Any]) -> None:
    if data:
        raise ValueError(f"unknown keys: {', '.join(data)}")
