"""Which documents an archive holds."""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from zhperf.errors import Bilingual, NoSourcesError, SourceNotFoundError, system_reason
from zhperf.globs import matches

if TYPE_CHECKING:
    from collections.abc import Iterator

DEFAULT_GLOB: Final = "**/*.pdf"
_LIKE_ESCAPED: Final = re.compile(r"\\(?=x[0-9a-f]{2})")
"""The backslash of what looks like an escaped byte."""


class ArchivedFile(NamedTuple):
    """A file of the archive, as the system tells of it."""

    path: str
    """Relative to the archive, with forward slashes, as `shown_path` writes it."""
    location: Path
    """To open it."""
    size: int
    """In bytes."""
    modified: int
    """Nanoseconds since the epoch."""


def listed(archive: Path, glob: str = DEFAULT_GLOB) -> list[ArchivedFile]:
    """The files of a directory and of those below it, by path.

    Hidden files and directories are left out, and names are compared without regard to case, as
    people name reports .PDF too.

    Args:
        archive: The directory.
        glob: Pattern of paths, in the manner of .gitignore, relative to the archive.

    Raises:
        SourceNotFoundError: There is no such directory, or one below it cannot be read.
        NoSourcesError: No file fits.
    """
    require_directory(archive)
    found = [one for one in _walked(archive, "") if _fits(one.path, glob)]
    if not found:
        raise NoSourcesError(str(archive))
    return sorted(found)


def require_directory(archive: Path) -> None:
    """Check that an archive is there.

    Raises:
        SourceNotFoundError: It is not, or it is no directory.
    """
    try:
        if stat.S_ISDIR(archive.stat().st_mode):
            return
        reason = Bilingual("is not a directory", "不是目录")
    except OSError as error:
        reason = system_reason(error)
    raise SourceNotFoundError(str(archive), reason=reason)


def shown_path(path: str) -> str:
    r"""A path as it can be written anywhere; no two paths are written alike.

    A byte that is no UTF-8 becomes \xc4.  A name can have these very characters: the backslash
    of what looks like such a byte becomes \x5c, and all else stays as it is.
    """
    return os.fsencode(_LIKE_ESCAPED.sub(r"\\x5c", path)).decode("utf-8", "backslashreplace")


def _walked(folder: Path, above: str) -> Iterator[ArchivedFile]:
    """Every file that is not hidden.

    Raises:
        SourceNotFoundError: A directory cannot be read.  What is in it must not look as if it
            were gone.
    """
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:  # removed meanwhile
        return
    except OSError as error:
        name = shown_path(str(folder))
        raise SourceNotFoundError(name, reason=system_reason(error)) from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = above + shown_path(entry.name)
        if entry.is_dir(follow_symlinks=False):
            yield from _walked(folder / entry.name, path + "/")
        elif entry.is_file():
            with suppress(FileNotFoundError):  # removed meanwhile
                facts = entry.stat()
                location = folder / entry.name
                yield ArchivedFile(path, location, facts.st_size, facts.st_mtime_ns)


def _fits(path: str, glob: str) -> bool:
    root = Path("/")
    return matches(glob.lower(), root / path.lower(), root)
