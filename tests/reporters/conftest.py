"""Reporters over runs made by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from golden import Golden, golden_folder

HERE = Path(__file__).parent


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return golden_folder(HERE / "snapshots", request.config)
