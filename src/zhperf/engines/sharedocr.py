"""The OCR of one document, shared by all that reads its pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhperf.engines.ocr.reading import PictureReader
    from zhperf.gridlines import LatticeSettings
    from zhperf.ocrsettings import OcrSettings


class SharedOcr:
    """Holds the models, which take a second and 500 MB: loaded once, by the first who asks."""

    def __init__(self, settings: OcrSettings, lattice: LatticeSettings) -> None:
        self._settings = settings
        self._lattice = lattice
        self._reader: PictureReader | None = None

    @property
    def min_confidence(self) -> float:
        """Confidence (0 to 1) from which what was recognised is sure."""
        return self._settings.min_confidence

    @property
    def reader(self) -> PictureReader:
        """The reader of pictures; the packages for OCR must be installed."""
        if self._reader is None:
            from zhperf.engines.ocr.reading import PictureReader

            self._reader = PictureReader(self._settings, self._lattice)
        return self._reader
