"""Which family a form is of, and what is told of the others."""

from __future__ import annotations

from itertools import pairwise

import pytest

from unit.drawing import joined
from unit.forms import TITLE, forms, indicators, match, matched, national, read
from unit.merging import merged
from zhperf.formparts import cut_forms
from zhperf.matching import (
    UNKNOWN,
    FamilyFit,
    Match,
    column_fields,
    fit_of,
    is_indicator_grid,
    match_form,
    unknown_words,
)
from zhperf.templates import Template, builtin_lexicon, builtin_templates

LEVELS = "一级指标|二级指标|三级指标"
VALUES = {
    "活动": "创建", "任务": "宣传", "一级指标": "产出指标", "二级指标": "数量指标",
    "三级指标": "培训人数", "指标性质": "≥", "年度指标值": "100人", "指标值": "100",
    "度量单位": "人", "分值": "10", "得分": "9",
}  # fmt: skip


def grid(header: str, *head: str) -> str:
    """A form with this header and one row; `head` stands above, its last cell over the rest."""
    words = header.split("|")
    rows = [row + "|<" * (len(words) - row.count("|") - 1) for row in head]
    row = "|".join(VALUES.get(word, "甲") for word in words)
    return merged(*rows, header, row, row)


FORMS = {
    "department-activity": grid(f"活动|任务|{LEVELS}|指标性质|指标值|度量单位|全年完成值"),
    "national-project": grid(f"{LEVELS}|年度指标值|实际完成值|分值|得分|未完成原因"),
    "split-project": grid(f"{LEVELS}|指标性质|指标值|度量单位|完成值|权重|得分", "评价结论|优"),
    "department-overall": grid(f"{LEVELS}|年度指标值|实际完成值|分值|得分", "年度预算申请|100"),
    "department-flat": grid("指标名称|计量单位|指标性质|年初指标值|全年完成值|权重|得分"),
    "annual-goals": grid(f"{LEVELS}|年初目标值（A）|实际完成值（B）|得分"),
    "method-column": grid(f"{LEVELS}|年度指标值|实际完成值|分值|得分|得分计算方法"),
    "no-points": grid(f"{LEVELS}|年度指标值|全年完成值|未完成原因和改进措施"),
    "transfer-payment": grid(f"{LEVELS}|指标值|全年实际完成值|未完成原因", "转移支付项目名称|甲"),
    "points-first": grid(f"{LEVELS}|分值|年度指标值|完成值|得分"),
    "target-only": grid(f"{LEVELS}|指标值|备注"),
    "nested-project": merged(
        "绩效指标|<|<|年度指标值|<|<|完成值",
        "一级指标|二级指标|三级指标|指标性质|指标值|度量单位|^",
        "产出指标|数量指标|培训人数|≥|100|人|120",
    ),
    "scorecard": grid("一级指标|二级指标|三级指标|分值|评分标准|自评得分"),
}
KINDS = {template.id: template.kind for template in builtin_templates()}


@pytest.mark.parametrize("family", FORMS)
def test_each_family_is_known_by_its_form(family: str) -> None:
    found = match(FORMS[family])
    assert (found.id, found.template.id) == (family, family)
    table = matched(FORMS[family])
    assert (table is not None) is (KINDS[family] == "indicators")


def test_each_family_with_a_grid_has_a_form_here() -> None:
    assert set(FORMS) == {name for name, kind in KINDS.items() if kind != "list"}


@pytest.mark.parametrize("family", FORMS)
def test_all_families_are_told_best_first(family: str) -> None:
    fits = match(FORMS[family]).fits
    assert sorted(fit.template for fit in fits) == sorted(KINDS)
    assert fits[0].template == family
    assert all(better.fits or not worse.fits for better, worse in pairwise(fits))
    for better, worse in pairwise(fits):
        assert better.fits > worse.fits or better.score >= worse.score


@pytest.mark.parametrize("family", FORMS)
def test_a_fit_tells_why(family: str) -> None:
    """A family that does not fit says what is missing, or there too much."""
    for fit in match(FORMS[family]).fits:
        assert fit.fits is not bool(fit.missing or fit.forbidden or fit.reasons)
        assert 0 <= fit.known <= fit.total
        assert len(fit.unknown) == fit.total - fit.known


# --- the parts of a fit -----------------------------------------------------------------

COLUMNS = [
    {"field": "level1", "names": ["一级指标"]},
    {"field": "level3", "names": ["三级指标"]},
    {"field": "target", "names": ["指标值"]},
    {"field": "actual", "names": ["完成值"]},
    {"field": "weight", "names": ["分值"]},
]
FORM = merged(
    "特别标记|<|甲|<|<|<",
    "一级指标|三级指标|指标值|完成值|分值|颜色",
    "产出指标|次数|1|2|3|红",
)


def family(name: str = "a", /, **fit: object) -> Template:
    data = {"id": name, "title": TITLE, "columns": COLUMNS, "fit": fit}
    return Template.model_validate(data)


def fit_to(template: Template, picture: str = FORM) -> FamilyFit:
    (fit,) = match_with(picture, template).fits
    return fit


def match_with(picture: str, *templates: Template) -> Match:
    (form,) = cut_forms(joined(picture), builtin_lexicon())
    found = match_form(form, templates)
    assert found is not None
    return found


def test_what_a_fit_says() -> None:
    fit = fit_to(
        family(
            required=["level1", "nature"], optional=["level3", "unit"],
            forbidden=["weight", "score"], marks=["特别标记", "别的标记"], min_marks=1,
        )
    )  # fmt: skip
    assert not fit.fits
    assert (fit.missing, fit.forbidden) == (("nature",), ("weight",))
    assert (fit.marks, fit.reasons) == (("特别标记",), ())
    assert (fit.known, fit.total, fit.unknown) == (5, 6, ("颜色",))


@pytest.mark.parametrize(
    ("fit", "fits"),
    [
        ({}, True),
        ({"required": ["level1", "target"]}, True),
        ({"required": ["nature"]}, False),
        ({"forbidden": ["nature"]}, True),
        ({"forbidden": ["weight"]}, False),
        ({"marks": ["别的标记"]}, True),
        ({"marks": ["别的标记"], "min_marks": 1}, False),
        ({"marks": ["特别标记：", "别的标记"], "min_marks": 1}, True),
        ({"marks": ["特别标记", "别的标记"], "min_marks": 2}, False),
        ({"marks": ["颜色"], "min_marks": 1}, True),  # a header is a mark too
        ({"marks": ["次数"], "min_marks": 1}, False),  # an indicator is none
        ({"before": [["target", "weight"]]}, True),
        ({"before": [["weight", "target"]]}, False),
        ({"before": [["weight", "nature"]]}, True),
        ({"before": [["target", "actual"], ["weight", "actual"]]}, False),
        ({"nested": False}, True),
        ({"nested": True}, False),
    ],
)
def test_conditions(fit: dict[str, object], fits: bool) -> None:
    assert fit_to(family(**fit)).fits is fits


def test_a_condition_that_is_not_met_is_told() -> None:
    fit = fit_to(family(before=[("weight", "target")], nested=True, marks=["乙"], min_marks=1))
    assert len(fit.reasons) == 3
    assert any("weight" in reason and "target" in reason for reason in fit.reasons)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"required": ["level1"]}, {"optional": ["level1"]}),
        ({"optional": ["level1"]}, {}),
        ({"marks": ["特别标记"]}, {"optional": ["level1"], "required": []}),
        ({"marks": ["特别标记"]}, {"marks": ["别的标记"]}),
        ({"before": [["target", "weight"]]}, {}),
        ({"nested": False}, {}),
        ({"required": ["level1"]}, {"required": ["level1", "nature"]}),
        (
            {"required": ["level1"], "marks": ["特别标记"]},
            {"required": ["level1"], "optional": ["target"]},
        ),
    ],
)
def test_the_better_fit_wins(better: dict[str, object], worse: dict[str, object]) -> None:
    a, b = family("a", **better), family("b", **worse)
    for order in ((a, b), (b, a)):
        found = match_with(FORM, *order)
        assert (found.id, [fit.template for fit in found.fits]) == ("a", ["a", "b"])


def test_the_first_of_equals_wins() -> None:
    a, b = family("a", required=["level1"]), family("b", required=["level1"])
    assert match_with(FORM, a, b).id == "a"
    assert match_with(FORM, b, a).id == "b"


def test_a_form_that_fits_none_is_read_by_the_nearest() -> None:
    near = family("near", required=["level1", "nature"])
    far = family("far", required=["nature", "unit", "score"])
    found = match_with(FORM, far, near)
    assert (found.id, found.template.id) == (UNKNOWN, "near")
    assert unknown_words(found.fits) == ("颜色",)


def test_words_that_some_family_knows_are_not_unknown() -> None:
    knows = family("b").model_copy(
        update={"columns": Template.model_validate(
            {"id": "b", "title": TITLE, "columns": [{"field": "extra", "names": ["颜色"]}]}
        ).columns}
    )  # fmt: skip
    found = match_with(FORM, family(), knows)
    assert unknown_words(found.fits) == ()


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("一级指标|二级指标|三级指标|备注", True),
        ("三级指标|指标值|完成值|备注", True),
        ("一级指标|三级指标|指标值", True),
        ("一级指标|二级指标|完成值", True),
        ("三级指标|指标值|备注", False),
        ("三级指标|备注|分值", False),
        ("一级指标|三级指标|备注", False),
    ],
)
def test_what_an_indicator_grid_is_without_a_family(words: str, is_one: bool) -> None:
    (form,) = forms(grid(words))
    common = next(t for t in builtin_templates() if t.id == "national-project")
    assert is_indicator_grid(form, common) is is_one


# --- columns ----------------------------------------------------------------------------


def fields(*rows: str, family: str = "national-project") -> list[tuple[str, str | None]]:
    (form,) = forms(merged(*rows))
    template = next(t for t in builtin_templates() if t.id == family)
    columns = column_fields(form.grids[0].header, form.grids[0].rows, template)
    return [(column.header, column.field) for column in columns]


def test_of_two_columns_with_one_field_the_first_right_of_the_name_has_it() -> None:
    found = fields(
        "分值|一级指标|三级指标|年初指标值|调整后指标值|权重|完成值", "5|产出指标|次数|1|2|10|3"
    )
    assert found == [
        ("分值", None), ("一级指标", "level1"), ("三级指标", "level3"), ("年初指标值", "target"),
        ("调整后指标值", None), ("权重", "weight"), ("完成值", "actual"),
    ]  # fmt: skip


def test_a_column_left_of_the_name_has_its_field_if_no_other_has() -> None:
    found = fields("分值|一级指标|三级指标|指标值|完成值", "5|产出指标|次数|1|2")
    assert found[0] == ("分值", "weight")


def test_the_same_header_twice_keeps_both_values() -> None:
    (indicator,) = indicators(
        merged("一级指标|三级指标|指标值|完成值|备注|备注|备注", "产出指标|次数|1|2|甲|乙|丙")
    )
    assert indicator.extra == {"备注": "甲", "备注*": "乙", "备注**": "丙"}


def test_a_header_over_several_columns_keeps_all_their_values() -> None:
    (indicator,) = indicators(merged("一级指标|三级指标|指标值|<|完成值", "产出指标|次数|≥|100|2"))
    assert {indicator.target, *indicator.extra.values()} == {"≥", "100"}


def test_a_word_over_three_level_columns_is_all_of_them() -> None:
    table = read(
        merged(
            "绩效指标|<|<|指标值|完成值",
            "产出指标|数量指标|培训人数|1|2",
            "^|质量指标|合格率|3|4",
            "效益指标|社会效益指标|知晓率|5|6",
        )
    )
    found = [(one.level1, one.level2, one.level3) for one in table.activities[0].indicators]
    assert found == [
        ("产出指标", "数量指标", "培训人数"), ("产出指标", "质量指标", "合格率"),
        ("效益指标", "社会效益指标", "知晓率"),
    ]  # fmt: skip


def test_a_word_over_two_level_columns() -> None:
    table = read(merged("绩效指标|<|指标值|完成值", "数量指标|培训人数|1|2", "质量指标|合格率|3|4"))
    found = [(one.level1, one.level2, one.level3) for one in table.activities[0].indicators]
    assert found == [(None, "数量指标", "培训人数"), (None, "质量指标", "合格率")]


def test_the_lowest_known_word_of_a_nested_header_counts() -> None:
    found = fields(
        "绩效指标|<|自评|<|<",
        "一级指标|三级指标|年度指标值|实际完成值|得分",
        "产出指标|次数|1|2|3",
    )
    assert [field for _, field in found] == ["level1", "level3", "target", "actual", "score"]


def test_an_unknown_word_below_a_known_one() -> None:
    found = fields(
        "一级指标|三级指标|年度指标值|<|完成值",
        "^|^|指标值|指标颜色|^",
        "产出指标|次数|1|2|3",
    )
    assert ("年度指标值 指标值", "target") in found


def test_two_columns_of_points_are_both_kept() -> None:
    (indicator,) = indicators(
        merged("一级指标|三级指标|指标值|完成值|分值|分值", "产出指标|次数|1|2|80|81")
    )
    assert (indicator.weight, indicator.extra) == ("80", {"分值": "81"})


def test_no_header_that_is_needed_makes_no_family() -> None:
    (form,) = forms(national())
    fit = fit_of(form, family(required=["task"]), frozenset())
    assert (fit.fits, fit.missing) == (False, ("task",))
