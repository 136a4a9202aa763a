"""A random form of each family."""

from __future__ import annotations

from collections.abc import Sequence
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
    often,
    opinions,
    plain_fund_rows,
    plain_pairs,
    project_names,
    some,
)
from families.texts import either
from printing import LIGHT_GREY
from printing.formblocks import (
    Block,
    FundColumn,
    FundPairs,
    FundRow,
    LoneRow,
    Objectives,
    Pair,
    PairRows,
)
from printing.formgrid import Grid, GridColumn, GridRow
from printing.reportforms import ReportForm
from properties.strategies import NAMES, TASKS

ALL_MONEY = ("initial", "budget", "executed", "weight", "rate", "score")
LEVELS = ("level1", "level2", "level3")


@st.composite
def finished(draw: st.DrawFn, template: str, title: str, blocks: Sequence[Block]) -> ReportForm:
    """A form of these blocks: where its heading stands, and what is printed around the frame."""
    year = draw(st.integers(2012, 2026))
    in_title = not often(draw)
    inside = not often(draw)
    above = draw(st.lists(st.sampled_from(words.LINES_ABOVE), max_size=2, unique=True))
    rows = [LoneRow(f"{label}：{value}", "field") for label, value in above[:1] if inside]
    return ReportForm(
        template,
        f"{year}年度{title}" if in_title else title,
        (*rows, *blocks),
        year=year,
        year_line="" if in_title else draw(some(words.YEAR_LINES)),
        title_inside=inside,
        line_above=() if inside else tuple(Pair(*pair) for pair in above),
        notes_below=tuple(draw(st.lists(some(words.NOTES), max_size=2, unique=True))),
        aligned=draw(st.booleans()),
        blocks_divisible=not often(draw, 2),
        header_background=draw(st.sampled_from((None, LIGHT_GREY))),
        vertical=draw(st.sampled_from(("top", "middle"))),
    )


@st.composite
def value_columns(
    draw: st.DrawFn, fields: Sequence[str], *, extra: bool = True
) -> list[GridColumn]:
    """Columns in any order that keeps the points right of the target; another one at times."""
    order = draw(st.permutations(fields))
    if "weight" in order and order.index("weight") < order.index("target"):
        order = [{"weight": "target", "target": "weight"}.get(field, field) for field in order]
    columns = list(draw(columns_of(order)))
    if extra and not often(draw):
        place = draw(st.integers(0, len(columns)))
        columns.insert(place, column("", draw(some(words.EXTRA_HEADERS))))
    return columns


def money_title() -> st.SearchStrategy[str]:
    return some(("项目资金（万元）", "项目资金（元）", "项目资金", "资金情况（万元）"))


def yearly_goals() -> st.SearchStrategy[Objectives]:
    """The planned and the achieved objective of a project."""
    return st.one_of(
        objectives("年度总体目标", "预期目标", "实际完成情况"),
        objectives("年度总体目标", "年初设定目标", "全年实际完成情况"),
        objectives("", "年度总体目标", "年度总体目标完成情况"),
    )


@st.composite
def project_head(draw: st.DrawFn, money: Sequence[str] = ALL_MONEY) -> list[Block]:
    """Pairs, money and objectives of a project."""
    rows = draw(plain_fund_rows(words.FUND_ROWS))
    return [
        draw(identity()),
        draw(funds(draw(money_title()), money, rows)),
        draw(yearly_goals()),
    ]


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
def department_flat(draw: st.DrawFn) -> ReportForm:
    """Family F: no levels; 指标性质 is a type."""
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
def target_only(draw: st.DrawFn) -> ReportForm:
    """Family M: declared at the start of the year."""
    third = draw(some(("三级指标", "指标内容", "三级指标")))
    columns = draw(columns_of(("level1", "level2")))
    columns += [column("level3", third), column("target", "指标值")]
    columns += [column("", "备注")] if draw(st.booleans()) else []
    both = draw(st.booleans())
    first = draw(grids(columns, side="长期绩效指标" if both else None, total=False, most_rows=5))
    second = replace(first, side="年度绩效指标", rows=draw(grid_rows(columns, 5)))
    goal = (
        draw(objectives("项目绩效目标", "年度目标", "", "长期目标"))
        if both
        else Objectives(
            (Pair(draw(some(("年度总体目标", "项目绩效目标"))), draw(goals()), "expected"),),
            layout="left",
        )
    )
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


FAMILIES: dict[str, st.SearchStrategy[ReportForm]] = {
    "A": national_project(),
    "B": nested_project(),
    "C": split_project(),
    "D": department_activity(),
    "E": department_overall(),
    "F": department_flat(),
    "G": annual_goals(),
    "H": method_column(),
    "I": no_points(),
    "J": transfer_payment(),
    "K": points_first(),
    "M": target_only(),
}
"""By letter of the family; scorecards, which hold no indicators, are not among them."""
