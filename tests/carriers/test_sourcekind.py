"""What a source is follows from its content; only texts are known by their names."""

from __future__ import annotations

from pathlib import Path

import pytest
from officefiles import package, word, workbook

from zhperf.errors import (
    DamagedFileError,
    EncryptedOfficeError,
    NotAPdfError,
    OldOfficeError,
    OtherOfficeError,
    ZhperfError,
)
from zhperf.sourcekind import SourceKind, identify

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)
MAIL = b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n"

KINDS: list[tuple[bytes, str, SourceKind]] = [
    (b"%PDF-1.7", "a.pdf", "pdf"),
    (b"%PDF-1.7", "a.docx", "pdf"),
    (word("<w:p/>"), "a.docx", "docx"),
    (word("<w:p/>"), "a.pdf", "docx"),
    (package({"word/document2.xml": ""}), "a.docx", "docx"),
    (package({"Word\\Document.xml": ""}), "a.docx", "docx"),
    (workbook({"表": ""}), "-", "xlsx"),
    (workbook({"表": ""}), "a.xlsm", "xlsx"),
    (b"anything", "a.html", "html"),
    (b"<html>", "a.xls", "html"),
    (b"\n<!DOCTYPE HTML PUBLIC>", "a.doc", "html"),
    (b"<table>", "-", "html"),
    (b"<style>", "a", "html"),
    ("<html>".encode("utf-16"), "a.xls", "html"),
    (MAIL, "a.mht", "html"),
    (MAIL, "a.doc", "html"),
    ("甲\t乙".encode("gbk"), "a.xls", "text"),
    (b"a\tb", "-", "text"),
    (b"| a | b |", "-", "text"),
    (b"<html>", "a.txt", "text"),
    (b"", "a.tsv", "text"),
]
REFUSED: list[tuple[bytes, str, type[ZhperfError]]] = [
    (b"", "a.pdf", NotAPdfError),
    (b"<html>", "a.pdf", NotAPdfError),
    (b"a,b", "a.csv", NotAPdfError),
    (b"", "a.xls", NotAPdfError),
    (b" ", "a.html", NotAPdfError),
    (package({"a.txt": ""}), "a.zip", NotAPdfError),
    (package({"OFD.xml": ""}), "a.ofd", NotAPdfError),
    (b"PK\x03\x04", "a.pdf", NotAPdfError),
    (b"PK\x03\x04", "a.xlsx", DamagedFileError),
    (b"", "a.docx", DamagedFileError),
    (b"", "a.xlsx", DamagedFileError),
    (b"\0\0\0\0", "a.DOCX", DamagedFileError),
    (b"PK\0\0" + package({"word/document.xml": ""})[4:], "a.docx", DamagedFileError),
    (package({"word/styles.xml": ""}), "a.docx", DamagedFileError),
    (package({"OFD.xml": ""}), "a.docx", NotAPdfError),
    (OLE, "a.doc", OldOfficeError),
    (OLE, "a.docx", OldOfficeError),
    (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", EncryptedOfficeError),
    (b"{\\rtf1", "a.doc", OldOfficeError),
    (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="">', "a.xls",
     OldOfficeError),
    (b'<?xml version="1.0"?><w:wordDocument xmlns:w="">', "a.doc", OldOfficeError),
    (b'<?xml version="1.0"?><pkg:package xmlns:pkg="">', "a.xml", OldOfficeError),
    (package({"content.xml": "", "mimetype": ""}), "a.odt", OtherOfficeError),
    (package({"xl/workbook.bin": ""}), "a.xlsb", OtherOfficeError),
    (package({"ppt/presentation.xml": ""}), "a.pptx", OtherOfficeError),
]  # fmt: skip


@pytest.mark.parametrize(("content", "name", "kind"), KINDS)
@pytest.mark.parametrize("as_bytes", [True, False])
def test_what_a_source_is(
    content: bytes, name: str, kind: SourceKind, as_bytes: bool, tmp_path: Path
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    identity = identify(content if as_bytes else path, name)
    assert (identity.kind, identity.source.kind) == (kind, kind)


def test_what_stands_in_place_of_an_office_document_is_told() -> None:
    for content, reason in ((b"", "nothing (0 bytes)"), (b"hello", "'hello'")):
        with pytest.raises(DamagedFileError) as caught:
            identify(content, "a.docx")
        assert caught.value.parts("en")[1] == f"no zip archive, but {reason}"


@pytest.mark.parametrize(("content", "name", "error"), REFUSED)
def test_what_is_refused(content: bytes, name: str, error: type[ZhperfError]) -> None:
    with pytest.raises(ZhperfError) as caught:
        identify(content, name)
    assert type(caught.value) is error
    what, _, advice = caught.value.parts("en")
    assert what.startswith(f"{name}: ")
    assert advice
