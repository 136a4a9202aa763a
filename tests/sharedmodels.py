"""The models of the engine for scans, loaded once for all tests of a process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest


@contextmanager
def models_loaded_once() -> Iterator[None]:
    """Documents share their models while the block runs: loading takes as long as a small page."""
    from zhperf.engines.ocr import reading

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "Recognizer", cache(reading.Recognizer))
        patch.setattr(reading, "Detector", cache(reading.Detector))
        yield
