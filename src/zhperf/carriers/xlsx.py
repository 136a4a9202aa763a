"""Workbooks: each sheet is a part of its own, each block of its rows a table.

Empty rows without borders part the blocks; a block whose rows have one text each is text.
Read with the standard library: openpyxl makes an object of every cell in a merged range, tells no
formula without a value from an empty cell, and gives up on drawings that are of no use here.

Not read: charts, drawings and comments; headers and footers of pages.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from zhperf.carriers.building import STRUCK, CarrierCell, LayoutBuilder, quoted
from zhperf.carriers.workbook import Workbook, column_letters
from zhperf.errors import NOTHING, Bilingual
from zhperf.grids import Remark, SheetPlace
from zhperf.officepackage import OfficePackage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhperf.carriers.workbook import Sheet, SheetCell
    from zhperf.grids import PageLayout

_HIDDEN_SHEET = Bilingual("on a hidden sheet", "位于隐藏的工作表")
_HIDDEN_TRACK = Bilingual("in a hidden row or column", "位于隐藏的行或列")
_COVERED = Bilingual("covered by merged cells", "被合并单元格覆盖")
_ENDLESS = 2**31
"""More than any row or column."""
_MAX_OUTSIDE = 2
"""Texts of a row outside of the frame: a title, or the unit that fills in the form and the money's
unit; a row with more is a row of the table though it has no borders."""
_BY_FORMAT = Bilingual("not displayed by its number format", "数字格式不显示该值")


class _Row(NamedTuple):
    """A row that is displayed and has text or a border."""

    number: int
    """1-based."""
    cells: list[CarrierCell]
    """From left to right, with the sheet's 1-based rows and columns."""
    reach: int
    """The last row of its cells that have text; 0 if none has."""
    is_merged: bool
    """Whether any of its cells is merged, or covered by one that is."""
    has_border: bool


def read(content: bytes, name: str) -> Iterator[PageLayout]:
    """The tables of a workbook and the text around them.

    Args:
        content: The file's bytes.
        name: What error messages call the source.

    Yields:
        One layout for each sheet; a hidden one has nothing but remarks.

    Raises:
        DamagedFileError: It cannot be read.
        EncryptedOfficeError: The archive is encrypted.
    """
    for sheet in Workbook(OfficePackage(content, name)).sheets():
        builder = LayoutBuilder(exact_spaces=True)
        if sheet.is_hidden:
            _hide_all(sheet, builder)
        else:
            _lay_out(sheet, builder)
        yield builder.layout()


def _hide_all(sheet: Sheet, builder: LayoutBuilder) -> None:
    for row, cells in sheet.rows.items():
        for column, cell in cells.items():
            text = cell.text + cell.struck
            builder.hide(text, SheetPlace(sheet.name, row, column), _HIDDEN_SHEET)


def _lay_out(sheet: Sheet, builder: LayoutBuilder) -> None:
    """Add the blocks of a sheet."""
    _remark(sheet, builder)
    for block in _blocks(sheet, _rows(sheet, builder)):
        above, rows, below = _framed(block)
        _add_lines(sheet, above, builder)
        cells = _trimmed([cell for row in rows for cell in row.cells])
        texts = Counter(cell.row for cell in cells if cell.lines)
        if max(texts.values()) > 1:
            is_flat = not any(row.is_merged for row in rows)
            builder.table(cells, partial(SheetPlace, sheet.name), flat=is_flat)
        else:
            _add_lines(sheet, rows, builder)
        _add_lines(sheet, below, builder)
        builder.line("", SheetPlace(sheet.name, block[-1].number, 1))


def _add_lines(sheet: Sheet, rows: Iterable[_Row], builder: LayoutBuilder) -> None:
    """Add the texts of rows that are no table."""
    for row in rows:
        for cell in row.cells:
            for line in cell.lines:
                builder.line(line, SheetPlace(sheet.name, cell.row, cell.column))


def _framed(block: list[_Row]) -> tuple[list[_Row], list[_Row], list[_Row]]:
    """A block parted into the rows above its frame, those in it, and those under it.

    Titles and notes stand outside of the borders.  Where most rows have none, nothing tells them.
    """
    printed = [row for row in block if row.reach]
    if sum(row.has_border for row in printed) * 2 < len(printed):
        return [], block, []
    inside = [n for n, row in enumerate(block) if row.has_border or _count(row) > _MAX_OUTSIDE]
    return block[: inside[0]], block[inside[0] : inside[-1] + 1], block[inside[-1] + 1 :]


def _count(row: _Row) -> int:
    return sum(bool(cell.lines) for cell in row.cells)


def _blocks(sheet: Sheet, rows: Iterable[_Row]) -> Iterator[list[_Row]]:
    """Rows without an empty one between them; each block begins and ends with text."""
    block: list[_Row] = []
    reach = end = 0
    for row in rows:
        if block and row.number > _next_visible(reach, sheet):
            yield block[:end]
            block, end = [], 0
        if block or row.reach:
            block.append(row)
            reach = max(reach, row.number, row.reach)
            end = len(block) if row.reach else end
    if block:
        yield block[:end]


def _next_visible(row: int, sheet: Sheet) -> int:
    """The next row that is not hidden."""
    return (sheet.hidden_rows.end(row + 1) or row) + 1


def _trimmed(cells: Sequence[CarrierCell]) -> list[CarrierCell]:
    """The cells from the first to the last column with text."""
    first = min(cell.column for cell in cells if cell.lines)
    end = max(cell.column + cell.column_span for cell in cells if cell.lines)
    return [
        cell._replace(column_span=min(cell.column_span, end - cell.column))
        for cell in cells
        if first <= cell.column < end
    ]


def _rows(sheet: Sheet, builder: LayoutBuilder) -> Iterator[_Row]:
    """The rows that are displayed, with their cells; what is not displayed is hidden."""
    merged = _Merged(sheet)
    for number in sorted({*sheet.rows, *merged.starts}):
        existing = sheet.rows.get(number, {})
        if number in sheet.hidden_rows:
            for column, cell in existing.items():
                _hide(sheet, number, column, cell, merged, builder)
            continue
        cells = merged.go_to(number)
        reach = max((c.row + c.row_span - 1 for c in cells if c.lines), default=0)
        has_border = False
        for column, cell in existing.items():
            has_border = has_border or cell.has_border
            if column in sheet.hidden_columns or merged.covers(column):
                _hide(sheet, number, column, cell, merged, builder)
            else:
                cells.append(CarrierCell(number, column, _lines(cell)))
                reach = max(reach, number if cell.text.strip() else 0)
        if reach or has_border:
            cells.sort(key=lambda cell: cell.column)
            yield _Row(number, cells, reach, merged.has_any, has_border)


def _hide(
    sheet: Sheet, row: int, column: int, cell: SheetCell, merged: _Merged, builder: LayoutBuilder
) -> None:
    """Leave out the text of a cell that is not displayed, unless a merged cell displays it."""
    if (row, column) not in merged.anchors:
        is_track = row in sheet.hidden_rows or column in sheet.hidden_columns
        reason = _HIDDEN_TRACK if is_track else _COVERED
        builder.hide(cell.text, SheetPlace(sheet.name, row, column), reason)


class _Merged:
    """The merged cells of a sheet, as far as they are displayed."""

    def __init__(self, sheet: Sheet) -> None:
        self.starts: dict[int, list[CarrierCell]] = {}
        """By the first row that is displayed."""
        self.anchors: set[tuple[int, int]] = set()
        """Cells whose text a merged cell displays."""
        self._active: list[tuple[int, int, int]] = []
        """First and last column, last row of those in the current row; apart from each other."""
        for area in sheet.merged:
            top = (sheet.hidden_rows.end(area.top) or area.top - 1) + 1
            left = (sheet.hidden_columns.end(area.left) or area.left - 1) + 1
            if top <= area.bottom and left <= area.right:
                self.anchors.add((area.top, area.left))
                cell = sheet.rows.get(area.top, {}).get(area.left)
                spans = area.bottom - top + 1, area.right - left + 1
                lines = _lines(cell) if cell else ()
                self.starts.setdefault(top, []).append(CarrierCell(top, left, lines, *spans))

    def go_to(self, row: int) -> list[CarrierCell]:
        """Make a row the current one; rows rise.

        Returns:
            The merged cells that begin there.  Of ranges that overlap the first counts; the
            others are no cells, but their text is.
        """
        if any(bottom < row for _, _, bottom in self._active):
            self._active = [entry for entry in self._active if entry[2] >= row]
        cells: list[CarrierCell] = []
        for cell in self.starts.get(row, ()):
            last = cell.column + cell.column_span - 1
            if not self._overlaps(cell.column, last):
                insort(self._active, (cell.column, last, row + cell.row_span - 1))
                cells.append(cell)
            elif cell.lines:
                cells.append(cell._replace(row_span=1, column_span=1))
        return cells

    @property
    def has_any(self) -> bool:
        """Whether any is in the current row."""
        return bool(self._active)

    def covers(self, column: int) -> bool:
        """Whether one of them is in the current row and in this column."""
        return self._overlaps(column, column)

    def _overlaps(self, first: int, last: int) -> bool:
        index = bisect_right(self._active, (last, _ENDLESS, _ENDLESS))
        return index > 0 and self._active[index - 1][1] >= first


def _lines(cell: SheetCell) -> Sequence[str]:
    return [line for line in cell.text.splitlines() if line.strip()]


def _remark(sheet: Sheet, builder: LayoutBuilder) -> None:
    """Tell of values that are not in the file, or not surely as displayed."""
    lost: list[tuple[SheetPlace, str]] = []
    shortened: list[tuple[SheetPlace, str]] = []
    unknown: dict[str, list[tuple[SheetPlace, str]]] = {}
    for row, cells in sheet.rows.items():
        for column, cell in cells.items():
            place = SheetPlace(sheet.name, row, column)
            builder.hide(cell.hidden, place, _BY_FORMAT)
            builder.hide(cell.struck, place, STRUCK)
            if cell.formula is not None:
                lost.append((place, cell.formula))
            if cell.stored:
                shortened.append((place, cell.stored))
            if cell.unknown_format is not None:
                unknown.setdefault(cell.unknown_format, []).append((place, cell.text))
    if lost:
        builder.remark(_told("ZP119", lost, NOTHING))
    if shortened:
        builder.remark(_told("ZP122", shortened, NOTHING))
    for code, found in unknown.items():
        builder.remark(_told("ZP120", found, Bilingual(code, code)))


def _told(code: str, found: Sequence[tuple[SheetPlace, str]], detail: Bilingual) -> Remark:
    values = (f"{column_letters(place.column)}{place.row} {text}" for place, text in found)
    return Remark(code, found[0][0], detail, quoted(values), len(found))
