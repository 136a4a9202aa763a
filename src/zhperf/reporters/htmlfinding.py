"""A finding as a part of a web page, with the rows around it and the cell marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhperf.errors import Bilingual
from zhperf.reporters.fieldnames import field_name
from zhperf.reporters.markup import element, escaped
from zhperf.reporters.wording import place_words, severity_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhperf.checking import Noted
    from zhperf.errors import Language
    from zhperf.excerpts import Excerpt

_ROW = Bilingual("row", "行")
_EXPECTED = Bilingual("Expected: {text}", "应为：{text}")
_HELP = Bilingual("Help: {text}", "建议：{text}")
_MARKED = "marked"


def article(note: Noted, language: Language) -> Iterator[str]:
    """The lines of the element; its class is the severity, which stands there as a word, too."""
    found = note.finding
    severity = element("span", severity_word(found.severity, language), "severity")
    yield f'<article class="{found.severity}">'
    yield f"<h4>{severity} <code>{escaped(found.code)}</code> {escaped(found.name)}</h4>"
    if place := place_words(note, language):
        yield element("p", place, "place")
    yield element("p", found.message, "message")
    if note.excerpt is not None:
        yield from _excerpt(note.excerpt, language)
    if found.expected:
        yield element("p", _EXPECTED.text(language, text=found.expected))
    if found.help:
        yield element("p", _HELP.text(language, text=found.help))
    yield "</article>"


def _excerpt(excerpt: Excerpt, language: Language) -> Iterator[str]:
    """The rows of the document; they are Chinese in a page of any language."""
    labelled = any(excerpt.labels)
    titles = [field_name(field) for field in excerpt.fields]
    headers = [_ROW.literal(language), *titles] if labelled else titles
    cells = "".join(f'<th scope="col">{escaped(text)}</th>' for text in headers)
    yield f'<div class="excerpt"><table lang="zh-CN"><thead><tr>{cells}</tr></thead>'
    for index, texts in enumerate(excerpt.rows):
        label = f'<th scope="row">{escaped(excerpt.labels[index])}</th>' if labelled else ""
        marked = excerpt.marked_column if index == excerpt.marked_row else -1
        yield f"<tr>{label}{''.join(_cells(texts, marked))}</tr>"
    yield "</table></div>"


def _cells(texts: tuple[str, ...], marked: int | None) -> Iterator[str]:
    """The cells of a row.

    Args:
        texts: As printed.
        marked: 0-based; None: all of them, -1: none.
    """
    for index, text in enumerate(texts):
        yield element("td", text, _MARKED if marked in (None, index) else "")
