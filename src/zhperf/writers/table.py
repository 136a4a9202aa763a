"""Text tables for eyes: columns aligned by display width, nothing cut off."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TextIO

from zhperf.errors import Bilingual
from zhperf.writers.alignment import aligned, printable
from zhperf.writers.columns import HEADERS, INDICATOR_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zhperf.report import Finding, Source, Table
    from zhperf.writers import Layout, Writer

INDENT = 2
BOLD, DIM, RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"

_TEMPLATE = Bilingual("template {id}", "模板 {id}")
_PAGES = Bilingual("pages {pages}", "第 {pages} 页")
_PAGE = Bilingual("page {pages}", "第 {pages} 页")
_SCORE = Bilingual("score {score}", "得分 {score}")
_ROW_FIELDS = ("activity", "task", *INDICATOR_FIELDS)
_MERGED = 4
"""So many leading columns are printed only where they change, as merged cells are."""
_FUND_HEADERS = {
    "name": "资金",
    "initial": "年初预算数",
    "budget": "全年预算数",
    "executed": "全年执行数",
    "weight": "分值",
    "rate": "执行率",
    "score": "得分",
}


class TableWriter:
    """Writes each table of a report as a title line, its head and its indicators."""

    def __init__(self, stream: TextIO, layout: Layout) -> None:
        self._stream = stream
        self._layout = layout
        self._first = True

    def begin(self, source: Source) -> None:
        """Nothing: the title lines name what was read."""

    def table(self, table: Table) -> None:
        """Write the blocks of the table, a blank line between two tables."""
        if not self._first:
            self._stream.write("\n")
        self._first = False
        self._line(self._title(table), BOLD)
        self._rows([[label, text] for label, text in _head(table)])
        self._table(_fund_rows(table))
        self._table(_indicator_rows(table))
        self._rows([[printable(note)] for note in table.notes])

    def end(self, findings: list[Finding]) -> None:
        """Nothing: the command prints findings beside the data."""

    def _title(self, table: Table) -> str:
        language = self._layout.language
        pages = page_ranges(table.pages)
        several = len(table.pages) > 1
        parts = [
            table.title,
            table.department,
            None if table.fiscal_year is None else str(table.fiscal_year),
            _TEMPLATE.text(language, id=table.template),
            (_PAGES if several else _PAGE).text(language, pages=pages),
            table.total.score and _SCORE.text(language, score=table.total.score),
        ]
        return " · ".join(printable(part) for part in parts if part)

    def _table(self, rows: list[list[str]]) -> None:
        """A header row and others, without the columns that are empty in all others."""
        if len(rows) > 1:
            used = [any(column[1:]) for column in zip(*rows, strict=True)]
            kept = [[c for c, use in zip(row, used, strict=True) if use] for row in rows]
            self._rows(kept, header=True)

    def _rows(self, rows: list[list[str]], *, header: bool = False) -> None:
        if not rows:
            return
        lines = aligned(rows, indent=INDENT, width=self._layout.width)
        for number, row in enumerate(lines):
            for line in row:
                self._line(line, DIM if header and number == 0 else "")

    def _line(self, text: str, style: str) -> None:
        styled = f"{style}{text}{RESET}" if style and self._layout.color else text
        self._stream.write(styled + "\n")


def page_ranges(pages: list[int]) -> str:
    """Rising page numbers as text: 5-7, 9."""
    runs = groupby(enumerate(pages), key=lambda entry: entry[1] - entry[0])
    spans = [[page for _, page in run] for _, run in runs]
    return ", ".join(str(s[0]) if len(s) == 1 else f"{s[0]}-{s[-1]}" for s in spans)


def _head(table: Table) -> Iterator[tuple[str, str]]:
    objective = table.overall_objective
    pairs = [
        (HEADERS["implementing_unit"], table.implementing_unit),
        (HEADERS["expected"], objective.expected),
        (HEADERS["achieved"], objective.achieved),
        *table.fields.items(),
        (HEADERS["total_weight"], table.total.weight),
    ]
    return ((printable(label), printable(text)) for label, text in pairs if text)


def _fund_rows(table: Table) -> list[list[str]]:
    rows = [[printable(getattr(fund, name)) for name in _FUND_HEADERS] for fund in table.funds]
    return [list(_FUND_HEADERS.values()), *rows]


def _indicator_rows(table: Table) -> list[list[str]]:
    extra = list(dict.fromkeys(
        name for activity in table.activities for i in activity.indicators for name in i.extra
    ))  # fmt: skip
    rows = [[*(HEADERS[name] for name in _ROW_FIELDS), *map(printable, extra)]]
    for activity in table.activities:
        above: list[str] = []
        for indicator in activity.indicators:
            texts = [activity.name, activity.task]
            texts += [getattr(indicator, name) for name in INDICATOR_FIELDS]
            texts += [indicator.extra.get(name) for name in extra]
            row = [printable(text) for text in texts]
            rows.append(_without_repetition(row, above))
            above = row
    return rows


def _without_repetition(row: list[str], above: list[str]) -> list[str]:
    """The row with its leading cells blank as long as they repeat those above."""
    repeated = 0
    while repeated < _MERGED and above and row[repeated] == above[repeated]:
        repeated += 1
    return [""] * repeated + row[repeated:]


def create(streams: Mapping[str, TextIO], layout: Layout) -> Writer:
    """A writer of text tables."""
    return TableWriter(streams["report"], layout)
