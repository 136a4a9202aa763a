"""The second reading: each cell of a table in another way, compared with the first.

By OCR of the page's picture, if that is installed: it sees what a reader sees.  Else by another
PDF library: it reads the same fonts with code of its own, so it finds errors of the libraries, but
not a font that lies to both.  Pages that OCR read first need none: their confidence says it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from zhperf.engines.installed import has_ocr
from zhperf.errors import DamagedPdfError
from zhperf.grids import Region, distinct
from zhperf.pages import Visibility
from zhperf.rereading.comparing import same
from zhperf.rereading.texts import SecondText, TextLayers, placed_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from zhperf.celltext import TextSettings
    from zhperf.engines.sharedocr import SharedOcr
    from zhperf.geometry import BBox
    from zhperf.grids import Cell, Grid, LogicalCell, LogicalTable
    from zhperf.pages import Page
    from zhperf.report import PageEngine
    from zhperf.rereading.picturetexts import PictureTexts


_OVERFLOW = 1.0
"""pt: text that reaches further below its cell runs on there."""
_MIN_CELLS = 12
"""Cells with text of a table that is looked at though its header is not known: three rows of four
columns."""
_MAX_UNKNOWN = 3
"""Such tables that are read again: of a document whose fonts lie the first one tells it."""
_MAX_WRONG = 0.5
"""Share (0 to 1) of a table's cells; where more are read otherwise, its fonts lie."""


class Difference(NamedTuple):
    """A cell that two readings say differently."""

    region: Region
    """Of several the first."""
    first: str
    second: str
    engine: PageEngine
    """Of the second reading."""
    sure: bool
    """Whether the second reading is; only OCR may not be."""


class Lie(NamedTuple):
    """A table whose fonts say other characters than the page shows."""

    page: int
    wrong: int
    """Cells that are read otherwise."""
    total: int
    """Cells with text."""
    first: str
    """Of the longest such cell, as the file says it."""
    second: str
    """The same, read again."""
    engine: PageEngine


class PageView(NamedTuple):
    """What the second reading needs to know of a page."""

    size: tuple[float, float]
    """Width and height as displayed, in pt."""
    engine: PageEngine
    chosen: bool
    """Whether it was read by the default engine, or by that which the user chose."""
    centres: NDArray[np.float64]
    """n x 2: of its turned characters, in page space."""
    angles: NDArray[np.int16]
    """Of them."""
    overflowing: Mapping[BBox, BBox]
    """Boxes of cells whose text runs on below them, and the boxes with all their text."""

    @classmethod
    def of(cls, page: Page, grids: Sequence[Grid]) -> PageView:
        """The view of a page with tables."""
        chars = page.chars
        turned = (chars.visibility == Visibility.VISIBLE) & (chars.angles != 0)
        turned &= chars.angles % 90 == 0
        centres = (chars.boxes[turned, :2] + chars.boxes[turned, 2:]) / 2
        size = (page.width, page.height)
        over = dict(overflow for grid in grids for overflow in _overflowing(grid))
        return cls(size, page.engine, page.reason is None, centres, chars.angles[turned], over)

    def whole(self, region: Region) -> Region:
        """The place with all the text of its cell."""
        return region._replace(bbox=self.overflowing.get(region.bbox, region.bbox))

    def angle(self, region: Region) -> int:
        """Direction of the text in a cell."""
        x0, top, x1, bottom = region.bbox
        x, y = self.centres[:, 0], self.centres[:, 1]
        inside = self.angles[(x > x0) & (x < x1) & (y > top) & (y < bottom)]
        return int(np.bincount(inside // 90).argmax()) * 90 if len(inside) else 0


class _Place(NamedTuple):
    """A part of a cell on one page."""

    cell: int
    """Number of the cell in the table."""
    region: Region
    text: str
    """Of the whole cell."""


@dataclass(slots=True)
class SecondReading:
    """Reads tables of a document again."""

    source: Path | bytes
    password: str | None
    name: str
    text: TextSettings
    """Thresholds of the lines of text."""
    ocr: SharedOcr
    failures: dict[int, str] = field(default_factory=dict)
    """Why a page could not be read again."""
    _views: dict[int, PageView] = field(default_factory=dict, init=False)
    _unknown: list[Grid] = field(default_factory=list, init=False)
    """Large tables of the first pages that have such."""
    _layers: TextLayers = field(init=False)
    _pictures: PictureTexts | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._layers = TextLayers(self.source, self.password, self.name)

    def close(self) -> None:
        """Release the file."""
        self._layers.close()

    def see(self, page: Page, grids: Sequence[Grid]) -> None:
        """Remember what is needed of a page with tables."""
        self._views[page.number] = PageView.of(page, grids)
        large = [grid for grid in grids if _written_cells(grid) >= _MIN_CELLS]
        self._unknown += large[: _MAX_UNKNOWN - len(self._unknown)]

    def lie(self) -> Lie | None:
        """A table of whose cells most are read otherwise; for a document without known tables.

        A font that lies in all its characters hides the headers by which tables are known.
        """
        for grid in self._unknown:
            cells = [cell for cell in grid.cells if cell.text]
            places = [
                _Place(number, Region(grid.page, cell.bbox), cell.text)
                for number, cell in enumerate(cells)
            ]
            texts = self._texts(grid.page, places)
            wrong = [
                (cell.text, text)
                for cell, text in zip(cells, texts, strict=False)
                if text.sure and not same(text.first or _raw(cell), text.second)
            ]
            if len(wrong) > _MAX_WRONG * len(cells):
                first, text = max(wrong, key=lambda one: len(one[0]))
                engine = text.engine
                return Lie(grid.page, len(wrong), len(cells), first, text.second, engine)
        return None

    def differences(self, table: LogicalTable) -> Iterator[Difference]:
        """The cells of a table that are read otherwise, row by row; one page at a time."""
        self._unknown.clear()
        self._views = {n: view for n, view in self._views.items() if n >= table.pages[0]}
        cells = list({id(cell): cell for row in table.rows for cell in distinct(row)}.values())
        places: dict[int, list[_Place]] = defaultdict(list)
        for number, cell in enumerate(cells):
            for region in cell.regions if cell.text else ():
                places[region.page].append(_Place(number, region, cell.text))
        found: dict[int, list[SecondText]] = defaultdict(list)
        for page in sorted(places):
            texts = self._texts(page, places[page])
            for place, text in zip(places[page], texts, strict=False):
                found[place.cell].append(text)
        for number, cell in enumerate(cells):
            if found[number] and len(found[number]) == len(cell.regions):
                yield from _compared(cell, found[number])

    def _texts(self, number: int, places: Sequence[_Place]) -> list[SecondText]:
        """The second reading of places of a page; [] if there is none."""
        view = self._views[number]
        regions = [view.whole(place.region) for place in places]
        if view.engine == "ocr":
            return []
        try:
            if has_ocr():
                return self._recognized(number, view, regions, [place.text for place in places])
            if view.chosen:
                return self._by_other_library(number, view, regions)
        except DamagedPdfError as error:
            self.failures[number] = str(error.values["reason"])
        return []

    def _recognized(
        self, number: int, view: PageView, regions: Sequence[Region], texts: Sequence[str]
    ) -> list[SecondText]:
        if self._pictures is None:
            from zhperf.rereading.picturetexts import PictureTexts

            self._pictures = PictureTexts(self.source, self.password, self.name, self.ocr)
        angles = [view.angle(region) for region in regions]
        return self._pictures.read(number, view.size, regions, angles, texts)

    def _by_other_library(
        self, number: int, view: PageView, regions: Sequence[Region]
    ) -> list[SecondText]:
        """The page by PDFium and by pdfplumber, both in the same way."""
        other: PageEngine = "pdfium" if view.engine == "pdfplumber" else "pdfplumber"
        angles = [view.angle(region) for region in regions]
        first, second = (
            placed_texts(self._layers.page(engine, number), regions, angles, self.text)
            for engine in (view.engine, other)
        )
        return [
            SecondText(one, again, other, sure=True)
            for one, again in zip(first, second, strict=True)
        ]


def _compared(cell: LogicalCell, parts: Sequence[SecondText]) -> Iterator[Difference]:
    """The difference between the readings of a cell, if there is one."""
    firsts = [part.first for part in parts if part.first is not None]
    first = "".join(firsts) if len(firsts) == len(parts) else _printed(cell)
    second = "".join(part.second for part in parts)
    # A text that a page break repeats is printed, and read again, in each part.
    if same(first, second) or all(same(cell.text, part.second) for part in parts):
        return
    sure = all(part.sure for part in parts)
    yield Difference(cell.regions[0], first, second, parts[0].engine, sure)


def _printed(cell: LogicalCell) -> str:
    """The text as it stands on the page: a hyphen that joins two lines was left out of it."""
    if len(cell.regions) > 1 or not cell.lines:
        return cell.text
    return _raw(cell)


def _raw(cell: Cell | LogicalCell) -> str:
    return "".join(line.text for line in cell.lines)


def _overflowing(grid: Grid) -> Iterator[tuple[BBox, BBox]]:
    """Cells whose last line lies below them; not of sideways tables, where browsers print none."""
    for cell in grid.cells if not grid.angle else ():
        low = max((line.bbox.bottom for line in cell.lines), default=0.0)
        if low > cell.bbox.bottom + _OVERFLOW:
            yield cell.bbox, cell.bbox._replace(bottom=low + _OVERFLOW)


def _written_cells(grid: Grid) -> int:
    return sum(bool(cell.text) for cell in grid.cells)
