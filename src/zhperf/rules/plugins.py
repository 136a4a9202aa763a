"""Rules of installed packages: a city's own rules are a package, not a fork of zhperf.

A package names its rules as an entry point of the group `zhperf.rules`: a list or tuple of
`zhperf.rules.Rule`.  Whatever is wrong with it is told with the package's name, and nothing is
checked: a rule that is silently missing would look like a table without findings.
"""

from __future__ import annotations

import dataclasses
from importlib import metadata
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from zhperf.errors import Bilingual, PluginError
from zhperf.rulebook import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zhperf.rulebook import RulePage

GROUP: Final = "zhperf.rules"
"""The group of entry points."""
OWN_CODES: Final = "ZP"
"""What the codes of zhperf itself begin with; no package may use it."""
_REPAIR = Bilingual("repair the package, or uninstall it", "请修复该软件包，或将其卸载")
_RENAME = Bilingual(
    "give the rule another code and name in the package, or uninstall it",
    "请在该软件包中改用其他代码和名称，或将其卸载",
)


def entry_points() -> list[metadata.EntryPoint]:
    """The entry points of all installed packages, by package and name."""
    found = metadata.entry_points(group=GROUP)
    return sorted(found, key=lambda point: (_package(point), point.name, point.value))


def load(point: metadata.EntryPoint) -> list[Rule]:
    """The rules that an entry point names, each with the package as its origin.

    Raises:
        PluginError: It cannot be loaded, or is no list of rules with functions.
    """
    try:
        loaded = point.load()
    except (Exception, SystemExit) as error:  # code of others: whatever it raises is its own
        why = in_words(error)
        raise _error(point, Bilingual(f"cannot be loaded: {why}", f"无法加载：{why}")) from error
    if not isinstance(loaded, tuple | list):
        raise _error(point, _no_list(type(loaded).__name__))
    return [_own(point, one) for one in loaded]


def require_free(point: metadata.EntryPoint, rule: Rule, rules: Iterable[Rule]) -> None:
    """Check that no other rule has the rule's code or name.

    Raises:
        PluginError: One has, or the code is one of zhperf's own.
    """
    page = rule.page
    if page.code.startswith(OWN_CODES):
        raise _error(point, _reserved(page), _RENAME)
    for other in rules:
        if page.code == other.page.code:
            raise _error(point, _taken(page, other, Bilingual("code", "代码")), _RENAME)
        if page.name == other.page.name:
            raise _error(point, _taken(page, other, Bilingual("name", "名称")), _RENAME)


def in_words(error: BaseException) -> str:
    """Type and text of an exception on one line; of a page that is wrong, its keys."""
    if isinstance(error, ValidationError):
        slips = (
            f"{'.'.join(map(str, slip['loc'])) or error.title}: {slip['msg']}"
            for slip in error.errors(include_url=False)
        )
        return f"{error.title}: {'; '.join(slips)}"
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _own(point: metadata.EntryPoint, rule: object) -> Rule:
    if not isinstance(rule, Rule):
        kind = type(rule).__name__
        reason = Bilingual(
            f"its list holds a {kind}, which is no zhperf.rules.Rule",
            f"列表中的 {kind} 不是 zhperf.rules.Rule",
        )
        raise _error(point, reason)
    if not callable(rule.check):
        code = rule.page.code
        raise _error(
            point, Bilingual(f"its rule {code} has no function", f"其规则 {code} 没有检查函数")
        )
    return dataclasses.replace(rule, origin=_package(point))


def _no_list(kind: str) -> Bilingual:
    return Bilingual(
        f"must be a list of zhperf.rules.Rule, not a {kind}",
        f"应为 zhperf.rules.Rule 的列表，而不是 {kind}",
    )


def _reserved(page: RulePage) -> Bilingual:
    return Bilingual(
        f"its rule {page.code} {page.name} has a code that is kept for zhperf’s own rules "
        f"({OWN_CODES}…)",
        f"其规则 {page.code} {page.name} 使用了 zhperf 自身规则专用的代码（{OWN_CODES}…）",
    )


def _taken(page: RulePage, other: Rule, what: Bilingual) -> Bilingual:
    whose = f"{other.page.code} {other.page.name}"
    origin = other.origin or "zhperf"
    return Bilingual(
        f"the {what.en} of its rule {page.code} {page.name} is that of {whose} of {origin}",
        f"其规则 {page.code} {page.name} 的{what.zh}与 {origin} 的 {whose} 相同",
    )


def _package(point: metadata.EntryPoint) -> str:
    return point.dist.name if point.dist else "?"


def _error(point: metadata.EntryPoint, reason: Bilingual, fix: Bilingual = _REPAIR) -> PluginError:
    return PluginError(f"{_package(point)}: {point.name} = {point.value}", reason=reason, fix=fix)
