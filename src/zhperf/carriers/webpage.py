"""Web pages as blocks of text and tables, as browsers display them (HTML standard, 4.9 and 15.3).

Known is what the markup and its own `style` say; style sheets are not evaluated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from lxml import etree
from lxml import html as lxml_html

from zhperf.carriers.building import STRUCK, TOO_LARGE
from zhperf.carriers.flow import Block, FlowCell, FlowTable, Paragraph
from zhperf.carriers.htmltables import TableRows
from zhperf.carriers.raised import aligned
from zhperf.carriers.webtext import displayed, unbroken
from zhperf.errors import Bilingual, DamagedFileError
from zhperf.grids import ParagraphPlace, Remark

if TYPE_CHECKING:
    from zhperf.carriers.building import LayoutBuilder

Element: TypeAlias = Any
"""An element of lxml, which has no types."""

_BLOCKS: Final = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
        "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
        "h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "menu", "nav", "ol", "p",
        "pre", "section", "summary", "table", "ul",
    )
)  # fmt: skip
_UNSEEN: Final = frozenset(
    (
        "audio", "canvas", "datalist", "head", "iframe", "noframes", "noscript", "rp", "rt",
        "script", "style", "svg", "template", "title", "video", "xml",
    )
)  # fmt: skip
"""Elements that print nothing, or readings above ideographs; "xml" are data of office programs."""
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all")
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item)")
_STRIKING: Final = frozenset(("del", "s", "strike"))
_STRIKING_STYLE = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through")
_UNSTRIKING_STYLE = re.compile(r"text-decoration(?:-line)?\s*:\s*none")
_ALIGNING: Final = {"sup": "superscript", "sub": "subscript"}
_ALIGNING_STYLE = re.compile(r"vertical-align\s*:\s*(su[pb])")
_FIELDS: Final = frozenset(("", "text", "number", "date", "month", "email", "tel", "url"))
"""Types of input whose value is displayed."""
_BOXES: Final = frozenset(("checkbox", "radio"))
_COLLAPSING = " \t\n\r\f"
"""White space without height at the beginning of a line; a no-break space has it."""
_GROUPS: Final = frozenset(("thead", "tbody", "tfoot"))
_ROWS: Final = _GROUPS | {"tr", "td", "th"}
"""Elements of a table that end the cell before them."""
_MAX_NESTING: Final = 64
"""Tables inside each other; sites with old layouts have up to ten."""
_TOO_DEEP: Final = "elements are nested too deep"
_HIDDEN = Bilingual("hidden by its style", "样式设为隐藏")


def read_page(markup: str, builder: LayoutBuilder, name: str) -> list[Block]:
    """The blocks of a page, in order.

    Args:
        markup: The page.
        builder: Takes what is hidden.
        name: What error messages call the source.

    Raises:
        DamagedFileError: It cannot be parsed.
    """
    parser = lxml_html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        root = lxml_html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError as error:
        raise DamagedFileError(name, reason=str(error)) from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise DamagedFileError(name, reason=_TOO_DEEP)
    return _Page(builder, name).read(root)


class _Mark(NamedTuple):
    """An open element that changes how text is shown."""

    element: Element
    is_struck: bool
    """Whether it crosses out its text."""
    alignment: str | None
    """As `aligned` has it."""


@dataclass(slots=True)
class _Flow:
    """Where blocks are put: the page, or a cell."""

    element: Element = None
    """Of the cell."""
    blocks: list[Block] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    """Complete lines of the block that is being read."""
    pieces: list[str] = field(default_factory=list)
    """Of the line that is being read."""
    marks: list[_Mark] = field(default_factory=list)
    """Those that are open in it.  They end with it: an element that is not closed in its cell
    would go on in the next ones."""


@dataclass(slots=True)
class _Table:
    """A table that is being read."""

    element: Element
    table: FlowTable
    depth: int
    """Number of flows around it: a cell belongs to it if no other flow is open."""
    rows: TableRows = field(default_factory=TableRows)
    hidden: list[tuple[FlowCell, str, Bilingual]] = field(default_factory=list)
    """Texts that are left out: the cells that they stand in, and the reasons."""


class _Page:
    """Walks through a page, keeping what is open."""

    def __init__(self, builder: LayoutBuilder, name: str) -> None:
        self._builder = builder
        self._name = name
        self._flows = [_Flow()]
        self._tables: list[_Table] = []
        self._cells: list[FlowCell] = []
        """Those that are open."""
        self._paragraphs = 0
        self._table_count = 0
        self._preformatted = 0

    def read(self, root: Element) -> list[Block]:
        """The blocks of a page."""
        walk = etree.iterwalk(root, events=("start", "end"))
        skipped = None
        for event, element in walk:
            if event == "start":
                if self._is_skipped(element):
                    walk.skip_subtree()
                    skipped = element
                else:
                    self._start(element)
                    self._flows[-1].marks += _marks(element)
                    self._text(element.text)
                continue
            if element is skipped:
                skipped = None
            else:
                self._end(element)
            if element is not root:
                self._text(element.tail)
        self._end_block()
        return self._flows[0].blocks

    def _is_skipped(self, element: Element) -> bool:
        """Whether what is in an element is not displayed, or is displayed another way."""
        if element.tag in _UNSEEN:
            return True
        if element.get("hidden") is not None or _HIDING.search(element.get("style", "").lower()):
            self._hide(element.text_content(), _HIDDEN)
            return True
        text = _field_text(element)
        if text is None:
            return False
        self._text(text, is_broken=False)
        return True

    def _hide(self, text: str, reason: Bilingual) -> None:
        table = self._table
        if table is not None:  # a row, or a group of them
            place = table.table.place(table.rows.count, 0)
            self._builder.hide(displayed(text), place, reason)
        elif self._cells:
            self._tables[-1].hidden.append((self._cells[-1], displayed(text), reason))
        else:
            self._builder.hide(displayed(text), ParagraphPlace(self._paragraphs + 1), reason)

    @property
    def _table(self) -> _Table | None:
        """The table whose rows are being read; None inside of cells and outside of tables."""
        table = self._tables[-1] if self._tables else None
        return table if table is not None and table.depth == len(self._flows) else None

    def _start(self, element: Element) -> None:
        if element.tag in _ROWS and self._table is None and self._cells:
            self._end_cell()  # it was not closed; the parser knows that of a few elements only
        tag, table = element.tag, self._table
        if _is_block(element):
            self._end_block()
        if tag == "br":
            self._end_line()
        elif tag == "pre":
            self._preformatted += 1
        elif tag == "table":
            if len(self._tables) == _MAX_NESTING:
                raise DamagedFileError(self._name, reason=_TOO_DEEP)
            self._table_count += 1
            self._tables.append(_Table(element, FlowTable(self._table_count), len(self._flows)))
        elif table is not None and tag in _GROUPS:
            table.rows.begin_group(tag)
        elif table is not None and tag == "tr":
            table.rows.begin_row()
        elif table is not None and tag in ("td", "th"):
            cell = FlowCell(0, 0)
            table.rows.add(cell, element.get("colspan"), element.get("rowspan"))
            self._cells.append(cell)
            self._flows.append(_Flow(element))

    def _end(self, element: Element) -> None:
        tag, table = element.tag, self._table
        if _is_block(element):
            self._end_block()
        marks = self._flows[-1].marks
        if marks and marks[-1].element is element:
            marks.pop()
        if tag == "pre":
            self._preformatted -= 1
        elif element is self._flows[-1].element:
            self._end_cell()
        elif table is not None and tag in _GROUPS:
            table.rows.end_group()
        elif table is not None and element is table.element:
            self._end_table(self._tables.pop())

    def _end_cell(self) -> None:
        self._end_block()
        self._cells.pop().blocks = self._flows.pop().blocks

    def _end_table(self, ended: _Table) -> None:
        cells = ended.rows.placed()
        if cells is None:
            self._builder.remark(Remark("ZP109", ended.table.place(0, 0), TOO_LARGE))
            return
        ended.table.cells = cells
        for cell, text, reason in ended.hidden:
            self._builder.hide(text, ended.table.place(cell.row, cell.column), reason)
        self._flows[-1].blocks.append(ended.table)

    def _text(self, text: str | None, *, is_broken: bool = True) -> None:
        """Take a text of the markup.

        Args:
            text: The text; None for none.
            is_broken: Whether its white space collapses outside of preformatted blocks.
        """
        if not text:
            return
        if any(mark.is_struck for flow in self._flows for mark in flow.marks):
            self._hide(text, STRUCK)
            return
        alignments = [mark.alignment for mark in self._flows[-1].marks if mark.alignment]
        text = aligned(text, alignments[-1] if alignments else None)
        if is_broken and not self._preformatted:
            self._flows[-1].pieces.append(text)
            return
        first, *others = re.split(r"\r\n|\r|\n", unbroken(text))
        self._flows[-1].pieces.append(first)
        for line in others:
            self._end_line()
            self._flows[-1].pieces.append(line)

    def _end_line(self) -> None:
        flow = self._flows[-1]
        flow.lines.append(displayed("".join(flow.pieces)))
        flow.pieces.clear()

    def _end_block(self) -> None:
        """End a block; one without anything that has height is none."""
        flow = self._flows[-1]
        if flow.lines or "".join(flow.pieces).strip(_COLLAPSING):
            self._end_line()
        flow.pieces.clear()
        if not flow.lines:
            return
        if flow.lines[-1] == "" and len(flow.lines) > 1:
            flow.lines.pop()  # a line break at the end of a block ends its last line
        number = 0
        if len(self._flows) == 1:
            self._paragraphs += 1
            number = self._paragraphs
        flow.blocks.append(Paragraph(flow.lines, number))
        flow.lines = []


def _is_block(element: Element) -> bool:
    return element.tag in _BLOCKS or _BLOCK_STYLE.search(element.get("style", "")) is not None


def _marks(element: Element) -> list[_Mark]:
    """How an element changes the look of its text; [] if it does not."""
    tag, style = element.tag, element.get("style", "").lower()
    is_struck = tag in _STRIKING and not _UNSTRIKING_STYLE.search(style)
    is_struck = is_struck or _STRIKING_STYLE.search(style) is not None
    found = None if tag in _ROWS else _ALIGNING_STYLE.search(style)
    alignment = _ALIGNING.get(found[1] if found else tag)
    return [_Mark(element, is_struck, alignment)] if is_struck or alignment else []


def _field_text(element: Element) -> str | None:
    """What a field of a form displays; None for any other element."""
    if element.tag == "input":
        kind = element.get("type", "").lower()
        if kind in _BOXES:
            return "☑" if element.get("checked") is not None else "□"
        return element.get("value", "") if kind in _FIELDS else ""
    if element.tag == "select":
        options = element.findall(".//option")
        chosen = [option for option in options if option.get("selected") is not None]
        return " ".join(o.text_content() for o in chosen or options[:1])
    return element.text_content() if element.tag == "textarea" else None
