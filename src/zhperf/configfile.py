"""Configuration files: `zhperf.toml`, or `[tool.zhperf]` of `pyproject.toml`.

Only what has thresholds in it loads the stages that they belong to, so that the parent of worker
processes stays small.
"""

from __future__ import annotations

import math
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TypeVar

from zhperf.configbatch import read_batch
from zhperf.configcheck import CheckTable, read_check
from zhperf.configvalues import Entry, Values
from zhperf.errors import NOTHING, Bilingual, ConfigError
from zhperf.tomlfile import Location, TomlFile, is_path, read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from _typeshed import DataclassInstance

ThresholdsT = TypeVar("ThresholdsT", bound="DataclassInstance")

OWN_FILE = "zhperf.toml"
SHARED_FILE = "pyproject.toml"
SECTION = ("tool", "zhperf")
"""Where the settings stand in a file that other programs use too."""
THRESHOLDS = ("lattice", "text", "stitch", "ocr")
"""Tables of thresholds: fields of `zhperf.config.Settings`."""
CHOICES = {"engine": ("auto", "pdfium", "pdfplumber", "ocr"), "lang": ("en", "zh")}
"""Keys whose value is one of several words."""
CHECK = "check"
BATCH = "batch"
VERIFY = "verify"
KEYS = ("engine", "template", "template-paths", "lang", VERIFY, *THRESHOLDS, CHECK, BATCH)

_CHOICE_NAMES = {"engine": Bilingual("engine", "引擎"), "lang": Bilingual("language", "语言")}


class Config(NamedTuple):
    """What a configuration file says."""

    name: str = ""
    """The file, for messages; "" if there is none."""
    entries: Mapping[str, Entry] = {}
    """By key with the tables before it: `stitch.seam.bottom-padding`."""
    thresholds: Mapping[str, Any] = {}
    """Instances of the settings classes by name of `THRESHOLDS`: only those that it changes."""
    check: CheckTable = CheckTable({}, (), {})
    file: TomlFile | None = None
    """For lines; None if there is none."""

    def line(self, key: str) -> int:
        """1-based line of a setting that the file gives."""
        return self.file.line(self.entries[key].location) if self.file else 1


NO_CONFIG = Config()


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
        self._values = Values(file, top, folder)
        self._check = CheckTable({}, (), {})

    def config(self) -> Config:
        values, file = self._values, self._values.file
        table: Any = file.data
        for step in values.top:
            table = table[step]
        thresholds: dict[str, Any] = {}
        for key, value in values.table(values.top, table).items():
            location = (*values.top, key)
            if key not in KEYS:
                file.refuse_key(location, KEYS)
            if key in THRESHOLDS:
                thresholds[key] = self._changed(_default_thresholds(key), location, value)
            elif key == CHECK:
                self._check = read_check(values, location, value)
            elif key == BATCH:
                read_batch(values, location, value)
            else:
                values.keep(location, self._plain(key, location, value))
        return Config(file.name, values.entries, thresholds, self._check, file)

    def _plain(self, key: str, location: Location, value: object) -> object:
        """A setting without a table of its own, checked."""
        values = self._values
        if key == "template-paths":
            return tuple(map(values.path, values.texts(location, value)))
        if key == VERIFY:
            return values.flag(location, value)
        if key in CHOICES:
            return values.choice(location, value, _CHOICE_NAMES[key], CHOICES[key])
        text = values.text(location, value)
        return values.path(text) if is_path(text) else text

    def _changed(self, default: ThresholdsT, location: Location, value: object) -> ThresholdsT:
        """The thresholds of a class with those of a table instead of the default ones."""
        table = self._values.table(location, value)
        names = {field.name.replace("_", "-"): field.name for field in fields(default)}
        changes: dict[str, Any] = {}
        for key, given in table.items():
            place = (*location, key)
            if key not in names:
                self._values.file.refuse_key(place, names)
            before = getattr(default, names[key])
            if is_dataclass(before) and not isinstance(before, type):
                changes[names[key]] = self._changed(before, place, given)
            else:
                changes[names[key]] = self._number(before, place, given)
                self._values.keep(place, changes[names[key]])
        return replace(default, **changes)

    def _number(self, default: float, location: Location, value: object) -> float:
        """A threshold of the default's type: finite, and not below 0."""
        whole = isinstance(default, int)
        kinds = (int,) if whole else (int, float)
        if isinstance(value, bool) or not isinstance(value, kinds) or not 0 <= value < math.inf:
            wanted = Bilingual("a number from 0", "不小于 0 的数")
            if whole:
                wanted = Bilingual("a whole number from 0", "不小于 0 的整数")
            self._values.refuse_type(location, wanted)
        return value if whole else float(value)


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
