"""Values that OCR may have misread: unsure ones, and such as their column cannot have."""

from __future__ import annotations

import pytest

from zhperf.report import Activity, Fund, Indicator, Objective, Region, Table
from zhperf.uncertain import Doubt, doubts_of

LIMIT = 0.97
SURE, UNSURE = 0.999, 0.8


def regions(fields: dict[str, str], confidence: float | None) -> dict[str, list[Region]]:
    """One region for each field."""
    box = (10.0, 20.0, 60.0, 30.0)
    return {name: [Region(page=1, bbox=box, confidence=confidence)] for name in fields}


def indicator(confidence: float | None = SURE, **fields: str) -> Indicator:
    """A row that was read with one confidence."""
    return Indicator.model_validate({**fields, "regions": regions(fields, confidence)})


def table(*rows: Indicator) -> Table:
    """A table of one activity."""
    return Table(index=1, template="x", pages=[1], activities=[Activity(indicators=list(rows))])


def doubts(*rows: Indicator) -> list[Doubt]:
    return list(doubts_of(table(*rows), LIMIT))


def suspected(**fields: str) -> list[tuple[str, str]]:
    """Fields of a sure row that are suspect all the same, and why."""
    return [
        (doubt.field, doubt.suspected.en)
        for doubt in doubts(indicator(**fields))
        if doubt.suspected is not None
    ]


def test_a_value_below_the_limit_is_doubted_with_its_place() -> None:
    sure = indicator(level3="养护里程", target="120")
    (doubt,) = doubts(sure, indicator(UNSURE, level3="验收合格率"))
    assert (doubt.row, doubt.field, doubt.text) == (2, "level3", "验收合格率")
    assert (doubt.region.page, doubt.region.confidence) == (1, UNSURE)
    assert doubt.suspected is None


def test_a_value_at_the_limit_is_not_doubted() -> None:
    assert doubts(indicator(LIMIT, level3="养护里程")) == []


def test_a_value_that_no_ocr_read_is_never_doubted() -> None:
    assert doubts(indicator(None, level3="养护里程", nature="2", weight="B", target="1O0")) == []


def test_the_least_sure_of_the_parts_of_a_cut_value_counts() -> None:
    row = indicator(level3="扩大新闻宣传的覆盖面")
    row.regions["level3"] = [
        Region(page=page, bbox=(0, 0, 9, 9), confidence=sure)
        for page, sure in ((1, SURE), (2, UNSURE))
    ]
    (doubt,) = doubts(row)
    assert (doubt.region.page, doubt.region.confidence) == (2, UNSURE)


def test_texts_of_the_head_are_doubted_without_a_row() -> None:
    shown = table(indicator(level3="养护里程"))
    shown.title = "自评表"
    shown.overall_objective = Objective(expected="养护道路")
    shown.funds = [Fund(name="年度资金总额", budget="120.00")]
    shown.fields = {"项目负责人": "李明"}
    shown.notes = ["注：无。"]
    shown.regions = {
        name: [Region(page=1, bbox=(0, 0, 9, 9), confidence=UNSURE)]
        for name in (
            "title", "overall_objective.expected", "funds.0.budget", "fields.项目负责人", "notes.0",
        )
    }  # fmt: skip
    found = list(doubts_of(shown, LIMIT))
    assert {doubt.field for doubt in found} == set(shown.regions)
    assert {doubt.row for doubt in found} == {None}


def test_the_name_of_an_activity_is_doubted_at_its_first_indicator() -> None:
    named = {"name": "渡口管理", "task": "管好渡口"}
    first = Activity(indicators=[indicator(level3="养护里程")] * 2)
    second = Activity.model_validate(
        {**named, "regions": regions(named, UNSURE), "indicators": [indicator(level3="满意度")]}
    )
    shown = Table(index=1, template="x", pages=[1], activities=[first, second])
    assert [(doubt.row, doubt.field) for doubt in doubts_of(shown, LIMIT)] == [
        (3, "name"),
        (3, "task"),
    ]


def test_extra_columns_are_doubted_by_their_header() -> None:
    row = indicator(UNSURE, level3="养护里程")
    row.extra = {"拟达标准": "≥120"}
    row.regions["extra.拟达标准"] = row.regions["level3"]
    assert [doubt.field for doubt in doubts(row)] == ["level3", "extra.拟达标准"]


@pytest.mark.parametrize(
    ("field", "text", "reason"),
    [
        ("nature", "2", "no operator and no type of indicator"),
        ("nature", "N", "no operator and no type of indicator"),
        ("nature", "定", "no operator and no type of indicator"),
        ("unit", "9", "no unit"),
        ("unit", "0/0", "no unit"),
        ("weight", "l0", "no number"),
        ("score", "1O", "no number"),
        ("target", "1O0", "digits and letters that look alike"),
        ("actual", "B6", "digits and letters that look alike"),
        ("target", "l00%", "digits and letters that look alike"),
        ("target", "980/0", "perhaps a % in pieces"),
        ("actual", "98%o", "perhaps a % in pieces"),
    ],
)
def test_what_a_column_cannot_have_is_suspect_however_sure(
    field: str, text: str, reason: str
) -> None:
    assert suspected(**{field: text}) == [(field, reason)]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("nature", "≥"),
        ("nature", "="),
        ("nature", "<="),
        ("nature", "定性"),
        ("nature", "正向指标"),
        ("unit", "%"),
        ("unit", "次"),
        ("unit", "公里/年"),
        ("weight", "10"),
        ("weight", "7.5分"),
        ("score", "—"),
        ("score", "9.52"),
        ("target", "100%"),
        ("target", "2024年9月30日"),
        ("target", "B级"),
        ("actual", "10"),
        ("actual", "1/2"),
        ("level3", "1O0"),
        ("deviation", "l00"),
    ],
)
def test_what_a_column_can_have_is_not_suspect(field: str, text: str) -> None:
    assert suspected(**{field: text}) == []


def test_a_digit_in_place_of_an_operator_is_suspect_where_others_have_one() -> None:
    others = [indicator(target=text) for text in ("≥95%", "≥3个", "≤5%")]
    found = doubts(*others, indicator(target="290%"))
    assert [(one.row, one.field) for one in found] == [(4, "target")]
    assert found[0].suspected is not None
    assert found[0].suspected.zh == "疑将 ≥ 识别为数字"


def test_dates_among_operators_are_not_suspect() -> None:
    others = [indicator(target=text) for text in ("≥95%", "≥3个", "≤5%")]
    assert doubts(*others, indicator(target="2024年9月30日")) == []


def test_numbers_are_not_suspect_where_no_operators_are_printed() -> None:
    rows = [indicator(target=text) for text in ("290", "95%", "≥3个")]
    assert doubts(*rows) == []
