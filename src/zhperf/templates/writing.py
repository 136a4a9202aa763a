"""Families as TOML with all their words, as `zhperf template ID --full` prints them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from zhperf.templates.files import NO_BASE
from zhperf.tomlwriting import toml_list, toml_text
from zhperf.vocabulary import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhperf.templates import Fit, Template, Words


def full_text(family: Template) -> str:
    """A template file that needs no other; loading it gives the same words.

    Args:
        family: With the words that it extends.
    """
    lines = [
        f"id = {toml_text(family.id)}",
        f"version = {family.version}",
        f"title = {toml_text(family.title)}",
        f"kind = {toml_text(family.kind)}",
        f"extends = {toml_text(NO_BASE)}",
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
            lines += ["", f"[[{section}]]", f"{key} = {toml_text(meaning)}", *_words(words)]
    return "\n".join(lines) + "\n"


def _fit(fit: Fit) -> Iterator[str]:
    for name in ("required", "optional", "forbidden"):
        yield from _list(name, getattr(fit, name))
    if fit.before:
        pairs = ", ".join(
            f"[{toml_text(first)}, {toml_text(second)}]" for first, second in fit.before
        )
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


def _list(key: str, texts: Sequence[str]) -> Iterator[str]:
    """A list; nothing if it is empty."""
    return toml_list(key, texts) if texts else iter(())
