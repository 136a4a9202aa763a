"""Files that vanish, change or cannot be opened while a run goes on."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from batch.driving import (
    SAMPLES,
    Wanted,
    by_path,
    carried_out,
    converted,
    files,
    planned,
    results,
    write_samples,
)
from zhperf.batch import changes, planning
from zhperf.batch import run as run_module
from zhperf.batch.archive import listed
from zhperf.batch.run import Planned, report_path
from zhperf.batch.state import KnownFile
from zhperf.batch.work import Conversion, Converted, content_hash
from zhperf.errors import SourceNotFoundError

ONE = Wanted(workers=1)

at_once = pytest.mark.usefixtures("at_once")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Three small documents: 000.pdf, 001.pdf, 002.pdf."""
    write_samples(tmp_path / "archive", 3)
    return tmp_path / "archive"


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    return tmp_path / "dataset"


def _states(dataset: Path) -> dict[str, str]:
    return {path: one.state for path, one in by_path(dataset).items()}


@at_once
def test_a_file_that_vanished_has_failed_and_is_tried_when_it_is_back(
    archive: Path, dataset: Path
) -> None:
    plans = planned(archive, dataset)
    away = (archive / "001.pdf").rename(archive / "away")
    carried_out(dataset, plans)
    assert _states(dataset) == {"000.pdf": "done", "001.pdf": "failed", "002.pdf": "done"}
    lost = by_path(dataset)["001.pdf"]
    assert (lost.code, lost.tries) == ("ZP101", 0)
    assert "No such file" in (lost.message or "")
    away.rename(archive / "001.pdf")
    assert [one.state for one in converted(archive, dataset)] == ["done"]
    assert by_path(dataset)["001.pdf"].tries == 1


@at_once
def test_a_content_is_read_where_it_still_is(archive: Path, dataset: Path) -> None:
    shutil.copyfile(archive / "000.pdf", archive / "copy.pdf")
    plans = planned(archive, dataset)
    (archive / "000.pdf").unlink()
    carried_out(dataset, plans)
    assert _states(dataset) == {"001.pdf": "done", "002.pdf": "done", "copy.pdf": "done"}
    assert files(dataset)["000.pdf"].sha256 is None
    assert converted(archive, dataset) == []


@at_once
def test_a_file_that_cannot_be_opened_has_no_content_until_it_can(
    archive: Path, dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path) -> str:
        if path.name == "001.pdf":
            raise PermissionError(13, "Permission denied", str(path))
        return content_hash(path)

    with monkeypatch.context() as patch:
        patch.setattr(planning, "content_hash", refused)
        plans = planned(archive, dataset)
        assert plans.unreadable == 1
        carried_out(dataset, plans)
    assert files(dataset)["001.pdf"].sha256 is None
    assert _states(dataset) == {"000.pdf": "done", "002.pdf": "done"}
    assert [one.state for one in converted(archive, dataset)] == ["done"]
    assert planned(archive, dataset).unreadable == 0


@pytest.mark.parametrize("name", ["project-office.pdf", "founding-office.docx"])
@at_once
def test_a_changed_file_is_read_as_it_is_now(archive: Path, dataset: Path, name: str) -> None:
    plans = planned(archive, dataset)
    before = plans.files[1].sha256
    shutil.copyfile(SAMPLES / name, archive / "001.pdf")
    carried_out(dataset, plans)
    now = content_hash(archive / "001.pdf")
    assert _states(dataset)["001.pdf"] == "done"
    assert files(dataset)["001.pdf"].sha256 == now
    assert before not in results(dataset)
    assert report_path(dataset, now).exists()
    assert converted(archive, dataset) == []


@at_once
def test_a_file_that_was_cut_off_meanwhile_is_blamed_as_it_is_now(
    archive: Path, dataset: Path
) -> None:
    """The old content, which was whole, gets no result."""
    plans = planned(archive, dataset)
    with (archive / "001.pdf").open("r+b") as stream:
        stream.truncate(3000)
    carried_out(dataset, plans)
    assert _states(dataset)["001.pdf"] == "failed"
    assert plans.files[1].sha256 not in results(dataset)
    assert by_path(dataset)["001.pdf"].sha256 == content_hash(archive / "001.pdf")


@at_once
def test_a_file_that_keeps_changing_has_failed(
    archive: Path, dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen_again = changes._seen_again

    def touched(place: planning.Place) -> KnownFile:
        seen = seen_again(place)
        with place.location.open("ab") as stream:
            stream.write(b"more")
        return seen

    monkeypatch.setattr(changes, "_seen_again", touched)
    plans = planned(archive, dataset)
    with (archive / "001.pdf").open("ab") as stream:
        stream.write(b"more")
    carried_out(dataset, plans)
    ended = by_path(dataset)["001.pdf"]
    assert (ended.state, ended.tries) == ("failed", 0)
    assert ended.message == "the file changed while the run went on"
    monkeypatch.undo()
    assert [one.state for one in converted(archive, dataset)] == ["done"]


@at_once
def test_a_changed_file_with_a_known_content_is_not_read(archive: Path, dataset: Path) -> None:
    converted(archive, dataset)
    write_samples(archive, 4)
    plans = planned(archive, dataset)
    assert [task.path for task in plans.tasks] == ["003.pdf"]
    shutil.copyfile(archive / "000.pdf", archive / "003.pdf")
    assert carried_out(dataset, plans) == []
    assert files(dataset)["003.pdf"].sha256 == files(dataset)["000.pdf"].sha256
    assert _states(dataset)["003.pdf"] == "done"


@at_once
def test_the_old_content_is_read_from_its_other_place(archive: Path, dataset: Path) -> None:
    shutil.copyfile(archive / "000.pdf", archive / "copy.pdf")
    plans = planned(archive, dataset)
    shutil.copyfile(SAMPLES / "project-office.pdf", archive / "000.pdf")
    carried_out(dataset, plans)
    assert set(_states(dataset).values()) == {"done"}
    assert files(dataset)["copy.pdf"].sha256 == plans.files[0].sha256
    assert by_path(dataset)["000.pdf"].templates == "national-project"


def _die(job: Conversion) -> Converted:
    """Change the file and crash, the first time."""
    assert isinstance(job.reading.content, Path)
    if job.name == "001.pdf" and job.reading.content.stat().st_size < 30_000:
        shutil.copyfile(SAMPLES / "project-office.pdf", job.reading.content)
        os.kill(os.getpid(), signal.SIGKILL)
    return CONVERT(job)


CONVERT = run_module.convert_content


def test_a_crash_over_a_changed_file_is_not_blamed_on_its_old_content(
    archive: Path, dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_module, "convert_content", _die)
    plans: Planned = planned(archive, dataset)
    carried_out(dataset, plans, ONE)
    assert plans.files[1].sha256 not in results(dataset)
    assert _states(dataset)["001.pdf"] == "done"
    assert by_path(dataset)["001.pdf"].templates == "national-project"


def test_a_directory_that_cannot_be_read_is_no_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is in it must not leave the dataset as if it were gone."""
    (tmp_path / "2021").mkdir()
    (tmp_path / "2021" / "a.pdf").write_bytes(b"1")
    (tmp_path / "b.pdf").write_bytes(b"2")
    scan = os.scandir

    def refusing(folder: Path) -> Iterator[os.DirEntry[str]]:
        if Path(folder).name == "2021":
            raise PermissionError(13, "Permission denied", str(folder))
        return scan(folder)

    monkeypatch.setattr(os, "scandir", refusing)
    with pytest.raises(SourceNotFoundError, match="2021: cannot be opened: Permission denied"):
        listed(tmp_path)


def test_a_file_that_vanishes_while_the_archive_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"1")
    (tmp_path / "b.pdf").write_bytes(b"2")

    class Vanishing:
        def __init__(self, entry: os.DirEntry[str]) -> None:
            self.name = entry.name
            self._entry = entry

        def is_dir(self, *, follow_symlinks: bool) -> bool:
            return False

        def is_file(self) -> bool:
            return True

        def stat(self) -> os.stat_result:
            if self.name == "a.pdf":
                raise FileNotFoundError(2, "No such file or directory")
            return self._entry.stat()

    entries = [Vanishing(entry) for entry in os.scandir(tmp_path)]
    monkeypatch.setattr(os, "scandir", lambda folder: iter(entries))
    assert [file.path for file in listed(tmp_path)] == ["b.pdf"]
