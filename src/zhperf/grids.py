"""Table types: cells with spans on one page (Grid) and over page breaks (LogicalTable).

Rows and columns are 0-based here; people see them 1-based.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from zhperf.geometry import BBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhperf.errors import Bilingual

TOP, BOTTOM, LEFT, RIGHT = 1, 2, 4, 8
"""Bits of `Cell.open_sides`."""


class SheetPlace(NamedTuple):
    """A cell of a workbook: `zhperf.report.SheetRegion` has the fields."""

    sheet: str
    row: int
    column: int


class TablePlace(NamedTuple):
    """A cell of a table in a document: `zhperf.report.TableRegion` has the fields."""

    table: int
    row: int
    column: int


class ParagraphPlace(NamedTuple):
    """A text outside of tables: `zhperf.report.ParagraphRegion` has the fields."""

    paragraph: int


class LinePlace(NamedTuple):
    """A line of a text, or a field in it: `zhperf.report.LineRegion` has the fields."""

    line: int
    column: int | None = None


CarrierPlace: TypeAlias = SheetPlace | TablePlace | ParagraphPlace | LinePlace
"""Where a value stands in a source that is no PDF; all numbers are 1-based."""


class Region(NamedTuple):
    """Where a value is printed: the unit of provenance."""

    page: int
    """1-based page number; for a source without pages the number that its carrier gave."""
    bbox: BBox
    """In page space."""
    place: CarrierPlace | None = None
    """In a source without pages; page and bbox then only say what stands beside what."""
    confidence: float | None = None
    """Of the least sure character, 0 to 1; None: nothing was recognised, the file says it."""


class Repair(NamedTuple):
    """A change from what the file literally holds to what a reader reads."""

    kind: str
    """joined-over-page-break, repeated-over-page-break, radical-folded, hyphen-joined …"""
    detail: str
    """What was changed, before and after; language-neutral where possible."""


class Line(NamedTuple):
    """One printed line of text inside a cell, or outside all cells."""

    text: str
    bbox: BBox
    """On the page turned upright, where lines run to the right and follow downwards."""
    size: float
    """Height of the line in pt."""
    displayed: BBox | None = None
    """In page space, where that differs: text outside of cells on sideways pages."""
    page: int = 0
    """1-based page number of a line outside of cells; 0 inside, where the grid knows it."""
    place: CarrierPlace | None = None
    """In a source without pages, for a line outside of cells."""
    confidence: float | None = None
    """As `Region.confidence`."""


@dataclass(slots=True)
class Cell:
    """A cell of a grid.  Not changed after the lattice has made it."""

    row: int
    column: int
    row_span: int
    column_span: int
    bbox: BBox
    """Rounded to 0.1 pt: that is 0.04 mm, and engines differ by 0.0001 pt."""
    text: str
    """Lines joined as CJK text is; "" for an empty cell."""
    lines: tuple[Line, ...] = ()
    """Printed lines, top to bottom."""
    open_sides: int = 0
    """Sides without a ruling, as a sum of TOP, BOTTOM, LEFT, RIGHT."""
    repairs: tuple[Repair, ...] = ()
    place: CarrierPlace | None = None
    """In a source without pages."""

    @property
    def confidence(self) -> float | None:
        """As `Region.confidence`."""
        known = [line.confidence for line in self.lines if line.confidence is not None]
        return min(known, default=None)


@dataclass(slots=True)
class Grid:
    """A ruled table on one page.  The cells tile it: no overlap, no hole."""

    page: int
    """1-based page number."""
    bbox: BBox
    row_edges: tuple[float, ...]
    """n_rows + 1 rising values in pt, in the orientation of the text (see `angle`)."""
    column_edges: tuple[float, ...]
    """n_columns + 1 rising values in pt, in the orientation of the text."""
    cells: tuple[Cell, ...]
    """In reading order: by row, then column."""
    angle: int = 0
    """Direction of the text on the displayed page, degrees counter-clockwise.

    Not 0 for a table printed sideways without /Rotate: its rows run along the page's height.
    Edges are those of the page turned upright; every bbox is in page space."""
    flat: bool = False
    """Whether its source cannot say that cells are merged: then an empty cell may be the rest of
    the one above it or left of it.  Text files are so, and sheets where nothing is merged."""
    parts: tuple[int, ...] = ()
    """Columns of each part of a text, as empty lines divide it; () for any other source."""

    @property
    def n_rows(self) -> int:
        """Number of rows."""
        return len(self.row_edges) - 1

    @property
    def n_columns(self) -> int:
        """Number of columns."""
        return len(self.column_edges) - 1


class Stray(NamedTuple):
    """Text that lies over a grid and belongs to none of its cells."""

    text: str
    bbox: BBox


class Remark(NamedTuple):
    """What the report must tell about a part of a source without pages."""

    code: str
    """A key of `zhperf.findings.READING_RULES`."""
    place: CarrierPlace
    """Where; of several places the first."""
    detail: Bilingual
    """Goes into the message: the reason, or what was found."""
    value: str = ""
    """The text concerned."""
    amount: int = 1
    """How many cells, or characters of hidden text."""


@dataclass(slots=True)
class PageLayout:
    """The grids of a page and the text around them."""

    grids: list[Grid]
    """From top to bottom."""
    lines: list[Line] = field(default_factory=list)
    """Lines outside all grids, from top to bottom."""
    strays: list[Stray] = field(default_factory=list)
    """Slanted or oversized text over grids: watermarks and stamps."""
    unread: Callable[[], list[Line]] | None = None
    """Reads the lines of a page that was only skimmed; None if they were read."""
    landscape: bool = False
    """Whether the page, turned so that its text is upright, is wider than high."""
    remarks: list[Remark] = field(default_factory=list)
    """Of a part of a source without pages."""


@dataclass(slots=True)
class LogicalCell:
    """A cell of a logical table: one grid cell, or several joined over page breaks."""

    text: str
    lines: tuple[Line, ...]
    """Printed lines of its last part, top to bottom."""
    regions: list[Region]
    """One for each part, in page order."""
    part: Cell
    """Its last part."""
    repairs: list[Repair] = field(default_factory=list)


LogicalRow: TypeAlias = list[LogicalCell]
"""One entry for each column; a spanning cell stands in each row and column that it covers."""


def distinct(row: LogicalRow) -> list[LogicalCell]:
    """The cells of a row, a spanning one once."""
    return list({id(cell): cell for cell in row}.values())


class Doubt(NamedTuple):
    """A place where the join over a page break could be read in two ways."""

    region: Region
    """The first part of the text after the break."""
    detail: str
    """Both texts, with the break marked."""


@dataclass(slots=True)
class LogicalTable:
    """A table as its author sees it: the grids of consecutive pages, joined."""

    rows: list[LogicalRow]
    pages: list[int]
    """1-based numbers of the pages that it stands on, rising."""
    region: Region
    """Its part on the first page."""
    above: tuple[Line, ...]
    """Lines above its first part, top to bottom: the title is among them."""
    below: tuple[Line, ...] = ()
    """Lines under its last part, down to the page's end."""
    doubts: list[Doubt] = field(default_factory=list)
    flat: bool = False
    """As `Grid.flat`."""
    parts: tuple[int, ...] = ()
    """As `Grid.parts`."""

    @property
    def paged(self) -> bool:
        """Whether its source has pages."""
        return self.rows[0][0].regions[0].place is None
