"""The models of the engine for scans, loaded once for all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sharedmodels import models_loaded_once
from zhperf.engines.ocr import reading
from zhperf.engines.ocr.recognition import Recognizer


@pytest.fixture(scope="session", autouse=True)
def _models_loaded_once() -> Iterator[None]:
    """Loading them takes longer than reading a small page."""
    with models_loaded_once():
        yield


@pytest.fixture(scope="session")
def recognizer(_models_loaded_once: None) -> Recognizer:
    """The recognition model that all documents of the tests are read with."""
    return reading.Recognizer()
