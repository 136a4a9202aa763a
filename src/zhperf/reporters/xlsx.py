"""A workbook for an office: the findings on one sheet, the rules with their counts on another.

Texts are stored as texts, never computed.  The same findings give the same bytes.
"""

from __future__ import annotations

import datetime
import io
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias
from zipfile import ZIP_DEFLATED

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from zhperf._version import __version__
from zhperf.errors import Bilingual
from zhperf.reporters.lists import COLUMNS, WIDEST, title, values
from zhperf.reporters.texts import one_line
from zhperf.reporters.wording import all_notes, left_out, rule_counts, severity_word
from zhperf.writers.columns import NARROW, WIDE
from zhperf.writers.csv import FORMULA_STARTS
from zhperf.writers.sheettexts import shortened, stored_text
from zhperf.writers.xlsx import FIRST_TIME, MOST_ROWS, SteadyArchive, stored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from zhperf.reporters import ReportLayout, Run
    from zhperf.rulebook import Severity

Value: TypeAlias = str | int | None

FILLS: Final[dict[Severity, str]] = {"error": "FFC7CE", "warning": "FFEB9C", "note": "DDEBF7"}
"""RGB of the cell with the severity: light, for the text stays black."""
_FINDINGS = Bilingual("findings", "问题清单")
_RULES = Bilingual("rules", "规则统计")
_MORE_ROWS = Bilingual(
    "{count} more findings do not fit on this sheet", "本表已满，另有 {count} 处问题未列出"
)


class _Head(NamedTuple):
    """A column of a sheet."""

    title: str
    width: int


_RULE_HEADS: Final = (
    (Bilingual("code", "规则代码"), NARROW),
    (Bilingual("rule", "规则名称"), WIDE),
    (Bilingual("severity", "级别"), NARROW),
    (Bilingual("findings", "问题数"), NARROW),
    (Bilingual("known to the baseline", "基线已登记"), NARROW),
    (Bilingual("what it finds", "检查内容"), WIDEST),
    (Bilingual("left out because", "停用原因"), WIDE),
    (Bilingual("left out for", "停用范围"), WIDE),
)
_ALL_FILES = Bilingual("all files", "全部文件")


def report(run: Run, layout: ReportLayout) -> bytes:
    """The workbook."""
    book = Workbook(write_only=True)
    book.properties.creator = f"zhperf {__version__}"
    book.properties.created = book.properties.modified = datetime.datetime(*FIRST_TIME)
    _add_findings(book, run, layout)
    _add_rules(book, run, layout)
    stream = io.BytesIO()
    with SteadyArchive(stream, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    return stream.getvalue()


def _add_findings(book: Workbook, run: Run, layout: ReportLayout) -> None:
    heads = [_Head(title(column, layout.language), column.width) for column in COLUMNS]
    sheet = _Sheet(book, _FINDINGS.literal(layout.language), heads)
    notes = list(all_notes(run))
    room = MOST_ROWS - 2  # the header, and the line that tells of more
    for note in notes[:room]:
        cells = values(note, layout.language)
        fill = {"severity": note.finding.severity}
        sheet.add([cells[one.name] for one in COLUMNS], [fill.get(one.name) for one in COLUMNS])
    if len(notes) > room:
        sheet.add([_MORE_ROWS.text(layout.language, count=len(notes) - room)])
    sheet.close()


def _add_rules(book: Workbook, run: Run, layout: ReportLayout) -> None:
    """Rules that ran, then those that were left out, with the reasons."""
    heads = [_Head(name.literal(layout.language), width) for name, width in _RULE_HEADS]
    sheet = _Sheet(book, _RULES.literal(layout.language), heads)
    found = rule_counts(run)
    known = rule_counts(run, known=True)
    for code in sorted({*run.rules, *found, *known}):
        page = run.rules.get(code)
        counts = [found.get(code, 0), known.get(code, 0)]
        if page is None:
            sheet.add([code, None, None, *counts])
            continue
        word = severity_word(page.severity, layout.language)
        row: list[Value] = [code, page.name, word, *counts, page.what.literal(layout.language)]
        sheet.add(row, [None, None, page.severity])
    for code, reason, paths in left_out(run):
        files = "\n".join(map(one_line, paths)) or _ALL_FILES.literal(layout.language)
        sheet.add([code, *[None] * (len(heads) - 3), reason or "—", files])
    sheet.close()


class _Sheet:
    """A sheet that is written row by row under a header that stays in sight."""

    def __init__(self, book: Workbook, name: str, heads: Sequence[_Head]) -> None:
        self._sheet: WriteOnlyWorksheet = book.create_sheet(name)
        self._sheet.freeze_panes = "A2"
        self._rows = 1
        self._columns = len(heads)
        for index, head in enumerate(heads, start=1):
            self._sheet.column_dimensions[get_column_letter(index)].width = head.width
        self._plain = self._cell()
        self._formula = self._cell()
        self._formula.quotePrefix = True  # stays a text when a person edits the cell
        self._filled = {severity: self._cell(fill) for severity, fill in FILLS.items()}
        bold = self._cell()
        bold.font = Font(bold=True)
        self._sheet.append(stored(bold, head.title, "s") for head in heads)

    def add(self, row: Sequence[Value], fills: Sequence[Severity | None] = ()) -> None:
        """Write a row.

        Args:
            row: Texts and numbers; None for empty cells.
            fills: The severity whose colour a cell has; missing ones have none.
        """
        self._rows += 1
        padded = [*fills, *[None] * (len(row) - len(fills))]
        self._sheet.append(self._written(*entry) for entry in zip(row, padded, strict=True))

    def close(self) -> None:
        """No more rows."""
        last = get_column_letter(self._columns)
        self._sheet.auto_filter.ref = f"A1:{last}{self._rows}"
        self._sheet.close()

    def _cell(self, fill: str | None = None) -> Cell:
        cell = WriteOnlyCell(self._sheet)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        if fill is not None:
            cell.fill = PatternFill("solid", fgColor=fill)
        return cell

    def _written(self, value: Value, fill: Severity | None) -> Cell | None:
        """A cell; it is written when it is given to the sheet, so one of each style is enough."""
        if value is None or value == "":
            return None
        if isinstance(value, int):
            return stored(self._plain, str(value), "n")
        kept = shortened(value)
        style = self._formula if kept.startswith(FORMULA_STARTS) else self._plain
        return stored(self._filled[fill] if fill else style, stored_text(kept), "s")
