"""The pages on configuration and profiles name every key, and are current."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zhperf.baselinefile import KnownFinding
from zhperf.configbatch import KEYS as BATCH_KEYS
from zhperf.configcheck import KEYS as CHECK_KEYS
from zhperf.configfile import KEYS

DOCS = Path(__file__).resolve().parents[2] / "docs"


def explained(section: str) -> set[str]:
    """The keys in the table of a section of configuration.md."""
    text = (DOCS / "configuration.md").read_text("utf-8").partition(f"\n## {section}\n")[2]
    rows = re.findall(r"^\| (`.*?) \|", re.split(r"^## ", text, flags=re.M)[0], re.M)
    return {key for row in rows for key in re.findall(r"`\[?([\w.-]+)\]?`", row)}


def test_every_setting_is_explained() -> None:
    assert explained("Reading") == set(KEYS) - {"check", "batch"}
    assert {key.removeprefix("check.") for key in explained("Checking")} == set(CHECK_KEYS)
    assert explained("Archives") == set(BATCH_KEYS)


def test_every_key_of_a_baseline_is_explained() -> None:
    assert explained("Findings that are known") == set(KnownFinding.model_fields)


def test_the_list_of_keys_of_a_profile_is_current(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(DOCS))
    import make_profile_page

    current = make_profile_page.PAGE.read_text("utf-8")
    assert current == make_profile_page.page(), "run: python docs/make_profile_page.py"


def test_every_key_of_a_profile_has_a_meaning() -> None:
    text = (DOCS / "profiles.md").read_text("utf-8").partition("\n## All keys\n")[2]
    rows = re.findall(r"^\| `([^`]+)` \|.*\| (.*) \|$", text, re.M)
    assert len(rows) > 50
    assert [key for key, meaning in rows if not meaning] == []
