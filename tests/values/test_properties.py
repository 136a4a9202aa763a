"""What holds for every cell, whatever its text."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from values.fuzzing import broken_rule, run
from values.randomcells import Cell
from zhperf import valuewords as words
from zhperf.plaincells import plain_quantity
from zhperf.report import Quantity
from zhperf.units import MAGNITUDES, SIMPLE
from zhperf.values import _read, parse_quantity

ANY_TEXT = st.text(alphabet=st.characters(), max_size=40)
"""Lone surrogates too."""
CELL_SIGNS = (
    "0123456789０１９.,，-—~～至%％‰万亿千百元个次篇年月日天前底内以上下约余多≥≤<>=＝"
    "()（）；;、。 \n一十百两每各第*x×…/·Aa"
)
CELL_TEXT = st.text(alphabet=CELL_SIGNS, max_size=14)
TEXT = st.one_of(CELL_TEXT, ANY_TEXT)
COLUMN = st.one_of(
    st.none(), st.sampled_from(["", "%", "万元", "万", "次", "≥", "=", "定性"]), TEXT
)

NUMBERS = st.decimals(
    min_value=0, max_value=10**15, places=4, allow_nan=False, allow_infinity=False
)


@given(TEXT, COLUMN, COLUMN)
@example("\ud800", None, None)
@example("5", "\udfff", "\ud800")
@example("5\ud800次", "≥", "次")
def test_no_text_raises_and_none_is_changed(
    text: str, nature: str | None, unit: str | None
) -> None:
    quantity = parse_quantity(text, nature, unit)
    assert quantity.text == text
    assert broken_rule(Cell(text, nature, unit, "target"), quantity) is None


@given(TEXT, COLUMN, COLUMN)
def test_parsing_again_gives_the_same(text: str, nature: str | None, unit: str | None) -> None:
    quantity = parse_quantity(text, nature, unit)
    assert parse_quantity(quantity.text, nature, unit) == quantity


@given(CELL_TEXT)
def test_a_part_alone_says_what_it_says_among_others(text: str) -> None:
    for part in parse_quantity(text).parts:
        if re.match(r"[(（]?[0-9０-９]{1,2}[)）.．、]", part.text):
            continue  # alone it would begin with a list mark
        alone = parse_quantity(part.text)
        if part.qualitative:
            assert alone.value is None or alone.parts
        else:
            assert alone == part


@given(CELL_TEXT, st.sampled_from([None, "≥", "定性"]), st.sampled_from([None, "%", "万元"]))
def test_a_quantity_survives_json(text: str, nature: str | None, unit: str | None) -> None:
    quantity = parse_quantity(text, nature, unit)
    written = quantity.model_dump_json()
    assert Quantity.model_validate_json(written) == quantity
    assert not re.search(r'"(?:value|low|high)":"-?[0-9.]*E', written)


@given(
    st.sampled_from(["", *words.SIGNS, *words.WORDS_BEFORE]),
    NUMBERS,
    st.sampled_from(["", "万", "亿"]),
    st.sampled_from(
        sorted(SIMPLE - {"%", "‰", "百分点"} - {u for u in SIMPLE if u[0] in "百千万"})
    ),
    st.sampled_from(["", " "]),
)
def test_comparator_number_magnitude_and_unit(
    comparator: str, number: Decimal, magnitude: str, unit: str, space: str
) -> None:
    text = f"{comparator}{space}{number:f}{space}{magnitude}{unit}"
    quantity = parse_quantity(text)
    known = words.SIGNS | words.WORDS_BEFORE
    scale = MAGNITUDES[magnitude] if magnitude else 0
    assert quantity.value == number.scaleb(scale)
    assert (quantity.comparator, quantity.unit) == (known.get(comparator, "="), unit)
    assert quantity.scale_text == (magnitude or None)
    assert not quantity.qualitative


@given(NUMBERS, NUMBERS, st.sampled_from(["-", "—", "--", "~", "～", "至", "到", "–"]))
def test_ranges(one: Decimal, two: Decimal, dash: str) -> None:
    low, high = sorted((one, two))
    quantity = parse_quantity(f"{low:f}%{dash}{high:f}%", "=", "次")
    assert (quantity.comparator, quantity.low, quantity.high) == ("between", low, high)
    assert (quantity.value, quantity.unit) == (None, "%")


@given(st.integers(0, 10**60), st.sampled_from(sorted(MAGNITUDES)))
def test_numbers_of_any_length_are_exact(number: int, magnitude: str) -> None:
    quantity = parse_quantity(f"{number}{magnitude}元")
    assert quantity.value is not None
    assert str(quantity.value) == str(number * 10 ** MAGNITUDES[magnitude])


@given(CELL_TEXT, COLUMN, COLUMN)
@example("2020-2024人", None, None)
@example("1-2万元", None, "元")
def test_the_short_way_reads_what_the_long_way_reads(
    text: str, nature: str | None, unit: str | None
) -> None:
    quick = plain_quantity(text, nature, unit)
    if quick is not None:
        assert quick == _read(text, nature, unit)


PLAIN_TEXT = st.tuples(
    st.sampled_from(["", "≥", "≤", "=", "不低于", "＝"]),
    st.sampled_from(["0", "5", "12", "2024", "99.50", "3684"]),
    st.sampled_from(["", "-20", "—3000", "%-100", "~2030"]),
    st.sampled_from(["", "万", "亿"]),
    st.sampled_from(["", "%", "次", "元", "年", "月", "千米", "元/人·月", "份/条", "台（套）"]),
    st.sampled_from(["", "以上", "以内", "及以下"]),
).map("".join)
PLAIN_UNIT = st.sampled_from([None, "%", "万元", "万", "次", "万人次", "-"])


@given(PLAIN_TEXT, st.sampled_from([None, "≥", "=", "定性"]), PLAIN_UNIT)
def test_the_short_way_reads_plain_cells_as_the_long_way(
    text: str, nature: str | None, unit: str | None
) -> None:
    assert parse_quantity(text, nature, unit) == _read(text, nature, unit)


def test_a_quantity_has_all_that_the_model_has() -> None:
    """Quantities are made without all their fields: the defaults must be those of the model."""
    for text in ("95%", "15-20次", "达成预期指标", "3次；5场", "\ud800"):
        quantity = parse_quantity(text)
        assert set(quantity.__dict__) == set(Quantity.model_fields)
        if text.isprintable():
            assert Quantity.model_validate(quantity.model_dump()) == quantity


@pytest.mark.parametrize("seed", range(3))
def test_random_cells(seed: int) -> None:
    outcome = run(5_000, seed)
    assert outcome.failures == []
    assert outcome.quantities > 500


def test_broken_rules_would_be_seen() -> None:
    cell = Cell("3次", None, None, "target")
    good = parse_quantity(*cell[:3])
    assert broken_rule(cell, good) is None
    for changed in (
        {"text": "4次"},
        {"qualitative": True},
        {"value": None},
        {"comparator": "between"},
        {"parts": [parse_quantity("4次")]},
    ):
        assert broken_rule(cell, good.model_copy(update=changed))
