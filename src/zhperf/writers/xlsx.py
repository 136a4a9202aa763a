"""XLSX: a workbook with a sheet for each flat form.

Texts are stored as texts, so that nothing is computed or taken for a date; numbers as numbers
where a spreadsheet, which computes in 64-bit floating point, keeps all their digits.  The same
rows give the same bytes.
"""

from __future__ import annotations

import datetime
import errno
import os
import shutil
from contextlib import contextmanager, suppress
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from zhperf._version import __version__
from zhperf.errors import Bilingual
from zhperf.writers.celltexts import box_text, cell_text, number_text, significant_digits
from zhperf.writers.columns import columns, header
from zhperf.writers.csv import FORMULA_STARTS
from zhperf.writers.flat import ROW_PARTS
from zhperf.writers.sheettexts import shortened, stored_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from zhperf.writers import Layout
    from zhperf.writers.columns import Column
    from zhperf.writers.rows import Row
    from zhperf.writers.rowsfile import RowsFile

MOST_ROWS: Final = 1_048_576
"""Rows of a sheet, the header included (Excel specifications and limits)."""
EXACT_DIGITS: Final = 15
"""Decimal digits that a 64-bit floating-point number always keeps (C: DBL_DIG)."""
LARGEST_EXPONENT: Final = 307
"""Numbers with 10 to this power are within a 64-bit floating-point number for sure."""
FIRST_TIME = (1980, 1, 1, 0, 0, 0)
"""Of every member of the archive: the first that the ZIP format can say."""
_TITLES = {
    "indicators": Bilingual("indicators", "指标"),
    "activities": Bilingual("activities", "活动"),
    "reports": Bilingual("reports", "自评表"),
    "documents": Bilingual("documents", "文件"),
    "findings": Bilingual("findings", "问题"),
}
_CUT = Bilingual(
    "cells cut because they have more than the 32,767 characters that Excel allows: {count}; "
    "their text ends with …[+N], -f csv keeps it whole",
    "有 {count} 个单元格超过 Excel 的 32,767 字符上限，已截断并以 …[+N] 结尾；-f csv 保留全文",
)


def finish(rows: RowsFile, streams: Mapping[str, IO[bytes]], layout: Layout) -> list[Bilingual]:
    """Write the workbook."""
    book = _new_book()
    cut = 0
    with _temporary_files_removed(book), _system_errors():
        for part in ROW_PARTS:
            cut += _write_part(book, part, rows.rows(part), layout)
        _save(book, streams["workbook"])
    return _told(cut)


class WorkbookTables:
    """A workbook with one sheet for each part; parts may take turns.

    No part may have more rows than a sheet (`MOST_ROWS`, the header included).
    """

    def __init__(self, stream: IO[bytes], parts: Sequence[str], layout: Layout) -> None:
        self.losses: list[Bilingual] = []
        """What the format could not hold; known at the end."""
        self._stream = stream
        self._book = _new_book()
        self._sheets = {
            part: _Sheet(
                self._book,
                _TITLES[part].literal(layout.header),
                columns(part, provenance=layout.provenance),
                layout,
            )
            for part in parts
        }

    def add(self, part: str, rows: Iterable[Row]) -> None:
        """Write rows of a part behind those before."""
        with _system_errors():
            for row in rows:
                self._sheets[part].add(row)

    def __enter__(self) -> WorkbookTables:
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        """Complete the workbook; after an error there is none."""
        with _temporary_files_removed(self._book), _system_errors():
            if kind is None:
                for sheet in self._sheets.values():
                    sheet.close()
                _save(self._book, self._stream)
        self.losses += _told(sum(sheet.cut for sheet in self._sheets.values()))


def _new_book() -> Workbook:
    book = Workbook(write_only=True)
    properties = book.properties
    properties.creator = f"zhperf {__version__}"
    properties.created = properties.modified = datetime.datetime(*FIRST_TIME)
    return book


def _save(book: Workbook, stream: IO[bytes]) -> None:
    with SteadyArchive(stream, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()


def _told(cut: int) -> list[Bilingual]:
    """What is to be said of cells that were cut."""
    return [Bilingual(*(text.format(count=cut) for text in _CUT))] if cut else []


def _write_part(book: Workbook, part: str, rows: Iterator[Row], layout: Layout) -> int:
    """Write the sheets of a part, mostly one; gives the number of cells that were cut."""
    found = columns(part, provenance=layout.provenance)
    title = _TITLES[part].literal(layout.header)
    number, cut = 1, 0
    following: Row | None = next(rows, None)
    while number == 1 or following is not None:
        sheet = _Sheet(book, title if number == 1 else f"{title} {number}", found, layout)
        started = [] if following is None else [following]
        for row in islice(chain(started, rows), MOST_ROWS - 1):
            sheet.add(row)
        sheet.close()
        cut += sheet.cut
        number, following = number + 1, next(rows, None)
    return cut


class _Sheet:
    """A sheet that is written row by row."""

    def __init__(
        self,
        book: Workbook,
        title: str,
        found: tuple[Column, ...],
        layout: Layout,
    ) -> None:
        self.cut = 0
        """Cells whose text was too long."""
        self._columns = found
        self._rows = 1
        self._sheet = book.create_sheet(title)
        self._sheet.freeze_panes = "A2"
        for index, column in enumerate(found, start=1):
            self._sheet.column_dimensions[get_column_letter(index)].width = column.width
        # A cell is written when it is given to the sheet, so one of each style is enough.
        self._plain = self._cell(Alignment(vertical="top"))
        self._end = self._cell(Alignment(vertical="top"))
        self._text = self._cell(Alignment(vertical="top", wrap_text=True))
        self._formula = self._cell(Alignment(vertical="top", wrap_text=True))
        self._formula.quotePrefix = True  # stays a text when a person edits the cell
        self._sheet.append(self._header(layout))

    def add(self, row: Row) -> None:
        """Write a row."""
        self._rows += 1
        self._sheet.append(self._cells(row))

    def close(self) -> None:
        """No more rows."""
        last = get_column_letter(len(self._columns))
        self._sheet.auto_filter.ref = f"A1:{last}{self._rows}"
        self._sheet.close()

    def _cell(self, alignment: Alignment) -> Cell:
        cell = WriteOnlyCell(self._sheet)
        cell.alignment = alignment
        return cell

    def _header(self, layout: Layout) -> Iterator[Cell]:
        cell = self._cell(Alignment(vertical="top", wrap_text=True))
        cell.font = Font(bold=True)
        for column in self._columns:
            yield stored(cell, header(column, layout), "s")

    def _cells(self, row: Row) -> Iterator[Cell | None]:
        """One after the other, for they are the same objects with other values."""
        *columns_before, last = self._columns
        for column in columns_before:
            yield self._filled(column, row[column.name])
        # Some readers take a row that ends early for a damaged one.
        yield self._filled(last, row[last.name]) or self._end

    def _filled(self, column: Column, value: object) -> Cell | None:
        """The cell with the value; None for an empty one."""
        if isinstance(value, bool):
            return stored(self._plain, "1" if value else "0", "b")
        if isinstance(value, int | Decimal) and is_exact(Decimal(value)):
            return stored(self._plain, number_text(Decimal(value)), "n")
        if column.kind == "box" and value is not None:
            return stored(self._plain, box_text(cast("list[float]", value)), "s")
        text = cell_text(value)
        kept = shortened(text)
        self.cut += kept != text
        style = self._plain
        if column.kind == "text":
            style = self._formula if kept.startswith(FORMULA_STARTS) else self._text
        return stored(style, stored_text(kept), "s") if kept else None


def stored(cell: Cell, value: str, data_type: str) -> Cell:
    """The cell with the value as it shall stand in the file; openpyxl would guess its type."""
    cell.value = value
    cell.data_type = data_type
    return cell


def is_exact(value: Decimal) -> bool:
    """Whether a 64-bit floating-point number keeps all digits."""
    return significant_digits(value) <= EXACT_DIGITS and abs(value.adjusted()) <= LARGEST_EXPONENT


class SteadyArchive(ZipFile):
    """An archive whose bytes depend on nothing but its contents."""

    def writestr(
        self,
        zinfo_or_arcname: str | ZipInfo,
        data: Any,  # noqa: ANN401
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Add a member out of memory."""
        name = str(getattr(zinfo_or_arcname, "filename", zinfo_or_arcname))
        super().writestr(_member(name), data, compress_type, compresslevel)

    def write(
        self,
        filename: str | os.PathLike[str],
        arcname: str | os.PathLike[str] | None = None,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Add a file."""
        member = _member(str(arcname or filename).lstrip("/"))
        member.file_size = Path(filename).stat().st_size
        with Path(filename).open("rb") as source, self.open(member, "w") as target:
            shutil.copyfileobj(source, target)


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name, FIRST_TIME)
    member.compress_type = ZIP_DEFLATED
    member.create_system = 3  # Unix, on every system
    member.external_attr = 0o644 << 16
    return member


@contextmanager
def _temporary_files_removed(book: Workbook) -> Iterator[None]:
    """Whatever happens; openpyxl itself removes them only after a success."""
    try:
        yield
    finally:
        for sheet in book.worksheets:
            for generator in (sheet._rows, sheet._writer and sheet._writer.xf):
                if generator is not None:
                    with suppress(OSError, *_write_error()):  # of a full disk, told before
                        generator.close()
            if sheet._writer is not None:
                Path(sheet._writer.out).unlink(missing_ok=True)


@contextmanager
def _system_errors() -> Iterator[None]:
    """Let a full disk be an OSError also where openpyxl writes with lxml, which says IO_ENOSPC."""
    try:
        yield
    except _write_error() as error:
        code = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
        raise OSError(code, os.strerror(code)) from error


def _write_error() -> tuple[type[Exception], ...]:
    """What lxml raises if it cannot write; nothing where openpyxl does without lxml."""
    try:
        from lxml.etree import SerialisationError
    except ImportError:
        return ()
    return (SerialisationError,)
