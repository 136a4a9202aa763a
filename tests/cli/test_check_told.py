"""What `zhperf check` tells: why a source cannot be read, which report, fund and entry is meant."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from command import Result, environment, run_zhperf
from zhperf.errors import Language

SAMPLES = Path(__file__).parents[2] / "samples"
FOUNDING = SAMPLES / "founding-table.pdf"

Check = Callable[..., Result]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Runs the command in the test's folder, on the real pipeline."""

    def run(*arguments: str, **more: str) -> Result:
        return run_zhperf(("check", *arguments), tmp_path, environment(**more))

    return run


def extracted(folder: Path, *sources: str, output: str) -> Path:
    run_zhperf(("extract", *sources, "-o", output), folder, environment())
    return folder / output


class TestUnreadable:
    @pytest.fixture
    def broken(self, tmp_path: Path) -> None:
        (tmp_path / "a.json").write_text('{\n"schema_version": "1",\n"tables": 3\n}', "utf-8")

    @pytest.mark.usefixtures("broken")
    @pytest.mark.parametrize("output", ["full", "concise", "grouped", "github", "junit", "html"])
    def test_line_and_key_of_broken_json_are_told(self, check: Check, output: str) -> None:
        text = check("a.json", "--output-format", output, COLUMNS="200").text
        assert "no report of zhperf extract (line 1: generator: Field required)" in text

    @pytest.mark.usefixtures("broken")
    def test_line_and_key_of_broken_json_are_in_the_job_summary(
        self, check: Check, tmp_path: Path
    ) -> None:
        summary = tmp_path / "summary.md"
        check("a.json", "--output-format", "github", GITHUB_STEP_SUMMARY=str(summary))
        assert "(line 1\\: generator\\: Field required)" in summary.read_text("utf-8")

    @pytest.mark.parametrize(
        ("language", "told"),
        [("en", "no indicator table was found ("), ("zh", "没有找到绩效指标表（")],
    )
    def test_what_was_read_instead_of_a_table_is_told(
        self, check: Check, tmp_path: Path, language: Language, told: str
    ) -> None:
        (tmp_path / "文.txt").write_text("没有表格\n", "utf-8")
        text = check("文.txt", "--output-format", "concise", "--lang", language).text
        assert f"ZP123 {told}" in text

    def test_a_source_that_is_not_there_has_no_brackets(self, check: Check) -> None:
        result = check("没有.pdf", "--output-format", "json")
        (found,) = json.loads(result.text)
        assert "(" not in found["message"]
        assert found["value"] is None


class TestSeveralReports:
    @pytest.fixture
    def both(self, tmp_path: Path) -> None:
        for name in ("甲.pdf", "乙.pdf"):
            shutil.copy(FOUNDING, tmp_path / name)
        extracted(tmp_path, "甲.pdf", "乙.pdf", output="all.json")

    @pytest.mark.usefixtures("both")
    def test_findings_name_the_document_of_their_report(self, check: Check) -> None:
        text = check("all.json", "--select", "ZP402").text
        places = [line.split(", page")[0] for line in text.splitlines() if "-->" in line]
        assert places == ["  --> all.json, report 甲.pdf", "  --> all.json, report 乙.pdf"]

    def test_a_single_report_is_not_named(self, check: Check, tmp_path: Path) -> None:
        shutil.copy(FOUNDING, tmp_path / "甲.pdf")
        extracted(tmp_path, "甲.pdf", output="one.json")
        text = check("one.json", "--select", "ZP402", "--output-format", "concise").text
        assert "ZP402" in text
        assert "甲.pdf" not in text

    @pytest.mark.usefixtures("both")
    def test_reports_of_documents_of_one_name_are_numbered(
        self, check: Check, tmp_path: Path
    ) -> None:
        path = tmp_path / "all.json"
        path.write_text(path.read_text("utf-8").replace("乙.pdf", "甲.pdf"), "utf-8")
        text = check("all.json", "--select", "ZP402").text
        places = [line.split(", page")[0] for line in text.splitlines() if "-->" in line]
        assert places == ["  --> all.json, report 甲.pdf #1", "  --> all.json, report 甲.pdf #2"]


class TestOutput:
    def test_csv_begins_with_a_byte_order_mark_if_it_is_wanted(
        self, check: Check, tmp_path: Path
    ) -> None:
        shutil.copy(FOUNDING, tmp_path / "表.pdf")
        options = ("表.pdf", "--select", "ZP402", "--lang", "zh")
        assert check(*options, "-o", "plain.csv").code == 1
        assert check(*options, "-o", "excel.csv", "--csv-bom").code == 1
        plain = (tmp_path / "plain.csv").read_bytes()
        assert plain.startswith("文件,".encode())
        assert (tmp_path / "excel.csv").read_bytes() == b"\xef\xbb\xbf" + plain

    def test_statistics_are_in_one_language(self, check: Check, tmp_path: Path) -> None:
        shutil.copy(FOUNDING, tmp_path / "表.pdf")
        options = ("表.pdf", "--statistics", "--select", "ZP401,ZP402", "--lang", "zh")
        head, *lines = check(*options).text.splitlines()
        assert head.split()[-1] == "级别"
        assert {line.split()[-1] for line in lines} == {"错误"}
        rows = json.loads(check(*options, "--output-format", "json").text)
        assert {row["severity"] for row in rows} == {"error"}

    def test_stale_entries_are_named_whatever_the_format(
        self, check: Check, tmp_path: Path
    ) -> None:
        shutil.copy(FOUNDING, tmp_path / "表.pdf")
        path = extracted(tmp_path, "表.pdf", output="表格.json")
        check("表格.json", "--select", "ZP402", "--write-baseline", "known.json")
        text = path.read_text("utf-8")
        path.write_text(text.replace('"nature": "有所提升"', '"nature": "≥"'), "utf-8")
        options = ("表格.json", "--select", "ZP402", "--baseline", "known.json")
        for output in ("json", "sarif", "csv"):
            result = check(*options, "--output-format", output)
            assert (
                "Entries of the baseline that fit nothing any more:\n  表格.json" in result.stderr
            )
        result = check(*options, "--output-format", "concise")
        assert "Entries of the baseline that fit nothing any more:\n  表格.json" in result.text
        assert result.stderr == ""
