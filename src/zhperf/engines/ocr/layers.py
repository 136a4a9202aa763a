"""Text that a scanned page has besides its picture: printed over it, or hidden under it.

Printed text is exact, so it stands in place of what OCR made of the same ink.  A hidden layer is
the OCR of somebody else: where it says the same, the reading is sure; else it changes nothing.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from zhperf.geometry import tilt_boxes
from zhperf.pages import Chars, Visibility

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhperf.geometry import Boxes
    from zhperf.pages import Page

HIDDEN = (Visibility.INVISIBLE_MODE, Visibility.COVERED)
"""How the text layer of a scan is hidden."""
MIN_LAYER = 20
"""Hidden characters that are a text layer."""
_REACH = 0.3
"""In glyph heights: how far the box of a hidden glyph may lie off the ink."""
_CONFIRMED = 0.995
"""Confidence of a line that OCR and the hidden layer read alike."""


class Confirmed(NamedTuple):
    """Characters that OCR read, beside a hidden layer."""

    chars: Chars
    agreement: float | None
    """Share (0 to 1) of the lines under which there is hidden text that says the same; None: there
    is no layer."""


def chars_where(page: Page, chosen: NDArray[np.bool_], skew: float) -> Chars:
    """Some characters of a page, in the space of its straightened picture.

    Args:
        page: As its content says.
        chosen: Which of its characters.
        skew: Degrees by which the picture falls to the right.
    """
    chars = page.chars
    boxes = chars.boxes[chosen]
    if skew:
        middle = (boxes[:, :2] + boxes[:, 2:]) / 2
        half = (boxes[:, 2:] - boxes[:, :2]) / 2
        points = np.hstack([middle, middle])
        middle = tilt_boxes(points, page.width, page.height, -skew)[:, :2]
        boxes = np.hstack([middle - half, middle + half])
    return Chars(
        chars.codes[chosen],
        boxes,
        chars.sizes[chosen],
        chars.angles[chosen],
        chars.font_indexes[chosen],
        chars.fonts,
        chars.visibility[chosen],
        chars.runs[chosen],
    )


def with_printed(read: Chars, printed: Chars) -> Chars:
    """What OCR read, with the text that the page prints itself in place of its own reading of it.

    Args:
        read: By OCR, of the picture of the whole page.
        printed: Visible text, in the same space.
    """
    if not len(printed):
        return read
    keep = np.ones(len(read), np.bool_)
    middles = (read.boxes[:, :2] + read.boxes[:, 2:]) / 2
    for x0, top, x1, bottom in printed.boxes:
        inside = (middles[:, 0] > x0) & (middles[:, 0] < x1)
        inside &= (middles[:, 1] > top) & (middles[:, 1] < bottom)
        keep &= ~inside
    sure = np.ones(len(read), np.float32) if read.confidence is None else read.confidence
    first = int(read.runs.max(initial=-1)) + 1
    return Chars(
        np.concatenate([read.codes[keep], printed.codes]),
        np.concatenate([read.boxes[keep], printed.boxes]),
        np.concatenate([read.sizes[keep], printed.sizes]),
        np.concatenate([read.angles[keep], printed.angles]),
        np.concatenate([read.font_indexes[keep], printed.font_indexes + len(read.fonts)]),
        (*read.fonts, *printed.fonts),
        np.concatenate([read.visibility[keep], printed.visibility]),
        np.concatenate([read.runs[keep], printed.runs + first]),
        np.concatenate([sure[keep], np.ones(len(printed), np.float32)]),
    )


def confirmed(read: Chars, hidden: Chars) -> Confirmed:
    """What OCR read, surer where the hidden layer says the same.

    Args:
        read: By OCR.
        hidden: The layer, in the same space.
    """
    if len(hidden) < MIN_LAYER or read.confidence is None:
        return Confirmed(read, None)
    sure = read.confidence.copy()
    alike = known = 0
    for run in np.unique(read.runs).tolist():
        own = np.flatnonzero(read.runs == run)
        under = _under(read.boxes[own], hidden)
        if not under:
            continue
        known += 1
        if _plain(_text(read, own)) == _plain(under):
            alike += 1
            sure[own] = np.maximum(sure[own], _CONFIRMED)
    return Confirmed(read.with_confidence(sure), alike / known if known else None)


def _under(line: Boxes, hidden: Chars) -> str:
    """The hidden text under a line, in its direction."""
    x0, top = line[:, :2].min(axis=0)
    x1, bottom = line[:, 2:].max(axis=0)
    reach = _REACH * min(x1 - x0, bottom - top)
    middles = (hidden.boxes[:, :2] + hidden.boxes[:, 2:]) / 2
    inside = (middles[:, 0] > x0 - reach) & (middles[:, 0] < x1 + reach)
    inside &= (middles[:, 1] > top - reach / 2) & (middles[:, 1] < bottom + reach / 2)
    return _text(hidden, np.flatnonzero(inside))


def _text(chars: Chars, where: NDArray[np.intp]) -> str:
    """Some characters in the direction of their writing."""
    if not len(where):
        return ""
    match int(np.bincount(chars.angles[where]).argmax()):
        case 90:
            order = -chars.boxes[where, 3]
        case 180:
            order = -chars.boxes[where, 2]
        case 270:
            order = chars.boxes[where, 1]
        case _:
            order = chars.boxes[where, 0]
    return "".join(chr(code) for code in chars.codes[where[np.argsort(order)]].tolist())


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
