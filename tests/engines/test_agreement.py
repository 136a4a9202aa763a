"""Both engines see the same page: characters, visibility, rulings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from hazards.four_by_four import Hazard
from hazards.test_borders import BORDERS
from hazards.test_pages import SETUPS
from hazards.test_text import HIDINGS, OFFSETS
from printing import OFFICE_WITHOUT_ASCENT, FontOptions, TextStyle
from zhperf.engines import EngineName, open_document
from zhperf.pages import Page, Visibility

Save = Callable[[bytes], Path]

CHAR_TOLERANCE = 0.5
"""pt"""

RULING_TOLERANCE = 0.3
"""pt"""

HAZARDS = {
    **{f"page-{name}": Hazard().with_setup(setup) for name, setup in SETUPS.items()},
    **{f"hidden-{name}": Hazard(before=hiding) for name, hiding in HIDINGS.items()},
    **{f"bold-{name}": Hazard().with_text(TextStyle(bold_prints=p)) for name, p in OFFSETS.items()},
    **{f"rules-{name}": Hazard().with_borders(style) for name, style in BORDERS.items()},
    "font-without-ascent": Hazard().with_font(OFFICE_WITHOUT_ASCENT),
    "font-radicals": Hazard().with_font(FontOptions(replaced={"文": "⽂", "一": "⼀"})),
    "font-unmapped": Hazard().with_font(FontOptions(unicode_map="none")),
    "font-private": Hazard().with_font(FontOptions(unicode_map="private")),
    "outside-crop": replace(
        Hazard(after=lambda canvas, page, font: canvas.text(-60, 100, "隐藏", 10, font)),
    ).with_setup(replace(Hazard().job.setup, crop_margin=80.0)),
}


def _pages(path: Path, engine: EngineName) -> list[Page]:
    with open_document(engine, path, None, path.name) as document:
        return list(document.pages(range(1, document.page_count + 1)))


@pytest.mark.parametrize("hazard", HAZARDS.values(), ids=HAZARDS.keys())
def test_engines_agree(hazard: Hazard, saved: Save) -> None:
    path = saved(hazard.pdf())
    (first,), (second,) = _pages(path, "pdfium"), _pages(path, "pdfplumber")
    assert (first.number, first.rotation) == (second.number, second.rotation)
    assert first.width == pytest.approx(second.width, abs=0.01)
    assert first.height == pytest.approx(second.height, abs=0.01)
    _assert_same_chars(first, second)
    _assert_same_rulings(first.rulings.horizontal, second.rulings.horizontal)
    _assert_same_rulings(first.rulings.vertical, second.rulings.vertical)


def _assert_same_chars(first: Page, second: Page) -> None:
    """The same characters; further prints of a glyph (fake bold) say nothing and may be missing."""
    ones = [char for char in first.chars if char.visibility != Visibility.DUPLICATE]
    others = [char for char in second.chars if char.visibility != Visibility.DUPLICATE]
    assert [char.text for char in ones] == [char.text for char in others]
    for one, other in zip(ones, others, strict=True):
        assert one.visibility == other.visibility
        assert (one.angle, one.font) == (other.angle, other.font)
        assert abs(one.size - other.size) <= CHAR_TOLERANCE
        errors = [abs(a - b) for a, b in zip(one.bbox, other.bbox, strict=True)]
        assert max(errors) <= CHAR_TOLERANCE, (one, other)


def _assert_same_rulings(ones: NDArray[np.float64], others: NDArray[np.float64]) -> None:
    """Each ruling of one engine has its like at the other's; their order says nothing."""
    assert len(ones) == len(others)
    if len(ones) == 0:
        return
    errors = np.abs(ones[:, None, :] - others[None, :, :]).max(axis=2)
    assert errors.min(axis=1).max() <= RULING_TOLERANCE
    assert errors.min(axis=0).max() <= RULING_TOLERANCE
