"""Rules of installed packages: they run beside zhperf's own, and what is wrong has a name."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from command import Result, environment, run_zhperf
from plugins.packages import EXAMPLE, PROJECT, RULE, install, write_package


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example of the documentation, installed."""
    folder = tmp_path_factory.mktemp("installed")
    install(EXAMPLE, folder)
    return folder


def rule(packages: Path, *arguments: str) -> Result:
    """Run `zhperf rule` where the packages are installed."""
    return run_zhperf(("rule", *arguments), packages, environment(packages))


def python(packages: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python where the packages are installed."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT, env=environment(packages), capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_page_of_an_installed_rule_names_its_package(installed: Path) -> None:
    result = rule(installed, "DL001")
    assert (result.code, result.stderr) == (0, "")
    assert result.text.startswith(
        "# activity-without-task (DL001)\n"
        "Package: dalian-rules · severity: error · since its version 0.1\n"
    )
    assert "## Why is this bad?\n" in result.text


def test_installed_rules_stand_at_the_end_of_the_list(installed: Path) -> None:
    listed = rule(installed).text
    own, _, theirs = listed.partition("\npackage dalian-rules\n")
    assert re.findall(r"^  ([A-Z]+\d{3}) ", theirs, re.MULTILINE) == ["DL001", "DL002"]
    assert "ZP401" in own
    assert "DL0" not in own


def test_a_prefix_lists_the_rules_of_a_package(installed: Path) -> None:
    objects = json.loads(rule(installed, "DL", "--output-format", "json").text)
    assert [(one["code"], one["package"], one["family"]) for one in objects] == [
        ("DL001", "dalian-rules", None),
        ("DL002", "dalian-rules", None),
    ]


def test_the_library_runs_installed_rules(installed: Path) -> None:
    script = (
        "import zhperf\n"
        "from zhperf.checking import check\n"
        "notes = check(zhperf.extract('samples/founding-table.pdf'))\n"
        "print([n.finding.location.row for n in notes if n.finding.code == 'DL002'])\n"
        "print({n.finding.severity for n in notes if n.finding.code == 'DL002'})\n"
    )
    done = python(installed, "-c", script)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "[3, 13, 20, 26, 31, 36, 41, 46, 52, 57, 74]",
        "{'warning'}",
    ]


def test_the_tests_of_the_example_pass(installed: Path) -> None:
    options = ("-q", "-p", "no:cacheprovider", "-W", "error", "--rootdir", str(EXAMPLE))
    done = python(installed, "-m", "pytest", *options, str(EXAMPLE / "tests"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "6 passed" in done.stdout


def test_the_manual_shows_the_example_as_it_is(installed: Path) -> None:
    manual = (PROJECT / "docs" / "plugins.md").read_text("utf-8")
    for path in ("pyproject.toml", "src/dalian_rules/__init__.py", "tests/test_dalian_rules.py"):
        assert f"](examples/dalian-rules/{path})" in manual
    assert f"```text\n{rule(installed, 'DL002').text}```" in manual
    source = (EXAMPLE / "src" / "dalian_rules" / "__init__.py").read_text("utf-8")
    function = source[source.index("def time_as_percentage") : source.index("\n\n\nRULES")]
    assert function in manual
    points = (EXAMPLE / "pyproject.toml").read_text("utf-8").partition("[project.entry-points")[2]
    assert f"[project.entry-points{points}" in manual


class Broken(NamedTuple):
    """A package that cannot be used."""

    code: str
    reason: str
    reason_zh: str
    fix: str = "repair the package, or uninstall it"


RENAME = "give the rule another code and name in the package, or uninstall it"
BROKEN = {
    "import-error": Broken(
        "import no_such_module",
        "cannot be loaded: ModuleNotFoundError: No module named 'no_such_module'",
        "无法加载：ModuleNotFoundError: No module named 'no_such_module'",
    ),
    "no-list-there": Broken(
        "rules = []",
        "cannot be loaded: AttributeError: module 'broken_rules' has no attribute 'RULES'",
        "无法加载：AttributeError: module 'broken_rules' has no attribute 'RULES'",
    ),
    "exit": Broken(
        "raise SystemExit('goodbye')",
        "cannot be loaded: SystemExit: goodbye",
        "无法加载：SystemExit: goodbye",
    ),
    "several-lines": Broken(
        "raise ValueError('one\\n  two')",
        "cannot be loaded: ValueError: one two",
        "无法加载：ValueError: one two",
    ),
    "wrong-page": Broken(
        RULE + "RULES = [rule('dl-1', 'Bad Name', nothing)]",
        "cannot be loaded: RulePage: code: Value error, a code is 2 to 8 capital letters and 3 "
        "digits, such as DL001; name: Value error, a name is lower-case words with hyphens, such "
        "as target-missing",
        "无法加载：RulePage: code: ",
    ),
    "wrong-type": Broken(
        "RULES = 'DL001'",
        "must be a list of zhperf.rules.Rule, not a str",
        "应为 zhperf.rules.Rule 的列表，而不是 str",
    ),
    "wrong-entry": Broken(
        RULE + "RULES = [rule('DL001', 'one', nothing), nothing]",
        "its list holds a function, which is no zhperf.rules.Rule",
        "列表中的 function 不是 zhperf.rules.Rule",
    ),
    "no-function": Broken(
        RULE + "RULES = [rule('DL001', 'one', None)]",
        "its rule DL001 has no function",
        "其规则 DL001 没有检查函数",
    ),
    "own-code": Broken(
        RULE + "RULES = [rule('ZP999', 'one', nothing)]",
        "its rule ZP999 one has a code that is kept for zhperf’s own rules (ZP…)",
        "其规则 ZP999 one 使用了 zhperf 自身规则专用的代码（ZP…）",
        RENAME,
    ),
    "code-twice": Broken(
        RULE + "RULES = [rule('DL001', 'one', nothing), rule('DL001', 'two', nothing)]",
        "the code of its rule DL001 two is that of DL001 one of broken-rules",
        "其规则 DL001 two 的代码与 broken-rules 的 DL001 one 相同",
        RENAME,
    ),
    "name-of-zhperf": Broken(
        RULE + "RULES = [rule('DL001', 'target-missing', nothing)]",
        "the name of its rule DL001 target-missing is that of ZP401 target-missing of zhperf",
        "其规则 DL001 target-missing 的名称与 zhperf 的 ZP401 target-missing 相同",
        RENAME,
    ),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_package_that_cannot_be_used_is_named(kind: str, tmp_path: Path) -> None:
    broken = BROKEN[kind]
    write_package(tmp_path, "broken-rules", broken.code)
    result = rule(tmp_path)
    where = "broken-rules: it = broken_rules:RULES"
    assert (result.code, result.text) == (2, "")
    assert result.stderr == (
        f"error: {where}: rules of an installed package: {broken.reason}\n  help:  {broken.fix}\n"
    )
    chinese = rule(tmp_path, "--lang", "zh")
    assert chinese.code == 2
    assert chinese.stderr.startswith(f"错误：{where}：已安装的规则包：{broken.reason_zh}")


def test_the_first_of_two_packages_keeps_its_code(tmp_path: Path) -> None:
    write_package(tmp_path, "anshan-rules", RULE + "RULES = [rule('LN001', 'one', nothing)]")
    write_package(tmp_path, "benxi-rules", RULE + "RULES = (rule('LN001', 'two', nothing),)")
    result = rule(tmp_path)
    assert result.code == 2
    assert result.stderr.startswith(
        "error: benxi-rules: it = benxi_rules:RULES: rules of an installed package: "
        "the code of its rule LN001 two is that of LN001 one of anshan-rules\n"
    )


def test_packages_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    code = RULE + "RULES = [rule('{0}', '{1}', nothing)]"
    write_package(tmp_path, "zhuanghe-rules", code.replace("{0}", "AA001").replace("{1}", "one"))
    write_package(tmp_path, "anshan-rules", code.replace("{0}", "BB001").replace("{1}", "two"))
    objects = json.loads(rule(tmp_path, "--output-format", "json").text)
    packages = [one["package"] for one in objects if one["package"]]
    assert packages == ["anshan-rules", "zhuanghe-rules"]


def test_without_rules_a_package_changes_nothing(tmp_path: Path) -> None:
    write_package(tmp_path, "empty-rules", "RULES = []")
    (tmp_path / "elsewhere").mkdir()
    without = run_zhperf(("rule",), tmp_path, environment(tmp_path / "elsewhere"))
    assert rule(tmp_path).text == without.text


def test_a_package_of_other_things_is_not_loaded(tmp_path: Path) -> None:
    write_package(tmp_path, "other-things", "raise RuntimeError")
    about = tmp_path / "other_things-1.0.dist-info" / "entry_points.txt"
    about.write_text("[console_scripts]\nit = other_things:RULES\n", "utf-8")
    assert rule(tmp_path).code == 0


def test_extracting_loads_no_package(tmp_path: Path) -> None:
    write_package(tmp_path, "broken-rules", "raise RuntimeError")
    result = run_zhperf(("schema",), tmp_path, environment(tmp_path))
    assert result.code == 0
    sample = os.fspath(PROJECT / "samples" / "founding-table.pdf")
    options = ("extract", sample, "--pages", "1", "-f", "jsonl", "-q")
    assert run_zhperf(options, tmp_path, environment(tmp_path)).code == 0
