"""What a source is: a PDF, another carrier of tables, or nothing that zhperf reads.

The content decides, not the name: many systems export web pages under the names .xls and .doc.
Only texts are known by their suffix, since any file without zero bytes could be one.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path, PurePath
from typing import Final, Literal, NamedTuple, TypeAlias

from zhperf.errors import (
    DamagedFileError,
    EncryptedOfficeError,
    NotAPdfError,
    OldOfficeError,
    OtherOfficeError,
    SourceNotFoundError,
    system_reason,
)
from zhperf.officepackage import OfficePackage
from zhperf.report import Source

SourceKind: TypeAlias = Literal["pdf", "docx", "xlsx", "html", "text"]

STDIN: Final = "-"
TEXT_SUFFIXES: Final = frozenset((".txt", ".tsv", ".md", ".markdown"))
WEB_SUFFIXES: Final = frozenset((".html", ".htm", ".xhtml", ".mht", ".mhtml"))
OFFICE_SUFFIXES: Final = frozenset((".docx", ".docm", ".dotx", ".xlsx", ".xlsm", ".xltx"))
_PDF_SUFFIX = ".pdf"
"""A web page under this name is what a server answered in place of the report."""
_HEADER_REACH = 1024
"""Bytes at the start of a file among which "%PDF-" must stand (ISO 32000-1 annex H, note 13)."""
_QUOTED = 24
"""Bytes at the start of a file that a message quotes."""
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of a compound file ([MS-CFB] 2.2): .doc, .xls, .wps, or encrypted .docx, .xlsx."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""Stream of a compound file that holds an encrypted document ([MS-OFFCRYPTO] 2.3.4.4)."""
_PARTS: Final[tuple[tuple[re.Pattern[str], SourceKind], ...]] = (
    (re.compile(r"word/document\d*\.xml"), "docx"),
    (re.compile(r"xl/workbook\d*\.xml"), "xlsx"),
)
"""Main part in a package of ECMA-376; web editions of the programs number it."""
_OTHER_PARTS = ("ppt/", "xl/", "visio/")
_OFD = "ofd.xml"
"""Root part of GB/T 33190, which office programs do not open."""
_RTF = b"{\\rtf"
_OLD_XML = re.compile(rb"<(?:\w+:)?(?:Workbook|wordDocument)\b|<pkg:package\b")
"""Root elements of Office 2003, and of a package in one file."""
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|table|meta|div|p|style|script|tr)\b", re.IGNORECASE
)
MAIL = re.compile(rb"^mime-version:", re.IGNORECASE | re.MULTILINE)
"""Header of a web page in a single file (RFC 2557)."""
_ROW = re.compile("\t|^\\s*\\|.*\\|", re.MULTILINE)
"""What a text without a suffix of texts must have to be the transcription of a table."""


class Identity(NamedTuple):
    """What a source is."""

    source: Source
    """With its kind and hash; pages None."""
    kind: SourceKind


def identify(source: Path | bytes, name: str) -> Identity:
    """Find out what a source is.

    Args:
        source: Path of the file, or its bytes.
        name: What messages call it; its suffix tells texts.

    Raises:
        SourceNotFoundError: It cannot be opened.
        OldOfficeError: It is a document of an old office program.
        EncryptedOfficeError: It is an encrypted office document.
        DamagedFileError: It is called an office document, and is no complete one.
        OtherOfficeError: It is an office document of another kind.
        NotAPdfError: It is nothing that zhperf reads.
    """
    if isinstance(source, bytes):
        start, digest = source[:_HEADER_REACH], hashlib.sha256(source).hexdigest()
    else:
        try:
            with source.open("rb") as file:
                start = file.read(_HEADER_REACH)
                file.seek(0)
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise SourceNotFoundError(name, reason=system_reason(error)) from error
    kind = _kind(start, source, name)
    return Identity(Source(path=name, sha256=digest, kind=kind, pages=None), kind)


def content_of(source: Path | bytes, name: str) -> bytes:
    """All bytes of a source.

    Raises:
        SourceNotFoundError: It cannot be opened.
    """
    if isinstance(source, bytes):
        return source
    try:
        return source.read_bytes()
    except OSError as error:
        raise SourceNotFoundError(name, reason=system_reason(error)) from error


def _kind(start: bytes, source: Path | bytes, name: str) -> SourceKind:
    if b"%PDF-" in start:
        return "pdf"
    suffix = PurePath(name).suffix.lower()
    if start.startswith(_ZIP):
        return _package_kind(source, name, suffix)
    if start.startswith(_OLE):
        if _ENCRYPTED in content_of(source, name):
            raise EncryptedOfficeError(name)
        raise OldOfficeError(name)
    kind = _text_kind(start, suffix, name)
    if kind is None and suffix in OFFICE_SUFFIXES:
        raise DamagedFileError(name, reason=f"no zip archive, but {_first_bytes(start)}")
    if kind is None:
        raise NotAPdfError(name, found=_first_bytes(start))
    return kind


def _text_kind(start: bytes, suffix: str, name: str) -> SourceKind | None:
    """What a file is that is no container; None if it is nothing that zhperf reads."""
    if start.startswith(_RTF):
        raise OldOfficeError(name)
    if suffix in TEXT_SUFFIXES:
        return "text"
    plain = start.replace(b"\0", b"")  # as if UTF-16 were ASCII
    if suffix == _PDF_SUFFIX or not start.strip():
        return None
    if _OLD_XML.search(plain):
        raise OldOfficeError(name)
    if suffix in WEB_SUFFIXES or _MARKUP.search(plain) or MAIL.search(plain):
        return "html"
    if (name == STDIN or suffix == ".xls") and _is_transcription(start):
        return "text"
    return None


def _package_kind(source: Path | bytes, name: str, suffix: str) -> SourceKind:
    try:
        parts = OfficePackage(source, name).parts
    except DamagedFileError as error:
        if suffix in OFFICE_SUFFIXES:
            raise
        raise NotAPdfError(name, found="PK, a damaged zip archive") from error
    for main, kind in _PARTS:
        if any(map(main.fullmatch, parts)):
            return kind
    if {"content.xml", "mimetype"} <= parts or any(p.startswith(_OTHER_PARTS) for p in parts):
        raise OtherOfficeError(name)  # OpenDocument, a presentation, a binary workbook
    if _OFD in parts:
        raise NotAPdfError(name, found="PK, an OFD document")
    if suffix in OFFICE_SUFFIXES:
        raise DamagedFileError(name, reason="a zip archive without a document or workbook in it")
    raise NotAPdfError(name, found="PK, a zip archive")


def _is_transcription(start: bytes) -> bool:
    """Whether the start of a text looks like rows of a table."""
    return b"\0" not in start and _ROW.search(start.decode("utf-8", "ignore")) is not None


def _first_bytes(start: bytes) -> str:
    """The first bytes of a file for a message: as text, if they are text."""
    if not start:
        return "nothing (0 bytes)"
    quoted = start[:_QUOTED]
    text = quoted.decode("utf-8", "ignore")
    return repr(text) if text.isprintable() else repr(quoted)
