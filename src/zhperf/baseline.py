"""Findings that are known already: a file beside the sources, which people read and comment on.

    {
      "version": 1,
      "findings": [
        {
          "fingerprint": "0f3a…", "code": "ZP803", "path": "2023/教育局.pdf", "table": 1,
          "row": 12, "activity": "乡村振兴培训", "field": "score",
          "message": "得分 12 is greater than 分值 10", "reason": "agreed with the auditor"
        }
      ]
    }

Paths are relative to the file's directory, with forward slashes.  Only `fingerprint`, `code` and
`path` are compared; the rest tells people which finding is meant.  `reason` is written by hand, and
kept when the file is written again.
"""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from zhperf.checking import fingerprints
from zhperf.errors import NOTHING, BaselineError, Bilingual, OutputUnwritableError, system_reason
from zhperf.tomlfile import at_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from zhperf.checking import Noted
