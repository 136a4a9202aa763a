"""Pages whose text need not be read: no table stands on them, and nothing for the next page.

Reading where each character stands costs three times what loading a page costs, and most pages
of a report are prose.  A page without rulings is skimmed instead, if its words say that it is
neither a form without borders, nor the heading of a form on the next page, nor unreadable.
"""

from __future__ import annotations

import re

from zhperf.vocabulary import is_table_heading, plain, year_in

_HEADING_LINES = 12
"""Last lines of a page among which a year may belong to a form that begins on the next page;
a reader of forms looks at 8, and engines break lines differently."""
_MAX_HEADING_LENGTH = 45
"""Glyphs; a longer line is prose (readers of forms take 40, see `zhperf.formhead`)."""
_MIN_CHARS = 40
"""A page with fewer may be a scan with a page number."""
_STRANGE = re.compile(
    "[^\\s\u0020-\u007e\u00a0-\u00ff\u2000-\u206f\u2160-\u218f\u2190-\u22ff\u2460-\u24ff"
    "\u25a0-\u26ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
)
"""What Chinese reports hardly print: a font that lies gives such characters."""
_COMMON = "的"
"""The most frequent ideograph of modern Chinese; a page without it is read, lest its text be
garbled."""


def is_prose(text: str) -> bool:
    """Whether a page without rulings can be left unread.

    Args:
        text: Its text as the PDF library gives it, lines separated by line ends.
    """
    if len(text) < _MIN_CHARS or _COMMON not in text or "指标" in text or "目标" in text:
        return False
    if _STRANGE.search(text):
        return False
    lines = [line for line in text.splitlines() if line.strip()]
    if any("表" in line and is_table_heading(line) for line in lines):
        return False
    return not any(
        year_in(line) and len(plain(line)) <= _MAX_HEADING_LENGTH
        for line in lines[-_HEADING_LINES:]
    )
