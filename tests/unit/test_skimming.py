"""Which pages need not be read."""

from __future__ import annotations

import pytest

from zhperf.skimming import Skimmer
from zhperf.templates import builtin_templates

PROSE = (
    "第三部分 名词解释\r\n一般公共预算财政拨款收入，是指财政当年拨付的资金。\r\n"
    "年末结转和结余，是指单位按有关规定结转到下年继续使用的资金；个别指标设置不够细化。"
)
SKIMMER = Skimmer(builtin_templates())


@pytest.mark.parametrize("line", ["", "（2024 年度）", "项目支出绩效自评表", "完成了目标任务"])
def test_prose(line: str) -> None:
    """A heading at its foot is read when the next page begins with a table."""
    assert SKIMMER.is_prose(f"{PROSE}\r\n{line}")


@pytest.mark.parametrize(
    "line",
    [
        "一级指标 二级指标 三级指标",
        "指标名称 年度指标值 得分",
        "一 级 指 标   全 年 完 成 值",
        "一级 二级 三级 年度 \r\n指标 指标 指标",
        "已完成指标：",
        "\ue003\ue004\ue005",
        "ЖЊЋ",
        "\ufffd",
        "\x02\x03",
    ],
)
def test_what_may_matter_is_read(line: str) -> None:
    """A form without borders, a list of indicators, a font that lies."""
    assert not SKIMMER.is_prose(f"{PROSE}\r\n{line}")


@pytest.mark.parametrize("text", ["", "— 3 —", "扫描件的页码 3", "本页无正文" * 20])
def test_little_text_is_read(text: str) -> None:
    assert not SKIMMER.is_prose(text)
