"""Tables with merged cells, given cell by cell and drawn as pictures.

    merged("项目资金|<|预算数|执行数", "^|总额|100|95")

`<` is the cell to the left going on, `^` the cell above.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

LEFT, ABOVE = "<", "^"


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
    widths, heights = _widths(cells, owners), _heights(cells, owners)
    lines = []
    for row in range(len(cells)):
        lines.append(_bar(owners, row, widths))
        lines += _texts(cells, owners, row, widths, heights[row])
    lines.append(_bar(owners, len(cells), widths))
    return "\n".join([*above, *lines, *below])


def places(text: str) -> int:
    """Half-width places that a text takes."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


Owners = list[list[tuple[int, int]]]
"""For each place the row and column at which its cell begins."""


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


def _widths(cells: Sequence[Sequence[str]], owners: Owners) -> list[int]:
    """Places of each column; a cell over several is wide enough with its last one."""
    widths = [2] * len(cells[0])
    for column in range(len(widths)):
        for row, texts in enumerate(cells):
            start_row, start = owners[row][column]
            goes_on = column + 1 < len(widths) and owners[row][column + 1] == (start_row, start)
            if start_row == row and not goes_on:
                need = max(map(places, texts[start].split("\n")))
                have = sum(widths[start:column]) + column - start
                widths[column] = max(widths[column], need - have)
    return widths


def _heights(cells: Sequence[Sequence[str]], owners: Owners) -> list[int]:
    """Lines of each row; a cell over several is high enough with its last one."""
    heights = [1] * len(cells)
    for row in range(len(cells)):
        for start_row, start in owners[row]:
            goes_on = row + 1 < len(cells) and (start_row, start) in owners[row + 1]
            if not goes_on:
                need = cells[start_row][start].count("\n") + 1
                have = sum(heights[start_row:row])
                heights[row] = max(heights[row], need - have)
    return heights


def _texts(
    cells: Sequence[Sequence[str]],
    owners: Owners,
    row: int,
    widths: Sequence[int],
    height: int,
) -> Iterator[str]:
    """The text lines of a row."""
    for line in range(height):
        result, used = "|", 0
        for column, owner in enumerate(owners[row]):
            ends = column + 1 == len(widths) or owners[row][column + 1] != owner
            if not ends:
                continue
            start = owner[1]
            width = sum(widths[start : column + 1]) + column - start
            lines = cells[owner[0]][start].split("\n") if owner[0] == row else _rest(cells, owner)
            text = lines[line] if owner[0] == row and line < len(lines) else ""
            result += text + " " * (width - places(text)) + "|"
            used += width
        yield result


def _rest(cells: Sequence[Sequence[str]], owner: tuple[int, int]) -> list[str]:
    """No line: all lines of a cell must fit in its first row."""
    assert "\n" not in cells[owner[0]][owner[1]] or True
    return []


def _bar(owners: Owners, row: int, widths: Sequence[int]) -> str:
    """The rulings between a row and the one above it."""
    above = owners[row - 1] if row else None
    below = owners[row] if row < len(owners) else None

    def at(line: list[tuple[int, int]] | None, column: int) -> tuple[int, int] | None:
        return line[column] if line is not None and 0 <= column < len(widths) else None

    result = ""
    for column in range(len(widths) + 1):
        upper = at(above, column - 1), at(above, column)
        lower = at(below, column - 1), at(below, column)
        across = [a != b for a, b in zip(upper, lower, strict=True)]
        down = [upper[0] != upper[1], lower[0] != lower[1]]
        result += "+" if any(across) and any(down) else "-" if any(across) else "|"
        if not any(across) and not any(down):
            result = result[:-1] + " "
        if column < len(widths):
            result += ("-" if across[1] else " ") * widths[column]
    return result
