"""What configuration files and command lines say about checks."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
import typer
from typer.testing import CliRunner

from command import Result, environment, run_zhperf
from zhperf.checksettings import CheckSettings, FailOn, FileIgnores, Ignored
from zhperf.cli import checkoptions
from zhperf.cli.checkoptions import CheckFormatName, FailOnName, given_checks
from zhperf.cli.settings import Effective, Given, effective_settings
from zhperf.configcheck import FAIL_ON, SEVERITIES
from zhperf.configfile import load_config
from zhperf.errors import ConfigError, ExitCode, ProfileError, UsageError
from zhperf.reporters import FORMATS
from zhperf.rulebook import Severity
from zhperf.rules import all_rules
from zhperf.selection import file_ignores

WHOLE = """\
[tool.zhperf.check]
select = ["ZP4", "unit-mismatch"]
ignore = ["ZP210", { rule = "ZP807", reason = "the total is the office's" }]
fail-on = "note"
profile = "profiles/mine.toml"
profile-paths = ["profiles"]
baseline = "../known.json"
severity = { ZP4 = "note", target-missing = "error" }

[tool.zhperf.check.per-file-ignores]
"2019/**" = ["ZP801"]
"*.json" = [{ rule = "ZP1", reason = "read before" }, "ZP2"]
"""

MINE = 'id = "mine"\ntitle = "某市"\n'

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_it(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    return write_it


@pytest.fixture
def zhperf(tmp_path: Path) -> Callable[..., Result]:
    def run(*arguments: str) -> Result:
        return run_zhperf(arguments, tmp_path, environment())

    return run


def effective(path: Path, **given: object) -> Effective:
    return Effective(Given(**given), load_config(path))  # type: ignore[arg-type]


# --- files -----------------------------------------------------------------------------------


def test_a_whole_section(write: Write, tmp_path: Path) -> None:
    folder = str(tmp_path / "sub")
    assert effective(write("sub/pyproject.toml", WHOLE)).check == CheckSettings(
        select=("ZP4", "unit-mismatch"),
        ignore=(Ignored("ZP210"), Ignored("ZP807", "the total is the office's")),
        fail_on="note",
        profile=str(tmp_path / "sub" / "profiles" / "mine.toml"),
        profile_paths=(str(tmp_path / "sub" / "profiles"),),
        baseline=str(tmp_path / "known.json"),
        severities={"ZP4": "note", "target-missing": "error"},
        per_file_ignores=(
            FileIgnores("2019/**", (Ignored("ZP801"),), folder),
            FileIgnores("*.json", (Ignored("ZP1", "read before"), Ignored("ZP2")), folder),
        ),
    )


def test_without_a_section_all_is_as_by_default(write: Write) -> None:
    assert effective(write("zhperf.toml", "")).check == CheckSettings()
    assert effective(write("zhperf.toml", "[check]\n")).check == CheckSettings()


def test_globs_are_those_of_the_file_wherever_it_is_used(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("data/zhperf.toml", '[check.per-file-ignores]\n"2019/**" = ["ZP801"]\n')
    for here, source in ((path.parent.parent, "data/2019/a.pdf"), (path.parent, "2019/a.pdf")):
        monkeypatch.chdir(here)
        settings = effective_settings(Given(), source).check.per_file_ignores
        assert file_ignores(settings, source) == [Ignored("ZP801")]
        assert file_ignores(settings, source.replace("2019", "2020")) == []


MISTAKES = {
    "check = 1": ("'check' must be a table: [check]", "'check' 应为表"),
    'check.fail_on = "error"': ("unknown key 'fail_on' (did you mean 'fail-on'?)", "键 'fail_on'"),
    'check.selects = ["ZP1"]': ("unknown key 'selects' (did you mean 'select'?)", ""),
    'check.select = "ZP1"': ("'select' must be a list", "'select' 应为列表"),
    "check.select = [1]": ("'select' must be a list", ""),
    'check.ignore = "ZP1"': ("'ignore' must be a list: [\"ZP210\", { rule", "'ignore' 应为列表"),
    "check.ignore = [1]": ("'ignore' must be a list", ""),
    'check.ignore = [{ rul = "ZP1" }]': ("unknown key 'rul' (did you mean 'rule'?)", ""),
    'check.ignore = [{ reason = "x" }]': ("the key 'rule' is missing", "缺少键 'rule'"),
    "check.ignore = [{ rule = 1 }]": ("'rule' must be a text", "'rule' 应为加引号的文字"),
    'check.ignore = [{ rule = "ZP1", reason = 1 }]': ("'reason' must be a text", ""),
    'check.fail-on = "eror"': ("unknown level 'eror' (did you mean 'error'?)", "级别 'eror'"),
    "check.fail-on = 1": ("'fail-on' must be a text", ""),
    "check.profile = 1": ("'profile' must be a text", ""),
    'check.profile-paths = "a"': ("'profile-paths' must be a list", ""),
    "check.baseline = true": ("'baseline' must be a text", ""),
    'check.verify = "no"': ("'verify' must be true or false", ""),
    'check.baseline = ""': ("'baseline' must be a text", ""),
    'check.severity = "error"': ("'severity' must be a table: [check.severity]", ""),
    'check.severity.ZP4 = "info"': ("unknown level 'info'", "未知的级别 'info'"),
    'check.severity.ZP4 = "never"': ("unknown level 'never'", ""),
    'check.per-file-ignores = ["a"]': ("'per-file-ignores' must be a table", ""),
    'check.per-file-ignores."*" = "ZP1"': ("'*' must be a list", ""),
    'check.per-file-ignores."" = ["ZP1"]': ("'' is no pattern of paths", "不是有效的路径模式"),
    'check.per-file-ignores."/" = ["ZP1"]': ("'/' is no pattern of paths", ""),
    'check.per-file-ignores."!a" = ["ZP1"]': ("'!a' is no pattern of paths", ""),
    "check.per-file-ignores.'2019\\*' = ['ZP1']": (r"'2019\*' is no pattern of paths", ""),
}


@pytest.mark.parametrize("line", MISTAKES)
def test_mistakes_are_told_with_their_line(line: str, write: Write) -> None:
    path = write("zhperf.toml", f"# settings\n\n{line}\n")
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    english, chinese = MISTAKES[line]
    what, where, advice = caught.value.parts("en")
    assert what.startswith(f"{path}: {english}")
    assert where == "line 3"
    assert advice
    assert chinese in caught.value.parts("zh")[0]


RULES = """\
[check]
select = [
    "ALL",
    {select},
]
ignore = [
    {{ rule = {ignore}, reason = "x" }},
]
[check.severity]
{severity} = "note"
[check.per-file-ignores]
"*" = [{file}]
"""
RIGHT = {"select": '"ZP4"', "ignore": '"ZP401"', "severity": "ZP401", "file": '"target-missing"'}


@pytest.mark.parametrize(
    ("where", "line"), [("select", 4), ("ignore", 7), ("severity", 10), ("file", 12)]
)
def test_names_of_rules_are_looked_up_where_rules_are_known(
    where: str, line: int, write: Write
) -> None:
    pages = {code: rule.page for code, rule in all_rules().items()}
    effective(write("zhperf.toml", RULES.format(**RIGHT))).check_rules(pages)
    wrong = {**RIGHT, where: RIGHT[where].replace("ZP4", "ZP4O").replace("target", "traget")}
    path = write("zhperf.toml", RULES.format(**wrong))
    with pytest.raises(ConfigError, match=r"unknown rule '[\w-]+' \(did you mean '") as caught:
        effective(path).check_rules(pages)
    assert caught.value.source == str(path)
    assert caught.value.parts("en")[1] == f"line {line}"


@pytest.mark.parametrize("option", ["select", "ignore"])
def test_names_of_rules_on_the_command_line_are_looked_up_first(option: str, write: Write) -> None:
    pages = {code: rule.page for code, rule in all_rules().items()}
    path = write("zhperf.toml", '[check]\nselect = ["ZP9"]\n')
    with pytest.raises(UsageError, match=r"^unknown rule 'ZP4O1' \(did you mean 'ZP401'\?\)"):
        effective(path, **{option: ("ZP401", "ZP4O1")}).check_rules(pages)


def test_words_are_those_of_the_types() -> None:
    assert get_args(FailOn) == FAIL_ON == tuple(FailOnName)
    assert get_args(Severity) == SEVERITIES
    assert tuple(CheckFormatName) == FORMATS


# --- what counts -----------------------------------------------------------------------------


def test_the_command_line_counts_before_the_file(write: Write) -> None:
    path = write("pyproject.toml", WHOLE)
    said = effective(
        path, fail_on="never", profile="default", profile_paths=("x",), baseline="b.json"
    ).check
    assert (said.fail_on, said.profile, said.profile_paths) == ("never", "default", ("x",))
    assert said.baseline == "b.json"
    assert said.select == ("ZP4", "unit-mismatch")


def test_ignored_on_the_command_line_comes_on_top(write: Write) -> None:
    check = effective(write("pyproject.toml", WHOLE), ignore=("ZP5",)).check
    assert [one.token for one in check.ignore] == ["ZP210", "ZP807", "ZP5"]


def test_selected_on_the_command_line_is_run_whatever_the_file_says(write: Write) -> None:
    path = write("pyproject.toml", WHOLE)
    check = effective(path, select=("ZP807",)).check
    assert (check.select, check.ignore) == (("ZP807",), ())
    check = effective(path, select=("ZP8",), ignore=("ZP801",)).check
    assert check.ignore == (Ignored("ZP801"),)
    assert check.per_file_ignores


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (None, None),
        ([], None),
        (["ZP4"], ("ZP4",)),
        (["ZP4,ZP5", "unit-mismatch"], ("ZP4", "ZP5", "unit-mismatch")),
        ([" ZP4 , ", "ZP5,"], ("ZP4", "ZP5")),
        ([""], ("",)),
        ([","], (",",)),
    ],
)
def test_lists_with_commas(given: list[str] | None, names: tuple[str, ...] | None) -> None:
    assert given_checks(Given(), select=given, ignore=given) == Given(select=names, ignore=names)


def test_every_option_reaches_the_settings() -> None:
    app = typer.Typer()
    seen: list[Given] = []

    @app.command()
    def check(
        select: checkoptions.Select = None,
        ignore: checkoptions.Ignore = None,
        fail_on: checkoptions.FailOn = None,
        profile: checkoptions.ProfileName = None,
        profile_path: checkoptions.ProfilePath = None,
        baseline: checkoptions.Baseline = None,
        write_baseline: checkoptions.WriteBaseline = None,
        output_format: checkoptions.CheckFormat = None,
        statistics: checkoptions.Statistics = False,
    ) -> None:
        assert (write_baseline, output_format, statistics) == ("new.json", "sarif", True)
        seen.append(
            given_checks(
                Given(), select=select, ignore=ignore, fail_on=fail_on, profile=profile,
                profile_paths=profile_path, baseline=baseline,
            )
        )  # fmt: skip

    line = (
        "--select ZP1,ZP2 --select ZP3 --ignore ZP301 --fail-on note --profile a --profile-path b "
        "--profile-path c --baseline d --write-baseline new.json --output-format sarif --statistics"
    )
    assert CliRunner().invoke(app, line.split()).exit_code == 0
    assert seen == [
        Given(
            select=("ZP1", "ZP2", "ZP3"), ignore=("ZP301",), fail_on="note", profile="a",
            profile_paths=("b", "c"), baseline="d",
        )
    ]  # fmt: skip


SHOWN = """\
[check]
select = ["ZP4", "target-missing"]
ignore = ["ALL", { rule = "ZP40", reason = "下级单位不填" }]
fail-on = "warning"
profile = "default"
baseline = "已知.json"

[check.severity]
ZP401 = "note"

[check.per-file-ignores]
"2019/**" = ["ZP4", { rule = "target-missing", reason = "旧表" }]
"""


def shown(result: Result) -> str:
    """The settings of checks, with single spaces between the columns."""
    lines = [" ".join(line.split()) for line in result.text.splitlines()]
    return "\n".join(line for line in lines if line.startswith("check."))


def test_settings_are_shown_with_where_they_come_from(
    zhperf: Callable[..., Result], write: Write
) -> None:
    write("zhperf.toml", SHOWN)
    assert shown(zhperf("config")) == (
        "check.select ZP4, target-missing zhperf.toml, line 2\n"
        "check.ignore ALL, ZP40 (下级单位不填) zhperf.toml, line 3\n"
        "check.fail-on warning zhperf.toml, line 4\n"
        "check.profile default zhperf.toml, line 5\n"
        "check.profile-paths - default\n"
        "check.baseline 已知.json zhperf.toml, line 6\n"
        "check.verify False default\n"
        "check.severity.ZP401 note zhperf.toml, line 9\n"
        "check.per-file-ignores.2019/** ZP4, target-missing (旧表) zhperf.toml, line 12"
    )


def test_what_the_command_line_says_is_shown_as_such(
    zhperf: Callable[..., Result], write: Write
) -> None:
    write("zhperf.toml", SHOWN)
    write("mine.toml", MINE)
    on_top = shown(zhperf("config", "--ignore", "ZP4,ZP401", "--lang", "zh")).splitlines()
    assert on_top[1:3] == [
        "check.ignore ALL, ZP40 (下级单位不填) zhperf.toml，第 3 行",
        "check.ignore ZP4, ZP401 命令行",
    ]
    said = zhperf(
        "config", "--select", "ZP4", "--fail-on", "never", "--profile", "mine", "--profile-path",
        "mine.toml", "--baseline", "b.json",
    )  # fmt: skip
    assert shown(said).splitlines()[:6] == [
        "check.select ZP4 command line",
        "check.ignore - command line",
        "check.fail-on never command line",
        "check.profile mine command line",
        "check.profile-paths mine.toml command line",
        "check.baseline b.json command line",
    ]


def test_settings_for_programs_keep_the_reasons(
    zhperf: Callable[..., Result], write: Write
) -> None:
    write("zhperf.toml", SHOWN)
    found = {one["setting"]: one for one in json.loads(zhperf("config", "-f", "json").text)}
    assert found["check.ignore"] == {
        "setting": "check.ignore", "origin": "file", "path": "zhperf.toml", "line": 3,
        "value": [{"rule": "ALL", "reason": None}, {"rule": "ZP40", "reason": "下级单位不填"}],
    }  # fmt: skip


# --- profiles --------------------------------------------------------------------------------


def test_the_profiles_that_are_named_are_loaded(write: Write) -> None:
    write("profiles/mine.toml", MINE)
    path = write("zhperf.toml", '[check]\nprofile-paths = ["profiles"]\nprofile = "mine"\n')
    assert effective(path).select_profiles().id == "mine"
    path = write("zhperf.toml", '[check]\nprofile = "profiles/mine.toml"\n')
    chosen = effective(path).select_profiles()
    assert (chosen.id, chosen.profiles[0].id) == ("mine", "mine")
    assert effective(path, profile="auto").select_profiles().id == "auto"


def test_an_unknown_profile_is_told_where_it_is_named(write: Write) -> None:
    path = write("zhperf.toml", '[check]\n\nprofile = "mien"\n')
    with pytest.raises(ProfileError, match="unknown profile 'mien'") as caught:
        effective(path).select_profiles()
    assert (caught.value.source, caught.value.parts("en")[1]) == (str(path), "line 3")
    with pytest.raises(ProfileError, match="unknown profile 'x'") as caught:
        effective(path, profile="x").select_profiles()
    assert (caught.value.source, caught.value.parts("en")[1]) == ("", "")
    write("wrong.toml", MINE + "x = 1\n")
    path.write_text('[check]\nprofile = "wrong.toml"\n', "utf-8")
    with pytest.raises(ProfileError, match="unknown key 'x'") as caught:
        effective(path).select_profiles()
    assert caught.value.source.endswith("wrong.toml")


def test_the_list_and_the_text_of_profiles(zhperf: Callable[..., Result], write: Write) -> None:
    write("mine.toml", MINE)
    write("zhperf.toml", '[check]\nprofile-paths = ["mine.toml"]\n')
    listed = json.loads(zhperf("profile", "-f", "json").text)
    assert listed[0] == {
        "id": "mine", "title": {"en": "某市", "zh": "某市"}, "extends": "default", "source": [],
        "templates": [], "path": "mine.toml",
    }  # fmt: skip
    assert listed[1]["id"] == "default"
    assert listed[1]["path"] is None
    table = zhperf("profile", "--lang", "zh").text.splitlines()
    assert table[0].split() == ["id", "名称", "继承", "适用表格", "文件"]
    assert table[1].split() == ["mine", "某市", "default", "mine.toml"]
    assert zhperf("profile", "mine").text == MINE
    whole = zhperf("profile", "mine", "--full").text
    write("whole.toml", whole)
    assert zhperf("profile", "whole.toml", "--full", "--no-config").text == whole
    assert "rate-tolerance = 0.5\n" in whole


# --- cost ------------------------------------------------------------------------------------

LISTING = """
import sys
from zhperf.cli.app import run
code = run(sys.argv[1:])
sys.stderr.write("loaded " + " ".join(sorted(sys.modules)))
sys.exit(code)
"""


def test_extract_looks_no_rule_up(write: Write, tmp_path: Path) -> None:
    """A wrong rule is a matter of `check`; a wrong key of every command."""
    write("zhperf.toml", '[check]\nselect = ["NO1"]\nprofile = "none"\n')
    line = [sys.executable, "-c", LISTING, "extract", "a.pdf"]
    done = subprocess.run(
        line, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == ExitCode.INPUT
    names = set(done.stderr.rpartition("loaded ")[2].split())
    assert "zhperf.configcheck" in names
    parts = ("rules", "rulebook", "selection", "profiles", "checking")
    assert not names & {f"zhperf.{part}" for part in parts}
