"""What a cell of deviations says."""

from __future__ import annotations

import pytest

from zhperf.deviations import has_measures, statement
from zhperf.profiles import Words, builtin_profiles


@pytest.fixture
def words() -> Words:
    return builtin_profiles()["default"].words


@pytest.mark.parametrize("text", [None, "", " ", "-", "——", "/", "。"])
def test_a_mark_or_nothing_is_blank(text: str | None, words: Words) -> None:
    assert statement(text, words) == "blank"


@pytest.mark.parametrize(
    "text",
    [
        "无", "无。", "无偏差", "无 偏 差", "无明显偏差", "不存在偏差", "0", "０％", "偏差率：0",
        "按照计划完成",
        "已按计划完成", "全部完成", "完成年度绩效目标", "达到预期目标", "按进度完成", "正常",
        "超额完成任务",
        "原因分析：无", "无偏差；无", "已完成，无偏差", "偏差原因：无。改进措施：无",
    ],
)  # fmt: skip
def test_nothing_deviates(text: str, words: Words) -> None:
    assert statement(text, words) == "none"


@pytest.mark.parametrize(
    "text",
    [
        "未完成", "未完成。", "尚未完成", "部分完成", "只完成部分", "未能按期完成",
        "未达到预期目标", "没有完成", "不达标",
        "存在偏差", "进行中", "正在推进", "未开展", "未完成；无",
    ],
)  # fmt: skip
def test_only_a_status(text: str, words: Words) -> None:
    assert statement(text, words) == "unfinished"


@pytest.mark.parametrize(
    "text",
    [
        "因资金未到位，未完成", "未完成，资金未到位", "申请人减少", "无参训人员",
        "没有轮换、动用库存",
        "无法开展", "已完工，剩余尾款未付", "基本完成", "不适用", "完成80%", "0.5", "10",
    ],
)  # fmt: skip
def test_anything_else_is_a_reason(text: str, words: Words) -> None:
    assert statement(text, words) == "reason"


def test_words_are_those_of_the_profile(words: Words) -> None:
    own = words.model_copy(update={"no_deviation": ("一切照旧",), "unfinished": ()})
    assert statement("一切照旧", own) == "none"
    assert statement("无偏差", own) == "reason"
    assert statement("未完成", own) == "reason"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("疫情影响，下一步将加大力度", True),
        ("高峰车流大，增设引导屏", True),
        ("申请人减少", False),
        ("未及时拨付，计划变更", False),
        (None, False),
    ],
)
def test_measures(text: str | None, named: bool, words: Words) -> None:
    assert has_measures(text, words) is named
