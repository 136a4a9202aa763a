"""Tables with merged cells, given cell by cell and drawn as pictures.

    merged("项目资金|<|预算数|执行数", "^|总额|100|95")

`<` is the cell to the left going on, `^` the cell above.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import accumulate, product
from typing import TypeAlias

LEFT, ABOVE = "<", "^"

Place: TypeAlias = tuple[int, int]
"""Row and column at which a cell begins."""
Owners: TypeAlias = list[list[Place]]
"""For each row and column the cell that covers it."""


def merged(*rows: str, above: Sequence[str] = (), below: Sequence[str] = ()) -> str:
    """The picture of a table.

    Args:
        *rows: Texts of a row's cells between `|`; a line feed begins a new line of a cell.
        above: Lines above the frame.
        below: Lines under the frame.
    """
    cells = [row.split("|") for row in rows]
    assert len({len(row) for row in cells}) == 1, "rows of different lengths"
    owners = _owners(cells)
    _check_rectangles(owners)
    lines = {place: cells[place[0]][place[1]].split("\n") for row in owners for place in row}
    columns = [list(column) for column in zip(*owners, strict=True)]
    heights = _sizes(owners, {place: len(texts) for place, texts in lines.items()})
    widths = _sizes(columns, {place: max(map(_places, t)) for place, t in lines.items()})
    return "\n".join([*above, *_drawn(owners, lines, heights, widths), *below])


def _places(text: str) -> int:
    """Half-width places that a text takes."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _owners(cells: Sequence[Sequence[str]]) -> Owners:
    owners: Owners = []
    for row, texts in enumerate(cells):
        owners.append([])
        for column, text in enumerate(texts):
            if text == LEFT:
                owners[row].append(owners[row][column - 1])
            elif text == ABOVE:
                owners[row].append(owners[row - 1][column])
            else:
                owners[row].append((row, column))
    return owners


def _check_rectangles(owners: Owners) -> None:
    """A cell's first row and first column tell its size."""
    for row, column in {place for line in owners for place in line}:
        width = owners[row].count((row, column))
        height = [line[column] for line in owners].count((row, column))
        covered = sum(line.count((row, column)) for line in owners)
        assert covered == width * height, f"the cell at {row}, {column} is no rectangle"


def _sizes(owners: Owners, needs: dict[Place, int]) -> list[int]:
    """Lines of each row (or places of each column): the last one of a cell makes it big enough."""
    sizes: list[int] = []
    for index, cells in enumerate(owners):
        size = 1
        for cell in cells:
            if index + 1 < len(owners) and cell in owners[index + 1]:
                continue
            first = next(number for number, line in enumerate(owners) if cell in line)
            size = max(size, needs[cell] - sum(sizes[first:]) - (index - first))
        sizes.append(size)
    return sizes


def _drawn(
    owners: Owners, lines: dict[Place, list[str]], heights: list[int], widths: list[int]
) -> list[str]:
    tops = [0, *accumulate(height + 1 for height in heights)]
    lefts = [0, *accumulate(width + 1 for width in widths)]
    canvas = [[" "] * (lefts[-1] + 1) for _ in range(tops[-1] + 1)]
    for row, column in product(range(len(tops)), range(len(lefts))):
        across, down = _borders(owners, row, column)
        if across:
            for x in range(lefts[column] + 1, lefts[column + 1]):
                canvas[tops[row]][x] = "-"
        if down:
            for y in range(tops[row] + 1, tops[row + 1]):
                canvas[y][lefts[column]] = "|"
        canvas[tops[row]][lefts[column]] = _joint(owners, row, column)
    for (row, column), texts in lines.items():
        for number, text in enumerate(texts, tops[row] + 1):
            x = lefts[column] + 1
            canvas[number][x : x + _places(text)] = _spread(text)
    return ["".join(line) for line in canvas]


def _spread(text: str) -> list[str]:
    """One entry for each place of a text."""
    return [part for letter in text for part in [letter, ""][: _places(letter)]]


def _borders(owners: Owners, row: int, column: int) -> tuple[bool, bool]:
    """Whether a ruling goes from the corner at the top left of a place to the right, and down."""
    at = _at(owners, row, column)
    across = column < len(owners[0]) and at != _at(owners, row - 1, column)
    down = row < len(owners) and at != _at(owners, row, column - 1)
    return across, down


def _at(owners: Owners, row: int, column: int) -> Place | None:
    inside = 0 <= row < len(owners) and 0 <= column < len(owners[0])
    return owners[row][column] if inside else None


def _joint(owners: Owners, row: int, column: int) -> str:
    across, down = _borders(owners, row, column)
    across |= column > 0 and _borders(owners, row, column - 1)[0]
    down |= row > 0 and _borders(owners, row - 1, column)[1]
    return "+" if across and down else "-" if across else "|" if down else " "
