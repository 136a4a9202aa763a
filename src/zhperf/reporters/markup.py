"""Pieces of HTML whose texts are escaped."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from zhperf.reporters.texts import lines_kept

if TYPE_CHECKING:
    from collections.abc import Sequence


def escaped(text: str | None) -> str:
    """The text for an element or an attribute in quotes."""
    return html.escape(lines_kept(text))


def element(tag: str, text: str | None, name: str = "") -> str:
    """An element that holds a text.

    Args:
        tag: Name of the element.
        text: What it holds.
        name: Its class; "" for none.
    """
    attribute = f' class="{name}"' if name else ""
    return f"<{tag}{attribute}>{escaped(text)}</{tag}>"


def row(cells: Sequence[str], *, header: bool = False) -> str:
    """A row of a table."""
    if header:
        titles = "".join(f'<th scope="col">{escaped(cell)}</th>' for cell in cells)
        return f"<thead><tr>{titles}</tr></thead>"
    return f"<tr>{''.join(element('td', cell) for cell in cells)}</tr>"
