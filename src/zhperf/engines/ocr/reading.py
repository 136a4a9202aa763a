"""A picture of a page to characters and rulings."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from zhperf.engines.ocr.doubts import agreed, chosen, doubted, glyph_edges, is_covered, is_explained
from zhperf.engines.ocr.masks import Box
from zhperf.engines.ocr.recognition import Glyph, Recognizer
from zhperf.engines.ocr.scan import Scan, take_scan
from zhperf.engines.ocr.shapes import by_shape
from zhperf.engines.ocr.textlines import (
    Cutting,
    Detector,
    TextLine,
    cut_out,
    lines_in_boxes,
    lines_in_cells,
    lines_left,
    runs_sideways,
    typical_height,
)
from zhperf.geometry import turn_boxes
from zhperf.pages import UNMAPPED, Chars, Rulings, turn_rulings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from zhperf.geometry import Boxes
    from zhperf.gridlines import LatticeSettings
    from zhperf.ocrsettings import OcrSettings

FONT = "OCR"
"""Stands for the font of what was recognised."""
_INSET = 0.1
"""In line heights: characters keep this far from their cell's border, so none touches the next."""
_TIGHT = 0.05
"""In line heights, of white around a line in its second picture."""
_BLANK = 2.0
"""In `is_covered`: as much of a seal as half a glyph square, since a cell is larger than a line."""
_STRETCHED = (1.2, 1.4)
"""Widths of the pictures of a line that is read again, of the first: narrow marks between
ideographs are seen better."""
_SEAL_BESIDE = 0.5
"""In line heights: a seal this close to the ends of a line may have left ink there."""
_DARK = 128
"""Lightness (0 to 255) below which a dot may be of text."""
_SAMPLE = 12
"""Lines that tell whether a page is upright: the widest ones."""
_LEGIBLE = 0.7
"""Mean confidence from which lines are surely not upside down; such stay below 0.4."""


class ReadPicture(NamedTuple):
    """What a picture holds, in pt of the picture made straight, but not turned."""

    chars: Chars
    rulings: Rulings
    skew: float
    """Degrees by which the picture fell to the right."""
    blanks: Boxes
    """n x 4: cells where nothing was read under a seal."""

    def zoomed(self, factor: float) -> ReadPicture:
        """The same on a page that is larger by a factor."""
        if factor == 1:
            return self
        chars = self.chars.turned(self.chars.boxes * factor, self.chars.angles)
        rulings = Rulings(self.rulings.horizontal * factor, self.rulings.vertical * factor)
        return self._replace(chars=chars, rulings=rulings, blanks=self.blanks * factor)


class _Lines(NamedTuple):
    """Lines of a scan that are to be read."""

    scan: Scan
    lines: list[TextLine]
    typical: float
    """Height of a line in dots."""

    def blanks(self) -> Boxes:
        """Cells without a line over which a seal lies, n x 4 in pt."""
        written = {line.group for line in self.lines}
        covered = self.scan.ink.covered
        found = [
            cell
            for number, cell in enumerate(self.scan.cells)
            if number not in written
            and is_covered(covered[cell[1] : cell[3], cell[0] : cell[2]], _BLANK * self.typical)
        ]
        return np.array(found, np.float64).reshape(-1, 4) / self.scan.scale

    def explained(self, line: TextLine, glyphs: Sequence[Glyph], cutting: Cutting) -> bool:
        """Whether what was read accounts for the ink of a line."""
        mask = self.scan.ink.mask[line.top : line.bottom, line.x0 : line.x1]
        height = max(self.typical, line.bottom - line.top)  # glyphs of titles stand further apart
        return is_explained(mask, glyphs, cutting, line, height)

    def cuttings(self, padding: float | None = None) -> list[Cutting]:
        """The picture of each line."""
        return [cut_out(self.scan.ink, line, self.typical, padding) for line in self.lines]


@dataclass(slots=True)
class PictureReader:
    """Reads pictures; holds the models, which are loaded with the first picture."""

    settings: OcrSettings
    lattice: LatticeSettings
    _recognizer: Recognizer | None = field(default=None, init=False)
    _detector: Detector | None = field(default=None, init=False)
    _angle: int = field(default=0, init=False)
    """How the text of the page before ran: the first guess for the next."""

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

    def read(self, picture: NDArray[np.uint8], scale: float) -> ReadPicture:
        """Read a picture, however the page was laid on the scanner.

        Args:
            picture: height x width x 3.
            scale: Dots for each pt.
        """
        height, width = (side / scale for side in picture.shape[:2])
        self._angle, lines = self._upright(picture, scale)
        chars = self._chars(lines)
        scan = lines.scan
        blanks = lines.blanks()
        if not self._angle:
            return ReadPicture(chars, scan.rulings, scan.skew, blanks)
        if self._angle % 180:
            width, height = height, width
        boxes = turn_boxes(chars.boxes, width, height, self._angle)
        angles = np.full(len(chars), self._angle, np.int16)
        turned = chars.turned(boxes, angles)
        rulings = turn_rulings(scan.rulings, width, height, self._angle)
        blanks = turn_boxes(blanks, width, height, self._angle)
        return ReadPicture(turned, rulings, scan.skew, blanks)

    def has_print(self, picture: NDArray[np.uint8], scale: float) -> bool:
        """Whether a picture holds text in several places.

        Args:
            picture: height x width x 3.
            scale: Dots for each pt.
        """
        _, boxes = self._seen(picture, scale, 0)
        return len(boxes) >= self.settings.min_print

    def _upright(self, picture: NDArray[np.uint8], scale: float) -> tuple[int, _Lines]:
        """Direction of the text, degrees counter-clockwise, and the lines of the turned picture."""
        angle = self._angle
        scan, boxes = self._seen(picture, scale, angle)
        if runs_sideways(boxes):
            angle = (angle + 90) % 360
            scan, boxes = self._seen(picture, scale, angle)
        lines = self._lines(scan, boxes)
        legible = self._legibility(lines)
        if legible is None or legible >= _LEGIBLE:
            return angle, lines
        over = (angle + 180) % 360
        other = self._lines(*self._seen(picture, scale, over))
        return (over, other) if (self._legibility(other) or 0.0) > legible else (angle, lines)

    def _seen(self, picture: NDArray[np.uint8], scale: float, angle: int) -> tuple[Scan, list[Box]]:
        """The picture turned so that text of this direction runs level, and where text is."""
        turned = np.ascontiguousarray(np.rot90(picture, -angle // 90))
        scan = take_scan(turned, scale, self.settings, self.lattice)
        factor = min(1.0, self.settings.detection_resolution / 72 / scale)
        small = cv2.resize(scan.ink.grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        if not (small < _DARK).any():
            return scan, []
        found = self.detector.boxes(np.asarray(small, np.uint8))
        return scan, [
            (round(x0 / factor), round(top / factor), round(x1 / factor), round(bottom / factor))
            for x0, top, x1, bottom in found
        ]

    def _legibility(self, lines: _Lines) -> float | None:
        """Mean confidence of the widest lines; None if there are none."""
        widest = sorted(lines.lines, key=lambda line: line.x0 - line.x1)[:_SAMPLE]
        read = self.recognizer.read(
            [cutting.picture for cutting in lines._replace(lines=widest).cuttings()]
        )
        sure = [float(np.mean([glyph.confidence for glyph in one])) if one else 0.0 for one in read]
        return float(np.mean(sure)) if sure else None

    def _lines(self, scan: Scan, boxes: Sequence[Box]) -> _Lines:
        lines = lines_in_cells(scan.ink.mask, scan.cells, scan.scale)
        lines += lines_in_boxes(scan.ink.mask, boxes, scan.tables)
        typical = typical_height([line.bottom - line.top for line in lines], scan.scale)
        lines += lines_left(scan.ink.mask, lines, scan.tables, typical)
        return _Lines(scan, lines, typical)

    def _read_again(
        self, lines: _Lines, number: int, readings: Sequence[list[Glyph]]
    ) -> list[Glyph]:
        """The best of the readings of a line and of others with the glyphs further apart."""
        line = lines.lines[number]
        cutting = cut_out(lines.scan.ink, line, lines.typical)
        height, width = cutting.picture.shape
        stretched = [
            np.asarray(cv2.resize(cutting.picture, (round(factor * width), height)), np.uint8)
            for factor in _STRETCHED
        ]
        found = [*readings, *self.recognizer.read(stretched)]
        return chosen(found, [lines.explained(line, one, cutting) for one in found])

    def read_cells(self, scan: Scan, cells: Sequence[Box]) -> list[list[Glyph]]:
        """The glyphs of each of these cells in reading order; [] where there is no ink.

        Args:
            scan: The page; its own cells only tell how high a line is.
            cells: In dots.
        """
        lines = lines_in_cells(scan.ink.mask, [*cells, *scan.cells], scan.scale)
        typical = typical_height([line.bottom - line.top for line in lines], scan.scale)
        own = [line for line in lines if line.group < len(cells)]
        found: list[list[Glyph]] = [[] for _ in cells]
        read = self._read_lines(_Lines(scan, own, typical))
        for line, (glyphs, _) in zip(own, read, strict=True):
            found[line.group] += glyphs
        return found

    def _read_lines(self, lines: _Lines) -> Iterator[tuple[list[Glyph], list[int]]]:
        """Glyphs of each line, and the edges between them in dots."""
        wide = lines.cuttings()
        first = self.recognizer.read([cutting.picture for cutting in wide])
        second = self.recognizer.read([cutting.picture for cutting in lines.cuttings(_TIGHT)])
        for number, line in enumerate(lines.lines):
            glyphs = agreed(first[number], second[number])
            if glyphs is None or not lines.explained(line, glyphs, wide[number]):
                glyphs = self._read_again(lines, number, (first[number], second[number]))
            yield _judged(lines, line, wide[number], glyphs)

    def _chars(self, lines: _Lines) -> Chars:
        texts, boxes, runs, sure = [], [], [], []
        read = self._read_lines(lines)
        for number, (line, (glyphs, edges)) in enumerate(zip(lines.lines, read, strict=True)):
            boxes += _glyph_boxes(line, edges, lines)
            texts += [ord(glyph.text) for glyph in glyphs]
            sure += [glyph.confidence for glyph in glyphs]
            runs += [number] * len(glyphs)
        count = len(texts)
        frames = np.array(boxes, np.float64).reshape(-1, 4)
        return Chars(
            np.array(texts, np.uint32),
            frames,
            frames[:, 3] - frames[:, 1],
            np.zeros(count, np.int16),
            np.zeros(count, np.int16),
            (FONT,),
            np.zeros(count, np.uint8),
            np.array(runs, np.int32),
            np.array(sure, np.float32),
        )


def _judged(
    lines: _Lines, line: TextLine, cutting: Cutting, glyphs: list[Glyph]
) -> tuple[list[Glyph], list[int]]:
    """The glyphs of a line as its ink bears them out, and the edges between them in dots.

    Ink that nothing was read in is one unmapped character: text is never lost.
    """
    ink, typical = lines.scan.ink, lines.typical
    rows, columns = slice(line.top, line.bottom), slice(line.x0, line.x1)
    mask = ink.mask[rows, columns]
    edges = glyph_edges(line, glyphs, cutting)
    glyphs = by_shape(glyphs, mask, [edge - line.x0 for edge in edges], typical)
    if not any(glyph.text.strip() for glyph in glyphs):
        return [Glyph(chr(UNMAPPED), 0.0, 0.5)], [line.x0, line.x1]
    beside = round(_SEAL_BESIDE * typical)
    near = ink.covered[rows, max(0, line.x0 - beside) : line.x1 + beside]
    if not lines.explained(line, glyphs, cutting) or is_covered(near, typical):
        glyphs = doubted(glyphs)
    return glyphs, glyph_edges(line, glyphs, cutting)


def _glyph_boxes(
    line: TextLine, edges: Sequence[int], lines: _Lines
) -> list[tuple[float, float, float, float]]:
    """Boxes in pt, as high as a typical line, inside the cell."""
    middle = (line.top + line.bottom) / 2
    height = max(lines.typical, line.bottom - line.top)
    top, bottom = middle - height / 2, middle + height / 2
    low, high = float(edges[0]), float(edges[-1])
    if line.group >= 0:
        left, above, right, below = lines.scan.cells[line.group]
        inset = _INSET * height
        low, high = max(low, left + inset), min(high, right - inset)
        top, bottom = max(top, above), min(bottom, below)
    scale = lines.scan.scale
    inner = np.clip(np.array(edges, np.float64), low, max(high, low)) / scale
    return [(a, top / scale, b, bottom / scale) for a, b in pairwise(inner.tolist())]
