"""Dates and times of a workbook as it displays them (ECMA-376 part 1, 18.8.31)."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhperf.carriers.numberformats import Token

DATE_LETTERS: Final = frozenset("ymdhsa上")
"""First letters of the pieces of a date format that are known here; "a" of AM/PM and aaaa."""
_DAY_SECONDS = 86_400
_EPOCH_1900: Final = datetime(1899, 12, 30)
"""Day 0 of the days from day 61 on: the format counts a 29th of February 1900 (18.17.4.1)."""
_LEAP_BUG = 60
_EPOCH_1904: Final = datetime(1904, 1, 1)
_LAST_DAY = 2_958_465
"""31 December 9999; a workbook displays no later day."""
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_WEEKDAYS: Final = "一二三四五六日"
_HALVES: Final = {"am/pm": ("AM", "PM"), "a/p": ("A", "P"), "上午/下午": ("上午", "下午")}
_NOON = 12
_EXACT: Final = Context(prec=400, rounding=ROUND_HALF_UP)
"""Has room for the digits of any double."""


def display_date(value: Decimal, tokens: Sequence[Token], *, from_1904: bool) -> str | None:
    """A number of days as a date; None if it is none, or a piece of the format is not known.

    Args:
        value: Days and parts of a day.
        tokens: The pieces of the format.
        from_1904: Whether days are counted from 1904, not 1900.
    """
    seconds = int((value * _DAY_SECONDS).quantize(Decimal(1), context=_EXACT))
    if not 0 <= seconds < (_LAST_DAY + 1) * _DAY_SECONDS:
        return None
    days, _ = divmod(seconds, _DAY_SECONDS)
    if days == _LEAP_BUG and not from_1904:
        return None
    late = timedelta(days=0 if from_1904 or days > _LEAP_BUG else 1)
    epoch = _EPOCH_1904 if from_1904 else _EPOCH_1900
    try:
        moment = epoch + late + timedelta(seconds=seconds)
    except OverflowError:
        return None
    has_half = any(token.text.lower() in _HALVES for token in tokens)
    parts = [
        _part(token, moment, seconds, has_half=has_half, is_minute=_is_minute(tokens, index))
        for index, token in enumerate(tokens)
    ]
    if any(part is None for part in parts):
        return None
    return "".join(part or "" for part in parts).strip()


def iso_days(text: str) -> Decimal | None:
    """A date in ISO 8601 as days since 1900; None if it is none."""
    try:
        moment = datetime.fromisoformat(text.removesuffix("Z"))
    except ValueError:
        return None
    return Decimal((moment.replace(tzinfo=None) - _EPOCH_1900).total_seconds()) / _DAY_SECONDS


def _is_minute(tokens: Sequence[Token], index: int) -> bool:
    """Whether an m means minutes: after hours, or before seconds."""
    times = [i for i, token in enumerate(tokens) if token.kind in ("date", "elapsed")]
    if index not in times:
        return False
    position = times.index(index)
    before = tokens[times[position - 1]].text.lower() if position else ""
    after = tokens[times[position + 1]].text.lower() if position + 1 < len(times) else ""
    return before.startswith("h") or after.startswith("s")


def _part(
    token: Token, moment: datetime, seconds: int, *, has_half: bool, is_minute: bool
) -> str | None:
    """What a piece of the format prints; None if it is not known."""
    if token.kind == "digit":
        return None  # parts of a second
    if token.kind not in ("date", "elapsed"):
        return {"pad": " ", "fill": ""}.get(token.kind, token.text)
    letter, width = token.text[0].lower(), len(token.text)
    if token.kind == "elapsed":
        amount = seconds // {"h": 3600, "m": 60, "s": 1}[letter]
        return f"{amount:0{width}d}"
    if halves := _HALVES.get(token.text.lower()):
        return halves[moment.hour >= _NOON]
    if letter == "m" and not is_minute:
        return _month(moment, width)
    if letter == "y":
        return f"{moment.year:04d}" if width > 2 else f"{moment.year % 100:02d}"
    if letter == "a":
        return ("星期" if width > 3 else "") + _WEEKDAYS[moment.weekday()]
    if letter == "d" and width > 2:
        return None  # names of weekdays depend on the language
    hour = (moment.hour + _NOON - 1) % _NOON + 1 if has_half else moment.hour
    amounts = {"d": moment.day, "h": hour, "m": moment.minute, "s": moment.second}
    return f"{amounts[letter]:0{min(width, 2)}d}"


def _month(moment: datetime, width: int) -> str:
    name = _MONTHS[moment.month - 1]
    if width > 2:
        return name[: {3: 3, 5: 1}.get(width)]
    return f"{moment.month:0{width}d}"
