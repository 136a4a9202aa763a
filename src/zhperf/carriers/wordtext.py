"""The text of a paragraph in a Word document (ECMA-376 part 1, 17.3 and 17.5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from zhperf.carriers.raised import aligned
from zhperf.pages import UNMAPPED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from zhperf.officepackage import OfficePackage

_LEFT_OUT: Final = frozenset(
    (
        "pPr", "rPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "delText", "instrText",
        "delInstrText", "fldData", "rt",
    )
)  # fmt: skip
"""Properties, deleted text (17.13.5), codes of fields, and readings above ideographs."""
_BREAKS: Final = frozenset(("br", "cr"))
_SIGNS: Final = {"tab": " ", "ptab": " ", "noBreakHyphen": "-"}
"""Elements that print a sign; a tab parts what a form prints side by side."""
_SYMBOLS: Final = {
    "wingdings": {0x52: "☑", 0x6F: "□", 0xA8: "□", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
    "wingdings 2": {0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□"},
}
"""Boxes and ticks of the fonts that forms take them from, by the code in the font."""
_SYMBOL_AREA: Final = 0xF000
"""Where the codes of symbol fonts begin in the private use area (17.3.3.30)."""
_EXPONENTS: Final = {"sup": "superscript", "sub": "subscript"}
"""Elements of formulas that stand raised or lowered (22.1.2)."""
_OFF: Final = frozenset(("0", "false", "off"))
"""Values of a property that is switched off (17.17.4)."""


@dataclass(slots=True)
class ParagraphText:
    """What a paragraph prints."""

    lines: list[str] = field(default_factory=lambda: [""])
    """One more than it has line breaks."""
    hidden: str = ""
    """Text formatted as hidden."""
    struck: str = ""
    """Text that is struck through."""
    boxes: list[Element] = field(default_factory=list)
    """Contents of text boxes that are anchored in it, in order."""


class Look(NamedTuple):
    """How text is shown; None where nothing says it."""

    hidden: bool | None = None
    struck: bool | None = None
    alignment: str | None = None
    """As `aligned` has it."""

    def over(self, other: Look) -> Look:
        """This look, and where it says nothing the other one."""
        return Look(
            other.hidden if self.hidden is None else self.hidden,
            other.struck if self.struck is None else self.struck,
            other.alignment if self.alignment is None else self.alignment,
        )


def styled_looks(package: OfficePackage, main: str) -> dict[str, Look]:
    """Looks of the styles by their ids, with what they have from those that they are based on."""
    parts = [r.target for r in package.relations(main).values() if r.kind == "styles"]
    if not parts or parts[0].lower() not in package.parts:
        return {}
    own: dict[str, Look] = {}
    based: dict[str, str] = {}
    for style in package.root(parts[0]).iterfind("style"):
        name = style.get("styleId", "")
        own[name] = _look(style)
        based[name] = value_of(style.find("basedOn")) or ""
    return {name: _whole_look(name, own, based) for name in own}


def _whole_look(name: str, own: dict[str, Look], based: dict[str, str]) -> Look:
    look = Look()
    seen: set[str] = set()
    while name in own and name not in seen:
        look = look.over(own[name])
        seen.add(name)
        name = based[name]
    return look


def _look(element: Element) -> Look:
    """What the properties of a style or a run say."""
    strikes = [is_on(element.find(path)) for path in ("rPr/strike", "rPr/dstrike")]
    struck = any(strikes) if strikes != [None, None] else None
    return Look(is_on(element.find("rPr/vanish")), struck, value_of(element.find("rPr/vertAlign")))


def is_on(switch: Element | None) -> bool | None:
    """Whether a property is switched on; None if it is not there."""
    return None if switch is None else switch.get("val") not in _OFF


def value_of(element: Element | None) -> str | None:
    """The value of a property; None if it is not there."""
    return None if element is None else element.get("val")


def number_of(element: Element | None, default: int) -> int:
    """The value of a property that is a number, and not negative."""
    value = value_of(element) or ""
    return int(value) if value.isdecimal() and len(value) < 10 else default


def choice(alternatives: Element) -> Iterator[Element]:
    """Contents of the first alternative that has text; its likes say the same (part 3, 7.6)."""
    for alternative in alternatives:
        if any(element.tag == "t" and element.text for element in alternative.iter()):
            yield from alternative
            return


def read_paragraph(paragraph: Element, styles: dict[str, Look]) -> ParagraphText:
    """What a paragraph prints.

    Args:
        paragraph: The element.
        styles: Looks of the styles by id.
    """
    text = ParagraphText()
    whole = styles.get(value_of(paragraph.find("pPr/pStyle")) or "", Look())
    stack: list[tuple[Iterator[Element], Look]] = [(iter(paragraph), whole)]
    while stack:
        elements, look = stack[-1]
        element = next(elements, None)
        if element is None:
            stack.pop()
        elif element.tag == "txbxContent":
            text.boxes.append(element)
        elif element.tag == "AlternateContent":
            stack.append((choice(element), look))
        elif element.tag == "r":
            stack.append((iter(element), _run_look(element, styles, look)))
        elif element.tag in _EXPONENTS:
            stack.append((iter(element), look._replace(alignment=_EXPONENTS[element.tag])))
        elif not _read_sign(element, text, look) and element.tag not in _LEFT_OUT:
            stack.append((iter(element), look))
    return text


def _run_look(run: Element, styles: dict[str, Look], around: Look) -> Look:
    """The look of a run; a style cannot switch off what is switched on around it (17.7.3)."""
    named = styles.get(value_of(run.find("rPr/rStyle")) or "", Look())
    hidden, struck = named.hidden or around.hidden, named.struck or around.struck
    return _look(run).over(Look(hidden, struck, named.alignment or around.alignment))


def _read_sign(element: Element, text: ParagraphText, look: Look) -> bool:
    """Take what an element prints; False if it is no sign but holds others."""
    if element.tag in _BREAKS:
        if not look.hidden:
            text.lines.append("")
        return True
    if element.tag == "t":
        printed = element.text or ""
        printed = printed if element.get("space") == "preserve" else printed.strip(" \t\r\n")
    elif element.tag == "sym":
        printed = _symbol(element)
    elif element.tag in _SIGNS:
        printed = _SIGNS[element.tag]
    else:
        return False
    if look.hidden:
        text.hidden += printed
    elif look.struck:
        text.struck += printed
    else:
        text.lines[-1] += aligned(printed, look.alignment)
    return True


def _symbol(element: Element) -> str:
    """The character of a symbol font; U+FFFD if it is not known which sign that is."""
    try:
        code = int(element.get("char", ""), 16)
    except ValueError:
        return chr(UNMAPPED)
    known = _SYMBOLS.get(element.get("font", "").lower())
    if known is not None or code >= _SYMBOL_AREA:
        return (known or {}).get(code & 0xFF, chr(UNMAPPED))
    return chr(code)
