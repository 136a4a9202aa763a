"""The log of a crash: what a bug report needs, and no secret."""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from zhperf.crashlog import crash_text

if TYPE_CHECKING:
    from collections.abc import Sequence

HIDDEN = "***"


def write_crash_log(details: str, arguments: Sequence[str] | None = None) -> Path:
    """Write a Markdown file to the current directory, or to the temporary one.

    Args:
        details: The traceback.
        arguments: Of the command line; None for those of this process.
    """
    now = datetime.now(UTC)
    command = " ".join(["zhperf", *without_password(arguments or sys.argv[1:])])
    about = {"Time": now.isoformat(timespec="seconds"), "Command": f"`{command}`"}
    text = crash_text(details, about)
    name = f"zhperf-crash-{now:%Y%m%dT%H%M%S}-{now.microsecond:06}.md"
    try:
        path = Path(name).absolute()
        path.write_text(text, encoding="utf-8")
    except OSError:
        path = Path(tempfile.gettempdir(), name)
        path.write_text(text, encoding="utf-8")
    return path


def without_password(arguments: Sequence[str]) -> list[str]:
    """The arguments with the value of --password hidden."""
    shown: list[str] = []
    for argument in arguments:
        if shown and shown[-1] == "--password":
            shown.append(HIDDEN)
        elif argument.startswith("--password="):
            shown.append(f"--password={HIDDEN}")
        else:
            shown.append(argument)
    return shown
