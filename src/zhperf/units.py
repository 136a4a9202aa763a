"""Units and magnitudes: how they are printed, in a cell and in the unit column."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from zhperf import valuewords as words

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


def _alternatives(names: tuple[str, ...]) -> str:
    return "|".join(re.escape(name) for name in sorted(set(names), key=len, reverse=True))


HAN_UNITS: Final = (
    *words.CLASSIFIERS, *words.PHRASES, *words.NOUNS, *words.MEASURES, *words.TIMES, *words.MONEY,
    *words.AGES,
)  # fmt: skip
SINGLE: Final = (
    f"(?:{_alternatives((*HAN_UNITS, *words.PERCENTS, *PLAIN_NAMES))}"
    rf"|(?:{_alternatives(words.LATIN_UNITS)})(?![A-Za-z0-9²³]))"
)
"""One unit, the longest first."""
_BELOW: Final = rf"(?:{MAGNITUDE}?{SINGLE}|[\u4e00-\u9fff]{{1,4}}(?![\u4e00-\u9fff]))"
"""What stands under the line of a rate; at the end of a text any short word may."""
UNIT: Final = (
    rf"(?:{SINGLE}(?:[（(](?![%‰]){SINGLE}[)）])?(?:/{_BELOW}(?:[·.*/、]{_BELOW}){{0,2}})?"
    rf"|(?<=[万亿千百])/{SINGLE})"
)
"""A unit with its bracketed second name (台（套）) or as a rate (元/人·月)."""

SIMPLE: Final = frozenset((*HAN_UNITS, "%", "‰", "百分点")) - {
    "年", "月", "日", "字", *words.AGES,
}  # fmt: skip
"""Units that directly after a number leave no doubt; 2024年 and 12月 may be dates."""


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
_COLUMN = re.compile(rf"(?P<magnitude>{MAGNITUDE}|百(?=$))?(?P<name>.*)", re.DOTALL)
_BRACKETED = re.compile(r"[(（]([^()（）]*)[)）]", re.DOTALL)
_SPACES = re.compile(r"\s+")


def unit_name(printed: str) -> str:
    """The name of a printed unit."""
    return PLAIN_NAMES.get(printed, printed)


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
    found = _COLUMN.fullmatch(text)
    if found is None or found["magnitude"] is None:
        return ColumnUnit(unit_name(text) or None)
    return ColumnUnit(unit_name(found["name"]) or None, found["magnitude"])
