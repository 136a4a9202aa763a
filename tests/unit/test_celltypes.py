"""What a text can be, by the type of its column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhperf.celltypes import Fit, fit_of
from zhperf.templates import INDICATOR_FIELDS, IndicatorField

MISFITS: dict[IndicatorField, tuple[str, ...]] = {
    "activity": ("≥", "数量指标", "100%", "无偏差"),
    "task": ("=", "产出指标"),
    "level1": ("质量指标", "时效指标", "≥", "95", "服务对象满意度指标"),
    "level2": ("产出指标", "效益指标", "≤", "定性"),
    "level3": ("≥", "90", "≥90%", "%", "定量指标", "无偏差"),
    "nature": ("90", "15-20", "≥90%", "%", "无偏差", "数量指标"),
    "target": ("≥", ">=", "%", "定性"),
    "unit": ("≥90%", "100", "自测，确保质量", "无偏差", "未完成", "定性", "100 余次"),
    "actual": ("无偏差", "≥", "%", "没有偏差"),
    "deviation": ("≥", "%"),
    "weight": ("无偏差", "≥", "未完成"),
    "score": ("达成预期指标", "100%"),
}
FITS: dict[IndicatorField, tuple[str, ...]] = {
    "level1": ("产出指标", "一、产出指标（50分）", "成本指标", "满意度指标"),
    "level2": ("数量指标", "社会效益", "成本指标", "服务对象满意度指标"),
    "nature": ("≥", "＝", "﹦", "<=", "定性", "定量指标", "正向指标"),
    "target": ("100", "≥95%", "12月底前"),
    "unit": ("%", "次", "篇/个", "小时", "元/人", "万元", "平方米", "人次"),
    "actual": ("100 余次", "95%", "≥90%"),
    "deviation": ("无偏差", "基本无偏差", "未完成", "无"),
    "weight": ("10", "8.5分", "—"),
}
OPEN: dict[IndicatorField, tuple[str, ...]] = {
    "level1": ("履职效能", "预算执行"),
    "level3": ("培训场次", "数量指标", "PM2.5 平均浓度"),
    "nature": ("有所提升",),
    "target": ("效果良好", "按进度及时拨付", "无差异"),
    "unit": ("批文", "健全"),
    "actual": ("未完成", "达成预期指标", "显著", "无"),
    "deviation": ("受年初资金下达较晚影响", "100%"),
}


def _cases(texts: dict[IndicatorField, tuple[str, ...]]) -> list[tuple[IndicatorField, str]]:
    return [(field, text) for field, words in texts.items() for text in words]


@pytest.mark.parametrize(("field", "text"), _cases(MISFITS))
def test_what_cannot_stand_there(field: IndicatorField, text: str) -> None:
    assert fit_of(field, text) is Fit.MISFIT


@pytest.mark.parametrize(("field", "text"), _cases(FITS))
def test_what_such_columns_hold(field: IndicatorField, text: str) -> None:
    assert fit_of(field, text) is Fit.FITS


@pytest.mark.parametrize(("field", "text"), _cases(OPEN))
def test_what_may_stand_there_or_elsewhere(field: IndicatorField, text: str) -> None:
    assert fit_of(field, text) is Fit.OPEN


@pytest.mark.parametrize("field", sorted(INDICATOR_FIELDS))
def test_an_empty_cell_fits_everywhere(field: IndicatorField) -> None:
    assert fit_of(field, "") is Fit.OPEN


@given(st.sampled_from(sorted(INDICATOR_FIELDS)), st.text())
def test_any_text_is_judged(field: IndicatorField, text: str) -> None:
    assert fit_of(field, text) in Fit
