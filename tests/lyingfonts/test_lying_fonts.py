"""Fonts that lie: each is read in another way, mended, or refused with the exact message."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lyingfonts.lying import (
    Lie,
    hangul,
    mojibake,
    nothing,
    print_lying,
    print_scan,
    print_with_cover,
    private_use,
    replacing,
    truth,
)
from zhperf.config import Settings
from zhperf.engines.ocr import reading
from zhperf.engines.ocr.recognition import Recognizer
from zhperf.errors import ExitCode, NoTextLayerError, StrangeTextError, UnmappedTextError
from zhperf.pipeline import read_report
from zhperf.report import EngineUse, Indicator, Report

UNUSABLE = {
    "nothing": (nothing, "fonts without a usable ToUnicode map"),
    "private": (private_use, "fonts without a usable ToUnicode map"),
    "mojibake": (mojibake, "fonts that map to characters of no report"),
    "hangul": (hangul, "fonts that map to characters of no report"),
}


def read(pdf: bytes, **settings: Any) -> Report:  # noqa: ANN401 (fields of Settings)
    return read_report(pdf, Settings(**settings), name="report.pdf")


def words(report: Report) -> Any:  # noqa: ANN401 (JSON)
    """What a report says, without where it stands and how it was read."""

    def bare(value: Any) -> Any:  # noqa: ANN401
        if isinstance(value, dict):
            return {k: bare(v) for k, v in value.items() if k not in ("regions", "repairs")}
        return list(map(bare, value)) if isinstance(value, list) else value

    return bare(json.loads(report.model_dump_json(include={"tables"})))


def indicators(report: Report) -> list[Indicator]:
    return [row for t in report.tables for a in t.activities for row in a.indicators]


@pytest.fixture(scope="module")
def right() -> Report:
    """The page in fonts that say the truth."""
    return read(print_lying(truth))


def test_fonts_that_say_the_truth_are_read_by_the_default_engine(right: Report) -> None:
    assert right.source.engines == [EngineUse(engine="pdfium", pages="1")]
    assert right.findings == []
    assert len(indicators(right)) == 10


# --- unusable text layers -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lie", "reason"),
    [
        pytest.param(*case, id=name, marks=[] if name == "nothing" else [pytest.mark.slow])
        for name, case in UNUSABLE.items()
    ],
)
def test_an_unusable_text_layer_is_read_from_the_picture(
    lie: Lie, reason: str, right: Report
) -> None:
    report = read(print_lying(lie))
    assert words(report) == words(right)
    assert report.source.engines == [EngineUse(engine="ocr", pages="1", reason=reason)]
    changed = [finding for finding in report.findings if finding.code == "ZP126"]
    assert [finding.message for finding in changed] == [f"page 1 was read by OCR: {reason}"]
    assert (changed[0].severity, changed[0].location.page) == ("note", 1)
    places = [place for row in indicators(report) for place in row.regions["level3"]]
    assert all(0 < place.model_dump()["confidence"] <= 1 for place in places)


def test_a_map_in_the_font_file_is_read_by_the_other_library(right: Report) -> None:
    report = read(print_lying(nothing, own_map=True))
    assert words(report) == words(right)
    (use,) = report.source.engines
    assert (use.engine, use.reason) == ("pdfplumber", "fonts without a usable ToUnicode map")
    (finding,) = report.findings
    assert finding.message == f"page 1 was read by pdfplumber: {use.reason}"


def test_reasons_are_in_the_language_of_the_reading() -> None:
    report = read(print_lying(nothing, own_map=True), language="zh")
    assert report.source.engines[0].reason == "字体缺少可用的 ToUnicode 映射"
    assert report.findings[0].message == (
        "第 1 页由 pdfplumber 读取：字体缺少可用的 ToUnicode 映射"
    )


@pytest.mark.usefixtures("without_ocr")
@pytest.mark.parametrize("lie", [nothing, private_use])
def test_without_ocr_unmapped_text_is_refused(lie: Lie) -> None:
    with pytest.raises(UnmappedTextError) as caught:
        read(print_lying(lie))
    what, where, advice = caught.value.parts("en")
    assert type(caught.value) is UnmappedTextError
    assert caught.value.exit_code == ExitCode.INPUT
    assert what == (
        "report.pdf: the text layer is unusable: 724 of 724 characters have no Unicode value"
    )
    assert where == "p1, fonts without a usable ToUnicode map: DejaVuSans, DroidSansFallback"
    assert advice.startswith("read the pages' pictures: pip install 'zhperf[ocr]'")


@pytest.mark.usefixtures("without_ocr")
def test_without_ocr_strange_text_is_refused() -> None:
    with pytest.raises(StrangeTextError) as caught:
        read(print_lying(hangul))
    what, where, advice = caught.value.parts("en")
    assert caught.value.exit_code == ExitCode.INPUT
    assert what == (
        "report.pdf: the text layer is unusable: 621 of 724 characters are none that a Chinese "
        "report prints: 가각갂갃간갅갆갇갈갉갊갋"
    )
    assert where == "p1, fonts whose ToUnicode map is wrong: DroidSansFallback"
    assert "pip install 'zhperf[ocr]'" in advice


@pytest.mark.usefixtures("without_ocr")
def test_the_message_in_chinese() -> None:
    with pytest.raises(StrangeTextError) as caught:
        read(print_lying(mojibake))
    assert caught.value.message("zh") == (
        "report.pdf：文字层不可用：1374 个字符中有 1057 个不是中文报告会用到的字符：µÚÎå¿Ö¸½¼þÃÅ"
    )


def test_an_engine_that_was_asked_for_is_kept() -> None:
    with pytest.raises(UnmappedTextError):
        read(print_lying(nothing), engine="pdfium")


# --- scans ------------------------------------------------------------------------------------


@pytest.mark.parametrize("layer", [pytest.param(False, marks=pytest.mark.slow), True])
def test_a_scan_is_read_from_its_picture(layer: bool, right: Report) -> None:
    report = read(print_scan(layer=layer))
    assert words(report) == words(right)
    assert report.source.engines == [
        EngineUse(engine="ocr", pages="1", reason="images without text")
    ]
    assert "ZP126" in {finding.code for finding in report.findings}


def test_text_printed_over_a_scan_does_not_hide_it(right: Report) -> None:
    report = read(print_scan(stamped=True))
    (use,) = report.source.engines
    assert (use.engine, use.reason) == ("ocr", "images of text beside printed text")
    assert [row.level3 for row in indicators(report)] == [row.level3 for row in indicators(right)]


@pytest.mark.usefixtures("without_ocr")
def test_without_ocr_a_scan_is_refused() -> None:
    with pytest.raises(NoTextLayerError) as caught:
        read(print_scan(layer=False))
    what, where, advice = caught.value.parts("en")
    assert what == "report.pdf: page 1 has an image but no text"
    assert where == "1 of 1 pages, image area 100 %"
    assert advice == (
        "read its pictures: pip install 'zhperf[ocr]', which --engine auto then uses,\n"
        "or add a text layer first: ocrmypdf -l chi_sim report.pdf text.pdf"
    )


@pytest.mark.usefixtures("without_ocr")
def test_without_ocr_the_text_layer_of_other_software_is_taken(right: Report) -> None:
    report = read(print_scan(layer=True))
    assert words(report) == words(right)
    (use,) = report.source.engines
    assert (use.engine, use.reason) == (
        "pdfium",
        "images with an invisible text layer, which other software recognised",
    )
    assert {"ZP112", "ZP126"} == {finding.code for finding in report.findings}


def test_a_cover_in_a_font_without_a_map_loads_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """It stands before a page with a table, and is no part of it."""
    monkeypatch.setattr(Recognizer, "__init__", _fail)
    report = read(print_with_cover("部门决算"))
    assert report.source.engines == [EngineUse(engine="pdfium", pages="1-2")]
    assert report.findings == []


def _fail(*_: object) -> None:
    raise AssertionError("the model was loaded")


# --- single glyphs ----------------------------------------------------------------------------


def test_look_alikes_are_folded(right: Report) -> None:
    report = read(print_lying(replacing(文="⽂", 金="\uf90a", 年="\uf98e")))
    assert words(report) == words(right)
    kinds = {repair.kind for row in indicators(report) for repair in row.repairs}
    assert kinds == {"radical-folded", "compatibility-folded"}


def test_glyphs_without_a_value_are_read_in_their_line(right: Report) -> None:
    report = read(print_lying(replacing(标=None, 明=None, 传=None)))
    assert words(report) == words(right)
    row = indicators(report)[0]
    repair = row.repairs[-1]
    assert (repair.kind, repair.field) == ("glyph-recognised", "level3")
    assert repair.detail == "U+FFFD → 明"
    (place,) = row.regions["level3"]
    assert 0.9 <= place.model_dump()["confidence"] <= 1
    (score,) = row.regions["target"]
    assert "confidence" not in score.model_dump()
    notes = [finding for finding in report.findings if finding.code == "ZP129"]
    assert {finding.severity for finding in notes} == {"note"}
    assert any(finding.value == row.level3 for finding in notes)


@pytest.mark.usefixtures("without_ocr")
def test_without_ocr_such_glyphs_stay_unknown() -> None:
    report = read(print_lying(replacing(明=None)))
    row = indicators(report)[0]
    assert row.level3 == "创建文�城市活动"
    assert row.repairs == []
    codes = {finding.code for finding in report.findings}
    assert codes == {"ZP106"}


def test_glyphs_that_ocr_is_not_sure_of_stay_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    exact = Recognizer.read

    def doubting(self: Recognizer, pictures: Any) -> Any:  # noqa: ANN401
        return [
            [glyph._replace(confidence=0.8) for glyph in glyphs] for glyphs in exact(self, pictures)
        ]

    monkeypatch.setattr(Recognizer, "read", doubting)
    report = read(print_lying(replacing(明=None)))
    assert indicators(report)[0].level3 == "创建文�城市活动"
    assert "ZP106" in {finding.code for finding in report.findings}


# --- cost ---------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_models_are_loaded_once_for_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """OCR of a page, mending of another and a second reading share them."""
    made: list[Recognizer] = []
    create = Recognizer.__init__

    def counting(self: Recognizer, *given: Any) -> None:  # noqa: ANN401
        made.append(self)
        create(self, *given)

    monkeypatch.setattr(reading, "Recognizer", Recognizer)  # other tests share one
    monkeypatch.setattr(Recognizer, "__init__", counting)
    read(print_lying(replacing(明=None)), verify=True)
    assert len(made) == 1
