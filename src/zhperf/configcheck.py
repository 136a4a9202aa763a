"""The table [check] of a configuration file.

Codes of rules are not looked up here: that needs the pages of all rules, and only `check` and
`config` have to know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from zhperf.checksettings import FileIgnores, Ignored
from zhperf.configvalues import TEXT
from zhperf.errors import Bilingual
from zhperf.tomlfile import is_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from zhperf.configvalues import Values
    from zhperf.rulebook import Severity
    from zhperf.tomlfile import Location

SEVERITIES: Final = ("error", "warning", "note")
FAIL_ON: Final = (*SEVERITIES, "never")
KEYS: Final = (
    "select",
    "ignore",
    "fail-on",
    "profile",
    "profile-paths",
    "baseline",
    "verify",
    "severity",
    "per-file-ignores",
)
IGNORED_KEYS: Final = ("rule", "reason")

_LEVEL = Bilingual("level", "级别")
_IGNORED = Bilingual(
    'a list: ["ZP210", { rule = "ZP807", reason = "why" }]',
    '列表：["ZP210", { rule = "ZP807", reason = "理由" }]',
)


class CheckTable(NamedTuple):
    """What [check] says beyond single values."""

    severities: Mapping[str, Severity]
    per_file_ignores: tuple[FileIgnores, ...]
    rules: Mapping[str, Location]
    """Every name of rules in it, by where it stands first: to be looked up."""


def read_check(values: Values, location: Location, value: object) -> CheckTable:
    """Check the table, and keep its settings.

    Raises:
        ConfigError: It says something that is no setting.
    """
    return _Reader(values, location).table(value)


class _Reader:
    """Takes the table apart, key by key."""

    def __init__(self, values: Values, top: Location) -> None:
        self._values = values
        self._top = top
        self._rules: dict[str, Location] = {}
        self._severities: dict[str, Severity] = {}
        self._files: list[FileIgnores] = []

    def table(self, value: object) -> CheckTable:
        readers: dict[str, Callable[[Location, Any], object]] = {
            "select": self._select,
            "ignore": self._ignore,
            "fail-on": self._fail_on,
            "profile": self._profile,
            "profile-paths": self._paths,
            "baseline": self._baseline,
            "verify": self._values.flag,
        }
        for key, given in self._values.table(self._top, value).items():
            location = (*self._top, key)
            if key in readers:
                self._values.keep(location, readers[key](location, given))
            elif key == "severity":
                self._read_severities(location, given)
            elif key == "per-file-ignores":
                self._read_files(location, given)
            else:
                self._values.file.refuse_key(location, KEYS)
        return CheckTable(self._severities, tuple(self._files), self._rules)

    def _select(self, location: Location, value: object) -> tuple[str, ...]:
        tokens = self._values.texts(location, value)
        for number, token in enumerate(tokens):
            self._rules.setdefault(token, (*location, number))
        return tuple(tokens)

    def _ignore(self, location: Location, value: object) -> tuple[Ignored, ...]:
        if not isinstance(value, list):
            self._values.refuse_type(location, _IGNORED)
        return tuple(self._ignored(location, value))

    def _ignored(self, location: Location, value: list[object]) -> Iterator[Ignored]:
        for number, one in enumerate(value):
            place = (*location, number)
            if isinstance(one, dict):
                yield self._with_reason(place, one)
            elif isinstance(one, str):
                self._rules.setdefault(one, place)
                yield Ignored(one)
            else:
                self._values.refuse_type(place, _IGNORED)

    def _with_reason(self, place: Location, table: dict[str, object]) -> Ignored:
        for key in table:
            if key not in IGNORED_KEYS:
                self._values.file.refuse_key((*place, key), IGNORED_KEYS)
        if "rule" not in table:
            self._values.file.refuse(
                place,
                Bilingual("the key 'rule' is missing", "缺少键 'rule'"),
                Bilingual(
                    'write { rule = "ZP210", reason = "why" }',
                    '写法：{ rule = "ZP210", reason = "理由" }',
                ),
            )
        token = self._values.text((*place, "rule"), table["rule"])
        reason = table.get("reason")
        if reason is not None:
            reason = self._values.text((*place, "reason"), reason)
        self._rules.setdefault(token, (*place, "rule"))
        return Ignored(token, reason)

    def _fail_on(self, location: Location, value: object) -> str:
        return self._values.choice(location, value, _LEVEL, FAIL_ON)

    def _profile(self, location: Location, value: object) -> str:
        name = self._values.text(location, value)
        return self._values.path(name) if is_path(name) else name

    def _paths(self, location: Location, value: object) -> tuple[str, ...]:
        return tuple(map(self._values.path, self._values.texts(location, value)))

    def _baseline(self, location: Location, value: object) -> str:
        path = self._values.text(location, value)
        if not path:
            self._values.refuse_type(location, TEXT)
        return self._values.path(path)

    def _read_severities(self, location: Location, value: object) -> None:
        for token, given in self._values.table(location, value).items():
            place = (*location, token)
            severity = self._values.choice(place, given, _LEVEL, SEVERITIES)
            self._rules.setdefault(token, place)
            self._severities[token] = cast("Severity", severity)
            self._values.keep(place, severity)

    def _read_files(self, location: Location, value: object) -> None:
        for glob, given in self._values.table(location, value).items():
            place = (*location, glob)
            self._check_glob(place, glob)
            ignored = self._ignore(place, given)
            self._files.append(FileIgnores(glob, ignored, str(self._values.folder)))
            self._values.keep(place, ignored)

    def _check_glob(self, place: Location, glob: str) -> None:
        if glob.strip("/") and not glob.startswith("!") and "\\" not in glob:
            return
        self._values.file.refuse(
            place,
            Bilingual(f"'{glob}' is no pattern of paths", f"'{glob}' 不是有效的路径模式"),
            Bilingual(
                'write names with forward slashes between them, and no !: "2019/**", "*.json"',
                '用正斜杠分隔名称，不支持 !，例如 "2019/**"、"*.json"',
            ),
        )
