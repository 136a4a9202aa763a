"""Settings that the command line or a configuration file can give.

The command line counts first, then the file, then the default.  The environment only names the
file (ZHPERF_CONFIG) and the password.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, cast

from zhperf.cli.sources import STDIN, is_folder
from zhperf.configfile import NO_CONFIG, Config, find_config, load_config
from zhperf.errors import TemplateError
from zhperf.tomlfile import at_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhperf.convert import Engine
    from zhperf.errors import Language

Origin: TypeAlias = Literal["command line", "file", "locale", "default"]
AUTO = "auto"


class Given(NamedTuple):
    """What a command line says; None where it says nothing."""

    engine: Engine | None = None
    template: str | None = None
    template_paths: tuple[str, ...] | None = None
    language: Language | None = None
    config: str | None = None
    """Path of the configuration file."""
    no_config: bool = False
    """Read none, whatever else is said."""


@dataclass(frozen=True, slots=True)
class Effective:
    """What counts."""

    given: Given
    config: Config

    @property
    def engine(self) -> Engine:
        """Library that reads the pages."""
        return cast("Engine", self.value("engine", self.given.engine, AUTO))

    @property
    def template(self) -> str:
        """Id or path of a template file, or "auto"."""
        return cast("str", self.value("template", self.given.template, AUTO))

    @property
    def template_paths(self) -> tuple[str, ...]:
        """Template files and directories."""
        paths = self.value("template-paths", self.given.template_paths, ())
        return cast("tuple[str, ...]", paths)

    @property
    def language(self) -> Language | None:
        """Of messages; None: that of the locale."""
        return cast("Language | None", self.value("lang", self.given.language, None))

    @property
    def thresholds(self) -> Mapping[str, Any]:
        """Settings classes that differ from the defaults, by field of `Settings`."""
        return self.config.thresholds

    def value(self, key: str, given: object, default: object) -> object:
        """The value of a key of the configuration file."""
        if given is not None:
            return given
        entry = self.config.entries.get(key)
        return default if entry is None else entry.value

    def check_templates(self) -> None:
        """Load the user's templates, so that what is wrong is told before anything is read.

        Raises:
            TemplateError: There is no such family, or a file is wrong.
        """
        if self.template == AUTO and not self.template_paths:
            return
        from zhperf.templates.files import select

        try:
            select(self.template, self.template_paths)
        except TemplateError as error:
            entry = self.config.entries.get("template")
            if error.source or self.given.template is not None or entry is None:
                raise
            # No file was found for an id: the one that names it is wrong.
            values = {**error.values, "place": at_line(entry.line)}
            raise TemplateError(self.config.name, **values) from None


def effective_settings(given: Given, source: str) -> Effective:
    """The settings for a run.

    Args:
        given: The command line.
        source: The first source: a configuration file is looked for in its directory, then in
            those above.  "-": in the current directory.

    Raises:
        ConfigError: The file is missing or wrong.
    """
    if given.no_config:
        return Effective(given, NO_CONFIG)
    path = Path(given.config) if given.config else find_config(_folder(source))
    return Effective(given, load_config(path) if path else NO_CONFIG)


def _folder(source: str) -> Path:
    path = Path() if source == STDIN else Path(source)
    return path if is_folder(path) else path.parent
