"""From SOURCE arguments to documents."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from zhperf.errors import (
    Bilingual,
    NoSourcesError,
    NothingToCheckError,
    SourceNotFoundError,
    UsageError,
    ZhperfError,
    system_reason,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

STDIN = "-"
STDIN_STEM = "stdin"


@dataclass(frozen=True, slots=True)
class Source:
    """A document to read, or the reason why there is none."""

    name: str
    """As the user gave it, or below the directory that the user gave."""
    content: Path | bytes | ZhperfError

    def document(self) -> Path | bytes:
        """The path or the bytes.

        Raises:
            ZhperfError: The reason why there is none.
        """
        if isinstance(self.content, ZhperfError):
            raise self.content
        return self.content

    @property
    def stem(self) -> str:
        """Name of output files, without suffix."""
        return STDIN_STEM if self.name == STDIN else Path(self.name).stem


def find_sources(arguments: Iterable[str], *, reports: bool = False) -> list[Source]:
    """The documents of all arguments, in order; directories are searched recursively.

    Args:
        arguments: Files, directories, - for standard input.
        reports: Whether directories are searched for extracted JSON too.

    Raises:
        UsageError: Standard input is named twice, or is a terminal.
    """
    wanted = _is_pdf_or_report if reports else _is_pdf
    return [
        source
        for argument in _one_stdin(arguments)
        for source in _sources_of(
            argument, wanted, NothingToCheckError if reports else NoSourcesError
        )
    ]


def once_each(sources: Iterable[Source]) -> list[Source]:
    """The sources, each file under its first name only; names of one link are two files."""
    found: dict[object, Source] = {}
    for number, source in enumerate(sources):
        at = source.content
        key = os.path.abspath(at) if isinstance(at, Path) else number  # noqa: PTH100 (keeps links)
        found.setdefault(key, source)
    return list(found.values())


def is_several(arguments: list[str]) -> bool:
    """Whether the command line asks for more than one document.

    It depends on the arguments only, not on what a directory happens to hold, so that the
    shape of the output can be known beforehand.
    """
    return len(arguments) > 1 or (arguments[0] != STDIN and is_folder(Path(arguments[0])))


def readable_name(path: str) -> str:
    r"""The path as valid Unicode.

    Names on Linux are bytes; those from an old Chinese archive are often GBK.  A byte that is
    no UTF-8 is written as \xd6.
    """
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _one_stdin(arguments: Iterable[str]) -> list[str]:
    found = list(arguments)
    if found.count(STDIN) > 1:
        raise UsageError(
            reason=Bilingual("standard input (-) is named twice", "标准输入（-）只能出现一次"),
            fix=Bilingual("name it once", "请只写一次"),
        )
    return found


def _sources_of(
    argument: str, wanted: Callable[[Path], bool], nothing: type[NoSourcesError]
) -> Iterator[Source]:
    if argument == STDIN:
        yield Source(STDIN, _standard_input())
        return
    path = Path(argument)
    if not is_folder(path):
        yield Source(readable_name(argument), path)
        return
    name = readable_name(argument)
    try:
        found = sorted(_files(path, wanted), key=lambda found: (str(found).casefold(), str(found)))
    except OSError as error:
        yield Source(name, SourceNotFoundError(name, reason=system_reason(error)))
        return
    if not found:
        yield Source(name, nothing(name))
    yield from (Source(readable_name(str(file)), file) for file in found)


def is_folder(path: Path) -> bool:
    """Whether it is a directory; False if the system cannot tell."""
    try:
        return path.is_dir()
    except OSError:  # such as a name that is too long; opening it will tell
        return False


def _files(directory: Path, wanted: Callable[[Path], bool]) -> Iterator[Path]:
    """Files that are wanted, but for hidden ones (macOS leaves ._name.pdf behind)."""

    def refuse(error: OSError) -> None:
        raise error

    for parent, folders, files in os.walk(directory, onerror=refuse):
        folders[:] = [folder for folder in folders if not folder.startswith(".")]
        for name in files:
            path = Path(parent, name)
            if not name.startswith(".") and wanted(path):
                yield path


def _is_pdf(path: Path) -> bool:
    """Whether it is named *.pdf in any case.

    Other kinds are read when they are named: beside a PDF its Word document often lies, and two
    reports of one document are a surprise.
    """
    return path.suffix.lower() == ".pdf"


def _is_pdf_or_report(path: Path) -> bool:
    """Whether it is a PDF, or JSON that was extracted, without the PDF lying beside it."""
    if path.suffix.lower() != ".json":
        return _is_pdf(path)
    from zhperf.reportfile import HEAD_BYTES, is_report

    stem = re.sub(r"(?:\.zhperf)?\.json$", "", path.name, flags=re.IGNORECASE)
    if any(path.with_name(stem + suffix).exists() for suffix in (".pdf", ".PDF")):
        return False
    try:
        with path.open("rb") as stream:
            return is_report(stream.read(HEAD_BYTES))
    except OSError:
        return False


def _standard_input() -> bytes:
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError(
            reason=Bilingual("standard input is a terminal", "标准输入是终端"),
            fix=Bilingual(
                "pipe a document into it: … | zhperf extract -",
                "请用管道输入文件：… | zhperf extract -",
            ),
        )
    return sys.stdin.buffer.read()
