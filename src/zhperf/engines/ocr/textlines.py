"""Lines of text inside the cells of a picture, by their ink; elsewhere by a detection model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import cv2
import numpy as np

from zhperf.engines.ocr.masks import Box, Mask, dilated, pieces_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from zhperf.engines.ocr.ink import Ink

_TYPICAL = 10.0
"""pt: height of the ink of a line where a page has none to measure."""
_LARGEST = 1.2
"""In typical line heights: what is higher than this after a join is two lines."""
_JOIN_GAP = 0.8
"""In typical line heights: bars of 二 stand up to this far apart in large print."""
_PITCH = 1.1
"""In typical line heights: from one line to the next where lines touch."""
_CUT_REACH = 0.3
"""In typical line heights: how far from the middle between two such lines the cut may lie."""
_LOWEST_LINE = 4.0
"""pt: lower runs of ink are dashes and dots, which tell nothing of the height of a line."""
_SPLIT = 1.6
"""In typical line heights: a run of ink higher than this is several lines that touch."""
_PADDING = 0.2
"""In typical line heights, of white around a line: the model saw lines with some."""


_MAX_SIDE = 2_000
"""Dots: larger pictures are made smaller for the detection model; A3 at 110 dpi has 1820."""
_WORD_GAP = 0.8
"""In typical line heights: ink this close beside ink is of one line."""
_LEAST = 2.5
"""In typical line heights: a row of ink that is shorter may be dirt, or a mark."""
_LOWEST, _HIGHEST = 0.4, 1.7
"""In typical line heights: heights of a line of text."""
_LONG = 1.8
"""A box of text is so many times longer than high, if it tells how text runs."""


class TextLine(NamedTuple):
    """Where a line of text stands, in dots of the picture."""

    x0: int
    top: int
    x1: int
    bottom: int
    """Of its ink; ends are exclusive."""
    above: int
    below: int
    """How far up and down the line's room reaches: the middle between it and its neighbours."""
    group: int
    """Number of the cell that it stands in; -1: outside of all."""


def lines_in_cells(mask: Mask, cells: Sequence[Box], scale: float) -> list[TextLine]:
    """Lines of each cell, from top to bottom.

    Args:
        mask: 255 where there is ink; rulings and specks are left out.
        cells: x0, top, x1, bottom of each cell's inside, in dots.
        scale: Dots for each pt.
    """
    runs = [_runs_of(mask[top:bottom, x0:x1]) for x0, top, x1, bottom in cells]
    heights = [end - start for found in runs for start, end in found]
    typical = typical_height(heights, scale)
    lines = []
    for group, ((x0, top, x1, bottom), found) in enumerate(zip(cells, runs, strict=True)):
        inside = mask[top:bottom, x0:x1]
        rows = list(_split(inside, _joined(found, typical), typical))
        for index, (start, end) in enumerate(rows):
            above = (rows[index - 1][1] + start) // 2 if index else 0
            below = (end + rows[index + 1][0] + 1) // 2 if index + 1 < len(rows) else bottom - top
            columns = np.flatnonzero(inside[start:end].any(axis=0))
            lines.append(
                TextLine(
                    x0 + int(columns[0]), top + start, x0 + int(columns[-1]) + 1, top + end,
                    top + above, top + below, group,
                )
            )  # fmt: skip
    return lines


def typical_height(heights: Sequence[int], scale: float) -> float:
    """Median height in dots of lines that are no mere punctuation."""
    whole = [height for height in heights if height >= _LOWEST_LINE * scale]
    return float(np.median(whole)) if whole else _TYPICAL * scale


def _runs_of(inside: Mask) -> list[tuple[int, int]]:
    """Stretches of rows that have ink."""
    edges = np.flatnonzero(np.diff(inside.any(axis=1).astype(np.int8), prepend=0, append=0))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _joined(runs: Sequence[tuple[int, int]], typical: float) -> list[tuple[int, int]]:
    """Runs with parts of one line joined: bars of =, dots, the base of 一 beside nothing."""
    rows: list[tuple[int, int]] = []
    for start, end in runs:
        if rows:
            before, above = rows[-1]
            if end - before <= _LARGEST * typical and start - above <= _JOIN_GAP * typical:
                rows[-1] = (before, end)
                continue
        rows.append((start, end))
    return rows


def _split(
    inside: Mask, rows: Sequence[tuple[int, int]], typical: float
) -> Iterator[tuple[int, int]]:
    """Rows with lines that touch each other parted where there is least ink."""
    for start, end in rows:
        parts = round((end - start) / (_PITCH * typical)) if end - start > _SPLIT * typical else 1
        profile = (inside[start:end] > 0).sum(axis=1)
        cuts = [0]
        for number in range(1, parts):
            middle = (end - start) * number / parts
            low = max(cuts[-1] + 1, round(middle - _CUT_REACH * typical))
            high = min(end - start - 1, round(middle + _CUT_REACH * typical))
            cuts.append(low + int(profile[low : high + 1].argmin()) if high > low else low)
        for top, bottom in zip(cuts, [*cuts[1:], end - start], strict=True):
            own = np.flatnonzero(profile[top:bottom])
            if len(own):
                yield start + top + int(own[0]), start + top + int(own[-1]) + 1


def lines_in_boxes(mask: Mask, boxes: Sequence[Box], tables: Sequence[Box]) -> list[TextLine]:
    """Lines in boxes that the detection model found outside of tables.

    Args:
        mask: 255 where there is ink.
        boxes: Of text, in dots.
        tables: Their outer borders, in dots.
    """
    lines = []
    for x0, top, x1, bottom in boxes:
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        if any(t[0] < x < t[2] and t[1] < y < t[3] for t in tables):
            continue
        piece = mask[top:bottom, x0:x1]
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


def lines_left(
    mask: Mask, lines: Sequence[TextLine], tables: Sequence[Box], typical: float
) -> list[TextLine]:
    """Rows of ink outside of tables that the detection model did not see: small print.

    Args:
        mask: 255 where there is ink.
        lines: That were found.
        tables: Their outer borders, in dots.
        typical: Height of a line in dots.
    """
    left = mask.copy()
    for x0, top, x1, bottom in (*tables, *(line[:4] for line in lines)):
        left[max(0, top - 1) : bottom + 1, max(0, x0 - 1) : x1 + 1] = 0
    if not left.any():
        return []
    joined = dilated(left, 2 * round(_WORD_GAP * typical) + 1, 1)
    found = []
    for x0, top, width, height, _ in pieces_of(joined).boxes[1:].tolist():
        if width < _LEAST * typical or not _LOWEST * typical <= height <= _HIGHEST * typical:
            continue
        columns = np.flatnonzero(left[top : top + height, x0 : x0 + width].any(axis=0))
        x1 = x0 + int(columns[-1]) + 1
        x0 += int(columns[0])
        found.append(TextLine(x0, top, x1, top + height, top, top + height, -1))
    return found


def runs_sideways(boxes: Sequence[Box]) -> bool:
    """Whether most of the text runs up or down the page, by the shapes of its boxes."""
    flat = steep = 0
    for x0, top, x1, bottom in boxes:
        width, height = x1 - x0, bottom - top
        if width >= _LONG * height:
            flat += width * height
        elif height >= _LONG * width:
            steep += width * height
    return steep > flat


class Cutting(NamedTuple):
    """The picture of a line."""

    picture: NDArray[np.uint8]
    left: int
    """X of its first column on the page, in dots."""


def cut_out(ink: Ink, line: TextLine, typical: float, padding: float | None = None) -> Cutting:
    """The picture of a line: at least as high as a typical one, with white around it.

    Args:
        ink: The page, rulings painted over with white.
        line: Where.
        typical: Height of a typical line in dots.
        padding: White around it, in typical heights; None: as the model is used to.
    """
    space = round((_PADDING if padding is None else padding) * typical)
    missing = max(0.0, typical - (line.bottom - line.top)) / 2
    top = max(line.above, round(line.top - missing) - space, 0)
    bottom = min(line.below, round(line.bottom + missing) + space, ink.grey.shape[0])
    wanted = round(line.bottom - line.top + 2 * missing) + 2 * space
    x0, x1 = max(0, line.x0 - 2 * space), min(ink.grey.shape[1], line.x1 + 2 * space)
    piece = ink.grey[top:bottom, x0:x1]
    lacking = wanted - piece.shape[0]
    if lacking > 0:  # neighbours leave no room: white is put there
        before = min(lacking, max(0, top - (round(line.top - missing) - space)))
        piece = np.pad(piece, ((before, lacking - before), (0, 0)), constant_values=255)
    return Cutting(np.ascontiguousarray(piece), x0)


class Detector:
    """The detection model of the package `rapidocr`, loaded once."""

    def __init__(self, threads: int = 1) -> None:
        from rapidocr import RapidOCR

        self._model: Any = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Det.limit_type": "max",  # pictures come in the size to be read: none is enlarged
                "Det.limit_side_len": _MAX_SIDE,
                "EngineConfig.onnxruntime.intra_op_num_threads": threads,
                "EngineConfig.onnxruntime.inter_op_num_threads": threads,
            }
        )

    def boxes(self, grey: NDArray[np.uint8]) -> list[Box]:
        """Boxes of text, from top to bottom."""
        picture = cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)
        found = self._model(picture, use_det=True, use_cls=False, use_rec=False)
        quads = getattr(found, "boxes", None)
        if quads is None:
            return []
        return [
            (max(0, int(q[:, 0].min())), max(0, int(q[:, 1].min())), int(np.ceil(q[:, 0].max())),
             int(np.ceil(q[:, 1].max())))
            for q in np.asarray(quads)
        ]  # fmt: skip
