"""Fonts that the printer makes: Type0, Identity-H, with any fault that real producers show.

Widths are those of a Chinese text face: 1000 units for ideographs and full-width signs, 500
for ASCII.  The glyphs that are embedded are boxes, so no font is needed on the machine.  With
a TrueType file a subset of it is embedded instead, so that the page also looks right on screen.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, TypeAlias

import pikepdf
from pikepdf import Array, Dictionary, Name

from printing import boxfont

UnicodeMap: TypeAlias = Literal["full", "none", "private"]
"""What /ToUnicode says: the character, nothing (no map), or a private-use code."""

PRIVATE_USE = 0xE000
"""First code of the private use area; a glyph maps to it plus its CID."""

MAPPINGS_PER_BLOCK = 100
"""Limit of one bfchar block (Adobe technical note 5411)."""


@dataclass(frozen=True, slots=True)
class FontOptions:
    """How a font is written."""

    name: str = "SimSun"
    """BaseFont."""
    unicode_map: UnicodeMap = "full"
    replaced: Mapping[str, str] = field(default_factory=dict)
    """Characters whose /ToUnicode entry is another character: {"文": "⽂"} as browsers write."""
    ascent: int = 880
    """/Ascent in 1/1000 em."""
    descent: int = -120
    """/Descent in 1/1000 em."""
    bbox: tuple[int, int, int, int] = (0, -120, 1000, 880)
    """/FontBBox in 1/1000 em."""
    embedded: bool = True
    """Whether a font program is in the file: boxes, or a subset of `file`."""
    file: Path | None = None
    """TrueType file (or collection) to embed a subset of."""


OFFICE_WITHOUT_ASCENT = FontOptions(
    name="NotoSerifCJKsc-Regular", ascent=0, descent=0, bbox=(-1049, -1049, 2927, 1810)
)
"""As LibreOffice 7.4 writes Noto Serif CJK: Ascent and Descent 0, a box 2.9 em high."""


def glyph_width(character: str) -> int:
    """Advance in 1/1000 em in a Chinese text face: 500 for ASCII and Latin, else 1000."""
    if ord(character) < 0x2000 and unicodedata.east_asian_width(character) not in "WF":
        return 500
    return 1000


class Font:
    """A font in use: it numbers the glyphs as they are printed, as subset fonts do."""

    def __init__(self, options: FontOptions | None = None) -> None:
        self.options = options or FontOptions()
        self._cids: dict[str, int] = {}
        self._face = _Face(self.options.file) if self.options.file else None

    def width(self, text: str) -> float:
        """Advance of `text` in em."""
        return sum(self._advance(character) for character in text) / 1000

    def encode(self, text: str) -> bytes:
        """The hexadecimal string operand that shows `text`."""
        codes = (self._cids.setdefault(c, len(self._cids) + 1) for c in text)
        return b"<" + "".join(f"{code:04X}" for code in codes).encode() + b">"

    def build(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """The font dictionary; call it when all text is printed."""
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=self._base_font(),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(self._descendant(pdf))]),
        )
        if self.options.unicode_map != "none":
            font.ToUnicode = pdf.make_stream(self._to_unicode())
        return pdf.make_indirect(font)

    def _advance(self, character: str) -> float:
        return self._face.advance(character) if self._face else glyph_width(character)

    def _base_font(self) -> pikepdf.Object:
        return Name("/" + ("ZHPERF+" if self.options.embedded else "") + self.options.name)

    def _descendant(self, pdf: pikepdf.Pdf) -> Dictionary:
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name("/CIDFontType2"),
            BaseFont=self._base_font(),
            CIDSystemInfo=Dictionary(
                Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
            ),
            DW=1000,
            W=Array([1, Array([round(self._advance(c)) for c in self._cids])]),
            FontDescriptor=pdf.make_indirect(self._descriptor(pdf)),
            CIDToGIDMap=Name.Identity,
        )
        if self.options.embedded:
            descendant.CIDToGIDMap = pdf.make_stream(self._glyph_map())
        return descendant

    def _glyph_map(self) -> bytes:
        """/CIDToGIDMap: two bytes for each CID from 0."""
        if self._face:
            glyphs = [self._face.glyph_id(c) for c in self._cids]
        else:
            glyphs = [boxfont.glyph_of(c, self._advance(c)) for c in self._cids]
        return b"".join(glyph.to_bytes(2, "big") for glyph in (0, *glyphs))

    def _descriptor(self, pdf: pikepdf.Pdf) -> Dictionary:
        options = self.options
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=self._base_font(),
            Flags=4,
            FontBBox=Array(list(options.bbox)),
            ItalicAngle=0,
            Ascent=options.ascent,
            Descent=options.descent,
            CapHeight=700,
            StemV=80,
        )
        if self.options.embedded:
            program = self._face.subset(self._cids) if self._face else boxfont.program()
            descriptor.FontFile2 = pdf.make_stream(program, Length1=len(program))
        return descriptor

    def _to_unicode(self) -> bytes:
        pairs = [(cid, self._unicode(c, cid)) for c, cid in self._cids.items()]
        blocks = [
            f"{len(part)} beginbfchar\n"
            + "".join(f"<{cid:04X}> <{_utf16(text)}>\n" for cid, text in part)
            + "endbfchar\n"
            for part in _parts(pairs)
        ]
        return (_CMAP_HEAD + "".join(blocks) + _CMAP_TAIL).encode()

    def _unicode(self, character: str, cid: int) -> str:
        if self.options.unicode_map == "private":
            return chr(PRIVATE_USE + cid)
        return self.options.replaced.get(character, character)


class _Face:
    """A TrueType file to embed from."""

    def __init__(self, path: Path) -> None:
        from fontTools.ttLib import TTFont  # only needed for prints that embed

        self._make: Callable[[], Any] = partial(TTFont, path, fontNumber=0, recalcTimestamp=False)
        face = self._make()
        self._cmap: dict[int, str] = face.getBestCmap()
        self._glyph_id = face.getGlyphID
        self._advances = face["hmtx"]
        self._scale = 1000 / face["head"].unitsPerEm

    def advance(self, character: str) -> float:
        """Advance in 1/1000 em."""
        return float(self._advances[self._cmap.get(ord(character), ".notdef")][0] * self._scale)

    def glyph_id(self, character: str) -> int:
        """Number of the glyph; 0 if the file has none."""
        return int(self._glyph_id(self._cmap.get(ord(character), ".notdef")))

    def subset(self, cids: Mapping[str, int]) -> bytes:
        """A font file with the outlines of these characters only; glyph numbers are kept."""
        from fontTools.subset import Options, Subsetter

        make_options: Callable[..., Any] = Options
        options = make_options(retain_gids=True, layout_features=[], hinting=False)
        face = self._make()
        make_subsetter: Callable[..., Any] = Subsetter
        subsetter = make_subsetter(options)
        subsetter.populate(text="".join(cids))
        subsetter.subset(face)
        buffer = BytesIO()
        face.save(buffer, reorderTables=None)
        return buffer.getvalue()


def _parts(pairs: list[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    step = MAPPINGS_PER_BLOCK
    return [pairs[start : start + step] for start in range(0, len(pairs), step)]


def _utf16(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()


_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
