"""Words that performance forms print everywhere, whatever the family.

Sources: the published forms of 17 provinces and cities; Ministry of Finance 财预〔2021〕101号.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NOISE = re.compile(r"[\s:：()（）\[\]【】、,，/]+")


_YEAR = re.compile(r"((?:19|20)\d\d)\s*年")
_CHINESE_YEAR = re.compile(r"(二[〇○零一二三四五六七八九]{3})\s*年")
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Text for comparing labels: NFKC, without white space, brackets and separators."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text))


HEADER_WORDS = frozenset(
    plain(word)
    for word in [
        "活动",
        "任务",
        "活动名称",
        "任务名称",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标性质",
        "指标值",
        "度量单位",
        "计量单位",
        "单位",
        "全年完成值",
        "实际完成值",
        "完成值",
        "全年实际值",
        "实际值",
        "年度指标值",
        "年初目标值",
        "年初指标值",
        "目标值",
        "计划值",
        "偏差原因和改进措施",
        "偏差原因及改进措施",
        "偏差原因分析及改进措施",
        "未完成原因",
        "未完成原因分析",
        "未完成原因和改进措施",
        "未完成原因及改进措施",
        "未完成原因分析及改进措施",
        "偏差原因",
        "改进措施",
        "分值",
        "权重",
        "得分",
        "自评得分",
        "备注",
        "说明",
        "指标名称",
        "绩效指标",
        "评分标准",
        "指标解释",
        "指标内容",
    ]
)
"""Column headers, as `plain` gives them."""

STUB_WORDS = frozenset(
    plain(word)
    for word in [
        "活动",
        "任务",
        "活动名称",
        "任务名称",
        "部门活动",
        "工作活动",
        "工作任务",
        "主要任务",
        "任务内容",
        "一级指标",
        "二级指标",
    ]
)
"""Headers of the columns whose cells are merged over the indicators that they group."""

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


def is_header_row(texts: list[str]) -> bool:
    """Whether most cells of a row print column headers (at least three)."""
    words = [plain(text) for text in texts if text]
    known = sum(word in HEADER_WORDS for word in words)
    return known >= 3 and known * 2 > len(words)


def is_stub_header(text: str) -> bool:
    """Whether a header names a column that groups indicators."""
    return plain(text) in STUB_WORDS


def is_level_header(text: str) -> bool:
    """Whether a header names the column of the first or second level."""
    return plain(text) in ("一级指标", "二级指标")


def is_name_header(text: str) -> bool:
    """Whether a header names the column with the indicators' names."""
    return plain(text) in ("三级指标", "指标名称", "指标内容")


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


def is_level(text: str) -> bool:
    """Whether a text is a whole label of the first or second level."""
    return LEVEL.fullmatch(plain(text)) is not None


def is_complete(text: str) -> bool:
    """Whether a value surely does not begin in the middle of another cell's text."""
    return is_level(text) or VALUE.fullmatch(plain(text)) is not None


def year_in(text: str) -> int | None:
    """The first year that a line prints, in Arabic or Chinese digits."""
    if found := _YEAR.search(text):
        return int(found[1])
    if found := _CHINESE_YEAR.search(text):
        return int(found[1].translate(_CHINESE_DIGITS))
    return None
