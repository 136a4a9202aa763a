"""A logical table to print: cells with spans and text, nothing about lines or pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from printing.canvas import Color

Align: TypeAlias = Literal["left", "center"]
VerticalAlign: TypeAlias = Literal["top", "middle"]


@dataclass(frozen=True, slots=True)
class PrintCell:
    """One cell."""

    row: int
    """0-based first row."""
    column: int
    """0-based first column."""
    text: str = ""
    row_span: int = 1
    column_span: int = 1
    align: Align = "left"
    vertical: VerticalAlign = "middle"
    background: Color | None = None
    """Fill behind the cell; None for none."""

    @property
    def last_row(self) -> int:
        """0-based last row."""
        return self.row + self.row_span - 1

    @property
    def last_column(self) -> int:
        """0-based last column."""
        return self.column + self.column_span - 1


@dataclass(frozen=True, slots=True)
class PrintTable:
    """A table whose cells tile n_rows x n_columns."""

    n_rows: int
    weights: tuple[float, ...]
    """Relative widths of the columns."""
    cells: tuple[PrintCell, ...]
    header_rows: tuple[int, ...] = ()
    """Rows that are printed again on each page if the layout says so."""
    undivided_rows: tuple[int, ...] = field(default=())
    """Rows that may not be split nor parted from the row after them (headings)."""

    @property
    def n_columns(self) -> int:
        """Number of columns."""
        return len(self.weights)

    def check(self) -> None:
        """Raise ValueError unless the cells tile the table."""
        places = [
            (row, column)
            for cell in self.cells
            for row in range(cell.row, cell.last_row + 1)
            for column in range(cell.column, cell.last_column + 1)
        ]
        expected = [(r, c) for r in range(self.n_rows) for c in range(self.n_columns)]
        if sorted(places) != expected:
            raise ValueError("cells do not tile the table")
