"""Numbers with comparator, magnitude and unit, in the text between two commas.

Every digit of the text must be accounted for: as the one amount, as a date, as part of a name
(PM2.5, 第3期).  Else the text is not surely understood.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from zhperf import valuewords as words
from zhperf.dates import Moment, find_dates
from zhperf.numerals import Number, han_number
from zhperf.units import MAGNITUDE, MAGNITUDES, SECOND_NAME, SINGLE, UNIT, is_unit, unit_name

if TYPE_CHECKING:
    from zhperf.report import Comparator


class Amount(NamedTuple):
    """One amount, as printed: nothing of the columns is merged yet."""

    value: Number | None
    """None for a range."""
    low: Number | None = None
    high: Number | None = None
    comparators: tuple[Comparator, ...] = ()
    """Printed before and after the number; two of them where they differ."""
    unit: str | None = None
    magnitude: str | None = None
    approximate: bool = False
    at_least: bool = False
    """余, 多: a little more than the number."""
    each: bool = False
    """各: holds for each of several things."""
    sign_only: bool = False
    """Whether nothing but ¥ tells the unit."""


class Unsure:
    """The type of `UNSURE`."""


UNSURE: Final = Unsure()
"""The text has numbers whose meaning is not certain."""

FILLER: Final = "\x00"
"""Stands for a date while the rest is read."""

_NUMBER = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})++|0|[1-9][0-9]*+)(?:\.[0-9]++)?(?![0-9.,]*[0-9])"
_INCLUDED = r"(?:[（(]含[^()（）]*[)）])?"
_AFTER = r"(?P<after>[及或含]?以[上内下]|之内|\+|内(?!容|部|外))?(?P<about>左右|上下)?"
_AMOUNT = re.compile(
    rf"(?P<sign>[-+])?(?P<number>{_NUMBER})(?P<more>[余多来])?(?P<magnitude>{MAGNITUDE})?"
    rf"(?P<more2>[余多来](?=[\u4e00-\u9fff]))?(?P<unit>{UNIT})?{_INCLUDED}"
    rf"(?:(?:-{{1,2}}|–{{1,2}}|~{{1,2}}|至|到)(?P<sign2>[-+])?(?P<number2>{_NUMBER})(?P<magnitude2>{MAGNITUDE})?"
    rf"(?P<unit2>{UNIT})?)?{_INCLUDED}(?P<more3>[余多](?![\u4e00-\u9fff]))?{_AFTER}"
)
_BRACKETED = re.compile(r"(?<=[0-9])[（(]([^()（）0-9]{1,8})[)）]")
_TOKEN = re.compile(
    r"(?P<name>(?<![A-Za-z])[A-Za-z]++[-_]?[0-9][0-9A-Za-z.]*+)|(?P<ordinal>第[0-9]{1,4}(?![0-9.%]))"
    rf"|(?<![0-9A-Za-z./:×*^_~{FILLER}–-])(?P<amount>[-+]?[0-9])|(?P<other>[0-9])"
)
_REST_OF_NAME = re.compile(r"[A-Za-z][0-9A-Za-z.]*")
_WORDS = "|".join(sorted(words.WORDS_BEFORE, key=len, reverse=True))
_BEFORE = re.compile(
    r"(?P<each>各|分别)?(?P<about>(?<![节预合契])约|大约|大概|将近|接近|(?<![附最邻远临])近)?"
    rf"(?:(?P<word>>=|<=|=>|=<|[≥≤<>=]|{_WORDS}|[{''.join(words.SHORT_BEFORE)}])(?P<about2>约)?)?(?P<share>百分之|千分之)?(?P<currency>[¥￥])?$"
)
_LONGEST_BEFORE: Final = 15
"""Characters: 分别大约大于或者等于百分之¥."""
_COMPARATORS = words.SIGNS | words.WORDS_BEFORE | words.SHORT_BEFORE
_WORD_ELSEWHERE = re.compile(_WORDS)
_SIGN_ELSEWHERE = re.compile(r"[≥≤<>=≠±√²³¹⁰-⁹½¼¾⅓⅔①-⒛]|分之|(?![0-9])\d")
_AFTER_ELSEWHERE = re.compile(r"(?<![级科处厅局省市县])(?:以上|以内|以下|之内|左右|上下)")
_PER_DIRECT = re.compile(rf"每(?:个|一|1)?(?P<per>{MAGNITUDE}?{SINGLE})$")
_LONGEST_PER: Final = 8
"""Characters: 每个行政村 has five."""
_PER_BEHIND = re.compile(rf"每(?:个|一|1)?(?P<per>{MAGNITUDE}?{SINGLE})[)）]?")
_PER_PERIOD = re.compile(rf"每(?:个|一)?(?P<per>{'|'.join(words.PERIODS)})(?!个)")
_SECOND_NAME = re.compile(rf"{SECOND_NAME}$")
_REMARK = re.compile(r"[（(](?P<text>[^()（）]*)[)）]$")
_DIGIT = re.compile(r"[0-9]")
_NOT_INCLUDED = re.compile(r"不含(?:本数|[0-9].*)?")
_OTHER_NUMBER = re.compile(r"[≥≤<>=]{0,2}[-+]?[0-9][0-9,.]*+[^0-9]{0,3}")
_CLOSED = re.compile(r"[）)”》\"'!！?？]*")
_UNCLEAR = frozenset("-–~/:×*^·%‰前后" + FILLER)
"""How a text goes on that ties to the number in a way that is not understood: 1:3, 3天前, 50%%."""
_SIGNED = ("-", "–", "~", "+", "±")
"""What must not stand before a currency sign: it would belong to the number."""
_GIVES_NUMBER = tuple("为达到至于共计率度数量额:")
"""How a text ends that a bare number completes; 指标1 is a name."""
_HAN = re.compile(
    r"(?<![0-9.一二两三四五六七八九十百千零〇万亿数几第上好初之旬进同任唯统单某另这那其逐无不未非])"
    r"(?P<number>[一二两三四五六七八九十百千零]++)(?P<more>[余多](?=[\u4e00-\u9fff]))?"
    rf"(?P<unit>{UNIT}){_AFTER}$"
)
_HAN_SHARE = re.compile(rf"(?P<share>[百千]分之)(?P<number>[一二三四五六七八九十百零]++){_AFTER}$")
_HAN_HINT = re.compile(r"[一二两三四五六七八九十百千]")
_NO_HAN_UNITS = frozenset((*words.NOUNS, *"月日期班类组部段版队集节季步册级角", "季度"))
"""三月 is March, 二期 a phase, 三班 a name."""
_TIMES = frozenset(words.TIMES)
_WITHIN = frozenset((*words.TIMES, *words.MONEY))
_ONLY_LAST = frozenset((*words.NOUNS, *words.TIMES, *(u for u in words.LATIN_UNITS if len(u) == 1)))
_YUAN = ("元", "元整", "人民币")
_YEARS = re.compile(r"(?:19|20)[0-9]{2}")


def read_phrase(text: str) -> Amount | Moment | Unsure | None:
    """Read the text between two separators.

    Args:
        text: Folded and compact.

    Returns:
        What it says; UNSURE where it has numbers that are not surely understood, None where it
        has none.
    """
    dates = find_dates(text)
    amount = _arabic(_without(text, dates.spans))
    if amount is None and not dates.spans:
        return _han(text) if _HAN_HINT.search(text) else None
    if amount is None:
        return UNSURE if dates.unsure else dates.moment
    return UNSURE if dates.binding else amount


def _without(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """The text with fillers where its dates stand."""
    kept, position = [], 0
    for start, stop in spans:
        kept += [text[position:start], FILLER]
        position = stop
    return "".join(kept) + text[position:]


def _arabic(text: str) -> Amount | Unsure | None:
    """The one amount in Arabic digits."""
    plain: str | None = text
    if "(" in text or "（" in text:
        text = _BRACKETED.sub(lambda found: found[1] if is_unit(found[1]) else found[0], text)
        plain = _without_remark(text)
    if plain is None:
        return UNSURE
    found = _only_match(plain)
    return _amount(found, plain) if isinstance(found, re.Match) else found


def _only_match(text: str) -> re.Match[str] | Unsure | None:
    """Where the one amount stands, if all other digits belong to names and ages."""
    found: re.Match[str] | None = None
    position = 0
    while token := _TOKEN.search(text, position):
        position = token.end()
        if token["other"] or (token["ordinal"] and position == len(text)):
            return UNSURE  # 第1、2季度
        if token["amount"]:
            amount = _AMOUNT.match(text, token.start())
            if amount is None:
                return UNSURE
            position = amount.end()
            if name := _rest_of_name(amount, text):
                position = name.end()
            elif not _is_age(amount, text):
                if found:
                    return UNSURE
                found = amount
    return found


def _without_remark(text: str) -> str | None:
    """The text without a bracket at its end that remarks on the number before it.

    None where the remark changes the number: 60%（不含）, 100（90）.
    """
    remark = _REMARK.search(text)
    if remark is None or _is_second_name(text, remark.start()):
        return text
    if not _DIGIT.search(text, 0, remark.start()):
        return text
    changes = _NOT_INCLUDED.fullmatch(remark["text"]) or _OTHER_NUMBER.fullmatch(remark["text"])
    return None if changes else text[: remark.start()]


def _is_second_name(text: str, at: int) -> bool:
    """Whether the bracket at a place belongs to the unit before it: 台（套）."""
    return _SECOND_NAME.match(text, at) is not None and is_unit(text[at - 1 : at])


def _rest_of_name(amount: re.Match[str], text: str) -> re.Match[str] | None:
    """5G, 4A: a number that goes on with letters is part of a name."""
    if amount["unit"] or amount["magnitude"] or amount["number2"]:
        return None
    name = _REST_OF_NAME.match(text, amount.end())
    return name if name and not amount["after"] else None


def _is_age(amount: re.Match[str], text: str) -> bool:
    """60周岁以上老人: who is meant, not how much."""
    return amount["unit"] in words.AGES and (
        amount["after"] is not None or amount.end() < len(text)
    )


def _amount(found: re.Match[str], text: str) -> Amount | Unsure:
    """The amount, if its surroundings leave no doubt."""
    lead, tail = text[: found.start()], text[found.end() :]
    before = _before(lead)
    lead = lead[: before.start()]
    per = _per(lead, tail)
    if "每" in tail:
        tail = ""
    unit, numbers = _unit(found, before), _numbers(found)
    if isinstance(unit, Unsure) or numbers is None or not _fits(found, before, unit, lead, tail):
        return UNSURE
    if isinstance(per, Unsure) or (per and (unit is None or "/" in unit)):
        return UNSURE
    more = found["more"] or found["more2"] or found["more3"]
    if found["number2"] and (more or found["after"]):
        return UNSURE  # 15-20个以上
    ranged = len(numbers) == 2
    return Amount(
        value=None if ranged else numbers[0],
        low=numbers[0] if ranged else None,
        high=numbers[1] if ranged else None,
        comparators=_comparators(before, found),
        unit=f"{unit}/{per}" if per else unit,
        magnitude=found["magnitude2"] or found["magnitude"],
        approximate=bool(more or before["about"] or before["about2"] or found["about"]),
        at_least=more in ("余", "多"),
        each=before["each"] is not None or (per is None and "每" in lead),
        sign_only=before["currency"] is not None and not (found["unit"] or found["unit2"]),
    )


def _before(lead: str) -> re.Match[str]:
    """The words directly before a number that belong to it."""
    found = _BEFORE.search(lead, max(0, len(lead) - _LONGEST_BEFORE))
    assert found is not None  # every part of the pattern may be empty
    return found


def _unit(found: re.Match[str], before: re.Match[str]) -> str | Unsure | None:
    first, second = found["unit"], found["unit2"]
    if before["share"]:
        if first or second or found["magnitude"]:
            return UNSURE
        return "%" if before["share"] == "百分之" else "‰"
    if first and second and unit_name(first) != unit_name(second):
        return UNSURE
    printed = unit_name(first or second or "") or None
    if before["currency"]:
        printed = printed or "元"
        return printed if printed.partition("/")[0] in _YUAN else UNSURE
    return printed


def _numbers(found: re.Match[str]) -> tuple[Number, ...] | None:
    """The number, or both ends of a range; None for a range that falls."""
    scale = MAGNITUDES[found["magnitude"]] if found["magnitude"] else 0
    if found["number2"] is None:
        return (_number(found["number"], found["sign"], scale),)
    if _are_years(found) or "---" in found[0] or (found["sign"] and "--" in found[0]):
        return None  # -5--3
    scale2 = MAGNITUDES[found["magnitude2"]] if found["magnitude2"] else 0
    high = _number(found["number2"], found["sign2"], scale2)
    # 1-2万元: the magnitude of the end is that of the beginning, unless the range would fall
    # (8000-1万元).
    shared = found["magnitude"] is None and found["unit"] is None
    for low_scale in (scale2, 0) if shared else (scale,):
        low = _number(found["number"], found["sign"], low_scale)
        if low.decimal() <= high.decimal():
            return low, high
    return None


def _are_years(found: re.Match[str]) -> bool:
    """2020-2024 without a unit are years."""
    return (found["unit"] or found["unit2"] or found["magnitude2"]) in ("年", None) and all(
        _YEARS.fullmatch(found[name]) for name in ("number", "number2")
    )


def _number(printed: str, sign: str | None, scale: int) -> Number:
    whole, _, fraction = printed.replace(",", "").partition(".")
    return Number(whole, fraction, sign == "-", scale)


def _fits(
    found: re.Match[str], before: re.Match[str], unit: str | None, lead: str, tail: str
) -> bool:
    """Whether what stands around an amount leaves its meaning certain."""
    if lead.endswith(words.BEFORE_NUMBER_UNSURE) or tail[:1] in _UNCLEAR:
        return False
    if before["currency"] and lead.endswith(_SIGNED):
        return False
    if any(_SIGN_ELSEWHERE.search(part) or _WORD_ELSEWHERE.search(part) for part in (lead, tail)):
        return False
    if _AFTER_ELSEWHERE.search(tail) or _HAN.search(tail):
        return False
    closed = _CLOSED.fullmatch(tail) is not None
    after = found["after"] or found["about"]
    if unit is None:
        return (
            found["after"] != "内"
            and closed
            and _completes(lead, marked=bool(after or before["word"] or before["about"]))
        )
    time = unit in _TIMES
    if time and before["about"] == "近":
        return False  # 近3年 is the last three years
    if found["after"] == "内" and not (unit in _WITHIN or lead.endswith("控制在")):
        return False
    if after or closed:
        return True
    return unit not in _ONLY_LAST and tail[0] not in words.OTHER_WORDS.get(unit[-1], "")


def _leaves_doubt(lead: str) -> bool:
    """Whether what stands before a Chinese numeral leaves its meaning uncertain."""
    if lead.endswith(words.BEFORE_NUMBER_UNSURE):
        return True
    return bool(_WORD_ELSEWHERE.search(lead) or _SIGN_ELSEWHERE.search(lead))


def _completes(lead: str, *, marked: bool) -> bool:
    """Whether a number without a unit is an amount at the end of this text."""
    last = lead.rstrip()[-1:]
    if last.isascii() and last.isalnum():
        return False  # GB/T 19001
    return not lead or marked or lead.endswith(_GIVES_NUMBER)


def _per(lead: str, tail: str) -> str | Unsure | None:
    """What a rate is counted by: 每年 or 每亩 before its number, 每月 behind it."""
    if "每" in tail:
        behind = _PER_BEHIND.fullmatch(tail)
        return UNSURE if behind is None or "每" in lead else behind["per"]
    if "每" not in lead:
        return None
    found = _PER_DIRECT.search(lead[-_LONGEST_PER:]) or _PER_PERIOD.search(lead)
    if found and lead.count("每") > 1:
        return UNSURE
    return found["per"] if found else None


def _comparators(before: re.Match[str], found: re.Match[str]) -> tuple[Comparator, ...]:
    printed: list[Comparator] = []
    if word := before["word"]:
        printed.append(_COMPARATORS[word])
    if after := found["after"]:
        printed.append(words.WORDS_AFTER.get(after, "<="))
    return tuple(dict.fromkeys(printed))


def _han(text: str) -> Amount | Unsure | None:
    """An amount in Chinese numerals, which stands at the end only: 两次, 不少于三个."""
    found = _HAN_SHARE.search(text) or _HAN.search(text)
    if found is None or found.groupdict().get("unit") in _NO_HAN_UNITS:
        return None
    number = han_number(found["number"])
    if number is None:
        return None
    parts = found.groupdict()
    lead = text[: found.start()]
    before = _before(lead)
    lead = lead[: before.start()]
    share = parts.get("share")
    unit = unit_name(parts["unit"]) if share is None else "%" if share == "百分之" else "‰"
    time = unit in _TIMES
    if before["currency"] or _leaves_doubt(lead):
        return UNSURE
    if (parts["after"] == "内" and not time) or (time and before["about"]):
        return UNSURE
    per = _per(lead, "")
    if isinstance(per, Unsure) or (per and "/" in unit):
        return UNSURE
    more = parts.get("more")
    return Amount(
        Number(str(number)),
        comparators=_comparators(before, found),
        unit=f"{unit}/{per}" if per else unit,
        approximate=bool(more or before["about"] or before["about2"] or parts["about"]),
        at_least=more is not None,
        each=before["each"] is not None or (per is None and "每" in lead),
    )
