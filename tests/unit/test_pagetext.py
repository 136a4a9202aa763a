"""The page of a rule as text."""

from __future__ import annotations

from typing import Any

import pytest
from markdown_it import MarkdownIt

from zhperf.pagetext import default_of, family_of, page_markdown, page_object, page_plain, shown
from zhperf.rulebook import RulePage
from zhperf.rules import all_rules, builtin_pages, evidence

DATA: dict[str, Any] = {
    "code": "ZP803",
    "name": "score-over-weight",
    "severity": "error",
    "since": "0.1",
    "message": ("{value} is too much", "{value} 过大"),
    "help": ("look at the page", "请核对原页"),
    "what": ("Finds scores over the full score.", "得分大于分值。"),
    "why": ("A score cannot be more.", "得分不能超过分值。"),
    "example": ("分值 10, 得分 12", "分值 10，得分 12"),
}
WHOLE = """\
# score-over-weight (ZP803)
Stage: points · severity: error · since 0.1

## What it does
Finds scores over the full score.

## Why is this bad?
A score cannot be more.

## Example
分值 10, 得分 12

## Options
- `thresholds.points-tolerance` (default `0.005`)
- `words.savings` (default `["节约", "节省"]`)

## Evidence
- A notice: <https://example.org/notice>
- 口头要求
"""
WHOLE_CHINESE = """\
# score-over-weight (ZP803)
阶段：分值与得分 · 级别：错误 · 自 0.1 版起

## 检查内容
得分大于分值。

## 检查理由
得分不能超过分值。

## 示例
分值 10，得分 12

## 相关设置
- `thresholds.points-tolerance`（默认 `0.005`）
- `words.savings`（默认 `["节约", "节省"]`）

## 依据
- 一份通知：<https://example.org/notice>
- 口头要求
"""


def page(**fields: object) -> RulePage:
    return RulePage.model_validate(DATA | fields)


def second_line(one: RulePage, **more: Any) -> str:  # noqa: ANN401
    return page_markdown(one, "en", **more).splitlines()[1]


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sources and defaults that do not change with zhperf."""
    title = {"en": "A notice", "zh": "一份通知"}
    sources = {"E99": {"title": title, "url": "https://example.org/notice"}}
    monkeypatch.setattr("zhperf.pagetext.evidence", lambda: sources)
    values = {"thresholds.points-tolerance": 0.005, "words.savings": ("节约", "节省")}
    monkeypatch.setattr("zhperf.pagetext.default_of", values.get)


@pytest.mark.usefixtures("known")
def test_a_page_with_all_sections() -> None:
    one = page(
        options=["thresholds.points-tolerance", "words.savings"], evidence=["E99", "口头要求"]
    )
    assert page_markdown(one, "en") == WHOLE
    assert page_markdown(one, "zh") == WHOLE_CHINESE


def test_a_plain_page_has_no_backslashes_of_markdown() -> None:
    one = page(what=("Finds 5*3 and `a*b`.", "检查 5*3。"), evidence=["第*号"])
    assert "Finds 5\\*3 and `a*b`." in page_markdown(one, "en")
    text = page_plain(one, "en", origin="x")
    assert "Finds 5*3 and `a*b`." in text
    assert text.endswith("- 第*号\n")
    assert "\\" not in text


def test_sections_without_content_are_left_out() -> None:
    text = page_markdown(page(), "en")
    assert "## Example" in text
    assert "## Options" not in text
    assert "## Evidence" not in text


def test_what_is_special_is_said() -> None:
    assert second_line(page(status="preview", default=False)) == (
        "Stage: points · severity: error · since 0.1 · status: preview · off by default"
    )
    chinese = page_markdown(page(status="deprecated", default=False), "zh").splitlines()[1]
    assert chinese == (
        "阶段：分值与得分 · 级别：错误 · 自 0.1 版起 · 状态：不再建议使用 · 默认关闭"
    )


def test_a_rule_of_a_package_has_a_package_and_no_stage() -> None:
    foreign = page(code="DL803")
    assert family_of(foreign) is None
    assert second_line(foreign, origin="dalian-rules") == (
        "Package: dalian-rules · severity: error · since its version 0.1"
    )
    assert second_line(foreign) == "Severity: error · since its version 0.1"


def test_an_option_that_the_default_profile_lacks_has_no_value() -> None:
    text = page_markdown(page(options=["thresholds.no-such", "points.budget"]), "en")
    assert text.endswith("## Options\n- `thresholds.no-such`\n- `points.budget`\n")


def test_defaults_are_those_of_the_profile() -> None:
    assert str(default_of("points.total")) == "100"
    assert default_of("dimensions.cost") is True
    assert default_of("blocks") == ()
    assert default_of("points.total.more") is None


def test_tables_and_regular_expressions_are_shown_as_toml_has_them() -> None:
    text = page_markdown(page(options=["scores.grades", "scores.bands", "blocks"]), "en")
    assert '(default `{ "优" = 90, "良" = 80, "中" = 60, "差" = 0 }`)' in text
    assert '"met" = { "low" = 80, "high" = 100 }' in text
    assert "- `blocks` (default `[]`)" in text


@pytest.mark.parametrize(
    "text",
    [
        "≥**万元, XXX, ***",
        "A < B > C, <b>, <!-- x -->, &",
        "# no heading",
        "> no quotation",
        "- no list",
        "1. no list",
        "12) no list",
        "[no](link) and ![no](picture)",
        "_no_ emphasis, __ 月 __ 日, snake_case",
        "~~kept~~ 15~20",
        "a\\b \\* back\\\\slash",
        "# one\n> two\n+ three",
    ],
)
def test_texts_look_in_markdown_as_they_are_written(text: str) -> None:
    """As a reader of Markdown shows them; a line break is one."""
    html = MarkdownIt("commonmark").enable("strikethrough").render(shown(text))
    plain = html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert plain == f"<p>{text}</p>\n"


def test_code_stays_code() -> None:
    assert shown("see `a*b_<c>` * d") == r"see `a*b_<c>` \* d"


def test_an_object_has_all_data_in_both_languages() -> None:
    one = page(
        variants={"other": ("other", "其他")}, options=["points.total"], evidence=["no key"],
        default=False,
    )  # fmt: skip
    assert page_object(one, origin=None) == {
        "code": "ZP803",
        "name": "score-over-weight",
        "package": None,
        "family": "points",
        "stage": {"en": "points", "zh": "分值与得分"},
        "severity": "error",
        "default": False,
        "since": "0.1",
        "status": "stable",
        "message": {"en": "{value} is too much", "zh": "{value} 过大"},
        "variants": {"other": {"en": "other", "zh": "其他"}},
        "help": {"en": "look at the page", "zh": "请核对原页"},
        "what": {"en": "Finds scores over the full score.", "zh": "得分大于分值。"},
        "why": {"en": "A score cannot be more.", "zh": "得分不能超过分值。"},
        "example": {"en": "分值 10, 得分 12", "zh": "分值 10，得分 12"},
        "options": [{"key": "points.total", "default": 100}],
        "evidence": [{"title": "no key", "url": None}],
    }


def test_an_object_has_every_field_of_a_page() -> None:
    assert set(RulePage.model_fields) <= set(page_object(page()))


@pytest.mark.parametrize("code", builtin_pages())
def test_options_of_zhperfs_rules_are_keys_of_profiles(code: str) -> None:
    """points.budget is the one that is not set by default."""
    for key in builtin_pages()[code].options:
        assert key == "points.budget" or default_of(key) is not None, key


@pytest.mark.parametrize("code", builtin_pages())
def test_every_page_is_whole(code: str) -> None:
    one = all_rules()[code].page
    for language in ("en", "zh"):
        text = page_markdown(one, language)
        assert text.startswith(f"# {one.name} ({code})\n")
        assert text.count("\n## ") == 3 + bool(one.options) + bool(one.evidence)


def test_sources_of_evidence_have_titles() -> None:
    assert evidence()
    assert all(source["title"] for source in evidence().values())
