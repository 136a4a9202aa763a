"""Numbers of a workbook as it displays them (ECMA-376 part 1, 18.8.30 and 18.8.31).

The formats that forms use: decimals, thousands, percent, scientific, conditions, currency, text
and dates.  What is not known here (fractions, numerals in words, eras) is told apart, so that the
caller can say so.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from typing import Final, NamedTuple

from zhperf.carriers.dateformats import DATE_LETTERS, display_date

GENERAL: Final = "General"
BUILT_IN: Final = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;"¥"-#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0 ;(#,##0)", 38: "#,##0 ;(#,##0)", 39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)", 41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Formats by number; those that depend on the language as simplified Chinese has them (18.8.30)."""

_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"? | [\\!](?P<escaped>.) | _(?P<pad>.) | \*(?P<fill>.)
    | \[(?P<bracket>[^\]]*)\] | (?P<general>general|g/通用格式) | (?P<exponent>(?-i:E[+-]))
    | (?P<date>am/pm|a/p|上午/下午|y+|m+|d+|h+|s+|a{3,4}|[ebg]+)
    | (?P<digit>[0#?]) | (?P<sign>[.,%/@]) | (?P<literal>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_NUMERALS = re.compile(r"dbnum\d", re.IGNORECASE)
_LONG_DATE = "$-f800"
"""Locale that stands for the system's long date."""
_COLOR_OR_LOCALE = re.compile(r"\$(?P<currency>[^-]*)(?:-.*)?|[A-Za-z]+\d*|颜色\d+|\w色")
_GENERAL_WIDTH = 11
"""Characters that a number in the format General may take, without its sign."""
_SCIENTIFIC_DIGITS = 5
"""Decimals of a number in the format General that takes more."""
_LEAST_EXPONENT = -5
"""Power of ten from which down General writes numbers with an exponent."""


_LONGEST_CODE = 255
"""Characters; workbooks allow no more."""
EXACT: Final = Context(prec=2000, rounding=ROUND_HALF_UP)
"""Has room for the digits of any double in any format."""


class Token(NamedTuple):
    """A piece of a format."""

    kind: str
    """A group of `_TOKEN`, or "elapsed"."""
    text: str


class Section(NamedTuple):
    """One of the alternatives in a format."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None
    is_known: bool
    """Whether its tokens are all understood."""


def display_number(value: Decimal, code: str, *, from_1904: bool) -> str | None:
    """A number as a workbook displays it; None if the format is not known.

    Args:
        value: The number.
        code: The format.
        from_1904: Whether days are counted from 1904, not 1900.
    """
    if len(code) > _LONGEST_CODE:
        return None
    sections = _sections(code)
    section, is_negative = _chosen(sections, value)
    if section is None or not section.is_known:
        return None
    kinds = {token.kind for token in section.tokens}
    if kinds & {"date", "elapsed"}:
        return display_date(value, section.tokens, from_1904=from_1904)
    shown = abs(value) if is_negative or value < 0 else value
    minus = "-" if value < 0 and not is_negative else ""
    if kinds & {"general"} or any(token.text == "@" for token in section.tokens):
        text = "".join(_with_general(token, shown) for token in section.tokens)
    elif "exponent" in kinds:
        text = _scientific(shown, section.tokens)
    else:
        text = _decimal(shown, section.tokens)
        minus = minus if any(digit in text for digit in "123456789") else ""
    return (minus + text).strip()


def display_text(text: str, code: str) -> str:
    """A text as a workbook displays it: formats may put words around it."""
    sections = _sections(code)
    last = sections[-1]
    marks = [token for token in last.tokens if token.text == "@" and token.kind == "sign"]
    if not marks or not last.is_known:
        return text
    return "".join(text if token in marks else _literal(token) for token in last.tokens)


def is_date(code: str) -> bool:
    """Whether a format displays numbers as dates or times."""
    return any(token.kind in ("date", "elapsed") for token in _sections(code)[0].tokens)


@cache
def _sections(code: str) -> tuple[Section, ...]:
    sections: list[Section] = []
    tokens: list[Token] = []
    for found in _TOKEN.finditer(code):
        kind = found.lastgroup or "literal"
        text = found[kind]
        if kind == "literal" and text == ";":
            sections.append(_section(tokens))
            tokens = []
        else:
            tokens.append(Token(kind, text))
    sections.append(_section(tokens))
    return tuple(sections)


def _section(tokens: list[Token]) -> Section:
    """A section, with its brackets resolved."""
    condition: tuple[str, Decimal] | None = None
    is_known = True
    found: list[Token] = []
    for token in tokens:
        text = token.text
        if token.kind != "bracket":
            found.append(token)
        elif compared := _CONDITION.fullmatch(text):
            condition = compared[1], Decimal(compared[2])
        elif _ELAPSED.fullmatch(text):
            found.append(Token("elapsed", text.lower()))
        elif text.lower() == _LONG_DATE:
            return Section(_sections(BUILT_IN[31])[0].tokens, condition, is_known=True)
        elif _NUMERALS.match(text):
            is_known = False
        elif named := _COLOR_OR_LOCALE.fullmatch(text):
            found.append(Token("quoted", named["currency"] or ""))
    kinds = {token.kind for token in found}
    slash = "digit" in kinds and Token("sign", "/") in found
    known_dates = all(t.text.lower()[0] in DATE_LETTERS for t in found if t.kind == "date")
    return Section(tuple(found), condition, is_known and not slash and known_dates)


def _chosen(sections: tuple[Section, ...], value: Decimal) -> tuple[Section | None, bool]:
    """The section for a number, and whether it prints the sign itself."""
    numeric = sections[:3]
    if any(section.condition for section in numeric):
        for section in numeric:
            if section.condition is None:
                return section, False
            sign, limit = section.condition
            if _holds(sign, limit, value):
                return section, sign in ("<", "<=") and limit <= 0
        return None, False
    if value < 0 and len(numeric) > 1:
        return numeric[1], True
    return numeric[2 if value == 0 and len(numeric) > 2 else 0], False


def _holds(sign: str, limit: Decimal, value: Decimal) -> bool:
    return {
        "<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit,
        "=": value == limit, "<>": value != limit,
    }[sign]  # fmt: skip


def _literal(token: Token) -> str:
    """What a token prints that is no number."""
    if token.kind == "pad":
        return " "
    return "" if token.kind == "fill" else token.text


def _with_general(token: Token, value: Decimal) -> str:
    if token.kind == "general" or (token.kind == "sign" and token.text == "@"):
        return general(value)
    return _literal(token)


def _decimal(value: Decimal, tokens: tuple[Token, ...]) -> str:
    """A number by its placeholders, with the literals between them where they stand."""
    whole, point, fraction = _parts(tokens)
    percents = sum(token == Token("sign", "%") for token in tokens)
    whole_places = [i for i in whole if tokens[i].kind == "digit"]
    places = [i for i in fraction if tokens[i].kind == "digit"]
    scale = _trailing_commas(tokens, whole_places, places)
    number = value.scaleb(2 * percents - 3 * scale)
    number = number.quantize(Decimal(1).scaleb(-len(places)), context=EXACT)
    digits, _, decimals = f"{number:f}".partition(".")
    texts = {
        **_whole_texts(digits, whole_places, tokens),
        **_fraction_texts(decimals, places, tokens),
    }
    if point is not None:
        texts[point] = "."
    return "".join(
        texts.get(i, "" if token.text == "," and token.kind == "sign" else _literal(token))
        for i, token in enumerate(tokens)
    )


def _parts(tokens: tuple[Token, ...]) -> tuple[range, int | None, range]:
    """Tokens before the decimal point, its index, and the tokens after it."""
    point = next((i for i, token in enumerate(tokens) if token == Token("sign", ".")), None)
    if point is None:
        return range(len(tokens)), None, range(0)
    return range(point), point, range(point + 1, len(tokens))


def _trailing_commas(tokens: tuple[Token, ...], whole: list[int], fraction: list[int]) -> int:
    """Commas right after the last digit: each divides by a thousand."""
    ends = [places[-1] for places in (whole, fraction) if places]
    count = 0
    for end in ends:
        index = end + 1
        while index < len(tokens) and tokens[index] == Token("sign", ","):
            count, index = count + 1, index + 1
    return count


def _whole_texts(digits: str, places: list[int], tokens: tuple[Token, ...]) -> dict[int, str]:
    """What each placeholder left of the point prints; the first one takes the rest."""
    if not places:
        return {}
    comma = Token("sign", ",")
    grouped = comma in tokens[places[0] : places[-1]]
    digits = digits.lstrip("0")
    texts: dict[int, str] = {}
    for number, place in enumerate(reversed(places)):
        is_first = number == len(places) - 1
        rest = digits[: len(digits) - number] if number < len(digits) else ""
        own = rest if is_first else rest[-1:]
        if not own:
            own = {"0": "0", "?": " "}.get(tokens[place].text, "")
        texts[place] = _grouped(own, number) if grouped else own
    return texts


def _grouped(digits: str, after: int) -> str:
    """Digits with a comma after each that has a multiple of three digits right of it."""
    return "".join(
        digit + ("," if digit.isdigit() and right and right % 3 == 0 else "")
        for digit, right in zip(digits, range(after + len(digits) - 1, after - 1, -1), strict=True)
    )


def _fraction_texts(decimals: str, places: list[int], tokens: tuple[Token, ...]) -> dict[int, str]:
    """What each placeholder right of the point prints; "#" and "?" print no zeros at the end."""
    significant = len(decimals.rstrip("0"))
    texts: dict[int, str] = {}
    for number, place in enumerate(places):
        absent = {"#": "", "?": " "}.get(tokens[place].text)
        texts[place] = decimals[number] if number < significant or absent is None else absent
    return texts


def _scientific(value: Decimal, tokens: tuple[Token, ...]) -> str:
    """A number with an exponent; more than one digit before the point makes it a multiple."""
    split = next(i for i, token in enumerate(tokens) if token.kind == "exponent")
    mantissa, exponent_places = tokens[:split], tokens[split + 1 :]
    whole, _, fraction = _parts(mantissa)
    step = max(sum(mantissa[i].kind == "digit" for i in whole), 1)
    decimals = sum(mantissa[i].kind == "digit" for i in fraction)
    exponent = value.adjusted() // step * step if value else 0
    number = value.scaleb(-exponent).quantize(Decimal(1).scaleb(-decimals), context=EXACT)
    if number >= Decimal(10) ** step:
        number, exponent = number.scaleb(-step), exponent + step
    sign = "-" if exponent < 0 else "+" if tokens[split].text[1] == "+" else ""
    width = sum(token.kind == "digit" for token in exponent_places)
    after = "".join(_literal(token) for token in exponent_places if token.kind != "digit")
    return f"{_decimal(number, mantissa)}E{sign}{abs(exponent):0{width}d}{after}"


def general(value: Decimal) -> str:
    """A number in the format General: what has room in eleven characters."""
    if not value:
        return "0"
    minus, value = ("-" if value < 0 else ""), abs(value)
    exponent = value.adjusted()
    if _LEAST_EXPONENT < exponent < _GENERAL_WIDTH:
        decimals = max(_GENERAL_WIDTH - 2 - max(exponent, 0), 0)
        number = value.quantize(Decimal(1).scaleb(-decimals), context=EXACT)
        if number.adjusted() < _GENERAL_WIDTH:
            text = f"{number:f}"
            return minus + (text.rstrip("0").rstrip(".") if "." in text else text)
    mantissa = value.scaleb(-exponent)
    mantissa = mantissa.quantize(Decimal(1).scaleb(-_SCIENTIFIC_DIGITS), context=EXACT)
    if mantissa >= 10:
        mantissa, exponent = mantissa / 10, exponent + 1
    digits = f"{mantissa:f}".rstrip("0").rstrip(".")
    return f"{minus}{digits}E{'-' if exponent < 0 else '+'}{abs(exponent):02d}"
