"""What rows and cells mean, by the words of the header."""

from __future__ import annotations

import pytest

from unit.drawing import joined, y_of
from unit.forms import HEADER, TITLE, WIDE_BAR, first, indicators, matched, picture, read, ruled
from zhperf.matching import match_template
from zhperf.report import Table
from zhperf.templates import Template

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


@pytest.mark.parametrize("missing", ["活动", "一级指标", "三级指标", "指标值"])
def test_columns_that_make_the_family(missing: str) -> None:
    assert matched(columns(*(word for word in COLUMNS if word != missing))) is None


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


@pytest.mark.parametrize("words", [["目标值"], ["指标值", "目标值"]])
def test_the_template_that_knows_more_columns_is_taken(words: list[str]) -> None:
    def template(name: str, *more: dict[str, object]) -> Template:
        columns: list[dict[str, object]] = [
            {"field": "activity", "names": ["活动"]},
            {"field": "level1", "names": ["一级指标"]},
            {"field": "level3", "names": ["三级指标"]},
        ]
        data = {"id": name, "version": 1, "title": TITLE, "columns": [*columns, *more]}
        return Template.model_validate(data)

    fewer, more = template("fewer"), template("more", {"field": "target", "names": words})
    known = "指标值" in words
    for order in ((fewer, more), (more, fewer)):
        match = match_template(joined(first(ROW, "-")), order)
        assert match is not None
        assert match.template.id == ("more" if known else order[0].id)


# --- title and year ---------------------------------------------------------------------


def test_a_year_on_its_own_line() -> None:
    table = read(picture(TITLE, "（2024年度）", "-", HEADER, "-", ROW, "-"))
    assert (table.title, table.fiscal_year) == (TITLE, 2024)


def test_a_year_in_chinese_digits() -> None:
    table = read(first(ROW, "-", title="二〇二三年度部门整体绩效自评表"))
    assert (table.title, table.fiscal_year) == ("二〇二三年度部门整体绩效自评表", 2023)


def test_the_title_next_to_the_form_counts() -> None:
    table = read(
        picture("2023年度绩效目标表", "", "2024年度绩效自评表", "-", HEADER, "-", ROW, "-")
    )
    assert (table.title, table.fiscal_year) == ("2024年度绩效自评表", 2024)


def test_title_and_year_inside_the_frame() -> None:
    page_ = picture(
        WIDE_BAR,
        "|       部门整体绩效自评表        |",
        WIDE_BAR,
        "|          （2024年度）           |",
        "-",
        HEADER,
        "-",
        ROW,
        "-",
    )
    table = read(page_)
    assert (table.title, table.fiscal_year) == (TITLE, 2024)
    assert table.fields == {}
    assert [region.bbox[1] for region in table.regions["title"]] == [
        pytest.approx(y_of(0), abs=0.1)
    ]


def test_a_form_without_title() -> None:
    table = read(picture("附件", "-", HEADER, "-", ROW, "-"))
    assert (table.title, table.fiscal_year) == (None, None)


def test_a_title_far_above_is_of_something_else() -> None:
    table = read(picture(TITLE, *["说明"] * 8, "-", HEADER, "-", ROW, "-"))
    assert table.title is None


# --- labels and values ------------------------------------------------------------------


def head(*rows: str) -> Table:
    return read(picture(TITLE, "-", *rows, HEADER, "-", ROW, "-"))


def test_departments_and_other_fields() -> None:
    table = head(
        "|主管部门|财政局  |实施单位|预算处|",
        "-",
        "|项目性质|经常性  |联系人  |张三  |",
        "-",
    )
    assert (table.department, table.implementing_unit) == ("财政局", "预算处")
    assert table.fields == {"项目性质": "经常性", "联系人": "张三"}
    assert {"department", "implementing_unit", "fields.联系人"} <= set(table.regions)


def test_labels_that_are_printed_twice_are_both_kept() -> None:
    table = head("|资金    |100     |资金    |200   |", "-")
    assert list(table.fields.values()) == ["100", "200"]


def test_a_label_without_value() -> None:
    table = head("|主管部门|        |项目性质|      |", "-")
    assert table.department is None
    assert table.fields == {"项目性质": ""}


OBJECTIVES = (
    "|年初总体目标     |全年完成情况   |",
    "+-----------------+---------------+",
    "|创建文明城市，提 |全部完成       |",
    "|高居民满意度     |               |",
)


def test_objectives_under_their_labels() -> None:
    table = head(*OBJECTIVES, "-")
    assert table.overall_objective.expected == "创建文明城市，提高居民满意度"
    assert table.overall_objective.achieved == "全部完成"
    assert table.fields == {}


def test_objectives_beside_a_label_of_their_block() -> None:
    table = head(
        "|绩效目标|年初目标|完成情况       |".replace("完成情况       ", "全年完成情况   "),
        "|        +--------+---------------+",
        "|        |创建    |已完成         |",
        "-",
    )
    assert table.overall_objective.expected == "创建"
    assert table.overall_objective.achieved == "已完成"
    assert table.fields == {}


def test_an_objective_beside_its_label() -> None:
    table = head("|年度总体目标     |创建文明城市   |", "-")
    assert table.overall_objective.expected == "创建文明城市"
    assert table.fields == {}
