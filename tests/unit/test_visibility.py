"""Which characters a reader does not see, and why."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from unit.drawing import PAGE, SIZE, Glyph, chars, text_at
from unit.shapes import BLACK, WHITE, Shape, grey, painted
from zhperf.pages import Visibility
from zhperf.rulings import RulingSettings, ShapeKind, Shapes
from zhperf.visibility import Painting, VisibilitySettings, judge_visibility, unusable

SETTINGS = VisibilitySettings()
EPSILON = 0.01
"""pt."""
UNDER = Shape((90, 90, 300, 130))
"""Rank 0: painted before the text, which has rank 15."""
NOTHING = Shape((0, 0, 0, 0), kind=ShapeKind.LINE)
WORD = text_at("指标", 100, 100)
"""Two glyphs of 10 pt, centres at (105, 105) and (115, 105)."""
SEEN = [Visibility.VISIBLE, Visibility.VISIBLE]


def judged(
    glyphs: Sequence[Glyph] = WORD,
    shapes: Shapes | None = None,
    *,
    starts: Sequence[int] = (0,),
    modes: Sequence[int] = (0,),
    colors: Sequence[int] = (BLACK,),
    alphas: Sequence[int] = (255,),
    clips: Sequence[tuple[float, float, float, float]] | None = None,
) -> list[Visibility]:
    """What becomes of characters that are painted with rank 15, between shapes 1 and 2."""
    letters = chars(glyphs)
    painting = Painting(
        np.array(starts, np.intp),
        np.array(modes, np.int16),
        np.array(colors, np.uint32),
        np.array(alphas, np.uint8),
        None if clips is None else np.array(clips, np.float64),
        np.full(len(starts), 15, np.int64),
    )
    found = judge_visibility(
        letters.codes, letters.boxes, painting, shapes or painted(), PAGE, SETTINGS
    )
    return [Visibility(value) for value in found.tolist()]


def over(shape: Shape) -> Shapes:
    """The shape painted after the text."""
    return painted(NOTHING, NOTHING, shape)


def test_black_on_white_is_seen() -> None:
    assert judged() == SEEN


def test_no_characters() -> None:
    assert judged([], starts=[], modes=[], colors=[], alphas=[]) == []


@pytest.mark.parametrize("mode", [0, 1, 2, 4, 5, 6])
def test_modes_that_paint(mode: int) -> None:
    assert judged(modes=[mode]) == SEEN


@pytest.mark.parametrize("mode", [3, 7])
def test_modes_that_paint_nothing(mode: int) -> None:
    assert judged(modes=[mode]) == [Visibility.INVISIBLE_MODE] * 2


def test_each_run_is_judged_for_itself() -> None:
    assert judged(starts=[0, 1], modes=[3, 0], colors=[BLACK] * 2, alphas=[255] * 2) == [
        Visibility.INVISIBLE_MODE,
        Visibility.VISIBLE,
    ]


@pytest.mark.parametrize(
    ("x", "y", "seen"),
    [
        (-SIZE / 2 + EPSILON, 100, True),  # the centre is on the page
        (-SIZE / 2 - EPSILON, 100, False),
        (100, -SIZE / 2 - EPSILON, False),
        (PAGE[0] - SIZE / 2 - EPSILON, 100, True),
        (PAGE[0] - SIZE / 2 + EPSILON, 100, False),
        (100, PAGE[1] - SIZE / 2 + EPSILON, False),
    ],
)
def test_off_the_page(x: float, y: float, seen: bool) -> None:
    assert judged(text_at("指", x, y)) == [Visibility.VISIBLE if seen else Visibility.OFF_PAGE]


def test_clipped_where_the_centre_is_outside() -> None:
    assert judged(clips=[(0, 0, 110, 200)]) == [Visibility.VISIBLE, Visibility.CLIPPED]


def test_an_infinite_clip_hides_nothing() -> None:
    assert judged(clips=[(-np.inf, -np.inf, np.inf, np.inf)]) == SEEN


def test_white_on_white() -> None:
    assert judged(colors=[WHITE]) == [Visibility.BACKGROUND_COLOR] * 2


@pytest.mark.parametrize(
    ("background", "shape"),
    [(255.0, NOTHING), (60.0, UNDER._replace(color=grey(60)))],
    ids=["paper", "area"],
)
def test_contrast_to_the_background(background: float, shape: Shape) -> None:
    away = -1 if background > 128 else 1
    pale = grey(background + away * (SETTINGS.min_text_contrast - 1))
    enough = grey(background + away * SETTINGS.min_text_contrast)
    assert judged(shapes=painted(shape), colors=[pale]) == [Visibility.BACKGROUND_COLOR] * 2
    assert judged(shapes=painted(shape), colors=[enough]) == SEEN


def test_white_on_a_dark_area_is_seen() -> None:
    assert judged(shapes=painted(UNDER), colors=[WHITE]) == SEEN


def test_white_beside_a_dark_area_is_not() -> None:
    area = Shape((90, 90, 110, 130))
    assert judged(shapes=painted(area), colors=[WHITE]) == [
        Visibility.VISIBLE,
        Visibility.BACKGROUND_COLOR,
    ]


def test_the_upper_of_two_areas_is_the_background() -> None:
    shapes = painted(UNDER, UNDER._replace(color=WHITE))
    assert judged(shapes=shapes, colors=[WHITE]) == [Visibility.BACKGROUND_COLOR] * 2
    assert judged(shapes=shapes) == SEEN


@pytest.mark.parametrize("kind", [ShapeKind.IMAGE, ShapeKind.PARTIAL_FILL])
def test_over_an_image_nothing_is_known(kind: ShapeKind) -> None:
    assert judged(shapes=painted(UNDER._replace(kind=kind)), colors=[WHITE]) == SEEN


def test_transparent_text_is_not_seen() -> None:
    assert judged(alphas=[0]) == [Visibility.BACKGROUND_COLOR] * 2


def test_covered_by_what_is_painted_later() -> None:
    shape = Shape((90, 90, 110, 130), WHITE, ShapeKind.FILL)
    assert judged(shapes=over(shape)) == [Visibility.COVERED, Visibility.VISIBLE]


def test_covered_by_an_image_of_the_page() -> None:
    shape = Shape((0, 0, 5000, 5000), WHITE, ShapeKind.IMAGE)
    assert judged(shapes=over(shape)) == [Visibility.COVERED] * 2


def test_text_under_a_seal_was_left_out() -> None:
    """How opaque a picture is, its masks and groups say; seals stand on most reports."""
    shape = Shape((90, 90, 110, 130), WHITE, ShapeKind.IMAGE)
    assert judged(shapes=over(shape)) == SEEN


@pytest.mark.parametrize(
    "shape",
    [
        UNDER._replace(kind=ShapeKind.LINE),
        UNDER._replace(kind=ShapeKind.PARTIAL_FILL),
        UNDER._replace(alpha=100),
    ],
    ids=["line", "round", "see-through"],
)
def test_not_covered(shape: Shape) -> None:
    assert judged(shapes=over(shape)) == SEEN


@pytest.mark.parametrize(("excess", "seen"), [(-EPSILON, True), (EPSILON, False)])
def test_a_bar_as_thin_as_a_rule_strikes_through_only(excess: float, seen: bool) -> None:
    half = (RulingSettings().max_width + excess) / 2
    bar = Shape((90, 105 - half, 130, 105 + half), BLACK)
    assert judged(shapes=over(bar)) == (SEEN if seen else [Visibility.COVERED] * 2)


def printed(glyphs: Sequence[Glyph]) -> list[Visibility]:
    """What becomes of characters each of which is a run of its own."""
    count = len(glyphs)
    return judged(
        glyphs, starts=range(count), modes=[0] * count, colors=[BLACK] * count, alphas=[255] * count
    )


def shifted(dx: float, dy: float, letter: str = "指") -> list[Glyph]:
    """A glyph of 10 pt, and one beside it."""
    return [*text_at("指", 100, 100), *text_at(letter, 100 + dx, 100 + dy)]


@pytest.mark.parametrize("turn", [1, -1])
@pytest.mark.parametrize("share", [0.0, 0.02, 0.1, SETTINGS.duplicate_distance - EPSILON])
def test_fake_bold_counts_once(share: float, turn: int) -> None:
    again = [Visibility.VISIBLE, Visibility.DUPLICATE]
    assert printed(shifted(turn * share * SIZE, 0)) == again
    assert printed(shifted(0, turn * share * SIZE)) == again


def test_neighbours_further_away_are_two() -> None:
    distance = (SETTINGS.duplicate_distance + EPSILON) * SIZE
    assert printed(shifted(distance, 0)) == SEEN
    assert printed(shifted(0, distance)) == SEEN


def test_other_glyphs_on_top_are_seen() -> None:
    assert printed(shifted(0.2, 0, "标")) == SEEN


def test_four_printings_count_once() -> None:
    glyphs = [*shifted(0.2, 0), *shifted(0, 0.2)[1:], *shifted(0.2, 0.2)[1:]]
    assert printed(glyphs) == [Visibility.VISIBLE] + [Visibility.DUPLICATE] * 3


def test_a_narrow_glyph_twice_is_two_letters() -> None:
    """The distance is measured by the glyph's shorter side: "ll" in a narrow face."""
    first, second = (100.0, 100.0, 102.0, 110.0), (102.0, 100.0, 104.0, 110.0)
    assert printed([("l", first), ("l", second)]) == SEEN


@pytest.mark.parametrize("count", [2, 5])
def test_a_word_printed_again_as_a_whole(count: int) -> None:
    word = text_at("绩效指标表"[:count], 100, 100)
    again = text_at("绩效指标表"[:count], 100.2, 100)
    found = judged(
        [*word, *again], starts=[0, count], modes=[0] * 2, colors=[BLACK] * 2, alphas=[255] * 2
    )
    assert found == [Visibility.VISIBLE] * count + [Visibility.DUPLICATE] * count


def test_the_hidden_printing_of_two_is_hidden_and_the_other_seen() -> None:
    """A shadow printed in white first, the text on it."""
    assert judged(
        shifted(0.2, 0), starts=[0, 1], modes=[0, 0], colors=[WHITE, BLACK], alphas=[255, 255]
    ) == [Visibility.BACKGROUND_COLOR, Visibility.VISIBLE]


def test_the_first_reason_counts() -> None:
    assert (
        judged(modes=[3], colors=[WHITE], clips=[(0, 0, 1, 1)]) == [Visibility.INVISIBLE_MODE] * 2
    )


@pytest.mark.parametrize("letter", ["\x00", "\x1f", "\x7f", "\x9f", "\ue000", "\uf8ff", "\uffff"])
def test_codes_that_are_no_text(letter: str) -> None:
    assert unusable(np.array([ord(letter)], np.uint32)).tolist() == [True]


@pytest.mark.parametrize("letter", [" ", "~", "\xa0", "é", "指", "％", "\ufffd", "𠘨", "豈"])
def test_codes_that_are_text(letter: str) -> None:
    assert unusable(np.array([ord(letter)], np.uint32)).tolist() == [False]
