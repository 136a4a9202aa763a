"""The rows around a finding, as a person would look at them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from zhperf.forms import INDICATOR_FIELDS
from zhperf.once import per_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhperf.forms import Form, Row
    from zhperf.report import Fund
    from zhperf.rulebook import Hit

ROWS_BEFORE: Final = 1
"""Rows shown above the one that is meant."""
FUND_NAME: Final = "funds.name"
"""The column of an excerpt that tells which row of the funds block it is."""
_EXTRA: Final = "extra."
_FUND_FIELDS: Final = ("name", "initial", "budget", "executed", "weight", "rate", "score")


_Texts: TypeAlias = tuple[str, ...]


class Excerpt(NamedTuple):
    """A part of a table: one column for each field, one row for each row of print."""

    fields: tuple[str, ...]
    """Fields of the report, as column headers: "target"; "funds.rate" of the funds block."""
    labels: tuple[str, ...]
    """Left of each row: "r12", "" where it is no indicator."""
    rows: tuple[tuple[str, ...], ...]
    """Texts as printed; "" where nothing is."""
    marked_row: int | None
    """0-based; None if nothing single is meant."""
    marked_column: int | None
    """0-based; None: the whole row is meant."""


def excerpt(form: Form, hit: Hit) -> Excerpt | None:
    """The part of the table around a hit; None where a message says all."""
    if hit.row is not None:
        return _rows_around(form, hit.row, hit.field)
    if hit.field is not None and hit.field.startswith("funds."):
        return _funds(form.table.funds, hit.field)
    if hit.field is None or not hit.value:
        return None
    return Excerpt((hit.field,), ("",), ((hit.value,),), 0, 0)


def _rows_around(form: Form, row: Row, field: str | None) -> Excerpt:
    fields, labels, cells = _around(form, row)
    if field in INDICATOR_FIELDS and field not in fields:  # blank in all rows, or the first level
        before = INDICATOR_FIELDS[: INDICATOR_FIELDS.index(field)]
        at = sum(one in before for one in fields)
        fields = (*fields[:at], field, *fields[at:])
        shown = form.rows[row.number - len(cells) : row.number]
        cells = tuple(
            (*texts[:at], one.text(field), *texts[at:])
            for one, texts in zip(shown, cells, strict=True)
        )
    marked = fields.index(field) if field in fields else None
    return Excerpt(fields, labels, cells, len(cells) - 1, marked)


@per_form
def _around(form: Form, row: Row) -> tuple[_Texts, _Texts, tuple[_Texts, ...]]:
    """Fields, labels and cells of a row and those above that are shown with it."""
    position = row.number - 1
    first = max(0, position - ROWS_BEFORE)
    if form.rows[first].activity is not row.activity:
        first = position
    shown = form.rows[first : position + 1]
    return form.columns, tuple(f"r{one.number}" for one in shown), tuple(map(form.cells, shown))


def _funds(funds: Sequence[Fund], field: str) -> Excerpt:
    number, _, name = field.removeprefix("funds.").partition(".")
    fields = [one for one in _FUND_FIELDS if any(_fund_text(fund, one) for fund in funds)]
    if name and name not in fields:
        fields.append(name)
    return Excerpt(
        tuple(f"funds.{one}" for one in fields),
        ("",) * len(funds),
        tuple(tuple(_fund_text(fund, one) for one in fields) for fund in funds),
        int(number),
        fields.index(name) if name else None,
    )


def _fund_text(fund: Fund, name: str) -> str:
    """What a row of the funds block prints; `name` may be that of an extra column."""
    if name.startswith(_EXTRA):
        return fund.extra.get(name.removeprefix(_EXTRA), "")
    text: str | None = getattr(fund, name)
    return text or ""
