"""Rules on points: full scores, scores, formulas, bands, totals, grades."""

from __future__ import annotations

from typing import Any

import pytest

from rules.making import Found, activity, codes, fund, notes, report_of, table, total
from zhperf.report import Finding, Indicator, Region, Table

REGION = Region(page=1, bbox=(400, 300, 440, 340))


def row(weight: str | None = "10", score: str | None = None, **fields: Any) -> Indicator:  # noqa: ANN401
    """An indicator of outputs that was reached, with all its points."""
    data: dict[str, Any] = {
        "level1": "产出指标",
        "level2": "数量指标",
        "level3": "培训人数",
        "target": "≥100人",
        "actual": "100人",
        "weight": weight,
        "score": weight if score is None else score,
    }
    return Indicator.model_validate(data | fields)


def national(output: str = "50", benefit: str = "30", satisfaction: str = "10") -> list[Indicator]:
    """Three rows, one for each level of the national form."""
    return [
        row(output),
        row(benefit, level1="效益指标", level2="社会效益指标"),
        row(satisfaction, level1="满意度指标", level2="服务对象满意度指标"),
    ]


def form(*rows: Any, **fields: Any) -> Table:  # noqa: ANN401
    """A table of the national form; money of 10 points unless other funds are given."""
    data = {"template": "national-project", "funds": [fund()], "total": total()}
    return table(*rows, **(data | fields))


def found(only: str, *tables: Table, profile: str = "auto") -> list[Found]:
    """What a rule finds."""
    return codes(report_of(*tables), only, profile)


def findings(only: str, *tables: Table, profile: str = "auto") -> list[Finding]:
    """The findings of a rule."""
    return [one.finding for one in notes(report_of(*tables), only, profile)]


# --- ZP801 ---------------------------------------------------------------------------------


def test_full_scores_that_are_no_whole() -> None:
    (only,) = findings("ZP801", form(*national("48")))
    assert (only.location.field, only.value, only.expected) == ("total.weight", "100", "100")
    assert "98" in only.message


@pytest.mark.parametrize(
    "rows",
    [
        national(),
        [*national("49.996"), row(None)],
        [*national("40"), row("10分")],
        [row(None), row("—")],
        [*national("40%"), row("20")],
    ],
)
def test_full_scores_that_are_whole_or_cannot_be_told(rows: list[Indicator]) -> None:
    assert not found("ZP801", form(*rows))


def test_form_that_prints_no_points_of_the_budget() -> None:
    (only,) = findings("ZP801", form(*national(), funds=[]))
    assert "no points of the budget" in only.message
    assert not found("ZP801", form(*national("60"), funds=[]))


def test_merged_cell_counts_once() -> None:
    merged = [row("50", regions={"weight": [REGION], "score": [REGION]}) for _ in range(2)]
    rest = national()[1:]
    assert not found("ZP801", form(*merged, *rest))
    assert found("ZP801", form(row("50"), row("50"), *rest))


def test_points_of_the_budget_count_once() -> None:
    total_row, part = fund(), fund(name="其中：财政拨款")
    assert not found("ZP801", form(*national(), funds=[total_row, part]))
    parts = [fund(name="基本支出"), fund(name="项目支出")]
    assert not found("ZP801", form(*national(), funds=parts))
    assert not found("ZP801", form(*national("40"), funds=parts))
    assert found("ZP801", form(*national("30"), funds=parts))
    different = [fund(name="基本支出"), fund(name="项目支出", weight="20", score="20")]
    assert found("ZP801", form(*national(), funds=different))
    assert not found("ZP801", form(*national("30"), funds=different))


def test_activities_with_the_whole_each() -> None:
    both = [activity(*national("60"), name=name) for name in ("甲", "乙")]
    assert not found("ZP801", form(*both, funds=[]))
    assert not found("ZP801", form(*(activity(*national(), name=name) for name in ("甲", "乙"))))
    assert not found("ZP801", form(*both))
    assert not found("ZP801", form(*both, activity(row(None), name="丙"), funds=[]))
    other = activity(*national("50"), name="丙")
    assert found("ZP801", form(*both, other, funds=[]))


def test_scored_blocks_outside_of_the_grid() -> None:
    fields = {"分配科学性 情况说明": "按因素", "分配科学性 分值": "20", "分配科学性 得分": "20"}
    assert not found("ZP801", form(*national("30"), fields=fields))
    assert found("ZP801", form(*national("50"), fields=fields))
    assert not found("ZP801", form(*national("50"), fields=fields | {"分配科学性 分值": "若干"}))


GOALS = {"年度绩效目标1（40分）": "", "年度绩效目标2（38分）": ""}


def goal_form(fields: dict[str, str]) -> Table:
    """The form of Hubei: points in the labels of goals, none in rows and funds."""
    money = fund(weight=None, score="20")
    rows = [row(None, "40"), row(None, "38", level1="效益指标")]
    return table(*rows, template="annual-goals", funds=[money], fields=fields)


def test_points_in_labels_of_goals() -> None:
    (only,) = findings("ZP801", goal_form(GOALS))
    assert only.location.field == "fields.年度绩效目标1（40分）"
    assert "98" in only.message


@pytest.mark.parametrize(
    "fields",
    [
        {"年度绩效目标1（40分）": "", "年度绩效目标2（40分）": ""},
        {"年度绩效目标1（40分）": "", "年度绩效目标2": ""},
        {},
    ],
)
def test_goals_that_are_whole_or_cannot_be_told(fields: dict[str, str]) -> None:
    assert not found("ZP801", goal_form(fields))


def test_goals_without_known_points_of_the_budget() -> None:
    assert not found("ZP801", goal_form(GOALS), profile="default")


@pytest.mark.parametrize(
    ("rows", "fires"),
    [
        ([*(row("16.67") for _ in range(3)), *national()[1:]], False),
        ([*(row("16.66") for _ in range(3)), *national()[1:]], False),
        ([*(row("16.65") for _ in range(3)), *national()[1:]], True),
        ([*(row("8.2") for _ in range(11))], False),  # 90.2 stands for 90
        ([row("24"), row("25"), *national()[1:]], True),
    ],
)
def test_full_scores_that_were_rounded_when_printed(rows: list[Indicator], *, fires: bool) -> None:
    assert bool(found("ZP801", form(*rows))) is fires


def test_form_without_points_of_the_budget_may_have_the_whole_without_them() -> None:
    def without_budget(output: str, whole: str | None, **fields: Any) -> Table:  # noqa: ANN401
        data = {"funds": [fund(weight=None)], "total": total(whole, None)} | fields
        return form(*national(output), **data)

    both = ("ZP801", "ZP802")
    for output, whole in (("60", "100"), ("60", None), ("50", "90"), ("50", None)):
        report = report_of(without_budget(output, whole))
        assert not codes(report, both), (output, whole)
    # The total row says that ten points lack; the default profile knows of no budget's points.
    assert found("ZP801", without_budget("50", "100"))
    assert found("ZP801", without_budget("50", "90"), profile="default")
    assert found("ZP801", without_budget("50", "90", funds=[fund()])) == []
    assert found("ZP801", without_budget("40", "80"))
    assert found("ZP801", without_budget("40", "90", funds=[fund()]))


def test_bonus_points_come_on_top() -> None:
    bonus = row("5", "2", level1="加分项", level2=None, level3="获省级表彰")
    for points in ("100", "102"):
        one = form(*national(), bonus, total=total("100", points))
        assert not codes(report_of(one), ("ZP801", "ZP806", "ZP807"))
    assert found("ZP801", form(*national("45"), bonus)) == []  # the form counts it
    assert found("ZP801", form(*national("44"), bonus))


# --- ZP802 ---------------------------------------------------------------------------------


def test_level_with_other_points_than_its_label() -> None:
    rows = [row("20", level1="产出指标(50分)"), row("20", level1="产出指标(50分)")]
    (only,) = findings("ZP802", form(*rows), profile="default")
    assert (only.location.row, only.location.field, only.expected) == (1, "level1", "50")


@pytest.mark.parametrize(
    "label", ["产出指标（40）", "产出指标(40分)", "产出（40.0分）", "产出指标40分", "产出指标"]
)
def test_level_with_the_points_of_its_label(label: str) -> None:
    rows = [row("20", level1=label), row("20", level1=label)]
    assert not found("ZP802", form(*rows), profile="default")


def test_label_that_stands_in_several_activities() -> None:
    def goals(*points: str) -> Table:
        parts = (activity(row(one, level1="产出指标(40分)")) for one in points)
        return form(*parts, funds=[])

    assert not found("ZP802", goals("40", "40"), profile="default")
    assert not found("ZP802", goals("15", "25"), profile="default")
    assert found("ZP802", goals("40", "30"), profile="default") == [("ZP802", 1, "level1")]


def test_label_wins_over_the_profile() -> None:
    rows = national("70", "10")
    rows[0].level1, rows[1].level1 = "产出指标（70分）", "效益指标（10分）"
    assert not found("ZP802", form(*rows), profile="national-project")


def test_levels_of_the_profile() -> None:
    places = found("ZP802", form(*national("60", "20")))
    assert places == [("ZP802", 1, "level1"), ("ZP802", 2, "level1")]
    assert not found("ZP802", form(*national("60", "20")), profile="default")
    assert not found("ZP802", form(*national()))


def test_level_is_found_once() -> None:
    rows = [row("30"), row("30"), *national("0", "20")[1:]]
    assert [at for _, at, _ in found("ZP802", form(*rows))] == [1, 3]


def test_profile_is_asked_only_where_all_its_levels_are_printed() -> None:
    assert not found("ZP802", form(*national("60", "30")[:2]))
    cost = row("20", level1="成本指标")
    assert not found("ZP802", form(*national("40", "20"), cost))
    instead = [*national("60", "30")[:2], row("10", level1="成本指标")]
    assert not found("ZP802", form(*instead))
    henan = [*national("30", "25", "5"), row("12", level1="成本指标")]
    assert found("ZP802", form(*henan), profile="henan") == [("ZP802", 4, "level1")]


def test_budget_as_a_row_of_the_grid() -> None:
    rate = row("10", level1="预算执行率指标", level2="预算执行率", level3=None)
    data: dict[str, Any] = {"funds": [fund(weight=None)]}
    assert not codes(report_of(form(*national(), rate, **data)), ("ZP801", "ZP802"))
    wrong = form(*national("55", "25"), rate, **data)
    assert [at for _, at, _ in found("ZP802", wrong)] == [1, 2]
    below = row("10", level3="预算执行率")
    assert not codes(report_of(form(*national(), below, **data)), ("ZP801", "ZP802"))
    assert not codes(report_of(form(*national("40"), below)), ("ZP801", "ZP802"))
    aspect = {"预算执行率 分值": "10", "预算执行率 得分": "10"}
    assert found("ZP802", form(*national("60", "20"), fields=aspect, **data))


def test_points_of_a_level_that_were_rounded_when_printed() -> None:
    thirds = [row("16.67") for _ in range(3)]
    assert not found("ZP802", form(*thirds, *national()[1:]))
    labelled = [row("13.33", level1="产出指标（40分）") for _ in range(3)]
    assert not found("ZP802", form(*labelled))


NOTE = (
    "注：1.一级指标分值统一设置为：产出指标50分、效益指标30分、服务对象满意度指标10分、"
    "预算资金执行率10分。"
)


def test_note_of_the_form() -> None:
    rows = national("70", "10")
    rows[0].level1, rows[1].level1 = "产出指标（70分）", "效益指标（10分）"
    hits = findings("ZP802", form(*rows, notes=[NOTE]), profile="default")
    assert [(one.location.row, one.expected) for one in hits] == [(1, "50"), (2, "30")]
    assert all("note" in one.message for one in hits)
    assert not found("ZP802", form(*national(), notes=[NOTE]), profile="default")


def test_note_that_calls_a_level_otherwise() -> None:
    satisfied = form(*national("50", "20", "20"), notes=[NOTE])
    assert [at for _, at, _ in found("ZP802", satisfied, profile="default")] == [2, 3]


def test_note_of_two_levels() -> None:
    note = "注：分值设置为产出指标60分，效益指标30分，预算执行率10分。"
    one = form(*national("50", "40")[:2], notes=[note])
    assert [hit.expected for hit in findings("ZP802", one, profile="default")] == ["60", "30"]


def test_note_that_is_no_split() -> None:
    notes_ = ["注：产出指标50分。", "效益指标得分60-80分", "产出指标50、效益指标20"]
    assert not found("ZP802", form(*national("70", "10"), notes=notes_), profile="default")


def test_points_of_the_budget() -> None:
    other = form(*national(), funds=[fund(weight="20", score="20")])
    assert found("ZP802", other) == [("ZP802", None, "funds.0.weight")]
    assert not found("ZP802", other, profile="hubei")
    assert not found("ZP802", other, profile="default")
    noted = form(*national(), funds=[fund(weight="20", score="20")], notes=[NOTE])
    (only,) = findings("ZP802", noted, profile="default")
    assert only.location.field == "funds.0.weight"
    assert "note" in only.message


def test_points_of_the_budget_in_the_row_that_prints_them() -> None:
    part = fund(name="其中：财政拨款", weight="20", score="20")
    rows = [fund(weight="—", score="—"), fund(name="其他资金", weight=None), part]
    assert found("ZP802", form(*national(), funds=rows)) == [("ZP802", None, "funds.2.weight")]


# --- ZP803 ---------------------------------------------------------------------------------


def test_scores_above_their_full_score() -> None:
    fields = {"使用规范性 分值": "6", "使用规范性 得分": "7"}
    one = form(
        row("10", "12"),
        row("10", "10"),
        funds=[fund(score="10.5")],
        fields=fields,
        total=total("100", "101"),
    )
    assert found("ZP803", one) == [
        ("ZP803", None, "funds.0.score"),
        ("ZP803", None, "fields.使用规范性 得分"),
        ("ZP803", None, "total.score"),
        ("ZP803", 1, "score"),
    ]


@pytest.mark.parametrize(
    ("weight", "score"), [("10", "10.00"), ("10", "10.004"), ("10", "满分"), ("—", "5"), ("10", "")]
)
def test_scores_up_to_their_full_score(weight: str, score: str) -> None:
    assert not found("ZP803", form(row(weight, score)))


def test_score_of_the_rate_may_be_rounded() -> None:
    assert not found("ZP803", form(*national(), funds=[fund(score="10.004")]))
    assert found("ZP803", form(*national(), funds=[fund(score="10.006")]))


def test_score_that_is_merged_over_rows() -> None:
    rows = [row("10", "20", regions={"score": [REGION]}) for _ in range(2)]
    assert not found("ZP803", form(*rows))


# --- ZP804 ---------------------------------------------------------------------------------


def scored(score: str, **fields: Any) -> list[Found]:  # noqa: ANN401
    """What ZP804 finds in a row of 20 points."""
    return found("ZP804", form(row("20", score, **fields)))


@pytest.mark.parametrize(
    ("fields", "right"),
    [
        ({"actual": "100人"}, "20"),
        ({"actual": "94人"}, "18.8"),
        ({"actual": "50人"}, "10"),
        ({"actual": "0人"}, "0"),
        ({"target": ">100人", "actual": "73人"}, "14.6"),
        ({"target": "=100人", "actual": "73人"}, "14.6"),
        ({"target": "100人", "actual": "73人"}, "14.6"),
        ({"target": "100人", "actual": "119人"}, "20"),
        ({"nature": "≥", "target": "100", "unit": "%", "actual": "73%"}, "14.6"),
        ({"target": "≥2公里", "actual": "1460米"}, "14.6"),
        ({"nature": "正向", "target": "100人", "actual": "73人"}, "14.6"),
        ({"target": "≤100人", "actual": "90人"}, "20"),
        ({"nature": "反向", "target": "100人", "actual": "100人"}, "20"),
        ({"target": "=0起", "actual": "0起"}, "20"),
        ({"target": "=0起", "actual": "3起"}, "0"),
        ({"target": "≤0起", "actual": "3起"}, "0"),
    ],
)
def test_score_by_formula(fields: dict[str, Any], right: str) -> None:
    assert not scored(right, **fields)
    wrong = "16.8" if right in ("20", "18.8") else "20"
    (only,) = findings("ZP804", form(row("20", wrong, **fields)))
    assert (only.location.row, only.location.field, only.expected) == (1, "score", right)


def test_reverse_formulas() -> None:
    beyond = {"target": "≤100人", "actual": "125人"}
    assert not scored("15", **beyond)  # 1-(B-A)/A
    assert not scored("16", **beyond)  # A/B
    assert scored("17.7", **beyond)
    jinan = form(row("20", "15", **beyond))
    assert found("ZP804", jinan, profile="jinan")
    assert not scored("0", target="≤100人", actual="200人")


@pytest.mark.parametrize("score", ["18.7", "18.9", "19", "18.90", "18.8分"])
def test_scores_that_are_rounded(score: str) -> None:
    assert not scored(score, actual="94人")


@pytest.mark.parametrize(
    ("actual", "score"), [("87%", "17"), ("88.5%", "17.5"), ("87.5%", "17"), ("87.5%", "18")]
)
def test_scores_in_steps(actual: str, score: str) -> None:
    assert not scored(score, target="≥100%", actual=actual)


@pytest.mark.parametrize("score", ["18.65", "18.95", "18.5", "18", "20"])
def test_scores_that_are_no_rounding(score: str) -> None:
    assert scored(score, actual="94人")


@pytest.mark.parametrize(
    "fields",
    [
        {"target": "100-200人", "actual": "50人"},
        {"target": "约100人", "actual": "50人"},
        {"target": "≥100人", "actual": "50余人"},
        {"target": "≥100人", "actual": "≥100人"},
        {"target": "≥100人", "actual": "50%"},
        {"target": "≥100人", "actual": "50场"},
        {"target": "≥100人；≥20场", "actual": "50人"},
        {"target": "2024年6月", "actual": "2024年7月"},
        {"target": "良好", "actual": "一般"},
        {"target": "≥100人", "actual": "已完成"},
        {"target": "≥100人", "actual": None},
        {"target": "100万元", "actual": "50万元"},
        {"target": "3天", "actual": "1天"},
        {"target": "100%", "actual": "72.74%", "level3": "三公经费控制率"},
        {"target": "5起", "actual": "1起", "level3": "投诉数量"},
        {"target": "100人", "actual": "120人"},
        {"target": "≥0起", "actual": "3起"},
    ],
)
def test_rows_without_a_formula(fields: dict[str, Any]) -> None:
    assert not scored("3.3", **fields)


def test_equal_values_have_all_points_whichever_way_is_better() -> None:
    assert scored("17.7", target="100万元", actual="100万元")
    assert not scored("20", target="100万元", actual="100万元")


def test_merged_scores_follow_no_formula() -> None:
    places = {"weight": [REGION], "score": [REGION]}
    assert not found("ZP804", form(*(row("20", "3", regions=places) for _ in range(2))))


def test_message_prints_the_target_with_sign_and_unit() -> None:
    one = row("30", "30", nature="≤", target="2", unit="%", actual="3")
    (only,) = findings("ZP804", form(one))
    assert "target ≤2% and completion 3 give" in only.message


def test_score_in_a_message_is_rounded_as_calculators_do() -> None:
    (only,) = findings("ZP804", form(row("30", "26", target="≥80%", actual="75%")))
    assert only.expected == "28.13"


def test_negative_score_is_an_error() -> None:
    severities = [findings("ZP804", form(row("20", one)))[0].severity for one in ("-5", "12")]
    assert severities == ["error", "warning"]


# --- ZP805 ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("actual", "score", "profile", "fires"),
    [
        ("达成预期指标", "10", "default", False),
        ("达成预期指标", "8", "default", False),
        ("达成预期指标", "7.9", "default", False),
        ("达成预期指标", "7.8", "default", True),
        ("已完成", "6", "default", True),
        ("部分达成预期指标并具有一定效果", "10", "default", True),
        ("部分达成预期指标并具有一定效果", "8", "default", False),
        ("部分达成预期指标并具有一定效果", "6", "default", False),
        ("部分达成预期指标并具有一定效果", "5.5", "default", True),
        ("部分达成预期指标并具有一定效果", "5.5", "jinan", False),
        ("部分达成预期指标并具有一定效果", "5.5", "hubei", False),
        ("未达成预期指标且效果较差", "5.5", "default", False),
        ("未达成预期指标且效果较差", "6.5", "default", True),
        ("未完成", "6", "jinan", True),
        ("良好", "1", "default", False),
        ("100人", "1", "default", False),
        ("不适用", "1", "default", False),
    ],
)
def test_bands_of_texts(actual: str, score: str, profile: str, *, fires: bool) -> None:
    hits = found("ZP805", form(row("10", score, target="效果明显", actual=actual)), profile=profile)
    assert hits == ([("ZP805", 1, "score")] if fires else [])


def test_indicator_without_points_lies_in_no_band() -> None:
    assert not found("ZP805", form(row("0", "0", actual="未完成")))


# --- ZP806 ---------------------------------------------------------------------------------


@pytest.mark.parametrize("deviation", [None, "", "—", "无", "无偏差", "0"])
def test_points_lost_without_a_reason(deviation: str | None) -> None:
    lost = form(row("10", "9", deviation=deviation))
    assert found("ZP806", lost) == [("ZP806", 1, "score")]


@pytest.mark.parametrize(
    "fields",
    [
        {"score": "10"},
        {"score": "9.996"},
        {"score": ""},
        {"deviation": "高峰车流大，增设引导屏"},
        {"deviation": "未完成"},
        {"extra": {"扣分原因": "缺日志"}},
    ],
)
def test_points_kept_or_explained(fields: dict[str, Any]) -> None:
    assert not found("ZP806", form(row("10", **({"score": "9"} | fields))))


@pytest.mark.parametrize(
    "extra", [{"扣分原因": ""}, {"扣分原因": "无"}, {"得分系数（%）": "90"}, {"偏差率": "10%"}]
)
def test_columns_that_give_no_reason(extra: dict[str, str]) -> None:
    assert found("ZP806", form(row("10", "9", extra=extra)))


def test_reasons_at_the_foot_of_the_form() -> None:
    label = "偏差大或目标未完成原因分析"
    lost = row("10", "9")
    assert not found("ZP806", form(lost, fields={label: "设备价格下降。"}))
    assert not found("ZP806", form(lost, notes=["扣分原因：培训人员减少。"]))
    assert found("ZP806", form(lost, fields={label: ""}))
    assert found("ZP806", form(lost, notes=[NOTE]))


@pytest.mark.parametrize(
    "fields",
    [
        {"notes": ["3.偏差原因分析及改进措施：说明偏离目标、不能完成目标的原因及拟采取的措施。"]},
        {"notes": ["1.得分不能超过分值上限。2.三档。3.未完成的应分析原因并提出改进措施。"]},
        {"notes": ["4.各项三级指标未完成的，在“未完成原因分析”栏填写。"]},
        {"notes": ["偏差原因：指实际完成值偏离年度指标值的原因。"]},
        {"notes": ["未完成原因：分析未完成目标的原因。"]},
        {"notes": ["注：扣分原因：无"]},
        {"fields": {"填表说明": "本表一式两份"}},
        {"fields": {"预算调整情况说明": "年中追加20万元"}},
        {"fields": {"其他需要说明的问题": "无其他说明事项"}},
        {"fields": {"项目立项说明": "根据常务会议纪要设立"}},
        {"fields": {"项目立项原因": "道路破损"}},
        {"fields": {"偏差率": "有所偏差"}},
        {"fields": {"偏差原因分析": "说明偏离目标的原因及拟采取的措施"}},
    ],
)
def test_notes_and_labels_that_define_or_speak_of_something_else(fields: dict[str, Any]) -> None:
    assert found("ZP806", form(row("10", "8"), **fields)) == [("ZP806", 1, "score")]


@pytest.mark.parametrize(
    "fields",
    [
        {"notes": ["注：1.满分100分。2.未完成的主要原因是培训教师因疫情隔离。"]},
        {"notes": ["注：1.扣分原因说明：填报资料不全。2.其他应说明的事项见附件。"]},
        {"fields": {"偏差原因分析及改进措施": "案件少于预期，加强宣传"}},
        {"fields": {"自评扣分原因": "指导教师调离，资料未归档"}},
        {"fields": {"目标偏差说明": "说明书编制滞后"}},
    ],
)
def test_notes_and_labels_that_give_a_reason(fields: dict[str, Any]) -> None:
    assert not found("ZP806", form(row("10", "8"), **fields))


@pytest.mark.parametrize(
    ("label", "fires"),
    [
        ("说明", False),
        ("扣分说明", False),
        ("偏差说明", False),
        ("评分说明", True),
        ("指标解释说明", True),
    ],
)
def test_columns_named_after_what_they_explain(label: str, *, fires: bool) -> None:
    hits = found("ZP806", form(row("10", "8", extra={label: "受疫情影响少办2场"})))
    assert bool(hits) is fires


def test_reasons_of_other_blocks_are_none_of_the_indicators() -> None:
    fields = {"下达及时性 分值": "6", "下达及时性 存在问题和改进措施": "下达晚2天"}
    assert found("ZP806", form(row("10", "9"), fields=fields))


def test_merged_score_is_explained_in_any_of_its_rows() -> None:
    places = {"weight": [REGION], "score": [REGION]}
    rows = [row("10", "9", deviation=one, regions=places) for one in (None, "天气原因")]
    assert not found("ZP806", form(*rows))


# --- ZP807 ---------------------------------------------------------------------------------


def test_total_that_is_not_the_sum() -> None:
    rows = [row("50", "40"), *national()[1:]]
    (only,) = findings("ZP807", form(*rows))
    assert (only.location.field, only.value, only.expected) == ("total.score", "100", "90")


@pytest.mark.parametrize("printed", ["90", "90.00", "90分", "90.004", "", "优"])
def test_total_that_is_the_sum_or_cannot_be_told(printed: str) -> None:
    rows = [row("50", "40"), *national()[1:]]
    assert not found("ZP807", form(*rows, total=total("100", printed)))


@pytest.mark.parametrize(
    "fields",
    [
        {"rows": [row("50", ""), *national()[1:]]},
        {"rows": [row("50", "好"), *national()[1:]]},
        {"funds": [fund(score=None)]},
        {"fields": {"分配科学性 分值": "6", "分配科学性 得分": ""}},
    ],
)
def test_sum_that_cannot_be_told(fields: dict[str, Any]) -> None:
    rows = fields.pop("rows", national())
    assert not found("ZP807", form(*rows, total=total("100", "70"), **fields))


def test_total_may_hold_points_that_are_not_printed() -> None:
    rows = national()
    assert not found("ZP807", form(*rows, funds=[], total=total("100", "98")))
    assert not found("ZP807", form(*rows, funds=[], total=total("100", "90")))
    assert found("ZP807", form(*rows, funds=[], total=total("100", "101")))
    assert found("ZP807", form(*rows, funds=[], total=total("100", "89")))


@pytest.mark.parametrize(
    ("printed", "fires"),
    [("99.28", False), ("99.3", False), ("99", False), ("99.2", True), ("98", True)],
)
def test_total_that_was_rounded_when_printed(printed: str, *, fires: bool) -> None:
    rows = [row("50", "49.50"), national()[1], row("10", "9.78", level1="满意度指标")]
    assert bool(found("ZP807", form(*rows, total=total("100", printed)))) is fires


def test_scores_that_were_rounded_when_printed() -> None:
    thirds = [row("16.67") for _ in range(3)]
    assert not found("ZP807", form(*thirds, *national()[1:]))


def test_scores_without_full_scores() -> None:
    rows = [row(None, "40"), row(None, "38")]
    money = [fund(weight=None, score="18.72")]
    assert not found("ZP807", form(*rows, funds=money, total=total(None, "96.72")))
    assert found("ZP807", form(*rows, funds=money, total=total(None, "97.72")))
    blank = row(None, "")
    assert not found("ZP807", form(*rows, blank, funds=money, total=total(None, "97.72")))


def test_scores_of_blocks_outside_of_the_grid() -> None:
    fields = {"分配科学性 分值": "20", "分配科学性 得分": "19"}
    rows = national("30")
    assert not found("ZP807", form(*rows, fields=fields, total=total("100", "99")))
    assert found("ZP807", form(*rows, fields=fields, total=total("100", "100")))


# --- ZP808 ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("score", "grade", "right"),
    [
        ("90", "优", None),
        ("89.99", "优", "良"),
        ("89.99", "良", None),
        ("90", "良好", "优"),
        ("80", "良", None),
        ("79.9", "良", "中"),
        ("60", "中", None),
        ("59", "中", "差"),
        ("59", "差", None),
        ("85", "“优秀”", "良"),
        ("85", "优（95分）", "良"),
        ("85", "评价等级为“优”。", "良"),
        ("85", "优☑ 良□ 中□ 差□", None),
        ("85", "优化项目管理", None),
        ("85", "合格", None),
        ("85", "", None),
    ],
)
def test_grade_of_the_total(score: str, grade: str, right: str | None) -> None:
    one = form(*national(), fields={"自评等级": grade}, total=total("100", score))
    hits = findings("ZP808", one)
    assert [hit.expected for hit in hits] == ([right] if right else [])
    assert all(hit.location.field == "fields.自评等级" for hit in hits)


@pytest.mark.parametrize(
    "label",
    ["等级", "评价等级", "绩效等次", "自评得分及等级", "综合评价级别", "自评结论", "评价结果"],
)
def test_labels_of_the_grade(label: str) -> None:
    one = form(*national(), fields={label: "优"}, total=total("100", "85"))
    assert found("ZP808", one) == [("ZP808", None, f"fields.{label}")]


@pytest.mark.parametrize(
    ("note", "fires"),
    [
        ("本项目自评得分85分，评价等级为“优”。", True),
        ("自评结论：优。", True),
        ("自评结论：良。", False),
        ("评价结果为：优（90分以上）、良（80-90分）、中、差。", False),
        ("在评价结果中，发现问题。", False),
        ("注：满意度优于上年。", False),
        ("本项目绩效自评得分85分，等级为“优”。", True),
        ("项目资质等级：优。", False),
    ],
)
def test_grade_in_a_note(note: str, *, fires: bool) -> None:
    one = form(*national(), notes=[note], total=total("100", "85"))
    assert found("ZP808", one) == ([("ZP808", None, "notes.0")] if fires else [])


@pytest.mark.parametrize(
    ("label", "score"),
    [
        ("项目类别", "85"),
        ("自评等级", None),
        ("自评等级", "八十五"),
        ("保密等级", "85"),
        ("项目级别", "85"),
        ("资质等级", "85"),
        ("信用评级", "85"),
    ],
)
def test_grade_that_cannot_be_compared(label: str, score: str | None) -> None:
    one = form(*national(), fields={label: "优"}, total=total("100", score))
    assert not found("ZP808", one)
