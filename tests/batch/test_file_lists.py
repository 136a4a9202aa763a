"""`--files-from`: what a list may hold, and what is said of a line that names no file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from command import environment, run_zhperf
from zhperf.batch.filelist import named
from zhperf.errors import SourceNotFoundError, UsageError, ZhperfError

LIST = "--files-from list.txt"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    archive = tmp_path / "archive"
    for name in ("a.pdf", " 空格.pdf ", "2024/b.pdf", "中文.pdf"):
        path = archive / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")
    (tmp_path / "x.pdf").write_text("elsewhere", "utf-8")
    return archive


def refused(archive: Path, content: bytes) -> ZhperfError:
    with pytest.raises((UsageError, SourceNotFoundError)) as caught:
        named(archive, content, LIST)
    return caught.value


@pytest.mark.parametrize(
    ("content", "paths"),
    [
        ("a.pdf\n中文.pdf\n", ["a.pdf", "中文.pdf"]),
        ("\ufeffa.pdf\r\n\r\n  \r\n中文.pdf", ["a.pdf", "中文.pdf"]),
        (" 空格.pdf \r\n", [" 空格.pdf "]),
        ("./2024/../a.pdf\na.pdf\n2024//b.pdf\n", ["2024/b.pdf", "a.pdf"]),
    ],
)
def test_a_list_of_any_system_is_read(archive: Path, content: str, paths: list[str]) -> None:
    found = named(archive, content.encode(), LIST)
    assert [file.path for file in found] == paths
    assert all(file.location.is_file() for file in found)


def test_absolute_names_may_go_by_a_link_to_the_archive(archive: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(archive)
    for root in (archive, link):
        content = os.fsencode(root / "a.pdf")
        assert [file.path for file in named(link, content, LIST)] == ["a.pdf"]


@pytest.mark.parametrize("name", ["../x.pdf", "2024/../../x.pdf", "/etc/hosts", ".."])
def test_a_file_outside_of_the_archive_is_refused(archive: Path, name: str) -> None:
    error = refused(archive, f"a.pdf\n\n{name}\n".encode())
    assert error.message("en") == f"{LIST}: line 3: {name} lies outside of the archive"
    assert error.message("zh") == f"{LIST}：第 3 行：{name} 不在档案目录内"
    assert error.exit_code == 2
    assert "take the line out" in error.parts("en")[2]


def test_a_directory_in_a_list_is_refused(archive: Path) -> None:
    error = refused(archive, b"2024\n")
    assert error.message("en") == f"{LIST}: line 1: 2024 is a directory"
    assert error.message("zh") == f"{LIST}：第 1 行：2024 是目录"
    assert "--glob" in error.parts("zh")[2]


def test_a_pipe_in_a_list_is_not_waited_for(archive: Path) -> None:
    os.mkfifo(archive / "pipe.pdf")
    assert "pipe.pdf is no regular file" in refused(archive, b"pipe.pdf").message("en")


def test_a_file_that_is_missing_is_told_with_its_line(archive: Path) -> None:
    error = refused(archive, "a.pdf\n没有.pdf\n".encode())
    assert error.exit_code == 3
    assert error.message("en") == (
        "没有.pdf: cannot be opened: No such file or directory (line 2 of the list)"
    )
    assert error.message("zh").endswith("没有这样的文件或目录（清单第 2 行）")
    assert "the spaces at its ends count" in refused(archive, b"a.pdf ").message("en")


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("gbk", "line 1: \\xd6\\xd0\\xce\\xc4.pdf is not UTF-8"),
        ("utf-16", "the list is not UTF-8"),
    ],
)
def test_a_list_in_another_encoding_is_told(archive: Path, encoding: str, told: str) -> None:
    error = refused(archive, "中文.pdf\r\n".encode(encoding))
    assert error.message("en").startswith(f"{LIST}: {told}")
    assert "UTF-8" in error.message("zh")
    assert error.parts("en")[2] == "save the list as UTF-8"


def test_a_name_that_is_no_utf8_itself_is_found(archive: Path) -> None:
    name = "中文.pdf".encode("gbk")
    (archive / os.fsdecode(name)).touch()
    assert [file.path for file in named(archive, name, LIST)] == ["\\xd6\\xd0\\xce\\xc4.pdf"]


def test_a_missing_archive_is_told_before_its_files(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("a.pdf\n", "utf-8")
    arguments = ["batch", "none", "-o", "data", "-f", "csv", "--files-from", "list.txt"]
    done = run_zhperf(arguments, tmp_path, environment())
    assert (done.code, done.stderr.splitlines()[0]) == (
        3, "error: none: cannot be opened: No such file or directory",
    )  # fmt: skip
    assert not (tmp_path / "data").exists()
