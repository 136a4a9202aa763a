"""Configuration files: `zhperf.toml`, or `[tool.zhperf]` of `pyproject.toml`.

Only what has thresholds in it loads the stages that they belong to, so that the parent of worker
processes stays small.
"""

from __future__ import annotations

import math
import os
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TypeVar

from zhperf.errors import NOTHING, Bilingual, ConfigError
from zhperf.tomlfile import Location, TomlFile, known_ones, read_toml, unknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from _typeshed import DataclassInstance

ThresholdsT = TypeVar("ThresholdsT", bound="DataclassInstance")

OWN_FILE = "zhperf.toml"
SHARED_FILE = "pyproject.toml"
SECTION = ("tool", "zhperf")
"""Where the settings stand in a file that other programs use too."""
THRESHOLDS = ("lattice", "text", "stitch")
"""Tables of thresholds: fields of `zhperf.config.Settings`."""
CHOICES = {"engine": ("auto", "pdfium", "pdfplumber"), "lang": ("en", "zh")}
"""Keys whose value is one of several words."""
KEYS = ("engine", "template", "template-paths", "lang", *THRESHOLDS)

_CHOICE_NAMES = {"engine": Bilingual("engine", "引擎"), "lang": Bilingual("language", "语言")}


class Entry(NamedTuple):
    """A setting as a file gives it."""

    value: Any
    """Paths are relative to the current directory, not to the file."""
    line: int
    """1-based."""


class Config(NamedTuple):
    """What a configuration file says."""

    name: str
    """The file, for messages; "" if there is none."""
    entries: Mapping[str, Entry]
    """By key with the tables before it: `stitch.seam.bottom-padding`."""
    thresholds: Mapping[str, Any]
    """Instances of the settings classes by name of `THRESHOLDS`: only those that it changes."""


NO_CONFIG = Config("", {}, {})


def find_config(start: Path) -> Path | None:
    """The configuration file of a directory or of the nearest one above it.

    Raises:
        ConfigError: A file that could be it cannot be read.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        for name in (OWN_FILE, SHARED_FILE):
            path = folder / name
            if _is_file(path) and (name == OWN_FILE or _has_section(path)):
                return path
    return None


def load_config(path: Path) -> Config:
    """Read a configuration file.

    Raises:
        ConfigError: It is unreadable, or says something that is no setting.
    """
    shown = _shown(path)
    file = read_toml(shown, ConfigError)
    top = SECTION if file.held(SECTION) == SECTION else ()
    if path.name == SHARED_FILE and not top:
        _refuse_without_section(file)
    return _Loader(file, top, shown.parent).config()


class _Loader:
    """Takes a file apart, key by key."""

    def __init__(self, file: TomlFile, top: Location, folder: Path) -> None:
        self._file = file
        self._top = top
        self._folder = folder
        self._entries: dict[str, Entry] = {}

    def config(self) -> Config:
        table: Any = self._file.data
        for step in self._top:
            table = table[step]
        self._require_table(self._top, table)
        thresholds: dict[str, Any] = {}
        for key, value in table.items():
            location = (*self._top, key)
            if key not in KEYS:
                self._file.refuse_key(location, KEYS)
            if key in THRESHOLDS:
                thresholds[key] = self._changed(_default_thresholds(key), location, value)
            else:
                self._keep(location, self._plain(key, location, value))
        return Config(self._file.name, self._entries, thresholds)

    def _plain(self, key: str, location: Location, value: object) -> object:
        """A setting without a table of its own, checked."""
        if key == "template-paths":
            return tuple(self._paths(location, value))
        if not isinstance(value, str):
            self._refuse_type(
                location, Bilingual('a text in quotes: "text"', '加引号的文字："文字"')
            )
        if key in CHOICES and value not in CHOICES[key]:
            what = _CHOICE_NAMES[key]
            fix = known_ones(Bilingual(f"{what.en}s", what.zh), CHOICES[key])
            self._file.refuse(location, unknown(what, value, CHOICES[key]), fix)
        if key != "template":
            return value
        from zhperf.templates.files import is_path

        return self._path(value) if is_path(value) else value

    def _paths(self, location: Location, value: object) -> Iterator[str]:
        if not isinstance(value, list) or not all(isinstance(path, str) for path in value):
            self._refuse_type(location, Bilingual('a list: ["one", "two"]', '列表：["甲", "乙"]'))
        yield from map(self._path, value)

    def _path(self, path: str) -> str:
        return os.path.normpath(self._folder / path)

    def _changed(self, default: ThresholdsT, location: Location, value: object) -> ThresholdsT:
        """The thresholds of a class with those of a table instead of the default ones."""
        table = self._require_table(location, value)
        names = {field.name.replace("_", "-"): field.name for field in fields(default)}
        changes: dict[str, Any] = {}
        for key, given in table.items():
            place = (*location, key)
            if key not in names:
                self._file.refuse_key(place, names)
            before = getattr(default, names[key])
            if is_dataclass(before) and not isinstance(before, type):
                changes[names[key]] = self._changed(before, place, given)
            else:
                changes[names[key]] = self._number(before, place, given)
                self._keep(place, changes[names[key]])
        return replace(default, **changes)

    def _number(self, default: float, location: Location, value: object) -> float:
        """A threshold of the default's type: finite, and not below 0."""
        whole = isinstance(default, int)
        kinds = (int,) if whole else (int, float)
        if isinstance(value, bool) or not isinstance(value, kinds) or not 0 <= value < math.inf:
            wanted = Bilingual("a number from 0", "不小于 0 的数")
            if whole:
                wanted = Bilingual("a whole number from 0", "不小于 0 的整数")
            self._refuse_type(location, wanted)
        return value if whole else float(value)

    def _keep(self, location: Location, value: object) -> None:
        key = ".".join(map(str, location[len(self._top) :]))
        self._entries[key] = Entry(value, self._file.line(location))

    def _require_table(self, location: Location, value: object) -> dict[str, Any]:
        if not isinstance(value, dict):
            name = ".".join(map(str, location))
            self._refuse_type(location, Bilingual(f"a table: [{name}]", f"表：[{name}]"))
        return value

    def _refuse_type(self, location: Location, wanted: Bilingual) -> NoReturn:
        key = location[-1]
        self._file.refuse(
            location,
            Bilingual(f"'{key}' must be {wanted.en}", f"'{key}' 应为{wanted.zh}"),
            Bilingual(
                "zhperf config --no-config shows all settings with their defaults",
                "zhperf config --no-config 列出全部设置及默认值",
            ),
        )


def _default_thresholds(name: str) -> DataclassInstance:
    from zhperf.config import Settings

    default: DataclassInstance = Settings.model_fields[name].default
    return default


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a directory above that may not be searched
        return False


def _has_section(path: Path) -> bool:
    """Whether a shared file has settings of zhperf.

    One that does not even name zhperf is not taken apart: it may be broken, and is no concern.
    """
    try:
        if b"zhperf" not in path.read_bytes():
            return False
    except OSError:
        return False
    return read_toml(_shown(path), ConfigError).held(SECTION) == SECTION


def _shown(path: Path) -> Path:
    """The path as messages show it: from the current directory, if the file is below it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path


def _refuse_without_section(file: TomlFile) -> NoReturn:
    raise ConfigError(
        file.name,
        reason=Bilingual("there is no table [tool.zhperf]", "没有 [tool.zhperf] 表"),
        place=NOTHING,
        fix=Bilingual(
            "add one, or name another file with --config", "请添加，或用 --config 指定其他文件"
        ),
    )
