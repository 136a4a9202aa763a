"""What a reading reports besides its tables, and why there is none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from unit.drawing import chars, joined, laid_out, page, stitched, text_at
from unit.forms import first
from unit.merging import merged
from zhperf.errors import (
    NoTableError,
    NoTextLayerError,
    OtherFormsError,
    UnmappedTextError,
)
from zhperf.formparts import cut_forms
from zhperf.formreading import read_form
from zhperf.geometry import BBox
from zhperf.grids import Doubt, LogicalTable, Region
from zhperf.matching import match_form
from zhperf.noticing import Notices
from zhperf.pages import UNMAPPED, Page, Visibility
from zhperf.readpages import page_ranges
from zhperf.report import Finding
from zhperf.templates import builtin_lexicon, builtin_templates
from zhperf.textlayer import MAX_SCAN_CHARS, MAX_UNMAPPED_SHARE, MIN_IMAGE_AREA

SURE = 0.97
"""Least confidence of what OCR has read that is not told as uncertain."""
FORM = first("|创建活动|产出指标|执行率  |95%   |", "-")
COUNT = len(page(FORM).chars)


def see(notices: Notices, table: LogicalTable, first: int = 1) -> None:
    """Let a table with forms be noticed, as the pipeline does."""
    notices.see_table(table)
    for index, form in enumerate(cut_forms(table, builtin_lexicon()), start=first):
        match = match_form(form, builtin_templates())
        if match is not None and match.template.kind == "indicators":
            notices.see_form(form, match, read_form(form, match, index))
        elif match is not None:
            notices.see_other_form(form, match.template)


def noticed(*pages: Page, table: Page | None = None) -> Notices:
    """What was noticed on these pages, the table standing on one of them."""
    notices = Notices("report.pdf", "en", builtin_templates(), SURE)
    for one in pages:
        notices.see_page(one, laid_out(one))
    if table is not None:
        see(notices, joined(table))
    return notices


def findings(shown: Page) -> list[Finding]:
    """Findings about a page with a table."""
    return noticed(shown, table=shown).finish()


def with_visibility(*hidden: tuple[int, Visibility]) -> Page:
    """The form, with some more characters that are not seen."""
    shown = page(FORM, glyphs=text_at("甲乙丙丁", 100, 500))
    visibility = shown.chars.visibility.copy()
    for place, reason in hidden:
        visibility[COUNT + place] = reason
    return replace(shown, chars=replace(shown.chars, visibility=visibility))


def unmapped(count: int, shown: Page | None = None) -> Page:
    """The form, the last `count` characters of which have no Unicode value."""
    shown = shown or page(FORM)
    codes = shown.chars.codes.copy()
    codes[len(codes) - count :] = UNMAPPED
    return replace(shown, chars=replace(shown.chars, codes=codes))


# --- findings ---------------------------------------------------------------------------


def test_nothing_to_report() -> None:
    assert findings(page(FORM)) == []


def test_hidden_text_one_finding_for_each_reason() -> None:
    covered, clipped = findings(
        with_visibility((0, Visibility.COVERED), (1, Visibility.CLIPPED), (3, Visibility.COVERED))
    )[::-1]
    assert (covered.code, covered.value) == ("ZP105", "甲丁")
    assert covered.message == "page 1: 2 characters are not visible (covered), left out: 甲丁"
    assert covered.location.bbox == (100, 500, 140, 510)
    assert clipped.value == "乙"


def test_the_second_printing_of_bold_is_no_hidden_text() -> None:
    assert findings(with_visibility((0, Visibility.DUPLICATE))) == []


def test_hidden_white_space_is_nothing() -> None:
    shown = page(FORM)
    spaces = chars(text_at("   ", 100, 500), visibility=Visibility.COVERED)
    letters = replace(
        shown.chars,
        codes=np.append(shown.chars.codes, spaces.codes),
        boxes=np.concatenate([shown.chars.boxes, spaces.boxes]),
        sizes=np.append(shown.chars.sizes, spaces.sizes),
        angles=np.append(shown.chars.angles, spaces.angles),
        font_indexes=np.append(shown.chars.font_indexes, spaces.font_indexes),
        visibility=np.append(shown.chars.visibility, spaces.visibility),
        runs=np.append(shown.chars.runs, spaces.runs + len(shown.chars)),
    )
    assert findings(replace(shown, chars=letters)) == []


def test_pages_without_a_part_of_the_table_are_not_reported() -> None:
    other = replace(with_visibility((0, Visibility.COVERED)), number=2)
    assert noticed(page(FORM), other, table=page(FORM)).finish() == []


def test_what_the_engine_left_out_is_reported() -> None:
    (finding,) = findings(replace(page(FORM), notices=("200000 paths were not read",)))
    assert (finding.code, finding.message) == ("ZP109", "page 1: 200000 paths were not read")


def test_a_doubtful_break_is_reported() -> None:
    notices = Notices("report.pdf", "zh", builtin_templates(), SURE)
    table = joined(page(FORM))
    place = Region(1, table.rows[1][2].regions[0].bbox)
    table.doubts.append(Doubt(place, "创建|城市"))
    see(notices, table)
    (finding,) = notices.finish()
    assert finding.code == "ZP108"
    assert finding.message == "第 1 页开头的行在分页处有两种读法：创建|城市"


def test_a_glyph_without_unicode_value_is_reported_with_its_cell() -> None:
    (finding,) = findings(unmapped(1))
    assert (finding.code, finding.value) == ("ZP106", "95\ufffd")
    assert finding.location.table == 1
    assert finding.location.bbox is not None


# --- findings about forms -----------------------------------------------------------------


def about(*rows: str, above: tuple[str, ...] = ()) -> list[Finding]:
    """Findings about a page with a table of these rows."""
    return findings(page(merged(*rows, above=above)))


def test_an_unknown_form_names_the_nearest_family_and_its_words() -> None:
    (finding,) = about("一级指标|二级指标|三级指标|颜色|形状", "产出指标|数量指标|次数|红|圆")
    assert (finding.code, finding.location.table) == ("ZP104", 1)
    for word in ("一级指标 | 二级指标 | 三级指标 | 颜色 | 形状", "3 of 5", "unknown: 颜色, 形状"):
        assert word in finding.message
    assert finding.help is not None
    assert any(template.id in finding.help for template in builtin_templates())


def test_a_column_that_no_family_knows_is_told() -> None:
    (finding,) = about("一级指标|三级指标|指标值|完成值|颜色", "产出指标|次数|1|2|红")
    assert (finding.code, finding.value, finding.severity) == ("ZP115", "颜色", "note")
    assert finding.location.table == 1


def test_rows_that_were_left_out_are_told_with_their_texts() -> None:
    (finding,) = about(
        "一级指标|三级指标|指标值|完成值",
        "产出指标|次数|1|2",
        "效益指标|指标2：|/|",
        "满意度指标|||",
    )
    assert (finding.code, finding.severity) == ("ZP111", "note")
    assert finding.value == "效益指标 指标2： /; 满意度指标"
    assert "2 rows" in finding.message


def test_labels_that_were_separated_are_told() -> None:
    (finding,) = about(
        "一级指标|二级指标|三级指标|指标值|完成值",
        "效益指标|社会效益指标\n\n可持续影响指标|人数|1|2",
        "^|^|年限\n|3|4",
    )
    assert finding.code == "ZP114"
    assert "社会效益指标 | 可持续影响指标" in finding.message


SCORECARD = ("一级指标|二级指标|三级指标|分值|评分标准|得分", "过程|管理|制度|5|健全得满分|5")


def test_a_scorecard_is_named_and_not_read() -> None:
    shown = page(merged(*SCORECARD))
    notices = noticed(shown, table=shown)
    assert isinstance(notices.no_table_error(), OtherFormsError)
    assert "p1: scorecard" in str(notices.no_table_error().values["forms"])
    (finding,) = notices.finish()
    assert (finding.code, finding.location.page) == ("ZP110", 1)
    assert finding.location.table is None


def test_a_list_of_indicators_in_lines_is_named() -> None:
    shown = page("一、已完成指标\n\n培训人数100人。")
    (finding,) = noticed(shown).finish()
    assert finding.code == "ZP110"
    assert "narrative-list" in finding.message


def test_prose_that_names_such_a_list_is_none() -> None:
    long_line = "本部门对照年初设定的绩效目标对已完成指标和未完成指标逐项开展了自评工作并形成报告"
    assert noticed(page(long_line)).finish() == []


def test_findings_of_two_forms_are_their_own() -> None:
    grid = ("一级指标|三级指标|指标值|完成值", "产出指标|次数|1|2", "效益指标|指标2：||")
    shown = page("\n".join((merged(*grid), "", "项目支出绩效自评表", merged(*grid))))
    notices = Notices("report.pdf", "en", builtin_templates(), SURE)
    notices.see_page(shown, laid_out(shown))
    for index, table in enumerate(stitched(shown), start=1):
        see(notices, table, index)
    assert [finding.location.table for finding in notices.finish()] == [1, 2]


# --- why there is no table --------------------------------------------------------------


def test_no_table() -> None:
    shown = page("+----+----+\n|甲  |乙  |\n+----+----+")
    error = noticed(shown, page("说明", number=2)).no_table_error()
    assert type(error) is NoTableError
    assert error.parts("en") == (
        "report.pdf: no indicator table was found",
        "2 pages read, 1 ruled tables, none with a header that fits a template",
        "see what was read: zhperf tables report.pdf",
    )


def scan(number: int, letters: int, area: float) -> Page:
    text = text_at("1" * letters, 100, 500) if letters else []
    return replace(page(number=number, glyphs=text), image_area=area)


@pytest.mark.parametrize(
    ("letters", "area", "is_scan"),
    [
        (0, 1.0, True),
        (MAX_SCAN_CHARS, MIN_IMAGE_AREA, True),
        (MAX_SCAN_CHARS + 1, MIN_IMAGE_AREA, False),
        (MAX_SCAN_CHARS, MIN_IMAGE_AREA - 0.01, False),
    ],
)
def test_what_a_scan_is(letters: int, area: float, is_scan: bool) -> None:
    error = noticed(scan(1, letters, area)).no_table_error()
    assert isinstance(error, NoTextLayerError) is is_scan


def test_scans_are_named() -> None:
    pages = [scan(number, 0, 0.875) for number in (2, 3, 5)]
    what, where, _ = noticed(page("封面"), *pages).no_table_error().parts("en")
    assert what == "report.pdf: pages 2-3, 5 have images but no text"
    assert where == "3 of 4 pages, image area 88 %"


def test_a_page_with_too_many_unmapped_characters_is_unusable() -> None:
    few = int(MAX_UNMAPPED_SHARE * COUNT)
    assert {finding.code for finding in findings(unmapped(few))} == {"ZP106"}
    with pytest.raises(UnmappedTextError) as caught:
        findings(unmapped(few + 1))
    assert caught.value.values == {
        "count": few + 1, "total": COUNT, "page": 1, "fonts": "Song",
    }  # fmt: skip


def test_unmapped_text_is_the_reason_for_no_table() -> None:
    shown = unmapped(3, page("前言说明"))
    assert isinstance(noticed(shown).no_table_error(), UnmappedTextError)


def test_unmapped_text_elsewhere_does_not_hinder_the_table() -> None:
    other = replace(unmapped(3, page("前言说明")), number=2)
    assert noticed(page(FORM), other, table=page(FORM)).finish() == []


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([7], "7"),
        ([1, 2, 3], "1-3"),
        ([1, 2, 3, 7], "1-3, 7"),
        ([1, 3, 5], "1, 3, 5"),
        ([4, 5], "4-5"),
    ],
)
def test_page_ranges(numbers: list[int], text: str) -> None:
    assert page_ranges(numbers) == text


def test_a_cell_that_a_seal_covers_is_told_with_its_place() -> None:
    box = BBox(100.0, 200.0, 150.0, 212.0)
    (found,) = findings(replace(page(FORM), blanks=(box,)))
    assert (found.code, found.location.page, found.location.bbox) == ("ZP130", 1, box)


@pytest.mark.parametrize(("agreement", "share"), [(1.0, "100 %"), (0.999, "99 %"), (0.5, "50 %")])
def test_how_far_a_hidden_layer_agrees_is_told(agreement: float, share: str) -> None:
    (found,) = findings(replace(page(FORM), agreement=agreement))
    assert found.code == "ZP128"
    assert share in found.message
