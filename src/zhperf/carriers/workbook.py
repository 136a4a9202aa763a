"""Workbooks: the cells of each sheet with the text that it displays (ECMA-376 part 1, 18).

Only what exists is read: a sheet may claim a million rows, and a merged range may cover them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Final, NamedTuple

from zhperf.carriers.dateformats import iso_days
from zhperf.carriers.numberformats import (
    BUILT_IN,
    GENERAL,
    display_number,
    display_text,
    general,
    is_date,
)
from zhperf.carriers.raised import aligned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

    from zhperf.officepackage import OfficePackage

_MAIN = "xl/workbook.xml"
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_RANGE = re.compile(rf"{_REFERENCE.pattern}(?::{_REFERENCE.pattern})?")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
"""A code unit that XML cannot hold (ST_Xstring, 22.9.2.19)."""
_SIGNIFICANT = 15
"""Digits of a number that a workbook displays; doubles hold noise behind them."""
_PLAIN_DATE = "yyyy/m/d"
"""How a date is shown whose format is not known."""
_SHEET_PARTS: Final = frozenset(("sheetView", "col", "row", "mergeCell"))
_TRUE: Final = frozenset(("1", "true", "on"))


class Area(NamedTuple):
    """A range of cells; all numbers are 1-based, and the last ones are inside."""

    top: int
    left: int
    bottom: int
    right: int


class SheetCell(NamedTuple):
    """A cell that exists in a sheet."""

    text: str
    """As displayed."""
    has_border: bool = False
    formula: str | None = None
    """Set for a formula whose value is not in the file; then there is no text."""
    unknown_format: str | None = None
    """The format, where it is not known how it displays the number."""
    hidden: str = ""
    """Content that its format does not display."""
    struck: str = ""
    """Text that is struck through."""
    stored: str = ""
    """The number, where the format General has no room for its digits."""


@dataclass(slots=True)
class Intervals:
    """Numbers in ranges that may overlap."""

    _ranges: list[tuple[int, int]] = field(default_factory=list)
    """Apart from each other, rising."""

    @classmethod
    def of(cls, ranges: Iterable[tuple[int, int]]) -> Intervals:
        """From first and last numbers."""
        found: list[tuple[int, int]] = []
        for first, last in sorted(ranges):
            if found and first <= found[-1][1] + 1:
                found[-1] = (found[-1][0], max(last, found[-1][1]))
            else:
                found.append((first, last))
        return cls(found)

    def end(self, number: int) -> int | None:
        """The last number of the range that a number is in; None if it is in none."""
        index = bisect_right(self._ranges, (number, float("inf"))) - 1
        if index < 0 or self._ranges[index][1] < number:
            return None
        return self._ranges[index][1]

    def __contains__(self, number: int) -> bool:
        return self.end(number) is not None


@dataclass(slots=True)
class Sheet:
    """A sheet of a workbook."""

    name: str
    is_hidden: bool = False
    rows: dict[int, dict[int, SheetCell]] = field(default_factory=dict)
    """Cells by 1-based row and column."""
    merged: list[Area] = field(default_factory=list)
    hidden_rows: Intervals = field(default_factory=Intervals)
    hidden_columns: Intervals = field(default_factory=Intervals)


class _Font(NamedTuple):
    is_struck: bool = False
    alignment: str | None = None
    """As `aligned` has it."""


class _Run(NamedTuple):
    text: str
    font: _Font | None = None
    """None for the font of the cell."""


class _Style(NamedTuple):
    code: str = GENERAL
    has_border: bool = False
    font: _Font = _Font()


class Workbook:
    """An open workbook."""

    def __init__(self, package: OfficePackage) -> None:
        """Read all but the sheets.

        Raises:
            DamagedFileError: A part cannot be read.
        """
        self._package = package
        main = package.main_part(_MAIN)
        root = package.root(main)
        self._relations = package.relations(main)
        self._sheets = root.findall("sheets/sheet")
        properties = root.find("workbookPr")
        self._from_1904 = properties is not None and properties.get("date1904") in _TRUE
        self._strings = self._shared_strings()
        self._styles = self._cell_styles()

    def sheets(self) -> Iterator[Sheet]:
        """The sheets with cells, in order; charts are left out.

        Raises:
            DamagedFileError: A sheet cannot be read.
        """
        for element in self._sheets:
            relation = self._relations.get(element.get("id", ""))
            if relation is None or relation.kind != "worksheet":
                continue
            is_hidden = element.get("state", "visible") != "visible"
            sheet = Sheet(element.get("name", ""), is_hidden)
            self._read(relation.target, sheet)
            yield sheet

    def _part_of(self, kind: str) -> str | None:
        """The part of a kind that the workbook refers to, if it is there."""
        found = (r.target for r in self._relations.values() if r.kind == kind)
        return next((part for part in found if part.lower() in self._package.parts), None)

    def _shared_strings(self) -> list[tuple[_Run, ...]]:
        part = self._part_of("sharedStrings")
        if part is None:
            return []
        entries = self._package.elements(part, frozenset(("si",)))
        return [_runs(entry) for entry in entries if entry.tag == "si"]

    def _cell_styles(self) -> list[_Style]:
        part = self._part_of("styles")
        if part is None:
            return []
        root = self._package.root(part)
        codes = dict(BUILT_IN) | {
            _number(entry.get("numFmtId")): entry.get("formatCode", GENERAL)
            for entry in root.iterfind("numFmts/numFmt")
        }
        borders = dict(enumerate(map(_is_drawn, root.iterfind("borders/border"))))
        fonts = dict(enumerate(map(_font, root.iterfind("fonts/font"))))
        return [
            _Style(
                codes.get(_number(entry.get("numFmtId")), GENERAL),
                borders.get(_number(entry.get("borderId")), False),
                fonts.get(_number(entry.get("fontId")), _Font()),
            )
            for entry in root.iterfind("cellXfs/xf")
        ]

    def _read(self, part: str, sheet: Sheet) -> None:
        hidden_rows: list[int] = []
        hidden_columns: list[tuple[int, int]] = []
        row, shows_zeros = 0, True
        for element in self._package.elements(part, _SHEET_PARTS):
            if element.tag == "row":
                row = _number(element.get("r")) or row + 1
                sheet.rows[row] = self._cells(element, shows_zeros)
                if _is_hidden(element, "ht"):
                    hidden_rows.append(row)
            elif element.tag == "sheetView":
                shows_zeros = element.get("showZeros", "1") in _TRUE
            elif element.tag == "col" and _is_hidden(element, "width"):
                hidden_columns.append((_number(element.get("min")), _number(element.get("max"))))
            elif element.tag == "mergeCell" and (area := _area(element.get("ref", ""))):
                sheet.merged.append(area)
        sheet.hidden_rows = Intervals.of((row, row) for row in hidden_rows)
        sheet.hidden_columns = Intervals.of(hidden_columns)

    def _cells(self, row: Element, shows_zeros: bool) -> dict[int, SheetCell]:
        cells: dict[int, SheetCell] = {}
        column = 0
        for element in row:
            if element.tag == "c":
                found = _REFERENCE.fullmatch(element.get("r", ""))
                column = _column(found[1]) if found else column + 1
                cells[column] = self._cell(element, shows_zeros)
        return cells

    def _cell(self, element: Element, shows_zeros: bool) -> SheetCell:
        index = _number(element.get("s"))
        style = self._styles[index] if index < len(self._styles) else _Style()
        kind = element.get("t", "n")
        if kind == "inlineStr":
            inline = element.find("is")
            return _text_cell(() if inline is None else _runs(inline), style)
        value, formula = element.find("v"), element.find("f")
        content = None if value is None else value.text
        if not content:
            is_lost = formula is not None and (value is None or kind != "str")
            code = f"={formula.text or '…'}" if formula is not None and is_lost else None
            return SheetCell("", style.has_border, code)
        if kind in ("s", "str"):
            runs = self._string(content) if kind == "s" else (_Run(_unescaped(content)),)
            return _text_cell(runs, style)
        if kind == "b":
            return _plain_cell("TRUE" if content in _TRUE else "FALSE", style)
        if not shows_zeros and _decimal(content) == 0:
            return SheetCell("", style.has_border)
        return self._number_cell(content, kind, style)

    def _string(self, index: str) -> tuple[_Run, ...]:
        number = _number(index)
        if number >= len(self._strings):
            raise self._package.damaged(f"shared string {index} is missing")
        return self._strings[number]

    def _number_cell(self, content: str, kind: str, style: _Style) -> SheetCell:
        number = iso_days(content) if kind == "d" else _decimal(content)
        if number is None or kind == "e":
            return _plain_cell(content, style)  # an error such as #DIV/0!
        text = display_number(number, style.code, from_1904=self._from_1904)
        if text is not None:
            cell = _plain_cell(text, style)
            stored = content if _is_shortened(text, number) else ""
            return cell._replace(hidden="" if text else general(number), stored=stored)
        plain = _PLAIN_DATE if is_date(style.code) else GENERAL
        text = display_number(number, plain, from_1904=self._from_1904)
        return _plain_cell(text or general(number), style)._replace(unknown_format=style.code)


def column_letters(column: int) -> str:
    """The name of a 1-based column: C for 3."""
    letters = ""
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def _runs(entry: Element) -> tuple[_Run, ...]:
    """The text of a string; without readings above ideographs."""
    plain = (_Run(_unescaped(text.text or "")) for text in entry.iterfind("t"))
    formatted = (
        _Run(_unescaped(text.text or ""), None if font is None else _font(font))
        for run in entry.iterfind("r")
        for font in (run.find("rPr"),)
        for text in run.iterfind("t")
    )
    return (*plain, *formatted)


def _font(properties: Element) -> _Font:
    """What a font, or the properties of a run, say."""
    strike, alignment = properties.find("strike"), properties.find("vertAlign")
    return _Font(
        strike is not None and strike.get("val", "1") in _TRUE,
        None if alignment is None else alignment.get("val"),
    )


def _text_cell(runs: Iterable[_Run], style: _Style) -> SheetCell:
    """A cell with a text: what its font strikes through is left out of it."""
    fonts = [(run.text, run.font or style.font) for run in runs]
    text = "".join(aligned(text, font.alignment) for text, font in fonts if not font.is_struck)
    return SheetCell(
        display_text(text, style.code) if text else "",
        style.has_border,
        struck="".join(text for text, font in fonts if font.is_struck),
    )


def _plain_cell(text: str, style: _Style) -> SheetCell:
    """A cell with what its format has made a text of."""
    if style.font.is_struck:
        return SheetCell("", style.has_border, struck=text)
    return SheetCell(aligned(text, style.font.alignment), style.has_border)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _decimal(content: str) -> Decimal | None:
    """The number of a cell, without the noise of its double; None if it is none."""
    try:
        number = float(content)
    except ValueError:
        return None
    return Decimal(f"{number:.{_SIGNIFICANT}g}") if isfinite(number) else None


def _is_shortened(text: str, number: Decimal) -> bool:
    """Whether a number is shown with an exponent that no author chose, and without some digits."""
    return "E" in text and text == general(number) and Decimal(text) != number


def _area(text: str) -> Area | None:
    found = _RANGE.fullmatch(text)
    if found is None:
        return None
    left, top, right, bottom = found.groups()
    right, bottom = right or left, bottom or top
    rows, columns = sorted((int(top), int(bottom))), sorted((_column(left), _column(right)))
    return Area(rows[0], columns[0], rows[1], columns[1])


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _number(text: str | None) -> int:
    """A number that is not negative; 0 for anything else."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _is_hidden(track: Element, size: str) -> bool:
    """Whether a row or column is hidden, or its size is 0."""
    return track.get("hidden") in _TRUE or _decimal(track.get(size, "1")) == 0


def _is_drawn(border: Element) -> bool:
    sides = ("left", "right", "top", "bottom", "start", "end")
    return any(
        side.tag in sides and side.get("style", "none") not in ("none", "") for side in border
    )
