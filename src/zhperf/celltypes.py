"""What a text can be, by the type of its column: the evidence for mending rows.

A misfit is a text that surely does not belong into its column: ≥ as the name of an indicator,
质量指标 as a first level, 无偏差 as a completion.  What is merely unusual is no misfit.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from typing import TYPE_CHECKING

from zhperf.units import MAGNITUDE, UNIT
from zhperf.vocabulary import is_first_level, is_level

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhperf.templates import IndicatorField


class Fit(Enum):
    """How a text stands to the type of a column."""

    FITS = "fits"
    """It is what such columns hold."""
    OPEN = "open"
    """It may stand there or elsewhere."""
    MISFIT = "misfit"
    """It cannot stand there."""


_OPERATOR = re.compile(r"[≥≤=<>≧≦⩾⩽]|[<>]=|=[<>]|==")
_TYPE = re.compile(r"(定性|定量|正向|反向|逆向|正|负|逆)(指标)?")
"""Natures that are no operator."""
_NUMBER = re.compile(r"[-+±]?\d[\d,.]*[万亿千]?(?:[-~–—至到][-+]?\d[\d,.]*[万亿千]?)?[%‰]?")
_SIGNED_NUMBER = re.compile(r"(?:[≥≤=<>≧≦]|[<>]=)\s*[-+]?\d.*")
_UNIT_SIGN = re.compile(r"[%‰]|百分比|百分点")
_NO_DEVIATION = re.compile(r"(?:基本)?(?:无|没有|不存在|未发生|未出现)(?:明显)?(?:偏差|差异)")
"""What can only be a deviation."""
_DEVIATION = re.compile(rf"{_NO_DEVIATION.pattern}|无|未完成|偏差.*")
"""What stands for the whole of a deviation; 未完成 is one in forms that leave completions empty."""
_NO_UNIT = re.compile(
    r"[，。；、：,;:！？!?“”]|(?:未|已|基本)?完成|偏差|达成|指标|[≥≤<>=]|定性|定量|提高|提升|良好|明显"
)
"""What no unit has in it."""
_MAX_UNIT = 8
"""Characters; the longest units seen are 元/平方米·年 and 人次/工作日."""
_UNIT = re.compile(rf"{MAGNITUDE}?{UNIT}|{MAGNITUDE}")
"""A unit, a rate, or a magnitude alone; others are possible."""
_POINTS = re.compile(r"-?\d+(?:\.\d+)?分?|[-—–/]")
_WORD = re.compile("[\u4e00-\u9fff]{2}")


def fit_of(field: IndicatorField | None, text: str) -> Fit:
    """How a text stands to a column.

    Args:
        field: Of the column; None for a column without a field.
        text: As printed; "" fits everywhere.
    """
    if not text or field is None:
        return Fit.OPEN
    words = "".join(unicodedata.normalize("NFKC", text).split())
    return _JUDGES[field](words)


def _judged(*, misfit: bool, fits: bool) -> Fit:
    return Fit.MISFIT if misfit else Fit.FITS if fits else Fit.OPEN


def _is_sign(text: str) -> bool:
    """Whether a text is the sign or type of an indicator, or a value without a name."""
    return any(p.fullmatch(text) for p in (_OPERATOR, _NUMBER, _SIGNED_NUMBER, _UNIT_SIGN)) or (
        _TYPE.fullmatch(text) is not None and len(text) > 1
    )


def _activity(text: str) -> Fit:
    misfit = _is_sign(text) or is_level(text) or _NO_DEVIATION.fullmatch(text) is not None
    return _judged(misfit=misfit, fits=False)


def _level1(text: str) -> Fit:
    first = is_first_level(text)
    return _judged(misfit=_is_sign(text) or (is_level(text) and not first), fits=first)


def _level2(text: str) -> Fit:
    own = is_level(text) and (not is_first_level(text) or text.startswith(("成本", "满意度")))
    above = is_first_level(text) and not own
    return _judged(misfit=_is_sign(text) or above, fits=own)


def _level3(text: str) -> Fit:
    misfit = _is_sign(text) or _NO_DEVIATION.fullmatch(text) is not None
    return _judged(misfit=misfit, fits=False)  # anything else can be a name


def _nature(text: str) -> Fit:
    fits = _OPERATOR.fullmatch(text) is not None or _TYPE.fullmatch(text) is not None
    misfit = _is_sign(text) or is_level(text) or _NO_DEVIATION.fullmatch(text) is not None
    return _judged(misfit=misfit and not fits, fits=fits)


def _target(text: str) -> Fit:
    # 无差异 may be what was aimed at.
    misfit = any(pattern.fullmatch(text) for pattern in (_OPERATOR, _UNIT_SIGN))
    misfit = misfit or (_TYPE.fullmatch(text) is not None and len(text) > 1)
    return _judged(misfit=misfit, fits=any(map(str.isdigit, text)))


def _unit(text: str) -> Fit:
    if _UNIT_SIGN.fullmatch(text):
        return Fit.FITS
    digits = any(letter.isdigit() for letter in text.rstrip("0123456789²³").rstrip("m"))
    numbers = _NUMBER.fullmatch(text) is not None or digits
    misfit = numbers or len(text) > _MAX_UNIT or _NO_UNIT.search(text) is not None
    return _judged(misfit=misfit, fits=_UNIT.fullmatch(text) is not None)


def _actual(text: str) -> Fit:
    patterns = (_OPERATOR, _UNIT_SIGN, _NO_DEVIATION)
    return _judged(
        misfit=any(pattern.fullmatch(text) for pattern in patterns),
        fits=any(map(str.isdigit, text)),
    )


def _deviation(text: str) -> Fit:
    misfit = _OPERATOR.fullmatch(text) is not None or _UNIT_SIGN.fullmatch(text) is not None
    return _judged(misfit=misfit, fits=_DEVIATION.fullmatch(text) is not None)


def _points(text: str) -> Fit:
    fits = _POINTS.fullmatch(text) is not None
    misfit = not fits and (_WORD.search(text) is not None or _is_sign(text))
    return _judged(misfit=misfit, fits=fits)


_JUDGES: dict[IndicatorField, Callable[[str], Fit]] = {
    "activity": _activity,
    "task": _activity,
    "level1": _level1,
    "level2": _level2,
    "level3": _level3,
    "nature": _nature,
    "target": _target,
    "unit": _unit,
    "actual": _actual,
    "deviation": _deviation,
    "weight": _points,
    "score": _points,
}
