"""Profile files of users beside the profiles that come with zhperf."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from zhperf.errors import Bilingual, ProfileError
from zhperf.profiles import AUTO, DEFAULT, Profile, Words, builtin_profiles, merged
from zhperf.profiles.checks import profile_format
from zhperf.profiles.files import find_profile, find_source, load_profiles, profile_sources, select
from zhperf.profiles.writing import full_text
from zhperf.tomlproblems import Pattern

Write = Callable[..., str]

BASE = builtin_profiles()[DEFAULT]
MINE = """\
# 某市
id = "some-city"
title = "某市"
templates = ["national-project"]

[thresholds]
rate-tolerance = 0.05

[more-words]
satisfaction = ["点赞", "满意"]
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a profile file and gives its path."""

    def write_it(text: str, name: str = "my.toml") -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return str(path)

    return write_it


def ids(profiles: tuple[Profile, ...]) -> list[str]:
    return [one.id for one in profiles]


def test_without_paths_there_are_those_of_zhperf() -> None:
    assert load_profiles(()) == tuple(builtin_profiles().values())
    assert find_profile(DEFAULT, ()) == BASE


def test_a_profile_says_only_what_differs(write: Write) -> None:
    mine = find_profile(write(MINE), ())
    assert mine.title == Bilingual("某市", "某市")
    assert mine.thresholds.rate_tolerance == Decimal("0.05")
    assert mine.templates == ("national-project",)
    changed = {"id", "title", "templates", "thresholds", "words"}
    same = {key: getattr(mine, key) for key in Profile.model_fields if key not in changed}
    assert same == {key: getattr(BASE, key) for key in same}
    others = mine.thresholds.model_copy(update={"rate_tolerance": Decimal("0.5")})
    assert others == BASE.thresholds


def test_words_are_added_once_and_behind(write: Write) -> None:
    mine = find_profile(
        write(MINE + '[more-words.level2]\n"效益" = ["就业"]\n"规划" = ["管理"]\n'), ()
    )
    assert mine.words.satisfaction == (*BASE.words.satisfaction, "点赞")
    assert mine.words.level2["效益"] == (*BASE.words.level2["效益"], "就业")
    assert mine.words.level2["规划"] == ("管理",)
    assert mine.words.level2["产出"] == BASE.words.level2["产出"]
    assert mine.words.done == BASE.words.done


def test_words_replace_and_more_words_add_to_them(write: Write) -> None:
    text = 'id = "a"\ntitle = "甲"\n[words]\nsavings = ["节约"]\n[more-words]\nsavings = ["节支"]\n'
    one = write(text, "a.toml")
    assert find_profile(one, ()).words.savings == ("节约", "节支")
    two = write(
        'id = "b"\ntitle = "乙"\nextends = "a"\n[more-words]\nsavings = ["压减"]\n', "b.toml"
    )
    assert find_profile("b", (two, one)).words.savings == ("节约", "节支", "压减")


def test_merging_leaves_both_as_they_are() -> None:
    base: dict[str, Any] = {
        "words": {"done": ["完成"]},
        "points": {"levels": {"产出": 50}, "total": 100},
    }
    change = {"more-words": {"done": ["达成"]}, "points": {"levels": {"效益": 30}}}
    assert merged(base, change) == {
        "words": {"done": ["完成", "达成"]},
        "points": {"levels": {"效益": 30}, "total": 100},
    }
    assert base["words"] == {"done": ["完成"]}
    assert "more-words" in change


def test_points_and_grades_are_replaced_as_a_whole(write: Write) -> None:
    head = 'id = "a"\ntitle = "甲"\n'
    text = '[scores.grades]\n"合格" = 60\n"不合格" = 0\n[points.levels]\n"产出" = 60\n'
    mine = find_profile(write(head + text), ())
    assert mine.scores.grades == {"合格": Decimal(60), "不合格": Decimal(0)}
    assert mine.points.levels == {"产出": Decimal(60)}
    assert mine.scores.bands == BASE.scores.bands


def test_a_band_may_be_changed_in_part(write: Write) -> None:
    text = (
        'id = "a"\ntitle = "甲"\n[scores.bands]\npartly = { low = 50 }\nnot_met = { high = 50 }\n'
    )
    bands = find_profile(write(text), ()).scores.bands
    assert (bands["partly"].low, bands["partly"].high) == (50, 80)
    assert (bands["not_met"].low, bands["not_met"].high) == (0, 50)


def test_profiles_of_users_come_first_and_extend_each_other(write: Write) -> None:
    write(MINE, "forms/b.toml")
    write(
        'id = "district"\ntitle = "某区"\nextends = "some-city"\nmeasures = true\n', "forms/a.toml"
    )
    write("no profile", "forms/zhperf.toml")
    write("no profile", "forms/.hidden.toml")
    folder = write("no profile", "forms/readme.md").removesuffix("readme.md")
    found = load_profiles((folder,))
    assert ids(found) == ["district", "some-city", *builtin_profiles()]
    assert found[0].thresholds.rate_tolerance == Decimal("0.05")
    assert found[0].measures
    # The choice of forms is a profile's own.
    assert found[0].templates == ()


def test_a_replaced_profile_is_that_of_zhperf_with_changes(write: Write) -> None:
    path = write('id = "default"\ntitle = "默认"\n[points]\ntotal = 120\n')
    other = write(MINE, "other.toml")
    found = load_profiles((path, other))
    assert ids(found)[:2] == ["default", "some-city"]
    assert len(found) == len(builtin_profiles()) + 1
    # All that extends it has the change too.
    assert {one.points.total for one in found} == {Decimal(120)}
    assert found[0].thresholds == BASE.thresholds
    explicit = write('id = "default"\ntitle = "默认"\nextends = "default"\n[points]\ntotal = 120\n')
    assert load_profiles((explicit,))[0] == found[0]


def test_replacing_keeps_the_forms_where_it_extends_the_replaced(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zhperf.profiles import builtin_data, files

    city = {**tomllib.loads(MINE), "title": {"en": "x", "zh": "x"}}
    shipped = {**builtin_data(), "some-city": city}
    monkeypatch.setattr(files, "builtin_data", lambda: shipped)
    files._profiles.cache_clear()
    kept = write(
        'id = "some-city"\ntitle = "市"\nextends = "some-city"\nmeasures = true\n', "a.toml"
    )
    bare = write('id = "some-city"\ntitle = "市"\nmeasures = true\n', "b.toml")
    first, second = (load_profiles((path,))[0] for path in (kept, bare))
    files._profiles.cache_clear()
    assert (first.templates, first.thresholds.rate_tolerance) == (
        ("national-project",),
        Decimal("0.05"),
    )
    assert (second.templates, second.thresholds) == ((), BASE.thresholds)


def test_a_file_that_changes_is_read_again(write: Write) -> None:
    path = write(MINE)
    assert find_profile(path, ()).thresholds.rate_tolerance == Decimal("0.05")
    write(MINE.replace("0.05", "0.25"))
    os.utime(path, (1, 1))
    assert find_profile(path, ()).thresholds.rate_tolerance == Decimal("0.25")


# --- the choice ------------------------------------------------------------------------------


def test_what_a_check_gets(write: Write) -> None:
    path = write(MINE)
    assert select(AUTO, ()) == (AUTO, ())
    assert select("hubei", ()) == ("hubei", ())
    assert select(AUTO, (path,)) == (AUTO, load_profiles((path,)))
    assert select(DEFAULT, (path,)) == (DEFAULT, load_profiles((path,)))
    chosen = select(path, ())
    assert chosen.id == "some-city"
    assert ids(chosen.profiles)[0] == "some-city"
    with pytest.raises(
        ProfileError, match=r"unknown profile 'some-ctiy' \(did you mean 'some-city'"
    ):
        select("some-ctiy", (path,))


def test_sources_are_as_they_are_written(write: Write) -> None:
    path = write(MINE)
    mine = find_source("some-city", (path,))
    assert (mine.text, mine.path, mine.profile.id) == (MINE, path, "some-city")
    shipped = find_source(DEFAULT, (path,))
    assert shipped.path is None
    assert shipped.text.startswith("#")
    assert find_source(path, ()).text == MINE
    assert [one.profile.id for one in profile_sources((path,))] == ids(load_profiles((path,)))


# --- written whole ---------------------------------------------------------------------------


@pytest.mark.parametrize("identifier", builtin_profiles())
def test_a_profile_written_whole_is_the_same(identifier: str, write: Write) -> None:
    profile = builtin_profiles()[identifier]
    text = full_text(profile)
    again = find_profile(write(text), ())
    assert again == profile.model_copy(update={"extends": DEFAULT})
    assert full_text(again) == text


def test_a_user_profile_written_whole_is_the_same(write: Write) -> None:
    profile = find_profile(write(MINE + r"""
[words]
no-deviation = ['无\s*', "它's \\d"]
level2 = { "a.b" = ["产"], "*" = ["x"] }
level1 = ["产出", "效益", "满意度", "成本", "决策", "过程", "项目决策", "项目管理", "a.b"]
[points]
budget = 10.50
levels = { "产出" = 1e1 }
""", "one.toml"), ())  # fmt: skip
    again = find_profile(write(full_text(profile), "two.toml"), ())
    assert again == profile


# --- the format ------------------------------------------------------------------------------


def test_a_file_may_say_everything_that_a_profile_has() -> None:
    assert set(profile_format().model.model_fields) == {*Profile.model_fields, "more_words"}


def test_lists_of_regular_expressions_are_checked_as_such() -> None:
    """What the description of a list says, its type says too."""
    said = {
        name
        for name, field in Words.model_fields.items()
        if re.search("regular expression", field.description or "")
    }
    checked = {
        name
        for name, field in Words.model_fields.items()
        if field.annotation == tuple[Pattern, ...]
    }
    assert said == checked
    assert said
