"""Which rules a command runs, and how, settled before anything is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zhperf.checking import CheckPlan
from zhperf.rules import all_rules
from zhperf.selection import require_rules, resolve, severities

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhperf.checksettings import CheckSettings
    from zhperf.cli.settings import Effective
    from zhperf.errors import Language
    from zhperf.rulebook import RulePage
    from zhperf.selection import Selection


class SettledCheck(NamedTuple):
    """What is checked in all sources."""

    settings: CheckSettings
    pages: Mapping[str, RulePage]
    """All rules by code."""
    selection: Selection
    plan: CheckPlan
    """Without the codes of the selection: they may differ from source to source."""


def settled_check(effective: Effective, language: Language) -> SettledCheck:
    """Look up the rules and the profiles.

    Args:
        effective: Command line and configuration file.
        language: Of findings.

    Raises:
        UsageError: A rule or a profile is unknown or wrong, or no rule is left to run.
    """
    settings = effective.check
    pages = {code: rule.page for code, rule in all_rules().items()}
    effective.check_rules(pages)
    selection = resolve(settings.select, settings.ignore, pages)
    require_rules(selection)
    choice = effective.select_profiles()
    plan = CheckPlan(
        severities=severities(settings.severities, pages),
        profile=choice.id,
        profiles=choice.profiles,
        language=language,
    )
    return SettledCheck(settings, pages, selection, plan)
