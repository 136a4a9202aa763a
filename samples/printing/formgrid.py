"""The indicator grid of a published form, with its headers, side label and total row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal, TypeAlias

from printing.formblocks import Place, spread
from printing.formtruth import FormTruth, GridField
from printing.tables import Align

Merging: TypeAlias = Literal["none", "equal", "all"]
"""none: a cell for each row; equal: neighbouring equal texts share a cell, inside the cells of
the columns to the left that do so too; all: one cell for all rows, with the first row's text."""

CENTERED = frozenset(("activity", "level1", "level2", "nature", "unit", "weight", "score"))


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column of indicators."""

    header: str
    field: GridField | None
    """None for a column that the report gives under its header."""
    weight: float = 10.0
    """Relative width; a narrow one prints one character a line."""
    merging: Merging = "none"
    parents: tuple[str, ...] = ()
    """Headers above, from the top, shared by neighbours with the same ones."""

    @property
    def full_header(self) -> str:
        """The headers from the top, joined by a space."""
        return " ".join((*self.parents, self.header))


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of texts, one for each column."""

    texts: tuple[str, ...]
    filler: bool = False
    """Printed by the form though there is no indicator: 指标2：, ……"""


@dataclass(frozen=True, slots=True)
class TotalRow:
    """The row under the indicators: 总分."""

    label: str
    weight: str = ""
    score: str = ""
    remark: str = ""
    """Text in the last column, if neither points nor score stand there."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns, rows, and what stands around them."""

    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    side: str = ""
    """Label left of the indicators, merged over all of them; "" for none."""
    side_over_header: bool = True
    """Whether that label stands beside the header too; else the header has an empty corner."""
    side_is_field: bool = False
    """A numbered goal, which the report keeps as a label; else the label only names the grid."""
    side_width: int = 70
    """In thousandths of the form's width."""
    numbers: tuple[str, ...] = ()
    """Row of column numbers below the header, one text for each column; () for none."""
    total: TotalRow | None = None
    total_beside_side: bool = False
    """Whether the side label reaches down to the total row; else that begins at the left edge."""

    @property
    def header_depth(self) -> int:
        """Rows of nested headers."""
        return 1 + max(len(column.parents) for column in self.columns)

    @property
    def first_row(self) -> int:
        """Of the indicators, counted from the first header row."""
        return self.header_depth + bool(self.numbers)

    @property
    def n_rows(self) -> int:
        """Header, numbers, indicators, total."""
        return self.first_row + len(self.rows) + (self.total is not None)

    def edges(self) -> list[int]:
        """Edges of the columns, without the left edge of the side label."""
        left = self.side_width if self.side else 0
        return spread([column.weight for column in self.columns], left)

    def places(self) -> Iterator[Place]:
        """All cells."""
        edges = self.edges()
        if self.side:
            yield from self._side_places()
        yield from self._header_places(edges)
        for number, text in enumerate(self.numbers):
            yield Place(self.header_depth, edges[number], edges[number + 1], text, align="center")
        for number, column in enumerate(self.columns):
            yield from self._column_places(number, column, edges)
        if self.total:
            yield from self._total_places(self.total, edges)

    def _side_places(self) -> Iterator[Place]:
        start = 0 if self.side_over_header else self.first_row
        if start:
            yield Place(0, 0, self.side_width, "", start)
        end = self.n_rows if self.total_beside_side else self.first_row + len(self.rows)
        yield Place(start, 0, self.side_width, self.side, end - start, "center")

    def _header_places(self, edges: Sequence[int]) -> Iterator[Place]:
        """Shared headers over their columns; a header without parents fills the height."""
        for number, column in enumerate(self.columns):
            level = len(column.parents)
            rows = self.header_depth - level
            yield Place(level, edges[number], edges[number + 1], column.header, rows, "center")
        for level in range(self.header_depth - 1):
            heads = [column.parents[: level + 1] for column in self.columns]
            for parents, members in groupby(range(len(heads)), key=heads.__getitem__):
                own = list(members)
                if len(parents) > level:
                    left, right = edges[own[0]], edges[own[-1] + 1]
                    yield Place(level, left, right, parents[level], align="center")

    def _column_places(
        self, number: int, column: GridColumn, edges: Sequence[int]
    ) -> Iterator[Place]:
        align: Align = "center" if column.field in CENTERED else "left"
        for start, count in self._runs(number):
            text = self.rows[start].texts[number]
            row = self.first_row + start
            yield Place(row, edges[number], edges[number + 1], text, count, align)

    def _runs(self, number: int) -> Iterator[tuple[int, int]]:
        """First row and number of rows of each cell of a column."""
        merging = self.columns[number].merging
        if merging == "all":
            yield 0, len(self.rows)
            return
        outer = [i for i in range(number + 1) if self.columns[i].merging == "equal"]

        def group(row: int) -> tuple[object, ...]:
            if merging == "none":
                return (row,)
            return tuple(self.rows[row].texts[i] for i in outer)

        for _, members in groupby(range(len(self.rows)), key=group):
            own = list(members)
            yield own[0], len(own)

    def _total_places(self, total: TotalRow, edges: Sequence[int]) -> Iterator[Place]:
        """The label up to the first column with points, then a cell for each column."""
        row = self.n_rows - 1
        beside = self.side and self.total_beside_side
        texts = [
            {"weight": total.weight, "score": total.score}.get(str(column.field), "")
            for column in self.columns
        ]
        if total.remark:
            texts[-1] = total.remark
        first = next(i for i, c in enumerate(self.columns) if c.field in ("weight", "score"))
        yield Place(row, edges[0] if beside else 0, edges[first], total.label, align="center")
        for number, (left, right) in enumerate(pairwise(edges)):
            if number >= first:
                yield Place(row, left, right, texts[number], align="center")

    def tell(self, truth: FormTruth) -> None:
        """The indicators, the total, and the side label if it is kept."""
        if self.side and self.side_is_field:
            truth.add_field(self.side, "")
        for row in self.rows:
            if row.filler:
                truth.fillers += 1
            else:
                truth.rows.append(self._values(row))
        if self.total:
            truth.total.update(
                {"weight": self.total.weight or None, "score": self.total.score or None}
            )
            if self.total.remark:
                truth.notes.append(self.total.remark)

    def _values(self, row: GridRow) -> tuple[dict[str, str], dict[str, str]]:
        """Texts by field, and by header for the columns without one."""
        found: dict[str, str] = {}
        extra: dict[str, str] = {}
        for number, column in enumerate(self.columns):
            text = (self.rows[0] if column.merging == "all" else row).texts[number]
            if column.field:
                found[column.field] = text
                continue
            header = column.full_header
            while header in extra:
                header += "*"
            if text:
                extra[header] = text
        return found, extra
