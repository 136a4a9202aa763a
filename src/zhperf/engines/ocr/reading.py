"""A picture of a page to characters and rulings."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from zhperf.engines.ocr.deskew import skew_of, straightened
from zhperf.engines.ocr.ink import Ink, part_ink
from zhperf.engines.ocr.recognition import Glyph, Recognizer
from zhperf.engines.ocr.shapes import by_shape
from zhperf.engines.ocr.strokes import find_strokes
from zhperf.engines.ocr.textlines import (
    Cutting,
    Detector,
    TextLine,
    cut_out,
    lines_in_cells,
    typical_height,
    without_specks,
)
from zhperf.gridlines import (
    LatticeSettings,
    bounding_boxes,
    connected_tables,
    find_cells,
    grid_edges,
)
from zhperf.pages import UNMAPPED, Chars, Rulings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from zhperf.engines.ocr.settings import OcrSettings
    from zhperf.gridlines import Edges

FONT = "OCR"
_INSET = 0.1
"""In line heights: characters keep this far from their cell's border, so none touches the next."""
_BORDER = 0.8
"""pt: half the width of a border, as far as its ink may spread."""


_REACH = 0.7
"""In line heights: ink further than this from the middle of every glyph is part of none."""
_UNEXPLAINED = 0.08
"""In line heights: so many columns of such ink are a sign that was not read."""


class ReadPicture(NamedTuple):
    """What a picture holds, in pt of the straightened picture."""

    chars: Chars
    rulings: Rulings
    skew: float
    """Degrees by which the picture fell to the right."""


class ReadLine(NamedTuple):
    """A line of text that was read."""

    glyphs: list[Glyph]
    edges: list[int]
    """X of the ends of each glyph in dots; one more than glyphs."""


@dataclass(slots=True)
class PictureReader:
    """Reads pictures; holds the models, which are loaded with the first picture."""

    settings: OcrSettings
    lattice: LatticeSettings
    _recognizer: Recognizer | None = field(default=None, init=False)
    _detector: Detector | None = field(default=None, init=False)

    @property
    def recognizer(self) -> Recognizer:
        """The recognition model."""
        if self._recognizer is None:
            self._recognizer = Recognizer()
        return self._recognizer

    @property
    def detector(self) -> Detector:
        """The detection model."""
        if self._detector is None:
            self._detector = Detector()
        return self._detector

    def read(self, grey: NDArray[np.uint8], scale: float) -> ReadPicture:
        """Read an upright picture.

        Args:
            grey: 255 white.
            scale: Dots for each pt.
        """
        skew = skew_of(grey, self.settings.max_skew)
        ink = part_ink(straightened(grey, skew), scale)
        strokes = find_strokes(ink, scale, self.settings)
        tables = [
            edges
            for table in connected_tables(strokes.rulings, self.lattice)
            if (edges := grid_edges(table, self.lattice)) is not None
        ]
        clean = without_rulings(ink, strokes.mask)
        clean = clean._replace(mask=without_specks(clean.mask, self.settings.speck * scale))
        lines, cells = self._lines(clean, tables, scale)
        chars = self._chars(clean, lines, cells, scale)
        return ReadPicture(chars, strokes.rulings, skew)

    def _lines(
        self, ink: Ink, tables: Sequence[Edges], scale: float
    ) -> tuple[list[TextLine], list[tuple[int, int, int, int]]]:
        cells = []
        outside = ink.grey.copy()
        for edges in tables:
            spans, _ = find_cells(edges)
            for x0, top, x1, bottom in (bounding_boxes(edges, spans)).tolist():
                cells.append(
                    (
                        round((x0 + _BORDER) * scale), round((top + _BORDER) * scale),
                        round((x1 - _BORDER) * scale), round((bottom - _BORDER) * scale),
                    )
                )  # fmt: skip
            left, right = round(edges.columns[0] * scale), round(edges.columns[-1] * scale)
            low, high = round(edges.rows[0] * scale), round(edges.rows[-1] * scale)
            outside[low:high, left:right] = 255
        lines = lines_in_cells(ink.mask, cells, scale)
        return lines + self._outside_lines(ink, outside, scale), cells

    def _outside_lines(self, ink: Ink, grey: NDArray[np.uint8], scale: float) -> list[TextLine]:
        factor = min(1.0, 110 / 72 / scale)
        small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        if not (small < 128).any():
            return []
        lines = []
        for box in self.detector.boxes(np.asarray(small, np.uint8)):
            x0, top, x1, bottom = (round(v / factor) for v in box)
            x0, top = max(x0, 0), max(top, 0)
            piece = ink.mask[top:bottom, x0:x1]
            rows, columns = np.flatnonzero(piece.any(axis=1)), np.flatnonzero(piece.any(axis=0))
            if len(rows):
                lines.append(
                    TextLine(
                        x0 + int(columns[0]), top + int(rows[0]),
                        x0 + int(columns[-1]) + 1, top + int(rows[-1]) + 1,
                        top, bottom, -1,
                    )
                )  # fmt: skip
        return lines

    def read_lines(self, ink: Ink, lines: Sequence[TextLine], typical: float) -> list[ReadLine]:
        """Read lines of text, each twice.

        Args:
            ink: Of the page, without rulings.
            lines: Where they stand.
            typical: Height of a line in dots.
        """
        wide = [cut_out(ink, line, typical) for line in lines]
        tight = [cut_out(ink, line, typical, 0.05) for line in lines]
        first = self.recognizer.read([cutting.picture for cutting in wide])
        second = self.recognizer.read([cutting.picture for cutting in tight])
        return [
            _read_line(ink, line, cutting, agreed(glyphs, again), typical)
            for line, cutting, glyphs, again in zip(lines, wide, first, second, strict=True)
        ]

    def _chars(
        self,
        ink: Ink,
        lines: list[TextLine],
        cells: Sequence[tuple[int, int, int, int]],
        scale: float,
    ) -> Chars:
        typical = typical_height([line.bottom - line.top for line in lines], scale)
        codes: list[int] = []
        boxes: list[tuple[float, float, float, float]] = []
        runs: list[int] = []
        sure: list[float] = []
        read = self.read_lines(ink, lines, typical)
        for number, (line, (glyphs, edges)) in enumerate(zip(lines, read, strict=True)):
            boxes += _glyph_boxes(line, edges, cells, typical, scale)
            codes += [ord(glyph.text) for glyph in glyphs]
            runs += [number] * len(glyphs)
            sure += [glyph.confidence for glyph in glyphs]
        count = len(codes)
        frames = np.array(boxes, np.float64).reshape(-1, 4)
        return Chars(
            np.array(codes, np.uint32), frames, frames[:, 3] - frames[:, 1],
            np.zeros(count, np.int16), np.zeros(count, np.int16), (FONT,),
            np.zeros(count, np.uint8), np.array(runs, np.int32), np.array(sure, np.float32),
        )  # fmt: skip


def _read_line(
    ink: Ink, line: TextLine, cutting: Cutting, glyphs: list[Glyph], typical: float
) -> ReadLine:
    """What a line holds, after what its ink says; U+FFFD if nothing of its ink was recognised."""
    mask = ink.mask[line.top : line.bottom, line.x0 : line.x1]
    edges = glyph_edges(line, glyphs, cutting)
    glyphs = by_shape(glyphs, mask, [edge - line.x0 for edge in edges], typical)
    edges = glyph_edges(line, glyphs, cutting)
    if not explained(mask, glyphs, cutting, line, typical):
        glyphs = [g._replace(confidence=0.5 * g.confidence) for g in glyphs]
    if not glyphs:
        return ReadLine([Glyph(chr(UNMAPPED), 0.0, 0.5)], [line.x0, line.x1])
    return ReadLine(glyphs, edges)


def without_rulings(ink: Ink, rulings: NDArray[np.uint8]) -> Ink:
    """The ink without rulings; where they were is paper."""
    wide = cv2.dilate(rulings, np.ones((3, 3), np.uint8)) > 0
    grey, mask = ink.grey.copy(), ink.mask.copy()
    grey[wide], mask[wide] = 255, 0
    return Ink(grey, mask)


def agreed(glyphs: list[Glyph], again: Sequence[Glyph]) -> list[Glyph]:
    """What two readings of a line say: where they differ, the first one, at half its confidence."""
    if [g.text for g in glyphs] != [g.text for g in again]:
        return [g._replace(confidence=0.5 * g.confidence) for g in glyphs]
    return [
        g._replace(confidence=min(g.confidence, a.confidence))
        for g, a in zip(glyphs, again, strict=True)
    ]


def glyph_edges(line: TextLine, glyphs: Sequence[Glyph], cutting: Cutting) -> list[int]:
    """X of the ends of each glyph, in dots: the middle between it and its neighbours."""
    width = cutting.picture.shape[1]
    places = [cutting.left + glyph.position * width for glyph in glyphs]
    middles = [(a + b) / 2 for a, b in pairwise(places)]
    inner = [min(max(middle, line.x0), line.x1) for middle in middles]
    return [line.x0, *map(round, inner), line.x1]


def explained(
    mask: NDArray[np.uint8],
    glyphs: Sequence[Glyph],
    cutting: Cutting,
    line: TextLine,
    typical: float,
) -> bool:
    """Whether each piece of a line's ink is near a glyph that it can be part of."""
    if not glyphs:
        return False
    columns = np.flatnonzero(mask.any(axis=0)) + line.x0
    width = cutting.picture.shape[1]
    places = np.array([cutting.left + glyph.position * width for glyph in glyphs])
    after = np.searchsorted(places, columns).clip(0, len(places) - 1)
    nearest = np.minimum(
        np.abs(places[after] - columns), np.abs(places[(after - 1).clip(0)] - columns)
    )
    return bool((nearest > _REACH * typical).sum() <= _UNEXPLAINED * typical)


def _glyph_boxes(
    line: TextLine,
    edges: Sequence[int],
    cells: Sequence[tuple[int, int, int, int]],
    typical: float,
    scale: float,
) -> list[tuple[float, float, float, float]]:
    """Boxes in pt, as high as a typical line, inside the cell."""
    middle = (line.top + line.bottom) / 2
    height = max(typical, line.bottom - line.top)
    top, bottom = middle - height / 2, middle + height / 2
    low, high = float(edges[0]), float(edges[-1])
    if line.group >= 0:
        left, above, right, below = cells[line.group]
        inset = _INSET * height
        low, high = max(low, left + inset), min(high, right - inset)
        top, bottom = max(top, above), min(bottom, below)
    inner = np.clip(np.array(edges, np.float64), low, max(high, low))
    return [
        (a / scale, top / scale, b / scale, bottom / scale)
        for a, b in pairwise(inner.tolist())
    ]
