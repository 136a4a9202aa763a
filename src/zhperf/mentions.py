"""What a text mentions by the way: quantities, comparators, years, parts of a list.

The value grammar (`zhperf.values`) asks what a cell promises and leaves open what is not certain.
Here it only counts whether something of a kind is printed, in names, tasks and wordy targets.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from zhperf import valuewords as words
from zhperf.dates import find_dates
from zhperf.once import per_text
from zhperf.units import MAGNITUDE, column_unit, one_of
from zhperf.valuetext import bare, fold, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhperf.report import Comparator

_SIGNS: Final = r">=|<=|=>|=<|[≥≤<>=]"
_NO_QUANTITY: Final = frozenset(
    ("伏", "千伏", "千伏安", "兆伏安", "兆", "像素", "字节", "倍频程", "号", "级", "字", "度", "分")
)
"""500千伏 and 100兆 name a kind of thing, 第5号 and 5A级 a certain one."""
_COUNTS: Final = frozenset((*words.CLASSIFIERS, *words.PHRASES)) - _NO_QUANTITY
_COUNTED: Final = {*_COUNTS, *words.MEASURES, *words.MONEY, *words.PERCENTS} - _NO_QUANTITY - {"角"}
_PHASES: Final = re.compile(r"期(?=工程|项目|建设|改造|扩建)")
"""2期工程 is the second phase."""
_QUOTED = re.compile(r"《[^《》]*》|〔[^〔〕]*〕|\[[^\[\]]*\]|【[^【】]*】")
_YEAR = re.compile(r"(?<![0-9A-Za-z~–/.-])(20[0-9]{2})年(?!代|[-–~至到])")
_CLAUSES = re.compile(r"[,，;；。、:：\n]")
_NUMBER_AND_UNIT = re.compile(
    rf"(?:{_SIGNS}|{'|'.join(sorted(words.WORDS_BEFORE, key=len, reverse=True))}|约|大约|近|各|每)*"
    r"[-+]?[0-9]+(?:[.,][0-9]+)*[余多]?[^0-9\u4e00-\u9fff]*"
)
_DIGITS_ONLY = re.compile(rf"(?:{_SIGNS})?[-+0-9.,~–%‰/:]+")
_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ALL_UNITS: Final = {
    *words.CLASSIFIERS, *words.PHRASES, *words.NOUNS, *words.MEASURES, *words.TIMES, *words.MONEY,
    "个工作日", "个自然日", "个百分点", "个小时", "个季度", "百分点",
}  # fmt: skip
_ADDITION = re.compile(r"[\s。；;，,、.:：]+$|[（(\[【][^（）()\[\]【】]*[)）\]】]$")
_BRACKETED_UNIT = re.compile(
    rf"(?:[（(](?:{_SIGNS})?[0-9.]*|[*xX×]{{2,}})(?P<unit>[^（）()0-9*xX×≥≤<>=]+)(?:[)）]|$)"
)
"""发放数量（份）, 总投入(≥**万元), 人口数≥**人"""
_SIGN_BEFORE_VALUE = re.compile(rf"(?P<sign>{_SIGNS})(?=[0-9]|[*xX×]{{2}})")
_PAIR = re.compile(r"[/、]")
_PERSONS: Final = frozenset("人户家名位村校班组")
"""Under a line they tell for whom, not what: 份/户."""


@per_text
def plain_name(name: str) -> str:
    """A name, folded and compact, without what stands in brackets at its end: 培训人数（人）."""
    text = bare(name)
    shorter = _ADDITION.sub("", text)
    while shorter != text:
        text, shorter = shorter, _ADDITION.sub("", shorter)
    return text


def ends_with(name: str, endings: Sequence[str], but: Sequence[str] = ()) -> bool:
    """Whether a name ends with one of the endings and with none of the others."""
    text = plain_name(name)
    return text.endswith(tuple(endings)) and not text.endswith(tuple(but))


@per_text
def bracketed_unit(name: str) -> bool:
    """Whether a name has a unit in brackets, or behind a filler."""
    found = _BRACKETED_UNIT.search(bare(name))
    return found is not None and _is_count_or_measure(found["unit"])


def _is_count_or_measure(text: str) -> bool:
    unit = column_unit(text).name
    known = (*words.CLASSIFIERS, *words.PHRASES, *words.NOUNS, *words.MEASURES, *words.TIMES)
    return unit is not None and unit.partition("/")[0] in (
        *known, *words.MONEY, *words.PERCENTS, *words.LATIN_UNITS,
    )  # fmt: skip


def is_count(unit: str | None) -> bool:
    """Whether a unit is a measure word for things: 次, 篇, 人次; not 元, % or 月."""
    return unit in _COUNTS


@per_text
def sign_before_value(name: str) -> Comparator | None:
    """The sign of comparison that a name prints before a number or a filler."""
    found = _SIGN_BEFORE_VALUE.search(bare(name))
    return words.SIGNS[found["sign"]] if found else None


@per_text
def is_magnitude(unit: str | None) -> bool:
    """Whether a unit column holds nothing but 万, 亿 or 千."""
    found = column_unit(fold(unit or ""))
    return found.magnitude is not None and found.name is None


@per_text
def quantities(text: str) -> tuple[str, ...]:
    """Numbers with a count, a measure, money or %, as printed; no years, ages and ordinals."""
    if not has_digits(text):
        return ()
    folded = bare(_QUOTED.sub("", text))
    return tuple(found[0].removesuffix(found["next"]) for found in _quantities(folded))


def _quantities(folded: str) -> Iterator[re.Match[str]]:
    for found in _quantity().finditer(folded):
        other_word = found["next"] and found["next"] in words.OTHER_WORDS.get(found["unit"], "")
        phase = _PHASES.match(folded, found.start("unit"))
        if not other_word and not phase:
            yield found


@cache
def _quantity() -> re.Pattern[str]:
    """Compiled when it is first needed, as it has all units."""
    return re.compile(
        rf"(?<![0-9A-Za-z第.,/:×*-])(?P<number>[0-9]+(?:[.,][0-9]+)*)[余多]?{MAGNITUDE}?"
        rf"(?P<unit>{one_of(_COUNTED)})(?P<next>.?)"
    )


_KIND = re.compile(
    r"[0-9]+(?:[.,][0-9]+)*[余多]?[十百千万亿]*[^0-9\W]{1,3}?(?:以上|以下|以内)的?(?=[\u4e00-\u9fff])"
)


@per_text
def without_kinds(name: str) -> str:
    """A name without numbers that tell a kind of what follows them: 500人以上企业."""
    return _KIND.sub("", bare(name))


@per_text
def names_date(text: str, date_words: tuple[str, ...]) -> bool:
    """Whether a text names a date: 12月底前, 1月份之前, 年底; a year alone is none."""
    folded = bare(text)
    for start, stop in find_dates(folded).spans:
        if not re.fullmatch(r"[0-9]{4}年度?", folded[start:stop]):
            return True
    return any(word in folded for word in date_words)


@per_text
def has_digits(text: str) -> bool:
    """Whether a text has any Arabic digit."""
    return re.search(r"[0-9]", fold(text)) is not None


def years(text: str) -> Iterator[tuple[int, str, str]]:
    """Years that a text names, each with its clause and with what follows in the clause.

    None of titles and document numbers (《》, 〔〕) and of spans such as 2021-2025年.
    """
    if "年" not in text:
        return
    for clause in _CLAUSES.split(bare(_QUOTED.sub("", text))):
        for found in _YEAR.finditer(clause):
            yield int(found[1]), clause, clause[found.end() :]


@per_text
def comparator_in(text: str, prose: tuple[str, ...]) -> str | None:
    """A comparator in front of something, as a sign or in words; None without one.

    Args:
        text: A target in words.
        prose: Words for comparators that have other meanings.
    """
    found = _comparators(prose).search(bare(text))
    return found[0] if found else None


@lru_cache(maxsize=64)
def _comparators(prose: tuple[str, ...]) -> re.Pattern[str]:
    known = sorted(set(words.WORDS_BEFORE) - set(prose), key=len, reverse=True)
    return re.compile(rf"(?:{_SIGNS}|{'|'.join(known)})(?=.)")


@per_text
def words_beside(text: str) -> int:
    """Chinese characters of a value beside its one number, its sign and what is in brackets.

    Characters right behind the number are its unit and do not count, as far as they are one.
    """
    folded = _BRACKETS.sub("", bare(text))
    found = _NUMBER_AND_UNIT.search(folded)
    if found is None:
        return len(_HAN.findall(folded))
    return len(_HAN.findall(folded[: found.start()])) + len(
        _HAN.findall(_behind_unit(folded[found.end() :]))
    )


def _behind_unit(text: str) -> str:
    found = _unit().match(text)
    return text[found.end() :] if found else text


@cache
def _unit() -> re.Pattern[str]:
    """Compiled when it is first needed, as it has all units."""
    return re.compile(rf"{MAGNITUDE}?(?:{one_of(_ALL_UNITS)})?(?:/.*)?")


@per_text
def is_bare_number(text: str) -> bool:
    """Whether a value is digits and signs only, whatever they may mean: 2024.06, 1:3."""
    return _DIGITS_ONLY.fullmatch(bare(text)) is not None


@per_text
def listed(name: str) -> bool:
    """Whether a name lists several things: list marks, or a semicolon between them."""
    return len(pieces(fold(name).replace("。", " ").replace("\n", " "))) > 1


@per_text
def statements(text: str) -> int:
    """How many statements a target makes, parted by list marks, semicolons and full stops."""
    return len(pieces(fold(text).replace("\n", " ")))


@per_text
def two_units(unit: str | None) -> bool:
    """Whether a unit column holds two measure words: 篇/个; not 元/亩, 次/月, 份/户, 人/次."""
    parts = _PAIR.split(bare(unit))
    if len(parts) != 2 or "".join(parts) in words.PHRASES:
        return False
    return all(part in _COUNTS for part in parts) and parts[1] not in _PERSONS


@per_text
def month_alone(text: str, unit: str | None) -> int | None:
    """The number of "n 月": n months, or the month n; None for anything else."""
    found = re.fullmatch(r"=?([0-9]{1,2})(月)?", bare(text))
    if found is None or not 1 <= int(found[1]) <= 12:
        return None
    in_months = found[2] is not None or bare(unit) == "月"
    return int(found[1]) if in_months else None
