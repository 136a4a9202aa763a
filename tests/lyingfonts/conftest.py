"""Reading with and without OCR."""

from __future__ import annotations

import sys

import pytest


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the packages of the extra were not installed."""
    for package in ("rapidocr", "onnxruntime"):
        monkeypatch.setitem(sys.modules, package, None)
