"""Whether two printed units may count the same thing: 台（套） and 套, 元/人·月 and 元, 场 and 次.

`zhperf.measures` tells which numbers can be computed with; this is about what nobody would object
to, where a completion is filled in beside a target.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from zhperf import valuewords as words
from zhperf.measures import canonical, factor
from zhperf.once import per_text
from zhperf.units import MAGNITUDE, is_unit
from zhperf.valuetext import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_PARTING = re.compile(r"[/·、()（）]|或")
_MAGNITUDE = re.compile(MAGNITUDE)
_MEASURED: Final = frozenset(
    canonical(name) for name in (*words.MEASURES, *words.MONEY, *words.LATIN_UNITS)
)
_TIMES: Final = frozenset(canonical(name) for name in (*words.TIMES, *words.PERIODS))
_COUNTING_ANYTHING: Final = "个"
_EACH_TIME: Final = "次"
"""人次 and 人, 家次 and 家: how often each was counted is not to be told from the word."""
_MULTIPLE: Final = "倍"
"""1.2倍 and 120% say the same."""


@per_text
def is_share(unit: str) -> bool:
    """Whether a unit tells a share, which a percentage answers."""
    plain = fold(unit)
    return any(mark in plain for mark in ("%", "‰", "百分", _MULTIPLE))


@per_text
def unit_names(unit: str) -> tuple[str, ...]:
    """What a printed unit counts in: 篇/个 in either, 元/亩 and 期/年 in their first name only."""
    parts = (part.strip() for part in _PARTING.split(fold(unit)))
    # 万元 is counted in 元; 万 alone in nothing.
    names = [name for part in parts if (name := _counted(_without_magnitude(part)))]
    if len(names) > 1 and (names[0] in _MEASURED or names[1] in _TIMES):
        return (names[0],)
    return tuple(names)


def _counted(name: str) -> str | None:
    """The unit by one of its names; 个村 and 个项目 are counted in 个."""
    known = canonical(name)
    named_thing = name.startswith(_COUNTING_ANYTHING) and not is_unit(name)
    return _COUNTING_ANYTHING if named_thing else known


def _without_magnitude(part: str) -> str:
    found = _MAGNITUDE.match(part)
    return part[found.end() :] if found else part


@per_text
def may_be_alike(unit: str, other: str, groups: tuple[str, ...]) -> bool:
    """Whether a number in one unit can answer a target in the other.

    Args:
        unit: As printed.
        other: As printed.
        groups: Units that are used for one another, parted by spaces.
    """
    names, others = unit_names(unit), unit_names(other)
    if not all(map(is_unit, (*names, *others))):
        # What else a unit's column holds may mean anything.
        return True
    together = _used_for_one_another(groups)
    return any(_alike(one, two, together) for one in names for two in others)


@per_text
def are_counts(unit: str, other: str) -> bool:
    """Whether two units are measure words: how many, and not how long, how heavy or how dear."""
    names = (*unit_names(unit), *unit_names(other))
    return not any(name in _MEASURED or name in _TIMES for name in names)


@lru_cache(maxsize=64)
def _used_for_one_another(groups: tuple[str, ...]) -> tuple[frozenset[str | None], ...]:
    return tuple(frozenset(map(canonical, group.split())) for group in groups)


def _alike(one: str, two: str, groups: Iterable[frozenset[str | None]]) -> bool:
    return any(_same(a, b, groups) for a in _bases(one) for b in _bases(two))


def _bases(name: str) -> tuple[str, ...]:
    """A measure word, and what it counts the times of: 人次 and 人."""
    base = name.removesuffix(_EACH_TIME)
    return (name,) if base in (name, "") or name in _TIMES else (name, base)


def _same(one: str, two: str, groups: Iterable[frozenset[str | None]]) -> bool:
    if factor(one, two) or factor(two, one) or (one in _TIMES and two in _TIMES):
        return True
    if _COUNTING_ANYTHING in (one, two) and not {one, two} & (_MEASURED | _TIMES):
        return True
    if _EACH_TIME in (one, two) and one.endswith(_EACH_TIME) and two.endswith(_EACH_TIME):
        return True
    return any(one in group and two in group for group in groups)
