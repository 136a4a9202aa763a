"""Documents and their pages: boxes, rotation, and the way from upright space to the page.

The printer works in upright space: points, origin at the top left of the content as it is
read, x right, y down.  `PageSetup` says how that content stands on the displayed page.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TypeAlias

import pikepdf
from pikepdf import Array, Dictionary, Name

from printing.canvas import Canvas, Matrix, Resources
from printing.fonts import Font, FontOptions

Box: TypeAlias = tuple[float, float, float, float]
"""x0, top, x1, bottom in pt; y grows downwards."""

A4_LANDSCAPE = (841.89, 595.28)
"""Width and height in pt."""


@dataclass(frozen=True, slots=True)
class PageSetup:
    """Size and boxes of a page."""

    width: float = A4_LANDSCAPE[0]
    """Of the displayed page in pt."""
    height: float = A4_LANDSCAPE[1]
    """Of the displayed page in pt."""
    rotate: int = 0
    """/Rotate; the content is turned the other way, so that it is displayed as laid out."""
    crop_origin: tuple[float, float] = (0.0, 0.0)
    """Lower left corner of the CropBox in user space."""
    crop_margin: float = 0.0
    """How far the MediaBox reaches beyond the CropBox on each side, in pt."""
    turn: int = 0
    """Counter-clockwise turn of the whole content on the displayed page: 0, 90 or 270.

    Not 0 for a page printed sideways without /Rotate."""
    forms: tuple[float, ...] = ()
    """Nested Form XObjects that hold the content, outermost first, each with the scale of its
    /Matrix; the content is printed so that it is displayed at its true size."""

    @property
    def content_size(self) -> tuple[float, float]:
        """Width and height of upright space in pt."""
        size = (self.width, self.height)
        return size if self.turn == 0 else (size[1], size[0])

    def displayed(self, box: Box) -> Box:
        """A box of upright space on the displayed page."""
        x0, top, x1, bottom = box
        if self.turn == 90:
            return top, self.height - x1, bottom, self.height - x0
        if self.turn == 270:
            return self.width - bottom, x0, self.width - top, x1
        return box

    def crop_box(self) -> tuple[float, float, float, float]:
        """The CropBox in user space: left, bottom, right, top."""
        left, bottom = self.crop_origin
        swapped = self.rotate in (90, 270)
        width, height = (self.height, self.width) if swapped else (self.width, self.height)
        return left, bottom, left + width, bottom + height

    def media_box(self) -> tuple[float, float, float, float]:
        """The MediaBox in user space: left, bottom, right, top."""
        left, bottom, right, top = self.crop_box()
        margin = self.crop_margin
        return left - margin, bottom - margin, right + margin, top + margin

    def matrices(self) -> tuple[Matrix, ...]:
        """From upright space (but y up) to user space: first the page's, then the turn's."""
        left, bottom, right, top = self.crop_box()
        page: Matrix = {
            0: (1, 0, 0, 1, left, bottom),
            90: (0, 1, -1, 0, right, bottom),
            180: (-1, 0, 0, -1, right, top),
            270: (0, -1, 1, 0, left, top),
        }[self.rotate]
        turn: Matrix = {
            0: (1, 0, 0, 1, 0, 0),
            90: (0, 1, -1, 0, self.width, 0),
            270: (0, -1, 1, 0, 0, self.height),
        }[self.turn]
        return tuple(matrix for matrix in (page, turn) if matrix != (1, 0, 0, 1, 0, 0))


class Document:
    """A PDF in the making."""

    def __init__(self, setup: PageSetup | None = None) -> None:
        self.setup = setup or PageSetup()
        self._resources = Resources()
        self._pages: list[tuple[PageSetup, Canvas]] = []

    def font(self, options: FontOptions | None = None) -> Font:
        """A new font of this document."""
        return self._resources.add_font(Font(options))

    def page(self, setup: PageSetup | None = None) -> Canvas:
        """A new page; print on it in upright space."""
        setup = setup or self.setup
        canvas = Canvas(*setup.content_size, self._resources)
        self._pages.append((setup, canvas))
        return canvas

    def save(self) -> bytes:
        """The file.  The same prints give the same bytes."""
        with pikepdf.new() as pdf:
            resources = pdf.make_indirect(Dictionary())
            forms = Dictionary()
            for number, (setup, canvas) in enumerate(self._pages, start=1):
                content = _content(pdf, setup, canvas, forms, resources, number)
                pdf.pages.append(pikepdf.Page(_page(pdf, setup, content, resources)))
            self._resources.build(pdf, resources, forms)
            buffer = BytesIO()
            pdf.save(buffer, deterministic_id=True)
        return buffer.getvalue()


def _page(
    pdf: pikepdf.Pdf, setup: PageSetup, content: bytes, resources: pikepdf.Object
) -> pikepdf.Object:
    page = Dictionary(
        Type=Name.Page,
        MediaBox=_numbers(setup.media_box()),
        Resources=resources,
        Contents=pdf.make_stream(content),
    )
    if setup.crop_margin:
        page.CropBox = _numbers(setup.crop_box())
    if setup.rotate:
        page.Rotate = setup.rotate
    return pdf.make_indirect(page)


def _content(
    pdf: pikepdf.Pdf,
    setup: PageSetup,
    canvas: Canvas,
    forms: Dictionary,
    resources: pikepdf.Object,
    number: int,
) -> bytes:
    """Wraps the canvas's operators in the page's matrices and forms."""
    content = canvas.content()
    scale = 1.0
    for factor in setup.forms:
        scale *= factor
    if setup.forms:
        content = b"q %.6f 0 0 %.6f 0 0 cm\n%s\nQ" % (1 / scale, 1 / scale, content)
    for depth, factor in reversed(list(enumerate(setup.forms))):
        name = Name(f"/Page{number}Form{depth}")
        forms[name] = pdf.make_stream(
            content,
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=_numbers((-100000, -100000, 100000, 100000)),
            Matrix=_numbers((factor, 0, 0, factor, 0, 0)),
            Resources=resources,
        )
        content = b"q %s Do Q" % str(name).encode()
    prefix = b"".join(b"%g %g %g %g %.3f %.3f cm\n" % matrix for matrix in setup.matrices())
    return b"q\n%s%s\nQ" % (prefix, content)


def _numbers(values: tuple[float, ...]) -> Array:
    return Array([round(value, 4) for value in values])
