"""`zhperf config`: the settings that count, and where each comes from."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, NamedTuple

from zhperf.checksettings import Ignored
from zhperf.cli.listing import listing
from zhperf.cli.outputs import suffix_format
from zhperf.cli.settings import Origin, effective_settings
from zhperf.cli.template import SUFFIXES
from zhperf.cli.texts import write_text
from zhperf.configfile import THRESHOLDS
from zhperf.errors import Bilingual, ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhperf.cli.console import Console
    from zhperf.cli.settings import Effective, Given
    from zhperf.writers.explanations import ExplanationFormat

_HEADS = (
    Bilingual("setting", "设置"),
    Bilingual("value", "值"),
    Bilingual("from", "来源"),
)
_ORIGINS: dict[Origin, Bilingual] = {
    "command line": Bilingual("command line", "命令行"),
    "file": Bilingual("{name}, line {line}", "{name}，第 {line} 行"),
    "locale": Bilingual("locale", "系统语言"),
    "default": Bilingual("default", "默认值"),
}


@dataclass(frozen=True, slots=True)
class ConfigOptions:
    """The command line of `config`, checked by typer."""

    source: str
    given: Given
    output: str
    output_format: ExplanationFormat | None
    overwrite: bool


class Setting(NamedTuple):
    """A setting that counts."""

    setting: str
    """Key of the configuration file, with the tables before it."""
    value: object
    origin: Origin
    path: str | None = None
    """The configuration file, if it says so."""
    line: int | None = None


def run_config(options: ConfigOptions, console: Console) -> ExitCode:
    """Print the settings.

    Raises:
        UsageError: The configuration file or a template is wrong.
    """
    from zhperf.rules import all_rules

    effective = effective_settings(options.given, options.source)
    if effective.language:
        console.style = console.style._replace(language=effective.language)
    effective.check_templates()
    effective.check_rules({code: rule.page for code, rule in all_rules().items()})
    effective.select_profiles()
    settings = list(_settings(effective, console))
    if (options.output_format or suffix_format(options.output, SUFFIXES)) == "json":
        objects = [{**one._asdict(), "value": _plain(one.value)} for one in settings]
        text = json.dumps(objects, ensure_ascii=False, indent=2) + "\n"
    else:
        text = _table(settings, options, console)
    write_text(text, options.output, overwrite=options.overwrite)
    return ExitCode.OK


def _settings(effective: Effective, console: Console) -> Iterator[Setting]:
    given = effective.given
    yield _setting(effective, "engine", effective.engine, given.engine)
    yield _setting(effective, "template", effective.template, given.template)
    yield _setting(effective, "template-paths", effective.template_paths, given.template_paths)
    language = _setting(effective, "lang", console.language, given.language)
    yield language._replace(origin="locale") if language.origin == "default" else language
    yield _setting(effective, "verify", effective.verify, given.verify)
    yield from _thresholds(effective)
    yield from _checks(effective)
    for name, value in effective.batch._asdict().items():
        yield _setting(effective, f"batch.{name}", value, None)


def _checks(effective: Effective) -> Iterator[Setting]:
    given, check = effective.given, effective.check
    yield _setting(effective, "check.select", check.select, given.select)
    yield from _ignored(effective)
    yield _setting(effective, "check.fail-on", check.fail_on, given.fail_on)
    yield _setting(effective, "check.profile", check.profile, given.profile)
    yield _setting(effective, "check.profile-paths", check.profile_paths, given.profile_paths)
    yield _setting(effective, "check.baseline", check.baseline, given.baseline)
    yield _setting(effective, "check.verify", check.verify, given.verify)
    for token, severity in check.severities.items():
        yield _setting(effective, f"check.severity.{token}", severity, None)
    for one in check.per_file_ignores:
        yield _setting(effective, f"check.per-file-ignores.{one.glob}", one.ignored, None)


def _ignored(effective: Effective) -> Iterator[Setting]:
    """What the file leaves out, and what the command line does: both count, unless it selects."""
    given, ignored = effective.given, effective.check.ignore
    if given.select is not None:
        yield _setting(effective, "check.ignore", ignored, given.select)
        return
    count = len(ignored) - len(given.ignore or ())
    if count or given.ignore is None:
        yield _setting(effective, "check.ignore", ignored[:count], None)
    if given.ignore is not None:
        yield _setting(effective, "check.ignore", ignored[count:], given.ignore)


def _thresholds(effective: Effective) -> Iterator[Setting]:
    from zhperf.config import Settings

    defaults = Settings()
    for name in THRESHOLDS:
        thresholds = effective.thresholds.get(name, getattr(defaults, name))
        for key, value in _leaves(name, thresholds):
            yield _setting(effective, key, value, None)


def _leaves(name: str, value: object) -> Iterator[tuple[str, object]]:
    """The thresholds of a class and of those inside it, by key of the configuration file."""
    if not is_dataclass(value):
        yield name, value
        return
    for field in fields(value):
        key = f"{name}.{field.name.replace('_', '-')}"
        yield from _leaves(key, getattr(value, field.name))


def _setting(effective: Effective, key: str, value: object, said: object) -> Setting:
    """A setting and where it comes from; `said` is what the command line says, if anything."""
    entry = effective.config.entries.get(key)
    if said is not None:
        return Setting(key, value, "command line")
    if entry is None:
        return Setting(key, value, "default")
    return Setting(key, value, "file", effective.config.name, effective.config.line(key))


def _table(settings: list[Setting], options: ConfigOptions, console: Console) -> str:
    rows = [
        (
            setting.setting,
            _shown(setting.value),
            _ORIGINS[setting.origin].text(console.language, name=setting.path, line=setting.line),
        )
        for setting in settings
    ]
    return listing(_HEADS, rows, options.output, console.language)


def _plain(value: object) -> object:
    """A value as JSON has it."""
    if isinstance(value, Ignored):
        return {"rule": value.token, "reason": value.reason}
    return list(map(_plain, value)) if isinstance(value, tuple) else value


def _shown(value: object) -> str:
    if isinstance(value, Ignored):
        return f"{value.token} ({value.reason})" if value.reason else value.token
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value)) or "-"
    return "-" if value is None else str(value)
