"""What standard output can show, if it is a terminal."""

from __future__ import annotations

import os
import shutil
import sys

from zhperf.cli.console import wants_color
from zhperf.cli.outputs import STDOUT
from zhperf.errors import Bilingual, UsageError

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


def require_no_terminal(output: str, option: str, output_format: str) -> None:
    """Check that a format that is no text does not go to a terminal.

    Raises:
        UsageError: It would; `option` is the one that names the format.
    """
    if output != STDOUT or sys.stdout is None or not sys.stdout.isatty():
        return
    raise UsageError(
        reason=Bilingual(
            f"{option} {output_format} is no text, and standard output is a terminal",
            f"{option} {output_format} 不是文本，不能输出到终端",
        ),
        fix=Bilingual(
            f"name a file with -o, for example -o report.{output_format}, or use a pipe",
            f"请用 -o 指定文件，例如 -o report.{output_format}，或使用管道",
        ),
    )
