"""The table [batch] of a configuration file, and sizes such as 2GB."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, Final

from zhperf.errors import Bilingual

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhperf.configvalues import Values
    from zhperf.tomlfile import Location

KEYS: Final = ("timeout", "memory", "jobs", "format", "glob")
FORMATS: Final = ("parquet", "csv", "xlsx")
_SIZE_TEXT: Final = Bilingual(
    'a size: "2GB", "512MB"; "0": no limit', '大小："2GB"、"512MB"；"0" 为不限'
)

_FORMAT = Bilingual("format", "格式")
_SECONDS = Bilingual("a number of seconds from 0", "不小于 0 的秒数")
_COUNT = Bilingual("a whole number from 0", "不小于 0 的整数")
_PATTERN = Bilingual(
    'a pattern of paths with forward slashes: "**/*.pdf"', '用正斜杠的路径模式："**/*.pdf"'
)
_SIZE = re.compile(r"(\d+(?:\.\d+)?) ?(?:([KMGT])(I)?)?B?", re.IGNORECASE)
_POWERS: Final = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4}


def size_in_bytes(text: str) -> int | None:
    """Bytes of a size: 2GB are 2,000,000,000, 2GiB are 2,147,483,648.

    Returns:
        None if the text is no size.
    """
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        return None
    number, letter, binary = found.groups()
    unit = 1024 if binary else 1000
    return round(float(number) * math.pow(unit, _POWERS[(letter or "").upper()]))


def is_pattern(glob: str) -> bool:
    """Whether it can be a pattern of paths: not blank, no negation, no backslash."""
    return bool(glob.strip("/ ")) and not glob.startswith("!") and "\\" not in glob


def read_batch(values: Values, location: Location, value: object) -> None:
    """Check the table, and keep its settings.

    Raises:
        ConfigError: It says something that is no setting.
    """
    readers: dict[str, Callable[[Values, Location, Any], object]] = {
        "timeout": _seconds,
        "memory": _memory,
        "jobs": _jobs,
        "format": _format,
        "glob": _glob,
    }
    for key, given in values.table(location, value).items():
        place = (*location, key)
        if key not in KEYS:
            values.file.refuse_key(place, KEYS)
        values.keep(place, readers[key](values, place, given))


def _seconds(values: Values, location: Location, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < math.inf:
        values.refuse_type(location, _SECONDS)
    return float(value)


def _memory(values: Values, location: Location, value: object) -> str:
    if not isinstance(value, str) or size_in_bytes(value) is None:
        values.refuse_type(location, _SIZE_TEXT)
    return value


def _jobs(values: Values, location: Location, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        values.refuse_type(location, _COUNT)
    return value


def _format(values: Values, location: Location, value: object) -> str:
    return values.choice(location, value, _FORMAT, FORMATS)


def _glob(values: Values, location: Location, value: object) -> str:
    glob = values.text(location, value)
    if not is_pattern(glob):
        values.refuse_type(location, _PATTERN)
    return glob
