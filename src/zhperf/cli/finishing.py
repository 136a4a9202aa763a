"""From a command line to what a command is given, and from what it did to the exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import typer

from zhperf.cli.console import Console, Style, preferred_language
from zhperf.cli.guard import guarded
from zhperf.cli.options import ColorWhen

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhperf.cli.options import EngineName, LanguageName
    from zhperf.cli.settings import Given
    from zhperf.errors import ExitCode


def finish(
    action: Callable[[Console], ExitCode],
    lang: LanguageName | None,
    quiet: bool = False,
    verbose: int = 0,
    color: ColorWhen = ColorWhen.AUTO,
) -> NoReturn:
    """Do what a command does, and end with its exit code."""
    language = lang.value if lang else preferred_language()
    console = Console(Style(language, quiet, verbose, color.value))
    raise typer.Exit(int(guarded(console, lambda: action(console))))


def given_reading(
    engine: EngineName | None,
    template: str | None,
    template_paths: list[str] | None,
    lang: LanguageName | None,
    config: str | None,
    *,
    no_config: bool,
) -> Given:
    """What a command line says about reading."""
    from zhperf.cli.settings import Given

    return Given(
        engine=engine.value if engine else None,
        template=template,
        # Without the option some versions of typer give an empty list.
        template_paths=tuple(template_paths) if template_paths else None,
        language=lang.value if lang else None,
        config=config,
        no_config=no_config,
    )
