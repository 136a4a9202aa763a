"""Blocks of published forms around the indicator grid: pairs, money, objectives, matrices.

A block places its cells freely from the left to the right edge of the form, in thousandths of
its width; the form makes one lattice of all the edges.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from typing import Literal, NamedTuple, Protocol, TypeAlias

from printing.formtruth import FUND_FIELDS, FormTruth, FundField, PairRole
from printing.tables import Align

WIDTH = 1000
"""Width of a form in units of the places of its cells."""

SIDE_WIDTH = 110
"""Width of a label that stands left of a block."""

LABEL_WIDTH = 130
"""Width of a label that stands left of its value."""


class Place(NamedTuple):
    """A cell of a block."""

    row: int
    """0-based, counted from the block's first row."""
    left: int
    right: int
    """Edges in thousandths of the form's width."""
    text: str
    rows: int = 1
    align: Align = "left"


class Block(Protocol):
    """A part of a form, as wide as the form."""

    @property
    def n_rows(self) -> int:
        """Number of rows."""

    def places(self) -> Iterator[Place]:
        """The cells; they tile the block."""

    def tell(self, truth: FormTruth) -> None:
        """Add what a reader must say about the block."""


def spread(weights: Sequence[float], left: int = 0, right: int = WIDTH) -> list[int]:
    """Edges of cells of relative widths that fill the room between two edges."""
    total = sum(weights)
    return [left + round((right - left) * part / total) for part in accumulate(weights, initial=0)]


def _side(text: str, rows: int) -> Iterator[Place]:
    """The cell of a label left of a block; nothing if there is none."""
    if text:
        yield Place(0, 0, SIDE_WIDTH, text, rows, "center")


def _start(side: str) -> int:
    return SIDE_WIDTH if side else 0


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and its value."""

    label: str
    value: str = ""
    role: PairRole = "field"


@dataclass(frozen=True, slots=True)
class PairRows:
    """Rows of label–value pairs, any number on a row, with or without a label for all of them."""

    rows: tuple[tuple[Pair, ...], ...]
    side: str = ""
    """Label merged over all rows, which only names the block."""
    label_width: int = LABEL_WIDTH

    @property
    def n_rows(self) -> int:
        """Number of rows."""
        return len(self.rows)

    def places(self) -> Iterator[Place]:
        """The label of the block, then label and value of each pair."""
        yield from _side(self.side, self.n_rows)
        for index, pairs in enumerate(self.rows):
            starts = spread([1] * len(pairs), _start(self.side))
            for pair, (left, right) in zip(pairs, pairwise(starts), strict=True):
                middle = left + min(self.label_width, (right - left) // 2)
                yield Place(index, left, middle, pair.label, align="center")
                yield Place(index, middle, right, pair.value)

    def tell(self, truth: FormTruth) -> None:
        """Each pair."""
        for pair in (pair for row in self.rows for pair in row):
            truth.add_pair(pair.label, pair.value, pair.role)


@dataclass(frozen=True, slots=True)
class LoneRow:
    """A cell as wide as the form: a label with its value after a colon, or a note."""

    text: str
    kind: Literal["field", "note"] = "note"

    @property
    def n_rows(self) -> int:
        """One."""
        return 1

    def places(self) -> Iterator[Place]:
        """The cell."""
        yield Place(0, 0, WIDTH, self.text)

    def tell(self, truth: FormTruth) -> None:
        """A note as printed, or the pair; a text without a colon is a label without a value."""
        if self.kind == "note":
            truth.notes.append(self.text)
            return
        label, _, value = self.text.partition("：")
        truth.add_field(label, value.strip())


@dataclass(frozen=True, slots=True)
class FundColumn:
    """A column of money, points or words of a funds block."""

    header: str
    field: FundField | None
    """None for a column that the report gives under its header."""
    merged: bool = False
    """One cell over all rows, with the text of the first."""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class FundRow:
    """A row of a funds block."""

    name: str
    values: tuple[str, ...] = ()
    """Text of each column; () for a name alone."""
    group: str = ""
    """Label merged over neighbouring rows of the same group; "" for none."""


@dataclass(frozen=True, slots=True)
class Funds:
    """Money with a header row: 项目资金（万元）."""

    side: str
    columns: tuple[FundColumn, ...]
    rows: tuple[FundRow, ...]
    corner: str = ""
    """Header above the names."""
    unit: str = ""
    """Unit of the amounts, printed in `side` or the corner; "" if none is printed."""

    @property
    def n_rows(self) -> int:
        """The header's and those of the money."""
        return len(self.rows) + 1

    def places(self) -> Iterator[Place]:
        """Label of the block, header, groups and names, values."""
        names = 2.4 * sum(column.weight for column in self.columns) / len(self.columns)
        edges = spread([names, *(column.weight for column in self.columns)], _start(self.side))
        yield from _side(self.side, self.n_rows)
        yield Place(0, edges[0], edges[1], self.corner, align="center")
        for column, (left, right) in zip(self.columns, pairwise(edges[1:]), strict=True):
            yield Place(0, left, right, column.header, align="center")
        yield from self._names(edges[0], edges[1])
        yield from self._values(edges[1:])

    def _names(self, left: int, right: int) -> Iterator[Place]:
        """Groups over their rows; a name without a group takes the groups' room too."""
        middle = left + (right - left) * 2 // 5
        for group, members in groupby(enumerate(self.rows, 1), key=lambda item: item[1].group):
            rows = list(members)
            if group:
                yield Place(rows[0][0], left, middle, group, len(rows), "center")
            for index, row in rows:
                yield Place(index, middle if group else left, right, row.name)

    def _values(self, edges: Sequence[int]) -> Iterator[Place]:
        for number, (left, right) in enumerate(pairwise(edges)):
            if self.columns[number].merged:
                yield Place(1, left, right, self._text(0, number), len(self.rows))
                continue
            for index in range(len(self.rows)):
                yield Place(index + 1, left, right, self._text(index, number), align="center")

    def _text(self, row: int, column: int) -> str:
        values = self.rows[0 if self.columns[column].merged else row].values
        return values[column] if values else ""

    def tell(self, truth: FormTruth) -> None:
        """Each row; a merged text belongs to each of its rows."""
        for index, row in enumerate(self.rows):
            texts = [self._text(index, number) for number in range(len(self.columns))]
            printed = list(zip(self.columns, texts, strict=True))
            found = {column.field: text for column, text in printed if column.field}
            extra = {c.header: text for c, text in printed if text and c.field is None}
            truth.funds.append(_fund(row.name, found, extra, row.group, self.unit))


@dataclass(frozen=True, slots=True)
class FundPairs:
    """Money without a header row: names and amounts side by side."""

    side: str
    rows: tuple[tuple[tuple[str, str], ...], ...]
    """Name and amount, any number on a row."""
    joined: bool = False
    """Name and amount stand in one cell, with a colon between."""
    unit: str = ""
    """Unit of the amounts, printed in `side`; "" if none is printed."""

    @property
    def n_rows(self) -> int:
        """Number of rows."""
        return len(self.rows)

    def places(self) -> Iterator[Place]:
        """Label of the block, then names and amounts."""
        yield from _side(self.side, self.n_rows)
        for index, row in enumerate(self.rows):
            starts = spread([1] * len(row), _start(self.side))
            for (name, amount), (left, right) in zip(row, pairwise(starts), strict=True):
                if self.joined:
                    yield Place(index, left, right, f"{name}：{amount}")
                    continue
                middle = (left + right) // 2
                yield Place(index, left, middle, name)
                yield Place(index, middle, right, amount)

    def tell(self, truth: FormTruth) -> None:
        """An amount for each name."""
        for name, amount in (pair for row in self.rows for pair in row):
            truth.funds.append(_fund(name, {"budget": amount}, {}, "", self.unit))


def _fund(
    name: str, found: dict[FundField, str], extra: dict[str, str], group: str, unit: str
) -> dict[str, object]:
    texts: dict[str, object] = {key: found.get(key) or None for key in FUND_FIELDS}
    named = {"group": group or None, "name": name or None}
    return {**named, **texts, "unit": unit or None, "extra": extra}


GoalLayout: TypeAlias = Literal["over", "left"]
"""over: labels in one row, texts in the next; left: each label left of its text."""


@dataclass(frozen=True, slots=True)
class Objectives:
    """The objectives, planned and achieved, of a year or for long."""

    goals: tuple[Pair, ...]
    side: str = ""
    layout: GoalLayout = "over"

    @property
    def n_rows(self) -> int:
        """Two if the labels stand over the texts."""
        return 2 if self.layout == "over" else len(self.goals)

    def places(self) -> Iterator[Place]:
        """Label of the block, labels and texts."""
        left = _start(self.side)
        yield from _side(self.side, self.n_rows)
        if self.layout == "left":
            for index, goal in enumerate(self.goals):
                yield Place(index, left, left + LABEL_WIDTH, goal.label, align="center")
                yield Place(index, left + LABEL_WIDTH, WIDTH, goal.value)
            return
        edges = pairwise(spread([1] * len(self.goals), left))
        for goal, (start, end) in zip(self.goals, edges, strict=True):
            yield Place(0, start, end, goal.label, align="center")
            yield Place(1, start, end, goal.value)

    def tell(self, truth: FormTruth) -> None:
        """Each objective."""
        for goal in self.goals:
            truth.add_pair(goal.label, goal.value, goal.role)


@dataclass(frozen=True, slots=True)
class Matrix:
    """A block with rows and columns that is no money: 资金管理情况."""

    side: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """Name of the row, then the text of each column."""
    corner: str = ""
    weights: tuple[float, ...] = ()
    """Relative widths of names and columns; () for a usual choice."""

    @property
    def n_rows(self) -> int:
        """The header's and those below."""
        return len(self.rows) + 1

    def places(self) -> Iterator[Place]:
        """Label of the block, header, rows."""
        weights = self.weights or (1.5, *(3 if len(c) > 2 else 0.8 for c in self.columns))
        edges = spread(weights, _start(self.side))
        yield from _side(self.side, self.n_rows)
        for index, row in enumerate(((self.corner, *self.columns), *self.rows)):
            for number, (left, right) in enumerate(pairwise(edges)):
                align: Align = "left" if index and number else "center"
                yield Place(index, left, right, row[number], align=align)

    def tell(self, truth: FormTruth) -> None:
        """Each text that is not empty, under the labels of its row and column.

        A row without texts is a label without a value.
        """
        for name, *texts in self.rows:
            if not any(texts):
                truth.add_field(name, "")
            for header, text in zip(self.columns, texts, strict=True):
                if text:
                    truth.add_field(f"{name} {header}", text)
