"""What standard output can show, if it is a terminal."""

from __future__ import annotations

import shutil
import sys

from zhperf.cli.console import wants_color
from zhperf.cli.outputs import STDOUT


def output_width(output: str) -> int | None:
    """Columns of the terminal that the data goes to; None if it goes elsewhere."""
    if output == STDOUT and sys.stdout is not None and sys.stdout.isatty():
        return shutil.get_terminal_size().columns
    return None


def output_color(output: str, when: str) -> bool:
    """Whether the data may have ANSI colours; never in a file."""
    return output == STDOUT and sys.stdout is not None and wants_color(sys.stdout, when)
