"""A logical table cut into forms: what stands above, in and under each indicator grid.

A ruled frame may hold several forms, one under the other, and a form several grids.  A heading
or the label of a project's name begins a form; a header begins a grid.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from zhperf.grids import distinct
from zhperf.headers import NAMING, column_role, find_headers
from zhperf.templates import HEAD_ROLES, opens_form
from zhperf.vocabulary import is_level, is_title

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zhperf.grids import Line, LogicalCell, LogicalRow, LogicalTable
    from zhperf.headers import Header
    from zhperf.templates import LabelRole, Lexicon

RowKind: TypeAlias = Literal["blank", "title", "opening", "label", "total", "data"]

_OPENING_ROLES = frozenset(("name", "department", "implementing_unit"))
_HEAD_LABELS = 2
"""Known labels that a table without an indicator grid must print to be the head of one."""
_SIGNATURE = re.compile(r"人|签|盖章|电话|日期|时间|单位|意见|小计|分值|得分")
"""Words of labels at a form's foot, whatever else they print."""
_POINTS = re.compile(r"-?\d{1,3}(?:\.\d+)?分?")
_ROW_NUMBER = re.compile(r"[(（]?[0-9一二三四五六七八九十]{1,3}[)）.．、]?")
"""What forms print left of rows before anybody fills them in."""
_PRELUDE = re.compile(r"报表编号|附[件表]|表[0-9一二三四五六七八九十]")
"""What may stand above a form's heading and belongs to it."""


@dataclass(slots=True)
class IndicatorGrid:
    """A header and the rows under it."""

    header: Header
    header_rows: list[LogicalRow]
    rows: list[LogicalRow]
    sides: tuple[LogicalCell, ...] = ()
    """Cells beside the grid that have no header: side labels (绩效指标, 年度绩效目标1)."""


@dataclass(slots=True)
class Form:
    """One form: its parts in print order."""

    above: tuple[Line, ...]
    """Lines above its frame, top to bottom; () for a form inside a frame."""
    head: list[list[LogicalRow]]
    """Rows above the first grid, and between its grids, block by block; rows of one block have
    the same columns."""
    grids: list[IndicatorGrid]
    """At least one."""
    tail: list[LogicalRow]
    """Rows under the last grid."""
    pages: list[int]
    """1-based, rising."""
    below: tuple[Line, ...] = field(default=())
    """Lines under its frame."""
    flat: bool = False
    """As `zhperf.grids.Grid.flat`."""
    parts: tuple[int, ...] = ()
    """As `zhperf.grids.Grid.parts`; () where other forms or grids stand in the same table."""
    paged: bool = True
    """Whether `pages` are pages; else they only tell its parts from others'."""


def cut_forms(
    table: LogicalTable, lexicon: Lexicon, before: Sequence[LogicalTable] = ()
) -> list[Form]:
    """The forms of a table, top to bottom; [] if it has no header of an indicator grid.

    Args:
        table: A logical table.
        lexicon: Words of all families.
        before: Tables right above it on its page that are the head of its first form.
    """
    headers = find_headers(table.rows, lexicon)
    forms: list[Form] = []
    start = 0
    for number, header in enumerate(headers):
        stop = headers[number + 1].start if number + 1 < len(headers) else len(table.rows)
        between = table.rows[start : header.start]
        opening = _opening(between, lexicon) if forms else 0
        if opening is None:
            forms[-1].head.append(between)
        else:
            if forms:
                forms[-1].tail += between[:opening]
            forms.append(Form((), [between[opening:]], [], [], []))
        end = _grid_end(table.rows, header, stop, lexicon)
        forms[-1].grids.append(_grid(table.rows, header, end))
        start = end
    if forms:
        forms[-1].tail += table.rows[start:]
        _surround(forms, table, before)
    return forms


def is_head(table: LogicalTable, lexicon: Lexicon) -> bool:
    """Whether a table without an indicator grid may be the head of the one right under it."""
    cells = (cell for row in table.rows for cell in distinct(row))
    known = sum(lexicon.label(cell.text) in HEAD_ROLES for cell in cells)
    return known >= _HEAD_LABELS and len(table.pages) == 1


def _surround(forms: list[Form], table: LogicalTable, before: Sequence[LogicalTable]) -> None:
    """Give the first form what stands above the frame, the last what stands under it."""
    first = before[0] if before else table
    forms[0].above = first.above
    if before:
        between = [line for part in (*before[1:], table) for line in part.above]
        forms[0].above = (*first.above, *between)
        forms[0].head[:0] = [part.rows for part in before]
    forms[-1].below = table.below
    for form in forms:
        rows = [row for block in form.head for row in block]
        rows += [row for grid in form.grids for row in grid.header_rows + grid.rows] + form.tail
        form.pages = sorted({region.page for row in rows for c in row for region in c.regions})
        form.flat, form.paged = table.flat, table.paged
    if len(forms) == len(forms[0].grids) == 1:
        forms[0].parts = table.parts


def _opening(rows: Sequence[LogicalRow], lexicon: Lexicon) -> int | None:
    """The first of the rows between two grids that begins a new form; None: none does."""
    for index, row in enumerate(rows):
        texts = [cell.text for cell in distinct(row)]
        first = next((text for text in texts if text), "")
        if opens_form(texts, lexicon) or lexicon.label(first) in _OPENING_ROLES:
            while index and _is_prelude(rows[index - 1]):
                index -= 1
            return index
    return None


def _is_prelude(row: LogicalRow) -> bool:
    texts = [cell.text for cell in distinct(row) if cell.text]
    return len(texts) == 1 and _PRELUDE.match(texts[0]) is not None


def _grid(rows: Sequence[LogicalRow], header: Header, end: int) -> IndicatorGrid:
    sides = [
        cell
        for column in header.columns
        if not column.words
        for cell in distinct([row[column.start] for row in rows[header.start : end]])
        if cell.text
    ]
    return IndicatorGrid(
        header, list(rows[header.start : header.end]), list(rows[header.end : end]), tuple(sides)
    )


# --- where a grid ends ------------------------------------------------------------------


def _grid_end(rows: Sequence[LogicalRow], header: Header, stop: int, lexicon: Lexicon) -> int:
    """Row after the last indicator or total of a grid."""
    shape = _shape(header, lexicon)
    end, closed, total = header.end, False, False
    for index in range(header.end, stop):
        kind = row_kind(rows[index], shape, lexicon)
        if kind in ("title", "opening") or (kind == "label" and total):
            break  # under the total stand footers, and what is not of the form
        if kind == "total" or (kind == "data" and not (closed and _is_poor(rows[index], shape))):
            end = index + 1
        closed = closed or kind == "label"
        total = total or kind == "total"
    return end


class GridShape(NamedTuple):
    """Columns that tell indicators from other rows."""

    first: int
    """0-based column of the first level, or of the name."""
    name: int
    """Column of the indicator's name."""
    values: tuple[int, ...]
    """Columns of values, right of the name or not."""
    points: tuple[int, ...]
    """Those of weight and score."""


def _shape(header: Header, lexicon: Lexicon) -> GridShape:
    roles = [column_role(column, lexicon) for column in header.columns]
    naming = [c.start for c, r in zip(header.columns, roles, strict=True) if r in NAMING]
    names = [
        column.start
        for field in ("level3", "level2", "group", "level1", "activity", "task")
        for column, role in zip(header.columns, roles, strict=True)
        if role == field
    ]
    values = {
        column.start: role
        for column, role in zip(header.columns, roles, strict=True)
        if role not in NAMING and column.words
    }
    points = tuple(column for column, role in values.items() if role in ("weight", "score"))
    return GridShape(min(naming), names[0], tuple(values), points)


def row_kind(row: LogicalRow, shape: GridShape, lexicon: Lexicon) -> RowKind:
    """What a row under a header is."""
    cells = [cell for cell in distinct(row[shape.first :]) if cell.text]
    texts = [cell.text for cell in distinct(row) if cell.text]
    if not cells:
        return "data" if any(map(_ROW_NUMBER.fullmatch, texts)) else "blank"
    if len(texts) == 1 and is_title(texts[0]):
        return "title"
    role = lexicon.label(texts[0])
    if role == "total" or lexicon.label(cells[0].text) == "total":
        return "total"
    name = row[shape.name]
    merged = (shape.first != shape.name and name is row[shape.first]) or any(
        name is row[value] for value in shape.values
    )
    if role in _OPENING_ROLES and not is_level(texts[0]):
        return "opening"
    spans = merged and not names_indicator(row, shape, lexicon.label)
    if spans or (role == "note" and cells[0] is not name):
        return "label"
    return "data"


def names_indicator(
    row: LogicalRow, shape: GridShape, label: Callable[[str], LabelRole | None]
) -> bool:
    """Whether a row whose name runs over other columns is an indicator, not label and value.

    Some forms merge the name with its level (服务对象满意度指标), or print 预算执行率 over all
    levels.
    It begins with a level and has a value or none at all, or has points and one more value.

    Args:
        row: A row under a header.
        shape: The columns of the header.
        label: What a label outside the grid says.
    """
    first, name = row[shape.first], row[shape.name]
    cells = [row[column] for column in shape.values]
    single = [
        column
        for column, cell in zip(shape.values, cells, strict=True)
        if cell.text and cell is not name and sum(cell is other for other in cells) == 1
    ]
    if is_level(first.text):
        return bool(single) or not any(cell.text for cell in cells)
    known = label(first.text) not in (None, "block") or _SIGNATURE.search(first.text)
    points = any(_POINTS.fullmatch(row[column].text) for column in shape.points if column in single)
    return points and len(single) > 1 and not known and all(name is not cell for cell in cells)


def _is_poor(row: LogicalRow, shape: GridShape) -> bool:
    """Whether a row has fewer than two values and no level: a signature, not an indicator."""
    values = sum(bool(row[column].text) for column in shape.values)
    return values < 2 and not is_level(row[shape.first].text)
