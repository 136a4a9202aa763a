"""Settings that the command line or a configuration file can give.

The command line counts first, then the file, then the default.  The environment only names the
file (ZHPERF_CONFIG) and the password.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias, cast

from zhperf.checksettings import CheckSettings, Ignored
from zhperf.cli.sources import STDIN, is_folder
from zhperf.configfile import BATCH, NO_CONFIG, Config, find_config, load_config
from zhperf.errors import NOTHING, ConfigError, ProfileError, TemplateError, UsageError
from zhperf.tomlfile import at_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhperf.checksettings import FailOn
    from zhperf.convert import Engine
    from zhperf.errors import Language
    from zhperf.profiles.files import Choice
    from zhperf.rulebook import RulePage
    from zhperf.tomlfile import Location

TableFormat: TypeAlias = Literal["parquet", "csv", "xlsx"]
"""Of the tables of a dataset."""
Origin: TypeAlias = Literal["command line", "file", "locale", "default"]
AUTO = "auto"
PROFILE = "check.profile"
"""Key of the configuration file."""


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
    select: tuple[str, ...] | None = None
    """Rules to run; those that the file names do not count then, neither for nor against."""
    ignore: tuple[str, ...] | None = None
    """Rules to leave out besides those of the file."""
    fail_on: FailOn | None = None
    profile: str | None = None
    profile_paths: tuple[str, ...] | None = None
    baseline: str | None = None
    verify: Literal[True] | None = None
    batch: Mapping[str, object] = {}
    """What it says about [batch], by key: only what it says."""


class BatchSettings(NamedTuple):
    """How an archive is converted."""

    timeout: float
    """Seconds for each document; 0: no limit."""
    memory: str
    """Resident memory for each worker, such as 2GB; 0: no limit."""
    jobs: int
    """Documents at the same time; 0: as many as there are CPUs."""
    format: TableFormat
    """Of the tables."""
    glob: str
    """Which files of the archive are documents."""


BATCH_DEFAULTS: Final = BatchSettings(
    # The slowest real report seen needs a few seconds, on a busy machine some ten.
    timeout=120.0,
    # Hundreds of times what a report of 1,000 pages needs; a machine has that for each CPU.
    memory="2GB",
    jobs=0,
    format="parquet",
    glob="**/*.pdf",
)


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
    def verify(self) -> bool:
        """Whether pages with tables are read a second time."""
        return bool(self.value("verify", self.given.verify, False))

    @property
    def thresholds(self) -> Mapping[str, Any]:
        """Settings classes that differ from the defaults, by field of `Settings`."""
        return self.config.thresholds

    @property
    def check(self) -> CheckSettings:
        """What is checked, and how."""
        given, value = self.given, self.value
        settings = {
            "select": value("check.select", given.select, None),
            "ignore": self._ignored(),
            "fail_on": value("check.fail-on", given.fail_on, "error"),
            "profile": value(PROFILE, given.profile, AUTO),
            "profile_paths": value("check.profile-paths", given.profile_paths, ()),
            "baseline": value("check.baseline", given.baseline, None),
            "verify": value("check.verify", given.verify, self.verify),
            "severities": self.config.check.severities,
            "per_file_ignores": self.config.check.per_file_ignores,
        }
        return CheckSettings(**cast("dict[str, Any]", settings))

    @property
    def batch(self) -> BatchSettings:
        """How an archive is converted."""
        settings = {
            name: self.value(f"{BATCH}.{name}", self.given.batch.get(name), default)
            for name, default in BATCH_DEFAULTS._asdict().items()
        }
        return BatchSettings(**cast("dict[str, Any]", settings))

    def _ignored(self) -> tuple[Ignored, ...]:
        """The rules that the file and the command line leave out.

        With --select the file's do not count: what is asked for is run.
        """
        ignored = tuple(Ignored(token) for token in self.given.ignore or ())
        if self.given.select is not None:
            return ignored
        return (*cast("tuple[Ignored, ...]", self.value("check.ignore", None, ())), *ignored)

    def value(self, key: str, given: object, default: object) -> object:
        """The value of a key of the configuration file."""
        if given is not None:
            return given
        entry = self.config.entries.get(key)
        return default if entry is None else entry.value

    def check_rules(self, pages: Mapping[str, RulePage]) -> None:
        """Tell names of rules that there are none of.

        Args:
            pages: All rules by code.

        Raises:
            ConfigError: The configuration file names one.
            UsageError: The command line does.
        """
        from zhperf.selection import matching

        for token in (*(self.given.select or ()), *(self.given.ignore or ())):
            matching(token, pages)
        for token, location in self.config.check.rules.items():
            try:
                matching(token, pages)
            except UsageError as error:
                raise self._at(location, error) from None

    def _at(
        self, location: Location, error: UsageError, kind: type[UsageError] = ConfigError
    ) -> UsageError:
        """An error about a value of the configuration file, with the place of the value."""
        file = self.config.file
        place = at_line(file.line(location)) if file else NOTHING
        return kind(self.config.name, **{**error.values, "place": place})

    def _unfound(self, key: str, error: UsageError) -> UsageError:
        """The error for a choice: told of the configuration file, if that named it.

        An error without a file is about the choice itself: nothing was found for an id.
        """
        if error.source or key not in self.config.entries:
            return error
        return self._at(self.config.entries[key].location, error, type(error))

    def select_profiles(self) -> Choice:
        """Load the profiles, so that what is wrong is told before anything is read.

        Raises:
            ProfileError: There is no such profile, or a file is wrong.
        """
        from zhperf.profiles.files import select

        settings = self.check
        try:
            return select(settings.profile, settings.profile_paths)
        except ProfileError as error:
            raise error if self.given.profile else self._unfound(PROFILE, error) from None

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
            raise error if self.given.template else self._unfound("template", error) from None


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
