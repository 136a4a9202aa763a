"""Pages whose characters need no place: no table stands on them.

Reading where each character stands costs twice what loading a page and its text costs, and most
pages of a report are prose.  A page without rulings is skimmed instead, if its words say that it
is neither a form without borders nor unreadable.  Its lines are read after all if the next page
begins with a table: a form's heading may stand at a page's foot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhperf.textlayer import STRANGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhperf.templates import Template

_MIN_CHARS = 40
"""A page with fewer may be a scan with a page number."""
_COMMON = "的"
"""The most frequent ideograph of modern Chinese; a page without it is read, lest its text be
garbled."""
_ROLES = frozenset(("level1", "level2", "level3", "target", "actual"))
_MIN_WORD = 3
"""Ideographs of a header word that is sought in prose: shorter ones stand in any text."""
_MIN_WORDS = 2
"""Different header words that a page with a header prints at least."""


class Skimmer:
    """Tells pages of prose from those that must be read."""

    def __init__(self, templates: Sequence[Template]) -> None:
        self._marks = {mark for t in templates if t.kind == "list" for mark in t.fit.marks}
        self._headers = {
            name
            for template in templates
            for column in template.columns
            if column.field in _ROLES
            for name in column.names
            if len(name) >= _MIN_WORD
        }

    def is_prose(self, text: str) -> bool:
        """Whether a page without rulings can be left unread.

        Args:
            text: Its text as the PDF library gives it.
        """
        if len(text) < _MIN_CHARS or _COMMON not in text or STRANGE.search(text):
            return False
        words = "".join(text.split())
        if any(mark in words for mark in self._marks):
            return False
        if "一级" in words and "二级" in words:  # a header in wrapped lines
            return False
        return sum(name in words for name in self._headers) < _MIN_WORDS
