"""What a user can say about a check: which rules, how grave, and what is known already."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from zhperf.rulebook import Severity

FailOn: TypeAlias = Literal["error", "warning", "note", "never"]
"""Least severity of a finding for which `check` ends with code 1."""


class Ignored(NamedTuple):
    """Rules that are left out."""

    token: str
    """Code, beginning of codes, name, or ALL."""
    reason: str | None = None
    """Why, for those who read the output."""


class FileIgnores(NamedTuple):
    """Rules that are left out for some sources."""

    glob: str
    """As .gitignore has them, but always forward slashes: `2019/**`, `*.json`."""
    ignored: tuple[Ignored, ...]
    folder: str = ""
    """Directory that the glob is relative to; relative to the current directory."""


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """All settings of a check, from the command line and the configuration file."""

    select: tuple[str, ...] | None = None
    """Codes, beginnings of codes, names, or ALL; None: the rules that run by default."""
    ignore: tuple[Ignored, ...] = ()
    fail_on: FailOn = "error"
    profile: str = "auto"
    """Id or path of a profile, or "auto": by the family of each form."""
    profile_paths: tuple[str, ...] = ()
    """Profile files and directories of them."""
    baseline: str | None = None
    """File of findings that are known."""
    verify: bool = False
    """Whether documents must be read a second time; reports that were extracted are not."""
    severities: Mapping[str, Severity] = dataclasses.field(default_factory=dict)
    """By code, beginning of codes, or name."""
    per_file_ignores: tuple[FileIgnores, ...] = ()
