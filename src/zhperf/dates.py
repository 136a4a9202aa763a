"""Dates and deadlines in the words of the forms: 2023年12月底, 12月31日前, 每月10日前.

Dates are written in the lexical forms of XML Schema: 2021-12, --12-31, ---10.  底 is the last
day; 前, 之前 and 内 include the day or month that they name.
"""

from __future__ import annotations

import re
from calendar import monthrange
from typing import TYPE_CHECKING, Final, NamedTuple

from zhperf import valuewords as words

if TYPE_CHECKING:
    from zhperf.report import Comparator

_YEAR, _TWO = r"(?:19|20)[0-9]{2}", r"[0-9]{1,2}"
_DASH = r"(?:[-–~]{1,2}|至|到)"
_NOT_WITHIN = r"(?<![0-9A-Za-z.,/:×*~–-])"
_DAY_SPAN = rf"(?P<m1>{_TWO})月(?P<d1>{_TWO})[日号]{_DASH}(?P<m2>{_TWO})月(?P<d2>{_TWO})[日号]"
_SPANS = (
    # 2020年1月--2020年11月, 2020年1月-11月, 2024年1-12月, 2024年1月1日至12月31日
    rf"{_NOT_WITHIN}(?P<y1>{_YEAR})年(?P<m1>{_TWO})(?:月份?(?:(?P<d1>{_TWO})[日号])?)?{_DASH}"
    rf"(?:(?P<y2>{_YEAR})年)?(?P<m2>{_TWO})月份?(?:(?P<d2>{_TWO})[日号])?底?",
    rf"{_NOT_WITHIN}{_DAY_SPAN}",
    rf"{_NOT_WITHIN}(?P<y1>{_YEAR})年?{_DASH}(?P<y2>{_YEAR})年",
)
_SPAN = tuple(re.compile(pattern) for pattern in _SPANS)
_BY = r"(?P<by>之前|以前|前|之内|以内|内|止)?"
_DATE = re.compile(
    rf"{_NOT_WITHIN}(?:"
    rf"(?P<iso>{_YEAR}(?P<sep>[-/.]){_TWO}(?P=sep){_TWO})(?![0-9.])(?:[T ]?00:00(?::00)?)?"
    rf"|每月(?P<monthly>{_TWO})[日号]"
    rf"|(?:(?P<quarter_year>{_YEAR})年度?)?第?(?P<quarter>[一二三四1-4])季度(?P<quarter_end>[底末])"
    rf"|(?:(?P<end_year>{_YEAR})|(?<![0-9])(?=年))年度?(?P<year_end>[底末])"
    rf"|(?:(?P<year>{_YEAR})年)?(?P<month>{_TWO})月(?P<part>份)?"
    rf"(?:(?P<day>{_TWO})[日号]|(?P<end>[底末])|(?P<third>初|上旬|中旬|下旬))?"
    rf"|(?P<only>{_YEAR})年度?"
    rf"){_BY}"
)
_HINT = re.compile(r"[年月]|季度|(?:19|20)[0-9]{2}[-/.]")
_LEADS = (
    "时间", "日期", "期限", "时限", "进度", "于", "在", "为", "是", "截至", "截止", "截止到",
    "计划", "拟", "当年", "本年", "每年", ":",
)  # fmt: skip
"""What may stand before a date that no 前 or 底 makes a deadline."""
_DONE = re.compile(
    r"(?:左右)?(?:前|已)?(?:全部|全面|基本)?(?:完成|完工|竣工|竣工验收|完成验收|验收|结束)?$"
)
"""What may stand behind it."""
_LATER = re.compile(r"起|后|以后|之后|开始|以来|至今")
_OTHER_YEAR = re.compile(r"[次下翌明隔去上后前]年度?|晚于|早于")
_NOT_LATER = ("不晚于", "不迟于", "不得晚于", "不得迟于")
_BEFORE = ("前", "之前", "以前", "止")
_LONGEST_DEED: Final = 12
"""Characters of what must be done by the date; a longer text may speak of something else."""
_SIGN = re.compile(r"(?:>=|<=|=>|=<|[≥≤<>=])$")
_QUARTERS: Final = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_TIES = "-–~/至到"
_COMPARES = (*words.SIGNS, *words.WORDS_BEFORE, "约")
_FIXING = ("year", "part", "day", "end", "third", "by")
_SOME_LEAP_YEAR: Final = 2000
"""For dates without a year: 29 February may be one."""


class Moment(NamedTuple):
    """A date or a span of dates."""

    comparator: Comparator | None
    """<= for deadlines, = for dates that are named only; None for spans."""
    deadline: str | None
    low: str | None = None
    high: str | None = None
    approximate: bool = False
    """Named less exactly than by a month: 12月初, 12月中旬."""
    sign: str | None = None
    """Comparator that is printed before the date, as printed."""


class Mention(NamedTuple):
    """Where dates stand in a text, and what they say if they are all that it says."""

    spans: tuple[tuple[int, int], ...]
    moment: Moment | None
    """None where the dates only tell which year or month is spoken of."""
    unsure: bool = False
    """Something like a date whose meaning is not certain."""

    @property
    def binding(self) -> bool:
        """Whether the text sets a date, so that a number beside it would be a second statement."""
        return self.unsure or (self.moment is not None and self.moment.comparator != "=")


NOTHING: Final = Mention((), None)


def find_dates(text: str) -> Mention:
    """Find the dates of a text.

    Args:
        text: Folded and compact.
    """
    if not _HINT.search(text):
        return NOTHING
    for pattern in _SPAN:
        if span := pattern.search(text):
            return _span(span, text)
    found = [date for date in _DATE.finditer(text) if not _is_number(date, text)]
    if not found:
        return NOTHING
    spans = tuple(date.span() for date in found)
    if len(found) > 1:
        return Mention(spans, None, any(date["by"] or _ends(date) for date in found))
    return _single(found[0], text, spans)


def _is_number(date: re.Match[str], text: str) -> bool:
    """12月 alone may be twelve months, as 6-12月: it is read as a number with its unit."""
    if not date["month"] or any(date[name] for name in _FIXING):
        return False
    lead, rest = text[: date.start()], text[date.end() : date.end() + 1]
    compared = not lead or lead.endswith(_COMPARES) or lead[-1] in _TIES
    return compared and (rest == "" or rest in _TIES)


def _single(date: re.Match[str], text: str, spans: tuple[tuple[int, int], ...]) -> Mention:
    lead, tail = text[: date.start()], text[date.end() :]
    not_later = lead.endswith(_NOT_LATER)
    if _OTHER_YEAR.search(lead) and not not_later:
        return Mention(spans, None, unsure=True)
    sign = _SIGN.search(lead)
    limit = date["by"] in _BEFORE or not_later
    comparator: Comparator = "<=" if limit or date["by"] or _ends(date) else "="
    bounds = limit and len(tail) <= _LONGEST_DEED and "的" not in tail
    names = (not lead or sign or lead.endswith(_LEADS)) and _DONE.match(tail)
    if _LATER.match(tail) or not (bounds or names):
        return Mention(spans, None, unsure=date["by"] is not None)
    if date["only"] and comparator == "=" and not tail:
        return Mention(spans, None)  # a year alone is never a value
    moment = _moment(date, comparator)
    if moment is None:
        return Mention(spans, None, unsure=True)
    rough = moment.approximate or tail.startswith("左右")
    return Mention(spans, moment._replace(approximate=rough, sign=sign and sign[0]))


def _ends(date: re.Match[str]) -> bool:
    return any(date[name] for name in ("end", "year_end", "quarter_end"))


def _moment(date: re.Match[str], comparator: Comparator) -> Moment | None:
    """The date that was found; None where it does not exist or can be read in two ways."""
    if date["by"] in _BEFORE and (date["only"] or (date["part"] and not _fixed(date))):
        return None  # 1月份之前, 2024年前: before it begins, or before it ends
    day = _day(date)
    if day is None:
        return None
    return Moment(comparator, day, approximate=date["third"] is not None)


def _fixed(date: re.Match[str]) -> bool:
    return bool(date["day"] or date["end"] or date["third"])


def _day(date: re.Match[str]) -> str | None:
    """The date in the forms of XML Schema."""
    if date["iso"]:
        year, month, day = date["iso"].split(date["sep"])
        return xml_date(year, int(month), int(day))
    if date["monthly"]:
        return f"---{int(date['monthly']):02}" if 1 <= int(date["monthly"]) <= 31 else None
    if date["quarter"]:
        return _month_end(date["quarter_year"], _QUARTERS[date["quarter"]])
    if date["year_end"]:
        return _month_end(date["end_year"], 12)
    if date["only"]:
        return date["only"]
    month = int(date["month"])
    if date["end"]:
        return _month_end(date["year"], month)
    return xml_date(date["year"], month, int(date["day"]) if date["day"] else None)


def _month_end(year: str | None, month: int) -> str | None:
    """The last day; the month alone for a February of no known year."""
    if not 1 <= month <= 12 or (year is None and month == 2):
        return xml_date(year, month, None)
    return xml_date(year, month, monthrange(int(year or _SOME_LEAP_YEAR), month)[1])


def xml_date(year: str | None, month: int, day: int | None) -> str | None:
    """A date in the forms of XML Schema; None for one that does not exist."""
    if not 1 <= month <= 12:
        return None
    text = f"{year or '-'}-{month:02}"
    if day is None:
        return text
    last = monthrange(int(year or _SOME_LEAP_YEAR), month)[1]
    return f"{text}-{day:02}" if 1 <= day <= last else None


def _span(found: re.Match[str], text: str) -> Mention:
    """A span of dates, both ends included."""
    lead, tail = text[: found.start()], text[found.end() :]
    spans = (found.span(),)
    low, high = _span_ends(found.groupdict())
    if low is None or high is None or low > high or _DATE.search(lead) or _DATE.search(tail):
        return Mention(spans, None, unsure=True)
    sign = _SIGN.search(lead)
    if not (not lead or sign or lead.endswith(_LEADS)) or not _DONE.match(tail):
        return Mention(spans, None)
    return Mention(spans, Moment(None, None, low, high, sign=sign and sign[0]))


def _span_ends(found: dict[str, str | None]) -> tuple[str | None, str | None]:
    year, month, last_month = found.get("y1"), found.get("m1"), found.get("m2")
    last_year = found.get("y2") or year
    if month is None or last_month is None:
        return year, last_year
    day, last_day = found.get("d1"), found.get("d2")
    if (day is None) is not (last_day is None):
        return None, None
    return (
        xml_date(year, int(month), int(day) if day else None),
        xml_date(last_year, int(last_month), int(last_day) if last_day else None),
    )
