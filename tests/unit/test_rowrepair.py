"""Rows whose cells stand in the wrong columns."""

from __future__ import annotations

import pytest

from zhperf.geometry import BBox
from zhperf.grids import Cell, LogicalCell, LogicalRow, Region, distinct
from zhperf.matching import ColumnField
from zhperf.rowrepair import RowMender, RowNotice
from zhperf.templates import IndicatorField

FIELDS: tuple[IndicatorField, ...] = (
    "level1", "level2", "level3", "nature", "target", "unit", "actual", "deviation",
)  # fmt: skip
GOOD = (
    "产出指标|数量指标|场次|≥|10|场|12|无偏差",
    "|质量指标|合格率|≥|90|%|95%|无偏差",
    "|时效指标|及时率|=|100|%|100%|无偏差",
    "效益指标|社会效益指标|知晓率|定性|有所提高||有所提高|无偏差",
    "满意度指标|服务对象满意度指标|满意度|≥|80|%|85%|未完成",
)
BOX = BBox(0, 0, 1, 1)


def cell(text: str) -> LogicalCell:
    return LogicalCell(text, (), [Region(1, BOX)], Cell(0, 0, 1, 1, BOX, text))


def row(text: str) -> LogicalRow:
    return [cell(part) for part in text.split("|")]


def columns(fields: tuple[IndicatorField | None, ...]) -> list[ColumnField]:
    return [ColumnField(n, n + 1, field or "", field, False) for n, field in enumerate(fields)]


def is_total(cells: LogicalRow) -> bool:
    return any(one.text == "总分" for one in cells[:2])


class Mended:
    """A row among good ones, after it was looked at."""

    def __init__(
        self,
        text: str,
        good: tuple[str, ...] = GOOD,
        fields: tuple[IndicatorField | None, ...] = FIELDS,
        *,
        mend: bool = True,
    ) -> None:
        width = max(len(text.split("|")), len(fields))
        rows = [row(one + "|" * (width - len(one.split("|")))) for one in (*good, text)]
        padded = fields + (None,) * (width - len(fields))
        mender = RowMender(rows, columns(padded), is_total, mend=mend)
        self.rows = mender.mended()
        self.text = "|".join(one.text for one in self.rows[-1][: len(fields)])
        self.repairs = [r for one in self.rows[-1] for r in one.repairs]
        self.notices: list[RowNotice] = mender.notices
        others = ["|".join(one.text for one in found) for found in self.rows[:-1]]
        assert others == [one + "|" * (width - len(one.split("|"))) for one in good]


DEFECTS = {
    "the empty level is lost": (
        "质量指标|合格率|≥|90|%|95%|无偏差|",
        "|质量指标|合格率|≥|90|%|95%|无偏差",
    ),
    "both empty levels are lost": (
        "合格率|≥|90|%|95%|无偏差||",
        "||合格率|≥|90|%|95%|无偏差",
    ),
    "the empty unit is lost": (
        "|质量指标|测评|定性|自测并测评，确保质量|自测，确保质量|无偏差|",
        "|质量指标|测评|定性|自测并测评，确保质量||自测，确保质量|无偏差",
    ),
    "an empty cell too many": (
        "|质量指标|培训|定性|效果良好||||未完成",
        "|质量指标|培训|定性|效果良好|||未完成",
    ),
    "a second level in the column of the first": (
        "质量指标||合格率|≥|90|%|95%|无偏差",
        "|质量指标|合格率|≥|90|%|95%|无偏差",
    ),
    "a status in the column of completions": (
        "|质量指标|合格率|≥|90|%|无偏差|",
        "|质量指标|合格率|≥|90|%||无偏差",
    ),
    "sign and target in each other's column": (
        "|质量指标|合格率|90|≥|%|95%|无偏差",
        "|质量指标|合格率|≥|90|%|95%|无偏差",
    ),
    "target and unit in each other's column": (
        "|质量指标|合格率|≥|%|90|95%|无偏差",
        "|质量指标|合格率|≥|90|%|95%|无偏差",
    ),
    "unit and sign in each other's column": (
        "|质量指标|合格率|%|90|≥|95%|无偏差",
        "|质量指标|合格率|≥|90|%|95%|无偏差",
    ),
    "the sign in the column of units": (
        "|数量指标|次数||10|≥|12|无偏差",
        "|数量指标|次数|≥|10||12|无偏差",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DEFECTS)
def test_defect_is_mended(name: str) -> None:
    defect, right = DEFECTS[name]
    mended = Mended(defect)
    assert (mended.text, mended.notices) == (right, [])
    (repair,) = mended.repairs
    assert repair.kind == "cells-moved"
    before, after = repair.detail.split(" → ")
    assert before != after


@pytest.mark.parametrize("name", DEFECTS)
def test_defect_is_left_and_told_without_repair(name: str) -> None:
    defect, _ = DEFECTS[name]
    left = Mended(defect, mend=False)
    assert left.text == "|".join(defect.split("|")[: len(FIELDS)])
    assert (left.repairs, [notice.fault for notice in left.notices]) == ([], ["misplaced"])
    assert " → " in left.notices[0].detail


@pytest.mark.parametrize("text", GOOD)
def test_good_rows_stay(text: str) -> None:
    mended = Mended(text)
    assert (mended.text, mended.repairs, mended.notices) == (text, [], [])


def test_what_can_be_mended_in_two_ways_stays_and_is_told() -> None:
    # Among units that nobody knows, 健全 may be a unit: then the target was lost.
    units = {"场": "批文", "%": "机时"}
    good = tuple("|".join(units.get(part, part) for part in one.split("|")) for one in GOOD)
    text = "|质量指标|机制|定性|健全|100%|无偏差|"
    mended = Mended(text, good)
    assert (mended.text, mended.repairs) == (text, [])
    (notice,) = mended.notices
    assert notice.fault == "ambiguous"
    assert notice.detail.count(" / ") == 1


def test_an_unusual_text_is_no_defect() -> None:
    text = "效益指标|社会效益指标|软实力|有所提升||||未完成"
    mended = Mended(text)
    assert (mended.text, mended.notices) == (text, [])


def test_a_column_that_holds_something_else_than_its_header_says_tells_nothing() -> None:
    good = tuple(one.replace("|≥|", "|90|").replace("|=|", "|100|") for one in GOOD)
    text = "|质量指标|合格率|95|95%|%|95%|无偏差"
    mended = Mended(text, good)
    assert (mended.text, mended.repairs, mended.notices) == (text, [], [])


def test_totals_have_no_types() -> None:
    text = "总分||||无偏差|100|90|"
    mended = Mended(text)
    assert (mended.text, mended.notices) == (text, [])


def test_points_are_told_from_reasons() -> None:
    fields: tuple[IndicatorField, ...] = (
        "level1", "level2", "level3", "target", "actual", "deviation", "weight", "score",
    )  # fmt: skip
    good = tuple(f"产出指标|数量指标|场次{n}|≥{n}场|{n}场|无偏差|10|9.5" for n in range(1, 6))
    mended = Mended("|质量指标|合格率|≥90%|95%|10|无偏差|10", good, fields)
    assert mended.text == "|质量指标|合格率|≥90%|95%|无偏差|10|10"


def test_a_merged_cell_does_not_move() -> None:
    rows = [row(text) for text in (*GOOD, "质量指标|合格率|≥|90|%|95%|无偏差|")]
    rows[-1][0] = rows[-2][0] = cell("质量指标")
    mender = RowMender(rows, columns(FIELDS), is_total)
    mended = mender.mended()
    assert [one.text for one in mended[-1]][:3] == ["质量指标", "合格率", "≥"]
    assert not any(one.repairs for found in mended for one in found)


def test_a_row_that_ocr_is_unsure_of_is_not_moved() -> None:
    text = "2|质量指标|合格率|90|%|95%|无偏差|"
    rows = [row(one) for one in (*GOOD, text)]
    for one in rows[-1]:
        one.regions = [region._replace(confidence=0.4) for region in one.regions]
    mender = RowMender(rows, columns(FIELDS), is_total, sure=0.97)
    assert "|".join(one.text for one in mender.mended()[-1]) == text
    assert mender.notices == []


def test_a_moved_cell_keeps_its_place() -> None:
    mended = Mended("质量指标|合格率|≥|90|%|95%|无偏差|")
    assert all(len(one.regions) == 1 for one in mended.rows[-1])
    assert len(distinct(mended.rows[-1])) == len(FIELDS)


LEFT = {
    # A reason and a status exchanged: the reason would not surely be the completion.
    "a status beside a reason": "|质量指标|合格率|≥|90|%|无偏差|资金未到位",
    # The sign was lost too, or 优 is an unknown sign.
    "lost cells that leave an unknown word": "|质量指标|账目|优|优|优|无偏差|",
    # Two cells were lost, or the sign stands behind the target.
    "a sign before its target that is no number": "|质量指标|账目|效果良好|定性|未完成||",
    "what nothing can mend": "|质量指标|10|≥|90|%|95%|无偏差",
}


@pytest.mark.parametrize("name", LEFT)
def test_what_no_way_mends_surely_stays_and_is_told(name: str) -> None:
    mended = Mended(LEFT[name])
    assert (mended.text, mended.repairs) == (LEFT[name], [])
    assert [notice.fault for notice in mended.notices] == ["ambiguous"]


def test_a_target_that_there_be_no_difference_is_no_defect() -> None:
    text = "|质量指标|账实|定性|无差异||100%|"
    mended = Mended(text)
    assert (mended.text, mended.notices) == (text, [])


def test_a_row_is_not_left_without_points() -> None:
    fields: tuple[IndicatorField, ...] = (
        "level1", "level2", "level3", "target", "actual", "deviation", "weight", "score",
    )  # fmt: skip
    good = tuple(f"产出指标|数量指标|场次{n}|≥{n}场|{n}场|无偏差|10|9.5" for n in range(1, 6))
    text = "|质量指标|合格率|≥90%|95%|8|未完成|"
    mended = Mended(text, good, fields)
    assert (mended.text, [notice.fault for notice in mended.notices]) == (text, ["ambiguous"])
