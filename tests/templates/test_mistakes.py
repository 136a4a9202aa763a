"""What is wrong in a template file is told with its line, the nearest word and the way out."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import NamedTuple

import pytest

from zhperf.errors import ExitCode, TemplateError
from zhperf.templates.files import load_templates, select

HEAD = 'id = "mine"\ntitle = "表"\n'


class Mistake(NamedTuple):
    text: str
    line: int | None
    english: str
    chinese: str
    help: str
    """Part of the English advice."""


MISTAKES = {
    "syntax": Mistake(
        'id = "mine"\ntitle = 表\n', 2, "no valid TOML: Invalid value", "TOML 语法错误", "quotes"
    ),
    "unterminated": Mistake(
        HEAD + 'seen = ["一",\n\n', 3, "no valid TOML", "TOML 语法错误", "in brackets"
    ),
    "nested too deeply": Mistake(
        HEAD + "seen = " + "[" * 5000, 3, "no valid TOML", "TOML 语法错误", "in brackets"
    ),
    "double key": Mistake(
        HEAD + 'id = "again"\n', 3, "no valid TOML: Cannot overwrite a value", "TOML 语法错误", ""
    ),
    "unknown key": Mistake(
        'id = "mine"\n# 标题\ntitel = "表"\n',
        3,
        "unknown key 'titel' (did you mean 'title'?)",
        "未知的键 'titel'（是否想写 'title'？）",
        "keys: id, version, title, kind",
    ),
    "unknown key of a column": Mistake(
        HEAD + '[[columns]]\nfield = "score"\nnames = ["得分"]\n'
        '[[columns]]\nfield = "weight"\nname = ["分值"]\n',
        8,
        "unknown key 'name' (did you mean 'names'?)",
        "未知的键 'name'",
        "keys: names, patterns, field",
    ),
    "unknown key of the fit": Mistake(
        HEAD + "[fit]\nmin-marks = 1\n",
        4,
        "unknown key 'min-marks' (did you mean 'min_marks'?)",
        "未知的键 'min-marks'",
        "keys: required",
    ),
    "unknown key like no other": Mistake(
        HEAD + '"颜色" = 1\n', 3, "unknown key '颜色'", "未知的键 '颜色'", "keys: id"
    ),
    "missing key": Mistake(
        '# 说明\nid = "mine"\n', 1, "the key 'title' is missing", "缺少键 'title'", 'title = "…"'
    ),
    "column without field": Mistake(
        HEAD + '\n[[columns]]\nnames = ["得分"]\n',
        4,
        "the key 'field' is missing",
        "缺少键 'field'",
        'field = "…"',
    ),
    "unknown field": Mistake(
        HEAD + '[[columns]]\nfield = "targt"\nnames = ["指标值"]\n',
        4,
        "unknown field 'targt' (did you mean 'target'?)",
        "未知的字段 'targt'（是否想写 'target'？）",
        "weight, score, group, extra",
    ),
    "unknown field of the fit": Mistake(
        HEAD + '[fit]\nrequired = [\n  "level1",\n  "level4",\n]\n',
        6,
        "unknown field 'level4' (did you mean 'level",
        "未知的字段 'level4'",
        "fields: activity",
    ),
    "unknown role": Mistake(
        HEAD + '[[labels]]\nrole = "departement"\nnames = ["部门"]\n',
        4,
        "unknown role 'departement' (did you mean 'department'?)",
        "未知的角色 'departement'",
        "roles: name",
    ),
    "unknown kind": Mistake(
        HEAD + 'kind = "indicator"\n',
        3,
        "unknown kind 'indicator' (did you mean 'indicators'?)",
        "未知的种类 'indicator'",
        "kinds: indicators",
    ),
    "bad pattern": Mistake(
        HEAD + '[[labels]]\nrole = "note"\npatterns = [\n    "注.*",\n    "*备注",\n]\n',
        7,
        "'*备注' is no regular expression: nothing to repeat",
        "'*备注' 不是有效的正则表达式",
        "backslash",
    ),
    "text for a list": Mistake(
        HEAD + '[[columns]]\nfield = "score"\nnames = "得分"\n',
        5,
        """'names' must be a list: ["one", "two"]""",
        "'names' 应为列表",
        "docs/templates.md",
    ),
    "number for a text": Mistake(
        'id = "mine"\ntitle = 2024\n', 2, "'title' must be a text", "'title' 应为加引号的文字", ""
    ),
    "text for a number": Mistake(
        HEAD + '[fit]\nmin_marks = "one"\n', 4, "'min_marks' must be a whole number", "应为整数", ""
    ),
    "text for a truth value": Mistake(
        HEAD + '[fit]\nnested = "maybe"\n', 4, "'nested' must be true or false", "true 或 false", ""
    ),
    "half a pair": Mistake(
        HEAD + '[fit]\nbefore = [["weight", "target"], ["weight"]]\n',
        4,
        "'before' must be a pair",
        "'before' 应为一对",
        "",
    ),
    "three for a pair": Mistake(
        HEAD + '[fit]\nbefore = [["weight", "target", "score"]]\n',
        4,
        "'before' must be a pair",
        "一对",
        "",
    ),
    "one bracket": Mistake(
        HEAD + '[columns]\nfield = "score"\nnames = ["得分"]\n',
        3,
        "'columns' must be written with two brackets, [[columns]]",
        "双方括号 [[columns]]",
        "docs/templates.md",
    ),
    "two brackets": Mistake(HEAD + "[[fit]]\n", 3, "'fit' must be a table", "应为表", ""),
    "unknown base": Mistake(
        HEAD + 'extends = "national-projct"\n',
        3,
        "unknown template 'national-projct' (did you mean 'national-project'?)",
        "未知的模板 'national-projct'",
        "zhperf template lists all",
    ),
    "extends itself": Mistake(
        HEAD + 'extends = "mine"\n',
        3,
        "templates extend each other: mine → mine",
        "模板互相继承：mine → mine",
        'extends = ""',
    ),
    "required field without a name": Mistake(
        HEAD + 'extends = ""\n[[columns]]\nfield = "level3"\nnames = ["指标"]\n'
        '[fit]\nrequired = ["level3",\n  "target"]\n',
        9,
        "'target' is required, but no column names it",
        "必需字段 'target' 没有任何列名",
        'field = "target"',
    ),
    "column without names": Mistake(
        HEAD + '[[columns]]\nfield = "score"\n', 3, "'score' has no names", "没有列出名称", "names"
    ),
    "one word for two fields": Mistake(
        HEAD + '[[columns]]\nfield = "weight"\nnames = ["分值", "分数"]\n'
        '[[columns]]\nfield = "score"\nnames = [\n  "得分",\n  "分 数（）",\n]\n',
        10,
        "'分 数（）' names both 'weight' (line 5) and 'score'",
        "'分 数（）' 同时表示 'weight'（第 5 行）和 'score'",
        "brackets",
    ),
    "one word for two roles": Mistake(
        HEAD + '[[labels]]\nrole = "name"\nnames = ["单位"]\n'
        '[[labels]]\nrole = "department"\nnames = ["单位"]\n',
        8,
        "'单位' names both 'name' (line 5) and 'department'",
        "同时表示 'name'",
        "",
    ),
    "empty word": Mistake(
        HEAD + '[[columns]]\nfield = "score"\nnames = ["（ ）"]\n',
        5,
        "'（ ）' can never be found",
        "'（ ）' 无法被识别",
        "1 to 60 characters",
    ),
    "long word": Mistake(
        HEAD + f'[[columns]]\nfield = "score"\nnames = ["{"长" * 61}"]\n',
        5,
        "'" + "长" * 61 + "' can never be found",
        "无法被识别",
        "patterns",
    ),
    "empty id": Mistake(
        'title = "表"\nid = ""\n', 2, "'' cannot be an id", "'' 不能作为 id", "without spaces"
    ),
    "id with a space": Mistake(
        'id = "my form"\ntitle = "表"', 1, "'my form' cannot be an id", "不能作为 id", ""
    ),
    "reserved id": Mistake(
        'id = "unknown"\ntitle = "表"', 1, "'unknown' cannot be an id", "不能作为 id", ""
    ),
    "id like a path": Mistake(
        'id = "a.toml"\ntitle = "表"', 1, "'a.toml' cannot be an id", "不能作为 id", ""
    ),
}


def refused(template: str, *paths: Path) -> TemplateError:
    with pytest.raises(TemplateError) as caught:
        select(template, [str(path) for path in paths])
    assert caught.value.exit_code == ExitCode.USAGE
    return caught.value


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_are_told_with_their_line(name: str, tmp_path: Path) -> None:
    mistake = MISTAKES[name]
    path = tmp_path / "my.toml"
    path.write_text(mistake.text, "utf-8")
    error = refused(str(path))
    what, where, advice = error.parts("en")
    assert what.startswith(f"{path}: {mistake.english}")
    assert where == f"line {mistake.line}"
    assert mistake.help in advice
    what, where, advice = error.parts("zh")
    assert what.startswith(f"{path}：")
    assert mistake.chinese in what
    assert where == f"第 {mistake.line} 行"
    assert advice
    assert pickle.loads(pickle.dumps(error)).parts("zh") == error.parts("zh")


def test_mistakes_in_a_directory_are_told_too(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text(HEAD, "utf-8")
    (tmp_path / "slip.toml").write_text('id = "slip"\ntitel = "表"\n', "utf-8")
    assert "slip.toml: unknown key" in str(refused("auto", tmp_path))


def test_a_slip_is_told_before_the_key_that_it_makes_missing(tmp_path: Path) -> None:
    path = tmp_path / "my.toml"
    path.write_text('id = "mine"\n[[columns]]\nfeld = "score"\nnames = ["得分"]\n', "utf-8")
    assert "unknown key 'feld' (did you mean 'field'?)" in str(refused(str(path)))


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "gbk.toml"
    path.write_bytes('id = "mine"\ntitle = "表"\n'.encode("gbk"))
    assert refused(str(path)).parts("en") == (
        f"{path}: the file is not UTF-8", "line 2", "save it as UTF-8"
    )  # fmt: skip


def test_paths_that_are_not_there(tmp_path: Path) -> None:
    path = tmp_path / "no.toml"
    for error in (refused(str(path)), refused("auto", path), refused("auto", tmp_path / "no")):
        what, where, _ = error.parts("en")
        assert what.endswith(": cannot be opened: No such file or directory")
        assert where == ""
        assert "没有这样的文件或目录" in error.message("zh")


def test_a_directory_named_like_a_template(tmp_path: Path) -> None:
    (tmp_path / "a.toml").mkdir()
    assert "the directory holds no template" in str(refused(str(tmp_path / "a.toml")))


def test_an_empty_directory(tmp_path: Path) -> None:
    what, _, advice = refused("auto", tmp_path).parts("zh")
    assert what == f"{tmp_path}：目录中没有模板文件"
    assert "*.toml" in advice


def test_two_files_with_one_id(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(HEAD, "utf-8")
    error = refused("auto", tmp_path)
    first, second = tmp_path / "a.toml", tmp_path / "b.toml"
    assert error.parts("en")[:2] == (f"{second}: the id 'mine' is that of {first} too", "line 1")


def test_a_cycle_over_files(tmp_path: Path) -> None:
    for name, base in (("a", "b"), ("b", "c"), ("c", "a")):
        text = f'id = "{name}"\ntitle = "表"\nextends = "{base}"\n'
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    error = refused("auto", tmp_path)
    assert error.message("zh").endswith("模板互相继承：a → b → c → a")
    # A file that only leads into the circle is not the one that is wrong alone.
    (tmp_path / "0.toml").write_text(HEAD + 'extends = "a"\n', "utf-8")
    assert "mine → a → b → c → a" in str(refused("auto", tmp_path))


def test_an_unknown_id_tells_the_nearest_of_all_files(tmp_path: Path) -> None:
    path = tmp_path / "my.toml"
    path.write_text('id = "some-province"\ntitle = "表"\n', "utf-8")
    assert load_templates([str(path)])[0].id == "some-province"
    error = refused("some-provinc", path)
    assert str(error) == "unknown template 'some-provinc' (did you mean 'some-province'?)"
    assert str(refused("河北")) == "unknown template '河北'"
