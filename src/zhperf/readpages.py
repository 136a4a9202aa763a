"""Which engine read which page, and why: for the report and for messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from zhperf.errors import Bilingual
from zhperf.report import EngineUse

if TYPE_CHECKING:
    from zhperf.errors import Language
    from zhperf.pages import Page
    from zhperf.report import PageEngine

ENGINE_WORDS: dict[PageEngine, Bilingual] = {
    "pdfium": Bilingual("PDFium", " PDFium "),
    "pdfplumber": Bilingual("pdfplumber", " pdfplumber "),
    "ocr": Bilingual("OCR", "文字识别（OCR）"),
}
"""What messages call an engine; in Chinese with the spaces that stand around Latin words."""


class ReadPages:
    """Gathers which engine read which page."""

    def __init__(self) -> None:
        self._pages: dict[tuple[PageEngine, Bilingual | None], list[int]] = {}

    def see(self, page: Page) -> None:
        """Take note of a page; pages come by rising number."""
        self._pages.setdefault((page.engine, page.reason), []).append(page.number)

    def uses(self, language: Language) -> list[EngineUse]:
        """One entry for each engine and reason, by its first page; the default engine first.

        Args:
            language: Of the reasons.
        """
        order = sorted(self._pages, key=lambda one: (one[1] is not None, self._pages[one][0]))
        return [
            EngineUse(
                engine=engine,
                pages=page_ranges(self._pages[engine, reason]),
                reason=None if reason is None else reason.literal(language),
            )
            for engine, reason in order
        ]


def page_ranges(numbers: list[int]) -> str:
    """Rising page numbers as ranges: "1-3, 7"."""
    parts: list[str] = []
    breaks = np.flatnonzero(np.diff(numbers) > 1) + 1
    for run in np.split(np.array(numbers), breaks):
        parts.append(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}")
    return ", ".join(parts)
