"""Parts of an office document: a zip archive with XML inside (ECMA-376 part 2).

Read with the standard library, part by part: what is not asked for (pictures, drawings, macros)
is never unpacked and cannot keep a document from being read.  Names of parts are compared
without case, and a backslash counts as a slash: some exporters write them so.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.etree import ElementTree

from zhperf.errors import DamagedFileError, EncryptedOfficeError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

MAX_PART: Final = 64 * 1024**2
"""Bytes of one unpacked part.  The main part of a report of a thousand pages has 20 million; a
zip archive can grow a thousandfold when it is unpacked."""
_ENCRYPTED: Final = 0x1
"""Bit of a zip entry's general purpose flags."""
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Those of ECMA-376 part 2."""
_DOCTYPES: Final = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
"""A part must not have one (ECMA-376 part 2, 7.2.3): entities could make it grow without end."""
MAX_ELEMENTS: Final = 3_000_000
"""Of one part.  A report of a thousand pages has 500,000; a million need 600 MB of memory."""
MAX_DEPTH: Final = 256
"""Elements inside each other, as libxml2 has it; a table in a table in a table needs 20."""
_UNREADABLE: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError,
)  # fmt: skip
"""What the standard library raises for archives that are cut off or altered."""


class Relation(NamedTuple):
    """A reference from a part to another one."""

    kind: str
    """Last step of its type's address: "worksheet", "styles", "aFChunk"."""
    target: str
    """Name of the other part."""


class OfficePackage:
    """The parts of an office document."""

    def __init__(self, source: Path | bytes, name: str) -> None:
        """Open a document.

        Args:
            source: Path of the file, or its bytes.
            name: What messages call it.

        Raises:
            DamagedFileError: It is no complete zip archive.
        """
        self._name = name
        try:
            opened = io.BytesIO(source) if isinstance(source, bytes) else source
            self._archive = zipfile.ZipFile(opened)
        except _UNREADABLE as error:
            raise self.damaged(f"zip archive: {error}") from error
        self._entries = {_plain(entry.filename): entry for entry in self._archive.infolist()}

    @property
    def parts(self) -> frozenset[str]:
        """Names of all parts, in lower case, without a slash at the start."""
        return frozenset(self._entries)

    def content(self, part: str) -> bytes:
        """The bytes of a part.

        Raises:
            DamagedFileError: It is missing, damaged or too large.
            EncryptedOfficeError: The archive is encrypted.
        """
        entry = self._entries.get(_plain(part))
        if entry is None:
            raise self.damaged(f"{part} is missing")
        if entry.flag_bits & _ENCRYPTED:
            raise EncryptedOfficeError(self._name)
        if entry.compress_type not in _METHODS:
            raise self.damaged(f"{part}: method of compression {entry.compress_type}")
        try:
            with self._archive.open(entry) as stream:
                content = stream.read(MAX_PART + 1)
        except _UNREADABLE as error:
            raise self.damaged(f"{part}: {error}") from error
        if len(content) > MAX_PART:
            raise self.damaged(f"{part} has more than {MAX_PART:,} bytes")
        return content

    def root(self, part: str) -> Element:
        """The root element of an XML part.

        Tags and attributes have their local names: the namespaces of the two variants of the
        standard (transitional and strict) differ, the names do not.

        Raises:
            DamagedFileError: The part cannot be read, or is no XML.
        """
        *_, root = self.elements(part, frozenset())
        return root

    def elements(self, part: str, wanted: frozenset[str]) -> Iterator[Element]:
        """Elements of an XML part as soon as they are complete; the last one is the root.

        Args:
            part: Its name.
            wanted: Local names of elements; they are emptied when the next is asked for.

        Raises:
            DamagedFileError: The part cannot be read, or is no XML.
        """
        for element in self._complete(part, self.content(part)):
            if element.tag in wanted:
                yield element
                element.clear()
        yield element

    def _complete(self, part: str, content: bytes) -> Iterator[Element]:
        """Elements of a part when they end; the last one is the root."""
        if any(mark in content for mark in _DOCTYPES):
            raise self.damaged(f"{part} has a document type")
        depth = count = 0
        try:
            for event, element in ElementTree.iterparse(io.BytesIO(content), ("start", "end")):
                if event == "end":
                    depth -= 1
                    _drop_namespaces(element)
                    yield element
                    continue
                depth, count = depth + 1, count + 1
                if depth > MAX_DEPTH:
                    raise self.damaged(f"{part}: elements are nested too deep")
                if count > MAX_ELEMENTS:
                    raise self.damaged(f"{part} has more than {MAX_ELEMENTS:,} elements")
        except (ElementTree.ParseError, LookupError, ValueError) as error:
            raise self.damaged(f"{part}: {error}") from error

    def relations(self, part: str = "") -> dict[str, Relation]:
        """Relations of a part by id; {} if it has none.

        Args:
            part: Its name; "" for those of the document as a whole.
        """
        folder, file = posixpath.split(part)
        source = posixpath.join(folder, "_rels", f"{file}.rels")
        if _plain(source) not in self._entries:
            return {}
        return {
            element.get("Id", ""): Relation(
                element.get("Type", "").rpartition("/")[2],
                _resolved(folder, element.get("Target", "")),
            )
            for element in self.root(source)
            if element.get("TargetMode") != "External"
        }

    def main_part(self, usual: str) -> str:
        """Name of the part that holds the document.

        Args:
            usual: Its name if the document does not say it.
        """
        for relation in self.relations().values():
            if relation.kind == "officeDocument" and _plain(relation.target) in self._entries:
                return relation.target
        return usual

    def damaged(self, reason: str) -> DamagedFileError:
        """The error for a document that contradicts itself."""
        return DamagedFileError(self._name, reason=reason)


def _plain(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()


def _resolved(folder: str, target: str) -> str:
    """The part that a reference in a folder means."""
    target = target.replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _drop_namespaces(element: Element) -> None:
    element.tag = element.tag.rpartition("}")[2]
    for key in [key for key in element.attrib if key[0] == "{"]:
        element.attrib[key.rpartition("}")[2]] = element.attrib.pop(key)
