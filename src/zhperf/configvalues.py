"""Values of a configuration file, each checked where it stands."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from zhperf.errors import Bilingual
from zhperf.tomlfile import known_ones, unknown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from zhperf.tomlfile import Location, TomlFile

TEXT = Bilingual('a text in quotes: "text"', '加引号的文字："文字"')
FLAG = Bilingual("true or false", " true 或 false")
LIST = Bilingual('a list: ["one", "two"]', '列表：["甲", "乙"]')
_FIX = Bilingual(
    "zhperf config --no-config shows all settings with their defaults",
    "zhperf config --no-config 列出全部设置及默认值",
)


class Entry(NamedTuple):
    """A setting as a file gives it."""

    value: Any
    """Paths are relative to the current directory, not to the file."""
    location: Location
    """Where it stands; the line is asked for only where it is shown."""


class Values:
    """The values of a file: checked as they are asked for, and kept by their keys."""

    def __init__(self, file: TomlFile, top: Location, folder: Path) -> None:
        """Begin with nothing kept.

        Args:
            file: The file.
            top: The table that holds the settings of zhperf.
            folder: Directory of the file, relative to the current directory.
        """
        self.file = file
        self.top = top
        self.folder = folder
        self.entries: dict[str, Entry] = {}
        """By key with the tables before it: `stitch.seam.bottom-padding`."""

    def keep(self, location: Location, value: object) -> None:
        """Take a value as a setting."""
        key = ".".join(map(str, location[len(self.top) :]))
        self.entries[key] = Entry(value, location)

    def path(self, path: str) -> str:
        """A path of the file, seen from the current directory."""
        return os.path.normpath(self.folder / path)

    def table(self, location: Location, value: object) -> dict[str, Any]:
        """The value as a table, else a ConfigError."""
        if not isinstance(value, dict):
            name = ".".join(map(str, location))
            self.refuse_type(location, Bilingual(f"a table: [{name}]", f"表：[{name}]"))
        return value

    def text(self, location: Location, value: object) -> str:
        """The value as a text, else a ConfigError."""
        if not isinstance(value, str):
            self.refuse_type(location, TEXT)
        return value

    def flag(self, location: Location, value: object) -> bool:
        """The value as true or false, else a ConfigError."""
        if not isinstance(value, bool):
            self.refuse_type(location, FLAG)
        return value

    def texts(self, location: Location, value: object) -> list[str]:
        """The value as a list of texts, else a ConfigError."""
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.refuse_type(location, LIST)
        return value

    def choice(
        self, location: Location, value: object, what: Bilingual, choices: Sequence[str]
    ) -> str:
        """The value as one of several words, else a ConfigError.

        Args:
            location: Where it stands.
            value: What stands there.
            what: What the words are, in the singular.
            choices: The words.
        """
        text = self.text(location, value)
        if text not in choices:
            fix = known_ones(Bilingual(f"{what.en}s", what.zh), choices)
            self.file.refuse(location, unknown(what, text, choices), fix)
        return text

    def refuse_type(self, location: Location, wanted: Bilingual) -> NoReturn:
        """Say what a value must be.

        Raises:
            ConfigError: Always.
        """
        key = next(step for step in reversed(location) if isinstance(step, str))
        reason = Bilingual(f"'{key}' must be {wanted.en}", f"'{key}' 应为{wanted.zh}")
        self.file.refuse(location, reason, _FIX)
