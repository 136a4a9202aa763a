"""Which pages need not be read."""

from __future__ import annotations

import pytest

from zhperf.skimming import is_prose

PROSE = (
    "第三部分 名词解释\r\n一般公共预算财政拨款收入，是指财政当年拨付的资金。\r\n"
    "年末结转和结余，是指单位按有关规定结转到下年继续使用的资金。"
)


def test_prose() -> None:
    assert is_prose(PROSE)


@pytest.mark.parametrize(
    "line",
    [
        "项目支出绩效自评表",
        "一般公共预算财政拨款支出决算表（单位：万元）",
        "（2024 年度）",
        "二〇二四年度",
        "一级指标 二级指标 三级指标",
        "\ue003\ue004\ue005",
        "ЖЊЋ",
        "\ufffd",
        "\x02\x03",
    ],
)
def test_what_may_matter_is_read(line: str) -> None:
    """A heading or year of the next page's form, a form without borders, a font that lies."""
    assert not is_prose(f"{PROSE}\r\n{line}")


@pytest.mark.parametrize("text", ["", "— 3 —", "扫描件的页码 3", "本页无正文" * 20])
def test_little_text_is_read(text: str) -> None:
    assert not is_prose(text)


def test_a_year_in_a_sentence_does_not_matter() -> None:
    sentence = "2024年度，本部门共有预算单位三个，实有人员编制一百二十名，较上年减少五名，主要原因是人员退休和机构调整等。"
    assert is_prose(f"{PROSE}\r\n{sentence}")
