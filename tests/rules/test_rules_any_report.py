"""Rules for completions and deviations on reports of any content, and what their pages name."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import report_of, table

from zhperf.checking import CheckPlan, check
from zhperf.profiles import Data, builtin_profiles
from zhperf.report import Indicator, Parsed, Quantity
from zhperf.rules import builtin_rules

CODES = tuple(code for code in builtin_rules() if code.startswith(("ZP5", "ZP6")))

_TEXTS = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.sampled_from(
        ["≥", "定性", "100%", "15-20", "12月底前", "无偏差", "未完成", "≥90%", "{value}"]
    ),
)
_NUMBERS = st.one_of(st.none(), st.sampled_from(list(map(Decimal, ("0", "-1", "7", "1E+999999")))))
_BOUNDS = st.one_of(_NUMBERS, st.sampled_from(["2021-12", "--12-31"]))
_SAID = {
    "text": st.text(max_size=4),
    "comparator": st.sampled_from([None, "=", ">=", "<", "between"]),
    "value": _NUMBERS,
    "low": _BOUNDS,
    "high": _BOUNDS,
    "unit": st.sampled_from([None, "%", "date", "万元", "{"]),
    "approximate": st.booleans(),
    "qualitative": st.booleans(),
    "placeholder": st.booleans(),
}
_QUANTITIES = st.one_of(st.none(), st.builds(Quantity, **_SAID))
_PARSED = st.builds(
    Parsed,
    target=_QUANTITIES,
    actual=_QUANTITIES,
    weight=_NUMBERS,
    score=_NUMBERS,
    attainment=st.sampled_from(["met", "unmet", "unknown"]),
    attainment_reason=st.sampled_from(
        [None, "compared", "other-than-equal-target", "range-against-percent"]
    ),
)
_FIELDS = ("level1", "level2", "level3", "nature", "target", "unit", "actual", "deviation")


@given(
    st.builds(Indicator, parsed=st.one_of(st.none(), _PARSED), **dict.fromkeys(_FIELDS, _TEXTS)),
    st.sampled_from(["en", "zh"]),
)
def test_no_report_makes_a_rule_fail(row: Indicator, language: Any) -> None:  # noqa: ANN401
    """Reports of others may hold anything: no rule raises, and all messages can be filled."""
    report = report_of(table(row, title=None))
    for note in check(report, CheckPlan(codes=frozenset(CODES), language=language)):
        assert note.finding.message
        assert "\n" not in note.finding.message


@pytest.mark.parametrize("code", CODES)
def test_options_are_keys_of_profiles(code: str) -> None:
    for option in builtin_rules()[code].page.options:
        at: Any = builtin_profiles()["default"]
        for key in option.split("."):
            assert isinstance(at, Data)
            at = getattr(at, key.replace("-", "_"))


@pytest.mark.parametrize("code", CODES)
def test_the_function_names_its_code(code: str) -> None:
    check_ = builtin_rules()[code].check
    assert check_ is not None
    assert (check_.__doc__ or "").startswith(f"{code}: ")
