"""Units that may count the same thing."""

from __future__ import annotations

import pytest

from zhperf.likeunits import are_counts, is_share, may_be_alike, unit_names
from zhperf.profiles import builtin_profiles

GROUPS = ("次 场", "台 套")


@pytest.mark.parametrize(
    ("unit", "other"),
    [
        ("场", "场"), ("场", "次"), ("台（套）", "套"), ("公里", "米"), ("元/人·月", "元"),
        ("期/年", "期"), ("篇/个", "篇"), ("人", "个"), ("个村", "个"), ("工作日", "天"),
        ("万元", "元"), ("人", "名"),
        ("什么", "场"), ("人", "人次"), ("家", "家次"), ("台次", "次"), ("人日", "人天"),
        ("微克/立方米", "μg/m³"), ("ug/m3", "μg/m³"), ("mg/L", "毫克/升"),
    ],
)  # fmt: skip
def test_alike(unit: str, other: str) -> None:
    assert may_be_alike(unit, other, GROUPS)
    assert may_be_alike(other, unit, GROUPS)


@pytest.mark.parametrize(
    ("unit", "other"),
    [
        ("公里", "座"),
        ("人次", "场"),
        ("户", "人"),
        ("吨", "元"),
        ("元/亩", "亩"),
        ("个", "元"),
        ("次", "天"),
    ],
)
def test_not_alike(unit: str, other: str) -> None:
    assert not may_be_alike(unit, other, GROUPS)
    assert not may_be_alike(other, unit, GROUPS)


def test_groups_are_the_callers() -> None:
    assert not may_be_alike("场", "次", ())


def test_names() -> None:
    assert unit_names("篇/个") == ("篇", "个")
    assert unit_names("元/人·月") == ("元",)
    assert unit_names("万人次") == ("人次",)
    assert unit_names("万") == ()
    assert unit_names("期/年") == ("期",)
    assert unit_names("次/季度") == ("次",)


@pytest.mark.parametrize(
    ("unit", "share"),
    [("%", True), ("％/年", True), ("‰", True), ("个百分点", True), ("百分比", True), ("倍", True)]
    + [(unit, False) for unit in ("分", "元", "百人", "")],
)
def test_shares(unit: str, share: bool) -> None:
    assert is_share(unit) is share


@pytest.mark.parametrize(
    "pair",
    [
        "件 起", "件 宗", "户 户次", "家 家次", "头 只", "条 幅", "处 栋", "盏 套", "批次 份",
        "摄氏度 度", "℃ 度", "千瓦时 度", "kWh 度", "学时 课时", "人 人次", "人日 人天",
    ],
)  # fmt: skip
def test_words_of_the_profile_for_one_another(pair: str) -> None:
    unit, other = pair.split()
    assert may_be_alike(unit, other, builtin_profiles()["default"].words.alike_units)


@pytest.mark.parametrize(
    ("unit", "other", "counts"),
    [
        ("件", "人", True), ("人次", "场", True), ("公里", "座", False), ("吨", "元", False),
        ("次", "天", False), ("元/人", "人", False), ("小时", "场", False),
    ],
)  # fmt: skip
def test_counts(unit: str, other: str, counts: bool) -> None:
    assert are_counts(unit, other) is counts
