"""Random blocks and rows of forms."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from hypothesis import strategies as st

from families import words
from families.texts import either, pick, randoms
from printing.formblocks import (
    FundColumn,
    FundPairs,
    FundRow,
    Funds,
    LoneRow,
    Matrix,
    Objectives,
    Pair,
    PairRows,
)
from printing.formgrid import Grid, GridColumn, GridRow, TotalRow
from printing.formtruth import PairRole
from properties.strategies import (
    ACTUALS,
    DEVIATIONS,
    NAMES,
    NAMES_OF_INDICATORS,
    TARGETS,
    TASKS,
    UNITS,
)


def some(choices: Sequence[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(choices)


def unit_in(label: str) -> str:
    """The unit of money that a label prints."""
    return next((unit for unit in ("万元", "元") if f"（{unit}）" in label), "")


def often(draw: st.DrawFn, times: int = 4) -> bool:
    """True three times in four, or as often as `times` says: all but one of so many."""
    return draw(st.integers(1, times)) < times


ODDS_OF_FILLER = 0.1
"""Of a row that is printed without an indicator."""

ODDS_OF_SPARSE = 0.15
"""Of an indicator some values of which are empty."""


def project_names() -> st.SearchStrategy[str]:
    return either(NAMES, max_words=5)


def goals() -> st.SearchStrategy[str]:
    return either(TASKS, max_words=12)


# --- rows of the grid ----------------------------------------------------------------------

TEXTS: dict[str, tuple[tuple[str, ...], int]] = {
    "level3": (NAMES_OF_INDICATORS, 6),
    "nature": (("≥", "=", "≤", "＞", "定性"), 0),
    "target": (TARGETS, 3),
    "unit": (UNITS, 0),
    "actual": (ACTUALS, 3),
    "deviation": ((*DEVIATIONS, "", ""), 8),
    "weight": (words.POINTS_GIVEN, 0),
    "score": (words.POINTS_GIVEN, 0),
    "": (("", "", "无", "已归档"), 4),
}
"""Usual texts of a column, and words of one that is made up."""


def levels(random: Random, most_rows: int) -> list[tuple[str, str]]:
    """First and second level of each row, those of one level together."""
    places: list[tuple[str, str]] = []
    for level1 in random.sample(list(words.LEVEL2), random.randint(1, len(words.LEVEL2))):
        label = level1 + random.choice(words.POINTS)
        for level2 in random.sample(words.LEVEL2[level1], random.randint(1, 2)):
            places += [(label, level2)] * random.randint(1, 3)
    return places[:most_rows]


@st.composite
def grid_rows(
    draw: st.DrawFn, columns: Sequence[GridColumn], most_rows: int = 8
) -> tuple[GridRow, ...]:
    """Rows for these columns; now and then one that the form prints though it is empty."""
    random = draw(randoms())
    rows: list[GridRow] = []
    for level1, level2 in levels(random, most_rows):
        groups = {"level1": level1, "level2": level2}
        filler = bool(rows) and random.random() < ODDS_OF_FILLER
        sparse = random.random() < ODDS_OF_SPARSE
        texts = []
        for column in columns:
            if column.field in groups:
                texts.append(groups[column.field])
            elif filler:
                texts.append(random.choice(words.FILLERS) if column.field == "level3" else "")
            elif sparse and column.field != "level3" and random.random() < 0.5:
                texts.append("")
            else:
                texts.append(pick(random, *TEXTS[column.field or ""]))
        rows.append(GridRow(tuple(texts), filler))
    return tuple(rows)


def column(field: str, header: str = "", **options: object) -> GridColumn:
    """A column of usual width and merging; `field` "" for one that has none."""
    merging = "equal" if field in ("activity", "task", "level1", "level2") else "none"
    usual: dict[str, object] = {"weight": words.WIDTHS[field], "merging": merging}
    return GridColumn(header, field or None, **{**usual, **options})  # type: ignore[arg-type]


@st.composite
def columns_of(
    draw: st.DrawFn, fields: Sequence[str], *, parents: tuple[str, ...] = ()
) -> list[GridColumn]:
    """A column for each field, with any of its names; the first level narrow now and then."""
    found = []
    for field in fields:
        header = draw(some(words.HEADERS[field]))
        if not often(draw, 5):
            header += words.AFTER.get(field, "")
        weight = words.WIDTHS[field]
        if field == "level1" and not often(draw):
            weight = 4.2
        found.append(column(field, header, weight=weight, parents=parents))
    return found


@st.composite
def totals(draw: st.DrawFn, columns: Sequence[GridColumn], label: str = "") -> TotalRow | None:
    """A total row, if points or scores are printed, three times in four."""
    fields = {column.field for column in columns}
    if not fields & {"weight", "score"} or not often(draw):
        return None
    last = columns[-1].field
    free = last not in ("weight", "score") and not often(draw)
    return TotalRow(
        label or draw(some(("总分", "合计", "总计"))),
        weight=draw(some(("100", "90", ""))) if "weight" in fields else "",
        score=draw(some(("98.62", "100", "86.40"))) if "score" in fields else "",
        remark="详见自评报告" if free else "",
    )


@st.composite
def grids(
    draw: st.DrawFn,
    columns: Sequence[GridColumn],
    *,
    side: str | None = None,
    side_is_field: bool = False,
    total: bool = True,
    most_rows: int = 8,
) -> Grid:
    """A grid with these columns; `side` None for any side label or none."""
    if side is None:
        side = draw(some(("绩效指标", "年度绩效指标", "绩效指标（90分）", "")))
    numbers: tuple[str, ...] = ()
    if not often(draw, 8):
        numbers = tuple(words.COLUMN_NUMBERS.format(i) for i in range(1, len(columns) + 1))
    return Grid(
        tuple(columns),
        draw(grid_rows(columns, most_rows)),
        side,
        side_over_header=draw(st.booleans()),
        side_is_field=side_is_field,
        side_width=draw(st.sampled_from((45, 70, 100))),
        numbers=numbers,
        total=draw(totals(columns)) if total else None,
        total_beside_side=draw(st.booleans()),
    )


# --- blocks above and below ----------------------------------------------------------------


@st.composite
def funds(
    draw: st.DrawFn,
    side: str,
    fields: Sequence[str],
    rows: Sequence[FundRow],
    extra: FundColumn | None = None,
) -> Funds:
    """Money with a header; the names of the rows are given, the amounts are not."""
    columns = [
        FundColumn(draw(some(names)), field)  # type: ignore[arg-type]
        for field, names in words.FUND_COLUMNS
        if field in fields
    ]
    columns += [extra] if extra else []
    filled = [
        row if row.values else FundRow(row.name, draw(amounts(columns)), row.group) for row in rows
    ]
    return Funds(
        side, tuple(columns), tuple(filled), draw(some(("", "", "资金来源"))), unit_in(side)
    )


@st.composite
def amounts(draw: st.DrawFn, columns: Sequence[FundColumn]) -> tuple[str, ...]:
    """Amounts, rates and points of a row; now and then nothing at all."""
    if not often(draw, 12):
        return ()
    kinds = {"rate": words.RATES, "weight": words.POINTS_GIVEN, "score": words.POINTS_GIVEN}
    texts = []
    for column in columns:
        choices = kinds.get(column.field or "", words.AMOUNTS)
        texts.append(draw(some(words.REMARKS if column.field is None else choices)))
    return tuple(texts)


def plain_fund_rows(names: Sequence[str]) -> st.SearchStrategy[list[FundRow]]:
    """The first name and some of the others, in their order."""
    others = st.sets(st.integers(1, len(names) - 1), max_size=3)
    return others.map(lambda chosen: [FundRow(names[i]) for i in (0, *sorted(chosen))])


@st.composite
def fund_pairs(draw: st.DrawFn, side: str) -> FundPairs:
    """Money without a header, beside or behind its names."""
    joined = draw(st.booleans())
    second = "财政拨款" if joined else "其中：财政拨款"
    names = ("年度资金总额", second, "其他资金", "一般公共预算")
    count = draw(st.integers(1, 3))
    amount = some([text for text in words.AMOUNTS if text])
    pairs = [(name, draw(amount)) for name in names[:count]]
    if joined and count == 2:
        return FundPairs(side, (tuple(pairs),), joined, unit_in(side))
    return FundPairs(side, tuple((pair,) for pair in pairs), joined, unit_in(side))


@st.composite
def objectives(
    draw: st.DrawFn, side: str, expected: str, achieved: str = "", *more: str
) -> Objectives:
    """Objectives under or beside these labels; `more` are labels of others."""
    labels: list[tuple[str, PairRole]] = [(expected, "expected")]
    labels += [(label, "field") for label in more]
    labels += [(achieved, "achieved")] if achieved else []
    pairs = tuple(Pair(label, draw(goals()), role) for label, role in labels)
    if len(pairs) == 1 and not side:
        return Objectives(pairs, layout="left")
    return Objectives(pairs, side, draw(st.sampled_from(("over", "left"))))


@st.composite
def identity(draw: st.DrawFn, name: str = "项目名称", *, more: bool = True) -> PairRows:
    """Name, department, implementing unit and other pairs, one to three on a row."""
    department = Pair(
        draw(some(("主管部门", "主管部门及代码"))), draw(some(words.DEPARTMENTS)), "department"
    )
    unit = Pair(
        draw(some(("实施单位", "项目实施单位"))), draw(some(words.UNITS)), "implementing_unit"
    )
    first = Pair(name, draw(project_names()), "name")
    others = draw(plain_pairs()) if more else []
    shapes: tuple[tuple[tuple[Pair, ...], ...], ...] = (
        ((first,), (department, unit)),
        ((first, department), (unit, *others[:1])),
        ((first,), (department, unit, *others[:1])),
    )
    rows = draw(st.sampled_from(shapes))
    rest = tuple((pair,) for pair in others if all(pair not in row for row in rows))
    return PairRows(rows + rest)


@st.composite
def plain_pairs(draw: st.DrawFn, most: int = 2) -> list[Pair]:
    """Pairs that have no field of their own."""
    labels = draw(st.lists(some(words.PLAIN_LABELS), max_size=most, unique=True))
    return [Pair(label, draw(either(words.PLAIN_VALUES, max_words=4))) for label in labels]


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    """How the money was managed, by aspect."""
    chosen = draw(st.sets(st.integers(0, len(words.MANAGEMENT) - 1), min_size=1))
    headers = draw(
        st.sampled_from(
            (
                ("情况说明", "分值", "得分", "存在问题和改进措施"),
                ("情况说明", "存在问题", "改进措施"),
            )
        )
    )
    rows = []
    for index in sorted(chosen):
        texts = [
            draw(some(words.POINTS_GIVEN if len(header) == 2 else words.REMARKS))
            for header in headers
        ]
        rows.append((words.MANAGEMENT[index], *texts))
    return Matrix(draw(some(("资金管理情况", "资金管理情况（40分）"))), headers, tuple(rows))


@st.composite
def opinions(draw: st.DrawFn, labels: Sequence[str]) -> PairRows:
    """Rows at the foot of the frame: a label and a text each."""
    return PairRows(tuple((Pair(label, draw(some(words.REMARKS))),) for label in labels))


@st.composite
def foot_notes(draw: st.DrawFn) -> list[LoneRow]:
    """Cells as wide as the form below everything else."""
    return [LoneRow(text) for text in draw(st.lists(some(words.NOTES), max_size=1))]
