"""Page ranges, checks of the source, and what is read of it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

import zhperf
from zhperf.config import Settings
from zhperf.documents import parse_pages
from zhperf.errors import NoPagesError, NotAPdfError, SourceNotFoundError, UsageError
from zhperf.pipeline import iter_grids, open_reading

SAMPLE = Path(__file__).parents[2] / "samples" / "founding-table.pdf"
HEADER_REACH = 1024
"""Bytes (ISO 32000-1 annex H, note 13)."""


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3", [3]),
        ("3-5", [3, 4, 5]),
        ("8-end", [8, 9, 10]),
        ("8-", [8, 9, 10]),
        ("3-5,8-end", [3, 4, 5, 8, 9, 10]),
        ("5,1,3", [1, 3, 5]),
        ("3-5,4-6", [3, 4, 5, 6]),
        (" 1 , 2 - 3 ", [1, 2, 3]),
        ("9-12", [9, 10]),
        ("10", [10]),
        ("11", []),
        ("12-end", []),
        ("7-7", [7]),
    ],
)
def test_page_ranges(text: str, numbers: list[int]) -> None:
    """Of a document with ten pages."""
    assert parse_pages(text, 10) == numbers


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", ""),
        ("0", "0"),
        ("0-3", "0-3"),
        ("5-3", "5-3"),
        ("11-3", "11-3"),
        ("-3", "-3"),
        ("a", "a"),
        ("end", "end"),
        ("1-last", "1-last"),
        ("1,,2", ""),
        ("1-2-3", "1-2-3"),
        ("3,x,5", "x"),
        ("1.5", "1.5"),
    ],
)
def test_texts_that_are_no_page_ranges(text: str, part: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_pages(text, 10)
    what, _, fix = caught.value.parts("en")
    assert what == f"--pages: '{part}' is no page range"
    assert fix == "write ranges of 1-based numbers: --pages 3-5,8-end"


# --- sources ----------------------------------------------------------------------------


def opened(source: Path | bytes, settings: Settings | None = None) -> zhperf.pipeline.Reading:
    return open_reading(source, settings or Settings(), name="report.pdf")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError) as caught:
        opened(tmp_path / "none.pdf")
    assert str(caught.value) == "report.pdf: cannot be opened: No such file or directory"
    assert caught.value.message("zh") == "report.pdf：无法打开：没有这样的文件或目录"


def test_a_directory(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError, match="Is a directory"):
        opened(tmp_path)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "nothing (0 bytes)"),
        (b"<!DOCTYPE html><html>", "'<!DOCTYPE html><html>'"),
        ("绩效自评表".encode(), "'绩效自评表'"),
        (b"PK\x03\x04\x14\x00", "PK, a damaged zip archive"),
        (b"x" * 100, f"'{'x' * 24}'"),
    ],
)
def test_files_that_are_no_pdf(content: bytes, found: str, tmp_path: Path) -> None:
    with pytest.raises(NotAPdfError) as caught:
        opened(content)
    assert caught.value.parts("en")[1] == f"found at the start: {found}"
    file = tmp_path / "report.pdf"
    file.write_bytes(content)
    with pytest.raises(NotAPdfError):
        opened(file)


@pytest.mark.parametrize(("excess", "accepted"), [(0, True), (1, False)])
def test_the_header_may_come_late(excess: int, accepted: bool) -> None:
    junk = b"\n" * (HEADER_REACH - len(b"%PDF-") + excess)
    if accepted:
        with opened(junk + SAMPLE.read_bytes()) as reading:
            assert reading.source.pages > 0
    else:
        with pytest.raises(NotAPdfError):
            opened(junk + SAMPLE.read_bytes())


@pytest.mark.parametrize("as_bytes", [True, False])
def test_a_source_is_known_by_its_bytes(as_bytes: bool) -> None:
    content = SAMPLE.read_bytes()
    with opened(content if as_bytes else SAMPLE) as reading:
        assert reading.source.path == "report.pdf"
        assert reading.source.sha256 == hashlib.sha256(content).hexdigest()


def test_pages_that_are_not_there() -> None:
    with pytest.raises(NoPagesError) as caught:
        opened(SAMPLE, Settings(pages="900"))
    assert caught.value.values["selected"] == "900"


def test_only_the_chosen_pages_are_read() -> None:
    pages = list(iter_grids(SAMPLE, Settings(pages="2"), name="report.pdf"))
    assert [page.page.number for page in pages] == [2]
    assert all(grid.page == 2 for page in pages for grid in page.grids)
    assert pages[0].page.chars > 0
    assert pages[0].page.rulings > 0


def test_only_the_part_of_a_table_on_the_chosen_pages_is_read() -> None:
    settings = Settings(pages="1")
    report = zhperf.extract(SAMPLE, settings=settings)
    assert report.tables[0].pages == [1]
    assert report.source.pages > 1
    assert report.source.path == str(SAMPLE)


def test_tables_are_grids_in_print_order() -> None:
    grids = zhperf.tables(SAMPLE, settings=Settings(pages="1-2"))
    assert [grid.page for grid in grids] == sorted(grid.page for grid in grids)
    assert {grid.page for grid in grids} == {1, 2}
