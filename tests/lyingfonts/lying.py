"""Prints whose fonts lie: a page of a sample, with other characters in its /ToUnicode maps.

The picture of the page stays the same, so what it shows is known.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

import pikepdf

from printing import Document, FontOptions, PageSetup
from zhperf.engines.picture import picture_of_page

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


def print_lying(lie: Lie, *, pages: int = 1, own_map: bool = False) -> bytes:
    """The first pages of the sample in fonts that lie.

    Args:
        lie: What the maps say.
        pages: How many.
        own_map: Whether the font files have a map of characters too, which says the truth.  PDFium
            does not look at it.
    """
    with pikepdf.open(SAMPLE) as pdf:
        del pdf.pages[pages:]
        fonts = {font.objgen: font for page in pdf.pages for font in page.Resources.Font.values()}
        for font in fonts.values():
            known = _map_of(font)
            del font.ToUnicode
            entries = _entries(lie(known))
            if own_map:
                _embed(pdf, font.DescendantFonts[0], known)
            if entries:
                font.ToUnicode = pdf.make_stream(_written(entries))
        buffer = BytesIO()
        pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def _map_of(font: pikepdf.Object) -> dict[str, str]:
    content = font.ToUnicode.read_bytes().decode("ascii")
    body = content[content.index("beginbfchar") :]
    return {code: bytes.fromhex(text).decode("utf-16-be") for code, text in _PAIR.findall(body)}


def _embed(pdf: pikepdf.Pdf, font: pikepdf.Object, known: Mapping[str, str]) -> None:
    """Put a font file with boxes as glyphs, and with its own map, in the place of the font's."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    codes = {int(code, 16): text for code, text in known.items()}
    names = [f"g{code}" for code in range(max(codes) + 1)]
    make_pen: Callable[..., Any] = TTGlyphPen
    pen = make_pen(None)
    pen.moveTo((40, 0))
    for corner in ((40, 700), (460, 700), (460, 0)):
        pen.lineTo(corner)
    pen.closePath()
    make: Callable[..., Any] = FontBuilder
    builder = make(1000, isTTF=True)
    builder.setupHead(unitsPerEm=1000)
    builder.setupGlyphOrder(names)
    builder.setupGlyf(dict.fromkeys(names, pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 40)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupPost()
    builder.font["cmap"] = _character_map(codes)
    buffer = BytesIO()
    builder.font.save(buffer)
    font.CIDToGIDMap = pikepdf.Name.Identity
    font.FontDescriptor.FontFile2 = pdf.make_stream(buffer.getvalue())


def _character_map(codes: Mapping[int, str]) -> object:
    """A table of format 4 with a segment for each character: pdfminer reads no other surely."""
    from fontTools.ttLib.tables.DefaultTable import DefaultTable

    pairs = [*sorted((ord(text), code) for code, text in codes.items()), (0xFFFF, 0)]
    count = len(pairs)
    characters = struct.pack(f">{count}H", *(character for character, _ in pairs))
    steps = struct.pack(f">{count}H", *((code - one) % 0x10000 for one, code in pairs))
    head = struct.pack(">7H", 4, 16 + 8 * count, 0, 2 * count, 0, 0, 0)
    make: Callable[..., Any] = DefaultTable
    table = make("cmap")
    table.data = (
        struct.pack(">4HI", 0, 1, 3, 1, 12)
        + head
        + characters
        + bytes(2)
        + characters
        + steps
        + bytes(2 * count)
    )
    return table


def _entries(told: Mapping[str, str | None]) -> list[str]:
    return [
        f"<{code}> <{text.encode('utf-16-be').hex().upper()}>"
        for code, text in told.items()
        if text is not None
    ]


def _written(entries: list[str]) -> bytes:
    parts = [entries[start : start + 100] for start in range(0, len(entries), 100)]
    blocks = (f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n" for part in parts)
    return (_HEAD + "".join(blocks) + _TAIL).encode("ascii")


def print_overwritten(shown: str, said: str) -> bytes:
    """The first page of the sample with /ActualText over each string that shows a text.

    PDFium takes it for what is printed; pdfminer does not know of it.
    """
    with pikepdf.open(SAMPLE) as pdf:
        del pdf.pages[1:]
        maps = {name: _map_of(font) for name, font in pdf.pages[0].Resources.Font.items()}
        known: Mapping[str, str] = {}
        content = []
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
            if str(operator) == "Tf":
                known = maps[str(operands[0])]
            drawn = str(operator) == "Tj" and _text(bytes(operands[0]), known) == shown
            if drawn:
                span = pikepdf.Dictionary(ActualText=pikepdf.String(said))
                content.append(([pikepdf.Name.Span, span], pikepdf.Operator("BDC")))
            content.append((operands, operator))
            if drawn:
                content.append(([], pikepdf.Operator("EMC")))
        pdf.pages[0].Contents = pdf.make_stream(pikepdf.unparse_content_stream(content))
        buffer = BytesIO()
        pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def print_with_cover(title: str) -> bytes:
    """The first page of the sample behind a cover whose title is in a font without a map."""
    document = Document(PageSetup())
    font = document.font(FontOptions(unicode_map="none"))
    document.page().text(200, 300, title, 30, font)
    with pikepdf.open(BytesIO(document.save())) as pdf, pikepdf.open(SAMPLE) as sample:
        pdf.pages.append(sample.pages[0])
        buffer = BytesIO()
        pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def print_scan(*, layer: bool = False, stamped: bool = False) -> bytes:
    """The first page of the sample as a scanner gives it: one picture.

    Args:
        layer: Whether its text stands over it, painted with nothing, as programs for text
            recognition write it.
        stamped: Whether the beginning of its text is printed at its foot besides.
    """
    picture = picture_of_page(SAMPLE, 1, None, 150, text=True)
    assert picture is not None
    with pikepdf.open(SAMPLE) as pdf:
        del pdf.pages[1:]
        (page,) = pdf.pages
        height, width, _ = picture.shape
        image = pdf.make_stream(
            picture[:, :, ::-1].tobytes(),
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=width, Height=height,
            ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8,
        )  # fmt: skip
        page.Resources.XObject = pikepdf.Dictionary(Scan=image)
        *_, across, up = page.MediaBox
        content = f"q {across} 0 0 {up} 0 0 cm /Scan Do Q\n".encode()
        if layer:
            content += b"3 Tr\n" + _text_only(page)
        if stamped:
            content += b"q .4 0 0 .4 50 -280 cm " + _text_only(page, strings=12) + b" Q"
        page.Contents = pdf.make_stream(content)
        buffer = BytesIO()
        pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def _text_only(page: pikepdf.Page, strings: int | None = None) -> bytes:
    """The content of a page without what it draws, or the first so many strings of it."""
    kept = {"BT", "ET", "Tf", "Td", "Tm", "Tj", "TJ", "Tc", "Tw", "Tz", "cm", "q", "Q"}
    found = [one for one in pikepdf.parse_content_stream(page) if str(one[1]) in kept]
    ends = [index for index, one in enumerate(found) if str(one[1]) == "ET"]
    return pikepdf.unparse_content_stream(found if strings is None else found[: ends[strings] + 1])


def _text(codes: bytes, known: Mapping[str, str]) -> str:
    return "".join(known.get(codes[i : i + 2].hex().upper(), "") for i in range(0, len(codes), 2))


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
