"""Form families as data."""

from __future__ import annotations

from collections import Counter

import pydantic
import pytest

from zhperf.templates import Template, builtin_lexicon, builtin_sources, builtin_templates
from zhperf.vocabulary import is_title, plain


def test_the_families_have_their_own_ids() -> None:
    ids = [template.id for template in builtin_templates()]
    assert "department-activity" in ids
    assert len(ids) == len(set(ids))


FAMILIES = pytest.mark.parametrize(
    "template", builtin_templates(), ids=lambda template: template.id
)


@pytest.mark.parametrize("source", builtin_sources(), ids=lambda source: source.id)
def test_each_word_of_a_file_has_one_meaning(source: Template) -> None:
    for entries in (source.columns, source.labels, source.funds):
        words = Counter(plain(name) for entry in entries for name in entry.names)
        assert [word for word, count in words.items() if count > 1] == []


@FAMILIES
def test_each_word_of_a_family_has_the_meaning_of_its_entry(template: Template) -> None:
    """The first entry counts: a family's own words before those that all share."""
    own = {plain(name) for c in template.columns for name in c.names}
    assert all(template.column(word) is not None for word in own)
    assert all(template.label(n) is not None for one in template.labels for n in one.names)
    assert all(template.fund(n) is not None for one in template.funds for n in one.names)


@FAMILIES
def test_a_family_can_be_recognised(template: Template) -> None:
    assert is_title(template.title) or template.kind == "list"
    assert template.fit.required
    assert not {*template.fit.required} & {*template.fit.forbidden}
    assert not {*template.fit.optional} & {*template.fit.required, *template.fit.forbidden}
    assert template.fit.min_marks <= len(template.fit.marks)
    assert template.seen


def test_words_are_compared_plainly() -> None:
    template = Template.model_validate(
        {
            "id": "a",
            "title": "绩效自评表",
            "columns": [
                {"field": "target", "names": ["目标值（A）", "指标 值"], "patterns": ["目标.*值"]}
            ],
            "labels": [
                {"role": "department", "names": ["主管部门", "部门"]},
                {"role": "expected", "names": ["年度 目标"]},
            ],
            "funds": [{"field": "budget", "names": ["预算数"]}],
        }
    )
    for text in ("目标值A", "目标值(Ａ)", "指标值", "1.指标值（分）", "目标甲值："):
        assert template.column(text) == "target"
    assert [template.label(text) for text in ("年度目标", "*部门：", "目标")] == [
        "expected", "department", None,
    ]  # fmt: skip
    assert [template.label_rank(text) for text in ("主管部门", "部门")] == [0, 1]
    assert (template.fund("预算数（万元）"), template.fund("执行数")) == ("budget", None)


@pytest.mark.parametrize("text", ["", "100", "≥", "—", "指标值" * 21])
def test_texts_that_are_no_words(text: str) -> None:
    lexicon = builtin_lexicon()
    assert (lexicon.column(text), lexicon.label(text)) == (None, None)


# --- the words of all families together ---------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "header"),
    [
        (["活动", "一级指标", "指标值"], True),
        (["活动", "一级指标"], False),
        (["活动", "一级指标", "指标值", "", "", "", "", ""], True),  # empty cells do not count
        (["活动", "一级指标", "指标值", "甲", "乙"], True),  # three of five
        (["活动", "一级指标", "指标值", "甲", "乙", "丙"], False),  # three of six
        (["活 动", "一级指标：", "（指标值）"], True),
        (["创建活动", "产出指标", "95%"], False),
        (["分值", "得分", "偏差原因"], False),  # none names levels or indicators
        (["绩效指标", "指标值", "完成值"], True),
        ([], False),
    ],
)
def test_a_header_row_prints_mostly_header_words(texts: list[str], header: bool) -> None:
    assert builtin_lexicon().is_header_row(texts) is header


@pytest.mark.parametrize("text", ["活动", "工作 任务", "一级指标", "二级指标"])
def test_headers_of_grouping_columns(text: str) -> None:
    assert builtin_lexicon().is_stub_header(text)


@pytest.mark.parametrize("text", ["三级指标", "指标值", "备注", ""])
def test_headers_of_other_columns(text: str) -> None:
    assert not builtin_lexicon().is_stub_header(text)


@pytest.mark.parametrize(
    "change",
    [
        {"columns": [{"field": "colour", "names": ["颜色"]}]},
        {"labels": [{"role": "bloc", "names": ["绩效目标"]}]},
        {"funds": [{"field": "target", "names": ["预算数"]}]},
        {"columns": [{"field": "target", "patterns": ["("]}]},
        {"fit": {"required": ["colour"]}},
        {"fit": {"before": [["weight"]]}},
        {"titel": "绩效自评表"},
    ],
)
def test_a_template_with_a_slip_is_refused(change: dict[str, object]) -> None:
    good = {"id": "a", "version": 1, "title": "绩效自评表", "columns": []}
    assert Template.model_validate(good).id == "a"
    with pytest.raises(pydantic.ValidationError):
        Template.model_validate(good | change)
