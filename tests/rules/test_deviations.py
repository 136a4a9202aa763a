"""What a cell of deviations says."""

from __future__ import annotations

import pytest

from zhperf.deviations import has_measures, statement
from zhperf.profiles import Words, builtin_profiles
from zhperf.statedreasons import gives_measures, is_reason


@pytest.fixture
def words() -> Words:
    return builtin_profiles()["default"].words


@pytest.mark.parametrize(
    "text", [None, "", " ", "-", "——", "————", "/", "。", "不适用", "不涉及", "N/A"]
)
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
        "0.00%", "0.0", "偏差率0.00%", "-无偏差", "1.偏差原因：无；2.改进措施：无",
        "无偏差无改进措施", "符合预期", "无需改进", "无，继续保持", "基本一致", "无；不适用",
    ],
)  # fmt: skip
def test_nothing_deviates(text: str, words: Words) -> None:
    assert statement(text, words) == "none"


@pytest.mark.parametrize(
    "text",
    [
        "未完成", "未完成。", "尚未完成", "部分完成", "只完成部分",
        "未达到预期目标", "没有完成", "不达标",
        "进行中", "正在推进", "未开展", "未完成；无", "未完成全年目标任务", "未完成该项任务",
    ],
)  # fmt: skip
def test_only_a_status(text: str, words: Words) -> None:
    assert statement(text, words) == "unfinished"


@pytest.mark.parametrize(
    "text",
    [
        "存在偏差", "有偏差", "略有偏差", "偏差较大", "负偏差", "偏差率20%", "-20%", "+5%",
        "0.5", "10",
        "未能按期完成", "未按期完成", "未按时完成任务", "未如期完成", "未按计划完成", "无；-20%",
    ],
)  # fmt: skip
def test_something_deviates_and_no_word_why(text: str, words: Words) -> None:
    assert statement(text, words) == "deviating"
    assert not is_reason(text, words)


@pytest.mark.parametrize(
    "text",
    [
        "因资金未到位，未完成", "未完成，资金未到位", "申请人减少", "无参训人员",
        "没有轮换、动用库存",
        "无法开展", "已完工，剩余尾款未付", "基本完成", "完成80%", "COVID-19", "2.因资金未到位",
    ],
)  # fmt: skip
def test_anything_else_is_a_reason(text: str, words: Words) -> None:
    assert statement(text, words) == "reason"


def test_words_are_those_of_the_profile(words: Words) -> None:
    lists = {"no_deviation": ("一切照旧",), "unfinished": (), "deviating": ()}
    own = words.model_copy(update=lists)
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


def test_a_filling_instruction_is_no_reason(words: Words) -> None:
    assert is_reason("资金未到位", words)
    assert not is_reason("未达到90%的需说明原因（100字以内）", words)


@pytest.mark.parametrize(
    ("label", "text", "given"),
    [
        ("改进措施", "下年补办", True),
        ("纠偏措施", "补办2场", True),
        ("改进措施", "无", False),
        ("偏差原因分析及改进措施", "受疫情影响", False),
        ("偏差原因分析及改进措施", "受疫情影响，下一步加强统筹", True),
        ("存在问题", "进度滞后，今后加快进度", True),
        ("备注", "今后加快进度", False),
    ],
)
def test_labelled_measures(label: str, text: str, given: bool, words: Words) -> None:
    assert gives_measures(label, text, words) is given
