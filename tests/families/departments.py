"""Random forms of whole departments: families D, E and F."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from families import words
from families.contents import (
    column,
    columns_of,
    foot_notes,
    funds,
    grids,
    objectives,
    often,
    plain_fund_rows,
    plain_pairs,
    some,
)
from families.framing import (
    ALL_MONEY,
    LEVELS,
    finished,
    value_columns,
)
from families.texts import either
from printing.formblocks import (
    Block,
    FundRow,
    Pair,
    PairRows,
)
from printing.formgrid import Grid, GridColumn, GridRow
from printing.reportforms import ReportForm
from properties.strategies import NAMES, TASKS


@st.composite
def department_activity(draw: st.DrawFn) -> ReportForm:
    """Family D: activities and tasks left of the levels."""
    columns = [
        column("activity", draw(some(("活动", "活动名称")))),
        *([column("task", "任务")] if often(draw) else []),
        *draw(columns_of(LEVELS)),
        *draw(
            columns_of(draw(st.permutations(("nature", "target", "unit", "actual", "deviation"))))
        ),
    ]
    left = sum(1 for item in columns if item.field in ("activity", "task"))
    names = draw(st.lists(either(NAMES, max_words=5), min_size=1, max_size=3, unique=True))
    rows: list[GridRow] = []
    for name in names:
        place = (name, draw(either(("", *TASKS), max_words=10)))[:left]
        grid = draw(grids(columns[left:], side="", total=False, most_rows=4))
        rows += [replace(row, texts=(*place, *row.texts)) for row in grid.rows]
    goal = draw(objectives("部门整体绩效目标", "年初总体目标", "全年完成情况"))
    blocks: list[Block] = [goal, Grid(tuple(columns), tuple(rows))]
    return draw(finished("department-activity", "部门整体绩效自评表", blocks))


@st.composite
def department_overall(draw: st.DrawFn) -> ReportForm:
    """Family E: all of a department's money, by income and by spending."""
    rows = [FundRow("年度资金总额")]
    for group, names in (
        ("按收入性质分", words.INCOME_ROWS),
        ("按支出性质分", words.SPENDING_ROWS),
    ):
        count = draw(st.integers(1, len(names)))
        rows += [FundRow(name, group=group) for name in names[:count]]
    columns = draw(columns_of(LEVELS)) + draw(
        value_columns(("target", "actual", "weight", "score", "deviation"))
    )
    department = Pair("一级预算单位名称", draw(some(words.DEPARTMENTS)), "department")
    blocks: list[Block] = [
        PairRows(((department,),)),
        draw(funds("年度预算申请（万元）", ALL_MONEY, rows)),
        draw(objectives("年度总体目标", "预期目标", "实际完成情况")),
        draw(grids(columns)),
        *draw(foot_notes()),
    ]
    return draw(finished("department-overall", "部门整体支出绩效自评表", blocks))


@st.composite
def flat_columns(draw: st.DrawFn) -> list[GridColumn]:
    """Columns of a list without levels, in any order, and up to three more at its end."""
    headers = {
        "unit": "计量单位", "nature": "指标性质", "target": draw(some(("年初指标值", "指标值"))),
        "actual": "全年完成值", "weight": draw(some(("指标权重（分）", "指标权重"))),
        "score": draw(some(("指标得分（分）", "得分"))), "deviation": "说明",
    }  # fmt: skip
    order = draw(st.permutations(list(headers)))
    columns = [column("level3", draw(some(("指标名称", "绩效指标名称"))))]
    columns += [column(field, headers[field]) for field in order]
    more = [column("", h, weight=6) for h in ("调整指标值", "得分系数（%）", "是否核心指标")]
    for index, extra in enumerate(more[: draw(st.integers(0, 3))]):
        columns.insert(len(columns) - index, extra)
    return columns


@st.composite
def department_flat(draw: st.DrawFn) -> ReportForm:
    """Family F: no levels; 指标性质 is a type."""
    columns = draw(flat_columns())
    score = Pair(
        draw(some(("自评总分（分）", "自评总分"))), draw(some(("86.40", "98"))), "total_score"
    )
    department = Pair("主管部门", draw(some(words.DEPARTMENTS)), "department")
    grid = draw(grids(columns, side=draw(some(("绩效指标", ""))), total=False))
    adjusted = ("全年（调整）绩效目标",) if draw(st.booleans()) else ()
    blocks: list[Block] = [
        PairRows(((department, *draw(plain_pairs(1)), score),)),
        draw(
            funds(
                "部门预算执行情况（万元）",
                ALL_MONEY,
                draw(plain_fund_rows(("总金额", "其中财政拨款"))),
            )
        ),
        draw(objectives("当年绩效目标", "年初绩效目标", "全年目标实际完成情况", *adjusted)),
        replace(grid, rows=tuple(_typed(row, columns) for row in grid.rows)),
    ]
    return draw(finished("department-flat", "部门整体绩效自评表", blocks))


def _typed(row: GridRow, columns: Sequence[GridColumn]) -> GridRow:
    """The row with a type in place of an operator."""
    types = {"定性": "定性指标"}
    texts = [
        types.get(text, "定量指标") if item.field == "nature" and text else text
        for text, item in zip(row.texts, columns, strict=True)
    ]
    return replace(row, texts=tuple(texts))
