"""Names of files: no two are taken for one, whatever bytes they have."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from command import environment, run_zhperf
from zhperf.batch.archive import listed, shown_path
from zhperf.batch.state import KnownFile, State
from zhperf.errors import Language, SourceNotFoundError

GBK = os.fsdecode("绩效.pdf".encode("gbk"))
NAMES = [
    GBK, shown_path(GBK), shown_path(shown_path(GBK)), "绩效.pdf", "a\\b.pdf", "\\xC4.pdf",
    "\\x5cxc4.pdf", os.fsdecode(b"\\x5\xc4.pdf"), os.fsdecode(b"\\\xc4.pdf"), "\\\\xc4.pdf",
]  # fmt: skip


def test_a_name_that_is_no_utf8_and_one_that_looks_like_it_are_two(tmp_path: Path) -> None:
    """Both were shown alike, which the state refused as damage."""
    archive = tmp_path / "archive"
    archive.mkdir()
    for number, name in enumerate(NAMES):
        (archive / name).write_bytes(str(number).encode())
    found = listed(archive)
    assert len({file.path for file in found}) == len(NAMES)
    for file in found:
        file.path.encode()
    done = run_zhperf(["batch", "archive", "-o", "data", "-f", "csv"], tmp_path, environment())
    assert done.stderr.startswith(f"{len(NAMES)} PDF files, {len(NAMES)} different"), done.stderr
    with State.read(tmp_path / "data") as state:
        assert state.files().keys() == {file.path for file in found}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("2024/绩效.pdf", "2024/绩效.pdf"),
        ("a\\b.pdf", "a\\b.pdf"),
        ("\\xC4.pdf", "\\xC4.pdf"),
        (os.fsdecode(b"\xc4\xe3.pdf"), "\\xc4\\xe3.pdf"),
        ("\\xc4\\xe3.pdf", "\\x5cxc4\\x5cxe3.pdf"),
    ],
)
def test_plain_names_stay_as_they_are(name: str, shown: str) -> None:
    assert shown_path(name) == shown


def test_rows_that_contradict_each_other_are_no_damage_of_the_state(tmp_path: Path) -> None:
    """They are a bug, which the edge of the program logs as one."""
    with State.open(tmp_path) as state, pytest.raises(sqlite3.IntegrityError):
        state.replace_files([KnownFile("a.pdf", 1, 1, None)] * 2)


@pytest.mark.parametrize(
    ("name", "language", "told"),
    [
        ("none", "en", "none: cannot be opened: No such file or directory"),
        ("none", "zh", "none：无法打开：没有这样的文件或目录"),
        ("file", "en", "file: cannot be opened: is not a directory"),
        ("file", "zh", "file：无法打开：不是目录"),
    ],
)
def test_a_missing_archive_is_not_told_as_one_that_is_a_file(
    name: str, language: Language, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").touch()
    with pytest.raises(SourceNotFoundError) as caught:
        listed(Path(name))
    assert caught.value.message(language) == told
