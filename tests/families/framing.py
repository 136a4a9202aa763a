"""What the forms of several families share: heading, money, objectives, order of columns."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from families import words
from families.contents import (
    column,
    columns_of,
    funds,
    identity,
    objectives,
    often,
    plain_fund_rows,
    some,
)
from printing import LIGHT_GREY
from printing.formblocks import (
    Block,
    LoneRow,
    Objectives,
    Pair,
)
from printing.formgrid import GridColumn
from printing.reportforms import ReportForm

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
