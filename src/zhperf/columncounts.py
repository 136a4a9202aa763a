"""Do the parts of a table, page by page, have the same number of columns?

Parts with different numbers are joined where their rows fit; that they differ is told.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Final

from zhperf.grids import Repair

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhperf.formparts import Form
    from zhperf.grids import LogicalRow

_LEAST_ROWS: Final = 3
"""A part with fewer rows tells nothing: one of them may be merged."""


def header_changes(form: Form) -> list[Repair]:
    """A repair for each grid of the form whose parts have different numbers of columns."""
    if form.paged:
        counts = [list(_counts_by_page(grid.rows)) for grid in form.grids]
    else:
        counts = [list(form.parts)]
    different = ([count for count, _ in groupby(one)] for one in counts)
    return [
        Repair("header-changes", f"{' | '.join(map(str, one))} columns")
        for one in different
        if len(one) > 1
    ]


def _counts_by_page(rows: Sequence[LogicalRow]) -> Iterator[int]:
    """The columns on each page; pages with too few rows are left out."""
    for _, group in groupby(rows, _page):
        part = list(group)
        if len(part) >= _LEAST_ROWS:
            yield _columns(part)


def _page(row: LogicalRow) -> int:
    """The page of a row; a merged cell may go on to the next."""
    return min(cell.regions[-1].page for cell in row)


def _columns(rows: Sequence[LogicalRow]) -> int:
    """Columns in which most rows have a cell that begins: others are merged, or footers."""
    starts = Counter(
        index
        for row in rows
        for index, cell in enumerate(row)
        if index == 0 or cell is not row[index - 1]
    )
    return sum(count * 2 >= len(rows) for count in starts.values())
