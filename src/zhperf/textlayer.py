"""Whether the text layer of a page can be what the page shows.

A page may have none (a scan), and a font may lie: map its glyphs to nothing, or to characters that
no Chinese report prints.  A map that gives other ideographs is seen by a second reading only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import numpy as np

from zhperf.pages import UNMAPPED, Visibility

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhperf.pages import Page

MIN_IMAGE_AREA = 0.5
"""Share (0 to 1) of a page that images cover for it to count as a scan; logos cover less."""
MAX_SCAN_CHARS = 20
"""Characters that a scanned page may show: a page number or a stamp set by software."""
MAX_UNMAPPED_SHARE = 0.2
"""Share (0 to 1) of unmapped characters above which a page's text layer is unusable.  Single
symbols without a Unicode value (bullets of a symbol font) stay below."""
MAX_STRANGE_SHARE = 0.2
"""As `MAX_UNMAPPED_SHARE`, of characters that Chinese reports hardly print.  A name or a term in
another script stays below; of a page whose ideographs are all wrong digits stay right, so it has
half or more."""
MIN_STRANGE_CHARS = 20
"""So many of them at least: a page with less text is a cover or a logo, and no table."""
STRANGE = re.compile(
    "[^\\s\u0020-\u007e\u00a0-\u00ff\u2000-\u206f\u2160-\u218f\u2190-\u22ff\u2460-\u24ff"
    "\u25a0-\u26ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
)
"""What Chinese reports hardly print: a font that lies gives such characters."""
_LATIN_SIGNS = "\u00a0£§«°±²³·»×÷¥"
"""What they print of the second half of Latin-1; letters are the bytes of another encoding."""
_USUAL_BLOCKS = (
    (0x2100, 0x214F),
    (0x2E80, 0x2FDF),
    (0x31C0, 0x31EF),
    (0x3200, 0x33FF),
    (0x3400, 0x4DBF),
    (0xF900, 0xFAFF),
)
"""Besides: signs such as ℃, ㎡ and ㈠, and blocks with characters that are ideographs: radicals,
strokes and duplicates, which are folded, and rare ones, which stand in names."""
_HALF_WIDTH = range(0xFF61, 0xFFDD)
"""Kana and Hangul of half the width."""
_FIRST_PLANE = 0x10000
"""From here on all that fonts map to are rare ideographs, and symbols."""

Fault: TypeAlias = Literal["unmapped", "strange"]


class TextFault(NamedTuple):
    """Why a page's text layer is unusable."""

    kind: Fault
    """"unmapped": no Unicode values; "strange": values of characters that no report prints."""
    fonts: tuple[str, ...]
    """Fonts of such characters, by name."""
    sample: str
    """Some of the characters, each once; "" if they are unmapped."""


_SAMPLE = 12
"""Characters of a sample."""


def is_scan(page: Page) -> bool:
    """Whether a page is a picture without text; a page that OCR read is none any more."""
    if page.engine == "ocr" or page.image_area < MIN_IMAGE_AREA or page.unread > MAX_SCAN_CHARS:
        return False
    return int((page.chars.visibility == Visibility.VISIBLE).sum()) <= MAX_SCAN_CHARS


def text_fault(page: Page) -> TextFault | None:
    """What is wrong with all of a page's text; None if it is usable, or was not read."""
    count = len(page.chars)
    unmapped = page.chars.codes == UNMAPPED
    if unmapped.sum() > MAX_UNMAPPED_SHARE * max(count, 1):
        return TextFault("unmapped", _fonts(page, unmapped), "")
    strange = strange_codes(page.chars.codes)
    if strange.sum() > max(MAX_STRANGE_SHARE * count, MIN_STRANGE_CHARS):
        codes = dict.fromkeys(page.chars.codes[strange].tolist())
        return TextFault("strange", _fonts(page, strange), "".join(map(chr, codes))[:_SAMPLE])
    return None


def strange_codes(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which of these Chinese reports hardly print; ideographs of any block they do."""
    usual = (codes < 0x80) | ((codes >= 0x3000) & (codes < 0x3040))
    usual |= ((codes >= 0x4E00) & (codes < 0xA000)) | ((codes >= 0xFF00) & (codes < 0xFF61))
    result = ~usual
    rest = np.flatnonzero(result)  # few on most pages
    result[rest] = [_is_strange(code) for code in codes[rest].tolist()]
    return result


def _is_strange(code: int) -> bool:
    """Whether a character that is no ASCII, ideograph or full-width form is strange."""
    if code == UNMAPPED or code >= _FIRST_PLANE:
        return False
    if any(first <= code <= last for first, last in _USUAL_BLOCKS):
        return False
    letter = chr(code)
    if code <= 0xFF:
        return letter not in _LATIN_SIGNS
    return code in _HALF_WIDTH or STRANGE.match(letter) is not None


def _fonts(page: Page, where: NDArray[np.bool_]) -> tuple[str, ...]:
    used = {page.chars.fonts[i] for i in set(page.chars.font_indexes[where].tolist())}
    return tuple(sorted(name or "(unnamed)" for name in used))
