"""What messages call a place: "page 3", "sheet 自评表, row 5, column 2"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhperf.errors import Bilingual

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhperf.grids import CarrierPlace
    from zhperf.report import Location

_PAGE = Bilingual("page {page}", "第 {page} 页")
_SHEET = Bilingual(
    "sheet {sheet}, row {row}, column {column}", "工作表 {sheet} 第 {row} 行第 {column} 列"
)
_TABLE = Bilingual(
    "table {table}, row {row}, column {column}", "第 {table} 个表格第 {row} 行第 {column} 列"
)
_PARAGRAPH = Bilingual("paragraph {paragraph}", "第 {paragraph} 段")
_LINE = Bilingual("line {line}", "第 {line} 行")


def place_text(page: int | None, place: CarrierPlace | None) -> Bilingual:
    """Where something is, for a message: "page 3", "sheet 自评表, row 5, column 2".

    Args:
        page: 1-based; what counts if there is no place.
        place: In a source without pages.
    """
    return _filled(_PAGE, page=page) if place is None else place_words(place)


def place_words(place: CarrierPlace) -> Bilingual:
    """What messages call a place in a source without pages."""
    return _words(place._asdict())


def location_words(location: Location) -> Bilingual | None:
    """What messages call the place of a finding; None if it is about the whole source."""
    if location.place is not None:
        return _words(location.place.model_dump())
    return None if location.page is None else _filled(_PAGE, page=location.page)


def _words(place: Mapping[str, object]) -> Bilingual:
    """Words for the fields of a place."""
    kinds = {"sheet": _SHEET, "table": _TABLE, "paragraph": _PARAGRAPH, "line": _LINE}
    return _filled(next(words for field, words in kinds.items() if field in place), **place)


def _filled(words: Bilingual, **values: object) -> Bilingual:
    return Bilingual(words.text("en", **values), words.text("zh", **values))
