"""ZP407 to ZP410: units, and several things in one target."""

from __future__ import annotations

import pytest

from rules.making import found, indicator
from rules.rowfinding import finds


class TestUnitMissing:
    @pytest.mark.parametrize("name", ["培训班", "工程资金金额", "单位面积造价"])
    def test_a_bare_number(self, name: str) -> None:
        assert finds("ZP407", level3=name, target="10", unit=None)

    @pytest.mark.parametrize(
        "name",
        [
            "培训人数",
            "培训覆盖率",
            "发放数量（份）",
            "考核得分",
            "受益人口数≥**人",
            "村民满意度（%）",
        ],
    )
    def test_the_name_says_the_unit(self, name: str) -> None:
        assert not finds("ZP407", level3=name, target="10", unit=None)

    @pytest.mark.parametrize(
        ("target", "unit"),
        [
            ("10", "场"),
            ("10场", None),
            ("10%", None),
            ("100", "万"),
            ("及时", None),
            ("12月底前", None),
            (None, None),
        ],
    )
    def test_cell_or_column_says_it_or_there_is_no_number(
        self, target: str | None, unit: str | None
    ) -> None:
        assert not finds("ZP407", level3="培训班", target=target, unit=unit)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("万", True),
        ("亿", True),
        ("千", True),
        ("万次", False),
        ("亿元", False),
        ("次", False),
        (None, False),
        ("千克", False),
    ],
)
def test_unit_is_magnitude(unit: str | None, expected: bool) -> None:
    assert finds("ZP408", unit=unit) is expected


@pytest.mark.parametrize(
    ("target", "unit", "expected"),
    [
        ("9.2 万", "小时", True),
        ("11万", "万元", True),
        ("45万", None, True),
        ("1093万元", None, False),
        ("3万人次", None, False),
        ("9.2", "万小时", False),
        ("万无一失", None, False),
    ],
)
def test_magnitude_in_value(target: str, unit: str | None, expected: bool) -> None:
    assert finds("ZP409", target=target, unit=unit) is expected


class TestCompoundTarget:
    @pytest.mark.parametrize(
        "target",
        ["发稿2000篇以上,专栏4个", "网络舆情及时处置；设备专线正常", "大屏幕6个月；海外媒体1次"],
    )
    def test_several_statements(self, target: str) -> None:
        assert found(indicator(target=target, unit=None), only="ZP410") == [("ZP410", 1, "target")]

    @pytest.mark.parametrize("unit", ["篇/个", "份/条", "个、处"])
    def test_two_measure_words(self, unit: str) -> None:
        assert found(indicator(unit=unit), only="ZP410") == [("ZP410", 1, "unit")]

    @pytest.mark.parametrize("unit", ["元/亩", "次/月", "份/户", "人/次", "场", None, "元/人·月"])
    def test_rates_and_compound_words(self, unit: str | None) -> None:
        assert not finds("ZP410", unit=unit)

    @pytest.mark.parametrize(
        "target", ["自测和委托专业机构测评，确保质量", "1,200", "效果良好；", "15-20"]
    )
    def test_one_statement(self, target: str) -> None:
        assert not finds("ZP410", target=target)
