"""Words that forms print everywhere."""

from __future__ import annotations

import pytest

from zhperf.vocabulary import (
    is_complete,
    is_first_level,
    is_level,
    is_title,
    label_key,
    level_restarts,
    plain,
    year_in,
)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("指 标 值", "指标值"),
        ("指标值：", "指标值"),
        ("指标\n值", "指标值"),
        ("（三级）指标", "三级指标"),
        ("年初目标值(Ａ)", "年初目标值A"),
        ("得分/分值", "得分分值"),
        ("１００％", "100%"),
    ],
)
def test_labels_are_compared_without_noise(text: str, same: str) -> None:
    assert plain(text) == plain(same) == same


def test_different_words_stay_different() -> None:
    assert plain("一级指标") != plain("二级指标")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("1.指标权重（分）", "指标权重"),
        ("产出指标(50分)", "产出指标"),
        ("产出指标（50分）：", "产出指标"),
        ("*主管部门：", "主管部门"),
        ("（一）项目名称", "项目名称"),
        ("一、项目名称", "项目名称"),
        ("项目资金【万元】（年初）", "项目资金"),
        ("年度 总体\n目标", "年度总体目标"),
        ("12.5", "12.5"),  # a decimal point numbers nothing
        ("（2024年度）", "2024年度"),  # all of it is no addition
        ("", ""),
    ],
)
def test_labels_without_numbering_unit_and_points(text: str, key: str) -> None:
    assert label_key(text) == key


@pytest.mark.parametrize(
    ("text", "level", "first"),
    [
        ("产出指标", True, True),
        ("产 出\n指 标（50分）", True, True),
        ("效益", True, True),
        ("数量指标", True, False),
        ("服务对象满意度指标", True, False),
        ("社会公众或服务对象满意度", True, False),
        ("项目决策", False, True),
        ("数量指标完成率", False, False),
        ("数量质量", False, False),
        ("满意度≥90%", False, False),
        ("", False, False),
    ],
)
def test_labels_of_levels(text: str, level: bool, first: bool) -> None:
    assert (is_level(text), is_first_level(text)) == (level, first)


@pytest.mark.parametrize(
    ("above", "below", "restarts"),
    [
        ("满意度指标", "产出指标", True),
        ("效益指标", "产出指标", True),
        ("产出指标", "效益指标", False),
        ("产出指标", "产出指标", False),
        ("满意度指标", "数量指标", False),
    ],
)
def test_levels_begin_again(above: str, below: str, restarts: bool) -> None:
    assert level_restarts(above, below) is restarts


@pytest.mark.parametrize(
    "text",
    [
        "部门整体绩效自评表",
        "2024年度部门整体绩效自评表",
        "项目支出绩效目标申报表",
        "部门（单位）整体支出绩效自评情况表",
        "附件2：绩效目标运行监控表",
        " 部门整体绩效自评表 ",
        "部门整体绩效自评表（2024年度）",
    ],
)
def test_titles(text: str) -> None:
    assert is_title(text)


@pytest.mark.parametrize(
    "text",
    [
        "部门整体绩效自评报告",
        "绩效自评表说明如下。",
        "目录",
        "2024年度",
        "",
        "根据财政部有关要求，本部门对照年初设定的绩效目标，认真组织开展自评工作，现填报部门整体绩效自评表",
    ],
)
def test_other_lines(text: str) -> None:
    assert not is_title(text)


@pytest.mark.parametrize(
    "text",
    [
        "产出指标",
        "质量指标",
        "数量",
        "满意度 指标",
        "≥",
        "＝",
        "95%",
        "≥100",
        "12.5",
        "无偏差",
        "定性",
    ],
)
def test_texts_that_stand_for_themselves(text: str) -> None:
    assert is_complete(text)


@pytest.mark.parametrize("text", ["文明活动", "100次", "数量指标完成率", "标", "的指标", ""])
def test_texts_that_could_be_the_rest_of_another(text: str) -> None:
    assert not is_complete(text)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("（2024年度）", 2024),
        ("2024 年", 2024),
        ("二〇二四年度", 2024),
        ("二○二三年度", 2023),
        ("二零一九年", 2019),
        ("1999年", 1999),
        ("2023年填报2024年度", 2023),
        ("2024", None),
        ("3024年", None),
        ("二十四年", None),
        ("", None),
    ],
)
def test_years(text: str, year: int | None) -> None:
    assert year_in(text) == year
