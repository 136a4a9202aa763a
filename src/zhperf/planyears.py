"""Years of a plan that are not those of its heading, in tasks, names and targets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from zhperf.mentions import years
from zhperf.once import per_text

if TYPE_CHECKING:
    from zhperf.profiles import Words
    from zhperf.rulebook import Severity

_HISTORY = re.compile(r"[0-9]{1,2}月|年?[初末]|[春夏秋冬汛]|[上下]半年|第?[一二三四1-4]季度")
"""Behind a year: when something happened, or what it is for."""
_DEADLINE = re.compile(
    r"20[0-9]{2}年度?(?=.*[月底末前内完])(?:[0-9]{1,2}月(?:[0-9]{1,2}日|[初底末]|[上中下]旬)?|年?[底末])?"
    r"(?:之?前|以前|内)?(?:全部|按时|按期)?(?:完成|完工)?"
)
"""A clause that is a bare date of completion."""


class OtherYear(NamedTuple):
    """A year that is not the heading's."""

    year: int
    severity: Severity | None
    """None where the text surely promises something in that year; a warning where it may name it
    with reason."""


def other_year(
    text: str | None, heading: int, words: Words, *, later: bool = True
) -> OtherYear | None:
    """The first year of a text that is not the heading's; None beside the heading's own.

    Args:
        text: A task, a name, or a target.
        heading: The year of the form.
        words: Of the profile: `other_years`.
        later: Whether years after the heading's count: targets may lie ahead.
    """
    return _other_year(text or "", heading, words.other_years, later)


@per_text
def _other_year(text: str, heading: int, told: tuple[str, ...], later: bool) -> OtherYear | None:
    named = tuple(years(text))
    if any(year == heading for year, _, _ in named):
        return None
    for year, clause, behind in named:
        if any(word in clause for word in told):
            continue
        # A target with a month is a deadline.
        if later and _HISTORY.match(behind):
            continue
        if year < heading or later:
            return OtherYear(year, None if _is_promise(clause, behind) else "warning")
    return None


def _is_promise(clause: str, behind: str) -> bool:
    """Whether a clause says that something is to be done in its year: 完成2023年度创建任务."""
    if behind.startswith("度") and "完成" in clause:
        return True
    return _DEADLINE.fullmatch(clause) is not None
