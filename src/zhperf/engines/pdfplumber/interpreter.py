"""pdfminer.six's interpreter, with what it does not keep: clips, opacity, rendering modes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import resolve1, stream_value
from pdfminer.utils import apply_matrix_pt, mult_matrix

from zhperf.pages import GLYPH_DESCENT, UNMAPPED, Chars
from zhperf.paths import Rectangle, Subpath, filled_box, stroked_boxes, without_rings
from zhperf.rulings import ShapeKind, Shapes
from zhperf.visibility import Painting, VisibilitySettings, judge_visibility, unusable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from pdfminer.pdfcolor import PDFColorSpace
    from pdfminer.pdffont import PDFFont

    from zhperf.geometry import DisplayTransform

_NO_CLIP: Rectangle = (-math.inf, -math.inf, math.inf, math.inf)


def normal(box: Iterable[float]) -> Rectangle:
    """A box of the file with its corners in order."""
    x0, y0, x1, y1 = (float(resolve1(value)) for value in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def intersect(one: Rectangle, other: Rectangle) -> Rectangle:
    """What two rectangles have in common; inverted if that is nothing."""
    return (
        max(one[0], other[0]), max(one[1], other[1]),
        min(one[2], other[2]), min(one[3], other[3]),
    )  # fmt: skip


def around(points: Iterable[tuple[float, float]]) -> Rectangle:
    """The smallest upright rectangle around points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


class _Paint(NamedTuple):
    """What is painted with."""

    fill: int
    """0xRRGGBB."""
    stroke: int
    fill_alpha: int
    """255 is opaque."""
    stroke_alpha: int
    line_width: float
    """In user space units before the matrix."""
    clip: Rectangle


class Interpreter(PDFPageInterpreter):
    """Keeps clip and opacity with the graphics state, also into forms."""

    device: Recorder
    _inherited: tuple[Any, Rectangle, tuple[int, int]] | None = None

    def init_state(self, ctm: Any) -> None:  # noqa: ANN401
        """Begin a content stream; a form goes on with the state of what paints it."""
        super().init_state(ctm)
        self._stack: list[tuple[Rectangle, tuple[int, int]]] = []
        self._clip: Rectangle = _NO_CLIP
        self._alphas = (255, 255)
        if self._inherited is not None:
            state, self._clip, self._alphas = self._inherited
            self.graphicstate = state.copy()
        self._tell()

    def dup(self) -> Interpreter:
        """The interpreter of a form, with the present state (ISO 32000-1 §8.10.1)."""
        inner = Interpreter(self.rsrcmgr, self.device)
        inner._inherited = (self.graphicstate, self._clip, self._alphas)
        return inner

    def _tell(self) -> None:
        self.device.clip = self._clip
        self.device.alphas = self._alphas

    def do_q(self) -> None:
        """Save clip and opacity with the graphics state."""
        super().do_q()
        self._stack.append((self._clip, self._alphas))

    def do_Q(self) -> None:
        """Restore clip and opacity with the graphics state."""
        super().do_Q()
        if self._stack:
            self._clip, self._alphas = self._stack.pop()
            self._tell()

    def do_W(self) -> None:
        """Clip to the path; its bounding box is kept (W and W*)."""
        points = [
            apply_matrix_pt(self.ctm, (float(segment[i]), float(segment[i + 1])))
            for segment in self.curpath
            for i in range(1, len(segment) - 1, 2)
        ]
        self._clip_to(around(points) if points else (0.0, 0.0, 0.0, 0.0))

    do_W_a = do_W

    def _clip_to(self, box: Rectangle) -> None:
        self._clip = intersect(self._clip, box)
        self._tell()

    def do_gs(self, name: Any) -> None:  # noqa: ANN401
        """Take the opacity of a graphics state dictionary (ca and CA)."""
        states = resolve1(self.resources.get("ExtGState")) or {}
        state = resolve1(states.get(getattr(name, "name", name))) or {}
        fill, stroke = self._alphas
        if "ca" in state:
            fill = round(255 * float(resolve1(state["ca"])))
        if "CA" in state:
            stroke = round(255 * float(resolve1(state["CA"])))
        self._alphas = (fill, stroke)
        self._tell()

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: ANN401 - operator name
        """Paint an XObject; a form is clipped to its BBox."""
        clip = self._clip
        form = self.xobjmap.get(getattr(xobjid_arg, "name", xobjid_arg))
        box = resolve1(stream_value(form).get("BBox")) if form is not None else None
        if box is not None:
            x0, y0, x1, y1 = normal(box)
            matrix = resolve1(stream_value(form).get("Matrix")) or (1, 0, 0, 1, 0, 0)
            a, b, c, d, e, f = (float(resolve1(value)) for value in matrix)
            inner = mult_matrix((a, b, c, d, e, f), self.ctm)
            corners = ((x0, y0), (x0, y1), (x1, y0), (x1, y1))
            self._clip_to(around(apply_matrix_pt(inner, corner) for corner in corners))
        super().do_Do(xobjid_arg)
        self._clip = clip
        self._tell()


class Recorder(PDFTextDevice):
    """Records what is painted, in the order of painting, in user space."""

    def __init__(self, resources: Any) -> None:  # noqa: ANN401
        super().__init__(resources)
        self.clip: Rectangle = _NO_CLIP
        self.alphas = (255, 255)
        self._order = 0
        self._shapes: list[tuple[Rectangle, ShapeKind, int, int, int]] = []
        self._codes: list[int] = []
        self._boxes: list[Rectangle] = []
        self._sizes: list[float] = []
        self._angles: list[int] = []
        self._fonts: list[str] = []
        self._starts: list[int] = []
        self._runs: list[tuple[int, _Paint, int]] = []

    # --- painting ---

    @property
    def _matrix(self) -> Any:  # noqa: ANN401 - six numbers
        """The current transformation matrix; pdfminer.six sets it before it paints."""
        return self.ctm

    def _paint(self, state: Any) -> _Paint:  # noqa: ANN401
        return _Paint(
            _rgb(state.ncolor), _rgb(state.scolor), *self.alphas, float(state.linewidth), self.clip
        )

    def paint_path(
        self,
        gstate: Any,  # noqa: ANN401
        stroke: bool,
        fill: bool,
        evenodd: bool,
        path: Any,  # noqa: ANN401
    ) -> None:
        """A path, as its boxes; see `zhperf.paths`."""
        self._order += 1
        paint = self._paint(gstate)
        matrix = self._matrix
        subpaths = _subpaths(path, matrix)
        if fill:
            for box, whole in without_rings([filled_box(subpath) for subpath in subpaths]):
                kind = ShapeKind.FILL if whole else ShapeKind.PARTIAL_FILL
                self._shape(box, kind, paint.fill, paint.fill_alpha)
        if stroke:
            a, b, c, d, *_ = matrix
            half = paint.line_width * math.sqrt(abs(a * d - b * c)) / 2
            for subpath in subpaths:
                for box in stroked_boxes(subpath, half):
                    self._shape(box, ShapeKind.LINE, paint.stroke, paint.stroke_alpha)

    def render_image(self, name: str, stream: Any) -> None:  # noqa: ANN401
        """An image: the unit square under the current matrix."""
        self._order += 1
        square = ((0, 0), (0, 1), (1, 0), (1, 1))
        corners = [apply_matrix_pt(self._matrix, point) for point in square]
        masked = any(key in stream for key in ("SMask", "Mask", "ImageMask", "IM"))
        self._shape(around(corners), ShapeKind.IMAGE, 0xFFFFFF, 0 if masked else 255)

    def _shape(self, box: Rectangle, kind: ShapeKind, color: int, alpha: int) -> None:
        box = intersect(box, self.clip)
        if box[0] <= box[2] and box[1] <= box[3]:
            self._shapes.append((box, kind, color, alpha, self._order))

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:  # noqa: ANN401
        """A string: one run of characters that are painted alike."""
        self._order += 1
        before = len(self._codes)
        super().render_string(textstate, seq, ncs, graphicstate)
        if len(self._codes) > before:
            self._starts.append(before)
            self._runs.append((int(textstate.render), self._paint(graphicstate), self._order))

    def render_char(
        self,
        matrix: Any,  # noqa: ANN401
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: Any,  # noqa: ANN401
    ) -> float:
        """A glyph; gives its advance in text space."""
        try:
            text = font.to_unichr(cid) or chr(UNMAPPED)
        except PDFUnicodeNotDefined:
            text = chr(UNMAPPED)
        advance = float(font.char_width(cid) * fontsize * scaling)
        low, high = _glyph_box(font, fontsize, rise, cid, advance)
        a, b, c, d, *_ = matrix
        size = abs(fontsize) * math.hypot(c, d)
        angle = round(math.degrees(math.atan2(b, a))) % 360
        step = (high[0] - low[0]) / len(text)
        for index, letter in enumerate(text):
            left, right = low[0] + index * step, low[0] + (index + 1) * step
            corners = ((left, low[1]), (left, high[1]), (right, low[1]), (right, high[1]))
            self._codes.append(ord(letter))
            self._boxes.append(around(apply_matrix_pt(matrix, corner) for corner in corners))
            self._sizes.append(size)
            self._angles.append(angle)
            self._fonts.append(_font_name(font))
        return advance

    # --- results ---

    def shapes(self, display: DisplayTransform) -> Shapes:
        """Everything painted but text, in page space."""
        boxes, kinds, colors, alphas, orders = (
            zip(*self._shapes, strict=True) if self._shapes else ((), (), (), (), ())
        )
        return Shapes(
            display.boxes(np.array(boxes, np.float64).reshape(-1, 4)),
            np.array(kinds, np.uint8),
            np.array(colors, np.uint32),
            np.array(alphas, np.uint8),
            np.array(orders, np.int64),
        )

    def chars(self, display: DisplayTransform, shapes: Shapes) -> Chars:
        """The characters in page space, hidden ones marked."""
        codes = np.array(self._codes, np.uint32)
        codes[np.isin(codes, (9, 10, 13))] = 0x20
        codes[unusable(codes)] = UNMAPPED
        boxes = display.boxes(np.array(self._boxes, np.float64).reshape(-1, 4))
        fonts = tuple(dict.fromkeys(self._fonts))
        position = {name: index for index, name in enumerate(fonts)}
        angles = (np.array(self._angles, np.int64) - display.rotation) % 360
        return Chars(
            codes,
            boxes,
            np.array(self._sizes, np.float64),
            angles.astype(np.int16),
            np.array([position[name] for name in self._fonts], np.int16),
            fonts,
            judge_visibility(
                codes, boxes, self._painting(display), shapes, display.size, VisibilitySettings()
            ),
            self._run_numbers(),
        )

    def _run_numbers(self) -> NDArray[np.int32]:
        """Number of the string of each character."""
        begins = np.zeros(len(self._codes), np.int32)
        begins[self._starts] = 1
        return np.cumsum(begins, dtype=np.int32)

    def _painting(self, display: DisplayTransform) -> Painting:
        strokes = [mode in (1, 5) for mode, _, _ in self._runs]
        paints = [paint for _, paint, _ in self._runs]
        pairs = list(zip(strokes, paints, strict=True))
        clips = np.array([paint.clip for paint in paints], np.float64).reshape(-1, 4)
        return Painting(
            np.array(self._starts, np.intp),
            np.array([mode for mode, _, _ in self._runs], np.int16),
            np.array([p.stroke if line else p.fill for line, p in pairs], np.uint32),
            np.array([p.stroke_alpha if line else p.fill_alpha for line, p in pairs], np.uint8),
            display.boxes(clips),
            np.array([order for _, _, order in self._runs], np.int64),
        )


def _glyph_box(
    font: PDFFont, fontsize: float, rise: float, cid: int, advance: float
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Lower left and upper right corner in text space: advance by line height."""
    if font.is_vertical():
        displacement = font.char_disp(cid)
        x, y = displacement if isinstance(displacement, tuple) else (None, 880)
        left = -(fontsize * 0.5 if x is None else x * fontsize * 0.001)
        origin = (1000 - y) * fontsize * 0.001 + rise
        return (left, origin + advance), (left + fontsize, origin)
    low = rise - GLYPH_DESCENT * fontsize
    return (0.0, low), (advance, low + fontsize)


def _font_name(font: PDFFont) -> str:
    text = str(font.fontname)
    return text[7:] if text[6:7] == "+" else text


def _subpaths(path: Any, matrix: Any) -> list[Subpath]:  # noqa: ANN401 - untyped
    result: list[Subpath] = []
    points: list[tuple[float, float]] = []
    straight: list[bool] = []
    for operator, *numbers in path:
        if operator == "m":
            if len(points) > 1:
                result.append((points, straight))
            points, straight = [apply_matrix_pt(matrix, numbers)], [True]
        elif operator == "h":
            if points and points[0] != points[-1]:
                points.append(points[0])
                straight.append(True)
        else:
            added = [apply_matrix_pt(matrix, numbers[i : i + 2]) for i in range(0, len(numbers), 2)]
            points += added
            straight += [operator == "l"] * len(added)
    if len(points) > 1:
        result.append((points, straight))
    return result


def _rgb(color: Any) -> int:  # noqa: ANN401 - a number or a tuple, by colour space
    """0xRRGGBB of a gray, RGB or CMYK colour; black for patterns and what is unknown."""
    parts = color if isinstance(color, (tuple, list)) else (color,)
    if not all(isinstance(part, (int, float)) for part in parts):
        return 0
    match len(parts):
        case 1:
            channels = (parts[0],) * 3
        case 3:
            channels = tuple(parts)
        case 4:
            channels = tuple((1 - part) * (1 - parts[3]) for part in parts[:3])
        case _:
            return 0
    red, green, blue = (round(255 * min(max(float(c), 0.0), 1.0)) for c in channels)
    return red << 16 | green << 8 | blue
