"""`zhperf profile`: the profiles, or one of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhperf.cli.listing import listing
from zhperf.cli.outputs import suffix_format
from zhperf.cli.settings import effective_settings
from zhperf.cli.sources import STDIN
from zhperf.cli.template import SUFFIXES
from zhperf.cli.texts import write_text
from zhperf.errors import Bilingual, ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhperf.cli.console import Console
    from zhperf.cli.settings import Given
    from zhperf.errors import Language
    from zhperf.profiles.files import ProfileSource
    from zhperf.writers.explanations import ExplanationFormat

_HEADS = (
    Bilingual("id", "id"),
    Bilingual("title", "名称"),
    Bilingual("extends", "继承"),
    Bilingual("forms", "适用表格"),
    Bilingual("file", "文件"),
)


@dataclass(frozen=True, slots=True)
class ProfileOptions:
    """The command line of `profile`, checked by typer."""

    choice: str | None
    """Id, or path of a file; None: list all."""
    full: bool
    given: Given
    output: str
    output_format: ExplanationFormat | None
    overwrite: bool


def run_profile(options: ProfileOptions, console: Console) -> ExitCode:
    """List the profiles, or print one.

    Raises:
        UsageError: Options that exclude each other, an unknown id, or a wrong file.
    """
    if options.full and options.choice is None:
        raise UsageError(
            reason=Bilingual("--full needs an ID", "--full 需要给出 ID"),
            fix=Bilingual("zhperf profile ID --full", "zhperf profile ID --full"),
        )
    effective = effective_settings(options.given, STDIN)
    if effective.language:
        console.style = console.style._replace(language=effective.language)
    paths = effective.check.profile_paths
    if options.choice is None:
        text = _listing(paths, options, console.language)
    else:
        text = _one(options.choice, paths, full=options.full)
    write_text(text, options.output, overwrite=options.overwrite)
    return ExitCode.OK


def _listing(paths: tuple[str, ...], options: ProfileOptions, language: Language) -> str:
    from zhperf.profiles.files import profile_sources

    sources = profile_sources(paths)
    if (options.output_format or suffix_format(options.output, SUFFIXES)) == "json":
        return json.dumps(list(map(_object, sources)), ensure_ascii=False, indent=2) + "\n"
    rows = [_cells(source, language) for source in sources]
    return listing(_HEADS, rows, options.output, language)


def _object(source: ProfileSource) -> dict[str, object]:
    keys = {"id", "title", "extends", "source", "templates"}
    data = source.profile.model_dump(mode="json", by_alias=True, include=keys)
    return {**data, "title": source.profile.title._asdict(), "path": source.path}


def _cells(source: ProfileSource, language: Language) -> Sequence[str]:
    profile = source.profile
    templates = ", ".join(profile.templates)
    base = profile.extends or "-"
    return profile.id, profile.title.literal(language), base, templates, source.path or ""


def _one(choice: str, paths: tuple[str, ...], *, full: bool) -> str:
    from zhperf.profiles.files import find_source
    from zhperf.profiles.writing import full_text

    source = find_source(choice, paths)
    return full_text(source.profile) if full else source.text
