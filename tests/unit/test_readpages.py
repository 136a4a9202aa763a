"""Which engine read which pages."""

from __future__ import annotations

from dataclasses import replace

from unit.drawing import page
from zhperf.engines.choosing import SCAN
from zhperf.pages import Page
from zhperf.readpages import ReadPages
from zhperf.report import EngineUse

SHOWN = page("")
SCANNED = replace(SHOWN, engine="ocr", reason=SCAN)


def noted(*pages: Page) -> ReadPages:
    """What is noted of pages, numbered from 1."""
    read = ReadPages()
    for number, one in enumerate(pages, start=1):
        read.see(replace(one, number=number))
    return read


def test_nothing_was_read() -> None:
    assert noted().uses("en") == []


def test_pages_of_each_engine_as_ranges() -> None:
    read = noted(SCANNED, SHOWN, SHOWN, SCANNED, SCANNED, SHOWN)
    assert read.uses("en") == [
        EngineUse(engine="pdfium", pages="2-3, 6", reason=None),
        EngineUse(engine="ocr", pages="1, 4-5", reason="images without text"),
    ]
    assert read.uses("zh")[1].reason == "只有图像，没有文字"


def test_an_engine_that_was_asked_for_has_no_reason() -> None:
    read = noted(replace(SCANNED, reason=None))
    assert read.uses("en") == [EngineUse(engine="ocr", pages="1")]
