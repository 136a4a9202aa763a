"""ZP411 to ZP415: names and targets in words."""

from __future__ import annotations

import pytest

from rules.making import indicator, notes, report_of, table
from rules.rowfinding import finds, words


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("1. 网络宣传稿件。 2. 配合宣传预热。", True),
        ("①培训 ②考察", True),
        ("有效处置突发事件；网络正面宣传加强", True),
        ("1.培训次数", False),
        ("设备采购、安装。", False),
        ("培训次数；", False),
        ("PM2.5浓度", False),
    ],
)
def test_compound_indicator(name: str, expected: bool) -> None:
    assert finds("ZP411", level3=name) is expected


class TestTargetInName:
    @pytest.mark.parametrize(
        "name",
        [
            "监测方案 5 个，关键字 900 个",
            "《辽宁领导专供》3份，每年52期",
            "年度资金支付完成率100%",
            "新建道路12公里",
        ],
    )
    def test_numbers_in_the_name_only(self, name: str) -> None:
        assert finds("ZP412", level3=name, **words("报告及信息发布≥计划"))

    def test_the_message_names_them(self) -> None:
        row = indicator(level3="信息 12期，专供3份，每年52期", **words("及时发布"))
        (note,) = notes(report_of(table(row)), "ZP412")
        assert "12期、3份、52期" in note.finding.message

    @pytest.mark.parametrize(
        "name",
        [
            "24小时值班",
            "2024年培训",
            "60周岁以上老人补助",
            "第3期培训",
            "《5个专项行动方案》落实",
            "500千伏线路改造",
            "2期工程建设",
            "一次性补助",
            "1次性补助",
            "12345热线",
            "PM2.5监测",
            "500人以上企业检查",
            "支持3个以上专业合作社",
        ],
    )
    def test_numbers_that_promise_nothing(self, name: str) -> None:
        assert not finds("ZP412", level3=name, **words("及时发布"))

    @pytest.mark.parametrize("name", ["检查500人以上企业20家", "扶持合作社3个以上"])
    def test_kinds_do_not_hide_other_numbers(self, name: str) -> None:
        assert finds("ZP412", level3=name, **words("及时发布"))

    @pytest.mark.parametrize("target", ["5", "≥5个", "12月底前", "第3季度"])
    def test_the_target_has_digits_too(self, target: str) -> None:
        assert not finds("ZP412", level3="监测方案 5 个", target=target)


class TestQualitative:
    @pytest.mark.parametrize(
        "target",
        ["大屏幕6个月；海外媒体1次", "1 月份之前", "12月底前完成", "不少于3次", "年底前", "95%"],
    )
    def test_has_number(self, target: str) -> None:
        assert finds("ZP413", **words(target))

    @pytest.mark.parametrize(
        "target", ["效果良好", "符合2024年度要求", "良好", None, "贯彻二十大精神"]
    )
    def test_has_no_number(self, target: str | None) -> None:
        assert not finds("ZP413", **words(target))

    def test_numbers_of_other_indicators_are_fine(self) -> None:
        assert not finds("ZP413", target="12月底前", unit=None)

    @pytest.mark.parametrize(
        "target", ["不低于合同约定条款", "报告及信息发布≥计划", "报告及信息发布 ≥ 计划", "超过上年"]
    )
    def test_has_comparator(self, target: str) -> None:
        assert finds("ZP414", **words(target))

    @pytest.mark.parametrize(
        "target",
        [
            "最低生活保障到位",
            "解决资金不足问题",
            "20+",
            "20人以上",
            "效果良好",
            "超市管理规范",
            None,
        ],
    )
    def test_has_no_comparator(self, target: str | None) -> None:
        assert not finds("ZP414", **words(target))

    @pytest.mark.parametrize("target", ["效果良好", "降低舆情影响", "不低于合同约定条款", "提高"])
    def test_not_measurable(self, target: str) -> None:
        assert finds("ZP415", **words(target))
        assert finds("ZP415", nature=None, target=target, unit=None)

    @pytest.mark.parametrize(
        "target",
        [
            "良好",
            "优。",
            "合格",
            "12月底前",
            "1 月份之前",
            "年底前",
            "不少于3次",
            "第2批",
            "**",
            None,
            "已完成",
        ],
    )
    def test_measurable(self, target: str | None) -> None:
        assert not finds("ZP415", **words(target))

    @pytest.mark.parametrize(
        "target",
        [
            "第四季度",
            "三季度",
            "第四季度前完成",
            "下半年",
            "全年",
            "年度内",
            "合规",
            "完整",
            "正常",
            "优良",
            "不超过预算",
            "全覆盖",
            "达到一级A标准",
        ],
    )
    def test_times_in_words_and_other_words_that_can_be_checked(self, target: str) -> None:
        assert not finds("ZP415", **words(target))
        assert not finds("ZP413", **words(target))

    @pytest.mark.parametrize("target", ["全年持续改善", "达到较高标准", "规范完整"])
    def test_longer_texts_with_such_words(self, target: str) -> None:
        assert finds("ZP415", **words(target))

    def test_words_beside_a_sign_are_another_fault(self) -> None:
        assert not finds("ZP415", nature="≥", target="效果良好", unit=None)
