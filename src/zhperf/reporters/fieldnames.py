"""Names of fields as the forms print them."""

from __future__ import annotations

from typing import Final

from zhperf.reporters.texts import one_line
from zhperf.writers.columns import HEADERS

_FUNDS: Final = {
    "group": "资金分组",
    "name": "资金名称",
    "initial": "年初预算数",
    "budget": "全年预算数",
    "executed": "全年执行数",
    "weight": "分值",
    "rate": "执行率",
    "score": "得分",
    "unit": "金额单位",
}
"""By field of a row of the funds block."""
_BLOCKS: Final = {
    "name": HEADERS["activity"],
    "activities": HEADERS["activity"],
    "funds": HEADERS["funds"],
    "fields": HEADERS["fields"],
    "notes": HEADERS["notes"],
    "total": "总分",
    "overall_objective": "总体目标",
    "overall_objective.expected": HEADERS["expected"],
    "overall_objective.achieved": HEADERS["achieved"],
    "total.weight": HEADERS["total_weight"],
    "total.score": HEADERS["total_score"],
}
_AS_PRINTED: Final = ("fields.", "extra.")
"""What follows is a label of the document."""


def field_name(field: str | None) -> str:
    """The Chinese name of a field, on one line: 执行率 for "funds.0.rate"; "" for None.

    A field that is not known keeps its own name.
    """
    if field is None:
        return ""
    for prefix in _AS_PRINTED:
        if field.startswith(prefix):
            return one_line(field.removeprefix(prefix))
    block, _, rest = field.partition(".")
    if block == "funds" and rest:
        return _fund_field(rest)
    if block == "notes":
        return HEADERS["notes"]
    return one_line(_BLOCKS.get(field) or HEADERS.get(field) or field)


def _fund_field(rest: str) -> str:
    """The name of a field of a fund: "0.rate", or "rate" in the header of an excerpt."""
    number, _, name = rest.partition(".")
    if not number.isdigit():
        name = rest
    if name.startswith("extra."):
        return one_line(name.removeprefix("extra."))
    return one_line(_FUNDS.get(name) or name) or HEADERS["funds"]
