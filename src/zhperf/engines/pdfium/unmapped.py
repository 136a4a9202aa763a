"""Glyphs that a font maps to no Unicode character."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhperf.engines.pdfium import library
from zhperf.pages import UNMAPPED
from zhperf.visibility import unusable

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from zhperf.engines.pdfium.library import Pointer


class UnmappedGlyphs:
    """Knows, for each font of a document, which codes PDFium could not map to Unicode.

    PDFium then hands out the glyph's code in the content stream as if it were text.  Each
    code of a font is asked once for a document: asking for each character takes a fifth of
    the time of reading the page.
    """

    def __init__(self) -> None:
        self._fine: dict[str, set[str]] = {}
        self._bad: dict[str, set[str]] = {}

    def replace(
        self,
        text: Pointer,
        codes: NDArray[np.uint32],
        indexes: NDArray[np.intp],
        spans: Iterable[tuple[int, int, str]],
    ) -> None:
        """Set unmapped and unusable codes to U+FFFD in place.

        Args:
            text: The text page.
            codes: n code points.
            indexes: Index of each of them in the text page.
            spans: First character, end and font name of each stretch of one font.
        """
        codes[unusable(codes)] = UNMAPPED
        letters = codes.astype("<u4").tobytes().decode("utf-32-le", "replace")
        for begin, end, font in spans:
            # Fonts without a name cannot be told apart, so nothing is remembered of them.
            fine = self._fine.setdefault(font, set()) if font else set()
            piece = letters[begin:end]
            if fine.issuperset(piece):
                continue
            bad = self._bad.setdefault(font, set()) if font else set()
            for index, letter in enumerate(piece, begin):
                if letter not in fine and letter not in bad:
                    wrong = library.map_error(text, int(indexes[index]))
                    (bad if wrong else fine).add(letter)
                if letter in bad:
                    codes[index] = UNMAPPED
