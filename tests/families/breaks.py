"""Which page breaks of a form a human reader can undo.

As for the seed's form (properties.breaks): where a cut cell is left open, everything can be read
on.  Where it is closed, the page must tell by its content:

* A merged cell says all its text on one page; the rest of it below is empty.  A cell of a column
  that is no level goes on over two rows at least, or it looks like an empty cell of its own.
* Between two indicators, the first on the next page has at least two texts (name or values)
  where the last on the page before has one too, one of them a value; joining them would make
  nonsense.  Or a second level begins with it.
* A row that is split at the break has two texts at least that stand whole above it, and one that
  goes on, which is no short value.  Rows around the grid are not split.

No text is cut into two equal halves, which looks like a text that is printed twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from printing import Piece, PrintJob, TablePage
from printing.reportforms import GridPlace, PrintedForm

GROUPS = frozenset(("activity", "task", "level1", "level2"))
SHORT = frozenset(("nature", "unit", "weight", "score"))

LEAST_WITNESSES = 2
"""Texts that must show which way a break is to be read."""


def readable(form: PrintedForm, pages: Sequence[TablePage], job: PrintJob) -> bool:
    """Whether a reader can undo all page breaks of a form."""
    for page, after in pairwise(pages):
        if _halves(page, after):
            return False
        if not job.layout.open_cut and not _tells(form, page, after):
            return False
    return True


def _rest(piece: Piece, after: TablePage) -> Piece | None:
    """What stands on the next page of a cell that is cut."""
    if not piece.cut_below:
        return None
    return next(p for p in after.pieces if p.cell is piece.cell and not p.repeated)


def _halves(page: TablePage, after: TablePage) -> bool:
    for piece in page.pieces:
        rest = _rest(piece, after)
        if rest and rest.lines and "".join(piece.lines) == "".join(rest.lines):
            return True
    return False


def _tells(form: PrintedForm, page: TablePage, after: TablePage) -> bool:
    """Whether the texts around a closed break say how to read it."""
    last = page.last_row
    grid = next((grid for grid in form.grids if last in grid.rows), None)
    columns = grid.columns if grid else {}
    if not all(_goes_on_plainly(piece, columns, after) for piece in page.pieces):
        return False
    if page.parted_row is not None:
        return grid is not None and _split_is_plain(grid, page, after)
    if grid is None or last + 1 not in grid.rows:
        return True
    return _row_is_plain(grid, page, after)


def _goes_on_plainly(piece: Piece, columns: dict[int, str], after: TablePage) -> bool:
    """Whether a merged cell that the break cuts is seen to go on, and says nothing below."""
    rest = _rest(piece, after)
    if rest is None or piece.cell.row_span == 1:
        return True
    is_level = columns.get(piece.cell.column, "level1") in GROUPS
    return not rest.lines and (is_level or rest.rows[0] != rest.rows[1])


def _row_is_plain(grid: GridPlace, page: TablePage, after: TablePage) -> bool:
    above, below = _texts(page, page.last_row), _texts(after, page.last_row + 1)
    shared = [
        field
        for column, field in grid.columns.items()
        if field not in GROUPS and above.get(column) and below.get(column)
    ]
    if any(field in ("level1", "level2") and _begins(after, page.last_row + 1, column)
           for column, field in grid.columns.items()):  # fmt: skip
        return bool(shared)
    return len(shared) >= LEAST_WITNESSES and any(field != "level3" for field in shared)


def _begins(page: TablePage, row: int, column: int) -> bool:
    """Whether a cell begins in this place."""
    return any(
        piece.cell.row == row and piece.cell.column == column and not piece.repeated
        for piece in page.pieces
    )


def _split_is_plain(grid: GridPlace, page: TablePage, after: TablePage) -> bool:
    row = page.last_row
    above, below = _texts(page, row), _texts(after, row)
    own = {c: field for c, field in grid.columns.items() if field not in GROUPS}
    going_on = [field for column, field in own.items() if below.get(column)]
    whole = [field for c, field in own.items() if above.get(c) and not below.get(c)]
    long = not any(field in SHORT for field in going_on)
    return long and len(going_on) < LEAST_WITNESSES and len(whole) >= LEAST_WITNESSES


def _texts(page: TablePage, row: int) -> dict[int, list[str]]:
    """Printed lines of the cells of one row of the table, by column."""
    return {
        piece.cell.column: piece.lines
        for piece in page.pieces
        if not piece.repeated and piece.cell.row <= row <= piece.cell.last_row
    }
