"""Settings of the command line and of configuration files reach the reading, in this order."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import get_args

import pytest

from command import Result, environment, run_zhperf
from zhperf import configfile
from zhperf.cli.settings import BATCH_DEFAULTS
from zhperf.config import Settings
from zhperf.configfile import NO_CONFIG, find_config, load_config
from zhperf.convert import Engine
from zhperf.errors import ConfigError, ExitCode, Language

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "founding-table.pdf"
MINE = 'id = "mine"\ntitle = "表"\nextends = "department-activity"\n'

Zhperf = Callable[..., Result]


@pytest.fixture
def zhperf(tmp_path: Path) -> Zhperf:
    """Runs the real command in the test's folder."""

    def run(*arguments: str, **more: str) -> Result:
        return run_zhperf(arguments, tmp_path, environment(**more))

    return run


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    def write_it(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    return write_it


def settings_of(result: Result) -> dict[str, tuple[object, str, str | None, int | None]]:
    assert result.code == 0, result.stderr
    return {
        one["setting"]: (one["value"], one["origin"], one["path"], one["line"])
        for one in json.loads(result.text)
    }


# --- which file ------------------------------------------------------------------------------


def test_the_nearest_file_above_counts(write: Callable[..., Path], tmp_path: Path) -> None:
    write("deep/er/.keep", "")
    assert find_config(tmp_path / "deep" / "er") is None
    outer = write("zhperf.toml", "")
    assert find_config(tmp_path / "deep" / "er") == outer
    inner = write("deep/pyproject.toml", "[tool.zhperf]\n")
    assert find_config(tmp_path / "deep" / "er") == inner
    own = write("deep/zhperf.toml", "")
    assert find_config(tmp_path / "deep" / "er") == own


@pytest.mark.parametrize(
    "text",
    ["[tool.other]\n", "no TOML at all", '[project]\nname = "zhperf-data"\n', "[tool]\n"],
)
def test_other_projects_are_passed_by(
    text: str, write: Callable[..., Path], tmp_path: Path
) -> None:
    write("inner/pyproject.toml", text)
    outer = write("zhperf.toml", "")
    assert find_config(tmp_path / "inner") == outer


def test_a_broken_file_that_may_be_ours_is_told(write: Callable[..., Path], tmp_path: Path) -> None:
    write("pyproject.toml", "[tool.zhperf]\nlang = zh\n")
    with pytest.raises(ConfigError) as caught:
        find_config(tmp_path)
    assert caught.value.parts("en")[1] == "line 2"


def test_the_first_source_says_where_to_look(
    zhperf: Zhperf, write: Callable[..., Path], tmp_path: Path
) -> None:
    write("reports/zhperf.toml", 'lang = "zh"\n')
    write("zhperf.toml", 'lang = "en"\n')
    write("reports/a.pdf", "")
    assert settings_of(zhperf("config", "-f", "json"))["lang"][0] == "en"
    for source in ("reports/a.pdf", "reports", "reports/not-there.pdf"):
        assert settings_of(zhperf("config", source, "-f", "json"))["lang"][0] == "zh"
    assert "错误：" in zhperf("extract", "reports/a.pdf", "a.pdf").stderr
    assert "error: " in zhperf("extract", "a.pdf", "reports/a.pdf").stderr
    assert "error: " in zhperf("extract", "-", "reports/a.pdf").stderr


def test_a_named_file_counts_alone(
    zhperf: Zhperf, write: Callable[..., Path], tmp_path: Path
) -> None:
    write("zhperf.toml", 'engine = "pdfplumber"\nlang = "zh"\n')
    write("other.toml", 'engine = "pdfium"\n')
    named = settings_of(zhperf("config", "--config", "other.toml", "-f", "json"))
    by_environment = settings_of(zhperf("config", "-f", "json", ZHPERF_CONFIG="other.toml"))
    for found in (named, by_environment):
        assert found["engine"] == ("pdfium", "file", "other.toml", 1)
        assert found["lang"] == ("en", "locale", None, None)
    nearest = settings_of(zhperf("config", "-f", "json", ZHPERF_CONFIG=""))
    assert nearest["engine"] == ("pdfplumber", "file", "zhperf.toml", 1)
    without = zhperf("config", "--no-config", "-f", "json", ZHPERF_CONFIG="other.toml")
    assert settings_of(without)["engine"] == ("auto", "default", None, None)


# --- what it says ----------------------------------------------------------------------------

WHOLE = """\
[project]
name = "reports"

[tool.zhperf]
engine = "pdfplumber"
template = "forms/mine.toml"
template-paths = [
    "forms",
]
lang = "zh"
lattice = { snap-tolerance = 2 }

[tool.zhperf.stitch]
max-header-rows = 7

[tool.zhperf.stitch.seam]
bottom-padding = 1.5
"""


def test_every_setting_of_a_file(write: Callable[..., Path], tmp_path: Path) -> None:
    config = load_config(write("pyproject.toml", WHOLE))
    found = {key: (entry.value, config.line(key)) for key, entry in config.entries.items()}
    assert found == {
        "engine": ("pdfplumber", 5),
        "template": (str(tmp_path / "forms" / "mine.toml"), 6),
        "template-paths": ((str(tmp_path / "forms"),), 7),
        "lang": ("zh", 10),
        "lattice.snap-tolerance": (2.0, 11),
        "stitch.max-header-rows": (7, 14),
        "stitch.seam.bottom-padding": (1.5, 17),
    }
    settings = Settings(**config.thresholds)
    assert settings.lattice.snap_tolerance == 2.0
    assert isinstance(settings.lattice.snap_tolerance, float)
    assert settings.stitch.max_header_rows == 7
    assert settings.stitch.seam.bottom_padding == 1.5
    # What is not named keeps its default.
    assert settings.text == Settings().text
    assert settings.lattice.joint_gap == Settings().lattice.joint_gap


def test_an_empty_file_says_nothing(write: Callable[..., Path]) -> None:
    path = write("zhperf.toml", "# nothing\n")
    assert load_config(path)._replace(file=None) == NO_CONFIG._replace(name=str(path))


def test_an_id_is_no_path(write: Callable[..., Path]) -> None:
    config = load_config(write("zhperf.toml", 'template = "points-first"\n'))
    assert config.entries["template"].value == "points-first"


def test_keys_are_those_of_the_settings() -> None:
    tables = [name for name, field in Settings.model_fields.items() if is_dataclass(field.default)]
    assert tables == list(configfile.THRESHOLDS)
    assert configfile.CHOICES["engine"] == get_args(Engine)
    assert configfile.CHOICES["lang"] == get_args(Language)


MISTAKES = {
    'engine = "pdfum"': ("unknown engine 'pdfum' (did you mean 'pdfium'?)", "引擎 'pdfum'"),
    'lang = "cn"': ("unknown language 'cn'", "语言 'cn'"),
    "lang = 1": ("'lang' must be a text in quotes", "'lang' 应为加引号的文字"),
    'template-path = ["a"]': (
        "unknown key 'template-path' (did you mean 'template-paths'?)", "键 'template-path'",
    ),
    'template-paths = "forms"': ("'template-paths' must be a list", "应为列表"),
    "template-paths = [1]": ("'template-paths' must be a list", "应为列表"),
    'pages = "1-3"': ("unknown key 'pages'", "未知的键 'pages'"),
    "lattice = 3": ("'lattice' must be a table: [lattice]", "'lattice' 应为表"),
    "lattice.snap_tolerance = 3": (
        "unknown key 'snap_tolerance' (did you mean 'snap-tolerance'?)", "键 'snap_tolerance'",
    ),
    'lattice.snap-tolerance = "3"': ("'snap-tolerance' must be a number", "应为不小于 0 的数"),
    "lattice.snap-tolerance = true": ("'snap-tolerance' must be a number", "应为不小于 0 的数"),
    "lattice.snap-tolerance = -0.1": ("'snap-tolerance' must be a number", "应为不小于 0 的数"),
    "lattice.snap-tolerance = nan": ("'snap-tolerance' must be a number", "应为不小于 0 的数"),
    "lattice.snap-tolerance = inf": ("'snap-tolerance' must be a number", "应为不小于 0 的数"),
    "stitch.max-header-rows = 2.5": ("'max-header-rows' must be a whole number", "整数"),
    "stitch.max-header-rows = false": ("'max-header-rows' must be a whole number", "整数"),
    "stitch.seam = 1": ("'seam' must be a table: [stitch.seam]", "应为表"),
    "stitch.seam.x = 1": ("unknown key 'x'", "未知的键 'x'"),
}  # fmt: skip


@pytest.mark.parametrize("line", MISTAKES)
def test_mistakes_are_told_with_their_line(line: str, write: Callable[..., Path]) -> None:
    path = write("zhperf.toml", f"# settings\n\n{line}\n")
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    english, chinese = MISTAKES[line]
    what, where, advice = caught.value.parts("en")
    assert what.startswith(f"{path}: {english}")
    assert where == "line 3"
    assert advice
    assert chinese in caught.value.parts("zh")[0]
    assert caught.value.exit_code == ExitCode.USAGE


def test_a_section_that_is_no_table(write: Callable[..., Path]) -> None:
    with pytest.raises(ConfigError, match="'zhperf' must be a table"):
        load_config(write("pyproject.toml", "[tool]\nzhperf = 1\n"))


def test_a_shared_file_without_our_section(write: Callable[..., Path]) -> None:
    with pytest.raises(ConfigError, match=r"there is no table \[tool.zhperf\]"):
        load_config(write("pyproject.toml", "[tool.other]\n"))


# --- what counts -----------------------------------------------------------------------------


def test_the_command_line_counts_before_the_file(
    zhperf: Zhperf, write: Callable[..., Path]
) -> None:
    write("a.toml", MINE.replace("mine", "a"))
    write("b.toml", MINE.replace("mine", "b"))
    write(
        "zhperf.toml",
        'engine = "pdfplumber"\ntemplate = "a.toml"\ntemplate-paths = ["b.toml"]\nlang = "zh"\n',
    )
    file = settings_of(zhperf("config", "-f", "json"))
    assert file["template"] == ("a.toml", "file", "zhperf.toml", 2)
    assert file["template-paths"] == (["b.toml"], "file", "zhperf.toml", 3)
    said = settings_of(
        zhperf(
            "config", "-f", "json", "--engine", "auto", "--template", "auto", "--template-path",
            "a.toml", "--template-path", "b.toml", "--lang", "en",
        )
    )  # fmt: skip
    assert said["engine"] == ("auto", "command line", None, None)
    assert said["template"] == ("auto", "command line", None, None)
    assert said["template-paths"] == (["a.toml", "b.toml"], "command line", None, None)
    assert said["lang"] == ("en", "command line", None, None)


def test_all_settings_are_shown_with_their_defaults(zhperf: Zhperf) -> None:
    def leaves(name: str, value: object) -> dict[str, object]:
        if not is_dataclass(value):
            return {name: value}
        found: dict[str, object] = {}
        for field in fields(value):
            found |= leaves(f"{name}.{field.name.replace('_', '-')}", getattr(value, field.name))
        return found

    shown = settings_of(zhperf("config", "-f", "json"))
    expected: dict[str, object] = {"engine": "auto", "template": "auto", "template-paths": []}
    expected["lang"] = "en"
    for name in configfile.THRESHOLDS:
        expected |= leaves(name, getattr(Settings(), name))
    expected |= {"check.select": None, "check.ignore": [], "check.fail-on": "error"}
    expected |= {"check.profile": "auto", "check.profile-paths": [], "check.baseline": None}
    expected |= {"verify": False, "check.verify": False}
    expected |= {f"batch.{key}": value for key, value in BATCH_DEFAULTS._asdict().items()}
    assert {key: value for key, (value, *_) in shown.items()} == expected
    assert {origin for _, origin, *_ in shown.values()} == {"default", "locale"}


def test_settings_for_eyes(zhperf: Zhperf, write: Callable[..., Path]) -> None:
    write("zhperf.toml", 'lang = "zh"\n[stitch]\nmax-header-rows = 4\n')
    lines = [line.split() for line in zhperf("config").text.splitlines()]
    assert lines[0] == ["设置", "值", "来源"]
    assert ["engine", "auto", "默认值"] in lines
    assert ["stitch.max-header-rows", "4", "zhperf.toml，第", "3", "行"] in lines


def test_settings_go_to_a_file(zhperf: Zhperf, tmp_path: Path) -> None:
    assert zhperf("config", "-o", "settings.json") == (0, b"", "")
    assert json.loads((tmp_path / "settings.json").read_text("utf-8"))[0]["setting"] == "engine"
    assert zhperf("config", "-o", "settings.json").code == ExitCode.USAGE


def test_a_template_reaches_the_worker(
    zhperf: Zhperf, write: Callable[..., Path], tmp_path: Path
) -> None:
    def chosen(*arguments: str) -> list[str]:
        result = zhperf("extract", str(SAMPLE), "--no-provenance", *arguments)
        assert result.code == 0, result.stderr
        return [table["template"] for table in json.loads(result.text)["tables"]]

    write("forms/mine.toml", MINE)
    assert chosen() == ["department-activity"]
    assert chosen("--template", "forms/mine.toml") == ["mine"]
    assert chosen("--template", "mine", "--template-path", "forms") == ["mine"]
    assert chosen("--template", "national-project") == ["unknown"]
    config = write("conf/zhperf.toml", 'template-paths = ["../forms"]\ntemplate = "mine"\n')
    assert chosen("--config", str(config)) == ["mine"]
    # Thresholds load numpy, so that workers begin as fresh interpreters.
    config.write_text('template = "../forms/mine.toml"\n[lattice]\njoint-gap = 2.5\n', "utf-8")
    assert chosen("--config", str(config)) == ["mine"]


def test_thresholds_reach_the_worker(zhperf: Zhperf, write: Callable[..., Path]) -> None:
    plain = json.loads(zhperf("tables", str(SAMPLE), "--pages", "1").text)
    assert plain
    write("zhperf.toml", "[lattice]\nmin-line-length = 5000\n")
    none = zhperf("tables", str(SAMPLE), "--pages", "1", "--config", "zhperf.toml")
    assert none.code == ExitCode.NO_TABLE


def test_a_wrong_template_is_told_once_and_before_any_document(
    zhperf: Zhperf, write: Callable[..., Path], tmp_path: Path
) -> None:
    write("forms/slip.toml", 'id = "slip"\ntitel = "表"\n')
    result = zhperf("extract", str(SAMPLE), str(SAMPLE), "-o", "out", "--template-path", "forms")
    assert result.code == ExitCode.USAGE
    assert result.stderr.count("error:") == 1
    assert not (tmp_path / "out").exists()


# --- templates -------------------------------------------------------------------------------


def test_the_list_has_all_templates(zhperf: Zhperf, write: Callable[..., Path]) -> None:
    write("mine.toml", MINE)
    listed = json.loads(zhperf("template", "--template-path", "mine.toml", "-f", "json").text)
    assert listed[0] == {
        "id": "mine", "version": 1, "kind": "indicators", "title": "表",
        "extends": "department-activity", "seen": [], "path": "mine.toml",
    }  # fmt: skip
    by_id = {one["id"]: one for one in listed}
    assert by_id["national-project"]["path"] is None
    assert by_id["national-project"]["seen"]
    assert by_id["common"]["kind"] == "words"
    lines = zhperf("template", "--template-path", "mine.toml").text.splitlines()
    assert lines[0].split() == ["id", "kind", "title", "seen", "in,", "or", "file"]
    assert lines[1].split() == ["mine", "indicators", "表", "mine.toml"]
    assert len(lines) > len(listed)  # a header, and what is wrapped


def test_a_printed_template_is_the_file(zhperf: Zhperf, tmp_path: Path) -> None:
    shipped = Path(sys.modules["zhperf"].__file__ or "").parent / "templates"
    printed = zhperf("template", "points-first")
    assert printed.stdout == (shipped / "points-first.toml").read_bytes()
    zhperf("template", "points-first", "-o", "my.toml")
    assert (tmp_path / "my.toml").read_bytes() == printed.stdout


def test_a_full_template_stands_alone(zhperf: Zhperf, tmp_path: Path) -> None:
    zhperf("template", "department-activity", "--full", "-o", "whole.toml")
    text = (tmp_path / "whole.toml").read_text("utf-8")
    assert 'extends = ""' in text
    assert "三级指标" in text
    assert zhperf("template", "whole.toml", "--full").text == text


def test_the_choice_of_a_family_is_explained(zhperf: Zhperf) -> None:
    result = zhperf("template", "--explain", str(SAMPLE), "-f", "json")
    (form,) = json.loads(result.text)
    assert (form["page"], form["chosen"]) == (1, "department-activity")
    assert form["header"][:2] == ["活动", "任务"]
    assert form["fields"][:2] == ["activity", "task"]
    assert form["fits"][0]["template"] == "department-activity"
    assert form["fits"][0]["fits"]
    assert not any(fit["fits"] for fit in form["fits"] if "activity" in fit["forbidden"])
