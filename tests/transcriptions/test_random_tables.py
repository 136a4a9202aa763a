"""Tables of random words: read or refused, never a crash, and no text of theirs is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transcriptions.reading import read
from zhperf.errors import NoTableError

HEADERS = (
    "一级指标\t二级指标\t三级指标\t指标值\t实际完成值\t分值\t得分\t偏差原因",
    "活动\t任务\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t全年完成值\t偏差原因",
    "任务\t指标值\t实际完成值\t偏差原因",
)
PRINTED = (
    "项目名称", "主管部门", "年度总体目标", "预期目标", "实际完成情况", "备注", "合计", "总分",
    "填报人", "产出指标", "效益指标", "数量指标", "质量指标", "指标", "≥",
    "定性", "%", "无偏差", "未完成",
)  # fmt: skip
"""Words of forms, where rows of any of them may stand."""
FUNDS = ("项目资金（万元）", "年初预算数", "全年预算数", "执行率", "年度资金总额", "其他资金")


@st.composite
def tables(draw: st.DrawFn, words: tuple[str, ...]) -> tuple[str, list[str]]:
    """A text with one header, and the texts in it that no form prints."""
    header = draw(st.sampled_from(HEADERS))
    width = header.count("\t") + 1
    own: list[str] = []

    def field() -> str:
        kind = draw(st.sampled_from(["empty", "printed", "own"]))
        if kind == "own":
            own.append(f"文字{len(own)}号")
            return own[-1]
        return draw(st.sampled_from(words)) if kind == "printed" else ""

    def rows(least: int, most: int) -> list[str]:
        count = draw(st.integers(least, most))
        return ["\t".join(field() for _ in range(width)) for _ in range(count)]

    lines = [*rows(0, 3), header, *rows(1, 5)]
    if draw(st.booleans()):
        lines += ["", *rows(1, 2)]
    return "\n".join(lines), own


@given(tables(PRINTED))
def test_no_text_is_lost(table: tuple[str, list[str]]) -> None:
    text, own = table
    try:
        report = read(text).model_dump_json()
    except NoTableError:
        return
    assert [word for word in own if word not in report] == []


@given(tables((*PRINTED, *FUNDS, "")))
def test_no_table_is_a_crash(table: tuple[str, list[str]]) -> None:
    text, _ = table
    for repair in (True, False):
        try:
            report = read(text, repair=repair)
        except NoTableError:
            continue
        assert report.tables
