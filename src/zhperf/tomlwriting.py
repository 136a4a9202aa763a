"""Values as TOML, written as in the files that come with zhperf."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WIDTH = 100
"""Characters of a line."""


def toml_list(key: str, texts: Iterable[str]) -> Iterator[str]:
    """A list on one line, or on lines of its own where it is too long.

    Args:
        key: As it is written.
        texts: What it holds.
    """
    values = [toml_text(text) for text in texts]
    whole = f"{key} = [{', '.join(values)}]"
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


def toml_text(text: str) -> str:
    """A TOML string: as it is in single quotes if it has backslashes, else in double quotes."""
    if "\\" in text and "'" not in text and text.isprintable():
        return f"'{text}'"
    # JSON escapes are TOML escapes; only DEL stands bare in JSON.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
