"""Findings of the reading stage."""

from __future__ import annotations

from string import Formatter

import pytest

from zhperf.errors import Bilingual
from zhperf.findings import READING_RULES, reading_finding
from zhperf.report import Location

PLACE = Location(path="report.pdf", page=3)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", READING_RULES)
def test_both_languages_tell_the_same(code: str) -> None:
    rule = READING_RULES[code]
    for text in (rule.message, rule.help):
        assert fields(text.en) == fields(text.zh)
    assert rule.message.en
    assert rule.help.en
    assert rule.help.zh


def test_names_are_slugs_of_their_own() -> None:
    names = [rule.name for rule in READING_RULES.values()]
    assert len(names) == len(set(names))
    assert all(name == name.lower().replace(" ", "-") for name in names)
    assert all(code == rule.code for code, rule in READING_RULES.items())


def test_a_finding_in_english() -> None:
    finding = reading_finding("ZP103", PLACE, "en", page=3)
    assert (finding.code, finding.name, finding.severity) == ("ZP103", "no-text-layer", "warning")
    assert finding.message == "page 3 has images but no text; it was not read"
    assert finding.location == PLACE
    assert finding.value is None


def test_a_finding_in_chinese() -> None:
    finding = reading_finding("ZP103", PLACE, "zh", page=3, value="甲")
    assert finding.message == "第 3 页只有图像没有文字，未读取"
    assert finding.help == (
        "请安装文字识别组件（--engine auto 会自动使用）：pip install 'zhperf[ocr]'；"
        "或先加文字层：ocrmypdf -l chi_sim"
    )
    assert finding.value == "甲"


def test_values_may_have_braces_and_two_languages() -> None:
    reason = Bilingual("{page} broken", "{page} 损坏")
    assert reading_finding("ZP101", PLACE, "en", reason=reason).message == "{page} broken"
    assert reading_finding("ZP101", PLACE, "zh", reason=reason).message == "{page} 损坏"


def test_no_rule_no_finding() -> None:
    with pytest.raises(KeyError):
        reading_finding("ZP999", PLACE, "en")
