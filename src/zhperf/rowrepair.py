"""Rows whose cells stand in the wrong columns: mended by the types of the columns, never by guess.

Where a transcription or a hand lost an empty cell, all cells after it stand one column too far
left; where a cell was typed into its neighbour, one value is in the wrong place.  A row is mended
only if a cell of it surely does not fit its column, and exactly one way of moving its cells lets
every one fit and leaves nothing that is unlike the rest of the table.  If there are several ways or
none, the row stays as printed and a finding says so.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from zhperf.celltypes import Fit, fit_of
from zhperf.grids import LogicalCell, Repair, distinct
from zhperf.templates import NAMING_FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from zhperf.grids import LogicalRow
    from zhperf.matching import ColumnField
    from zhperf.templates import IndicatorField

RowFault: TypeAlias = Literal["misplaced", "ambiguous", "continued"]

_MAX_MISFITS = 1 / 3
"""Share of a column's texts: where more do not fit, the column holds something else than its header
says, and none of them tells anything."""
_MIN_KNOWN = 2 / 3
"""Share of a column's texts: where so many are just what it holds, any other is doubtful."""
_MAX_LOST = 2
"""Cells that a row may have lost or gained; with more there is always a way to make it fit."""
_MARK = " | "
"""Between the cells of a row in a message."""
_EMPTY = "∅"
"""An empty cell in a message."""
_SHOWN = 2
"""Ways to mend a row that a message shows."""
_VOCABULARIES = frozenset(("level1", "level2", "nature", "unit", "weight", "score"))
"""Columns that hold words of a list, or points; targets and completions can be anything."""
_POINTS = frozenset(("weight", "score"))
_LEVELS = frozenset(("activity", "task", "level1", "level2", "level3"))


class RowNotice(NamedTuple):
    """A row of which something must be said."""

    cell: LogicalCell
    """The first cell with text that does not fit."""
    fault: RowFault
    """misplaced: it could be mended, but shall not.  ambiguous: no one way to mend it is sure.
    continued: it is the rest of the row above."""
    detail: str
    """Its cells, and how they would stand."""


class _Slot(NamedTuple):
    """A printed column of the row that is looked at."""

    field: IndicatorField | None
    headed: bool
    """Whether it has a header, or a place beside the grid: else nothing belongs there."""
    judged: bool
    """Whether most of its texts are what its header says."""
    closed: bool
    """Whether most of its texts are of a vocabulary: levels, signs, points."""
    full: bool
    """Whether it holds points, and most rows have some."""
    start: int
    end: int


class RowMender:
    """Mends the rows of one grid."""

    def __init__(
        self,
        rows: Sequence[LogicalRow],
        columns: Sequence[ColumnField],
        is_footer: Callable[[LogicalRow], bool],
        *,
        mend: bool = True,
        sure: float = 0.0,
    ) -> None:
        """Look at a grid.

        Args:
            rows: Under its header.
            columns: Its printed columns.
            is_footer: Whether a row is a total or a note: such rows have no types.
            mend: False leaves all rows as they are and only tells what is wrong with them.
            sure: Rows with a cell that OCR is less sure of (0 to 1) are left as they are: 2 read
                for ≥ is no number in the wrong column.
        """
        self._rows = [list(row) for row in rows]
        self._columns = columns
        self._is_footer = is_footer
        self._mend = mend
        self._sure = sure
        self._judged: dict[tuple[IndicatorField | None, str], Fit] = {}
        """What was judged: most texts of a table occur many times."""
        self._slots = [self._slot(column) for column in columns]
        self.notices: list[RowNotice] = []

    def mended(self) -> list[LogicalRow]:
        """The rows; what was mended is told by repairs of the cells, all else by `notices`."""
        for index, row in enumerate(self._rows):
            if not self._is_footer(row) and not self._is_doubted(row):
                self._look_at(index)
        return self._rows

    def _is_doubted(self, row: LogicalRow) -> bool:
        """Whether OCR is unsure of a cell of a row."""
        return self._sure > 0 and any(
            region.confidence is not None and region.confidence < self._sure
            for cell in row
            for region in cell.regions
        )

    def _slot(self, column: ColumnField) -> _Slot:
        texts = [
            cell.text
            for cell in distinct([row[column.start] for row in self._rows])
            if cell.text and column.field
        ]
        fitness = [self._fit_of(column.field, text) for text in texts]
        misfits, fits = fitness.count(Fit.MISFIT), fitness.count(Fit.FITS)
        return _Slot(
            column.field,
            bool(column.header) or column.side,
            misfits <= len(texts) * _MAX_MISFITS,
            column.field in _VOCABULARIES and fits >= len(texts) * _MIN_KNOWN,
            column.field in _POINTS and len(texts) >= len(self._rows) * _MIN_KNOWN,
            column.start,
            column.end,
        )

    def _look_at(self, index: int) -> None:
        row = self._rows[index]
        cells = [row[slot.start] for slot in self._slots]
        texts = [cell.text for cell in cells]
        misfit = self._first_misfit(texts)
        if misfit is None:
            return
        free = self._free(index)
        ways, sure = self._ways(texts, free)
        detail = _changes(texts, ways[:_SHOWN]) if ways else texts[misfit]
        if not sure:
            self.notices.append(RowNotice(cells[misfit], "ambiguous", detail))
            return
        if self._mend:
            self._move(index, ways[0], detail)
        else:
            self.notices.append(RowNotice(cells[misfit], "misplaced", detail))

    def _move(self, index: int, way: Sequence[int], detail: str) -> None:
        """Put the cells of a row where they belong.

        Args:
            index: Of the row.
            way: For each printed column the one whose cell belongs there.
            detail: Before and after.
        """
        row = self._rows[index]
        cells = [row[slot.start] for slot in self._slots]
        told = False
        for position, (slot, origin) in enumerate(zip(self._slots, way, strict=True)):
            if origin == position:
                continue
            cell = cells[origin]
            if cell.text and not told:
                cell.repairs.append(Repair("cells-moved", detail))
                told = True
            row[slot.start : slot.end] = [cell] * (slot.end - slot.start)

    # --- what fits ---

    def _fit_of(self, field: IndicatorField | None, text: str) -> Fit:
        known = self._judged.get((field, text))
        if known is None:
            known = self._judged[field, text] = fit_of(field, text)
        return known

    def _fit(self, slot: _Slot, text: str) -> Fit:
        if not text:
            return Fit.OPEN
        if not slot.headed:
            return Fit.MISFIT
        fit = self._fit_of(slot.field, text)
        return Fit.OPEN if fit is Fit.MISFIT and not slot.judged else fit

    def _first_misfit(self, texts: Sequence[str]) -> int | None:
        """The first printed column whose text does not fit; None if all do."""
        for position, (slot, text) in enumerate(zip(self._slots, texts, strict=True)):
            if self._is_misfit(slot, text):
                return position
        return None

    def _is_misfit(self, slot: _Slot, text: str) -> bool:
        return self._fit(slot, text) is Fit.MISFIT

    def _is_whole(self, texts: Sequence[str]) -> bool:
        """Whether every text fits, and the row's name is there if it has values."""
        if self._first_misfit(texts) is not None:
            return False
        fields = [slot.field for slot in self._slots]
        name = next((fields.index(field) for field in NAMING_FIELDS if field in fields), None)
        return (
            name is None
            or bool(texts[name])
            or not any(
                text
                for field, text in zip(fields, texts, strict=True)
                if field is not None and field not in _LEVELS
            )
        )

    def _free(self, index: int) -> list[bool]:
        """Which printed columns have a cell of this row alone, and of one column."""
        row = self._rows[index]
        shared = {
            id(cell)
            for near in (index - 1, index + 1)
            if 0 <= near < len(self._rows)
            for cell in self._rows[near]
        }
        free = []
        for slot in self._slots:
            cell = row[slot.start]
            columns = [column for column, other in enumerate(row) if other is cell]
            alone = columns == list(range(slot.start, slot.end))
            free.append(alone and id(cell) not in shared)
        return free

    # --- ways to mend ---

    def _ways(
        self, texts: Sequence[str], free: Sequence[bool]
    ) -> tuple[list[tuple[int, ...]], bool]:
        """Ways to move the cells so that all fit, and whether there is one that is sure.

        Those with the fewest lost cells, and of these those with the fewest doubts: a row that has
        lost one cell in a doubtful way has not surely lost two.  Each way names for each printed
        column the one whose cell belongs there.
        """
        misfits = [p for p, slot in enumerate(self._slots) if self._is_misfit(slot, texts[p])]
        for count in range(1, _MAX_LOST + 1):
            found: dict[tuple[str, ...], tuple[int, ...]] = {}
            for way in _candidates(texts, misfits, count):
                if not all(free[a] for a, b in enumerate(way) if a != b):
                    continue
                moved = tuple(texts[origin] for origin in way)
                if moved != tuple(texts) and moved not in found and self._fits(moved, way):
                    found[moved] = way
            if found:
                doubts = {moved: self._doubts(moved, way) for moved, way in found.items()}
                least = min(doubts.values())
                ways = [way for moved, way in found.items() if doubts[moved] == least]
                return ways, len(ways) == 1 and not least and self._is_sure(texts, ways[0])
        return [], False

    def _doubts(self, texts: Sequence[str], way: Sequence[int]) -> int:
        """How much in a row is unlike the other rows of the table, since cells were moved."""
        doubts = 0
        for place, (slot, text) in enumerate(zip(self._slots, texts, strict=True)):
            unknown = bool(text) and slot.closed and self._fit(slot, text) is not Fit.FITS
            doubts += (unknown and way[place] != place) or (slot.full and not text)
        group = next((p for p, slot in enumerate(self._slots) if slot.field == "level1"), None)
        if group is not None and group + 1 < len(texts) and texts[group]:
            doubts += not texts[group + 1] and self._slots[group + 1].field == "level2"
        return doubts

    def _fits(self, texts: Sequence[str], way: Sequence[int]) -> bool:
        """Whether all fit, and one that was moved is just what its new column holds."""
        moved = (place for place, origin in enumerate(way) if origin != place)
        fits = any(self._fit(self._slots[place], texts[place]) is Fit.FITS for place in moved)
        return fits and self._is_whole(texts)

    def _is_sure(self, before: Sequence[str], way: Sequence[int]) -> bool:
        """Whether a way that fits is no guess: of two exchanged texts, both are what fits."""
        moved = [place for place, origin in enumerate(way) if origin != place]
        if len(moved) != 2 or not all(before[place] for place in moved):
            return True
        return all(self._fit(self._slots[place], before[way[place]]) is Fit.FITS for place in moved)


def _changes(texts: Sequence[str], ways: Sequence[Sequence[int]]) -> str:
    """Those cells of a row that any of the ways moves, before and after."""
    moves = [(place, origin) for way in ways for place, origin in enumerate(way) if origin != place]
    changed = [place for place, origin in moves if texts[place] or texts[origin]]
    part = range(min(changed), max(changed) + 1)
    before = _MARK.join(texts[place] or _EMPTY for place in part)
    after = (_MARK.join(texts[way[place]] or _EMPTY for place in part) for way in ways)
    return f"{before} → {' / '.join(after)}"


def _candidates(
    texts: Sequence[str], misfits: Sequence[int], count: int
) -> Iterator[tuple[int, ...]]:
    """Ways to undo the loss or gain of `count` empty cells, or one slip of the hand.

    Args:
        texts: Of the printed columns.
        misfits: Those that do not fit.
        count: From 1.
    """
    places = list(range(len(texts)))
    if not any(texts[-count:]):  # lost cells left the end of the row empty
        rest, filler = places[:-count], places[-count:]
        for lost in combinations(places, count):
            yield tuple(_inserted(rest, filler, lost))
    empty = [place for place in places if not texts[place]]
    for gained in combinations(empty, count):
        yield (*(place for place in places if place not in gained), *gained)
    if count == 1:
        yield from _slips(texts, misfits)


def _inserted(rest: list[int], filler: list[int], lost: tuple[int, ...]) -> list[int]:
    """The cells `rest` with those of `filler`, which are empty, put in at the places `lost`."""
    whole = list(rest)
    for cell, place in zip(filler, lost, strict=True):
        whole.insert(place, cell)
    return whole


def _slips(texts: Sequence[str], misfits: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Two values in each other's column, or one that does not fit in an empty column."""
    for place, text in enumerate(texts):
        for other in range(place + 1, len(texts)):
            near = other == place + 1 or {place, other} <= set(misfits)
            if text and texts[other] and near:
                yield _exchanged(len(texts), place, other)
    for place in misfits:
        for other, text in enumerate(texts):
            if not text:
                yield _exchanged(len(texts), place, other)


def _exchanged(length: int, one: int, other: int) -> tuple[int, ...]:
    way = list(range(length))
    way[one], way[other] = other, one
    return tuple(way)
