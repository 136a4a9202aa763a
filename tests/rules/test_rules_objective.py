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

    @pytest.mark.parametrize(("length", "expected"), [(20, True), (19, False)])
    def test_goals_of_the_least_length_are_compared(self, length: int, expected: bool) -> None:
        assert self.found(GOAL[:length], GOAL[:length]) is expected

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

    @pytest.mark.parametrize(
        "summary",
        [
            f"基本完成{GOAL}",
            "基本完成年初目标",
            "全部完成。",
            "圆满完成12项重点任务",
            "已经完成各项工作",
            "各项工作均已完成，经费支出规范",
            "完成了全年的工作",
            "完成2024年度目标任务",
            "按计划完成各项工作",
            "目标1：完成教师培训",
            "年度总体目标已达成，群众满意度95%",
        ],
    )
    def test_claims(self, summary: str) -> None:
        assert self.found(summary, unfinished()) == 1

    @pytest.mark.parametrize(
        "summary",
        [
            "全年完成培训8场，完成率80%",
            "全年完成培训8场，尚有2场因疫情推迟",
            "已完成8场",
            "培训任务完成80%，其余部分因资金未到位延后",
            "总体目标完成情况较差",
            "目标完成率较低",
            "完成进度滞后",
            "完成情况：因机构改革项目取消",
            "项目取消，无法完成",
            "基本完成80%的任务",
            "除B项目外，其余均已完成",
            "A项目完成11场；B项目完成8场，因资金未到位少2场。",
            "督促各单位加快推进，确保完成任务",
            "完成情况与目标大体相符",
            "计划完成全年任务",
        ],
    )
    def test_sentences_about_completion_that_claim_none(self, summary: str) -> None:
        explained = {"actual": "8", "deviation": "资金未到位，下年补办"}
        assert self.found(summary, explained) == 0

    def test_an_activity_that_the_summary_leaves_out(self) -> None:
        done = activity(indicator(), name="A项目")
        late = activity(indicator(actual="8", deviation="资金未到位，下年补办"), name="B项目")
        for summary, expected in (("其余均已完成", 1), ("除B项目外，其余均已完成", 0)):
            one = table(done, late, overall_objective=objective(GOAL, summary))
            assert len(found(one, only="ZP302")) == expected

    def test_the_message_speaks_of_projects_too(self) -> None:
        one = table(
            indicator(**unfinished()), overall_objective=objective(GOAL, "基本完成全年任务。")
        )
        (note,) = notes(report_of(one), "ZP302")
        assert "this activity or project" in note.finding.message


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

    def test_completions_of_targets_of_100(self) -> None:
        """Twelve rates that were promised and reached in full were measured."""
        rates = [
            indicator(level3=f"合格率{n}", nature=None, target="100%", unit=None, actual="100%")
            for n in range(12)
        ]
        assert found(*rates, only="ZP303") == []

    def test_other_targets_that_fall_short_of_the_share(self) -> None:
        full = [indicator(nature="≥", target="100", actual="100%", unit="%")] * 10
        report = report_of(table(*full, indicator(), indicator()))
        (note,) = notes(report, "ZP303")
        assert note.finding.severity == "note"
        assert "10 of them have 100% as their target" in note.finding.message

    def test_other_targets_that_reach_the_share(self) -> None:
        full = [indicator(target="100", actual="100%", unit="%")] * 10
        done = [indicator(actual="100%")] * 4
        (note,) = notes(report_of(table(*full, *done, indicator())), "ZP303")
        assert note.finding.severity == "warning"
