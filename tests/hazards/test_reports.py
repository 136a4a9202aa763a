"""Hazards that show in a whole report: findings, repairs, cells cut by page breaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import zhperf
from hazards.test_text import HIDDEN, HIDINGS, RADICALS
from printing import (
    BorderStyle,
    Document,
    Font,
    FontOptions,
    FormActivity,
    FormIndicator,
    FormStyle,
    FormTable,
    Furniture,
    Layout,
    OuterBorder,
    PageSetup,
    Print,
    PrintJob,
    SelfEvaluation,
    TablePage,
    draw_page,
    form_table,
    lay_out,
    print_table,
)
from printing.tableprint import draw_furniture
from properties.breaks import readable
from properties.expectation import assert_report
from zhperf.config import Settings
from zhperf.errors import ExitCode, UnmappedTextError
from zhperf.report import Repair

Save = Callable[[bytes], Path]

_row = FormIndicator

FORM = SelfEvaluation(
    title="部门整体绩效自评表",
    year=2024,
    expected="推动文明城市创建等工作，完成年度既定任务。",
    achieved="基本完成年度既定任务。",
    activities=(
        FormActivity(
            "农村公益电影放映补贴",
            "在村、敬老院和农民工聚集地等开展农村公益电影放映工作，放映故事片和科教片，"
            "丰富基层精神文化生活，提升群众文明素质和水平。",
            (
                _row("产出指标", "数量指标", "放映故事片", "=", "3684", "场", "100%", "无偏差"),
                _row("产出指标", "数量指标", "放映科教片", "≥", "1000", "场", "100%", "无偏差"),
                _row(
                    "产出指标", "时效指标", "全年重要时间节点、主题活动等开展放映工作", "=", "100",
                    "%", "100%", "无偏差",
                ),
                _row(
                    "效益指标", "社会效益指标", "提升群众文明素质和水平，增强群众对活动的认识", "=",
                    "100", "%", "100 余次", "无偏差",
                ),
            ),
        ),
        FormActivity(
            "天健网宣传经费",
            "借助区域网站影响力，搭建网络宣传新平台。",
            (
                _row("产出指标", "数量指标", "网络宣传稿件", "≥", "9.2 万", "篇", "", "未完成"),
                _row("满意度指标", "服务对象满意度指标", "居民满意度", "≥", "80", "%", "95%", "无"),
            ),
        ),
    ),
)  # fmt: skip

FURNITURE = Furniture(title=(FORM.title, "（2024 年度）"), page_number="— {page} —")


def _job(layout: Layout, **changes: object) -> PrintJob:
    return replace(PrintJob(layout=layout, furniture=FURNITURE), **changes)  # type: ignore[arg-type]


def _read(printed: Print, shape: FormTable, settings: Settings, saved: Save) -> zhperf.Report:
    report = zhperf.extract(saved(printed.pdf), settings=settings)
    assert_report(report, FORM, shape, printed)
    return report


def _repairs(report: zhperf.Report) -> list[tuple[str, str]]:
    """Kind and field of all repairs, in reading order."""
    (table,) = report.tables
    entries: list[Repair] = []
    for activity in table.activities:
        entries += activity.repairs
        for indicator in activity.indicators:
            entries += indicator.repairs
    return [(repair.kind, repair.field) for repair in entries]


@pytest.mark.parametrize("hiding", HIDINGS.values(), ids=HIDINGS.keys())
def test_hidden_text_is_reported(hiding: object, settings: Settings, saved: Save) -> None:
    shape = form_table(FORM, FormStyle())
    job = _job(Layout())
    document = Document(job.setup)
    font = document.font()
    (page,) = pages = lay_out(shape.table, job.layout, font)
    canvas = document.page()
    hiding(canvas, page, font)  # type: ignore[operator]
    draw_furniture(canvas, job.furniture, font, 1, 1, job.layout)
    draw_page(canvas, page, job, font)
    printed = Print(document.save(), job.setup, pages)
    report = _read(printed, shape, settings, saved)
    (finding,) = (finding for finding in report.findings if finding.code == "ZP105")
    assert finding.location.page == 1
    assert HIDDEN in finding.message
    assert str(len(HIDDEN)) in finding.message


def test_visible_text_gives_no_finding(settings: Settings, saved: Save) -> None:
    shape = form_table(FORM, FormStyle())
    report = _read(print_table(shape.table, _job(Layout())), shape, settings, saved)
    assert report.findings == []
    assert _repairs(report) == []


@pytest.mark.parametrize("unicode_map", ["none", "private"])
def test_missing_to_unicode_is_an_error_that_says_what_to_do(
    unicode_map: str, settings: Settings, saved: Save
) -> None:
    shape = form_table(FORM, FormStyle())
    options = FontOptions(name="FangSong", unicode_map=unicode_map)  # type: ignore[arg-type]
    printed = print_table(shape.table, _job(Layout(), font=options, furniture=Furniture()))
    count = sum(len("".join(piece.lines)) for piece in printed.pages[0].pieces)
    path = saved(printed.pdf)
    with pytest.raises(UnmappedTextError) as caught:
        zhperf.extract(path, settings=settings)
    what, where, advice = caught.value.parts("en")
    assert caught.value.exit_code == ExitCode.INPUT
    assert what == (
        f"{path}: the text layer is unusable: {count} of {count} characters have no Unicode value"
    )
    assert where == "p1, fonts without a usable ToUnicode map: FangSong"
    assert "ocrmypdf --force-ocr -l chi_sim" in advice


def test_folded_radicals_are_repairs_of_their_field(settings: Settings, saved: Save) -> None:
    shape = form_table(FORM, FormStyle())
    printed = print_table(shape.table, _job(Layout(), font=FontOptions(replaced=RADICALS)))
    report = _read(printed, shape, settings, saved)
    (table,) = report.tables
    assert ("radical-folded", "task") in _repairs(report)
    (repair,) = table.activities[0].indicators[2].repairs
    assert (repair.kind, repair.field) == ("radical-folded", "level3")
    assert "⼯" in repair.detail


BREAKS = {
    "office": Layout(split_rows=True),
    "office_header": Layout(split_rows=True, repeat_header=True),
    "office_between_rows": Layout(),
    "office_both": Layout(cut_text="both"),
    "browser": Layout(split_rows=True, open_cut=True),
    "browser_header": Layout(split_rows=True, open_cut=True, repeat_header=True),
    "browser_between_rows": Layout(open_cut=True),
    "browser_second": Layout(open_cut=True, cut_text="second"),
    "browser_both": Layout(open_cut=True, cut_text="both"),
}


def _cutting(shape: FormTable, job: PrintJob) -> PrintJob:
    """The job on the lowest pages whose first break cuts a cell that is printed on both."""
    for bottom in range(220, 400):
        candidate = replace(job, layout=replace(job.layout, bottom=float(bottom)))
        if _cuts_text(lay_out(shape.table, candidate.layout, Font()), job.layout) and readable(
            shape, candidate
        ):
            return candidate
    raise AssertionError("no page break cuts a text")


def _cuts_text(pages: list[TablePage], layout: Layout) -> bool:
    """Whether the first break cuts a cell with text on both pages, or, for "second", any text.

    A break that may fall inside a row must do so.
    """
    page = pages[0]
    if layout.split_rows and page.parted_row is None:
        return False
    cut = [piece for piece in page.pieces if piece.cut_below and piece.cell.text]
    if layout.cut_text == "second":
        return bool(cut)
    rests = [p for p in pages[1].pieces if p.cut_above and p.lines] if cut else []
    return any(piece.lines and piece.cell == rest.cell for piece in cut for rest in rests)


@pytest.mark.parametrize("layout", BREAKS.values(), ids=BREAKS.keys())
@pytest.mark.parametrize("outer", ["present", "no_sides", "no_ends", "none"])
def test_cut_cells_are_joined(
    layout: Layout, outer: OuterBorder, settings: Settings, saved: Save
) -> None:
    shape = form_table(FORM, FormStyle(vertical="top"))
    job = _cutting(shape, _job(layout, borders=BorderStyle("line", outer=outer)))
    report = _read(print_table(shape.table, job), shape, settings, saved)
    kinds = {kind for kind, _ in _repairs(report) if kind.endswith("-over-page-break")}
    expected = {"flow": {"joined-over-page-break"}, "both": {"repeated-over-page-break"}}
    assert kinds >= expected.get(layout.cut_text, set())


@pytest.mark.parametrize("open_cut", [True, False], ids=["browser", "office"])
def test_text_that_runs_below_the_last_rule_belongs_to_the_cut_cell(
    open_cut: bool, settings: Settings, saved: Save
) -> None:
    shape = form_table(FORM, FormStyle(vertical="top"))
    first = shape.first_row
    layout = Layout(
        open_cut=open_cut, cut_text="overflow", breaks_after=(first + 2,), min_row=14, size=10
    )
    printed = print_table(shape.table, _job(layout))
    (task,) = (p for p in printed.pages[0].pieces if p.cut_below and p.cell.column == 1)
    assert "".join(task.lines) == task.cell.text
    assert len(task.lines) * layout.pitch > task.box[3] - task.box[1]
    _read(printed, shape, settings, saved)


def test_a_word_is_whole_although_the_break_splits_it(settings: Settings, saved: Save) -> None:
    """认 on one page, 识 on the next, each with its region, and a repair that says so."""
    shape = form_table(FORM, FormStyle(vertical="top"))
    for bottom in range(240, 400):
        layout = Layout(bottom=bottom, split_rows=True, width=490)
        printed = print_table(shape.table, _job(layout))
        pieces = [p for p in printed.pages[0].pieces if p.cut_below and p.cell.column == 4]
        if pieces and pieces[0].lines[-1].endswith("认"):
            break
    else:
        raise AssertionError("no page break falls inside the word")
    report = _read(printed, shape, settings, saved)
    indicator = report.tables[0].activities[0].indicators[3]
    assert indicator.level3 == "提升群众文明素质和水平，增强群众对活动的认识"
    assert [region.page for region in indicator.regions["level3"]] == [1, 2]
    assert ("joined-over-page-break", "level3") in [(r.kind, r.field) for r in indicator.repairs]


@pytest.mark.parametrize("turn", [90, 270])
def test_sideways_form_over_two_pages(turn: int, settings: Settings, saved: Save) -> None:
    shape = form_table(FORM, FormStyle())
    setup = PageSetup(595.28, 841.89, turn=turn)
    job = _cutting(shape, _job(Layout(open_cut=True), setup=setup))
    printed = print_table(shape.table, job)
    _read(printed, shape, settings, saved)


def test_title_and_year_inside_the_frame(settings: Settings, saved: Save) -> None:
    shape = form_table(FORM, FormStyle(title_inside=(FORM.title, "（2024年度）")))
    printed = print_table(shape.table, _job(Layout(), furniture=Furniture()))
    _read(printed, shape, settings, saved)


def test_header_block_repeated_with_the_objectives(settings: Settings, saved: Save) -> None:
    """Some browsers and spreadsheets repeat all rows above the first indicator."""
    shape = form_table(FORM, FormStyle())
    table = replace(shape.table, header_rows=tuple(range(shape.first_row)))
    layout = Layout(bottom=300, open_cut=True, repeat_header=True)
    printed = print_table(table, _job(layout))
    assert len(printed.pages) > 1
    _read(printed, replace(shape, table=table), settings, saved)


def test_forms_on_following_pages_are_two_tables(settings: Settings, saved: Save) -> None:
    """A new title begins a new table, though its columns stand where the old ones stood."""
    shape = form_table(FORM, FormStyle())
    job = _job(Layout())
    document = Document(job.setup)
    font = document.font()
    for _ in range(2):
        (page,) = lay_out(shape.table, job.layout, font)
        canvas = document.page()
        draw_furniture(canvas, job.furniture, font, 1, 1, job.layout)
        draw_page(canvas, page, job, font)
    report = zhperf.extract(saved(document.save()), settings=settings)
    assert [table.pages for table in report.tables] == [[1], [2]]
    assert [len(table.activities) for table in report.tables] == [2, 2]
