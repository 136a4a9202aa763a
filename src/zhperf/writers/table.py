"""Text tables for eyes: columns aligned by display width, nothing cut off."""

from __future__ import annotations

from itertools import chain, groupby, islice
from typing import TYPE_CHECKING, TextIO

from zhperf.errors import Bilingual
from zhperf.writers.alignment import aligned, printable
from zhperf.writers.columns import HEADERS, INDICATOR_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zhperf.report import Activity, Finding, Source, Table
    from zhperf.writers import Layout, Writer

INDENT = 2
BOLD, DIM, RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"

_TEMPLATE = Bilingual("template {id}", "模板 {id}")
_PAGES = Bilingual("pages {pages}", "第 {pages} 页")
_PAGE = Bilingual("page {pages}", "第 {pages} 页")
_SCORE = Bilingual("score {score}", "得分 {score}")
_MERGED = 2
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
        self._pairs(_head(table))
        self._funds(table)
        self._activities(table)
        for note in table.notes:
            self._pairs([(HEADERS["notes"], note)])

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
            pages and (_PAGES if several else _PAGE).text(language, pages=pages),
            table.total.score and _SCORE.text(language, score=table.total.score),
        ]
        return " · ".join(printable(part) for part in parts if part)

    def _activities(self, table: Table) -> None:
        """Each activity as lines of its own, above the rows of its indicators."""
        extra = _extra_columns(table)
        groups = [list(_indicator_rows(activity, extra)) for activity in table.activities]
        header = [*(HEADERS[name] for name in INDICATOR_FIELDS), *map(printable, extra)]
        rows = _used_columns([header, *chain.from_iterable(groups)])
        if not rows[0]:
            return
        blocks = aligned(rows, indent=2 * INDENT, width=self._layout.width)
        self._lines(next(blocks), DIM)
        for activity, group in zip(table.activities, groups, strict=True):
            self._pairs(
                [(HEADERS["activity"], activity.name), (HEADERS["task"], activity.task)], BOLD
            )
            for lines in islice(blocks, len(group)):
                self._lines(lines)

    def _funds(self, table: Table) -> None:
        if table.funds:
            rows = [[printable(getattr(fund, name)) for name in _FUND_HEADERS]
                    for fund in table.funds]  # fmt: skip
            blocks = aligned(
                _used_columns([list(_FUND_HEADERS.values()), *rows]),
                indent=INDENT,
                width=self._layout.width,
            )
            self._lines(next(blocks), DIM)
            for lines in blocks:
                self._lines(lines)

    def _pairs(self, pairs: list[tuple[str, str | None]], style: str = "") -> None:
        """Labels and the texts beside them; those without text are left out."""
        rows = [[printable(label), printable(text)] for label, text in pairs if text]
        for lines in aligned(rows, indent=INDENT, width=self._layout.width):
            self._lines(lines, style)

    def _lines(self, lines: list[str], style: str = "") -> None:
        for line in lines:
            self._line(line, style)

    def _line(self, text: str, style: str) -> None:
        styled = f"{style}{text}{RESET}" if style and self._layout.color else text
        self._stream.write(styled + "\n")


def page_ranges(pages: list[int]) -> str:
    """Rising page numbers as text: 5-7, 9."""
    runs = groupby(enumerate(pages), key=lambda entry: entry[1] - entry[0])
    spans = [[page for _, page in run] for _, run in runs]
    return ", ".join(str(s[0]) if len(s) == 1 else f"{s[0]}-{s[-1]}" for s in spans)


def _head(table: Table) -> list[tuple[str, str | None]]:
    objective = table.overall_objective
    return [
        (HEADERS["implementing_unit"], table.implementing_unit),
        (HEADERS["expected"], objective.expected),
        (HEADERS["achieved"], objective.achieved),
        *table.fields.items(),
        (HEADERS["total_weight"], table.total.weight),
    ]


def _extra_columns(table: Table) -> list[str]:
    """Headers of printed columns that have no field, in the order of their first use."""
    indicators = chain.from_iterable(activity.indicators for activity in table.activities)
    return list(dict.fromkeys(chain.from_iterable(i.extra for i in indicators)))


def _indicator_rows(activity: Activity, extra: list[str]) -> Iterator[list[str]]:
    above: list[str] = []
    for indicator in activity.indicators:
        texts = [getattr(indicator, name) for name in INDICATOR_FIELDS]
        row = [printable(text) for text in (*texts, *map(indicator.extra.get, extra))]
        yield _without_repetition(row, above)
        above = row


def _without_repetition(row: list[str], above: list[str]) -> list[str]:
    """The row with its leading cells blank as long as they repeat those above."""
    repeated = 0
    while repeated < _MERGED and above and row[repeated] == above[repeated]:
        repeated += 1
    return [""] * repeated + row[repeated:]


def _used_columns(rows: list[list[str]]) -> list[list[str]]:
    """A header row and others, without the columns that are empty in all others."""
    used = [any(column[1:]) for column in zip(*rows, strict=True)]
    return [[cell for cell, use in zip(row, used, strict=True) if use] for row in rows]


def create(streams: Mapping[str, TextIO], layout: Layout) -> Writer:
    """A writer of text tables."""
    return TableWriter(streams["report"], layout)
