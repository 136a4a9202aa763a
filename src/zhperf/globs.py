"""Patterns of paths, in the manner of .gitignore: `2019/**`, `*.json`, `data/*/初稿.pdf`.

`*` and `?` stand for no slash, `**` for any directories; all else stands for itself, brackets too,
which names of reports often have.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_SIGNS = re.compile(r"/\*\*/|^\*\*/|/\*\*$|\*+|\?")
_MEANINGS = {"/**/": "/(?:.*/)?", "**/": "(?:.*/)?", "/**": "/.*", "?": "[^/]"}
_WITHIN_A_NAME = "[^/]*"


def matches(glob: str, path: Path, folder: Path) -> bool:
    """Whether a pattern fits a path, or a directory that it is in.

    Args:
        glob: Without a slash it fits a name at any depth; with one it is relative to `folder`.
        path: Absolute.
        folder: Absolute; a path outside of it is compared by the way there: `../other/a.pdf`.
    """
    try:
        relative = os.path.relpath(path, folder)
    except ValueError:  # another drive of Windows
        relative = str(path)
    return _expression(glob).fullmatch(relative.replace(os.sep, "/")) is not None


@lru_cache(maxsize=256)
def _expression(glob: str) -> re.Pattern[str]:
    pattern = glob.removeprefix("./")
    anywhere = "/" not in pattern.rstrip("/")
    rest = "/.*" if pattern.endswith("/") else "(?:/.*)?"
    body = _translated(pattern.strip("/"))
    return re.compile(f"{'(?:.*/)?' if anywhere else ''}{body}{rest}", re.DOTALL)


def _translated(pattern: str) -> str:
    """The regular expression of a pattern without slashes at its ends."""
    expression, end = "", 0
    for sign in _SIGNS.finditer(pattern):
        expression += re.escape(pattern[end : sign.start()])
        expression += _MEANINGS.get(sign[0], _WITHIN_A_NAME)
        end = sign.end()
    return expression + re.escape(pattern[end:])
