"""What an engine gives for one page: characters and rulings, in page space.

Both come by the ten thousand, so they are kept as columns (numpy arrays); `Char` and
`Ruling` are the views of one entry.  For the coordinate space see `zhperf.geometry`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from zhperf.geometry import BBox, Boxes, turn_boxes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from zhperf.errors import Bilingual

UNMAPPED = 0xFFFD
"""Code of a glyph that the font maps to no usable Unicode character (REPLACEMENT CHARACTER)."""


GLYPH_DESCENT = 0.12
"""Share of the font size that a character's box reaches below the baseline: the em box of CJK
fonts (880 above, 120 below).  Ascent and Descent of the font are not used: office software
writes 0, and makers differ by a third of the size for one font."""


class Visibility(IntEnum):
    """Whether a reader of the displayed page sees a character, and if not, why."""

    VISIBLE = 0
    INVISIBLE_MODE = 1
    """Text rendering mode 3 or 7: neither filled nor stroked (ISO 32000-1 table 106)."""
    CLIPPED = 2
    """Its centre lies outside the clipping path."""
    OFF_PAGE = 3
    """Its centre lies outside the CropBox."""
    BACKGROUND_COLOR = 4
    """Painted in the colour of what lies behind it (white on white)."""
    COVERED = 5
    """An opaque filled shape or image is painted over it."""
    DUPLICATE = 6
    """The same glyph printed again within a fraction of its size: fake bold.

    The first printing counts; this one says nothing more, so it is not reported."""


class Char(NamedTuple):
    """One character of a page."""

    text: str
    """One Unicode code point; U+FFFD if the font does not say which."""
    bbox: BBox
    """Advance width by font size, on the baseline (see `GLYPH_DESCENT`)."""
    size: float
    """Font size as displayed, in pt."""
    font: str
    """BaseFont name without the subset tag."""
    angle: int
    """Direction of writing in degrees counter-clockwise as displayed; 0 is left to right."""
    visibility: Visibility
    """Visible, or the reason why not."""


@dataclass(frozen=True, slots=True)
class Chars:
    """The characters of a page as columns, in the order in which they are painted."""

    codes: NDArray[np.uint32]
    """Code points."""
    boxes: Boxes
    """n x 4, each advance width by font size."""
    sizes: NDArray[np.float64]
    """Font sizes as displayed, in pt."""
    angles: NDArray[np.int16]
    """Directions of writing, degrees counter-clockwise, 0 to 359."""
    font_indexes: NDArray[np.int16]
    """Index into `fonts`."""
    fonts: tuple[str, ...]
    """BaseFont names without subset tags."""
    visibility: NDArray[np.uint8]
    """`Visibility` values."""
    runs: NDArray[np.int32]
    """Number of the string that prints each character: one operator of the content stream."""
    confidence: NDArray[np.float32] | None = None
    """How sure each character is, 0 to 1; None: they are not recognised but given by the file."""

    def turned(self, boxes: Boxes, angles: NDArray[np.int16]) -> Chars:
        """The same characters with other boxes and directions."""
        return replace(self, boxes=boxes, angles=angles)

    def with_confidence(self, confidence: NDArray[np.float32]) -> Chars:
        """The same characters, with how sure each is."""
        return replace(self, confidence=confidence)

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, index: int) -> Char:
        return Char(
            chr(int(self.codes[index])),
            BBox(*(float(v) for v in self.boxes[index])),
            float(self.sizes[index]),
            self.fonts[self.font_indexes[index]],
            int(self.angles[index]),
            Visibility(int(self.visibility[index])),
        )

    def __iter__(self) -> Iterator[Char]:
        return (self[index] for index in range(len(self)))


class Ruling(NamedTuple):
    """A straight ruling line parallel to an axis, as a reader sees it."""

    orientation: Literal["h", "v"]
    """"h": constant y; "v": constant x."""
    position: float
    """The constant coordinate, at the middle of the line's width, in pt."""
    start: float
    """Smaller end along the line, in pt."""
    end: float
    """Larger end along the line, in pt."""
    width: float
    """Stroke width, or the shorter side of the filled rectangle, in pt."""


@dataclass(frozen=True, slots=True)
class Rulings:
    """The rulings of a page: n x 4 arrays of position, start, end, width in pt."""

    horizontal: NDArray[np.float64]
    """Rulings of constant y."""
    vertical: NDArray[np.float64]
    """Rulings of constant x."""

    def __len__(self) -> int:
        return len(self.horizontal) + len(self.vertical)

    def __iter__(self) -> Iterator[Ruling]:
        for row in self.horizontal:
            yield Ruling("h", *(float(v) for v in row))
        for row in self.vertical:
            yield Ruling("v", *(float(v) for v in row))


def turn_rulings(rulings: Rulings, width: float, height: float, angle: int) -> Rulings:
    """Turn rulings on a page of `width` x `height` pt counter-clockwise about the page.

    Args:
        rulings: In the space of that page.
        width: Width of the page before the turn, in pt.
        height: Height of the page before the turn, in pt.
        angle: 0, 90, 180 or 270 degrees counter-clockwise; negative ones are clockwise.
    """
    if angle % 360 == 0:
        return rulings
    across, down = rulings.horizontal, rulings.vertical
    y, x = across[:, 0], down[:, 0]
    flat = turn_boxes(np.column_stack([across[:, 1], y, across[:, 2], y]), width, height, angle)
    steep = turn_boxes(np.column_stack([x, down[:, 1], x, down[:, 2]]), width, height, angle)
    if angle % 180 == 0:
        horizontal = np.column_stack([flat[:, 1], flat[:, 0], flat[:, 2], across[:, 3]])
        vertical = np.column_stack([steep[:, 0], steep[:, 1], steep[:, 3], down[:, 3]])
        return Rulings(horizontal, vertical)
    horizontal = np.column_stack([steep[:, 1], steep[:, 0], steep[:, 2], down[:, 3]])
    vertical = np.column_stack([flat[:, 0], flat[:, 1], flat[:, 3], across[:, 3]])
    return Rulings(horizontal, vertical)


@dataclass(frozen=True, slots=True)
class Page:
    """One page as displayed."""

    number: int
    """1-based."""
    width: float
    """Of the displayed page, in pt."""
    height: float
    """Of the displayed page, in pt."""
    rotation: int
    """/Rotate of the page, already applied: 0, 90, 180 or 270."""
    chars: Chars
    rulings: Rulings
    image_area: float = 0.0
    """Share of the page that images cover, 0 to 1."""
    unread: int = 0
    """Characters of a page that was only skimmed: it has no rulings, and `chars` is empty."""
    engine: Literal["pdfium", "pdfplumber", "ocr"] = "pdfium"
    """What read it."""
    reason: Bilingual | None = None
    """Why another engine than the default one read it; None if that one did, or the user chose."""
    agreement: float | None = None
    """Share (0 to 1) of its lines that a hidden text layer reads as OCR does; None: no layer."""
    blanks: tuple[BBox, ...] = ()
    """Cells of a scan where nothing was read under a seal."""
    skew: float = 0.0
    """Degrees by which what is on a scanned page falls to the right.  Characters and rulings are
    those of the page turned straight about its middle."""
    notices: tuple[str, ...] = field(default=())
    """What the engine had to leave out, in English, for the findings (too many path objects)."""
