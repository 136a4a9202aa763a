"""ZP6xx: deviations beside the numbers."""

from __future__ import annotations

from typing import Any

import pytest
from making import codes, found, indicator, notes, report_of, table

from zhperf.checking import CheckPlan, check
from zhperf.profiles import builtin_profiles


def of(only: str, **fields: Any) -> list[str]:  # noqa: ANN401
    """The codes that one indicator gets."""
    return [code for code, _, _ in found(indicator(**fields), only=only)]


class TestUnfinishedWithoutReason:
    @pytest.mark.parametrize("deviation", ["未完成", "部分完成", "尚未完成。"])
    def test_a_status_only(self, deviation: str) -> None:
        row = indicator(actual=None, deviation=deviation)
        assert found(row, only="ZP601") == [("ZP601", 1, "deviation")]

    def test_beside_a_number_that_does_not_reach(self) -> None:
        assert of("ZP601", actual="8", deviation="未完成") == ["ZP601"]

    @pytest.mark.parametrize("deviation", ["未完成，资金未到位", "无偏差", None, "/"])
    def test_a_reason_or_nothing(self, deviation: str | None) -> None:
        assert of("ZP601", actual=None, deviation=deviation) == []

    @pytest.mark.parametrize("deviation", ["未完成全年目标任务", "未完成该项任务"])
    def test_a_status_with_its_object(self, deviation: str) -> None:
        assert of("ZP601", actual=None, deviation=deviation) == ["ZP601"]

    @pytest.mark.parametrize("deviation", ["存在偏差", "未按期完成", "负偏差"])
    def test_a_deviation_without_a_word_why(self, deviation: str) -> None:
        assert of("ZP601", actual="8", deviation=deviation) == ["ZP601"]
        assert of("ZP601", actual="全部完成", deviation=deviation) == []

    def test_a_number_is_the_matter_of_other_rules(self) -> None:
        assert of("ZP6", actual="8", deviation="-20%") == []

    @pytest.mark.parametrize("deviation", ["未完成", "存在偏差"])
    def test_a_reason_in_another_column(self, deviation: str) -> None:
        fields = {"actual": None, "deviation": deviation, "extra": {"未完成原因": "资金未到位"}}
        assert of("ZP601", **fields) == []

    def test_a_met_target_is_another_rule(self) -> None:
        assert of("ZP6", actual="11", deviation="未完成") == ["ZP605"]


class TestReasonWithoutMeasures:
    @staticmethod
    def asked(**fields: Any) -> list[str]:  # noqa: ANN401
        return of("ZP602", **fields)

    @pytest.mark.parametrize(
        "fields",
        [
            {"actual": "8"},
            {"target": "15-20", "nature": "=", "actual": "25"},
            {"nature": "定性", "target": "明显", "actual": "部分达成预期指标"},
            {"actual": "11", "weight": "10", "score": "9.5"},
        ],
    )
    def test_not_reached(self, fields: dict[str, str]) -> None:
        assert self.asked(deviation="申请人减少", **fields) == ["ZP602"]

    @pytest.mark.parametrize("deviation", ["申请人减少，下一步加强宣传", "无偏差", "未完成", None])
    def test_measures_or_no_reason(self, deviation: str | None) -> None:
        assert self.asked(actual="8", deviation=deviation) == []

    def test_reached(self) -> None:
        assert self.asked(actual="11", deviation="申请人增多", weight="10", score="10") == []

    @pytest.mark.parametrize(
        ("extra", "expected"),
        [
            ({"改进措施": "下年补办"}, []), ({"纠偏措施": "补办2场"}, []),
            ({"改进措施": "无"}, ["ZP602"]), ({"备注": "下年补办"}, ["ZP602"]),
        ],
    )  # fmt: skip
    def test_measures_in_their_own_column(self, extra: dict[str, str], expected: list[str]) -> None:
        assert self.asked(actual="8", deviation="疫情影响", extra=extra) == expected

    def test_measures_at_the_foot(self) -> None:
        row = indicator(actual="8", deviation="疫情影响")
        for text, expected in (("下年加强统筹", []), ("无", [("ZP602", 1, "deviation")])):
            assert found(table(row, fields={"改进措施": text}), only="ZP602") == expected

    def test_a_reason_in_another_column(self) -> None:
        row = indicator(actual="8", deviation=None, extra={"扣分原因": "申请人减少"})
        assert found(row, only="ZP602") == [("ZP602", 1, "extra.扣分原因")]

    def test_forms_that_do_not_ask(self) -> None:
        profile = builtin_profiles()["default"].model_copy(update={"id": "own", "measures": False})
        plan = CheckPlan(codes=frozenset({"ZP602"}), profile="own", profiles=(profile,))
        row = indicator(actual="8", deviation="申请人减少")
        assert check(report_of(table(row)), plan) == []


class TestNoDeviationWithoutCompletion:
    @pytest.mark.parametrize("deviation", ["无偏差", "无", "0", "按照计划完成"])
    def test_blank_completion(self, deviation: str) -> None:
        row = indicator(actual=None, deviation=deviation)
        assert found(row, only="ZP603") == [("ZP603", 1, "deviation")]

    def test_a_dash_is_blank(self) -> None:
        assert of("ZP603", actual="——") == ["ZP603"]

    @pytest.mark.parametrize("deviation", ["未完成", "没有轮换、动用库存", None, "/"])
    def test_other_statements(self, deviation: str | None) -> None:
        assert of("ZP603", actual=None, deviation=deviation) == []

    def test_a_completion(self) -> None:
        assert of("ZP603", actual="0") == []

    def test_a_row_that_was_not_filled_in(self) -> None:
        assert of("ZP603", level3="指标2：", target=None, actual=None, deviation="无") == []


class TestNoDeviationOutsideTarget:
    def test_wuhu(self) -> None:
        row = indicator(
            nature=None, target="≥180人", unit=None, actual="164人", deviation="按照计划完成"
        )
        expected = [("ZP511", 1, "actual"), ("ZP604", 1, "deviation")]
        assert found(row, only=("ZP5", "ZP6")) == expected

    def test_outside_a_range(self) -> None:
        fields = {"nature": "=", "target": "15-20", "unit": "%", "actual": "100%"}
        assert of("ZP604", **fields) == ["ZP604"]

    @pytest.mark.parametrize("deviation", ["0.00%", "符合预期", "无需改进", "-无偏差"])
    def test_in_other_words(self, deviation: str) -> None:
        assert of("ZP604", actual="8", deviation=deviation) == ["ZP604"]

    @pytest.mark.parametrize("deviation", ["人员变动", "未完成", "-20%", "不适用", None])
    def test_other_statements(self, deviation: str | None) -> None:
        assert of("ZP604", actual="8", deviation=deviation) == []

    @pytest.mark.parametrize("actual", ["10", "100%", "全部完成", None])
    def test_met_or_not_to_be_told(self, actual: str | None) -> None:
        assert of("ZP604", actual=actual) == []


class TestMetButUnfinished:
    @pytest.mark.parametrize("deviation", ["未完成", "部分完成"])
    def test_met(self, deviation: str) -> None:
        row = indicator(actual="10", deviation=deviation)
        assert found(row, only="ZP605") == [("ZP605", 1, "deviation")]

    @pytest.mark.parametrize("actual", ["9", "100%", "基本完成", None])
    def test_not_met_or_not_to_be_told(self, actual: str | None) -> None:
        assert of("ZP605", actual=actual, deviation="未完成") == []

    @pytest.mark.parametrize(
        "deviation",
        ["未按期完成", "未按时完成", "未如期完成", "未按计划完成", "存在偏差", "有偏差"],
    )
    def test_late_or_a_deviation_is_no_contradiction(self, deviation: str) -> None:
        assert of("ZP6", actual="10", deviation=deviation) == []

    def test_nothing_may_be_what_was_done(self) -> None:
        assert of("ZP6", nature="≤", actual="0", deviation="未完成") == ["ZP601"]
        assert of("ZP6", nature="≤", actual="1", deviation="未完成") == ["ZP605"]
        assert of("ZP6", nature="=", target="0", actual="0", deviation="未完成") == ["ZP605"]

    def test_a_reason(self) -> None:
        assert of("ZP605", actual="10", deviation="因天气推迟，未完成") == []


def test_messages_name_the_printed_texts() -> None:
    row = indicator(target="180", unit="人", actual="164人", deviation="按照计划完成")
    (note,) = notes(report_of(table(row)), only="ZP604")
    expected = "“按照计划完成” is said, but the completion 164人 does not satisfy the target ≥180人"
    assert note.finding.message == expected


def test_rows_are_told_in_print_order() -> None:
    rows = [indicator(actual=None, deviation=text) for text in ("未完成", "无偏差", "未完成")]
    expected = [("ZP601", 1, "deviation"), ("ZP603", 2, "deviation"), ("ZP601", 3, "deviation")]
    # Some row must show that the form has completions at all.
    assert codes(report_of(table(*rows, indicator())), only="ZP6") == expected
