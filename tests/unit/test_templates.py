"""Form families as data."""

from __future__ import annotations

from collections import Counter

import pydantic
import pytest

from zhperf.templates import Template, builtin_templates
from zhperf.vocabulary import is_title, plain


def test_the_families_have_their_own_ids() -> None:
    ids = [template.id for template in builtin_templates()]
    assert "department-activity" in ids
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("template", builtin_templates(), ids=lambda template: template.id)
def test_each_header_word_names_one_field(template: Template) -> None:
    words = Counter(plain(name) for column in template.columns for name in column.names)
    assert words.most_common(1)[0][1] == 1
    labels = Counter(plain(name) for label in template.objectives for name in label.names)
    assert labels.most_common(1)[0][1] == 1


@pytest.mark.parametrize("template", builtin_templates(), ids=lambda template: template.id)
def test_a_family_can_be_recognised(template: Template) -> None:
    assert is_title(template.title)
    assert sum(column.required for column in template.columns) >= 3


def test_words_are_compared_plainly() -> None:
    template = Template.model_validate(
        {
            "id": "a",
            "version": 1,
            "title": "绩效自评表",
            "columns": [{"field": "target", "names": ["目标值（A）", "指标 值"]}],
            "objectives": [{"field": "expected", "names": ["年度 目标"]}],
        }
    )
    assert template.column_fields() == {"目标值A": "target", "指标值": "target"}
    assert template.objective_fields() == {"年度目标": "expected"}


@pytest.mark.parametrize(
    "change",
    [
        {"columns": [{"field": "colour", "names": ["颜色"]}]},
        {"labels": {"blocs": ["绩效目标"]}},
        {"titel": "绩效自评表"},
    ],
)
def test_a_template_with_a_slip_is_refused(change: dict[str, object]) -> None:
    good = {"id": "a", "version": 1, "title": "绩效自评表", "columns": []}
    assert Template.model_validate(good).id == "a"
    with pytest.raises(pydantic.ValidationError):
        Template.model_validate(good | change)
