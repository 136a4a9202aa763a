"""Writers of grids: every ruled table as it is, page by page, for `zhperf tables`."""

from __future__ import annotations

import csv
import html
import json
from typing import TYPE_CHECKING, Literal, Protocol, TextIO, TypeAlias

from zhperf.errors import Bilingual, Language
from zhperf.grids import BOTTOM, LEFT, RIGHT, TOP
from zhperf.placewords import place_words
from zhperf.writers.alignment import aligned, printable
from zhperf.writers.celltexts import coordinate_text
from zhperf.writers.csv import BOM, safe_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zhperf.geometry import BBox
    from zhperf.grids import CarrierPlace, Cell, Grid
    from zhperf.writers import Layout

GridFormat: TypeAlias = Literal["json", "csv", "markdown", "html", "table"]

_CSV_COLUMNS = (
    "page", "grid", "row", "column", "row_span", "column_span", "x0", "top", "x1", "bottom", "text",
    "place",
)  # fmt: skip
_SIDES = {
    TOP: Bilingual("top", "上"),
    BOTTOM: Bilingual("bottom", "下"),
    LEFT: Bilingual("left", "左"),
    RIGHT: Bilingual("right", "右"),
}
_OPEN = Bilingual("({sides} open)", "（{sides}边无框线）")
_PAGE = Bilingual(
    "page {number}  {width} × {height} pt, rotation {rotation}, {chars} chars, {rulings} rulings",
    "第 {number} 页  {width} × {height} pt，旋转 {rotation}，{chars} 个字符，{rulings} 条框线",
)
_GRID = Bilingual(
    "grid {number}  {rows} rows × {columns} columns  {place}",
    "表格 {number}  {rows} 行 × {columns} 列  {place}",
)
_BOX = Bilingual("bbox {bbox} pt", "位置 {bbox} pt")
_HEADER = {
    "en": ["cell", "rows", "cols", "bbox", "text"],
    "zh": ["单元格", "行", "列", "位置", "文字"],
}
_HEADER_WITHOUT_PAGES = {"en": ["cell", "rows", "cols", "place", "text"], "zh": _HEADER["zh"]}


class PageFacts(Protocol):
    """What the text form says of a page."""

    @property
    def number(self) -> int:
        """1-based."""

    @property
    def width(self) -> float:
        """In pt, as displayed."""

    @property
    def height(self) -> float:
        """In pt, as displayed."""

    @property
    def rotation(self) -> int:
        """/Rotate in degrees."""

    @property
    def chars(self) -> int:
        """How many characters it has."""

    @property
    def rulings(self) -> int:
        """How many rulings it has."""


class GridWriter(Protocol):
    """Writes grids to a text stream."""

    def begin(self) -> None:
        """The document starts."""

    def page(self, page: PageFacts | None, grids: Sequence[Grid]) -> None:
        """The grids of the next page, from top to bottom; may be none.

        `page` is None for a source without pages.
        """

    def end(self) -> None:
        """The document is complete."""


class JsonGrids:
    """An array with one object for each grid, as the contract says.

    In a source without pages, page and bbox are null, and each cell has its place.
    """

    def __init__(self, stream: TextIO, layout: Layout) -> None:
        self._stream = stream
        self._indent = layout.indent or None
        self._first = True

    def begin(self) -> None:
        """Open the array."""
        self._stream.write("[")

    def page(self, page: PageFacts | None, grids: Sequence[Grid]) -> None:
        """Add the grids, each on its own."""
        for grid in grids:
            self._stream.write("\n" if self._first else ",\n")
            self._first = False
            self._stream.write(self._object(grid))

    def end(self) -> None:
        """Close the array."""
        self._stream.write("]\n" if self._first else "\n]\n")

    def _object(self, grid: Grid) -> str:
        """Cells stand on one line each: a page has hundreds of them."""
        paged = _place(grid) is None
        head = {
            "page": grid.page if paged else None,
            "bbox": rounded(grid.bbox) if paged else None,
            "n_rows": grid.n_rows,
            "n_columns": grid.n_columns,
        }
        cells = [json.dumps(_cell_object(cell), ensure_ascii=False) for cell in grid.cells]
        if self._indent is None:
            return json.dumps(head)[:-1] + ', "cells": [' + ", ".join(cells) + "]}"
        step = " " * self._indent
        keys = [f"{step * 2}{json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
        rows = ",\n".join(step * 3 + cell for cell in cells)
        keys.append(f'{step * 2}"cells": [\n{rows}\n{step * 2}]')
        return f"{step}{{\n" + ",\n".join(keys) + f"\n{step}}}"


class CsvGrids:
    """One row for each cell, so that spans and boxes are kept; rows and columns 0-based.

    In a source without pages, `place` stands for page and box.
    """

    def __init__(self, stream: TextIO, layout: Layout) -> None:
        self._stream = stream
        self._layout = layout
        self._writer = csv.writer(stream)

    def begin(self) -> None:
        """Write the header."""
        if self._layout.csv_bom:
            self._stream.write(BOM)
        self._writer.writerow(_CSV_COLUMNS)

    def page(self, page: PageFacts | None, grids: Sequence[Grid]) -> None:
        """Write the cells of each grid."""
        for number, grid in enumerate(grids, start=1):
            for cell in grid.cells:
                text = safe_cell(cell.text) if self._layout.csv_safe else cell.text
                spot = (cell.row, cell.column, cell.row_span, cell.column_span)
                if cell.place is None:
                    box = map(coordinate_text, cell.bbox)
                    self._writer.writerow((grid.page, number, *spot, *box, text, ""))
                else:
                    words = place_words(cell.place).en
                    self._writer.writerow(("", number, *spot, *[""] * 4, text, words))

    def end(self) -> None:
        """Nothing."""


class MarkdownGrids:
    """Pipe tables; the text of a merged cell stands in its first cell only."""

    def __init__(self, stream: TextIO, layout: Layout) -> None:
        self._stream = stream
        self._language = layout.language

    def begin(self) -> None:
        """Nothing."""

    def page(self, page: PageFacts | None, grids: Sequence[Grid]) -> None:
        """Write each grid below a heading."""
        for number, grid in enumerate(grids, start=1):
            self._stream.write(f"## {_grid_line(grid, number, page, self._language)}\n\n")
            header, *rows = _text_rows(grid)
            for row in (header, ["---"] * grid.n_columns, *rows):
                self._stream.write("| " + " | ".join(row) + " |\n")
            self._stream.write("\n")

    def end(self) -> None:
        """Nothing."""


class HtmlGrids:
    """A page with one HTML table for each grid, spans kept."""

    def __init__(self, stream: TextIO, layout: Layout) -> None:
        self._stream = stream
        self._language = layout.language

    def begin(self) -> None:
        """Write the head of the page."""
        self._stream.write(
            '<!DOCTYPE html>\n<html lang="zh">\n<head><meta charset="utf-8"><title>zhperf tables'
            "</title>\n<style>table{border-collapse:collapse;margin:0 0 2em}"
            "td{border:1px solid;padding:.2em .4em}caption{text-align:left}</style>\n"
            "</head>\n<body>\n"
        )

    def page(self, page: PageFacts | None, grids: Sequence[Grid]) -> None:
        """Write each grid as a table."""
        for number, grid in enumerate(grids, start=1):
            caption = html.escape(_grid_line(grid, number, page, self._language))
            self._stream.write(f"<table{_html_place(grid)}>\n")
            self._stream.write(f"<caption>{caption}</caption>\n")
            for row in range(grid.n_rows):
                cells = "".join(_html_cell(cell) for cell in grid.cells if cell.row == row)
                self._stream.write(f"<tr>{cells}</tr>\n")
            self._stream.write("</table>\n")

    def end(self) -> None:
        """Close the page."""
        self._stream.write("</body>\n</html>\n")


class TextGrids:
    """Lists pages, grids and cells for eyes; rows and columns 1-based."""

    def __init__(self, stream: TextIO, layout: Layout) -> None:
        self._stream = stream
        self._layout = layout

    def begin(self) -> None:
        """Nothing."""

    def page(self, page: PageFacts | None, grids: Sequence[Grid]) -> None:
        """Write the facts of the page and the cells of its grids."""
        language = self._layout.language
        if page is not None:
            self._stream.write(_page_line(page, language) + "\n")
        for number, grid in enumerate(grids, start=1):
            self._stream.write(_grid_line(grid, number, None, language) + "\n")
            header = (_HEADER if _place(grid) is None else _HEADER_WITHOUT_PAGES)[language]
            rows = [header, *(_cell_row(cell, language) for cell in grid.cells)]
            for lines in aligned(rows, indent=1, width=self._layout.width):
                self._stream.writelines(line + "\n" for line in lines)

    def end(self) -> None:
        """Nothing."""


GRID_WRITERS: dict[GridFormat, Callable[[TextIO, Layout], GridWriter]] = {
    "json": JsonGrids,
    "csv": CsvGrids,
    "markdown": MarkdownGrids,
    "html": HtmlGrids,
    "table": TextGrids,
}
"""Writer of each format."""


def open_grid_writer(output: GridFormat, stream: TextIO, layout: Layout) -> GridWriter:
    """A writer of the format; `stream` must be opened with newline=""."""
    return GRID_WRITERS[output](stream, layout)


def rounded(bbox: BBox) -> list[float]:
    """A box with two decimals: a hundredth of a point is less than a printer can show."""
    return [round(edge, 2) for edge in bbox]


def _cell_object(cell: Cell) -> dict[str, object]:
    return {
        "row": cell.row,
        "column": cell.column,
        "row_span": cell.row_span,
        "column_span": cell.column_span,
        **_cell_place(cell),
        "text": cell.text,
    }


def _cell_place(cell: Cell) -> dict[str, object]:
    if cell.place is None:
        return {"bbox": rounded(cell.bbox)}
    return {"bbox": None, "place": cell.place._asdict()}


def _place(grid: Grid) -> CarrierPlace | None:
    """Where the grid begins in a source without pages; None in one with pages."""
    return grid.cells[0].place


def _html_place(grid: Grid) -> str:
    """Attributes that say where a grid stands."""
    place = _place(grid)
    if place is not None:
        return f' data-place="{html.escape(place_words(place).en)}"'
    box = ",".join(map(coordinate_text, grid.bbox))
    return f' data-page="{grid.page}" data-bbox="{box}"'


def _page_line(page: PageFacts, language: Language) -> str:
    return _PAGE.text(
        language,
        number=page.number,
        width=f"{page.width:.1f}",
        height=f"{page.height:.1f}",
        rotation=page.rotation,
        chars=page.chars,
        rulings=page.rulings,
    )


def _grid_line(grid: Grid, number: int, page: PageFacts | None, language: Language) -> str:
    place = _place(grid)
    box = ",".join(f"{edge:.1f}" for edge in grid.bbox)
    words = _BOX.text(language, bbox=box) if place is None else place_words(place).literal(language)
    line = _GRID.text(
        language, number=number, rows=grid.n_rows, columns=grid.n_columns, place=words
    )
    if page is None:
        return line
    return Bilingual("page {page}, ", "第 {page} 页，").text(language, page=grid.page) + line


def _cell_row(cell: Cell, language: Language) -> list[str]:
    open_sides = "".join(
        name.text(language) if language == "zh" else f" {name.text(language)}"
        for side, name in _SIDES.items()
        if cell.open_sides & side
    ).strip()
    note = _OPEN.text(language, sides=open_sides) if open_sides else ""
    return [
        f"r{cell.row + 1}c{cell.column + 1}",
        _span(cell.row, cell.row_span),
        _span(cell.column, cell.column_span),
        ",".join(f"{edge:.1f}" for edge in cell.bbox)
        if cell.place is None
        else place_words(cell.place).literal(language),
        " ".join(part for part in (printable(cell.text), note) if part),
    ]


def _span(first: int, count: int) -> str:
    return str(first + 1) if count == 1 else f"{first + 1}-{first + count}"


def _text_rows(grid: Grid) -> list[list[str]]:
    rows = [[""] * grid.n_columns for _ in range(grid.n_rows)]
    for cell in grid.cells:
        text = printable(cell.text).replace("\\", "\\\\").replace("|", "\\|")
        rows[cell.row][cell.column] = html.escape(text, quote=False)
    return rows


def _html_cell(cell: Cell) -> str:
    rows = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    columns = f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    return f"<td{rows}{columns}>{html.escape(cell.text)}</td>"
