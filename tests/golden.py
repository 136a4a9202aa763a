"""Golden files: what a program printed when a person last looked at it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


class Golden:
    """Compares text with a file, or writes the file under --update-golden."""

    def __init__(self, folder: Path, *, update: bool) -> None:
        self._folder = folder
        self._update = update

    def check(self, name: str, text: str) -> None:
        path = self._folder / name
        if self._update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"{path} is missing; make it with pytest --update-golden"
        assert text == path.read_text("utf-8")


def golden_folder(folder: Path, config: pytest.Config) -> Golden:
    """Golden files in a folder; they cannot be rewritten where nobody looks at them."""
    update = bool(config.getoption("--update-golden"))
    if update and os.environ.get("CI"):
        raise pytest.UsageError("--update-golden is for people; CI is set")
    return Golden(folder, update=update)
