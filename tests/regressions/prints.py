"""Forms on paper, page by page, with what makers print again on each page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from printing import (
    Document,
    FormActivity,
    FormIndicator,
    FormStyle,
    FormTable,
    Furniture,
    Layout,
    PageSetup,
    Print,
    PrintJob,
    SelfEvaluation,
    draw_page,
    form_table,
    lay_out,
)
from printing.tableprint import draw_furniture

SETUP = PageSetup(842, 595)


def indicator(name: str, *, level1: str = "产出指标", level2: str = "数量指标") -> FormIndicator:
    """A row with ordinary values."""
    return FormIndicator(level1, level2, name, "≥", "100", "次", "100%", "无偏差")


def form(*activities: FormActivity, title: str = "部门整体绩效自评表") -> SelfEvaluation:
    """A form with short objectives."""
    return SelfEvaluation(title, 2024, "完成年度工作任务。", "已完成年度工作任务。", activities)


def long_form(count: int, *, first: int = 1) -> SelfEvaluation:
    """A form of one activity with so many rows, numbered from `first`."""
    rows = tuple(indicator(f"事项{number}完成次数") for number in range(first, first + count))
    return form(FormActivity("创建文明城市", "开展创建工作。", rows))


def title_lines(printed: SelfEvaluation) -> tuple[str, str]:
    """Title and year as they stand above the table."""
    return printed.title, f"（{printed.year}年度）"


def print_forms(
    *forms: SelfEvaluation,
    style: FormStyle | None = None,
    layout: Layout | None = None,
    repeated_rows: int = 0,
    title_again: bool = False,
    running_head: str = "",
) -> list[tuple[FormTable, Print]]:
    """Print forms one after the other in one document.

    Args:
        *forms: Each begins on a new page.
        style: Of the tables.
        layout: Of each page.
        repeated_rows: Rows at the table's start that each of its pages prints.
        title_again: Whether each page has title and year above the table, as the first has.
        running_head: At the top of every page.

    Returns:
        For each form its table and print; all have the same bytes, and pages count from 1.
    """
    style, layout = style or FormStyle(), layout or Layout(repeat_header=repeated_rows > 0)
    document = Document(SETUP)
    font = document.font()
    prints = []
    for one in forms:
        shape = form_table(one, style)
        if repeated_rows:
            table = replace(shape.table, header_rows=tuple(range(repeated_rows)))
            shape = replace(shape, table=table)
        lines = () if style.title_inside else title_lines(one)
        furniture = Furniture(title=lines, running_header=running_head, page_number="— {page} —")
        pages = lay_out(shape.table, layout, font)
        for number, page in enumerate(pages, start=1):
            canvas = document.page()
            shown = 1 if title_again else number
            draw_furniture(canvas, furniture, font, shown, len(pages), layout)
            draw_page(canvas, page, PrintJob(setup=SETUP, layout=layout), font)
        prints.append((shape, Print(b"", SETUP, pages)))
    pdf = document.save()
    return [(shape, replace(printed, pdf=pdf)) for shape, printed in prints]


def print_lines(
    first_page: Sequence[str], printed: SelfEvaluation, *, running_head: str = ""
) -> bytes:
    """A page of text lines, then the form without title on the next page.

    Args:
        first_page: Lines of text, top to bottom.
        printed: The form.
        running_head: At the top of both pages.
    """
    document = Document(SETUP)
    font = document.font()
    layout = Layout()
    furniture = Furniture(running_header=running_head, page_number="— {page} —")
    canvas = document.page()
    draw_furniture(canvas, furniture, font, 1, 2, layout)
    for number, line in enumerate(first_page):
        canvas.text(300, 80 + 24 * number, line, 16, font)
    (page,) = lay_out(form_table(printed, FormStyle()).table, layout, font)
    canvas = document.page()
    draw_furniture(canvas, furniture, font, 2, 2, layout)
    draw_page(canvas, page, PrintJob(setup=SETUP, layout=layout), font)
    return document.save()
