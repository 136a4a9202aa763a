"""Findings that are known are not told again; what is known no more is told."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from zhperf.baseline import Applied, Baseline, apply, load, relative, shown, write
from zhperf.checking import Noted, check
from zhperf.errors import ExitCode, UsageError
from zhperf.report import Activity, Finding, Indicator, Location, Report, Table
from zhperf.reporters import Checked

CODES = {"ZP401", "ZP803"}


def note(
    path: str, key: str, *, code: str = "ZP803", row: int = 1, message: str = "得分 12"
) -> Noted:
    place = Location(path=path, table=1, row=row, activity="培训", field="score")
    finding = Finding(code=code, name="n", severity="error", message=message, location=place)
    return Noted(finding, None, key)


Ran = tuple[Checked, Sequence[str]]


def ran(path: str, *notes: Noted, codes: Sequence[str] = tuple(CODES)) -> Ran:
    return Checked(path, notes), codes


def written(name: str, sources: Sequence[Ran]) -> Baseline:
    count = write(Path(name), [one for one, _ in sources], [codes for _, codes in sources])
    baseline = load(Path(name))
    assert count == len(baseline.findings)
    return baseline


def new(found: Applied) -> list[tuple[Noted, ...]]:
    return [one.notes for one in found.sources]


def known_of(found: Applied) -> list[tuple[Noted, ...]]:
    return [one.known for one in found.sources]


def applied(baseline: Baseline, *sources: Ran) -> Applied:
    return apply(baseline, [one for one, _ in sources], [codes for _, codes in sources])


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("here")
def test_the_file_is_as_it_is_documented() -> None:
    written("known.json", [ran("2023/教育局.pdf", note("x", "a", row=12))])
    text = Path("known.json").read_text("utf-8")
    assert text.endswith("}\n")
    assert json.loads(text) == {
        "version": 1,
        "findings": [
            {
                "fingerprint": load(Path("known.json")).findings[0].fingerprint,
                "code": "ZP803", "path": "2023/教育局.pdf", "table": 1, "row": 12,
                "activity": "培训", "field": "score", "message": "得分 12",
            }
        ],
    }  # fmt: skip
    assert len(load(Path("known.json")).findings[0].fingerprint) == 16
    assert [one.name for one in Path().iterdir()] == ["known.json"]


@pytest.mark.usefixtures("here")
def test_new_known_and_stale() -> None:
    a, b, c = (note("a.pdf", key, row=row) for row, key in enumerate("abc", 1))
    known = written("known.json", [ran("a.pdf", a, b)])
    found = applied(known, ran("b.pdf", a), ran("a.pdf", a, c))
    assert new(found) == [(a,), (c,)]  # the same in another source is another finding
    assert known_of(found) == [(), (a,)]
    assert [shown(one) for one in found.stale] == ["a.pdf:t1:r2:score: ZP803 得分 12"]
    assert [one.fingerprint for one in found.stale] == [
        load(Path("known.json")).findings[1].fingerprint
    ]


@pytest.mark.usefixtures("here")
def test_nothing_is_stale_that_was_not_checked() -> None:
    written("known.json", [ran("a.pdf", note("a.pdf", "a")), ran("b.pdf", note("b.pdf", "b"))])
    known = load(Path("known.json"))
    assert applied(known, ran("c.pdf")).stale == []
    assert applied(known, ran("a.pdf", codes=["ZP401"])).stale == []
    assert applied(known, ran("a.pdf", note("a.pdf", "", code="ZP101"), codes=())).stale == []
    assert [one.path for one in applied(known, ran("./b.pdf")).stale] == ["b.pdf"]


@pytest.mark.usefixtures("here")
def test_equal_findings_are_counted() -> None:
    same = [note("a.pdf", "a") for _ in range(3)]
    written("known.json", [ran("a.pdf", *same[:2])])
    known = load(Path("known.json"))
    assert len({one.fingerprint for one in known.findings}) == 2
    found = applied(known, ran("a.pdf", *same))
    assert [len(known_of(found)[0]), len(new(found)[0]), len(found.stale)] == [2, 1, 0]
    found = applied(known, ran("a.pdf", same[0]))
    assert [len(known_of(found)[0]), len(new(found)[0]), len(found.stale)] == [1, 0, 1]


def table_of(*names: str) -> Report:
    indicators = [
        Indicator(level1="产出指标", level2="数量指标", level3=name, target=None) for name in names
    ]
    activity = Activity(name="培训", indicators=indicators)
    return Report.model_validate(
        {
            "source": {"path": "a.pdf", "sha256": "0" * 64, "pages": 1},
            "generator": {"version": "0.1"},
            "tables": [
                Table(index=1, template="unknown", pages=[1], activities=[activity]).model_dump()
            ],
        }
    )


@pytest.mark.usefixtures("here")
def test_rows_that_move_stay_known() -> None:
    before = [one for one in check(table_of("场次", "人数")) if one.finding.code == "ZP401"]
    after = [one for one in check(table_of("期数", "人数", "场次")) if one.finding.code == "ZP401"]
    assert [one.finding.location.row for one in before] == [1, 2]
    written("known.json", [ran("a.pdf", *before)])
    found = applied(load(Path("known.json")), ran("a.pdf", *after))
    assert [one.finding.location.row for one in known_of(found)[0]] == [2, 3]
    assert [one.finding.location.row for one in new(found)[0]] == [1]
    assert found.stale == []


# --- paths -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("here")
def test_paths_are_those_from_the_file() -> None:
    assert relative("a.pdf", Path("known.json")) == "a.pdf"
    assert relative("./x/../a.pdf", Path("known.json")) == "a.pdf"
    assert relative("data/a.pdf", Path("data/known.json")) == "a.pdf"
    assert relative("a.pdf", Path("ci/known.json")) == "../a.pdf"
    assert relative(str(Path("a.pdf").absolute()), Path("known.json")) == "a.pdf"
    assert relative("e\u0301.pdf", Path("known.json")) == "é.pdf"
    assert relative("a\udcff.pdf", Path("known.json")) == r"a\udcff.pdf"
    assert relative("-", Path("ci/known.json")) == "-"


def test_a_baseline_is_known_from_every_directory(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "data").mkdir()
    written("data/known.json", [ran("data/a.pdf", note("data/a.pdf", "a"))])
    monkeypatch.chdir(here / "data")
    found = applied(load(Path("known.json")), ran("a.pdf", note("a.pdf", "a")))
    assert new(found) == [()]


# --- writing again ---------------------------------------------------------------------------


@pytest.mark.usefixtures("here")
def test_reasons_and_what_was_not_checked_are_kept() -> None:
    a, b = note("a.pdf", "a"), note("a.pdf", "b", row=2)
    other = note("b.pdf", "c")
    written("known.json", [ran("b.pdf", other), ran("a.pdf", a, b)])
    data = json.loads(Path("known.json").read_text("utf-8"))
    for entry, reason in zip(data["findings"], ("甲", "乙", "丙"), strict=True):
        entry["reason"] = reason
    Path("known.json").write_text(json.dumps(data), "utf-8")
    moved = note("a.pdf", "b", row=7, message="得分 13")
    written("known.json", [ran("a.pdf", moved, note("a.pdf", "new", row=3))])
    entries = load(Path("known.json")).findings
    assert [(one.path, one.row, one.reason, one.message) for one in entries] == [
        ("a.pdf", 3, None, "得分 12"),
        ("a.pdf", 7, "乙", "得分 13"),
        ("b.pdf", 1, "丙", "得分 12"),
    ]


@pytest.mark.usefixtures("here")
def test_the_order_does_not_depend_on_the_run() -> None:
    notes = [note("a.pdf", key, row=row) for key, row in (("a", 10), ("b", 9), ("c", 9))]
    sources = [ran("b.pdf", note("b.pdf", "d")), ran("a.pdf", *notes)]
    written("one.json", sources)
    written("two.json", [ran("a.pdf", *notes[::-1]), sources[0], sources[0]])
    assert Path("one.json").read_bytes() == Path("two.json").read_bytes()
    assert [one.row for one in load(Path("one.json")).findings] == [9, 9, 10, 1]


@pytest.mark.usefixtures("here")
def test_a_file_that_is_none_is_not_written_over() -> None:
    Path("known.json").write_text("{}", "utf-8")
    with pytest.raises(UsageError, match="there is no"):
        written("known.json", [ran("a.pdf")])
    assert Path("known.json").read_text("utf-8") == "{}"


def test_what_cannot_be_written_is_told(here: Path) -> None:
    with pytest.raises(UsageError, match=r"no/known\.json: cannot be written") as caught:
        written("no/known.json", [ran("a.pdf")])
    assert "--write-baseline" in caught.value.parts("zh")[2]
    (here / "folder").mkdir()
    with pytest.raises(UsageError):
        written("folder", [ran("a.pdf")])
    assert [one.name for one in here.iterdir()] == ["folder"]


@pytest.mark.usefixtures("here")
def test_a_link_stays_one() -> None:
    Path("real.json").write_text('{"version": 1, "findings": []}', "utf-8")
    try:
        Path("known.json").symlink_to("real.json")
    except OSError:  # Windows allows it to few
        return
    written("known.json", [ran("a.pdf", note("a.pdf", "a"))])
    assert Path("known.json").is_symlink()
    assert len(load(Path("real.json")).findings) == 1


# --- mistakes --------------------------------------------------------------------------------

ENTRY = '{"fingerprint": "0", "code": "ZP803", "path": "a.pdf"}'
MISTAKES: dict[str, tuple[str, str, str]] = {
    "cut off": (
        '{"version": 1,\n "findings": [', "line 2: no valid JSON", "第 2 行：JSON 语法错误",
    ),
    "too deep": ("[" * 100_000, "line 1: ", "第 1 行："),
    "endless number": ('{"version": ' + "1" * 10_000 + "}", "line 1: too deep or too long", "过长"),
    "a list": ("[]", 'line 1: there is no "version"', '缺少 "version"'),
    "no version": ('{"findings": []}', 'line 1: there is no "version"', '缺少 "version"'),
    "later version": (
        '{"findings": [],\n "version": 2}', "line 2: 'version' must be 1", "'version' 应为 1",
    ),
    "no findings": ('{"version": 1}', "line 1: the key 'findings' is missing", "缺少键"),
    "unknown key": (
        '{"version": 1,\n "finding": []}', "line 2: unknown key 'finding' (did you mean 'findings'",
        "未知的键",
    ),
    "findings no list": (
        '{"version": 1,\n "findings": {}}', "line 2: 'findings' must be a list", "",
    ),
    "unknown key of a finding": (
        f'{{"version": 1, "findings": [\n{ENTRY},\n'
        '{"fingerprint": "1", "code": "ZP803", "path": "a", "reasons": "x"}]}',
        "line 3: unknown key 'reasons' (did you mean 'reason'?)", "未知的键 'reasons'",
    ),
    "missing key of a finding": (
        f'{{"version": 1, "findings": [\n{ENTRY},\n\n{{"code": "ZP803", "path": "]"}}]}}',
        "line 4: the key 'fingerprint' is missing", "缺少键 'fingerprint'",
    ),
    "a row that is a text": (
        f'{{"version": 1, "findings": [{ENTRY[:-1]}, "row": "1"}}]}}',
        "line 1: 'row' must be a whole number", "'row' 应为整数",
    ),
    "a reason that is a number": (
        f'{{"version": 1, "findings": [\n\n{ENTRY[:-1]},\n "reason": 1}}]}}',
        "line 3: 'reason' must be a text", "'reason' 应为文字",
    ),
    "a finding that is a text": (
        '{"version": 1, "findings": [\n"ZP803"]}', "line 2: 'findings' must be an object", "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_are_told_with_their_line(name: str, here: Path) -> None:
    text, english, chinese = MISTAKES[name]
    (here / "known.json").write_text(text, "utf-8")
    with pytest.raises(UsageError) as caught:
        load(Path("known.json"))
    what, _, advice = caught.value.parts("en")
    assert what.startswith(f"known.json: {english}")
    assert chinese in caught.value.parts("zh")[0]
    assert "--write-baseline" in advice or "keys: " in advice
    assert caught.value.exit_code == ExitCode.USAGE


def test_other_encodings_and_missing_files(here: Path) -> None:
    (here / "gbk.json").write_bytes('{"version": 1,\n"教育局": 1}'.encode("gbk"))
    with pytest.raises(UsageError, match=r"gbk\.json: line 2: the file is not UTF-8"):
        load(Path("gbk.json"))
    with pytest.raises(UsageError, match="cannot be opened: No such file") as caught:
        load(Path("no.json"))
    assert "请先生成" in caught.value.parts("zh")[2]
    data: dict[str, Any] = {"version": 1, "findings": []}
    (here / "bom.json").write_text(json.dumps(data), "utf-8-sig")
    assert load(Path("bom.json")) == Baseline(Path("bom.json"), [])


# --- sources that are gone -------------------------------------------------------------------


def write_with(name: str, folders: Sequence[str], *sources: Ran) -> list[tuple[str, str | None]]:
    write(Path(name), [one for one, _ in sources], [codes for _, codes in sources], folders)
    return [(one.path, one.reason) for one in load(Path(name)).findings]


def with_reasons(name: str) -> None:
    """Give each entry its path as the reason."""
    data = json.loads(Path(name).read_text("utf-8"))
    for entry in data["findings"]:
        entry["reason"] = f"理由：{entry['path']}"
    Path(name).write_text(json.dumps(data), "utf-8")


@pytest.fixture
def archive(here: Path) -> Path:
    """Two folders with a report each, all findings of which are known."""
    for name in ("公开/a.pdf", "公开/旧/b.pdf", "其他/c.pdf"):
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).touch()
        written("known.json", [ran(name, note(name, name))])
    with_reasons("known.json")
    return here


def test_entries_of_a_deleted_source_are_stale_and_go(archive: Path) -> None:
    (archive / "公开/旧/b.pdf").unlink()
    (archive / "其他/c.pdf").unlink()
    rest = ran("公开/a.pdf", note("公开/a.pdf", "公开/a.pdf"))
    sources = [rest[0]], [rest[1]]
    known = load(Path("known.json"))
    assert [one.path for one in apply(known, *sources, ["公开"]).stale] == ["公开/旧/b.pdf"]
    assert apply(known, *sources).stale == []  # no folder was searched
    assert apply(known, *sources, ["公开/旧/.."]).stale
    assert {one.path for one in apply(known, *sources, [str(archive)]).stale} == {
        "公开/旧/b.pdf", "其他/c.pdf",
    }  # fmt: skip
    assert write_with("known.json", ["公开"], rest) == [
        ("公开/a.pdf", "理由：公开/a.pdf"),
        ("其他/c.pdf", "理由：其他/c.pdf"),
    ]


def test_entries_of_a_source_that_is_there_stay(archive: Path) -> None:
    """It was not named, or is no document that folders are searched for."""
    assert apply(load(Path("known.json")), [], [], ["公开", "."]).stale == []
    assert len(write_with("known.json", ["."])) == 3


@pytest.mark.usefixtures("here")
def test_what_cannot_be_looked_up_is_not_gone() -> None:
    names = ["-", r"a\xff.pdf"]
    written("known.json", [ran(name, note(name, "a")) for name in names])
    assert apply(load(Path("known.json")), [], [], ["."]).stale == []
    Path("e\u0301.pdf").touch()
    written("marks.json", [ran("e\u0301.pdf", note("x", "a"))])
    assert [one.path for one in load(Path("marks.json")).findings] == ["é.pdf"]
    assert apply(load(Path("marks.json")), [], [], ["."]).stale == []


@pytest.mark.parametrize("folders", [["公开"], []])
def test_reasons_move_with_the_source(archive: Path, folders: list[str]) -> None:
    (archive / "公开/旧").rename(archive / "公开/新")
    moved = ran("公开/新/b.pdf", note("x", "公开/旧/b.pdf"), note("x", "other", row=2))
    found = dict(write_with("known.json", folders, moved))
    assert found["公开/新/b.pdf"] is None  # of the second row
    entries = [one for one in load(Path("known.json")).findings if one.path == "公开/新/b.pdf"]
    assert [(one.row, one.reason) for one in entries] == [(1, "理由：公开/旧/b.pdf"), (2, None)]
    assert ("公开/旧/b.pdf" in found) == (folders == [])


def test_reasons_of_a_source_that_is_there_do_not_move(archive: Path) -> None:
    copy = ran("公开/新.pdf", note("x", "公开/旧/b.pdf"))
    assert ("公开/新.pdf", None) in write_with("known.json", ["."], copy)


def test_of_several_missing_sources_the_namesake_counts(here: Path) -> None:
    before = [ran(f"{name}.pdf", note("x", "a")) for name in ("2022/b", "2023/a", "2024/c")]
    written("known.json", before)
    with_reasons("known.json")
    (here / "公开").mkdir()
    found = write_with("known.json", ["."], ran("公开/a.pdf", note("x", "a")))
    assert found == [("公开/a.pdf", "理由：2023/a.pdf")]


def test_true_is_no_version(here: Path) -> None:
    for wrong in ("true", "1.0"):
        (here / "known.json").write_text(f'{{\n"version": {wrong}, "findings": []}}', "utf-8")
        with pytest.raises(UsageError, match="line 2: 'version' must be 1"):
            load(Path("known.json"))
