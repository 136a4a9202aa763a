"""Whether the optional packages of engines are installed, asked without loading them."""

from __future__ import annotations

from importlib.util import find_spec

from zhperf.errors import MissingExtraError

OCR_EXTRA = "ocr"
"""As in pip install 'zhperf[ocr]'."""
_OCR_PACKAGES = ("rapidocr", "onnxruntime", "cv2")


def has_ocr() -> bool:
    """Whether pages can be read from their pictures."""
    return all(find_spec(package) is not None for package in _OCR_PACKAGES)


def require_ocr(feature: str) -> None:
    """Check that OCR is installed.

    Args:
        feature: What needs it, for the message: an option.

    Raises:
        MissingExtraError: It is not.
    """
    if not has_ocr():
        raise MissingExtraError(feature=feature, extra=OCR_EXTRA)
