"""Whether two readings say the same, as far as a reader of the page can tell."""

from __future__ import annotations

import unicodedata

from zhperf.radicals import folded

_ALIKE = {
    "-": "‐‑‒–—―−─一ー",
    "~": "∼〜～",
    ":": "∶︰：",
    ",": "，‚",
    ".": "．",
    "'": "‘’′‵`´ʹ",
    '"': "“”″〃",
    "·": "•‧∙⋅・●",
    "0": "OoΟο〇○◯",
    "1": "lI|丨Ⅰ",
    "≥": "≧⩾",
    "≤": "≦⩽",
    "°": "º˚",
    "√": "✓✔",
    "口": "□▢",
    "日": "曰",
    "[": "〔［",
    "]": "〕］",
}
"""Signs that look alike where they stand alone, or in most typefaces: dashes and 一, 0 and O and
〇, 1 and l and I.  A map that gives one for the other shows the reader no other text."""
_TABLE = str.maketrans({sign: one for one, signs in _ALIKE.items() for sign in signs})
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""Characters that print nothing."""


def seen(text: str) -> str:
    """What of a text a reader can tell: no white space, no widths, one of signs that look alike."""
    bare = folded("".join(text.translate(_UNSEEN).split()))
    plain = unicodedata.normalize("NFKC", bare.translate(_TABLE)).translate(_TABLE)
    # Apostrophes that stand for one quotation mark, and dots that stand for an ellipsis.
    return plain.replace("''", '"').replace("···", "...")


def same(first: str, second: str) -> bool:
    """Whether two readings of a place look the same on the page."""
    return seen(first) == seen(second)
