"""Rulings from the ink of a page: long straight strokes with white beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from zhperf.engines.ocr.masks import Mask, as_mask, closed, dilated, opened, pieces_of
from zhperf.pages import Rulings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from zhperf.engines.ocr.ink import Ink
    from zhperf.ocrsettings import OcrSettings

_FAINT_GAP = 2.5
"""pt: a gap of this length in a faint stroke is a fault of the print."""
_BRIDGED = 8.0
"""pt: where something this wide touches a ruling, the ruling goes on."""
_TOUCHING = 3
"""Dots: ink that runs on so far from a stroke is another stroke of its glyph."""
_MOST_BESIDE = 1.0
"""Sum of the shares of a ruling's length that have ink on its two sides: a line between two rows
of text set close has 0.8."""
_SHORTER = 0.9
"""Share of the least length that is long enough: ends are blurred."""
_TILT = 0.01
"""Rise of a ruling in its length: paper is not flat."""
_WAVE = 2.0
"""pt by which it may rise besides."""
_FULL_INK = 75
"""Percentile of the darkness of ink that is full."""
_CLOSED_GAP = 0.6
"""pt: a gap of this length in a stroke is a fault of the print."""


class Strokes(NamedTuple):
    """Rulings of a picture."""

    rulings: Rulings
    """In pt of the picture."""
    mask: Mask
    """255 where the ink is a ruling's."""


class _Stroke(NamedTuple):
    """A long level stroke, in dots."""

    left: int
    top: int
    own: NDArray[np.bool_]
    """Its dots, in the box that holds it."""
    position: float
    thickness: float
    beside: NDArray[np.bool_]
    """2 x length: where there is other ink close by, on either side."""
    touching: NDArray[np.bool_]
    """2 x length: where there is other ink that touches it."""

    @property
    def sides(self) -> tuple[float, float]:
        """Shares of its length that have other ink close by, on either side."""
        before, after = self.beside.mean(axis=1)
        return float(before), float(after)

    def part(self, start: int, end: int) -> _Stroke:
        """The stroke from one column of its box to another."""
        return self._replace(
            left=self.left + start,
            own=self.own[:, start:end],
            beside=self.beside[:, start:end],
            touching=self.touching[:, start:end],
        )

    @property
    def length(self) -> int:
        """In dots."""
        return int(self.own.shape[1])

    @property
    def row(self) -> tuple[float, float, float, float]:
        """Position, start, end, width in dots."""
        return self.position, self.left, self.left + self.length, self.thickness

    def mark(self, mask: Mask) -> None:
        """Set its dots in a mask of the picture."""
        height, width = self.own.shape
        mask[self.top : self.top + height, self.left : self.left + width][self.own] = 255


def find_strokes(ink: Ink, scale: float, settings: OcrSettings) -> Strokes:
    """Find the rulings of a straightened picture.

    Args:
        ink: Of the page.
        scale: Dots for each pt.
        settings: Thresholds.
    """
    dark = 255 - ink.grey
    none = np.zeros_like(ink.mask)
    level = [
        stroke
        for stroke in _level_strokes(ink.mask, dark, none, scale, settings.min_horizontal, settings)
        if stroke.length >= settings.long_horizontal * scale
        or (min(stroke.sides) <= settings.max_side_ink and sum(stroke.sides) <= _MOST_BESIDE)
    ]
    crossing = np.ascontiguousarray(_marked(level, none).T)
    upright, darkness = np.ascontiguousarray(ink.mask.T), np.ascontiguousarray(dark.T)
    found = _level_strokes(upright, darkness, crossing, scale, settings.min_vertical, settings)
    down = [_trimmed(stroke, level, scale, settings) for stroke in _borders(found, scale, settings)]
    down = _attached(down, level, settings.short_vertical * scale, settings.reach * scale)
    across = _attached(level, down, settings.long_horizontal * scale, settings.reach * scale)
    turned = _marked(down, np.zeros_like(upright)).T
    rulings = Rulings(_rows(across, scale), _rows(down, scale))
    return Strokes(rulings, _marked(across, np.zeros_like(none)) | turned)


def _marked(strokes: Sequence[_Stroke], mask: Mask) -> Mask:
    mask = mask.copy()
    for stroke in strokes:
        stroke.mark(mask)
    return mask


def _attached(
    strokes: list[_Stroke], others: Sequence[_Stroke], long: float, reach: float
) -> list[_Stroke]:
    """Strokes that are long, or end at strokes of the other direction on both ends.

    Args:
        strokes: Of one direction.
        others: Of the other.
        long: Length from which a stroke needs no other, in dots.
        reach: How far off an end may be, in dots.
    """
    if not others:
        return [stroke for stroke in strokes if stroke.length >= long]
    places = np.array([other.row for other in others])
    kept = []
    for stroke in strokes:
        met = (places[:, 1] - reach <= stroke.position) & (stroke.position <= places[:, 2] + reach)
        ends = (stroke.left, stroke.left + stroke.length)
        if stroke.length >= long or all(
            (met & (np.abs(places[:, 0] - end) <= reach)).any() for end in ends
        ):
            kept.append(stroke)
    return kept


def _rows(strokes: list[_Stroke], scale: float) -> NDArray[np.float64]:
    return np.array([stroke.row for stroke in strokes], np.float64).reshape(-1, 4) / scale


def _borders(found: list[_Stroke], scale: float, settings: OcrSettings) -> list[_Stroke]:
    """Vertical strokes that are no glyph's: long ones, short ones in line with them or clear."""
    limit, longest = settings.short_vertical * scale, settings.long_vertical * scale
    long = [
        stroke
        for stroke in found
        if stroke.length > limit
        and min(stroke.sides)
        <= (settings.max_side_ink if stroke.length >= longest else settings.max_vertical_ink)
        and sum(stroke.sides) <= _MOST_BESIDE
    ]
    columns = np.array([stroke.position for stroke in long])
    reach = settings.aligned * scale
    short = [
        stroke
        for stroke in found
        if stroke.length <= limit
        and (
            max(stroke.sides) <= settings.max_short_ink
            or (
                min(stroke.sides) <= settings.max_vertical_ink
                and max(stroke.sides) <= settings.max_side_ink
                and len(columns) > 0
                and np.abs(columns - stroke.position).min() <= reach
            )
        )
    ]
    return long + short


def _level_strokes(
    ink: Mask,
    dark: NDArray[np.uint8],
    crossing: Mask,
    scale: float,
    shortest: float,
    settings: OcrSettings,
) -> list[_Stroke]:
    """Level strokes that are long and thin.

    Args:
        ink: 255 where there is ink.
        dark: How dark each dot is, 255 black.
        crossing: 255 where that is of rulings of the other direction.
        scale: Dots for each pt.
        shortest: Length of the shortest, in pt.
        settings: Thresholds.
    """
    length = round(shortest * scale)
    gap = max(3, round(_CLOSED_GAP * scale) | 1)
    whole = closed(ink, gap, 1)
    runs = opened(dilated(whole, 1, 3), length, 1)  # grown, as a stroke may step by one dot
    pieces = pieces_of((runs & whole) | _ridges(dark, ink, scale, length, settings))
    found = []
    for number, (left, top, width, height, _) in enumerate(pieces.boxes.tolist()):
        if not number:  # what is outside of all
            continue
        own = pieces.labels[top : top + height, left : left + width] == number
        for x, y, part in _straight_parts(own, scale, length, settings):
            area = int(part.sum())
            rows = np.arange(part.shape[0]) + 0.5
            position = top + y + float((part.sum(axis=1) * rows).sum()) / area
            reach = round(settings.clear_side * scale)
            beside, touching = _ink_beside(ink, crossing, part, left + x, top + y, reach)
            thickness = area / part.shape[1]
            found.append(_Stroke(left + x, top + y, part, position, thickness, beside, touching))
    return found


def _straight_parts(
    own: NDArray[np.bool_], scale: float, length: int, settings: OcrSettings
) -> Iterator[tuple[int, int, NDArray[np.bool_]]]:
    """Those parts of a piece of ink that are thin level strokes: X, Y and dots of each.

    A seal or a glyph that touches a ruling is no part of it.
    """
    height, width = own.shape
    if width < _SHORTER * length:
        return
    widest = settings.max_ruling_width * scale
    if own.sum() / width <= widest and height <= own.sum() / width + _TILT * width + _WAVE * scale:
        yield 0, 0, own
        return
    densest = int(own.sum(axis=1).argmax())
    reach = max(1, round(widest / 2))
    low, high = max(0, densest - reach), min(height, densest + reach + 1)
    band = own[low:high]
    columns = band.any(axis=0)
    columns &= own.sum(axis=0) <= widest  # not where another stroke runs into it
    columns = _closed(columns, round(_BRIDGED * scale))
    ends = np.flatnonzero(np.diff(columns.astype(np.int8), prepend=0, append=0))
    for start, end in zip(ends[::2].tolist(), ends[1::2].tolist(), strict=True):
        if end - start >= _SHORTER * length:
            yield start, low, band[:, start:end]


def _closed(line: NDArray[np.bool_], gap: int) -> NDArray[np.bool_]:
    """A row of dots with gaps up to `gap` filled."""
    ends = np.flatnonzero(np.diff(line.astype(np.int8), prepend=0, append=0))
    filled = line.copy()
    for end, start in zip(ends[1:-1:2].tolist(), ends[2::2].tolist(), strict=True):
        if start - end <= gap:
            filled[end:start] = True
    return filled


def _ink_beside(
    ink: Mask,
    crossing: Mask,
    own: NDArray[np.bool_],
    left: int,
    top: int,
    reach: int,
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where along a stroke there is ink on each side, and where ink touches it; 2 x length each.

    Ink is sought from 2 dots off to `reach`, where blurred edges are no more.
    """
    first = own.argmax(axis=0) + top
    last = own.shape[0] - 1 - own[::-1].argmax(axis=0) + top
    xs = np.arange(own.shape[1]) + left
    beside = np.zeros((2, len(xs)), np.bool_)
    touching = np.ones((2, len(xs)), np.bool_)
    for side, (edge, direction) in enumerate(((first, -1), (last, 1))):
        for distance in range(1, max(reach, _TOUCHING) + 1):
            ys = np.clip(edge + direction * distance, 0, ink.shape[0] - 1)
            inked = (ink[ys, xs] > 0) & (crossing[ys, xs] == 0)
            if distance > 1:
                beside[side] |= inked
            if distance <= _TOUCHING:
                touching[side] &= inked
    drawn = own.any(axis=0)
    return beside & drawn, touching & drawn


def _trimmed(
    stroke: _Stroke, level: Sequence[_Stroke], scale: float, settings: OcrSettings
) -> _Stroke:
    """A vertical stroke without ends that belong to glyphs: in low rows these touch both borders.

    Args:
        stroke: Along the columns of its box it runs down the page.
        level: The horizontal strokes that may cross it.
        scale: Dots for each pt.
        settings: Thresholds.
    """
    reach = settings.reach * scale
    cuts = sorted(
        round(other.position) - stroke.left
        for other in level
        if other.left - reach <= stroke.position <= other.left + other.length + reach
        and reach < other.position - stroke.left < stroke.length - reach
    )
    start, end = 0, stroke.length
    while cuts and _is_glyph(stroke, start, cuts[0], scale, settings):
        start = cuts.pop(0)
    while cuts and _is_glyph(stroke, cuts[-1], end, scale, settings):
        end = cuts.pop()
    return stroke if end - start == stroke.length else stroke.part(start, end)


def _is_glyph(stroke: _Stroke, start: int, end: int, scale: float, settings: OcrSettings) -> bool:
    """Whether a short part of a stroke has other strokes at its sides."""
    short = end - start <= settings.low_row * scale
    touching = float(stroke.touching[:, start:end].mean(axis=1).max())
    return short and touching > settings.max_touching


def _ridges(
    dark: NDArray[np.uint8],
    ink: Mask,
    scale: float,
    length: int,
    settings: OcrSettings,
) -> NDArray[np.uint8]:
    """Dots of level lines that are faint or broken: dark on the average, and lighter beside.

    The average along the line takes noise away that no single dot is free of.
    """
    if not ink.any():
        return ink
    full = float(np.percentile(dark[ink > 0], _FULL_INK))
    mean = cv2.blur(dark, (length, 1)).astype(np.float32)
    off = max(2, round((settings.max_faint_width / 2 + 0.5) * scale))
    above, below = np.roll(mean, off, axis=0), np.roll(mean, -off, axis=0)
    ridge = mean - np.maximum(above, below) >= settings.min_ridge * full
    near = cv2.blur(dark, (max(3, round(_FAINT_GAP * scale)), 1))  # the average runs over ends
    faint = settings.min_faint * full
    return as_mask(ridge & (mean >= faint) & (near >= faint))
