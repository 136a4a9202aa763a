"""The text of a paragraph in a Word document (ECMA-376 part 1, 17.3 and 17.5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

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
_OFF: Final = frozenset(("0", "false", "off"))
"""Values of a property that is switched off (17.17.4)."""


@dataclass(slots=True)
class ParagraphText:
    """What a paragraph prints."""

    lines: list[str] = field(default_factory=lambda: [""])
    """One more than it has line breaks."""
    hidden: str = ""
    """Text formatted as hidden."""
    boxes: list[Element] = field(default_factory=list)
    """Contents of text boxes that are anchored in it, in order."""


def hidden_styles(package: OfficePackage, main: str) -> frozenset[str]:
    """Ids of the styles whose text is hidden."""
    parts = [r.target for r in package.relations(main).values() if r.kind == "styles"]
    if not parts or parts[0].lower() not in package.parts:
        return frozenset()
    hidden: dict[str, bool | None] = {}
    based: dict[str, str] = {}
    for style in package.root(parts[0]).iterfind("style"):
        name = style.get("styleId", "")
        hidden[name] = is_on(style.find("rPr/vanish"))
        based[name] = value_of(style.find("basedOn")) or ""
    return frozenset(name for name in hidden if _is_hidden(name, hidden, based))


def _is_hidden(name: str, hidden: dict[str, bool | None], based: dict[str, str]) -> bool:
    """Whether a style, or the nearest one that it is based on and that says so, is hidden."""
    seen: set[str] = set()
    while name in hidden and name not in seen:
        own = hidden[name]
        if own is not None:
            return own
        seen.add(name)
        name = based[name]
    return False


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


def read_paragraph(paragraph: Element, styles: frozenset[str]) -> ParagraphText:
    """What a paragraph prints.

    Args:
        paragraph: The element.
        styles: Ids of the styles whose text is hidden.
    """
    text = ParagraphText()
    whole = value_of(paragraph.find("pPr/pStyle")) in styles
    stack: list[tuple[Iterator[Element], bool]] = [(iter(paragraph), whole)]
    while stack:
        elements, hidden = stack[-1]
        element = next(elements, None)
        if element is None:
            stack.pop()
        elif element.tag == "txbxContent":
            text.boxes.append(element)
        elif element.tag == "AlternateContent":
            stack.append((choice(element), hidden))
        elif element.tag == "r":
            stack.append((iter(element), _is_hidden_run(element, styles, hidden)))
        elif not _read_sign(element, text, hidden) and element.tag not in _LEFT_OUT:
            stack.append((iter(element), hidden))
    return text


def _is_hidden_run(run: Element, styles: frozenset[str], inherited: bool) -> bool:
    own = is_on(run.find("rPr/vanish"))
    if own is not None:
        return own
    return inherited or value_of(run.find("rPr/rStyle")) in styles


def _read_sign(element: Element, text: ParagraphText, hidden: bool) -> bool:
    """Take what an element prints; False if it is no sign but holds others."""
    if element.tag in _BREAKS:
        if not hidden:
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
    if hidden:
        text.hidden += printed
    else:
        text.lines[-1] += printed
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
