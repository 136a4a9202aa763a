"""Numbers as they are printed, to exact decimals.

Digits are moved as text: the decimal context would round a number of more than 28 digits.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

HAN_DIGITS: Final = {
    "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
_MONTH = re.compile(r"(?:19|20)[0-9]{2}\.(?:0?[1-9]|1[0-2])")
_DAY = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
HAN_STEPS: Final = {"千": 1000, "百": 100, "十": 10}


class Number(NamedTuple):
    """A printed number: its digits before and after the point."""

    whole: str
    fraction: str = ""
    negative: bool = False
    scale: int = 0
    """Powers of ten of the printed magnitude: 4 for 万."""

    def decimal(self, scale: int = 0) -> Decimal:
        """The exact value, in plain notation and without needless zeros.

        Args:
            scale: Further powers of ten, such as the 4 of a unit column 万元.
        """
        whole, fraction, scale = self.whole, self.fraction, scale + self.scale
        if scale:
            fraction = fraction.ljust(scale, "0")
            whole, fraction = whole + fraction[:scale], fraction[scale:]
        fraction = fraction.rstrip("0")
        whole = whole.lstrip("0") or "0"
        text = f"{whole}.{fraction}" if fraction else whole
        return Decimal("-" + text if self.negative and text != "0" else text)


def may_be_date(whole: str, fraction: str) -> bool:
    """Whether the digits before and after a point may be a month or a day: 2024.06, 20240630."""
    if fraction:
        return _MONTH.fullmatch(f"{whole}.{fraction}") is not None
    return _DAY.fullmatch(whole) is not None


def han_number(text: str) -> int | None:
    """The number below 10,000 that Chinese numerals write; None for anything else.

    两 stands for two before a measure word.  Rows of digits (二四) are no numbers here, nor is
    一百五, which is 150 in speech and 105 where 零 was lost.
    """
    total, rest, above, gap = 0, text, 10_000, False
    for sign, step in HAN_STEPS.items():
        before, found, after = rest.partition(sign)
        if not found:
            continue
        if before.startswith("零"):
            before, gap = before[1:], True
        # 一千一十 lacks its 零, 十 needs no 一 at the beginning.
        digit = HAN_DIGITS.get(before, 1 if before == "" and step == 10 and not total else None)
        if digit is None or (total and (above // step > 10) is not gap):
            return None
        total, rest, above, gap = total + digit * step, after, step, False
    if rest == "":
        return total or None
    gap = rest.startswith("零")
    digit = HAN_DIGITS.get(rest.removeprefix("零"))
    if digit is None or (gap if not total or above == 10 else not gap):
        return None
    return total + digit
