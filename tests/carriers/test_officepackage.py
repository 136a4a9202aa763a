"""Office documents that are cut off, altered or hostile are refused, in bounded time."""

from __future__ import annotations

import zipfile

import pytest
from officefiles import package, word, workbook

from zhperf import officepackage
from zhperf.errors import DamagedFileError, EncryptedOfficeError
from zhperf.officepackage import OfficePackage, Relation

MAIN = "word/document.xml"


def opened(content: bytes) -> OfficePackage:
    return OfficePackage(content, "a.docx")


def reason(content: bytes, part: str = MAIN) -> str:
    """Why the part of a document is refused."""
    with pytest.raises(DamagedFileError) as caught:
        opened(content).root(part)
    return caught.value.parts("en")[1]


def test_parts_are_found_whatever_case_and_slash() -> None:
    found = opened(package({"WORD\\Document.XML": "<a/>"}))
    assert found.parts == {MAIN}
    assert found.content("/word/document.xml") == b"<a/>"


def test_names_lose_their_namespaces() -> None:
    root = opened(package({MAIN: '<w:a xmlns:w="x" w:val="1" b="2"><w:c/></w:a>'})).root(MAIN)
    assert (root.tag, root.attrib, root[0].tag) == ("a", {"val": "1", "b": "2"}, "c")


def test_relations_are_resolved() -> None:
    parts = {
        "_rels/.rels": '<R><r Id="1" Type="x/officeDocument" Target="sub/main.xml"/></R>',
        "sub/main.xml": "<a/>",
        "sub/_rels/main.xml.rels": '<R><r Id="a" Type="x/styles" Target="../styles.xml"/>'
        '<r Id="b" Type="x/worksheet" Target="/xl/s.xml"/>'
        '<r Id="c" Type="x/hyperlink" TargetMode="External" Target="http://x"/></R>',
    }
    found = opened(package(parts))
    assert found.main_part(MAIN) == "sub/main.xml"
    assert found.relations("sub/main.xml") == {
        "a": Relation("styles", "styles.xml"), "b": Relation("worksheet", "xl/s.xml"),
    }  # fmt: skip
    assert opened(package({MAIN: "<a/>"})).main_part(MAIN) == MAIN


def test_a_file_that_is_cut_off_is_refused() -> None:
    content = word("<w:p/>")
    with pytest.raises(DamagedFileError) as caught:
        opened(content[: len(content) // 2])
    assert caught.value.parts("en")[1] == "zip archive: File is not a zip file"


def test_a_part_that_is_altered_missing_or_no_xml_is_refused() -> None:
    stored = package({MAIN: "<a>content</a>"}, zipfile.ZIP_STORED)
    assert "CRC" in reason(stored.replace(b"content", b"c0ntent"))
    assert reason(package({"x": ""})) == "word/document.xml is missing"
    assert "mismatched tag" in reason(package({MAIN: "<a><b></a>"}))
    assert "no element found" in reason(package({MAIN: ""}))
    assert reason(package({MAIN: '<?xml version="1.0" encoding="none"?><a/>'}))


def test_an_encrypted_archive_is_told_apart() -> None:
    content = bytearray(package({MAIN: "<a/>"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    with pytest.raises(EncryptedOfficeError):
        opened(bytes(content)).content(MAIN)


def test_a_method_of_compression_that_is_not_known_is_refused() -> None:
    assert reason(package({MAIN: "<a/>"}, zipfile.ZIP_BZIP2)).endswith("method of compression 12")


@pytest.mark.parametrize(
    "markup",
    [
        '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused(markup: str, encoding: str) -> None:
    content = package({MAIN: markup.encode(encoding)})
    assert reason(content) == "word/document.xml has a document type"


def test_a_part_that_grows_without_end_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked = 0
    read = zipfile.ZipExtFile.read

    def counted(stream: zipfile.ZipExtFile, size: int | None = -1) -> bytes:
        nonlocal unpacked
        found = read(stream, size)
        unpacked += len(found)
        return found

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    monkeypatch.setattr(officepackage, "MAX_PART", 1_000_000)
    content = package({MAIN: b" " * 50_000_000})
    assert len(content) < 100_000
    assert reason(content) == "word/document.xml has more than 1,000,000 bytes"
    assert unpacked == 1_000_001


def test_a_part_with_too_many_elements_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(officepackage, "MAX_ELEMENTS", 1000)
    content = package({MAIN: "<a>" + "<b/>" * 999 + "</a>"})
    assert len(opened(content).root(MAIN)) == 999
    assert reason(package({MAIN: "<a>" + "<b/>" * 1000 + "</a>"})) == (
        "word/document.xml has more than 1,000 elements"
    )


def test_elements_that_are_nested_without_end_are_refused() -> None:
    content = package({MAIN: b"<a>" * 1_000_000})
    assert reason(content) == "word/document.xml: elements are nested too deep"


def test_pictures_and_macros_are_never_unpacked() -> None:
    content = workbook({"表": "<sheetData/>"})
    media = package({"xl/media/image1.png": b" " * (officepackage.MAX_PART + 1)})
    assert len(opened(media).parts) == 1
    assert opened(content).root("xl/workbook.xml").tag == "workbook"
