"""Text of places of a page that are known, such as the cells of a table that was read before."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from zhperf.engines.ocr.recognition import Glyph
from zhperf.engines.ocr.scan import BORDER, Scan, take_scan
from zhperf.engines.ocr.shapes import by_shape
from zhperf.engines.ocr.textlines import lines_in_cells, typical_height
from zhperf.engines.picture import picture_of_page
from zhperf.geometry import turn_boxes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from zhperf.engines.ocr.masks import Box
    from zhperf.engines.sharedocr import SharedOcr
    from zhperf.geometry import BBox, Boxes

_RESOLUTION = 200.0
"""Dots per inch, as of the coarsest scan that is read as it is.  Of 1,900 cells of clean prints
none was read wrong so, and one at 300."""


_WITHOUT_BAR = {"≥": ">", "≤": "<", "=": "二"}
"""Comparators by signs that their ink tells them from."""


class CellPicture(NamedTuple):
    """A page that was drawn, turned so that its text is upright."""

    scan: Scan
    size: tuple[float, float]
    """Width and height of the page as displayed, in pt."""
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
        turned = np.ascontiguousarray(np.rot90(drawn, -angle // 90))
        scale = drawn.shape[1] / size[0]
        scan = take_scan(turned, scale, self._reader.settings, self._reader.lattice)
        return CellPicture(scan, size, angle)

    def _insides(self, picture: CellPicture, boxes: Boxes) -> list[Box]:
        """Places in dots of the picture, without borders."""
        upright = turn_boxes(boxes, *picture.size, -picture.angle)
        inner = upright + BORDER * np.array([1, 1, -1, -1])
        dots = np.rint(inner * picture.scan.scale).clip(0).astype(int)
        return [(int(a), int(b), int(c), int(d)) for a, b, c, d in dots]

    def read(self, picture: CellPicture, boxes: Boxes) -> list[list[Glyph]]:
        """The glyphs of each place in reading order; [] where there is no ink.

        Args:
            picture: The page.
            boxes: n x 4 in page space: cells, or lines of text.
        """
        cells = self._insides(picture, boxes)
        return self._reader.read_cells(picture.scan, cells)

    def shows(self, picture: CellPicture, box: BBox, sign: str) -> bool:
        """Whether the ink of a place can be a comparator that stands alone there.

        The model takes a lone ≥ for a letter.

        Args:
            picture: The page.
            box: Of the cell, in page space.
            sign: What is sought.
        """
        if sign not in _WITHOUT_BAR:
            return False
        scan = picture.scan
        (cell,) = self._insides(picture, np.array([box], np.float64))
        lines = lines_in_cells(scan.ink.mask, [cell, *scan.cells], scan.scale)
        own = [line for line in lines if line.group == 0]
        if len(own) != 1:
            return False
        x0, top, x1, bottom = own[0][:4]
        mask = scan.ink.mask[top:bottom, x0:x1]
        typical = typical_height([line.bottom - line.top for line in lines], scan.scale)
        found = by_shape([Glyph(_WITHOUT_BAR[sign], 1.0, 0.5)], mask, [0, x1 - x0], typical)
        return text_of(found) == sign


def text_of(glyphs: Sequence[Glyph]) -> str:
    """The characters."""
    return "".join(glyph.text for glyph in glyphs)
