"""Rules that a reviewer runs on a published table: one function and one page for each.

A rule's page is data (`zhperf/rules/pages/*.toml`): code, slug, severity, messages, and what
`zhperf rule` prints.  Its function has the name of the slug and stands in the module of the
code's first digit: ZP401 target-missing is `zhperf.rules.target.target_missing`.  It takes a
`zhperf.forms.Form` and yields a `Hit` for each place; `zhperf.checking` makes findings of them.

Rules of others are installed beside as entry points of the group `zhperf.rules`: each names a
sequence of `Rule` (docs/plugins.md).
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import import_module, resources
from typing import Any

from zhperf.errors import Bilingual
from zhperf.findings import READING_RULES
from zhperf.rulebook import Hit, Rule, RuleCheck, RulePage
from zhperf.rules.plugins import entry_points, load, require_free

__all__ = [
    "Bilingual",
    "Hit",
    "Rule",
    "RuleCheck",
    "RulePage",
    "all_rules",
    "builtin_rules",
    "evidence",
]

FAMILIES: dict[str, str] = {
    "1": "reading",
    "2": "structure",
    "3": "objective",
    "4": "target",
    "5": "completion",
    "6": "deviation",
    "7": "budget",
    "8": "points",
}
"""By the first digit of the code: name of the pages' file and of the module with the functions.
The reading stage has no functions: it reports ZP1xx itself."""


@cache
def builtin_pages() -> dict[str, RulePage]:
    """The pages of zhperf's own rules, by code in order."""
    folder = resources.files(__name__) / "pages"
    pages: dict[str, RulePage] = {}
    for family in FAMILIES.values():
        text = (folder / f"{family}.toml").read_text("utf-8")
        for code, data in tomllib.loads(text).items():
            said = _said_by_reading(code) if family == "reading" else {}
            pages[code] = RulePage.model_validate({"code": code, **said, **data})
    return dict(sorted(pages.items()))


def _said_by_reading(code: str) -> dict[str, Any]:
    """What the reading stage says of its own findings."""
    rule = READING_RULES[code]
    return {
        "name": rule.name,
        "severity": rule.severity,
        "message": rule.message,
        "help": rule.help,
    }


@cache
def builtin_rules() -> dict[str, Rule]:
    """The rules of zhperf itself, by code in order."""
    return {code: Rule(page, _function(page)) for code, page in builtin_pages().items()}


def _function(page: RulePage) -> RuleCheck | None:
    family = FAMILIES[page.code[2]]
    if family == "reading":
        return None
    module = import_module(f"{__name__}.{family}")
    found: RuleCheck = getattr(module, page.name.replace("-", "_"))
    return found


@cache
def evidence() -> dict[str, dict[str, Any]]:
    """Sources of rules by key: title and address."""
    text = (resources.files(__name__) / "pages" / "evidence.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def all_rules() -> dict[str, Rule]:
    """All rules by code: zhperf's own, then those of installed packages by name.

    Raises:
        PluginError: A package's entry point cannot be loaded, is no list of rules, or has a code
            or name that is taken.
    """
    rules = dict(builtin_rules())
    for point in entry_points():
        for rule in load(point):
            require_free(point, rule, rules.values())
            rules[rule.page.code] = rule
    return rules
