"""What the picture of a page says of its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from zhperf.engines.ocr.cells import CellReader, text_of
from zhperf.engines.ocr.recognition import Glyph
from zhperf.errors import DamagedPdfError
from zhperf.rereading.texts import SecondText

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from zhperf.engines.sharedocr import SharedOcr
    from zhperf.grids import Region


class PictureTexts:
    """Reads cells of a document's pages by OCR."""

    def __init__(
        self, source: Path | bytes, password: str | None, name: str, ocr: SharedOcr
    ) -> None:
        self._reader = CellReader(source, password, ocr)
        self._name = name
        self._sure = ocr.min_confidence

    def read(
        self,
        number: int,
        size: tuple[float, float],
        regions: Sequence[Region],
        angles: Sequence[int],
        texts: Sequence[str],
    ) -> list[SecondText]:
        """Read places of a page.

        Args:
            number: 1-based number of the page.
            size: Its width and height as displayed, in pt.
            regions: The places.
            angles: Direction of the text in each.
            texts: What was read of each before.

        Raises:
            DamagedPdfError: The page cannot be drawn.
        """
        glyphs: list[list[Glyph]] = [[] for _ in regions]
        for angle in sorted(set(angles)):
            picture = self._reader.draw(number, size, angle)
            if picture is None:
                reason = f"p{number}: PDFium cannot draw the page"
                raise DamagedPdfError(self._name, reason=reason)
            own = [index for index, one in enumerate(angles) if one == angle]
            boxes = np.array([regions[index].bbox for index in own], np.float64)
            for index, found in zip(own, self._reader.read(picture, boxes), strict=True):
                glyphs[index] = found
                if text_of(found) != texts[index]:
                    shown = self._reader.shows(picture, regions[index].bbox, texts[index])
                    glyphs[index] = [Glyph(texts[index], 0.0, 0.5)] if shown else found
        return [self._text(found) for found in glyphs]

    def _text(self, glyphs: Sequence[Glyph]) -> SecondText:
        """As sure as the least sure of its glyphs."""
        least = min((glyph.confidence for glyph in glyphs), default=0.0)
        return SecondText(None, text_of(glyphs), "ocr", sure=least >= self._sure)
