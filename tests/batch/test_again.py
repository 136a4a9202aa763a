"""The same archive once more: only what can have another result is done again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from batch.driving import (
    Wanted,
    by_path,
    contents,
    converted,
    files,
    planned,
    results,
    write_samples,
)
from zhperf.batch.leftovers import remove_unfinished
from zhperf.batch.run import findings_path, report_path
from zhperf.batch.state import Result, State

pytestmark = pytest.mark.usefixtures("at_once")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Three documents that were converted and checked, one of them no PDF."""
    archive = tmp_path / "archive"
    write_samples(archive, 2)
    (archive / "bad.pdf").write_text("bad")
    converted(archive, tmp_path / "dataset")
    return archive


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    return tmp_path / "dataset"


def _paths(archive: Path, dataset: Path, wanted: Wanted) -> dict[str, bool]:
    """What a run would do, and whether it would read the documents."""
    return {task.path: task.read for task in planned(archive, dataset, wanted).tasks}


def test_nothing_changed(archive: Path, dataset: Path) -> None:
    before = contents(dataset)
    assert converted(archive, dataset) == []
    assert contents(dataset) == before


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(seconds=1.0),
        Wanted(memory=None, documents=1, workers=7),
        Wanted(checked=False),
    ],
)
def test_what_changes_no_result_redoes_nothing(
    archive: Path, dataset: Path, wanted: Wanted
) -> None:
    assert _paths(archive, dataset, wanted) == {}


def test_another_profile_runs_only_the_rules(archive: Path, dataset: Path) -> None:
    before = contents(dataset)
    wanted = Wanted(profile="hubei")
    assert _paths(archive, dataset, wanted) == {"000.pdf": False, "001.pdf": False}
    ended = converted(archive, dataset, wanted)
    assert {one.state for one in ended} == {"done"}
    after = contents(dataset)
    assert {name: after[name] for name in after if name.startswith("json/")} == {
        name: before[name] for name in before if name.startswith("json/")
    }
    assert _paths(archive, dataset, wanted) == {}


def test_checking_can_come_later(archive: Path, tmp_path: Path) -> None:
    later = tmp_path / "later"
    converted(archive, later, Wanted(checked=False))
    assert not (later / "findings").exists()
    assert _paths(archive, later, Wanted()) == {"000.pdf": False, "001.pdf": False}
    converted(archive, later)
    assert contents(later) == contents(tmp_path / "dataset")


def test_another_template_reads_again(archive: Path, dataset: Path) -> None:
    wanted = Wanted(template="national-project", checked=False)
    assert _paths(archive, dataset, wanted) == dict.fromkeys(
        ["000.pdf", "001.pdf", "bad.pdf"], True
    )
    converted(archive, dataset, wanted)
    fresh = dataset.with_name("fresh")
    converted(archive, fresh, wanted)
    assert contents(dataset) == contents(fresh)
    assert {one.check_recipe for one in results(dataset).values()} == {None}


def test_the_same_content_is_read_once(archive: Path, dataset: Path) -> None:
    shutil.copyfile(archive / "000.pdf", archive / "copy.pdf")
    (archive / "sub").mkdir()
    write_samples(archive / "sub", 3)
    assert [one.state for one in converted(archive, dataset)] == ["done"]
    assert len(by_path(dataset)) == 7
    assert len(results(dataset)) == 4


def test_a_moved_file_keeps_its_result(archive: Path, dataset: Path) -> None:
    before = by_path(dataset)["000.pdf"]
    (archive / "2024").mkdir()
    (archive / "000.pdf").rename(archive / "2024" / "new name.pdf")
    assert converted(archive, dataset) == []
    assert by_path(dataset)["2024/new name.pdf"] == before
    assert "000.pdf" not in files(dataset)


@pytest.mark.parametrize("damage", ["", "{"])
def test_a_damaged_report_is_made_anew(archive: Path, dataset: Path, damage: str) -> None:
    before = contents(dataset)
    sha256 = by_path(dataset)["000.pdf"].sha256
    report_path(dataset, sha256).write_text(damage)
    findings_path(dataset, sha256).unlink()
    assert len(converted(archive, dataset)) == 1
    assert contents(dataset) == before


def test_lost_files_are_made_anew(archive: Path, dataset: Path) -> None:
    before = contents(dataset)
    shutil.rmtree(dataset / "json")
    (findings_path(dataset, by_path(dataset)["001.pdf"].sha256)).unlink()
    assert len(converted(archive, dataset)) == 2
    assert contents(dataset) == before


def test_a_document_that_fails_now_loses_its_files(archive: Path, dataset: Path) -> None:
    done = by_path(dataset)["000.pdf"].sha256
    ended = converted(archive, dataset, Wanted(pages="9"))
    assert {one.sha256: one.state for one in ended}[done] == "failed"
    assert not report_path(dataset, done).exists()
    assert not findings_path(dataset, done).exists()


def test_unfinished_files_of_killed_workers_are_removed(dataset: Path, archive: Path) -> None:
    before = contents(dataset)
    sha256 = by_path(dataset)["000.pdf"].sha256
    report = report_path(dataset, sha256)
    left = [
        report.with_name(f".{report.name}.123.tmp"),
        dataset / ".indicators.parquet.99.tmp",
        dataset / ".zhperf" / ".state.sqlite.7.tmp",
    ]
    kept = [dataset / "notes.tmp", dataset / ".own.tmp", report.with_name(".mine.1.tmp.txt")]
    for path in (*left, *kept):
        path.write_text("x")
    converted(archive, dataset)
    assert [path for path in left if path.exists()] == []
    assert [path for path in kept if not path.exists()] == []
    for path in kept:
        path.unlink()
    assert contents(dataset) == before


def test_nothing_is_removed_where_there_is_no_dataset(tmp_path: Path) -> None:
    remove_unfinished(tmp_path / "none")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("other", [Wanted(template="national-project"), Wanted(profile="hubei")])
def test_a_run_killed_after_a_change_leaves_no_row_for_files_of_the_other_recipe(
    archive: Path, dataset: Path, monkeypatch: pytest.MonkeyPatch, other: Wanted
) -> None:
    """The files of the new recipe are there, its row is not: going back must do them again."""
    before = contents(dataset)

    def killed(state: State, result: Result) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(State, "save", killed)
        with pytest.raises(KeyboardInterrupt):
            converted(archive, dataset, other)
    converted(archive, dataset)
    assert contents(dataset) == before
