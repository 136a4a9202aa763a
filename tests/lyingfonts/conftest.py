"""Reading with and without OCR."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from sharedmodels import models_loaded_once


@pytest.fixture(scope="package", autouse=True)
def _models_loaded_once() -> Iterator[None]:
    """As in the tests of the engine for scans."""
    with models_loaded_once():
        yield


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the packages of the extra were not installed."""
    for package in ("rapidocr", "onnxruntime"):
        monkeypatch.setitem(sys.modules, package, None)
