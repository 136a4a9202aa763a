"""A file that is written is the old one or the new one, whatever happens."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from zhperf.baselinefile import Baseline, save
from zhperf.cli.texts import write_text
from zhperf.errors import OutputUnwritableError, UsageError
from zhperf.wholefiles import LONGEST_NAME, temporary, write_whole


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of what is done to files, in order."""
    done: list[str] = []
    sync, replace = os.fsync, Path.replace

    def noted_sync(number: int) -> None:
        done.append(f"sync of {os.fstat(number).st_size} bytes")
        sync(number)

    def noted_replace(self: Path, target: Path) -> Path:
        done.append("replace")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    return done


def test_all_bytes_are_on_disk_before_the_file_has_its_name(
    tmp_path: Path, calls: list[str]
) -> None:
    write_whole(tmp_path / "a", b"12345")
    write_text("文字", str(tmp_path / "b"), overwrite=False)
    save(Baseline(tmp_path / "c", []))
    size = (tmp_path / "c").stat().st_size
    assert calls == [
        "sync of 5 bytes", "replace", "sync of 6 bytes", "replace", f"sync of {size} bytes",
        "replace",
    ]  # fmt: skip


@pytest.mark.parametrize("broken", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_no_other(
    tmp_path: Path, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    monkeypatch.setattr(os if broken == "fsync" else Path, broken, fails)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"new")
    with pytest.raises(OutputUnwritableError, match="No space"):
        write_text("new", str(path), overwrite=True)
    with pytest.raises(UsageError, match="No space"):
        save(Baseline(path, []))
    assert [one.name for one in tmp_path.iterdir()] == ["a.json"]
    assert path.read_bytes() == b"old"


def test_names_of_every_length_can_be_written(tmp_path: Path) -> None:
    name = "长" * 83 + ".json"
    assert len(name.encode()) == LONGEST_NAME - 1
    assert len(temporary(tmp_path / name).name.encode()) < LONGEST_NAME
    save(Baseline(tmp_path / name, []))
    write_text("x", str(tmp_path / name), overwrite=True)
    assert [one.name for one in tmp_path.iterdir()] == [name]
