"""The small prints of the samples: as they are, scanned, and as pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2
from numpy.typing import NDArray

import zhperf
from founding_table import SAMPLES
from scanning import Scanner, scan_pdf
from zhperf.config import Settings
from zhperf.report import Report

SMALL, CUT = SAMPLES / "small-form.pdf", SAMPLES / "cut-form.pdf"
OCR = Settings(engine="ocr")


def scan_of(path: Path, scanner: Scanner, folder: Path, pages: int | None = None) -> Path:
    """The file of a scan of a print, or of its first pages."""
    scan = folder / "scan.pdf"
    scan.write_bytes(scan_pdf(path, scanner, None if pages is None else range(pages)))
    return scan


def read_scan(path: Path, scanner: Scanner, folder: Path, pages: int | None = None) -> Report:
    """What is read from a scan of a print, or of its first pages."""
    return zhperf.extract(scan_of(path, scanner, folder, pages), settings=OCR)


def picture_of(path: Path, number: int = 0, dpi: float = 200.0) -> NDArray[np.uint8]:
    """A page as height x width x 3."""
    with pypdfium2.PdfDocument(path) as document:
        picture = document[number].render(scale=dpi / 72).to_numpy()
    return np.ascontiguousarray(picture[:, :, :3])
