"""Characters of pictures of text lines, with how sure each is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_HEIGHT = 48
"""Dots: input of the model."""
_BATCH_DOTS = 2_000
"""Columns of a batch, all its pictures together: memory grows with them."""
_MIN_WIDTH = 48
_MODEL = "PP-OCRv6_rec_small.onnx"


class Glyph(NamedTuple):
    """A character that was recognised."""

    text: str
    confidence: float
    """0 to 1."""
    position: float
    """Of its middle, 0 to 1 along the picture."""


class Recognizer:
    """The recognition model, loaded once; the model is part of the package `rapidocr`."""

    def __init__(self, threads: int = 1) -> None:
        import onnxruntime
        import rapidocr

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        path = Path(rapidocr.__file__).parent / "models" / _MODEL
        self._session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
        listed = self._session.get_modelmeta().custom_metadata_map["character"]
        self._characters = ["", *listed.splitlines(), " "]

    def read(self, pictures: Sequence[NDArray[np.uint8]]) -> list[list[Glyph]]:
        """Read lines of text.

        Args:
            pictures: Each a grey picture of one line, 255 white.
        """
        widths = [max(1, round(_HEIGHT * p.shape[1] / p.shape[0])) for p in pictures]
        order = sorted(range(len(pictures)), key=widths.__getitem__)
        result: list[list[Glyph]] = [[] for _ in pictures]
        start = 0
        while start < len(order):
            end = start + 1
            while end < len(order) and (end + 1 - start) * widths[order[end]] <= _BATCH_DOTS:
                end += 1
            batch = order[start:end]
            for index, glyphs in zip(
                batch,
                self._batch([pictures[i] for i in batch], [widths[i] for i in batch]),
                strict=True,
            ):
                result[index] = glyphs
            start = end
        return result

    def _batch(self, pictures: list[NDArray[np.uint8]], widths: list[int]) -> list[list[Glyph]]:
        width = max(*widths, _MIN_WIDTH)
        data = np.zeros((len(pictures), 3, _HEIGHT, width), np.float32)
        for index, (picture, own) in enumerate(zip(pictures, widths, strict=True)):
            way = cv2.INTER_AREA if picture.shape[0] > _HEIGHT else cv2.INTER_CUBIC
            data[index, :, :, :own] = (
                cv2.resize(picture, (own, _HEIGHT), interpolation=way).astype(np.float32) / 127.5
                - 1
            )
        (scores,) = self._session.run(None, {"x": data})
        return [self._decoded(one, width / own) for one, own in zip(scores, widths, strict=True)]

    def _decoded(self, scores: NDArray[np.float32], stretch: float) -> list[Glyph]:
        """Characters of a matrix of steps x characters (CTC, greedy)."""
        best = scores.argmax(axis=1)
        sure = scores[np.arange(len(best)), best]
        glyphs = []
        starts = np.flatnonzero(np.diff(best, prepend=-1))
        ends = np.append(starts[1:], len(best))
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            if best[start]:
                peak = start + int(sure[start:end].argmax())
                place = (peak + 0.5) / len(best) * stretch
                glyphs.append(Glyph(self._characters[best[start]], float(sure[peak]), place))
        return glyphs
