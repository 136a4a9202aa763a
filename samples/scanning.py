"""Print the pages of a PDF and scan them: pictures of pages without any text, for OCR to read.

The same document and scanner give the same file, byte for byte (from the same PDFium and OpenCV).
What a scanner does to a page is done in the order in which it happens to paper:

    print ─ fade ─> stamp ─> punch ─> lay askew on the glass ─> optics ─> shade, dirt ─> JPEG
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from itertools import cycle, islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import cv2
import numpy as np
import pikepdf
from numpy.typing import NDArray
from pikepdf import Array, Dictionary, Name
from pypdfium2 import PdfDocument

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Box: TypeAlias = tuple[float, float, float, float]
"""x0, top, x1, bottom in pt of the page as displayed; y grows downwards."""
Raster: TypeAlias = NDArray[np.float32]
"""height x width x 3 of red, green, blue, 255 white."""
Mask: TypeAlias = NDArray[np.float32]
"""height x width: how much ink there is, 0 to 1."""

RED, BLUE, GREY = (205, 45, 50), (45, 65, 190), (150, 150, 150)
"""Colours of seals: of ink pads, and what a grey scan makes of them."""
_SWAY = (1.0, -0.7, 0.45, -0.9, 0.6)
"""Skew of each page in turn, of that of the first."""
_SHIFTS = ((0.4, -0.3), (-1.0, 0.6), (0.7, 1.0), (-0.5, -0.8), (1.0, 0.2))
"""How far right and down each page in turn lies, of the largest shift."""
_HOLES = (0.36, 0.64)
"""Of the page's height: middles of the holes of a puncher, 80 mm apart on A4."""
_HOLE_FROM_EDGE, _HOLE_RADIUS = 34.0, 8.0
"""pt: 12 mm from the edge, 5.5 mm wide (ISO 838)."""
_LID = 35.0
"""Lightness of what a scanner shows through a hole."""
_SHADE_WIDTH, _SHADE = 16.0, 110.0
"""pt, and by how much it is darker at the very edge: the shadow of a bound sheet."""
_RING, _STAR, _LETTER, _ARC = 0.06, 0.34, 0.28, 230.0
"""Of a seal's radius: width of its ring, radius of its star, height of its letters; and the degrees
of the ring along which they stand (a round seal of an office, 国发〔1999〕25号)."""
_LETTERS = 8
"""Letters of a seal: they are the page's own first ideographs, since those have a font."""
_FIRST_HAN, _LAST_HAN = 0x4E00, 0x9FFF


class Seal(NamedTuple):
    """A round seal with a ring, a star, and letters along the ring."""

    color: tuple[int, int, int] = RED
    """Red, green, blue, 0 to 255; three equal ones make a grey scan."""
    x: float = 0.62
    """Of its middle, as a share (0 to 1) of the page's width."""
    y: float = 0.42
    """The same of its height."""
    radius: float = 57.0
    """pt: the seal of a county's office is 40 mm wide (57 is half of that)."""


@dataclass(frozen=True, slots=True)
class Scanner:
    """How pages are printed, laid on the glass and scanned."""

    dpi: float = 200.0
    """Dots per inch."""
    skew: float = 0.0
    """Degrees by which the first page falls to the right; the others lie askew by parts of it."""
    shift: float = 0.0
    """pt by which a page lies beside its place at most; each page otherwise."""
    turned: int = 0
    """Degrees counter-clockwise by which each page is displayed turned: 0, 90, 180 or 270."""
    rotate: int = 0
    """/Rotate: the picture is stored turned, and displayed upright."""
    noise: float = 4.0
    """Standard deviation of the lightness (0 to 255) of each dot."""
    blur: float = 0.1
    """pt: standard deviation of the optics; 0.12 are half a dot of 300 to the inch."""
    fade: float = 0.0
    """Share (0 to 1) of the ink that is missing: a cartridge that is nearly empty."""
    paper: float = 248.0
    """Lightness of paper."""
    quality: int = 80
    """Of the JPEG files, 1 to 100."""
    seal: Seal | None = None
    holes: bool = False
    """Whether a puncher made two holes at the left edge."""
    shade: bool = False
    """Whether the right edge is in the shadow of a bound sheet."""
    seed: int = 1
    """Of the noise."""

    @property
    def is_colored(self) -> bool:
        """Whether the scan is in colour: a grey seal, or none, is scanned in grey."""
        return self.seal is not None and len(set(self.seal.color)) > 1

    def placement(self, index: int, width: float, height: float) -> Placement:
        """Where a page of a size in pt lies; `index` counts from 0."""
        right, down = _SHIFTS[index % len(_SHIFTS)]
        skew = self.skew * _SWAY[index % len(_SWAY)]
        return Placement(width, height, skew, self.shift * right, self.shift * down, self.turned)


class Placement(NamedTuple):
    """How a page lies on the glass; lengths in pt."""

    width: float
    """Of the page, upright."""
    height: float
    skew: float
    """Degrees by which its lines fall to the right."""
    right: float
    down: float
    turned: int
    """Degrees counter-clockwise."""

    def matrix(self, scale: float) -> NDArray[np.float64]:
        """2 x 3: from a straight picture with `scale` dots for each pt to the skewed one."""
        middle = (self.width * scale / 2, self.height * scale / 2)
        turn = np.asarray(cv2.getRotationMatrix2D(middle, -self.skew, 1.0), np.float64)
        turn[:, 2] += self.right * scale, self.down * scale
        return turn

    def box(self, box: Box) -> Box:
        """The upright box around a box of the page, as the scan displays it."""
        x0, top, x1, bottom = box
        corners = np.array([(x0, top, 1), (x1, top, 1), (x0, bottom, 1), (x1, bottom, 1)])
        points = corners @ self.matrix(1.0).T
        width, height = self.width, self.height
        for _ in range(self.turned // 90):
            points = np.stack((points[:, 1], width - points[:, 0]), axis=1)
            width, height = height, width
        (left, upper), (right, lower) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
        return left, upper, right, lower


def scan_pdf(source: bytes | Path, scanner: Scanner, pages: Sequence[int] | None = None) -> bytes:
    """Print pages of a PDF and scan them.

    Args:
        source: A PDF, or its path.
        scanner: How.
        pages: 0-based numbers of the pages; None: all.
    """
    with PdfDocument(source) as document, pikepdf.new() as scans:
        for index, number in enumerate(range(len(document)) if pages is None else pages):
            page = document[number]
            picture = _scan(page, scanner, index)
            scans.pages.append(_page(scans, picture, page.get_size(), scanner))
        buffer = BytesIO()
        scans.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def _scan(page: Any, scanner: Scanner, index: int) -> NDArray[np.uint8]:  # noqa: ANN401 - untyped
    """The picture of one page, upright but for its skew."""
    scale = scanner.dpi / 72
    raster = page.render(scale=scale).to_numpy()[:, :, 2::-1].astype(np.float32)
    if scanner.seal is not None:
        letters = _letters(page, raster, scale)
    raster = 255 - (255 - raster) * np.float32(1 - scanner.fade)
    if scanner.seal is not None:
        raster = _stamped(raster, scanner.seal, scale, letters)
    if scanner.holes:
        _punch(raster, scale)
    raster = _laid(raster, scanner.placement(index, *page.get_size()), scale)
    if scanner.blur:
        raster = np.asarray(cv2.GaussianBlur(raster, (0, 0), scanner.blur * scale), np.float32)
    raster *= np.float32(scanner.paper / 255)
    if scanner.shade:
        raster -= _shade(raster.shape[1], scale)[None, :, None]
    dirt = np.random.default_rng((scanner.seed, index)).normal(0, scanner.noise, raster.shape[:2])
    raster += dirt.astype(np.float32)[:, :, None]
    return np.clip(raster, 0, 255).astype(np.uint8)


def _laid(raster: Raster, placement: Placement, scale: float) -> Raster:
    """The page askew on the glass, white around it."""
    height, width = raster.shape[:2]
    laid = cv2.warpAffine(
        raster, placement.matrix(scale), (width, height), flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT, borderValue=(255.0, 255.0, 255.0),
    )  # fmt: skip
    return np.asarray(laid, np.float32).clip(0, 255)


def _punch(raster: Raster, scale: float) -> None:
    for share in _HOLES:
        middle = (round(_HOLE_FROM_EDGE * scale), round(share * raster.shape[0]))
        cv2.circle(raster, middle, round(_HOLE_RADIUS * scale), (_LID, _LID, _LID), -1)


def _shade(width: int, scale: float) -> NDArray[np.float32]:
    """By how much each column is darker."""
    away = (width - 1 - np.arange(width)) / (_SHADE_WIDTH * scale)
    return (_SHADE * np.clip(1 - away, 0, 1) ** 2).astype(np.float32)


def _stamped(raster: Raster, seal: Seal, scale: float, letters: Sequence[Mask]) -> Raster:
    """The page with a seal: its ink takes light away, so print under it stays dark."""
    height, width = raster.shape[:2]
    ink = _seal_ink((width, height), seal, scale, letters)[:, :, None]
    color = np.array(seal.color, np.float32)
    return raster * (1 - ink * (1 - color / 255))


def _seal_ink(size: tuple[int, int], seal: Seal, scale: float, letters: Sequence[Mask]) -> Mask:
    """Ring, star, and letters that stand upright on the ring.

    Args:
        size: Width and height of the page in dots.
        seal: Where.
        scale: Dots for each pt.
        letters: Ink of each, cut out.
    """
    x, y, radius = seal.x * size[0], seal.y * size[1], seal.radius * scale
    ink = np.zeros((size[1], size[0]), np.float32)
    middle, ring = (round(x), round(y)), max(1, round(_RING * radius))
    cv2.circle(ink, middle, round(radius), 1.0, ring, cv2.LINE_AA)
    turns = np.radians(np.arange(10) * 36 - 90)
    reach = radius * np.where(np.arange(10) % 2, 0.382 * _STAR, _STAR)  # of a regular pentagram
    points = np.stack((x + reach * np.cos(turns), y + reach * np.sin(turns)), axis=1)
    cv2.fillPoly(ink, [np.round(points).astype(np.int32)], 1.0, cv2.LINE_AA)
    for letter, angle in zip(letters, _angles(len(letters)), strict=True):
        factor = _LETTER * radius / letter.shape[0]
        turn = cv2.getRotationMatrix2D((letter.shape[1] / 2, letter.shape[0] / 2), -angle, factor)
        away = radius * (1 - _RING - 0.7 * _LETTER)
        turn[0, 2] += x + away * np.sin(np.radians(angle)) - letter.shape[1] / 2
        turn[1, 2] += y - away * np.cos(np.radians(angle)) - letter.shape[0] / 2
        ink = np.maximum(ink, cv2.warpAffine(letter, turn, size))
    return np.asarray(ink, np.float32).clip(0, 1)


def _angles(count: int) -> list[float]:
    """Degrees clockwise from the top at which the letters of a seal stand."""
    if count < 2:
        return [0.0] * count
    return [_ARC * (index / (count - 1) - 0.5) for index in range(count)]


def _letters(page: Any, raster: Raster, scale: float) -> list[Mask]:  # noqa: ANN401 - untyped
    """Ink of the first ideographs of a page, each in its box, repeated to fill a seal."""
    text = page.get_textpage()
    height = raster.shape[0] / scale
    found: list[Mask] = []
    for index, letter in enumerate(text.get_text_range()):
        if len(found) == _LETTERS:
            break
        if not _FIRST_HAN <= ord(letter) <= _LAST_HAN:
            continue
        left, bottom, right, top = (edge * scale for edge in text.get_charbox(index))
        rows = slice(max(0, round(height * scale - top)), round(height * scale - bottom) + 1)
        piece = raster[rows, max(0, round(left)) : round(right) + 1, 0]
        found.append(np.ascontiguousarray(1 - piece / 255))
    return list(islice(cycle(found), _LETTERS)) if found else []


def _page(
    document: pikepdf.Pdf,
    picture: NDArray[np.uint8],
    size: tuple[float, float],
    scanner: Scanner,
) -> pikepdf.Page:
    """A page that shows a picture and nothing else."""
    stored = np.rot90(picture, (scanner.turned + scanner.rotate) // 90 % 4)
    width, height = size[::-1] if (scanner.turned + scanner.rotate) % 180 else size
    content = b"q %.4f 0 0 %.4f 0 0 cm /Scan Do Q" % (width, height)
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, *(round(side, 4) for side in (width, height))]),
        Resources=Dictionary(XObject=Dictionary(Scan=_image(document, stored, scanner))),
        Contents=document.make_stream(content),
    )
    if scanner.rotate:
        page.Rotate = scanner.rotate
    return pikepdf.Page(document.make_indirect(page))


def _image(document: pikepdf.Pdf, picture: NDArray[np.uint8], scanner: Scanner) -> pikepdf.Stream:
    """An image XObject with a JPEG file."""
    dots = picture[:, :, ::-1] if scanner.is_colored else picture[:, :, 1]
    _, data = cv2.imencode(
        ".jpg",
        np.ascontiguousarray(dots),
        [cv2.IMWRITE_JPEG_QUALITY, scanner.quality, cv2.IMWRITE_JPEG_OPTIMIZE, 1],
    )
    return pikepdf.Stream(
        document,
        data.tobytes(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.shape[1],
        Height=picture.shape[0],
        ColorSpace=Name.DeviceRGB if scanner.is_colored else Name.DeviceGray,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
