"""Which page breaks a human reader can undo.

A browser leaves a cut cell open: whoever sees no rule at the page's end reads on.  Office
software closes it with a rule, so the reader must tell from the content whether the first row
of a page goes on from the page before.  What stays undecidable is not printed by the generators:

* Between two rows, in office style.  The first row of the next page must be recognisable as a
  row of its own: at least two of its values (nature, target, unit, completion, deviation) stand
  where the row before has values too, so that joining them would make nonsense.  A row that
  holds hardly more than its name could as well be the rest of the row before.
* Inside a row, in office style.  The rest must be recognisable as a rest: at most two cells go
  on, neither nature nor unit, and at least two values stand whole on the page before.
* The name of an activity that is cut between two rows must not run over to the next page in
  office style: there, the rest of a name and the name of a new activity look the same.
* Between two activities every cell ends at the break, in either style.  The upper name must not
  fill its last line: a name that does may go on in the cell at the head of the next page.
* Text of a merged cell that stands only in its last part ("second") is not combined with office
  style: an empty cell at the head of a page means that the group goes on.
* A text that is cut into two equal halves cannot be told from a text that is printed twice.
* Where the table has no border above and below, and a repeated header closes the next page, an
  open cut does not show; the content must tell, as in office style.
* With outer borders missing, each page must show two rules, one that begins in the first column
  and one that ends in the last: else nothing on it says that it is a table, or how wide.
"""

from __future__ import annotations

from itertools import pairwise

from printing import FormTable, Piece, PrintJob, TablePage, lay_out
from printing.borders import page_edges
from printing.fonts import Font

VALUES = ("nature", "target", "unit", "actual", "deviation")

NEVER_CUT = ("nature", "unit")
"""Short values: what stands in them on the next page is a new value."""

FOOT = 60.0
"""Height in pt at the foot of a page that no table reaches: page number, overflowing text."""

LEAST_RULES = 2
"""Rules across that a page without outer borders must show."""

FREE_AT_END = 1.5
"""Room in em that a line leaves which plainly ends its text."""

LEAST_WITNESSES = 2
"""Values that must show which way a break is to be read."""


def readable(shape: FormTable, job: PrintJob) -> bool:
    """Whether a reader can undo all page breaks of this print."""
    pages = lay_out(shape.table, job.layout, Font(job.font))
    lowest = job.setup.content_size[1] - FOOT
    if any(page.row_edges[-1] > lowest for page in pages) or any(_halves(pages)):
        return False
    if job.borders.outer != "present" and not all(_is_marked(page, job) for page in pages):
        return False
    font = Font(job.font)
    if not all(_names_are_apart(page, after, job, font) for page, after in pairwise(pages)):
        return False
    ends_missing = job.borders.outer in ("no_ends", "none")
    if job.layout.open_cut and not (ends_missing and job.layout.repeat_header):
        return True
    if job.layout.cut_text == "second":
        return False
    return all(_break_is_readable(shape, page, after) for page, after in pairwise(pages))


def _halves(pages: list[TablePage]) -> list[bool]:
    """For each page break, whether it cuts a text into equal halves."""
    found = []
    for page, after in pairwise(pages):
        for piece in page.pieces:
            rest = _continuation(piece, after)
            if rest is None or not rest.lines or not piece.lines:
                continue
            whole = "".join(piece.lines) == piece.cell.text
            found.append(not whole and "".join(piece.lines) == "".join(rest.lines))
    return found


def _continuation(piece: Piece, after: TablePage) -> Piece | None:
    if not piece.cut_below:
        return None
    return next(p for p in after.pieces if p.cell is piece.cell and not p.repeated)


def _is_marked(page: TablePage, job: PrintJob) -> bool:
    """Whether the rules of a page without outer borders show a table and its width."""
    edges = [
        edge
        for edge in page_edges(page, job.borders, open_cut=job.layout.open_cut)
        if edge.horizontal
    ]
    left, right = page.column_edges[0], page.column_edges[-1]
    return (
        len({edge.position for edge in edges}) >= LEAST_RULES
        and any(edge.start == left for edge in edges)
        and any(edge.end == right for edge in edges)
    )


def _break_is_readable(shape: FormTable, page: TablePage, after: TablePage) -> bool:
    if page.last_row < shape.first_row:
        return True
    first = page.last_row if page.parted_row is not None else page.last_row + 1
    before = _lines(page, page.last_row)
    below = _lines(after, first)
    columns = {name: shape.column_of(name) for name in VALUES}  # type: ignore[arg-type]
    if page.parted_row is None:
        shared = [n for n, c in columns.items() if before[c] and below[c]]
        return len(shared) >= LEAST_WITNESSES and _activity_is_plain(page, after)
    going_on = [n for n, c in columns.items() if below[c]]
    whole = [n for n, c in columns.items() if before[c] and not below[c]]
    short = not any(name in NEVER_CUT for name in going_on)
    return short and len(going_on) < LEAST_WITNESSES and len(whole) >= LEAST_WITNESSES


def _names_are_apart(page: TablePage, after: TablePage, job: PrintJob, font: Font) -> bool:
    """At a break between two activities, whether the name above ends in a line with room left."""
    names = [p for p in page.pieces if p.cell.column == 0 and p.cell.last_row == page.last_row]
    below = [p for p in after.pieces if p.cell.column == 0 and p.cell.row == page.last_row + 1]
    if page.parted_row is not None or not names or not below:
        return True
    if not names[0].lines or not below[0].lines:
        return True
    x0, _, x1, _ = names[0].box
    room = (x1 - x0 - 2 * job.layout.padding) / job.layout.size
    return font.width(names[0].lines[-1]) + FREE_AT_END <= room


def _activity_is_plain(page: TablePage, after: TablePage) -> bool:
    """The part of a cut activity's cell on the next page is empty, or says all of the name."""
    for piece in page.pieces:
        rest = _continuation(piece, after)
        if rest is not None and rest.cell.column == 0 and rest.lines:
            return "".join(rest.lines) == rest.cell.text
    return True


def _lines(page: TablePage, row: int) -> dict[int, list[str]]:
    """Printed lines of the cells of one row of the table, by column."""
    return {
        piece.cell.column: piece.lines
        for piece in page.pieces
        if not piece.repeated and piece.cell.row <= row <= piece.cell.last_row
    }
