"""Random cells: by the grammar of values, of its pieces in any order, of any characters."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

from zhperf import valuewords as words
from zhperf.units import HAN_UNITS


class Cell(NamedTuple):
    """The arguments of one call of `parse_quantity`."""

    text: str
    nature: str | None
    unit: str | None
    column: str


COMPARATORS = (
    *words.SIGNS,
    *words.WORDS_BEFORE,
    "≧",
    "≦",
    "＝",
    "﹦",
    "约",
    "近",
    "各",
    "每年",
    "",
)
UNITS = (
    *HAN_UNITS,
    *words.PERCENTS,
    *words.LATIN_UNITS,
    "元/亩",
    "元/人·月",
    "台（套）",
    "/月",
    "",
)
AFTER = (*words.WORDS_AFTER, "左右", "余", "多", "（含）", "内", "前", "")
DASHES = (
    "-",
    "—",
    "--",
    "–",
    "~",
    "～",
    "至",
    "到",
    "、",
    "，",
    ";",
    "；",
    "。",
    "/",
    ":",
    "×",
    "±",
)
DATES = (
    "{y}年", "{y}年{m}月", "{y}年{m}月{d}日", "{m}月{d}日前", "{m}月底", "每月{d}日前",
    "{y}-{m}-{d}", "第{m}季度末", "{y}年{m}月--{y}年{m}月", "{m}-{m}月", "年底前", "{y}年底完成",
    "{m}月中旬",
)  # fmt: skip
TEXTS = (
    "达成预期指标", "部分达成", "未完成", "优", "良好", "及时", "显著提升", "不适用", "无", "-",
    "——", "*", "**", "XX", "……", "发稿", "市级以上媒体", "1.", "2、", "（1）", "①", "②", "“", "”",
    "《", "》", "PM2.5", "一次性", "三", "两", "百分之", "第3期", "60周岁以上", "（含税）", "NaN",
    "Infinity", "²", "٣", "½", "〇",
)  # fmt: skip
NATURES = (*words.SIGNS, "定性", "定量指标", "正向", "反向", "≧", "有所提升", "》", "", None)
COLUMN_UNITS = (
    "%",
    "万元",
    "万",
    "次",
    "篇/个",
    "元/亩",
    "万/月",
    "台（套）",
    "小时",
    "-",
    "",
    None,
)
COLUMNS = ("target", "completion", "indicator", "budget")


def cells(random: Random) -> Iterator[Cell]:
    """Endless random cells of all kinds."""
    makers: tuple[Callable[[Random], str], ...] = (grammatical, jumbled, any_text)
    while True:
        text = random.choice(makers)(random)
        yield Cell(
            text,
            random.choice(NATURES),
            random.choice((*COLUMN_UNITS, any_text(random)[:3])),
            random.choice(COLUMNS),
        )


def grammatical(random: Random) -> str:
    """Comparator, number or range, unit, what may follow; several of them at times."""
    parts = [_statement(random) for _ in range(random.choice((1, 1, 1, 2, 3)))]
    return random.choice(("；", "，", "。", "、", " ", "\n")).join(parts)


def jumbled(random: Random) -> str:
    """Pieces of the grammar in any order."""
    pieces = (
        COMPARATORS,
        UNITS,
        AFTER,
        DASHES,
        TEXTS,
        ("1", "2024", "0.5", "1,234", " ", "万", "亿"),
    )
    return "".join(random.choice(random.choice(pieces)) for _ in range(random.randint(0, 9)))


def any_text(random: Random) -> str:
    """Any characters, lone surrogates too; plain ones more often."""
    return "".join(_character(random) for _ in range(random.randint(0, 12)))


def _statement(random: Random) -> str:
    if random.random() < 0.2:
        return _date(random)
    number = _number(random)
    if random.random() < 0.2:
        number += random.choice(DASHES) + _number(random)
    magnitude = random.choice(("", "", "万", "亿", "千"))
    space = random.choice(("", "", " "))
    lead = random.choice(("", "", "", *TEXTS))
    unit, after = random.choice(UNITS), random.choice(AFTER)
    return f"{lead}{random.choice(COMPARATORS)}{space}{number}{magnitude}{space}{unit}{after}"


def _date(random: Random) -> str:
    text = random.choice(DATES)
    for name, low, high in (("{y}", 1990, 2035), ("{m}", 0, 13), ("{d}", 0, 32)):
        while name in text:
            text = text.replace(name, str(random.randint(low, high)), 1)
    return text


def _number(random: Random) -> str:
    kind = random.randrange(6)
    whole = str(random.randint(0, 10 ** random.randint(1, 12)))
    if kind == 0:
        return f"{whole}.{random.randint(0, 9999):04}"
    if kind == 1:
        return f"{int(whole):,}"
    if kind == 2:
        return whole.translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    if kind == 3:
        return "".join(random.choices("一二三四五六七八九十百千零两", k=random.randint(1, 4)))
    return ("-" if kind == 4 else "") + whole


def _character(random: Random) -> str:
    kind = random.random()
    if kind < 0.4:
        return random.choice(
            "0123456789.,%-~万亿元个年月日前以上内约≥≤<>=（）()；，。、 \n一十百*x/"
        )
    if kind < 0.7:
        return chr(random.randint(0x4E00, 0x9FFF))
    return chr(random.randint(0, sys.maxunicode))
