"""Rules on the funds block: amounts, rate, score of the rate, totals."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from rules.making import Found, codes, fund, notes, report_of, table
from zhperf.fundrows import amount
from zhperf.report import Fund, Table


def funds(*rows: Fund, **fields: Any) -> Table:  # noqa: ANN401
    """A table with a funds block."""
    return table(template="national-project", funds=list(rows), **fields)


def found(only: str, *rows: Fund, profile: str = "default", **fields: Any) -> list[Found]:  # noqa: ANN401
    """What a rule finds in a table with these rows of funds."""
    return codes(report_of(funds(*rows, **fields)), only, profile)


def expected(only: str, *rows: Fund) -> list[str | None]:
    """What the findings say would be right."""
    return [one.finding.expected for one in notes(report_of(funds(*rows)), only, "default")]


def part(name: str, amount: str | None, **fields: Any) -> Fund:  # noqa: ANN401
    """A row that breaks the total down, all columns alike."""
    data = {"initial": amount, "budget": amount, "executed": amount} | fields
    return fund(name=name, weight="—", rate="—", score="—", **data)


def budgets(*amounts: str | None) -> list[Fund]:
    """A total and its three national parts; only the budget is filled in."""
    names = ("年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金")
    rows = zip(names, amounts, strict=True)
    return [part(name, None, budget=amount) for name, amount in rows]


def test_rate_that_is_not_computed_from_the_amounts() -> None:
    row = fund(budget="3120.4万元", executed="2510.2万元", rate="100%")
    assert found("ZP701", row) == [("ZP701", None, "funds.0.rate")]
    assert expected("ZP701", row) == ["80.44%"]


@pytest.mark.parametrize("rate", ["95%", "95", "0.95", "95.4%", "94.5", "９５％", "95.00 %"])
def test_ways_of_printing_a_rate(rate: str) -> None:
    assert not found("ZP701", fund(executed="95", rate=rate))


@pytest.mark.parametrize("rate", ["95.6%", "94.4%", "0.9", "100%", "9.5%"])
def test_rates_that_are_no_rounding(rate: str) -> None:
    assert found("ZP701", fund(executed="95", rate=rate)) == [("ZP701", None, "funds.0.rate")]


@pytest.mark.parametrize(
    "fields",
    [
        {"budget": "0", "initial": "0", "executed": "0", "rate": "0"},
        {"budget": None, "initial": None, "executed": "50", "rate": "100%"},
        {"budget": "100", "executed": "约50", "rate": "100%"},
        {"budget": "100", "executed": "50", "rate": "≥95%"},
        {"budget": "100", "executed": "50", "rate": "—"},
        {"budget": "100", "executed": "50", "rate": "完成"},
        {"unit": None, "budget": "100", "executed": "50万元", "rate": "100%"},
        {"budget": "100元", "initial": None, "executed": "1", "rate": "10000%"},
    ],
)
def test_rate_that_cannot_be_computed(fields: dict[str, Any]) -> None:
    assert not found("ZP701", fund(**fields))


def test_initial_budget_counts_where_no_other_is_printed() -> None:
    assert not found("ZP701", fund(initial="80", budget="", executed="60", rate="75%"))
    assert found("ZP701", fund(initial="80", budget="100", executed="60", rate="75%"))


def test_amounts_with_thousands() -> None:
    row = {"unit": "元", "budget": "250,000.00", "executed": "215,457.60"}
    assert not found("ZP701", fund(**row, rate="86.19%"))
    assert expected("ZP701", fund(**row, rate="98%")) == ["86.18%"]


def test_rate_of_a_part() -> None:
    parts = [fund(), fund(name="其中：财政拨款", executed="50", rate="100%")]
    assert found("ZP701", *parts) == [("ZP701", None, "funds.1.rate")]


@pytest.mark.parametrize(
    ("score", "severity"),
    [
        ("8.62", None),
        ("8.7", None),
        ("8.52", None),
        ("9", "warning"),
        ("9.12", "warning"),
        ("9.13", "error"),
        ("9.2", "error"),
        ("0", "error"),
    ],
)
def test_score_of_the_rate(score: str, severity: str | None) -> None:
    row = fund(executed="86.2", rate="86.2%", score=score)
    hits = [one.finding for one in notes(report_of(funds(row)), "ZP702", "default")]
    assert [one.severity for one in hits] == ([severity] if severity else [])
    assert all(one.expected == "8.62" for one in hits)


def test_score_is_at_most_the_full_score() -> None:
    assert not found("ZP702", fund(executed="120", rate="120%", score="10"))
    assert found("ZP702", fund(executed="120", rate="120%", score="12"))


def test_printed_rate_counts_where_amounts_are_blank() -> None:
    blank = {"initial": None, "budget": None, "executed": None}
    assert not found("ZP702", fund(**blank, rate="90%", score="9"))
    assert found("ZP702", fund(**blank, rate="90%", score="10"))
    # A bare 0.9 may be 90 % or 0.9 %.
    assert not found("ZP702", fund(**blank, rate="0.9", score="10"))


@pytest.mark.parametrize("fields", [{"weight": None}, {"score": "—"}, {"budget": "0"}])
def test_score_that_cannot_be_computed(fields: dict[str, Any]) -> None:
    assert not found("ZP702", fund(**({"executed": "50", "rate": "50%"} | fields)))


INSTRUCTION = "1.预算执行率未达到90%的需说明原因（100字以内）；2.其他资金包括：社会投入资金。"


def test_low_rate_without_a_reason() -> None:
    row = fund(executed="89.9", extra={"原因": INSTRUCTION})
    assert found("ZP703", row, profile="sichuan") == [("ZP703", None, "funds.0.rate")]
    assert not found("ZP703", row, profile="default")


@pytest.mark.parametrize("executed", ["90", "100", "130"])
def test_rate_that_needs_no_reason(executed: str) -> None:
    assert not found("ZP703", fund(executed=executed), profile="sichuan")


@pytest.mark.parametrize(
    "fields",
    [
        {"fields": {"偏差大或目标未完成原因分析": "设备价格下降。"}},
        {"notes": ["执行率偏低的原因：项目跨年实施。"]},
        {"fields": {"存在的主要问题": "招标延后，款项未付。"}},
    ],
)
def test_reason_at_the_foot(fields: dict[str, Any]) -> None:
    assert not found("ZP703", fund(executed="50"), profile="sichuan", **fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"fields": {"原因": "无"}},
        {"fields": {"存在问题": "分析存在的问题及原因。（200字以内）"}},
        {"fields": {"项目性质": "新增"}},
        {"notes": [f"注：{INSTRUCTION}"]},
        {"notes": ["注：其他资金包括自有资金。"]},
        {"notes": ["注：执行率偏低原因：请说明。"]},
        {"fields": {"预算调整情况说明": "年中追加20万元"}},
        {"fields": {"预算调整原因": "年中追加20万元"}},
    ],
)
def test_no_reason_at_the_foot(fields: dict[str, Any]) -> None:
    assert found("ZP703", fund(executed="50"), profile="sichuan", **fields)


def test_reason_in_the_funds_block() -> None:
    row = fund(executed="50", extra={"原因": "招标节约资金。"})
    assert not found("ZP703", row, profile="sichuan")


def test_printed_rate_that_is_low() -> None:
    blank = {"initial": None, "budget": None, "executed": None}
    assert found("ZP703", fund(**blank, rate="72%"), profile="sichuan")
    assert found("ZP703", fund(**blank, rate="0.72"), profile="sichuan")
    # 0.95 may be 95 %.
    assert not found("ZP703", fund(**blank, rate="0.95"), profile="sichuan")


def test_messages_name_what_is_printed() -> None:
    table_ = funds(fund(executed="50", rate="90%", score="9"))
    texts = [one.finding.message for one in notes(report_of(table_), "ZP70", "sichuan")]
    assert texts == [
        "the printed rate is 90%, but 50 of 100 are 50%",
        "the score is 9, but a rate of 50% gives 5 of 10 points",
        "the rate is only 50%, and no reason is given (asked below 90%)",
    ]


def test_low_rate_of_a_part_needs_no_reason() -> None:
    assert not found("ZP703", fund(), part("其他资金", "10", executed="0"), profile="sichuan")


def test_total_that_is_not_the_sum() -> None:
    rows = budgets("0", "66", None, "")
    assert found("ZP704", *rows) == [("ZP704", None, "funds.0.budget")]
    assert expected("ZP704", *rows) == ["66"]


def test_totals_above_and_below_their_parts() -> None:
    rows = [part("年度资金总额", "100"), part("财政资金", "60"), part("其他资金", "40")]
    assert not found("ZP704", *rows, part("合计", "100"))
    fields = {field for _, _, field in found("ZP704", *rows, part("合计", "90"))}
    assert fields == {"funds.3.initial", "funds.3.budget", "funds.3.executed"}


def test_each_column_is_added() -> None:
    rows = [
        fund(name="年度资金总额：", initial="1", budget="2", executed="3"),
        part("其中：本年财政拨款", "90"),
        part("其他资金", "—"),
    ]
    fields = [field for _, _, field in found("ZP704", *rows)]
    assert fields == ["funds.0.initial", "funds.0.budget", "funds.0.executed"]


@pytest.mark.parametrize(
    "amounts",
    [
        ("90", "66", "", "24"),
        ("90.01", "66", "0", "24"),
        ("90", None, "—", "/"),
        (None, "66", "", "24"),
        ("90", "约66", "", "24"),
        ("90", "66", "", "另行安排"),
    ],
)
def test_sums_that_agree_or_cannot_be_told(amounts: tuple[str | None, ...]) -> None:
    assert not found("ZP704", *budgets(*amounts))


def test_difference_above_rounding() -> None:
    assert not found("ZP704", *budgets("90.02", "66", "0", "24"))
    assert found("ZP704", *budgets("90.03", "66", "0", "24"))


@pytest.mark.parametrize(
    ("amounts", "fires"),
    [
        (("1250.6", "800.3", "450.2", ""), False),
        (("1250.7", "800.3", "450.2", "0"), True),
        (("1251", "800", "450", ""), False),
        (("1252", "800", "450", ""), True),
        (("1251", "800", "450.3", ""), True),  # 1250.3 would have been printed as 1250
        (("1250", "800", "450.4", ""), False),
        (("9", "8", "0", "0"), True),  # one number is rounded once
        (("0", "0.4", "0.3", ""), True),
    ],
)
def test_amounts_that_were_rounded_when_printed(amounts: tuple[str, ...], *, fires: bool) -> None:
    assert found("ZP704", *budgets(*amounts)) == ([("ZP704", None, "funds.0.budget")] * fires)


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("1,250.60", "100"),
        ("1250", "10000"),
        ("第1批100万元", "10000"),
        ("12506000元", "1"),
        ("100万元（含2笔）", "0"),  # not told by the last number
        ("0.00", "0"),
    ],
)
def test_last_place_of_an_amount(text: str, step: str) -> None:
    known = amount(text, "万元")
    assert known is not None
    assert known.step == Decimal(step)


def test_two_breakdowns_of_one_total_without_labels_of_groups() -> None:
    def rows(*amounts: str) -> list[Fund]:
        names = ("其中：基本支出", "项目支出", "其中：财政拨款", "其他资金")
        return [part("年度资金总额", "300"), *map(part, names, amounts)]

    assert not found("ZP704", *rows("200", "100", "280", "20"))
    assert not found("ZP704", *rows("200", "100", "280.00", "20.00"))
    assert len(found("ZP704", *rows("200", "100", "280", "10"))) == 3
    assert len(found("ZP704", *rows("200", "50", "280", "20"))) == 3


def test_more_spent_than_a_negative_budget() -> None:
    assert not found("ZP705", fund(initial="-5", budget="-5", executed="3"))


def test_score_of_a_rate_below_zero_is_nothing() -> None:
    refunded = {"executed": "-5", "rate": "-5%"}
    assert not found("ZP702", fund(**refunded, score="0"))
    assert found("ZP702", fund(**refunded, score="1"))


@pytest.mark.parametrize(
    ("executed", "rate"), [("28.125", "28.13%"), ("80.445", "80.45%"), ("28.124", "28.12%")]
)
def test_computed_rate_is_rounded_as_calculators_do(executed: str, rate: str) -> None:
    assert expected("ZP701", fund(executed=executed, rate="100%")) == [rate]


def test_amounts_in_different_units() -> None:
    rows = [part("总额", "90万元"), part("其中：财政资金", "660000元"), part("其他资金", "24")]
    assert not found("ZP704", *rows)
    assert expected("ZP704", *rows, part("单位资金", "1")) == ["91"] * 3


def test_amounts_of_which_only_some_have_a_unit() -> None:
    names, amounts = ("总额", "财政资金", "其他资金"), ("90", "66万元", "20")
    rows = [part(*one, unit=None) for one in zip(names, amounts, strict=True)]
    assert not found("ZP704", *rows)


@pytest.mark.parametrize(
    ("names", "amounts"),
    [
        (["一般公共预算", "其中：基本支出", "项目支出", "政府性基金"], ["70", "30", "40", "30"]),
        (["一般公共预算", "其中：省级资金", "政府性基金"], ["70", "10", "30"]),
        (["财政拨款", "中央补助", "省级补助", "其他资金"], ["70", "30", "40", "30"]),
        (["财政拨款", "公共预算", "基本支出", "项目支出", "其他"], ["70", "70", "30", "40", "30"]),
    ],
)
def test_rows_that_break_down_another_row(names: list[str], amounts: list[str]) -> None:
    rows = [part(name, amount) for name, amount in zip(names, amounts, strict=True)]
    assert not found("ZP704", part("年度资金总额", "100"), *rows)
    assert len(found("ZP704", part("年度资金总额", "120"), *rows)) == 3


def test_single_part_need_not_be_all() -> None:
    assert not found("ZP704", part("总金额", "100"), part("其中：财政拨款", "80"))
    assert found("ZP704", part("总金额", "100"), part("其中：财政拨款", "120"))


def test_groups_are_added_apart() -> None:
    rows = [
        part("年度资金总额", "100"),
        part("一般公共预算", "80", group="按收入性质分"),
        part("其他资金", "20", group="按收入性质分"),
        part("基本支出", "60", group="按支出性质分"),
        part("项目支出", "30", group="按支出性质分", executed="40"),
    ]
    fields = [field for _, _, field in found("ZP704", *rows)]
    assert fields == ["funds.0.initial", "funds.0.budget"]
    assert "按支出性质分" in notes(report_of(funds(*rows)), "ZP704")[0].finding.message


def test_total_in_the_last_row() -> None:
    rows = [part("保安服务费", "185"), part("水电费", "510")]
    assert not found("ZP704", *rows, part("合计", "695"))
    places = [field for _, _, field in found("ZP704", *rows, part("合计", "700"))]
    assert places == ["funds.2.initial", "funds.2.budget", "funds.2.executed"]


def test_many_parts_are_added_without_being_read_in_all_ways() -> None:
    rows = [part(f"项目{number}", "1") for number in range(40)]
    assert not found("ZP704", part("总额", "41"), *rows)


def test_spent_out_of_nothing() -> None:
    row = fund(initial="0", budget="0", executed="12.5", score="10")
    assert found("ZP705", row) == [("ZP705", None, "funds.0.executed")]


def test_score_out_of_nothing() -> None:
    row = fund(initial="0", budget="0", executed="0", score="10")
    assert found("ZP705", row) == [("ZP705", None, "funds.0.score")]


@pytest.mark.parametrize(
    "fields",
    [
        {"budget": "0", "executed": "0", "score": "0"},
        {"budget": "0", "executed": None, "score": "—"},
        {"budget": None, "initial": None, "executed": "5"},
        {"budget": None, "initial": "5", "executed": "5"},
        {"budget": "0.01", "executed": "5"},
    ],
)
def test_no_spending_out_of_nothing(fields: dict[str, Any]) -> None:
    assert not found("ZP705", fund(**fields))


def test_parts_without_money_between_parts_with_money() -> None:
    rows = [part(f"项目{number}", "0.00") for number in range(11)]
    assert not found("ZP704", part("总额", "7"), *rows, part("其他资金", "7"))
    assert found("ZP704", part("总额", "8"), *rows, part("其他资金", "7"))
