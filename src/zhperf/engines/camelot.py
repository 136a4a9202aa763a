"""Rulings that a page does not draw, from camelot: picture lines, and columns of aligned text.

Only geometry comes from camelot, and what it is given is ours: the page as PDFium draws it, in
page space, and the boxes of our own characters.  Its own reading of the text (glyph boxes from
the font's metrics, one row for each line of text, split cells) is not used.

Loading camelot takes seconds, so it is loaded by the first call that needs it.
"""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from zhperf.engines.picture import picture_of_page
from zhperf.pages import Rulings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from zhperf.geometry import BBox
    from zhperf.pages import Page

_RESOLUTION = 200.0
"""Dots per inch of the picture: a hairline is one dot, and A4 takes 0.1 s."""
_SHORTEST = 14.0
"""pt.  Lines in a picture are this long at least: the lowest row of a form is that high, and no
stroke of a glyph in a picture of text is, up to titles."""


class CamelotUnusableError(Exception):
    """Camelot, or what it builds on, cannot be loaded.  Its text says why."""


@contextmanager
def _quiet() -> Iterator[None]:
    """What camelot and its libraries warn of is not for the user of zhperf."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _module(name: str) -> Any:  # noqa: ANN401 - camelot's functions are not annotated
    try:
        with _quiet():
            return import_module(name)
    except (ImportError, OSError) as error:
        # OSError: a shared library of OpenCV is missing.
        raise CamelotUnusableError(f"camelot-py: {error}") from error


def columns_of_text(boxes: Sequence[BBox]) -> list[float]:
    """Where columns of aligned text part, as camelot's network flavor sees them.

    Args:
        boxes: Of pieces of text, each within one column; in page space.

    Returns:
        Rising x in pt: the left end of the text, the boundaries between columns, the right end.

    Raises:
        CamelotUnusableError: camelot cannot be loaded.
    """
    library = _module("camelot.utils")
    with _quiet():
        bounds = library.find_columns_boundaries(list(boxes))
        return [float(x) for x in library.boundaries_to_split_lines(bounds)]


def rulings_of_picture(source: Path | bytes, password: str | None, page: Page) -> Rulings | None:
    """The lines on the picture of a page, as camelot's lattice flavor sees them.

    Args:
        source: Path of the document, or its bytes.
        password: None to try without.
        page: Which page, and its size.

    Returns:
        In page space; None if the page cannot be drawn.

    Raises:
        CamelotUnusableError: camelot cannot be loaded.
    """
    library = _module("camelot.image_processing")
    picture = picture_of_page(source, page.number, password, _RESOLUTION)
    if picture is None:
        return None
    with _quiet():
        _, marks = library.adaptive_threshold(picture)
    rows, columns = picture.shape[:2]
    across, down = page.width / columns, page.height / rows
    return Rulings(
        _lines(library, marks, "horizontal", columns, across)
        * np.array([down, across, across, down]),
        _lines(library, marks, "vertical", rows, down) * np.array([across, down, down, across]),
    )


def _lines(
    library: Any,  # noqa: ANN401 - camelot's functions are not annotated
    marks: NDArray[np.uint8],
    direction: str,
    extent: int,
    scale: float,
) -> NDArray[np.float64]:
    """N x 4 of position, start, end, width in dots.

    Args:
        library: camelot.image_processing.
        marks: The dark dots of the picture.
        direction: "horizontal" or "vertical".
        extent: Of the picture in that direction, in dots.
        scale: pt in that direction for each dot.
    """
    parts = max(1, int(extent * scale / _SHORTEST))  # camelot wants the share of the page
    with _quiet():
        _, lines = library.find_lines(marks, direction=direction, line_scale=parts)
    if direction == "horizontal":
        found = [(y0, min(x0, x1), max(x0, x1), 1.0) for x0, y0, x1, _ in lines]
    else:
        found = [(x0, min(y0, y1), max(y0, y1), 1.0) for x0, y0, _, y1 in lines]
    return np.array(found, np.float64).reshape(-1, 4)
