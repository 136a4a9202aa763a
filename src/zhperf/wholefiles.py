"""Files that appear when they are complete: whoever looks sees the old one or the new one."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

LONGEST_NAME: Final = 255
"""Bytes that a file name may have on the usual file systems (NAME_MAX)."""


def temporary(final: Path) -> Path:
    """Name of the unfinished file: hidden, beside the final one, of this process."""
    name = f".{final.name}.{os.getpid()}.tmp"
    if len(os.fsencode(name)) > LONGEST_NAME:
        digest = hashlib.sha256(os.fsencode(final.name)).hexdigest()[:16]
        name = f".{digest}.{os.getpid()}.tmp"
    return final.with_name(name)


def resolved(path: Path) -> Path:
    """What a link points to, whether that is there or not, so that the link stays one."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, or into what is no regular file: a device or a pipe is never replaced.

    Args:
        path: A link stays one.
        content: All of it.

    Raises:
        OSError: It cannot be written; no unfinished file stays behind.
    """
    final = resolved(path)
    if final.exists() and not final.is_file():
        with final.open("wb") as stream:
            stream.write(content)
        return
    unfinished = temporary(final)
    try:
        with unfinished.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(final)
    finally:
        with suppress(OSError):  # of writing, which is told already
            unfinished.unlink(missing_ok=True)
