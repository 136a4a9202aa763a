"""Text of places of a page that are known, such as the cells of a table that was read before."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from zhperf.engines.ocr.ink import part_ink, without_color
from zhperf.engines.ocr.reading import without_rulings
from zhperf.engines.ocr.strokes import find_strokes
from zhperf.engines.ocr.textlines import lines_in_cells, typical_height, without_specks
from zhperf.engines.picture import picture_of_page
from zhperf.geometry import turn_boxes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from zhperf.engines.ocr.ink import Ink
    from zhperf.engines.ocr.recognition import Glyph
    from zhperf.engines.sharedocr import SharedOcr
    from zhperf.geometry import Boxes

_RESOLUTION = 300.0
"""Dots per inch: the page is drawn, so a fine picture costs little."""
_BORDER = 0.8
"""pt: half the width of a border, as far as its ink may spread into a cell."""


class CellPicture(NamedTuple):
    """A page that was drawn, turned so that its text is upright."""

    ink: Ink
    """Without rulings."""
    scale: float
    """Dots for each pt."""
    width: float
    """Of the page as displayed, in pt."""
    height: float
    angle: int
    """Direction of the text on the displayed page, degrees counter-clockwise."""


class CellReader:
    """Reads places of a document's pages."""

    def __init__(self, source: Path | bytes, password: str | None, ocr: SharedOcr) -> None:
        self._source = source
        self._password = password
        self._reader = ocr.reader

    def draw(self, number: int, size: tuple[float, float], angle: int) -> CellPicture | None:
        """Draw a page.

        Args:
            number: 1-based.
            size: Width and height as displayed, in pt.
            angle: Direction of its text, degrees counter-clockwise: 0, 90, 180 or 270.

        Returns:
            None if the page cannot be drawn.
        """
        drawn = picture_of_page(self._source, number, self._password, _RESOLUTION, text=True)
        if drawn is None:
            return None
        scale = drawn.shape[1] / size[0]
        grey = np.ascontiguousarray(np.rot90(without_color(drawn), -angle // 90))
        ink = part_ink(grey, scale)
        settings = self._reader.settings
        strokes = find_strokes(ink, scale, settings)
        clean = without_rulings(ink, strokes.mask)
        clean = clean._replace(mask=without_specks(clean.mask, settings.speck * scale))
        return CellPicture(clean, scale, *size, angle)

    def read(self, picture: CellPicture, boxes: Boxes) -> list[list[Glyph]]:
        """The glyphs of each place in reading order; [] where there is no ink.

        Args:
            picture: The page.
            boxes: n x 4 in page space: cells, or lines of text.
        """
        upright = turn_boxes(boxes, picture.width, picture.height, -picture.angle)
        inner = upright + _BORDER * np.array([1, 1, -1, -1])
        dots = np.rint(inner * picture.scale).clip(0).astype(int)
        cells = [(int(a), int(b), int(c), int(d)) for a, b, c, d in dots]
        lines = lines_in_cells(picture.ink.mask, cells, picture.scale)
        typical = typical_height([line.bottom - line.top for line in lines], picture.scale)
        found: list[list[Glyph]] = [[] for _ in cells]
        read = self._reader.read_lines(picture.ink, lines, typical)
        for line, (glyphs, _) in zip(lines, read, strict=True):
            found[line.group] += glyphs
        return found


def text_of(glyphs: Sequence[Glyph]) -> str:
    """The characters."""
    return "".join(glyph.text for glyph in glyphs)
