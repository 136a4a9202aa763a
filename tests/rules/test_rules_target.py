"""ZP401 to ZP406: the operator and the value."""

from __future__ import annotations

import pytest

from rules.making import found, indicator, notes, report_of, table
from rules.rowfinding import BLANK, finds, rows


class TestTargetMissing:
    def test_all_blank(self) -> None:
        assert found(indicator(**BLANK), indicator(), only="ZP401") == [("ZP401", 1, "target")]

    @pytest.mark.parametrize("nature", ["≥", "定性", "/"])
    def test_blank_value_beside_a_sign_a_type_or_a_dash(self, nature: str) -> None:
        assert finds("ZP401", nature=nature, target=None)

    def test_words_in_the_column_of_the_operator_are_another_fault(self) -> None:
        assert not finds("ZP401", nature="有所提升", target=None)

    @pytest.mark.parametrize("target", ["0", "无", "**", "及时"])
    def test_any_value_counts(self, target: str) -> None:
        assert not finds("ZP401", target=target)

    def test_a_table_without_targets_may_have_them_in_an_unknown_column(self) -> None:
        other = {**BLANK, "extra": {"计划数": "10"}}
        assert rows("ZP401", other, other) == []


class TestOperatorInvalid:
    @pytest.mark.parametrize("nature", ["有所提升", "》", "10", "提高"])
    def test_neither_sign_nor_type(self, nature: str) -> None:
        assert found(indicator(nature=nature), only="ZP402") == [("ZP402", 1, "nature")]

    @pytest.mark.parametrize(
        "nature",
        [
            "≥",
            "＞",
            ">=",
            "﹦",
            "＝",
            "定性",
            "定量指标",
            "反向指标",
            None,
            "/",
            "定量（其他：暂不确定）",
            "负向指标",
            "约束性指标",
            "预期性指标",
            "正指标",
            "逆指标",
            "正向定量",
            "大于等于",
            "不低于",
            "等于",
        ],
    )
    def test_signs_and_types(self, nature: str | None) -> None:
        assert not finds("ZP402", nature=nature)


class TestOperatorRangeConflict:
    @pytest.mark.parametrize(
        ("nature", "target"),
        [("=", "15-20"), ("≥", "80%-90%"), (None, "≥8-18%"), ("≤", "3至5")],
    )
    def test_a_sign_and_two_numbers(self, nature: str | None, target: str) -> None:
        assert finds("ZP403", nature=nature, target=target, unit="%")

    @pytest.mark.parametrize(
        ("nature", "target"), [(None, "15-20"), ("定性", "15-20"), ("=", "15"), ("≥", "2000篇以上")]
    )
    def test_no_sign_or_no_range(self, nature: str | None, target: str) -> None:
        assert not finds("ZP403", nature=nature, target=target, unit="%")

    def test_ranges_of_dates_are_fine(self) -> None:
        assert not finds("ZP403", nature="=", target="2024年1月-2024年12月", unit=None)

    @pytest.mark.parametrize(
        ("nature", "name", "expected"),
        [("=", "出水pH值", False), ("≥", "出水pH值", True), ("=", "出水氨氮", True)],
    )
    def test_the_range_of_a_ph_value(self, nature: str, name: str, expected: bool) -> None:
        row = {"nature": nature, "target": "6-9", "unit": None}
        assert finds("ZP403", level3=name, **row) is expected

    def test_the_message_names_sign_and_range(self) -> None:
        (note,) = notes(report_of(table(indicator(nature="=", target="15-20", unit="%"))), "ZP403")
        assert note.finding.message == "= stands before a range: 15-20"


class TestOperatorWordConflict:
    @pytest.mark.parametrize(
        ("nature", "target"),
        [("=", "2000篇以上"), ("≤", "不少于300"), ("≥", ">300"), ("=", "发稿2000篇以上,专栏4个")],
    )
    def test_column_and_cell_differ(self, nature: str, target: str) -> None:
        assert found(indicator(nature=nature, target=target), only="ZP404") == [
            ("ZP404", 1, "target")
        ]

    @pytest.mark.parametrize(
        ("nature", "target"),
        [("≥", "2000篇以上"), ("定性", "≥300"), ("=", "300"), ("=", "=300"), (None, "≥300")],
    )
    def test_they_agree_or_only_one_speaks(self, nature: str | None, target: str) -> None:
        assert not finds("ZP404", nature=nature, target=target)

    def test_a_deadline_goes_with_any_sign(self) -> None:
        assert not finds("ZP404", nature="=", target="12月底前", unit=None)


class TestComparatorDuplicated:
    @pytest.mark.parametrize(
        ("nature", "target"), [("≥", "不少于300"), ("≤", "≤5"), ("=", "=12"), ("≥", "300人以上")]
    )
    def test_said_twice(self, nature: str, target: str) -> None:
        assert finds("ZP405", nature=nature, target=target)

    @pytest.mark.parametrize(
        ("nature", "target"), [("=", "300人以上"), ("≥", "300"), (None, "≥300"), ("定性", "≥300")]
    )
    def test_said_once_or_differently(self, nature: str | None, target: str) -> None:
        assert not finds("ZP405", nature=nature, target=target)


class TestValueFreeText:
    @pytest.mark.parametrize(
        "target",
        [
            "在大连市级以上媒体发稿不少于300篇",
            "发稿2000篇以上,专栏4个",
            "及时处置",
            "优",
            "完成全部培训任务3次",
        ],
    )
    def test_words_beside_a_sign(self, target: str) -> None:
        assert finds("ZP406", target=target, unit=None)

    @pytest.mark.parametrize(
        "target",
        [
            "300",
            "9.2 万",
            "300篇",
            "不少于300篇",
            "15-20",
            "约300",
            "100余次",
            "12月底前",
            "**",
            "2024.06",
            "每年12次",
            "300元/人·月",
            "≥95%",
            "1:3",
            "1093万元",
            "60%（含）以上",
            "3个工作日内",
        ],
    )
    def test_numbers_dates_and_fillers(self, target: str) -> None:
        assert not finds("ZP406", target=target, unit=None)

    @pytest.mark.parametrize("nature", ["定性", None, "定量指标"])
    def test_words_without_a_sign(self, nature: str | None) -> None:
        assert not finds("ZP406", nature=nature, target="及时处置", unit=None)
