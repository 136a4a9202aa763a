"""The text of web pages: from bytes to letters, from letters to displayed lines."""

from __future__ import annotations

import codecs
import re
import unicodedata
from email import message_from_bytes
from typing import Final

from zhperf.errors import DamagedFileError
from zhperf.sourcekind import MAIL

MAX_PAGE: Final = 64 * 1024**2
"""Bytes; a report of a thousand pages, saved with a style for each letter, has 20 million."""
MAX_TAGS: Final = 3_000_000
"""Of one page, as `zhperf.officepackage.MAX_ELEMENTS`."""
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"),
)  # fmt: skip
"""How files begin, and their encoding; UTF-16 is also known by the first bracket."""
_DECLARED = re.compile(
    rb"""(?:charset\s*=\s*|<\?xml[^>]{0,200}?encoding\s*=\s*)["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_DECLARATION_REACH = 4096
"""Bytes among which the encoding is declared; HTML says 1024, and programs write more before it."""
_WIDER: Final = {
    "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "utf-16": "utf-8",
}  # fmt: skip
"""What browsers read for a declared encoding (Encoding Standard, 4.2); Python's names."""
_SURE_UTF8 = 24
"""Bytes of valid UTF-8 outside of ASCII that no other encoding has by chance."""
_MAX_LOST_SHARE = 0.05
"""Share of letters that cannot be decoded; with more it is no text in the encoding."""
_UNPRINTED = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\u200b\u00ad\ufeff]")
"""Control characters, and signs that only say where a line may be broken."""
_SPACES = re.compile(r"[ \t\n\r\f]+")
"""White space that collapses (CSS Text 3, 4.1)."""
_NO_BREAK = "\u00a0"


def pages(content: bytes, name: str) -> list[str]:
    """The markup of a web page, or of each page in an archive of one (.mht, RFC 2557).

    Raises:
        DamagedFileError: It is too large, or no text in a known encoding.
    """
    if len(content) > MAX_PAGE:
        raise DamagedFileError(name, reason=f"more than {MAX_PAGE:,} bytes")
    if content.count(b"<") > MAX_TAGS:
        raise DamagedFileError(name, reason=f"more than {MAX_TAGS:,} tags")
    if not MAIL.search(content[:_DECLARATION_REACH]):
        return [_decoded(content, None, name)]
    found = []
    for part in message_from_bytes(content).walk():
        if part.get_content_type() != "text/html":
            continue
        body = part.get_payload(decode=True)
        if isinstance(body, bytes):
            found.append(_decoded(body, part.get_content_charset(), name))
    if not found:
        raise DamagedFileError(name, reason="an archive without a web page")
    return found


def _decoded(content: bytes, charset: str | None, name: str) -> str:
    """The letters of a page; those that cannot be decoded are U+FFFD.

    Args:
        content: Its bytes.
        charset: The encoding that its envelope says.
        name: What messages call the source.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _UNPRINTED.sub("", content.decode(encoding, "replace"))
    beyond_ascii = sum(byte > 0x7F for byte in content[: 10 * _DECLARATION_REACH])
    found = _DECLARED.search(content[:_DECLARATION_REACH])
    declared = _codec(charset or (found[1].decode("ascii", "ignore") if found else ""))
    order = ["utf-8", declared] if beyond_ascii >= _SURE_UTF8 else [declared, "utf-8"]
    for encoding in [*filter(None, order), "gb18030"]:
        try:
            return _UNPRINTED.sub("", content.decode(encoding))
        except UnicodeDecodeError:
            continue
    text = content.decode(declared or "utf-8", "replace")
    if text.count("\ufffd") > _MAX_LOST_SHARE * len(text):
        raise DamagedFileError(name, reason="no text in a known encoding")
    return _UNPRINTED.sub("", text)


def _codec(declared: str) -> str | None:
    """Python's name of an encoding of text; None if it has none."""
    try:
        codec = codecs.lookup(declared)
        "".encode(codec.name)
    except (LookupError, ValueError, TypeError):
        return None
    return _WIDER.get(codec.name, codec.name)


def displayed(text: str) -> str:
    """A line of markup as browsers display it.

    White space is one space; a line break of the markup between two wide letters is nothing (CSS
    Text 3, 4.1.3), or every line of Chinese markup would end in a space.
    """
    text = _UNPRINTED.sub("", text)
    text = _SPACES.sub(lambda found: _collapsed(found, text), text)
    return text.strip(" ").replace(_NO_BREAK, " ")


def _collapsed(found: re.Match[str], text: str) -> str:
    start, end = found.span()
    if "\n" not in found[0] or not start or end == len(text):
        return " "
    return "" if _is_wide(text[start - 1]) and _is_wide(text[end]) else " "


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in ("W", "F")


def unbroken(text: str) -> str:
    """Text whose spaces do not collapse: of a preformatted block or a text field."""
    return text.replace("\t", " ").replace(" ", _NO_BREAK)
