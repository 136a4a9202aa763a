"""Texts of documents stay texts in every format."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import handmade
import openpyxl
import pytest

from zhperf.checking import Noted
from zhperf.excerpts import Excerpt
from zhperf.reporters import FORMATS, ReportFormat, ReportLayout, Run, render, step_summary

HOSTILE = [
    "a\nb", "a\r\nb", "a\x1b[31mb", "a\x00\x07\x7f\x9bb", "a\u2028b\u2029c\x85d",
    "|a|b|", "a::b ::error::c", "::add-mask::x", "##[add-mask]x", "100%25 %0A", "a,b:c,d",
    "<script>alert(1)</script>", "</style><img src=x onerror=y>", '"\'&amp;', "]]>", "<!--",
    "=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "\t=1", "\ufffd", "\ufffe\uffff",
    "\u202eabc\u202c \u2066x\u2069", "a\udce9b", "a\ud800b", "`a` *b* _c_ [d](e) ~~f~~ \\|",
    "{0} {name} {", "_x0041_", "𝔸😀👩‍👩‍👧", " \u3000 ", "教育局" * 100,
]  # fmt: skip
CONCISE = re.compile(
    r"^(?P<path>.+?):p(?P<page>\d+):r(?P<row>\d+):(?P<field>[^:]*): "
    r"(?P<code>[A-Z]+\d{3}) (?P<message>.*)$"
)
UNWANTED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
COMMAND = re.compile(r"::(error|warning|notice) (?P<properties>[^:]*)::(?P<data>.*)")


def hostile(text: str) -> Noted:
    """A finding with the text wherever a document's text can be; pydantic takes no surrogates."""
    excerpt = Excerpt(("level3", f"fields.{text}"), (text,), ((text, text),), 0, 1)
    found = handmade.note("ZP401", "x", excerpt, page=3, table=1, row=12)
    at = found.finding.location.model_copy(
        update={"path": f"{text}.pdf", "field": f"fields.{text}", "activity": text}
    )
    changes = {"message": text, "help": text, "value": text, "expected": text, "location": at}
    return found._replace(finding=found.finding.model_copy(update=changes))


def run_with(text: str) -> Run:
    first = hostile(text)
    whole = hostile(text)
    update = {"page": None, "table": None, "row": None, "field": None}
    at = whole.finding.location.model_copy(update=update)
    whole = whole._replace(finding=whole.finding.model_copy(update={"location": at}))
    checked = handmade.checked(f"{text}.pdf", whole, first)
    checked = checked._replace(ignored={"ZP801": text})
    return Run([checked], handmade.RULES, {"ZP210": text}, [text])


def written(text: str, output: ReportFormat, **layout: Any) -> str:  # noqa: ANN401
    return render(run_with(text), output, ReportLayout(**layout)).decode()


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("output", FORMATS)
def test_every_format_can_be_written(text: str, output: ReportFormat) -> None:
    for width in (None, 20, 88):
        assert render(run_with(text), output, ReportLayout("zh", width))


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("output", ["full", "concise", "grouped"])
def test_terminals_are_shown_no_control_characters(text: str, output: ReportFormat) -> None:
    assert UNWANTED.search(written(text, output)) is None


@pytest.mark.parametrize("text", HOSTILE)
def test_each_line_is_as_documented(text: str) -> None:
    *lines, heading, stale, end, nothing = written(text, "concise").split("\n")
    assert nothing == ""
    assert not any(CONCISE.fullmatch(line) for line in (heading, stale, end))
    assert end.startswith("Found 2 errors in 1 file")
    found = [CONCISE.fullmatch(line) for line in lines]
    assert len(found) == 2
    numbers = [(one["page"], one["row"]) for one in found if one is not None]
    assert numbers == [("0", "0"), ("3", "12")]


@pytest.mark.parametrize("text", HOSTILE)
def test_workflow_commands_are_ours_alone(text: str) -> None:
    *lines, nothing = written(text, "github").split("\n")
    assert nothing == ""
    *lines, stale = lines
    assert stale.startswith("::notice title=zhperf::")
    assert len(lines) == 2
    for line in lines:
        match = COMMAND.fullmatch(line)
        assert match
        names = [one.partition("=")[0] for one in match["properties"].split(",")]
        assert names == ["title", "file"]


def test_escapes_of_workflow_commands_can_be_undone() -> None:
    (_, line, stale) = written("100%25, a:b\n%0A", "github").splitlines()
    assert unescaped(stale).endswith(":\n  100%25, a:b %0A")
    match = COMMAND.fullmatch(line)
    assert match
    path = match["properties"].partition("file=")[2]
    assert unescaped(path) == "100%25, a:b\n%0A.pdf"
    assert unescaped(match["data"]) == (
        "p3 r12 100%25, a:b %0A: ZP401 100%25, a:b %0A\nhelp: 100%25, a:b\n%0A"
    )


def unescaped(text: str) -> str:
    """What the runner makes of it."""
    for code, character in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r")):
        text = text.replace(code, character)
    return text.replace("%25", "%")


def test_the_log_below_annotations_holds_no_commands() -> None:
    """Lines that GitHub would obey stand where it was told to obey none."""
    notes = [hostile("::add-mask::x") for _ in range(15)]
    lines = render(handmade.run_of(*notes), "github", ReportLayout()).decode().splitlines()
    stop = next(index for index, line in enumerate(lines) if line.startswith("::stop-commands::"))
    word = lines[stop].removeprefix("::stop-commands::")
    loose = [index for index, line in enumerate(lines) if line.startswith("::add-mask")]
    assert loose == list(range(stop + 1, len(lines) - 1))
    assert lines[-1] == f"::{word}::"


@pytest.mark.parametrize("text", HOSTILE)
def test_json_keeps_the_texts(text: str) -> None:
    kept = re.sub(r"[\ud800-\udfff]", "\ufffd", text)
    for row in json.loads(written(text, "json")):
        assert row["message"] == row["value"] == row["location"]["activity"] == kept
    lines = written(text, "jsonl").split("\n")
    assert [json.loads(line)["message"] for line in lines[:-1]] == [kept, kept]


@pytest.mark.parametrize("text", HOSTILE)
def test_sarif_is_json_with_ascii_uris(text: str) -> None:
    (run,) = json.loads(written(text, "sarif"))["runs"]
    for result in run["results"]:
        artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert re.fullmatch(r"[\w.~%/-]+", artifact["uri"], re.ASCII)


@pytest.mark.parametrize("text", HOSTILE)
def test_xml_is_well_formed(text: str) -> None:
    root = ElementTree.fromstring(written(text, "junit"))
    assert [one.get("name") for one in root.iter("testcase")] == ["zhperf.ZP401"] * 2


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_cells_are_kept_and_not_computed(text: str) -> None:
    kept = re.sub(r"[\ud800-\udfff]", "\ufffd", text)
    stream = io.StringIO(written(text, "csv"), newline="")
    header, *rows = csv.reader(stream)
    assert len(rows) == 2
    for row in rows:
        cells = dict(zip(header, row, strict=True))
        assert cells["message"].removeprefix("'") == kept.removeprefix("'")
        assert not cells["message"].startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("text", HOSTILE)
def test_workbooks_have_no_formulas(text: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(run_with(text), "xlsx", ReportLayout())))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n", "inlineStr"}
    assert book.worksheets[0].max_row == 3


class Page(HTMLParser):
    """Collects tags, attributes and texts."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("text", HOSTILE)
def test_web_pages_hold_only_our_elements(text: str) -> None:
    plain, page = Page(), Page()
    plain.feed(written("x", "html"))
    page.feed(written(text, "html"))
    assert page.tags == plain.tags
    assert page.attributes == plain.attributes
    assert not set(page.tags) & {"script", "img", "link", "iframe", "a"}
    assert UNWANTED.search(page.text) is None


def test_web_pages_show_what_is_printed() -> None:
    page = Page()
    page.feed(written("<b>&lt;粗&gt;</b>", "html"))
    assert page.text.count("<b>&lt;粗&gt;</b>") > 5


@pytest.mark.parametrize("text", HOSTILE)
def test_the_step_summary_is_one_table(text: str) -> None:
    lines = step_summary(run_with(text), ReportLayout()).split("\n")
    rows = [line for line in lines if line.startswith("| error")]
    assert len(rows) == 2
    for row in rows:
        unescaped_bars = re.sub(r"\\.", "", row).count("|")
        assert unescaped_bars == 6
        assert not re.search(r"[<>]", row)
