"""Options of the commands that check, documented once."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zhperf.cli.settings import Given


class FailOnName(StrEnum):
    """Values of --fail-on."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    NEVER = "never"


class CheckFormatName(StrEnum):
    """Values of --output-format."""

    FULL = "full"
    CONCISE = "concise"
    GROUPED = "grouped"
    JSON = "json"
    JSONL = "jsonl"
    GITHUB = "github"
    SARIF = "sarif"
    JUNIT = "junit"
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"


def rule_names(given: Iterable[str] | None) -> tuple[str, ...] | None:
    """The names of a repeated option whose values are lists with commas.

    None for none: without the option some versions of typer give an empty list.
    """
    names = tuple(name.strip() for one in given or () for name in one.split(",") if name.strip())
    # What has commas only is no list of rules: the name that it gives is told to be unknown.
    return names or (tuple(given)[:1] if given else None)


def given_checks(
    given: Given,
    *,
    select: list[str] | None = None,
    ignore: list[str] | None = None,
    fail_on: FailOnName | None = None,
    profile: str | None = None,
    profile_paths: list[str] | None = None,
    baseline: str | None = None,
) -> Given:
    """A command line with what it says about checks."""
    return given._replace(
        select=rule_names(select),
        ignore=rule_names(ignore),
        fail_on=fail_on.value if fail_on else None,
        profile=profile,
        profile_paths=tuple(profile_paths) if profile_paths else None,
        baseline=baseline,
    )


Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="RULES",
        show_default=False,
        help="Rules to run instead of those of the configuration file: codes (ZP502), beginnings "
        "of codes (ZP5), names (unit-mismatch) or ALL, with commas between them; may be "
        "repeated. [default: the rules that zhperf rule marks]",
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar="RULES",
        show_default=False,
        help="Rules to leave out, written as for --select; the more specific of the two counts.",
    ),
]
FailOn = Annotated[
    FailOnName | None,
    typer.Option(
        "--fail-on",
        show_default=False,
        help="Least severity of a finding for which the exit code is 1. [default: error]",
    ),
]
Baseline = Annotated[
    str | None,
    typer.Option(
        "--baseline",
        metavar="PATH",
        show_default=False,
        help="File of findings that are known: they are not reported again.",
    ),
]
WriteBaseline = Annotated[
    str | None,
    typer.Option(
        "--write-baseline",
        metavar="PATH",
        show_default=False,
        help="Write all findings to a file for --baseline. Reasons that were written into it by "
        "hand are kept.",
    ),
]
ProfileName = Annotated[
    str | None,
    typer.Option(
        "--profile",
        metavar="auto|ID|PATH",
        show_default=False,
        help="What is asked of the tables: auto chooses by the family of the form; an id (zhperf "
        "profile lists them) or a profile file (*.toml) counts for all. [default: auto]",
    ),
]
ProfilePath = Annotated[
    list[str] | None,
    typer.Option(
        "--profile-path",
        metavar="PATH",
        show_default=False,
        help="Profile file, or directory of them, besides those of zhperf; may be repeated. "
        "[default: profile-paths of the configuration file]",
    ),
]
CheckFormat = Annotated[
    CheckFormatName | None,
    typer.Option(
        "--output-format",
        show_default=False,
        help="[default: suffix of -o, else full] full, concise and grouped are for eyes, the "
        "others for programs and offices.",
    ),
]
Statistics = Annotated[
    bool,
    typer.Option("--statistics", help="Print how often each rule found something instead."),
]
ProfileId = Annotated[
    str | None,
    typer.Argument(metavar="ID", help="A profile, or the path of a profile file (*.toml)."),
]
FullProfile = Annotated[
    bool,
    typer.Option("--full", help="Print the profile with all that it extends."),
]
