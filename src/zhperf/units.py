"""Units and magnitudes: how they are printed, in a cell and in the unit column."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from zhperf import valuewords as words
from zhperf.once import per_text

MAGNITUDES: Final = {
    "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10,
    "千亿": 11, "万亿": 12,
}  # fmt: skip
"""Printed magnitudes, as powers of ten."""
MAGNITUDE: Final = (
    r"(?:万亿|[十百千]?[万亿]|千(?!米|克|瓦|卡|伏|帕|焦|字节|乏|分之)|百(?!分)(?=[\u4e00-\u9fff]))"
)
"""A magnitude; 千米, 千克 and 百分点 are units."""

PLAIN_NAMES: Final = {
    "百分比": "%",
    **{
        f"个{name}": name
        for name in ("工作日", "自然日", "百分点", "小时", "季度", "学期", "学年", "星期", "百分比")
    },
    "个百分比": "%",
}
"""Units that are told by another name: 3个工作日 are 3 工作日."""


def one_of(names: set[str]) -> str:
    """A pattern for the longest of several words, as a tree of their characters.

    A plain list of alternatives takes ten times as long to compile.
    """
    rests: dict[str, set[str]] = {}
    for name in names:
        if name:
            rests.setdefault(name[0], set()).add(name[1:])
    last = [sign for sign, others in rests.items() if others == {""}]
    branches = [re.escape(sign) + one_of(others) for sign, others in rests.items() if any(others)]
    if last:
        branches.append(f"[{re.escape(''.join(last))}]")
    return f"(?:{'|'.join(branches)})" + ("?" if "" in names else "")


HAN_UNITS: Final = (
    *words.CLASSIFIERS, *words.PHRASES, *words.NOUNS, *words.MEASURES, *words.TIMES, *words.MONEY,
    *words.AGES,
)  # fmt: skip
SINGLE: Final = (
    f"(?:{one_of({*HAN_UNITS, *words.PERCENTS, *PLAIN_NAMES})}"
    rf"|{one_of(set(words.LATIN_UNITS))}(?![A-Za-z0-9²³]))"
)
"""One unit, the longest first."""
SECOND_NAME: Final = f"[（(][{''.join(words.CLASSIFIERS)}]{{1,2}}[)）]"
"""台（套）: the same thing under another name."""
_BELOW: Final = rf"(?:{MAGNITUDE}?{SINGLE}|[\u4e00-\u9fff]{{1,4}}(?![\u4e00-\u9fff]))"
"""What stands under the line of a rate; at the end of a text any short word may."""
UNIT: Final = (
    rf"(?:{SINGLE}(?:{SECOND_NAME})?|(?<=[万亿千百])(?=/))(?:(?=/)(?:[/·.*]{_BELOW}){{1,3}})?"
)
"""A unit with its second name or as a rate (元/人·月, and /月 in 万/月)."""

SIMPLE: Final = frozenset((*HAN_UNITS, "%", "‰", "百分点")) - {
    "年", "月", "日", "字", *words.AGES,
}  # fmt: skip
"""Units that directly after a number leave no doubt; 2024年 and 12月 may be dates."""

DATE_UNITS: Final = frozenset((*words.TIMES, "年月", "年月日", "日期", "时间"))
"""Units beside which 2024.06 may be a date."""


class ColumnUnit(NamedTuple):
    """What a unit column says."""

    name: str | None
    """None where it is empty or holds a magnitude only."""
    magnitude: str | None = None

    @property
    def scale(self) -> int:
        """Powers of ten."""
        return MAGNITUDES[self.magnitude] if self.magnitude else 0


NO_UNIT: Final = ColumnUnit(None)
_COLUMN_NAMES: Final = dict.fromkeys(("百分之", "百分率", "百分数"), "%")
"""Words for a unit that only its own column uses."""
_KNOWN: Final = frozenset((*HAN_UNITS, *words.PERCENTS, *words.LATIN_UNITS, *PLAIN_NAMES))
_MAGNITUDE = re.compile(rf"^{MAGNITUDE}")
_COLUMN = re.compile(rf"(?P<magnitude>{MAGNITUDE}|百(?=$))?(?P<name>.*)", re.DOTALL)
_BRACKETED = re.compile(r"[(（]([^()（）]*)[)）]", re.DOTALL)
_SPACES = re.compile(r"\s+")


def unit_name(printed: str) -> str:
    """The name of a printed unit."""
    return PLAIN_NAMES.get(printed) or printed.replace("/每", "/")


def is_unit(text: str) -> bool:
    """Whether a text is the name of one unit, with a magnitude or without."""
    return (_MAGNITUDE.sub("", text, count=1) or text) in _KNOWN


@per_text
def column_unit(folded: str) -> ColumnUnit:
    """Read the text of a unit column.

    Args:
        folded: The text after `zhperf.valuetext.fold`.
    """
    text = _SPACES.sub("", folded)
    if text in words.EMPTY:
        return NO_UNIT
    if found := _BRACKETED.fullmatch(text):
        text = found[1]
    text = _COLUMN_NAMES.get(text, text)
    found = _COLUMN.fullmatch(text)
    if found is None or found["magnitude"] is None:
        return ColumnUnit(unit_name(text) or None)
    return ColumnUnit(unit_name(found["name"]) or None, found["magnitude"])
