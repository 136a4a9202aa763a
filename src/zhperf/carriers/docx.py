"""Word documents: paragraphs and tables of the body, in the order of the document.

Not read: headers and footers of pages, footnotes, comments, and numbers that Word counts itself
(1. 2. 3. before paragraphs), which are in no text.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from zhperf.carriers.building import STRUCK, LayoutBuilder
from zhperf.carriers.flow import FlowCell, FlowTable, Paragraph, lay_out
from zhperf.carriers.wordtext import (
    choice,
    is_on,
    number_of,
    read_paragraph,
    styled_looks,
    value_of,
)
from zhperf.errors import Bilingual, DamagedFileError
from zhperf.grids import ParagraphPlace
from zhperf.officepackage import OfficePackage
from zhperf.sourcekind import WEB_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

    from zhperf.carriers.flow import Block
    from zhperf.carriers.wordtext import Look
    from zhperf.grids import CarrierPlace, PageLayout

_MAIN = "word/document.xml"
_TRANSPARENT: Final = frozenset(
    ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "AlternateContent")
)
"""Elements around paragraphs, rows or cells that print nothing themselves (17.5, 17.13)."""
_MAX_SPAN: Final = 1000
"""Columns; Word allows 63."""
_HIDDEN = Bilingual("formatted as hidden", "设置为隐藏")
_COVERED = Bilingual("in a cell that is merged with the one above it", "位于被合并的单元格中")


def read(content: bytes, name: str) -> Iterator[PageLayout]:
    """The tables of a Word document and the text around them.

    Args:
        content: The file's bytes.
        name: What error messages call the source.

    Yields:
        One layout; and one for each web page that is embedded, as export tools do it.

    Raises:
        DamagedFileError: It cannot be read.
        EncryptedOfficeError: The archive is encrypted.
    """
    package = OfficePackage(content, name)
    main = package.main_part(_MAIN)
    body = package.root(main).find("body")
    if body is None:
        raise DamagedFileError(name, reason=f"{main} has no body")
    builder = LayoutBuilder(exact_spaces=True)
    document = _Document(styled_looks(package, main), builder, name)
    lay_out(document.blocks(body), builder)
    yield builder.layout()
    relations = package.relations(main)
    for chunk in body.iter("altChunk"):
        relation = relations.get(chunk.get("id", ""))
        if relation is not None and PurePath(relation.target.lower()).suffix in WEB_SUFFIXES:
            from zhperf.carriers.html import read as read_web_page

            yield from read_web_page(package.content(relation.target), name)


class _Document:
    """Reads blocks; counts paragraphs and tables."""

    def __init__(self, styles: dict[str, Look], builder: LayoutBuilder, name: str) -> None:
        self._styles = styles
        self._builder = builder
        self._name = name
        self._paragraphs = 0
        self._tables = 0

    def blocks(self, parent: Iterable[Element], cell: CarrierPlace | None = None) -> list[Block]:
        """The blocks inside an element, in order.

        Args:
            parent: The element.
            cell: The cell that it is in; None outside of tables.
        """
        found: list[Block] = []
        for element in parent:
            if element.tag == "p":
                found += self._paragraph(element, cell)
            elif element.tag == "tbl":
                found.append(self._table(element))
            elif element.tag in _TRANSPARENT:
                found += self.blocks(_content(element), cell)
        return found

    def _paragraph(self, element: Element, cell: CarrierPlace | None) -> list[Block]:
        """A paragraph, and what stands in its text boxes."""
        text = read_paragraph(element, self._styles)
        self._paragraphs += cell is None
        number = 0 if cell else self._paragraphs
        place = cell or ParagraphPlace(number)
        self._builder.hide(text.hidden, place, _HIDDEN)
        self._builder.hide(text.struck, place, STRUCK)
        boxed = [block for box in text.boxes for block in self.blocks(box, cell)]
        return [Paragraph(text.lines, number), *boxed]

    def _table(self, element: Element) -> FlowTable:
        self._tables += 1
        table = FlowTable(self._tables)
        above: dict[int, FlowCell] = {}
        row = 0
        for tr in _inside(element, "tr"):
            if tr.find("trPr/del") is not None:
                continue
            cells = list(self._cells(tr, row, table))
            if is_on(tr.find("trPr/hidden")):
                for _, cell in cells:
                    self._hide(cell.blocks, table.place(row, cell.column), _HIDDEN)
                continue
            merged: dict[int, FlowCell] = {}
            for tc, cell in cells:
                self._add(tc, cell, table, above, merged)
            above = merged
            row += 1
        return table

    def _cells(self, tr: Element, row: int, table: FlowTable) -> Iterator[tuple[Element, FlowCell]]:
        """The cells of a row as they stand in it."""
        column = number_of(tr.find("trPr/gridBefore"), 0)
        for tc in _inside(tr, "tc"):
            span = min(max(number_of(tc.find("tcPr/gridSpan"), 1), 1), _MAX_SPAN)
            blocks = self.blocks(tc, table.place(row, column))
            yield tc, FlowCell(row, column, blocks, column_span=span)
            column += span

    def _add(
        self,
        tc: Element,
        cell: FlowCell,
        table: FlowTable,
        above: dict[int, FlowCell],
        merged: dict[int, FlowCell],
    ) -> None:
        """Add a cell, or make it a part of the one above it or left of it (17.4.84, 17.4.22).

        Cells that may go on in its row are in `above`, by column; `merged` takes those that may go
        on in the next row.
        """
        vertical, across = tc.find("tcPr/vMerge"), tc.find("tcPr/hMerge")
        upper = above.get(cell.column)
        left = table.cells[-1] if table.cells and table.cells[-1].row == cell.row else None
        place = table.place(cell.row, cell.column)
        if across is not None and value_of(across) != "restart" and left is not None:
            left.column_span += cell.column_span
            self._hide(cell.blocks, place, _COVERED)
            return
        goes_on = vertical is not None and value_of(vertical) != "restart"
        if goes_on and upper is not None and upper.column_span == cell.column_span:
            upper.row_span += 1
            merged[cell.column] = upper
            self._hide(cell.blocks, place, _COVERED)
            return
        table.cells.append(cell)
        if vertical is not None:
            merged[cell.column] = cell

    def _hide(self, blocks: list[Block], place: CarrierPlace, reason: Bilingual) -> None:
        """Leave out blocks that Word does not show."""
        for block in blocks:
            if isinstance(block, Paragraph):
                self._builder.hide("".join(block.lines), place, reason)
            else:
                for cell in block.cells:
                    self._hide(cell.blocks, block.place(cell.row, cell.column), reason)


def _inside(parent: Iterable[Element], tag: str) -> Iterator[Element]:
    """Rows of a table, or cells of a row, also inside of controls."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in _TRANSPARENT:
            yield from _inside(_content(element), tag)


def _content(element: Element) -> Iterable[Element]:
    """What a transparent element holds."""
    return choice(element) if element.tag == "AlternateContent" else element
