"""Two readings compared, and glyphs put in where both sides of them agree."""

from __future__ import annotations

import pytest

from zhperf.engines.ocr.recognition import Glyph
from zhperf.geometry import BBox
from zhperf.grids import Cell, Line
from zhperf.rereading.comparing import same
from zhperf.rereading.mending import filled

SURE = 0.9
"""Confidence from which a glyph is put in, in these tests."""


def recognised(text: str, confidence: float = 1.0) -> list[Glyph]:
    return [Glyph(letter, confidence, 0.5) for letter in text]


def cell(*lines: str) -> Cell:
    """A cell with these lines, joined."""
    printed = tuple(Line(text, BBox(0, 0, 50, 10), 10) for text in lines)
    return Cell(0, 0, 1, 1, BBox(0, 0, 50, 30), "".join(lines), printed)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("执行率 95%", "执行率95％"),
        ("（一）经费，拨付", "(一)经费,拨付"),
        ("2024 年—2025 年", "2024年－2025年"),
        ("10㎡", "10m²"),
        ("⽂明", "文明"),
        ("“好”", '"好"'),
        ("≧ 80", "≥80"),
        ("二〇二四", "二0二四"),
        ("12:30", "12∶30"),
        ("软\u00ad件", "软件"),
        ("等……", "等......"),
        ("—", "一"),
    ],
)
def test_what_looks_alike_is_the_same(first: str, second: str) -> None:
    assert same(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("95%", "96%"),
        ("95%", "95"),
        ("≥90", "≤90"),
        ("=", "≥"),
        ("未完成", "末完成"),
        ("9.5", "95"),
        ("-5", "5"),
        ("10万元", "10元"),
        ("甲、乙", "甲，乙"),
        ("", "1"),
    ],
)
def test_what_a_reader_can_tell_is_not(first: str, second: str) -> None:
    assert not same(first, second)
    assert not same(second, first)


def test_a_glyph_is_put_in_with_its_confidence() -> None:
    mended = filled(cell("出�社经", "费"), recognised("出版社经费", 0.97), SURE)
    assert mended.text == "出版社经费"
    assert [line.text for line in mended.lines] == ["出版社经", "费"]
    assert [line.confidence for line in mended.lines] == [0.97, None]
    assert [tuple(one) for one in mended.repairs] == [("glyph-recognised", "U+FFFD → 版")]


def test_each_glyph_has_its_own() -> None:
    mended = filled(cell("�是 �"), recognised("这是一"), SURE)
    assert mended.text == "这是 一"
    assert mended.repairs[0].detail == "U+FFFD → 这, U+FFFD → 一"


def test_a_glyph_that_stands_alone() -> None:
    assert filled(cell("�"), recognised("≥"), SURE).text == "≥"


def test_readings_that_look_alike_hold_a_glyph_too() -> None:
    assert filled(cell("（�）"), recognised("(一)"), SURE).text == "（一）"


@pytest.mark.parametrize(
    "glyphs",
    [
        recognised("出版社", SURE - 0.01),
        recognised("出板版社"),
        recognised("出社"),
        recognised("山版社"),
        recognised("出版杜"),
        recognised("�"),
        recognised("出�社"),
        [],
    ],
    ids=["unsure", "two", "none", "other-before", "other-after", "nothing", "unknown", "empty"],
)
def test_what_is_not_sure_stays_unknown(glyphs: list[Glyph]) -> None:
    unknown = cell("出�社")
    assert filled(unknown, glyphs, SURE) is unknown


def test_only_the_sure_one_of_two_is_put_in() -> None:
    glyphs = [*recognised("甲乙", 0.99), *recognised("丙", 0.5)]
    mended = filled(cell("�乙�"), glyphs, SURE)
    assert mended.text == "甲乙�"
    assert mended.lines[0].confidence == 0.99
