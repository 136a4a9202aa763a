"""Texts of cells before they are understood: folded, and cut where several things stand.

Folding changes single characters into single characters, so a place in the folded text is the
same place in the printed one.  NFKC would join what is printed apart: 5² would be 52.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from zhperf.once import per_text

if TYPE_CHECKING:
    from collections.abc import Iterator


def _folding() -> dict[int, str]:
    table = {0xFEE0 + code: chr(code) for code in range(0x21, 0x7F)}
    # Brackets stay as printed: they belong to units such as 台（套）.
    for kept in "（）":
        del table[ord(kept)]
    same = {
        " ": "\u00a0\u3000\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
        "\u205f\u200b\ufeff\u00ad\t\v\f\x1f",
        "\n": "\r\u2028\u2029\x85",
        "-": "\u2212\ufe63\u2010\u2011",
        "–": "\u2012\u2014\u2015\u2500\u2501\ufe58",
        "~": "\u301c\u223c",
        "≥": "≧⩾",
        "≤": "≦⩽",
        "<": "﹤",
        ">": "﹥",
        "=": "﹦",
        "%": "﹪",
        ":": "﹕∶",
        ";": "﹔",
        ",": "﹐",
        ".": "﹒",
        "+": "﹢",
        "*": "﹡∗",
        "/": "∕",
        "·": "•・‧",
    }
    for plain, others in same.items():
        table |= {ord(other): plain for other in others}
    return table


FOLDING: Final = _folding()
"""Full-width and small forms, dashes and spaces to one plain form each."""
_UNFOLDED = re.compile(f"[{re.escape(''.join(map(chr, FOLDING)))}]")

_SURE_GROUPS = re.compile(
    r"(?<![0-9.,])(?<![0-9] )[1-9][0-9]{0,2}(?: [0-9]{3})++(?![0-9])(?! [0-9])"
)
"""1 234 567: thousands parted by spaces."""
_SPREAD = re.compile(
    r"(?<![0-9.,])(?<![0-9] )(?:[0-9](?: [0-9]){2,}+(?![0-9])|[0-9] [0-9](?= [%‰\u4e00-\u9fff]))"
)
"""1 0 0 % and 9 5 %: text that is spread over the width of its cell."""
_SPACE = re.compile(r"(?<![0-9A-Za-z,.]) +| +(?![0-9A-Za-z.])|(?<=[0-9]) +(?=[A-Za-z])")
"""Spaces that part no two numbers and no two Latin words."""

_BRACKETS = r"[（(][^()（）\n]*[)）]|“[^“”]*”|《[^《》]*》|"
_STRONG = re.compile(_BRACKETS + r"(?P<cut>[;。\n])")
_WEAK = re.compile(_BRACKETS + r"(?P<cut>、|(?<![0-9]),|,(?![0-9]))")
_MARK = re.compile(
    r"(?<![0-9A-Za-z.])(?:[（(]?(?P<digits>[0-9]{1,2})[)）]|(?P<dotted>[0-9]{1,2})[.、](?! *[0-9])"
    r"|(?P<han>[一二三四五六七八九十]{1,2})、|[（(](?P<bracketed>[一二三四五六七八九十]{1,2})[)）])"
    r"|(?P<circled>[①-⑳⑴-⒇⒈-⒛])"
)
_PARTED = re.compile(r"[;。\n)）.、①-⒛]")
"""Signs of which every separator and list mark has one; most texts have none."""
_CIRCLED_FIRST = (0x2460, 0x2474, 0x2488)
_HAN = dict(zip("一二三四五六七八九十", range(1, 11), strict=True)) | {
    f"十{digit}": 10 + number
    for digit, number in zip("一二三四五六七八九", range(1, 10), strict=True)
}
_LEADING, _TRAILING = " \n;。,、:", " \n;。,、:."
"""What stands around a part and is none of it; .5 is left alone, since a digit may be lost."""


_INDENT = 4
"""Characters that may stand before a list mark at the beginning."""


class Piece(NamedTuple):
    """A part of a cell, by its place."""

    start: int
    stop: int


def fold(text: str) -> str:
    """The text with one plain form for each sign, at the same places."""
    # Most texts have nothing to fold, and a search takes a tenth of the time.
    return text.translate(FOLDING) if _UNFOLDED.search(text) else text


def compact(folded: str) -> str:
    """The text without the spaces inside of numbers and between number, sign and unit."""
    text = folded.replace("\n", " ").strip()
    if " " not in text:
        return text
    text = _SURE_GROUPS.sub(lambda found: found[0].replace(" ", ""), text)
    text = _SPREAD.sub(lambda found: found[0].replace(" ", ""), text)
    return _SPACE.sub("", text)


@per_text
def bare(text: str | None) -> str:
    """A text for comparing: folded, without white space; "" for None."""
    return compact(fold(text or ""))


def pieces(folded: str) -> list[Piece]:
    """The parts of a cell that list marks, semicolons, full stops and line ends set apart."""
    if not _PARTED.search(folded):
        whole = _trimmed(folded, 0, len(folded))
        return [whole] if whole.start < whole.stop else []
    found = []
    for start, stop in _between_marks(folded):
        begin = start
        for cut in _cuts(_STRONG, folded, start, stop):
            found.append(_trimmed(folded, begin, cut))
            begin = cut + 1
        found.append(_trimmed(folded, begin, stop))
    return [piece for piece in found if piece.start < piece.stop]


def phrases(folded: str, piece: Piece) -> list[Piece]:
    """The parts of a piece that commas set apart."""
    found, begin = [], piece.start
    for cut in _cuts(_WEAK, folded, piece.start, piece.stop):
        found.append(_trimmed(folded, begin, cut))
        begin = cut + 1
    found.append(_trimmed(folded, begin, piece.stop))
    return [phrase for phrase in found if phrase.start < phrase.stop]


def _cuts(pattern: re.Pattern[str], text: str, start: int, stop: int) -> Iterator[int]:
    """Places of separators that stand in no brackets and no quotation marks."""
    for found in pattern.finditer(text, start, stop):
        if found.lastgroup == "cut":
            yield found.start()


def _trimmed(text: str, start: int, stop: int) -> Piece:
    while start < stop and text[start] in _LEADING:
        start += 1
    while stop > start and text[stop - 1] in _TRAILING:
        stop -= 1
    return Piece(start, stop)


def _between_marks(folded: str) -> Iterator[tuple[int, int]]:
    """What list marks set apart, each with something behind it.

    The first one stands at the beginning, or is number 1 behind a separator; the others go on
    counting.
    """
    begin, expected = 0, 0
    for mark in _MARK.finditer(folded):
        at, number = mark.start(), _mark_number(mark)
        opens = not folded[:at].strip(_LEADING) if at <= _INDENT else False
        if not number or (
            expected == 0 and not opens and not (number == 1 and folded[at - 1] in _LEADING)
        ):
            continue
        if (expected and number != expected) or not folded[mark.end() :].strip(_TRAILING):
            continue
        yield begin, at
        begin, expected = mark.end(), number + 1
    yield begin, len(folded)


def _mark_number(mark: re.Match[str]) -> int | None:
    printed = mark["digits"] or mark["dotted"]
    if printed:
        return int(printed)
    if mark["circled"]:
        code = ord(mark["circled"])
        return code - max(first for first in _CIRCLED_FIRST if first <= code) + 1
    return _HAN.get(mark["han"] or mark["bracketed"])
