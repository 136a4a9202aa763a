"""ZP416 to ZP424: what a name says, and what is copied."""

from __future__ import annotations

import pytest

from rules.making import activity, found, indicator, notes, report_of, table
from rules.rowfinding import BLANK, finds, rows
from zhperf.checking import CheckPlan, check
from zhperf.profiles import builtin_profiles


class TestNames:
    @pytest.mark.parametrize(
        ("name", "target", "unit"),
        [
            ("研讨次数", "100", "%"),
            ("完成数量", "100%", None),
            ("上岗率", "10", "人"),
            ("满意度（%）", "3", "次"),
        ],
    )
    def test_name_and_unit_differ(self, name: str, target: str, unit: str | None) -> None:
        assert found(indicator(level3=name, target=target, unit=unit), only="ZP416") == [
            ("ZP416", 1, "level3")
        ]

    @pytest.mark.parametrize(
        ("name", "target", "unit"),
        [
            ("研讨次数", "100", "次"),
            ("人数增长率", "10", "%"),
            ("巡查频率", "2", "次"),
            ("群众满意度", "90", "分"),
            ("上岗率", "10", None),
            ("及时率", "12月底前", None),
            ("容积率", "2", "个"),
            ("覆盖率", "较高", None),
        ],
    )
    def test_name_and_unit_agree(self, name: str, target: str, unit: str | None) -> None:
        assert not finds("ZP416", level3=name, target=target, unit=unit)

    @pytest.mark.parametrize(
        ("level2", "name"),
        [
            ("质量指标", "完成数量"),
            ("数量指标（10分）", "验收合格率"),
            ("数量指标", "学员满意度"),
            ("时效指标", "项目实施"),
        ],
    )
    def test_level2_and_name_differ(self, level2: str, name: str) -> None:
        assert finds("ZP417", level2=level2, level3=name)

    @pytest.mark.parametrize(
        ("level2", "name", "target"),
        [
            ("质量指标", "验收合格率", "95"),
            ("数量指标", "完成数量", "95"),
            ("时效指标", "及时完成", "95"),
            ("时效指标", "项目实施", "12月底前"),
            ("社会效益指标", "受益人数", "95"),
        ],
    )
    def test_level2_and_name_agree(self, level2: str, name: str, target: str) -> None:
        assert not finds("ZP417", level2=level2, level3=name, target=target)

    @pytest.mark.parametrize(
        "name",
        [
            "重大差错次数",
            "安全事故次数",
            "返工次数",
            "质量问题数量",
            "培训合格人数",
            "投诉件数",
            "获奖数量",
        ],
    )
    def test_counts_that_tell_quality(self, name: str) -> None:
        assert not finds("ZP417", level2="质量指标", level3=name)

    def test_a_second_level_without_a_name_is_not_looked_at(self) -> None:
        """Whatever the words of a profile are."""
        default = builtin_profiles()["default"]
        words = default.words.model_copy(update={"time_names": ("年",)})
        other = default.model_copy(update={"id": "other", "words": words})
        plan = CheckPlan(frozenset(("ZP417",)), profile="other", profiles=[other])
        for name, expected in ((None, 0), ("项目实施", 1)):
            report = report_of(table(indicator(level2="时效指标", level3=name, unit=None)))
            assert len(check(report, plan)) == expected

    def test_the_unit_may_speak_of_time(self) -> None:
        assert not finds("ZP417", level2="时效指标", level3="项目实施", unit="天")

    @pytest.mark.parametrize("name", ["提高知晓率", "网络管控能力", "安全事故"])
    def test_no_satisfaction(self, name: str) -> None:
        level = {"level1": "满意度指标", "level2": "服务对象满意度指标"}
        assert finds("ZP418", level3=name, **level)
        assert not finds("ZP418", level3=name)

    @pytest.mark.parametrize(
        "name", ["群众满意度", "群众的肯定", "有责投诉次数", "社会认可程度", None]
    )
    def test_satisfaction(self, name: str | None) -> None:
        assert not finds("ZP418", level3=name, level1="满意度指标", level2="服务对象满意度指标")

    @pytest.mark.parametrize(
        ("name", "target"),
        [
            ("受益群众", "90"),
            ("学生、家长", "90"),
            ("农户", "满意度≥90%"),
            ("社会公众评价", "90"),
            ("群众获得感", "90"),
            ("群众支持率", "90"),
            ("行风测评得分", "90"),
        ],
    )
    def test_who_is_asked_and_other_words(self, name: str, target: str) -> None:
        level = {"level1": "满意度指标", "level2": "服务对象满意度指标"}
        assert not finds("ZP418", level3=name, target=target, unit="%", **level)

    def test_a_number_of_those_who_are_asked_is_no_satisfaction(self) -> None:
        level = {"level1": "满意度指标", "level2": "服务对象满意度指标"}
        assert finds("ZP418", level3="受益群众", target="5000", unit="人", **level)

    def test_satisfaction_under_benefit(self) -> None:
        assert finds("ZP418", level1="效益指标", level2="满意度指标", level3="知晓率")


@pytest.mark.parametrize(
    ("nature", "target", "unit", "expected"),
    [
        ("=", "12", "月", True),
        ("=", "2月", None, True),
        (None, "=12", "月", True),
        ("≤", "12", "月", False),
        ("=", "12", "个月", False),
        ("=", "18", "月", False),
        ("=", "12月底前", None, False),
        ("=", None, "月", False),
    ],
)
def test_time_unit_ambiguous(
    nature: str | None, target: str | None, unit: str | None, expected: bool
) -> None:
    assert finds("ZP419", nature=nature, target=target, unit=unit) is expected


def test_the_message_about_months_has_their_number_once() -> None:
    (note,) = notes(report_of(table(indicator(nature="=", target="2月", unit="月"))), "ZP419")
    assert note.finding.message.startswith("2 月: ")


class TestEqualityOnQuantity:
    def test_is_off_by_default(self) -> None:
        report = report_of(table(indicator(nature="=")))
        assert "ZP420" not in {one.finding.code for one in check(report)}
        assert [one.finding.code for one in notes(report, "ZP420")] == ["ZP420"]

    @pytest.mark.parametrize(("nature", "target"), [("=", "10"), (None, "=10场"), ("=", "10场")])
    def test_a_number_of_things(self, nature: str | None, target: str) -> None:
        assert finds("ZP420", nature=nature, target=target)

    @pytest.mark.parametrize(
        ("nature", "target", "unit"),
        [
            ("≥", "10", "场"),
            (None, "10场", None),
            ("=", "100", "%"),
            ("=", "12", "月"),
            ("=", "5", "万元"),
            ("=", "0", "起"),
            ("=", "舆情及时处置，全年度培训2次", "次"),
            ("=", "10-12", "场"),
        ],
    )
    def test_others(self, nature: str | None, target: str, unit: str | None) -> None:
        assert not finds("ZP420", nature=nature, target=target, unit=unit)


class TestCostLowerBound:
    @pytest.mark.parametrize(
        ("nature", "target", "field"),
        [("≥", "100", "nature"), (None, ">100", "target"), (None, "≥**", "target")],
    )
    def test_cost_with_a_lower_bound(self, nature: str | None, target: str, field: str) -> None:
        row = indicator(
            level1="成本指标", level3="总投入", nature=nature, target=target, unit="万元"
        )
        assert found(row, only="ZP421") == [("ZP421", 1, field)]

    def test_the_right_sign_is_told(self) -> None:
        (note,) = notes(report_of(table(indicator(level2="成本指标", level3="总投入"))), "ZP421")
        assert (note.finding.value, note.finding.expected) == ("≥", "≤")

    def test_in_the_name(self) -> None:
        row = indicator(
            level2="成本指标", level3="项目总投入（≥**万元）", nature=None, target="420"
        )
        assert found(row, only="ZP421") == [("ZP421", 1, "level3")]

    @pytest.mark.parametrize(
        ("level2", "name", "nature"),
        [
            ("成本指标", "总投入", "≤"),
            ("成本指标", "成本节约额", "≥"),
            ("成本指标", "预算执行率", "≥"),
            ("数量指标", "总投入", "≥"),
            ("成本指标", "总投入", "="),
        ],
    )
    def test_others(self, level2: str, name: str, nature: str) -> None:
        assert not finds("ZP421", level2=level2, level3=name, nature=nature)

    @pytest.mark.parametrize(
        ("level2", "name", "target"),
        [
            ("成本指标", "资金拨付率", "≥95%"),
            ("成本指标", "预算执行进度", "≥95%"),
            ("成本指标", "项目投资完成额", "≥100万元"),
            ("社会成本指标", "危废处置率", "≥95%"),
            ("生态环境成本指标", "绿化率", "≥35%"),
            ("成本指标", "绿化面积占地情况", "≥35%"),
            ("成本指标", "投资回报率", "≥5%"),
            ("成本指标", "成本效益比", "≥1"),
            ("成本指标", "人均补助标准", "≥500元"),
            ("成本指标", "最低工资标准（元）", "≥1850元"),
            ("成本指标", "生均公用经费标准", "≥650元"),
            ("成本指标", "每人补助", "≥500元"),
        ],
    )
    def test_shares_and_standards_may_have_a_lower_bound(
        self, level2: str, name: str, target: str
    ) -> None:
        assert not finds("ZP421", level2=level2, level3=name, nature=None, target=target, unit=None)

    def test_a_lower_bound_in_words(self) -> None:
        row = {"nature": None, "target": "不低于100万元", "unit": None}
        assert finds("ZP421", level2="成本指标", level3="人员经费", **row)


class TestCopies:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("丰富基层精神文化生活", True),
            ("放映故事片和科教片；丰富基层精神文化生活", True),
            ("丰富精神文化", False),
            ("丰富文化生活", False),
            ("开展农村电影放映工作次数", False),
        ],
    )
    def test_indicator_copies_task(self, name: str, expected: bool) -> None:
        task = "放映故事片和科教片，丰富基层精神文化生活。"
        one = activity(indicator(level3=name), task=task)
        assert bool(found(one, only="ZP422")) is expected

    def test_no_task(self) -> None:
        assert (
            found(activity(indicator(level3="丰富基层精神文化生活"), task=None), only="ZP422") == []
        )

    def test_duplicate_in_one_activity(self) -> None:
        again = indicator(level3="培 训", level2="质量指标")
        one = activity(indicator(level3="培训"), indicator(), again, name="一")
        other = activity(indicator(level3="培训"), name="二")
        assert found(one, other, only="ZP423") == [("ZP423", 3, "level3")]
        (note,) = notes(report_of(table(one, other)), "ZP423")
        assert note.finding.message == "培 训 is the name of row 1 too"

    def test_rows_without_a_name_are_no_duplicates(self) -> None:
        assert rows("ZP423", {"level3": None}, {"level3": None}) == []

    def test_the_same_promise_in_two_activities(self) -> None:
        same = {"level3": "及时完成", "target": "80", "unit": "%"}
        one = activity(indicator(**same), indicator(), name="一")
        two = activity(indicator(**same, actual="90%"), name="二")
        other = activity(indicator(**{**same, "target": "90"}), name="三")
        assert found(one, two, other, only="ZP424") == [
            ("ZP424", 1, "level3"),
            ("ZP424", 3, "level3"),
        ]
        assert (
            "2 activities" in notes(report_of(table(one, two, other)), "ZP424")[0].finding.message
        )

    def test_twice_in_one_activity_or_without_a_target_is_no_boilerplate(self) -> None:
        assert rows("ZP424", {}, {}) == []
        blank = indicator(**BLANK)
        assert found(activity(blank, name="一"), activity(blank, name="二"), only="ZP424") == []
