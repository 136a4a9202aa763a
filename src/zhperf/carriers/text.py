"""Texts: tables transcribed with tabs, or as pipe tables of Markdown.

A transcription has no merged cells: what they cover is left empty (`Grid.flat`).  Empty lines
between rows, and page numbers, are where a page ended: the table goes on after them.  Any other
text ends it.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import takewhile
from typing import TYPE_CHECKING

from zhperf.carriers.building import CarrierCell, LayoutBuilder
from zhperf.errors import DamagedFileError
from zhperf.grids import LinePlace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhperf.grids import PageLayout

_HEADING = re.compile(r"^\s*(?:#{1,6}\s+|>\s*|\*\*(?=.*\*\*\s*$))")
"""What Markdown puts before a heading, a quotation or a line in bold."""
_DELIMITER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
"""The row under the header of a pipe table."""
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–]+\s*\d{1,4}\s*[-—–]+|第\s*\d{1,4}\s*页(?:[\s,，/]*共\s*\d{1,4}\s*页)?|\d{1,3})\s*"
)
"""What stands between two pages of a transcription."""
_LINE_END = re.compile("\r\n|\n|\r")
"""Not those that `str.splitlines` adds: editors count no line at a form feed."""
_PIPE = re.compile(r"(?<!\\)\|")
_BOLD = re.compile(r"^\s*\*\*(?!\*)(.+?)(?<!\*)\*\*\s*$")
"""A field of a pipe table that is bold as a whole."""
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def read(content: bytes, name: str) -> Iterator[PageLayout]:
    """The tables of a text and the lines around them.

    Args:
        content: UTF-8, UTF-16 with a byte order mark, or GB18030.
        name: What error messages call the source.

    Raises:
        DamagedFileError: The bytes are no text in these encodings.
    """
    builder = LayoutBuilder()
    table: list[tuple[int, list[str]]] = []
    lines = _LINE_END.split(_decoded(content, name))
    open_rows = _rows_without_frame(lines)
    for number, line in enumerate(lines, start=1):
        fields = _split_pipes(line) if number in open_rows else _fields(line)
        if fields is not None and (table or not _is_indented(fields)):
            table.append((number, fields))
        elif line.strip() and not (table and _parts_rows(line)):
            _add(builder, table)
            table = []
            builder.line(_unmarked(line), LinePlace(number))
        elif not table:
            builder.line("", LinePlace(number))
    _add(builder, table)
    yield builder.layout()


def _decoded(content: bytes, name: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise DamagedFileError(name, reason="no text in UTF-8, UTF-16 or GB18030")


def _fields(line: str) -> list[str] | None:
    """The fields of a row; None for a line that is no row."""
    if "\t" in line:
        return line.split("\t")
    stripped = line.strip()
    if (
        not stripped.startswith("|")
        or len(_PIPE.findall(stripped)) < 2
        or _DELIMITER.fullmatch(line)
    ):
        return None
    return _pipe_fields(stripped)


def _rows_without_frame(lines: Sequence[str]) -> set[int]:
    """1-based lines of pipe tables without pipes at their ends; only their rule tells them."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        header = lines[index - 1].strip() if index else ""
        open_ended = "|" in header and not header.startswith("|")
        if "|" in line and _DELIMITER.fullmatch(line) and open_ended:
            rows = takewhile(lambda n: "|" in lines[n], range(index + 1, len(lines)))
            found.update((index, *(row + 1 for row in rows)))
    return found


def _pipe_fields(line: str) -> list[str]:
    """The fields of a row of a pipe table with pipes at its ends."""
    inner = line.strip().removeprefix("|")
    return _split_pipes(inner[:-1] if inner.endswith("|") and inner[-2:] != "\\|" else inner)


def _split_pipes(text: str) -> list[str]:
    return [_BOLD.sub(r"\1", field.replace("\\|", "|")) for field in _PIPE.split(text)]


def _is_indented(fields: Sequence[str]) -> bool:
    """Whether only the last field has text: before a table that is a line moved by tabs."""
    return not any(field.strip() for field in fields[:-1])


def _parts_rows(line: str) -> bool:
    """Whether a line between rows is no text of its own: a pipe table's rule, a page number."""
    return _DELIMITER.fullmatch(line) is not None or _PAGE_NUMBER.fullmatch(line) is not None


def _unmarked(line: str) -> str:
    """A line outside of tables without what Markdown puts around it."""
    text = _HEADING.sub("", line).strip()
    return text.removesuffix("**") if line.strip().startswith("**") else text


def _add(builder: LayoutBuilder, table: Sequence[tuple[int, list[str]]]) -> None:
    lines = [number for number, _ in table]
    cells = (
        CarrierCell(row, column, _BREAK.split(text))
        for row, (_, fields) in enumerate(table)
        for column, text in enumerate(fields)
    )
    builder.table(
        cells,
        lambda row, column: LinePlace(lines[row], column + 1),
        flat=True,
        parts=tuple(_columns_of_parts(table)),
    )


def _columns_of_parts(table: Sequence[tuple[int, list[str]]]) -> Iterator[int]:
    """How many fields most rows of each part have; lines between two rows part them."""
    counts: list[int] = []
    for place, (number, fields) in enumerate(table):
        if place and number > table[place - 1][0] + 1:
            yield Counter(counts).most_common(1)[0][0]
            counts = []
        counts.append(len(fields))
    if counts:
        yield Counter(counts).most_common(1)[0][0]
