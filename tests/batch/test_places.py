"""Documents and results at URLs, at a store of objects that runs here."""

from __future__ import annotations

from pathlib import Path

import pytest

from batch.spreading import (
    made,
    make_archive,
    run_here,
    run_in_shards,
    setup_for,
    without_times,
)
from zhperf.batch.archive import listed
from zhperf.batch.executors.local import LocalExecutor
from zhperf.batch.places import LocalFolder, RemoteFolder, Urls, is_url
from zhperf.batch.shards import ShardSize
from zhperf.batch.spread import Spreading, publish
from zhperf.errors import (
    MissingExtraError,
    NoSourcesError,
    OutputUnwritableError,
    SourceNotFoundError,
    UsageError,
)

SIZE = ShardSize(first=3, most=3)


def test_an_archive_in_a_store_becomes_the_same_dataset(store: str, tmp_path: Path) -> None:
    archive = make_archive(tmp_path, 4)
    expected = run_here(archive, setup_for(tmp_path / "one"))
    sources = RemoteFolder(f"{store}/archive")
    sources.put({path.relative_to(archive).as_posix(): path for path in _files(archive)})
    urls = Urls(f"{store}/archive", f"{store}/dataset")
    spreading = Spreading(LocalExecutor(), urls, SIZE)
    setup = setup_for(tmp_path / "here")
    run_in_shards(sources.listed(), setup, spreading)
    assert without_times(made(tmp_path / "here")) == without_times(expected)
    names = dict.fromkeys(expected.contents)
    copies = {name: tmp_path / "copies" / name for name in names}
    assert RemoteFolder(f"{store}/dataset").fetch(copies) == []
    assert {name: copy.read_bytes() for name, copy in copies.items()} == expected.contents
    assert run_in_shards(sources.listed(), setup, spreading) == [], "nothing changed"


def test_names_in_a_store_are_taken_as_they_are(store: str, tmp_path: Path) -> None:
    folder = RemoteFolder(f"{store}/names")
    names = ["a[1].pdf", "部门 *?.pdf", "b/100%.PDF", "b/c#d.pdf", ".hidden/e.pdf", "b/f.docx"]
    for number, name in enumerate(names):
        source = tmp_path / str(number)
        source.write_bytes(name.encode())
        folder.put({name: source})
    found = folder.listed()
    assert [file.path for file in found] == sorted(names[:4])
    copies = {name: tmp_path / f"copy{number}" for number, name in enumerate(names)}
    assert folder.fetch(copies) == []
    assert [copy.read_bytes().decode() for copy in copies.values()] == names
    assert [file.size for file in found] == [len(name.encode()) for name in sorted(names[:4])]


def test_what_is_not_in_a_store_is_told(store: str, tmp_path: Path) -> None:
    folder = RemoteFolder(f"{store}/nothing")
    assert folder.fetch({"a.pdf": tmp_path / "a.pdf"}) == ["a.pdf"]
    assert not (tmp_path / "a.pdf").exists()
    assert folder.content_hashes(["a.pdf"]) == [None]
    folder.remove(["a.pdf"])
    with pytest.raises((SourceNotFoundError, NoSourcesError)):
        folder.listed()
    with pytest.raises((SourceNotFoundError, NoSourcesError)):
        RemoteFolder("s3://no-such-bucket/x").listed()
    (tmp_path / "b").write_bytes(b"b")
    with pytest.raises(OutputUnwritableError):
        RemoteFolder("s3://no-such-bucket/x").put({"b": tmp_path / "b"})


def test_results_that_count_no_more_leave_the_store(store: str, tmp_path: Path) -> None:
    archive = make_archive(tmp_path, 1)
    urls = Urls(None, f"{store}/removed")
    spreading = Spreading(LocalExecutor(), urls, SIZE)
    dataset = tmp_path / "dataset"
    run_in_shards(listed(archive), setup_for(dataset), spreading)
    findings = [name for name in made(dataset).contents if name.startswith("findings/")]
    there = RemoteFolder(f"{store}/removed")
    assert there.fetch({findings[0]: tmp_path / "copy"}) == []
    report = next(name for name in made(dataset).contents if name.startswith("json/"))
    (dataset / report).unlink()
    run_in_shards(listed(archive), setup_for(dataset, check=False), spreading)
    assert there.fetch({findings[0]: tmp_path / "copy"}) == findings
    assert there.fetch({report: tmp_path / "copy"}) == []


def test_a_copy_that_is_gone_is_read_at_another_place(store: str, tmp_path: Path) -> None:
    from zhperf.batch.spread import plan_spread, run_spread
    from zhperf.batch.state import State

    archive = make_archive(tmp_path, 1)
    there = RemoteFolder(f"{store}/copies")
    there.put({path.relative_to(archive).as_posix(): path for path in _files(archive)})
    spreading = Spreading(LocalExecutor(), Urls(f"{store}/copies", None), SIZE)
    setup = setup_for(tmp_path / "dataset")
    with State.open(setup.dataset) as state:
        planned = plan_spread(there.listed(), state, setup, spreading)
        there.remove(["2020/copy.pdf"])  # the first place of the one good content
        results = list(run_spread(planned, state, setup, spreading))
    assert sorted(result.state for result in results) == ["done", "failed", "failed"]


def test_tables_are_put_beside_the_results(store: str, tmp_path: Path) -> None:
    (tmp_path / "indicators.csv").write_bytes(b"path\n")
    (tmp_path / ".zhperf").mkdir()
    (tmp_path / ".zhperf/state.sqlite").write_bytes(b"no table")
    publish(tmp_path, f"{store}/tables")
    there = RemoteFolder(f"{store}/tables")
    assert [file.path for file in there.listed("*")] == ["indicators.csv"]


def test_other_file_systems_work_too(tmp_path: Path) -> None:
    archive = make_archive(tmp_path, 1)
    there = RemoteFolder(archive.as_uri())
    assert [file.path for file in there.listed()] == [file.path for file in listed(archive)]
    (tmp_path / "table.csv").write_bytes(b"new")
    there.put({"tables/table.csv": tmp_path / "table.csv"})
    there.put({"tables/table.csv": tmp_path / "table.csv"})
    assert [path.name for path in (archive / "tables").iterdir()] == ["table.csv"]
    assert (archive / "tables/table.csv").read_bytes() == b"new"


def test_a_store_that_does_not_answer_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fsspec.implementations.memory import MemoryFileSystem

    def refuse(*arguments: object, **options: object) -> bytes:
        raise ValueError("no route")

    (tmp_path / "a").write_bytes(b"a")
    there = RemoteFolder("memory://silent")
    there.put({"a.pdf": tmp_path / "a"})
    files = there.listed()
    monkeypatch.setattr(MemoryFileSystem, "cat_file", refuse)
    spreading = Spreading(LocalExecutor(), Urls("memory://silent", None), SIZE)
    with pytest.raises(UsageError) as told:
        run_in_shards(files, setup_for(tmp_path / "dataset"), spreading)
    assert "ValueError: no route" in told.value.problem("en")


def test_a_protocol_that_nobody_knows_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError):
        RemoteFolder("nowhere://x/y")
    monkeypatch.setitem(__import__("sys").modules, "fsspec.core", None)
    with pytest.raises(MissingExtraError):
        RemoteFolder("s3://x/y")


@pytest.mark.parametrize(
    ("place", "url"),
    [("s3://a/b", True), ("file:///a", True), ("C:/a", False), ("C://a", False), ("a/b", False)],
)
def test_urls_are_told_from_paths(place: str, url: bool) -> None:
    assert is_url(place) is url


def test_a_folder_gives_and_takes_whole_files(tmp_path: Path) -> None:
    folder = LocalFolder(tmp_path / "folder")
    (tmp_path / "a").write_bytes(b"a")
    folder.put({"b/c": tmp_path / "a"})
    assert folder.fetch({"b/c": tmp_path / "copy/d", "e": tmp_path / "f"}) == ["e"]
    assert (tmp_path / "copy/d").read_bytes() == b"a"
    with pytest.raises(OutputUnwritableError):
        folder.put({"b/c/d": tmp_path / "a"})


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
