"""Writes a text that needs no document: to a file that appears when complete, or to stdout."""

from __future__ import annotations

import sys
from pathlib import Path

from zhperf.cli.outputfiles import output_errors, require_writable
from zhperf.cli.outputs import STDOUT
from zhperf.wholefiles import write_whole


def write_text(text: str, output: str, *, overwrite: bool) -> None:
    """Write as UTF-8 with line feeds, whatever the system.

    Raises:
        UsageError: The file exists or cannot be written.
    """
    write_bytes(text.encode(), output, overwrite=overwrite)


def write_bytes(content: bytes, output: str, *, overwrite: bool) -> None:
    """Write what is complete already.

    Args:
        content: All of it.
        output: Path of a file, or "-" for standard output; a link stays one, and what is no
            regular file is written into.
        overwrite: Whether a file may be replaced.

    Raises:
        UsageError: The file exists, is a directory, or cannot be written.
    """
    if output == STDOUT:
        with output_errors(""):
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        return
    require_writable(output, overwrite=overwrite)
    with output_errors(output):
        write_whole(Path(output), content)


def append_text(text: str, output: str) -> None:
    """Add a text to a file that others write too.

    Raises:
        UsageError: It cannot be written.
    """
    with output_errors(output), Path(output).open("a", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
