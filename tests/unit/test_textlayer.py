"""Which pages are scans, and which text layers are unusable."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from unit.drawing import page, text_at
from zhperf.pages import UNMAPPED, Page, Visibility
from zhperf.textlayer import (
    MAX_SCAN_CHARS,
    MAX_STRANGE_SHARE,
    MIN_IMAGE_AREA,
    MIN_STRANGE_CHARS,
    is_scan,
    strange_codes,
    text_fault,
)

LONG = 100


def written(text: str) -> Page:
    """A page with a line of text and nothing else."""
    return page("", glyphs=text_at(text, 50, 50))


def strange(count: int, *, of: int = LONG) -> Page:
    """A page on which so many of the characters are Hangul."""
    return written("가" * count + "文" * (of - count))


def test_a_picture_with_a_page_number_is_a_scan() -> None:
    shown = replace(written("文" * MAX_SCAN_CHARS), image_area=MIN_IMAGE_AREA)
    assert is_scan(shown)
    assert not is_scan(replace(shown, image_area=MIN_IMAGE_AREA - 0.01))
    assert not is_scan(replace(written("文" * (MAX_SCAN_CHARS + 1)), image_area=1.0))


def test_text_that_nobody_sees_makes_a_scan_no_page_of_text() -> None:
    shown = replace(written("文" * LONG), image_area=1.0)
    covered = np.full(LONG, Visibility.COVERED, np.uint8)
    assert is_scan(replace(shown, chars=replace(shown.chars, visibility=covered)))


def test_a_page_that_was_skimmed_or_recognised_is_no_scan() -> None:
    shown = replace(written(""), image_area=1.0)
    assert is_scan(shown)
    assert not is_scan(replace(shown, unread=MAX_SCAN_CHARS + 1))
    assert not is_scan(replace(shown, engine="ocr"))


def test_an_empty_page_has_no_fault() -> None:
    assert text_fault(written("")) is None


def test_so_many_strange_characters_make_text_unusable() -> None:
    most = int(MAX_STRANGE_SHARE * LONG)
    assert text_fault(strange(most)) is None
    fault = text_fault(strange(most + 1))
    assert fault is not None
    assert (fault.kind, fault.sample) == ("strange", "가")


def test_a_few_strange_characters_are_a_logo() -> None:
    assert text_fault(strange(MIN_STRANGE_CHARS, of=MIN_STRANGE_CHARS)) is None
    assert text_fault(strange(MIN_STRANGE_CHARS + 1, of=MIN_STRANGE_CHARS + 1)) is not None


def test_unmapped_characters_are_told_as_such() -> None:
    shown = strange(0)
    codes = np.full(LONG, UNMAPPED, np.uint32)
    fault = text_fault(replace(shown, chars=replace(shown.chars, codes=codes)))
    assert fault is not None
    assert (fault.kind, fault.sample) == ("unmapped", "")


@pytest.mark.parametrize("letter", "文㐂𠮷⽂⺠金㇐ａ（。…“”—①Ⅷ℃㎡㈠≥√■★·×±°a0%\u00a0�〇々")
def test_what_reports_print(letter: str) -> None:
    assert not strange_codes(np.array([ord(letter)], np.uint32)).any()


@pytest.mark.parametrize("letter", "ÖÐÎÄ¿½가عбαあｱㄅ─▁ŠžẤก")
def test_what_they_hardly_print(letter: str) -> None:
    assert strange_codes(np.array([ord(letter)], np.uint32)).all()
