"""Which documents an archive holds."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from zhperf.errors import NoSourcesError, SourceNotFoundError, system_reason
from zhperf.globs import matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DEFAULT_GLOB: Final = "**/*.pdf"


class ArchivedFile(NamedTuple):
    """A file of the archive, as the system tells of it."""

    path: str
    """Relative to the archive, with forward slashes; bytes that are no UTF-8 are escaped."""
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
    if not archive.is_dir():
        problem = NotADirectoryError(20, "Not a directory", str(archive))
        raise SourceNotFoundError(str(archive), reason=system_reason(problem))
    found = [one for one in _walked(archive, "") if _fits(one.path, glob)]
    if not found:
        raise NoSourcesError(str(archive))
    return sorted(found)


def named(archive: Path, names: Iterable[str]) -> list[ArchivedFile]:
    """The files of a list, by path; each once.

    Args:
        archive: What relative names are relative to, and where absolute ones must be below.
        names: One path each; blank ones are left out.

    Raises:
        SourceNotFoundError: A file is not there.
    """
    found = {}
    for name in filter(None, map(str.strip, names)):
        location = archive / name
        try:
            state = location.stat()
        except OSError as error:
            raise SourceNotFoundError(name, reason=system_reason(error)) from error
        path = _shown(os.path.relpath(location, archive).replace(os.sep, "/"))
        found[path] = ArchivedFile(path, location, state.st_size, state.st_mtime_ns)
    return sorted(found.values())


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
        name = _shown(str(folder))
        raise SourceNotFoundError(name, reason=system_reason(error)) from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = above + _shown(entry.name)
        if entry.is_dir(follow_symlinks=False):
            yield from _walked(folder / entry.name, path + "/")
        elif entry.is_file():
            with suppress(FileNotFoundError):  # removed meanwhile
                state = entry.stat()
                yield ArchivedFile(path, folder / entry.name, state.st_size, state.st_mtime_ns)


def _fits(path: str, glob: str) -> bool:
    root = Path("/")
    return matches(glob.lower(), root / path.lower(), root)


def _shown(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "backslashreplace")
