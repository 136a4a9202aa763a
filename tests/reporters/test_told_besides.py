"""What is told beside findings: stale entries of the baseline, and why rules did not run."""

from __future__ import annotations

import io
import json
import re

import handmade
import openpyxl
import pytest

from zhperf.reporters import (
    FORMATS,
    ReportFormat,
    ReportLayout,
    Run,
    ending,
    render,
    step_summary,
    summary,
)
from zhperf.reporters.github import MOST
from zhperf.reporters.jobsummary import MOST_BYTES, MOST_STALE_BYTES

ENTRY = "旧表.pdf:t1:r3:target: ZP401 未填写指标值"
HEADING = "Entries of the baseline that fit nothing any more"
NAMING: tuple[ReportFormat, ...] = ("full", "concise", "grouped", "github", "html")
FINDING = re.compile(r"^.+?:p\d+:r\d+:[^:]*: [A-Z]+\d{3} .*$", re.MULTILINE)


def with_stale(*entries: str, notes: int = 0) -> Run:
    found = [handmade.note("ZP302", str(index), page=1) for index in range(notes)]
    return handmade.run_of(*found)._replace(stale=entries)


def text_of(run: Run, output: ReportFormat) -> str:
    return render(run, output, ReportLayout()).decode()


@pytest.mark.parametrize("output", NAMING)
def test_stale_entries_are_named_in_the_output(output: ReportFormat) -> None:
    text = text_of(with_stale(ENTRY), output)
    assert HEADING in text
    assert ENTRY in text
    assert HEADING not in ending(with_stale(ENTRY), output, ReportLayout())


@pytest.mark.parametrize("output", sorted(set(FORMATS) - set(NAMING)))
def test_stale_entries_are_named_beside_machine_formats(output: ReportFormat) -> None:
    run = with_stale(ENTRY)
    lines = ending(run, output, ReportLayout()).splitlines()
    assert lines == [f"{HEADING}:", f"  {ENTRY}", "", summary(run, ReportLayout())]


@pytest.mark.parametrize("output", FORMATS)
def test_without_stale_entries_only_the_summary_stands_beside(output: ReportFormat) -> None:
    run = with_stale()
    assert ending(run, output, ReportLayout()) == summary(run, ReportLayout())


def test_stale_entries_are_no_findings_of_the_concise_form() -> None:
    text = text_of(with_stale("a.pdf:p1:r2:target: ZP401 wrong"), "concise")
    assert "a.pdf：p1:r2:target: ZP401 wrong" in text
    assert FINDING.search(text) is None


def test_stale_entries_are_one_of_the_notices_of_a_step() -> None:
    for notes, notices in ((MOST - 1, MOST), (MOST, MOST), (30, MOST)):
        lines = text_of(with_stale(ENTRY, notes=notes), "github").splitlines()
        assert sum(line.startswith("::notice ") for line in lines) == notices
        assert lines[-1].startswith(f"::notice title=zhperf::{HEADING}")
    assert f"{30 - MOST + 2} more in the log" in text_of(with_stale(ENTRY, notes=30), "github")


def test_many_stale_entries_go_to_the_log() -> None:
    entries = [f"{index}.pdf: ZP401 wrong" for index in range(MOST + 3)]
    told, stop, *logged, resume = text_of(with_stale(*entries), "github").splitlines()
    assert told.endswith(f"%0A  {entries[MOST - 1]}%0A  3 more in the log")
    assert [line.strip() for line in logged] == entries[MOST:]
    assert resume == f"::{stop.removeprefix('::stop-commands::')}::"


def test_stale_entries_are_a_list_in_the_job_summary() -> None:
    text = step_summary(with_stale("a*b.pdf: ZP401 wrong", notes=1), ReportLayout())
    assert text.endswith(f"|\n\n{HEADING}:\n\n- a\\*b.pdf\\: ZP401 wrong\n")


def test_the_job_summary_has_room_for_few_stale_entries() -> None:
    entries = ["很长" * 100 + str(index) for index in range(500)]
    notes = [handmade.note("ZP401", "很长" * 200, page=1, row=row) for row in range(2000)]
    text = step_summary(handmade.run_of(*notes)._replace(stale=entries), ReportLayout())
    assert len(text.encode()) < MOST_BYTES + MOST_STALE_BYTES + 1000 < 1024 * 1024
    shown = sum(line.startswith("- ") for line in text.splitlines())
    assert 0 < shown < 500
    assert text.endswith(f"\n\n… {500 - shown} more in the log.\n")


def left_out() -> Run:
    """Rules that are left out for all sources, and for two of three."""
    ignored = {"ZP209": "试点单位", "ZP302": None}
    sources = [
        handmade.checked("甲.pdf")._replace(ignored=ignored),
        handmade.checked("乙.pdf")._replace(ignored=ignored),
        handmade.checked("丙.pdf"),
    ]
    reason = "本市未要求"
    everywhere = {"ZP210": reason, "ZP211": reason, "ZP801": None, "ZP802": "另有\n办法"}
    return Run(sources, handmade.RULES, everywhere)


@pytest.mark.parametrize("output", ["full", "grouped"])
def test_texts_end_with_the_reasons_of_rules_that_did_not_run(output: ReportFormat) -> None:
    lines = render(left_out(), output, ReportLayout("zh")).decode().splitlines()
    assert lines[-4:-1] == ["未检查：ZP210、ZP211（本市未要求）", "未检查：ZP802（另有 办法）", ""]
    assert "Not run: ZP210, ZP211 (本市未要求)" in text_of(left_out(), output).splitlines()


def test_web_pages_name_the_files_that_a_rule_was_left_out_for() -> None:
    text = text_of(left_out(), "html")
    assert "<tr><td>ZP209</td><td>试点单位</td><td>甲.pdf\n乙.pdf</td></tr>" in text
    assert "<tr><td>ZP302</td><td>no reason given</td><td>甲.pdf\n乙.pdf</td></tr>" in text
    assert "<tr><td>ZP210</td><td>本市未要求</td><td>all</td></tr>" in text


def test_web_pages_show_reasons_of_files_alone() -> None:
    run = left_out()._replace(ignored={})
    assert "<td>试点单位</td><td>甲.pdf\n乙.pdf</td>" in text_of(run, "html")


def test_workbooks_name_the_files_that_a_rule_was_left_out_for() -> None:
    written = render(left_out(), "xlsx", ReportLayout("zh"))
    rows = openpyxl.load_workbook(io.BytesIO(written)).worksheets[1].iter_rows(values_only=True)
    cells = {(row[0], *row[-2:]) for row in rows if row[-1]}
    assert cells >= {
        ("规则代码", "停用原因", "停用范围"),
        ("ZP209", "试点单位", "甲.pdf\n乙.pdf"),
        ("ZP302", "—", "甲.pdf\n乙.pdf"),
        ("ZP210", "本市未要求", "全部文件"),
    }


def test_sarif_has_what_is_left_out_for_a_file_at_the_file() -> None:
    (run,) = json.loads(text_of(left_out(), "sarif"))["runs"]
    first, second, third = run["artifacts"]
    told = {"rulesLeftOut": [{"id": "ZP209", "reason": "试点单位"}, {"id": "ZP302"}]}
    assert first["properties"] == second["properties"] == told
    assert "properties" not in third


def test_a_byte_order_mark_begins_csv_only_if_it_is_wanted() -> None:
    """Excel takes CSV without one for the system's old encoding."""
    run = handmade.everyday("zh")
    plain = render(run, "csv", ReportLayout("zh"))
    assert plain.startswith("文件,".encode())
    assert render(run, "csv", ReportLayout("zh", csv_bom=True)) == b"\xef\xbb\xbf" + plain


def test_cells_of_one_word_are_not_broken_in_web_pages() -> None:
    """Where any place may be broken at, a narrow column had one character on a line."""
    text = text_of(left_out()._replace(sources=handmade.everyday().sources), "html")
    assert ".rules td:nth-child(-n+3), .left-out td:first-child { white-space: nowrap; }" in text
    assert '<table class="rules">' in text
    assert '<table class="left-out">' in text
