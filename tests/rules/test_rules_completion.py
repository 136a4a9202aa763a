"""ZP5xx: completions beside their targets."""

from __future__ import annotations

import re
from typing import Any

import pytest
from making import found, indicator, notes, report_of, table

from zhperf.rules import builtin_rules


def of(only: str | tuple[str, ...], **fields: Any) -> list[str]:  # noqa: ANN401
    """The codes that one indicator gets."""
    return [code for code, _, _ in found(indicator(**fields), only=only)]


def severities(only: str, **fields: Any) -> list[tuple[str, str]]:  # noqa: ANN401
    """Code and severity of what one indicator gets."""
    several = notes(report_of(table(indicator(**fields))), only=only)
    return [(note.finding.code, note.finding.severity) for note in several]


def beside(target: str | None, actual: str | None, nature: str | None = None) -> dict[str, Any]:
    """Fields of a row of a form that prints all in the target's cell."""
    return {"nature": nature, "target": target, "unit": None, "actual": actual}


class TestMissing:
    @pytest.mark.parametrize("actual", [None, "", "—", "/"])
    def test_blank(self, actual: str | None) -> None:
        assert found(indicator(actual=actual), only="ZP501") == [("ZP501", 1, "actual")]

    @pytest.mark.parametrize("actual", ["0", "无", "不适用", "完成"])
    def test_filled(self, actual: str) -> None:
        assert of("ZP501", actual=actual) == []

    def test_forms_without_completions(self) -> None:
        form = table(indicator(actual=None), title="部门整体绩效目标表")
        assert found(form, only="ZP501") == []

    def test_the_heading_or_another_row_says_that_they_are_expected(self) -> None:
        blank, heading = indicator(actual=None), "绩效表"
        assert found(table(blank, title="项目支出绩效自评表"), only="ZP501")
        with_another = table(blank, indicator(), title=heading)
        assert found(with_another, only="ZP501") == [("ZP501", 1, "actual")]

    @pytest.mark.parametrize("name", ["指标2：", "……", "/", "无", None])
    def test_rows_that_were_not_filled_in(self, name: str | None) -> None:
        assert of("ZP501", level3=name, target=None, actual=None) == []

    def test_a_named_row_without_target(self) -> None:
        assert of("ZP501", level3="指标1：工程质量合格", target=None, actual=None) == ["ZP501"]


class TestUnitMismatch:
    @pytest.mark.parametrize(
        ("target", "unit"),
        [
            ("9.2 万", "小时"), ("12", "月"), ("3684", "场"),
            ("发稿2000篇以上,制作相关专题宣传栏4个", "篇/个"),
            ("网络舆情及时处置；设备专线正常；年度培训2次。", "次"),
            ("在大连市级以上媒体发稿不少于300篇", "篇"),
            ("15-20", "天"), ("及时处置", "次"), ("90", "分"),
        ],
    )  # fmt: skip
    def test_percent_beside_a_count(self, target: str, unit: str) -> None:
        row = indicator(target=target, unit=unit, actual="100%")
        assert found(row, only="ZP502") == [("ZP502", 1, "actual")]

    @pytest.mark.parametrize(
        ("target", "unit"),
        [
            ("95", "%"), ("95", "百分比"), ("2", "个百分点"), ("5", "‰"), ("1.2", "倍"),
            ("100", "万"), ("100", None),
        ],
    )  # fmt: skip
    def test_percent_beside_a_share_or_no_unit(self, target: str, unit: str | None) -> None:
        assert of("ZP502", target=target, unit=unit, actual="100%") == []

    def test_qualitative_targets_and_dates_are_other_rules(self) -> None:
        assert of("ZP50", nature="定性", target="2次以上", unit="次", actual="100%") == ["ZP503"]
        assert of("ZP50", nature="=", target="12月31日前", unit=None, actual="100%") == ["ZP504"]

    @pytest.mark.parametrize(
        ("unit", "actual"), [("公里", "12座"), ("户", "12人"), ("吨", "12万元"), ("场", "12人次")]
    )
    def test_other_units(self, unit: str, actual: str) -> None:
        assert of("ZP502", unit=unit, actual=actual) == ["ZP502"]

    @pytest.mark.parametrize(
        ("unit", "actual"),
        [
            ("公里", "12000米"), ("场", "12次"), ("台（套）", "12套"), ("元/人", "12元"),
            ("期/年", "12期"),
            ("场", "12"), ("场", "全部完成"), ("个村", "12个"), ("亩", "12公顷"),
            ("月", "2024年10月"), ("%", "12台"),
            ("场", "十二场"), ("场", "3场；100%"), ("人", "12人次"), ("微克/立方米", "12μg/m³"),
            ("℃", "12度"), ("件", "12起"), ("家次", "12家"), ("盏", "12套"), ("学时", "12课时"),
        ],
    )  # fmt: skip
    def test_units_that_answer(self, unit: str, actual: str) -> None:
        assert of("ZP502", unit=unit, actual=actual) == []

    @pytest.mark.parametrize(
        ("unit", "actual", "severity"),
        [
            ("户", "12人", "warning"), ("篇", "12次", "warning"), ("场", "12人次", "warning"),
            ("户", "12%", "error"), ("公里", "12座", "error"), ("吨", "12万元", "error"),
            ("场", "12天", "error"), ("元", "12公里", "error"),
        ],
    )  # fmt: skip
    def test_measure_words_are_no_error(self, unit: str, actual: str, severity: str) -> None:
        assert severities("ZP502", unit=unit, actual=actual) == [("ZP502", severity)]

    def test_the_message_names_what_is_printed(self) -> None:
        report = report_of(table(indicator(target="9.2 万", unit="小时", actual="100%")))
        (note,) = notes(report, only="ZP502")
        expected = (
            "the completion is 100%, but the target ≥9.2 万小时 is counted in 万小时, not in %"
        )
        assert note.finding.message == expected


class TestQualitativeAsPercent:
    @pytest.mark.parametrize("actual", ["100%", "完成100%", "达到95%以上", "≥90%", "98.5％"])
    def test_a_percentage(self, actual: str) -> None:
        fields = {"nature": "定性", "target": "不低于合同约定条款", "unit": None, "actual": actual}
        assert of("ZP503", **fields) == ["ZP503"]

    def test_without_an_operator(self) -> None:
        assert of("ZP503", **beside("健全", "100%")) == ["ZP503"]

    @pytest.mark.parametrize(
        "actual", ["明显", "达成预期指标", "提升10%", "满意率95%，效果明显", "10", None]
    )
    def test_no_bare_percentage(self, actual: str | None) -> None:
        assert of("ZP503", nature="定性", target="明显", unit=None, actual=actual) == []

    @pytest.mark.parametrize("target", ["≥90%", "90", "合格率95%，资料齐全"])
    def test_a_target_in_percent(self, target: str) -> None:
        assert of("ZP503", nature="定性", target=target, unit="%", actual="100%") == []

    @pytest.mark.parametrize("target", ["符合GB3095标准", "前10名", None, "≥"])
    def test_without_an_operator_words_must_be_sure(self, target: str | None) -> None:
        assert of("ZP503", **beside(target, "100%")) == []

    def test_numbers(self) -> None:
        assert of("ZP503", actual="100%") == []

    @pytest.mark.parametrize(
        ("name", "target", "actual"),
        [
            ("满意度", "较满意", "95%"), ("政策知晓率", "明显提高", "92%"),
            ("空气优良率", "持续改善", "88.5%"), ("医保参保", "全覆盖", "100%"),
            ("验收", "全部合格", "100%合格"), ("体检", "应检尽检", "100%"),
        ],
    )  # fmt: skip
    def test_shares_in_words_are_answered_in_percent(
        self, name: str, target: str, actual: str
    ) -> None:
        assert of("ZP503", level3=name, **beside(target, actual)) == []
        assert of("ZP503", level3=name, **beside(target, actual, "定性")) == ["ZP503"]

    def test_a_frequency_is_no_share(self) -> None:
        assert of("ZP503", level3="更新频率", **beside("较高", "95%")) == ["ZP503"]


class TestDeadlineAsPercent:
    @pytest.mark.parametrize(
        "target",
        [
            "1 月份之前", "12月底前", "12月31日前", "2021年12月完成", "每季度末前", "年底前完成",
            "当年完成", "2020年1月-11月", "第四季度", "上半年完成",
        ],
    )  # fmt: skip
    def test_times(self, target: str) -> None:
        assert of("ZP50", **beside(target, "100%")) == ["ZP504"]

    def test_qualitative_too(self) -> None:
        fields = {"nature": "定性", "target": "1 月份之前", "unit": None, "actual": "100%"}
        assert of("ZP50", **fields) == ["ZP503", "ZP504"]

    @pytest.mark.parametrize(
        "target", ["12月底前100%到位", "一年内无事故", "及时", "95%", "3个月内"]
    )
    def test_no_times(self, target: str) -> None:
        assert of("ZP504", **beside(target, "100%")) == []

    @pytest.mark.parametrize("actual", ["12月", "2021年12月20日", "已完成", None])
    def test_other_completions(self, actual: str | None) -> None:
        assert of("ZP504", **beside("12月底前", actual)) == []


class TestOutsideRange:
    @pytest.mark.parametrize("actual", ["100%", "14.9%", "20.1", "≥21%"])
    def test_outside(self, actual: str) -> None:
        row = indicator(nature="=", target="15-20", unit="%", actual=actual)
        assert found(row, only="ZP505") == [("ZP505", 1, "actual")]

    @pytest.mark.parametrize(
        "actual", ["15%", "20%", "17.5", "约30%", "≥16%", "上年25%", "完成", None]
    )
    def test_inside_or_not_to_be_told(self, actual: str | None) -> None:
        assert of("ZP505", nature="=", target="15-20", unit="%", actual=actual) == []

    def test_units_convert(self) -> None:
        assert of("ZP505", **beside("1-2公里", "2500米")) == ["ZP505"]
        assert of("ZP505", **beside("1-2公里", "1500米")) == []

    def test_no_unit_no_finding(self) -> None:
        assert of("ZP505", **beside("15-20%", "100")) == []

    @pytest.mark.parametrize(
        ("nature", "actual", "expected"),
        [
            ("≥", "25%", []), ("≥", "10%", ["ZP505"]), ("≤", "10%", []), ("≤", "25%", ["ZP505"]),
            ("正向", "25%", []), ("反向", "10%", []),
        ],
    )  # fmt: skip
    def test_better_than_the_range(self, nature: str, actual: str, expected: list[str]) -> None:
        assert of("ZP505", nature=nature, target="15-20", unit="%", actual=actual) == expected

    @pytest.mark.parametrize(("actual", "expected"), [("98%", []), ("80%", ["ZP505"])])
    def test_a_satisfaction_above_its_range(self, actual: str, expected: list[str]) -> None:
        fields = {"nature": "=", "target": "90-95", "unit": "%", "actual": actual}
        assert of("ZP505", level3="群众满意度", **fields) == expected

    def test_dates(self) -> None:
        assert of("ZP505", **beside("2020年1月-11月", "2020年12月")) == ["ZP505"]
        assert of("ZP505", **beside("2020年1月-11月", "2020年5月")) == []

    def test_it_is_not_unmet_too(self) -> None:
        assert of(("ZP505", "ZP511"), nature="=", target="15-20", actual="25") == ["ZP505"]


class TestComparator:
    @pytest.mark.parametrize("actual", ["≥90%", ">=90%", "＞3", "≤ 5", "<1%", "≧90%"])
    def test_signs(self, actual: str) -> None:
        assert of("ZP506", actual=actual) == ["ZP506"]

    @pytest.mark.parametrize("actual", ["90%", "=90%", "不低于90%", "90%以上", "《办法》", None])
    def test_no_signs(self, actual: str | None) -> None:
        assert of("ZP506", actual=actual) == []


class TestRepeatsTarget:
    @pytest.mark.parametrize(
        ("target", "actual"), [("90", "≥90%"), ("90", ">= 90 %"), ("90%", "≥90"), ("≥90", "≥90%")]
    )
    def test_sign_and_number(self, target: str, actual: str) -> None:
        assert of("ZP507", target=target, unit="%", actual=actual) == ["ZP507"]

    @pytest.mark.parametrize("actual", ["90%", "≥91%", "≤90%", "≥90人"])
    def test_another_number_or_sign(self, actual: str) -> None:
        assert of("ZP507", target="90", unit="%", actual=actual) == []

    @pytest.mark.parametrize(
        ("target", "actual"),
        [
            ("有效提升", "有效提升"), ("自测和委托专业机构测评，确保质量", "自测，确保质量"),
            ("规范、完整、合规", "规范、合规。"),
        ],
    )  # fmt: skip
    def test_words(self, target: str, actual: str) -> None:
        assert of("ZP507", nature="定性", target=target, unit=None, actual=actual) == ["ZP507"]

    @pytest.mark.parametrize(
        ("target", "actual"),
        [
            ("良好", "良好"), ("明显提高", "提高"), ("按时完成项目建设", "按时完成"),
            ("前10名", "前10名"),
            ("12月31日前", "12月31日前"), ("每季度末前", "每季度末前"), ("100", "100"),
            ("第四季度", "第四季度"), ("第四季度完成", "第四季度完成"),
            ("未发生安全事故", "发生安全事故"),
            ("规范、完整、合规", "合规、规范"), ("确保质量", "自测，确保质量"),
            ("无安全事故发生", "全年无安全事故"),
            ("确保质量", None), (None, "确保质量"),
        ],
    )  # fmt: skip
    def test_words_that_may_be_what_was_reached(self, target: str, actual: str) -> None:
        assert of("ZP507", nature="定性", target=target, unit=None, actual=actual) == []

    def test_a_cut_is_told_as_one(self) -> None:
        row = indicator(nature="定性", target="确保质量，及时验收", unit=None, actual="及时验收")
        (note,) = notes(report_of(table(row)), only="ZP507")
        assert "only a part of" in note.finding.message


class TestApproximate:
    @pytest.mark.parametrize(
        "actual", ["100 余场", "约20场", "20场左右", "20多场", "20+", "20场+", "12场；约30人"]
    )
    def test_rough(self, actual: str) -> None:
        assert of("ZP508", actual=actual) == ["ZP508"]

    @pytest.mark.parametrize("actual", ["20场", "20场以上", "≥20", "许多场", "3+2模式", "A+", None])
    def test_not_rough(self, actual: str | None) -> None:
        assert of("ZP508", actual=actual) == []


class TestOverHundred:
    def test_hengshan(self) -> None:
        row = indicator(level3="学生满意度", nature=None, target="290%", unit=None, actual="95%")
        assert found(row, only="ZP509") == [("ZP509", 1, "target")]

    @pytest.mark.parametrize(
        "name", ["覆盖率", "覆盖率（%）", "群众满意度", "女性占比", "培训合格率100%"]
    )
    def test_completions(self, name: str) -> None:
        row = indicator(level3=name, target="100", unit="%", actual="100.1%")
        assert found(row, only="ZP509") == [("ZP509", 1, "actual")]

    @pytest.mark.parametrize(
        "name", ["产值增长率", "任务完成率", "更新频率", "就业增长比例", "培训人数"]
    )
    def test_what_may_exceed(self, name: str) -> None:
        assert of("ZP509", level3=name, target="120", unit="%", actual="130%") == []

    @pytest.mark.parametrize(("unit", "actual"), [("%", "100%"), ("‰", "150"), ("人", "150人")])
    def test_no_more_than_the_whole(self, unit: str, actual: str) -> None:
        assert of("ZP509", level3="覆盖率", target="90", unit=unit, actual=actual) == []


class TestBoundary:
    @pytest.mark.parametrize(
        ("nature", "told"), [("≥", "met"), ("≤", "met"), (">", "not met"), ("<", "not met")]
    )
    def test_equal(self, nature: str, told: str) -> None:
        report = report_of(table(indicator(nature=nature, target="80", unit="%", actual="80.0%")))
        (note,) = notes(report, only="ZP510")
        assert note.finding.message.endswith(f": {told}")
        assert note.finding.severity == "note"

    @pytest.mark.parametrize("actual", ["80.1%", "79.9%", "≥80%", "约80%", "80%以上", "完成", None])
    def test_other(self, actual: str | None) -> None:
        assert of("ZP510", nature="≥", target="80", unit="%", actual=actual) == []

    def test_converted(self) -> None:
        assert of("ZP510", nature="≥", target="2", unit="公里", actual="2000米") == ["ZP510"]

    @pytest.mark.parametrize("nature", ["=", None, "定性", "正向"])
    def test_no_bound(self, nature: str | None) -> None:
        assert of("ZP510", nature=nature, target="80", unit="%", actual="80%") == []


@pytest.mark.parametrize(
    "code", [code for code in builtin_rules() if code.startswith(("ZP5", "ZP6"))]
)
def test_pages_name_no_keys_in_sentences(code: str) -> None:
    page = builtin_rules()[code].page
    for text in (page.what, page.why, page.message, page.help, page.example):
        assert not re.search(r"(thresholds|words|points)\.", f"{text.en}{text.zh}")
