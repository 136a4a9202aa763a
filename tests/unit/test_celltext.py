"""Characters become lines, lines become the text of a cell."""

from __future__ import annotations

import numpy as np
import pytest

from unit.drawing import SIZE, Glyph, chars, line, text_at
from zhperf.celltext import TextSettings, join_lines, joined_parts, read_lines
from zhperf.geometry import BBox
from zhperf.grids import Line, Repair

SETTINGS = TextSettings()
EPSILON = 0.001
"""In glyph heights."""
ROOMY = 1000.0
"""pt: more room than any line of these tests takes."""


def read(*glyphs: Glyph, groups: list[int] | None = None) -> list[tuple[int, str]]:
    letters = chars(glyphs)
    numbers = np.array(groups or [0] * len(glyphs), np.int64)
    found = read_lines(letters.codes, letters.boxes, numbers, SETTINGS)
    return [(group, line.text) for group, line in found]


def lines(*glyphs: Glyph) -> list[str]:
    return [text for _, text in read(*glyphs)]


# --- characters to lines ----------------------------------------------------------------


def test_no_characters_no_lines() -> None:
    assert lines() == []


def test_lines_from_top_to_bottom_characters_from_left_to_right() -> None:
    glyphs = [*text_at("城市", 0, 20), *text_at("文明", 20, 0), *text_at("创建", 0, 0)]
    assert lines(*glyphs) == ["创建文明", "城市"]


def test_each_group_has_its_own_lines() -> None:
    glyphs = [*text_at("甲", 100, 0), *text_at("乙丙", 0, 0)]
    assert read(*glyphs, groups=[1, 0, 1]) == [(0, "乙"), (1, "丙甲")]


def test_the_box_of_a_line_holds_its_characters() -> None:
    letters = chars([*text_at("指", 10, 20), *text_at("标", 20, 18)])
    ((_, found),) = read_lines(letters.codes, letters.boxes, np.zeros(2, np.int64), SETTINGS)
    assert found == Line("指标", BBox(10, 18, 30, 30), 12)


@pytest.mark.parametrize(("excess", "count"), [(-EPSILON, 1), (EPSILON, 2)])
def test_how_far_apart_lines_are(excess: float, count: int) -> None:
    shift = (SETTINGS.line_distance + excess) * SIZE
    assert len(lines(*text_at("指", 0, 0), *text_at("标", 10, shift))) == count


def test_another_font_on_the_line_shifts_the_centre() -> None:
    assert lines(*text_at("完成", 0, 0), *text_at("95%", 20, 2.5)) == ["完成95%"]


@pytest.mark.parametrize(("excess", "text"), [(-EPSILON, "ISOABC"), (EPSILON, "ISO ABC")])
def test_a_gap_between_latin_words_is_a_space(excess: float, text: str) -> None:
    gap = (SETTINGS.word_gap + excess) * SIZE
    assert lines(*text_at("ISO", 0, 0), *text_at("ABC", 15 + gap, 0)) == [text]


def test_letters_with_accents_are_latin() -> None:
    assert lines(*text_at("é", 0, 0), *text_at("à", 25, 0)) == ["é à"]


def test_numbers_are_words_too() -> None:
    assert lines(*text_at("ISO", 0, 0), *text_at("9001", 25, 0)) == ["ISO 9001"]


@pytest.mark.parametrize(
    ("left", "right"), [("创建", "文明"), ("创建", "ABC"), ("≥", "100"), ("%", "5")]
)
def test_a_gap_beside_other_characters_is_none(left: str, right: str) -> None:
    assert lines(*text_at(left, 0, 0), *text_at(right, 60, 0)) == [left + right]


def test_printed_spaces_stay() -> None:
    assert lines(*text_at("100 余次", 0, 0)) == ["100 余次"]


def test_a_printed_space_is_not_doubled() -> None:
    assert lines(*text_at("ISO 9001", 0, 0)) == ["ISO 9001"]


def test_no_space_between_the_lines() -> None:
    assert lines(*text_at("ABC", 0, 0), *text_at("DEF", 60, 20)) == ["ABC", "DEF"]


def test_gaps_on_several_lines() -> None:
    glyphs = [*text_at("AB", 0, 0), *text_at("CD", 20, 0)]
    below = [*text_at("EF", 0, 20), *text_at("GH", 20, 20), *text_at("IJ", 40, 20)]
    assert lines(*glyphs, *below) == ["AB CD", "EF GH IJ"]


@pytest.mark.parametrize("top", [-1.0, 5.0], ids=["superscript", "subscript"])
def test_small_glyphs_belong_to_the_line_that_they_touch(top: float) -> None:
    small = text_at("2", 5, top, 0.6 * SIZE)
    assert lines(*text_at("m", 0, 0), *small, *text_at("以上", 8, 0)) == ["m2以上"]


def test_a_line_of_small_glyphs_is_a_line() -> None:
    assert lines(*text_at("面积", 0, 0), *text_at("注", 0, 10.5, 0.6 * SIZE)) == ["面积", "注"]


# --- lines to text ----------------------------------------------------------------------


def joined(*printed: str, room: float = ROOMY) -> str:
    return join_lines([line(text, y=12 * i) for i, text in enumerate(printed)], room)[0]


def repairs(*printed: str, room: float = ROOMY) -> tuple[Repair, ...]:
    return join_lines([line(text, y=12 * i) for i, text in enumerate(printed)], room)[1]


def test_an_empty_cell() -> None:
    assert join_lines([], ROOMY) == ("", ())


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        (("创建文明", "城市活动"), "创建文明城市活动"),
        (("完成率", "95%"), "完成率95%"),
        (("≥", "100"), "≥100"),
        (("100", "余次"), "100余次"),
        (("100 ", "余次"), "100 余次"),
        (("通过ISO", "认证"), "通过ISO认证"),
        (("annual", "report"), "annual report"),
        (("annual ", "report"), "annual report"),
        (("ISO", "9001"), "ISO 9001"),
        (("12", "345"), "12345"),
        (("1.", "5"), "1.5"),
        (("quali-", "ty"), "quality"),
        (("COVID-", "19"), "COVID-19"),
        (("2019-", "2024"), "2019-2024"),
        (("A-", "b"), "A-b"),
        (("Sino-", "African"), "Sino-African"),
        (("数字-", "文明"), "数字-文明"),
        (("quali\u00ad", "ty"), "quality"),
        (("质量\u00ad", "指标"), "质量指标"),
        (("-", "a"), "-a"),
    ],
)
def test_lines_join_as_they_are_read(printed: tuple[str, ...], text: str) -> None:
    assert joined(*printed) == text


@pytest.mark.parametrize("text", ["  100 次 ", "\u3000满意 "])
def test_white_space_around_a_text_is_not_part_of_it(text: str) -> None:
    assert joined(text) == text.strip()


def test_plain_joins_are_no_repairs() -> None:
    assert repairs("创建文明", "城市活动") == ()
    assert repairs("annual", "report") == ()


def test_a_dropped_hyphen_is_a_repair() -> None:
    assert repairs("annual quali-", "ty report") == (Repair("hyphen-joined", "quali-|ty"),)


def test_folded_radicals_are_a_repair() -> None:
    assert join_lines([line("⽂明⽂化")], ROOMY) == (
        "文明文化",
        (Repair("radical-folded", "⽂ → 文"),),
    )


def test_radicals_on_any_line() -> None:
    assert joined("创建", "⽂明") == "创建文明"
    assert [repair.kind for repair in repairs("创建", "⽂明")] == ["radical-folded"]


LETTER = SIZE / 2
"""pt: width of a Latin letter."""


@pytest.mark.parametrize(
    ("excess", "text"), [(-EPSILON, "annualreport"), (LETTER, "annual report")]
)
def test_a_word_is_broken_by_force_where_not_a_letter_more_has_room(
    excess: float, text: str
) -> None:
    room = 6 * LETTER + LETTER + excess
    assert joined("annual", "report", room=room) == text


# --- over page breaks -------------------------------------------------------------------


def parts(above: list[str], below: list[str]) -> tuple[str, list[Repair]]:
    upper, lower = [line(text) for text in above], [line(text) for text in below]
    return joined_parts(join_lines(upper, ROOMY)[0], upper, join_lines(lower, ROOMY)[0], lower)


def test_parts_join_as_lines_do() -> None:
    assert parts(["创建文明"], ["城市"]) == ("创建文明城市", [])
    assert parts(["创建", "文明"], ["城市", "活动"]) == ("创建文明城市活动", [])


def test_words_keep_their_space_over_a_break() -> None:
    assert parts(["the annual report", "of the"], ["year"]) == ("the annual report of the year", [])


def test_a_word_broken_by_force_over_a_break_is_whole() -> None:
    assert parts(["abcdefgh"], ["ij"]) == ("abcdefghij", [])


def test_spaces_at_the_break_are_inside_the_text() -> None:
    assert parts(["100 "], ["余次"])[0] == "100 余次"
    assert parts(["100"], [" 余次"])[0] == "100 余次"


def test_a_hyphen_at_the_break_is_a_repair() -> None:
    assert parts(["annual quali-"], ["ty"]) == (
        "annual quality",
        [Repair("hyphen-joined", "quali-|ty")],
    )


def test_parts_without_lines_are_put_together() -> None:
    assert joined_parts("甲", [], "乙", []) == ("甲乙", [])
