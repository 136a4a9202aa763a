"""What is wrong in a profile file is told with its line, the nearest word and the way out."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import NamedTuple

import pytest

from zhperf.errors import ExitCode, ProfileError
from zhperf.profiles.files import find_profile, load_profiles

HEAD = 'id = "mine"\ntitle = "某市"\n'
NUMBER = "'rate-tolerance' must be a number"


class Mistake(NamedTuple):
    text: str
    line: int
    english: str
    chinese: str = ""
    help: str = "docs/profiles.md"
    """Part of the English advice."""


def threshold(value: str, english: str, chinese: str = "应为") -> Mistake:
    return Mistake(f"{HEAD}[thresholds]\nrate-tolerance = {value}\n", 4, english, chinese)


MISTAKES = {
    "syntax": Mistake('id = mine\ntitle = "某市"\n', 1, "no valid TOML", "TOML 语法错误", "quotes"),
    "endless number": Mistake(
        HEAD + f"measures = {'1' * 10_000}\n", 3, "no valid TOML: Exceeds the limit", "", "quotes",
    ),
    "unknown key": Mistake(
        HEAD + "measure = true\n", 3, "unknown key 'measure' (did you mean 'measures'?)",
        "未知的键 'measure'（是否想写 'measures'？）", "keys: id, title, extends",
    ),
    "unknown table": Mistake(
        HEAD + "[threshold]\n", 3, "unknown key 'threshold' (did you mean 'thresholds'?)", "",
        "more-words",
    ),
    "unknown threshold": Mistake(
        HEAD + "[thresholds]\nrate-tolerence = 1\n", 4,
        "unknown key 'rate-tolerence' (did you mean 'rate-tolerance'?)", "", "summary-similarity",
    ),
    "underscores": Mistake(
        HEAD + "[thresholds]\nrate_tolerance = 1\n", 4,
        "unknown key 'rate_tolerance' (did you mean 'rate-tolerance'?)", "", "rate-tolerance",
    ),
    "unknown list of words": Mistake(
        HEAD + '[words]\nsaving = ["节约"]\n', 4,
        "unknown key 'saving' (did you mean 'savings'?)", "", "keys: ",
    ),
    "unknown list of more words": Mistake(
        HEAD + '[more-words]\n\nsaving = ["节约"]\n', 5,
        "unknown key 'saving' (did you mean 'savings'?)", "", "keys: ",
    ),
    "unknown band": Mistake(
        HEAD + "[scores.bands]\nmeet = { low = 80 }\n", 4,
        "unknown key 'meet' (did you mean 'met'?)", "", "keys: met, partly, not_met",
    ),
    "unknown key of a band": Mistake(
        HEAD + "[scores.bands]\nmet = { lowest = 80 }\n", 4,
        "unknown key 'lowest' (did you mean 'low'?)", "", "keys: low, high",
    ),
    "unknown language of the title": Mistake(
        'id = "a"\ntitle = { en = "A", cn = "甲" }\n', 2, "unknown key 'cn'", "", "keys: en, zh",
    ),
    "title in one language": Mistake(
        'id = "a"\ntitle = { en = "A" }\n', 2, "the key 'zh' is missing", "缺少键 'zh'", "zh = ",
    ),
    "title of another type": Mistake('id = "a"\ntitle = 1\n', 2, "'title' must be a text, or {"),
    "no id": Mistake('title = "某市"\n', 1, "the key 'id' is missing", "缺少键 'id'", 'id = "…"'),
    "no title": Mistake('id = "a"\n', 1, "the key 'title' is missing", "缺少键", 'title = "…"'),
    "text for a number": threshold('"0.5"', NUMBER, "'rate-tolerance' 应为数字"),
    "truth for a number": threshold("true", NUMBER),
    "list for a number": threshold("[1]", NUMBER),
    "negative": threshold("-0.5", NUMBER + " from 0", "应为不小于 0 的数"),
    "not a number": threshold("nan", NUMBER),
    "infinite": threshold("inf", NUMBER),
    "negative points": Mistake(
        HEAD + '[points.levels]\n"产出" = -1\n', 4, "'产出' must be a number from 0",
    ),
    "broken whole number": Mistake(
        HEAD + "[thresholds]\nhundred-least = 2.5\n", 4, "'hundred-least' must be a whole number",
    ),
    "negative whole number": Mistake(
        HEAD + "[thresholds]\nhundred-least = -1\n", 4, "'hundred-least' must be a number from 0",
    ),
    "truth for a whole number": Mistake(
        HEAD + "[thresholds]\nhundred-least = true\n", 4, "'hundred-least' must be a whole number",
    ),
    "number for a truth": Mistake(HEAD + "measures = 1\n", 3, "'measures' must be true or false"),
    "text for a table": Mistake(HEAD + 'points = "100"\n', 3, "'points' must be a table"),
    "list for a table": Mistake(
        HEAD + '[words]\nlevel2 = ["数量"]\n', 4, "'level2' must be a table",
    ),
    "text for a list": Mistake(
        HEAD + '[more-words]\nsavings = "节约"\n', 4, "'savings' must be a list", "应为列表",
    ),
    "number in a list": Mistake(
        HEAD + '[words]\nsavings = [\n  "节约",\n  1,\n]\n', 6, "'savings' must be a text",
    ),
    "empty word": Mistake(
        HEAD + '[more-words]\nsavings = ["节约", ""]\n', 4,
        "'savings' must be a text that is not empty", "应为非空的文字",
    ),
    "blank word": Mistake(
        HEAD + '[more-words.level2]\n"产出" = [" "]\n', 4,
        "'产出' must be a text that is not empty",
    ),
    "unknown block": Mistake(
        HEAD + 'blocks = ["fund"]\n', 3, "unknown block 'fund' (did you mean 'funds'?)",
        "未知的部分 'fund'", "blocks: funds, weights, total",
    ),
    "unknown formula": Mistake(
        HEAD + '[scores]\nreverse = ["ratios"]\n', 4,
        "unknown formula 'ratios' (did you mean 'ratio'?)", "未知的公式",
        "formulas: proportional, ratio",
    ),
    "bad pattern": Mistake(
        HEAD + "[words]\nunfinished = ['未完成', '*']\n", 4,
        "'*' is no regular expression: nothing to repeat", "'*' 不是有效的正则表达式", "backslash",
    ),
    "bad pattern of more words": Mistake(
        HEAD + "[more-words]\nno-deviation = ['(无']\n", 4,
        "'(无' is no regular expression: missing )", "", "backslash",
    ),
    "no id at all": Mistake('id = ""\ntitle = "甲"\n', 1, "'id' must be a text that is not empty"),
    "id with a space": Mistake(
        'id = "some city"\ntitle = "甲"\n', 1,
        "'some city' cannot be an id", "不能作为 id", "choose",
    ),
    "id of the choice": Mistake(
        '# x\nid = "auto"\ntitle = "甲"\n', 2, "'auto' cannot be an id", "", "not auto",
    ),
    "id of a file": Mistake(
        'id = "a.toml"\ntitle = "甲"\n', 1, "'a.toml' cannot be an id", "", ".toml",
    ),
    "unknown base": Mistake(
        HEAD + 'extends = "defualt"\n', 3, "unknown profile 'defualt' (did you mean 'default'?)",
        "未知的规则方案", "zhperf profile lists all",
    ),
    "itself": Mistake(
        HEAD + 'extends = "mine"\n', 3, "profiles extend each other: mine → mine", "互相继承",
        "leave extends out",
    ),
    "unknown level": Mistake(
        HEAD + '[dimensions]\nrequired = ["产出", "满意"]\n', 4,
        "unknown first level '满意' (did you mean '满意度'?)", "未知的一级指标 '满意'",
        "first levels: 产出, 效益",
    ),
    "optional level": Mistake(
        HEAD + '[dimensions]\noptional = ["成本指标"]\n', 4, "unknown first level '成本指标'", "",
        "first levels",
    ),
    "points of an unknown level": Mistake(
        HEAD + '[points.levels]\n"产出" = 50\n"效果指标" = 30\n', 5,
        "unknown first level '效果指标'",
        "", "first levels",
    ),
    "second levels of an unknown level": Mistake(
        HEAD + '[more-words.level2]\n"产出指标" = ["数量"]\n', 4,
        "unknown first level '产出指标'", "",
        "first levels",
    ),
    "the list lacks a level of the base": Mistake(
        HEAD + '[words]\nlevel1 = ["产出", "效益", "成本"]\n', 4,
        "unknown first level '满意度'", "",
        "first levels: 产出, 效益, 成本",
    ),
    "band upside down": Mistake(
        HEAD + "[scores.bands]\npartly = { low = 90 }\n", 4, "the band 'partly' is from 90 to 80",
        "'partly' 的区间为 90% 至 80%", "low first",
    ),
    "band above all": Mistake(
        HEAD + "[scores.bands]\nmet = { low = 80, high = 120 }\n", 4, "the band 'met' is from 80",
        "", "at most 100",
    ),
    "grades upside down": Mistake(
        HEAD + '[scores.grades]\n"差" = 0\n"优" = 90\n', 5,
        "'优' is given from 90, but '差' before it",
        "'优' 的起点 90", "best grade first",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_are_told_with_line_and_way_out(name: str, tmp_path: Path) -> None:
    mistake = MISTAKES[name]
    path = tmp_path / "my.toml"
    path.write_text(mistake.text, "utf-8")
    with pytest.raises(ProfileError) as caught:
        find_profile(str(path), ())
    error = pickle.loads(pickle.dumps(caught.value))
    what, where, advice = error.parts("en")
    assert what.startswith(f"{path}: {mistake.english}")
    assert where == f"line {mistake.line}"
    assert mistake.help in advice
    what, where, advice = error.parts("zh")
    assert mistake.chinese in what
    assert where == f"第 {mistake.line} 行"
    assert advice
    assert error.exit_code == ExitCode.USAGE


def test_a_circle_of_two(tmp_path: Path) -> None:
    for one, other in (("a", "b"), ("b", "a")):
        text = f'id = "{one}"\ntitle = "甲"\nextends = "{other}"\n'
        (tmp_path / f"{one}.toml").write_text(text, "utf-8")
    with pytest.raises(ProfileError, match="profiles extend each other: a → b → a") as caught:
        load_profiles((str(tmp_path),))
    assert caught.value.parts("en")[1] == "line 3"


def test_the_default_cannot_extend_what_extends_it(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('id = "a"\ntitle = "甲"\n', "utf-8")
    text = 'id = "default"\ntitle = "默认"\nextends = "a"\n'
    (tmp_path / "b.toml").write_text(text, "utf-8")
    with pytest.raises(ProfileError, match="default → a → default"):
        load_profiles((str(tmp_path),))


def test_two_files_with_one_id(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(HEAD, "utf-8")
    with pytest.raises(ProfileError, match="the id 'mine' is that of") as caught:
        load_profiles((str(tmp_path),))
    assert caught.value.source.endswith("b.toml")
    assert "请为每个规则方案使用不同的 id" in caught.value.parts("zh")[2]


def test_places_without_profiles(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="the directory holds no profile"):
        load_profiles((str(tmp_path),))
    with pytest.raises(ProfileError, match=r"no\.toml: cannot be opened"):
        find_profile(str(tmp_path / "no.toml"), ())
