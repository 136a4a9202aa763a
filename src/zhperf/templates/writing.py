"""Families as TOML with all their words, as `zhperf template ID --full` prints them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from zhperf.templates.files import NO_BASE
from zhperf.vocabulary import plain

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
    for key, section, entries in (
        ("field", "columns", [(column.field, column) for column in family.columns]),
        ("role", "labels", [(label.role, label) for label in family.labels]),
        ("field", "funds", [(fund.field, fund) for fund in family.funds]),
    ):
        for meaning, words in _unshadowed(entries):
            lines += ["", f"[[{section}]]", f"{key} = {_text(meaning)}", *_words(words)]
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


def _unshadowed(entries: Iterable[tuple[str, Words]]) -> Iterator[tuple[str, Words]]:
    """The entries without words that an entry before gives another meaning: they never count."""
    meanings: dict[str, str] = {}
    for meaning, words in entries:
        names = [n for n in words.names if meanings.setdefault(plain(n), meaning) == meaning]
        if names or words.patterns:
            yield meaning, words.model_copy(update={"names": tuple(names)})


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
