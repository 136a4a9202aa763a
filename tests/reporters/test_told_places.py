"""Places that tell rows of funds and reports of one file apart, in every format."""

from __future__ import annotations

import json

import handmade
import pytest

from zhperf.checking import Noted
from zhperf.errors import Language
from zhperf.excerpts import Excerpt
from zhperf.reporters import FORMATS, ReportFormat, ReportLayout, render, step_summary
from zhperf.reporters.wording import field_label, place_words

FOR_EYES = [one for one in FORMATS if one not in ("json", "jsonl", "xlsx")]


def on_fund(name: str, row: int, excerpt: Excerpt = handmade.FUNDS) -> Noted:
    marked = excerpt._replace(marked_row=row)
    return handmade.note("ZP701", name, marked, page=12, table=1, field=f"funds.{row}.rate")


@pytest.mark.parametrize("output", FOR_EYES)
def test_rows_of_funds_are_told_apart_without_the_picture(output: ReportFormat) -> None:
    run = handmade.run_of(on_fund("one", 0), on_fund("two", 1))
    text = render(run, output, ReportLayout()).decode()
    assert "年度资金总额·执行率" in text
    assert "其中：财政拨款·执行率" in text


def test_rows_of_funds_are_told_apart_in_the_job_summary() -> None:
    text = step_summary(handmade.run_of(on_fund("one", 0), on_fund("two", 1)), ReportLayout())
    assert "page 12, table 1, 年度资金总额·执行率" in text
    assert "page 12, table 1, 其中：财政拨款·执行率" in text


def test_json_keeps_the_field_of_the_contract() -> None:
    (row,) = json.loads(render(handmade.run_of(on_fund("one", 0)), "json", ReportLayout()))
    assert row["location"]["field"] == "funds.0.rate"


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("年度资金总额：", "年度资金总额·执行率"),
        ("其他\n资金", "其他 资金·执行率"),
        ("", "资金1·执行率"),
        ("长" * 50, "长" * 23 + "…·执行率"),
    ],
)
def test_names_of_funds_as_they_are_shown(printed: str, label: str) -> None:
    (_, *amounts), second = handmade.FUNDS.rows
    excerpt = handmade.FUNDS._replace(rows=((printed, *amounts), second))
    assert field_label(on_fund("x", 0, excerpt)) == label


def test_a_fund_alone_needs_no_name() -> None:
    alone = Excerpt(("funds.rate",), ("",), (("89.50%",),), 0, 0)
    assert field_label(on_fund("x", 0, alone)) == "执行率"
    without = handmade.note("ZP701", page=1, field="funds.0.rate")
    assert field_label(without) == "执行率"


def test_funds_whose_names_are_not_printed_are_numbered() -> None:
    nameless = Excerpt(("funds.rate",), ("", ""), (("89.50%",), ("90%",)), 1, 0)
    assert field_label(on_fund("x", 1, nameless)) == "资金2·执行率"


def test_long_names_are_cut_in_places() -> None:
    note = handmade.note("ZP209", page=1, activity="很长的活动" * 20, field="extra." + "栏" * 90)
    place = place_words(note, "zh")
    assert place == f"第 1 页，活动“{('很长的活动' * 20)[:23]}…”，{'栏' * 39}…"


def several() -> tuple[Noted, ...]:
    """Of two reports in one file; both have a table 1."""
    return tuple(
        handmade.note("ZP401", message, path="all.json", page=1, table=1)._replace(origin=origin)
        for message, origin in (("first", "2023/甲.pdf"), ("second", "2023/乙.pdf"))
    )


@pytest.mark.parametrize("output", [*FOR_EYES, "xlsx"])
def test_reports_of_one_file_are_told_apart(output: ReportFormat) -> None:
    first, second = (
        render(handmade.run_of(note, path="all.json"), output, ReportLayout())
        for note in (several()[0], several()[0]._replace(origin="2023/乙.pdf"))
    )
    assert first != second


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "report 2023/甲.pdf, page 1, table 1"), ("zh", "报告“2023/甲.pdf”，第 1 页，表 1")],
)
def test_the_report_comes_first_in_words(language: Language, words: str) -> None:
    assert place_words(several()[0], language) == words


def test_lines_and_annotations_name_the_report() -> None:
    run = handmade.run_of(*several(), path="all.json")
    assert "all.json:p1:r0:: ZP401 first (2023/甲.pdf)\n" in lines_of(run, "concise")
    assert "::2023/乙.pdf p1: ZP401 second" in lines_of(run, "github")


def lines_of(run: handmade.Run, output: ReportFormat) -> str:
    return render(run, output, ReportLayout()).decode()


def test_sarif_has_the_report_as_a_property() -> None:
    log = json.loads(lines_of(handmade.run_of(*several(), path="all.json"), "sarif"))
    places = [one["locations"][0] for one in log["runs"][0]["results"]]
    assert [one["properties"]["report"] for one in places] == ["2023/甲.pdf", "2023/乙.pdf"]
    names = [one["logicalLocations"][0]["fullyQualifiedName"] for one in places]
    assert names == ["2023/甲.pdf/page 1/table 1", "2023/乙.pdf/page 1/table 1"]


def test_web_pages_do_not_merge_tables_of_two_reports() -> None:
    text = lines_of(handmade.run_of(*several(), path="all.json"), "html")
    assert "<h3>report 2023/甲.pdf, Table 1</h3>" in text
    assert "<h3>report 2023/乙.pdf, Table 1</h3>" in text
