"""Grades (优, 良, 中, 差) that a form prints for its total, in a labelled cell or a note."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from zhperf.profiles import any_of
from zhperf.valuetext import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhperf.forms import Form


class PrintedGrade(NamedTuple):
    """A grade where it stands."""

    field: str
    text: str
    grade: str


def printed_grades(form: Form) -> Iterator[PrintedGrade]:
    """Single grades that the form prints for the whole table."""
    labels = form.profile.words.grade_labels
    patterns = _grade_patterns(labels, tuple(form.profile.scores.grades))
    for label, text in form.table.fields.items():
        if any_of(labels).search(bare(label)):
            plain = bare(text).rstrip("。")
            if found := patterns.whole.fullmatch(plain) or _said(plain, patterns):
                yield PrintedGrade(f"fields.{label}", text, found["grade"])
    for number, note in enumerate(form.table.notes):
        if found := _said(bare(note), patterns):
            yield PrintedGrade(f"notes.{number}", note, found["grade"])


class _Patterns(NamedTuple):
    whole: re.Pattern[str]
    """A text that is a grade: 优, “良好”, 优（95分）."""
    said: re.Pattern[str]
    """A text that says one: 评价等级为“优”."""
    listed: re.Pattern[str]
    """A grade in a list of all: 优（≥90分）、良（80-90分）."""


def _said(text: str, patterns: _Patterns) -> re.Match[str] | None:
    """The one grade that a text says; None where it explains several."""
    found = patterns.said.search(text)
    if found is None or any(one != found["grade"] for one in patterns.listed.findall(text)):
        return None
    return found


@lru_cache(maxsize=64)
def _grade_patterns(labels: tuple[str, ...], grades: tuple[str, ...]) -> _Patterns:
    names = "|".join(re.escape(one) for one in grades)
    grade = rf"[“\"'‘]?(?P<grade>{names})[秀好等]?[”\"'’]?(?:等?级|档)?"
    label = any_of(labels).pattern
    return _Patterns(
        re.compile(rf"{grade}(?:[（(][0-9.]+分?[）)])?"),
        re.compile(rf"(?:{label})(?:评?定?为|是|:|(?=[“\"]))+{grade}(?=$|[。,;.）)])"),
        re.compile(rf"(?<![\u4e00-\u9fff])({names})[秀好等]?(?![\u4e00-\u9fff])"),
    )
