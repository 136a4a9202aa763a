"""Glyphs of a cell that have no Unicode value, read from the picture of the page.

The whole cell is recognised, and what the file says of it must stand on both sides of the glyph:
so the glyph is read in the context of its line, and a reading that slipped mends nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import numpy as np

from zhperf.engines.installed import has_ocr
from zhperf.grids import Repair
from zhperf.pages import UNMAPPED
from zhperf.rereading.comparing import seen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from zhperf.engines.ocr.cells import CellReader
    from zhperf.engines.ocr.recognition import Glyph
    from zhperf.engines.sharedocr import SharedOcr
    from zhperf.grids import Cell, Grid, Line, PageLayout
    from zhperf.pages import Page

_UNKNOWN = chr(UNMAPPED)


@dataclass(slots=True)
class GlyphMender:
    """Mends the cells of a document, page by page."""

    source: Path | bytes
    password: str | None
    ocr: SharedOcr
    _reader: CellReader | None = field(default=None, init=False)

    def mend(self, page: Page, layout: PageLayout) -> PageLayout:
        """The layout with those glyphs of its cells put in that are surely recognised."""
        if page.engine == "ocr" or not any(map(_holes, layout.grids)) or not has_ocr():
            return layout
        if self._reader is None:
            from zhperf.engines.ocr.cells import CellReader

            self._reader = CellReader(self.source, self.password, self.ocr)
        reader, sure = self._reader, self.ocr.min_confidence
        grids = [
            _mended(reader, page, grid, sure) if _holes(grid) else grid for grid in layout.grids
        ]
        return replace(layout, grids=grids)


def _mended(reader: CellReader, page: Page, grid: Grid, sure: float) -> Grid:
    """The grid with what is surely recognised of its cells."""
    picture = reader.draw(page.number, (page.width, page.height), grid.angle)
    if picture is None:
        return grid
    holes = _holes(grid)
    read = reader.read(picture, np.array([cell.bbox for cell in holes], np.float64))
    known = {id(cell): filled(cell, glyphs, sure) for cell, glyphs in zip(holes, read, strict=True)}
    return replace(grid, cells=tuple(known.get(id(cell), cell) for cell in grid.cells))


def _holes(grid: Grid) -> list[Cell]:
    return [cell for cell in grid.cells if _UNKNOWN in cell.text]


def filled(cell: Cell, glyphs: Sequence[Glyph], sure: float) -> Cell:
    """The cell with the glyphs put in that fit between what the file says of it.

    Args:
        cell: With unknown glyphs.
        glyphs: As they are recognised, of the whole cell.
        sure: Least confidence of a glyph that is put in.
    """
    printed = "".join(line.text for line in cell.lines)
    found = [
        None if glyph is None or glyph.confidence < sure else glyph
        for glyph in _found(printed, glyphs)
    ]
    put = [glyph for glyph in found if glyph is not None]
    if not put:
        return cell
    texts = iter(found)
    lines = tuple(_with_glyphs(line, texts) for line in cell.lines)
    signs = iter(found)
    text = "".join(_sign(letter, signs) for letter in cell.text)
    detail = ", ".join(f"U+FFFD → {glyph.text}" for glyph in put)
    repairs = (*cell.repairs, Repair("glyph-recognised", detail))
    return replace(cell, text=text, lines=lines, repairs=repairs)


def _sign(letter: str, found: Iterator[Glyph | None]) -> str:
    """The letter, or what was found for it if it is unknown; `found` goes on then."""
    if letter != _UNKNOWN:
        return letter
    glyph = next(found)
    return letter if glyph is None else glyph.text


def _with_glyphs(line: Line, found: Iterator[Glyph | None]) -> Line:
    own = [next(found) for _ in range(line.text.count(_UNKNOWN))]
    sure = [glyph.confidence for glyph in own if glyph is not None]
    if not sure:
        return line
    signs = iter(own)
    text = "".join(_sign(letter, signs) for letter in line.text)
    return line._replace(text=text, confidence=min(sure))


def _found(text: str, glyphs: Sequence[Glyph]) -> Iterator[Glyph | None]:
    """What each unknown glyph of a text is; None if the readings do not fit together.

    Args:
        text: As the file says it.
        glyphs: As they are recognised, of the whole text.
    """
    printed = [letter for letter in text if not letter.isspace()]
    shown = [glyph for glyph in glyphs if not glyph.text.isspace()]
    ones = [letter if letter == _UNKNOWN else seen(letter) for letter in printed]
    others = [seen(glyph.text) for glyph in shown]
    places: dict[int, Glyph] = {}
    for tag, low, high, start, end in SequenceMatcher(
        None, ones, others, autojunk=False
    ).get_opcodes():
        # The same number on both sides, and nothing else that differs beside them.
        if tag == "replace" and high - low == end - start and set(ones[low:high]) == {_UNKNOWN}:
            places.update(zip(range(low, high), shown[start:end], strict=True))
    for index, letter in enumerate(printed):
        if letter == _UNKNOWN:
            yield places.get(index)
