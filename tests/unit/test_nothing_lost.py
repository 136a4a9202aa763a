"""Whatever stands in the cells of a form, no text of it is lost, and nothing fails.

The tables are random: labels and values of real forms in cells of any size and order, so that most
of them make no sense.  What is read of them is open; that it is all there is not.
"""

from __future__ import annotations

from itertools import chain

import hypothesis
from hypothesis import strategies as st

from unit.forms import NATIONAL, readings
from unit.merging import merged

WIDTH = NATIONAL.count("|") + 1

LABELS = (
    "项目名称", "主管部门", "实施单位", "省级主管部门", "项目性质", "项目概况", "没听说过",
    "填报人", "备注", "评价结论", "项目资金", "资金情况（万元）", "年度总体目标", "实施期目标",
    "全年完成情况", "年度绩效目标1", "预算执行情况", "绩效指标", "自评总分", "合计",
    "其他资金", "年度资金总额", "绩效目标", "总分",
)  # fmt: skip
VALUES = (
    "甲", "乙局", "100", "95%", "/", "—", "", "", "完成培训。", "新增：是", "填报人：张三",
    "其他资金：5", "见附件", "指标1：", "……", "0", "产出指标", "数量指标",
)  # fmt: skip
NAMES = ("培训人数", "合格率", "指标2：", "", "……", "完成甲", "合计")

Cells = list[str]


@st.composite
def spread(draw: st.DrawFn, width: int) -> Cells:
    """A row of so many columns."""
    cells: Cells = []
    while len(cells) < width:
        span = min(draw(st.sampled_from((1, 1, 2, 3, WIDTH))), width - len(cells))
        texts = draw(st.sampled_from((LABELS, VALUES)))
        cells += [draw(st.sampled_from(texts)), *["<"] * (span - 1)]
    return cells


@st.composite
def block(draw: st.DrawFn) -> list[Cells]:
    """Some rows, with a label beside them or not."""
    count = draw(st.integers(1, 3))
    if count == 1 or draw(st.booleans()):
        return [draw(spread(WIDTH)) for _ in range(count)]
    side = draw(st.sampled_from(LABELS))
    return [["^" if row else side, *draw(spread(WIDTH - 1))] for row in range(count)]


@st.composite
def indicators(draw: st.DrawFn) -> list[Cells]:
    """Indicators, the first level merged over some of them."""
    rows: list[Cells] = []
    for _ in range(draw(st.integers(1, 4))):
        first = draw(st.sampled_from(("产出指标", "效益指标", "^" if rows else "效益指标")))
        second = draw(st.sampled_from(("数量指标", "质量指标", "")))
        values = [draw(st.sampled_from(VALUES)) for _ in range(WIDTH - 3)]
        rows.append([first, second, draw(st.sampled_from(NAMES)), *values])
    return rows


FORMS = st.builds(
    lambda head, rows, feet: [*chain(*head), NATIONAL.split("|"), *rows, *chain(*feet)],
    st.lists(block(), max_size=3),
    indicators(),
    st.lists(block(), max_size=2),
)


def told_apart(rows: list[Cells]) -> list[Cells]:
    """The rows, with a number in each plain text, so that none stands for another."""
    plain = {"甲", "乙局", "见附件", "培训人数", "合格率", "完成甲"}
    count = 0
    found: list[Cells] = []
    for row in rows:
        found.append([])
        for text in row:
            count += 1
            found[-1].append(f"{text}{count}" if text in plain else text)
    return found


@hypothesis.settings(max_examples=120, derandomize=True, database=None, deadline=None)
@hypothesis.given(rows=FORMS)
def test_no_text_is_lost(rows: list[Cells]) -> None:
    """`readings` checks it."""
    readings(merged(*("|".join(row) for row in told_apart(rows))))
