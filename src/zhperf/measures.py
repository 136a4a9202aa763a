"""Units that mean the same, and those that convert exactly."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from zhperf import valuewords as words
from zhperf.once import per_text
from zhperf.valuetext import fold

SAME: Final[dict[str, str]] = {
    "名": "人", "位": "人", "千米": "公里", "km": "公里", "㎞": "公里", "m": "米", "cm": "厘米",
    "㎝": "厘米", "mm": "毫米", "㎜": "毫米", "㎡": "平方米", "m²": "平方米", "m2": "平方米",
    "平米": "平方米", "平方千米": "平方公里", "km²": "平方公里", "km2": "平方公里",
    "m³": "立方米", "m3": "立方米", "立方": "立方米", "千克": "公斤", "kg": "公斤", "㎏": "公斤",
    "g": "克", "mg": "毫克", "㎎": "毫克", "μg": "微克", "ug": "微克", "t": "吨",
    "kWh": "千瓦时", "KWh": "千瓦时",
    "kwh": "千瓦时", "千瓦小时": "千瓦时", "MWh": "兆瓦时", "kW": "千瓦", "KW": "千瓦",
    "MW": "兆瓦", "h": "小时", "min": "分钟", "日": "天", "日历天": "天", "自然日": "天",
    "人日": "人天",
    "季": "季度", "学年": "学年", "元整": "元", "人民币": "元", "百分比": "%", "ha": "公顷",
    "hm²": "公顷", "hm2": "公顷", "°C": "℃", "摄氏度": "℃", "L": "升", "mL": "毫升", "ml": "毫升",
}  # fmt: skip
"""Other names of a unit."""
BASE: Final[dict[str, tuple[str, Decimal]]] = {
    "公里": ("米", Decimal(1000)),
    "分米": ("米", Decimal("0.1")),
    "厘米": ("米", Decimal("0.01")),
    "毫米": ("米", Decimal("0.001")),
    "平方公里": ("平方米", Decimal(1_000_000)),
    "公顷": ("平方米", Decimal(10_000)),
    "平方厘米": ("平方米", Decimal("0.0001")),
    "毫升": ("升", Decimal("0.001")),
    "公斤": ("克", Decimal(1000)),
    "吨": ("克", Decimal(1_000_000)),
    "毫克": ("克", Decimal("0.001")),
    "小时": ("分钟", Decimal(60)),
    "天": ("分钟", Decimal(1440)),
    "周": ("分钟", Decimal(10_080)),
    "季度": ("个月", Decimal(3)),
    "年": ("个月", Decimal(12)),
    "兆瓦": ("千瓦", Decimal(1000)),
    "兆瓦时": ("千瓦时", Decimal(1000)),
}
"""Units that are an exact multiple of another; 亩 is no finite number of square metres."""
BETTER_SMALL: Final = frozenset((*words.MONEY, *words.TIMES, "date"))
"""Units of which less or earlier may be as good as the number itself."""


@per_text
def canonical(unit: str | None) -> str | None:
    """A unit by one of its names: ㎡ and 平米 are 平方米, 元/m² is 元/平方米."""
    if unit is None:
        return None
    plain = fold(unit).replace("（", "(").replace("）", ")").replace(" ", "")
    return "/".join(
        "·".join(SAME.get(name, name) for name in part.split("·")) for part in plain.split("/")
    )


@per_text
def factor(unit: str | None, other: str | None) -> Decimal | None:
    """What numbers in the first unit are multiplied with to be in the second.

    None if they do not convert: counts of different things never do.
    """
    one, two = canonical(unit), canonical(other)
    if one == two:
        return Decimal(1)
    base, size = BASE.get(one or "", (one, Decimal(1)))
    base2, size2 = BASE.get(two or "", (two, Decimal(1)))
    if base is None or base != base2:
        return None
    # All sizes of one kind are multiples of each other by products of 10, 3, 12, 24 and 60; only
    # the larger one is converted, so that no division rounds.
    return size / size2 if size >= size2 else None
