"""Bad input through the real command: its code, one message, and nothing else.

What the message says is compared word for word: what, where, how to go on.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import documents
import pytest

from command import Result, environment, run_zhperf

Command = Callable[..., Result]

NOT_A_PDF = "not a PDF file", "give the PDF itself; .docx, .xlsx, .html, .txt"
DAMAGED = "the PDF is damaged and cannot be read", "qpdf a.pdf repaired.pdf"
ENCRYPTED = "the document is encrypted", "give the password with --password or ZHPERF_PASSWORD"
NO_PAGE = "there is no page to read", "check the file and --pages"
NO_TABLE = "no indicator table was found", "see what was read: zhperf tables a.pdf"

REFUSED = {
    "text": ("这不是报告".encode, 3, NOT_A_PDF, "found at the start: "),
    "web page": (lambda: b"<!DOCTYPE html>", 3, NOT_A_PDF, "'<!DOCTYPE html>'"),
    "zip archive": (documents.zip_archive, 3, NOT_A_PDF, "PK, a zip archive"),
    "empty": (bytes, 3, NOT_A_PDF, "nothing (0 bytes)"),
    "only a header": (lambda: b"%PDF-1.7\n", 3, DAMAGED, ""),
    "first half": (lambda: documents.sample()[:40_000], 3, DAMAGED, ""),
    "password": (lambda: documents.encrypted("u", 6), 3, ENCRYPTED, "with the empty password"),
    "old password": (lambda: documents.encrypted("u", 4), 3, ENCRYPTED, "with the empty password"),
    "no pages": (documents.pages, 3, NO_PAGE, "the document has 0 pages, selected: all"),
    "blank page": (lambda: documents.pages(b""), 4, NO_TABLE, "0 ruled tables"),
    "other table": (documents.ruled_without_header, 4, NO_TABLE, "1 ruled tables"),
    "scanned page": (
        lambda: documents.scan(1), 3,
        ("page 1 has an image but no text", "ocrmypdf -l chi_sim a.pdf text.pdf"),
        "1 of 1 pages, image area 100 %",
    ),
    "scan": (
        lambda: documents.scan(3), 3,
        ("pages 1-3 have images but no text", "ocrmypdf -l chi_sim a.pdf text.pdf"),
        "3 of 3 pages, image area 100 %",
    ),
}  # fmt: skip
"""Name to content, exit code, (what, part of the help) and part of where."""


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """Runs the real command on a.pdf with the given content."""

    def run(content: bytes, *arguments: str) -> Result:
        (tmp_path / "a.pdf").write_bytes(content)
        return run_zhperf([*arguments], tmp_path, environment())

    return run


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str, command: Command, tmp_path: Path) -> None:
    """Of scans by PDFium alone: OCR would look for text in their pictures."""
    make, code, (what, advice), where = REFUSED[name]
    engine = "pdfium" if "scan" in name else "auto"
    result = command(make(), "extract", "a.pdf", "-o", "a.json", "--engine", engine)
    assert (result.code, result.stdout) == (code, b"")
    lines = result.stderr.splitlines()
    assert lines[0] == f"error: a.pdf: {what}"
    assert lines[1].startswith("  where: ")
    assert where in lines[1]
    assert advice in "".join(lines[2:])
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_the_other_engine_refuses_the_same(tmp_path: Path) -> None:
    for name, (make, *_) in REFUSED.items():
        (tmp_path / f"{name}.pdf").write_bytes(make())
    arguments = ["extract", ".", "-o", "out", "--engine", "pdfplumber"]
    result = run_zhperf(arguments, tmp_path, environment())
    assert result[:2] == (5, b"")
    for name, (_, _, (what, _), _) in REFUSED.items():
        assert f"error: {name}.pdf: {what}\n" in result.stderr
    assert f"0 of {len(REFUSED)} files extracted." in result.stderr
    assert list((tmp_path / "out").iterdir()) == []


OLD = "a document of an old office program (.doc, .xls, .wps, .rtf) cannot be read"
CONVERT = "save it as .docx or .xlsx, or convert it: soffice --headless --convert-to pdf "
BROKEN = "the file is damaged and cannot be read"
OFFICE = {
    "old.doc": (documents.compound_file, OLD, "", CONVERT + "old.doc"),
    "old.rtf": (lambda: b"{\\rtf1", OLD, "", CONVERT + "old.rtf"),
    "locked.xlsx": (
        lambda: documents.compound_file("EncryptedPackage"), "the office document is encrypted", "",
        "open it in the office program and save it without a password",
    ),
    "other.ods": (
        lambda: documents.package("mimetype", "content.xml"),
        "an office document of a kind that is not read", "", CONVERT + "other.ods",
    ),
    "cut.docx": (
        lambda: documents.office("docx")[:5000], BROKEN, "zip archive: File is not a zip file",
        "fetch it again, or open it in its program and save it anew",
    ),
    "empty.docx": (
        lambda: documents.package("word/document.xml"), BROKEN,
        "word/document.xml: no element found: line 1, column 0", "fetch it again",
    ),
    "cut.xlsx": (
        lambda: documents.office("xlsx")[:5000], BROKEN, "zip archive: ", "fetch it again",
    ),
    "binary.html": (
        lambda: bytes(range(128, 256)), BROKEN, "no text in a known encoding", "fetch it again",
    ),
}  # fmt: skip
"""Name to content, what, part of where ("" for none) and part of the help."""


@pytest.mark.parametrize("name", OFFICE)
def test_office_documents_that_are_refused(name: str, tmp_path: Path) -> None:
    make, what, where, advice = OFFICE[name]
    (tmp_path / name).write_bytes(make())
    result = run_zhperf(["extract", name, "-o", "a.json"], tmp_path, environment())
    assert result[:2] == (3, b"")
    first, *others = result.stderr.splitlines()
    assert first == f"error: {name}: {what}"
    assert [line.startswith("  where: ") for line in others][:1] == [bool(where)]
    assert where in others[0]
    assert advice in "".join(others)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_document_without_an_indicator_table(tmp_path: Path) -> None:
    page = "<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    result = run_zhperf(["extract", "a.html"], tmp_path, environment())
    assert result[:2] == (4, b"")
    assert result.stderr.splitlines() == [
        "error: a.html: no indicator table was found",
        "  where: 1 tables read, none with a header that fits a template",
        "  help:  see what was read: zhperf tables a.html",
    ]
    (tmp_path / "a.html").write_text("<p>甲</p>", encoding="utf-8")
    result = run_zhperf(["tables", "a.html"], tmp_path, environment())
    assert result[:2] == (4, b"")
    assert result.stderr.startswith("error: a.html: no table was found\n")


def test_pages_of_a_source_without_pages(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(documents.office("docx"))
    result = run_zhperf(["extract", "a.docx", "--pages", "1"], tmp_path, environment())
    assert result[:2] == (2, b"")
    assert "a.docx: --pages: a source of the kind docx has no pages" in result.stderr


def test_damaged_office_documents_never_crash(tmp_path: Path) -> None:
    """Whatever is left of a file is read or refused; a bug would leave a log."""
    names = []
    for seed in range(10):
        for kind in ("docx", "xlsx", "html"):
            names.append(f"{kind}{seed}.{kind}")
            (tmp_path / names[-1]).write_bytes(documents.damaged(seed, documents.office(kind)))
    result = run_zhperf(["extract", *names, "-o", "out/"], tmp_path, environment())
    assert "internal error" not in result.stderr
    assert not list(tmp_path.glob("zhperf-crash-*"))
    assert result.code in (0, 3, 4, 5)
    for path in (tmp_path / "out").iterdir():
        assert json.loads(path.read_text("utf-8"))["schema_version"] == "1"


def test_the_same_in_chinese(command: Command) -> None:
    result = command(b"", "extract", "a.pdf", "--lang", "zh")
    assert result.stderr.splitlines()[0] == "错误：a.pdf：不是 PDF 文件"
    result = command(documents.scan(2), "extract", "a.pdf", "--lang", "zh", "--engine", "pdfium")
    assert result.stderr.splitlines() == [
        "错误：a.pdf：第 1-2 页只有图像，没有文字",
        "  位置：共 2 页中的 2 页，图像面积 100 %",
        "  建议：请安装文字识别组件（--engine auto 会自动使用）：pip install 'zhperf[ocr]'，",
        "        或先加文字层：ocrmypdf -l chi_sim a.pdf text.pdf",
    ]


@pytest.mark.parametrize("revision", [4, 6])
def test_passwords(revision: int, command: Command) -> None:
    locked = documents.encrypted("密码" if revision == 6 else "secret", revision)
    right = "密码" if revision == 6 else "secret"
    assert _indicators(command(locked, "extract", "a.pdf", "--password", right)) == 76
    wrong = command(locked, "extract", "a.pdf", "--password", "wrong")
    assert wrong[:2] == (3, b"")
    assert "where: opened with the given password" in wrong.stderr
    assert "wrong" not in wrong.stderr


@pytest.mark.parametrize(
    "make",
    [
        documents.without_xref,
        lambda: b"mail header\n" * 20 + documents.sample(),
        lambda: documents.sample() + b"\0" * 5000,
        lambda: documents.encrypted("", 6),
    ],
    ids=["broken xref", "text before it", "zeros after it", "owner password only"],
)
def test_read_all_the_same(make: Callable[[], bytes], command: Command) -> None:
    assert _indicators(command(make(), "extract", "a.pdf")) == documents.SAMPLE_INDICATORS


def test_paths(command: Command, tmp_path: Path) -> None:
    content = documents.sample()
    missing = command(content, "extract", "b.pdf")
    assert missing[:2] == (3, b"")
    assert missing.stderr.startswith("error: b.pdf: cannot be opened: No such file or directory\n")
    through = command(content, "extract", "a.pdf/b.pdf")
    assert through[:2] == (3, b"")
    assert "error: a.pdf/b.pdf: cannot be opened: Not a directory" in through.stderr
    (tmp_path / "empty").mkdir()
    empty = command(content, "extract", "empty")
    assert empty[:2] == (3, b"")
    assert empty.stderr.startswith("error: empty: the directory holds no PDF file\n")


def test_a_page_tree_without_end(command: Command) -> None:
    result = command(documents.page_tree_loop(), "extract", "a.pdf")
    assert result[:2] == (3, b"")
    assert result.stderr.startswith("error: a.pdf: ")


@pytest.mark.parametrize("pages", ["0", "x", "5-3", "1,,2", "-1", "1-2-3", "end-1", ""])
def test_page_ranges_that_are_none(pages: str, command: Command) -> None:
    result = command(documents.sample(), "extract", "a.pdf", f"--pages={pages}")
    assert result[:2] == (2, b"")
    assert result.stderr.splitlines() == [
        f"error: --pages {pages}: not a page range",
        "  help:  pages are counted from 1, for example --pages 3-5,8-end",
    ]


def test_pages_that_are_not_there(command: Command) -> None:
    result = command(documents.sample(), "extract", "a.pdf", "--pages", "100-")
    assert result[:2] == (3, b"")
    assert "error: a.pdf: there is no page to read" in result.stderr
    assert "where: the document has 7 pages, selected: 100-" in result.stderr


@pytest.mark.parametrize("action", ["extract", "tables"])
def test_200_000_paths_on_a_page(action: str, command: Command) -> None:
    result = command(documents.many_paths(200_000), action, "a.pdf", "--timeout", "60")
    assert result.code in (0, 4)
    assert "did not end" not in result.stderr
    assert (result.stdout == b"") == (result.code == 4)


def test_a_bad_file_among_good_ones(tmp_path: Path) -> None:
    for name, content in {
        "1": documents.sample(), "2": b"text", "3": documents.scan(1), "4": documents.sample(),
    }.items():  # fmt: skip
        (tmp_path / f"{name}.pdf").write_bytes(content)
    result = run_zhperf(["extract", ".", "-o", "out"], tmp_path, environment())
    assert result.code == 5
    assert "2 of 4 files extracted." in result.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["1.json", "4.json"]


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_damaged_bytes_never_crash(engine: str, tmp_path: Path) -> None:
    """Whatever is left of a file is read or refused; a bug would leave a log."""
    for seed in range(20):
        (tmp_path / f"{seed}.pdf").write_bytes(documents.damaged(seed))
    arguments = ["extract", ".", "-o", "out/", "--engine", engine, "--timeout", "60"]
    result = run_zhperf(arguments, tmp_path, environment())
    assert "internal error" not in result.stderr
    assert not list(tmp_path.glob("zhperf-crash-*"))
    assert result.code in (0, 3, 4, 5)
    for path in (tmp_path / "out").iterdir():
        assert json.loads(path.read_text("utf-8"))["schema_version"] == "1"


def _indicators(result: Result) -> int:
    assert result.code == 0, result.stderr
    tables = json.loads(result.stdout)["tables"]
    return sum(len(one["indicators"]) for table in tables for one in table["activities"])
