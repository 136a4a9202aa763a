"""What a second reading says of places of a page."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from zhperf.celltext import read_lines
from zhperf.engines import open_document
from zhperf.geometry import turn_boxes
from zhperf.pages import Visibility

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from zhperf.celltext import TextSettings
    from zhperf.engines import Document, EngineName
    from zhperf.grids import Region
    from zhperf.pages import Page
    from zhperf.report import PageEngine


class SecondText(NamedTuple):
    """A place of a page, read again."""

    first: str | None
    """By the first engine, where the two say it in the same way; None: as the table has it."""
    second: str
    engine: PageEngine
    sure: bool


@dataclass(slots=True)
class TextLayers:
    """Pages of a document by the engines that read text layers, each opened once."""

    source: Path | bytes
    password: str | None
    name: str
    _opened: ExitStack = field(default_factory=ExitStack, init=False)
    _documents: dict[EngineName, Document] = field(default_factory=dict, init=False)

    def page(self, engine: EngineName, number: int) -> Page:
        """One page by one engine.

        Raises:
            DamagedPdfError: The engine cannot read it.
        """
        if engine not in self._documents:
            document = open_document(engine, self.source, self.password, self.name)
            self._documents[engine] = self._opened.enter_context(document)
        return next(iter(self._documents[engine].pages([number])))

    def close(self) -> None:
        """Release the file."""
        self._opened.close()


def placed_texts(
    page: Page, regions: Sequence[Region], angles: Sequence[int], settings: TextSettings
) -> list[str]:
    """The visible text whose middle lies in each of these places, its lines put together.

    Args:
        page: In page space.
        regions: On this page; the first of two that overlap has the text.
        angles: Direction of the text in each.
        settings: Thresholds of the lines of text.
    """
    chars = page.chars
    found: list[list[str]] = [[] for _ in regions]
    centres = (chars.boxes[:, :2] + chars.boxes[:, 2:]) / 2
    owner = np.full(len(chars), -1, np.int64)
    for number, region in enumerate(regions):
        x0, top, x1, bottom = region.bbox
        inside = (centres[:, 0] > x0) & (centres[:, 0] < x1)
        inside &= (centres[:, 1] > top) & (centres[:, 1] < bottom)
        owner[inside & (owner < 0) & (chars.visibility == Visibility.VISIBLE)] = number
    directions = np.array([*angles, 0])[owner]
    for angle in set(angles):
        own = (owner >= 0) & (directions == angle)
        boxes = turn_boxes(chars.boxes[own], page.width, page.height, -angle)
        for number, line in read_lines(chars.codes[own], boxes, owner[own], settings):
            found[number].append(line.text)
    return ["".join(lines) for lines in found]
