"""What was read from a scan, cell by cell, against what the print it was made from says.

A cell is one text of the report: a field of an indicator, a name or task of an activity, or a text
of the head (title, department, funds, notes, ...).  Two texts are equal if they are after NFKC and
without white space: （ and (, and the space at which a line breaks, do not count.  A cell that is
empty in one and not in the other is wrong.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from itertools import count
from typing import NamedTuple, TypeAlias

from zhperf.report import Activity, Indicator, Region, Report, Table

Place: TypeAlias = tuple[int, int | None, str]
"""Number of the table, of the indicator (None: the head), and field, as findings name them."""
UNSURE, SUSPECT = "ZP124", "ZP125"
"""Codes of the findings that tell which values may be misread."""

_FIELDS = (
    "level1", "level2", "level3", "nature", "target", "unit", "actual", "deviation", "weight",
    "score",
)  # fmt: skip


class Wrong(NamedTuple):
    """A cell that was read otherwise than it is printed."""

    place: Place
    read: str
    printed: str


class Tally(NamedTuple):
    """How many cells of a scan came out."""

    cells: int
    wrong: list[Wrong]
    told: set[Place]
    """Cells that a finding names as uncertain or suspect."""

    @property
    def untold(self) -> list[Wrong]:
        """Wrong cells that no finding names."""
        return [one for one in self.wrong if one.place not in self.told]


def tally(scan: Report, twin: Report) -> Tally:
    """Compare the report of a scan with that of the PDF that was scanned."""
    read, printed = cells(scan), cells(twin)
    places = sorted(read.keys() | printed.keys(), key=str)
    pairs = [(place, read.get(place, ""), printed.get(place, "")) for place in places]
    wrong = [Wrong(*pair) for pair in pairs if pair[1] != pair[2]]
    return Tally(len(places), wrong, told_places(scan))


def told_places(report: Report) -> set[Place]:
    """The cells that findings name as uncertain or suspect."""
    return {
        (found.location.table or 0, found.location.row, found.location.field or "")
        for found in report.findings
        if found.code in (UNSURE, SUSPECT)
    }


def cells(report: Report) -> dict[Place, str]:
    """All texts of a report that are not empty, in the form in which they are compared."""
    return {
        (table.index, row, field): plain
        for table in report.tables
        for row, field, text, _ in texts(table)
        if text is not None and (plain := as_compared(text))
    }


def as_compared(text: str) -> str:
    """NFKC, without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


Text: TypeAlias = tuple[int | None, str, str | None, list[Region]]
"""Number of the indicator, field, text, and where it stands."""


def texts(table: Table) -> Iterator[Text]:
    """Every text of a table."""
    yield from _placed(None, _head(table), table)
    numbers = count(1)
    for activity in table.activities:
        first = True
        for indicator in activity.indicators:
            number = next(numbers)
            if first:
                names = {"name": activity.name, "task": activity.task}
                yield from _placed(number, names, activity)
                first = False
            own = {field: getattr(indicator, field) for field in _FIELDS}
            extra = {f"extra.{header}": text for header, text in indicator.extra.items()}
            yield from _placed(number, own | extra, indicator)


def _placed(
    row: int | None, named: Mapping[str, str | None], holder: Table | Activity | Indicator
) -> Iterator[Text]:
    for field, text in named.items():
        places = holder.regions.get(field, [])
        yield row, field, text, [place for place in places if isinstance(place, Region)]


def _head(table: Table) -> dict[str, str | None]:
    objective, total = table.overall_objective, table.total
    named = {
        "title": table.title,
        "department": table.department,
        "implementing_unit": table.implementing_unit,
        "overall_objective.expected": objective.expected,
        "overall_objective.achieved": objective.achieved,
        "total.weight": total.weight,
        "total.score": total.score,
    }
    named |= {f"fields.{label}": text for label, text in table.fields.items()}
    named |= {f"notes.{index}": text for index, text in enumerate(table.notes)}
    for index, fund in enumerate(table.funds):
        amounts = fund.model_dump(exclude={"extra"})
        named |= {f"funds.{index}.{field}": text for field, text in amounts.items()}
    return named
