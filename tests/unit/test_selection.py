"""Which rules run, for which source, and how grave their findings are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from zhperf.checksettings import FileIgnores, Ignored
from zhperf.errors import Bilingual, ExitCode, UsageError
from zhperf.rulebook import RulePage, Status
from zhperf.selection import file_ignores, matching, resolve, severities


def page(code: str, name: str, *, default: bool = True, status: Status = "stable") -> RulePage:
    text = Bilingual("x", "x")
    return RulePage(
        code=code, name=name, severity="error", default=default, since="0.1", status=status,
        message=text, help=text, what=text, why=text, example=text,
    )  # fmt: skip


PAGES = {
    one.code: one
    for one in (
        page("ZP210", "cost-missing"),
        page("ZP501", "completion-missing"),
        page("ZP502", "unit-mismatch"),
        page("ZP511", "far-off", default=False),
        page("ZP701", "rate", status="deprecated"),
        page("ZP702", "rate-score", status="removed"),
        page("DL001", "own-rule"),
        page("DLX001", "other-rule"),
    )
}
ALIVE = {code for code, one in PAGES.items() if one.status != "removed"}


def ran(select: list[str] | None, *ignore: str) -> set[str]:
    return set(resolve(select, [Ignored(one) for one in ignore], PAGES).codes)


def test_by_default_run_the_default_rules_that_are_left() -> None:
    assert ran(None) == ALIVE - {"ZP511"}


@pytest.mark.parametrize(
    ("token", "codes"),
    [
        ("ZP502", {"ZP502"}),
        ("unit-mismatch", {"ZP502"}),
        ("far-off", {"ZP511"}),
        ("ZP5", {"ZP501", "ZP502", "ZP511"}),
        ("ZP50", {"ZP501", "ZP502"}),
        ("ZP", {"ZP210", "ZP501", "ZP502", "ZP511", "ZP701"}),
        ("ZP7", {"ZP701"}),
        ("DL", {"DL001"}),
        ("DLX", {"DLX001"}),
        ("ALL", ALIVE),
    ],
)
def test_what_a_token_stands_for(token: str, codes: set[str]) -> None:
    assert set(matching(token, PAGES)) == codes
    assert ran([token]) == codes


def test_nothing_is_selected_by_an_empty_list() -> None:
    assert ran([]) == set()


@pytest.mark.parametrize(
    ("select", "ignore", "codes"),
    [
        (["ZP5"], ["ZP502"], {"ZP501", "ZP511"}),  # a code beats a beginning
        (["ZP502"], ["ZP5"], {"ZP502"}),
        (["unit-mismatch"], ["ZP50"], {"ZP502"}),  # a name is as good as the code
        (["ZP50"], ["ZP5"], {"ZP501", "ZP502"}),  # the longer beats the shorter
        (["ZP5"], ["ZP50"], {"ZP511"}),
        (["ZP5"], ["ALL"], {"ZP501", "ZP502", "ZP511"}),
        (["ALL"], ["ZP"], {"DL001", "DLX001"}),
        (["ZP5"], ["ZP5"], set()),  # on a tie it is ignored
        (["ZP502"], ["unit-mismatch"], set()),
        (["ALL"], ["ALL"], set()),
        (["ALL", "ZP502"], ["ZP5"], ALIVE - {"ZP501", "ZP511"}),
        (None, ["ZP5"], ALIVE - {"ZP501", "ZP502", "ZP511"}),
        (None, ["ALL"], set()),
    ],
)
def test_the_more_specific_counts(
    select: list[str] | None, ignore: list[str], codes: set[str]
) -> None:
    assert ran(select, *ignore) == codes


def test_reasons_stay_with_what_would_have_run() -> None:
    ignore = [Ignored("ZP5", "later"), Ignored("ZP502", "units are agreed"), Ignored("DL")]
    found = resolve(None, ignore, PAGES)
    # ZP511 does not run anyway.
    assert found.ignored == {"ZP501": "later", "ZP502": "units are agreed", "DL001": None}
    assert list(found.ignored) == ["ZP501", "ZP502", "DL001"]
    again = resolve(None, ignore[1::-1], PAGES)
    assert again.ignored == {"ZP501": "later", "ZP502": "units are agreed"}
    assert resolve(["ZP502"], [Ignored("ZP5")], PAGES).ignored == {}


def test_a_source_leaves_out_more() -> None:
    selection = resolve(["ZP502", "ZP210"], [Ignored("ZP210", "no costs")], PAGES)
    found = selection.without([Ignored("ZP5", "draft"), Ignored("ZP701")], PAGES)
    assert found.codes == frozenset()
    assert found.ignored == {"ZP210": "no costs", "ZP502": "draft"}
    assert selection.codes == {"ZP502"}


@pytest.mark.parametrize(
    ("token", "meant"),
    [
        ("ZP5O2", "ZP502"),
        ("zp502", "ZP502"),
        ("ZP7OI", "ZP701"),
        ("unit-missmatch", "unit-mismatch"),
        ("all", "ALL"),
    ],
)
def test_an_unknown_rule_is_told_with_the_nearest(token: str, meant: str) -> None:
    with pytest.raises(UsageError) as caught:
        ran([token])
    assert caught.value.exit_code == ExitCode.USAGE
    assert caught.value.parts("en") == (
        f"unknown rule '{token}' (did you mean '{meant}'?)", "", "zhperf rule lists all rules",
    )  # fmt: skip
    assert caught.value.parts("zh")[0] == f"未知的规则 '{token}'（是否想写 '{meant}'？）"


@pytest.mark.parametrize("token", ["", "Z", "D", "ZP9", "ZP5021", "zp", "5", "产出"])
def test_what_no_code_begins_with_is_unknown(token: str) -> None:
    with pytest.raises(UsageError, match=f"unknown rule '{token}'"):
        ran(None, token)


@pytest.mark.parametrize(("token", "shown"), [("ZP702", "ZP702"), ("rate-score", "ZP702 rate-sc")])
def test_a_removed_rule_is_told_by_name(token: str, shown: str) -> None:
    with pytest.raises(UsageError, match=f"the rule {shown}.* was removed"):
        ran([token])


def test_severities_by_code() -> None:
    given = {"ZP502": "note", "ZP5": "warning", "completion-missing": "error"}
    assert severities(given, PAGES) == {"ZP501": "error", "ZP502": "note", "ZP511": "warning"}  # type: ignore[arg-type]
    backwards = dict(reversed(given.items()))
    assert severities(backwards, PAGES) == severities(given, PAGES)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="unknown rule 'ZP9'"):
        severities({"ZP9": "note"}, PAGES)


# --- sources ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("glob", "path", "fits"),
    [
        ("2019/**", "2019/a.pdf", True),
        ("2019/**", "2019/x/y/a.pdf", True),
        ("2019/**", "old/2019/a.pdf", False),
        ("2019/**", "2019.pdf", False),
        ("**/2019/**", "old/2019/a.pdf", True),
        ("**/2019/**", "2019/a.pdf", True),
        ("2019/", "2019/x/a.pdf", True),
        ("2019/", "old/2019/a.pdf", True),
        ("2019/", "2019", False),
        ("2019", "old/2019/a.pdf", True),
        ("/2019", "2019/a.pdf", True),
        ("/2019", "old/2019/a.pdf", False),
        ("*.json", "a.json", True),
        ("*.json", "x/y/a.json", True),
        ("*.json", "a.json.pdf", False),
        ("./*.json", "a.json", True),
        ("data/*/初稿.pdf", "data/教育局/初稿.pdf", True),
        ("data/*/初稿.pdf", "data/教育局/x/初稿.pdf", False),
        ("data/*/初稿.pdf", "data/初稿.pdf", False),
        ("data/**/初稿.pdf", "data/初稿.pdf", True),
        ("data/**/初稿.pdf", "data/a/b/初稿.pdf", True),
        ("202?.pdf", "x/2023.pdf", True),
        ("202?.pdf", "202/.pdf", False),
        ("[2023]表.pdf", "[2023]表.pdf", True),
        ("[2023]表.pdf", "2表.pdf", False),
        ("a.pdf", "aXpdf", False),
        ("../other/*.pdf", "../other/a.pdf", True),
        ("*.PDF", "a.pdf", False),
        ("**", "x/a.pdf", True),
    ],
)
def test_globs(glob: str, path: str, fits: bool, tmp_path: Path) -> None:
    settings = [FileIgnores(glob, (Ignored("ZP5", "x"),), str(tmp_path))]
    found = file_ignores(settings, str(tmp_path / path))
    assert found == ([Ignored("ZP5", "x")] if fits else [])


def test_globs_are_relative_to_their_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    one, two = Ignored("ZP5"), Ignored("ZP210")
    settings = [FileIgnores("data/*.pdf", (one,), ".."), FileIgnores("*.pdf", (two,), "")]
    assert file_ignores(settings, os.path.join("..", "data", "a.pdf")) == [one, two]  # noqa: PTH118
    assert file_ignores(settings, "a.pdf") == [two]
