"""Text of places of a page that are known, such as the cells of a table that was read before."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from zhperf.engines.ocr.scan import BORDER, Scan, take_scan
from zhperf.engines.picture import picture_of_page
from zhperf.geometry import turn_boxes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from zhperf.engines.ocr.recognition import Glyph
    from zhperf.engines.sharedocr import SharedOcr
    from zhperf.geometry import Boxes

_RESOLUTION = 300.0
"""Dots per inch: the page is drawn, so a fine picture costs little."""


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

    def read(self, picture: CellPicture, boxes: Boxes) -> list[list[Glyph]]:
        """The glyphs of each place in reading order; [] where there is no ink.

        Args:
            picture: The page.
            boxes: n x 4 in page space: cells, or lines of text.
        """
        upright = turn_boxes(boxes, *picture.size, -picture.angle)
        inner = upright + BORDER * np.array([1, 1, -1, -1])
        dots = np.rint(inner * picture.scan.scale).clip(0).astype(int)
        cells = [(int(a), int(b), int(c), int(d)) for a, b, c, d in dots]
        return self._reader.read_cells(picture.scan._replace(cells=cells))


def text_of(glyphs: Sequence[Glyph]) -> str:
    """The characters."""
    return "".join(glyph.text for glyph in glyphs)
