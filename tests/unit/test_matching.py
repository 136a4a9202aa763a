"""What rows and cells mean, by the words of the header."""

from __future__ import annotations

import pytest

from unit.drawing import joined
from unit.forms import TITLE, first, indicators, match, matched, picture, read, ruled
from zhperf.formparts import cut_forms
from zhperf.matching import match_form
from zhperf.templates import Template, builtin_lexicon

ROW = "|创建活动|产出指标|执行率  |95%   |"


# --- the header -------------------------------------------------------------------------


def test_a_form() -> None:
    table = read(first(ROW, "-"))
    assert (table.index, table.template, table.title) == (1, "department-activity", TITLE)
    assert table.pages == [1]
    (activity,) = table.activities
    assert (activity.name, activity.task) == ("创建活动", None)
    (indicator,) = activity.indicators
    assert (indicator.level1, indicator.level3, indicator.target) == ("产出指标", "执行率", "95%")
    assert indicator.level2 is None
    assert indicator.extra == {}


COLUMNS = {
    "活动": ("name", "甲"),
    "任务": ("task", "乙"),
    "一级指标": ("level1", "产出指标"),
    "二级指标": ("level2", "数量指标"),
    "三级指标": ("level3", "执行率"),
    "指标性质": ("nature", "="),
    "指标值": ("target", "95"),
    "度量单位": ("unit", "%"),
    "全年完成值": ("actual", "96"),
    "偏差原因和改进措施": ("deviation", "无偏差"),
    "分值": ("weight", "10"),
    "得分": ("score", "9.5"),
}


def columns(*words: str) -> str:
    """A form of these columns with one row."""
    texts = [COLUMNS[word][1] for word in words]
    width = [
        max(len(a.encode("gbk")), len(b.encode("gbk"))) for a, b in zip(words, texts, strict=True)
    ]
    header, row = (
        "|"
        + "|".join(t + " " * (w - len(t.encode("gbk"))) for t, w in zip(line, width, strict=True))
        + "|"
        for line in (words, texts)
    )
    return ruled(header, row)


@pytest.mark.parametrize(
    "words",
    [tuple(COLUMNS), tuple(reversed(COLUMNS)), (*list(COLUMNS)[5:], *list(COLUMNS)[:5])],
    ids=["usual", "reversed", "other"],
)
def test_columns_in_any_order(words: tuple[str, ...]) -> None:
    (activity,) = read(columns(*words)).activities
    assert (activity.name, activity.task) == ("甲", "乙")
    (indicator,) = activity.indicators
    for field, value in list(COLUMNS.values())[2:]:
        assert getattr(indicator, field) == value


def test_columns_that_a_form_may_lack() -> None:
    assert indicators(columns("活动", "一级指标", "三级指标", "指标值"))[0].score is None


@pytest.mark.parametrize(
    ("missing", "family"),
    [
        (("活动",), "split-project"),
        (("活动", "任务"), "split-project"),
        (("活动", "一级指标", "二级指标"), "department-flat"),
        (("一级指标",), "unknown"),
        (("三级指标",), "unknown"),
        (("指标值",), "unknown"),
    ],
)
def test_columns_that_make_the_family(missing: tuple[str, ...], family: str) -> None:
    assert match(columns(*(word for word in COLUMNS if word not in missing))).id == family


@pytest.mark.parametrize("without", [(), ("一级指标",)])
def test_columns_without_target_and_completion(without: tuple[str, ...]) -> None:
    """Three levels make an indicator table, whatever else is missing; two do not."""
    left_out = ("指标值", "全年完成值", *without)
    table = matched(columns(*(word for word in COLUMNS if word not in left_out)))
    assert (table.template if table else None) == (None if without else "unknown")


def test_header_words_are_compared_without_noise() -> None:
    header = "|活 动   |一级指标|指标名称|目标值|"
    assert indicators(picture("-", header, "-", ROW, "-"))[0].level3 == "执行率"


def test_a_header_in_wrapped_lines() -> None:
    page_ = picture(
        "-",
        "|活动    |一级    |三级    |年度  |",
        "|        |指标    |指标    |指标值|",
        "-",
        ROW,
        "-",
    )
    assert indicators(page_)[0].target == "95%"


def test_a_header_over_two_rows() -> None:
    page_ = picture(
        "-",
        "|活动    |绩效指标         |指标值|",
        "|        +--------+--------+      |",
        "|        |一级指标|三级指标|      |",
        "-",
        ROW,
        "-",
    )
    (indicator,) = indicators(page_)
    assert (indicator.level1, indicator.level3, indicator.target) == ("产出指标", "执行率", "95%")


def test_unknown_columns_are_kept_under_their_header() -> None:
    page_ = ruled(
        "|活动|一级指标|评分标准|三级指标|指标值|数据来源|",
        "|甲  |产出指标|按比例  |执行率  |95%   |        |",
        "|乙  |产出指标|        |完成率  |96%   |年报    |",
    )
    assert [one.extra for one in indicators(page_)] == [
        {"评分标准": "按比例"},
        {"数据来源": "年报"},
    ]


def test_a_second_column_of_the_same_meaning_is_kept_under_its_header() -> None:
    page_ = ruled(
        "|活动|一级指标|三级指标|指标值|目标值|", "|甲  |产出指标|执行率  |95%   |96%   |"
    )
    (indicator,) = indicators(page_)
    assert (indicator.target, indicator.extra) == ("95%", {"目标值": "96%"})


def test_a_column_without_header_is_kept_under_its_number() -> None:
    page_ = ruled("|活动|一级指标|三级指标|指标值|  |", "|甲  |产出指标|执行率  |95%   |丙|")
    assert indicators(page_)[0].extra == {"column 5": "丙"}


def test_unknown_columns_with_the_same_header_are_both_kept() -> None:
    page_ = ruled(
        "|活动|一级指标|三级指标|指标值|备注|备注|", "|甲  |产出指标|执行率  |95%   |丙  |丁  |"
    )
    assert sorted(indicators(page_)[0].extra.values()) == sorted(["丙", "丁"])


def family(name: str, columns: dict[str, str], **fit: object) -> Template:
    """A family whose columns have one word each."""
    words = [{"field": field, "names": [word]} for field, word in columns.items()]
    return Template.model_validate({"id": name, "title": TITLE, "columns": words, "fit": fit})


BASE = {"activity": "活动", "level1": "一级指标", "level3": "三级指标"}
FORM = first(ROW, "-")


def chosen(*templates: Template) -> str:
    """Id of the family that the form is read by."""
    (form,) = cut_forms(joined(FORM), builtin_lexicon())
    found = match_form(form, templates)
    return found.id if found else ""


@pytest.mark.parametrize("word", ["目标值", "指标值"])
def test_the_family_that_knows_more_columns_is_taken(word: str) -> None:
    fewer = family("fewer", BASE, required=list(BASE))
    more = family("more", BASE | {"target": word}, required=list(BASE), optional=["target"])
    for order in ((fewer, more), (more, fewer)):
        assert chosen(*order) == ("more" if word == "指标值" else order[0].id)
