"""Values with their places, and pairs that become fields."""

from __future__ import annotations

import pytest

from zhperf.geometry import BBox
from zhperf.grids import Cell, Line, LogicalCell, Region, Repair
from zhperf.provenance import Draft, line_region, unused
from zhperf.report import Region as ReportRegion


def cell(text: str, x: float = 0, repair: str = "") -> LogicalCell:
    box = BBox(x, 0, x + 10, 10)
    repairs = [Repair(repair, text)] if repair else []
    return LogicalCell(text, (), [Region(1, box)], Cell(0, 0, 1, 1, box, text), repairs)


def line(page: int, bbox: BBox) -> Line:
    return Line("", bbox, 10, page=page)


def lefts(regions: list[ReportRegion]) -> list[float]:
    return [region.bbox[0] for region in regions]


def test_a_pair_keeps_the_places_of_label_and_value() -> None:
    draft = Draft()
    key = draft.pair("性质", "经常", [cell("性质", 1), cell("经常", 2)])
    assert (key, draft.fields) == ("性质", {"性质": "经常"})
    assert lefts(draft.regions["fields.性质"]) == [1, 2]


def test_labels_that_are_taken_get_a_mark_for_each_time() -> None:
    draft = Draft()
    keys = [draft.pair("性质", text, [cell(text)]) for text in "甲乙丙"]
    assert keys == ["性质", "性质*", "性质**"]
    assert list(draft.fields.values()) == ["甲", "乙", "丙"]
    assert unused("甲", draft.fields) == "甲"


def test_a_promoted_pair_is_a_field_with_the_place_of_its_value() -> None:
    draft = Draft()
    key = draft.pair("主管部门", "局", [cell("主管部门", 1), cell("局", 2)])
    draft.promote(key, "department")
    assert (draft.fields, draft.values) == ({}, {"department": "局"})
    assert lefts(draft.regions["department"]) == [2]
    assert "fields.主管部门" not in draft.regions


def test_repairs_go_with_a_promoted_pair() -> None:
    draft = Draft()
    draft.pair("性质", "甲", [cell("性质"), cell("甲", repair="radical-folded")])
    key = draft.pair("主管部门", "局", [cell("主管部门"), cell("局", repair="hyphen-joined")])
    draft.promote(key, "department")
    assert [(repair.field, repair.kind) for repair in draft.repairs] == [
        ("fields.性质", "radical-folded"), ("department", "hyphen-joined"),
    ]  # fmt: skip


def test_a_promoted_pair_without_text_is_dropped() -> None:
    draft = Draft()
    draft.promote(draft.pair("主管部门", "", [cell("主管部门")]), "department")
    assert (draft.fields, draft.values, draft.regions) == ({}, {}, {})


def test_a_promoted_line_keeps_its_place() -> None:
    draft = Draft()
    place = line_region(line(3, BBox(1.2, 2.7, 9.1, 9.9)))
    draft.promote(draft.line_pair("主管部门", "局", place), "department")
    assert draft.regions == {"department": [place]}


def test_the_place_of_a_line_holds_it_in_whole_points() -> None:
    assert line_region(line(3, BBox(1.2, 2.7, 9.1, 9.9))) == ReportRegion(
        page=3, bbox=(1, 2, 10, 10)
    )


def test_a_value_that_is_set_stays() -> None:
    draft = Draft()
    for text in ("", "一", "二"):
        draft.take("total.score", cell(text))
    assert draft.values == {"total.score": "一"}


def test_funds_keep_the_places_of_their_values() -> None:
    draft = Draft()
    draft.fund({"name": cell("总额", 1), "budget": cell("", 2)}, {"原因": cell("无", 3)}, "万元")
    draft.fund_in_cell("其他资金", "5", cell("其他资金：5", 4), None)
    first, second = draft.funds
    assert (first.name, first.budget, first.extra, first.unit) == (
        "总额",
        None,
        {"原因": "无"},
        "万元",
    )
    assert (second.name, second.budget, second.unit) == ("其他资金", "5", None)
    places = {key: lefts(regions) for key, regions in draft.regions.items()}
    assert places == {
        "funds.0.name": [1], "funds.0.extra.原因": [3], "funds.1.name": [4], "funds.1.budget": [4],
    }  # fmt: skip


@pytest.mark.parametrize("count", [1, 2])
def test_notes_are_numbered(count: int) -> None:
    draft = Draft()
    for number in range(count):
        draft.note(cell(f"注{number}"))
    draft.note_lines("备注", [line_region(line(1, BBox(0, 0, 1, 1)))])
    assert draft.notes[-1] == "备注"
    assert f"notes.{count}" in draft.regions
