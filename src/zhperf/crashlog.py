"""The text of a crash log: what a bug report needs, and no secret."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from zhperf._version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

_LIBRARIES = ("pypdfium2", "pdfplumber", "camelot-py", "pydantic", "numpy", "typer")
_TEMPLATE = """\
# zhperf crash log

{about}
Python: {python}
System: {system}
Packages: zhperf {zhperf}, {packages}

```
{details}
```
"""


def crash_text(details: str, about: Mapping[str, str]) -> str:
    """A Markdown text.

    Args:
        details: The traceback.
        about: What it happened in, by name; first in the text.
    """
    return _TEMPLATE.format(
        about="\n".join(f"{name}: {value}" for name, value in about.items()),
        python=sys.version.replace("\n", " "),
        system=platform.platform(),
        zhperf=__version__,
        packages=", ".join(f"{name} {_version(name)}" for name in _LIBRARIES),
        details=details.rstrip(),
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
