"""Paths as SARIF has them: URIs with forward slashes, Chinese percent-encoded."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final
from urllib.parse import quote

from zhperf.reporters.texts import UNSHOWN

SOURCE_ROOT: Final = "%SRCROOT%"
"""Stands for the folder that relative paths begin in: the root of the repository in CI."""

_NO_BYTES = re.compile(r"[\ud800-\udc7f\udd00-\udfff]")
"""Surrogates that stand for no byte of a file name (PEP 383)."""


def artifact_location(path: str) -> dict[str, str]:
    """The location of a source: relative to the root; absolute for an absolute path."""
    found = Path(_NO_BYTES.sub(UNSHOWN, path))
    if found.is_absolute():
        return {"uri": found.as_uri()}
    return {"uri": quote(os.fsencode(found.as_posix())), "uriBaseId": SOURCE_ROOT}
