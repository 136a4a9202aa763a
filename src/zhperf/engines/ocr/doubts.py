"""How far the reading of a line can be trusted, beyond what the model says of itself."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from zhperf.engines.ocr.recognition import Glyph
    from zhperf.engines.ocr.textlines import Cutting, TextLine

_DOUBTED = 0.5
"""What is left of the confidence of a line whose two readings differ, or whose ink is covered or
not explained by its glyphs."""
_SEALED = 0.25
"""In line heights: side of a square as large as the part of a line that a seal may cover."""
_REACH = 0.7
"""In line heights: ink further than this from the middle of every glyph is part of none."""
_UNEXPLAINED = 0.08
"""In line heights: so many columns of such ink are a sign that was not read."""


def agreed(glyphs: Sequence[Glyph], again: Sequence[Glyph]) -> list[Glyph] | None:
    """What two readings of a line say, with the lower confidence; None if they differ."""
    if [glyph.text for glyph in glyphs] != [glyph.text for glyph in again]:
        return None
    return [
        one._replace(confidence=min(one.confidence, other.confidence))
        for one, other in zip(glyphs, again, strict=True)
    ]


def chosen(readings: Sequence[list[Glyph]], explained: Sequence[bool]) -> list[Glyph]:
    """Of several readings that differ the one that two agree on, else the surest; doubted.

    Args:
        readings: Of one line.
        explained: Whether each accounts for all of the line's ink.
    """
    texts = ["".join(glyph.text for glyph in one) for one in readings]

    def weight(index: int) -> tuple[bool, int, float]:
        sure = [glyph.confidence for glyph in readings[index]]
        return explained[index], texts.count(texts[index]), float(np.mean(sure)) if sure else 0.0

    return doubted(readings[max(range(len(readings)), key=weight)])


def doubted(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs with less confidence."""
    return [glyph._replace(confidence=_DOUBTED * glyph.confidence) for glyph in glyphs]


def is_covered(covered: NDArray[np.uint8], typical: float) -> bool:
    """Whether a seal lies over a line, and not only a few dots of it.

    Args:
        covered: 255 where something was taken away, of the line.
        typical: Height of a line in dots.
    """
    return int((covered > 127).sum()) > (_SEALED * typical) ** 2


def is_explained(
    mask: NDArray[np.uint8],
    glyphs: Sequence[Glyph],
    cutting: Cutting,
    line: TextLine,
    typical: float,
) -> bool:
    """Whether each piece of a line's ink is near a glyph that it can be part of.

    Args:
        mask: Ink of the line.
        glyphs: What was read.
        cutting: The picture that was read.
        line: Where it stands.
        typical: Height of a line in dots.
    """
    if not glyphs:
        return False
    columns = np.flatnonzero(mask.any(axis=0)) + line.x0
    places = np.array(_places(glyphs, cutting))
    after = np.searchsorted(places, columns).clip(0, len(places) - 1)
    nearest = np.minimum(
        np.abs(places[after] - columns), np.abs(places[(after - 1).clip(0)] - columns)
    )
    return bool((nearest > _REACH * typical).sum() <= _UNEXPLAINED * typical)


def glyph_edges(line: TextLine, glyphs: Sequence[Glyph], cutting: Cutting) -> list[int]:
    """X of the ends of each glyph, in dots: the middle between it and its neighbours."""
    middles = [(a + b) / 2 for a, b in pairwise(_places(glyphs, cutting))]
    inner = [min(max(middle, line.x0), line.x1) for middle in middles]
    return [line.x0, *map(round, inner), line.x1]


def _places(glyphs: Sequence[Glyph], cutting: Cutting) -> list[float]:
    """X of the middle of each glyph, in dots of the page."""
    width = cutting.picture.shape[1]
    return [cutting.left + glyph.position * width for glyph in glyphs]
