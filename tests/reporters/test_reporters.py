"""What all reporters share: places, names of fields, counts, and what they need."""

from __future__ import annotations

import csv
import html
import importlib.util
import io
import json
import re
from importlib.machinery import ModuleSpec
from typing import Any
from xml.etree import ElementTree

import handmade
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import founding_table
import zhperf
from zhperf.checking import CheckPlan, check
from zhperf.errors import Language, MissingExtraError
from zhperf.excerpts import excerpt
from zhperf.forms import Form
from zhperf.profiles import builtin_profiles
from zhperf.report import Finding, Location
from zhperf.reporters import Checked, ReportFormat, ReportLayout, Run, render, step_summary, summary
from zhperf.reporters.fieldnames import field_name
from zhperf.reporters.wording import place_words
from zhperf.rulebook import Hit

FIELDS = {
    "target": "指标值", "score": "得分", "level3": "三级指标", "funds.0.rate": "执行率",
    "funds.2.extra.备注:栏": "备注:栏", "fields.项目 性质": "项目 性质", "name": "活动",
    "task": "任务",
    "title": "标题", "fiscal_year": "年度", "department": "主管部门", "notes.0": "备注",
    "overall_objective.expected": "年度总体目标", "overall_objective.achieved": "总体目标完成情况",
    "total.score": "总得分", "total.weight": "总分值", "funds": "资金", "funds.1": "资金",
    "funds.budget": "全年预算数", "funds.0.initial": "年初预算数", "funds.0.executed": "全年执行数",
    "extra.责任人": "责任人", "unheard_of": "unheard_of", "actual": "实际完成值",
}  # fmt: skip
PLACES = st.builds(
    Location,
    path=st.just("a.pdf"),
    page=st.integers(1, 999),
    table=st.integers(1, 9),
    row=st.none() | st.integers(1, 999),
    field=st.none() | st.sampled_from(sorted(FIELDS)),
)


@pytest.mark.parametrize("field", FIELDS)
def test_fields_have_the_names_that_forms_print(field: str) -> None:
    assert field_name(field) == FIELDS[field]


def test_no_field_has_no_name() -> None:
    assert field_name(None) == ""


def text_of(run: Run, output: ReportFormat) -> str:
    return render(run, output, ReportLayout()).decode()


def first(pattern: str, text: str) -> str:
    found = re.search(pattern, text, re.MULTILINE)
    assert found, text
    return found[1]


@given(at=PLACES)
def test_a_finding_is_at_the_same_place_in_all_formats(at: Location) -> None:
    note = handmade.note("ZP401", page=1)
    run = handmade.run_of(note._replace(finding=note.finding.model_copy(update={"location": at})))
    name = field_name(at.field)
    rows = ([f"row {at.row}"], [f"r{at.row}"]) if at.row else ([], [])
    words = ", ".join([f"page {at.page}", f"table {at.table}", *rows[0], *filter(None, [name])])
    short = " ".join([f"p{at.page}", *rows[1], *filter(None, [name])])
    assert first(r"--> a\.pdf, (.*)$", text_of(run, "full")) == words
    assert first(r"^  (.*?)  ZP401", text_of(run, "grouped")) == words
    colons = name.replace(":", "：")
    assert first(r"^a\.pdf:(.*): ZP401", text_of(run, "concise")) == (
        f"p{at.page}:r{at.row or 0}:{colons}"
    )
    assert first(r"^::error [^:]*::(.*): ZP401", text_of(run, "github")) == short
    assert html.unescape(first(r'<p class="place">(.*)</p>', text_of(run, "html"))) == words
    assert Finding.model_validate_json(text_of(run, "jsonl")).location == at
    assert json.loads(text_of(run, "json"))[0]["location"] == at.model_dump(mode="json")
    (result,) = json.loads(text_of(run, "sarif"))["runs"][0]["results"]
    (logical,) = result["locations"][0]["logicalLocations"]
    assert logical["fullyQualifiedName"] == words.replace(", ", "/")
    (failure,) = ElementTree.fromstring(text_of(run, "junit")).iter("failure")
    assert (failure.text or "").splitlines()[1] == f"a.pdf, {words}"
    expected = {
        "path": "a.pdf", "page": at.page, "table": at.table, "row": at.row, "field": at.field,
        "label": name or None,
    }  # fmt: skip
    (row,) = csv.DictReader(io.StringIO(text_of(run, "csv")))
    assert {key: row[key] for key in expected} == {k: str(v or "") for k, v in expected.items()}
    assert workbook_row(run, list(expected)) == expected


def workbook_row(run: Run, names: list[str]) -> dict[str, Any]:
    written = render(run, "xlsx", ReportLayout())
    sheet = openpyxl.load_workbook(io.BytesIO(written)).worksheets[0]
    header, row = sheet.iter_rows(values_only=True)
    cells = dict(zip(header, row, strict=True))
    return {name: cells[name] for name in names}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "page 12, table 1, row 5, 执行率"),
        ("zh", "第 12 页，表 1，第 5 行，执行率"),
    ],
)
def test_places_in_words(language: Language, words: str) -> None:
    at = {"page": 12, "table": 1, "row": 5, "field": "funds.0.rate", "activity": "某活动"}
    assert place_words(handmade.note("ZP701", **at), language) == words


def test_the_whole_file_has_no_place() -> None:
    assert place_words(handmade.note("ZP103"), "en") == ""


def counted(errors: int, warnings: int, notes: int, files: int, language: Language) -> str:
    kinds = [("ZP401", errors), ("ZP209", warnings), ("ZP302", notes)]
    found = [handmade.note(code) for code, number in kinds for _ in range(number)]
    sources = [handmade.checked(f"{index}.pdf") for index in range(files - 1)]
    run = Run([handmade.checked("a.pdf", *found), *sources], handmade.RULES, {})
    return summary(run, ReportLayout(language))


@pytest.mark.parametrize(
    ("numbers", "english", "chinese"),
    [
        (
            (2, 0, 0, 1),
            "Found 2 errors in 1 file (6 rules, 18 indicators). Explain a rule: zhperf rule ZP401",
            "发现 2 处错误，共检查 1 个文件（6 条规则，18 个指标）。规则说明：zhperf rule ZP401",
        ),
        (
            (1, 1, 0, 2),
            "Found 1 error and 1 warning in 2 files (6 rules, 36 indicators). "
            "Explain a rule: zhperf rule ZP401",
            "发现 1 处错误、1 处警告，共检查 2 个文件（6 条规则，36 个指标）。"
            "规则说明：zhperf rule ZP401",
        ),
        (
            (0, 2, 3, 1),
            "Found 2 warnings and 3 notes in 1 file (6 rules, 18 indicators). "
            "Explain a rule: zhperf rule ZP209",
            "发现 2 处警告、3 处提示，共检查 1 个文件（6 条规则，18 个指标）。"
            "规则说明：zhperf rule ZP209",
        ),
        (
            (0, 0, 0, 3),
            "No findings in 3 files (6 rules, 54 indicators).",
            "检查 3 个文件，未发现问题（6 条规则，54 个指标）。",
        ),
    ],
)
def test_the_summary_counts(numbers: tuple[int, int, int, int], english: str, chinese: str) -> None:
    assert counted(*numbers, "en") == english
    assert counted(*numbers, "zh") == chinese


def test_the_summary_explains_the_most_frequent_of_the_worst() -> None:
    codes = ["ZP209"] * 5 + ["ZP401", "ZP803", "ZP701", "ZP701"]
    run = handmade.run_of(*(handmade.note(code) for code in codes))
    assert summary(run, ReportLayout()).endswith("zhperf rule ZP701")


@pytest.mark.parametrize("output", ["full", "concise", "grouped"])
def test_texts_end_with_the_summary(output: ReportFormat) -> None:
    run = handmade.everyday()
    assert text_of(run, output).splitlines()[-1] == summary(run, ReportLayout())


@pytest.mark.parametrize(("output", "nothing"), [("json", "[]\n"), ("jsonl", ""), ("github", "")])
def test_nothing_found_for_machines(output: ReportFormat, nothing: str) -> None:
    assert text_of(handmade.run_of(), output) == nothing


def test_nothing_found_for_eyes() -> None:
    for output in ("full", "concise", "grouped"):
        run = handmade.run_of()
        assert text_of(run, output) == summary(run, ReportLayout()) + "\n"
    assert "|" not in step_summary(handmade.run_of(), ReportLayout())


def test_what_the_baseline_knows_is_only_counted() -> None:
    known = handmade.note("ZP803", "known to all", page=1)
    run = Run([handmade.checked("a.pdf", known=(known,))], handmade.RULES, {})
    for output in ("full", "concise", "grouped", "json", "jsonl", "github", "junit", "csv", "html"):
        assert "known to all" not in text_of(run, output)
    assert "1 finding known to the baseline" in summary(run, ReportLayout())


def test_a_workbook_needs_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.util.find_spec

    def without(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name == "openpyxl" else real(name, package)

    monkeypatch.setattr("zhperf.reporters.find_spec", without)
    with pytest.raises(MissingExtraError) as caught:
        render(handmade.everyday(), "xlsx", ReportLayout())
    assert "zhperf[excel]" in caught.value.parts("en")[2]


@pytest.fixture(scope="module")
def founding() -> Run:
    """The founding table, checked with ZP401."""
    report = zhperf.extract(founding_table.SAMPLES / "founding-table.pdf")
    notes = check(report, CheckPlan(frozenset({"ZP401"})), path="founding-table.pdf")
    return Run([Checked("founding-table.pdf", tuple(notes), 1, 76, "0")], handmade.RULES, {})


def test_the_founding_table_from_print_to_carets(founding: Run) -> None:
    lines = render(founding, "full", ReportLayout(width=88)).decode().splitlines()
    assert lines[1] == "  --> founding-table.pdf, page 2, table 1, row 17, 指标值"
    assert lines[5].startswith("   | r17  数量指标  学习资料发放数量")
    assert lines[6].strip(" |") == "^" * 6
    assert lines[3].index("指标值") < len(lines[6])


def test_excerpts_of_funds_have_the_column_that_is_meant() -> None:
    """A blank cell has a column, too, and so has one that zhperf has no field for."""
    report = zhperf.extract(founding_table.SAMPLES / "project-office.pdf")
    form = Form(report, report.tables[0], builtin_profiles()["default"])
    form.table.funds[0].extra["备注"] = "含结转"
    form.table.funds[0].rate = form.table.funds[1].rate = None
    for field in ("rate", "extra.备注"):
        found = excerpt(form, Hit(field=f"funds.0.{field}"))
        assert found is not None
        assert found.marked_column is not None
        assert found.fields[found.marked_column] == f"funds.{field}"
        assert found.marked_row == 0
    assert found.rows[0][-1] == "含结转"
    whole = excerpt(form, Hit(field="funds.1"))
    assert whole is not None
    assert (whole.marked_row, whole.marked_column) == (1, None)
