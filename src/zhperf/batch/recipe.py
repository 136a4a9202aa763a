"""What a result depends on besides the document, as a short hash.

Two recipes: that of the reading, and that of the rules, which are run on the report again when
only they have changed.  What changes no result (workers, time limits, formats) is in neither.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, is_dataclass
from importlib import metadata
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from zhperf.report import SCHEMA_VERSION

if TYPE_CHECKING:
    from zhperf.checking import CheckPlan
    from zhperf.convert import Reading

EXTRACTION_VERSION: Final = 3
"""Raised with every change that changes any report; a test compares a digest of golden reports."""
CHECKING_VERSION: Final = 1
"""Raised with every change that changes any finding; guarded in the same way."""
_OCR: Final = ("rapidocr", "onnxruntime", "opencv-python-headless")
_LIBRARIES: Final = {
    "auto": ("pypdfium2", "pdfplumber", "pdfminer.six", *_OCR),
    "pdfium": ("pypdfium2",),
    "pdfplumber": ("pdfplumber", "pdfminer.six"),
    "ocr": ("pypdfium2", *_OCR),
}
"""Packages whose version counts, by engine, if they are installed; besides, lxml for other
carriers."""
_DIGITS: Final = 12


class Recipe(NamedTuple):
    """Of a run."""

    reading: str
    """12 hexadecimal digits."""
    checking: str | None
    """12 hexadecimal digits; None: nothing is checked."""


def recipe(reading: Reading, plan: CheckPlan | None) -> Recipe:
    """The recipes of a run.

    Args:
        reading: How documents are read; its document does not count.
        plan: How reports are checked; None: not at all.
    """
    from zhperf.templates.files import select

    families = select(reading.template, reading.template_paths)
    parts = {
        "version": EXTRACTION_VERSION,
        "schema": SCHEMA_VERSION,
        "engine": reading.engine,
        "libraries": {name: _version(name) for name in (*_LIBRARIES[reading.engine], "lxml")},
        "pages": reading.pages,
        "password": reading.password,
        "language": reading.language,
        "repair": reading.repair,
        "verify": reading.verify,
        "thresholds": dict(reading.thresholds),
        "families": [family.model_dump(mode="json") for family in families],
    }
    return Recipe(_hash(parts), None if plan is None else _hash(_checking_parts(plan)))


def _version(package: str) -> str | None:
    """None if it is not installed: what it would read is read in another way then."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _checking_parts(plan: CheckPlan) -> dict[str, Any]:
    from zhperf.profiles import builtin_profiles
    from zhperf.rules import all_rules

    profiles = [*plan.profiles, *builtin_profiles().values()]
    return {
        "version": CHECKING_VERSION,
        "rules": [rule.page.model_dump(mode="json") for rule in all_rules().values()],
        "codes": None if plan.codes is None else sorted(plan.codes),
        "severities": dict(plan.severities),
        "profile": plan.profile,
        "profiles": [profile.model_dump(mode="json") for profile in profiles],
        "language": plan.language,
    }


def _hash(parts: dict[str, Any]) -> str:
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return str(value)
