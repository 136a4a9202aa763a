"""Template files of users beside the families of zhperf."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from zhperf.errors import TemplateError
from zhperf.templates import INDICATOR_FIELDS, Template, builtin_sources, builtin_templates
from zhperf.templates.files import load_templates, select, template_sources
from zhperf.templates.writing import full_text

Write = Callable[..., str]

MINE = """
id = "some-province"
title = "项目支出绩效自评表"
extends = "national-project"

[[columns]]
field = "target"
names = ["拟达标准"]
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a template file and gives its path."""

    def write_it(text: str, name: str = "my.toml") -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return str(path)

    return write_it


def ids(families: tuple[Template, ...]) -> list[str]:
    return [family.id for family in families]


def words(family: Template) -> dict[str, object]:
    """What the family says of each word that it has, and what marks it."""
    columns, labels, funds = (
        {name for entry in entries for name in entry.names}
        for entries in (family.columns, family.labels, family.funds)
    )
    return {
        "columns": {name: family.column(name) for name in columns},
        "labels": {name: (family.label(name), family.label_rank(name)) for name in labels},
        "funds": {name: family.fund(name) for name in funds},
        "patterns": [
            entry.patterns
            for entry in (*family.columns, *family.labels, *family.funds)
            if entry.patterns
        ],
        "fit": family.fit,
    }


def test_without_files_there_are_the_families_of_zhperf() -> None:
    assert select("auto", ()) is builtin_templates()


def test_a_family_of_the_user_comes_first_and_extends_one_of_zhperf(write: Write) -> None:
    families = load_templates([write(MINE)])
    assert ids(families) == ["some-province", *ids(builtin_templates())]
    assert families[0].column("拟达标准") == "target"
    assert families[0].column("三级指标") == "level3"
    national = next(family for family in builtin_templates() if family.id == "national-project")
    assert families[0].fit == national.fit
    assert national.column("拟达标准") is None


def test_own_words_count_before_those_that_are_extended(write: Write) -> None:
    text = MINE.replace('field = "target"', 'field = "score"').replace("拟达标准", "指标值")
    assert select(write(text), ())[0].column("指标值") == "score"


def test_only_the_chosen_family_is_tried(write: Write) -> None:
    path = write(MINE)
    assert ids(select(path, ())) == ["some-province"]
    assert ids(select("some-province", [path])) == ["some-province"]
    assert ids(select("points-first", [path])) == ["points-first"]


def test_files_of_a_directory_by_name(write: Write, tmp_path: Path) -> None:
    write(MINE.replace("some-province", "b"), "forms/b.toml")
    write(MINE.replace("some-province", "a"), "forms/a.toml")
    for other in ("forms/zhperf.toml", "forms/pyproject.toml", "forms/.a.toml", "forms/a.toml~"):
        write("no template", other)
    folder = str(tmp_path / "forms")
    assert ids(load_templates([folder]))[:2] == ["a", "b"]
    # Named twice, a file is one template.
    assert ids(load_templates([folder, f"{folder}/a.toml"]))[:3][2] not in ("a", "b")


def test_files_of_users_extend_each_other(write: Write) -> None:
    write(MINE, "forms/a.toml")
    path = write(
        'id = "city"\ntitle = "表"\nextends = "some-province"\n'
        '[[columns]]\nfield = "score"\nnames = ["自我打分"]\n',
        "forms/b.toml",
    )
    (city,) = select("city", [str(Path(path).parent)])
    assert city.column("自我打分") == "score"
    assert city.column("拟达标准") == "target"


def test_words_are_no_family(write: Write) -> None:
    path = write('id = "our-words"\ntitle = "表"\nkind = "words"\n', "words.toml")
    assert "our-words" not in ids(load_templates([path]))
    with pytest.raises(TemplateError, match="'our-words' holds words for other templates"):
        select(path, ())


def test_a_file_takes_the_place_of_the_family_with_its_id(write: Write) -> None:
    text = MINE.replace("some-province", "points-first")
    families = load_templates([write(text)])
    assert sorted(ids(families)) == sorted(ids(builtin_templates()))
    assert families[0].id == "points-first"
    assert not families[0].fit.before


def test_a_file_may_extend_the_family_that_it_replaces(write: Write) -> None:
    text = MINE.replace("some-province", "points-first").replace("national-project", "points-first")
    replaced = next(family for family in builtin_templates() if family.id == "points-first")
    (family,) = select("points-first", [write(text)])
    assert family.column("拟达标准") == "target"
    assert family.column("三级指标") == "level3"
    assert family.fit == replaced.fit


def test_common_words_can_be_replaced(write: Write) -> None:
    text = next(one.text for one in template_sources(()) if one.template.id == "common")
    path = write(text.replace('"二级指标"', '"二级指标", "次级指标"'))
    families = load_templates([path])
    assert ids(families) == ids(builtin_templates())
    national = next(family for family in families if family.id == "national-project")
    assert national.column("次级指标") == "level2"


def test_a_file_is_read_again_when_it_has_changed(write: Write) -> None:
    path = write(MINE)
    assert select(path, ())[0].column("拟达标准") == "target"
    assert select(path, ()) == select(path, ())
    write(MINE.replace("拟达标准", "拟达水平"))
    os.utime(path, ns=(0, 0))  # a clock may be too coarse to see the change
    assert select(path, ())[0].column("拟达标准") is None


def test_a_byte_order_mark_and_windows_line_ends_are_read(write: Write) -> None:
    path = write("\ufeff" + MINE.replace("\n", "\r\n"))
    assert ids(select(path, ())) == ["some-province"]


def test_sources_are_what_was_written(write: Write) -> None:
    path = write(MINE)
    first, *others = template_sources([path])
    assert (first.template.id, first.text, first.path) == ("some-province", MINE, path)
    assert [source.template for source in others] == list(builtin_sources())
    for source in others:
        assert source.path is None
        assert tomllib.loads(source.text)["id"] == source.template.id


@pytest.mark.parametrize("identifier", ids(builtin_templates()))
def test_a_family_written_out_has_the_same_words(identifier: str, write: Write) -> None:
    (family,) = select(identifier, ())
    text = full_text(family)
    assert max(map(len, text.splitlines())) <= 100
    (again,) = select(write(text), ())
    assert words(again) == words(family)
    assert (again.title, again.seen, again.version) == (family.title, family.seen, family.version)
    assert again.extends is None


def test_a_word_that_never_counts_is_not_written_out(write: Write) -> None:
    text = MINE.replace("拟达标准", "得分")
    (family,) = select(write(text), ())
    (again,) = select(write(full_text(family), "full.toml"), ())
    assert words(again) == words(family)
    assert again.column("得分") == "target"


def test_odd_words_survive_being_written_out(write: Write) -> None:
    names = ['引"号', "反\\斜", "一'二\\", "制\t表", "\x7f删", "长" * 60]
    family = Template.model_validate(
        {
            "id": "odd",
            "title": "表",
            "extends": None,
            "columns": [{"field": "level3", "names": names, "patterns": [r"\d+'", r"a\.b"]}],
            "fit": {"required": ["level3"], "before": [["level1", "level3"]], "nested": False},
        }
    )
    assert words(select(write(full_text(family)), ())[0]) == words(family)


@pytest.mark.parametrize("source", builtin_sources(), ids=lambda source: source.id)
def test_families_of_zhperf_pass_the_checks_for_users(source: Template, write: Write) -> None:
    text = next(one.text for one in template_sources(()) if one.template.id == source.id)
    path = write(text)
    assert template_sources([path])[0].template == source


def test_every_field_has_a_word() -> None:
    named = {column.field for source in builtin_sources() for column in source.columns}
    assert named >= INDICATOR_FIELDS
