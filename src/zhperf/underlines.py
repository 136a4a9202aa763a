"""Underlines and highlighted letters are no rulings: they bound no cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from zhperf.pages import Rulings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhperf.geometry import Boxes
    from zhperf.gridlines import LatticeSettings

_END_TOLERANCE = 1.5
"""pt: an underline begins and ends with the text that it underlines."""
_MIN_HIGHLIGHT = 1.5
"""pt: the narrowest background that can hold a glyph."""
_MIN_CLEARANCE = 0.75
"""pt between the end of an underline and the cell's border; a ruling reaches the border."""


def without_underlines(rulings: Rulings, boxes: Boxes, settings: LatticeSettings) -> Rulings:
    """Drop horizontal rulings that end clear of all vertical ones and lie under a line of text.

    Args:
        rulings: Of an upright page.
        boxes: n x 4 of its visible characters.
        settings: Thresholds of the grid.
    """
    across, down = rulings.horizontal, rulings.vertical
    if len(down) and down[:, 3].max() > _MIN_HIGHLIGHT:
        down = down[~_highlights(down, boxes)]
        rulings = Rulings(across, down)
    if not len(across) or not len(down):
        return rulings
    borders = np.sort(down[:, 0])
    clear = _distance(across[:, 1], borders) > _MIN_CLEARANCE
    clear &= _distance(across[:, 2], borders) > _MIN_CLEARANCE
    clear &= across[:, 2] - across[:, 1] > settings.dot_length
    keep = np.ones(len(across), np.bool_)
    for index in np.flatnonzero(clear).tolist():
        y, start, end, _ = across[index].tolist()
        keep[index] = not _underlines_text(y, start, end, boxes)
    return rulings if keep.all() else Rulings(across[keep], down)


def _highlights(down: Boxes, boxes: Boxes) -> NDArray[np.bool_]:
    """Which vertical rulings are the background of one narrow glyph."""
    result = np.zeros(len(down), np.bool_)
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    for index in np.flatnonzero(down[:, 3] > _MIN_HIGHLIGHT).tolist():
        x, start, end, width = down[index].tolist()
        inside = (np.abs(middle[:, 0] - x) < width / 2) & (middle[:, 1] > start)
        inside &= middle[:, 1] < end
        heights = boxes[inside, 3] - boxes[inside, 1]
        result[index] = inside.any() and end - start < 2 * heights.max()
    return result


def _distance(values: Boxes, ordered: Boxes) -> Boxes:
    """Distance of each value to the nearest of the ordered ones."""
    after = np.searchsorted(ordered, values).clip(max=len(ordered) - 1)
    before = (after - 1).clip(min=0)
    nearest = np.minimum(np.abs(ordered[after] - values), np.abs(values - ordered[before]))
    return np.asarray(nearest, np.float64)


def _underlines_text(y: float, start: float, end: float, boxes: Boxes) -> bool:
    height = boxes[:, 3] - boxes[:, 1]
    # An underline lies between the baseline and a quarter of the size under the glyph's box.
    above = (boxes[:, 3] - 0.3 * height <= y) & (y <= boxes[:, 3] + 0.25 * height)
    middle = (boxes[:, 0] + boxes[:, 2]) / 2
    above &= (middle > start) & (middle < end)
    if not above.any():
        return False
    left, right = boxes[above, 0].min(), boxes[above, 2].max()
    return bool(abs(left - start) <= _END_TOLERANCE and abs(right - end) <= _END_TOLERANCE)
