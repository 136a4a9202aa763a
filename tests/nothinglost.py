"""Is every text that a form prints in the report, at its place?

The check knows nothing of fields: it compares the cells of a table with the report's texts and
regions.  What names a place only (headers, labels of blocks and totals, the label of a field that
has one value) need not be there; a row that was left out must be told in a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from zhperf.formreading import FormReading
from zhperf.grids import LogicalCell, LogicalTable, distinct
from zhperf.headers import find_headers, numbers_columns, texts_of
from zhperf.report import Table
from zhperf.templates import builtin_lexicon, builtin_templates

_LEXICON = builtin_lexicon()
_NAMES_A_PLACE = frozenset(
    (
        "name", "department", "implementing_unit", "expected", "achieved", "goal", "total_score",
        "block", "matrix", "total",
    )
)  # fmt: skip
"""Roles of labels whose own text is in no value of the report."""
_COLUMN_NUMBER = re.compile(r"[(（][A-Z0-9](?:[=/].*)?[)）]")
"""What forms print under or behind a column's header."""
_NUMBERS_COLUMN = re.compile(r"[(（]?[0-9A-Z①-⑳一二三四五六七八九十]{1,2}(?:=.*)?[)）]?|[列栏行]次")
_PAIR = re.compile(r"(?P<label>[^:：]{1,20})[:：](?P<value>.+)", re.DOTALL)
_UNSEEN = re.compile(r"[\s:：|]+")

_PARSED: Any = {"activities": {"__all__": {"indicators": {"__all__": {"parsed"}}}}}
"""Parsed quantities repeat the text that they were read from."""

Place = tuple[int, tuple[float, ...]]


class _Known(NamedTuple):
    """What a report holds."""

    text: str
    """All texts, one after the other, without white space and colons."""
    places: frozenset[Place]
    said: str
    """Texts that findings tell, in the same way."""
    printed_elsewhere: frozenset[str | None]
    """Texts whose own place need not be there: headers of extra columns; names and tasks, which
    may be printed in each row."""


def lost_texts(table: LogicalTable, read: Sequence[Table], said: Iterable[str] = ()) -> list[str]:
    """Texts of a table that are nowhere in the report.

    Args:
        table: A table with forms.
        read: The report's tables of its forms.
        said: The values of the report's findings: rows that were left out.

    Returns:
        The texts, in print order; [] if all are there.
    """
    dumps = [one.model_dump(exclude=_PARSED) for one in read]
    known = _Known(
        _bare("".join(_texts(dumps))),
        frozenset(_places(dumps)),
        _bare("".join(said)),
        frozenset(t for one in read for a in one.activities for t in (a.name, a.task))
        | frozenset(key for one in read for fund in one.funds for key in fund.extra),
    )
    heads = {id(cell) for cell in _header_cells(table)}
    cells = {id(cell): cell for row in table.rows for cell in row}
    return [
        cell.text
        for key, cell in cells.items()
        if cell.text and key not in heads and not _names_a_place(cell) and not _held(cell, known)
    ]


def lost_in_readings(table: LogicalTable, readings: Sequence[FormReading]) -> list[str]:
    """The same for forms that were just read: their empty rows become findings."""
    said = (cell.text for one in readings for row in one.empty_rows for cell in row)
    return lost_texts(table, [one.table for one in readings], said)


def _header_cells(table: LogicalTable) -> Iterator[LogicalCell]:
    for header in find_headers(table.rows, _LEXICON):
        for row in table.rows[header.start : header.end]:
            yield from row
    for row in table.rows:
        if numbers_columns(texts_of(row)):
            yield from (cell for cell in distinct(row) if _NUMBERS_COLUMN.fullmatch(cell.text))


def _names_a_place(cell: LogicalCell) -> bool:
    if _LEXICON.label(cell.text) in _NAMES_A_PLACE or _COLUMN_NUMBER.fullmatch(cell.text):
        return True
    return any(template.fund(cell.text) for template in builtin_templates())


def _held(cell: LogicalCell, known: _Known) -> bool:
    """Whether a text is in the report and each of its parts has its place there."""
    text = _bare(cell.text)
    if text in known.said or cell.text in known.printed_elsewhere:
        return True
    pair = _PAIR.fullmatch(cell.text)
    value = _bare(pair["value"]) if pair and _LEXICON.label(pair["label"]) else text
    lines = all(_bare(line.text) in known.text for line in cell.lines)  # labels are separated
    if not (text in known.text or value in known.text or lines or _is_year(cell.text)):
        return False
    return all(_place(region.page, region.bbox) in known.places for region in cell.regions)


def _is_year(text: str) -> bool:
    """Whether a text may be held as a number: the report has the year without its words."""
    return re.search(r"\d{4}|二[〇○零一二三四五六七八九]{3}", text) is not None and len(text) < 12


def _bare(text: str) -> str:
    return _UNSEEN.sub("", text)


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401
    """All texts of a dumped report, printed labels too; places and repairs left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in ("fields", "extra"):
                yield from (text for pair in item.items() for text in pair)
            elif key not in ("regions", "repairs", "parsed"):
                yield from _texts(item)


def _places(value: Any) -> Iterator[Place]:  # noqa: ANN401
    """All places that a dumped report has."""
    if isinstance(value, list):
        for item in value:
            yield from _places(item)
    elif isinstance(value, dict):
        if value.keys() == {"page", "bbox"}:
            yield _place(value["page"], value["bbox"])
            return
        for item in value.values():
            yield from _places(item)


def _place(page: int, bbox: Sequence[float]) -> Place:
    return page, tuple(round(edge, 1) for edge in bbox)
