"""Every error can be told in both languages, with the fields that its docstring names."""

from __future__ import annotations

import pickle
import re
import string
from collections.abc import Iterator

import pytest

from zhperf import errors
from zhperf.errors import Bilingual, ExitCode, ZhperfError


def kinds(root: type[ZhperfError] = ZhperfError) -> Iterator[type[ZhperfError]]:
    for kind in root.__subclasses__():
        yield kind
        yield from kinds(kind)


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def documented(kind: type[ZhperfError]) -> set[str]:
    found = re.search(r"Fields?: ([\w, ]+)\.", kind.__doc__ or "")
    return {name.strip() for name in found[1].split(",")} if found else set()


@pytest.mark.parametrize("kind", list(kinds()))
def test_messages_have_both_languages_and_known_fields(kind: type[ZhperfError]) -> None:
    for part in (kind.what, kind.where, kind.help):
        assert bool(part.en) == bool(part.zh)
        english, chinese = fields(part.en), fields(part.zh)
        assert {name.removesuffix("_zh") for name in chinese} == english
        if kind not in (errors.InputError, errors.UsageError):
            assert english | chinese <= documented(kind) | {"source"}
    if kind.help.zh.isascii():
        assert kind.help.zh == kind.help.en


@pytest.mark.parametrize("kind", list(kinds()))
def test_errors_cross_process_borders(kind: type[ZhperfError]) -> None:
    values = dict.fromkeys(documented(kind), Bilingual("{a}", "{甲}")) | {"reason": "x", "fix": "y"}
    error = kind("某.pdf", **values)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    for language in ("en", "zh"):
        assert again.parts(language) == error.parts(language)
    assert str(again).startswith("某.pdf: ")


@pytest.mark.parametrize("kind", list(kinds()))
def test_exit_codes(kind: type[ZhperfError]) -> None:
    assert kind.exit_code not in (ExitCode.OK, ExitCode.INTERNAL)


def test_the_tree_is_drawn() -> None:
    drawn = re.findall(r"\+-- (\w+)", errors.__doc__ or "")
    assert drawn == [kind.__name__ for kind in kinds()]


def test_braces_of_users_are_no_fields() -> None:
    error = errors.UsageError(reason=Bilingual("{x} is wrong", "{x} 有误"), fix="{y}")
    assert error.parts("en") == ("{x} is wrong", "", "{y}")
    assert error.parts("zh") == ("{x} 有误", "", "{y}")


def test_system_reasons() -> None:
    assert errors.system_reason(FileNotFoundError(2, "No such file")).zh == "没有这样的文件或目录"
    assert errors.system_reason(OSError("odd")) == ("odd", "odd")
