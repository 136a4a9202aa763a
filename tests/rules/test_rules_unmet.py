"""ZP511 and ZP512: completions below and far above their targets, with a reason or without."""

from __future__ import annotations

from typing import Any

import pytest
from making import found, indicator, notes, report_of, table


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


class TestUnmet:
    @pytest.mark.parametrize(
        ("deviation", "severity"),
        [
            ("按照计划完成", "error"), ("无偏差", "error"), (None, "error"), ("未完成", "error"),
            ("人员变动", "note"), ("未完成，资金未到位", "note"), ("0.00%", "error"),
            ("-20%", "error"), ("偏差率20%", "error"), ("负偏差", "error"), ("N/A", "error"),
            ("不适用", "error"), ("符合预期", "error"), ("无需改进", "error"), ("————", "error"),
        ],
    )  # fmt: skip
    def test_the_reason_counts(self, deviation: str | None, severity: str) -> None:
        fields = {"target": "180", "unit": "人", "actual": "164人", "deviation": deviation}
        assert severities("ZP511", **fields) == [("ZP511", severity)]

    @pytest.mark.parametrize(
        ("nature", "actual"),
        [("≥", "9"), (">", "10"), ("≤", "11"), ("<", "10"), ("=", "9"), ("反向", "11")],
    )
    def test_not_satisfied(self, nature: str, actual: str) -> None:
        assert of("ZP511", nature=nature, actual=actual) == ["ZP511"]

    @pytest.mark.parametrize(
        ("nature", "actual"),
        [
            ("≥", "10"), ("≤", "10"), ("=", "10"), ("=", "11"), ("≥", "100%"), ("≥", "9人"),
            ("≥", "完成"), ("≥", "约9"),
            ("≥", None), ("定性", "较好"),
        ],
    )  # fmt: skip
    def test_satisfied_or_not_to_be_told(self, nature: str, actual: str | None) -> None:
        assert of("ZP511", nature=nature, actual=actual) == []

    def test_a_cap_by_its_name(self) -> None:
        fields = {"level3": "三公经费控制率", "target": "100", "unit": "%", "actual": "72.74%"}
        assert of(("ZP511", "ZP604"), nature="定量指标", **fields) == []
        assert of("ZP511", nature="≥", **fields) == ["ZP511"]

    def test_a_reason_under_the_rows(self) -> None:
        row = indicator(actual="9", deviation=None)
        for text, severity in (("参训人员减少", "note"), ("无", "error")):
            (note,) = notes(report_of(table(row, fields={"未完成原因": text})), only="ZP511")
            assert note.finding.severity == severity

    def test_a_column_for_reasons_comes_first(self) -> None:
        rows = (indicator(actual="9", deviation=None), indicator(deviation="参训人员增多"))
        (note,) = notes(report_of(table(*rows, fields={"未完成原因": "人员减少"})), only="ZP511")
        assert note.finding.severity == "error"

    @pytest.mark.parametrize(
        ("label", "severity"),
        [
            ("扣分原因", "note"), ("原因分析", "note"), ("存在问题", "note"), ("偏离原因", "note"),
            ("说明", "note"), ("情况说明", "note"), ("改进措施", "error"),
            ("评分标准说明", "error"), ("数据来源", "error"),
        ],
    )  # fmt: skip
    def test_a_reason_in_a_column_of_its_own(self, label: str, severity: str) -> None:
        extra = {label: "受疫情影响少办2场"}
        fields = {"actual": "8", "deviation": None, "extra": extra}
        assert severities("ZP511", **fields) == [("ZP511", severity)]

    def test_a_column_without_a_reason_leaves_that_under_the_rows(self) -> None:
        fields = {"未完成原因": "人员减少"}
        for text, severity in (("无", "note"), ("参训人员增多", "error")):
            rows = (
                indicator(actual="9", deviation=None),
                indicator(deviation=None, extra={"扣分原因": text}),
            )
            (note,) = notes(report_of(table(*rows, fields=fields)), only="ZP511")
            assert note.finding.severity == severity

    def test_a_reason_in_a_note(self) -> None:
        row = indicator(actual="9", deviation=None)
        for text, severity in (("参训人员减少", "note"), ("说明不能完成的原因", "error")):
            (note,) = notes(report_of(table(row, notes=[f"偏差原因：{text}"])), only="ZP511")
            assert note.finding.severity == severity


class TestOvershoot:
    @pytest.mark.parametrize(
        ("actual", "deviation", "expected"),
        [
            ("119", "无", []), ("120", "无", ["note"]), ("129", "无", ["note"]),
            ("130", "无", ["warning"]),
            ("130", None, ["warning"]), ("130", "需求增加", ["note"]), ("130余", "无", ["warning"]),
            ("约140", "无", []), ("约150", "无", ["note"]), ("≤150", "无", []),
            ("计划150", "无", []),
        ],
    )  # fmt: skip
    def test_limits(self, actual: str, deviation: str | None, expected: list[str]) -> None:
        found = severities("ZP512", target="100", unit="人", actual=actual, deviation=deviation)
        assert [severity for _, severity in found] == expected

    @pytest.mark.parametrize("nature", ["≥", ">", None, "定量", "正向"])
    def test_more_is_asked_for(self, nature: str | None) -> None:
        assert of("ZP512", nature=nature, actual="13") == ["ZP512"]

    @pytest.mark.parametrize("nature", ["=", "≤", "<", "反向", "定性"])
    def test_more_is_not_asked_for(self, nature: str) -> None:
        assert of("ZP512", nature=nature, actual="13") == []

    @pytest.mark.parametrize(
        ("name", "target", "actual"),
        [
            ("投诉次数", "10次", "20次"), ("成本控制", "10份", "20份"),
            ("收入", "10万元", "20万元"), ("工期", "10天", "20天"),
        ],
    )  # fmt: skip
    def test_less_may_be_better_without_a_sign(self, name: str, target: str, actual: str) -> None:
        assert of("ZP512", level3=name, **beside(target, actual)) == []
        assert of("ZP512", level3=name, **beside(f"≥{target}", actual)) == ["ZP512"]

    def test_a_reason_in_a_column_of_its_own(self) -> None:
        fields = {"target": "100", "unit": "人", "actual": "150", "deviation": None}
        assert severities("ZP512", **fields) == [("ZP512", "warning")]
        assert severities("ZP512", **fields, extra={"情况说明": "需求增加"}) == [("ZP512", "note")]

    @pytest.mark.parametrize(("unit", "expected"), [("季度", []), ("次", ["ZP512"])])
    def test_so_often_in_each_quarter(self, unit: str, expected: list[str]) -> None:
        assert of("ZP512", level3="监测频率", target="1次", unit=unit, actual="4次") == expected

    def test_a_target_of_zero(self) -> None:
        assert of("ZP512", target="0", actual="5") == []

    def test_the_message_tells_the_multiple(self) -> None:
        row = indicator(target="75", unit="%", actual="100%")
        (note,) = notes(report_of(table(row)), only="ZP512")
        assert "is 133.3% of the target ≥75%" in note.finding.message
