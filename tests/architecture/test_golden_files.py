"""Golden files change only when a person asks for it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from golden import golden_folder


def config(update: bool) -> pytest.Config:
    return SimpleNamespace(getoption=lambda name: update)  # type: ignore[return-value]


def test_they_are_written_on_demand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(AssertionError, match="missing"):
        golden_folder(tmp_path, config(False)).check("a.txt", "一\n")
    golden_folder(tmp_path, config(True)).check("a.txt", "一\n")
    golden_folder(tmp_path, config(False)).check("a.txt", "一\n")
    with pytest.raises(AssertionError):
        golden_folder(tmp_path, config(False)).check("a.txt", "二\n")


def test_they_cannot_be_written_where_nobody_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.UsageError, match="CI is set"):
        golden_folder(tmp_path, config(True))
