"""ZP206 to ZP211: levels, dimensions and blocks."""

from __future__ import annotations

from typing import Any

import pytest

from rules.making import PLAIN, activity, codes, found, fund, indicator, notes, plain, report_of
from rules.making import table as one_table
from zhperf.checking import CheckPlan, check
from zhperf.profiles import builtin_profiles

LEVEL1 = [
    "产出指标",
    "效益指标",
    "满意度指标",
    "产出指标(50分)",
    "产出指标（50）",
    "产出指标（70分）",
    "成效指标",
    "效率指标",
    "过程指标",
    "项目决策",
    "项目管理",
    "项目产出",
    "项目效益",
    "规划",
    "执行",
    "目标完成程度",
    "项目实施效益",
    "产出",
    "效益",
    "成本指标",
    "产 出\n指标",
    "一、产出指标",
    "产出指标50分",
]
LEVEL2 = [
    "数量指标",
    "质量",
    "时效指标",
    "成本指标",
    "经济效益指标",
    "社会效 益指标",
    "生态效益",
    "可持续影响指标",
    "服务对象满意度指标",
    "进度指标",
    "经济成本指标",
    "环境效益指标",
    "社会公众或服务对象满意度指标",
    "满意度指标",
    "具体指标",
    "时效指标（必填）",
    "经济效益指标（选填）",
    "成本指标（必填硬性指标）",
    "数量指标(10分)",
    "社会成本指标",
    "生态环境成本指标",
]


class TestLevels:
    @pytest.mark.parametrize("label", LEVEL1)
    def test_known_first_levels(self, label: str) -> None:
        assert found(indicator(level1=label), only="ZP206") == []

    @pytest.mark.parametrize("label", LEVEL2)
    def test_known_second_levels(self, label: str) -> None:
        assert found(indicator(level2=label), only="ZP207") == []

    @pytest.mark.parametrize(
        ("level1", "level2"),
        [
            ("产出", "职责履行"),
            ("效果", "履职效益"),
            ("投入", "预算配置"),
            ("管理效率", "预算管理"),
            ("预算执行率", "预算执行率"),
            ("预算执行情况（10分）", "预算执行率"),
            ("可持续性", "可持续发展能力"),
            ("可持续发展能力", "可持续影响"),
            ("效益指标", "可持续发展能力"),
            ("效益指标", "服务对象满意度指标"),
            ("效益指标", "满意度指标"),
            ("满意度指标", "职工满意度"),
            ("满意度指标", "服务对象或社会公众满意度指标"),
        ],
    )
    def test_levels_of_other_frameworks(self, level1: str, level2: str) -> None:
        row = indicator(level1=level1, level2=level2)
        assert found(row, only=("ZP206", "ZP207", "ZP208")) == []

    def test_a_merged_label_is_told_once(self) -> None:
        rows = [
            indicator(level1="产岀指标", level2="数目指标"),
            indicator(level1="产岀指标", level2="数目指标"),
        ]
        assert found(*rows, indicator(), only=("ZP206", "ZP207")) == [
            ("ZP206", 1, "level1"),
            ("ZP207", 1, "level2"),
        ]

    def test_the_same_label_of_another_activity_is_told_again(self) -> None:
        parts = [activity(indicator(level1="其它"), name=name) for name in ("一", "二")]
        assert [row for _, row, _ in found(*parts, only="ZP206")] == [1, 2]

    def test_forms_with_two_levels(self) -> None:
        row = indicator(level1="数量指标", level2="安检巡察次数", level3=None)
        assert found(row, only=("ZP206", "ZP207", "ZP208")) == []

    def test_a_second_level_without_a_first(self) -> None:
        assert found(indicator(level1=None, level2="目标完成程度"), only="ZP207") == []

    @pytest.mark.parametrize("label", [None, "……", "**", "/"])
    def test_blank_labels_and_fillers(self, label: str | None) -> None:
        row = indicator(level1=label, level2=label)
        assert found(row, only=("ZP206", "ZP207", "ZP208")) == []

    @pytest.mark.parametrize(
        ("level1", "level2"),
        [
            ("产出指标", "社会效益指标"),
            ("效益指标(30分)", "数量指标"),
            ("满意度指标", "时效指标"),
            ("成本指标", "质量"),
        ],
    )
    def test_wrong_parent(self, level1: str, level2: str) -> None:
        rows = [indicator(level1=level1, level2=level2)] * 2
        assert found(*rows, only="ZP208") == [("ZP208", 1, "level2")]

    @pytest.mark.parametrize(
        ("level1", "level2"),
        [
            ("产出指标", "成本指标"),
            ("成本指标", "经济成本指标"),
            ("效益指标", "社会公众或服务对象满意度指标"),
            ("满意度指标", "具体指标"),
            ("项目产出", "数量指标"),
            ("其它", "数量指标"),
            ("产出指标", "数目指标"),
            (None, "数量指标"),
        ],
    )
    def test_right_or_unknown_parent(self, level1: str | None, level2: str) -> None:
        assert found(indicator(level1=level1, level2=level2), only="ZP208") == []

    def test_the_message_names_the_right_one(self) -> None:
        row = indicator(level1="产出指标", level2="社会效益指标")
        (note,) = notes(report_of(one_table(row)), "ZP208")
        assert note.finding.message == "社会效益指标 stands under 产出指标; it belongs to 效益"


class TestDimensions:
    def test_all_are_there(self) -> None:
        assert found(*plain(), only=("ZP209", "ZP210")) == []

    def test_those_that_are_missing(self) -> None:
        report = report_of(
            one_table(activity(*plain(), name="一"), activity(indicator(), name="二"))
        )
        assert codes(report, ("ZP209", "ZP210")) == [
            ("ZP209", None, "name"),
            ("ZP210", None, "name"),
        ]
        note = notes(report, "ZP209")[0].finding
        assert (note.location.activity, note.severity) == ("二", "warning")
        assert note.message == "no indicators of 效益、满意度"

    def test_without_a_known_level_nothing_is_told(self) -> None:
        assert found(indicator(level1=None, level2=None), only=("ZP209", "ZP210")) == []
        assert found(indicator(level1="其它", level2="其它"), only=("ZP209", "ZP210")) == []

    @pytest.mark.parametrize(
        "levels",
        [
            [
                ("项目产出", "数量指标"),
                ("项目效益", "社会效益"),
                ("项目效益", "服务对象满意度指标（10分）"),
            ],
            [
                ("项目完成指标", "数量指标"),
                ("项目效益指标", "社会效益指标"),
                ("满意度指标", "满意度指标"),
            ],
            [("产出指标", None), ("效益指标", "社会公众或服务对象满意度指标")],
            [(None, "数量指标"), (None, "社会效益指标"), (None, "满意度指标")],
        ],
    )
    def test_other_names_of_the_dimensions(
        self, levels: list[tuple[str | None, str | None]]
    ) -> None:
        rows = [indicator(level1=one, level2=two) for one, two in levels]
        assert found(*rows, only="ZP209") == []

    def test_a_second_level_of_another_dimension_is_none_of_it(self) -> None:
        """可持续影响 under 产出 is no 效益: the first level counts where it names a dimension."""
        levels = [("产出指标", "可持续影响指标"), ("满意度指标", "满意度指标")]
        rows = [indicator(level1=one, level2=two) for one, two in levels]
        (note,) = notes(report_of(one_table(*rows)), "ZP209")
        assert note.finding.message == "no indicators of 效益"

    def test_cost_on_the_second_level(self) -> None:
        assert found(indicator(level2="成本指标"), only="ZP210") == []

    def test_optional_dimensions_are_notes(self) -> None:
        default = builtin_profiles()["default"]
        asked = default.dimensions.model_copy(
            update={"required": ("产出", "效益"), "optional": ("满意度",), "cost": False}
        )
        mild = default.model_copy(update={"id": "mild", "dimensions": asked})
        report = report_of(one_table(*plain()[:2]))
        plan = CheckPlan(frozenset(("ZP209", "ZP210")), profile="mild", profiles=[mild])
        (note,) = check(report, plan)
        assert (note.finding.code, note.finding.severity) == ("ZP209", "note")
        assert note.finding.message == "no indicators of 满意度"


class TestBlockMissing:
    def found(self, **fields: Any) -> list[str | None]:  # noqa: ANN401
        default = builtin_profiles()["default"]
        strict = default.model_copy(
            update={"id": "strict", "blocks": ("funds", "weights", "total")}
        )
        rows = [indicator(**(PLAIN[0] | {"weight": fields.pop("weight", None)}))]
        plan = CheckPlan(frozenset(("ZP211",)), profile="strict", profiles=[strict])
        report = report_of(one_table(*rows, **fields))
        return [one.finding.location.field for one in check(report, plan)]

    def test_all_are_missing(self) -> None:
        assert self.found() == ["funds", "weight", "total.score"]

    def test_none_is_missing(self) -> None:
        total = {"weight": "100", "score": None}
        assert self.found(weight="50", funds=[fund()], total=total) == []

    def test_nothing_is_asked_by_default(self) -> None:
        assert found(indicator(), only="ZP211") == []
