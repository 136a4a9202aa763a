"""The OCR of one document, shared by all that reads its pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhperf.engines.ocr.reading import PictureReader


class SharedOcr:
    """Holds the models, which take a second and 500 MB: loaded once, by the first who asks."""

    def __init__(self) -> None:
        self._reader: PictureReader | None = None

    @property
    def reader(self) -> PictureReader:
        """The reader of pictures; the packages for OCR must be installed."""
        if self._reader is None:
            from zhperf.engines.ocr.reading import PictureReader
            from zhperf.engines.ocr.settings import OcrSettings
            from zhperf.gridlines import LatticeSettings

            self._reader = PictureReader(OcrSettings(), LatticeSettings())
        return self._reader
