"""What a source is: a PDF, another carrier of tables, or nothing that zhperf reads.

The content decides, not the name: a workbook that is called .xls may be a web page.  Only texts
are known by their suffix, since any file without zero bytes could be one.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from pathlib import Path, PurePath
from typing import Final, Literal, NamedTuple, TypeAlias

from zhperf.errors import (
    EncryptedOfficeError,
    NotAPdfError,
    OldOfficeError,
    OtherOfficeError,
    SourceNotFoundError,
    system_reason,
)
from zhperf.report import Source

SourceKind: TypeAlias = Literal["pdf", "docx", "xlsx", "html", "text"]

STDIN: Final = "-"
TEXT_SUFFIXES: Final = frozenset((".txt", ".tsv", ".md", ".markdown"))
WEB_SUFFIXES: Final = frozenset((".html", ".htm", ".xhtml", ".xls", ".mht"))
"""Suffixes under which web pages are published; many systems export them as .xls."""
_HEADER_REACH = 1024
"""Bytes at the start of a file among which "%PDF-" must stand (ISO 32000-1 annex H, note 13)."""
_QUOTED = 24
"""Bytes at the start of a file that a message quotes."""
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of a compound file ([MS-CFB] 2.2): .doc, .xls, .wps, or encrypted .docx, .xlsx."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""Stream of a compound file that holds an encrypted document ([MS-OFFCRYPTO] 2.3.4.4)."""
_PARTS: Final[dict[str, SourceKind]] = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
"""Main part in a package of ECMA-376."""
_RTF = b"{\\rtf"
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|div|p)\b", re.IGNORECASE)
_ROW = re.compile("\t|^\\s*\\|.*\\|", re.MULTILINE)
"""What a text from standard input must have to be the transcription of a table."""


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
    if start.startswith(_ZIP):
        return _package_kind(source, name)
    if start.startswith(_OLE):
        if _ENCRYPTED in content_of(source, name):
            raise EncryptedOfficeError(name)
        raise OldOfficeError(name)
    if start.startswith(_RTF):
        raise OldOfficeError(name)
    suffix = PurePath(name).suffix.lower()
    if suffix in TEXT_SUFFIXES:
        return "text"
    if suffix in WEB_SUFFIXES or (name == STDIN and _MARKUP.search(start)):
        return "html"
    if name == STDIN and _is_transcription(start):
        return "text"
    raise NotAPdfError(name, found=_first_bytes(start))


def _package_kind(source: Path | bytes, name: str) -> SourceKind:
    try:
        opened = io.BytesIO(source) if isinstance(source, bytes) else source
        with zipfile.ZipFile(opened) as package:
            names = frozenset(package.namelist())
    except (OSError, zipfile.BadZipFile):
        names = frozenset()
    for part, kind in _PARTS.items():
        if part in names:
            return kind
    if {"content.xml", "mimetype"} <= names or any(n.startswith(("ppt/", "xl/")) for n in names):
        raise OtherOfficeError(name)  # OpenDocument, a presentation, a binary workbook
    found = "PK, a zip archive" if names else "PK, a damaged zip archive"
    raise NotAPdfError(name, found=found)


def _is_transcription(start: bytes) -> bool:
    """Whether the start of a text without a name looks like rows of a table."""
    if b"\0" in start:
        return False
    try:
        text = start.decode("utf-8", "ignore")
    except UnicodeDecodeError:
        return False
    return _ROW.search(text) is not None


def _first_bytes(start: bytes) -> str:
    """The first bytes of a file for a message: as text, if they are text."""
    if not start:
        return "nothing (0 bytes)"
    quoted = start[:_QUOTED]
    text = quoted.decode("utf-8", "ignore")
    return repr(text) if text.isprintable() else repr(quoted)
