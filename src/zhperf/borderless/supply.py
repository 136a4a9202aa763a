"""Supplies missing borders page by page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from zhperf.borderless.aligned import (
    RuledHeader,
    Supplied,
    rows_going_on,
    supply_aligned,
    supply_going_on,
    supply_under,
)
from zhperf.borderless.columns import RefusedError
from zhperf.borderless.headers import HeaderWords
from zhperf.borderless.pieces import Piece, PieceSettings, frame_of, lines_of, pieces_of
from zhperf.borderless.ruled import rules_of, supply_ruled
from zhperf.borderless.suspects import Suspects
from zhperf.borderless.verifying import holds_header, verify
from zhperf.engines.camelot import CamelotUnusableError, rulings_of_picture
from zhperf.geometry import BBox
from zhperf.grids import PageLayout
from zhperf.lattice import lay_out
from zhperf.pages import Rulings
from zhperf.vocabulary import is_title

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from zhperf.celltext import TextSettings
    from zhperf.gridlines import LatticeSettings
    from zhperf.grids import Grid
    from zhperf.pages import Page
    from zhperf.templates import Template

_PICTURE = "they are only in a picture"
_MIN_COLUMNS = 3
"""Columns of a grid that goes on from the page before."""
_NEAR = 3.0
"""pt.  Lines of the picture this close to a grid that is drawn belong to it."""


class Notice(NamedTuple):
    """What a reader of the report must know about a page without borders."""

    code: str
    """ZP112: rulings were supplied; ZP113: the text was not read."""
    bbox: BBox
    detail: str


@dataclass(slots=True)
class BorderSupply:
    """Supplies missing borders, page by page."""

    source: Path | bytes
    password: str | None
    templates: Sequence[Template]
    lattice: LatticeSettings
    text: TextSettings
    _words: HeaderWords = field(init=False)
    _open: Supplied | None = field(default=None, init=False)
    """The last form of the page before, if it may go on."""

    _picture: bool = field(default=False, init=False)
    """Whether the page before had its borders in a picture."""

    def __post_init__(self) -> None:
        self._words = HeaderWords(self.templates)

    @property
    def expects_more(self) -> bool:
        """Whether the next page may go on with a form without borders, without its header."""
        return self._open is not None or self._picture

    def supply(self, page: Page, layout: PageLayout) -> tuple[PageLayout, list[Notice]]:
        """The layout of a page with the borders that it lacks, and what was done.

        Args:
            page: As the engine read it.
            layout: Its grids by the drawn rulings alone.
        """
        before, self._open = self._open, None
        drawn, self._picture = self._picture, False
        suspects = Suspects.of(layout, self._words)
        if suspects is None and before is not None:
            return self._going_on(page, layout, before)
        if suspects is None:
            return self._picture_going_on(page, layout) if drawn else (layout, [])
        pieces = pieces_of(page.chars, suspects.open_chars(page), PieceSettings())
        headers = self._words.rows(lines_of(pieces, PieceSettings()))
        if not headers and not suspects.half_ruled and not suspects.certain:
            return layout, []
        try:
            scanned = page.engine == "ocr"  # its rulings are those of the picture already
            seen = None if scanned else self._by_picture(page, layout, suspects, headers)
            return seen or self._by_text(page, suspects, pieces, headers)
        except (RefusedError, CamelotUnusableError) as error:
            # A header without its rows would be a table without indicators.
            left = replace(layout, grids=[g for g in layout.grids if g not in suspects.half_ruled])
            return left, [Notice("ZP113", suspects.bbox, str(error))]

    def _going_on(
        self, page: Page, layout: PageLayout, before: Supplied
    ) -> tuple[PageLayout, list[Notice]]:
        """The layout of a page on which a form goes on without its header, if it does."""
        if layout.grids and not before.ruled:
            return layout, []
        everywhere = np.ones(len(page.chars), np.bool_)
        pieces = rows_going_on(pieces_of(page.chars, everywhere, PieceSettings()), before)
        if not pieces:
            return layout, []
        try:
            form = supply_going_on(pieces, before, self._words.lexicon)
            found = lay_out(replace(page, rulings=form.strokes.rulings()), self.lattice, self.text)
            self._verify(found, form, pieces)
        except RefusedError as error:
            return layout, [Notice("ZP113", frame_of(pieces), str(error))]
        self._open = None if form.closed else form
        return found, [_notice(form)]

    def _picture_going_on(self, page: Page, layout: PageLayout) -> tuple[PageLayout, list[Notice]]:
        """The layout of a page on which a form goes on whose borders are in pictures."""
        if layout.grids or not page.image_area:
            return layout, []
        lines = rulings_of_picture(self.source, self.password, page)
        if lines is None:
            return layout, []
        found = lay_out(replace(page, rulings=lines), self.lattice, self.text)
        grids = [grid for grid in found.grids if grid.n_columns >= _MIN_COLUMNS]
        if not grids:
            return layout, []
        self._picture = True
        return found, [Notice("ZP112", grid.bbox, _PICTURE) for grid in grids]

    def _verify(self, found: PageLayout, form: Supplied, pieces: Sequence[Piece]) -> None:
        place = (form.top, form.bottom)
        verify(found.grids, place, form.gap.within or 0.0, pieces, self._words.lexicon)

    def _by_picture(
        self,
        page: Page,
        layout: PageLayout,
        suspects: Suspects,
        headers: Sequence[Sequence[Piece]],
    ) -> tuple[PageLayout, list[Notice]] | None:
        """The layout with lines that are only in a picture; None if that is not enough."""
        lines = rulings_of_picture(self.source, self.password, page)
        if lines is None:
            return None
        rulings = _together([page.rulings, _outside(lines, suspects.whole)])
        found = lay_out(replace(page, rulings=rulings), self.lattice, self.text)
        if Suspects.of(found, self._words):
            return None
        grids = [holds_header(found.grids, self._words.alone(line)) for line in headers]
        if not headers or not all(grids):
            return None
        self._picture = True
        return found, [Notice("ZP112", grid.bbox, _PICTURE) for grid in grids if grid]

    def _by_text(
        self,
        page: Page,
        suspects: Suspects,
        pieces: Sequence[Piece],
        headers: Sequence[Sequence[Piece]],
    ) -> tuple[PageLayout, list[Notice]]:
        """The layout with the lines that the alignment of the text stands for.

        Raises:
            RefusedError: Rows or columns cannot be told apart.
        """
        if page.chars.angles.any() and np.bincount(page.chars.angles).argmax():
            raise RefusedError("the text runs sideways")
        if len(pieces) > PieceSettings().max_pieces:
            raise RefusedError("the page has too much text")
        supplied, drawn = self._forms(page.rulings, suspects, pieces, headers)
        if not supplied:
            raise RefusedError("header words run into each other")
        rulings = _together([drawn, *(form.strokes.rulings() for form in supplied)])
        found = lay_out(replace(page, rulings=rulings), self.lattice, self.text)
        for form in supplied:
            self._verify(found, form, pieces)
        self._open = None if supplied[-1].closed else supplied[-1]
        return found, [_notice(form) for form in supplied]

    def _forms(
        self,
        drawn: Rulings,
        suspects: Suspects,
        pieces: Sequence[Piece],
        headers: Sequence[Sequence[Piece]],
    ) -> tuple[list[Supplied], Rulings]:
        """The rulings of all forms, and those of the drawn ones that stay."""
        supplied = []
        ceiling = 0.0
        for grid in suspects.half_ruled:
            supplied.append(self._under(grid, pieces, ceiling))
            ceiling = supplied[-1].bottom
        ceiling = 0.0
        for header in headers:
            start = _start(pieces, frame_of(header).top, ceiling)
            own = [piece for piece in pieces if piece.box.top >= start - 0.1]
            form, ruled = self._form(header, own, drawn, start)
            if not ruled:
                drawn = _outside_of(drawn, form)
            supplied.append(form)
            ceiling = form.bottom
        return supplied, drawn

    def _form(
        self, header: Sequence[Piece], pieces: Sequence[Piece], drawn: Rulings, start: float
    ) -> tuple[Supplied, bool]:
        """The rulings of one form, and whether those that are drawn stay."""
        rules = rules_of(drawn, header, start, self.lattice)
        if rules is not None:
            form = supply_ruled(header, pieces, rules, self._words.lexicon)
            if form is not None:
                return form, True
        return supply_aligned(header, pieces, self._words.lexicon), False

    def _under(self, grid: Grid, pieces: Sequence[Piece], ceiling: float) -> Supplied:
        """The rulings of rows under a header that is ruled itself."""
        x0, top, x1, bottom = grid.bbox
        below = [
            piece for piece in pieces
            if piece.box.top > bottom - 1 and x0 < piece.box.x1 and piece.box.x0 < x1
        ]  # fmt: skip
        last = [cell for cell in grid.cells if cell.row + cell.row_span == grid.n_rows]
        over: list[Piece] = []
        if len(last) == len(grid.cells):
            start = _start(pieces, top, ceiling)
            over = [piece for piece in pieces if start - 0.1 <= piece.box.top < top]
        header = RuledHeader(
            tuple(tuple(Piece(line.text, line.bbox) for line in cell.lines) for cell in last),
            (*(cell.bbox.x0 for cell in last), last[-1].bbox.x1),
            top,
            bottom,
        )
        return supply_under(header, over, below, self._words.lexicon)


def _together(parts: Sequence[Rulings]) -> Rulings:
    return Rulings(
        np.concatenate([part.horizontal for part in parts]),
        np.concatenate([part.vertical for part in parts]),
    )


def _outside(lines: Rulings, grids: Sequence[Grid]) -> Rulings:
    """Those lines that do not lie on or in a grid."""
    keep_across = np.ones(len(lines.horizontal), np.bool_)
    keep_down = np.ones(len(lines.vertical), np.bool_)
    for grid in grids:
        x0, top, x1, bottom = grid.bbox
        y, start, end, _ = lines.horizontal.T
        keep_across &= ~((y > top - _NEAR) & (y < bottom + _NEAR) & (start < x1) & (end > x0))
        x, start, end, _ = lines.vertical.T
        keep_down &= ~((x > x0 - _NEAR) & (x < x1 + _NEAR) & (start < bottom) & (end > top))
    return Rulings(lines.horizontal[keep_across], lines.vertical[keep_down])


def _outside_of(lines: Rulings, form: Supplied) -> Rulings:
    """Those lines that do not cross the height of a form: its own are made anew."""
    y = lines.horizontal[:, 0]
    start, end = lines.vertical[:, 1], lines.vertical[:, 2]
    reach = 2 * _NEAR
    return Rulings(
        lines.horizontal[(y < form.top - reach) | (y > form.bottom + reach)],
        lines.vertical[(end < form.top + reach) | (start > form.bottom - reach)],
    )


def _notice(form: Supplied) -> Notice:
    box = BBox(form.borders[0], form.top, form.borders[-1], form.bottom)
    return Notice("ZP112", box, form.missing)


def _start(pieces: Sequence[Piece], top: float, ceiling: float) -> float:
    """Y under the title of the form that a header at `top` belongs to."""
    start = ceiling
    for line in lines_of((p for p in pieces if ceiling <= p.box.top < top), PieceSettings()):
        if len(line) == 1 and is_title(line[0].text):
            start = line[0].box.bottom
    return start
