"""What a page break cuts: whole again, by evidence, cell by cell.

Whether the first row after the break is a new row or the rest of the last one is not printed.
A text goes on only where the line before the break is full and reaches the cell's bottom, or
where the cut is left open.  Nothing is joined without a `Repair` that says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from zhperf.celltext import joined_parts
from zhperf.grids import BOTTOM, TOP, Doubt, Repair, distinct
from zhperf.vocabulary import (
    is_complete,
    is_level,
    label_key,
    level_restarts,
    plain,
)

if TYPE_CHECKING:
    from zhperf.grids import Cell, Grid, Line, LogicalCell, LogicalRow
    from zhperf.templates import Lexicon

CLOSING = "，。、；：？！）》】」』〉〕”’％%,.;:?!)]}"
_SENTENCE_ENDS = "。！？!?"
_NUMBER_PARTS = tuple("0123456789,.")
_DIGIT_WIDTH = 0.65
"""In line heights: a digit is 0.5 to 0.56 wide, and the room is known to 0.1."""
_LATIN_WIDTH = 0.55
"""In line heights: a Latin letter or digit on average."""
OPENING = "（《【「『〈〔“‘([{"


@dataclass(frozen=True, slots=True)
class SeamSettings:
    """Thresholds of joining cells over a page break."""

    full_line_slack: float = 0.35
    """In line heights: how much less than the next glyph's width a full line may leave."""
    max_lines_held_back: float = 2.0
    """Lines that would have had room before the break but stand after it: makers keep at least
    two lines together there (widow control)."""
    bottom_padding: float = 4.0
    """pt: padding under the last line of a cell that is cut; office and browser use 0 to 4."""


_Pair: TypeAlias = "tuple[LogicalCell, LogicalCell, int]"
"""The cells above and below the break, and their first column."""


class Seam:
    """The last row before a page break and the rows after it."""

    def __init__(
        self,
        before: LogicalRow,
        grid: Grid,
        after: list[LogicalRow],
        settings: SeamSettings,
        lexicon: Lexicon,
        *,
        headers: tuple[str, ...],
        framed: bool,
        header_repeated: bool,
    ) -> None:
        """Look at a page break.

        Args:
            before: The last row before it.
            grid: The grid that this row's cells end in.
            after: The rows after it, without a repeated header; at least one.
            settings: Thresholds.
            lexicon: Words of the headers that the document may have.
            headers: Plain header text of each column; () if unknown.
            framed: Whether the table's frame is drawn: then an open side is a cut.
            header_repeated: Whether a repeated header closes the lower part's top.
        """
        self._upper_grid = grid
        self._before = before
        # Joining moves a cell's last part to the lower page; here its upper one is needed.
        self._upper_parts = {id(cell): cell.part for cell in self._before}
        self._after = after
        self._first = list(after[0])
        self._settings = settings
        self._lexicon = lexicon
        self._padding = _padding(grid)
        self._headers = headers
        self._framed = framed
        self._header_repeated = header_repeated
        self._merged: set[int] = set()
        self.doubts: list[Doubt] = []

    def join(self, stub_end: int) -> list[LogicalRow]:
        """The rows after the break, with what continues joined to the cells before it."""
        if self._begins_grid():
            return self._after
        self._part_open_blanks()
        pairs = _pairs(self._before, self._after[0])
        new = any(self._is_other_level(above, below) for above, below, _ in pairs)
        if not new and self._is_rest_of_row(pairs, stub_end):
            blank = not any(below.text for _, below, _ in pairs)
            for above, below, _ in pairs:
                if not blank or self._lower_cell(below).row_span > 1 or self._is_cut(above, below):
                    self._merge(above, below)
                else:  # an empty line of the form: nothing of the row is printed there
                    above.part, above.lines = below.part, ()
            return self._after[1:]
        first_text = next((column for _, below, column in pairs if below.text), 0)
        # A merged cell with one row on each side of the break shows no span on either.
        stub_end = max(stub_end, first_text) if first_text <= stub_end + 1 else stub_end
        stubs = [
            (above, below, column)
            for above, below, column in pairs
            if column < stub_end or self._is_cut(above, below)
        ]
        for above, below in self._going_on(stubs):
            self._merge(above, below)
        for above, below, column in pairs:
            beside = column >= stub_end or not self._headers
            if beside and self._runs_beside(above, below, column):
                self._merge(above, below)
        whole = all(a is b for a, b in zip(self._before, self._after[0], strict=True))
        return self._after[1:] if whole else self._after

    def _part_open_blanks(self) -> None:
        """Give an empty cell without upper border to the cells above it that it goes on for.

        Where merged cells are cut, some programs leave out the border between them too.
        """
        row = self._after[0]
        for below in distinct(row):
            columns = [column for column, cell in enumerate(row) if cell is below]
            above = distinct([self._before[column] for column in columns])
            inside = all(
                cell not in self._before[: columns[0]] + self._before[columns[-1] + 1 :]
                for cell in above
            )
            is_open = not below.text and self._lower_cell(below).open_sides & TOP
            if len(above) < 2 or not is_open or not inside or not self._framed:
                continue
            for cell in above:
                cell.regions += below.regions
                cell.part, cell.lines = below.part, ()
            row[columns[0] : columns[-1] + 1] = self._before[columns[0] : columns[-1] + 1]

    def _begins_grid(self) -> bool:
        """Whether the first row after the break is a header, and the last before it is none."""
        rows = ([cell.text for cell in distinct(row)] for row in (self._before, self._first))
        before, first = map(self._lexicon.is_header_row, rows)
        return first and not before

    def _runs_beside(self, above: LogicalCell, below: LogicalCell, column: int) -> bool:
        """Whether a cell right of the names that spans rows is the rest of the one above.

        Some forms merge a column over all rows: the method of scoring, a remark.
        """
        spans = self._upper_cell(above).row_span > 1, self._lower_cell(below).row_span > 1
        if not any(spans) or not self._same_columns(above, below):
            return False
        if not below.text:
            # An empty cell over several rows is no value of theirs: it is the rest of a remark.
            remark = spans[1] and self._lexicon.column(self._header(column)) in (None, "extra")
            return all(spans) or remark or self._is_cut(above, below)
        if self._is_whole(below.text):
            return False
        return self._is_cut(above, below) or self._text_goes_on(above, below)

    def _going_on(self, stubs: list[_Pair]) -> list[tuple[LogicalCell, LogicalCell]]:
        """The cells left of a new row that are the rest of those before the break.

        They are the first ones: where a cell is new, so is what it groups.  And where a level
        goes on, so does what it belongs to.
        """
        restarts = any(
            self._is_level(column) and level_restarts(above.text, below.text)
            for above, below, column in stubs
        )
        first = next((below.text for _, below, _ in stubs if below.text), "")
        own = self._lexicon.label(first) is not None  # a row that stands under the levels
        levels = [
            index
            for index, (above, below, column) in enumerate(stubs)
            if self._is_level(column) and not below.text and self._same_columns(above, below)
        ]
        certain = -1 if restarts or own else max(levels, default=-1)
        joined = []
        for index, (above, below, _) in enumerate(stubs):
            if index > certain and not self._cell_goes_on(above, below, restarts=restarts):
                break
            again = restarts and index > 0 and above.text and stubs[0][1].text
            if again and plain(above.text) != plain(below.text):
                break  # the activity's name is printed again: what it groups is new
            joined.append((above, below))
            if index <= certain and not self._cell_goes_on(above, below, restarts=False):
                self._doubt(above, below)
        # A name may fill its line by chance: where nothing that it groups is blank or cut as
        # well, the name is new.
        if certain < 0 and len(stubs) > 1 and joined and self._only_fills_its_line(*joined[0]):
            rest = joined[1:]
            if not any(self._is_blank_or_cut(above, below) for above, below in rest):
                return []
        return joined

    def _is_blank_or_cut(self, above: LogicalCell, below: LogicalCell) -> bool:
        blank = bool(above.text) and not below.text
        return blank or self._is_cut(above, below) or self._only_fills_its_line(above, below)

    def _header(self, column: int) -> str:
        return self._headers[column] if column < len(self._headers) else ""

    def _is_whole(self, text: str) -> bool:
        """Whether a text surely does not begin in the middle of another cell's text."""
        return is_complete(text) or self._is_printed(text)

    def _is_printed(self, text: str) -> bool:
        """Whether a text is a label or a header, which forms print themselves."""
        return self._lexicon.label(text) is not None or self._lexicon.column(text) is not None

    def _spells_label(self, above: LogicalCell, below: LogicalCell) -> bool:
        """Whether two texts are a label together: 绩效 and 指标, 产出指标 and (50分)."""
        if not above.text or not below.text:
            return False
        whole = above.text + below.text
        added = self._is_printed(above.text) and label_key(whole) == label_key(above.text)
        return added or self._lexicon.is_name(whole) or is_level(whole)

    def _is_level(self, column: int) -> bool:
        return self._lexicon.is_level_header(self._header(column))

    def _only_fills_its_line(self, above: LogicalCell, below: LogicalCell) -> bool:
        if self._spells_label(above, below):
            return False
        texts = plain(above.text), plain(below.text)
        return all(texts) and texts[0] != texts[1] and not self._is_cut(above, below)

    def _is_rest_of_row(self, pairs: list[_Pair], stub_end: int) -> bool:
        """Whether the first row after the break is the rest of the row before it."""
        goes_on, fresh = [], False
        for above, below, column in pairs:
            if not below.text or self._spans_rows(above, below):
                continue
            if column < stub_end and plain(above.text) == plain(below.text):
                continue  # a merged cell's text, printed in both parts, tells nothing of the row
            own = self._is_whole(below.text) and above.text
            if (self._is_cut(above, below) and not own) or self._value_goes_on(above, below):
                goes_on.append((above, below))
            else:
                fresh = True
        first = next((pair for pair in pairs if pair[1].text), pairs[0])
        if self._lexicon.label(first[1].text) is not None and not self._is_cut(*first[:2]):
            return False  # a footer, or a block of the form
        if self._lacks_name(pairs):
            return True
        if fresh:
            return False
        for above, below in goes_on:
            if len(above.lines) == 1 and not self._is_cut(above, below):
                self._doubt(above, below)
        return True

    def _is_other_level(self, above: LogicalCell, below: LogicalCell) -> bool:
        """Whether two whole level labels face each other across the break."""
        texts = above.text, below.text
        return all(map(is_level, texts)) and label_key(texts[0]) != label_key(texts[1])

    def _lacks_name(self, pairs: list[_Pair]) -> bool:
        """Whether a row prints neither an indicator's name nor a value of its own.

        Then it is the rest of the row before, even if its text begins with a new paragraph.
        """
        named = [
            (above, below)
            for above, below, column in pairs
            if self._lexicon.is_name_header(self._header(column))
            and not self._spans_rows(above, below)
        ]
        return (
            any(above.text and not below.text for above, below in named)
            and not any(below.text for _, below in named)
            and not any(
                self._is_whole(below.text) and not self._number_goes_on(above, below)
                for above, below, _ in pairs
                if not self._spans_rows(above, below) and plain(above.text) != plain(below.text)
            )
        )

    def _number_goes_on(self, above: LogicalCell, below: LogicalCell) -> bool:
        """Whether a bare number is the end of a text that is no value itself."""
        bare = below.text.replace(".", "").isdecimal() and not is_complete(above.text)
        return bare and self._text_goes_on(above, below)

    def _value_goes_on(self, above: LogicalCell, below: LogicalCell) -> bool:
        if not self._text_goes_on(above, below):
            return False
        if not self._is_whole(below.text):
            return True
        number = above.text[-1:] in _NUMBER_PARTS and below.text[:1].isdecimal()
        return number and self._free_width(above) < _DIGIT_WIDTH * above.lines[-1].size

    def _doubt(self, above: LogicalCell, below: LogicalCell) -> None:
        detail = f"{above.text[-12:]}|{below.text[:12]}"
        self.doubts.append(Doubt(below.regions[0], detail))

    def _spans_rows(self, above: LogicalCell, below: LogicalCell) -> bool:
        return self._upper_cell(above).row_span > 1 or self._lower_cell(below).row_span > 1

    def _cell_goes_on(self, above: LogicalCell, below: LogicalCell, *, restarts: bool) -> bool:
        """Whether a cell left of a new row is the rest of the one before the break."""
        if not self._same_columns(above, below):
            return False
        if not below.text or not above.text:
            return True
        if plain(above.text) == plain(below.text) or self._is_cut(above, below):
            return True
        if self._spells_label(above, below):
            return True
        labels = is_level(above.text) and is_level(below.text)
        labels = labels or self._is_printed(below.text)
        if restarts or labels or not self._text_goes_on(above, below):
            return False
        if above.text[-1] in _SENTENCE_ENDS:
            self._doubt(above, below)
            return False
        return True

    def _text_goes_on(self, above: LogicalCell, below: LogicalCell) -> bool:
        """Whether a text breaks off at the page break and goes on after it."""
        if not above.text or not above.lines or not self._same_columns(above, below):
            return False
        cell = self._upper_cell(above)
        edges = self._upper_grid.row_edges
        last = above.lines[-1]
        pitch = _pitch(above.lines)
        under = edges[cell.row + cell.row_span] - last.bbox.bottom
        if under > self._settings.max_lines_held_back * pitch + self._settings.bottom_padding:
            return False
        return self._line_is_full(above, below)

    def _line_is_full(self, above: LogicalCell, below: LogicalCell) -> bool:
        em = above.lines[-1].size
        needed = _first_token_width(below.text, em) + self._settings.full_line_slack * em
        return self._free_width(above) < needed

    def _free_width(self, above: LogicalCell) -> float:
        """Room in pt that the last line before the break leaves in its cell."""
        cell, columns = self._upper_cell(above), self._upper_grid.column_edges
        width = columns[cell.column + cell.column_span] - columns[cell.column]
        return width - 2 * self._padding - above.lines[-1].bbox.width

    def _is_cut(self, above: LogicalCell, below: LogicalCell) -> bool:
        """Whether the break left both parts open, in a table that is framed elsewhere.

        A repeated header closes the lower part with its own bottom border.
        """
        if not self._framed or not self._upper_cell(above).open_sides & BOTTOM:
            return False
        if not self._same_columns(above, below):
            return False
        return self._header_repeated or bool(self._lower_cell(below).open_sides & TOP)

    def _same_columns(self, above: LogicalCell, below: LogicalCell) -> bool:
        """Whether two cells stand over the same columns; else they are not one."""
        upper = [column for column, cell in enumerate(self._before) if cell is above]
        return upper == [column for column, cell in enumerate(self._first) if cell is below]

    def _upper_cell(self, cell: LogicalCell) -> Cell:
        return self._upper_parts[id(cell)]

    def _lower_cell(self, cell: LogicalCell) -> Cell:
        return cell.part

    def _merge(self, above: LogicalCell, below: LogicalCell) -> None:
        if above is below or id(below) in self._merged:
            return  # a cell under several cells continues the first of them
        self._merged.add(id(below))
        pages = f"p{above.regions[-1].page}|p{below.regions[0].page}"
        if above.text and below.text:
            if plain(above.text) == plain(below.text):
                above.repairs.append(
                    Repair("repeated-over-page-break", f"{pages}: {below.text[:24]}")
                )
            else:
                detail = f"{pages}: {above.text[-12:]}|{below.text[:12]}"
                above.text, changes = joined_parts(above.text, above.lines, below.text, below.lines)
                above.repairs.append(Repair("joined-over-page-break", detail))
                above.repairs += changes
        elif below.text:
            above.text = below.text
            above.repairs.append(Repair("joined-over-page-break", f"{pages}: |{below.text[:24]}"))
        above.repairs += below.repairs
        above.lines = below.lines
        above.regions += below.regions
        above.part = below.part
        for row in self._after:
            for index, cell in enumerate(row):
                if cell is below:
                    row[index] = above


def _pairs(before: LogicalRow, after: LogicalRow) -> list[_Pair]:
    """Cells that face each other across the break, left to right."""
    pairs: dict[tuple[int, int], _Pair] = {}
    for column, (above, below) in enumerate(zip(before, after, strict=True)):
        if above is below:
            continue  # joined already
        pairs.setdefault((id(above), id(below)), (above, below, column))
    return list(pairs.values())


def _pitch(lines: tuple[Line, ...]) -> float:
    """Distance in pt from line to line."""
    if len(lines) < 2:
        return 1.5 * lines[-1].size
    return max(lines[-1].bbox.bottom - lines[-2].bbox.bottom, lines[-1].size)


def _padding(grid: Grid) -> float:
    """Smallest distance in pt of text from its cell's left border, 0 to 8."""
    pads = [
        cell.lines[0].bbox.x0 - grid.column_edges[cell.column] for cell in grid.cells if cell.lines
    ]
    return min(max(min(pads, default=0.0), 0.0), 8.0)


def _first_token_width(text: str, em: float) -> float:
    """Width in pt of the first piece of a text that cannot be broken over lines.

    A glyph or a Latin word, with the brackets that open before it and the marks that close
    after it.
    """
    width, index = 0.0, 0
    while index < len(text) and text[index] in OPENING:
        width += _glyph_width(text[index])
        index += 1
    first = index
    while index < len(text) and (index == first or _is_latin(text[first : index + 1])):
        width += _glyph_width(text[index])
        index += 1
    while index < len(text) and text[index] in CLOSING:
        width += _glyph_width(text[index])
        index += 1
    return width * em


def _is_latin(text: str) -> bool:
    return all(ord(letter) < 0x250 and not letter.isspace() for letter in text)


def _glyph_width(letter: str) -> float:
    """In font sizes."""
    return _LATIN_WIDTH if ord(letter) < 0x250 else 1.0
