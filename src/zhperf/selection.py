"""Which rules run: from the codes, beginnings of codes and names that a user writes.

As in ruff, the more specific counts: a code or a name before a beginning of codes, a longer
beginning before a shorter one, and ALL last.  Where the same is selected and ignored, it is
ignored.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from zhperf.checksettings import Ignored
from zhperf.errors import Bilingual, UsageError
from zhperf.globs import matches
from zhperf.tomlfile import nearest, unlike

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from zhperf.checksettings import FileIgnores
    from zhperf.rulebook import RulePage, Severity

ALL = "ALL"
"""Stands for every rule that there is."""
_WHOLE = 1000
"""Rank of a code or name, above the length of any beginning."""
_BEGINNING = re.compile(r"([A-Z]{2,8})[0-9]{0,2}")
_LETTERS = re.compile(r"[A-Z]+")
_LOOKALIKES = str.maketrans("OIL", "011")
"""Letters that are typed for digits."""
_RULE = Bilingual("rule", "规则")
_LISTED = Bilingual("zhperf rule lists all rules", "zhperf rule 列出全部规则")


class Selection(NamedTuple):
    """Rules that run, and those that the user left out."""

    codes: frozenset[str]
    ignored: Mapping[str, str | None]
    """By code in order, with the reason that was given: what would run if it were not ignored."""

    def without(self, ignored: Iterable[Ignored], pages: Mapping[str, RulePage]) -> Selection:
        """The selection for a source that leaves out more rules; these are left out in any case.

        Raises:
            UsageError: There is no such rule.
        """
        more = {
            code: one.reason
            for one in ignored
            for code in matching(one.token, pages)
            if code in self.codes
        }
        return Selection(self.codes - set(more), {**self.ignored, **more})


def resolve(
    select: Sequence[str] | None, ignore: Sequence[Ignored], pages: Mapping[str, RulePage]
) -> Selection:
    """Which rules run.

    Args:
        select: Codes, beginnings of codes, names, or ALL; None: the rules that run by default.
        ignore: The same, left out.
        pages: All rules by code in order.

    Raises:
        UsageError: There is no such rule, or there is none any more.
    """
    chosen = _ranked(select, pages)
    if select is None:
        chosen = {code: 0 for code, page in pages.items() if page.default and _is_alive(page)}
    left_out: dict[str, tuple[int, str | None]] = {}
    for one in ignore:
        for code, rank in _ranked([one.token], pages).items():
            if rank >= left_out.get(code, (0, None))[0]:
                left_out[code] = rank, one.reason
    ignored = {
        code: left_out[code][1]
        for code in pages
        if code in chosen and code in left_out and left_out[code][0] >= chosen[code]
    }
    return Selection(frozenset(chosen) - set(ignored), ignored)


def require_rules(selection: Selection) -> None:
    """Check that there is something to check.

    Raises:
        UsageError: There is not: a run without rules would look like reports without faults.
    """
    if selection.codes:
        return
    raise UsageError(
        reason=Bilingual("no rule is left to run", "没有可运行的规则"),
        fix=Bilingual(
            "select more or ignore less; zhperf config shows what is selected and ignored",
            "请增加选用或减少忽略的规则；zhperf config 显示选用和忽略的规则",
        ),
    )


def severities(given: Mapping[str, Severity], pages: Mapping[str, RulePage]) -> dict[str, Severity]:
    """The severities that the user gives, by code.

    Args:
        given: By code, beginning of codes, name, or ALL; the more specific counts.
        pages: All rules by code.

    Raises:
        UsageError: There is no such rule.
    """
    found: dict[str, tuple[int, Severity]] = {}
    for token, severity in given.items():
        for code, rank in _ranked([token], pages).items():
            if rank >= found.get(code, (0, severity))[0]:
                found[code] = rank, severity
    return {code: found[code][1] for code in pages if code in found}


def file_ignores(settings: Iterable[FileIgnores], source: str) -> list[Ignored]:
    """What is left out for a source.

    Args:
        settings: The globs.
        source: Path as the user named it.
    """
    path = Path(source).absolute()
    return [
        ignored
        for one in settings
        if matches(one.glob, path, Path(one.folder).absolute())
        for ignored in one.ignored
    ]


def matching(token: str, pages: Mapping[str, RulePage]) -> list[str]:
    """The codes that a code, a beginning of codes, a name or ALL stands for, in order.

    Raises:
        UsageError: There is no such rule, or there is none any more.
    """
    named = [code for code, page in pages.items() if token in (code, page.name)]
    for code in named:
        if not _is_alive(pages[code]):
            raise _removed(token, pages[code])
    found = named or [
        code for code, page in pages.items() if _begins(code, token) and _is_alive(page)
    ]
    if not found:
        raise _unknown(token, pages)
    return found


def _ranked(tokens: Iterable[str] | None, pages: Mapping[str, RulePage]) -> dict[str, int]:
    """By code: how specific the most specific token is that stands for it."""
    ranks: dict[str, int] = {}
    for token in tokens or ():
        for code in matching(token, pages):
            ranks[code] = max(ranks.get(code, 0), _rank(token, code, pages[code]))
    return ranks


def _rank(token: str, code: str, page: RulePage) -> int:
    if token in (code, page.name):
        return _WHOLE
    return 1 if token == ALL else 1 + len(token)


def _begins(code: str, token: str) -> bool:
    """Whether a code begins so; letters count as a whole: DL is no beginning of DLX001."""
    if token == ALL:
        return True
    found = _BEGINNING.fullmatch(token)
    letters = _LETTERS.match(code)
    return bool(found and letters and found[1] == letters[0] and code.startswith(token))


def _is_alive(page: RulePage) -> bool:
    return page.status != "removed"


def _removed(token: str, page: RulePage) -> UsageError:
    shown = page.code if token == page.code else f"{page.code} {page.name}"
    return UsageError(
        reason=Bilingual(f"the rule {shown} was removed", f"规则 {shown} 已取消"),
        fix=Bilingual(
            f"leave it out; zhperf rule {page.code} tells why",
            f"请删去该规则；原因见 zhperf rule {page.code}",
        ),
    )


def _unknown(token: str, pages: Mapping[str, RulePage]) -> UsageError:
    alive = [page for page in pages.values() if _is_alive(page)]
    known = [ALL, *(page.code for page in alive), *(page.name for page in alive)]
    meant = _without_lookalikes(token.upper())
    near = meant if meant in known else nearest(token, known)
    return UsageError(reason=unlike(_RULE, token, near), fix=_LISTED)


def _without_lookalikes(token: str) -> str:
    """A code with digits where its number begins: ZP701 for ZP7O1."""
    letters = re.match(r"[A-Z]+(?=[0-9])", token)
    start = letters.end() if letters else len(token)
    return token[:start] + token[start:].translate(_LOOKALIKES)
