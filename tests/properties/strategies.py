"""Random forms, tables and prints."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import get_args

from hypothesis import assume
from hypothesis import strategies as st

from printing import (
    GREY,
    LIGHT_GREY,
    NESTED,
    STANDARD_COLUMNS,
    BorderStyle,
    Column,
    CutText,
    FontOptions,
    FormActivity,
    FormIndicator,
    FormStyle,
    FormTable,
    Furniture,
    Layout,
    LineStyle,
    OuterBorder,
    PageSetup,
    PrintCell,
    PrintJob,
    PrintTable,
    SelfEvaluation,
    WrapOptions,
    form_table,
)
from properties.breaks import readable
from zhperf.lattice import CLOSING

IDEOGRAPHS = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方"
    "后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开"
    "它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变"
    "条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基"
)

ONE_PAGE = 5000.0
"""Height in pt of a page that holds any of these forms."""

LEVELS: dict[str, tuple[str, ...]] = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}

HEADERS: dict[str, tuple[str, ...]] = {
    "activity": ("活动", "活动名称"),
    "target": ("指标值", "年度指标值", "年初指标值"),
    "unit": ("度量单位", "计量单位"),
    "actual": ("全年完成值", "实际完成值", "完成值"),
    "deviation": (
        "偏差原因和改进措施", "偏差原因分析及改进措施", "偏差原因及改进措施",
        "未完成原因和改进措施",
    ),
}  # fmt: skip

NAMES = (
    "创建全国文明城市经费", "农村公益电影放映补贴", "理论学习中心组学习经费", "高标准农田建设",
    "退役士兵职业技能培训", "《地方志》编纂出版经费", "“数字政府”一体化平台运行维护费",
    "网信办工作经费",
)  # fmt: skip

TASKS = (
    "保障网络舆情监测工作正常开展。",
    "通过加强公共文明引导员和管理人员培训，提高队伍综合素质，发挥示范引领作用。",
    "在村、敬老院和农民工聚集地等开展农村公益电影放映工作，提升群众文明素质和水平。",
    "认真做好全年12期《学习参考》的编印，按季度发放；完成100 余次宣讲。",
)

NAMES_OF_INDICATORS = (
    "创建文明城市活动", "年度工作执行率", "居民满意度", "放映故事片", "活动开展合格率", "按时到岗",
    "提升城市文明程度和市民文明素质", "档案资料规范完整程度", "PM2.5年均浓度",
    "累计服务时长（小时）",
    "加强基层宣传思想文化阵地建设,丰富基层精神文化生活",
)  # fmt: skip

TARGETS = (
    "100",
    "3684",
    "9.2 万",
    "15-20",
    "95",
    "12月31日前",
    "规范、完整",
    "1,200.50",
    "≥90",
    "1：3",
)
UNITS = ("次", "%", "小时", "篇/个", "万人次", "元/平方米", "月", "μg/m3")
ACTUALS = (
    "100%",
    "100 余次",
    "≥90%",
    "12月31日前",
    "自测，确保质量",
    "达成预期指标",
    "44.1 万人次",
    "=100%",
)
DEVIATIONS = (
    "无偏差", "无", "未完成",
    "因参训人员减少，实际支出低于预算。改进措施：合理编制年度培训计划。",
    "受年初资金下达较晚影响，项目启动推迟；下一步将加强沟通，确保按期完成。",
)  # fmt: skip


@functools.cache  # to make it costs more than to draw from it
def words() -> st.SearchStrategy[str]:
    """Parts of a text: ideographs, numbers, Latin words, with or without a space after."""
    run = st.text(st.sampled_from(IDEOGRAPHS), min_size=1, max_size=7)
    other = st.sampled_from(
        ("PPP", "GDP", "Internet", "APP", "COVID-19", "5G", "information", "15-20", "3.5", "1,200")
    )
    sign = st.sampled_from(
        ("，", "、", "；", "：", "（", "）", "“", "”", "《", "》", "。", "/", "+", "％")
    )
    return st.one_of(run, run, other, sign, other.map(lambda word: f" {word} "))


@functools.cache
def texts(*, max_words: int) -> st.SearchStrategy[str]:
    """Random texts without a space at either end and never two in a row.

    None begins with a closing mark: right behind a border it is the end of the text left of it,
    which hangs over.  The lattice counts on it.
    """

    def join(parts: list[str]) -> str:
        text = " ".join("".join(parts).split()).lstrip(CLOSING)
        is_text = any(character in IDEOGRAPHS for character in text)
        return text if is_text else IDEOGRAPHS[0] + text

    return st.lists(words(), min_size=1, max_size=max_words).map(join)


@functools.cache
def either(choices: tuple[str, ...], *, max_words: int) -> st.SearchStrategy[str]:
    """A realistic text or a random one."""
    return st.one_of(st.sampled_from(choices), texts(max_words=max_words))


@st.composite
def indicators(draw: st.DrawFn, level1: str, level2: str) -> FormIndicator:
    """One row; sometimes with empty values."""
    sparse = draw(st.integers(0, 5)) == 0

    def value(strategy: st.SearchStrategy[str]) -> str:
        return "" if sparse and draw(st.booleans()) else draw(strategy)

    return FormIndicator(
        level1=level1,
        level2=level2,
        level3=draw(either(NAMES_OF_INDICATORS, max_words=6)),
        nature=value(st.sampled_from(("≥", "=", "≤", "＞", "定性"))),
        target=value(either(TARGETS, max_words=3)),
        unit=value(st.sampled_from(UNITS)),
        actual=value(either(ACTUALS, max_words=3)),
        deviation=value(either(DEVIATIONS, max_words=8)),
    )


@st.composite
def activities(draw: st.DrawFn, name: str) -> FormActivity:
    """An activity with 1 to 8 rows, grouped by level."""
    places: list[tuple[str, str]] = []
    for level1 in draw(st.lists(st.sampled_from(list(LEVELS)), min_size=1, unique=True)):
        seconds = st.sampled_from(LEVELS[level1])
        for level2 in draw(st.lists(seconds, min_size=1, max_size=2, unique=True)):
            places += [(level1, level2)] * draw(st.integers(1, 3))
    rows = tuple(draw(indicators(*place)) for place in places[:8])
    task = draw(st.one_of(st.just(""), either(TASKS, max_words=14)))
    return FormActivity(name, task, rows)


@st.composite
def forms(draw: st.DrawFn) -> SelfEvaluation:
    """A form with 1 to 3 activities of different names."""
    names = draw(st.lists(either(NAMES, max_words=5), min_size=1, max_size=3, unique=True))
    expected = draw(either(TASKS, max_words=12))
    return SelfEvaluation(
        title="部门整体绩效自评表",
        year=draw(st.integers(2012, 2026)),
        expected=expected,
        achieved=draw(st.one_of(st.just("基本完成" + expected), either(TASKS, max_words=12))),
        activities=tuple(draw(activities(name)) for name in names),
    )


@st.composite
def columns(draw: st.DrawFn) -> tuple[Column, ...]:
    """The ten columns: nested ones first, the values in any order, with synonyms."""
    named = [
        replace(column, header=draw(st.sampled_from(HEADERS.get(column.field, (column.header,)))))
        for column in STANDARD_COLUMNS
    ]
    values = named[len(NESTED) + 1 :]
    return (*named[: len(NESTED) + 1], *draw(st.permutations(values)))


@st.composite
def form_styles(draw: st.DrawFn) -> FormStyle:
    """Wording and shape."""
    labels = draw(
        st.sampled_from((("年初总体目标", "全年完成情况"), ("年度总体目标", "实际完成情况")))
    )
    return FormStyle(
        columns=draw(columns()),
        expected_label=labels[0],
        achieved_label=labels[1],
        goals_side_by_side=draw(st.booleans()),
        header_background=draw(st.sampled_from((None, LIGHT_GREY))),
        vertical=draw(st.sampled_from(("top", "middle"))),
    )


@st.composite
def border_styles(draw: st.DrawFn) -> BorderStyle:
    """Any way of drawing rules."""
    line: LineStyle = draw(st.sampled_from([s for s in get_args(LineStyle) if s != "none"]))
    outer: OuterBorder = draw(st.sampled_from(get_args(OuterBorder)))
    thin = 0.8 if line == "dotrect" else 0.25
    hair = 0.0 if line in ("line", "edge", "cellrects") else thin
    thick = 1.0 if line in ("double", "dotrect") else 2.25
    return BorderStyle(
        line=line,
        outer=outer,
        width=draw(st.sampled_from((hair, thin, 0.8, thick))),
        color=draw(st.sampled_from(((0.0, 0.0, 0.0), GREY))),
        gap=draw(st.sampled_from((0.0, 0.0, 0.5, 1.0))),
        doubled_by=draw(st.sampled_from((1.5, 2.0))),
        jitter=draw(st.sampled_from((0.0, 0.0, 0.3))),
        seed=draw(st.integers(0, 99)),
    )


@st.composite
def page_setups(draw: st.DrawFn) -> PageSetup:
    """A4, either way up, turned, cropped or nested in forms."""
    width, height = draw(st.sampled_from(((841.89, 595.28), (595.28, 841.89))))
    offset = draw(st.sampled_from((0.0, 0.0, 37.5)))
    turn = draw(st.sampled_from((0, 0, 0, 0, 90, 270)))
    return PageSetup(
        width=width,
        height=height,
        rotate=draw(st.sampled_from((0, 0, 0, 90, 180, 270))),
        crop_origin=(offset, -offset),
        crop_margin=offset,
        turn=turn,
        forms=draw(st.sampled_from(((), (), (1.0,), (0.24, 2.0)))),
    )


@st.composite
def layouts(draw: st.DrawFn, setup: PageSetup) -> Layout:
    """Measures that fit the page, and habits at page breaks."""
    page_width, page_height = setup.content_size
    left = draw(st.sampled_from((30.0, 42.7)))
    lowest = draw(st.sampled_from((0.45, 0.6, 0.8, 1.0)))
    cut_text: CutText = draw(st.sampled_from(("flow", *get_args(CutText))))
    return Layout(
        left=left,
        width=page_width - 2 * left,
        top=130.0,
        next_top=50.0,
        bottom=max(300.0, lowest * (page_height - 75)),
        size=draw(st.sampled_from((7.5, 9.0, 10.5))),
        padding=draw(st.sampled_from((2.0, 4.0))),
        min_row=draw(st.sampled_from((13.0, 22.0))),
        wrap=WrapOptions(
            rule=draw(st.sampled_from(("words", "all"))),
            kinsoku=draw(st.booleans()),
            hanging=draw(st.booleans()),
            hyphenate=draw(st.booleans()),
        ),
        split_rows=draw(st.booleans()),
        open_cut=draw(st.booleans()),
        repeat_header=draw(st.booleans()),
        cut_text=cut_text,
    )


@st.composite
def furnitures(draw: st.DrawFn, form: SelfEvaluation) -> Furniture:
    """Title, year, and what else stands on the pages."""
    preamble = (
        "第五部分 附件",
        f"根据预算绩效管理要求，本部门对{form.year}年度项目支出全面开展绩效自评。",
    )
    year = draw(st.sampled_from(("（{} 年度）", "({}年度)", "{}年度")))
    return Furniture(
        preamble=draw(st.sampled_from(((), preamble))),
        title=(form.title, year.format(form.year)),
        title_size=draw(st.sampled_from((14.0, 18.0))),
        running_header=draw(st.sampled_from(("", "某市委宣传部部门决算"))),
        page_number=draw(
            st.sampled_from(("", "{page}", "— {page} —", "第 {page} 页，共 {pages} 页"))
        ),
        watermark=draw(st.sampled_from(("", "", "内部资料"))),
        watermark_angle=draw(st.sampled_from((30.0, 45.0))),
    )


@st.composite
def printed_forms(draw: st.DrawFn) -> tuple[SelfEvaluation, FormTable, PrintJob]:
    """A form, its table, and a way to print it whose page breaks a reader can undo."""
    form = draw(forms())
    shape = form_table(form, draw(form_styles()))
    setup = draw(page_setups())
    ascent = draw(st.sampled_from((880, 0)))
    job = PrintJob(
        setup=setup,
        layout=draw(layouts(setup)),
        borders=draw(border_styles()),
        furniture=draw(furnitures(form)),
        font=FontOptions(ascent=ascent, descent=-120 if ascent else 0),
    )
    return form, shape, made_readable(shape, job)


def made_readable(shape: FormTable, job: PrintJob) -> PrintJob:
    """The job, or the nearest one whose page breaks a reader can undo."""
    layout = job.layout
    plain = replace(layout, open_cut=True, split_rows=False, cut_text="flow", repeat_header=False)
    plainer = (
        layout,
        replace(layout, open_cut=True),
        replace(layout, split_rows=False),
        replace(layout, cut_text="flow", split_rows=False),
        plain,
        replace(plain, bottom=job.setup.content_size[1] - 75),
    )
    attempts = (replace(job, layout=candidate) for candidate in plainer)
    found = (attempt for attempt in attempts if readable(shape, attempt))
    return next(found, on_one_page(job))


def on_one_page(job: PrintJob) -> PrintJob:
    """The job without any page break, on a page that is high enough."""
    if job.setup.turn == 0:
        setup = replace(job.setup, height=ONE_PAGE)
    else:
        setup = replace(job.setup, width=ONE_PAGE)
    return replace(job, setup=setup, layout=replace(job.layout, bottom=ONE_PAGE - 75))


@st.composite
def tilings(draw: st.DrawFn, outer: OuterBorder) -> PrintTable:
    """A random grid of merged cells, each grid line of which is drawn somewhere.

    With missing outer borders the inner rules must still say where the table ends: one rule
    runs through the whole table in each direction.  Without any outer border there are three
    rows and columns at least: two rules that cross are no table.
    """
    least = 3 if outer == "none" else 2
    n_rows, n_columns = draw(st.integers(least, 7)), draw(st.integers(least, 6))
    owner = {(r, c): (r, c, 1, 1) for r in range(n_rows) for c in range(n_columns)}
    free_row = free_column = -1
    if outer != "present":
        free_row, free_column = (
            draw(st.integers(1, n_rows - 1)),
            draw(st.integers(1, n_columns - 1)),
        )
    for _ in range(draw(st.integers(0, 5))):
        row, column = draw(st.integers(0, n_rows - 1)), draw(st.integers(0, n_columns - 1))
        rows, columns = draw(st.integers(1, n_rows - row)), draw(st.integers(1, n_columns - column))
        if row < free_row < row + rows or column < free_column < column + columns:
            continue
        places = [(r, c) for r in range(row, row + rows) for c in range(column, column + columns)]
        if all(owner[place][2:] == (1, 1) for place in places):
            owner.update(dict.fromkeys(places, (row, column, rows, columns)))
    cells = sorted(set(owner.values()))
    row_lines = sorted({c[0] for c in cells} | {c[0] + c[2] for c in cells})
    column_lines = sorted({c[1] for c in cells} | {c[1] + c[3] for c in cells})
    assume(len(row_lines) > least and len(column_lines) > least)
    content = st.one_of(st.just(""), texts(max_words=3))
    return PrintTable(
        n_rows=len(row_lines) - 1,
        weights=tuple(draw(st.floats(1, 3)) for _ in column_lines[1:]),
        cells=tuple(
            PrintCell(
                row_lines.index(row),
                column_lines.index(column),
                "甲乙" if index == 0 else draw(content),
                row_lines.index(row + rows) - row_lines.index(row),
                column_lines.index(column + columns) - column_lines.index(column),
                align=draw(st.sampled_from(("left", "center"))),
                vertical=draw(st.sampled_from(("top", "middle"))),
            )
            for index, (row, column, rows, columns) in enumerate(cells)
        ),
    )
