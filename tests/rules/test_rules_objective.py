"""ZP3xx: for each rule what it finds, and what is near and fine."""

from __future__ import annotations

import random

import pytest

from rules.making import activity, found, indicator, notes, objective, report_of, table

GOAL = "促进我市对外宣传、理论学习、文明城市创建等领域工作开展，保障活动经费支出。"


class TestSummaryCopied:
    def found(self, expected: str | None, achieved: str | None) -> bool:
        one = table(overall_objective=objective(expected, achieved))
        return found(one, only="ZP301") == [("ZP301", None, "overall_objective.achieved")]

    @pytest.mark.parametrize(
        "achieved", [GOAL, f"基本完成{GOAL}", f"已{GOAL} ", GOAL.replace("，", "\n，")]
    )
    def test_the_goal_once_more(self, achieved: str) -> None:
        assert self.found(GOAL, achieved)

    @pytest.mark.parametrize(
        "achieved",
        [
            f"{GOAL}全年开展宣传活动42场，发放资料3000份。",
            "全年开展宣传活动42场，发放资料3000份，组织理论学习12次，群众满意度96%。",
            None,
            "",
        ],
    )
    def test_a_summary_of_its_own(self, achieved: str | None) -> None:
        assert not self.found(GOAL, achieved)

    def test_short_goals_say_nothing(self) -> None:
        assert not self.found("保障部门正常运转。", "保障部门正常运转。")

    def test_no_goal(self) -> None:
        assert not self.found(None, GOAL)

    def test_the_message_has_the_share(self) -> None:
        one = table(overall_objective=objective(GOAL, GOAL))
        assert "100.0 %" in notes(report_of(one), "ZP301")[0].finding.message

    def test_long_texts_of_two_signs_are_compared_up_to_a_length(self) -> None:
        random.seed(1)
        texts = ["".join(random.choices("甲乙", k=200_000)) for _ in range(2)]
        assert not self.found(texts[0], texts[1])


def unfinished(**fields: str | None) -> dict[str, str | None]:
    return {"actual": None, "deviation": "未完成", **fields}


class TestSummaryContradicted:
    def found(self, summary: str | None, *rows: dict[str, str | None]) -> int:
        nothing = activity(*(indicator(**one) for one in rows), name="二")
        one = table(activity(name="一"), nothing, overall_objective=objective(GOAL, summary))
        hits = found(one, only="ZP302")
        assert set(hits) <= {("ZP302", None, "name")}
        return len(hits)

    @pytest.mark.parametrize("summary", ["基本完成全年任务。", "年度目标全部达成"])
    def test_all_of_an_activity_is_unfinished(self, summary: str) -> None:
        assert self.found(summary, unfinished(), unfinished()) == 1

    @pytest.mark.parametrize(
        "row",
        [
            {"actual": "5"},
            {"actual": "未完成预期指标", "deviation": None},
            unfinished(deviation="尚未开展"),
        ],
    )
    def test_whatever_says_that_it_is_unfinished(self, row: dict[str, str | None]) -> None:
        assert self.found("已完成", row) == 1

    @pytest.mark.parametrize(
        "row",
        [
            {},
            {"actual": "100%"},
            {"actual": None, "deviation": None},
            unfinished(deviation="未完成，因资金不足"),
            {"actual": None},
        ],
    )
    def test_one_row_is_finished_or_cannot_be_told(self, row: dict[str, str | None]) -> None:
        assert self.found("已完成", unfinished(), row) == 0

    @pytest.mark.parametrize(
        "summary",
        [None, "", "年度目标未完成", "部分完成", "完成三项，一项未全部完成", "开展宣传42场"],
    )
    def test_the_summary_claims_nothing_or_denies_it(self, summary: str | None) -> None:
        assert self.found(summary, unfinished()) == 0


class TestAllHundred:
    @staticmethod
    def found(hundred: int, other: int, blank: int = 0, completion: str = "100%") -> bool:
        full = [indicator(actual=completion, unit="%")] * hundred
        rest = [indicator(actual="95%", unit="%")] * other + [indicator(actual=None)] * blank
        hits = found(*full, *rest, only="ZP303")
        assert set(hits) <= {("ZP303", None, None)}
        return bool(hits)

    @pytest.mark.parametrize(
        ("hundred", "other", "blank", "expected"),
        [(8, 2, 0, True), (8, 2, 50, True), (7, 3, 0, False), (9, 0, 0, False), (10, 0, 0, True)],
    )
    def test_share_and_number(self, hundred: int, other: int, blank: int, expected: bool) -> None:
        assert self.found(hundred, other, blank) is expected

    @pytest.mark.parametrize("completion", ["≥100%", "约100%", "100%以上", "完成", "100次"])
    def test_other_completions(self, completion: str) -> None:
        assert not self.found(10, 0, completion=completion)

    @pytest.mark.parametrize("completion", ["100 %", "１００％", "100.00%", "100"])
    def test_other_spellings(self, completion: str) -> None:
        assert self.found(10, 0, completion=completion)
