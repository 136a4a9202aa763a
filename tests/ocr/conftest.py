"""The models of the engine for scans, loaded once for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from zhperf.engines.ocr import reading
from zhperf.engines.ocr.recognition import Recognizer


@pytest.fixture(scope="session", autouse=True)
def _models_loaded_once() -> Iterator[None]:
    """Loading them takes longer than reading a small page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "Recognizer", cache(reading.Recognizer))
        patch.setattr(reading, "Detector", cache(reading.Detector))
        yield


@pytest.fixture(scope="session")
def recognizer(_models_loaded_once: None) -> Recognizer:
    """The recognition model that all documents of the tests are read with."""
    return reading.Recognizer()
