"""Characters and rulings by entry."""

from __future__ import annotations

from unit.drawing import SIZE, chars, page, rulings, text_at
from zhperf.geometry import BBox
from zhperf.pages import Char, Ruling, Visibility


def test_a_character_by_its_number() -> None:
    letters = chars(text_at("指A", 10, 20), angle=90, visibility=Visibility.COVERED)
    assert len(letters) == 2
    assert letters[0] == Char("指", BBox(10, 20, 20, 30), SIZE, "Song", 90, Visibility.COVERED)
    assert letters[1].text == "A"
    assert letters[1].bbox == BBox(20, 20, 25, 30)


def test_characters_come_in_the_order_of_painting() -> None:
    letters = chars([*text_at("乙", 50, 0), *text_at("甲", 0, 0)])
    assert [char.text for char in letters] == ["乙", "甲"]


def test_characters_outside_the_basic_plane() -> None:
    assert [char.text for char in chars(text_at("𠘨", 0, 0))] == ["𠘨"]


def test_rulings_say_their_direction() -> None:
    lines = rulings([(10, 0, 100)], [(50, 5, 25)])
    assert len(lines) == 2
    assert list(lines) == [Ruling("h", 10, 0, 100, 0.5), Ruling("v", 50, 5, 25, 0.5)]


def test_a_page_without_anything() -> None:
    empty = page()
    assert (len(empty.chars), len(empty.rulings)) == (0, 0)
    assert list(empty.chars) == []
    assert list(empty.rulings) == []
