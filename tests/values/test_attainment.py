"""Met, unmet or not to be told: one line of data for each pair of target and completion."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from founding_table import load
from zhperf.attainment import parsed_indicator
from zhperf.report import AttainmentReason, Indicator, Parsed
from zhperf.values import parse_quantity

with (Path(__file__).parent / "attainment.tsv").open(encoding="utf-8", newline="") as stream:
    CASES = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))

FIELDS = ("level1", "level2", "level3", "nature", "target", "unit", "actual")
NUMBERS = st.decimals(min_value=0, max_value=10**9, places=2)
SIGNS = st.sampled_from(["≥", "≤", ">", "<"])


def indicator(case: dict[str, str]) -> Indicator:
    names = {"name": "level3"}
    facts = {names.get(key, key): text or None for key, text in case.items()}
    return Indicator.model_validate(
        {key: facts[key] for key in ("target", "nature", "unit", "actual", "level3")}
    )


def parsed(target: str, actual: str, nature: str | None = None) -> Parsed:
    return parsed_indicator(Indicator(target=target, actual=actual, nature=nature))


@pytest.mark.parametrize(
    "case",
    CASES,
    ids=lambda case: f"{case['nature']}{case['target']}{case['unit']}|{case['actual']}",
)
def test_a_row_is(case: dict[str, str]) -> None:
    found = parsed_indicator(indicator(case))
    assert (found.attainment, found.attainment_reason) == (case["attainment"], case["reason"])


def test_every_reason_has_a_case() -> None:
    assert {case["reason"] for case in CASES} == set(get_args(AttainmentReason))


def test_only_compared_rows_are_judged() -> None:
    for case in CASES:
        assert (case["reason"] == "compared") is (case["attainment"] != "unknown")


def test_the_rows_of_the_founding_table() -> None:
    """Only rows with one comparable number on both sides are met; none is plainly unmet."""
    rows = [row for activity in load()["activities"] for row in activity["indicators"]]
    facts = [Indicator.model_validate({k: row[k] or None for k in FIELDS}) for row in rows]
    reasons = Counter(
        (one.attainment, one.attainment_reason) for one in map(parsed_indicator, facts)
    )
    assert reasons == {
        ("met", "compared"): 27,
        ("unknown", "no-completion"): 16,
        ("unknown", "qualitative"): 10,
        ("unknown", "range-against-percent"): 10,
        ("unknown", "claimed-done"): 7,
        ("unknown", "no-target"): 3,
        ("unknown", "several-quantities"): 3,
    }


@given(NUMBERS, NUMBERS, SIGNS)
def test_numbers_are_judged_as_arithmetic_says(target: Decimal, actual: Decimal, sign: str) -> None:
    holds = {
        "≥": actual >= target,
        "≤": actual <= target,
        ">": actual > target,
        "<": actual < target,
    }
    found = parsed(f"{sign}{target:f}次", f"{actual:f}次")
    assert found.attainment == ("met" if holds[sign] else "unmet")
    assert found.attainment_reason == "compared"


@given(NUMBERS, NUMBERS)
def test_a_claim_to_be_done_is_never_judged(target: Decimal, actual: Decimal) -> None:
    for text in ("100%", "达成预期指标", "已完成", f"{actual:f}%"):
        assert parsed(f"≥{target:f}场", text).attainment == "unknown"


@given(NUMBERS, NUMBERS, SIGNS, st.sampled_from(["未完成", "还差", "计划", "预计", "取消", "上年"]))
def test_a_number_that_is_no_completion_is_never_judged(
    target: Decimal, actual: Decimal, sign: str, word: str
) -> None:
    assert parsed(f"{sign}{target:f}次", f"{word}{actual:f}次").attainment == "unknown"


@given(NUMBERS, NUMBERS, SIGNS)
def test_opposite_changes_are_never_compared(target: Decimal, actual: Decimal, sign: str) -> None:
    for one, other in (("增长", "下降"), ("减少", "增加"), ("盈利", "亏损"), ("节约", "超支")):
        assert parsed(f"{one}{sign}{target:f}%", f"{other}{actual:f}%").attainment == "unknown"


@given(
    st.text(alphabet=st.characters(codec="utf-8")), st.text(alphabet=st.characters(codec="utf-8"))
)
def test_no_pair_of_texts_raises(target: str, actual: str) -> None:
    found = parsed(target, actual)
    assert (found.attainment == "unknown") is (found.attainment_reason != "compared")


def test_what_is_parsed_is_kept_beside_the_judgement() -> None:
    row = Indicator(
        target="9.2 万", nature="≥", unit="小时", actual="9.3", weight="10分", score="9.50"
    )
    found = parsed_indicator(row)
    assert found.target == parse_quantity("9.2 万", "≥", "小时")
    assert found.actual == parse_quantity("9.3", None, "小时", "completion")
    assert (str(found.weight), str(found.score)) == ("10", "9.5")


def test_nothing_printed_is_nothing_parsed() -> None:
    found = parsed_indicator(Indicator(nature="≥", unit="%"))
    assert (found.target, found.actual, found.weight, found.score) == (None, None, None, None)
    assert found.attainment_reason == "no-target"
