"""Units that may count the same thing."""

from __future__ import annotations

import pytest

from zhperf.likeunits import is_share, may_be_alike, unit_names

GROUPS = ("次 场", "台 套")


@pytest.mark.parametrize(
    ("unit", "other"),
    [
        ("场", "场"), ("场", "次"), ("台（套）", "套"), ("公里", "米"), ("元/人·月", "元"),
        ("期/年", "期"), ("篇/个", "篇"), ("人", "个"), ("个村", "个"), ("工作日", "天"),
        ("万元", "元"), ("人", "名"),
        ("什么", "场"),
    ],
)  # fmt: skip
def test_alike(unit: str, other: str) -> None:
    assert may_be_alike(unit, other, GROUPS)
    assert may_be_alike(other, unit, GROUPS)


@pytest.mark.parametrize(
    ("unit", "other"),
    [
        ("人", "人次"),
        ("公里", "座"),
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


@pytest.mark.parametrize(
    ("unit", "share"),
    [("%", True), ("％/年", True), ("‰", True), ("个百分点", True), ("百分比", True), ("倍", True)]
    + [(unit, False) for unit in ("分", "元", "百人", "")],
)
def test_shares(unit: str, share: bool) -> None:
    assert is_share(unit) is share
