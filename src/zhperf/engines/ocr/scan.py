"""A picture of a page, straightened and parted into rulings, cells and print."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from zhperf.engines.ocr.deskew import skew_of, straightened
from zhperf.engines.ocr.ink import (
    Ink,
    colored,
    part_ink,
    smoothed,
    with_dark_seals,
    without_color,
    without_holes,
    without_seals,
    without_specks,
    without_watermarks,
)
from zhperf.engines.ocr.masks import Box, Mask, dilated
from zhperf.engines.ocr.strokes import find_strokes
from zhperf.gridlines import bounding_boxes, connected_tables, find_cells, grid_edges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from zhperf.gridlines import Edges, LatticeSettings
    from zhperf.ocrsettings import OcrSettings
    from zhperf.pages import Rulings

BORDER = 0.8
"""pt: half the width of a border, as far as its ink may spread."""


class Scan(NamedTuple):
    """A straightened picture of a page."""

    ink: Ink
    """Print: rulings, dirt and seals are left out."""
    rulings: Rulings
    """In pt of the straightened picture."""
    cells: list[Box]
    """Of all tables, without their borders."""
    tables: list[Box]
    """Outer borders of each table."""
    skew: float
    """Degrees by which the picture fell to the right."""
    scale: float
    """Dots for each pt."""


def take_scan(
    picture: NDArray[np.uint8], scale: float, settings: OcrSettings, lattice: LatticeSettings
) -> Scan:
    """Straighten a picture and find what is where.

    Args:
        picture: height x width x 3; lines of text run level, up to the skew.
        scale: Dots for each pt.
        settings: Thresholds of pictures.
        lattice: Thresholds of grids.
    """
    grey = smoothed(without_color(picture), scale)
    skew = skew_of(grey, settings.max_skew)
    covered = 255 - straightened(255 - colored(picture), skew)
    ink = part_ink(straightened(grey, skew), covered, scale)
    ink = without_seals(without_holes(ink, scale, settings), scale, settings)
    strokes = find_strokes(ink, scale, settings)
    tables = [
        edges
        for table in connected_tables(strokes.rulings, lattice)
        if (edges := grid_edges(table, lattice)) is not None
    ]
    print_only = without_watermarks(_without(ink, strokes.mask), scale, settings)
    print_only = print_only._replace(mask=without_specks(print_only.mask, scale, settings))
    print_only = with_dark_seals(print_only, scale, settings)
    cells = [cell for edges in tables for cell in _insides(edges, scale)]
    frames = [_frame(edges, scale) for edges in tables]
    return Scan(print_only, strokes.rulings, cells, frames, skew, scale)


def _without(ink: Ink, rulings: Mask) -> Ink:
    """The ink without rulings; where they were is paper."""
    wide = dilated(rulings, 3, 3) > 0
    grey, mask = ink.grey.copy(), ink.mask.copy()
    grey[wide], mask[wide] = 255, 0
    return Ink(grey, mask, ink.covered)


def _insides(edges: Edges, scale: float) -> Iterator[Box]:
    spans, _ = find_cells(edges)
    for x0, top, x1, bottom in bounding_boxes(edges, spans).tolist():
        yield (
            round((x0 + BORDER) * scale),
            round((top + BORDER) * scale),
            round((x1 - BORDER) * scale),
            round((bottom - BORDER) * scale),
        )


def _frame(edges: Edges, scale: float) -> Box:
    return (
        round(edges.columns[0] * scale),
        round(edges.rows[0] * scale),
        round(edges.columns[-1] * scale),
        round(edges.rows[-1] * scale),
    )
