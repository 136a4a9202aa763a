"""A canvas: exact control over the operators of a page, in upright space (y down)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeAlias

import pikepdf
from pikepdf import Dictionary, Name

from printing.fonts import Font

Color: TypeAlias = tuple[float, float, float]
"""Red, green, blue, each 0 to 1."""

Matrix: TypeAlias = tuple[float, float, float, float, float, float]

BLACK: Color = (0.0, 0.0, 0.0)
WHITE: Color = (1.0, 1.0, 1.0)
GREY: Color = (0.5, 0.5, 0.5)
LIGHT_GREY: Color = (0.85, 0.85, 0.85)
DARK_BLUE: Color = (0.1, 0.2, 0.45)


class Resources:
    """Fonts and form streams that the pages of a document share."""

    def __init__(self) -> None:
        self.fonts: dict[str, Font] = {}
        self._forms: dict[str, tuple[bytes, Matrix]] = {}

    def add_font(self, font: Font) -> Font:
        """Register a font; the same object is returned."""
        self.fonts[f"F{len(self.fonts) + 1}"] = font
        return font

    def name_of(self, font: Font) -> str:
        """Resource name of a registered font."""
        return next(name for name, other in self.fonts.items() if other is font)

    def add_form(self, content: bytes, matrix: Matrix) -> str:
        """Register a Form XObject; its resource name is returned."""
        name = f"X{len(self._forms) + 1}"
        self._forms[name] = (content, matrix)
        return name

    def build(self, pdf: pikepdf.Pdf, resources: pikepdf.Object, forms: Dictionary) -> None:
        """Fill the resource dictionary; `forms` are forms made elsewhere."""
        for name, (content, matrix) in self._forms.items():
            forms[Name("/" + name)] = pdf.make_stream(
                content,
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=pikepdf.Array([-100000, -100000, 100000, 100000]),
                Matrix=pikepdf.Array(list(matrix)),
                Resources=resources,
            )
        fonts = Dictionary()
        for name, font in self.fonts.items():
            fonts[Name("/" + name)] = font.build(pdf)
        resources["/Font"] = fonts
        if forms.keys():
            resources["/XObject"] = forms


class Canvas:
    """Collects the operators of one page."""

    def __init__(self, width: float, height: float, resources: Resources) -> None:
        self.width = width
        """Of upright space in pt."""
        self.height = height
        """Of upright space in pt."""
        self._resources = resources
        self._operators: list[bytes] = []

    def content(self) -> bytes:
        """The content stream so far."""
        return b"\n".join(self._operators)

    def raw(self, operators: str) -> None:
        """Operators as they are; coordinates have y up, origin at the lower left."""
        self._operators.append(operators.encode())

    def text(
        self,
        x: float,
        baseline: float,
        text: str,
        size: float,
        font: Font,
        *,
        color: Color = BLACK,
        mode: int = 0,
        angle: float = 0.0,
    ) -> None:
        """Show text.

        Args:
            x: Left end of the baseline in pt.
            baseline: Its y in pt, down from the top.
            text: Any characters; each is one glyph.
            size: Font size in pt.
            font: A font of this document.
            color: Of the glyphs.
            mode: Text rendering mode (ISO 32000-1 table 106); 3 is invisible.
            angle: Direction of writing, degrees counter-clockwise.
        """
        if not text:
            return
        sine, cosine = math.sin(math.radians(angle)), math.cos(math.radians(angle))
        matrix = " ".join(_number(v) for v in (cosine, sine, -sine, cosine, x, self._up(baseline)))
        name = self._resources.name_of(font)
        shown = font.encode(text).decode()
        self.raw(
            f"BT {_color(color, 'rg')} /{name} {_number(size)} Tf {mode} Tr "
            f"{matrix} Tm {shown} Tj ET"
        )

    def line(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        *,
        width: float = 0.5,
        color: Color = BLACK,
        dash: tuple[float, ...] = (),
    ) -> None:
        """Stroke a straight segment; a width of 0 is the thinnest line of the device."""
        pattern = " ".join(_number(v) for v in dash)
        self.raw(
            f"q {_color(color, 'RG')} {_number(width)} w [{pattern}] 0 d "
            f"{_number(x0)} {_number(self._up(y0))} m {_number(x1)} {_number(self._up(y1))} l S Q"
        )

    def fill(self, x0: float, top: float, x1: float, bottom: float, color: Color = BLACK) -> None:
        """Fill an upright rectangle (`re f`)."""
        self.raw(f"q {_color(color, 'rg')} {self._rectangle(x0, top, x1, bottom)} f Q")

    def fill_path(
        self, x0: float, top: float, x1: float, bottom: float, color: Color = BLACK
    ) -> None:
        """Fill an upright rectangle as a five-point path, as browsers do."""
        low, high = _number(self._up(bottom)), _number(self._up(top))
        left, right = _number(x0), _number(x1)
        self.raw(
            f"q {_color(color, 'rg')} {left} {low} m {right} {low} l {right} {high} l "
            f"{left} {high} l {left} {low} l h f Q"
        )

    def frame(
        self,
        x0: float,
        top: float,
        x1: float,
        bottom: float,
        *,
        width: float = 0.5,
        color: Color = BLACK,
        dash: tuple[float, ...] = (),
    ) -> None:
        """Stroke an upright rectangle (`re S`)."""
        pattern = " ".join(_number(v) for v in dash)
        self.raw(
            f"q {_color(color, 'RG')} {_number(width)} w [{pattern}] 0 d "
            f"{self._rectangle(x0, top, x1, bottom)} S Q"
        )

    @contextmanager
    def clip(self, x0: float, top: float, x1: float, bottom: float) -> Iterator[None]:
        """What is printed inside is clipped to a rectangle."""
        self.raw(f"q {self._rectangle(x0, top, x1, bottom)} W n")
        yield
        self.raw("Q")

    @contextmanager
    def form(self, matrix: Matrix = (1, 0, 0, 1, 0, 0)) -> Iterator[None]:
        """What is printed inside becomes a Form XObject with this /Matrix (y up)."""
        outer, self._operators = self._operators, []
        yield
        name = self._resources.add_form(self.content(), matrix)
        self._operators = outer
        self.raw(f"q /{name} Do Q")

    def _up(self, y: float) -> float:
        return self.height - y

    def _rectangle(self, x0: float, top: float, x1: float, bottom: float) -> str:
        values = (x0, self._up(bottom), x1 - x0, bottom - top)
        return " ".join(_number(v) for v in values) + " re"


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".") or "0"


def _color(color: Color, operator: str) -> str:
    return " ".join(_number(v) for v in color) + " " + operator
