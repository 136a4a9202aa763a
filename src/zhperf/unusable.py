"""Text layers that are unusable: where, how much of the document, and the error that says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhperf.errors import LyingTextError, StrangeTextError, UnmappedTextError
from zhperf.pages import UNMAPPED
from zhperf.readpages import ENGINE_WORDS
from zhperf.textlayer import strange_codes, text_fault

if TYPE_CHECKING:
    from zhperf.pages import Page
    from zhperf.rereading.verifying import Lie
    from zhperf.textlayer import TextFault

_SAMPLE = 40
"""Characters of a text that a message quotes."""


class UnusableText:
    """Gathers, page by page, how far the text of a document is usable."""

    def __init__(self) -> None:
        self.pages: dict[int, TextFault] = {}
        """Pages whose text layer is unusable."""
        self._chars = 0
        self._unmapped = 0
        self._strange = 0

    def see(self, page: Page) -> None:
        """Take note of a page."""
        codes = page.chars.codes
        self._chars += len(codes) + page.unread
        self._unmapped += int((codes == UNMAPPED).sum())
        fault = text_fault(page)
        if fault is not None:
            self.pages[page.number] = fault
            self._strange += int(strange_codes(codes).sum())

    def error(self, path: str, page: int) -> UnmappedTextError:
        """The error for a page whose text layer is unusable."""
        fault = self.pages[page]
        told = {"total": self._chars, "page": page, "fonts": ", ".join(fault.fonts)}
        if fault.kind == "strange":
            return StrangeTextError(path, count=self._strange, sample=fault.sample, **told)
        return UnmappedTextError(path, count=self._unmapped, **told)


def lying_error(path: str, lie: Lie) -> LyingTextError:
    """The error for a table whose fonts say other characters than it shows."""
    return LyingTextError(
        path,
        count=lie.wrong,
        total=lie.total,
        page=lie.page,
        engine=ENGINE_WORDS[lie.engine],
        first=lie.first[:_SAMPLE],
        second=lie.second[:_SAMPLE],
    )
