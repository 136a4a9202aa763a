"""Raised and lowered signs as characters of their own, so that 10⁴ does not become 104."""

from __future__ import annotations

from typing import Final

_SIGNS: Final = {
    "superscript": str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾"),
    "subscript": str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎"),
}
"""By the names of ECMA-376 (part 1, 17.18.96 and 22.9.2.17)."""


def aligned(text: str, alignment: str | None) -> str:
    """A text with its digits and signs raised or lowered; letters stay as they are.

    Args:
        text: The text.
        alignment: "superscript" or "subscript"; anything else leaves it on its line.
    """
    signs = _SIGNS.get(alignment or "")
    return text.translate(signs) if signs else text
