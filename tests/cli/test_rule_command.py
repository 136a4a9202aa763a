"""`zhperf rule`: the list, families, pages, and what is no rule."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from command import Result, environment, run_zhperf
from golden import Golden
from plugins.packages import RULE, write_package
from zhperf.pagetext import STAGES, family_of, page_markdown, page_plain
from zhperf.rulebook import Rule
from zhperf.rules import builtin_rules

RULES = builtin_rules()
PAGE = {
    "rule-page": (),
    "rule-page.zh": ("--lang", "zh"),
    "rule-page-json": ("--output-format", "json"),
}


def rule(folder: Path, *arguments: str, **environ: str) -> Result:
    return run_zhperf(("rule", *arguments), folder, environment(**environ))


def listed(text: str) -> list[list[str]]:
    """Code, name and the words after them of each line with a rule."""
    lines = re.findall(r"^  ([A-Z]+\d{3} .*)$", text, re.MULTILINE)
    return [re.split(r"\s{2,}", line) for line in lines]


def state(one: Rule) -> str:
    """Whether it runs by default, and its status if that is special."""
    status = "" if one.page.status == "stable" else f", {one.page.status}"
    return ("on" if one.page.default else "off") + status


@pytest.mark.parametrize("name", PAGE)
def test_a_page(name: str, tmp_path: Path, golden: Golden) -> None:
    result = rule(tmp_path, "ZP401", *PAGE[name])
    assert (result.code, result.stderr) == (0, "")
    golden.check(f"{name}.txt", result.text)


@pytest.mark.parametrize("name", ["zp401", "target-missing", "Target-Missing"])
def test_a_rule_has_several_names(name: str, tmp_path: Path) -> None:
    assert rule(tmp_path, name).text == rule(tmp_path, "ZP401").text


def test_the_list_has_every_rule_once_in_order(tmp_path: Path) -> None:
    result = rule(tmp_path)
    assert (result.code, result.stderr) == (0, "")
    entries = listed(result.text)
    assert [entry[:4] for entry in entries] == [
        [code, one.page.name, one.page.severity, state(one)] for code, one in RULES.items()
    ]
    for entry, one in zip(entries, RULES.values(), strict=True):
        start = "  ".join(entry[4:]).removesuffix("…")
        assert start
        assert " ".join(one.page.what.en.split()).removeprefix("Finds ").startswith(start)


def test_the_list_has_a_heading_for_each_family(tmp_path: Path) -> None:
    headings = re.findall(r"^(?! )(\S.*)$", rule(tmp_path).text, re.MULTILINE)
    families = {one.page.code[:3]: family_of(one.page) for one in RULES.values()}
    assert headings == [f"{STAGES[name or ''].en} ({start})" for start, name in families.items()]


@pytest.mark.parametrize("width", [88, 120])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_rule_is_one_line_of_the_list(width: int, language: str, tmp_path: Path) -> None:
    lines = rule(tmp_path, "--lang", language, COLUMNS=str(width)).text.splitlines()
    assert len(lines) == 1 + len(RULES) + 2 * len({code[:3] for code in RULES})
    assert max(map(cell_len, lines)) <= width


def test_the_list_in_chinese(tmp_path: Path) -> None:
    result = rule(tmp_path, LANG="zh_CN.UTF-8")
    assert listed(result.text)[0][0] == next(iter(RULES))
    assert result.text.splitlines()[0].split() == [
        "代码", "名称", "级别", "默认", "检查内容",
    ]  # fmt: skip
    assert "\n指标值（ZP4）\n" in result.text


@pytest.mark.parametrize("prefix", ["ZP4", "zp4", "ZP", "Z", "ZP40"])
def test_a_prefix_lists_what_begins_so(prefix: str, tmp_path: Path) -> None:
    expected = [code for code in RULES if code.startswith(prefix.upper())]
    assert [entry[0] for entry in listed(rule(tmp_path, prefix).text)] == expected


def test_json_of_a_list_has_the_objects_of_the_pages(tmp_path: Path) -> None:
    objects = json.loads(rule(tmp_path, "--output-format", "json").text)
    assert [one["code"] for one in objects] == list(RULES)
    single = json.loads(rule(tmp_path, "ZP401", "--output-format", "json").text)
    assert single in objects
    family = json.loads(rule(tmp_path, "ZP4", "--output-format", "json").text)
    assert family == [one for one in objects if one["family"] == "target"]


def test_json_does_not_depend_on_the_language(tmp_path: Path) -> None:
    options = ("ZP401", "--output-format", "json")
    assert rule(tmp_path, *options, "--lang", "zh").text == rule(tmp_path, *options).text


def test_the_suffix_of_the_file_chooses_the_format(tmp_path: Path) -> None:
    for name in ("rule.json", "rule.md", "rule.txt", "rule"):
        result = rule(tmp_path, "ZP401", "-o", name)
        assert (result.code, result.text, result.stderr) == (0, "", "")
    assert json.loads((tmp_path / "rule.json").read_text("utf-8"))["code"] == "ZP401"
    texts = {(tmp_path / name).read_text("utf-8") for name in ("rule.md", "rule.txt", "rule")}
    assert texts == {rule(tmp_path, "ZP401").text}
    assert rule(tmp_path, "-o", "rule.pdf").code == 2


def test_backslashes_of_markdown_are_written_to_markdown_only(tmp_path: Path) -> None:
    code = next(code for code, one in RULES.items() if "\\" in page_markdown(one.page, "en"))
    assert rule(tmp_path, code).text == page_plain(RULES[code].page, "en")
    for name in ("rule.md", "rule.txt"):
        rule(tmp_path, code, "-o", name)
    assert (tmp_path / "rule.md").read_text("utf-8") == page_markdown(RULES[code].page, "en")
    assert (tmp_path / "rule.txt").read_text("utf-8") == page_plain(RULES[code].page, "en")


def test_a_file_is_replaced_only_if_it_may(tmp_path: Path) -> None:
    (tmp_path / "there.md").write_text("mine", "utf-8")
    assert rule(tmp_path, "ZP401", "-o", "there.md").code == 2
    assert (tmp_path / "there.md").read_text("utf-8") == "mine"
    assert rule(tmp_path, "ZP401", "-o", "there.md", "--overwrite").code == 0
    assert (tmp_path / "there.md").read_text("utf-8").startswith("# target-missing")


UNKNOWN = {
    "ZP4O1": "ZP401",
    "target-mising": "target-missing",
    "ZP401x": "ZP401",
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_is_no_rule_is_told_with_the_nearest(name: str, tmp_path: Path) -> None:
    result = rule(tmp_path, name)
    assert (result.code, result.text) == (2, "")
    near = re.fullmatch(
        rf"error: unknown rule '{name}' \(did you mean '([\w-]+)'\?\)\n"
        r"  help:  zhperf rule lists all rules\n",
        result.stderr,
    )
    assert near, result.stderr
    # A rule that is added may be written as much alike.
    assert len(near[1]) == len(UNKNOWN[name])


def test_what_is_like_no_rule_in_chinese(tmp_path: Path) -> None:
    result = rule(tmp_path, "满意度", "--lang", "zh")
    assert result.code == 2
    assert result.stderr == "错误：未知的规则 '满意度'\n  建议：zhperf rule 列出全部规则\n"


def test_what_is_special_stands_in_the_list(tmp_path: Path) -> None:
    """By a package: zhperf's own rules change."""
    write_package(
        tmp_path,
        "special-rules",
        RULE
        + "import dataclasses\n"
        + "def special(rule, **changes):\n"
        + "    return dataclasses.replace(rule, page=rule.page.model_copy(update=changes))\n"
        + "RULES = [\n"
        + "    special(rule('DL001', 'one', nothing), default=False),\n"
        + "    special(rule('DL002', 'two', nothing), status='preview'),\n"
        + "    special(rule('DL003', 'three', nothing), default=False, status='removed'),\n"
        + "]\n",
    )
    result = run_zhperf(("rule", "DL"), tmp_path, environment(tmp_path))
    states = {entry[0]: entry[3] for entry in listed(result.text)}
    assert states == {"DL001": "off", "DL002": "on, preview", "DL003": "off, removed"}
