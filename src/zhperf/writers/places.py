"""Places of values as short texts that are the same in every language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhperf.report import LineRegion, ParagraphRegion, Region, SheetRegion, TableRegion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhperf.report import Place

_LETTERS = 26
_PLAIN_SHEET = re.compile(r"(?![A-Z]{1,3}\d+$|R?\d*C?\d*$)[^\W\d][\w.]*", re.IGNORECASE)
"""Names that spreadsheets write without quotes; one such as A1 or R1C1 would be a cell."""


def first_place(places: Sequence[Place]) -> Place:
    """Where a value or row begins: the first of its places in the order of the document.

    Args:
        places: Of one source; not empty.  Where the order of two places is not known, as of
            two sheets or of a paragraph and a table, that of the list counts.
    """
    comparable = _space(places[0])
    return min((place for place in places if _space(place) == comparable), key=_order)


def _space(place: Place) -> tuple[type[Place], str | None]:
    """Places of one space have an order."""
    return type(place), place.sheet if isinstance(place, SheetRegion) else None


def _order(place: Place) -> tuple[float, ...]:
    match place:
        case Region():
            return (place.page, place.bbox[1], place.bbox[0])
        case SheetRegion():
            return (place.row, place.column)
        case TableRegion():
            return (place.table, place.row, place.column)
        case ParagraphRegion():
            return (place.paragraph,)
        case LineRegion():
            return (place.line, place.column or 0)


def place_text(place: Place) -> str:
    """The place: p5, 自评表!C5, t2r5c3, ¶7, L12, L12:3."""
    match place:
        case Region():
            return f"p{place.page}"
        case SheetRegion():
            return f"{_quoted(place.sheet)}!{column_letters(place.column)}{place.row}"
        case TableRegion():
            return f"t{place.table}r{place.row}c{place.column}"
        case ParagraphRegion():
            return f"¶{place.paragraph}"
        case LineRegion():
            field = "" if place.column is None else f":{place.column}"
            return f"L{place.line}{field}"


def column_letters(column: int) -> str:
    """The name of a column of a workbook: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def _quoted(sheet: str) -> str:
    """The name of a sheet as formulas write it, for the place to be pasted into a spreadsheet."""
    if _PLAIN_SHEET.fullmatch(sheet):
        return sheet
    return "'" + sheet.replace("'", "''") + "'"
