"""Characters of a page, with how they are painted."""

from __future__ import annotations

from ctypes import addressof, byref, c_double, create_string_buffer
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from zhperf.engines.pdfium import library
from zhperf.engines.pdfium.answers import ask_structures, packed, paints
from zhperf.engines.pdfium.owners import as_painted, read_owners, stretches
from zhperf.pages import GLYPH_DESCENT, Chars
from zhperf.visibility import Painting, VisibilitySettings, judge_visibility

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from zhperf.engines.pdfium.library import Pointer
    from zhperf.engines.pdfium.objects import PageObjects
    from zhperf.engines.pdfium.unmapped import UnmappedGlyphs
    from zhperf.geometry import Boxes, DisplayTransform
    from zhperf.rulings import Shapes

_NO_ADVANCE = 0.01
"""pt: PDFium's own spaces have no advance."""
_MIN_SPACE = 0.2
"""Share of the font size: the narrowest printed space is 0.25 wide."""
_MAX_CORRECTION = 0.5
"""Share of the font size by which a box may be moved onto its baseline.  Boxes further off are
those of vertical writing, where the run's matrix does not give the baseline."""


@dataclass(frozen=True, slots=True)
class _Runs:
    """Facts of each run of characters that one text object prints."""

    owners: list[int]
    """Pointers of the text objects."""
    targets: list[Pointer]
    """The same, as arguments."""
    origins: NDArray[np.float64]
    """n x 2: a point on the baseline, in user space."""
    sizes: NDArray[np.float64]
    """Font sizes as displayed, in pt."""
    angles: NDArray[np.int32]
    """Directions of writing in user space, degrees counter-clockwise, 0 to 359."""
    font_indexes: NDArray[np.int16]
    fonts: tuple[str, ...]
    """BaseFont names without subset tags; "" for fonts without a name (Type 3)."""
    font_keys: tuple[str, ...]
    """BaseFont names with subset tags: two subsets of a font map different codes."""


def _ask_chars(
    function: library.Function, text: Pointer, indexes: list[int], answers: NDArray[np.float32]
) -> None:
    """Ask for a structure of each of these characters; see `ask_structures`."""
    ask_structures(function, [text] * len(indexes), indexes, answers=answers)


class TextPage(NamedTuple):
    """What is needed to read the characters of a page."""

    text: Pointer
    """PDFium's text page."""
    objects: PageObjects
    """Painted objects of the page; they say what is painted over what."""
    unmapped: UnmappedGlyphs
    """Knowledge of the document's fonts, kept from page to page."""


def page_text(page: TextPage) -> str:
    """The page's text as PDFium orders it, with line ends; no place of any character."""
    codes = _read_codes(page.text, max(library.count_chars(page.text), 0))
    return codes.astype("<u4").tobytes().decode("utf-32-le", "replace")


def read_chars(page: TextPage, shapes: Shapes, display: DisplayTransform) -> Chars:
    """All characters that the page's content prints, hidden ones marked.

    Args:
        page: The page.
        shapes: What else is painted.
        display: From user space to page space.
    """
    text = page.text
    codes = _read_codes(text, max(library.count_chars(text), 0))
    all_owners = read_owners(text, codes)
    real = np.flatnonzero(all_owners)  # PDFium's own spaces and line ends belong to no object
    if not len(real):
        return no_chars()
    real = real[_printed(text, codes, all_owners, real)]
    if not len(real):
        return no_chars()
    real = as_painted(page.objects, all_owners, real)
    owners, codes = all_owners[real], codes[real]
    starts, lengths = stretches(owners)
    runs = _read_runs(text, real[starts].tolist(), owners[starts].tolist())
    boxes = _read_boxes(text, real, runs, lengths)
    page.unmapped.replace(text, codes, real, _font_spans(starts, len(real), runs))
    page_boxes = display.boxes(boxes)
    painting = _painting(page.objects, runs, starts, display)
    hidden = judge_visibility(
        codes, page_boxes, painting, shapes, display.size, VisibilitySettings()
    )
    return Chars(
        codes,
        page_boxes,
        np.repeat(runs.sizes, lengths),
        np.repeat((runs.angles - display.rotation) % 360, lengths).astype(np.int16),
        np.repeat(runs.font_indexes, lengths),
        runs.fonts,
        hidden,
        np.repeat(np.arange(len(starts), dtype=np.int32), lengths),
    )


def _printed(
    text: Pointer, codes: NDArray[np.uint32], owners: NDArray[np.uint64], real: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Which characters are printed: not the spaces that PDFium reads into wide gaps.

    In justified text it sets one between any two glyphs.  But where a printed space follows a
    gap, PDFium keeps its own in place of the printed one: such a gap is wider than the others
    of its text object by the advance of a space.
    """
    keep = np.ones(len(real), np.bool_)
    for position in np.flatnonzero(codes[real] == 0x20).tolist():
        index = int(real[position])
        if library.is_generated(text, index) == 1:
            keep[position] = _swallowed_space(text, owners, index)
    return keep


def _swallowed_space(text: Pointer, owners: NDArray[np.uint64], index: int) -> bool:
    """Whether a generated space stands where a printed one was."""
    same = np.flatnonzero(owners == owners[index])
    boxes = np.zeros((len(same), 4), np.float32)
    _ask_chars(library.loose_box, text, same.tolist(), boxes)
    left, top, right, bottom = boxes.T  # FS_RECTF
    inked = right - left > _NO_ADVANCE
    before, after = (same < index) & inked, (same > index) & inked
    if not before.any() or not after.any():
        return False
    gaps = left[inked][1:] - right[inked][:-1]
    gap = left[after][0] - right[before][-1]
    return bool(gap - np.median(gaps) >= _MIN_SPACE * (top - bottom)[inked].max())


def _font_spans(
    starts: NDArray[np.intp], count: int, runs: _Runs
) -> Iterator[tuple[int, int, str]]:
    """First character, end and font name of each stretch of one font."""
    fonts = runs.font_indexes
    new = np.flatnonzero(np.diff(fonts, prepend=-1))
    bounds = [*starts[new].tolist(), count]
    names = [runs.font_keys[index] for index in fonts[new].tolist()]
    return zip(bounds, bounds[1:], names, strict=False)


def no_chars() -> Chars:
    """The characters of a page that has none, or was not read."""
    return Chars(
        np.empty(0, np.uint32),
        np.empty((0, 4)),
        np.empty(0),
        np.empty(0, np.int16),
        np.empty(0, np.int16),
        (),
        np.empty(0, np.uint8),
        np.empty(0, np.int32),
    )


def _read_codes(text: Pointer, count: int) -> NDArray[np.uint32]:
    units = np.zeros(count + 1, np.uint16)
    written = library.get_text(text, 0, count, units.ctypes.data)
    codes = units[:count].astype(np.uint32)
    surrogates = (codes >= 0xD800) & (codes < 0xE000)
    if written != count + 1 or surrogates.any():
        # PDFium left characters out of the text, or they are not one UTF-16 unit each.
        codes = np.array(list(map(library.get_unicode, repeat(text), range(count))), np.uint32)
    if not ((codes < 0x20) | (codes == 0xFFFE)).any():
        return codes
    codes[(codes == 9) | (codes == 10) | (codes == 13)] = 0x20
    # PDFium gives a hyphen at the end of a line as U+0002, and U+FFFE in the text.
    for index in np.flatnonzero((codes == 2) | (codes == 0xFFFE)).tolist():
        if library.is_hyphen(text, index) == 1:
            codes[index] = 0x2D
    return codes


def _read_runs(text: Pointer, indexes: list[int], owners: list[int]) -> _Runs:
    """Facts of runs, each asked of its first character or of its text object."""
    count = len(indexes)
    matrices = np.zeros((count, 6), np.float32)
    _ask_chars(library.char_matrix, text, indexes, matrices)
    nominal = np.array(list(map(library.font_size, repeat(text), indexes)))
    a, b, c, d = matrices[:, 0], matrices[:, 1], matrices[:, 2], matrices[:, 3]
    sizes = np.abs(nominal) * np.hypot(c, d)
    angles = np.rint(np.degrees(np.arctan2(b, a))).astype(np.int32) % 360
    targets = list(map(library.pointer, owners))
    handles = list(map(library.object_font, targets))
    fonts = list(dict.fromkeys(handles))
    names = tuple(map(_font_name, fonts))
    positions = {handle: index for index, handle in enumerate(fonts)}
    return _Runs(
        owners,
        targets,
        matrices[:, 4:].astype(np.float64),
        sizes,
        angles,
        np.array([positions[handle] for handle in handles], np.int16),
        tuple(name[7:] if name[6:7] == "+" else name for name in names),
        names,
    )


def _font_name(font: int) -> str:
    buffer = create_string_buffer(256)
    if not font or library.font_name(font, addressof(buffer), 256) > 256:
        return ""
    return _decoded(buffer.value)


def _decoded(name: bytes) -> str:
    """A font name: UTF-8 by the standard, GB 18030 by Chinese office software."""
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("gb18030", "replace")


def _read_boxes(
    text: Pointer, real: NDArray[np.intp], runs: _Runs, lengths: NDArray[np.intp]
) -> Boxes:
    """N x 4 loose boxes in user space (left, bottom, right, top)."""
    raw = np.zeros((len(real), 4), np.float32)
    _ask_chars(library.loose_box, text, real.tolist(), raw)
    boxes = raw[:, [0, 3, 2, 1]].astype(np.float64)  # FS_RECTF: left, top, right, bottom
    boxes = _on_baselines(boxes, runs, lengths)
    if (runs.angles % 90).any():
        slanted = np.flatnonzero(np.repeat(runs.angles % 90 != 0, lengths))
        _place_slanted(text, real, boxes, slanted, runs, lengths)
    return boxes


def _place_slanted(
    text: Pointer,
    real: NDArray[np.intp],
    boxes: Boxes,
    slanted: NDArray[np.intp],
    runs: _Runs,
    lengths: NDArray[np.intp],
) -> None:
    """Move the boxes of slanted characters onto their baselines, in place."""
    sizes, angles = np.repeat(runs.sizes, lengths), np.radians(np.repeat(runs.angles, lengths))
    x, y = c_double(), c_double()
    at_x, at_y = byref(x), byref(y)
    for index in slanted.tolist():
        size, cosine, sine = sizes[index], np.cos(angles[index]), np.sin(angles[index])
        if not library.char_origin(text, int(real[index]), at_x, at_y):
            continue
        width, height = boxes[index, 2:] - boxes[index, :2]
        steep = abs(sine) > abs(cosine)
        along, rest = (
            (sine, height - size * abs(cosine)) if steep else (cosine, width - size * abs(sine))
        )
        advance = rest / abs(along)
        rise = (0.5 - GLYPH_DESCENT) * size
        middle = np.array(
            [
                x.value + cosine * advance / 2 - sine * rise,
                y.value + sine * advance / 2 + cosine * rise,
            ]
        )
        half = np.array([width, height]) / 2
        boxes[index] = np.concatenate([middle - half, middle + half])


def _on_baselines(boxes: Boxes, runs: _Runs, lengths: NDArray[np.intp]) -> Boxes:
    """Boxes one font size high, on their baselines (see `zhperf.pages.GLYPH_DESCENT`).

    PDFium divides the size as the font's ascent and descent are, which office software often
    writes as 0: then it gives the glyph's ink, and a full stop seems to be a line of its own.
    """
    sizes = np.repeat(runs.sizes, lengths)
    if not runs.angles.any():
        return _on_level_baselines(boxes, runs, lengths, sizes)
    low = np.where((runs.angles == 0) | (runs.angles == 270), GLYPH_DESCENT, 1 - GLYPH_DESCENT)
    across = runs.angles % 180 == 0
    start = np.where(across, runs.origins[:, 1], runs.origins[:, 0]) - low * runs.sizes
    starts = np.repeat(start, lengths)
    straight = np.repeat(runs.angles % 90 == 0, lengths)
    result = boxes.copy()
    for level, first, last in ((True, 1, 3), (False, 0, 2)):
        chosen = straight & np.repeat(across == level, lengths)
        moved = np.abs(boxes[:, first] + boxes[:, last] - 2 * starts - sizes) / 2
        chosen &= moved <= _MAX_CORRECTION * sizes
        result[chosen, first] = starts[chosen]
        result[chosen, last] = starts[chosen] + sizes[chosen]
    return result


def _on_level_baselines(
    boxes: Boxes, runs: _Runs, lengths: NDArray[np.intp], sizes: NDArray[np.float64]
) -> Boxes:
    """The same where all text runs to the right."""
    low = np.repeat(runs.origins[:, 1] - GLYPH_DESCENT * runs.sizes, lengths)
    moved = np.abs(boxes[:, 1] + boxes[:, 3] - 2 * low - sizes)
    near = moved <= 2 * _MAX_CORRECTION * sizes
    boxes[:, 1] = np.where(near, low, boxes[:, 1])
    boxes[:, 3] = np.where(near, low + sizes, boxes[:, 3])
    return boxes


def _painting(
    objects: PageObjects,
    runs: _Runs,
    starts: NDArray[np.intp],
    display: DisplayTransform,
) -> Painting:
    known = objects.modes
    orders = objects.ranks(np.array(runs.owners, np.uint64))
    modes = np.array([known.get(owner, 0) for owner in runs.owners], np.int16)
    fills = paints(runs.targets, library.fill_color)
    stroked_only = np.flatnonzero((modes == 1) | (modes == 5))
    if len(stroked_only):
        fills[stroked_only] = paints(
            [runs.targets[i] for i in stroked_only.tolist()], library.stroke_color
        )
    return Painting(
        starts,
        modes,
        packed(fills),
        fills[:, 3].astype(np.uint8),
        display.boxes(objects.limits()[orders]) if objects.clips else None,
        orders,
    )
