"""Families as TOML with all their words, as `zhperf template ID --full` prints them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from zhperf.templates.files import NO_BASE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zhperf.templates import Fit, Template, Words

WIDTH = 100
"""Characters of a line, as in the files that come with zhperf."""


def full_text(family: Template) -> str:
    """A template file that needs no other; loading it gives the same words.

    Args:
        family: With the words that it extends.
    """
    lines = [
        f"id = {_text(family.id)}",
        f"version = {family.version}",
        f"title = {_text(family.title)}",
        f"kind = {_text(family.kind)}",
        f"extends = {_text(NO_BASE)}",
        *_list("seen", family.seen),
        "",
        "[fit]",
        *_fit(family.fit),
    ]
    for column in family.columns:
        lines += ["", "[[columns]]", f"field = {_text(column.field)}", *_words(column)]
    for label in family.labels:
        lines += ["", "[[labels]]", f"role = {_text(label.role)}", *_words(label)]
    for fund in family.funds:
        lines += ["", "[[funds]]", f"field = {_text(fund.field)}", *_words(fund)]
    return "\n".join(lines) + "\n"


def _fit(fit: Fit) -> Iterator[str]:
    for name in ("required", "optional", "forbidden"):
        yield from _list(name, getattr(fit, name))
    if fit.before:
        pairs = ", ".join(f"[{_text(first)}, {_text(second)}]" for first, second in fit.before)
        yield f"before = [{pairs}]"
    if fit.nested is not None:
        yield f"nested = {json.dumps(fit.nested)}"
    yield from _list("marks", fit.marks)
    if fit.min_marks:
        yield f"min_marks = {fit.min_marks}"


def _words(words: Words) -> Iterator[str]:
    yield from _list("names", words.names)
    yield from _list("patterns", words.patterns)


def _list(key: str, texts: Iterable[str]) -> Iterator[str]:
    """A list on one line, or on lines of its own where it is too long; nothing if empty."""
    values = [_text(text) for text in texts]
    whole = f"{key} = [{', '.join(values)}]"
    if not values:
        return
    if len(whole) <= WIDTH:
        yield whole
        return
    yield f"{key} = ["
    line = "   "
    for value in values:
        if len(line) + len(value) + 2 > WIDTH and line.strip():
            yield line
            line = "   "
        line += f" {value},"
    yield line
    yield "]"


def _text(text: str) -> str:
    """A TOML string: as it is in single quotes if it has backslashes, else in double quotes."""
    if "\\" in text and "'" not in text and text.isprintable():
        return f"'{text}'"
    # JSON escapes are TOML escapes; only DEL stands bare in JSON.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
