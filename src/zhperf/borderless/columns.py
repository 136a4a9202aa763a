"""Columns of a grid whose text is aligned, and where the grid ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhperf.borderless.pieces import PieceSettings, frame_of, share_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhperf.borderless.pieces import Piece


class RefusedError(Exception):
    """Rows or columns cannot be told apart; its text says why, in English."""


@dataclass(frozen=True, slots=True)
class ColumnSettings:
    """Thresholds for columns without borders; in heights of the glyphs unless said otherwise."""

    min_channel: float = 0.35
    """Between two columns no text may stand on a strip this wide: more than a word space."""
    nearer: float = 0.5
    """Text between two headers and under neither belongs to the one whose distance is at most
    this share (0 to 1) of the other's."""
    max_gap: float = 4.0
    """Text further below the last row is no part of the table."""
    overlap: float = 0.1
    """Glyphs may reach over the edge of another column's text by so much."""


@dataclass(slots=True)
class Column:
    """A stretch of the page's width that holds one column's text."""

    x0: float
    x1: float
    headers: list[Piece] = field(default_factory=list)
    """Pieces of its header word; [] for text that stands under no header."""
    pieces: list[Piece] = field(default_factory=list)
    """Text under the header."""

    def take(self, piece: Piece) -> None:
        """Widen to hold a piece."""
        self.pieces.append(piece)
        self.x0, self.x1 = min(self.x0, piece.box.x0), max(self.x1, piece.box.x1)

    def absorb(self, other: Column) -> None:
        """Take over the text of a column without a header."""
        self.x0, self.x1 = min(self.x0, other.x0), max(self.x1, other.x1)
        self.pieces += other.pieces


class Columns:
    """Columns that grow with each line of text that fits them."""

    def __init__(
        self,
        headers: Iterable[Sequence[Piece]],
        settings: ColumnSettings,
        drawn: Sequence[float] = (),
    ) -> None:
        self._settings = settings
        self.columns: list[Column] = []
        for index, pieces in enumerate(headers):
            if drawn:
                column = Column(drawn[index], drawn[index + 1], list(pieces))
            else:
                frame = frame_of(pieces)
                column = Column(frame.x0, frame.x1, list(pieces))
            self.columns.append(column)
        self.columns.sort(key=lambda column: column.x0)

    def crossing(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Those pieces that lie over more than one headed column."""
        return [piece for piece in pieces if self._headed(piece) > 1]

    def _headed(self, piece: Piece) -> int:
        return sum(bool(column.headers) for column in self._under(piece))

    def _under(self, piece: Piece) -> list[Column]:
        reach = self._settings.overlap * piece.height
        return [
            column
            for column in self.columns
            if piece.box.x0 < column.x1 - reach and piece.box.x1 > column.x0 + reach
        ]

    def take(self, pieces: Sequence[Piece]) -> None:
        """Let the columns grow by a line that crosses none."""
        for piece in pieces:
            under = self._under(piece)
            if sum(bool(column.headers) for column in under) > 1:
                raise RefusedError(f"text reaches over two columns: {piece.text[:20]}")
            column = next((column for column in under if column.headers), None)
            if column is None:
                column = under[0] if under else Column(piece.box.x0, piece.box.x1)
            column.take(piece)
            self._merge(column)

    def _merge(self, column: Column) -> None:
        """Take up stray text that the column has reached."""
        others = [other for other in self.columns if other is not column]
        for other in others:
            if not other.headers and other.x0 < column.x1 and other.x1 > column.x0:
                column.absorb(other)
                others = [rest for rest in others if rest is not other]
        self.columns = sorted([*others, column], key=lambda one: one.x0)

    def settle(self) -> None:
        """Give text under no header to the header that has no text beside it, or is nearer.

        Text left of all headers is a side label's column and stays one.

        Raises:
            RefusedError: It lies between two headers, and clearly nearer to neither.
        """
        for column in [column for column in self.columns if not column.headers]:
            place = self.columns.index(column)
            before = next((c for c in reversed(self.columns[:place]) if c.headers), None)
            after = next((c for c in self.columns[place + 1 :] if c.headers), None)
            if before is None and after is not None:
                continue
            owner = self._nearer(column, before, after)
            owner.absorb(column)
            self.columns.remove(column)
        self._join_side_labels()

    def _nearer(self, column: Column, before: Column | None, after: Column | None) -> Column:
        if before is None or after is None:
            owner = before or after
            if owner is None:
                raise RefusedError("no header stands over the text")
            return owner
        taken = [share_line(column.pieces, c.pieces, PieceSettings()) for c in (before, after)]
        if any(taken):
            if all(taken):
                raise RefusedError("a column has no header")
            return after if taken[0] else before
        left, right = column.x0 - before.x1, after.x0 - column.x1
        if left <= self._settings.nearer * right:
            return before
        if right <= self._settings.nearer * left:
            return after
        raise RefusedError("text stands between two headers")

    def _join_side_labels(self) -> None:
        """Make one column of all text left of the headers."""
        side = [column for column in self.columns if not column.headers]
        for other in side[1:]:
            side[0].x1 = max(side[0].x1, other.x1)
            self.columns.remove(other)
