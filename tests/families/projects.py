"""Random forms of projects and funds: families A to C and G to M."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from families import words
from families.contents import (
    column,
    columns_of,
    foot_notes,
    fund_pairs,
    funds,
    goals,
    grid_rows,
    grids,
    identity,
    matrices,
    objectives,
    opinions,
    plain_fund_rows,
    project_names,
    some,
)
from families.framing import (
    ALL_MONEY,
    LEVELS,
    finished,
    money_title,
    project_head,
    value_columns,
    yearly_goals,
)
from printing.formblocks import (
    Block,
    FundColumn,
    FundPairs,
    FundRow,
    Objectives,
    Pair,
    PairRows,
)
from printing.reportforms import ReportForm


@st.composite
def national_project(draw: st.DrawFn) -> ReportForm:
    """Family A: target and completion side by side, points."""
    columns = draw(columns_of(LEVELS)) + draw(
        value_columns(("target", "actual", "weight", "score", "deviation"))
    )
    blocks = [*draw(project_head()), draw(grids(columns)), *draw(foot_notes())]
    return draw(
        finished(
            "national-project", draw(some(("项目支出绩效自评表", "财政项目支出绩效自评表"))), blocks
        )
    )


@st.composite
def nested_project(draw: st.DrawFn) -> ReportForm:
    """Family B: the target in three columns under one header."""
    under_group = draw(st.booleans())
    parents = ("绩效指标",) if under_group else ()
    columns = draw(columns_of(LEVELS, parents=parents))
    columns += [
        column("nature", draw(some(("指标性质", "计算符号"))), parents=("年度指标值",)),
        column("target", "指标值", parents=("年度指标值",)),
        column("unit", draw(some(("度量单位", "计量单位"))), parents=("年度指标值",)),
        *draw(columns_of(draw(st.permutations(("actual", "weight", "score", "deviation"))))),
    ]
    grid = draw(grids(columns, side="" if under_group else None))
    blocks = [*draw(project_head()), grid, *draw(foot_notes())]
    return draw(finished("nested-project", "项目支出绩效自评表", blocks))


@st.composite
def split_project(draw: st.DrawFn) -> ReportForm:
    """Family C: operator, value and unit in columns of their own; reasons beside the money."""
    columns = draw(columns_of(LEVELS))
    columns += draw(
        columns_of(("nature", "target", "unit", "actual", "weight", "score", "deviation"))
    )
    total = draw(grids(columns, side=draw(some(("绩效指标（90分）", "绩效指标")))))
    rows = draw(
        plain_fund_rows(("总额", "其中：财政资金", "财政专户管理资金", "单位资金", "其他资金"))
    )
    reason = FundColumn("原因", None, merged=True, weight=1.5)
    blocks: list[Block] = [
        draw(identity()),
        draw(
            objectives("项目基本情况", "项目年度目标", "年度目标完成情况", "项目实施内容及过程概述")
        ),
        draw(funds("预算执行情况（10分）", ALL_MONEY, rows, reason)),
        total,
        draw(opinions(("评价结论", "存在问题", "改进措施"))),
        PairRows(((Pair("项目负责人", "张三"), Pair("财务负责人", "李四")),)),
    ]
    return draw(finished("split-project", "部门预算项目支出绩效自评表", blocks))


@st.composite
def annual_goals(draw: st.DrawFn) -> ReportForm:
    """Family G: a grid for each goal; reasons at the foot."""
    columns = [
        *draw(columns_of(LEVELS)),
        column("target", draw(some(("年初目标值（A）", "年初目标值(A)")))),
        column("actual", draw(some(("实际完成值（B）", "实际完成值(B)")))),
        column("score", "得分"),
    ]
    count = draw(st.integers(1, 3))
    first = draw(grids(columns, side="年度绩效目标1（40分）", side_is_field=True, most_rows=5))
    goal_grids = [
        replace(
            first,
            side=f"年度绩效目标{number}（40分）",
            rows=draw(grid_rows(columns, 5)),
            total=first.total if number == count else None,
        )
        for number in range(1, count + 1)
    ]
    rows = [FundRow("年度财政资金总额")]
    blocks: list[Block] = [
        draw(identity()),
        draw(funds("预算执行情况（万元）（20分）", ("budget", "executed", "rate", "score"), rows)),
        *goal_grids,
        draw(opinions(("偏差大或目标未完成原因分析", "改进措施及结果应用方案"))),
        *draw(foot_notes()),
    ]
    return draw(finished("annual-goals", draw(some(("项目自评表", "项目绩效自评表"))), blocks))


@st.composite
def method_column(draw: st.DrawFn) -> ReportForm:
    """Family H: the method of scoring in a cell beside all rows."""
    columns = draw(columns_of(LEVELS))
    columns += [
        column("target", "预期指标值（A）"),
        column("actual", "实际完成指标值（B）"),
        *draw(columns_of(("weight", "score"))),
        column("deviation", "未完成原因"),
        column("", "得分计算方法", weight=12, merging="all"),
    ]
    grid = draw(grids(columns))
    method = draw(some(words.METHODS))
    first = replace(grid.rows[0], texts=(*grid.rows[0].texts[:-1], method))
    grid = replace(grid, rows=(first, *grid.rows[1:]), total=None)
    head = draw(project_head())
    blocks: list[Block] = [*head, grid, *draw(foot_notes())]
    return draw(finished("method-column", "区级部门预算项目支出绩效自评表", blocks))


@st.composite
def no_points(draw: st.DrawFn) -> ReportForm:
    """Family I: target and completion, no points."""
    columns = draw(columns_of(LEVELS)) + draw(value_columns(("target", "actual", "deviation")))
    rows = draw(plain_fund_rows(("年度资金总额", "其中：中央、省、市补助", "县级资金", "其他资金")))
    name = draw(some(("专项资金名称", "专项名称")))
    blocks: list[Block] = [
        draw(identity(name)),
        draw(funds(draw(money_title()), ("budget", "executed", "rate"), rows)),
        draw(yearly_goals()),
        draw(grids(columns)),
        *([draw(opinions(("说明",)))] if draw(st.booleans()) else []),
    ]
    return draw(finished("no-points", "县级专项资金绩效目标自评表", blocks))


@st.composite
def transfer_payment(draw: st.DrawFn) -> ReportForm:
    """Family J: how the money was put in and managed, then a national grid."""
    columns = draw(columns_of(LEVELS)) + draw(
        value_columns(("target", "actual", "weight", "score", "deviation"), extra=False)
    )
    money = ("budget", "executed", "weight", "rate", "score")
    pairs = PairRows(
        (
            (Pair("转移支付（项目）名称", draw(project_names()), "name"),),
            (Pair("省级主管部门", draw(some(words.DEPARTMENTS))),),
            (
                Pair("地方主管部门", draw(some(words.DEPARTMENTS)), "department"),
                Pair("资金使用单位", draw(some(words.UNITS)), "implementing_unit"),
            ),
        )
    )
    blocks: list[Block] = [
        pairs,
        draw(funds("资金投入情况（万元）", money, draw(plain_fund_rows(words.TRANSFER_ROWS)))),
        draw(matrices()),
        draw(objectives("总体目标完成情况", "年初设定目标", "全年实际完成情况")),
        draw(grids(columns)),
        *draw(foot_notes()),
    ]
    return draw(finished("transfer-payment", "专项资金转移支付区域绩效自评表", blocks))


@st.composite
def points_first(draw: st.DrawFn) -> ReportForm:
    """Family K: the points left of the target."""
    columns = draw(columns_of((*LEVELS, "weight", "target", "actual", "score", "deviation")))
    blocks = [*draw(project_head()), draw(grids(columns)), *draw(foot_notes())]
    return draw(finished("points-first", "绩效目标自评表", blocks))


@st.composite
def planned_goals(draw: st.DrawFn, *, both: bool) -> Objectives:
    """The objective of the year, with the long-term one or alone."""
    if both:
        goals_of_both: Objectives = draw(objectives("项目绩效目标", "年度目标", "", "长期目标"))
        return goals_of_both
    label = draw(some(("年度总体目标", "项目绩效目标")))
    return Objectives((Pair(label, draw(goals()), "expected"),), layout="left")


@st.composite
def target_only(draw: st.DrawFn) -> ReportForm:
    """Family M: declared at the start of the year."""
    third = draw(some(("三级指标", "指标内容", "三级指标")))
    columns = draw(columns_of(("level1", "level2")))
    columns += [column("level3", third), column("target", "指标值")]
    columns += [column("", "备注")] if draw(st.booleans()) else []
    both = draw(st.booleans())
    first = draw(grids(columns, side="长期绩效指标" if both else None, total=False, most_rows=5))
    second = replace(first, side="年度绩效指标", rows=draw(grid_rows(columns, 5)))
    goal = draw(planned_goals(both=both))
    money: FundPairs = draw(fund_pairs(draw(money_title())))
    blocks: list[Block] = [
        draw(identity()),
        money,
        goal,
        first,
        *([second] if both else []),
        *([draw(opinions(("其他说明的问题",)))] if draw(st.booleans()) else []),
    ]
    return draw(
        finished(
            "target-only", draw(some(("项目支出绩效目标表", "项目支出绩效目标申报表"))), blocks
        )
    )


@st.composite
def scorecard(draw: st.DrawFn) -> ReportForm:
    """Family L: points by a standard, no targets; no indicator table."""
    columns = [
        column("", "序号", weight=4),
        *draw(columns_of(LEVELS)),
        column("weight", "指标分值"),
        column("", "指标解释"),
        column("", "指标说明及评分标准", weight=16),
        column("score", "自评得分"),
    ]
    department = Pair("单位", draw(some(words.DEPARTMENTS)), "department")
    grid = draw(grids(columns, side="", most_rows=6))
    rows = [
        replace(row, texts=(str(number), *row.texts[1:]))
        for number, row in enumerate(grid.rows, start=1)
    ]
    blocks: list[Block] = [
        PairRows(((department,),)),
        replace(grid, rows=tuple(rows), numbers=()),
    ]
    return draw(finished("scorecard", "部门整体支出绩效评价自评表", blocks))
