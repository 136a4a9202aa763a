"""Whether two printed units may count the same thing: 台（套） and 套, 元/人·月 and 元, 场 and 次.

`zhperf.measures` tells which numbers can be computed with; this is about what nobody would object
to, where a completion is filled in beside a target.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zhperf import valuewords as words
from zhperf.measures import canonical, factor
from zhperf.valuetext import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_PARTING = re.compile(r"[/·、()（）]|或")
_MEASURED: Final = frozenset(
    canonical(name) for name in (*words.MEASURES, *words.MONEY, *words.LATIN_UNITS)
)
_TIMES: Final = frozenset(canonical(name) for name in (*words.TIMES, *words.PERIODS))
_COUNTING_ANYTHING: Final = "个"
_MULTIPLE: Final = "倍"
"""1.2倍 and 120% say the same."""


def is_share(unit: str) -> bool:
    """Whether a unit tells a share, which a percentage answers."""
    plain = fold(unit)
    return any(mark in plain for mark in ("%", "‰", "百分", _MULTIPLE))


def unit_names(unit: str) -> tuple[str, ...]:
    """What a printed unit counts in: 篇/个 in either, 元/亩 and 期/年 in their first name only."""
    names = [name for part in _PARTING.split(fold(unit)) if (name := canonical(part.strip()))]
    if len(names) > 1 and (names[0] in _MEASURED or names[1] in _TIMES):
        return (names[0],)
    return tuple(names)


def may_be_alike(unit: str, other: str, groups: Iterable[str]) -> bool:
    """Whether a number in one unit can answer a target in the other.

    Args:
        unit: As printed.
        other: As printed.
        groups: Units that are used for one another, parted by spaces.
    """
    together = [frozenset(map(canonical, group.split())) for group in groups]
    return any(_alike(one, two, together) for one in unit_names(unit) for two in unit_names(other))


def _alike(one: str, two: str, groups: Iterable[frozenset[str | None]]) -> bool:
    if factor(one, two) or factor(two, one) or (one in _TIMES and two in _TIMES):
        return True
    if _COUNTING_ANYTHING in (one, two) and not {one, two} & (_MEASURED | _TIMES):
        return True
    return any(one in group and two in group for group in groups)
