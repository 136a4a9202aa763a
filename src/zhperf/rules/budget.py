"""Budget: amounts, the rate of execution and its score (ZP7xx)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from zhperf.errors import Bilingual
from zhperf.formtexts import shortened
from zhperf.fundrows import (
    COLUMNS,
    HUNDRED,
    Breakdown,
    Column,
    FundRow,
    breakdowns,
    fund_rows,
    leading_rows,
    shown,
    summed,
)
from zhperf.rulebook import Hit
from zhperf.statedreasons import has_reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhperf.forms import Form
    from zhperf.rulebook import Severity

_COLUMN_NAMES: dict[Column, Bilingual] = {
    "initial": Bilingual("initial budget", "年初预算数"),
    "budget": Bilingual("budget", "全年预算数"),
    "executed": Bilingual("spent amount", "全年执行数"),
}
_UNNAMED = Bilingual("the funds", "资金")


def rate(form: Form) -> Iterator[Hit]:
    """ZP701: the printed rate of execution is not B/A."""
    tolerance = form.profile.thresholds.rate_tolerance
    for row in fund_rows(form):
        if row.rate is None or not row.printed_rates:
            continue
        if all(abs(printed - row.rate) > tolerance for printed in row.printed_rates):
            computed = f"{shown(row.rate)}%"
            planned: str | None = getattr(row.fund, row.planned_column)
            yield _hit(
                row,
                "rate",
                expected=computed,
                computed=computed,
                planned=shortened(planned or ""),
                spent=shortened(row.fund.executed or ""),
            )


def rate_score(form: Form) -> Iterator[Hit]:
    """ZP702: the score of the rate is not min(1, B/A) of its full score."""
    thresholds = form.profile.thresholds
    for row in fund_rows(form):
        if row.weight is None or row.score is None or len(row.known_rates) != 1:
            continue
        share = max(Decimal(0), min(Decimal(1), row.known_rates[0] / HUNDRED))
        right = share * row.weight
        difference = abs(row.score - right)
        if difference <= thresholds.rate_score_tolerance:
            continue
        severity: Severity | None = None
        if difference <= thresholds.rate_score_warning:
            severity = "warning"
        yield _hit(
            row,
            "score",
            expected=shown(right),
            severity=severity,
            right=shown(right),
            rate=shown(row.known_rates[0]),
            weight=shown(row.weight),
        )


def rate_reason(form: Form) -> Iterator[Hit]:
    """ZP703: the rate is low, and nothing says why."""
    least = form.profile.thresholds.rate_reason_below
    if least <= 0:
        return
    for row in leading_rows(fund_rows(form)):
        rates = row.known_rates
        if not rates or any(one >= least for one in rates):
            continue
        if has_reason(row.fund.extra, form.profile.words) or form.has_footer_reason:
            continue
        low = f"{shown(row.rate)}%" if row.rate is not None else shortened(row.fund.rate or "")
        yield _hit(row, "rate", rate=low, least=shown(least))


def total_not_sum(form: Form) -> Iterator[Hit]:
    """ZP704: a total of the funds is not the sum of the rows that break it down."""
    found = [
        hit
        for breakdown in breakdowns(fund_rows(form))
        for column in COLUMNS
        for hit in _wrong_sum(breakdown, column)
    ]
    yield from sorted(found, key=_print_order)


def zero_budget(form: Form) -> Iterator[Hit]:
    """ZP705: nothing could be spent, and yet something was, or the rate has a score."""
    for row in fund_rows(form):
        if row.planned is None or row.planned.value != 0:
            continue
        if row.spent is not None and row.spent.value != 0:
            yield _hit(row, "executed", column=_COLUMN_NAMES[row.planned_column])
        elif row.score is not None and row.score > 0:
            column = _COLUMN_NAMES[row.planned_column]
            yield _hit(row, "score", variant="score", column=column)


def _wrong_sum(breakdown: Breakdown, column: Column) -> Iterator[Hit]:
    found = summed(breakdown, column)
    if found is None or found.agrees:
        return
    group = breakdown.parts[0].fund.group
    yield _hit(
        breakdown.total,
        column,
        expected=shown(found.value),
        variant="group" if group else None,
        column=_COLUMN_NAMES[column],
        sum=shown(found.value),
        group=shortened(group or ""),
    )


def _print_order(hit: Hit) -> tuple[int, int]:
    _, number, column = (hit.field or "").split(".")
    return int(number), COLUMNS.index(column)


def _hit(
    row: FundRow,
    field: str,
    *,
    expected: str | None = None,
    severity: Severity | None = None,
    variant: str | None = None,
    **values: object,
) -> Hit:
    """A finding on a field of a fund row."""
    value: str | None = getattr(row.fund, field)
    return Hit(
        field=row.field(field),
        value=value,
        expected=expected,
        severity=severity,
        variant=variant,
        values={
            "value": shortened(value or ""),
            "name": shortened(row.name) if row.name else _UNNAMED,
            **values,
        },
    )
