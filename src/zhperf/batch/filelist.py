"""Which documents a list names: `--files-from`."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from zhperf.batch.archive import ArchivedFile, require_directory, shown_path
from zhperf.errors import Bilingual, SourceNotFoundError, UsageError, system_reason

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK: Final = b"\xef\xbb\xbf"
"""The byte order mark that editors of Windows put before UTF-8."""
_NO_UTF8: Final = Bilingual("the list is not UTF-8", "清单不是 UTF-8 编码")
_NAME_NO_UTF8: Final = Bilingual(
    "{name} is not UTF-8, and no file has this name byte for byte",
    "{name} 不是 UTF-8 编码，也没有字节完全相同的文件名",
)
_SAVE_AS_UTF8: Final = Bilingual("save the list as UTF-8", "请将清单另存为 UTF-8 编码")
_NO_FILE: Final = Bilingual("{name} is no regular file", "{name} 不是普通文件")
_FOLDER: Final = Bilingual("{name} is a directory", "{name} 是目录")
_NAME_FILES: Final = Bilingual(
    "name the files in it, one on a line, or read it with --glob instead of a list",
    "请逐行列出其中的文件，或改用 --glob 选择",
)
_OUTSIDE: Final = Bilingual("{name} lies outside of the archive", "{name} 不在档案目录内")
_NAME_INSIDE: Final = Bilingual(
    "take the line out, or name a directory as archive that holds all files of the list",
    "请删去该行，或将包含清单全部文件的目录指定为档案目录",
)
_LEAVE_OUT: Final = Bilingual("take the line out", "请删去该行")
_PADDED: Final = Bilingual(
    "{reason} (line {number} of the list; the spaces at its ends count)",
    "{reason}（清单第 {number} 行；行首、行尾的空格属于文件名）",
)
_AT_LINE: Final = Bilingual(
    "{reason} (line {number} of the list)", "{reason}（清单第 {number} 行）"
)
_LINE: Final = Bilingual("line {number}: {problem}", "第 {number} 行：{problem}")


def named(archive: Path, content: bytes, source: str) -> list[ArchivedFile]:
    """The files of a list, by path; each once.

    Args:
        archive: What relative names are relative to, and where absolute ones must be below.
        content: A path on each line, as the system writes it; a byte order mark and blank lines
            are left out, spaces belong to names.
        source: What the list is called in messages.

    Raises:
        SourceNotFoundError: The archive, or a file, is not there.
        UsageError: A line names what is no file of the archive, or the list is no UTF-8.
    """
    require_directory(archive)
    reader = _Lines(archive, source)
    found = [reader.file(number, name) for number, name in _names(content, source)]
    return sorted({file.path: file for file in found}.values())


def _names(content: bytes, source: str) -> Iterator[tuple[int, bytes]]:
    """Each name with its line, from 1.

    Raises:
        UsageError: It is UTF-16, say: no name has a zero.
    """
    if b"\0" in content:
        raise UsageError(source, reason=_NO_UTF8, fix=_SAVE_AS_UTF8)
    for number, line in enumerate(content.removeprefix(_MARK).split(b"\n"), 1):
        name = line.removesuffix(b"\r")
        if name.strip():
            yield number, name


class _Lines:
    """Finds what lines name."""

    def __init__(self, archive: Path, source: str) -> None:
        self._archive = archive
        self._source = source
        self._roots = (archive.absolute(), archive.resolve())
        """Names may go by a link to the archive, or not."""

    def file(self, number: int, line: bytes) -> ArchivedFile:
        """The file of a line.

        Raises:
            ZhperfError: As `named`.
        """
        name = os.fsdecode(line)
        path = self._way_to(name)
        if path is None:
            self._refuse(number, name, _OUTSIDE, _NAME_INSIDE)
        location = self._archive / path
        try:
            facts = location.stat()
        except OSError as error:
            self._refuse_missing(number, line, error)
        if not stat.S_ISREG(facts.st_mode):
            folder = stat.S_ISDIR(facts.st_mode)
            what, fix = (_FOLDER, _NAME_FILES) if folder else (_NO_FILE, _LEAVE_OUT)
            self._refuse(number, name, what, fix)
        shown = shown_path(path.replace(os.sep, "/"))
        return ArchivedFile(shown, location, facts.st_size, facts.st_mtime_ns)

    def _way_to(self, name: str) -> str | None:
        """The way from the archive to a file below it; None: it lies elsewhere."""
        for root in self._roots:
            with suppress(ValueError):  # another drive of Windows
                way = os.path.relpath(root / name, root)
                if way != os.pardir and not way.startswith(os.pardir + os.sep):
                    return way
        return None

    def _refuse_missing(self, number: int, line: bytes, error: OSError) -> NoReturn:
        """Tell that a file is not there, or that its name is written in another encoding."""
        try:
            name = line.decode("utf-8")
        except UnicodeDecodeError:
            self._refuse(number, os.fsdecode(line), _NAME_NO_UTF8, _SAVE_AS_UTF8)
        told = _AT_LINE if name == name.strip() else _PADDED
        reason = system_reason(error)
        raise SourceNotFoundError(name, reason=_filled(told, number=number, reason=reason))

    def _refuse(self, number: int, name: str, problem: Bilingual, fix: Bilingual) -> NoReturn:
        problem = _filled(problem, name=shown_path(name))
        reason = _filled(_LINE, number=number, problem=problem)
        raise UsageError(self._source, reason=reason, fix=fix)


def _filled(message: Bilingual, **values: object) -> Bilingual:
    return Bilingual(message.text("en", **values), message.text("zh", **values))
