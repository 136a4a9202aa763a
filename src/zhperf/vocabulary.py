"""Words that performance forms print everywhere, whatever the family.

Sources: the published forms of 17 provinces and cities; Ministry of Finance 财预〔2021〕101号.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NOISE = re.compile(r"[\s:：()（）\[\]【】、,，/]+")


_YEAR = re.compile(r"((?:19|20)\d\d)\s*年(?!\s*\d{1,2}\s*月)")
"""A year that is no part of a date."""
_CHINESE_YEAR = re.compile(
    r"(二[〇○零一二三四五六七八九]{3})\s*年(?!\s*[一二三四五六七八九十]{1,2}\s*月)"
)
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


_NUMBERING = re.compile(
    r"^(?:[*★☆▲△●○]|[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．](?!\d))+"
)
"""What forms print before a label; a decimal point is none."""
_ADDITION = re.compile(r"(?:[:：]|[(（\[【][^()（）\[\]【】]*[)）\]】])$")
"""What forms print after a label: unit, points, filling instruction, colon."""


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Text for comparing labels: NFKC, without white space, brackets and separators."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=4096)
def label_key(text: str) -> str:
    """A label without its numbering, bracketed addition and colon, as `plain` text.

    "1.指标权重（分）" is 指标权重, "产出指标(50分)" is 产出指标, "*主管部门：" is 主管部门.
    """
    words = unicodedata.normalize("NFKC", text)
    words = _NUMBERING.sub("", "".join(words.split()))
    shorter = _ADDITION.sub("", words)
    while shorter != words and shorter:
        words, shorter = shorter, _ADDITION.sub("", shorter)
    return plain(words)


TITLE = re.compile(r"(自评|绩效|目标|评价|申报|情况|执行|监控).{0,12}表$")
"""Form headings, applied to `plain` text without a bracket at its end."""

_LAST_BRACKET = re.compile(r"[(（][^()（）]{0,20}[)）]\s*$")

LEVEL = re.compile(
    r"(产出|效益|满意度|成本|数量|质量|时效|进度|社会效益|经济效益|生态效益|可持续影响|服务对象满意度"
    r"|社会公众或服务对象满意度)(指标)?"
)
"""Labels of the first two levels, applied to `plain` text."""

_LEVEL_ORDER = ("产出", "效益", "满意")

VALUE = re.compile(r"[≥≤=<>＝≧≦＞＜]|定性|定量|无偏差|未完成|已完成|无|[≥≤=<>]?\d+(\.\d+)?%?")
"""Values of single cells that stand for themselves, applied to `plain` text."""


def level_restarts(above: str, below: str) -> bool:
    """Whether the first level begins again: forms print output, benefit, satisfaction."""
    before, after = plain(above)[:2], plain(below)[:2]
    return (
        before in _LEVEL_ORDER
        and after in _LEVEL_ORDER
        and _LEVEL_ORDER.index(after) < _LEVEL_ORDER.index(before)
    )


def is_title(text: str) -> bool:
    """Whether a line is the heading of a form."""
    words = plain(_LAST_BRACKET.sub("", text))
    return len(words) <= 40 and TITLE.search(words) is not None


def is_table_heading(text: str) -> bool:
    """Whether a line is the heading of a form or of any other table."""
    words = plain(_LAST_BRACKET.sub("", text))
    return is_title(text) or (2 < len(words) <= 40 and words.endswith("表"))


def is_level(text: str) -> bool:
    """Whether a text is a whole label of the first or second level."""
    return LEVEL.fullmatch(label_key(text)) is not None


_COUNTED = re.compile(
    r"(指标|目标)([0-9]{1,2}|[一二三四五六七八九十])[:：.、．]?.*|[.…。]{2,}", re.DOTALL
)
"""A name that the form begins itself (指标2：), or its mark for more rows (……)."""


def is_complete(text: str) -> bool:
    """Whether a value surely does not begin in the middle of another cell's text."""
    if _COUNTED.fullmatch(text):
        return True
    return is_level(text) or VALUE.fullmatch(plain(text)) is not None


def year_in(text: str) -> int | None:
    """The first year that a line prints, in Arabic or Chinese digits."""
    if found := _YEAR.search(text):
        return int(found[1])
    if found := _CHINESE_YEAR.search(text):
        return int(found[1].translate(_CHINESE_DIGITS))
    return None


_FIRST_LEVEL = re.compile(
    r"(产出|效益|满意度|成本|项目产出|项目效益|项目决策|项目管理|过程|决策|投入|成效|效率)(指标)?"
)
"""Labels of the first level, applied to `label_key` text."""


def is_first_level(text: str) -> bool:
    """Whether a text is a label of the first level."""
    return _FIRST_LEVEL.fullmatch(label_key(text)) is not None
