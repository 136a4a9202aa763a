"""Numbers as workbooks display them; expected texts are those of Excel in Chinese."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhperf.carriers.numberformats import (
    BUILT_IN,
    display_number,
    display_text,
    general,
    is_date,
)

DOUBLES = st.floats(allow_nan=False, allow_infinity=False)
NUMBERS = [
    ("0", "General", "0"),
    ("1.1", "General", "1.1"),
    ("100", "General", "100"),
    ("-2.50", "General", "-2.5"),
    ("0.1234567891234", "General", "0.123456789"),
    ("1234567.891234", "General", "1234567.891"),
    ("12345678901", "General", "12345678901"),
    ("123456789012", "General", "1.23457E+11"),
    ("99999999999.6", "General", "1E+11"),
    ("0.0001", "General", "0.0001"),
    ("0.00001", "General", "1E-05"),
    ("9.999999E-9", "General", "1E-08"),
    ("12", 'General"次"', "12次"),
    ("12", 'G/通用格式"次"', "12次"),
    ("100", "@", "100"),
    ("95", "0", "95"),
    ("100", "0.00", "100.00"),
    ("0.005", "0.00", "0.01"),
    ("1.005", "0.00", "1.01"),
    ("-0.001", "0.00", "0.00"),
    ("5", "000", "005"),
    ("1234567.891", "#,##0.00", "1,234,567.89"),
    ("123", "#,##0", "123"),
    ("0", "#,###", ""),
    ("1234", "#,###", "1,234"),
    ("1234", "0,000,000", "0,001,234"),
    ("0.5", "#.##", ".5"),
    ("3", "#.##", "3."),
    ("3", "0.0?", "3.0"),
    ("0.95", "0%", "95%"),
    ("0.956", "0.00%", "95.60%"),
    ("1", "0%", "100%"),
    ("12", '0"次"', "12次"),
    ("12", r"0\次", "12次"),
    ("12345678", '0!.0,"万"', "1234.6万"),
    ("1234567", "0.0,", "1234.6"),
    ("1000000", '#,##0,,"M"', "1M"),
    ("1234567", "000-0000", "123-4567"),
    ("1234", "[$¥-804]#,##0.00", "¥1,234.00"),
    ("1234.5", "[$-804]0.0", "1234.5"),
    ("12345", "0.00E+00", "1.23E+04"),
    ("12345", "0.00E-00", "1.23E04"),
    ("0.00012", "0.0E+0", "1.2E-4"),
    ("12345", "##0.0E+0", "12.3E+3"),
    ("999999", "0.0E+0", "1.0E+6"),
    ("-5", "0", "-5"),
    ("-5", "0;(0)", "(5)"),
    ("-5", "[Red]-0;[Red]-0", "-5"),
    ("-5", "0.0_);[红色](0.0)", "(5.0)"),
    ("0", '0;-0;"无"', "无"),
    ("5", ";;;", ""),
    ("1234.5", BUILT_IN[43], "1,234.50"),
    ("-1234.5", BUILT_IN[43], "-1,234.50"),
    ("0", BUILT_IN[43], "-"),
    ("1234.5", BUILT_IN[44], "¥1,234.50"),
    ("150", '[>100]"高";[<=100]"低"', "高"),
    ("50", '[>100]"高";[<=100]"低"', "低"),
    ("1", '[=1]"是";[=0]"否";0', "是"),
    ("7", '[=1]"是";[=0]"否";0', "7"),
    ("-5", "[<0]-0.0;0.0", "-5.0"),
    ("-5", "[>100]0.0;0", "-5"),
]
DATES = [
    ("45265", BUILT_IN[14], "2023/12/5"),
    ("45265", BUILT_IN[31], "2023年12月5日"),
    ("45265", BUILT_IN[57], "2023年12月"),
    ("45265", BUILT_IN[58], "12月5日"),
    ("45265", "yyyy-mm-dd", "2023-12-05"),
    ("45265", "yy/m/d", "23/12/5"),
    ("45265", "d-mmm-yy", "5-Dec-23"),
    ("45265", "mmmm", "December"),
    ("45265", "aaaa", "星期二"),
    ("45265", "aaa", "二"),
    ("45265", r"[$-F800]dddd\,\ mmmm\ dd\,\ yyyy", "2023年12月5日"),
    ("45265", r"[$-804]yyyy\年m\月;@", "2023年12月"),
    ("45265.75", "yyyy/m/d h:mm", "2023/12/5 18:00"),
    ("45265.5208333333", "hh:mm:ss", "12:30:00"),
    ("0.5", "h:mm AM/PM", "12:00 PM"),
    ("0.25", "上午/下午h:mm", "上午6:00"),
    ("0.0006944444", "mm:ss", "01:00"),
    ("1.5", "[h]:mm:ss", "36:00:00"),
    ("1", "yyyy/m/d", "1900/1/1"),
    ("59", "yyyy/m/d", "1900/2/28"),
    ("61", "yyyy/m/d", "1900/3/1"),
    ("2958465", "yyyy/m/d", "9999/12/31"),
]
UNKNOWN = [
    ("0.5", "# ?/?"),
    ("45265", '[DBNum1][$-804]yyyy"年"m"月"'),
    ("45265", "dddd"),
    ("45265", "e-m-d"),
    ("0.5", "mm:ss.0"),
    ("60", "yyyy/m/d"),
    ("-1", "yyyy/m/d"),
    ("2958466", "yyyy/m/d"),
    ("5", '[>100]"高";[<0]"低"'),
    ("5", "0" * 256),
]


@pytest.mark.parametrize(("number", "code", "text"), NUMBERS + DATES)
def test_numbers_are_shown_by_their_format(number: str, code: str, text: str) -> None:
    assert display_number(Decimal(number), code, from_1904=False) == text


@pytest.mark.parametrize(("number", "code"), UNKNOWN)
def test_what_is_not_known_is_told_apart(number: str, code: str) -> None:
    assert display_number(Decimal(number), code, from_1904=False) is None


def test_days_may_be_counted_from_1904() -> None:
    assert display_number(Decimal(43803), "yyyy/m/d", from_1904=True) == "2023/12/5"
    assert display_number(Decimal(60), "yyyy/m/d", from_1904=True) == "1904/3/1"


def test_texts_are_shown_by_their_format() -> None:
    assert display_text("甲", "General") == "甲"
    assert display_text("甲", "0.00") == "甲"
    assert display_text("甲", '"项目："@') == "项目：甲"
    assert display_text("甲", BUILT_IN[43]).strip() == "甲"


def test_formats_of_dates_are_known() -> None:
    assert is_date("yyyy/m/d")
    assert is_date("[h]:mm")
    assert not is_date('0.00"年"')


@given(
    st.floats(allow_nan=False, allow_infinity=False), st.sampled_from([c for _, c, _ in NUMBERS])
)
def test_every_number_has_a_text(number: float, code: str) -> None:
    assert display_number(Decimal(f"{number:.15g}"), code, from_1904=False) is not None


@given(DOUBLES, st.text(max_size=40))
def test_any_text_is_a_format_or_is_not_known(number: float, code: str) -> None:
    display_number(Decimal(f"{number:.15g}"), code, from_1904=False)


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.text('0#?.,%E+-ymdhs/;@[]"_*!$G', max_size=12),
)
def test_any_pieces_are_a_format_or_are_not_known(number: float, code: str) -> None:
    display_number(Decimal(f"{number:.15g}"), code, from_1904=False)


@given(st.decimals(min_value=-(10**10), max_value=10**10, places=4))
def test_general_keeps_numbers_that_have_room(number: Decimal) -> None:
    shown = general(number)
    assert len(shown.lstrip("-")) <= 11
    assert abs(Decimal(shown) - number) <= abs(number) * Decimal("1e-5")


@given(st.integers(min_value=0, max_value=10**12))
def test_thousands_are_grouped_as_python_groups_them(number: int) -> None:
    assert display_number(Decimal(number), "#,##0", from_1904=False) == f"{number:,}"


@given(st.decimals(min_value=0, max_value=10**9, places=6), st.integers(min_value=0, max_value=4))
def test_decimals_are_rounded_half_up(number: Decimal, places: int) -> None:
    code = "0" + ("." + "0" * places if places else "")
    shown = display_number(number, code, from_1904=False)
    assert shown is not None
    step = Decimal(1).scaleb(-places)
    assert -step / 2 <= number - Decimal(shown) <= step / 2
    assert len(shown.partition(".")[2]) == places
