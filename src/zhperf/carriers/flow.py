"""Documents whose tables may stand inside cells: the blocks of Word documents and web pages.

A table inside a cell is a table of its own.  The one around it then mostly serves the layout of
the page: its rows above and below stay a table where they have several texts side by side, and
the text beside the inner table is read as lines around it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeGuard

from zhperf.carriers.building import CarrierCell
from zhperf.grids import ParagraphPlace, TablePlace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhperf.carriers.building import LayoutBuilder
    from zhperf.grids import CarrierPlace


class Paragraph(NamedTuple):
    """A block of text, outside of tables or in a cell."""

    lines: Sequence[str]
    """One entry for each line break that the author set; one without text is a gap."""
    number: int = 0
    """1-based number in the document; 0 inside cells."""


@dataclass(slots=True)
class FlowCell:
    """A cell; 0-based."""

    row: int
    column: int
    blocks: list[Block] = field(default_factory=list)
    row_span: int = 1
    column_span: int = 1

    @property
    def lines(self) -> list[str]:
        """Its own text."""
        return [line for b in self.blocks if isinstance(b, Paragraph) for line in b.lines]

    @property
    def has_text(self) -> bool:
        """Whether it has text of its own."""
        return any(line.strip() for line in self.lines)

    @property
    def has_table(self) -> bool:
        """Whether a table with text stands in it."""
        return any(isinstance(block, FlowTable) and block.has_text for block in self.blocks)


@dataclass(slots=True)
class FlowTable:
    """A table."""

    number: int
    """1-based number in the document, in the order of their beginnings."""
    cells: list[FlowCell] = field(default_factory=list)
    """By row, then column; they may overlap and leave holes."""

    @property
    def has_text(self) -> bool:
        """Whether anything is printed in it."""
        return any(cell.has_text or cell.has_table for cell in self.cells)

    def place(self, row: int, column: int) -> TablePlace:
        """Where the cell of a 0-based row and column stands."""
        return TablePlace(self.number, row + 1, column + 1)


Block: TypeAlias = Paragraph | FlowTable

_MIN_ROW_TEXTS = 3
"""Texts of a row that is more than layout: pages are laid out in one or two columns with text."""


def lay_out(blocks: Iterable[Block], builder: LayoutBuilder) -> None:
    """Add the blocks of a document, in order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            _add_lines(block.lines, ParagraphPlace(block.number), builder)
        elif any(cell.has_table for cell in block.cells):
            _add_around_tables(block, builder)
        else:
            _add_table(block, block.cells, builder, is_text=_has_one_text(block.cells))


def _add_lines(lines: Iterable[str], place: CarrierPlace, builder: LayoutBuilder) -> None:
    for line in lines:
        builder.line(line, place)


def _add_around_tables(table: FlowTable, builder: LayoutBuilder) -> None:
    """Add a table with others in its cells, from top to bottom.

    A row with so many texts that it is no layout stays a row; the tables in it come after it all.
    """
    rows: dict[int, list[FlowCell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    band: list[FlowCell] = []
    inner: list[FlowTable] = []
    for row in sorted(rows):
        tables = [block for cell in rows[row] for block in cell.blocks if _is_table(block)]
        if not tables or sum(cell.has_text for cell in rows[row]) >= _MIN_ROW_TEXTS:
            band += rows[row]
            inner += tables
            continue
        _add_band(table, band, row, builder)
        band = []
        for cell in rows[row]:
            _add_content(table, cell, builder)
    _add_band(table, band, None, builder)
    lay_out(inner, builder)


def _is_table(block: Block) -> TypeGuard[FlowTable]:
    return isinstance(block, FlowTable)


def _add_content(table: FlowTable, cell: FlowCell, builder: LayoutBuilder) -> None:
    """Add what stands in a cell as if it stood outside of tables."""
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            _add_lines(block.lines, table.place(cell.row, cell.column), builder)
        else:
            lay_out([block], builder)


def _add_band(
    table: FlowTable, cells: list[FlowCell], end: int | None, builder: LayoutBuilder
) -> None:
    """Add the rows between two rows with tables; the later one is `end`."""
    if end is not None:
        for cell in cells:
            cell.row_span = min(cell.row_span, end - cell.row)
    texts = Counter(cell.row for cell in cells if cell.has_text)
    _add_table(table, cells, builder, is_text=max(texts.values(), default=0) < 2)


def _has_one_text(cells: Iterable[FlowCell]) -> bool:
    """Whether all but one cell are empty: then the table is a frame around a text."""
    return sum(cell.has_text for cell in cells) < 2


def _add_table(
    table: FlowTable, cells: Iterable[FlowCell], builder: LayoutBuilder, *, is_text: bool
) -> None:
    if is_text:
        for cell in cells:
            _add_content(table, cell, builder)
        return
    builder.table(
        [CarrierCell(c.row, c.column, c.lines, c.row_span, c.column_span) for c in cells],
        table.place,
    )
