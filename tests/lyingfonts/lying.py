"""Prints whose fonts lie: a page of a sample, with other characters in its /ToUnicode maps.

The picture of the page stays the same, so what it shows is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

import pikepdf

SAMPLE = Path(__file__).parents[2] / "samples" / "founding-table.pdf"
"""Seven pages that the printer of the samples made; the first has half a page of the table."""
Lie: TypeAlias = Callable[[Mapping[str, str]], Mapping[str, str | None]]
"""From the map of a font, code to text, to another; None: the code is in no map."""

_PAIR = re.compile(r"<([0-9A-F]{4})> <([0-9A-F]+)>")
_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def print_lying(lie: Lie, pages: int = 1) -> bytes:
    """The first pages of the sample in fonts that lie."""
    with pikepdf.open(SAMPLE) as pdf:
        del pdf.pages[pages:]
        fonts = {font.objgen: font for page in pdf.pages for font in page.Resources.Font.values()}
        for font in fonts.values():
            known = _map_of(font)
            told = {code: text for code, text in lie(known).items() if text is not None}
            del font.ToUnicode
            if told:
                font.ToUnicode = pdf.make_stream(_written(told))
        buffer = BytesIO()
        pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def _map_of(font: pikepdf.Object) -> dict[str, str]:
    content = font.ToUnicode.read_bytes().decode("ascii")
    body = content[content.index("beginbfchar") :]
    return {code: bytes.fromhex(text).decode("utf-16-be") for code, text in _PAIR.findall(body)}


def _written(told: Mapping[str, str]) -> bytes:
    pairs = [f"<{code}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in told.items()]
    parts = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    blocks = (f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n" for part in parts)
    return (_HEAD + "".join(blocks) + _TAIL).encode("ascii")


# --- lies ---------------------------------------------------------------------------------


def truth(known: Mapping[str, str]) -> Mapping[str, str | None]:
    """No lie."""
    return known


def nothing(known: Mapping[str, str]) -> Mapping[str, str | None]:
    """No map at all."""
    return dict.fromkeys(known)


def private_use(known: Mapping[str, str]) -> Mapping[str, str | None]:
    """Codes of the private use area."""
    return {code: chr(0xE000 + number) for number, code in enumerate(known)}


def shifted(known: Mapping[str, str]) -> Mapping[str, str | None]:
    """The character of the next code, as if the subset were numbered from 0."""
    texts = list(known.values())
    return dict(zip(known, [*texts[1:], texts[0]], strict=True))


def mojibake(known: Mapping[str, str]) -> Mapping[str, str | None]:
    """The bytes of GBK, each as a character of Latin-1."""
    return {code: text.encode("gb18030").decode("latin-1") for code, text in known.items()}


def hangul(known: Mapping[str, str]) -> Mapping[str, str | None]:
    """Syllables of Korean, beside right digits and signs."""
    return {
        code: chr(0xAC00 + number) if text >= "\u4e00" else text
        for number, (code, text) in enumerate(known.items())
    }


def replacing(**others: str | None) -> Lie:
    """A lie about single characters: `replacing(文="⽂", 版=None)`."""

    def lie(known: Mapping[str, str]) -> Mapping[str, str | None]:
        return {code: others.get(text, text) for code, text in known.items()}

    return lie
