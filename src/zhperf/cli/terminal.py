"""What standard output can show, if it is a terminal."""

from __future__ import annotations

import os
import shutil
import sys

from zhperf.cli.console import wants_color
from zhperf.cli.outputs import STDOUT

DEFAULT_WIDTH = 140
"""Columns of a table that does not go to a terminal: ten columns of Chinese text fit."""


def output_width(output: str) -> int:
    """Columns for tables: those of the terminal, or COLUMNS, or `DEFAULT_WIDTH`."""
    if output == STDOUT and sys.stdout is not None and sys.stdout.isatty():
        return shutil.get_terminal_size().columns
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdigit() and int(columns) else DEFAULT_WIDTH


def output_color(output: str, when: str) -> bool:
    """Whether the data may have ANSI colours; never in a file."""
    return output == STDOUT and sys.stdout is not None and wants_color(sys.stdout, when)
