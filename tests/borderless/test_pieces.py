"""Characters to pieces: only what touches is joined."""

from __future__ import annotations

import numpy as np

from printing import Document, PageSetup
from zhperf.borderless.pieces import Piece, PieceSettings, lines_of, pieces_of, side_by_side
from zhperf.engines import open_document
from zhperf.geometry import BBox


def texts(*places: tuple[float, float, str]) -> list[list[str]]:
    document = Document(PageSetup(400, 200))
    font, canvas = document.font(), document.page()
    for x, y, text in places:
        canvas.text(x, y, text, 10, font)
    with open_document("pdfium", document.save(), None, "page") as opened:
        (page,) = opened.pages([1])
    everywhere = np.ones(len(page.chars), np.bool_)
    pieces = pieces_of(page.chars, everywhere, PieceSettings())
    return [[piece.text for piece in line] for line in lines_of(pieces, PieceSettings())]


def test_strings_that_touch_are_one_piece() -> None:
    assert texts((10, 50, "一级"), (30, 50, "指标")) == [["一级指标"]]


def test_strings_apart_are_two_pieces_in_order_of_place() -> None:
    assert texts((80, 50, "二级"), (10, 50, "一级")) == [["一级", "二级"]]


def test_spaces_inside_a_string_part_nothing() -> None:
    assert texts((10, 50, "张　　　三")) == [["张　　　三"]]


def test_lines_shifted_by_half_are_two_lines() -> None:
    assert texts((10, 50, "一级"), (80, 56, "二级")) == [["一级"], ["二级"]]


def test_lines_of_one_text_are_not_side_by_side() -> None:
    upper = Piece("一", BBox(0, 0, 10, 10))
    assert not side_by_side([upper, Piece("二", BBox(0, 10, 10, 20))])
    assert side_by_side([upper, Piece("二", BBox(20, 5, 30, 15))])
