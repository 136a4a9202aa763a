"""Blocks with a header row of their own above the indicator grid: funds, and others.

A block's rows stand beside its side label; without one they end where the cells no longer
follow the header's columns.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhperf.grids import distinct
from zhperf.headers import numbers_columns
from zhperf.provenance import unused
from zhperf.templates import HEAD_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhperf.grids import LogicalCell, LogicalRow
    from zhperf.provenance import Draft
    from zhperf.templates import FundField, Template

_MONEY = frozenset(("initial", "budget", "executed", "rate", "amount"))
_UNIT = re.compile(r"[(（](?:单位|金额)?[:：]?((?:百万|千万|万|亿|千|百)?元)[)）]")
FUND_IN_CELL = re.compile(
    r"\s*(?P<name>[^:：]{2,20}?)\s*[:：]\s*(?P<amount>(?:[-—]?\d.*|[-—－/]+))", re.DOTALL
)
"""Name and amount of funds in one cell; 其中：财政拨款 is a name alone."""
_AMOUNT = re.compile(r"[-—]?[\d,.]+(?:%|[百千万亿]*元)?")
_MIN_HEADERS = 2
"""Header words that a block's header row prints at least."""


def read_funds(
    rows: Sequence[LogicalRow], number: int, template: Template, draft: Draft, used: set[int]
) -> bool:
    """Read the funds block whose header is row `number`, if it is one.

    Args:
        rows: Rows of one block of the form's head.
        number: 0-based.
        template: Knows the words.
        draft: Takes the funds.
        used: Ids of cells that are read; those of the block are added.
    """
    header = rows[number]
    heads = [cell for cell in distinct(header) if cell.text and id(cell) not in used]
    roles = {id(cell): template.fund(cell.text) for cell in heads}
    known = [cell for cell in heads if roles[id(cell)] is not None]
    if len(known) < _MIN_HEADERS or _MONEY.isdisjoint(roles.values()):
        return False  # points alone head other blocks
    block = _block_rows(rows, number, known[0], template)
    if not block or _holds_values(heads, known):
        return False  # labels with their values beside them
    if len(known) > _MIN_HEADERS and _holds_names(known[0], header, block, template):
        known = known[1:]
    _read_fund_block(header, block, header.index(known[0]), roles, draft)
    used.update(id(cell) for row in (header, *block) for cell in row)
    return True


def _read_fund_block(
    header: LogicalRow,
    block: Sequence[LogicalRow],
    first: int,
    roles: dict[int, FundField | None],
    draft: Draft,
) -> None:
    """Read all rows of a block whose values begin at column `first`."""
    columns = _fund_columns(header, first, roles)
    side = header[0] if block[0][0] is header[0] and first > 0 else None
    unit = money_unit(cell.text for cell in header)
    own = {id(cell) for cell in header}
    for row in block:
        if not numbers_columns([cell.text for cell in distinct(row) if id(cell) not in own]):
            _read_fund_row(row, first, columns, side, draft, unit)


def _holds_values(heads: Sequence[LogicalCell], known: Sequence[LogicalCell]) -> bool:
    """Whether labels and values alternate in a row: half of it is unknown, or it has amounts."""
    amounts = any(_AMOUNT.fullmatch(cell.text) for cell in heads)
    return amounts or len(known) * 2 < len(heads) - (heads[0] is not known[0])


def money_unit(texts: Iterable[str]) -> str | None:
    """The unit that labels print in brackets: 万元 or 元."""
    found = (_UNIT.search(text) for text in texts)
    return next((match[1] for match in found if match), None)


def _block_rows(
    rows: Sequence[LogicalRow], number: int, known: LogicalCell, template: Template
) -> list[LogicalRow]:
    """Rows of the block under its header."""
    header = rows[number]
    below = list(rows[number + 1 :])
    side = header[0]
    if side is not known and below and below[0][0] is side:
        return [row for row in below if row[0] is side]
    block = []
    for row in below:
        if _edges(row)[-_MIN_HEADERS:] != _edges(header)[-_MIN_HEADERS:]:
            break
        # A page break may leave the header's own side label to the first row after it.
        late = not header[0].text and row is below[0]
        if _begins_block([cell for cell in row if cell is not row[0]] if late else row, template):
            break
        block.append(row)
    return block


def _begins_block(row: LogicalRow, template: Template) -> bool:
    """Whether a row prints labels of another block."""
    roles = [template.label(cell.text) for cell in distinct(row) if cell.text]
    heads = sum(role == "matrix" for role in roles)
    return heads >= _MIN_HEADERS or any(role in HEAD_ROLES or role == "block" for role in roles)


def _edges(row: LogicalRow) -> list[int]:
    """Columns at which cells begin."""
    return [i for i in range(len(row)) if i == 0 or row[i] is not row[i - 1]]


def _holds_names(
    corner: LogicalCell, header: LogicalRow, block: Sequence[LogicalRow], template: Template
) -> bool:
    """Whether the header's first known cell stands over the names of the rows."""
    column = header.index(corner)
    texts = [row[column].text for row in block if row[column].text]
    return bool(texts) and any(template.label(text) == "fund_row" for text in texts)


def _fund_columns(
    header: LogicalRow, first: int, roles: dict[int, FundField | None]
) -> list[tuple[int, FundField | None, str]]:
    """First table column, field and text of each header cell from `first` on."""
    columns: list[tuple[int, FundField | None, str]] = []
    taken: set[str] = set()
    for start in _edges(header):
        if start < first:
            continue
        field = roles.get(id(header[start]))
        if field in taken:
            field = None
        if field not in (None, "extra"):
            taken.add(str(field))
        columns.append((start, field, header[start].text))
    if "budget" not in taken:  # a form that prints one amount for the year
        columns = [(s, "budget" if f == "amount" else f, t) for s, f, t in columns]
    return columns


def _read_fund_row(
    row: LogicalRow,
    first: int,
    columns: Sequence[tuple[int, FundField | None, str]],
    side: LogicalCell | None,
    draft: Draft,
    unit: str | None,
) -> None:
    labels = [cell for cell in distinct(row[:first]) if cell is not side and cell.text]
    if row[first] in labels or (not labels and row[first] is row[0]):
        _read_loose_row(row, side, draft, unit)
        return
    values: dict[str, LogicalCell] = {}
    extra: dict[str, LogicalCell] = {}
    read: set[int] = set()
    for column, field, header in columns:
        cell = row[column]
        if id(cell) in read or not cell.text:
            continue
        read.add(id(cell))
        if field is None or field in ("extra", "amount"):
            extra[unused(header, extra)] = cell
        else:
            values[field] = cell
    if labels:
        values["name"] = labels[-1]
    if len(labels) > 1:
        values["group"] = labels[0]
    if values or extra:
        draft.fund(values, extra, unit)


def _read_loose_row(
    row: LogicalRow, side: LogicalCell | None, draft: Draft, unit: str | None
) -> None:
    """A row that does not follow the block's columns: labels, each with its amount inside."""
    for cell in distinct(row):
        if cell is side or not cell.text:
            continue
        found = FUND_IN_CELL.fullmatch(cell.text)
        if found:
            draft.fund_in_cell(found["name"], found["amount"], cell, unit)
        else:
            draft.fund({"name": cell}, {}, unit)


def read_fund_columns(
    rows: Sequence[LogicalRow], number: int, template: Template, draft: Draft, used: set[int]
) -> bool:
    """Read the funds whose names stand in row `number`, each above its amount, if they do.

    Args:
        rows: Rows of one block of the form's head.
        number: 0-based.
        template: Knows the words.
        draft: Takes the funds.
        used: Ids of cells that are read; those of the block are added.
    """
    header, below = rows[number], rows[min(number + 1, len(rows) - 1)]
    side = header[0] if below[0] is header[0] else None
    names = [cell for cell in distinct(header) if cell.text and cell is not side]
    roles = [template.label(cell.text) for cell in names]
    amounts = [below[header.index(cell)] for cell in names]
    named = roles.count("fund_row") >= _MIN_HEADERS and {*roles} <= {"fund_row", "total", "note"}
    paid = any(_AMOUNT.fullmatch(cell.text) for cell in amounts)
    if not (named and paid) or _edges(header) != _edges(below) or id(names[0]) in used:
        return False
    unit = money_unit(cell.text for cell in header)
    for name, role, amount in zip(names, roles, amounts, strict=True):
        if role == "note":
            draft.pair(name.text, amount.text, [name, amount])
        else:
            draft.fund({"name": name, "budget": amount}, {}, unit)
    used.update(id(cell) for cell in (*header, *below))
    return True


def read_matrix(
    rows: Sequence[LogicalRow], number: int, template: Template, draft: Draft, used: set[int]
) -> bool:
    """Read the block whose header is row `number`, if it is one: each value has two labels.

    Args:
        rows: Rows of one block of the form's head.
        number: 0-based.
        template: Knows the words.
        draft: Takes the pairs.
        used: Ids of cells that are read; those of the block are added.
    """
    header = rows[number]
    heads = [cell for cell in distinct(header) if cell.text and id(cell) not in used]
    known = [cell for cell in heads if template.label(cell.text) == "matrix"]
    if len(known) < _MIN_HEADERS or _holds_values(heads, known):
        return False
    if any(template.label(cell.text) in ("expected", "achieved") for cell in heads):
        return False  # the points stand beside objectives
    block = _block_rows(rows, number, known[0], template)
    if not block:
        return False
    first = header.index(known[0])
    side = header[0] if block[0][0] is header[0] else None
    used.update(id(cell) for cell in header)
    for row in block:
        names = [cell for cell in distinct(row[:first]) if cell is not side and cell.text]
        _read_matrix_row(row, header, first, names, draft)
        used.update(id(cell) for cell in row)
    return True


def _read_matrix_row(
    row: LogicalRow, header: LogicalRow, first: int, names: list[LogicalCell], draft: Draft
) -> None:
    label = " ".join(cell.text for cell in names)
    read: set[int] = set()
    for column in _edges(header):
        cell = row[column]
        if column < first or id(cell) in read or not cell.text:
            continue
        read.add(id(cell))
        key = f"{label} {header[column].text}".strip()
        draft.pair(key, cell.text, [*names, cell])
    if names and not read:
        draft.pair(label, "", names)
