"""Writes a text that needs no document: to a file that appears when complete, or to stdout."""

from __future__ import annotations

import sys
from pathlib import Path

from zhperf.cli.outputfiles import output_errors, temporary
from zhperf.cli.outputs import STDOUT
from zhperf.errors import OutputExistsError


def write_text(text: str, output: str, *, overwrite: bool) -> None:
    """Write as UTF-8 with line feeds, whatever the system.

    Raises:
        UsageError: The file exists or cannot be written.
    """
    if output == STDOUT:
        with output_errors(""):
            sys.stdout.buffer.write(text.encode())
            sys.stdout.buffer.flush()
        return
    path = Path(output)
    if path.exists() and not overwrite:
        raise OutputExistsError(output)
    with output_errors(output):
        unfinished = temporary(path)
        unfinished.write_text(text, encoding="utf-8", newline="\n")
        unfinished.replace(path)
