"""Pages drawn as text, so that a test looks like the table that it is about.

    +--------+------+
    |产出指标| 数量 |
    |        +------+
    |        | 质量 |
    +--------+------+

A column of the drawing is `COLUMN` pt wide (CJK characters take two), a line `LINE` pt high.
`|` and rows of three or more of `-` and `+` are rulings through the middle of their place; all
else is text of `SIZE` pt.  Between rulings, text is stripped and its inner spaces are printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from zhperf.celltext import TextSettings
from zhperf.geometry import BBox, turn_boxes
from zhperf.gridlines import LatticeSettings
from zhperf.grids import Grid, Line, LogicalTable, PageLayout
from zhperf.lattice import lay_out
from zhperf.pages import Chars, Page, Rulings
from zhperf.stitch import StitchSettings, stitch
from zhperf.templates import builtin_lexicon

COLUMN, LINE, SIZE = 5.0, 12.0, 10.0
"""pt: a half-width place, a line of the drawing, the font size."""
LEFT, TOP = 50.0, 60.0
"""pt: the middle of the drawing's first place."""
PAGE = (595.0, 842.0)
"""A4 in pt."""

Box = tuple[float, float, float, float]
Glyph = tuple[str, Box]

_RULE = re.compile(r"[-+]{3,}")
_FILLER = "\0"
"""The second place of a wide character."""


def page(
    picture: str = "",
    *,
    number: int = 1,
    left: float = LEFT,
    glyphs: Iterable[Glyph] = (),
    rules: Rulings | None = None,
) -> Page:
    """The page that a picture shows.

    Args:
        picture: Lines as described above; common indentation does not count.
        number: 1-based.
        left: x in pt of the middle of its first place.
        glyphs: More characters, painted after those of the picture.
        rules: More rulings.
    """
    places = _places(picture)
    letters = [*_letters(places, left), *glyphs]
    across, down = list(_across(places, left)), list(_down(places, left))
    drawn = rulings(across, down)
    if rules is not None:
        drawn = Rulings(
            np.concatenate([drawn.horizontal, rules.horizontal]),
            np.concatenate([drawn.vertical, rules.vertical]),
        )
    return Page(number, *PAGE, 0, chars(letters), drawn)


def rulings(
    across: Iterable[Sequence[float]] = (), down: Iterable[Sequence[float]] = ()
) -> Rulings:
    """Rulings, 0.5 pt wide, from (position, start, end) in pt."""
    return Rulings(_pieces(across), _pieces(down))


def chars(glyphs: Iterable[Glyph], *, angle: int = 0, visibility: int = 0) -> Chars:
    """Characters with their boxes."""
    listed = list(glyphs)
    boxes = np.array([box for _, box in listed], np.float64).reshape(-1, 4)
    return Chars(
        np.array([ord(letter) for letter, _ in listed], np.uint32),
        boxes,
        np.full(len(listed), SIZE),
        np.full(len(listed), angle, np.int16),
        np.zeros(len(listed), np.int16),
        ("Song",),
        np.full(len(listed), visibility, np.uint8),
        np.arange(len(listed), dtype=np.int32),
    )


def text_at(text: str, x: float, y: float, size: float = SIZE) -> list[Glyph]:
    """A line of text that begins at x and whose boxes begin at y, in pt."""
    result = []
    for letter in text:
        width = size * _width(letter) / 2
        result.append((letter, (x, y, x + width, y + size)))
        x += width
    return result


def line(text: str, x: float = 0.0, y: float = 0.0, size: float = SIZE) -> Line:
    """A printed line of a cell."""
    glyphs = text_at(text, x, y, size)
    return Line(text, BBox(x, y, glyphs[-1][1][2] if glyphs else x, y + size), size)


def laid_out(shown: Page | str, settings: LatticeSettings | None = None) -> PageLayout:
    """The layout of a page or of a picture."""
    shown = page(shown) if isinstance(shown, str) else shown
    return lay_out(shown, settings or LatticeSettings(), TextSettings())


def the_grid(shown: Page | str, settings: LatticeSettings | None = None) -> Grid:
    """The only grid of a page."""
    (grid,) = laid_out(shown, settings).grids
    return grid


def texts(grid: Grid) -> list[list[str]]:
    """Text at each row and column of a grid; a spanning cell stands at each place it covers."""
    rows = [[""] * grid.n_columns for _ in range(grid.n_rows)]
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                rows[row][column] = cell.text
    return rows


def stitched(*shown: Page | str, settings: StitchSettings | None = None) -> list[LogicalTable]:
    """The logical tables of pages; pictures are numbered from 1."""
    pages = [page(s, number=n) if isinstance(s, str) else s for n, s in enumerate(shown, 1)]
    layouts = [(one.number, laid_out(one)) for one in pages]
    return list(stitch(layouts, settings or StitchSettings(), builtin_lexicon()))


def joined(*shown: Page | str, settings: StitchSettings | None = None) -> LogicalTable:
    """The one logical table of pages."""
    (table,) = stitched(*shown, settings=settings)
    return table


def rows(table: LogicalTable) -> list[list[str]]:
    """Text of each row and column; a spanning cell stands in each that it covers."""
    return [[cell.text for cell in row] for row in table.rows]


def numbered(shown: Page, number: int) -> Page:
    """The same page with another number."""
    return replace(shown, number=number)


def turned(shown: Page, angle: int) -> Page:
    """The page printed sideways: all of it turned counter-clockwise, without /Rotate."""
    width, height = shown.width, shown.height
    size = (height, width) if angle % 180 else (width, height)
    boxes = turn_boxes(shown.chars.boxes, width, height, angle)
    letters = replace(
        shown.chars, boxes=boxes, angles=(shown.chars.angles + angle).astype(np.int16) % 360
    )
    y, x0, x1, _ = shown.rulings.horizontal.T
    x, top, bottom, _ = shown.rulings.vertical.T
    flat = turn_boxes(np.column_stack([x0, y, x1, y]), width, height, angle)
    steep = turn_boxes(np.column_stack([x, top, x, bottom]), width, height, angle)
    if angle % 180:
        flat, steep = steep, flat
    drawn = rulings(flat[:, [1, 0, 2]].tolist(), steep[:, [0, 1, 3]].tolist())
    return Page(shown.number, *size, 0, letters, drawn)


def x_of(place: float, left: float = LEFT) -> float:
    """Position in pt of the middle of a 0-based place of the drawing."""
    return left + place * COLUMN


def y_of(number: float) -> float:
    """Position in pt of the middle of a 0-based line of the drawing."""
    return TOP + number * LINE


def _pieces(listed: Iterable[Sequence[float]]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array([(*piece, 0.5) for piece in listed], np.float64).reshape(-1, 4)


def _width(letter: str) -> int:
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _places(picture: str) -> list[str]:
    """Lines of a picture, one character for each place."""
    lines = picture.strip("\n").rstrip().split("\n") if picture.strip() else []
    indent = min((len(one) - len(one.lstrip(" ")) for one in lines if one.strip()), default=0)
    wide = ["".join(c + _FILLER * (_width(c) - 1) for c in one[indent:]) for one in lines]
    length = max(map(len, wide), default=0)
    return [one.ljust(length) for one in wide]


def _letters(places: list[str], left: float) -> Iterator[Glyph]:
    for number, row in enumerate(places):
        ruled = _RULE.sub(lambda found: "|" * len(found[0]), row)
        for found in re.finditer(r"[^|]+", ruled):
            text = found[0].replace(_FILLER, "").strip(" ")
            start = found.start() + len(found[0]) - len(found[0].lstrip(" "))
            y = y_of(number) - SIZE / 2
            yield from text_at(text, x_of(start, left) - COLUMN / 2, y)


def _across(places: list[str], left: float) -> Iterator[tuple[float, float, float]]:
    for number, row in enumerate(places):
        for found in _RULE.finditer(row):
            start, end = _extent(found, row, joints="+", across="|")
            yield y_of(number), x_of(start, left), x_of(end, left)


def _down(places: list[str], left: float) -> Iterator[tuple[float, float, float]]:
    ruled = [
        _RULE.sub(lambda found: found[0].replace("+", "#").replace("-", "="), row) for row in places
    ]
    for place in range(len(places[0]) if places else 0):
        column = "".join(row[place] for row in ruled)
        for found in re.finditer(r"[|#]{2,}|\|", column):
            start, end = _extent(found, column, joints="#", across="=")
            yield x_of(place, left), y_of(start), y_of(end)


def _extent(found: re.Match[str], places: str, joints: str, across: str) -> tuple[float, float]:
    """First and last place of a ruling: it ends in a joint, at what it meets, or open."""
    start, end = float(found.start()), found.end() - 1.0
    if found[0][0] != joints:
        start -= 1.0 if places[: found.start()][-1:] == across else 0.5
    if found[0][-1] != joints:
        end += 1.0 if places[found.end() :][:1] == across else 0.5
    return start, end
