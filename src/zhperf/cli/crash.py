"""The log of a crash: what a bug report needs, and no secret."""

from __future__ import annotations

import platform
import sys
import tempfile
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from zhperf._version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

HIDDEN = "***"
_LIBRARIES = ("pypdfium2", "pdfplumber", "camelot-py", "pydantic", "numpy", "typer")
_TEMPLATE = """\
# zhperf crash log

Time: {time}
Command: `{command}`
Python: {python}
System: {system}
Packages: zhperf {zhperf}, {packages}

```
{details}
```
"""


def write_crash_log(details: str, arguments: Sequence[str] | None = None) -> Path:
    """Write a Markdown file to the current directory, or to the temporary one.

    Args:
        details: The traceback.
        arguments: Of the command line; None for those of this process.
    """
    now = datetime.now(UTC)
    text = _TEMPLATE.format(
        time=now.isoformat(timespec="seconds"),
        command=" ".join(["zhperf", *without_password(arguments or sys.argv[1:])]),
        python=sys.version.replace("\n", " "),
        system=platform.platform(),
        zhperf=__version__,
        packages=", ".join(f"{name} {_version(name)}" for name in _LIBRARIES),
        details=details.rstrip(),
    )
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


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
