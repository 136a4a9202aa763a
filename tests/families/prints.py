"""Ways in which programs print forms; each is one of a kind, with random measures."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from printing import BorderStyle, Furniture, Layout, PageSetup, PrintJob, WrapOptions
from printing.borders import LineStyle

PORTRAIT = (595.28, 841.89)
LANDSCAPE = (841.89, 595.28)

FOOT = 60.0
"""Height in pt at the foot of a page that no table reaches."""

SHORT_PAGE = 0.7
"""Part of the page's height that is used where pages are to break often."""


@st.composite
def jobs(
    draw: st.DrawFn,
    layout: Callable[[st.DrawFn], dict[str, object]],
    borders: Callable[[st.DrawFn], BorderStyle],
    sizes: tuple[float, ...],
) -> PrintJob:
    """A job on any page, with the measures and rules of one kind of program."""
    size = draw(st.sampled_from((PORTRAIT, LANDSCAPE)))
    setup = PageSetup(
        width=size[0], height=size[1], rotate=draw(st.sampled_from((0, 0, 0, 90, 180)))
    )
    used = draw(st.sampled_from((SHORT_PAGE, 1.0)))
    left = draw(st.sampled_from((30.0, 42.7)))
    return PrintJob(
        setup=setup,
        layout=Layout(
            left=left,
            width=size[0] - 2 * left,
            next_top=50.0,
            bottom=used * (size[1] - FOOT),
            size=draw(st.sampled_from(sizes)),
            **layout(draw),  # type: ignore[arg-type]
        ),
        borders=borders(draw),
        furniture=Furniture(
            title_size=draw(st.sampled_from((14.0, 18.0))),
            running_header=draw(st.sampled_from(("", "某市委宣传部部门决算"))),
            page_number=draw(st.sampled_from(("", "— {page} —", "第 {page} 页，共 {pages} 页"))),
        ),
    )


def _word_layout(draw: st.DrawFn) -> dict[str, object]:
    return {
        "padding": 4.0,
        "min_row": draw(st.sampled_from((14.0, 22.0))),
        "wrap": WrapOptions(kinsoku=True, hanging=draw(st.booleans())),
        "split_rows": draw(st.booleans()),
    }


def _word_borders(draw: st.DrawFn) -> BorderStyle:
    return BorderStyle(line="line", width=draw(st.sampled_from((0.25, 0.5, 0.75))))


def _sheet_layout(draw: st.DrawFn) -> dict[str, object]:
    return {
        "padding": 2.0,
        "min_row": 13.0,
        "wrap": WrapOptions(rule="all", kinsoku=False),
        "repeat_header": True,
        "open_cut": draw(st.booleans()),
    }


def _sheet_borders(draw: st.DrawFn) -> BorderStyle:
    return BorderStyle(line="edge", width=draw(st.sampled_from((0.0, 0.48))))


def _browser_layout(draw: st.DrawFn) -> dict[str, object]:
    return {
        "padding": draw(st.sampled_from((2.0, 4.0))),
        "min_row": 16.0,
        "wrap": WrapOptions(),
        "split_rows": draw(st.booleans()),
        "open_cut": True,
        "repeat_header": True,
    }


def _browser_borders(draw: st.DrawFn) -> BorderStyle:
    lines: tuple[LineStyle, ...] = ("path", "edge_rect", "rect")
    return BorderStyle(line=draw(st.sampled_from(lines)), width=draw(st.sampled_from((0.5, 0.75))))


def _hand_layout(draw: st.DrawFn) -> dict[str, object]:
    return {"padding": 3.0, "min_row": 18.0, "open_cut": draw(st.booleans())}


def _hand_borders(draw: st.DrawFn) -> BorderStyle:
    lines: tuple[LineStyle, ...] = ("line", "edge", "double", "cellrects", "dash")
    return BorderStyle(
        line=draw(st.sampled_from(lines)),
        width=draw(st.sampled_from((0.3, 0.8))),
        gap=draw(st.sampled_from((0.0, 0.5, 1.0))),
        doubled_by=draw(st.sampled_from((1.5, 2.0))),
        jitter=0.3,
        seed=draw(st.integers(0, 99)),
    )


PRINTS: dict[str, st.SearchStrategy[PrintJob]] = {
    "word": jobs(_word_layout, _word_borders, (9.0, 10.5)),
    "spreadsheet": jobs(_sheet_layout, _sheet_borders, (7.0, 8.0)),
    "browser": jobs(_browser_layout, _browser_borders, (8.0, 9.0)),
    "hand": jobs(_hand_layout, _hand_borders, (8.0, 9.0)),
}
"""word: thin strokes, rows split at pages' ends; spreadsheet: a stroke for each side of a cell,
small type, header printed again; browser: filled rectangles, cut cells left open, header printed
again; hand: strokes that miss their joints, doubled or dashed."""
