"""What must hold of files that are written: nothing half done, nothing written over."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from zhperf.errors import (
    Bilingual,
    OutputExistsError,
    OutputUnwritableError,
    UsageError,
    system_reason,
)
from zhperf.wholefiles import resolved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhperf.cli.sources import Source

_DIRECTORY = Bilingual("is a directory, and the output is one file", "是一个目录，而输出为单个文件")
_NAME_FILE = Bilingual("name a file with -o", "请用 -o 指定文件")
_WITH_OUTPUT = Bilingual("choose another name with -o", "请用 -o 换一个文件名")


@contextmanager
def output_errors(destination: str) -> Iterator[None]:
    """Turn a failure to write into a message; a reader that went away is no failure."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputUnwritableError(destination, reason=system_reason(error)) from error


def require_free(paths: Iterable[Path], sources: Sequence[Source], *, overwrite: bool) -> None:
    """Check that the files are not there, or may be replaced and are no sources themselves.

    Raises:
        UsageError: The first that is not so.
    """
    there = [path for path in paths if path.exists()]
    if there and not overwrite:
        raise OutputExistsError(str(there[0]))
    require_no_source(there, sources)


def require_no_source(
    paths: Sequence[Path], sources: Sequence[Source], fix: Bilingual = _WITH_OUTPUT
) -> None:
    """Check that the files, which are there, are no sources.

    Raises:
        UsageError: The first that is one.
    """
    read = set(_identities(sources)) if paths else set()
    for path in paths:
        if _identity(path) in read:
            reason = Bilingual("is a source itself", "本身就是要读取的文件")
            raise UsageError(str(path), reason=reason, fix=fix)


def require_writable(
    place: str, sources: Sequence[Source] = (), *, overwrite: bool = False
) -> None:
    """Check, before anything is read, that one file can be written for `-o place`.

    What is no regular file, such as a pipe or a device, is written into.

    Args:
        place: Path of the file.
        sources: What will be read.
        overwrite: Whether a file may be replaced.

    Raises:
        UsageError: It is a directory, is there already, is a source, or its directory is missing.
    """
    with output_errors(place):
        path = resolved(Path(place))
        if path.is_dir() or place.endswith(("/", os.sep)):
            raise UsageError(place, reason=_DIRECTORY, fix=_NAME_FILE)
        require_folder(path)
        if path.exists() and not path.is_file():
            return
        require_free([path], sources, overwrite=overwrite)


def require_folder(path: Path) -> None:
    """Check that there is a directory for a file.

    Raises:
        OSError: There is none.
    """
    if not stat.S_ISDIR(path.parent.stat().st_mode):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))


def _identities(sources: Sequence[Source]) -> Iterator[tuple[int, int]]:
    for source in sources:
        if isinstance(source.content, Path):
            with suppress(OSError):  # reading it will tell
                yield _identity(source.content)


def _identity(path: Path) -> tuple[int, int]:
    """What two names of one file have in common."""
    found = path.stat()
    return found.st_dev, found.st_ino
