"""What must hold of files that are written: nothing half done, nothing written over."""

from __future__ import annotations

import hashlib
import os
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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhperf.cli.sources import Source

LONGEST_NAME = 255
"""Bytes that a file name may have on the usual file systems (NAME_MAX)."""


def temporary(final: Path) -> Path:
    """Name of the unfinished file: hidden, beside the final one, of this process."""
    name = f".{final.name}.{os.getpid()}.tmp"
    if len(os.fsencode(name)) > LONGEST_NAME:
        digest = hashlib.sha256(os.fsencode(final.name)).hexdigest()[:16]
        name = f".{digest}.{os.getpid()}.tmp"
    return final.with_name(name)


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
    read = set(_identities(sources)) if there else set()
    for path in there:
        if _identity(path) in read:
            raise UsageError(
                str(path),
                reason=Bilingual("is a source itself", "本身就是要读取的文件"),
                fix=Bilingual("choose another name with -o", "请用 -o 换一个文件名"),
            )


def _identities(sources: Sequence[Source]) -> Iterator[tuple[int, int]]:
    for source in sources:
        if isinstance(source.content, Path):
            with suppress(OSError):  # reading it will tell
                yield _identity(source.content)


def _identity(path: Path) -> tuple[int, int]:
    """What two names of one file have in common."""
    found = path.stat()
    return found.st_dev, found.st_ino
